import Emulation
import Pipeline
import SiteModel
import Testing

/// Repeating jobs over months of different lengths and over changes of the clock.
@Suite struct RepeatTests {
    /// A lab with one computer and one repeating job; its times are by the clock of the site.
    private static func started(
        _ mode: RepeatMode, start: String, labStart: String, zone: String? = nil,
        change: (inout Job) throws -> Void = { _ in }
    ) throws -> Emulation {
        var definition = try LabKit.definition(clients: 1)
        definition.start = try #require(LocalTime(labStart))
        definition.sites[0].response = .slow
        definition.sites[0].zone = try zone.map { try #require(TimeZoneRule($0)) } ?? .utc
        definition.trace = .changes
        let time = try #require(LocalTime(start))
        var lab = Emulation(definition)
        let site = try LabKit.site()
        try lab.perform(.createPackage(site: site, package: try LabKit.package()), who: "ADMIN")
        var job = try LabKit.job(lab, package: lab.images[0].packages[0].package.id)
        (job.activateTime, job.offerTime, job.mandatoryTime, job.expireTime) = (time, time, time, time)
        job.repeatMode = mode
        try change(&job)
        try lab.perform(.createJob(site: site, job: job), who: "ADMIN")
        return lab
    }

    private static func days(_ lab: borrowing Emulation, _ time: (Job) -> LocalTime) -> [String] {
        lab.images[0].jobs.map { String(time($0.job).description.prefix(10)) }
    }

    /// The same day of the next month, or its last day: what a short month cut off comes back in a long one.
    @Test(arguments: [false, true])
    func `a monthly job on the last days of a month does not drift`(isReopened: Bool) throws {
        var lab = try Self.started(.monthly, start: "1997-01-29 09:00", labStart: "1997-01-28 08:00") {
            $0.useExpireTime = true
            $0.offerTime = $0.activateTime.adding(days: 1)
            $0.mandatoryTime = $0.activateTime.adding(days: 2)
            $0.expireTime = try #require(LocalTime("1997-06-30 12:00"))
        }
        var shelf = SnapshotShelf()
        for _ in 0..<120 {
            try LabKit.pass(&lab, cycles: 48)
            if isReopened { try shelf.reopen(&lab) }
        }
        #expect(
            Self.days(lab, \.activateTime) == [
                "1997-01-29", "1997-02-28", "1997-03-29", "1997-04-29", "1997-05-29",
            ])
        #expect(
            Self.days(lab, \.offerTime) == [
                "1997-01-30", "1997-02-28", "1997-03-30", "1997-04-30", "1997-05-30",
            ])
        #expect(
            Self.days(lab, \.mandatoryTime) == [
                "1997-01-31", "1997-02-28", "1997-03-31", "1997-04-30", "1997-05-31",
            ])
        #expect(
            Self.days(lab, \.expireTime) == [
                "1997-06-30", "1997-07-30", "1997-08-30", "1997-09-30", "1997-10-30",
            ])
    }

    @Test func `a leap year's February cuts off less`() throws {
        var lab = try Self.started(.monthly, start: "1995-12-31 09:00", labStart: "1995-12-30 08:00")
        try LabKit.pass(&lab, cycles: 48 * 100)
        #expect(
            Self.days(lab, \.activateTime) == [
                "1995-12-31", "1996-01-31", "1996-02-29", "1996-03-31", "1996-04-30",
            ])
    }

    /// What an administrator sets holds: the days before the change are forgotten.
    @Test func `a job that was set to another day goes on from there`() throws {
        var lab = try Self.started(.monthly, start: "1997-01-31 09:00", labStart: "1997-01-30 08:00")
        try LabKit.pass(&lab, cycles: 48 * 2)
        var waiting = lab.images[0].jobs[1].job
        #expect(waiting.activateTime.description == "1997-02-28 09:00")
        waiting.activateTime = try #require(LocalTime("1997-02-20 09:00"))
        try lab.perform(.updateJob(site: try LabKit.site(), job: waiting), who: "ADMIN")
        try LabKit.pass(&lab, cycles: 48 * 60)
        #expect(
            Self.days(lab, \.activateTime) == ["1997-01-31", "1997-02-20", "1997-03-20", "1997-04-20"])
    }

    /// New York: the clock jumps from 02:00 to 03:00 on 6 April 1997 and back on 26 October.
    ///
    /// Each row ends with the instants, in UTC, at which the clock first shows the time or a later one.
    static let clocks: [(mode: RepeatMode, start: String, due: [String])] = [
        (.daily, "1997-04-05 09:00", ["1997-04-05 14:00", "1997-04-06 13:00", "1997-04-07 13:00"]),
        // 02:30 is left out on the 6th: 03:00 is the first that is past it.
        (.daily, "1997-04-05 02:30", ["1997-04-05 07:30", "1997-04-06 07:00", "1997-04-07 06:30"]),
        // 01:30 comes twice on the 26th, and the job once.
        (.daily, "1997-10-25 01:30", ["1997-10-25 05:30", "1997-10-26 05:30", "1997-10-27 06:30"]),
        (.weekly, "1997-04-02 09:00", ["1997-04-02 14:00", "1997-04-09 13:00", "1997-04-16 13:00"]),
        (.weekly, "1997-10-20 09:00", ["1997-10-20 13:00", "1997-10-27 14:00", "1997-11-03 14:00"]),
        (.biweekly, "1997-03-30 02:30", ["1997-03-30 07:30", "1997-04-13 06:30", "1997-04-27 06:30"]),
        (.biweekly, "1997-10-12 01:30", ["1997-10-12 05:30", "1997-10-26 05:30", "1997-11-09 06:30"]),
        (.monthly, "1997-03-06 02:30", ["1997-03-06 07:30", "1997-04-06 07:00", "1997-05-06 06:30"]),
        (.monthly, "1997-09-26 01:30", ["1997-09-26 05:30", "1997-10-26 05:30", "1997-11-26 06:30"]),
    ]

    @Test(arguments: clocks)
    func `a repeating job keeps its time on the clock`(mode: RepeatMode, start: String, due: [String]) throws
    {
        let first = try #require(LocalTime(start))
        var lab = try Self.started(
            mode, start: start, labStart: first.adding(days: -1).description, zone: "EST5EDT,M4.1.0,M10.5.0")
        let end = try #require(due.last.flatMap { LocalTime($0) }).seconds * 1_000 + 7_200_000
        try lab.run(until: end, world: TableWorld())
        let activated = LabKit.records(lab, .jobActivated).map(\.instant)
        #expect(activated.count == due.count)
        for (instant, text) in zip(activated, due) {
            let wanted = try #require(LocalTime(text)).seconds * 1_000
            // The Scheduler sees it at its next poll.
            #expect((wanted..<wanted + 1_800_000).contains(instant), "\(LocalTime(seconds: instant / 1_000))")
        }
        let clock = first.description.suffix(5)
        #expect(lab.images[0].jobs.allSatisfy { $0.job.activateTime.description.hasSuffix(clock) })
    }
}
