import Emulation
import Pipeline
import SiteModel

extension ClientQuirkTests {
    // MARK: Servers

    static let servers = [
        ClientQuirkCase(.pcmServerRandom32bit) {
            // Q165508: all forty have SRV1 for their logon server, and it holds the package.
            let lab = try ClientScene($0, clients: 40).played()
            return Set(ClientScene.sources(lab)) == ["SRV1", "SRV2"]
        },
        ClientQuirkCase(.pcmNetWarePath) {
            // Q161310: the eleventh server is the NetWare logon server.
            var scene = ClientScene($0, platform: .windows95)
            let more = (1...9).map { ServerDefinition(name: "D\($0)", roles: [.distribution]) }
            scene.definition.sites[0].servers[0].roles = [.site]
            scene.definition.sites[0].servers[2].roles = [.distribution]
            scene.definition.sites[0].servers += more
            scene.definition.sites[0].servers.append(
                ServerDefinition(
                    name: "NW1", kind: .netWare3, roles: [.logon, .distribution],
                    drives: [DriveDefinition(letter: "S", fileSystem: .netware)]))
            return try ClientScene.sources(scene.played()) != ["NW1"]
        },
        ClientQuirkCase(.pcmServerChoiceSwitch) {
            // Q180151: RANDOMONLY.
            let lab = try ClientScene($0, clients: 40) { $0.serverChoice = .randomOnly }.played()
            return Set(ClientScene.sources(lab)) == ["SRV1", "SRV2"]
        },
        ClientQuirkCase(.pcmPreferred) {
            // Q195944: PREFERREDFIRST.
            let scene = ClientScene($0, clients: 5) {
                $0.serverChoice = .preferredFirst
                $0.preferredServers = ["SRV2"]
            }
            return try Set(ClientScene.sources(scene.played())) == ["SRV2"]
        },
        ClientQuirkCase(.driveLeftMapped) {
            // Q163597: one letter is free, and the first command leaves it connected.
            var scene = ClientScene.service($0) { $0.localDrives = "ABCDEFGHIJKLMNOPQRSTUVWXY" }
            scene.definition.results = [ResultRule(leavesOpen: true)]
            var lab = try scene.made()
            try LabKit.addJob(&lab)
            try ClientScene.wait(&lab, hours: 4)
            return LabKit.stages(lab, 0) == [.executed] && LabKit.stages(lab, 1) != [.executed]
                && ClientScene.count(lab, .noFreeDrive) >= 2
        },
    ]

    // MARK: Running

    static let runs = [
        ClientQuirkCase(.pcmFirstProcessOnly) {
            // Q156271: the second stage fails an hour later, and nobody looks.
            var scene = ClientScene($0)
            scene.definition.results = [ResultRule(durationSeconds: 3_600, mif: .failed, launcher: true)]
            return try LabKit.rows(scene.played()) == [.complete]
        },
        ClientQuirkCase(.pcmHangForever) {
            // Q214448: what comes behind it never starts.
            var scene = ClientScene($0)
            scene.definition.results = [ResultRule(clients: "*", attempt: 1, hangs: true)]
            var lab = try scene.made()
            try LabKit.addJob(&lab) { $0.mandatoryTime = $0.offerTime.adding(days: 1) }
            try ClientScene.wait(&lab, hours: 24 * 7)
            return LabKit.stages(lab, 0) == [.running] && LabKit.rows(lab, 0) == [.none]
                && LabKit.stages(lab, 1) == [.pending]
        },
        ClientQuirkCase(.pcmExecuteDimmed) {
            // Q193784: until the next logon.
            var scene = ClientScene($0)
            scene.isSynchronousExit = true
            var lab = try scene.made()
            try LabKit.addJob(&lab) { $0.mandatoryTime = LocalTime(seconds: $0.offerTime.seconds + 7_200) }
            try ClientScene.wait(&lab, hours: 6)
            return LabKit.rows(lab, 0) == [.complete] && LabKit.rows(lab, 1) == [.none]
        },
        ClientQuirkCase(.pcmForceRebootStaysPending) {
            // Q175652: with the mark of the definition file it is recorded at its start from SP4 on.
            var scene = ClientScene($0)
            scene.isSynchronousExit = true
            scene.definition.results = [ResultRule(reboot: .forced)]
            return try LabKit.rows(scene.played()) == [.none]
        },
        ClientQuirkCase(.svcOSUpgradeLoops) {
            // Q158644, Q164887.
            var scene = ClientScene.service($0)
            scene.definition.results = [ResultRule(reboot: .upgrade)]
            return try LabKit.records(scene.played(hours: 8), .pcmStarted).count > 1
        },
        ClientQuirkCase(.rebootPromptLeftover) {
            // Q153227: the first run leaves the files, the second none.
            var scene = ClientScene($0)
            scene.definition.results = [ResultRule(attempt: 1, mif: .failed, reboot: .leftover)]
            return try ClientScene.count(scene.played(hours: 8), .restartAsked) == 2
        },
        ClientQuirkCase(.macParallelError) {
            // Q253578: both fail, and one says so.
            var scene = ClientScene($0, clients: 2, platform: .macintosh)
            scene.definition.results = [ResultRule(durationSeconds: 600, exitCode: 1)]
            scene.job = { $0.mandatoryTime = $0.offerTime.adding(days: 1) }
            return try LabKit.rows(scene.played(hours: 25)).contains(.complete)
        },
    ]

    // MARK: Command lines

    static let commandLines = [
        ClientQuirkCase(.svcDriveLetterAV) {
            // Q193224.
            var scene = ClientScene.service($0)
            scene.command = "C:\\TOOLS\\SETUP.EXE"
            return try ClientScene.count(scene.played(), .serviceCrashed) == 1
        },
        ClientQuirkCase(.svcUNCFails) {
            // Q195937.
            var scene = ClientScene.service($0)
            scene.command = "\\\\SRV1\\TOOLS\\SETUP.EXE"
            return try LabKit.rows(scene.played()) == [.retrying]
        },
        ClientQuirkCase(.w95UNCIgnored) {
            // Q168341: the program is on the server and not in the package.
            var scene = ClientScene($0, platform: .windows95)
            scene.command = "\\\\SRV1\\TOOLS\\SETUP.EXE"
            scene.definition.results = [ResultRule(program: .missing)]
            return try LabKit.rows(scene.played()) == [.retrying]
        },
        ClientQuirkCase(.pcmPathInPackage) {
            // Q160566.
            var scene = ClientScene($0)
            scene.command = "C:\\TOOLS\\SETUP.EXE"
            return try LabKit.rows(scene.played()) == [.retrying]
        },
        ClientQuirkCase(.svcNoMSTest) {
            // Q152423.
            var scene = ClientScene.service($0)
            scene.definition.results = [ResultRule(program: .msTest)]
            return try LabKit.stages(scene.played()) == [.failed]
        },
    ]

    // MARK: Status

    static let statuses = [
        ClientQuirkCase(.statusNetxNone) {
            // Q160775.
            let lab = try ClientScene($0, platform: .windows16) { $0.redirector = .netx }.played()
            return LabKit.stages(lab) == [.executed] && LabKit.rows(lab) == [.none]
        },
        ClientQuirkCase(.statusDOSLost) {
            // Q191299.
            var scene = ClientScene($0, platform: .dos6)
            scene.definition.results = [ResultRule(endsElsewhere: true)]
            let lab = try scene.played()
            return LabKit.stages(lab) == [.executed] && LabKit.rows(lab) == [.none]
        },
        ClientQuirkCase(.statusQuoteRefused) {
            // Q140810: it is not loaded (event 245), so that its row stays None; the Despooler has told of it (374).
            var scene = ClientScene($0)
            scene.definition.results = [ResultRule(mif: .failed, description: "no \"disk\"")]
            let lab = try scene.played()
            return LabKit.events(lab).contains(245) && LabKit.events(lab).contains(374)
                && LabKit.rows(lab) == [.none]
        },
        ClientQuirkCase(.mifYear2030) {
            // Q239534, X00000000.MIF: 1997 and 34 years.
            var scene = ClientScene($0)
            scene.definition.sites[0].clients[0].clockOffsetMilliseconds = 34 * 366 * ClientScene.day
            scene.definition.results = [ResultRule(mif: .failed)]
            let lab = try scene.played()
            return LabKit.events(lab).contains(245) && LabKit.rows(lab) == [.none]
        },
    ]
}
