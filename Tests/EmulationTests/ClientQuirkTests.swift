import Emulation
import Pipeline
import SiteModel
import Testing

/// One quirk of the client: a lab under its trigger, and whether its symptom is seen there.
struct ClientQuirkCase: Sendable, CustomTestStringConvertible {
    let quirk: Quirk
    /// Plays a lab with the release and quirks of the definition; true when the symptom is seen.
    let shows: @Sendable (LabDefinition) throws -> Bool

    init(_ quirk: Quirk, _ shows: @escaping @Sendable (LabDefinition) throws -> Bool) {
        self.quirk = quirk
        self.shows = shows
    }

    var testDescription: String { quirk.name }
}

/// Every quirk of sms12-client 9.2 to 9.4 that a client has: at the last release that shows it, at the first that does
/// not, and switched by hand.
@Suite struct ClientQuirkTests {
    private func definition(_ release: Release, _ quirk: Quirk, _ isOn: Bool?) throws -> LabDefinition {
        var definition = try LabKit.definition(clients: 1)
        definition.release = release
        if let isOn { definition.quirks[quirk.name] = isOn }
        return definition
    }

    @Test(arguments: service + times + starts + servers + runs + commandLines + statuses)
    func `a quirk is seen at its releases and by hand, and nowhere else`(row: ClientQuirkCase) throws {
        let alive = Release.allCases.filter { row.quirk.isAlive(at: $0) }
        let last = try #require(alive.last)
        #expect(try row.shows(definition(last, row.quirk, nil)), "at \(last.rawValue)")
        #expect(try !row.shows(definition(last, row.quirk, false)), "switched off at \(last.rawValue)")
        if let fixed = row.quirk.fixedIn {
            #expect(try !row.shows(definition(fixed, row.quirk, nil)), "at \(fixed.rawValue)")
            #expect(try row.shows(definition(fixed, row.quirk, true)), "switched on at \(fixed.rawValue)")
        }
        if let first = alive.first, let before = Release.allCases.last(where: { $0 < first }) {
            #expect(try !row.shows(definition(before, row.quirk, nil)), "at \(before.rawValue)")
        }
    }

    @Test func `every quirk has one case`() {
        let all = Self.service + Self.times + Self.starts + Self.servers + Self.runs + Self.commandLines
        let names = (all + Self.statuses).map(\.quirk.name)
        #expect(Set(names).count == names.count)
    }

    // MARK: The service

    static let service = [
        ClientQuirkCase(.insUnreadableNT351) {
            // Q160855: it is there, and the service cannot open it.
            let lab = try ClientScene.service($0) { $0.osVersion = .v351 }.played()
            return LabKit.stages(lab) == [.unread] && ClientScene.count(lab, .noInstructionFile) > 0
        },
        ClientQuirkCase(.svcNoFailover) {
            // Q191293: the other logon server has the file.
            var scene = ClientScene.service($0) { $0.role = .logonServer }
            scene.definition.sites[0].servers[1].roles = [.distribution, .logon]
            scene.definition.sites[0].servers[1].online = false
            scene.definition.sites[0].clients[0].logonServers = ["SRV2"]
            return try LabKit.stages(scene.played()) != [.executed]
        },
        ClientQuirkCase(.svcSilentIfNotMandatory) {
            // Q174933: never, and nothing in the log.
            var scene = ClientScene.service($0)
            scene.job = { $0.useMandatoryTime = false }
            let lab = try scene.played()
            return LabKit.records(lab, .pcmStarted).isEmpty && ClientScene.count(lab, .takenByService) == 0
        },
        ClientQuirkCase(.pcm32BlocksSvc) {
            // Q164657: a user is logged on all the time.
            var scene = ClientScene.service($0, user: "user")
            scene.definition.quirks[Quirk.pcm32RunsBackground.name] = false
            return try LabKit.stages(scene.played()) != [.executed]
        },
        ClientQuirkCase(.svcRunsExpired) {
            // Q225056: switched off while the command became mandatory and expired.
            var scene = ClientScene.service($0)
            scene.job = {
                $0.mandatoryTime = $0.offerTime.adding(days: 1)
                $0.useExpireTime = true
                $0.expireTime = $0.offerTime.adding(days: 2)
            }
            var lab = try scene.played()
            try ClientScene.person(&lab, power: false)
            try ClientScene.wait(&lab, hours: 60)
            try ClientScene.person(&lab, power: true)
            try ClientScene.wait(&lab, hours: 2)
            return LabKit.stages(lab) == [.executed]
        },
        ClientQuirkCase(.svcShortPollReruns) {
            // Q166765: two minutes between polls, and five until the record is gone.
            var scene = ClientScene.service($0)
            scene.definition.sites[0].pcmPollingMinutes = 2
            return try LabKit.records(scene.played(), .pcmStarted).count > 1
        },
        ClientQuirkCase(.lockoutStorm) {
            // Q230242: one logon a poll, or one in three days.
            let lab = try ClientScene.service($0) { $0.account = .expired }.played(hours: 48)
            return ClientScene.count(lab, .logonRefused) == 48
        },
        ClientQuirkCase(.statusSvcNone) {
            // Q164877.
            let lab = try ClientScene.service($0).played()
            return LabKit.stages(lab) == [.executed] && LabKit.rows(lab) == [.none]
        },
        ClientQuirkCase(.statusHandleBelow32) {
            // Q149672: at 1.1 the service is on logon servers only (Q167114).
            var scene = ClientScene.service($0) { $0.role = .logonServer }
            scene.definition.results = [ResultRule(handle: 28)]
            return try ClientScene.count(scene.played(), .launchError) > 0
        },
    ]

    // MARK: Times

    static let times = [
        ClientQuirkCase(.insOnlyIfTouched) {
            // Q163488: read before its Offer After, and not looked at again.
            var scene = ClientScene($0)
            scene.job = {
                $0.useMandatoryTime = false
                $0.offerTime = $0.offerTime.adding(days: 1)
            }
            return try LabKit.stages(scene.played(hours: 30)) == [.waiting]
        },
        ClientQuirkCase(.pcmDSTHour) {
            // Q189305: in April daylight saving holds in New York, and not at the site, which has none.
            var scene = ClientScene($0)
            scene.definition.sites[0].clients[0].zone = TimeZoneRule("EST5EDT,M4.1.0,M10.5.0")
            scene.job = { $0.mandatoryTime = $0.offerTime.adding(days: 1) }
            let lab = try scene.played(hours: 36)
            return LabKit.instant(lab, .pcmCountdown) == lab.start + 24 * ClientScene.hour + 5
                * ClientScene.hour
        },
        ClientQuirkCase(.pcmW95PlusHour) {
            // Q186132.
            var scene = ClientScene($0, platform: .windows95)
            scene.job = { $0.mandatoryTime = $0.offerTime.adding(days: 1) }
            let lab = try scene.played(hours: 30)
            return LabKit.instant(lab, .pcmCountdown) == lab.start + ClientScene.day + ClientScene.hour
        },
        ClientQuirkCase(.pcmRunsExpiredNew) {
            // Q255284: nobody was logged on until it had expired.
            var scene = ClientScene($0, user: "")
            scene.job = {
                $0.useExpireTime = true
                $0.expireTime = $0.offerTime.adding(days: 1)
            }
            var lab = try scene.played(hours: 30)
            try ClientScene.person(&lab, logon: true)
            try ClientScene.wait(&lab, hours: 2)
            return LabKit.stages(lab) == [.executed]
        },
        ClientQuirkCase(.expirySNIFlood) {
            // Q188042: a poll a minute while the record is being removed.
            var scene = ClientScene($0)
            scene.definition.sites[0].pcmPollingMinutes = 1
            scene.job = {
                $0.useMandatoryTime = false
                $0.useExpireTime = true
                $0.expireTime = $0.offerTime.adding(days: 1)
            }
            return try LabKit.records(scene.played(hours: 26), .pcmReported).count > 1
        },
        ClientQuirkCase(.pcmRandomOrder) {
            // Q173388: the later one stands first in the file.
            var scene = ClientScene($0, user: "")
            scene.job = { $0.mandatoryTime = LocalTime(seconds: $0.offerTime.seconds + 7_200) }
            var lab = try scene.made()
            try LabKit.addJob(&lab) { $0.mandatoryTime = LocalTime(seconds: $0.offerTime.seconds + 3_600) }
            try ClientScene.wait(&lab, hours: 4)
            try ClientScene.person(&lab, logon: true)
            try ClientScene.wait(&lab, hours: 2)
            return LabKit.records(lab, .pcmStarted).map(\.b) == [1, 2]
        },
        ClientQuirkCase(.pcmSlowLinkIgnored) {
            // Q154931, Q191317.
            var scene = ClientScene($0) { $0.slowLink = true }
            scene.job = { $0.forceOverSlowLink = false }
            return try LabKit.stages(scene.played()) == [.executed]
        },
        ClientQuirkCase(.pcmCountdown300) {
            // Q185805.
            let lab = try ClientScene($0) { $0.disableCountdown = true }.played()
            return LabKit.records(lab, .pcmCountdown).count == 1
        },
        ClientQuirkCase(.pcmNoReminder) {
            // Q187287: nobody runs what is offered.
            var scene = ClientScene($0) { $0.reminderMinutes = 120 }
            scene.job = { $0.useMandatoryTime = false }
            return try ClientScene.count(scene.played(hours: 12), .reminded) == 0
        },
        ClientQuirkCase(.pcmDetailsBlocks) {
            // Q160853.
            var scene = ClientScene($0)
            scene.job = { $0.mandatoryTime = $0.offerTime.adding(days: 1) }
            var lab = try scene.played()
            let site = try LabKit.site()
            try lab.perform(.clientDetails(site: site, name: "PC1", open: true), who: "user")
            try ClientScene.wait(&lab, hours: 24)
            let isBlocked = LabKit.stages(lab) == [.pending]
            try lab.perform(.clientDetails(site: site, name: "PC1", open: false), who: "user")
            try ClientScene.wait(&lab, hours: 1)
            return isBlocked && LabKit.stages(lab) == [.executed]
        },
        ClientQuirkCase(.pcmArchiveDefeats) {
            // Q122202: put aside in the countdown; since 1.1 it cannot be.
            var lab = try ClientScene($0).made()
            guard try ClientScene.wait(&lab, for: .countdown) else { return false }
            let request = try #require(lab.images[0].jobs[0].requestID)
            let site = try LabKit.site()
            _ = LabKit.isRefused(&lab, .clientArchive(site: site, name: "PC1", request: request))
            try ClientScene.wait(&lab, hours: 4)
            return LabKit.stages(lab) == [.archived]
        },
    ]

    // MARK: Starts and windows

    static let starts = [
        ClientQuirkCase(.pcmExitsNoServer) {
            // Q188578: the logon server comes back, and nothing is there to ask it.
            var scene = ClientScene(ClientScene.withLogonServers($0, ["LOGON"]), user: "")
            scene.definition.quirks[Quirk.pcmAVNoCurrentServer.name] = false
            scene.definition.sites[0].servers[3].online = false
            var lab = try scene.made()
            try ClientScene.person(&lab, logon: true)
            try ClientScene.wait(&lab, hours: 1)
            try LabKit.setServer(&lab, "LOGON") { $0.online = true }
            try ClientScene.wait(&lab, hours: 4)
            let isLost = LabKit.stages(lab) == [.unread]
            try ClientScene.person(&lab, logon: false)
            try ClientScene.person(&lab, logon: true)
            try ClientScene.wait(&lab, hours: 1)
            return isLost && LabKit.stages(lab) == [.executed]
        },
        ClientQuirkCase(.pcmAVNoCurrentServer) {
            // Q153571: another logon server works.
            var scene = ClientScene(ClientScene.withLogonServers($0, ["LOGON1", "LOGON2"]), user: "")
            scene.definition.sites[0].servers[4].online = false
            scene.definition.sites[0].clients[0].logonServers = ["LOGON2"]
            var lab = try scene.played()
            try ClientScene.person(&lab, logon: true)
            try ClientScene.wait(&lab, hours: 2)
            return LabKit.records(lab, .pcmStarted).isEmpty && ClientScene.count(lab, .accessViolation) == 1
        },
        ClientQuirkCase(.smsINIEightServers) {
            // Q140145: the ninth is the only one that works, and the tenth is the client's own.
            let names = (1...10).map { "LOGON\($0)" }
            var scene = ClientScene(ClientScene.withLogonServers($0, names), user: "")
            for place in scene.definition.sites[0].servers.indices.dropFirst(3) where place != 11 {
                scene.definition.sites[0].servers[place].online = false
            }
            scene.definition.sites[0].clients[0].logonServers = ["LOGON10"]
            scene.definition.quirks[Quirk.pcmAVNoCurrentServer.name] = false
            var lab = try scene.played()
            try ClientScene.person(&lab, logon: true)
            try ClientScene.wait(&lab, hours: 2)
            return LabKit.records(lab, .pcmStarted).isEmpty
        },
        ClientQuirkCase(.pcmBusyDialog) {
            // Q173073, Q231378: a command of the service is running.
            var scene = ClientScene.service($0)
            scene.definition.results = [ResultRule(durationSeconds: 14_400)]
            var lab = try scene.made()
            guard try ClientScene.wait(&lab, for: .running) else { return false }
            try ClientScene.person(&lab, logon: true)
            try ClientScene.wait(&lab, hours: 6)
            // What the service runs goes on either way.
            #expect(LabKit.stages(lab) == [.executed])
            return ClientScene.count(lab, .exitedBusy) == 1
        },
        ClientQuirkCase(.pcmBlankWindow) {
            // Q149683.
            var scene = ClientScene($0)
            scene.job = {
                $0.useMandatoryTime = false
                $0.offerTime = $0.offerTime.adding(days: 1)
            }
            return try ClientScene.count(scene.played(), .blankWindow) == 1
        },
        ClientQuirkCase(.pcm16OneMandatory) {
            // Q122320: the user would have run the other one after half an hour.
            var scene = ClientScene($0, platform: .windows16)
            scene.definition.users = [UserRule(runsAfterMinutes: 30)]
            var lab = try scene.made()
            try LabKit.addJob(&lab) { $0.useMandatoryTime = false }
            try ClientScene.wait(&lab, hours: 4)
            let waits = LabKit.stages(lab, 1) == [.pending]
            // A new arrival brings the window back.
            try LabKit.addJob(&lab) { $0.useMandatoryTime = false }
            try ClientScene.wait(&lab, hours: 4)
            #expect(LabKit.stages(lab, 1) == [.executed])
            return waits
        },
        ClientQuirkCase(.redirectorBlank) {
            // Q237690: the user would have run it in the hours without a server.
            var scene = ClientScene(ClientScene.withLogonServers($0, ["LOGON"]))
            scene.definition.users = [UserRule(runsAfterMinutes: 120)]
            scene.job = { $0.useMandatoryTime = false }
            var lab = try scene.made()
            guard try ClientScene.wait(&lab, for: .pending) else { return false }
            try LabKit.setServer(&lab, "LOGON") { $0.online = false }
            try ClientScene.wait(&lab, hours: 6)
            let isBlank = LabKit.stages(lab) == [.pending]
            try LabKit.setServer(&lab, "LOGON") { $0.online = true }
            try ClientScene.wait(&lab, hours: 6)
            #expect(LabKit.stages(lab) == [.executed])
            return isBlank
        },
        ClientQuirkCase(.macTickleErrors) {
            // Q160611.
            let scene = ClientScene(ClientScene.withLogonServers($0, ["LOGON"]), platform: .macintosh)
            var lab = try scene.played()
            try LabKit.setServer(&lab, "LOGON") { $0.online = false }
            return ClientScene.count(lab, .connectionLost) == 1
        },
        ClientQuirkCase(.pcmStaysOpen) {
            // Q168541.
            try ClientScene.count(ClientScene($0).played(), .windowStays) == 1
        },
        ClientQuirkCase(.macNoPopup) {
            // Q171764.
            try ClientScene.count(ClientScene($0, platform: .macintosh).played(), .iconFlashes) == 1
        },
        ClientQuirkCase(.pcmHistoryLossReruns) {
            // Q229809: lost before the record is out of the file.
            var lab = try ClientScene($0).made()
            guard try ClientScene.wait(&lab, for: .executed) else { return false }
            try lab.perform(.clientForgetHistory(site: try LabKit.site(), name: "PC1"), who: "user")
            try ClientScene.wait(&lab, hours: 3)
            return LabKit.records(lab, .pcmStarted).count == 2
        },
    ]
}
