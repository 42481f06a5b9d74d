import Emulation
import Pipeline
import SiteModel
import Testing
import VirtualTime

/// Where snapshots are stored: what a database does, in memory.
struct SnapshotShelf {
    var core: [UInt8] = []
    var pages: [String: [Int: [UInt8]]] = [:]

    mutating func store(_ snapshot: Snapshot) {
        core = snapshot.core
        for page in snapshot.pages {
            if let bytes = page.bytes {
                pages[page.name, default: [:]][page.page] = bytes
            } else {
                pages[page.name]?[page.page] = nil
            }
        }
        for (name, stored) in pages where stored.isEmpty { pages[name] = nil }
    }

    func read(_ name: String) -> [(page: Int, bytes: [UInt8])] {
        (pages[name] ?? [:]).sorted { $0.key < $1.key }.map { (page: $0.key, bytes: $0.value) }
    }

    /// Stores a lab, forgets it, and takes it back from what was stored.
    mutating func reopen(_ lab: inout Emulation) throws {
        store(try lab.takeSnapshot())
        let open = lab.trace.open
        let shelf = self
        lab = try Emulation.restore(
            core: core, definition: lab.definition, openSegment: open.count > 0 ? open : nil
        ) { shelf.read($0) }
    }
}

/// A lab and what was stored of it.
struct Told: ~Copyable {
    var lab: Emulation
    var shelf: SnapshotShelf
}

/// A lab is the same lab whether it was interrupted or not.
@Suite struct SnapshotTests {
    /// Edits by cycle, of all kinds that a journal can hold.
    static func edits(_ cycle: Int, _ lab: borrowing Emulation) throws -> [LabCommand] {
        let site = try LabKit.site()
        switch cycle {
        case 3: return [.clientPower(site: site, name: "PC2", on: false)]
        case 6:
            return [
                .clientLogon(site: site, name: "PC3", on: false),
                .clientLogon(site: site, name: "PC3", on: true),
            ]
        case 9:
            var server = lab.images[0].servers[1].definition
            server.drives.append(DriveDefinition(letter: "E", freeBytes: 100))
            return [.setServer(site: site, server: server)]
        case 12:
            return [
                .addClients(
                    site: site, range: ClientRange(pattern: "NEW#", count: 4, clockDriftPartsPerMillion: 40))
            ]
        case 15:
            return [
                .removeClient(site: site, name: "PC4"),
                .addServer(site: site, server: ServerDefinition(name: "LS2", roles: .logon)),
            ]
        case 18:
            var job = try LabKit.job(lab, package: lab.images[0].packages[0].package.id)
            job.repeatMode = .daily
            job.sendPhase = .always
            return [
                .createJob(site: site, job: job),
                .setGroup(site: site, group: MachineGroupDefinition(name: "Late", members: ["NEW1"])),
            ]
        case 20: return [.removeServer(site: site, name: "SRV3")]
        case 24:
            return [
                .clientPower(site: site, name: "PC2", on: true),
                .clientLogon(site: site, name: "PC2", on: true),
            ]
        case 28:
            var settings = lab.images[0].definition
            settings.zone = TimeZoneRule("EST5EDT,M4.1.0,M10.5.0") ?? .utc
            settings.pcmPollingMinutes = 25
            settings.response = .medium
            return [.setSite(settings)]
        case 34:
            var server = lab.images[0].servers[1].definition
            server.drives[0].freeBytes = 900_000_000
            return [.setServer(site: site, server: server)]
        case 40: return [.cancelJob(site: site, id: lab.images[0].jobs[1].job.id)]
        case 60: return [.deleteJob(site: site, id: lab.images[0].jobs[0].job.id)]
        default: return []
        }
    }

    static func start() throws -> Emulation {
        var definition = try LabKit.definition(clients: 9)
        definition.sites[0].servers[1].drives = DistributionTests.full()
        definition.sites[0].clients.append(
            ClientRange(
                pattern: "OLD#", count: 3, platform: .dos5, clockOffsetMilliseconds: -7_200_000, user: ""))
        definition.results = [
            ResultRule(clients: "PC1", attempt: 1, durationSeconds: 5_400, mif: .failed),
            ResultRule(clients: "PC5", attempt: 1, reboot: .forced), ResultRule(durationSeconds: 4_000),
        ]
        return try LabKit.started(definition)
    }

    static func story(reopensEvery: Int?, cycles: Int = 90, pieces: Int = 1) throws -> Told {
        var lab = try start()
        var shelf = SnapshotShelf()
        for cycle in 0..<cycles {
            for command in try edits(cycle, lab) { try lab.perform(command, who: "ADMIN") }
            let end = lab.now + lab.images[0].pollMilliseconds
            for piece in 1...pieces {
                try lab.run(until: piece == pieces ? end : lab.now + 60_001, world: TableWorld())
            }
            if let reopensEvery, cycle % reopensEvery == 0 {
                try shelf.reopen(&lab)
            } else {
                shelf.store(try lab.takeSnapshot())
            }
        }
        return Told(lab: lab, shelf: shelf)
    }

    @Test(arguments: [1, 2, 7])
    func `a lab that was closed and opened between cycles ends in the same bytes`(every: Int) throws {
        let whole = try Self.story(reopensEvery: nil)
        let broken = try Self.story(reopensEvery: every)
        #expect(whole.lab.trace.digest == broken.lab.trace.digest)
        #expect(whole.lab.trace.count == broken.lab.trace.count)
        #expect(whole.lab.handled == broken.lab.handled)
        #expect(whole.shelf.core == broken.shelf.core)
        #expect(whole.shelf.pages == broken.shelf.pages)
        // It was a story in which something happened.
        let seen = Set(whole.lab.images[0].jobs.map(\.job.status))
        #expect(seen.isSuperset(of: [.cancelled, .pending]))
        #expect(LabKit.events(whole.lab).contains(109) && LabKit.events(whole.lab).contains(374))
    }

    @Test func `running in pieces is running at once`() throws {
        let whole = try Self.story(reopensEvery: nil)
        let pieces = try Self.story(reopensEvery: nil, pieces: 4)
        #expect(whole.lab.trace.digest == pieces.lab.trace.digest)
        #expect(whole.shelf.core == pieces.shelf.core)
        #expect(whole.shelf.pages == pieces.shelf.pages)
    }

    @Test func `a lab that was opened and not touched has nothing to store`() throws {
        var told = try Self.story(reopensEvery: nil, cycles: 45)
        try told.shelf.reopen(&told.lab)
        let snapshot = try told.lab.takeSnapshot()
        #expect(snapshot.pages.isEmpty)
        #expect(snapshot.core == told.shelf.core)
    }

    /// Between cycle boundaries too: a command runs, a countdown, a copy, a decompression.
    @Test func `an instant is as good as any other to stop at`() throws {
        var whole = try Self.start()
        var broken = try Self.start()
        var shelf = SnapshotShelf()
        let end = whole.start + 4 * 3_600_000
        var random = SeededGenerator(seed: 11)
        while broken.now < end {
            try broken.run(
                until: min(end, broken.now + 1 + Int64(random.next(below: 200_000))), world: TableWorld())
            try shelf.reopen(&broken)
        }
        try whole.run(until: end, world: TableWorld())
        #expect(whole.trace.digest == broken.trace.digest)
        #expect(whole.handled == broken.handled)
        let left = try whole.takeSnapshot().core
        let right = try broken.takeSnapshot().core
        #expect(left == right)
    }

    /// Q152229: what an expiry makes at 1.0 waits with the job status MIFs, opened again or not.
    @Test func `statuses of expiries wait in their own queue when a lab is opened again`() throws {
        func start() throws -> Emulation {
            var definition = try LabKit.definition()
            definition.quirks = ["expired-changes-status": true, "expired-is-retrying": true]
            return try LabKit.started(definition) {
                $0.useMandatoryTime = false
                $0.useExpireTime = true
                $0.expireTime = LocalTime(seconds: $0.activateTime.seconds + 3 * 3_600)
            }
        }
        var whole = try start()
        var broken = try start()
        var shelf = SnapshotShelf()
        let end = whole.start + 8 * 3_600_000
        var waited = false
        while broken.now < end {
            try broken.run(until: min(end, broken.now + 500), world: TableWorld())
            if !broken.images[0].toLoad.isEmpty {
                waited = true
                try shelf.reopen(&broken)
            }
        }
        try whole.run(until: end, world: TableWorld())
        #expect(waited)
        #expect(whole.trace.digest == broken.trace.digest)
        #expect(try whole.takeSnapshot().core == broken.takeSnapshot().core)
    }

    @Test func `how much of the trace is kept does not change the digest`() throws {
        var digests: [RollingDigest] = []
        var counts: [Int64] = []
        for level in TraceLevel.allCases {
            var definition = try LabKit.definition(clients: 20)
            definition.trace = level
            var lab = try LabKit.started(definition)
            try LabKit.pass(&lab, cycles: 30)
            digests.append(lab.trace.digest)
            counts.append(lab.trace.count)
            let kept = LabKit.records(lab)
            switch level {
            case .none: #expect(kept.isEmpty)
            case .changes: #expect(!kept.isEmpty && kept.allSatisfy { $0.code.isChange })
            case .full: #expect(Int64(kept.count) == lab.trace.count)
            }
        }
        #expect(Set(digests.map(\.text)).count == 1)
        #expect(Set(counts).count == 1)
    }

    @Test func `a setting of another seed, another phase or another client gives another digest`() throws {
        func digest(_ change: (inout LabDefinition) -> Void) throws -> String {
            var definition = try LabKit.definition(clients: 4)
            change(&definition)
            var lab = try LabKit.started(definition)
            try LabKit.pass(&lab, cycles: 30)
            return lab.trace.digest.text
        }
        let all = [
            try digest { _ in }, try digest { $0.seed = 2 }, try digest { $0.phases = .aligned },
            try digest { $0.sites[0].clients[0].count = 5 },
        ]
        #expect(Set(all).count == 4)
        #expect(try digest { _ in } == all[0])
    }

    @Test func `damaged snapshots are refused, never a crash`() throws {
        let told = try Self.story(reopensEvery: nil, cycles: 20)
        let shelf = told.shelf
        let definition = told.lab.definition
        func opens(_ core: [UInt8], _ pages: SnapshotShelf) -> Bool {
            do {
                _ = try Emulation.restore(core: core, definition: definition, openSegment: nil) {
                    pages.read($0)
                }
                return true
            } catch {
                return false
            }
        }
        let isWhole = opens(shelf.core, shelf)
        #expect(isWhole)
        for length in stride(from: 0, to: shelf.core.count, by: 7) {
            let isOpen = opens(Array(shelf.core.prefix(length)), shelf)
            #expect(!isOpen, "cut at \(length)")
        }
        let isLonger = opens(shelf.core + [0], shelf)
        #expect(!isLonger)
        var other = shelf
        other.pages["0/detailStatus"] = [9: [1, 2, 3]]
        let hasStrangePage = opens(shelf.core, other)
        #expect(!hasStrangePage)
    }

    /// 10^5 clients: three ranges, one job to all, some cycles, and the same from a snapshot.
    @Test func `a hundred thousand clients poll, run and report`() throws {
        var definition = try LabKit.definition(clients: 98_000)
        definition.trace = .changes
        definition.sites[0].statusMilliseconds = 10
        definition.sites[0].clients += [
            ClientRange(pattern: "DOS######", count: 1_000, platform: .dos6),
            ClientRange(pattern: "OFF#", count: 1_000, user: ""),
        ]
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, cycles: 16)
        let live = lab.images[0].jobs[0]
        #expect(live.details == 100_000)
        let ran = LabKit.stages(lab).reduce(0) { $0 + ($1 == .executed ? 1 : 0) }
        #expect(ran > 50_000)
        var shelf = SnapshotShelf()
        try shelf.reopen(&lab)
        let again = try lab.takeSnapshot()
        #expect(again.pages.isEmpty)
        try LabKit.pass(&lab, cycles: 8)
        let after = lab.images[0].jobs[0]
        #expect(after.completed == 98_000)
        #expect(after.open == 2_000)
    }
}
