import Emulation
import Pipeline
import SiteModel
import Testing

/// Which Package Command Manager runs what, and how the service and the user's program keep out of each other's way.
@Suite struct ClientVariantTests {
    /// One row of the table of sms12-client 2.8 at a client with Windows NT: who runs the command.
    struct Row: Sendable, CustomTestStringConvertible {
        enum Runner: String, Sendable { case user, service, nobody }
        var flags: CommandLineFlags
        var isMandatory: Bool
        var release: Release
        /// With a user logged on and the service installed, and with nobody.
        var withUser: Runner
        var alone: Runner
        var testDescription: String {
            "\(flags) \(isMandatory ? "mandatory" : "optional") \(release.rawValue)"
        }

        init(
            _ flags: CommandLineFlags, _ isMandatory: Bool, _ release: Release, _ withUser: Runner,
            _ alone: Runner
        ) {
            (self.flags, self.isMandatory, self.release) = (flags, isMandatory, release)
            (self.withUser, self.alone) = (withUser, alone)
        }
    }

    /// Q165147, Q166765, Q174933: an optional command that a user would run stays pending, since no rule runs it.
    static let rows = [
        Row(.needsInput, true, .sp4, .user, .nobody), Row(.automated, true, .sp4, .user, .nobody),
        Row(.automated, false, .sp4, .nobody, .nobody), Row(.needsInput, false, .sp1, .nobody, .nobody),
        Row(.background, true, .sp1, .user, .service), Row(.background, true, .sp2, .service, .service),
        Row(.background, true, .sp3, .service, .service), Row(.background, false, .sp2, .nobody, .nobody),
        Row(.background, false, .sp3, .service, .service), Row(.background, false, .sp4, .service, .service),
    ]

    @Test(arguments: rows)
    func `the table of who runs what holds`(row: Row) throws {
        for user in ["user", ""] {
            var definition = try LabKit.definition(clients: 1)
            definition.release = row.release
            var scene = ClientScene.service(definition, user: user)
            scene.flags = row.flags
            let isMandatory = row.isMandatory
            scene.job = { $0.useMandatoryTime = isMandatory }
            let lab = try scene.played()
            var runner = Row.Runner.nobody
            if LabKit.stages(lab) == [.executed] {
                runner = ClientScene.count(lab, .takenByService) == 1 ? .service : .user
            }
            #expect(runner == (user.isEmpty ? row.alone : row.withUser), "user '\(user)'")
            // Nobody sits before the service: it counts nothing down.
            #expect(LabKit.records(lab, .pcmCountdown).isEmpty == (runner != .user))
        }
    }

    /// Sms12-client 1.1, 2.8: other platforms know no service, and run background commands like any other.
    @Test(arguments: [PlatformMask.windows16, .windows95, .dos6, .macintosh])
    func `other platforms run background commands for the user`(platform: PlatformMask) throws {
        var scene = ClientScene(try LabKit.definition(clients: 1), platform: platform)
        scene.flags = .background
        let lab = try scene.played()
        #expect(LabKit.rows(lab) == [.complete])
        #expect(LabKit.records(lab, .pcmCountdown).count == 1)
    }

    /// Q167114, sms12-client 1.6: on workstations the service is there only where it was installed.
    @Test(arguments: [
        (ClientRole.workstation, false, false), (.workstation, true, true), (.memberServer, false, false),
        (.logonServer, false, true),
    ])
    func `the service is on logon servers always`(role: ClientRole, installed: Bool, runs: Bool) throws {
        let definition = try LabKit.definition(clients: 1)
        let lab = try ClientScene.service(definition) {
            $0.role = role
            $0.service = installed
        }.played()
        #expect((LabKit.rows(lab) == [.complete]) == runs)
    }

    /// Q173073: one mutex for both; the loser waits for the winner.
    @Test func `the user's program and the service run one command at a time`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.results = [ResultRule(durationSeconds: 3_600)]
        definition.users = [UserRule(runsAfterMinutes: 1)]
        var scene = ClientScene.service(definition, user: "user")
        scene.job = { $0.useMandatoryTime = false }
        var lab = try scene.made()
        try LabKit.addPackage(&lab, "Viewer 1.0")
        try LabKit.addJob(&lab, package: 1) { $0.useMandatoryTime = false }
        try ClientScene.wait(&lab, hours: 6)
        let started = LabKit.records(lab, .pcmStarted).map(\.instant)
        let ended = LabKit.records(lab, .pcmFinished).map(\.instant)
        try #require(started.count == 2 && ended.count == 2)
        #expect(started[1] >= ended[0])
        #expect(ClientScene.count(lab, .takenByService) == 1)
    }

    @Test func `what the service runs survives a logoff and not the computer's end`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.results = [ResultRule(durationSeconds: 3_600)]
        let scene = ClientScene.service(definition, user: "user")
        var lab = try scene.made()
        #expect(try ClientScene.wait(&lab, for: .running))
        try ClientScene.person(&lab, logon: false)
        #expect(LabKit.stages(lab) == [.running])
        try ClientScene.person(&lab, power: false)
        #expect(LabKit.stages(lab) == [.waiting])
        try ClientScene.person(&lab, power: true)
        try ClientScene.wait(&lab, hours: 2)
        #expect(LabKit.stages(lab) == [.executed])
        #expect(LabKit.records(lab, .pcmStarted).count == 2)
    }

    /// Q167114, Q181118: without rights on the instruction file it reads nothing.
    @Test func `an account without rights finds no instruction file`() throws {
        let lab = try ClientScene.service(try LabKit.definition(clients: 1)) { $0.account = .user }.played()
        #expect(LabKit.stages(lab) == [.unread])
        #expect(ClientScene.count(lab, .noInstructionFile) > 0)
    }

    @Test func `a person cannot run what is for the service`() throws {
        var scene = ClientScene.service(try LabKit.definition(clients: 1), user: "user")
        scene.job = { $0.mandatoryTime = $0.offerTime.adding(days: 1) }
        var lab = try scene.played()
        #expect(LabKit.stages(lab) == [.waiting])
        let request = try #require(lab.images[0].jobs[0].requestID)
        let isRefused = LabKit.isRefused(
            &lab, .clientRun(site: try LabKit.site(), name: "PC1", request: request))
        #expect(isRefused)
        #expect(LabKit.records(lab, .pcmServiceOnly).count == 1)
    }

    @Test func `a service that is installed later begins to poll`() throws {
        var scene = ClientScene(try LabKit.definition(clients: 1), user: "")
        scene.flags = .background
        var lab = try scene.played()
        #expect(LabKit.stages(lab) == [.unread])
        var range = ClientRange(pattern: "PC1", user: "")
        range.settings.service = true
        try lab.perform(.setClient(site: try LabKit.site(), name: "PC1", range: range), who: "ADMIN")
        try ClientScene.wait(&lab, hours: 2)
        #expect(LabKit.stages(lab) == [.executed])
    }

    /// Q191341: `%PCMUNC%` is there from SP3 on.
    @Test(arguments: [(Release.sp2, false), (.sp3, true), (.sp4, true)])
    func `the variable of the package's path came with SP3`(release: Release, runs: Bool) throws {
        var definition = try LabKit.definition(clients: 1)
        definition.release = release
        var scene = ClientScene(definition)
        scene.command = "Ntencap.exe /NTu %PCMUNC%setup.exe"
        #expect((try LabKit.rows(scene.played()) == [.complete]) == runs)
    }

    /// Q140920: MSTEST of the logon server is searched behind the package, by the service since SP2 (Q152423).
    @Test(arguments: [(ProgramPlace.msTest, JobStatus.complete), (.missing, .retrying)])
    func `a program is looked for in the package and in MSTEST`(
        place: ProgramPlace, expected: JobStatus
    ) throws {
        var scene = ClientScene(try LabKit.definition(clients: 1))
        scene.definition.results = [ResultRule(program: place)]
        let lab = try scene.played()
        #expect(LabKit.rows(lab) == [expected])
        #expect((ClientScene.count(lab, .programNotFound) > 0) == (place == .missing))
    }

    /// SDK she03_01gl, Q166833: a MIF that is older than the start, or comes behind the end, is not taken.
    @Test(arguments: [
        (StatusMIF.late, Int64(0), JobStatus.complete), (.late, 1, .retrying), (.stale, 1, .retrying),
    ])
    func `only a MIF of the run itself is taken`(mif: StatusMIF, exitCode: Int64, expected: JobStatus) throws
    {
        var scene = ClientScene(try LabKit.definition(clients: 1))
        scene.definition.results = [ResultRule(exitCode: exitCode, mif: mif)]
        #expect(try LabKit.rows(scene.played()) == [expected])
    }

    /// Q172899: the status carries the instant that the client's clock shows.
    @Test(arguments: [(Int64(7_200_000), true), (0, false), (-7_200_000, false)])
    func `a clock that is ahead dates the status ahead`(offset: Int64, isAhead: Bool) throws {
        var scene = ClientScene(try LabKit.definition(clients: 1))
        scene.definition.sites[0].clients[0].clockOffsetMilliseconds = offset
        var lab = try scene.made()
        // Event by event: Maintenance Manager may fetch it in the same second.
        for _ in 0..<10_000 where lab.images[0].left.isEmpty {
            let next = lab.nextInstant()
            try lab.run(until: (next ?? lab.now) + 1, world: TableWorld())
        }
        let status = try #require(lab.images[0].left.first)
        let reported = try LabKit.time(lab, .pcmReported)
        #expect(status.notBefore == (isAhead ? reported + offset : 0))
    }

    /// Q171589, Q192462: CurrentLogonServer, then `[Servers]` in order, as many as are to be searched.
    @Test(arguments: [(0, "LOGON2"), (1, nil), (2, "LOGON2")] as [(Int, String?)])
    func `at its start it looks for another logon server`(limit: Int, found: String?) throws {
        var scene = ClientScene(
            ClientScene.withLogonServers(try LabKit.definition(clients: 1), ["LOGON1", "LOGON2"]), user: "")
        scene.definition.sites[0].clients[0].logonServers = ["LOGON1"]
        scene.definition.sites[0].clients[0].settings.maximumLogonServers = limit
        scene.definition.sites[0].servers[3].online = false
        var lab = try scene.made()
        try ClientScene.person(&lab, logon: true)
        try ClientScene.wait(&lab, hours: 4)
        let server = lab.clients[0].logonServer(of: 0, lab.images[0])
        #expect(lab.images[0].servers[Int(server)].definition.name == found ?? "LOGON1")
        #expect(LabKit.rows(lab) == [found == nil ? .none : .complete])
    }
}
