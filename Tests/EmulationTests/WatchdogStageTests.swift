import Pipeline
import SiteModel
import Testing

@testable import Emulation

/// The stages of Site Configuration Manager's watchdog (Q130906), its intervals (RG S3CD3, CONF), and control files.
@Suite struct WatchdogStageTests {
    private func passes(_ lab: borrowing Emulation, _ site: UInt16) -> [Int64] {
        let records = lab.trace.changed.flatMap { $0.records() } + lab.trace.open.records()
        return records.filter { $0.code == .watchdogRan && $0.site == site && $0.value == 0 }
            .map { $0.instant - lab.start }
    }

    private func notes(_ lab: borrowing Emulation, _ note: ConfigurationNote) -> Int {
        let records = lab.trace.changed.flatMap { $0.records() } + lab.trace.open.records()
        return records.count { $0.code == .configurationNoted && $0.value == note.rawValue }
    }

    // MARK: Intervals

    @Test func `a watchdog set by hand runs at its interval until Response changes`() throws {
        var lab = try TreeKit.components {
            $0.phases = .aligned
            $0.sites[0].siteConfiguration.watchdogMinutes = 60
        }
        try lab.pass(TreeKit.hours(4))
        #expect(passes(lab, 0) == [60, 120, 180].map { TreeKit.minutes($0) })
        // RG: Fast, 24 x 5 minutes.
        #expect(passes(lab, 1) == [TreeKit.minutes(120)])
        try TreeKit.propose(&lab, 0, at: 0) { $0.response = .medium }
        try lab.pass(TreeKit.minutes(6))
        #expect(lab.images[0].definition.siteConfiguration.watchdogMinutes == 0)
        #expect(lab.images[0].watchdogMilliseconds == TreeKit.minutes(360))
        let next = lab.siteConfigurationManagers[0].watchdogAt
        #expect(next > lab.now + TreeKit.minutes(350) && next <= lab.now + TreeKit.minutes(360))
    }

    /// CONF: FFFFFFFF keeps the intervals, those that were set by hand and the one that ran.
    @Test(arguments: [(hand: Int64(60), kept: Int64(60)), (hand: 0, kept: 120)])
    func `with Service Response FFFFFFFF a change of Response leaves the watchdog alone`(
        hand: Int64, kept: Int64
    ) throws {
        var lab = try TreeKit.components {
            $0.phases = .aligned
            $0.sites[0].siteConfiguration.watchdogMinutes = hand
            $0.sites[0].siteConfiguration.keepsIntervals = true
        }
        let before = lab.siteConfigurationManagers[0].watchdogAt
        try TreeKit.propose(&lab, 0, at: 0) { $0.response = .slow }
        try lab.pass(TreeKit.minutes(10))
        #expect(lab.images[0].definition.response == .slow)
        #expect(lab.images[0].watchdogMilliseconds == TreeKit.minutes(kept))
        #expect(lab.siteConfigurationManagers[0].watchdogAt == before)
        try lab.pass(TreeKit.hours(12))
        #expect(passes(lab, 0).count == 720 / Int(kept))
    }

    @Test func `a setting of Response at once resets the interval, too, and the reports keep theirs`() throws
    {
        var site = try TreeKit.site("AAA")
        site.siteConfiguration.watchdogMinutes = 60
        #expect(site.siteConfiguration.afterChange(ofResponse: .fast).watchdogMinutes == 0)
        var lab = try TreeKit.components {
            // Q226915: 7200 minutes is the longest.
            $0.sites[1].siteConfiguration.reportingMinutes = 20_000
            $0.sites[2].siteConfiguration.reportingMinutes = 240
        }
        try lab.pass(TreeKit.hours(24 * 6))
        func reports(_ site: UInt16) -> Int {
            let records = lab.trace.changed.flatMap { $0.records() } + lab.trace.open.records()
            return records.count { $0.code == .controlFileReported && $0.site == site }
        }
        #expect(reports(1) == 1)
        // Every 240 minutes, at a watchdog of 120: 36 in six days, the first after 240.
        #expect((34...36).contains(reports(2)))
    }

    // MARK: Control files

    @Test func `of two control files in one pass the second is held against the first`() throws {
        var lab = try TreeKit.components()
        let manager = ServiceName.siteConfigurationManager
        let pri = lab.images[1].definition.code
        try lab.perform(.sendCode(site: pri, service: manager, code: 234), who: "ADMIN")
        var schedule = SenderDefinition(kind: .lan)
        schedule.schedule.set(day: 3, 8..<18, to: .none)
        try TreeKit.propose(&lab, 1, at: 1) {
            $0.response = .slow
            $0.senders = [schedule]
        }
        try lab.pass(TreeKit.minutes(10))
        // From the top, by somebody who does not know of it: Response and outboxes as they are.
        try TreeKit.propose(&lab, 1, at: 0) { $0.pcmPollingMinutes = 33 }
        try lab.pass(TreeKit.hours(1))
        #expect(lab.images[1].controlFilesIn.map(\.properties.response) == [.slow, .fast])
        #expect(Set(lab.images[1].controlFilesIn.map(\.number)).count == 2)
        try lab.perform(.service(site: pri, service: manager, action: .restart), who: "ADMIN")
        try lab.pass(TreeKit.minutes(1))
        #expect(lab.images[1].controlFilesIn.isEmpty)
        #expect(lab.images[1].definition.response == .fast)
        #expect(lab.images[1].definition.pcmPollingMinutes == 33)
        // The change of the outbox was taken back, so that nothing is left to be made in two passes.
        #expect(lab.siteConfigurationManagers[1].passes == 0)
        try lab.pass(TreeKit.hours(12))
        #expect(lab.images[1].definition.senders.allSatisfy { $0.schedule == .always })
        #expect(passes(lab, 1).count >= 5, "the watchdog goes on every 120 minutes")
    }

    @Test func `a change of outboxes that follows in the third pass begins anew`() throws {
        var lab = try TreeKit.components()
        let code = lab.images[0].definition.code
        func closed(_ hours: Range<Int>) -> SenderDefinition {
            var sender = SenderDefinition(kind: .lan)
            sender.schedule.set(day: 3, hours, to: .none)
            return sender
        }
        let watchdog = LabCommand.sendCode(site: code, service: .siteConfigurationManager, code: 192)
        try TreeKit.propose(&lab, 0, at: 0) { $0.senders = [closed(8..<18)] }
        try lab.pass(TreeKit.minutes(5))
        try lab.perform(watchdog, who: "ADMIN")
        try lab.pass(1_000)
        #expect(lab.siteConfigurationManagers[0].passes == 2)
        try TreeKit.propose(&lab, 0, at: 0) { $0.senders = [closed(9..<10)] }
        try lab.pass(TreeKit.minutes(5))
        #expect(lab.siteConfigurationManagers[0].passes == 1)
        #expect(lab.images[0].definition.senders.allSatisfy { $0.schedule == .always })
        for _ in 0..<2 {
            try lab.perform(watchdog, who: "ADMIN")
            try lab.pass(1_000)
        }
        #expect(lab.images[0].definition.senders.first?.schedule.hours.count { $0 == .none } == 1)
    }

    @Test func `a control file that leaves out a domain in use by then is refused whole`() throws {
        var lab = try TreeKit.components {
            $0.sites[1].domains = ["DOMAIN1", "SALES"]
            $0.sites[1].response = .slow
        }
        let pri = lab.images[1].definition.code
        // Nothing is in SALES when it is proposed.
        try TreeKit.propose(&lab, 1, at: 1) {
            $0.domains = ["DOMAIN1"]
            $0.pcmPollingMinutes = 33
        }
        let server = ServerDefinition(name: "SALES1", domain: "SALES")
        try lab.perform(.addServer(site: pri, server: server), who: "ADMIN")
        try lab.pass(TreeKit.minutes(31))
        #expect(lab.images[1].definition.domains == ["DOMAIN1", "SALES"])
        #expect(lab.images[1].definition.pcmPollingMinutes == 60, "whole or not at all")
        #expect(lab.images[1].events.map(\.number) == [211])
        #expect(lab.images[1].refusedControl?.note == .refusedDomain)
        // The database learns what is, and nobody waits for ever.
        try lab.pass(TreeKit.hours(1))
        #expect(lab.images[1].siteControls[1]?.needsWork == false)
        #expect(lab.images[1].siteControls[1]?.proposed.domains == ["DOMAIN1", "SALES"])
        #expect(lab.hierarchyManagers[1].pollsAt == -1)
        // The next one that can be made clears it.
        try TreeKit.propose(&lab, 1, at: 1) { $0.pcmPollingMinutes = 34 }
        try lab.pass(TreeKit.hours(1))
        #expect(lab.images[1].refusedControl == nil)
        #expect(lab.images[1].definition.pcmPollingMinutes == 34)
    }

    @Test func `a secondary site is configured by a NEWSITE file, and event 335 tells of its job`() throws {
        var lab = try TreeKit.components()
        var site = try TreeKit.site("NEW", parent: "PRI", secondary: true)
        site.addresses = [try TreeKit.address("PRI")]
        var above = lab.images[1].definition
        above.addresses.append(try TreeKit.address("NEW"))
        try lab.perform(.setSite(above), who: "ADMIN")
        try lab.perform(.installSecondary(site), who: "ADMIN")
        try lab.pass(TreeKit.hours(6))
        #expect(lab.images[3].isInstalled)
        #expect(lab.images[1].siteControls[3]?.status == .active)
        let about = lab.images[1].events.filter { $0.number == 335 }
        #expect(about.map(\.subject) == [3])
        let records = lab.trace.changed.flatMap { $0.records() } + lab.trace.open.records()
        // Q133113: 3 is NEWSITE.
        #expect(records.contains { $0.code == .controlFileWritten && $0.b == 3 && $0.value == 3 })
        #expect(records.contains { $0.code == .controlFileAccepted && $0.site == 3 && $0.value == 3 })
    }

    @Test func `without a job identifier nothing is sent, events say so, and nothing is lost`() throws {
        var lab = try TreeKit.components { $0.quirks[Quirk.invalidJobIDs.name] = false }
        try lab.pass(TreeKit.minutes(30))
        let last = lab.images[0].nextJob
        for site in 0...1 { lab.images[site].nextJob = JobID.maximumCounter + 1 }
        try TreeKit.propose(&lab, 1, at: 0) { $0.pcmPollingMinutes = 33 }
        // Above and at itself: the one cannot send, the other cannot report upwards.
        try TreeKit.propose(&lab, 1, at: 1) { $0.name = "Elsewhere" }
        try lab.pass(TreeKit.hours(2))
        #expect(lab.images[0].events.filter { $0.number == 348 }.map(\.subject) == [1])
        #expect(lab.images[0].siteControls[1]?.isWaiting == true)
        #expect(lab.images[1].definition.name == "Elsewhere")
        #expect(lab.images[1].events.contains { $0.number == 214 })
        lab.images[0].nextJob = last
        try lab.pass(TreeKit.hours(2))
        #expect(lab.images[1].definition.pcmPollingMinutes == 33)
    }

    @Test func `Hierarchy Manager that cannot pass a report on raises event 362`() throws {
        var lab = try TreeKit.components { $0.quirks[Quirk.invalidJobIDs.name] = false }
        try lab.pass(TreeKit.minutes(30))
        lab.images[1].nextJob = JobID.maximumCounter + 1
        let sec = lab.images[2].definition.code
        try lab.perform(
            .sendCode(site: sec, service: .siteConfigurationManager, code: 193), who: "ADMIN")
        try lab.pass(TreeKit.hours(1))
        // The report is in the database of PRI, and CEN never hears of it.
        #expect(lab.images[1].siteControls[2] != nil)
        #expect(lab.images[1].events.filter { $0.number == 362 }.map(\.subject) == [2])
        #expect(lab.images[0].siteControls[2] == nil)
    }

    // MARK: Servers

    @Test func `a logon server is pending until a pass installs it, and until one takes it away`() throws {
        var lab = try TreeKit.components()
        let cen = lab.images[0].definition.code
        let watchdog = LabCommand.sendCode(site: cen, service: .siteConfigurationManager, code: 192)
        try lab.perform(
            .addServer(site: cen, server: ServerDefinition(name: "LOG2", roles: [.logon])), who: "ADMIN")
        #expect(lab.images[0].servers[1].state == .pendingInstall)
        #expect(lab.images[0].logonServers == [0])
        // One that only distributes needs nothing of Site Configuration Manager.
        try lab.perform(
            .addServer(site: cen, server: ServerDefinition(name: "DIST2", roles: [.distribution])),
            who: "ADMIN")
        #expect(lab.images[0].servers[2].state == .active)
        try lab.perform(watchdog, who: "ADMIN")
        try lab.pass(1_000)
        #expect(lab.images[0].logonServers == [0, 1])
        try lab.perform(.removeServer(site: cen, name: "LOG2"), who: "ADMIN")
        #expect(lab.images[0].servers[1].state == .pendingUninstall)
        #expect(lab.images[0].logonServers == [0, 1], "still there")
        // By the timer this time: 120 minutes at the latest.
        try lab.pass(TreeKit.hours(2))
        #expect(lab.images[0].servers[1].isRemoved)
        #expect(!lab.definition.sites[0].servers.contains { $0.name == "LOG2" })
    }

    @Test func `a server that does not answer is installed once it does, with event 221 until then`() throws {
        var lab = try TreeKit.components()
        let cen = lab.images[0].definition.code
        var server = ServerDefinition(name: "LOG2", roles: [.logon], online: false)
        try lab.perform(.addServer(site: cen, server: server), who: "ADMIN")
        try lab.pass(TreeKit.hours(9))
        #expect(lab.images[0].servers[1].state == .pendingInstall)
        // Several passes, one event: the condition stands (RG S3D43).
        #expect(lab.images[0].events.filter { $0.number == 221 }.map(\.subject) == [1])
        server.online = true
        try lab.perform(.setServer(site: cen, server: server), who: "ADMIN")
        try lab.pass(TreeKit.hours(2))
        #expect(lab.images[0].servers[1].state == .active)
        server.online = false
        try lab.perform(.setServer(site: cen, server: server), who: "ADMIN")
        try lab.pass(TreeKit.hours(2))
        #expect(lab.images[0].events.count { $0.number == 221 } == 2, "it had answered in between")
    }

    @Test func `with use all detected servers every server that answers becomes a logon server`() throws {
        var lab = try TreeKit.components {
            $0.sites[0].siteConfiguration.usesAllServers = true
            $0.sites[0].servers.append(ServerDefinition(name: "FILE1", roles: [.distribution]))
            $0.sites[0].servers.append(ServerDefinition(name: "FILE2", online: false))
            $0.sites[1].servers.append(ServerDefinition(name: "FILE3"))
        }
        try lab.pass(TreeKit.hours(2))
        #expect(lab.images[0].logonServers == [0, 1])
        #expect(lab.images[0].servers[1].definition.roles == [.distribution, .logon])
        #expect(lab.images[1].logonServers == [0], "only where it is switched on")
        #expect(notes(lab, .serverDetected) == 1)
    }

    // MARK: Codes 195 and 196 (Q168682)

    @Test func `code 195 writes the user group MIF, which goes up to the parent`() throws {
        var lab = try TreeKit.components()
        let pri = lab.images[1].definition.code
        try lab.perform(
            .sendCode(site: pri, service: .siteConfigurationManager, code: 195), who: "ADMIN")
        try lab.pass(1)
        #expect(notes(lab, .groupsReported) == 1)
        try lab.pass(TreeKit.hours(2))
        // Site Reporter takes it along within the hour of inventory.
        #expect(lab.images[1].systemJobs.values.contains { $0.kind == .siteReport })
        // RG: besides, every 1440 minutes at each of the three sites.
        try lab.pass(TreeKit.hours(24))
        #expect(notes(lab, .groupsReported) == 4)
    }

    @Test(arguments: [(false, false), (true, false), (false, true), (true, true)])
    func `code 196 needs both options`(scripts: Bool, all: Bool) throws {
        var lab = try TreeKit.components {
            $0.sites[0].siteConfiguration.configuresScripts = scripts
            $0.sites[0].siteConfiguration.usesAllServers = all
        }
        let cen = lab.images[0].definition.code
        try lab.perform(
            .sendCode(site: cen, service: .siteConfigurationManager, code: 196), who: "ADMIN")
        try lab.pass(1)
        #expect(notes(lab, .scriptsConfigured) == (scripts && all ? 1 : 0))
        #expect(notes(lab, .scriptsNotWanted) == (scripts && all ? 0 : 1))
        // RG: once a day by itself, where both are on.
        try lab.pass(TreeKit.hours(27))
        #expect(notes(lab, .scriptsConfigured) == (scripts && all ? 2 : 0))
    }

    // MARK: Many sites

    /// A site with twenty below it, ten of them secondary, and changes for all of them from the top.
    private static func wide() throws -> LabDefinition {
        var lab = LabDefinition(name: "wide")
        lab.fidelity = .modelled
        lab.trace = .changes
        lab.siteProperties = .components
        let codes = (1...20).map { $0 < 10 ? "W0\($0)" : "W\($0)" }
        lab.sites = [
            try TreeKit.site("CEN", clients: 0, addresses: try codes.map { try TreeKit.address($0) })
        ]
        for (place, code) in codes.enumerated() {
            lab.sites.append(
                try TreeKit.site(
                    code, parent: "CEN", secondary: place % 2 == 1, clients: 1,
                    addresses: [try TreeKit.address("CEN")]))
        }
        for place in lab.sites.indices { lab.sites[place].response = .slow }
        return lab
    }

    @Test func `in a wide tree every change arrives, and what lies about does not grow`() throws {
        var lab = Emulation(try Self.wide())
        func size(_ lab: borrowing Emulation) -> [Int] {
            let top = lab.images[0]
            return [
                top.controlFilesIn.count + top.controlFilesOut.count, top.files.count, top.siteControls.count,
                top.openSystemJobs.count, top.requests.count,
                lab.images.reduce(0) { $0 + $1.files.count + $1.requests.count + $1.systemJobs.count },
            ]
        }
        var sizes: [[Int]] = []
        for week in Int64(1)...3 {
            for site in 1...20 {
                try TreeKit.propose(&lab, site, at: 0) { $0.pcmPollingMinutes = 30 + week }
            }
            // On its way: what is proposed is not so yet.
            #expect(lab.images[0].siteControls.values.count { $0.isWaiting } == 20)
            try lab.pass(TreeKit.hours(24 * 7))
            for site in 1...20 {
                #expect(lab.images[site].definition.pcmPollingMinutes == 30 + week)
                let live = try #require(lab.images[0].siteControls[UInt16(site)])
                #expect(!live.needsWork && live.status == .active)
                #expect(live.actual == SiteProperties(lab.images[site].definition))
            }
            sizes.append(size(lab))
        }
        #expect(sizes[2][0] == 0 && sizes[2][3] <= sizes[1][3] + 20)
        // The places of requests are used again, system jobs are deleted after a day.
        for field in 0..<sizes[1].count { #expect(sizes[2][field] <= sizes[1][field] * 11 / 10 + 5) }
    }
}
