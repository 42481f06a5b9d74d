public import SiteModel

/// When a schedule token fires.
public enum ScheduleRecurrence: Equatable, Sendable {
    /// Once, at the start time.
    case once
    /// Every so many days, hours or minutes; one of them is not 0.
    case interval(days: Int, hours: Int, minutes: Int)
    /// On a weekday (1 = Sunday) every 1 to 4 weeks.
    case weekly(day: Int, weeks: Int)
    /// On a day of the month (0 = last) every 1 to 12 months.
    case monthlyByDate(day: Int, months: Int)
    /// On the n-th weekday (1 = Sunday; order 0 = last) every 1 to 12 months.
    case monthlyByWeekday(day: Int, order: Int, months: Int)
}

/// A schedule token: `SMS_ScheduleToken` and its subclasses, with the interval string of 16 digits
/// (configmgr-objects 3.2 and 3.3).
public struct ScheduleToken: Equatable, Sendable {
    /// The first occurrence.
    public var start: LocalTime
    /// How it recurs.
    public var recurrence: ScheduleRecurrence
    /// Whether the start is in UTC.
    public var isGMT: Bool
    /// How long it lasts: days 0-31, hours 0-23, minutes 0-59; all 0 = open-ended.
    public var duration: (days: Int, hours: Int, minutes: Int)

    /// Makes a token.
    public init(
        start: LocalTime, recurrence: ScheduleRecurrence, isGMT: Bool = false,
        duration: (days: Int, hours: Int, minutes: Int) = (0, 0, 0)
    ) {
        self.start = start
        self.recurrence = recurrence
        self.isGMT = isGMT
        self.duration = duration
    }

    /// Equal in every part.
    public static func == (left: ScheduleToken, right: ScheduleToken) -> Bool {
        left.start == right.start && left.recurrence == right.recurrence && left.isGMT == right.isGMT
            && left.duration == right.duration
    }

    /// Whether a time can start a token: the year field holds 1970 to 2033 (rule S1).
    public static func canStart(at time: LocalTime) -> Bool { (1970...2033).contains(time.civil.year) }

    /// The token for a repeat mode of SMS 1.2, the day taken from `start` (mapping 6.4, rules T1 and T2).
    public init(repeating mode: RepeatMode, yearly: Bool = false, start: LocalTime) {
        let day = start.civil.day == 31 ? 0 : start.civil.day
        let recurrence: ScheduleRecurrence =
            if yearly {
                .monthlyByDate(day: day, months: 12)
            } else {
                switch mode {
                case .never: .once
                case .daily: .interval(days: 1, hours: 0, minutes: 0)
                case .weekly: .weekly(day: start.weekday + 1, weeks: 1)
                case .biweekly: .weekly(day: start.weekday + 1, weeks: 2)
                case .monthly: .monthlyByDate(day: day, months: 1)
                }
            }
        self.init(start: start, recurrence: recurrence)
    }

    /// The embedded object; properties that keep their default are left out.
    public var object: ModernObject {
        var object: ModernObject
        switch recurrence {
        case .once: object = ModernObject("SMS_ST_NonRecurring")
        case .interval(let days, let hours, let minutes):
            object = ModernObject("SMS_ST_RecurInterval")
            if days != 0 { object.set("DaySpan", days, from: "Repeat mode") }
            if hours != 0 { object.set("HourSpan", hours, from: "Repeat mode") }
            if minutes != 0 { object.set("MinuteSpan", minutes, from: "Repeat mode") }
        case .weekly(let day, let weeks):
            object = ModernObject("SMS_ST_RecurWeekly")
            object.set("Day", day, from: "Repeat mode")
            object.set("ForNumberOfWeeks", weeks, from: "Repeat mode")
        case .monthlyByDate(let day, let months):
            object = ModernObject("SMS_ST_RecurMonthlyByDate")
            object.set("MonthDay", day, from: "Repeat mode")
            object.set("ForNumberOfMonths", months, from: "Repeat mode")
        case .monthlyByWeekday(let day, let order, let months):
            object = ModernObject("SMS_ST_RecurMonthlyByWeekday")
            object.set("Day", day, from: "Repeat mode")
            object.set("WeekOrder", order, from: "Repeat mode")
            object.set("ForNumberOfMonths", months, from: "Repeat mode")
        }
        object.set("StartTime", .datetime(start), from: "time")
        if duration.days != 0 { object.set("DayDuration", duration.days, from: "duration") }
        if duration.hours != 0 { object.set("HourDuration", duration.hours, from: "duration") }
        if duration.minutes != 0 { object.set("MinuteDuration", duration.minutes, from: "duration") }
        if isGMT { object.set("IsGMT", true, from: "duration") }
        return object
    }

    /// The interval string: 16 capital hexadecimal digits; nil when a part does not fit its field.
    public var intervalString: String? {
        let time = start.civil
        guard Self.canStart(at: start), (0...31).contains(duration.days), (0...23).contains(duration.hours),
            (0...59).contains(duration.minutes)
        else { return nil }
        let type: Int
        let detail: Int
        switch recurrence {
        case .once: (type, detail) = (1, 0)
        case .interval(let days, let hours, let minutes):
            guard (0...31).contains(days), (0...23).contains(hours), (0...59).contains(minutes) else {
                return nil
            }
            (type, detail) = (2, minutes << 13 | hours << 8 | days << 3)
        case .weekly(let day, let weeks):
            guard (1...7).contains(day), (1...4).contains(weeks) else { return nil }
            (type, detail) = (3, day << 16 | weeks << 13)
        case .monthlyByWeekday(let day, let order, let months):
            guard (1...7).contains(day), (0...4).contains(order), (1...12).contains(months) else {
                return nil
            }
            (type, detail) = (4, day << 16 | months << 12 | order << 9)
        case .monthlyByDate(let day, let months):
            guard (0...31).contains(day), (1...12).contains(months) else { return nil }
            (type, detail) = (5, day << 14 | months << 10)
        }
        let first =
            time.minute << 26 | time.hour << 21 | time.day << 16 | time.month << 12
            | (time.year - 1970) << 6 | duration.minutes
        let second =
            duration.hours << 27 | duration.days << 22 | type << 19 | detail | (isGMT ? 1 : 0)
        return hexadecimal(first) + hexadecimal(second)
    }

    /// Reads one token of an interval string; nil when it is not 16 digits of a known type and a real date.
    public init?(intervalString text: some StringProtocol) {
        let text = String(text)
        guard text.utf8.count == 16, text.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }),
            let first = Int(text.prefix(8), radix: 16), let second = Int(text.suffix(8), radix: 16)
        else { return nil }
        func bits(_ word: Int, _ low: Int, _ width: Int) -> Int { word >> low & ((1 << width) - 1) }
        guard
            let start = LocalTime(
                year: 1970 + bits(first, 6, 6), month: bits(first, 12, 4), day: bits(first, 16, 5),
                hour: bits(first, 21, 5), minute: bits(first, 26, 6))
        else { return nil }
        let recurrence: ScheduleRecurrence
        switch bits(second, 19, 3) {
        case 1: recurrence = .once
        case 2:
            recurrence = .interval(
                days: bits(second, 3, 5), hours: bits(second, 8, 5), minutes: bits(second, 13, 6))
        case 3: recurrence = .weekly(day: bits(second, 16, 3), weeks: bits(second, 13, 3))
        case 4:
            recurrence = .monthlyByWeekday(
                day: bits(second, 16, 3), order: bits(second, 9, 3), months: bits(second, 12, 4))
        case 5: recurrence = .monthlyByDate(day: bits(second, 14, 5), months: bits(second, 10, 4))
        default: return nil
        }
        self.init(
            start: start, recurrence: recurrence, isGMT: second & 1 == 1,
            duration: (bits(second, 22, 5), bits(second, 27, 5), bits(first, 0, 6)))
    }
}

/// Eight capital hexadecimal digits.
func hexadecimal(_ number: Int) -> String {
    let text = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 8 - text.count)) + text
}
