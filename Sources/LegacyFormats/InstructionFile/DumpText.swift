/// Small helpers for the line-oriented texts of the old tools.
///
/// All of them work on UTF-8 bytes: a carriage return with a line feed is one `Character` in Swift, and an accent
/// may join a colon, so characters are the wrong unit for splitting a line.
enum DumpText {
    /// The lines of a text without their line ends (`LF` or `CR LF`).
    ///
    /// The empty rest behind a last line end is no line.
    static func lines(_ text: String) -> [Substring] {
        var result: [Substring] = []
        for piece in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            var line = Substring(piece)
            if line.utf8.last == 0x0D { line = Substring(line.utf8.dropLast()) }
            result.append(line)
        }
        if result.last?.isEmpty == true { result.removeLast() }
        return result
    }

    /// Whether a byte is a blank, a tab or a carriage return.
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    /// Without blanks at either end.
    static func trim(_ text: Substring) -> Substring {
        trimEnd(Substring(text.utf8.drop(while: isBlank)))
    }

    /// Without blanks at the end.
    static func trimEnd(_ text: Substring) -> Substring {
        var view = text.utf8
        while let last = view.last, isBlank(last) { view = view.dropLast() }
        return Substring(view)
    }

    /// How many blanks a line begins with.
    static func leadingBlanks(_ text: Substring) -> Int { text.utf8.prefix(while: isBlank).count }

    /// The text without at most `count` leading blanks.
    static func dropBlanks(_ text: Substring, atMost count: Int) -> Substring {
        Substring(text.utf8.dropFirst(min(count, leadingBlanks(text))))
    }

    /// The parts before and behind the first occurrence of a byte below 128.
    static func cut(_ text: Substring, at byte: UInt8) -> (before: Substring, behind: Substring)? {
        guard let place = text.utf8.firstIndex(of: byte) else { return nil }
        return (text[..<place], text[text.utf8.index(after: place)...])
    }

    /// Where a text of ASCII first occurs, or nil.
    static func find(_ needle: StaticString, in text: Substring) -> Substring.Index? {
        let wanted = Array(needle.description.utf8)
        guard let first = wanted.first else { return nil }
        var place = text.utf8.startIndex
        while let next = text.utf8[place...].firstIndex(of: first) {
            if text.utf8[next...].starts(with: wanted) { return next }
            place = text.utf8.index(after: next)
        }
        return nil
    }

    /// The parts before and behind the first occurrence of a text of ASCII.
    static func cut(_ text: Substring, at needle: StaticString) -> (before: Substring, behind: Substring)? {
        guard let place = find(needle, in: text) else { return nil }
        return (text[..<place], Substring(text[place...].utf8.dropFirst(needle.utf8CodeUnitCount)))
    }

    /// The label with blanks behind it up to a width.
    static func padded(_ label: String, _ width: Int) -> String {
        let count = label.unicodeScalars.count
        return count >= width ? label : label + String(repeating: " ", count: width - count)
    }

    /// The text with every control character as a blank, so that it stays on its line.
    static func oneLine(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
        return String(
            decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
    }

    /// The text broken at blanks so that no line is longer than a width, unless one word is.
    ///
    /// Exactly one blank is left out at each break: joining the lines with one blank gives the text back.
    static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var length = 0
        for (place, word) in text.utf8.split(separator: 0x20, omittingEmptySubsequences: false).enumerated() {
            let word = Substring(word)
            let wordLength = word.unicodeScalars.count
            if place > 0, length + 1 + wordLength > width, length > 0 {
                lines.append(line)
                line = ""
                length = 0
            } else if place > 0 {
                line += " "
                length += 1
            }
            line += word
            length += wordLength
        }
        lines.append(line)
        return lines
    }

    /// A byte as two capital hexadecimal digits.
    static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
