/// A wall-clock time without a zone: what a clock on a wall shows.
///
/// SMS 1.2 compares such times with the clock of one machine: the SQL Server's for Start After, the client's for
/// Offer After, Mandatory After and Expires After (SDK sheapio_7roz).
public struct LocalTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Seconds since 1970-01-01 00:00:00 on the same clock; leap seconds do not exist.
    public var seconds: Int64

    /// Makes a time from seconds since 1970-01-01 00:00:00.
    public init(seconds: Int64) { self.seconds = seconds }

    /// Makes a time from calendar fields; nil when a field is out of range.
    public init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        guard (1601...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Calendar.daysInMonth(year: year, month: month), (0...23).contains(hour),
            (0...59).contains(minute), (0...59).contains(second)
        else { return nil }
        let days = Calendar.days(year: year, month: month, day: day)
        seconds = days * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    }

    /// The calendar fields.
    public var civil: CivilTime {
        let days = seconds.flooredQuotient(by: 86_400)
        let rest = Int(seconds - days * 86_400)
        let date = Calendar.date(days: days)
        return CivilTime(
            year: date.year, month: date.month, day: date.day, hour: rest / 3_600, minute: rest / 60 % 60,
            second: rest % 60)
    }

    /// The day of the week, 0 = Sunday.
    public var weekday: Int { Int(((seconds.flooredQuotient(by: 86_400) + 4) % 7 + 7) % 7) }

    /// Reads `YYYY-MM-DD`, `YYYY-MM-DD HH:MM` or `YYYY-MM-DD HH:MM:SS` (`T` may stand for the blank).
    public init?(_ text: some StringProtocol) {
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" })
        guard (1...2).contains(parts.count) else { return nil }
        let date = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard date.count == 3, let year = Self.digits(date[0], 4), let month = Self.digits(date[1], 2),
            let day = Self.digits(date[2], 2)
        else { return nil }
        var clock = [0, 0, 0]
        if parts.count == 2 {
            let fields = parts[1].split(separator: ":", omittingEmptySubsequences: false)
            guard (2...3).contains(fields.count) else { return nil }
            for (place, field) in fields.enumerated() {
                guard let value = Self.digits(field, 2) else { return nil }
                clock[place] = value
            }
        }
        self.init(
            year: year, month: month, day: day, hour: clock[0], minute: clock[1], second: clock[2])
    }

    /// A number of exactly so many digits, without a sign.
    private static func digits(_ text: some StringProtocol, _ width: Int) -> Int? {
        guard text.utf8.count == width, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    /// `YYYY-MM-DD HH:MM:SS`; the seconds are left out when they are 0.
    public var description: String {
        let fields = civil
        let date = "\(pad(fields.year, 4))-\(pad(fields.month, 2))-\(pad(fields.day, 2))"
        let clock = "\(pad(fields.hour, 2)):\(pad(fields.minute, 2))"
        return fields.second == 0 ? "\(date) \(clock)" : "\(date) \(clock):\(pad(fields.second, 2))"
    }

    /// Orders by time.
    public static func < (left: LocalTime, right: LocalTime) -> Bool { left.seconds < right.seconds }
}

/// Calendar fields of a wall-clock time.
public struct CivilTime: Equatable, Sendable {
    /// The year, such as 1997.
    public var year: Int
    /// The month, 1 to 12.
    public var month: Int
    /// The day of the month, from 1.
    public var day: Int
    /// The hour, 0 to 23.
    public var hour: Int
    /// The minute, 0 to 59.
    public var minute: Int
    /// The second, 0 to 59.
    public var second: Int

    /// Makes fields as they are.
    public init(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }
}

/// The proleptic Gregorian calendar, in whole days since 1970-01-01.
public enum Calendar {
    /// English month names as `ctime` prints them.
    public static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    /// English day names as `ctime` prints them, Sunday first.
    public static let dayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    /// How many days a month has.
    public static func daysInMonth(year: Int, month: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// Days since 1970-01-01 of a date.
    public static func days(year: Int, month: Int, day: Int) -> Int64 {
        // Years begin in March here, so that the leap day is the last of its year.
        let shifted = month > 2 ? year : year - 1
        let era = Int64(shifted).flooredQuotient(by: 400)
        let yearOfEra = Int64(shifted) - era * 400
        let monthOfYear = Int64(month > 2 ? month - 3 : month + 9)
        let dayOfYear = (153 * monthOfYear + 2) / 5 + Int64(day) - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The date of a number of days since 1970-01-01.
    public static func date(days: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthOfYear = (5 * dayOfYear + 2) / 153
        let day = Int(dayOfYear - (153 * monthOfYear + 2) / 5 + 1)
        let month = Int(monthOfYear < 10 ? monthOfYear + 3 : monthOfYear - 9)
        return (Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0), month, day)
    }
}

extension Int64 {
    /// The quotient rounded towards minus infinity.
    public func flooredQuotient(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

/// Writes a number with leading zeros.
public func pad(_ number: some BinaryInteger, _ width: Int) -> String {
    let text = String(number)
    return text.count >= width ? text : String(repeating: "0", count: width - text.count) + text
}

extension LocalTime {
    /// `Thu Jun 22 15:12:00 1995`: how C's `ctime` prints, as in the SDK's job dump and the service logs.
    public var ctime: String {
        let fields = civil
        return "\(Calendar.dayNames[weekday]) \(Calendar.monthNames[fields.month - 1]) "
            + "\(pad(fields.day, 2)) \(pad(fields.hour, 2)):\(pad(fields.minute, 2)):"
            + "\(pad(fields.second, 2)) \(fields.year)"
    }

    /// Reads the form of `ctime`; the name of the day is not checked against the date.
    public init?(ctime text: some StringProtocol) {
        let parts = text.split(separator: " ")
        guard parts.count == 5, Calendar.dayNames.contains(String(parts[0])),
            let month = Calendar.monthNames.firstIndex(of: String(parts[1])), let day = Int(parts[2]),
            let year = Int(parts[4])
        else { return nil }
        let clock = parts[3].split(separator: ":")
        guard clock.count == 3, let hour = Int(clock[0]), let minute = Int(clock[1]),
            let second = Int(clock[2])
        else { return nil }
        self.init(
            year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
    }

    /// The time a number of days later, at the same clock time.
    public func adding(days: Int64) -> LocalTime { LocalTime(seconds: seconds + days * 86_400) }

    /// The same day and clock time a number of months later; a day past the month's end becomes its last.
    public func adding(months: Int) -> LocalTime {
        let fields = civil
        let index = fields.year * 12 + fields.month - 1 + months
        let year = index / 12
        let month = index % 12 + 1
        let day = min(fields.day, Calendar.daysInMonth(year: year, month: month))
        let days = Calendar.days(year: year, month: month, day: day)
        return LocalTime(seconds: days * 86_400 + seconds - seconds.flooredQuotient(by: 86_400) * 86_400)
    }
}
