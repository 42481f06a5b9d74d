import CommandLineKit
import SiteModel

/// A thing of the lab that the user may name.
struct NamedThing<Value> {
    /// Its identifier; empty for things that have a name only.
    let id: String
    /// Its name; need not be unique.
    let name: String
    /// The thing.
    let value: Value

    /// Makes a thing that can be named.
    init(id: String = "", name: String, _ value: Value) {
        self.id = id
        self.name = name
        self.value = value
    }

    /// How it stands in a list of candidates.
    var label: String {
        if id.isEmpty { return name }
        return name.isEmpty ? id : "\(id) \"\(name)\""
    }
}

/// How the user names things: by identifier, by name, or by a beginning that only one thing has; in any case.
enum Naming {
    /// How many candidates an error lists.
    private static let shown = 8

    /// Finds the thing a word names.
    ///
    /// A whole identifier wins over a whole name, and either over a beginning.
    /// - Parameters:
    ///   - word: What the user typed.
    ///   - kind: What is looked for, such as `package`.
    ///   - things: Where it is looked for.
    ///   - list: The command that lists the things, such as `package list`.
    /// - Returns: The thing.
    /// - Throws: `CommandFailure`: usage when the word fits several, no input when it fits none.
    static func find<Value>(
        _ word: String, kind: String, in things: [NamedThing<Value>], list: String
    ) throws(CommandFailure) -> Value {
        let wanted = word.lowercased()
        if !wanted.isEmpty {
            let tests: [(NamedThing<Value>) -> Bool] = [
                { $0.id.lowercased() == wanted }, { $0.name.lowercased() == wanted },
                { begins($0.id, wanted) || begins($0.name, wanted) },
            ]
            for test in tests {
                let fitting = things.filter(test)
                if fitting.count > 1 { throw ambiguous(word, kind, fitting.map(\.label)) }
                if let thing = fitting.first { return thing.value }
            }
        }
        throw unknown(word, kind, things.flatMap { [$0.id, $0.name] }, list)
    }

    private static func begins(_ text: String, _ word: String) -> Bool {
        text.lowercased().unicodeScalars.starts(with: word.unicodeScalars)
    }

    /// The refusal of a word that fits several things.
    static func ambiguous(_ word: String, _ kind: String, _ labels: [String]) -> CommandFailure {
        let more = labels.count > shown ? " and \(labels.count - shown) more" : ""
        return CommandFailure(
            ExitCode.usage,
            "'\(word)' could be any of these: \(labels.prefix(shown).joined(separator: ", "))\(more); "
                + "write more of it, or the identifier")
    }

    /// The refusal of a word that fits nothing, with what is nearest to it.
    static func unknown(_ word: String, _ kind: String, _ names: [String], _ list: String) -> CommandFailure {
        var text = "no \(kind) '\(word)'"
        var near: [String] = []
        // Several things may have one name.
        for name in nearest(to: word, names.filter { !$0.isEmpty }) where !near.contains(name) {
            near.append(name)
        }
        if !near.isEmpty { text += "; did you mean \(near.prefix(3).joined(separator: " or "))?" }
        return CommandFailure(
            ExitCode.noInput, text + (near.isEmpty ? ";" : "") + " `sms12 \(list)` lists them")
    }

    /// The names that were perhaps meant: near as a whole, else near in their first words.
    private static func nearest(to word: String, _ names: [String]) -> [String] {
        let whole = nearestNames(to: word, among: names)
        guard whole.isEmpty else { return whole }
        let count = word.split(separator: " ").count
        let starts = names.map { $0.split(separator: " ").prefix(count).joined(separator: " ") }
        let near = nearestNames(to: word, among: starts)
        return zip(names, starts).filter { near.contains($1) }.map(\.0)
    }

    /// `--site SITE`.
    static let site = Option<String?>(
        "site", value: "SITE", .labObject("site"), defaultText: "the central site",
        help: "The site it is about.")

    /// `--site SITE` of a list of all sites.
    static let eachSite = Option<String?>(
        "site", value: "SITE", .labObject("site"), defaultText: "every site", help: "Only of this site.")

    /// `--site SITE` of a command that looks for a computer everywhere.
    static let anySite = Option<String?>(
        "site", value: "SITE", .labObject("site"), defaultText: "wherever it is",
        help: "The site it is at, where several have one of that name.")

    /// The site that `--site` names by code or name, else the lab's first.
    static func site(_ run: CommandRun, _ lab: LabDefinition) throws -> SiteDefinition {
        if let word = try run.value(site) {
            let things = lab.sites.map { NamedThing(id: $0.code.description, name: $0.name, $0) }
            return try find(word, kind: "site", in: things, list: "lab show")
        }
        guard let first = lab.sites.first else {
            throw CommandFailure(
                ExitCode.badData, "the lab has no site; `sms12 site add` makes one")
        }
        return first
    }
}

/// A time as the user typed it: on the wall of the current site, or `Z` for UTC.
struct TypedTime: Equatable, Sendable {
    /// What the clock shows.
    var time: LocalTime
    /// Milliseconds beyond that, 0...999.
    var milliseconds: Int64 = 0
    /// Whether it is UTC.
    var isUTC: Bool

    /// Reads `1997-04-21`, `1997-04-21 09:00`, `1997-04-21T09:00:30Z` or `1997-04-21 09:00:30.250`, as the trace is listed.
    init?(_ text: String) {
        isUTC = text.hasSuffix("Z") || text.hasSuffix("z")
        var rest = isUTC ? text.dropLast() : Substring(text)
        if let dot = rest.lastIndex(of: "."), rest[..<dot].count(where: { $0 == ":" }) == 2 {
            let digits = rest[dot...].dropFirst()
            guard (1...3).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int64((digits + "00").prefix(3))
            else { return nil }
            milliseconds = number
            rest = rest[..<dot]
        }
        guard let time = LocalTime(rest) else { return nil }
        self.time = time
    }

    /// What a clock of the zone shows then.
    func local(in zone: TimeZoneRule) -> LocalTime {
        isUTC ? zone.localTime(atUTC: time.seconds) : time
    }

    /// The instant, in milliseconds since 1970.
    func instant(in zone: TimeZoneRule) -> Int64 {
        (isUTC ? time.seconds : zone.utcSeconds(of: time)) * 1_000 + milliseconds
    }

    /// How it is typed.
    var word: String {
        guard milliseconds > 0 else { return time.description + (isUTC ? "Z" : "") }
        let clock = time.description.utf8.count == 16 ? time.description + ":00" : time.description
        return "\(clock).\(pad(milliseconds, 3))" + (isUTC ? "Z" : "")
    }

    /// Reads the word of an option that keeps whole seconds, as SMS did.
    static func read(_ word: String) throws(ValueProblem) -> TypedTime {
        let time = try moment(word)
        guard time.milliseconds == 0 else {
            throw ValueProblem("has a fraction of a second; whole seconds are kept here")
        }
        return time
    }

    /// Reads the word of an option that names an instant.
    static func moment(_ word: String) throws(ValueProblem) -> TypedTime {
        guard let time = TypedTime(word) else {
            throw ValueProblem("is no time such as \"1997-04-21 09:00\" (Z behind it means UTC)")
        }
        return time
    }

    /// Reads and writes the word of an option.
    static let reader = WordReader<TypedTime>(
        write: { $0.word },
        read: { (word: String) throws(ValueProblem) -> TypedTime in try read(word) })
    /// The same for an instant, which may stand between two seconds.
    static let instantReader = WordReader<TypedTime>(
        write: { $0.word },
        read: { (word: String) throws(ValueProblem) -> TypedTime in try moment(word) })
}

extension SiteDefinition {
    /// What the site's clock shows at an instant in milliseconds since 1970.
    func clock(at instant: Int64) -> LocalTime {
        zone.localTime(atUTC: instant.flooredQuotient(by: 1_000))
    }
}
