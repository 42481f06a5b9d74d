/// The lines of `run --summary`: what comes again and again, such as a Sender's tries over days, is told twice and then
/// counted.
struct RunSummary {
    /// How many different lines are remembered: tries come in turns of a few.
    private static let remembered = 8
    /// How often a line is printed before it is only counted.
    private static let printed = 2

    private var day: Substring
    private var known: [(text: String, count: Int)] = []
    private var left = 0
    /// The last line that was only counted.
    private var last: (text: String, cycle: Int64, time: String) = ("", 0, "")

    /// Begins with the day of the first cycle, as `1997-04-21`.
    init(day: Substring) { self.day = day }

    /// The lines to print for a cycle.
    ///
    /// - Parameters:
    ///   - text: What the cycle brought.
    ///   - cycle: Its number.
    ///   - time: What the clock shows at its end, as `1997-04-21 08:05`.
    /// - Returns: None where it is only counted.
    mutating func lines(_ text: String, _ cycle: Int64, _ time: String) -> [String] {
        let place = known.firstIndex { $0.text == text }
        let count = place.map { known.remove(at: $0).count } ?? 0
        known.append((text, count + 1))
        if known.count > Self.remembered { known.removeFirst() }
        if count >= Self.printed {
            left += 1
            last = (text, cycle, time)
            return []
        }
        return rest() + printed(text, cycle, time)
    }

    /// The line of a cycle, behind its day where that is another one than the last line's.
    private mutating func printed(_ text: String, _ cycle: Int64, _ time: String) -> [String] {
        var lines: [String] = []
        if time.prefix(10) != day {
            day = time.prefix(10)
            lines.append(String(day))
        }
        let number = String(repeating: " ", count: max(0, 4 - String(cycle).count)) + String(cycle)
        lines.append("\(number)  \(time.dropFirst(11).prefix(5))  \(text)")
        return lines
    }

    /// What was counted since the last line; a single one is printed, being no longer than its count.
    mutating func rest() -> [String] {
        guard left > 0 else { return [] }
        defer { left = 0 }
        if left == 1 { return printed(last.text, last.cycle, last.time) }
        return ["   .  the same again in \(counted(left, "cycle")), the last to \(last.time)"]
    }
}
