import Pipeline
import SiteModel
import Testing

@testable import Emulation

/// Labs of several sites for tests.
enum TreeKit {
    /// A site with one server and some clients.
    static func site(
        _ code: String, parent: String? = nil, secondary: Bool = false, clients: Int = 2,
        addresses: [AddressDefinition] = []
    ) throws -> SiteDefinition {
        var site = SiteDefinition(code: try #require(SiteCode(code)), name: code)
        site.servers = [ServerDefinition(name: "\(code)SRV", roles: [.site, .logon, .distribution])]
        site.smsDrive = "C"
        site.clients = clients == 0 ? [] : [ClientRange(pattern: "\(code)PC#", count: clients)]
        site.parent = try parent.map { try #require(SiteCode($0)) }
        site.isSecondary = secondary
        site.addresses = addresses
        return site
    }

    static func address(
        _ code: String, _ sender: SenderKind = .lan, bitsPerSecond: Int64? = nil
    ) throws -> AddressDefinition {
        AddressDefinition(
            destination: try #require(SiteCode(code)), sender: sender, bitsPerSecond: bitsPerSecond)
    }

    /// CEN above PRI above SEC, a secondary site; each with addresses to its neighbours.
    static func chain(clients: Int = 2) throws -> LabDefinition {
        var lab = LabDefinition(name: "chain")
        lab.fidelity = .modelled
        lab.trace = .full
        lab.sites = [
            try site("CEN", clients: clients, addresses: [try address("PRI")]),
            try site(
                "PRI", parent: "CEN", clients: clients, addresses: [try address("CEN"), try address("SEC")]),
            try site(
                "SEC", parent: "PRI", secondary: true, clients: clients, addresses: [try address("PRI")]),
        ]
        return lab
    }

    /// Makes the package at the first site and gives its identifier.
    static func makePackage(_ lab: inout Emulation) throws -> PackageID {
        let site = lab.images[0].definition.code
        var package = try LabKit.package()
        package.id = try #require(PackageID(site: site, counter: 0))
        let made = try lab.perform(.createPackage(site: site, package: package), who: "ADMIN")
        guard case .package(let id) = made else { throw CommandRefusal(.unknown, "no package") }
        return id
    }

    /// Makes a job at the first site: mandatory, to everybody, due at once.
    @discardableResult
    static func makeJob(
        _ lab: inout Emulation, _ package: PackageID, change: (inout Job) -> Void = { _ in }
    ) throws -> JobID {
        let site = lab.images[0].definition.code
        var job = try LabKit.job(lab, package: package)
        job.id = try #require(JobID(site: site, counter: 0))
        change(&job)
        guard case .job(let id) = try lab.perform(.createJob(site: site, job: job), who: "ADMIN") else {
            throw CommandRefusal(.unknown, "no job")
        }
        return id
    }

    static func minutes(_ count: Int64) -> Int64 { count * 60_000 }
    static func hours(_ count: Int64) -> Int64 { count * 3_600_000 }

    /// A chain of sites whose properties are carried out by Hierarchy Manager and Site Configuration Manager.
    static func components(_ change: (inout LabDefinition) -> Void = { _ in }) throws -> Emulation {
        var definition = try chain()
        definition.siteProperties = .components
        change(&definition)
        return Emulation(definition)
    }

    /// Proposes a change of a site in a database, as the Administrator program does.
    static func propose(
        _ lab: inout Emulation, _ site: Int, at database: Int, _ change: (inout SiteDefinition) -> Void
    ) throws {
        let code = lab.images[database].definition.code
        var settings = lab.proposedSettings(of: lab.images[site].definition, at: code)
        change(&settings)
        try lab.perform(.proposeSite(settings, at: code), who: "ADMIN")
    }
}

extension Emulation {
    /// Lets some time pass in a made-up world.
    mutating func pass(_ milliseconds: Int64) throws {
        try run(until: now + milliseconds, world: TableWorld())
    }
}
