public import SiteModel

/// A text that is not strict JSON.
public struct JSONError: Error, Equatable, CustomStringConvertible {
    /// How many bytes of UTF-8 come before the place.
    public let offset: Int
    /// What was expected there.
    public let message: String

    /// Place and message.
    public var description: String { "byte \(offset): \(message)" }
}

/// Reads strict JSON (RFC 8259): the fast way back for what `JSONValue.compact` wrote, such as journal records.
///
/// Members keep their order; a name that occurs twice is kept twice. Nesting is bounded by `deepestJSONNesting`.
/// The error says at which byte the text stops being strict JSON.
public func parseJSON(_ text: String) throws(JSONError) -> JSONValue {
    var parser = StrictJSONParser(bytes: Array(text.utf8))
    return try parser.document()
}

/// Strict JSON over UTF-8 bytes.
private struct StrictJSONParser {
    let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func failure(_ message: String) -> JSONError { JSONError(offset: position, message: message) }

    private mutating func skipBlank() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    mutating func document() throws(JSONError) -> JSONValue {
        let result = try value()
        skipBlank()
        if position < bytes.count { throw failure("expected the end of the text") }
        return result
    }

    private mutating func value() throws(JSONError) -> JSONValue {
        skipBlank()
        guard let byte = peek else { throw failure("expected a value, found the end of the text") }
        switch byte {
        case UInt8(ascii: "{"): return .object(try members())
        case UInt8(ascii: "["): return .array(try items())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case 0x30...0x39, UInt8(ascii: "-"): return try number()
        default: throw failure("expected a value")
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for byte in text.description.utf8 where !take(byte) { throw failure("expected \(text)") }
        return value
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        if depth > deepestJSONNesting { throw failure("nested more than \(deepestJSONNesting) deep") }
        position += 1
    }

    private mutating func items() throws(JSONError) -> [JSONValue] {
        try enter()
        defer { depth -= 1 }
        var list: [JSONValue] = []
        skipBlank()
        if take(UInt8(ascii: "]")) { return list }
        while true {
            list.append(try value())
            skipBlank()
            if take(UInt8(ascii: ",")) { continue }
            if take(UInt8(ascii: "]")) { return list }
            throw failure("expected ',' or ']'")
        }
    }

    private mutating func members() throws(JSONError) -> [JSONValue.Member] {
        try enter()
        defer { depth -= 1 }
        var list: [JSONValue.Member] = []
        skipBlank()
        if take(UInt8(ascii: "}")) { return list }
        while true {
            skipBlank()
            guard peek == UInt8(ascii: "\"") else { throw failure("expected a member name in quotes") }
            let name = try string()
            skipBlank()
            if !take(UInt8(ascii: ":")) { throw failure("expected ':'") }
            list.append(.init(name, try value()))
            skipBlank()
            if take(UInt8(ascii: ",")) { continue }
            if take(UInt8(ascii: "}")) { return list }
            throw failure("expected ',' or '}'")
        }
    }

    private mutating func string() throws(JSONError) -> String {
        position += 1
        var begin = position
        // Almost every text of a journal has no escape and is one slice.
        var text = ""
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                let rest = String(decoding: bytes[begin..<position], as: UTF8.self)
                position += 1
                return text.isEmpty ? rest : text + rest
            }
            if byte < 0x20 { throw failure("a control character may not stand in a text") }
            if byte == UInt8(ascii: "\\") {
                text += String(decoding: bytes[begin..<position], as: UTF8.self)
                position += 1
                text.unicodeScalars.append(try escape())
                begin = position
            } else {
                position += 1
            }
        }
        throw failure("expected '\"', found the end of the text")
    }

    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        guard let byte = peek else { throw failure("expected an escape, found the end of the text") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let first = try fourHexDigits()
            if let scalar = Unicode.Scalar(first) { return scalar }
            if first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
                let second = try fourHexDigits()
                if (0xDC00...0xDFFF).contains(second),
                    let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
                {
                    return scalar
                }
            }
            throw failure("half of a surrogate pair")
        default: throw failure("unknown escape")
        }
    }

    private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = JSON5Parser.hexValue(Unicode.Scalar(byte)) else {
                throw failure("expected four hexadecimal digits")
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private mutating func digits() throws(JSONError) {
        let begin = position
        while let byte = peek, (0x30...0x39).contains(byte) { position += 1 }
        if begin == position { throw failure("expected a digit") }
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let begin = position
        _ = take(UInt8(ascii: "-"))
        if take(UInt8(ascii: "0")) {
            if let byte = peek, (0x30...0x39).contains(byte) {
                throw failure("no digit may follow a leading 0")
            }
        } else {
            try digits()
        }
        var isWhole = true
        if take(UInt8(ascii: ".")) {
            isWhole = false
            try digits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            isWhole = false
            position += 1
            if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
            try digits()
        }
        let text = String(decoding: bytes[begin..<position], as: UTF8.self)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        return .number(text)
    }
}
