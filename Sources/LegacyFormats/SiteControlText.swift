public import SiteModel

/// A site control file as text.
///
/// Q133113 tells of ASCII, of `BEGIN_FILE_DEFINITION`, and that the first integer behind it is the file's type; the other
/// names of blocks and every line within are our own.
public enum SiteControlText {
    /// Writes a control file.
    ///
    /// - Parameters:
    ///   - type: ACTUAL, PROPOSED or another of the types.
    ///   - site: The site that it is about.
    ///   - time: What the clock showed when its properties were proposed.
    ///   - properties: What the site is, or is to be.
    /// - Returns: Lines with CR LF.
    public static func write(
        type: ControlFileType, site: SiteCode, time: LocalTime, properties: SiteProperties
    ) -> String {
        var lines = [
            "BEGIN_FILE_DEFINITION", "  <\(type.rawValue)>", "  <\(type.word)>", "  <\(site)>", "  <\(time)>",
            "  <sms12>", "END_FILE_DEFINITION", "BEGIN_SITE_PROPERTIES",
        ]
        lines += properties.lines.filter { !$0.name.hasPrefix("Outbox ") }
            .map { "  \($0.name) <\($0.value)>" }
        lines.append("END_SITE_PROPERTIES")
        for outbox in properties.outboxes {
            lines.append("BEGIN_OUTBOX")
            lines.append("  <\(outbox.kind.outbox)>")
            for day in 0..<7 {
                // From Sunday on: an hour is open, open for High jobs only, or closed.
                let hours = outbox.schedule.hours.dropFirst(day * 24).prefix(24).map { word(of: $0) }
                lines.append("  <\(hours.joined())>")
            }
            lines.append("END_OUTBOX")
        }
        return lines.map { $0 + "\r\n" }.joined()
    }

    private static func word(of hour: OutboxJobs) -> String {
        switch hour {
        case .all: "o"
        case .none: "-"
        case .high: "h"
        }
    }
}
