import SiteModel

/// Reads the times of logs out of bytes; nothing else in a log is read so often.
enum LogStamp {
    /// What a time was read as.
    struct Reading {
        var time: LocalTime
        /// Whether the day can only have stood before the month.
        var isDayFirst = false
        var hasDateOnly = false
        /// Whether it has what SMS 2.0 writes: parts of a second, and the zone.
        var isSMS2 = false
    }

    /// The words between blanks.
    static func words(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 })
    }

    /// A number of 1 to 4 digits.
    static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard (1...4).contains(bytes.count) else { return nil }
        var value = 0
        for byte in bytes {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    /// A hexadecimal number of 1 to 8 digits.
    static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> UInt32? {
        guard (1...8).contains(bytes.count) else { return nil }
        var value: UInt32 = 0
        for byte in bytes {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x41 + 10
            case 0x61...0x66: digit = byte - 0x61 + 10
            default: return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// `hh:mm:ss`, perhaps with parts of a second, as seconds of the day.
    private static func clock(_ word: ArraySlice<UInt8>) -> (
        hour: Int, minute: Int, second: Int, isFine: Bool
    )? {
        var whole = word
        var isFine = false
        if let dot = word.firstIndex(of: 0x2E) {
            guard number(word[(dot + 1)...].prefix(4)) != nil else { return nil }
            whole = word[..<dot]
            isFine = true
        }
        let parts = whole.split(separator: 0x3A, omittingEmptySubsequences: false)
        // A minute or a second of one figure was cut.
        guard parts.count == 3, parts[1].count == 2, parts[2].count == 2, let hour = number(parts[0]),
            let minute = number(parts[1]),
            let second = number(parts[2])
        else { return nil }
        return (hour, minute, second, isFine)
    }

    /// `Www Mmm dd hh:mm:ss yyyy~`, as `ctime` prints it; the day of the week is not compared.
    static func ctime(_ bytes: ArraySlice<UInt8>) -> Reading? {
        var parts = words(bytes)
        if let last = parts.last, last.last == 0x7E {
            parts[parts.count - 1] = last.dropLast()
            if last.count == 1 { parts.removeLast() }
        }
        guard parts.count >= 5, parts[0].count == 3, let month = month(parts[1]), let day = number(parts[2]),
            let clock = clock(parts[3]), let year = number(parts[4]), parts[4].count == 4,
            parts.count == 5 || clock.isFine,
            let time = LocalTime(
                year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
                second: clock.second)
        else { return nil }
        return Reading(time: time, isSMS2: clock.isFine)
    }

    private static func month(_ word: ArraySlice<UInt8>) -> Int? {
        Calendar.monthNames.firstIndex { word.elementsEqual($0.utf8) }.map { $0 + 1 }
    }

    /// A date in numbers with a clock of 24 or of 12 hours behind: `mm/dd/yy hh:mm:ss` or `m/d/yy h:mm:ss AM`.
    ///
    /// Two-digit years from 80 on are 19xx, else 20xx. `isDayFirst` is for a log that showed elsewhere that its days
    /// stand first; a day over 12 shows it here.
    static func short(_ parts: [ArraySlice<UInt8>], isDayFirst: Bool = false) -> Reading? {
        guard (1...3).contains(parts.count), var reading = date(parts[0], isDayFirst: isDayFirst) else {
            return nil
        }
        guard parts.count > 1 else {
            reading.hasDateOnly = true
            return reading
        }
        guard let clock = clock(parts[1]), !clock.isFine, (0...23).contains(clock.hour),
            (0...59).contains(clock.minute), (0...59).contains(clock.second)
        else { return nil }
        var hour = clock.hour
        if parts.count == 3 {
            guard (1...12).contains(hour), parts[2].count == 2, parts[2].last.map({ $0 | 0x20 }) == 0x6D
            else {
                return nil
            }
            switch parts[2].first.map({ $0 | 0x20 }) {
            case 0x61: hour %= 12
            case 0x70: hour = hour % 12 + 12
            default: return nil
            }
        }
        reading.time.seconds += Int64(hour * 3_600 + clock.minute * 60 + clock.second)
        return reading
    }

    private static func date(_ word: ArraySlice<UInt8>, isDayFirst: Bool) -> Reading? {
        guard let mark = word.first(where: { $0 < 0x30 || $0 > 0x39 }), [0x2F, 0x2D, 0x2E].contains(mark)
        else { return nil }
        let parts = word.split(separator: mark, omittingEmptySubsequences: false)
        let fields = parts.compactMap(number)
        // So is a year of one figure.
        guard parts.count == 3, fields.count == 3, parts[2].count > 1 || parts[0].count == 4 else {
            return nil
        }
        // 1997-04-21
        if parts[0].count == 4 {
            return LocalTime(year: fields[0], month: fields[1], day: fields[2]).map { Reading(time: $0) }
        }
        let isShown = fields[0] > 12 && fields[1] <= 12
        // Dots stand in dates of countries that write the day first.
        let dayFirst = isShown || isDayFirst && fields[1] <= 12 || mark == 0x2E
        guard
            let time = LocalTime(
                year: fullYear(fields[2]), month: dayFirst ? fields[1] : fields[0],
                day: dayFirst ? fields[0] : fields[1])
        else { return nil }
        return Reading(time: time, isDayFirst: isShown)
    }

    private static func fullYear(_ year: Int) -> Int {
        year >= 1_000 ? year : year >= 80 ? 1900 + year : 2000 + year
    }
}
