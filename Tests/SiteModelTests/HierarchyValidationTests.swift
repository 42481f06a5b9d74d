import SiteModel
import TestKit
import Testing

/// What the tree of sites, its addresses, Senders and faults may not be (Q133111, Q163379, Q214485).
@Suite struct HierarchyValidationTests {
    private func site(_ code: String, parent: String? = nil, secondary: Bool = false) throws -> SiteDefinition
    {
        var site = SiteDefinition(code: try #require(SiteCode(code)), name: code)
        site.smsDrive = "C"
        site.servers = [ServerDefinition(name: "\(code)SRV", roles: [.site, .logon, .distribution])]
        site.parent = try parent.map { try #require(SiteCode($0)) }
        site.isSecondary = secondary
        return site
    }

    /// CEN above PRI above SEC, with addresses: nothing is wrong with it.
    private func chain() throws -> LabDefinition {
        var lab = LabDefinition(name: "chain")
        lab.sites = [
            try site("CEN"), try site("PRI", parent: "CEN"), try site("SEC", parent: "PRI", secondary: true),
        ]
        for (one, other) in [(0, 1), (1, 0), (1, 2), (2, 1)] {
            lab.sites[one].addresses.append(AddressDefinition(destination: lab.sites[other].code))
        }
        return lab
    }

    private func codes(_ change: (inout LabDefinition) throws -> Void) throws -> [String] {
        var lab = try chain()
        try change(&lab)
        return lab.validate().map(\.code)
    }

    @Test func `a tree with its addresses is whole`() throws {
        #expect(try codes { _ in } == [])
    }

    @Test func `what cannot be a tree is an error`() throws {
        #expect(try codes { $0.sites[0].parent = $0.sites[2].code }.contains("secondary-parent"))
        #expect(
            try codes {
                $0.sites[2].isSecondary = false
                $0.sites[0].parent = $0.sites[2].code
            }.filter { $0 == "site-cycle" }.count == 3, "each site of the circle is above itself")
        #expect(try codes { $0.sites[1].parent = $0.sites[1].code }.contains("site-cycle"))
        #expect(try codes { $0.sites[1].parent = SiteCode("XYZ") }.contains("unknown-parent"))
        #expect(try codes { $0.sites[2].parent = nil }.contains("secondary-without-parent"))
        #expect(try codes { $0.sites[2].code = $0.sites[1].code }.contains("duplicate-site"))
    }

    @Test func `what can be and leads nowhere is a warning`() throws {
        #expect(try codes { $0.sites[1].addresses.removeFirst() } == ["no-address"])
        var sender = SenderDefinition(kind: .lan)
        for day in 0...6 { sender.schedule.set(day: day, 0..<24, to: .high) }
        #expect(try codes { $0.sites[0].senders = [sender] } == ["outbox-high-only"])
        for day in 0...6 { sender.schedule.set(day: day, 0..<24, to: .none) }
        #expect(try codes { $0.sites[0].senders = [sender] } == ["outbox-never-open"])
        sender = SenderDefinition(kind: .lan)
        sender.maximumSendings = 0
        #expect(try codes { $0.sites[0].senders = [sender] } == ["sender-without-capacity"])
        sender = SenderDefinition(kind: .lan)
        sender.hourlyPercent = [Int](repeating: 0, count: 24)
        #expect(try codes { $0.sites[0].senders = [sender] } == ["sender-never-sends"])
    }

    @Test func `values that no registry holds are errors`() throws {
        var sender = SenderDefinition(kind: .lan)
        sender.retries = 0
        #expect(try codes { $0.sites[0].senders = [sender] } == ["out-of-range"], "cannot be 0 (Q214485)")
        let plain = SenderDefinition(kind: .lan)
        #expect(try codes { $0.sites[0].senders = [plain, plain] } == ["duplicate-sender"])
        #expect(try codes { $0.sites[0].addresses.append($0.sites[0].addresses[0]) } == ["duplicate-address"])
        #expect(try codes { $0.sites[0].addresses[0].percent = 0 } == ["out-of-range"])
        #expect(try codes { $0.sites[0].retriesBeforeForcedDisconnection = -1 } == ["out-of-range"])
        #expect(try codes { $0.sites[0].preferredDrive = "12" } == ["bad-drive-letter"])
        #expect(try codes { $0.sites[0].siteReporter.eventMinutes = -5 } == ["out-of-range"])
    }

    @Test func `faults are about what is there, and end after they begin`() throws {
        func fault(_ subject: FaultDefinition.Subject, hours: Int64? = nil) throws -> [String] {
            try codes { lab in
                lab.faults = [
                    FaultDefinition(
                        subject, from: lab.start,
                        until: hours.map { LocalTime(seconds: lab.start.seconds + $0 * 3_600) })
                ]
            }
        }
        let (cen, pri) = (try chain().sites[0].code, try chain().sites[1].code)
        let nowhere = try #require(SiteCode("XYZ"))
        #expect(try fault(.link(cen, pri), hours: 2) == [])
        #expect(try fault(.link(cen, pri)) == [])
        #expect(try fault(.link(cen, nowhere)) == ["unknown-site"])
        #expect(try fault(.link(cen, cen)) == ["bad-fault"])
        #expect(try fault(.server(cen, "NOBODY")) == ["unknown-server"])
        #expect(try fault(.link(cen, pri), hours: 0) == ["bad-fault"])
    }

    @Test func `times of a fault are those of the lab, and ones that clocks show`() throws {
        func codes(from: String, until: String?, zone: String = "UTC0") throws -> [String] {
            var lab = try chain()
            lab.start = try #require(LocalTime("1998-04-01 08:00"))
            lab.sites[0].zone = try #require(TimeZoneRule(zone))
            lab.faults = [
                FaultDefinition(
                    .link(lab.sites[0].code, lab.sites[1].code), from: try #require(LocalTime(from)),
                    until: try until.map { try #require(LocalTime($0)) })
            ]
            return lab.validate().map(\.code)
        }
        #expect(try codes(from: "1998-04-02 08:00", until: nil) == [])
        #expect(try codes(from: "1990-01-01 08:00", until: nil) == ["fault-early"])
        #expect(try codes(from: "1990-01-01 08:00", until: "1990-01-02 08:00") == ["fault-over"])
        // Clocks went from 02:00 to 03:00 on 5 April 1998.
        let zone = "EST5EDT,M4.1.0,M10.5.0"
        #expect(try codes(from: "1998-04-05 02:30", until: nil, zone: zone) == ["fault-skipped"])
        #expect(try codes(from: "1998-04-05 03:00", until: nil, zone: zone) == [])
    }

    @Test func `a secondary site has no queries and alerts, and a program group's users are there`() throws {
        var lab = try chain()
        lab.sites[2].alerts = [AlertDefinition(name: "A", query: "Q")]
        #expect(lab.validate().contains { $0.code == "alerts-at-secondary" && $0.severity == .error })
        lab = try chain()
        lab.sites[0].programGroups = [
            ProgramGroupDefinition(name: "G", number: 1, userGroups: ["Nobodies", "everyone"])
        ]
        #expect(lab.validate().filter { $0.code == "unknown-user-group" }.count == 1)
        lab.sites[0].userGroups = [UserGroupDefinition(name: "NOBODIES", users: [])]
        #expect(lab.validate().isEmpty)
    }

    @Test func `a lab whose first site has a parent is warned of`() throws {
        var lab = try chain()
        lab.sites.swapAt(0, 1)
        #expect(lab.validate().map(\.code) == ["first-site-has-parent"])
    }

    @Test func `an outbox's hours run from Sunday and come again each week`() throws {
        // 1997-04-21 was a Monday.
        var schedule = OutboxSchedule()
        for day in 1...5 { schedule.set(day: day, 8..<18, to: .high) }
        let monday = try #require(LocalTime("1997-04-21 12:30"))
        #expect(schedule.jobs(at: monday) == .high)
        #expect(schedule.opening(for: .medium, from: monday) == LocalTime("1997-04-21 18:00"))
        #expect(schedule.opening(for: .high, from: monday) == monday)
        let sunday = try #require(LocalTime("1997-04-20 12:30"))
        #expect(schedule.opening(for: .low, from: sunday) == sunday)
        schedule = OutboxSchedule()
        for day in 0...6 { schedule.set(day: day, 0..<24, to: day == 0 ? .all : .none) }
        #expect(schedule.opening(for: .low, from: monday) == LocalTime("1997-04-27 00:00"), "next Sunday")
        for day in 0...6 { schedule.set(day: day, 0..<24, to: .none) }
        #expect(schedule.opening(for: .high, from: monday) == nil && !schedule.everLets(.high))
        for day in 0...6 { schedule.set(day: day, 0..<24, to: .all) }
        #expect(schedule == .always)
    }
}
