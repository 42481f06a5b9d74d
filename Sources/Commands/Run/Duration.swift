import CommandLineKit
import LegacyFormats
import SiteModel

/// Spans of virtual time on the command line.
enum Duration {
    /// Milliseconds of a text that is longer than nothing, or nil.
    static func milliseconds(_ text: String) -> Int64? {
        TimeSpan.milliseconds(text).flatMap { $0 > 0 ? $0 : nil }
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
        TypedTime(text)?.instant(in: zone)
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
