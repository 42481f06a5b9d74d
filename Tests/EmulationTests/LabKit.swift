import Emulation
import Pipeline
import SiteModel
import Testing

/// An outside world that answers from a table, and counts.
final class TableWorld: OutsideWorld {
    var answers: [SourceManifest]
    var asked = 0

    init(_ answers: [SourceManifest] = [TableWorld.smallSource]) { self.answers = answers }

    /// Two files with short names, 300,000 bytes.
    static let smallSource = SourceManifest(files: [
        SourceFile(path: "SETUP.EXE", size: 200_000), SourceFile(path: "DATA/README.TXT", size: 100_000),
    ])

    func inspectSource(site: SiteCode, package: Package, ordinal: Int64, instant: Int64) -> SourceManifest {
        defer { asked += 1 }
        return answers[min(asked, answers.count - 1)]
    }

    /// What the next ends of compressing find changed, one each.
    var changes: [SourceManifest] = []

    func sourceChange(
        site: SiteCode, package: Package, ordinal: Int64, instant: Int64
    ) -> SourceManifest? { changes.isEmpty ? nil : changes.removeFirst() }
}

/// Labs, packages and jobs for tests.
enum LabKit {
    static func site(_ code: String = "BPC") throws -> SiteCode { try #require(SiteCode(code)) }

    /// One site with a site server, two distribution servers and five NT clients.
    static func definition(clients: Int = 5) throws -> LabDefinition {
        var lab = LabDefinition(name: "test")
        var site = SiteDefinition(code: try self.site(), name: "Test")
        site.servers = [
            ServerDefinition(
                name: "SRV1", roles: [.site, .logon, .distribution],
                drives: [DriveDefinition(letter: "C"), DriveDefinition(letter: "D")]),
            ServerDefinition(name: "SRV2", roles: [.distribution]),
            ServerDefinition(name: "SRV3", roles: []),
        ]
        site.clients = [ClientRange(pattern: "PC#", count: clients)]
        site.groups = [MachineGroupDefinition(name: "Extra", members: ["SRV3"])]
        lab.sites = [site]
        lab.fidelity = .modelled
        lab.trace = .full
        return lab
    }

    /// A package with one automated command for NT.
    static func package() throws -> Package {
        let id = try #require(PackageID("BPC00000"))
        var package = Package(id: id, name: "Editor 1.0")
        package.workstation = WorkstationProperties(
            root: "\\\\SRV1\\SOURCE",
            commands: [
                CommandLineProgram(
                    name: "Install", command: "setup.exe /q", flags: .automated, platforms: .ntX86)
            ])
        return package
    }

    /// A mandatory job to the whole site, due at once.
    static func job(_ lab: borrowing Emulation, package: PackageID) throws -> Job {
        let created = lab.images[0].sqlTime(at: lab.now)
        var job = Job(id: try #require(JobID("BPC00000")), packageID: package, created: created)
        job.machinePath = "*|*|*"
        job.runWorkstationCommand = true
        job.commandName = "Install"
        job.useMandatoryTime = true
        job.mandatoryTime = created
        job.distributePhase = [.existing, .specified]
        return job
    }

    /// A lab with one package and one mandatory job.
    static func started(
        _ definition: LabDefinition, change: (inout Job) -> Void = { _ in }
    ) throws -> Emulation {
        var lab = Emulation(definition)
        let site = try self.site()
        let made = try lab.perform(.createPackage(site: site, package: try package()), who: "ADMIN")
        guard case .package(let id) = made else { return lab }
        var job = try self.job(lab, package: id)
        change(&job)
        try lab.perform(.createJob(site: site, job: job), who: "ADMIN")
        return lab
    }
}
