import SiteModel
import Testing

@Suite struct LocalTimeTests {
    /// Days since 1970-01-01 and weekday (0 = Sunday) as Python's `datetime.date` gives them.
    static let known: [(year: Int, month: Int, day: Int, days: Int64, weekday: Int)] = [
        (1601, 1, 1, -134_774, 1),
        (1700, 2, 28, -98_557, 0),
        (1900, 2, 28, -25_509, 3),
        (1900, 3, 1, -25_508, 4),
        (1969, 12, 31, -1, 3),
        (1970, 1, 1, 0, 4),
        (1972, 2, 29, 789, 2),
        (1995, 6, 22, 9_303, 4),
        (1996, 12, 31, 9_861, 2),
        (1997, 4, 21, 9_972, 1),
        (1999, 12, 31, 10_956, 5),
        (2000, 2, 29, 11_016, 2),
        (2000, 3, 1, 11_017, 3),
        (2038, 1, 19, 24_855, 2),
        (2100, 2, 28, 47_540, 0),
        (2100, 3, 1, 47_541, 1),
        (9999, 12, 31, 2_932_896, 5),
    ]

    @Test func `days and weekdays agree with a known table`() throws {
        for row in Self.known {
            #expect(Calendar.days(year: row.year, month: row.month, day: row.day) == row.days)
            let date = Calendar.date(days: row.days)
            #expect(date.year == row.year && date.month == row.month && date.day == row.day)
            let time = try #require(
                LocalTime(year: row.year, month: row.month, day: row.day, hour: 23, minute: 59, second: 59))
            #expect(time.seconds == row.days * 86_400 + 86_399)
            #expect(time.weekday == row.weekday)
            let fields = CivilTime(
                year: row.year, month: row.month, day: row.day, hour: 23, minute: 59, second: 59)
            #expect(time.civil == fields)
        }
    }

    @Test func `every day from 1601 to 2400 follows the one before`() {
        var (year, month, day) = (1601, 1, 1)
        var mistakes = 0
        for days in Calendar.days(year: 1601, month: 1, day: 1)..<Calendar.days(year: 2401, month: 1, day: 1)
        {
            let date = Calendar.date(days: days)
            if date.year != year || date.month != month || date.day != day { mistakes += 1 }
            day += 1
            // The rule as a calendar prints it, not as the program works it out.
            let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            if day > lengths[month - 1] { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect(mistakes == 0)
        #expect((year, month, day) == (2401, 1, 1))
    }

    @Test func `only the years that are leap years have 29 February`() {
        #expect(LocalTime(year: 2000, month: 2, day: 29) != nil)
        #expect(LocalTime(year: 1996, month: 2, day: 29) != nil)
        #expect(LocalTime(year: 1900, month: 2, day: 29) == nil)
        #expect(LocalTime(year: 2100, month: 2, day: 29) == nil)
        #expect(LocalTime(year: 1997, month: 2, day: 29) == nil)
    }

    @Test(arguments: [
        "1997-02-30", "1997-13-01", "1997-00-10", "1997-01-00", "1997-01-01 24:00", "1997-01-01 00:60",
        "1997-01-01 00:00:60", "1600-12-31", "97-01-01", "1997-01", "1997-01-01 1:00", "1997-01-01 01", "",
        "1997-01-01 01:00:00 Z", "1997/01/01", "+997-01-01", "1997-+1-01", "1997-01-01 +1:00", "1997-1-1",
        "1997-001-01", "1997-01-01 -1:00", "yesterday",
    ])
    func `what is no time is refused`(text: String) {
        #expect(LocalTime(text) == nil)
    }

    @Test func `the printed form reads back`() throws {
        for text in ["1997-04-21 09:00", "1601-01-01 00:00", "9999-12-31 23:59:59", "2000-02-29 00:00:01"] {
            #expect(try #require(LocalTime(text)).description == text)
        }
        #expect(LocalTime("1997-04-21T09:00") == LocalTime("1997-04-21 09:00"))
        #expect(LocalTime("1997-04-21") == LocalTime("1997-04-21 00:00"))
    }

    /// The line of the SDK's job dump (newjob sample) and the name of its day.
    @Test func `ctime prints and reads as the SDK's dump does`() throws {
        let time = try #require(LocalTime(year: 1995, month: 6, day: 22, hour: 15, minute: 12))
        #expect(time.ctime == "Thu Jun 22 15:12:00 1995")
        #expect(LocalTime(ctime: "Thu Jun 22 15:12:00 1995") == time)
        // C pads a day below 10 with a blank or a zero; both read.
        #expect(LocalTime(ctime: "Sat Jul  1 00:00:00 1995") == LocalTime("1995-07-01"))
        #expect(LocalTime(ctime: "Sat Jul 01 00:00:00 1995") == LocalTime("1995-07-01"))
        for bad in [
            "", "Thu Jun 22 1995", "Foo Jun 22 15:12:00 1995", "Thu Jnn 22 15:12:00 1995",
            "Thu Jun 31 15:12:00 1995",
        ] {
            #expect(LocalTime(ctime: bad) == nil)
        }
        for seconds in stride(from: Int64(-3_000_000_000), to: 6_000_000_000, by: 61_234_567) {
            let time = LocalTime(seconds: seconds)
            #expect(LocalTime(ctime: time.ctime) == time)
        }
    }

    @Test func `a month later keeps the day or takes the month's last`() throws {
        func plus(_ text: String, _ months: Int) -> String? {
            LocalTime(text)?.adding(months: months).description
        }
        #expect(plus("1997-01-31 08:30", 1) == "1997-02-28 08:30")
        #expect(plus("1996-01-31 08:30", 1) == "1996-02-29 08:30")
        #expect(plus("1997-12-15 08:30:09", 1) == "1998-01-15 08:30:09")
        #expect(plus("1997-03-31", -1) == "1997-02-28 00:00")
        #expect(plus("1997-01-15", -1) == "1996-12-15 00:00")
        #expect(plus("1999-12-31", 2) == "2000-02-29 00:00")
        #expect(LocalTime("1997-02-27 10:00")?.adding(days: 2) == LocalTime("1997-03-01 10:00"))
    }

    @Test(arguments: [
        // A time, the day it ought to have, the next time, the day that one ought to have.
        ("1997-01-31 09:00", 0, "1997-02-28 09:00", 31), ("1997-02-28 09:00", 31, "1997-03-31 09:00", 0),
        ("1997-03-31 09:00", 0, "1997-04-30 09:00", 31), ("1997-02-28 09:00", 0, "1997-03-28 09:00", 0),
        ("1996-02-29 09:00", 30, "1996-03-30 09:00", 0), ("1997-02-20 09:00", 31, "1997-03-20 09:00", 0),
        ("1997-12-31 09:00", 0, "1998-01-31 09:00", 0),
    ])
    func `a monthly time knows the day that a short month cut off`(
        time: String, wantedDay: Int, next: String, nextWantedDay: Int
    ) throws {
        let later = RepeatMode.monthly.next(after: try #require(LocalTime(time)), wantedDay: wantedDay)
        #expect(later.time.description == next)
        #expect(later.wantedDay == nextWantedDay)
    }

    @Test func `a source's names decide whether it needs NTFS`() {
        func needs(_ names: String...) -> Bool {
            SourceManifest(files: names.map { SourceFile(path: $0, size: 1) }).needsNTFS
        }
        #expect(!needs("SETUP.EXE", "DATA/README.TXT", "A", "12345678.123"))
        #expect(needs("SETUP.EXE", "Long name.txt"))
        #expect(needs("123456789.TXT"))
        #expect(needs("SETUP.EXEC"))
        #expect(needs("A.B.C"))
        #expect(needs("verylongfolder/A.TXT"))
        #expect(needs("A B.TXT"))
        #expect(needs(".PROFILE"))
        #expect(needs("A+B.TXT"))
    }

    @Test func `a manifest counts files, not folders, and never overflows`() {
        let manifest = SourceManifest(files: [
            SourceFile(path: "DATA", isFolder: true), SourceFile(path: "DATA/A", size: 5),
            SourceFile(path: "B", size: 7),
        ])
        #expect(manifest.totalBytes == 12)
        #expect(manifest.fileCount == 2)
        #expect(manifest.longestPath == 6)
        #expect(SourceManifest(files: []).longestPath == 0)
        // Two sparse files of the largest size that a file system takes.
        let giants = SourceManifest(files: [
            SourceFile(path: "A", size: Int64.max), SourceFile(path: "B", size: Int64.max),
        ])
        #expect(giants.totalBytes > 0)
    }
}
