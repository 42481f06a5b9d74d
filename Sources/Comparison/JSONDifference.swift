public import SiteModel

/// One place where two JSON values differ.
public struct JSONDifference: Equatable, Sendable {
    /// Where: names of members, and of list elements what they are called.
    public let path: [String]
    /// The value in A; nil: there is none.
    public let a: JSONValue?
    /// The value in B; nil: there is none.
    public let b: JSONValue?

    /// Every place where two values differ, in their order.
    ///
    /// Elements of lists are known by their code, name, pattern or destination, where they have one.
    public static func list(_ a: JSONValue?, _ b: JSONValue?, path: [String] = []) -> [JSONDifference] {
        if a == b { return [] }
        if let left = a?.members, let right = b?.members {
            var found: [JSONDifference] = []
            for member in left {
                found += list(member.value, b?[member.name], path: path + [member.name])
            }
            for member in right where a?[member.name] == nil {
                found.append(JSONDifference(path: path + [member.name], a: nil, b: member.value))
            }
            return found
        }
        if let left = a?.list, let right = b?.list, let names = names(left, right) {
            var found: [JSONDifference] = []
            for (name, value) in zip(names.a, left) {
                let other = names.b.firstIndex(of: name).map { right[$0] }
                found += list(value, other, path: path + [name])
            }
            for (name, value) in zip(names.b, right) where !names.a.contains(name) {
                found.append(JSONDifference(path: path + [name], a: nil, b: value))
            }
            return found.isEmpty ? [JSONDifference(path: path, a: a, b: b)] : found
        }
        return [JSONDifference(path: path, a: a, b: b)]
    }

    /// What the elements of two lists are called; nil where that does not tell them apart.
    private static func names(_ a: [JSONValue], _ b: [JSONValue]) -> (a: [String], b: [String])? {
        for key in ["code", "name", "pattern", "names", "letter", "to"] {
            let left = a.compactMap { $0[key]?.text }
            let right = b.compactMap { $0[key]?.text }
            guard left.count == a.count, right.count == b.count, !(left.isEmpty && right.isEmpty),
                Set(left).count == left.count, Set(right).count == right.count
            else { continue }
            return (left, right)
        }
        return nil
    }
}
