import Pipeline
import SiteModel
import Testing

@testable import Emulation

/// Share and Remove jobs for tests.
enum JobTypeKit {
    /// A lab of the first site of `LabKit` at a release, with quirks switched by hand.
    static func definition(
        _ release: Release = .sp4Hotfixes, quirks: [String: Bool] = [:], clients: Int = 2,
        change: (inout SiteDefinition) -> Void = { _ in }
    ) throws -> LabDefinition {
        var lab = try LabKit.definition(clients: clients)
        lab.release = release
        lab.quirks = quirks
        change(&lab.sites[0])
        return lab
    }

    /// Makes a package with both sets at the first site.
    static func makePackage(
        _ lab: inout Emulation, share: String = "OFFICE", name: String = "Office"
    ) throws -> PackageID {
        let site = lab.images[0].definition.code
        var package = try LabKit.package()
        package.id = try #require(PackageID(site: site, counter: 0))
        package.name = name
        package.sharing = SharingProperties(root: "\\\\SRV1\\SHARED", shareName: share)
        guard case .package(let id) = try lab.perform(.createPackage(site: site, package: package), who: "A")
        else { throw CommandRefusal(.unknown, "no package") }
        return id
    }

    /// Makes a job of a type at the first site, due at once.
    @discardableResult
    static func make(
        _ type: JobType, _ lab: inout Emulation, _ package: PackageID,
        change: (inout Job) -> Void = { _ in }
    ) throws -> JobID {
        let site = lab.images[0].definition.code
        var job = Job(
            id: try #require(JobID(site: site, counter: 0)), packageID: package,
            created: lab.images[0].sqlTime(at: lab.now))
        job.type = type
        if type == .serverScript { job.distributePhase = [.existing, .specified] }
        if type == .workstationScript {
            job.machinePath = "*|*|*"
            job.distributePhase = [.existing, .specified]
        }
        change(&job)
        guard case .job(let id) = try lab.perform(.createJob(site: site, job: job), who: "A") else {
            throw CommandRefusal(.unknown, "no job")
        }
        return id
    }

    /// `SRV1: C\OFFICE` and the like, of every package directory of a site, in order.
    static func places(_ lab: borrowing Emulation, site: Int = 0) -> [String] {
        let image = lab.images[site]
        return image.locations.filter { !$0.isRemoved }.map { location in
            let server = image.servers[Int(location.server)]
            let folder =
                location.path.isEmpty
                ? "\(location.share)\\\(image.packageFolder(of: location))" : location.path
            return "\(server.definition.name): \(server.drives[location.drive].letter)\\\(folder)"
        }.sorted()
    }

    /// The shares of a server.
    static func shares(_ lab: borrowing Emulation, _ server: String, site: Int = 0) throws -> [String] {
        let place = try #require(lab.images[site].serverIndex(server))
        return lab.images[site].servers[place].shares.map { "\($0.name)=\($0.directory)" }
    }
}
