import Emulation
import Pipeline
import SiteModel
import Testing

/// Expires After where it meets something else: a countdown, a person, another command.
@Suite struct ExpiryTests {
    static let day: Int64 = 86_400_000

    /// Sms12-client 2.1: an item is withdrawn when the client's clock is past the value; that a late one runs all the
    /// same is a fault of the service (Q225056).
    @Test(arguments: [(180, false), (299, false), (300, true)])
    func `an offer that expires during its countdown does not run`(seconds: Int, runs: Bool) throws {
        var lab = try LabKit.started(try LabKit.definition(clients: 1)) {
            $0.mandatoryTime = $0.offerTime.adding(days: 1)
            $0.useExpireTime = true
            $0.expireTime = LocalTime(seconds: $0.mandatoryTime.seconds + Int64(seconds))
        }
        try LabKit.pass(&lab, cycles: 12 * 26)
        #expect(LabKit.instant(lab, .pcmCountdown) == lab.start + Self.day)
        #expect((LabKit.instant(lab, .pcmStarted) != nil) == runs)
        #expect(LabKit.stages(lab) == [runs ? .executed : .expired])
        #expect(LabKit.rows(lab) == [runs ? .complete : .none])
        let withdrawn = runs ? nil : lab.start + Self.day + Int64(seconds + 1) * 1_000
        #expect(LabKit.instant(lab, .pcmExpired) == withdrawn)
    }

    @Test func `what is due next counts down when the one before it expires`() throws {
        var lab = try LabKit.started(try LabKit.definition(clients: 1)) {
            $0.mandatoryTime = $0.offerTime.adding(days: 1)
            $0.useExpireTime = true
            $0.expireTime = LocalTime(seconds: $0.mandatoryTime.seconds + 120)
        }
        let second = LocalTime(seconds: lab.images[0].jobs[0].job.mandatoryTime.seconds + 60)
        try LabKit.addJob(&lab) { $0.mandatoryTime = second }
        try LabKit.pass(&lab, cycles: 12 * 26)
        #expect(LabKit.instant(lab, .pcmCountdown, job: 2) == lab.start + Self.day + 121_000)
        #expect(LabKit.stages(lab, 0) == [.expired])
        #expect(LabKit.stages(lab, 1) == [.executed])
    }

    /// Nobody was there when it expired, and Package Command Manager has not polled since.
    @Test func `a person who logs on too late cannot run what has expired`() throws {
        var lab = try LabKit.started(try LabKit.definition(clients: 1)) {
            $0.useMandatoryTime = false
            $0.useExpireTime = true
            $0.expireTime = $0.offerTime.adding(days: 1)
        }
        let site = try LabKit.site()
        try LabKit.pass(&lab, cycles: 40)
        #expect(LabKit.stages(lab) == [.pending])
        try lab.perform(.clientLogon(site: site, name: "PC1", on: false), who: "ADMIN")
        try LabKit.pass(&lab, cycles: 12 * 24)
        try lab.perform(.clientLogon(site: site, name: "PC1", on: true), who: "ADMIN")
        let request = try #require(lab.images[0].jobs[0].requestID)
        let isRefused = LabKit.isRefused(&lab, .clientRun(site: site, name: "PC1", request: request))
        #expect(isRefused)
        try LabKit.pass(&lab, cycles: 1)
        #expect(LabKit.stages(lab) == [.expired])
    }

    /// The user's minute and the first second past Expires After are one instant: the clock is past the value.
    @Test func `a user who comes in the second of expiry finds nothing`() throws {
        var definition = try LabKit.definition(clients: 1)
        definition.users = [UserRule(runsAfterMinutes: 60)]
        var before = try LabKit.started(definition) { $0.useMandatoryTime = false }
        try LabKit.pass(&before, cycles: 40)
        let runs = try LabKit.time(before, .pcmStarted)
        for (late, stage) in [(Int64(1), OfferStage.expired), (0, .executed)] {
            var lab = try LabKit.started(definition) {
                $0.useMandatoryTime = false
                $0.useExpireTime = true
                $0.expireTime = LocalTime(seconds: runs / 1_000 - late)
            }
            try LabKit.pass(&lab, cycles: 60)
            #expect(LabKit.stages(lab) == [stage])
        }
    }
}
