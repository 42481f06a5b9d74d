import Emulation
import Pipeline
import SiteModel
import Testing

/// What goes wrong on the way to the servers, and what the components do about it.
@Suite struct DistributionTests {
    static func full(_ letter: String = "C", free: Int64 = 100_000) -> [DriveDefinition] {
        [DriveDefinition(letter: letter, freeBytes: free)]
    }

    /// Q128458, Q153576: event 109, a retry after 24 polls, and the retry serves only the server that failed.
    @Test func `a full disk is retried after 24 polls, and only that server`() throws {
        var definition = try LabKit.definition(clients: 2)
        definition.sites[0].servers[1].drives = Self.full()
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, until: .retrying)
        #expect(LabKit.holding(lab) == ["SRV1": 1])
        #expect(LabKit.events(lab) == [109])
        let scheduled = try #require(LabKit.records(lab, .retryScheduled).first)
        // From the poll that the try began at, so that its end falls on a poll.
        let begun = try #require(LabKit.records(lab, .instructionStarted).first).instant
        #expect(scheduled.value - begun == 24 * lab.images[0].pollMilliseconds)
        // The others run meanwhile (5.4), but the job does not complete before the server has the package.
        try LabKit.pass(&lab, cycles: 20)
        #expect(LabKit.rows(lab) == [.complete, .complete])
        #expect(LabKit.line(lab) == "Retrying/Complete/Retrying")
        #expect(LabKit.records(lab, .instructionStarted).count == 1)
        try LabKit.setServer(&lab, "SRV2") { $0.drives[0].freeBytes = 50_000_000 }
        let isDone = try LabKit.pass(&lab, limit: 60, until: .complete)
        #expect(isDone)
        let starts = LabKit.records(lab, .instructionStarted)
        #expect(starts.map(\.value) == [0, 1])
        #expect(starts[1].instant == scheduled.value)
        #expect(LabKit.records(lab, .packageCopied).map(\.b) == [0, 1])
    }

    /// Q140374: 100 tries, then the job has Failed.
    ///
    /// The event stands all the time and is told once (RG S3D43).
    @Test(arguments: [ServiceResponse.veryFast, .fast])
    func `after 100 tries the job has failed`(response: ServiceResponse) throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].response = response
        definition.sites[0].servers[1].drives = Self.full()
        definition.trace = .changes
        var lab = try LabKit.started(definition)
        let hasFailed = try LabKit.pass(&lab, limit: 100 * 26, until: .failed)
        #expect(hasFailed)
        let tries = LabKit.records(lab, .instructionStarted).map(\.instant)
        #expect(tries.count == 100)
        // 5.1: 24 polls from one to the next, which makes 40 hours of 100 tries at Very Fast, 200 at Fast.
        let waits = Set(zip(tries, tries.dropFirst()).map { $1 - $0 })
        #expect(waits == [24 * lab.images[0].pollMilliseconds])
        #expect(LabKit.events(lab) == [109, 14])
        // Given up: nothing is tried again.
        try LabKit.pass(&lab, cycles: 60)
        #expect(LabKit.records(lab, .instructionStarted).count == 100)
        #expect(LabKit.line(lab) == "Failed/Complete/Failed")
    }

    /// Q153576 was a fault of 1.0 and 1.1: the list of a retry was empty when it was executed.
    @Test func `a retry keeps its servers when another instruction waits behind it`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].servers[1].drives = Self.full()
        var lab = try LabKit.started(definition) { $0.runWorkstationCommand = false }
        try LabKit.addPackage(&lab, "Second")
        for _ in 0..<2 {
            try LabKit.addJob(&lab, package: 1) {
                $0.runWorkstationCommand = false
                $0.distributionServers = "Extra"
            }
        }
        try LabKit.pass(&lab, cycles: 20)
        let waiting = lab.images[0].received.filter { $0.subject == 0 }
        #expect(waiting.map(\.servers) == [[1]])
        try LabKit.setServer(&lab, "SRV2") { $0.drives[0].freeBytes = 50_000_000 }
        try LabKit.pass(&lab, cycles: 30)
        #expect(LabKit.holding(lab) == ["SRV1": 1, "SRV2": 1])
    }

    @Test func `a server that cannot be reached is event 108, told once, and served when it is back`() throws
    {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].servers[1].online = false
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, cycles: 80)
        #expect(LabKit.records(lab, .instructionStarted).count > 2)
        #expect(LabKit.events(lab) == [108])
        try LabKit.setServer(&lab, "SRV2") { $0.online = true }
        let isDone = try LabKit.pass(&lab, limit: 60, until: .complete)
        #expect(isDone)
        #expect(LabKit.holding(lab) == ["SRV1": 1, "SRV2": 1])
    }

    /// Each server that fails is told of: the event names one server.
    @Test func `two full servers are two events`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].servers[1].drives = Self.full()
        definition.sites[0].servers[2].drives = Self.full()
        definition.sites[0].groups.append(MachineGroupDefinition(name: "Both", members: ["SRV2", "SRV3"]))
        var lab = try LabKit.started(definition) { $0.distributionServers = "Both" }
        try LabKit.pass(&lab, cycles: 60)
        #expect(LabKit.events(lab) == [109, 109])
        #expect(lab.images[0].events.map(\.subject) == [1, 2])
    }

    /// 8.3, Q139589: long names need NTFS; without it event 113 and a retry.
    @Test func `long names on FAT are event 113 until there is an NTFS drive`() throws {
        let world = TableWorld([SourceManifest(files: [SourceFile(path: "A long name.txt", size: 5_000)])])
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].servers[1].drives = [DriveDefinition(letter: "C", fileSystem: .fat)]
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, world, until: .retrying)
        #expect(LabKit.events(lab) == [113])
        #expect(LabKit.holding(lab) == ["SRV1": 1])
        try LabKit.setServer(&lab, "SRV2") { $0.drives.append(DriveDefinition(letter: "E")) }
        let isDone = try LabKit.pass(&lab, limit: 60, world, until: .complete)
        #expect(isDone)
        #expect(LabKit.holding(lab) == ["SRV1": 1, "SRV2": 1])
    }

    /// Q124959: a NetWare server is passed over when the package has long names.
    @Test func `a NetWare server is skipped for long names and used for short ones`() throws {
        let world = TableWorld([
            SourceManifest(files: [SourceFile(path: "A long name.txt", size: 5_000)]), TableWorld.smallSource,
        ])
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].servers[1].kind = .netWare3
        definition.sites[0].servers[1].drives = [DriveDefinition(letter: "F", fileSystem: .netware)]
        var lab = try LabKit.started(definition)
        let isDone = try LabKit.pass(&lab, world, until: .complete)
        #expect(isDone)
        #expect(LabKit.holding(lab) == ["SRV1": 1])
        #expect(LabKit.records(lab, .serverSkipped).map(\.b) == [1])
        try LabKit.addPackage(&lab, "Short")
        try LabKit.addJob(&lab, package: 1)
        try LabKit.pass(&lab, world, job: 1, until: .complete)
        #expect(LabKit.holding(lab, 1) == ["SRV1": 1, "SRV2": 1])
    }

    /// The site server's own drive: TOSEND, STORE and the package directory all count.
    @Test func `free space is what was declared less what lies there`() throws {
        let definition = try LabKit.definition(clients: 1)
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, until: .complete)
        let image = lab.images[0]
        // 300,000 bytes at the declared 60 % in TOSEND and in STORE, on drive D; the package goes to drive C or D.
        let used = image.servers[0].drives.reduce(Int64(0)) { $0 + 2_000_000_000 - $1.freeBytes }
        #expect(used == 180_000 + 180_000 + 300_000)
        #expect(image.servers[1].drives[0].freeBytes == 2_000_000_000 - 300_000)
        // Again with fewer bytes: what was there is given back.
        let smaller = TableWorld([SourceManifest(files: [SourceFile(path: "A", size: 1_000)])])
        try LabKit.addJob(&lab) { $0.sendPhase = .always }
        try LabKit.pass(&lab, smaller, job: 1, until: .complete)
        let usedNow = image.servers[0].drives.reduce(Int64(0)) { $0 + 2_000_000_000 - $1.freeBytes }
        #expect(usedNow == 600 + 600 + 1_000)
        #expect(image.servers[1].drives[0].freeBytes == 2_000_000_000 - 1_000)
    }

    /// 9.3: event 115, the compressed package cannot be stored; 329 and 393 for the other two places.
    ///
    /// At 1.1 the retry is no fault of a server, whose name it would lose (Q153576).
    @Test(arguments: [Release.v11, .sp4])
    func `a site server with room for one copy of the compressed file only retries with event 115`(
        release: Release
    ) throws {
        var definition = try LabKit.definition(clients: 1)
        definition.release = release
        definition.sites[0].servers[0].drives = [DriveDefinition(letter: "D", freeBytes: 200_000)]
        var lab = try LabKit.started(definition) { $0.distributionServers = "Extra" }
        try LabKit.pass(&lab, cycles: 30)
        #expect(LabKit.events(lab) == [115])
        #expect(lab.images[0].jobs[0].job.status == .retrying)
        #expect(lab.images[0].servers[0].drives.allSatisfy { $0.freeBytes >= 0 })
        try LabKit.setServer(&lab, "SRV1") { $0.drives[0].freeBytes = 5_000_000 }
        let isDone = try LabKit.pass(&lab, limit: 60, until: .complete)
        #expect(isDone)
        #expect(LabKit.holding(lab) == ["SRV3": 1])
    }

    /// 9.3: event 393 says what decompressing needs; told once.
    @Test func `no room for the temporary directory is event 393, told once`() throws {
        var definition = try LabKit.definition(clients: 1)
        // 180,000 in TOSEND and in STORE leave 140,000, and 300,000 are needed.
        definition.sites[0].servers[0].drives = [DriveDefinition(letter: "D", freeBytes: 500_000)]
        var lab = try LabKit.started(definition) { $0.distributionServers = "Extra" }
        try LabKit.pass(&lab, cycles: 80)
        #expect(LabKit.events(lab) == [393])
        #expect(LabKit.records(lab, .instructionStarted).count > 2)
    }

    // MARK: Before the send

    static let missing = SourceManifest(files: [], win32Error: 3)

    static let badSources: [(SourceManifest, Int64)] = [
        (SourceManifest(files: [], win32Error: 2), 313), (missing, 313),
        (SourceManifest(files: [SourceFile(path: "A", size: 1)], win32Error: 5, errorPath: "A"), 329),
        (SourceManifest(files: [SourceFile(path: "A", size: 1)], win32Error: 32, errorPath: "A"), 329),
        (SourceManifest(files: []), 329),
        (SourceManifest(files: [SourceFile(path: String(repeating: "A", count: 201), size: 1)]), 329),
        (SourceManifest(files: [SourceFile(path: "A", size: 5_000_000_000)]), 329),
    ]

    /// 9.2 and Q139590, Q182419: no directory is 313; no access, nothing in it, a path over 200 characters is 329.
    @Test(arguments: badSources)
    func `a source that cannot be compressed is told once and tried at every poll`(
        source: SourceManifest, event: Int64
    ) throws {
        let world = TableWorld([source])
        var lab = try LabKit.started(try LabKit.definition())
        try LabKit.pass(&lab, cycles: 10, world)
        #expect(LabKit.events(lab) == [event])
        #expect(LabKit.line(lab) == "Retrying//")
        #expect(world.asked >= 9)
        // It appears, and the job recovers by itself.
        world.answers = [TableWorld.smallSource]
        let isDone = try LabKit.pass(&lab, world, until: .complete)
        #expect(isDone)
        #expect(LabKit.events(lab) == [event])
    }

    static let changed = SourceManifest(files: [], win32Error: 32, errorPath: "SETUP.EXE")

    /// The compressor is free for the next job at once, and the first looks again at the next poll.
    @Test func `a source that changes while it is compressed gives its turn to the next job`() throws {
        let world = TableWorld()
        world.changes = [Self.changed]
        var lab = try LabKit.started(try LabKit.definition())
        try LabKit.addPackage(&lab, "Second")
        try LabKit.addJob(&lab, package: 1)
        try LabKit.pass(&lab, world, until: .complete)
        try LabKit.pass(&lab, world, job: 1, until: .complete)
        let (first, second) = (lab.images[0].jobs[0].job.id.counter, lab.images[0].jobs[1].job.id.counter)
        let work = LabKit.records(lab, .compressionStarted, .compressionEnded, .compressionFailed)
        #expect(work.map(\.b) == [first, first, second, second, first, first])
        #expect(
            work.map(\.code) == [
                .compressionStarted, .compressionFailed, .compressionStarted, .compressionEnded,
                .compressionStarted, .compressionEnded,
            ])
        #expect(work[1].value == 32)
        #expect(LabKit.events(lab) == [329])
        #expect(LabKit.line(lab, 0) == "Complete/Complete/Complete")
        #expect(LabKit.line(lab, 1) == "Complete/Complete/Complete")
    }

    @Test(arguments: [false, true])
    func `a job that is gone when its source changed packs nothing more`(isDeleted: Bool) throws {
        let world = TableWorld()
        world.changes = [Self.changed]
        var definition = try LabKit.definition()
        // A minute for each of ten blocks: two cycles.
        definition.sites[0].compression.yieldMilliseconds = 60_000
        var lab = try LabKit.started(definition)
        let isCompressing = try LabKit.pass(&lab, limit: 9, world) { $0.jobs[0].stage == .compressing }
        #expect(isCompressing)
        let id = lab.images[0].jobs[0].job.id
        try lab.perform(.cancelJob(site: try LabKit.site(), id: id), who: "ADMIN")
        if isDeleted { try lab.perform(.deleteJob(site: try LabKit.site(), id: id), who: "ADMIN") }
        try LabKit.pass(&lab, cycles: 9, world)
        #expect(world.changes.isEmpty)
        #expect(LabKit.records(lab, .compressionStarted).count == 1)
        #expect(LabKit.records(lab, .compressionEnded).isEmpty)
        #expect(lab.images[0].packages[0].version == 0)
        #expect(lab.images[0].openJobs.isEmpty)
        if !isDeleted { #expect(lab.images[0].jobs[0].job.status == .cancelled) }
        // The compressor is free.
        try LabKit.addJob(&lab)
        let isDone = try LabKit.pass(&lab, world, job: 1, until: .complete)
        #expect(isDone)
    }

    /// RG S3D43: a standing event is told again when its cause went and came back.
    @Test func `a cause that went and came back is told again`() throws {
        let world = TableWorld([
            Self.missing, Self.missing, SourceManifest(files: []), Self.missing, Self.missing,
        ])
        var lab = try LabKit.started(try LabKit.definition())
        try LabKit.pass(&lab, cycles: 6, world)
        // Not found twice, then found but empty, then not found again.
        #expect(LabKit.events(lab) == [313, 329, 313])
    }

    @Test func `no address is event 332, once, and again for the next job`() throws {
        var definition = try LabKit.definition()
        definition.sites[0].removeSelfAddress = true
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, cycles: 10)
        #expect(LabKit.events(lab) == [332])
        #expect(LabKit.line(lab) == "Retrying/Retrying/")
        var site = lab.images[0].definition
        site.removeSelfAddress = false
        try lab.perform(.setSite(site), who: "ADMIN")
        let isDone = try LabKit.pass(&lab, until: .complete)
        #expect(isDone)
        site.removeSelfAddress = true
        try lab.perform(.setSite(site), who: "ADMIN")
        try LabKit.addJob(&lab)
        try LabKit.pass(&lab, cycles: 10)
        #expect(LabKit.events(lab) == [332, 332])
    }

    /// Q161520: the separator is the pipe; 9.2: a bad site, or no three elements, is 319 and fails the job.
    @Test(arguments: [
        "*:*:*", "BPC:DOMAIN1:PC1", "BPC|*", "BPC|*|*|*", "", "|*|*", "BPC||*", "B*|*|*", "TOOLONG|*|*",
        "XYZ|*|*",
        "BPC|DOM*|*", "BPC|*|PC*",
    ])
    func `a machine path that is none fails the job with event 319`(path: String) throws {
        var lab = try LabKit.started(try LabKit.definition()) { $0.machinePath = path }
        try LabKit.pass(&lab, cycles: 2)
        #expect(LabKit.events(lab) == [319])
        #expect(LabKit.line(lab) == "Failed//")
        #expect(lab.images[0].requests.isEmpty)
    }

    /// RG S3D3C: an empty list fails the job at once and nothing is done.
    @Test(arguments: ["*|NOWHERE|*", "*|*|PC99", "BPC|NOWHERE|PC1"])
    func `an empty target list fails the job with event 323`(path: String) throws {
        let world = TableWorld()
        var lab = try LabKit.started(try LabKit.definition()) { $0.machinePath = path }
        try LabKit.pass(&lab, cycles: 5, world)
        #expect(LabKit.events(lab) == [323])
        #expect(LabKit.line(lab) == "Failed//")
        #expect(world.asked == 0)
        #expect(lab.images[0].siteDetails.isEmpty)
    }

    static let goodPaths: [(String, [String])] = [
        ("*|*|*", ["PC1", "PC2", "WS1"]), ("BPC|*|*", ["PC1", "PC2", "WS1"]), ("bpc|sales|*", ["WS1"]),
        ("*|*|pc2", ["PC2"]), ("*|DOMAIN1|PC1", ["PC1"]),
    ]

    @Test(arguments: goodPaths)
    func `a machine path names whole elements, in any case`(path: String, expected: [String]) throws {
        var definition = try LabKit.definition(clients: 2)
        definition.sites[0].domains.append("Sales")
        definition.sites[0].clients.append(ClientRange(pattern: "WS1", domain: "Sales"))
        var lab = try LabKit.started(definition) { $0.machinePath = path }
        try LabKit.pass(&lab, until: .active)
        #expect(lab.images[0].details.map { lab.images[0].clients.name(Int($0.client)) } == expected)
    }
}

extension DistributionTests {
    /// A source is packed as it was seen, whatever another job's look at it gives meanwhile.
    @Test func `a second job of a package does not change what is being compressed for the first`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].response = .veryFast
        let big = SourceManifest(files: [SourceFile(path: "BIG.BIN", size: 60_000_000)])
        let world = TableWorld([big, Self.missing, big])
        var lab = try LabKit.started(definition)
        while LabKit.records(lab, .compressionStarted).isEmpty { try LabKit.pass(&lab, cycles: 1, world) }
        try LabKit.addJob(&lab) { $0.sendPhase = .always }
        try LabKit.pass(&lab, world, until: .complete)
        #expect(lab.images[0].packages[0].packed.bytes == 60_000_000)
        let sent = try #require(LabKit.records(lab, .compressionEnded).first)
        #expect(sent.value == 36_000_000)
        let isDone = try LabKit.pass(&lab, world, job: 1, until: .complete)
        #expect(isDone)
        #expect(LabKit.events(lab) == [313])
    }

    /// Jobs that wait behind one whose source fails get the compressor.
    @Test func `a source that fails does not hold up the jobs behind it`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].response = .veryFast
        let big = SourceManifest(files: [SourceFile(path: "BIG.BIN", size: 60_000_000)])
        let world = TableWorld([big, Self.missing, Self.missing, big])
        var lab = try LabKit.started(definition)
        for number in 1...2 {
            try LabKit.addPackage(&lab, "Package \(number)")
            try LabKit.addJob(&lab, package: number)
        }
        for job in 0...2 {
            let isDone = try LabKit.pass(&lab, limit: 600, world, job: job, until: .complete)
            #expect(isDone)
        }
    }

    /// Between the look at the source and the end of compressing another package may fill the drive.
    @Test func `a drive that fills up while a package is compressed is event 329`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].response = .veryFast
        definition.sites[0].servers[0].drives = [DriveDefinition(letter: "D", freeBytes: 40_000_000)]
        let big = TableWorld([SourceManifest(files: [SourceFile(path: "BIG.BIN", size: 60_000_000)])])
        var lab = try LabKit.started(definition) { $0.distributionServers = "Extra" }
        while LabKit.records(lab, .compressionStarted).isEmpty { try LabKit.pass(&lab, cycles: 1, big) }
        let end = lab.now + 1_000
        try LabKit.setServer(&lab, "SRV1") { $0.drives[0].freeBytes = 30_000_000 }
        try lab.run(until: end, world: big)
        try LabKit.pass(&lab, cycles: 12, big)
        #expect(LabKit.events(lab) == [329])
        #expect(lab.images[0].packages[0].version == 0)
        #expect(lab.images[0].servers[0].drives[0].freeBytes == 30_000_000)
    }
}
