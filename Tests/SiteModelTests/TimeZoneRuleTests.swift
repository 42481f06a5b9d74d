import SiteModel
import Testing

@Suite struct TimeZoneRuleTests {
    static func rule(_ text: String) throws -> TimeZoneRule { try #require(TimeZoneRule(text)) }

    static func utc(_ text: String) throws -> Int64 { try #require(LocalTime(text)).seconds }

    /// The United States in 1997: first Sunday of April, last Sunday of October, at 2:00 (tzdata: 860310000 and
    /// 877845600).
    @Test func `New York in 1997 changes on 6 April and 26 October`() throws {
        let zone = try Self.rule("EST5EDT,M4.1.0,M10.5.0")
        #expect(zone.standardOffsetSeconds == -18_000)
        #expect(zone.daylightOffsetSeconds == -14_400)
        #expect(zone.offsetSeconds(atUTC: 860_310_000 - 1) == -18_000)
        #expect(zone.offsetSeconds(atUTC: 860_310_000) == -14_400)
        #expect(zone.offsetSeconds(atUTC: 877_845_600 - 1) == -14_400)
        #expect(zone.offsetSeconds(atUTC: 877_845_600) == -18_000)
        #expect(zone.localTime(atUTC: 860_310_000 - 1).description == "1997-04-06 01:59:59")
        #expect(zone.localTime(atUTC: 860_310_000).description == "1997-04-06 03:00")
        #expect(zone.localTime(atUTC: 877_845_600).description == "1997-10-26 01:00")
    }

    /// tzdata for Sydney: 859651200 (summer time ends) and 877795200 (begins).
    @Test func `Sydney in 1997 has its summer over New Year`() throws {
        let zone = try Self.rule("AEST-10AEDT,M10.5.0,M3.5.0/3")
        #expect(zone.offsetSeconds(atUTC: try Self.utc("1997-01-01 00:00")) == 39_600)
        #expect(zone.offsetSeconds(atUTC: 859_651_200 - 1) == 39_600)
        #expect(zone.offsetSeconds(atUTC: 859_651_200) == 36_000)
        #expect(zone.offsetSeconds(atUTC: 877_795_200 - 1) == 36_000)
        #expect(zone.offsetSeconds(atUTC: 877_795_200) == 39_600)
        // The year ends within summer time, and nothing changes with it.
        let newYear = try Self.utc("1997-12-31 14:00")
        for second in (newYear - 7_200)..<(newYear + 7_200) where second % 600 == 0 {
            #expect(zone.offsetSeconds(atUTC: second) == 39_600)
        }
    }

    /// tzdata for Berlin: 859683600 and 877827600, both at 1:00 UTC.
    @Test func `Berlin in 1997 changes at one o'clock UTC`() throws {
        let zone = try Self.rule("CET-1CEST,M3.5.0,M10.5.0/3")
        #expect(zone.offsetSeconds(atUTC: 859_683_600 - 1) == 3_600)
        #expect(zone.offsetSeconds(atUTC: 859_683_600) == 7_200)
        #expect(zone.offsetSeconds(atUTC: 877_827_600 - 1) == 7_200)
        #expect(zone.offsetSeconds(atUTC: 877_827_600) == 3_600)
    }

    @Test func `a time that is skipped gives the instant of the change`() throws {
        let zone = try Self.rule("EST5EDT,M4.1.0,M10.5.0")
        for text in ["1997-04-06 02:00", "1997-04-06 02:30", "1997-04-06 02:59:59"] {
            #expect(zone.utcSeconds(of: try #require(LocalTime(text))) == 860_310_000)
        }
        #expect(zone.utcSeconds(of: try #require(LocalTime("1997-04-06 03:00"))) == 860_310_000)
        #expect(zone.utcSeconds(of: try #require(LocalTime("1997-04-06 01:59:59"))) == 860_309_999)
    }

    @Test func `a time that comes twice gives its first instant`() throws {
        let zone = try Self.rule("EST5EDT,M4.1.0,M10.5.0")
        let halfPastOne = try #require(LocalTime("1997-10-26 01:30"))
        #expect(zone.utcSeconds(of: halfPastOne) == 877_845_600 - 1_800)
        #expect(zone.localTime(atUTC: 877_845_600 + 1_800) == halfPastOne)
    }

    @Test func `the J form never counts 29 February`() throws {
        let zone = try Self.rule("AAA0BBB,J60/0,J300/0")
        for (year, isLeap) in [("1996", true), ("1997", false)] {
            // J60 is 1 March in every year.
            let begins = try Self.utc("\(year)-03-01 00:00")
            #expect(zone.offsetSeconds(atUTC: begins - 1) == 0, "leap: \(isLeap)")
            #expect(zone.offsetSeconds(atUTC: begins) == 3_600)
            // J300 is 27 October.
            let ends = try Self.utc("\(year)-10-26 23:00")
            #expect(zone.offsetSeconds(atUTC: ends - 1) == 3_600)
            #expect(zone.offsetSeconds(atUTC: ends) == 0)
        }
    }

    @Test func `half hours, quoted names and written daylight offsets`() throws {
        #expect(try Self.rule("IST-5:30").standardOffsetSeconds == 19_800)
        #expect(try Self.rule("NST3:30NDT2:30,M4.1.0,M10.5.0").daylightOffsetSeconds == -9_000)
        #expect(try Self.rule("<+03>-3").standardOffsetSeconds == 10_800)
        #expect(try Self.rule("UTC0").offsetSeconds(atUTC: 0) == 0)
        #expect(try Self.rule("UTC0") == TimeZoneRule.utc)
    }

    @Test(arguments: [
        "", "E5", "EST", "5", "EST5EDT", "EST5EDT,M4.1.0", "EST5EDT,M13.1.0,M10.5.0",
        "EST5EDT,M4.6.0,M10.5.0",
        "EST5EDT,M4.0.0,M10.5.0", "EST5EDT,M4.1.7,M10.5.0", "EST5EDT,J0,J300", "EST5EDT,J60,J366",
        "EST5EDT,60,300", "EST25", "EST5:60", "EST5EDT,M4.1.0,M10.5.0,", "EST5EDT,M4.1.0,M10.5.0 ", "<EST5",
        "EST99999999999999999999", "EST5EDT,M4.1.0/x,M10.5.0", "America/New_York", "EST5EDT,M4.1.0/,M10.5.0",
    ])
    func `a bad rule is refused`(text: String) {
        #expect(TimeZoneRule(text) == nil)
    }

    static let zones = [
        "UTC0", "EST5EDT,M4.1.0,M10.5.0", "AEST-10AEDT,M10.5.0,M3.5.0/3", "IST-5:30", "CET-1CEST,J89,J299/3",
    ]

    /// Against the simplest reading of the words: walk every second, and the first that shows the time is it.
    @Test(arguments: zones)
    func `utcSeconds is the first second that shows at least the time`(text: String) throws {
        let zone = try Self.rule(text)
        for center in [859_683_600, 860_310_000, 877_795_200, 877_845_600, 883_612_800] as [Int64] {
            for step in stride(from: Int64(-7_200), through: 7_200, by: 900) {
                let local = LocalTime(seconds: center + zone.standardOffsetSeconds + step)
                var first = local.seconds - 86_400
                while zone.localTime(atUTC: first) < local { first += 900 }
                #expect(zone.utcSeconds(of: local) == first)
            }
        }
    }
}

@Suite struct MachineClockTests {
    static let start: Int64 = 861_609_600_000

    static func clocks() throws -> [MachineClock] {
        var clocks: [MachineClock] = []
        for zone in try TimeZoneRuleTests.zones.map(TimeZoneRuleTests.rule) {
            for offset in [0, 1, -1, 999, 3_600_000, -86_399_999] as [Int64] {
                for drift in [0, 1, -1, 250, -250, 99_999, -99_999] as [Int64] {
                    clocks.append(
                        MachineClock(zone: zone, offsetMilliseconds: offset, driftPartsPerMillion: drift))
                }
            }
        }
        return clocks
    }

    @Test func `offset and drift show as they are written`() {
        let clock = MachineClock(offsetMilliseconds: 500, driftPartsPerMillion: 1_000)
        // A thousand parts in a million are a second in a thousand.
        #expect(clock.shownMilliseconds(at: Self.start, labStart: Self.start) == Self.start + 500)
        #expect(
            clock.shownMilliseconds(at: Self.start + 1_000_000, labStart: Self.start)
                == Self.start + 1_001_500)
        #expect(
            clock.shownMilliseconds(at: Self.start - 1_000_000, labStart: Self.start) == Self.start
                - 1_000_500)
    }

    /// Around two changes to and from daylight saving, the start, and a year later.
    @Test func `instant(of:) is the first instant that shows a time`() throws {
        let centers: [Int64] = [
            Self.start, 877_845_600_000, 860_310_000_000, 859_683_600_000, Self.start + 31_536_000_000,
        ]
        var random: UInt64 = 1
        for clock in try Self.clocks() {
            for center in centers {
                random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let near = center + Int64(random >> 33 % 7_200_000) - 3_600_000
                let shown = clock.localTime(at: near, labStart: Self.start)
                let first = clock.instant(of: shown, labStart: Self.start)
                #expect(first <= near)
                #expect(clock.localTime(at: first, labStart: Self.start) >= shown)
                #expect(clock.localTime(at: first - 1, labStart: Self.start) < shown)
            }
        }
    }

    /// What a client needs that wakes at a time: within the hour that comes twice, the first instant is past.
    @Test func `instant(of:after:) never lies in the past, and shows at least the time`() throws {
        for clock in try Self.clocks() {
            for center in [877_845_600_000, 860_310_000_000, 877_827_600_000, Self.start] as [Int64] {
                for step in stride(from: Int64(-5_400_000), through: 5_400_000, by: 733_000) {
                    let now = center + step
                    let shown = clock.localTime(at: now, labStart: Self.start)
                    for ahead in [1, 59, 1_800, 3_599, 7_200, 86_400] as [Int64] {
                        let wanted = LocalTime(seconds: shown.seconds + ahead)
                        let instant = clock.instant(of: wanted, after: now, labStart: Self.start)
                        #expect(instant > now)
                        #expect(clock.localTime(at: instant, labStart: Self.start) >= wanted)
                        #expect(clock.localTime(at: instant - 1, labStart: Self.start) < wanted)
                    }
                }
            }
        }
    }
}
