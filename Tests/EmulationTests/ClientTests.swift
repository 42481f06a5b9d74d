import Emulation
import Pipeline
import SiteModel
import Testing

/// Package Command Manager at the clients: whether, when and how often a command runs.
@Suite struct ClientTests {
    static let minute: Int64 = 60_000
    static let hour: Int64 = 3_600_000

    /// Q122202, Q185805: five minutes of countdown; 60 minutes between polls (Q125934).
    @Test func `a mandatory command counts down for five minutes after the poll that finds it`() throws {
        var lab = try LabKit.started(try LabKit.definition(clients: 1))
        try LabKit.pass(&lab, until: .complete)
        let found = try LabKit.time(lab, .pcmFound)
        #expect(LabKit.instant(lab, .pcmOffered) == found)
        #expect(LabKit.instant(lab, .pcmCountdown) == found)
        #expect(LabKit.instant(lab, .pcmStarted) == found + 300_000)
        // Without a rule a run takes a minute.
        #expect(LabKit.instant(lab, .pcmFinished) == found + 360_000)
        let polls = LabKit.records(lab, .pcmPolled, .pcmFound).map(\.instant)
        #expect(zip(polls, polls.dropFirst()).allSatisfy { $1 - $0 == Self.hour })
    }

    /// Q156250: a site target has rows for computers that can never run the command; the job never completes.
    @Test func `a platform that is not supported keeps its row None and the job Active`() throws {
        var definition = try LabKit.definition(clients: 2)
        definition.sites[0].clients.append(ClientRange(pattern: "DOS#", platform: .dos6))
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, cycles: 300)
        #expect(LabKit.rows(lab) == [.complete, .complete, .none])
        #expect(LabKit.stages(lab) == [.executed, .executed, .hidden])
        #expect(LabKit.line(lab) == "Active/Complete/Active")
    }

    /// 4.4, Q166833, Q150026: Failed shows as Retrying; whether it sticks while a row is None is the quirk.
    @Test(arguments: [true, false])
    func `retrying-sticks`(isOn: Bool) throws {
        var definition = try LabKit.definition(clients: 2)
        definition.sites[0].clients.append(ClientRange(pattern: "OFF#", user: ""))
        definition.results = [ResultRule(clients: "PC1", attempt: 1, mif: .failed)]
        definition.quirks = ["retrying-sticks": isOn]
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, until: .retrying)
        #expect(LabKit.rows(lab)[0] == .retrying)
        #expect(LabKit.events(lab) == [374])
        #expect(lab.images[0].events[0].subject == 0)
        try LabKit.pass(&lab, cycles: 40)
        #expect(LabKit.rows(lab) == [.complete, .complete, .none])
        #expect(LabKit.line(lab) == (isOn ? "Retrying/Complete/Retrying" : "Active/Complete/Active"))
        // When the last has run it, the job is Complete either way.
        try lab.perform(.clientLogon(site: try LabKit.site(), name: "OFF1", on: true), who: "ADMIN")
        let isDone = try LabKit.pass(&lab, until: .complete)
        #expect(isDone)
    }

    static let outcomes: [(StatusMIF, Int64, JobStatus)] = [
        (.none, 0, .complete), (.none, 1, .retrying), (.success, 1, .complete), (.failed, 0, .retrying),
        (.malformed, 1, .complete), (.oversized, 1, .complete), (.oversized, 0, .complete),
    ]

    /// Q190135, Q149672: what the MIF says counts; without one the exit code; a malformed one is a success.
    @Test(arguments: outcomes)
    func `the MIF decides, or the exit code`(mif: StatusMIF, exitCode: Int64, expected: JobStatus) throws {
        var definition = try LabKit.definition(clients: 1)
        definition.results = [ResultRule(exitCode: exitCode, mif: mif)]
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, limit: 60) { _ in false }
        #expect(LabKit.rows(lab) == [expected])
        // Q122178: the Despooler tells of a status file that it cannot read.
        #expect(LabKit.events(lab).contains(119) == [.malformed, .oversized].contains(mif))
    }

    /// Q175652: EWX_FORCE sends no messages, nothing is recorded and the package stays pending.
    @Test func `a forced restart leaves nothing behind and the command runs again`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.results = [ResultRule(attempt: 1, reboot: .forced)]
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, limit: 100) { _ in false }
        #expect(LabKit.records(lab, .pcmRestarted).count == 1)
        #expect(LabKit.records(lab, .pcmStarted).count == 2)
        #expect(LabKit.records(lab, .pcmFinished).count == 1)
        #expect(LabKit.records(lab, .pcmReported).count == 1)
        #expect(LabKit.rows(lab) == [.complete])
    }

    @Test func `an optional offer waits for the user of its rule`() throws {
        var definition = try LabKit.definition(clients: 3)
        definition.users = [
            UserRule(clients: "PC1", runsAfterMinutes: nil), UserRule(clients: "PC2", runsAfterMinutes: 95),
        ]
        var lab = try LabKit.started(definition) { $0.useMandatoryTime = false }
        try LabKit.pass(&lab, cycles: 60)
        #expect(LabKit.stages(lab) == [.pending, .executed, .pending])
        let shown = try LabKit.time(lab, .pcmOffered, client: 2)
        #expect(LabKit.instant(lab, .pcmStarted, client: 2) == shown + 95 * Self.minute)
        // A person at the third runs it by hand, and nothing counts down.
        let site = try LabKit.site()
        let request = try #require(lab.images[0].jobs[0].requestID)
        try lab.perform(.clientRun(site: site, name: "PC3", request: request), who: "user")
        #expect(LabKit.instant(lab, .pcmStarted, client: 3) == lab.now)
        let isRefused = LabKit.isRefused(&lab, .clientRun(site: site, name: "PC3", request: request))
        #expect(isRefused)
        try LabKit.pass(&lab, cycles: 10)
        #expect(LabKit.stages(lab) == [.pending, .executed, .executed])
        #expect(LabKit.records(lab, .pcmCountdown).isEmpty)
    }

    /// One thing at a time: a user who finds Package Command Manager busy runs the offer when it is free.
    @Test func `a user's rule is not lost while another command runs`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.results = [ResultRule(durationSeconds: 3_600)]
        definition.users = [UserRule(runsAfterMinutes: 1)]
        var lab = try LabKit.started(definition) { $0.useMandatoryTime = false }
        try LabKit.addJob(&lab) { $0.useMandatoryTime = false }
        try LabKit.pass(&lab, cycles: 60)
        #expect(LabKit.stages(lab, 0) == [.executed])
        #expect(LabKit.stages(lab, 1) == [.executed])
        #expect(LabKit.records(lab, .pcmStarted).count == 2)
    }

    /// Q122202: since 1.1 putting an offer aside does not defeat Mandatory After.
    @Test func `an archived offer can be run, and runs when it is mandatory`() throws {
        var lab = try LabKit.started(try LabKit.definition(clients: 2)) {
            $0.mandatoryTime = $0.offerTime.adding(days: 1)
        }
        let site = try LabKit.site()
        try LabKit.pass(&lab, cycles: 30)
        #expect(LabKit.stages(lab) == [.pending, .pending])
        let request = try #require(lab.images[0].jobs[0].requestID)
        for name in ["PC1", "PC2"] {
            try lab.perform(.clientArchive(site: site, name: name, request: request), who: "user")
        }
        #expect(LabKit.stages(lab) == [.archived, .archived])
        let isRefused = LabKit.isRefused(&lab, .clientArchive(site: site, name: "PC1", request: request))
        #expect(isRefused)
        try lab.perform(.clientRun(site: site, name: "PC1", request: request), who: "user")
        try LabKit.pass(&lab, cycles: 24)
        #expect(LabKit.stages(lab) == [.executed, .archived])
        try LabKit.pass(&lab, cycles: 288)
        #expect(LabKit.stages(lab) == [.executed, .executed])
        let mandatory = lab.images[0].jobs[0].job.mandatoryTime.seconds * 1_000
        #expect(LabKit.instant(lab, .pcmCountdown, client: 2) == mandatory)
    }

    // MARK: Clocks

    /// SDK, Q189305: offer, mandatory and expire are judged by the client's clock and zone.
    @Test func `mandatory times come when each client's own clock shows them`() throws {
        var definition = try LabKit.definition(clients: 1)
        let zone = try #require(TimeZoneRule("EST5EDT,M4.1.0,M10.5.0"))
        // What daylight saving adds where the site has none is a quirk with tests of its own (Q189305).
        definition.quirks = ["pcm-dst-hour": false]
        definition.sites[0].clients += [
            ClientRange(pattern: "AHEAD", clockOffsetMilliseconds: Self.hour),
            ClientRange(pattern: "BEHIND", clockOffsetMilliseconds: -Self.hour),
            ClientRange(pattern: "WEST", zone: zone),
            ClientRange(pattern: "FAST", clockDriftPartsPerMillion: 1_000),
        ]
        var lab = try LabKit.started(definition) { $0.mandatoryTime = $0.offerTime.adding(days: 1) }
        try LabKit.pass(&lab, cycles: 12 * 31)
        let day = 24 * Self.hour
        #expect(LabKit.instant(lab, .pcmCountdown, client: 1) == lab.start + day)
        #expect(LabKit.instant(lab, .pcmCountdown, client: 2) == lab.start + day - Self.hour)
        #expect(LabKit.instant(lab, .pcmCountdown, client: 3) == lab.start + day + Self.hour)
        // Daylight saving holds in April: four hours behind UTC.
        #expect(LabKit.instant(lab, .pcmCountdown, client: 4) == lab.start + day + 4 * Self.hour)
        // 1.001 of its milliseconds pass in one of ours: 86,400,000 are reached after 86,313,686.3 of ours.
        #expect(LabKit.instant(lab, .pcmCountdown, client: 5) == lab.start + 86_313_687)
        // And it polls as much sooner.
        let polls = LabKit.records(lab, .pcmPolled, .pcmFound).filter { $0.a == 5 }.map(\.instant)
        #expect(zip(polls, polls.dropFirst()).allSatisfy { $1 - $0 == 3_596_403 })
    }

    @Test func `an offer shows when the client's clock reaches Offer After`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].clients += [ClientRange(pattern: "BEHIND", clockOffsetMilliseconds: -Self.hour)]
        var lab = try LabKit.started(definition) {
            $0.useMandatoryTime = false
            $0.offerTime = $0.offerTime.adding(days: 1)
        }
        try LabKit.pass(&lab, cycles: 12 * 26)
        #expect(LabKit.instant(lab, .pcmOffered, client: 1) == lab.start + 24 * Self.hour)
        #expect(LabKit.instant(lab, .pcmOffered, client: 2) == lab.start + 25 * Self.hour)
    }

    /// SDK: withdrawn when the clock is past Expires After; Q152229: at 1.2 the row keeps its status.
    @Test func `an expired offer never runs, and rows keep their status`() throws {
        var definition = try LabKit.definition(clients: 2)
        definition.users = [UserRule(clients: "PC2", runsAfterMinutes: 5)]
        // Q107244: a clock that is wrong makes a package expire before it arrives.
        definition.sites[0].clients += [
            ClientRange(pattern: "WRONG", clockOffsetMilliseconds: 72 * Self.hour)
        ]
        var lab = try LabKit.started(definition) {
            $0.useMandatoryTime = false
            $0.useExpireTime = true
            $0.expireTime = $0.offerTime.adding(days: 1)
        }
        try LabKit.pass(&lab, cycles: 12 * 27)
        #expect(LabKit.stages(lab) == [.expired, .executed, .expired])
        #expect(LabKit.rows(lab) == [.none, .complete, .none])
        // The first second that is past, not the poll after it.
        #expect(LabKit.instant(lab, .pcmExpired, client: 1) == lab.start + 24 * Self.hour + 1_000)
        #expect(LabKit.instant(lab, .pcmExpired, client: 3) == LabKit.instant(lab, .pcmFound, client: 3))
        #expect(LabKit.instant(lab, .pcmOffered, client: 3) == nil)
        #expect(LabKit.line(lab) == "Active/Complete/Active")
    }

    /// In the hour that comes twice, a client that logs on waits for the second time.
    @Test func `a mandatory time in the doubled hour lies ahead of who starts within it`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].zone = try #require(TimeZoneRule("EST5EDT,M4.1.0,M10.5.0"))
        definition.start = try #require(LocalTime("1997-10-25 22:00"))
        definition.sites[0].clients[0].user = ""
        let mandatory = try #require(LocalTime("1997-10-26 01:45"))
        var lab = try LabKit.started(definition) { $0.mandatoryTime = mandatory }
        let change: Int64 = 877_845_600_000
        try lab.run(until: change + 20 * Self.minute, world: TableWorld())
        let name = lab.images[0].clients.name(0)
        try lab.perform(.clientLogon(site: try LabKit.site(), name: name, on: true), who: "ADMIN")
        try LabKit.pass(&lab, cycles: 20)
        #expect(LabKit.instant(lab, .pcmFound) == change + 20 * Self.minute)
        #expect(LabKit.instant(lab, .pcmCountdown) == change + 45 * Self.minute)
        let instants = LabKit.records(lab).map(\.instant)
        #expect(zip(instants, instants.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func `a mandatory time that spring skips comes with the change`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].zone = try #require(TimeZoneRule("EST5EDT,M4.1.0,M10.5.0"))
        definition.start = try #require(LocalTime("1997-04-05 22:00"))
        let mandatory = try #require(LocalTime("1997-04-06 02:30"))
        var lab = try LabKit.started(definition) { $0.mandatoryTime = mandatory }
        try LabKit.pass(&lab, cycles: 12 * 6)
        #expect(LabKit.instant(lab, .pcmCountdown) == 860_310_000_000)
    }

    // MARK: Order

    /// 2.5, Q173388: one at a time; SP4 sorts what is due by its mandatory time.
    @Test func `two mandatory commands run one after the other, the earlier time first`() throws {
        var definition = try LabKit.definition(clients: 3)
        definition.results = [ResultRule(durationSeconds: 1_800)]
        var lab = try LabKit.started(definition)
        try LabKit.addJob(&lab) { $0.mandatoryTime = LocalTime(seconds: $0.mandatoryTime.seconds - 60) }
        try LabKit.pass(&lab, job: 0, until: .complete)
        try LabKit.pass(&lab, job: 1, until: .complete)
        for client in 1...3 {
            let first = try LabKit.time(lab, .pcmStarted, client: client, job: 2)
            let end = try LabKit.time(lab, .pcmFinished, client: client, job: 2)
            let second = try LabKit.time(lab, .pcmCountdown, client: client, job: 1)
            #expect(end == first + 1_800_000)
            // As soon as the one has ended, the other counts down.
            #expect(second == end)
        }
    }

    // MARK: Off and on

    @Test func `a client that is off does nothing, and polls at once when its user logs on`() throws {
        var lab = try LabKit.started(try LabKit.definition(clients: 2))
        let site = try LabKit.site()
        try lab.perform(.clientPower(site: site, name: "PC1", on: false), who: "ADMIN")
        try LabKit.pass(&lab, cycles: 40)
        #expect(LabKit.rows(lab) == [.none, .complete])
        #expect(LabKit.line(lab) == "Active/Complete/Active")
        #expect(LabKit.records(lab, .pcmPolled, .pcmFound).allSatisfy { $0.a == 2 })
        // A user cannot log on to a computer that is off, and switching on does not log on.
        let isRefused = LabKit.isRefused(&lab, .clientLogon(site: site, name: "PC1", on: true))
        #expect(isRefused)
        try lab.perform(.clientPower(site: site, name: "PC1", on: true), who: "ADMIN")
        try LabKit.pass(&lab, cycles: 14)
        #expect(LabKit.instant(lab, .pcmFound, client: 1) == nil)
        try lab.perform(.clientLogon(site: site, name: "PC1", on: true), who: "ADMIN")
        let logon = lab.now
        try LabKit.pass(&lab, cycles: 20)
        #expect(LabKit.instant(lab, .pcmFound, client: 1) == logon)
        #expect(LabKit.line(lab) == "Complete/Complete/Complete")
    }

    @Test func `what runs when a computer goes off is lost and runs again after the next logon`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.results = [ResultRule(durationSeconds: 7_200)]
        var lab = try LabKit.started(definition)
        let site = try LabKit.site()
        while LabKit.instant(lab, .pcmStarted) == nil { try LabKit.pass(&lab, cycles: 1) }
        try lab.perform(.clientPower(site: site, name: "PC1", on: false), who: "ADMIN")
        try LabKit.pass(&lab, cycles: 60)
        #expect(LabKit.records(lab, .pcmFinished, .pcmReported).isEmpty)
        try lab.perform(.clientPower(site: site, name: "PC1", on: true), who: "ADMIN")
        try lab.perform(.clientLogon(site: site, name: "PC1", on: true), who: "ADMIN")
        let isDone = try LabKit.pass(&lab, limit: 60, until: .complete)
        #expect(isDone)
        #expect(LabKit.records(lab, .pcmStarted).count == 2)
    }

    /// Q126644: instructions go out to, and status comes in from, logon servers; one that is off stops both.
    @Test func `a logon server that is off keeps its clients waiting and their status back`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.sites[0].servers.append(ServerDefinition(name: "LOGON2", roles: .logon, online: false))
        definition.sites[0].clients = [
            ClientRange(pattern: "ONE", logonServers: ["SRV1"]),
            ClientRange(pattern: "TWO", logonServers: ["logon2"]),
        ]
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, cycles: 40)
        #expect(LabKit.rows(lab) == [.complete, .none])
        #expect(LabKit.stages(lab) == [.executed, .absent])
        try LabKit.setServer(&lab, "LOGON2") { $0.online = true }
        while LabKit.instant(lab, .pcmStarted, client: 2) == nil { try LabKit.pass(&lab, cycles: 1) }
        try LabKit.setServer(&lab, "LOGON2") { $0.online = false }
        try LabKit.pass(&lab, cycles: 10)
        #expect(LabKit.rows(lab) == [.complete, .none])
        #expect(lab.images[0].left.map(\.detail) == [1])
        #expect(!LabKit.records(lab, .logonServerUnreachable).isEmpty)
        try LabKit.setServer(&lab, "LOGON2") { $0.online = true }
        let isDone = try LabKit.pass(&lab, limit: 10, until: .complete)
        #expect(isDone)
    }

    /// 2.6: the current logon server when it is in the list, else one of the list that can be reached.
    @Test func `a client takes its logon server before another`() throws {
        var definition = try LabKit.definition(clients: 40)
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, until: .complete)
        #expect(LabKit.records(lab, .pcmStarted).allSatisfy { $0.value == 0 })
        // Spread over the list where the logon server has no copy.
        definition.sites[0].groups[0].members = ["SRV2", "SRV3"]
        var other = try LabKit.started(definition) { $0.distributionServers = "Extra" }
        try LabKit.pass(&other, until: .complete)
        let counts = LabKit.records(other, .pcmStarted).reduce(into: [Int64: Int]()) {
            $0[$1.value, default: 0] += 1
        }
        #expect(Set(counts.keys) == [1, 2])
        #expect(counts.values.allSatisfy { $0 >= 8 })
    }

    /// Q161310: at most ten servers are in a record.
    @Test func `client instructions name at most ten servers`() throws {
        var definition = try LabKit.definition(clients: 1)
        for number in 4...16 {
            definition.sites[0].servers.append(ServerDefinition(name: "DS\(number)", roles: .distribution))
        }
        var lab = try LabKit.started(definition)
        try LabKit.pass(&lab, until: .complete)
        #expect(LabKit.holding(lab).count == 15)
        #expect(lab.images[0].jobs[0].offeredServers.count == 10)
    }
}
