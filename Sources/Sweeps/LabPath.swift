public import SiteModel

/// A place in a lab file, such as `sites.BPC.addresses.S01.bitsPerSecond`, and how a value gets there.
///
/// The parts are divided by points. In a list a part is a number from 0, or the word by which an item is known (a site's
/// `code`, a server's, group's or query's `name`, a client range's `names`, a drive's `letter`, an address's `to`, …), or
/// `*` for every item; `sites[0]` is the same as `sites.0`.
public struct LabPath: Equatable, Sendable {
    /// The parts in order.
    public let parts: [String]

    /// Why a value has no place.
    public struct Problem: Error, Equatable, Sendable {
        /// What is wrong, a sentence without a full stop.
        public var message: String
        /// What was perhaps meant.
        public var advice: String?
    }

    /// Takes a path apart; nil where a part is empty.
    public init?(_ text: String) {
        var parts: [String] = []
        for piece in text.split(separator: ".", omittingEmptySubsequences: false) {
            var words = piece.split(separator: "[", omittingEmptySubsequences: false).map(String.init)
            for place in words.indices.dropFirst() {
                guard words[place].hasSuffix("]") else { return nil }
                words[place].removeLast()
            }
            if words.contains("") { return nil }
            parts += words
        }
        guard !parts.isEmpty else { return nil }
        self.parts = parts
    }

    /// The members by which items of lists are known, in the order in which they are tried.
    private static let identities = [
        "code", "name", "names", "letter", "to", "kind", "clients", "account", "service",
    ]

    /// Puts a value into a lab's canonical JSON, in which no member is left out.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - lab: The lab.
    /// - Throws: `Problem` where the lab has no such place.
    public func set(_ value: JSONValue, in lab: inout JSONValue) throws(Problem) {
        try set(value, in: &lab, from: 0)
    }

    private func set(_ value: JSONValue, in node: inout JSONValue, from place: Int) throws(Problem) {
        guard place < parts.count else {
            node = value
            return
        }
        switch node {
        case .object(var members):
            guard let member = members.firstIndex(where: { $0.name == parts[place] }) else {
                throw unknown(place, among: members.map(\.name), "member")
            }
            try set(value, in: &members[member].value, from: place + 1)
            node = .object(members)
        case .array(var items):
            for item in try places(at: place, of: items) {
                try set(value, in: &items[item], from: place + 1)
            }
            node = .array(items)
        default:
            throw Problem(
                message: "'\(parts[..<place].joined(separator: "."))' has no members, so that there is no "
                    + "'\(parts.joined(separator: "."))'")
        }
    }

    /// Which items of a list a part means.
    private func places(at place: Int, of items: [JSONValue]) throws(Problem) -> [Int] {
        let part = parts[place]
        if part == "*" {
            guard !items.isEmpty else {
                throw Problem(message: "'\(parts[..<place].joined(separator: "."))' is an empty list")
            }
            return Array(items.indices)
        }
        let lower = part.lowercased()
        var known: [String] = []
        for name in Self.identities {
            let words = items.map { $0[name]?.text }
            known += words.compactMap { $0 }
            let found = items.indices.filter { words[$0]?.lowercased() == lower }
            if found.count == 1 { return found }
            if found.count > 1 {
                throw Problem(
                    message: "'\(parts[...place].joined(separator: "."))' means \(found.count) items",
                    advice: "write their numbers, such as \(found[0])")
            }
        }
        if let number = Int(part), items.indices.contains(number) { return [number] }
        // A part that begins with a digit is no number where an item is called so.
        if Int(part) != nil {
            throw Problem(
                message: "'\(parts[..<place].joined(separator: "."))' has \(items.count) "
                    + "\(items.count == 1 ? "item" : "items"), counted from 0; there is no item \(part)")
        }
        throw unknown(place, among: known, "item")
    }

    /// The places of a lab that the path means, each by members and by numbers of items; none where the lab has no such
    /// place.
    ///
    /// Two paths meet where a place of one is that of the other, or lies above or below it.
    public func spots(in lab: JSONValue) -> [[String]] { (try? spots(in: lab, from: 0)) ?? [] }

    private func spots(in node: JSONValue, from place: Int) throws(Problem) -> [[String]] {
        guard place < parts.count else { return [[]] }
        switch node {
        case .object(let members):
            guard let member = members.first(where: { $0.name == parts[place] }) else { return [] }
            return try spots(in: member.value, from: place + 1).map { [member.name] + $0 }
        case .array(let items):
            var found: [[String]] = []
            for item in try places(at: place, of: items) {
                found += try spots(in: items[item], from: place + 1).map { [String(item)] + $0 }
            }
            return found
        default: return []
        }
    }

    private func unknown(_ place: Int, among names: [String], _ what: String) -> Problem {
        let above = place == 0 ? "the lab" : "'\(parts[..<place].joined(separator: "."))'"
        let near = NearestName.of(parts[place], among: names)
        let shown = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", ..." : "")
        return Problem(
            message: "\(above) has no \(what) '\(parts[place])'",
            advice: near.map { "did you mean '\($0)'?" } ?? (names.isEmpty ? nil : "there are \(shown)"))
    }
}
