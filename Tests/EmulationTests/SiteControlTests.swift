import Pipeline
import SiteModel
import Testing

@testable import Emulation

/// Site properties that are carried out by Hierarchy Manager and Site Configuration Manager (Q131010, Q133113, Q126229).
@Suite struct SiteControlTests {
    private func refusal(_ lab: inout Emulation, _ command: LabCommand) -> CommandRefusal.Reason? {
        do throws(CommandRefusal) {
            try lab.perform(command, who: "ADMIN")
            return nil
        } catch {
            return error.reason
        }
    }

    /// Q131010: the database is polled at the Response interval, so a change takes up to one.
    @Test(arguments: ServiceResponse.allCases)
    func `a change of the own site is so within one interval, not at once`(response: ServiceResponse) throws {
        var lab = try TreeKit.components { $0.sites[0].response = response }
        try lab.pass(TreeKit.minutes(7))
        try TreeKit.propose(&lab, 0, at: 0) { $0.pcmPollingMinutes = 33 }
        #expect(lab.images[0].definition.pcmPollingMinutes == 60)
        #expect(lab.hierarchyManagers[0].pollsAt < lab.now + lab.images[0].pollMilliseconds)
        try lab.pass(lab.images[0].pollMilliseconds)
        #expect(lab.images[0].definition.pcmPollingMinutes == 33)
        #expect(lab.definition.sites[0].pcmPollingMinutes == 33)
        try lab.pass(2 * lab.images[0].pollMilliseconds)
        // ACTUAL is what was proposed, and nothing is polled for any more.
        #expect(lab.images[0].siteControls[0]?.needsWork == false)
        #expect(lab.hierarchyManagers[0].pollsAt == -1)
    }

    @Test func `a second change before the first is ACTUAL keeps the first`() throws {
        var lab = try TreeKit.components()
        try TreeKit.propose(&lab, 0, at: 0) { $0.pcmPollingMinutes = 33 }
        try TreeKit.propose(&lab, 0, at: 0) { $0.name = "Elsewhere" }
        try lab.pass(TreeKit.minutes(10))
        #expect(lab.images[0].definition.pcmPollingMinutes == 33)
        #expect(lab.images[0].definition.name == "Elsewhere")
    }

    @Test func `from the top a change goes through the tree, and every database above learns of it`() throws {
        var lab = try TreeKit.components()
        // CEN proposes for SEC, two sites below; PRI is between.
        try TreeKit.propose(&lab, 2, at: 0) { $0.pcmPollingMinutes = 33 }
        try lab.pass(TreeKit.hours(2))
        #expect(lab.images[2].definition.pcmPollingMinutes == 33)
        #expect(lab.images[1].siteControls[2]?.actual.pcmPollingMinutes == 33)
        #expect(lab.images[0].siteControls[2]?.actual.pcmPollingMinutes == 33)
        #expect(lab.images[0].siteControls[2]?.status == .active)
        #expect(lab.images[0].events.contains { $0.number == 358 })
        // High, as the SDK says of site control jobs.
        let kinds = lab.images[0].systemJobs.values.map(\.kind)
        #expect(kinds == [.siteControl])
    }

    @Test func `a change of Response resets the watchdog to 24 polls from then on`() throws {
        var lab = try TreeKit.components()
        try TreeKit.propose(&lab, 0, at: 0) { $0.response = .slow }
        try lab.pass(TreeKit.minutes(5))
        #expect(lab.images[0].definition.response == .slow)
        // RG: 24 x 30 minutes.
        let next = lab.siteConfigurationManagers[0].watchdogAt
        #expect(next > lab.now + TreeKit.minutes(714) && next <= lab.now + TreeKit.minutes(720))
        let before = lab.siteConfigurationManagers[0].timer
        try lab.pass(TreeKit.hours(24))
        #expect(lab.siteConfigurationManagers[0].timer == before)
        #expect(lab.siteConfigurationManagers[0].watchdogAt == next + 2 * TreeKit.minutes(720))
    }

    @Test func `each site reports once a day though nothing changes`() throws {
        var lab = try TreeKit.components()
        try lab.pass(TreeKit.hours(27))
        for site in 1...2 {
            #expect(lab.images[site].systemJobs.values.count { $0.kind == .siteControlToParent } >= 1)
        }
        try lab.pass(TreeKit.hours(2))
        #expect(lab.images[0].siteControls[1] != nil && lab.images[0].siteControls[2] != nil)
    }

    @Test func `what is no site property is so at once`() throws {
        var lab = try TreeKit.components()
        try TreeKit.propose(&lab, 0, at: 0) { $0.compression.level = 5 }
        #expect(lab.images[0].definition.compression.level == 5)
        #expect(lab.images[0].siteControls.isEmpty)
    }

    @Test func `a site is changed at itself or above, never at a secondary site or beside`() throws {
        var lab = try TreeKit.components()
        let (pri, sec) = (lab.images[1].definition, lab.images[2].definition)
        #expect(refusal(&lab, .proposeSite(sec, at: sec.code)) == .notAllowed)
        #expect(refusal(&lab, .proposeSite(lab.images[0].definition, at: pri.code)) == .notAllowed)
        let cen = lab.images[0].definition.code
        #expect(refusal(&lab, .upgradeSecondary(pri.code)) == .notAllowed)
        #expect(refusal(&lab, .sendCode(site: cen, service: .scheduler, code: 192)) == .notAllowed)
        #expect(refusal(&lab, .sendCode(site: cen, service: .hierarchyManager, code: 192)) == .notAllowed)
        #expect(refusal(&lab, .sendCode(site: cen, service: .hierarchyManager, code: 130)) == nil)
        #expect(lab.images.allSatisfy { $0.siteControls.isEmpty })
    }

    @Test func `a stopped Site Configuration Manager leaves the control file until it is started`() throws {
        var lab = try TreeKit.components()
        let code = lab.images[0].definition.code
        try lab.perform(.sendCode(site: code, service: .siteConfigurationManager, code: 234), who: "ADMIN")
        #expect(
            refusal(&lab, .sendCode(site: code, service: .siteConfigurationManager, code: 192)) == .notAllowed
        )
        try TreeKit.propose(&lab, 0, at: 0) { $0.pcmPollingMinutes = 33 }
        try lab.pass(TreeKit.hours(5))
        #expect(lab.images[0].controlFilesIn.count == 1)
        #expect(lab.images[0].definition.pcmPollingMinutes == 60)
        let start = LabCommand.service(site: code, service: .siteConfigurationManager, action: .restart)
        try lab.perform(start, who: "ADMIN")
        try lab.pass(1_000)
        #expect(lab.images[0].definition.pcmPollingMinutes == 33)
    }

    @Test func `a lab whose changes are immediate has no poll of these services`() throws {
        var lab = Emulation(try TreeKit.chain())
        try lab.pass(TreeKit.hours(48))
        let codes = lab.trace.changed.flatMap { $0.records() } + lab.trace.open.records()
        #expect(!codes.contains { $0.code == .hierarchyCycled || $0.code == .watchdogRan })
    }

    /// Everything that these components have in hand: proposals at two databases, an outbox, an installation.
    private func busy(_ lab: inout Emulation) throws {
        try TreeKit.propose(&lab, 2, at: 0) { $0.pcmPollingMinutes = 33 }
        try TreeKit.propose(&lab, 0, at: 0) {
            var sender = SenderDefinition(kind: .lan)
            sender.schedule.set(day: 3, 8..<18, to: .none)
            $0.senders = [sender]
            $0.response = .veryFast
        }
        var site = try TreeKit.site("NEW", parent: "PRI", secondary: true)
        site.addresses = [try TreeKit.address("PRI")]
        var above = lab.images[1].definition
        above.addresses.append(try TreeKit.address("NEW"))
        try lab.perform(.setSite(above), who: "ADMIN")
        try lab.perform(.installSecondary(site), who: "ADMIN")
        let (cen, pri) = (lab.images[0].definition.code, lab.images[1].definition.code)
        let server = ServerDefinition(name: "LOG2", roles: [.logon])
        try lab.perform(.addServer(site: cen, server: server), who: "ADMIN")
        // Refused: by the time that it is read a server is in the domain.
        try TreeKit.propose(&lab, 1, at: 1) { $0.domains = ["OTHER"] }
        let other = ServerDefinition(name: "PRI2", domain: "DOMAIN1")
        try lab.perform(.addServer(site: pri, server: other), who: "ADMIN")
    }

    @Test func `a lab that is stored and taken back at each step is the same lab`() throws {
        var whole = try TreeKit.components()
        var cut = try TreeKit.components()
        try busy(&whole)
        try busy(&cut)
        try whole.pass(TreeKit.hours(6))
        var shelf = SnapshotShelf()
        for _ in 0..<360 {
            try cut.pass(60_000)
            try shelf.reopen(&cut)
        }
        #expect(whole.trace.digest == cut.trace.digest)
        #expect(whole.trace.count == cut.trace.count)
        #expect(whole.definition == cut.definition)
        #expect(whole.images.map(\.siteControls) == cut.images.map(\.siteControls))
        #expect(whole.siteConfigurationManagers == cut.siteConfigurationManagers)
        #expect(whole.images.map(\.servers) == cut.images.map(\.servers))
        #expect(whole.images.map(\.refusedControl) == cut.images.map(\.refusedControl))
        #expect(cut.images[0].servers[1].state == .active && cut.images[1].refusedControl != nil)
        // It did what it was to do.
        #expect(cut.images[3].isInstalled)
        #expect(cut.images[1].siteControls[3]?.status == .active)
        #expect(cut.images[2].definition.pcmPollingMinutes == 33)
        #expect(cut.images[0].definition.senders.first?.schedule != .always)
    }

    @Test func `a client's whole inventory is asked for by a Medium job, and comes up`() throws {
        var lab = try TreeKit.components()
        let code = lab.images[2].definition.code
        try lab.perform(.resyncClient(site: code, name: "SECPC1"), who: "ADMIN")
        // A secondary site has no database: its parent asks.
        #expect(lab.images[1].systemJobs.values.map(\.kind) == [.resynchronise])
        #expect(lab.images[1].events.map(\.number) == [186])
        try lab.pass(TreeKit.hours(2))
        #expect(lab.images[1].systemJobs.values.first?.status == .complete)
        #expect(refusal(&lab, .resyncClient(site: code, name: "NOBODY")) == .unknown)
    }
}
