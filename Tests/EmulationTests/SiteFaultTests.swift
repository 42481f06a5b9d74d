import Pipeline
import SiteModel
import TestKit
import Testing

@testable import Emulation

/// What is wrong at a site and with requests: commands, snapshots, and what no case of the Knowledge Base looks at.
@Suite struct SiteFaultTests {
    @Test func `what is wrong stays over a snapshot, and is refused where it means nothing`() throws {
        var lab = Emulation(try TreeKit.chain())
        let code = lab.images[0].definition.code
        let package = try TreeKit.makePackage(&lab)
        try lab.perform(.setFault(.link(code, lab.images[1].definition.code), isDown: true), who: "ADMIN")
        try TreeKit.makeJob(&lab, package) { $0.machinePath = "PRI|*|*" }
        try lab.pass(TreeKit.minutes(20))
        let id = lab.images[0].requests[0].id
        try lab.perform(.setFault(.request(code, id, .noInstruction), isDown: true), who: "ADMIN")
        try lab.perform(.setFault(.site(code, .sqlLogFull), isDown: true), who: "ADMIN")
        try lab.perform(.setFault(.site(code, .outboxMoved), isDown: true), who: "ADMIN")
        #expect(lab.images[0].faults == [.outboxMoved, .sqlLogFull], "by name")
        let unknown = try #require(SendRequestID("_ZZZCEN"))
        #expect(throws: CommandRefusal.self) {
            try lab.perform(.setFault(.request(code, unknown, .deleted), isDown: true), who: "ADMIN")
        }
        let snapshot = try lab.takeSnapshot()
        let again = try Emulation.restore(
            core: snapshot.core, definition: lab.definition, openSegment: nil, pages: nil)
        #expect(again.images[0].faults == lab.images[0].faults)
        #expect(again.images[0].requests[0].fault == .noInstruction)
    }

    @Test func `a site that is taken away is a ghost until its parent is told`() throws {
        var definition = LabDefinition(name: "two")
        definition.fidelity = .modelled
        definition.sites = [
            try TreeKit.site("CEN", addresses: [try TreeKit.address("PRI")]),
            try TreeKit.site("PRI", parent: "CEN", addresses: [try TreeKit.address("CEN")]),
        ]
        var lab = Emulation(definition)
        let (above, below) = (definition.sites[0].code, definition.sites[1].code)
        #expect(throws: CommandRefusal.self, "it is still there") {
            try lab.perform(.forgetSite(site: above, child: below), who: "ADMIN")
        }
        try lab.perform(.removeSite(below), who: "ADMIN")
        #expect(lab.images[0].ghosts == [1], "Q188055")
        try lab.perform(.forgetSite(site: above, child: below), who: "ADMIN")
        #expect(lab.images[0].ghosts.isEmpty)
    }

    @Test func `a wrong password is not taken where Site Properties try it`() throws {
        var definition = try LabKit.definition()
        definition.quirks = [Quirk.staleAccountAfterChange.name: false]
        var lab = Emulation(definition)
        let code = definition.sites[0].code
        try lab.perform(.setFault(.site(code, .servicePassword), isDown: true), who: "ADMIN")
        #expect(lab.images[0].faults.isEmpty, "Q168510")
    }

    @Test func `five bad logons lock the account of the parent, and none does with service pack 2`() throws {
        for (release, locks) in [(Release.sp1, true), (.sp2, false)] {
            var definition = try TreeKit.chain()
            definition.release = release
            var lab = Emulation(definition)
            let code = definition.sites[1].code
            try lab.perform(.setFault(.site(code, .parentAccount), isDown: true), who: "ADMIN")
            let package = try TreeKit.makePackage(&lab)
            for _ in 0..<4 {
                try TreeKit.makeJob(&lab, package) { $0.machinePath = "PRI|*|*" }
                try lab.pass(TreeKit.hours(8))
            }
            #expect(lab.images[0].has(.accountLocked) == locks, "\(release)")
            if locks { #expect(lab.images[0].badLogons >= 5) }
        }
    }

    @Test func `an event about sending names the site, its server and the address`() throws {
        var definition = try TreeKit.chain()
        definition.sites[1].servers[0].online = false
        var lab = Emulation(definition)
        let package = try TreeKit.makePackage(&lab)
        try TreeKit.makeJob(&lab, package) { $0.machinePath = "PRI|*|*" }
        try lab.pass(TreeKit.hours(2))
        // Q153657: the site that could not be reached; once, until something gets through.
        let sending = lab.images[0].events.filter { $0.number == 316 }
        #expect(sending.map(\.subject) == [1])
    }
}
