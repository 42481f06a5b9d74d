import CommandLineKit
import SiteModel

/// Spans of virtual time as people write them: `2d`, `3h`, `90m`, `30s`, or joined, `1d12h`.
enum Duration {
    /// A hundred years: more than there is of SMS and of what followed it.
    static let longest: Int64 = 36_525 * 86_400_000

    /// Milliseconds of a text, or nil.
    static func milliseconds(_ text: String) -> Int64? {
        var total: Int64 = 0
        var number: Int64?
        for byte in text.utf8 {
            if (0x30...0x39).contains(byte) {
                let (product, over) = (number ?? 0).multipliedReportingOverflow(by: 10)
                guard !over, product < 1_000_000_000 else { return nil }
                number = product + Int64(byte - 0x30)
                continue
            }
            guard let value = number else { return nil }
            switch byte {
            case UInt8(ascii: "d"): total += value * 86_400_000
            case UInt8(ascii: "h"): total += value * 3_600_000
            case UInt8(ascii: "m"): total += value * 60_000
            case UInt8(ascii: "s"): total += value * 1_000
            default: return nil
            }
            // Each part is below 10^17 and the sum stays below this, so that nothing overflows.
            guard total <= longest else { return nil }
            number = nil
        }
        return number == nil && total > 0 ? total : nil
    }

    /// Reads a span on the command line.
    static let reader = WordReader<Int64>(
        write: { milliseconds in "\(milliseconds / 60_000)m" },
        read: { (word: String) throws(ValueProblem) -> Int64 in
            guard let value = Duration.milliseconds(word) else {
                throw ValueProblem("is no span of time such as 2d, 3h, 90m or 1d12h, up to 100 years")
            }
            return value
        })
}

/// Moments as people write them: local to a site, or UTC with a `Z` behind.
enum Moment {
    /// Milliseconds since 1970 of a text, or nil.
    static func instant(_ text: String, zone: TimeZoneRule) -> Int64? {
        if text.hasSuffix("Z") {
            return LocalTime(text.dropLast()).map { $0.seconds * 1_000 }
        }
        return LocalTime(text).map { zone.utcSeconds(of: $0) * 1_000 }
    }

    /// The moment a command was given, or a usage error.
    static func instant(_ text: String, of run: CommandRun, zone: TimeZoneRule) throws -> Int64 {
        guard let instant = instant(text, zone: zone) else {
            throw run.parsed.usageError(
                .other(
                    "'\(text)' is no time; write \"1997-04-21 09:00\" for the site's clock, or a Z behind for UTC"
                ))
        }
        return instant
    }
}
