import Emulation
import Pipeline
import SiteModel
import Testing

/// A lab with one package and one job, and how it is played: what each test of a client's behaviour begins with.
struct ClientScene {
    var definition: LabDefinition
    var command = "setup.exe /q"
    var flags = CommandLineFlags.automated
    var platforms: PlatformMask = [.ntX86, .windows16, .windows95, .dos6, .macintosh]
    var isSynchronousExit = false
    var job: (inout Job) -> Void = { _ in }

    static let hour: Int64 = 3_600_000
    static let day = 24 * hour

    /// Clients of one platform at a release, with a quirk switched where one is given.
    init(
        _ definition: LabDefinition, clients: Int = 1, platform: PlatformMask = .ntX86, user: String = "user",
        change: (inout ClientSettings) -> Void = { _ in }
    ) {
        self.definition = definition
        var range = ClientRange(pattern: "PC#", count: clients, platform: platform, user: user)
        change(&range.settings)
        self.definition.sites[0].clients = [range]
    }

    /// A background command for the service, with nobody logged on.
    static func service(
        _ definition: LabDefinition, user: String = "", change: (inout ClientSettings) -> Void = { _ in }
    ) -> ClientScene {
        var scene = ClientScene(definition, user: user) {
            $0.service = true
            change(&$0)
        }
        scene.flags = .background
        return scene
    }

    /// The lab with package and job, before anything has happened.
    func made() throws -> Emulation {
        var lab = Emulation(definition)
        var package = try LabKit.package()
        package.workstation?.commands = [
            CommandLineProgram(
                name: "Install", command: command, flags: flags, platforms: platforms,
                synchronousSystemExit: isSynchronousExit)
        ]
        try lab.perform(.createPackage(site: try LabKit.site(), package: package), who: "ADMIN")
        try LabKit.addJob(&lab, change: job)
        return lab
    }

    /// The lab after some hours.
    func played(hours: Int64 = 4) throws -> Emulation {
        var lab = try made()
        try Self.wait(&lab, hours: hours)
        return lab
    }

    /// Lets hours pass.
    static func wait(_ lab: inout Emulation, hours: Int64) throws {
        try lab.run(until: lab.now + hours * hour, world: TableWorld())
    }

    /// Lets minutes pass until the first offer of the first job has come to a stage; false after six hours.
    static func wait(_ lab: inout Emulation, for stage: OfferStage) throws -> Bool {
        for _ in 0..<360 {
            if lab.images[0].jobs[0].details > 0, LabKit.stages(lab)[0] == stage { return true }
            try lab.run(until: lab.now + 60_000, world: TableWorld())
        }
        return false
    }

    /// A definition with a logon server apart from the site server.
    static func withLogonServers(_ definition: LabDefinition, _ names: [String]) -> LabDefinition {
        var definition = definition
        definition.sites[0].servers[0].roles = [.site, .distribution]
        definition.sites[0].servers += names.map { ServerDefinition(name: $0, roles: [.logon]) }
        return definition
    }

    /// How often something was noted at a client.
    static func count(_ lab: borrowing Emulation, _ note: PCMNote) -> Int {
        LabKit.records(lab, .pcmNoted).count { PCMNote.read($0.value)?.note == note }
    }

    /// The names of the servers that commands ran from, in order of starts.
    static func sources(_ lab: borrowing Emulation) -> [String] {
        let servers = lab.images[0].servers
        return LabKit.records(lab, .pcmStarted).map { servers[Int($0.value)].definition.name }
    }

    /// Switches or logs a client on or off.
    static func person(_ lab: inout Emulation, logon: Bool? = nil, power: Bool? = nil) throws {
        let site = try LabKit.site()
        if let power { try lab.perform(.clientPower(site: site, name: "PC1", on: power), who: "user") }
        if let logon { try lab.perform(.clientLogon(site: site, name: "PC1", on: logon), who: "user") }
    }
}
