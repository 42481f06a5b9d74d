/// The events of the job pipeline by number (Q122177 to Q122181), explained in our own words.
///
/// The articles' texts are not repeated. Severities are not published except for a few events (Q168510, Q129125);
/// ours are information for what is no fault, and non-fatal error for the rest.
public enum EventCatalogue {
    /// An event.
    public struct Entry: Equatable, Sendable {
        /// The number.
        public let number: Int
        /// How it introduces itself.
        public let severity: EventSeverity
        /// The component that logs it; for Senders the LAN Sender stands for all.
        public let component: String
        /// Whether the meaning belongs to this number alone; false: known for a range of numbers only.
        public let isExact: Bool
        /// The explanation, with slots such as `{server}`.
        public let template: String

        /// Names of the slots in order.
        public var slots: [String] {
            template.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
                part.utf8.firstIndex(of: 0x7D).map { String(part[..<$0]) }
            }
        }

        /// The explanation with the slots filled in order; missing insertions print as nothing, as in Q193766.
        public func message(_ insertions: [String] = []) -> String {
            var result = ""
            for (place, part) in template.split(separator: "{", omittingEmptySubsequences: false).enumerated()
            {
                guard place > 0, let end = part.utf8.firstIndex(of: 0x7D) else {
                    result += part
                    continue
                }
                if place <= insertions.count { result += insertions[place - 1] }
                result += part[part.utf8.index(after: end)...]
            }
            return result
        }
    }

    /// All events in order of their numbers.
    public static let all: [Entry] = EventTable.text.split(separator: "\n").compactMap { entry(of: $0) }

    /// The event of a number, or nil.
    public static func entry(_ number: Int) -> Entry? {
        var low = 0
        var high = all.count
        while low < high {
            let middle = (low + high) / 2
            if all[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low < all.count && all[low].number == number ? all[low] : nil
    }

    /// What stands between head and explanation, where that is published: the Scheduler's events about compressing
    /// (Q168510, with its error code) and event 109 (Q184169); nil for others.
    public static func frame(_ number: Int) -> (operation: String, object: String, errorCode: String)? {
        switch number {
        case 329...331: ("Compress", "Package", "1002")
        case 109: ("Install", "Package", "1")
        default: nil
        }
    }

    /// An event with its explanation, without head values and trailer; nil for an unknown number.
    public static func event(_ number: Int, _ insertions: [String] = []) -> SMSEvent? {
        guard let entry = entry(number) else { return nil }
        return SMSEvent(
            number: number, severity: entry.severity, module: entry.component,
            message: entry.message(insertions))
    }

    private static func entry(of line: Substring) -> Entry? {
        let parts = line.split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, let number = Int(parts[0]),
            let component = EventTable.components[String(parts[2])]
        else { return nil }
        return Entry(
            number: number, severity: parts[1].hasPrefix("i") ? .information : .nonFatalError,
            component: component, isExact: !parts[1].hasSuffix("~"), template: String(parts[3]))
    }
}
