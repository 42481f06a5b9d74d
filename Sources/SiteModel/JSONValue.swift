/// A JSON value that keeps the order of its members.
///
/// Journal records, lab files and `--format json` are made of it. Numbers are 64-bit integers or the text of a
/// fraction; nothing in a lab is a floating-point number.
public enum JSONValue: Equatable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// A number that is no 64-bit integer, as written.
    case number(String)
    /// A text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Members in order.
    case object([Member])

    /// A name and its value.
    public struct Member: Equatable, Sendable {
        /// The name.
        public var name: String
        /// The value.
        public var value: JSONValue
        /// Makes a member.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The value of the first member of that name, or nil.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text, if it is one.
    public var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    /// The whole number, if it is one.
    public var int: Int64? {
        if case .integer(let number) = self { return number }
        return nil
    }

    /// The truth value, if it is one.
    public var flag: Bool? {
        if case .bool(let flag) = self { return flag }
        return nil
    }

    /// The list, if it is one.
    public var list: [JSONValue]? {
        if case .array(let list) = self { return list }
        return nil
    }

    /// The members, if it is an object.
    public var members: [Member]? {
        if case .object(let members) = self { return members }
        return nil
    }

    /// Strict JSON on one line, no blanks.
    public var compact: String {
        var out = ""
        write(into: &out, indent: nil, depth: 0)
        return out
    }

    /// Strict JSON, two blanks a level.
    public var pretty: String {
        var out = ""
        write(into: &out, indent: 2, depth: 0)
        return out
    }

    private func write(into out: inout String, indent: Int?, depth: Int) {
        switch self {
        case .null: out += "null"
        case .bool(let flag): out += flag ? "true" : "false"
        case .integer(let number): out += String(number)
        case .number(let text): out += text
        case .string(let text): Self.quote(text, into: &out)
        case .array(let list):
            Self.writeItems(list.count, "[", "]", into: &out, indent: indent, depth: depth) { place, out in
                list[place].write(into: &out, indent: indent, depth: depth + 1)
            }
        case .object(let members):
            Self.writeItems(members.count, "{", "}", into: &out, indent: indent, depth: depth) { place, out in
                Self.quote(members[place].name, into: &out)
                out += indent == nil ? ":" : ": "
                members[place].value.write(into: &out, indent: indent, depth: depth + 1)
            }
        }
    }

    private static func writeItems(
        _ count: Int, _ open: String, _ close: String, into out: inout String, indent: Int?, depth: Int,
        item: (Int, inout String) -> Void
    ) {
        out += open
        for place in 0..<count {
            if place > 0 { out += "," }
            if let indent { out += "\n" + String(repeating: " ", count: indent * (depth + 1)) }
            item(place, &out)
        }
        if let indent, count > 0 { out += "\n" + String(repeating: " ", count: indent * depth) }
        out += close
    }

    /// Writes a text with quotes and escapes.
    public static func quote(_ text: String, into out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            default:
                if scalar.value < 0x20 {
                    let hex = String(scalar.value, radix: 16)
                    out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        }
        out += "\""
    }
}
