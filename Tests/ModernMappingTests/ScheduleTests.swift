import SiteModel
import Testing

@testable import ModernMapping

/// Schedule tokens: mapping 6.4 and configmgr-objects 3.3.
struct ScheduleTests {
    /// The table of mapping 6.4: mandatory 1996-07-08 08:00, a Monday.
    @Test(arguments: [
        (RepeatMode.never, "0108768000080000"), (.daily, "0108768000100008"), (.weekly, "01087680001A2000"),
        (.biweekly, "01087680001A4000"), (.monthly, "01087680002A0400"),
    ])
    func `each repeat mode gives the string of the table`(mode: RepeatMode, string: String) throws {
        let token = ScheduleToken(repeating: mode, start: try time("1996-07-08 08:00"))
        #expect(token.intervalString == string)
    }

    @Test func `yearly is twelve months and Activate time anchors the refresh`() throws {
        let yearly = ScheduleToken(repeating: .never, yearly: true, start: try time("1996-07-08 08:00"))
        #expect(yearly.intervalString == "01087680002A3000")
        let refresh = ScheduleToken(repeating: .weekly, start: try time("1996-07-01 07:00"))
        #expect(refresh.intervalString == "00E17680001A2000")
    }

    /// Test vectors of configmgr-objects 3.3; the first eight were observed in Microsoft's pages.
    @Test(arguments: [
        ("7913788000080000", "2004-07-19 08:30", ScheduleRecurrence.once),
        ("55147880001B2000", "2004-07-20 08:21", .weekly(day: 3, weeks: 1)),
        ("55177880001E2000", "2004-07-23 08:21", .weekly(day: 6, weeks: 1)),
        ("0034394008100008", "2007-03-20 01:00", .interval(days: 1, hours: 0, minutes: 0)),
        ("00343940081A2000", "2007-03-20 01:00", .weekly(day: 2, weeks: 1)),
        ("0034394008284400", "2007-03-20 01:00", .monthlyByDate(day: 1, months: 1)),
        ("1033BC7B10100010", "2019-11-19 01:04", .interval(days: 2, hours: 0, minutes: 0)),
        ("0001170000100008", "1998-01-01 00:00", .interval(days: 1, hours: 0, minutes: 0)),
        ("0101768000284400", "1996-07-01 08:00", .monthlyByDate(day: 1, months: 1)),
        ("0101768000287000", "1996-07-01 08:00", .monthlyByDate(day: 1, months: 12)),
        ("011F768000280400", "1996-07-31 08:00", .monthlyByDate(day: 0, months: 1)),
        ("78691D8000231401", "2024-01-09 03:30", .monthlyByWeekday(day: 3, order: 2, months: 1)),
        ("EEFECFC000263000", "2033-12-30 23:59", .monthlyByWeekday(day: 6, order: 0, months: 3)),
        ("0101768000100400", "1996-07-01 08:00", .interval(days: 0, hours: 4, minutes: 0)),
        ("0001200000080000", "1970-02-01 00:00", .once),
    ])
    func `the published strings read and write`(
        string: String, start: String, recurrence: ScheduleRecurrence
    ) throws {
        let token = try #require(ScheduleToken(intervalString: string))
        #expect(token.start == (try time(start)))
        #expect(token.recurrence == recurrence)
        #expect(token.intervalString == string)
        #expect(ClassCatalogue.standard.problems(of: token.object).isEmpty)
    }

    @Test func `durations and UTC are kept`() throws {
        let token = try #require(ScheduleToken(intervalString: "1033BC7B10100010"))
        #expect(token.duration == (0, 2, 59))
        #expect(ScheduleToken(intervalString: "78691D8000231401")?.isGMT == true)
    }

    @Test(arguments: [
        "", "7913788000080", "79137880000800000", "zzzzzzzz00080000", "+913788000080000", "7913788000000000",
        "7913788000380000", "FC00000000080000",
    ])
    func `a bad string is refused`(text: String) {
        #expect(ScheduleToken(intervalString: text) == nil)
    }

    @Test func `years outside the field have no string`() throws {
        #expect(ScheduleToken(repeating: .never, start: try time("2034-01-01")).intervalString == nil)
        #expect(ScheduleToken(repeating: .never, start: try time("1969-12-31")).intervalString == nil)
        #expect(ScheduleToken(repeating: .never, start: try time("2033-12-31 23:59")).intervalString != nil)
    }

    @Test func `day 31 becomes the last day`() throws {
        let last = ScheduleToken(repeating: .monthly, start: try time("1996-07-31 08:00"))
        #expect(last.recurrence == .monthlyByDate(day: 0, months: 1))
        let thirtieth = ScheduleToken(repeating: .monthly, start: try time("1996-07-30 08:00"))
        #expect(thirtieth.recurrence == .monthlyByDate(day: 30, months: 1))
    }
}
