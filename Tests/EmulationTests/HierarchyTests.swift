import Pipeline
import SiteModel
import TestKit
import Testing

@testable import Emulation

/// One job over several sites: what each site gets, does, and tells the sites above it.
@Suite struct HierarchyTests {
    @Test func `a job of the central site reaches every site and comes back Complete`() throws {
        var lab = Emulation(try TreeKit.chain())
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(12))
        let job = lab.images[0].jobs[0]
        #expect(job.job.status == .complete)
        #expect(job.job.sendingStatus == .complete && job.job.workingStatus == .complete)
        #expect(job.destinations.map(\.site) == [0, 1, 2], "the own site first, then by number")
        #expect(job.details == 6 && job.completed == 6)
        // Each site unpacked it for its own server.
        for image in lab.images { #expect(image.locations.count == 1) }
    }

    @Test func `each database has its own copy: rows at activation above, rows that were loaded below`()
        throws
    {
        var lab = Emulation(try TreeKit.chain())
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.minutes(6))
        // One row a target at activation (RG), at the site that made the job.
        #expect(lab.images[0].details.count == 6)
        #expect(lab.images[0].details.allSatisfy { $0.status == 0 })
        try lab.pass(TreeKit.hours(12))
        // Through the primary site went the status of its own two clients and the secondary's two.
        let loaded = lab.images[1].details.filter { $0.status == UInt8(JobStatus.complete.rawValue) }
        #expect(loaded.count == 4)
        // The job itself is a row of the central site only.
        #expect(lab.images[1].jobs.allSatisfy { $0.origin == 0 })
    }

    @Test func `a secondary site has no Data Loader: its status goes straight to SITEREP BOX`() throws {
        var lab = Emulation(try TreeKit.chain())
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(12))
        let loads = try lab.records().filter { $0.code == .dataLoaderTook && $0.site == 2 }
        #expect(loads.isEmpty)
        let bundles = try lab.records().filter { $0.code == .reportsBundled && $0.site == 2 }
        #expect(!bundles.isEmpty && bundles.allSatisfy { $0.b == 1 }, "bundles of SEC go to PRI")
    }

    @Test func `status stops at the site that made the job, events go up to the central site`() throws {
        var definition = try TreeKit.chain()
        definition.results = [ResultRule(exitCode: 1, mif: .failed, description: "disk full")]
        // The middle site makes the job: the central site hears nothing of its status.
        definition.sites.swapAt(0, 1)
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(4))
        #expect(lab.images[0].jobs[0].job.status == .retrying)
        #expect(lab.images[1].details.isEmpty, "CEN has no row of PRI's job")
        // Event 374 of the secondary site is read at the central site too (RG S3D43).
        #expect(lab.images[1].events.contains { $0.number == 374 && $0.source == 2 })
        #expect(lab.images[0].events.contains { $0.number == 374 && $0.source == 2 })
    }

    @Test func `without an address there is event 332, and the others go on`() throws {
        var definition = try TreeKit.chain()
        definition.sites[1].addresses.removeAll { $0.destination.description == "SEC" }
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(4))
        // SEC is reached through PRI, which has no address to it: its Despooler cannot hand the instruction on.
        #expect(lab.images[1].events.contains { $0.number == 332 })
        #expect(lab.images[0].jobs[0].completed == 4)
        // It waits for an address there, as it would at CEN: failed somewhere, still trying (SDK).
        #expect(lab.images[0].jobs[0].job.status == .retrying)
    }

    @Test func `the Scheduler finds no way where it has no address itself`() throws {
        var definition = try TreeKit.chain()
        definition.sites[0].addresses = []
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(4))
        let job = lab.images[0].jobs[0]
        #expect(job.job.status == .retrying && job.completed == 2, "its own clients ran it")
        // Raised once for each destination, however often the Scheduler looks (ERRORHIS, RG S3D43).
        #expect(lab.images[0].events.filter { $0.number == 332 && $0.job == 0 }.count == 2)
        // An address that comes later is found at the next poll.
        var site = lab.images[0].definition
        site.addresses = [try TreeKit.address("PRI")]
        try lab.perform(.setSite(site), who: "ADMIN")
        try lab.pass(TreeKit.hours(8))
        #expect(lab.images[0].jobs[0].job.status == .complete)
    }

    @Test func `a path that names a site does not reach the sites below it, a limit with subsites does`()
        throws
    {
        // SDK: a named site cannot pull in its subsites; use *|*|* with a limit.
        let cases: [(change: @Sendable (inout Job) -> Void, targets: UInt32)] = [
            ({ $0.machinePath = "PRI|*|*" }, 2),
            ({ $0.machinePath = "SEC|*|*" }, 2),
            ({ $0.machinePath = "*|*|*" }, 6),
            (
                {
                    $0.limitToSites = .site
                    $0.siteLimitName = "PRI"
                }, 2
            ),
            (
                {
                    $0.limitToSites = .site
                    $0.siteLimitName = "PRI"
                    $0.includeSubsites = true
                }, 4
            ),
            (
                {
                    $0.limitToSites = .siteGroup
                    $0.siteLimitName = "South"
                }, 2
            ),
            (
                {
                    $0.limitToSites = .siteGroup
                    $0.siteLimitName = "South"
                    $0.includeSubsites = true
                }, 4
            ),
        ]
        for (place, (change, targets)) in cases.enumerated() {
            var definition = try TreeKit.chain()
            let member = try #require(SiteCode("PRI"))
            definition.sites[0].siteGroups = [SiteGroupDefinition(name: "South", sites: [member])]
            // What the SDK says; the product took the sites below a site group along (Q153205).
            definition.quirks = [Quirk.sitegroupIgnoresNosub.name: false]
            var lab = Emulation(definition)
            let package = try TreeKit.makePackage(&lab)
            try TreeKit.makeJob(&lab, package, change: change)
            try lab.pass(TreeKit.minutes(6))
            #expect(lab.images[0].jobs[0].details == targets, "case \(place)")
        }
    }

    @Test func `a site that is not below is an invalid machine path`() throws {
        var definition = try TreeKit.chain()
        definition.sites.swapAt(0, 1)
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package) { $0.machinePath = "CEN|*|*" }
        try lab.pass(TreeKit.minutes(6))
        #expect(lab.images[0].jobs[0].job.status == .failed)
        #expect(lab.images[0].events.map(\.number) == [319])
    }

    @Test func `a package goes along once, and again only when it was packed again`() throws {
        var lab = Emulation(try TreeKit.chain())
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(4))
        func carried() -> [Bool] {
            lab.images[0].requests.filter { $0.destination == 1 && $0.systemJob == 0 }.map(\.carriesPackage)
        }
        #expect(carried() == [true])
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(4))
        #expect(carried() == [true, false], "only if not previously sent (SDK)")
        try TreeKit.makeJob(&lab, package) { $0.sendPhase = .always }
        try lab.pass(TreeKit.hours(4))
        #expect(carried() == [true, false, true], "even if previously sent")
    }

    @Test func `cancelling reaches every site, and what ran stays Complete`() throws {
        var lab = Emulation(try TreeKit.chain())
        let package = try TreeKit.makePackage(&lab)
        let id = try TreeKit.makeJob(&lab, package) { $0.useMandatoryTime = false }
        try lab.pass(TreeKit.hours(2))
        #expect(lab.images[2].jobs.first?.hasOffers == true)
        try lab.perform(.cancelJob(site: id.site, id: id), who: "ADMIN")
        try lab.pass(TreeKit.hours(4))
        let job = lab.images[0].jobs[0]
        #expect(job.job.status == .cancelled && job.job.cancelStatus == .complete)
        #expect(job.cancelled == 6)
        // Nothing is offered any more at the farthest site.
        #expect((0..<2).allSatisfy { lab.clients[2].stage($0) == .withdrawn })
    }

    @Test func `package definitions go down the tree after ten quiet minutes, without their source`() throws {
        var lab = Emulation(try TreeKit.chain())
        let package = try TreeKit.makePackage(&lab)
        try lab.pass(TreeKit.minutes(9))
        #expect(lab.images[1].packages.isEmpty, "quiet period of 10 minutes (RG S3D39)")
        try lab.pass(TreeKit.hours(2))
        let copy = try #require(lab.images[1].packages.first)
        #expect(copy.package.id == package && copy.isDefined)
        // Q266759: the source path is blanked at the child.
        #expect(copy.package.workstation?.root == "")
        #expect(lab.images[2].packages.first?.package.id == package)
    }

    @Test func `a retry that names no server completes the own site's servers only`() throws {
        // no-retry-server-list, Q153576: 1.1 takes the retry for done. PRI has not even got the package.
        var definition = try TreeKit.chain()
        definition.release = .v11
        definition.sites[0].servers.append(
            ServerDefinition(name: "CEN2", roles: [.distribution], online: false))
        definition.faults = [
            FaultDefinition(
                .link(definition.sites[0].code, definition.sites[1].code), from: definition.start, until: nil)
        ]
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(4))
        let servers = lab.images[0].siteDetails.filter { $0.kind == .server }
        #expect(servers.filter { $0.site == 0 }.map(\.status) == [.complete, .complete])
        #expect(servers.filter { $0.site != 0 }.map(\.status) == [.none, .none])
    }

    @Test func `new computers are targets above once their inventory was reported`() throws {
        var lab = Emulation(try TreeKit.chain())
        let package = try TreeKit.makePackage(&lab)
        let site = try #require(SiteCode("SEC"))
        try lab.perform(
            .addClients(site: site, range: ClientRange(pattern: "NEW#", count: 3)), who: "ADMIN")
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.minutes(6))
        #expect(lab.images[0].jobs[0].details == 6, "not known yet")
        try lab.pass(TreeKit.hours(4))
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.minutes(6))
        #expect(lab.images[0].jobs[1].details == 9)
    }
}

extension Emulation {
    /// Every kept entry of the trace.
    func records() throws -> [TraceRecord] {
        (trace.changed + [trace.open]).sorted { $0.number < $1.number }.flatMap { $0.records() }
    }
}
