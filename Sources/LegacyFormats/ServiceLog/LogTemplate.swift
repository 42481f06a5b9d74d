/// A message of a component with holes for what it names.
///
/// Such as `Creating package file '{path}'.`
struct LogTemplate: Sendable {
    enum Part: Sendable {
        case literal([UInt8])
        case hole(LogName.Kind)
    }

    let key: String
    let step: LogStep
    let components: [String]
    let article: String
    let parts: [Part]
    /// The sentence, with the same holes.
    let sentence: String

    /// The bytes before the first hole, in small letters.
    var lead: [UInt8] {
        if case .literal(let bytes)? = parts.first { return bytes }
        return []
    }

    /// How many bytes of it are its own.
    var weight: Int {
        parts.reduce(0) { sum, part in
            if case .literal(let bytes) = part { return sum + bytes.count }
            return sum
        }
    }

    /// The message with something in each hole.
    var example: String {
        parts.map { part in
            switch part {
            case .literal(let bytes): return String(decoding: bytes, as: UTF8.self)
            case .hole(let kind): return Self.sample(kind)
            }
        }.joined()
    }

    private static func sample(_ kind: LogName.Kind) -> String {
        switch kind {
        case .job, .package: "BPC00001"
        case .request: "_001BPC"
        case .site: "BPC"
        case .server: "SRV1"
        case .client: "BPC00002"
        case .path: "D:\\SMS\\FILE"
        case .file: "FILE.SNI"
        case .type: "MICROSOFT|SMS|NEW"
        case .win32: "5"
        case .event: "330"
        case .code: "10"
        case .n: "7"
        case .time: "04/21/97 08:00:00"
        case .text: "some words"
        }
    }

    /// Takes a pattern apart; nil for a hole that there is not.
    static func parts(_ pattern: Substring) -> [Part]? {
        var parts: [Part] = []
        var literal: [UInt8] = []
        var rest = Array(pattern.utf8)[...]
        while let byte = rest.first {
            guard byte == 0x7B else {
                literal.append(LogText8.lower(byte))
                rest = rest.dropFirst()
                continue
            }
            let name = rest.dropFirst().prefix { $0 != 0x7D }
            // Braces around figures are the message's own (Q270218).
            guard let kind = LogName.Kind(rawValue: String(decoding: name, as: UTF8.self)) else { return nil }
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = []
            parts.append(.hole(kind))
            rest = rest[min(name.endIndex + 1, rest.endIndex)...]
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        return parts
    }

    /// The names in a text; nil where it is another message.
    ///
    /// - Parameters:
    ///   - text: The text without line feeds at its ends, its blanks single.
    ///   - lower: The same in small letters.
    /// - Returns: the names in the order of the text, or nil.
    func match(_ text: [UInt8], _ lower: [UInt8]) -> [LogName]? {
        var names: [LogName] = []
        return match(text, lower, at: 0, part: 0, &names) ? names : nil
    }

    private func match(
        _ text: [UInt8], _ lower: [UInt8], at place: Int, part: Int, _ names: inout [LogName]
    ) -> Bool {
        guard part < parts.count else { return place == text.count }
        switch parts[part] {
        case .literal(let bytes):
            guard lower[place...].starts(with: bytes) else { return false }
            return match(text, lower, at: place + bytes.count, part: part + 1, &names)
        case .hole(let kind):
            var end = place + 1
            let next: [UInt8]
            if part + 1 < parts.count, case .literal(let bytes) = parts[part + 1] {
                next = bytes
            } else {
                next = []
            }
            if next.isEmpty { end = text.count }
            while end <= text.count {
                if end > place, lower[end...].starts(with: next),
                    Self.fits(text[place..<end], kind)
                {
                    let count = names.count
                    names.append(LogName(kind, String(decoding: text[place..<end], as: UTF8.self)))
                    if match(text, lower, at: end, part: part + 1, &names) { return true }
                    names.removeSubrange(count...)
                }
                // What may have no blank ends at the first.
                if end < text.count, text[end] == 0x20, !Self.mayHaveBlanks(kind) { return false }
                end += 1
            }
            return false
        }
    }

    private static func mayHaveBlanks(_ kind: LogName.Kind) -> Bool {
        switch kind {
        case .path, .text, .time, .client: true
        default: false
        }
    }

    private static func fits(_ bytes: ArraySlice<UInt8>, _ kind: LogName.Kind) -> Bool {
        switch kind {
        case .n, .win32, .event:
            return bytes.dropFirst(bytes.first == 0x2D ? 1 : 0).allSatisfy { (0x30...0x39).contains($0) }
        case .code:
            return bytes.dropFirst(bytes.first == 0x2D ? 1 : 0).allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0)
                    || $0 == 0x78
            }
        case .path, .text, .time: return true
        case .client: return bytes.count <= 64
        // No name has a quotation mark; values of a MIF have (Q199229).
        default: return !bytes.contains(0x20) && !bytes.contains(0x22)
        }
    }

    /// The sentence with the names put in; a hole that the line leaves open stays a dash.
    func sentence(_ names: [LogName]) -> String {
        var text = ""
        var rest = sentence[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            let kind = LogName.Kind(rawValue: String(rest[rest.index(after: open)..<close]))
            let value = names.first { $0.kind == kind }?.value
            text += value.map { kind == .win32 ? Win32Error.described($0) : $0 } ?? "-"
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}

/// Bytes of log texts as they are compared.
enum LogText8 {
    static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// A text without line feeds (`~`) and blanks at its ends, every run of them a single blank within.
    static func normal(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            let isBlank = byte == 0x20 || byte == 0x09 || byte == 0x7E || byte == 0x0A || byte == 0x0D
            if !isBlank {
                out.append(byte)
            } else if let last = out.last, last != 0x20 {
                out.append(0x20)
            }
        }
        if out.last == 0x20 { out.removeLast() }
        return out
    }
}
