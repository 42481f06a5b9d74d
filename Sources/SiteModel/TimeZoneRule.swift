/// A time zone as a POSIX rule, such as `EST5EDT,M4.1.0,M10.5.0`.
///
/// Only the `Mm.w.d` and `Jn` forms of change dates exist here. The host's own time zone is never read.
public struct TimeZoneRule: Equatable, Sendable, CustomStringConvertible {
    /// When a change happens within a year.
    enum ChangeDay: Equatable, Sendable {
        /// The `week`-th `weekday` of a month; week 5 is the last.
        case weekday(month: Int, week: Int, weekday: Int)
        /// A day of the year from 1, never counting 29 February.
        case julian(Int)
    }

    /// A change and the second of the local day at which it happens.
    struct Change: Equatable, Sendable {
        var day: ChangeDay
        var secondOfDay: Int64
    }

    /// The rule as it was written.
    public let description: String
    /// Seconds to add to UTC for standard time.
    public let standardOffsetSeconds: Int64
    /// Seconds to add to UTC while daylight saving holds; equal to the standard offset without such time.
    public let daylightOffsetSeconds: Int64
    let start: Change?
    let end: Change?

    /// UTC without daylight saving.
    public static let utc = TimeZoneRule(
        description: "UTC0", standardOffsetSeconds: 0, daylightOffsetSeconds: 0, start: nil, end: nil)

    init(
        description: String, standardOffsetSeconds: Int64, daylightOffsetSeconds: Int64, start: Change?,
        end: Change?
    ) {
        self.description = description
        self.standardOffsetSeconds = standardOffsetSeconds
        self.daylightOffsetSeconds = daylightOffsetSeconds
        self.start = start
        self.end = end
    }

    /// Reads a rule; nil when it does not have the POSIX form.
    public init?(_ text: String) {
        var reader = RuleReader(text)
        guard reader.name() != nil, let standard = reader.offset() else { return nil }
        if reader.isAtEnd {
            self.init(
                description: text, standardOffsetSeconds: -standard, daylightOffsetSeconds: -standard,
                start: nil, end: nil)
            return
        }
        guard reader.name() != nil else { return nil }
        var daylight = standard - 3_600
        if !reader.isAtEnd, reader.peek != UInt8(ascii: ",") {
            guard let written = reader.offset() else { return nil }
            daylight = written
        }
        guard let start = reader.change(), let end = reader.change(), reader.isAtEnd else { return nil }
        self.init(
            description: text, standardOffsetSeconds: -standard, daylightOffsetSeconds: -daylight,
            start: start, end: end)
    }

    /// Seconds to add to UTC at an instant, given in seconds since 1970-01-01 UTC.
    public func offsetSeconds(atUTC seconds: Int64) -> Int64 {
        guard let start, let end else { return standardOffsetSeconds }
        let year = Calendar.date(days: (seconds + standardOffsetSeconds).flooredQuotient(by: 86_400)).year
        // A change is written in the local time that holds just before it.
        let begins = Self.localSeconds(of: start, year: year) - standardOffsetSeconds
        let ends = Self.localSeconds(of: end, year: year) - daylightOffsetSeconds
        let holds = begins < ends ? seconds >= begins && seconds < ends : seconds >= begins || seconds < ends
        return holds ? daylightOffsetSeconds : standardOffsetSeconds
    }

    /// The wall-clock time at an instant, given in seconds since 1970-01-01 UTC.
    public func localTime(atUTC seconds: Int64) -> LocalTime {
        LocalTime(seconds: seconds + offsetSeconds(atUTC: seconds))
    }

    /// The first instant at which the clock shows a wall-clock time, in seconds since 1970-01-01 UTC.
    ///
    /// A time that is skipped in spring gives the instant of the change.
    public func utcSeconds(of local: LocalTime) -> Int64 {
        let early = local.seconds - max(standardOffsetSeconds, daylightOffsetSeconds)
        let late = local.seconds - min(standardOffsetSeconds, daylightOffsetSeconds)
        if localTime(atUTC: early) == local { return early }
        if localTime(atUTC: late) == local { return late }
        // Skipped: the change lies between the two; find the first second that shows at least this time.
        var low = early
        var high = late
        while low < high {
            let middle = low + (high - low) / 2
            if localTime(atUTC: middle) >= local { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func localSeconds(of change: Change, year: Int) -> Int64 {
        let days: Int64
        switch change.day {
        case .weekday(let month, let week, let weekday):
            let first = Calendar.days(year: year, month: month, day: 1)
            let firstWeekday = Int(((first + 4) % 7 + 7) % 7)
            var day = 1 + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
            if day > Calendar.daysInMonth(year: year, month: month) { day -= 7 }
            days = first + Int64(day - 1)
        case .julian(let number):
            let leap = Calendar.daysInMonth(year: year, month: 2) == 29
            days =
                Calendar.days(year: year, month: 1, day: 1) + Int64(number - 1)
                + (leap && number >= 60 ? 1 : 0)
        }
        return days * 86_400 + change.secondOfDay
    }

    /// Equal rules are written alike.
    public static func == (left: TimeZoneRule, right: TimeZoneRule) -> Bool {
        left.description == right.description
    }
}

/// Reads the parts of a POSIX zone rule.
private struct RuleReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { position == bytes.count }
    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    /// A name of three or more letters, or anything between `<` and `>`.
    mutating func name() -> String? {
        let begin = position
        if take(UInt8(ascii: "<")) {
            while let byte = peek, byte != UInt8(ascii: ">") { position += 1 }
            return take(UInt8(ascii: ">")) ? String(decoding: bytes[begin..<position], as: UTF8.self) : nil
        }
        while let byte = peek, (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) { position += 1 }
        return position - begin >= 3 ? String(decoding: bytes[begin..<position], as: UTF8.self) : nil
    }

    mutating func number() -> Int64? {
        let begin = position
        var result: Int64 = 0
        while let byte = peek, (0x30...0x39).contains(byte), position - begin < 4 {
            result = result * 10 + Int64(byte - 0x30)
            position += 1
        }
        return position > begin ? result : nil
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func offset() -> Int64? {
        let negative = take(UInt8(ascii: "-"))
        if !negative { _ = take(UInt8(ascii: "+")) }
        guard var result = number(), result <= 24 else { return nil }
        result *= 3_600
        for unit in [Int64(60), 1] {
            guard take(UInt8(ascii: ":")) else { break }
            guard let part = number(), part < 60 else { return nil }
            result += part * unit
        }
        return negative ? -result : result
    }

    /// `,Mm.w.d[/time]` or `,Jn[/time]`.
    mutating func change() -> TimeZoneRule.Change? {
        guard take(UInt8(ascii: ",")) else { return nil }
        let day: TimeZoneRule.ChangeDay
        if take(UInt8(ascii: "M")) {
            guard let month = number(), (1...12).contains(month), take(UInt8(ascii: ".")),
                let week = number(), (1...5).contains(week), take(UInt8(ascii: ".")), let weekday = number(),
                (0...6).contains(weekday)
            else { return nil }
            day = .weekday(month: Int(month), week: Int(week), weekday: Int(weekday))
        } else if take(UInt8(ascii: "J")) {
            guard let number = number(), (1...365).contains(number) else { return nil }
            day = .julian(Int(number))
        } else {
            return nil
        }
        var second: Int64 = 7_200
        if take(UInt8(ascii: "/")) {
            guard let written = offset() else { return nil }
            second = written
        }
        return TimeZoneRule.Change(day: day, secondOfDay: second)
    }
}

/// The clock of one machine: its zone and how far it is off.
public struct MachineClock: Equatable, Sendable {
    /// The zone the clock is set to.
    public var zone: TimeZoneRule
    /// Milliseconds by which the clock runs ahead (negative: behind).
    public var offsetMilliseconds: Int64
    /// Parts in a million by which the clock is too fast (negative: too slow), counted from the lab's start.
    ///
    /// From -`driftLimit` to `driftLimit`.
    public var driftPartsPerMillion: Int64

    /// The largest drift either way, in parts in a million: a tenth, far worse than any clock of a computer.
    public static let driftLimit: Int64 = 100_000

    /// Makes a clock; right by default.
    public init(
        zone: TimeZoneRule = .utc, offsetMilliseconds: Int64 = 0, driftPartsPerMillion: Int64 = 0
    ) {
        self.zone = zone
        self.offsetMilliseconds = offsetMilliseconds
        self.driftPartsPerMillion = driftPartsPerMillion
    }

    /// What the clock shows, in milliseconds of its own UTC, at a true instant in milliseconds since 1970.
    public func shownMilliseconds(at instant: Int64, labStart: Int64) -> Int64 {
        let drift = ((instant - labStart) * driftPartsPerMillion).flooredQuotient(by: 1_000_000)
        return instant + offsetMilliseconds + drift
    }

    /// The wall-clock time the machine shows at a true instant.
    public func localTime(at instant: Int64, labStart: Int64) -> LocalTime {
        zone.localTime(atUTC: shownMilliseconds(at: instant, labStart: labStart).flooredQuotient(by: 1_000))
    }

    /// The first true instant, in milliseconds, at which the machine shows a wall-clock time.
    public func instant(of local: LocalTime, labStart: Int64) -> Int64 {
        instant(ofUTC: zone.utcSeconds(of: local), labStart: labStart)
    }

    /// The first true instant after another, in milliseconds, at which the machine shows a wall-clock time or a later
    /// one.
    ///
    /// Within the hour that comes twice in autumn, `instant(of:labStart:)` may be past although the clock shows less
    /// now; then this is the second time. The wall-clock time is to be later than what the machine shows at `instant`.
    public func instant(of local: LocalTime, after instant: Int64, labStart: Int64) -> Int64 {
        let first = self.instant(of: local, labStart: labStart)
        if first > instant { return first }
        let offset = min(zone.standardOffsetSeconds, zone.daylightOffsetSeconds)
        return max(self.instant(ofUTC: local.seconds - offset, labStart: labStart), instant + 1)
    }

    /// The first true instant at which the machine's own UTC has reached a second.
    private func instant(ofUTC seconds: Int64, labStart: Int64) -> Int64 {
        let shown = seconds * 1_000 - offsetMilliseconds
        if driftPartsPerMillion == 0 { return shown }
        let scale = 1_000_000 + driftPartsPerMillion
        var guess = labStart + ((shown - labStart) * 1_000_000).flooredQuotient(by: scale)
        // Flooring twice may miss by a millisecond either way.
        while shownMilliseconds(at: guess, labStart: labStart) - offsetMilliseconds < shown { guess += 1 }
        while shownMilliseconds(at: guess - 1, labStart: labStart) - offsetMilliseconds >= shown {
            guess -= 1
        }
        return guess
    }
}
