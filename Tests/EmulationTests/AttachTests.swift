import Pipeline
import SiteModel
import TestKit
import Testing

@testable import Emulation

/// The tree of sites changes, sites go down, services pause (Q133111, Q153231, Q135086, Q168682).
@Suite struct AttachTests {
    private func pair() throws -> Emulation {
        var lab = LabDefinition(name: "pair")
        lab.fidelity = .modelled
        lab.trace = .full
        lab.sites = [
            try TreeKit.site("CEN", addresses: [try TreeKit.address("PRI")]),
            try TreeKit.site("PRI", addresses: [try TreeKit.address("CEN"), try TreeKit.address("SEC")]),
            try TreeKit.site("SEC", parent: "PRI", secondary: true, addresses: [try TreeKit.address("PRI")]),
        ]
        return Emulation(lab)
    }

    private func refusal(_ lab: inout Emulation, _ command: LabCommand) -> CommandRefusal.Reason? {
        do throws(CommandRefusal) {
            try lab.perform(command, who: "ADMIN")
            return nil
        } catch {
            return error.reason
        }
    }

    @Test func `an attached site's clients are targets, with those of its own children`() throws {
        var lab = try pair()
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.minutes(6))
        #expect(lab.images[0].jobs[0].details == 2)
        let (cen, pri) = (lab.images[0].definition.code, lab.images[1].definition.code)
        try lab.perform(.attachSite(pri, to: cen), who: "ADMIN")
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(12))
        #expect(lab.images[0].jobs[1].details == 6)
        #expect(lab.images[0].jobs[1].job.status == .complete)
        // Q153231: locations that were reported survive the detach; the clients are gone.
        #expect(lab.images[0].remoteLocations.count == 2)
        try lab.perform(.detachSite(pri), who: "ADMIN")
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.minutes(6))
        #expect(lab.images[0].jobs[2].details == 2)
        #expect(lab.images[0].remoteLocations.count == 2)
        // And back again.
        try lab.perform(.attachSite(pri, to: cen), who: "ADMIN")
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.minutes(6))
        #expect(lab.images[0].jobs[3].details == 6)
    }

    @Test func `what cannot be a tree is refused and changes nothing`() throws {
        var lab = try pair()
        let codes = lab.images.map(\.definition.code)
        let unknown = try #require(SiteCode("XYZ"))
        #expect(refusal(&lab, .attachSite(codes[1], to: codes[1])) == .notAllowed, "itself")
        #expect(refusal(&lab, .attachSite(codes[0], to: codes[2])) == .notAllowed, "below a secondary site")
        #expect(refusal(&lab, .attachSite(codes[2], to: codes[0])) == .notAllowed, "two parents")
        #expect(refusal(&lab, .attachSite(codes[0], to: unknown)) == .unknown)
        #expect(refusal(&lab, .detachSite(codes[0])) == .notAllowed, "no parent")
        #expect(refusal(&lab, .detachSite(codes[2])) == .notAllowed, "a secondary site")
        #expect(refusal(&lab, .removeSite(codes[1])) == .notAllowed, "SEC reports to it")
        #expect(refusal(&lab, .attachSite(codes[1], to: codes[0])) == nil)
        #expect(refusal(&lab, .attachSite(codes[0], to: codes[1])) == .notAllowed, "a circle")
        var third = try TreeKit.site("NEW", parent: "SEC")
        #expect(refusal(&lab, .addSite(third)) == .notAllowed)
        third.parent = unknown
        #expect(refusal(&lab, .addSite(third)) == .unknown)
        #expect(lab.definition.sites.count == 3)
    }

    @Test func `while its site server is down a site does nothing, and then catches up`() throws {
        var lab = Emulation(try TreeKit.chain())
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        let pri = lab.images[1].definition.code
        try lab.perform(.setFault(.server(pri, "PRISRV"), isDown: true), who: "ADMIN")
        let before = try lab.records().count
        try lab.pass(TreeKit.hours(2))
        let busy = try lab.records().dropFirst(before).filter {
            $0.site == 1 && $0.code.isChange && $0.component != .packageCommandManager
        }
        #expect(busy.isEmpty)
        #expect(lab.images[0].jobs[0].job.sendingStatus == .retrying)
        try lab.perform(.setFault(.server(pri, "PRISRV"), isDown: false), who: "ADMIN")
        try lab.pass(TreeKit.hours(12))
        #expect(lab.images[0].jobs[0].job.status == .complete)
    }

    @Test func `faults of the lab file come and go by themselves`() throws {
        var definition = try TreeKit.chain()
        let (cen, pri) = (definition.sites[0].code, definition.sites[1].code)
        definition.faults = [
            FaultDefinition(
                .link(cen, pri), from: definition.start,
                until: LocalTime(seconds: definition.start.seconds + 3 * 3_600))
        ]
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.hours(3))
        #expect(lab.images[1].jobs.isEmpty)
        try lab.pass(TreeKit.hours(12))
        #expect(lab.images[0].jobs[0].job.status == .complete)
    }

    @Test(arguments: [(Release.v11, true), (.v12, false)])
    func `a paused Despooler takes nothing, but in 1 1 the button did nothing`(
        release: Release, works: Bool
    ) throws {
        // "pause-does-nothing", Q135086.
        var definition = try TreeKit.chain()
        definition.release = release
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package)
        let site = lab.images[0].definition.code
        try lab.perform(.service(site: site, service: .despooler, action: .pause), who: "ADMIN")
        try lab.pass(TreeKit.hours(1))
        #expect(lab.images[0].locations.isEmpty != works)
        try lab.perform(.service(site: site, service: .despooler, action: .resume), who: "ADMIN")
        try lab.pass(TreeKit.hours(1))
        #expect(lab.images[0].locations.count == 1)
    }

    @Test func `restarting the Executive makes the Scheduler look at once, and once`() throws {
        var definition = try TreeKit.chain()
        definition.sites[0].response = .slow
        definition.phases = .aligned
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try lab.pass(1_000)
        try TreeKit.makeJob(&lab, package)
        try lab.pass(TreeKit.minutes(1))
        #expect(lab.images[0].jobs[0].job.status == .pending)
        let site = lab.images[0].definition.code
        try lab.perform(.service(site: site, service: .executive, action: .restart), who: "ADMIN")
        try lab.pass(1)
        #expect(lab.images[0].jobs[0].job.status == .active)
        // The row of polls goes on as it was: 08:00, 08:30, 09:00, and the extra one.
        try lab.pass(TreeKit.hours(1))
        let polls = try lab.records().filter { $0.code == .schedulerPolled && $0.site == 0 }
        #expect(polls.count == 4)
    }
}
