public import SiteModel

/// How deeply lists and objects may be nested, in JSON5 files and in journal records.
///
/// The bound keeps a hostile file from using up the stack; a lab file is six levels deep.
public let deepestJSONNesting = 200

/// Reads a JSON5 1.0.0 text in UTF-8, keeping the place of every value and name.
///
/// The tree is nil when the text cannot be read; then the last finding says where and what was expected. A name
/// that occurs twice in an object is an error too, but the tree is kept whole. Two things of JSON5 are refused:
/// a lone surrogate in a text, which no Unicode text can hold, and nesting over `deepestJSONNesting`.
public func parseJSON5(_ bytes: [UInt8], file: String) -> (node: JSON5Node?, findings: [Finding]) {
    do throws(JSON5Failure) {
        var parser = JSON5Parser(
            scanner: JSON5Scanner(scalars: try decodeUTF8(bytes, file: file), file: file))
        let node = try parser.document()
        return (node, parser.findings)
    } catch {
        return (
            nil, [Finding(.error, error.code, error.message, at: error.location, advice: error.advice)]
        )
    }
}

/// Decodes UTF-8, or says at which line and column it stops being UTF-8.
func decodeUTF8(_ bytes: [UInt8], file: String) throws(JSON5Failure) -> [Unicode.Scalar] {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
        throw JSON5Failure(
            code: "not-utf-8", message: "the file is in UTF-16, not in UTF-8",
            location: SourceLocation(file: file, line: 1, column: 1), advice: "save it as UTF-8")
    }
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(bytes.count)
    var decoder = UTF8()
    var input = bytes.makeIterator()
    while true {
        switch decoder.decode(&input) {
        case .scalarValue(let scalar): scalars.append(scalar)
        case .emptyInput: return scalars
        case .error:
            var scanner = JSON5Scanner(scalars: scalars, file: file)
            while !scanner.isAtEnd { scanner.advance() }
            throw JSON5Failure(
                code: "not-utf-8", message: "the bytes here are not UTF-8", location: scanner.location,
                advice: "save the file as UTF-8")
        }
    }
}

/// Recursive descent over a scanner; at most `deepestJSONNesting` deep.
struct JSON5Parser {
    var scanner: JSON5Scanner
    private(set) var findings: [Finding] = []
    private var depth = 0

    init(scanner: JSON5Scanner) { self.scanner = scanner }

    mutating func document() throws(JSON5Failure) -> JSON5Node {
        try scanner.skipBlank()
        if scanner.isAtEnd {
            throw scanner.failure("empty-file", "expected a value, found nothing but blanks and comments")
        }
        let node = try value()
        try scanner.skipBlank()
        if !scanner.isAtEnd {
            throw scanner.failure(
                "text-after-end", "expected the end of the file after the value, found \(scanner.here)")
        }
        return node
    }

    private mutating func value() throws(JSON5Failure) -> JSON5Node {
        let place = scanner.location
        guard let scalar = scanner.peek else {
            throw scanner.failure("value-expected", "expected a value, found the end of the file")
        }
        switch scalar {
        case "{": return JSON5Node(.object(try members()), at: place)
        case "[": return JSON5Node(.array(try items()), at: place)
        case "\"", "'": return JSON5Node(.string(try string()), at: place)
        case "0"..."9", "+", "-", ".": return JSON5Node(try number(), at: place)
        default:
            if scanner.take(word: "null") { return JSON5Node(.null, at: place) }
            if scanner.take(word: "true") { return JSON5Node(.bool(true), at: place) }
            if scanner.take(word: "false") { return JSON5Node(.bool(false), at: place) }
            if scanner.take(word: "Infinity") { return JSON5Node(.nonFinite("Infinity"), at: place) }
            if scanner.take(word: "NaN") { return JSON5Node(.nonFinite("NaN"), at: place) }
            if JSON5Scanner.isIdentifierStart(scalar) {
                throw scanner.failure(
                    "value-expected", "expected a value, found a bare word",
                    advice: "put texts in quotes")
            }
            throw scanner.failure("value-expected", "expected a value, found \(scanner.here)")
        }
    }

    private mutating func enter() throws(JSON5Failure) {
        depth += 1
        if depth > deepestJSONNesting {
            throw scanner.failure(
                "too-deep", "lists and objects are nested more than \(deepestJSONNesting) deep here")
        }
        scanner.advance()
    }

    private mutating func items() throws(JSON5Failure) -> [JSON5Node] {
        let begin = scanner.location
        try enter()
        defer { depth -= 1 }
        var list: [JSON5Node] = []
        while true {
            try scanner.skipBlank()
            if scanner.take("]") { return list }
            if scanner.isAtEnd {
                throw scanner.failure(
                    "open-list",
                    "expected a value or ']', found the end of the file; the list begins in line "
                        + "\(begin.line)")
            }
            list.append(try value())
            try scanner.skipBlank()
            if scanner.take(",") { continue }
            if scanner.take("]") { return list }
            throw scanner.failure(
                "comma-expected", "expected ',' or ']' after this item, found \(scanner.here)")
        }
    }

    private mutating func members() throws(JSON5Failure) -> [JSON5Node.Member] {
        let begin = scanner.location
        try enter()
        defer { depth -= 1 }
        var list: [JSON5Node.Member] = []
        var seen: [String: Int] = [:]
        while true {
            try scanner.skipBlank()
            if scanner.take("}") { return list }
            let place = scanner.location
            if scanner.isAtEnd {
                throw scanner.failure(
                    "open-object",
                    "expected a member or '}', found the end of the file; the object begins in line \(begin.line)"
                )
            }
            let name = try memberName()
            try scanner.skipBlank()
            if !scanner.take(":") {
                throw scanner.failure(
                    "colon-expected", "expected ':' after the name '\(name)', found \(scanner.here)")
            }
            try scanner.skipBlank()
            let node = try value()
            if let first = seen[name] {
                findings.append(
                    Finding(
                        .error, "duplicate-member",
                        "the member '\(name)' was already given in line \(first)", at: place,
                        advice: "keep one of the two"))
            } else {
                seen[name] = place.line
            }
            list.append(JSON5Node.Member(name: name, nameLocation: place, node: node))
            try scanner.skipBlank()
            if scanner.take(",") { continue }
            if scanner.take("}") { return list }
            throw scanner.failure(
                "comma-expected", "expected ',' or '}' after this member, found \(scanner.here)")
        }
    }

    private mutating func memberName() throws(JSON5Failure) -> String {
        if scanner.peek == "\"" || scanner.peek == "'" { return try string() }
        var name = String.UnicodeScalarView()
        while let scalar = scanner.peek {
            if scalar == "\\" {
                name.append(try escapedIdentifierScalar(isFirst: name.isEmpty))
            } else if name.isEmpty
                ? JSON5Scanner.isIdentifierStart(scalar) : JSON5Scanner.isIdentifierPart(scalar)
            {
                name.append(scalar)
                scanner.advance()
            } else {
                break
            }
        }
        if name.isEmpty {
            throw scanner.failure(
                "name-expected", "expected a member name or '}', found \(scanner.here)",
                advice: scanner.peek == "," ? "remove the extra comma" : "put unusual names in quotes")
        }
        return String(name)
    }

    private mutating func escapedIdentifierScalar(isFirst: Bool) throws(JSON5Failure) -> Unicode.Scalar {
        let place = scanner.location
        scanner.advance()
        guard scanner.take("u") else {
            throw scanner.failure("bad-escape", "expected \\u and four digits in a bare name", at: place)
        }
        let scalar = try unicodeEscape(begin: place)
        let fits = isFirst ? JSON5Scanner.isIdentifierStart(scalar) : JSON5Scanner.isIdentifierPart(scalar)
        if !fits {
            throw scanner.failure(
                "name-expected", "U+\(JSON5Scanner.hex(scalar.value)) may not stand in a bare name",
                at: place,
                advice: "put the name in quotes")
        }
        return scalar
    }
}

// MARK: Texts

extension JSON5Parser {
    private mutating func string() throws(JSON5Failure) -> String {
        let begin = scanner.location
        guard let quote = scanner.peek else { return "" }
        scanner.advance()
        var text = String.UnicodeScalarView()
        while let scalar = scanner.peek {
            if scalar == quote {
                scanner.advance()
                return String(text)
            }
            if scalar == "\\" {
                if let escaped = try escape() { text.append(escaped) }
            } else if scalar == "\n" || scalar == "\r" {
                break
            } else {
                text.append(scalar)
                scanner.advance()
            }
        }
        throw scanner.failure(
            "open-text", "expected \(quote) before \(scanner.here): this text is never closed", at: begin,
            advice: "close it, or end the line with \\ to go on in the next")
    }

    /// One escape; nil for a line continuation.
    private mutating func escape() throws(JSON5Failure) -> Unicode.Scalar? {
        let place = scanner.location
        scanner.advance()
        guard let scalar = scanner.peek else {
            throw scanner.failure("bad-escape", "expected a character after \\, found the end of the file")
        }
        scanner.advance()
        switch scalar {
        case "b": return "\u{08}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{0B}"
        case "\r":
            _ = scanner.take("\n")
            return nil
        case "\n", "\u{2028}", "\u{2029}": return nil
        case "x":
            let value = try hexDigits(2, begin: place)
            return Unicode.Scalar(value)
        case "u": return try unicodeEscape(begin: place)
        case "0":
            if let next = scanner.peek, ("0"..."9").contains(next) { fallthrough }
            return "\0"
        case "1"..."9":
            throw scanner.failure(
                "bad-escape", "a \\ may not stand before a digit", at: place,
                advice: "write \\x and two digits")
        default: return scalar
        }
    }

    private mutating func hexDigits(_ count: Int, begin: SourceLocation) throws(JSON5Failure) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let scalar = scanner.peek, let digit = Self.hexValue(scalar) else {
                throw scanner.failure(
                    "bad-escape",
                    "expected \(count) hexadecimal digits in this escape, found \(scanner.here)",
                    at: begin)
            }
            value = value << 4 | digit
            scanner.advance()
        }
        return value
    }

    /// The scalar of `\uXXXX` with the `\u` already taken; a pair of surrogates is one scalar.
    private mutating func unicodeEscape(begin: SourceLocation) throws(JSON5Failure) -> Unicode.Scalar {
        let first = try hexDigits(4, begin: begin)
        if let scalar = Unicode.Scalar(first) { return scalar }
        if first < 0xDC00, scanner.peek == "\\", scanner.peek(1) == "u" {
            scanner.advance()
            scanner.advance()
            let second = try hexDigits(4, begin: begin)
            if (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            {
                return scalar
            }
        }
        throw scanner.failure(
            "lone-surrogate",
            "\\u\(JSON5Scanner.hex(first)) is half of a character and its other half is missing",
            at: begin)
    }

    static func hexValue(_ scalar: Unicode.Scalar) -> UInt32? {
        switch scalar {
        case "0"..."9": scalar.value - 0x30
        case "a"..."f": scalar.value - 0x61 + 10
        case "A"..."F": scalar.value - 0x41 + 10
        default: nil
        }
    }
}

// MARK: Numbers

extension JSON5Parser {
    private mutating func number() throws(JSON5Failure) -> JSON5Node.Value {
        let begin = scanner.location
        var negative = false
        if scanner.take("-") { negative = true } else { _ = scanner.take("+") }
        let sign = negative ? "-" : ""
        if scanner.take(word: "Infinity") { return .nonFinite(sign + "Infinity") }
        if scanner.take(word: "NaN") { return .nonFinite("NaN") }
        let result: JSON5Node.Value
        if scanner.peek == "0", scanner.peek(1) == "x" || scanner.peek(1) == "X" {
            result = try hexadecimal(negative: negative, begin: begin)
        } else {
            result = try decimal(negative: negative, begin: begin)
        }
        if let next = scanner.peek, JSON5Scanner.isIdentifierPart(next) || next == "\\" || next == "." {
            throw scanner.failure("bad-number", "expected the number to end here, found \(scanner.here)")
        }
        return result
    }

    private mutating func hexadecimal(negative: Bool, begin: SourceLocation) throws(JSON5Failure)
        -> JSON5Node.Value
    {
        scanner.advance()
        scanner.advance()
        var value: UInt64 = 0
        var count = 0
        while let scalar = scanner.peek, let digit = Self.hexValue(scalar) {
            if value >> 60 != 0 {
                throw scanner.failure(
                    "number-too-large", "a hexadecimal number may have at most 64 bits", at: begin)
            }
            value = value << 4 | UInt64(digit)
            count += 1
            scanner.advance()
        }
        if count == 0 {
            throw scanner.failure(
                "bad-number", "expected a hexadecimal digit after 0x, found \(scanner.here)")
        }
        let text = (negative ? "-" : "") + String(value)
        return Int64(text).map { .integer($0) } ?? .number(text)
    }

    private mutating func digits() -> String {
        var text = String.UnicodeScalarView()
        while let scalar = scanner.peek, ("0"..."9").contains(scalar) {
            text.append(scalar)
            scanner.advance()
        }
        return String(text)
    }

    private mutating func decimal(negative: Bool, begin: SourceLocation) throws(JSON5Failure)
        -> JSON5Node.Value
    {
        let whole = digits()
        if whole.utf8.count > 1, whole.utf8.first == 0x30 {
            throw scanner.failure(
                "bad-number", "a number may not begin with 0 and further digits", at: begin,
                advice: "leave out the zeros, or put the number in quotes")
        }
        var fraction = ""
        let hasDot = scanner.take(".")
        if hasDot { fraction = digits() }
        if whole.isEmpty, fraction.isEmpty {
            throw scanner.failure("bad-number", "expected a digit, found \(scanner.here)")
        }
        var exponent = ""
        if scanner.peek == "e" || scanner.peek == "E" {
            scanner.advance()
            exponent = "e"
            if scanner.take("-") { exponent += "-" } else { _ = scanner.take("+") }
            let power = digits()
            if power.isEmpty {
                throw scanner.failure(
                    "bad-number", "expected a digit of the exponent, found \(scanner.here)")
            }
            exponent += power
        }
        let sign = negative ? "-" : ""
        if fraction.isEmpty, exponent.isEmpty, let integer = Int64(sign + whole) { return .integer(integer) }
        var text = sign + (whole.isEmpty ? "0" : whole)
        if !fraction.isEmpty { text += "." + fraction }
        return .number(text + exponent)
    }
}
