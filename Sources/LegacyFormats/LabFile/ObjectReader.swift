import SiteModel

/// What went wrong while a tree was decoded; shared by the readers of its parts.
final class DecodingLog {
    private(set) var findings: [Finding] = []
    private(set) var hasErrors = false

    func add(_ finding: Finding) {
        findings.append(finding)
        if finding.severity == .error { hasErrors = true }
    }

    func error(_ code: String, _ message: String, at place: SourceLocation, advice: String? = nil) {
        add(Finding(.error, code, message, at: place, advice: advice))
    }
}

/// Takes the members of one object by name and type; what is left over at the end is unknown.
///
/// Every method returns its default when the member is missing, and when it is wrong, after saying so.
struct ObjectReader {
    /// What the object is, for messages: `a server`.
    let what: String
    let location: SourceLocation
    let log: DecodingLog
    private var members: [String: JSON5Node.Member] = [:]
    private var order: [JSON5Node.Member] = []
    private var known: [String] = []

    /// Nil, after a finding, when the node is no object.
    init?(_ node: JSON5Node, what: String, log: DecodingLog) {
        guard case .object(let list) = node.value else {
            log.error(
                "wrong-type", "\(what) must be an object { ... }, not \(node.kindInWords)", at: node.location)
            return nil
        }
        self.what = what
        location = node.location
        self.log = log
        order = list
        for member in list where members[member.name] == nil { members[member.name] = member }
    }

    /// The member of a name, or nil; the name counts as known from now on.
    mutating func node(_ name: String) -> JSON5Node? {
        known.append(name)
        return members[name]?.node
    }

    /// Where the name of a member stands.
    func nameLocation(_ name: String) -> SourceLocation? { members[name]?.nameLocation }

    private func wrongType(_ name: String, _ expected: String, _ node: JSON5Node) {
        log.error(
            "wrong-type", "'\(name)' of \(what) must be \(expected), not \(node.kindInWords)",
            at: node.location)
    }

    mutating func text(_ name: String, or value: String) -> String {
        guard let node = node(name) else { return value }
        guard case .string(let text) = node.value else {
            wrongType(name, "a text", node)
            return value
        }
        return text
    }

    /// A text, or nil for `null` and for a missing member.
    mutating func optionalText(_ name: String) -> String? {
        guard let node = node(name), node.value != .null else { return nil }
        guard case .string(let text) = node.value else {
            wrongType(name, "a text or null", node)
            return nil
        }
        return text
    }

    mutating func requiredText(_ name: String) -> String {
        if members[name] == nil { missing(name) }
        return text(name, or: "")
    }

    func missing(_ name: String) {
        log.error("missing-member", "\(what) needs a member '\(name)'", at: location)
    }

    mutating func int(_ name: String, or value: Int64) -> Int64 {
        guard let node = node(name) else { return value }
        guard case .integer(let number) = node.value else {
            wrongType(name, "a whole number", node)
            return value
        }
        return number
    }

    /// A whole number that fits what the model keeps it in.
    mutating func smallInt(_ name: String, or value: Int) -> Int {
        let number = int(name, or: Int64(value))
        if let small = Int32(exactly: number) { return Int(small) }
        if let node = members[name]?.node {
            log.error(
                "out-of-range", "'\(name)' of \(what) is \(number), which is far too large", at: node.location
            )
        }
        return value
    }

    mutating func flag(_ name: String, or value: Bool) -> Bool {
        guard let node = node(name) else { return value }
        guard case .bool(let flag) = node.value else {
            wrongType(name, "true or false", node)
            return value
        }
        return flag
    }

    /// One of a few words, in any case.
    mutating func word<Value>(_ name: String, _ words: [(String, Value)], or value: Value) -> Value {
        guard let node = node(name) else { return value }
        return decodeWord(node, "'\(name)' of \(what)", words, log: log) ?? value
    }

    /// A value that a text stands for, such as a time; `null` is refused.
    mutating func parsed<Value>(
        _ name: String, _ expected: String, or value: Value, _ parse: (String) -> Value?
    ) -> Value {
        guard let node = node(name) else { return value }
        return decodeParsed(node, "'\(name)' of \(what)", expected, log: log, parse) ?? value
    }

    /// A list, each item decoded; items that fail are left out after a finding.
    mutating func list<Item>(_ name: String, or value: [Item], _ item: (JSON5Node) -> Item?) -> [Item] {
        guard let node = node(name) else { return value }
        guard case .array(let nodes) = node.value else {
            wrongType(name, "a list [ ... ]", node)
            return value
        }
        return nodes.compactMap(item)
    }

    /// A list of texts.
    mutating func texts(_ name: String, or value: [String]) -> [String] {
        let what = what
        let log = log
        return list(name, or: value) { node in
            if case .string(let text) = node.value { return text }
            log.error(
                "wrong-type", "'\(name)' of \(what) must hold texts, not \(node.kindInWords)",
                at: node.location)
            return nil
        }
    }

    /// Reports every member that nobody asked for.
    func finish() {
        for member in order where !known.contains(member.name) {
            let nearest = NearestName.of(member.name, among: known)
            // A reader of forty names looks for none of them; the reference page has them all.
            let shown = known.sorted().prefix(12)
            let more = known.count > shown.count ? " and \(known.count - shown.count) more" : ""
            let others = shown.joined(separator: ", ") + more
            log.error(
                "unknown-member", "\(what) has no member '\(member.name)'", at: member.nameLocation,
                advice: nearest.map { "did you mean '\($0)'?" } ?? "its members are \(others)")
        }
    }
}

/// One of a few words in any case, or nil after a finding that lists them.
func decodeWord<Value>(
    _ node: JSON5Node, _ what: String, _ words: [(String, Value)], log: DecodingLog
) -> Value? {
    let list = words.map { "\"\($0.0)\"" }.joined(separator: ", ")
    guard case .string(let text) = node.value else {
        log.error("wrong-type", "\(what) must be one of \(list), not \(node.kindInWords)", at: node.location)
        return nil
    }
    let lower = text.lowercased()
    if let found = words.first(where: { $0.0.lowercased() == lower }) { return found.1 }
    let nearest = NearestName.of(text, among: words.map(\.0))
    log.error(
        "unknown-word", "\(what) is '\(text)', but must be one of \(list)", at: node.location,
        advice: nearest.map { "did you mean \"\($0)\"?" })
    return nil
}

/// A value that a text stands for, or nil after a finding.
func decodeParsed<Value>(
    _ node: JSON5Node, _ what: String, _ expected: String, log: DecodingLog, _ parse: (String) -> Value?
) -> Value? {
    guard case .string(let text) = node.value else {
        log.error("wrong-type", "\(what) must be \(expected), not \(node.kindInWords)", at: node.location)
        return nil
    }
    if let value = parse(text) { return value }
    log.error("bad-value", "\(what) is '\(text)', but must be \(expected)", at: node.location)
    return nil
}
