import SiteModel

/// Why a JSON5 text could not be read on.
struct JSON5Failure: Error {
    /// A short stable word.
    var code: String
    /// What was expected, in one sentence.
    var message: String
    /// Where.
    var location: SourceLocation
    /// What to do, when there is something to say.
    var advice: String?
}

/// Walks over the scalars of a JSON5 text and knows line and column.
///
/// A line ends at LF, CR or CR LF. U+2028 and U+2029 end a `//` comment, as JSON5 says, but are no new line in a
/// place, since editors do not count them.
struct JSON5Scanner {
    let file: String
    let scalars: [Unicode.Scalar]
    private(set) var position = 0
    private var line = 1
    private var lineStart = 0

    init(scalars: [Unicode.Scalar], file: String) {
        self.scalars = scalars
        self.file = file
        // A byte order mark at the very start has no column of its own in an editor.
        if scalars.first == "\u{FEFF}" {
            position = 1
            lineStart = 1
        }
    }

    var location: SourceLocation {
        SourceLocation(file: file, line: line, column: position - lineStart + 1)
    }
    var isAtEnd: Bool { position >= scalars.count }
    var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    func peek(_ distance: Int) -> Unicode.Scalar? {
        position + distance < scalars.count ? scalars[position + distance] : nil
    }

    mutating func advance() {
        guard position < scalars.count else { return }
        let scalar = scalars[position]
        position += 1
        if scalar == "\n" || scalar == "\r" && peek != "\n" {
            line += 1
            lineStart = position
        }
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        advance()
        return true
    }

    /// Takes a word made of plain letters if nothing of an identifier follows it.
    mutating func take(word: String) -> Bool {
        var distance = 0
        for scalar in word.unicodeScalars {
            guard peek(distance) == scalar else { return false }
            distance += 1
        }
        if let next = peek(distance), Self.isIdentifierPart(next) || next == "\\" { return false }
        for _ in 0..<distance { advance() }
        return true
    }

    func failure(_ code: String, _ message: String, at place: SourceLocation? = nil, advice: String? = nil)
        -> JSON5Failure
    {
        JSON5Failure(code: code, message: message, location: place ?? location, advice: advice)
    }

    /// What stands here, for messages.
    var here: String {
        guard let scalar = peek else { return "the end of the file" }
        if scalar == "\n" || scalar == "\r" { return "the end of the line" }
        if scalar.value < 0x20 || scalar.value == 0x7F {
            return "the control character U+\(Self.hex(scalar.value))"
        }
        if scalar.value > 0x7E { return "'\(scalar)' (U+\(Self.hex(scalar.value)))" }
        return "'\(scalar)'"
    }

    static func hex(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Skips white space and comments.
    mutating func skipBlank() throws(JSON5Failure) {
        while let scalar = peek {
            if Self.isBlank(scalar) {
                advance()
            } else if scalar == "/" {
                try skipComment()
            } else {
                return
            }
        }
    }

    private mutating func skipComment() throws(JSON5Failure) {
        let begin = location
        switch peek(1) {
        case "/":
            while let scalar = peek, !Self.isLineEnd(scalar) { advance() }
        case "*":
            advance()
            advance()
            while !(peek == "*" && peek(1) == "/") {
                if isAtEnd {
                    throw failure(
                        "open-comment", "this comment is never closed", at: begin,
                        advice: "write */ where it ends")
                }
                advance()
            }
            advance()
            advance()
        default:
            throw failure("stray-slash", "expected '//' or '/*' for a comment, found a single '/'")
        }
    }

    static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}"
    }

    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\n", "\r", "\u{0B}", "\u{0C}", "\u{A0}", "\u{FEFF}", "\u{2028}", "\u{2029}": true
        default: scalar.value > 0x7F && scalar.properties.generalCategory == .spaceSeparator
        }
    }

    /// Start of an identifier name of ECMAScript 5.1; a `\u` escape is looked at by the caller.
    static func isIdentifierStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "$", "_": true
        default: scalar.value > 0x7F && isLetter(scalar.properties.generalCategory)
        }
    }

    /// A further character of an identifier name of ECMAScript 5.1.
    static func isIdentifierPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "$", "_", "\u{200C}", "\u{200D}": true
        default: scalar.value > 0x7F && isPart(scalar.properties.generalCategory)
        }
    }

    private static func isLetter(_ category: Unicode.GeneralCategory) -> Bool {
        switch category {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .letterNumber:
            true
        default: false
        }
    }

    private static func isPart(_ category: Unicode.GeneralCategory) -> Bool {
        switch category {
        case .nonspacingMark, .spacingMark, .decimalNumber, .connectorPunctuation: true
        default: isLetter(category)
        }
    }
}
