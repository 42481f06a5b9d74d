import Pipeline
import SiteDatabase

/// What an entry of the trace is known by where something is kept beside it: all that it says.
///
/// Two entries that are equal in all of it have the same words.
struct TraceKey: Hashable {
    let instant: Int64
    let site: UInt16
    let code: UInt8
    let a: UInt32
    let b: UInt32
    let value: Int64

    init(_ record: TraceRecord) {
        instant = record.instant
        site = record.site
        code = record.code.rawValue
        a = record.a
        b = record.b
        value = record.value
    }
}

extension TraceKey {
    /// The name under which the lab keeps the lines.
    fileprivate var name: String { "\(LabDatabase.logTexts)\(instant)/\(site)/\(code)/\(a)/\(b)/\(value)" }

    /// Reads such a name; nil for another one.
    fileprivate init?(name: String) {
        let parts = name.dropFirst(LabDatabase.logTexts.count).split(separator: "/").map { Int64($0) }
        guard parts.count == 6, let instant = parts[0], let site = parts[1].flatMap({ UInt16(exactly: $0) }),
            let code = parts[2].flatMap({ UInt8(exactly: $0) }),
            let a = parts[3].flatMap({ UInt32(exactly: $0) }),
            let b = parts[4].flatMap({ UInt32(exactly: $0) }), let value = parts[5]
        else { return nil }
        self.instant = instant
        self.site = site
        self.code = code
        self.a = a
        self.b = b
        self.value = value
    }
}

extension LabDatabase {
    /// How the names of kept lines begin among the facts of a lab.
    fileprivate static let logTexts = "logText/"

    /// Keeps the lines that a log got for an entry; call it in a transaction.
    func putLogText(_ key: TraceKey, _ lines: [String]) throws {
        if lines.isEmpty { return }
        try setMeta(key.name, lines.joined(separator: "\n"))
    }

    /// Drops the lines of entries after an instant, and of those at that instant that are not among some; call it in a
    /// transaction.
    func dropLogTexts(after instant: Int64, but kept: Set<TraceKey>) throws {
        for fact in try facts(beginning: Self.logTexts) {
            guard let key = TraceKey(name: fact.name), key.instant >= instant, !kept.contains(key) else {
                continue
            }
            try setMeta(fact.name, nil)
        }
    }

    /// Drops lines that are damaged: the log then tells those entries in the words of now; call it in a transaction.
    func dropDamagedLogTexts() throws { try dropDamagedFacts(beginning: Self.logTexts) }

    /// The lines that were kept.
    func logTexts() throws -> [TraceKey: [String]] {
        var found: [TraceKey: [String]] = [:]
        for fact in try facts(beginning: Self.logTexts) {
            guard let key = TraceKey(name: fact.name) else { continue }
            found[key] = fact.value.split(separator: "\n", omittingEmptySubsequences: false).map {
                String($0)
            }
        }
        return found
    }
}
