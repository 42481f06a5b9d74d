import Foundation

/// Lines of logs broken at blanks, as an article breaks them.
public enum LogWrap {
    /// A line broken at blanks; exactly one blank is left out at each break.
    public static func wrapped(_ line: String, width: Int) -> [String] {
        var lines: [String] = []
        var current = ""
        for (place, word) in line.components(separatedBy: " ").enumerated() {
            if place > 0, !current.isEmpty, current.count + 1 + word.count > width {
                lines.append(current)
                current = word
            } else {
                current += (place > 0 ? " " : "") + word
            }
        }
        return lines + [current]
    }
}
