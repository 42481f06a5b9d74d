import SiteModel

/// Writes JSON5 for people: bare names, and whatever fits on one line there.
enum JSON5Writer {
    /// Columns a line should stay within.
    private static let width = 100

    static func text(_ value: JSONValue) -> String {
        var out = ""
        write(value, into: &out, depth: 0, used: 0)
        return out + "\n"
    }

    private static func write(
        _ value: JSONValue, into out: inout String, depth: Int, used: Int, isDrives: Bool = false
    ) {
        let flat = flat(value)
        // Lists of objects stay open, so that a lab can be read down the page; a server's drives need no lines.
        if depth > 0, used + flat.unicodeScalars.count <= width,
            isDrives || !holdsObjects(value) || flat.utf8.count <= 2
        {
            out += flat
            return
        }
        let indent = String(repeating: "  ", count: depth + 1)
        let closing = String(repeating: "  ", count: depth)
        switch value {
        case .array(let items) where items.allSatisfy({ $0.text != nil }):
            fill(items.map { Self.flat($0) }, into: &out, indent: indent)
            out += closing + "]"
        case .array(let items):
            out += "[\n"
            for item in items {
                out += indent
                write(item, into: &out, depth: depth + 1, used: indent.utf8.count + 1)
                out += ",\n"
            }
            out += closing + "]"
        case .object(let members):
            out += "{\n"
            for member in members {
                let name = Self.name(member.name) + ": "
                out += indent + name
                write(
                    member.value, into: &out, depth: depth + 1, used: indent.utf8.count + name.utf8.count + 1,
                    isDrives: member.name == "drives")
                out += ",\n"
            }
            out += closing + "}"
        default: out += flat
        }
    }

    /// A long list of texts, as many on a line as fit.
    private static func fill(_ words: [String], into out: inout String, indent: String) {
        out += "[\n"
        var line = indent
        for word in words {
            if line.utf8.count > indent.utf8.count, line.utf8.count + word.utf8.count + 2 > width {
                out += line + "\n"
                line = indent
            }
            line += (line.utf8.count > indent.utf8.count ? " " : "") + word + ","
        }
        out += line + "\n"
    }

    /// Whether a value is so deep that it deserves its own lines.
    private static func holdsObjects(_ value: JSONValue) -> Bool {
        switch value {
        case .array(let items): items.contains { $0.members != nil }
        case .object(let members): members.contains { holdsObjects($0.value) && $0.name != "drives" }
        default: false
        }
    }

    private static func flat(_ value: JSONValue) -> String {
        switch value {
        case .array(let items): return "[" + items.map { flat($0) }.joined(separator: ", ") + "]"
        case .object(let members):
            if members.isEmpty { return "{}" }
            return "{ " + members.map { name($0.name) + ": " + flat($0.value) }.joined(separator: ", ") + " }"
        case .string(let text):
            var out = ""
            JSONValue.quote(text, into: &out)
            return out
        default: return value.compact
        }
    }

    /// A name, bare where that is plain, else in quotes.
    private static func name(_ name: String) -> String {
        let plain = name.utf8.enumerated().allSatisfy { place, byte in
            switch byte {
            case 0x41...0x5A, 0x61...0x7A, 0x5F: true
            case 0x30...0x39: place > 0
            default: false
            }
        }
        if plain, !name.isEmpty { return name }
        var out = ""
        JSONValue.quote(name, into: &out)
        return out
    }
}
