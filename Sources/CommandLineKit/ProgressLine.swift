/// The line that shows how far something is, rewritten in place on a terminal.
///
/// The caller prints it on standard error, at most some times a second, only on a terminal.
public struct ProgressLine: Equatable, Sendable {
    /// What is being done.
    public var label: String
    /// How much is done, in any unit.
    public var done: Int64
    /// How much there is to do, in the same unit; 0 or less if not known.
    public var total: Int64

    /// Makes a line.
    public init(_ label: String, done: Int64, of total: Int64) {
        self.label = label
        self.done = done
        self.total = total
    }

    /// How much is done, in percent from 0 to 100, rounded down; nil if the total is not known.
    public var percent: Int? {
        guard total > 0 else { return nil }
        let part = min(max(done, 0), total)
        // In 128 bits, so that a large number cannot overflow.
        let (high, low) = part.multipliedFullWidth(by: 100)
        return Int(total.dividingFullWidth((high, low)).quotient)
    }

    /// A carriage return and the line, padded to one column less than the terminal has, so that it never wraps.
    ///
    /// - Parameter width: the columns of the terminal.
    /// - Returns: what to print, without a line feed.
    public func text(width: Int) -> String {
        let room = max(width - 1, 0)
        let label = escapedForTerminal(label)
        guard let percent else { return "\r" + Self.fitted(label, room) }
        let figures = String(percent)
        let tail = " " + String(repeating: " ", count: max(0, 3 - figures.utf8.count)) + figures + "%"
        let barRoom = min(30, room - displayWidth(label) - tail.utf8.count - 3)
        guard barRoom >= 5 else {
            let labelRoom = max(room - tail.utf8.count, 0)
            return "\r" + Self.fitted(Self.fitted(label, labelRoom) + tail, room)
        }
        let full = barRoom * percent / 100
        let bar = String(repeating: "#", count: full) + String(repeating: ".", count: barRoom - full)
        return "\r" + Self.fitted("\(label) [\(bar)]\(tail)", room)
    }

    /// Blanks over the line and goes back to its start.
    ///
    /// - Parameter width: the columns of the terminal.
    /// - Returns: what to print, without a line feed.
    public static func cleared(width: Int) -> String {
        "\r" + String(repeating: " ", count: max(width - 1, 0)) + "\r"
    }

    /// Cut or padded with blanks to that many columns.
    private static func fitted(_ text: String, _ room: Int) -> String {
        var out = ""
        var used = 0
        for character in text {
            let width = displayWidth(String(character))
            guard used + width <= room else { break }
            out.append(character)
            used += width
        }
        return out + String(repeating: " ", count: room - used)
    }
}
