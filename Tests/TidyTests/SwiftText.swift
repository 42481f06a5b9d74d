/// Swift text with everything blanked that is not code: comments and the contents of string literals.
///
/// Every byte that is blanked becomes a space and line ends stay, so that places in the result are places in the
/// original. Code inside `\(…)` is code and stays. Regex literals are not known; the sources have none.
func codeOnly(_ text: String) -> String { blanked(text, keepsComments: false) }

/// As `codeOnly`, with comments left as they are.
func withoutLiterals(_ text: String) -> String { blanked(text, keepsComments: true) }

private func blanked(_ text: String, keepsComments: Bool) -> String {
    var scanner = CodeScanner(bytes: Array(text.utf8), keepsComments: keepsComments)
    scanner.code(endsAtParenthesis: false)
    return String(decoding: scanner.bytes, as: UTF8.self)
}

/// Walks over Swift text and blanks in place.
private struct CodeScanner {
    var bytes: [UInt8]
    let keepsComments: Bool
    var at = 0

    private static let quote = UInt8(ascii: "\"")
    private static let hash = UInt8(ascii: "#")
    private static let slash = UInt8(ascii: "/")
    private static let star = UInt8(ascii: "*")

    private func byte(_ ahead: Int = 0) -> UInt8 { at + ahead < bytes.count ? bytes[at + ahead] : 0 }

    private mutating func blank(_ count: Int = 1) {
        for _ in 0..<count where at < bytes.count {
            if bytes[at] != UInt8(ascii: "\n") { bytes[at] = UInt8(ascii: " ") }
            at += 1
        }
    }

    private mutating func skipComment(_ count: Int) {
        if keepsComments { at = min(at + count, bytes.count) } else { blank(count) }
    }

    /// Code up to the end, or up to the parenthesis that ends an interpolation.
    mutating func code(endsAtParenthesis: Bool) {
        var depth = 0
        while at < bytes.count {
            switch byte() {
            case Self.slash where byte(1) == Self.slash:
                while at < bytes.count, byte() != UInt8(ascii: "\n") { skipComment(1) }
            case Self.slash where byte(1) == Self.star: comment()
            case Self.quote: string(hashes: 0)
            case Self.hash:
                var hashes = 1
                while byte(hashes) == Self.hash { hashes += 1 }
                let opens = byte(hashes) == Self.quote
                at += hashes
                if opens { string(hashes: hashes) }
            case UInt8(ascii: "("):
                depth += 1
                at += 1
            case UInt8(ascii: ")"):
                at += 1
                if depth == 0, endsAtParenthesis { return }
                depth -= 1
            default: at += 1
            }
        }
    }

    /// A comment with those inside it.
    private mutating func comment() {
        var depth = 0
        repeat {
            if byte() == Self.slash, byte(1) == Self.star {
                depth += 1
                skipComment(2)
            } else if byte() == Self.star, byte(1) == Self.slash {
                depth -= 1
                skipComment(2)
            } else {
                skipComment(1)
            }
        } while depth > 0 && at < bytes.count
    }

    /// A literal from its first quotation mark on; the marks stay, the contents go.
    private mutating func string(hashes: Int) {
        let isLong = byte(1) == Self.quote && byte(2) == Self.quote
        let marks = isLong ? 3 : 1
        at += marks
        while at < bytes.count {
            if closes(marks: marks, hashes: hashes) {
                at += marks + hashes
                return
            }
            if byte() == UInt8(ascii: "\\"), (0..<hashes).allSatisfy({ byte(1 + $0) == Self.hash }) {
                let isInterpolation = byte(1 + hashes) == UInt8(ascii: "(")
                // The sign that is escaped goes too: it may be a quotation mark.
                blank(isInterpolation ? 1 + hashes : 2 + hashes)
                if isInterpolation {
                    at += 1
                    code(endsAtParenthesis: true)
                }
            } else if !isLong, byte() == UInt8(ascii: "\n") {
                // Not Swift; the next line is code again.
                return
            } else {
                blank()
            }
        }
    }

    private func closes(marks: Int, hashes: Int) -> Bool {
        (0..<marks).allSatisfy { byte($0) == Self.quote }
            && (0..<hashes).allSatisfy { byte(marks + $0) == Self.hash }
    }
}
