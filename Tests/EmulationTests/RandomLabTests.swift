import Emulation
import Foundation
import Pipeline
import SiteModel
import Testing
import VirtualTime

/// A world whose sources follow from a seed and how many were looked at, so that a replay sees the same.
final class SeededWorld: OutsideWorld {
    let seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    func inspectSource(site: SiteCode, package: Package, ordinal: Int64, instant: Int64) -> SourceManifest {
        var random = SeededGenerator(
            seed: SeededGenerator.draw(seed: seed, stream: 77, index: UInt64(bitPattern: ordinal)))
        switch random.next(below: 12) {
        case 0: return SourceManifest(files: [], win32Error: 3)
        case 1: return SourceManifest(files: [])
        case 2: return SourceManifest(files: [SourceFile(path: "A long name", size: 9_000)])
        case 3: return SourceManifest(files: [SourceFile(path: "A", size: 1)], win32Error: 32, errorPath: "A")
        default:
            let size = Int64(random.next(below: 40_000_000))
            return SourceManifest(files: [
                SourceFile(path: "SETUP.EXE", size: size), SourceFile(path: "B", size: 1),
            ])
        }
    }

    /// Each compression follows a look, so that no two ask with one number.
    func sourceChange(
        site: SiteCode, package: Package, ordinal: Int64, instant: Int64
    ) -> SourceManifest? {
        let index = UInt64(bitPattern: ordinal)
        guard SeededGenerator.draw(seed: seed, stream: 78, index: index, below: 6) == 0 else { return nil }
        return SourceManifest(files: [], win32Error: 32, errorPath: "B")
    }
}

/// Labs, jobs and edits that follow from a seed.
struct RandomLab {
    var random: SeededGenerator
    /// Free bytes by server and drive letter when nothing lies there.
    var empty: [String: Int64] = [:]
    var made = 0

    mutating func below(_ bound: Int) -> Int { Int(random.next(below: UInt64(bound))) }
    mutating func one(in bound: Int) -> Bool { below(bound) == 0 }
    mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

    mutating func drive(_ letter: String) -> DriveDefinition {
        let free: [Int64] = [50_000, 5_000_000, 60_000_000, 150_000_000, 2_000_000_000]
        return DriveDefinition(letter: letter, fileSystem: pick([.ntfs, .ntfs, .fat]), freeBytes: pick(free))
    }

    mutating func server(_ name: String, _ roles: ServerRoles) -> ServerDefinition {
        var server = ServerDefinition(name: name, roles: roles, drives: [drive("C")])
        if one(in: 3) { server.drives.append(drive("D")) }
        if one(in: 6), !roles.contains(.site) {
            server.kind = .netWare3
            server.drives = [DriveDefinition(letter: "F", fileSystem: .netware, freeBytes: 90_000_000)]
        }
        server.online = !one(in: 6) || roles.contains(.site)
        return server
    }

    mutating func range(_ pattern: String) -> ClientRange {
        var range = ClientRange(pattern: pattern, count: 1 + below(7))
        range.platform = pick([.ntX86, .ntX86, .windows95, .dos6])
        range.clockOffsetMilliseconds = pick([0, 0, 1_500, -3_600_000, 7_200_000])
        range.clockDriftPartsPerMillion = pick([0, 0, 35, -120, 20_000])
        range.zone = pick([nil, nil, TimeZoneRule("EST5EDT,M4.1.0,M10.5.0")])
        range.logonServers = pick([[], [], ["LS1"], ["SRV1", "ls1"]])
        range.user = one(in: 8) ? "" : "user"
        range.settings = settings(range.platform)
        return range
    }

    /// Settings that have something to do with the platform, and some that have not.
    mutating func settings(_ platform: PlatformMask) -> ClientSettings {
        var settings = ClientSettings()
        if platform == .ntX86 {
            settings.service = one(in: 2)
            settings.role = pick([.workstation, .workstation, .logonServer])
            settings.account = pick([.administrator, .administrator, .user, .expired])
            settings.osVersion = pick(WindowsNTVersion.allCases)
        } else {
            settings.redirector = pick(Redirector.allCases)
        }
        settings.serverChoice = pick(ServerChoice.allCases)
        settings.preferredServers = pick([[], ["DS1"], ["DS2", "NOWHERE"]])
        settings.localDrives = pick(["ABC", "ABC", "ABCDEFGHIJKLMNOPQRSTUVWX"])
        if one(in: 3) { settings.mappedDrives = [MappedDrive(letter: "Y", server: "DS1", share: "APPS")] }
        settings.maximumLogonServers = below(3)
        settings.slowLink = one(in: 2)
        settings.disableCountdown = one(in: 3)
        settings.reminderMinutes = pick([0, 0, 45, 120])
        return settings
    }

    mutating func definition() throws -> LabDefinition {
        var lab = LabDefinition(name: "random")
        var site = SiteDefinition(code: try LabKit.site())
        site.response = pick(ServiceResponse.allCases)
        site.zone = pick([.utc, .utc, TimeZoneRule("EST5EDT,M4.1.0,M10.5.0") ?? .utc])
        site.sqlClockOffsetMilliseconds = pick([0, 0, 90_000, -90_000])
        site.pcmPollingMinutes = pick([20, 60, 60])
        site.compression.ratioPercent = pick([60, 60, 100])
        site.smsDrive = pick(["C", "D"])
        var first = server("SRV1", [.site, .logon, .distribution])
        first.drives[0].freeBytes = pick([200_000_000, 2_000_000_000])
        site.servers = [
            first, server("LS1", .logon), server("DS1", .distribution), server("DS2", .distribution),
            server("DS3", []),
        ]
        site.clients = [range("PC#"), range("WS##"), range("NT#")]
        site.groups = [
            MachineGroupDefinition(name: "G1", members: ["DS3", "DS1", "PC1", ""]),
            MachineGroupDefinition(name: "G2", members: ["PC1", "WS01", "NT1", "GONE"]),
        ]
        lab.sites = [site]
        lab.fidelity = .modelled
        lab.trace = .full
        lab.seed = UInt64(below(1_000))
        lab.phases = pick(PhaseMode.allCases)
        lab.release = pick(Release.allCases)
        // One lab in three lives through a change of the clocks.
        if one(in: 3), let start = LocalTime("1997-10-25 20:00") { lab.start = start }
        lab.results = [
            ResultRule(clients: "PC*", attempt: 1, durationSeconds: 900, mif: .failed),
            ResultRule(clients: "*2", attempt: 1, durationSeconds: 5_000, reboot: .forced),
            ResultRule(
                clients: "PC3", attempt: 1, launcher: one(in: 2), hangs: one(in: 2),
                program: pick(ProgramPlace.allCases)),
            ResultRule(
                clients: "WS*", attempt: 1, reboot: pick(RebootKind.allCases), leavesOpen: true,
                handle: pick([28, 100]), endsElsewhere: one(in: 2)),
            ResultRule(clients: "NT*", durationSeconds: 0, exitCode: 3),
            ResultRule(durationSeconds: 700, mif: pick(StatusMIF.allCases)),
        ]
        lab.users = [
            UserRule(clients: "*1", runsAfterMinutes: 45), UserRule(clients: "WS*", runsAfterMinutes: 0),
        ]
        return lab
    }

    mutating func job(_ lab: borrowing Emulation) throws -> Job {
        let packages = lab.images[0].packages
        var job = try LabKit.job(lab, package: packages[below(packages.count)].package.id)
        let now = job.activateTime
        func later(_ minutes: Int) -> LocalTime { LocalTime(seconds: now.seconds + Int64(minutes) * 60) }
        job.activateTime = later(below(3) * 40)
        job.sendPhase = pick(SendPhase.allCases)
        job.distributePhase = DistributePhase(rawValue: below(4))
        job.distributionServers = pick([nil, "G1"])
        job.priority = pick(JobPriority.allCases)
        job.repeatMode = one(in: 8) ? .daily : .never
        job.runWorkstationCommand = !one(in: 5)
        job.machinePath = pick(["*|*|*", "*|*|*", "BPC|*|PC1", "*|NOWHERE|*", "BPC:*:*"])
        if one(in: 3) {
            job.target = .machineGroup
            job.machineGroup = "G2"
        }
        job.useMandatoryTime = !one(in: 3)
        job.offerTime = later(below(4) * 30)
        job.mandatoryTime = later(below(6) * 45)
        job.useExpireTime = one(in: 3)
        job.expireTime = later(60 + below(10) * 45)
        return job
    }

    /// A command that may or may not be allowed.
    mutating func command(_ lab: borrowing Emulation) throws -> LabCommand {
        let site = try LabKit.site()
        let image = lab.images[0]
        made += 1
        let client = image.clients.name(below(image.clients.count))
        switch below(25) {
        case 0..<5: return .createJob(site: site, job: try job(lab))
        case 5:
            var package = try LabKit.package()
            package.name = "Package \(made)"
            return .createPackage(site: site, package: package)
        case 6, 7: return .clientPower(site: site, name: client, on: one(in: 2))
        case 8, 9: return .clientLogon(site: site, name: client, on: !one(in: 3))
        case 10:
            guard let job = image.jobs.last else { break }
            return .cancelJob(
                site: site,
                id: image.jobs[below(image.jobs.count)].job.id == job.job.id ? job.job.id : job.job.id)
        case 11:
            guard !image.jobs.isEmpty else { break }
            return .cancelJob(site: site, id: image.jobs[below(image.jobs.count)].job.id)
        case 12:
            guard one(in: 3), !image.jobs.isEmpty else { break }
            return .deleteJob(site: site, id: image.jobs[below(image.jobs.count)].job.id)
        case 13, 14:
            var server = pick(image.servers).definition
            server.online.toggle()
            if server.roles.contains(.site) { server.online = true }
            return .setServer(site: site, server: server)
        case 15:
            var server = pick(image.servers).definition
            server.drives[0].freeBytes += 10_000_000
            if one(in: 2) { server.drives.reverse() }
            return .setServer(site: site, server: server)
        case 16: return .addClients(site: site, range: range("N\(made)X#"))
        case 17:
            return one(in: 2)
                ? .removeClient(site: site, name: client) : .removeServer(site: site, name: "DS2")
        case 18:
            return .setGroup(
                site: site,
                group: MachineGroupDefinition(name: pick(["G1", "G2"]), members: [client, "DS1", "DS2"]))
        case 19, 20:
            let request = pick(image.jobs.compactMap(\.requestID) + [RequestID.zero])
            return one(in: 2)
                ? .clientRun(site: site, name: client, request: request)
                : .clientArchive(site: site, name: client, request: request)
        case 21:
            return one(in: 2)
                ? .clientDetails(site: site, name: client, open: one(in: 2))
                : .clientWindow(site: site, name: client, open: one(in: 2))
        case 22: return .clientForgetHistory(site: site, name: client)
        case 23:
            var range = range("ONE")
            range.user = "user"
            return .setClient(site: site, name: client, range: range)
        default:
            var settings = image.definition
            settings.removeSelfAddress = !settings.removeSelfAddress && one(in: 2)
            settings.pcmPollingMinutes = pick([20, 60])
            return .setSite(settings)
        }
        return .setGroup(site: site, group: MachineGroupDefinition(name: "G3", members: []))
    }
}

/// What must hold after any cycle of any lab.
@Suite struct RandomLabTests {
    static func used(_ image: SiteImage, _ server: Int, _ drive: Int) -> Int64 {
        var bytes: Int64 = 0
        for location in image.locations where Int(location.server) == server && location.drive == drive {
            bytes += location.bytes
        }
        if image.siteServer == server, image.smsDrive == drive {
            for package in image.packages { bytes += package.transferBytes + package.storedBytes }
        }
        return bytes
    }

    static func key(_ image: SiteImage, _ server: Int, _ drive: Int) -> String {
        "\(server)/\(image.servers[server].drives[drive].letter)"
    }

    /// What drives would have free if nothing lay there.
    static func empty(_ image: SiteImage) -> [String: Int64] {
        var found: [String: Int64] = [:]
        for server in image.servers.indices {
            for drive in image.servers[server].drives.indices {
                found[key(image, server, drive)] =
                    image.servers[server].drives[drive].freeBytes + used(image, server, drive)
            }
        }
        return found
    }

    static func check(_ lab: borrowing Emulation, _ seed: Int, _ cycle: Int) throws {
        let image = lab.images[0]
        for (place, live) in image.jobs.enumerated() {
            let rows = (Int(live.firstDetail)..<(Int(live.firstDetail) + Int(live.details))).map {
                image.details[$0].status
            }
            func count(_ status: JobStatus) -> Int { rows.filter { $0 == UInt8(status.rawValue) }.count }
            try #require(count(.complete) == Int(live.completed), "seed \(seed) cycle \(cycle) job \(place)")
            try #require(count(.retrying) == Int(live.retrying), "seed \(seed) cycle \(cycle) job \(place)")
            try #require(count(.cancelled) == Int(live.cancelled), "seed \(seed) cycle \(cycle) job \(place)")
            try #require(count(.none) == Int(live.open), "seed \(seed) cycle \(cycle) job \(place)")
            let isOpen = image.openJobs.contains(UInt32(place))
            try #require(
                isOpen == (live.stage != .ended), "seed \(seed) cycle \(cycle) job \(place) \(live.stage)")
            if live.stage == .ended, !live.isDeleted {
                try #require(live.job.status.isFinal, "seed \(seed) cycle \(cycle) job \(place)")
            }
        }
        for server in image.servers.indices {
            for drive in image.servers[server].drives {
                try #require(drive.freeBytes >= 0, "seed \(seed) cycle \(cycle) server \(server)")
            }
        }
        var busy = [UInt32](repeating: 0, count: image.clients.count)
        for detail in image.details.indices {
            let stage = lab.clients[0].stage(detail)
            let client = Int(image.details[detail].client)
            if stage == .countdown || stage == .running {
                busy[client] += 1
                try #require(
                    lab.clients[0].busy[client].offer == UInt32(detail), "seed \(seed) cycle \(cycle)")
            }
        }
        for client in busy.indices {
            // What counts as running still has been executed (Q193784).
            let live = lab.clients[0].busy[client]
            let isDimmed = live.offer != noHandle && lab.clients[0].stage(Int(live.offer)) == .executed
            try #require(busy[client] == (live.offer == noHandle || isDimmed ? 0 : 1))
            let polls = lab.clients[0].isPolling(client, image)
            try #require(
                (lab.clients[0].nextPoll[client] >= lab.now) == polls, "seed \(seed) cycle \(cycle)")
        }
        let taken = image.received.map(\.number)
        try #require(Set(taken).count == taken.count)
    }

    /// Status of a workstation: Complete stays, Canceled only becomes Complete, nothing becomes None.
    static func checkRows(_ before: [UInt8], _ image: SiteImage, _ seed: Int, _ cycle: Int) throws {
        for (detail, old) in before.enumerated() {
            let (was, now) = (
                JobStatus(rawValue: Int(old)), JobStatus(rawValue: Int(image.details[detail].status))
            )
            if was == now { continue }
            // A failure that was held back for its date comes behind the success that followed it (Q172899).
            let isLate = image.quirks.contains(.futureSNI) && was == .complete && now == .retrying
            let isAllowed =
                isLate || was != .complete && now != JobStatus.none && (was != .cancelled || now == .complete)
            try #require(
                isAllowed,
                "seed \(seed) cycle \(cycle) detail \(detail): \(old) \(image.details[detail].status)")
        }
    }

    /// `SMS12_SEEDS=1000` runs more of them.
    static let seeds = 0..<(ProcessInfo.processInfo.environment["SMS12_SEEDS"].flatMap { Int($0) } ?? 24)

    @Test(arguments: seeds)
    func `a random lab keeps its books, and is the same when it is closed and opened`(seed: Int) throws {
        var dice = RandomLab(random: SeededGenerator(seed: UInt64(seed) &* 7_919 &+ 1))
        let definition = try dice.definition()
        var lab = Emulation(definition)
        var other = Emulation(definition)
        let world = SeededWorld(seed: UInt64(seed))
        let site = try LabKit.site()
        for number in 0..<2 {
            var package = try LabKit.package()
            package.name = "Package \(number)"
            package.workstation?.commands[0].platforms = [.ntX86, .windows95, .dos6]
            package.workstation?.commands[0].flags =
                number == 0 ? .automated : dice.pick([.background, .needsInput])
            package.workstation?.commands[0].synchronousSystemExit = dice.one(in: 3)
            package.workstation?.commands[0].command = dice.pick([
                "setup.exe", "C:\\T\\SETUP.EXE", "\\\\SRV1\\T\\S.EXE",
            ])
            for _ in [0] {
                try lab.perform(.createPackage(site: site, package: package), who: "ADMIN")
                try other.perform(.createPackage(site: site, package: package), who: "ADMIN")
            }
        }
        var (shelf, otherShelf) = (SnapshotShelf(), SnapshotShelf())
        var accepted = 0
        for cycle in 0..<50 {
            for _ in 0..<(cycle == 0 ? 5 : dice.below(3)) {
                let command =
                    cycle == 0 ? .createJob(site: site, job: try dice.job(lab)) : try dice.command(lab)
                let books = Self.empty(lab.images[0])
                let isRefused = LabKit.isRefused(&lab, command)
                let isRefusedThere = LabKit.isRefused(&other, command)
                try #require(isRefused == isRefusedThere, "seed \(seed) cycle \(cycle) \(command.verb)")
                if isRefused { continue }
                accepted += 1
                if case .setServer = command { continue }
                let same = Self.empty(lab.images[0]).filter {
                    books[$0.key] != nil && books[$0.key] != $0.value
                }
                try #require(same.isEmpty, "seed \(seed) cycle \(cycle) \(command.verb)")
            }
            let books = Self.empty(lab.images[0])
            let rows = lab.images[0].details.map(\.status)
            // Intervals differ, so that stops fall between polls too.
            let end =
                lab.now + lab.images[0].pollMilliseconds * Int64(1 + dice.below(3)) + Int64(dice.below(1_000))
            try lab.run(until: end, world: world)
            try other.run(until: end, world: world)
            try #require(Self.empty(lab.images[0]) == books, "seed \(seed) cycle \(cycle)")
            try Self.check(lab, seed, cycle)
            try Self.checkRows(rows, lab.images[0], seed, cycle)
            shelf.store(try lab.takeSnapshot())
            try otherShelf.reopen(&other)
            try #require(lab.trace.digest == other.trace.digest, "seed \(seed) cycle \(cycle)")
            try #require(lab.handled == other.handled, "seed \(seed) cycle \(cycle)")
            try #require(shelf.core == otherShelf.core, "seed \(seed) cycle \(cycle)")
            try #require(shelf.pages == otherShelf.pages, "seed \(seed) cycle \(cycle)")
            let next = lab.nextInstant()
            try #require(next.map { $0 >= lab.now } ?? true)
        }
        #expect(accepted > 20)
        let instants = LabKit.records(lab).map(\.instant)
        #expect(zip(instants, instants.dropFirst()).allSatisfy { $0 <= $1 })
    }
}
