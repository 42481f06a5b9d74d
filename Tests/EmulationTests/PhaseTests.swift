import Emulation
import Pipeline
import SiteModel
import Testing

/// What send, distribute and run phases do in every combination (sms12-server 2.5 and 8.2; Q140051).
@Suite struct PhaseTests {
    /// A package lies on SRV2 in version 1; the default servers are SRV1 and SRV2; group Extra is SRV3.
    static func prepared() throws -> Emulation {
        var definition = try LabKit.definition(clients: 2)
        definition.sites[0].groups.append(MachineGroupDefinition(name: "Second", members: ["SRV2"]))
        var lab = try LabKit.started(definition) {
            $0.distributePhase = .specified
            $0.distributionServers = "Second"
        }
        let isDone = try LabKit.pass(&lab, until: .complete)
        #expect(isDone)
        #expect(LabKit.holding(lab) == ["SRV2": 1])
        return lab
    }

    struct Combination: CustomStringConvertible {
        var send: SendPhase
        var distribute: DistributePhase
        var runs: Bool
        /// Whether the group is named, or Default Servers are asked for.
        var namesGroup: Bool
        /// What the table of 8.2 says of the servers afterwards, 0 for the version that was there before.
        var servers: [String]
        var refreshed: Bool
        var description: String {
            "send \(send), distribute \(distribute.rawValue), run \(runs), group \(namesGroup)"
        }
    }

    static let combinations: [Combination] = {
        var all: [Combination] = []
        for send in SendPhase.allCases {
            for runs in [false, true] {
                for namesGroup in [false, true] {
                    let listed = namesGroup ? ["SRV3"] : ["SRV1", "SRV2"]
                    func add(_ flags: DistributePhase, _ servers: [String], refreshed: Bool) {
                        all.append(
                            Combination(
                                send: send, distribute: flags, runs: runs, namesGroup: namesGroup,
                                servers: Array(Set(servers + ["SRV2"])).sorted(), refreshed: refreshed))
                    }
                    // Existing only: every server that holds it, the group is ignored (Q140051).
                    add(.existing, [], refreshed: true)
                    // Specified only: those that hold it already are not refreshed (Q140051).
                    add(.specified, listed, refreshed: false)
                    add([.existing, .specified], listed, refreshed: true)
                    // Neither: Default Servers with a run phase (SDK), else nothing is distributed.
                    add([], runs ? ["SRV1", "SRV2"] : [], refreshed: false)
                }
            }
        }
        return all
    }()

    @Test(arguments: combinations)
    func `a second job does what the table of distribute flags says`(_ wanted: Combination) throws {
        var lab = try Self.prepared()
        let before = lab.images[0].packages[0].version
        try LabKit.addJob(&lab) {
            $0.sendPhase = wanted.send
            $0.distributePhase = wanted.distribute
            $0.distributionServers = wanted.namesGroup ? "Extra" : nil
            $0.runWorkstationCommand = wanted.runs
            $0.commandName = wanted.runs ? "Install" : nil
        }
        let isDone = try LabKit.pass(&lab, job: 1, until: .complete)
        #expect(isDone)
        // Even If Previously Sent compresses again, the other does not (2.5).
        let version = wanted.send == .always ? before + 1 : before
        #expect(lab.images[0].packages[0].version == version)
        let skipped = LabKit.records(lab, .compressionSkipped).count
        #expect(skipped == (wanted.send == .always ? 0 : 1))
        var expected: [String: Int64] = [:]
        for server in wanted.servers { expected[server] = version }
        if !wanted.refreshed { expected["SRV2"] = before }
        #expect(LabKit.holding(lab) == expected)
        // Only what is new goes over the wire: the instruction's 2,048 bytes, and the package if it was compressed.
        let sent = try #require(lab.images[0].requests.last)
        #expect(sent.carriesPackage == (wanted.send == .always))
        // What is copied is copied once a server, and a refresh of the one that holds it is a copy.
        let copies = LabKit.records(lab, .packageCopied).count - 1
        let targets = wanted.servers.filter { $0 != "SRV2" }.count + (wanted.refreshed ? 1 : 0)
        #expect(copies == targets)
        #expect(LabKit.rows(lab, 1) == (wanted.runs ? [.complete, .complete] : []))
    }

    @Test func `the first job compresses whatever the send phase says, the second uses STORE`() throws {
        var lab = try LabKit.started(try LabKit.definition()) { $0.sendPhase = .ifNotSent }
        try LabKit.pass(&lab, until: .complete)
        #expect(LabKit.records(lab, .compressionStarted).count == 1)
        #expect(LabKit.records(lab, .packageStored).count == 1)
        try LabKit.addJob(&lab)
        let isDone = try LabKit.pass(&lab, job: 1, until: .complete)
        #expect(isDone)
        #expect(LabKit.records(lab, .compressionStarted).count == 1)
        #expect(LabKit.records(lab, .packageStored).count == 1)
        #expect(LabKit.records(lab, .compressionSkipped).count == 1)
    }

    /// Two jobs of one package are due at once; the second finds the package sent when its turn comes.
    @Test func `a job that waited for the compressor does not compress what was compressed meanwhile`() throws
    {
        var lab = try LabKit.started(try LabKit.definition())
        try LabKit.addJob(&lab)
        let isDone = try LabKit.pass(&lab, job: 1, until: .complete)
        #expect(isDone)
        #expect(lab.images[0].packages[0].version == 1)
        #expect(LabKit.records(lab, .compressionSkipped).count == 1)
    }

    static let sendOnly: [(Release, JobStatus)] = [
        (.sp3, .active), (.sp4, .complete), (.sp4Hotfixes, .complete),
    ]

    /// Q185649: send-only jobs stay Active at 1.2 to SP3, and complete from SP4 on.
    @Test(arguments: sendOnly)
    func `send-only-never-complete`(release: Release, expected: JobStatus) throws {
        var definition = try LabKit.definition()
        definition.release = release
        var lab = try LabKit.started(definition) {
            $0.distributePhase = []
            $0.runWorkstationCommand = false
        }
        try LabKit.pass(&lab, cycles: 20)
        #expect(lab.images[0].jobs[0].job.status == expected)
        #expect(LabKit.holding(lab).isEmpty)
        #expect(lab.images[0].packages[0].storedVersion == 1)
    }

    static let early: [(Release, Bool)] = [(.sp3, false), (.sp4, true), (.sp4Hotfixes, false)]

    /// Q221945: at SP4 the job is Complete on arrival, before its servers are done.
    @Test(arguments: early)
    func `early-complete`(release: Release, isEarly: Bool) throws {
        var definition = try LabKit.definition()
        definition.release = release
        definition.sites[0].response = .veryFast
        // 60 MB: the copies take longer than several polls.
        let world = TableWorld([SourceManifest(files: [SourceFile(path: "BIG.BIN", size: 60_000_000)])])
        var lab = try LabKit.started(definition) { $0.runWorkstationCommand = false }
        let isDone = try LabKit.pass(&lab, world, until: .complete)
        #expect(isDone)
        #expect((LabKit.holding(lab).count < 2) == isEarly)
        try LabKit.pass(&lab, cycles: 20, world)
        #expect(LabKit.holding(lab).count == 2)
    }

    /// RG S3D42, Q121386: both lists are frozen at activation.
    @Test func `groups that are edited after activation change nothing`() throws {
        var definition = try LabKit.definition(clients: 3)
        definition.sites[0].groups.append(MachineGroupDefinition(name: "Some", members: ["PC1", "PC2"]))
        var lab = try LabKit.started(definition) {
            $0.target = .machineGroup
            $0.machineGroup = "some"
            $0.distributionServers = "EXTRA"
        }
        try LabKit.pass(&lab, until: .active)
        let site = try LabKit.site()
        try lab.perform(
            .setGroup(site: site, group: MachineGroupDefinition(name: "Some", members: ["PC3"])), who: "ADMIN"
        )
        try lab.perform(
            .setGroup(site: site, group: MachineGroupDefinition(name: "Extra", members: ["SRV1"])),
            who: "ADMIN")
        let isDone = try LabKit.pass(&lab, until: .complete)
        #expect(isDone)
        #expect(lab.images[0].details.map { lab.images[0].clients.name(Int($0.client)) } == ["PC1", "PC2"])
        #expect(LabKit.holding(lab) == ["SRV3": 1])
        try LabKit.addJob(&lab) {
            $0.target = .machineGroup
            $0.machineGroup = "Some"
        }
        try LabKit.pass(&lab, job: 1, until: .complete)
        #expect(
            lab.images[0].details.map { lab.images[0].clients.name(Int($0.client)) } == ["PC1", "PC2", "PC3"])
    }

    /// Q160901: members that do not exist stay blank rows in the group; a computer counts once.
    @Test func `a group with blank rows and duplicates targets each computer once`() throws {
        var definition = try LabKit.definition(clients: 3)
        definition.sites[0].groups.append(
            MachineGroupDefinition(name: "Odd", members: ["", "pc3", "GONE", "PC1", "PC3", "PC1", "SRV2"]))
        var lab = try LabKit.started(definition) {
            $0.target = .machineGroup
            $0.machineGroup = "Odd"
        }
        try LabKit.pass(&lab, until: .active)
        #expect(lab.images[0].details.map { lab.images[0].clients.name(Int($0.client)) } == ["PC1", "PC3"])
        // Named for distribution, the computers without a server of that name are passed over (RG S3D42).
        try LabKit.addJob(&lab) { $0.distributionServers = "Odd" }
        try LabKit.pass(&lab, job: 1, until: .active)
        #expect(
            lab.images[0].jobs[1].servers.map { lab.images[0].servers[Int($0)].definition.name } == ["SRV2"])
    }

    /// RG S3D42: a site without a member in the group uses its own Default Servers.
    @Test func `a group without a server of the site falls back to Default Servers`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].groups.append(MachineGroupDefinition(name: "None", members: ["PC1"]))
        var lab = try LabKit.started(definition) { $0.distributionServers = "None" }
        let isDone = try LabKit.pass(&lab, until: .complete)
        #expect(isDone)
        #expect(LabKit.holding(lab) == ["SRV1": 1, "SRV2": 1])
    }
}
