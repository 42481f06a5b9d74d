import Pipeline
import SiteModel
import Testing

@testable import Emulation

/// How the sites above learn of servers that come or go at a site below after the lab began.
@Suite struct ServersBelowTests {
    private func add(_ lab: inout Emulation, _ name: String, at site: Int, _ roles: ServerRoles) throws {
        try lab.perform(
            .addServer(
                site: lab.images[site].definition.code, server: ServerDefinition(name: name, roles: roles)),
            who: "ADMIN")
    }

    private func defaults(_ lab: borrowing Emulation, of site: UInt16, at database: Int) -> [String] {
        lab.images[database].knownServers[site]?.defaults ?? []
    }

    /// Computers come up with the inventory that Site Reporter bundles after an hour; so do servers.
    @Test func `a new distribution server is a Default Server above once the inventory was reported`() throws
    {
        var lab = Emulation(try TreeKit.chain())
        let package = try TreeKit.makePackage(&lab)
        try add(&lab, "SECNEW", at: 2, [.distribution])
        try lab.pass(TreeKit.minutes(59))
        #expect(defaults(lab, of: 2, at: 1) == ["SECSRV"])
        try lab.pass(TreeKit.hours(4))
        for database in 0...1 { #expect(defaults(lab, of: 2, at: database) == ["SECSRV", "SECNEW"]) }
        // RG S3D42: Default Servers are read from the originating site's copy.
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(4))
        #expect(lab.images[0].jobs[0].destinations.last?.servers == ["SECSRV", "SECNEW"])
        #expect(lab.images[0].jobs[0].job.status == .complete)
        #expect(lab.images[0].remoteLocations.contains { $0.server == "SECNEW" })
        // And one that was taken away is none any more.
        try lab.perform(
            .removeServer(site: lab.images[2].definition.code, name: "SECNEW"), who: "ADMIN")
        try lab.pass(TreeKit.hours(4))
        #expect(defaults(lab, of: 2, at: 0) == ["SECSRV"])
        #expect(lab.images[0].reportBox.isEmpty && lab.images[2].reportBox.isEmpty)
    }

    @Test func `a server of no role is known by its name, and one that stays what it was is not told of`()
        throws
    {
        var lab = Emulation(try TreeKit.chain())
        try add(&lab, "SECNEW", at: 2, [])
        try lab.pass(TreeKit.hours(4))
        #expect(lab.images[0].knownServers[2]?.names == ["SECSRV", "SECNEW"])
        #expect(defaults(lab, of: 2, at: 0) == ["SECSRV"])
        try lab.perform(
            .setServer(
                site: lab.images[2].definition.code,
                server: ServerDefinition(name: "SECNEW", roles: [], online: false)), who: "ADMIN")
        #expect(lab.images[2].reportBox.isEmpty)
    }

    /// Q130906: stage 2 enumerates servers, stage 4 writes the `.CT2`; RG: 24 polls between two passes.
    @Test func `by components the next pass tells of it in its control file`() throws {
        var lab = try TreeKit.components { $0.phases = .aligned }
        try add(&lab, "SECNEW", at: 2, [.distribution])
        try lab.pass(TreeKit.minutes(119))
        #expect(defaults(lab, of: 2, at: 1) == ["SECSRV"])
        #expect(lab.images[2].reportBox.isEmpty, "Site Reporter has nothing to do with it")
        // The pass at 120 minutes; then a system job, Hierarchy Manager's poll, and the same once more.
        try lab.pass(TreeKit.minutes(61))
        for database in 0...1 { #expect(defaults(lab, of: 2, at: database) == ["SECSRV", "SECNEW"]) }
        func reports() -> Int {
            let records = lab.trace.changed.flatMap { $0.records() } + lab.trace.open.records()
            return records.count { $0.code == .controlFileReported && $0.site == 2 }
        }
        #expect(reports() == 1)
        try lab.pass(TreeKit.hours(6))
        #expect(reports() == 1, "told once")
    }

    @Test func `a logon server that a pass installs is told of by the same pass`() throws {
        var lab = try TreeKit.components { $0.phases = .aligned }
        try add(&lab, "PRINEW", at: 1, [.logon, .distribution])
        try lab.pass(TreeKit.hours(3))
        #expect(defaults(lab, of: 1, at: 0) == ["PRISRV", "PRINEW"])
        try lab.perform(
            .removeServer(site: lab.images[1].definition.code, name: "PRINEW"), who: "ADMIN")
        #expect(lab.images[1].servers.last?.state == .pendingUninstall)
        try lab.pass(TreeKit.hours(3))
        #expect(defaults(lab, of: 1, at: 0) == ["PRISRV"])
    }
}
