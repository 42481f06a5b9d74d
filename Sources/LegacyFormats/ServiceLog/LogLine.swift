public import SiteModel

/// A record of a log.
public struct LogLine: Equatable, Sendable {
    /// The message; `~` stands for a line feed in the traced text, at its begin or its end (reference 10.1).
    public var text: String
    /// The component (`SMS_SCHEDULER`), or the program of a client log; empty in logs without it.
    public var component: String
    /// When, by the clock of the logging computer; nil in logs without it.
    public var time: LocalTime?
    /// The thread; nil in logs without it.
    public var thread: UInt32?

    /// Makes a record.
    public init(_ text: String, component: String = "", time: LocalTime? = nil, thread: UInt32? = nil) {
        self.text = text
        self.component = component
        self.time = time
        self.thread = thread
    }
}

/// How a log is written.
public enum LogGrammar: String, CaseIterable, Sendable {
    /// A service's own file: `text   $$<COMPONENT><Www Mmm dd hh:mm:ss yyyy~><thread=HEX>`.
    case service
    /// Lines copied out of SMSTRACE: text, component, time and thread with a tab behind each (Q214448).
    case smsTrace
    /// A client's log: `[mm/dd/yy hh:mm:ss] Program ==> message` (Q169491).
    case client
    /// Messages alone, as in SMS 1.0 (Q125934).
    case bare
}

extension LogLine {
    /// The line in a grammar, without its line end.
    ///
    /// Line feeds of the text become `~`, other control characters blanks. Without a time the zero of 1970 is
    /// printed in the grammars that need one, except the client's, which leaves the brackets out.
    public func printed(_ grammar: LogGrammar) -> String {
        let text = DumpText.oneLine(
            String(decoding: text.utf8.map { $0 == 0x0A ? 0x7E : $0 }, as: UTF8.self))
        let component = DumpText.oneLine(component)
        let hex = String(thread ?? 0, radix: 16, uppercase: true)
        let shown = time.flatMap { $0.fitsLegacyFormats ? $0 : nil } ?? LocalTime(seconds: 0)
        switch grammar {
        case .service: return "\(text)   $$<\(component)><\(shown.ctime)~><thread=\(hex)>"
        case .smsTrace: return "\(text)\t\(component)\t\(Self.twelveHours(shown))\t\(hex)\t"
        case .client:
            let stamp = time == nil ? "" : "[\(Self.shortDate(shown))] "
            return "\(stamp)\(component) ==> \(text)"
        case .bare: return text
        }
    }

    /// A whole log, each line ended by CR LF.
    public static func print(_ lines: [LogLine], _ grammar: LogGrammar) -> String {
        lines.map { $0.printed(grammar) + "\r\n" }.joined()
    }

    /// `m/d/yy h:mm:ss AM`.
    private static func twelveHours(_ time: LocalTime) -> String {
        let fields = time.civil
        let hour = (fields.hour + 11) % 12 + 1
        return "\(fields.month)/\(fields.day)/\(pad(fields.year % 100, 2)) \(hour):\(pad(fields.minute, 2)):"
            + "\(pad(fields.second, 2)) \(fields.hour < 12 ? "AM" : "PM")"
    }

    /// `mm/dd/yy hh:mm:ss`.
    private static func shortDate(_ time: LocalTime) -> String {
        let fields = time.civil
        return "\(pad(fields.month, 2))/\(pad(fields.day, 2))/\(pad(fields.year % 100, 2)) "
            + "\(pad(fields.hour, 2)):\(pad(fields.minute, 2)):\(pad(fields.second, 2))"
    }
}
