import CommandLineKit
import SiteDatabase
import SiteModel

/// Options and words that the commands on labs, sites, servers, clients and groups share.
enum Ask {
    /// The words of platforms.
    static let platformWords = PlatformMask.names.map(\.name)

    /// A site code.
    static let siteCode = WordReader<SiteCode>(
        completion: .labObject("site"), write: { $0.description },
        read: { word throws(ValueProblem) in
            guard let code = SiteCode(word) else {
                throw ValueProblem("is no site code: three letters or digits, not CON, PRN, AUX or NUL")
            }
            return code
        })

    /// A POSIX time zone rule.
    static let zone = WordReader<TimeZoneRule>(
        write: { $0.description },
        read: { word throws(ValueProblem) in
            guard let rule = TimeZoneRule(word) else {
                throw ValueProblem("is no POSIX time zone rule such as \"EST5EDT,M4.1.0,M10.5.0\"")
            }
            return rule
        })

    /// One platform.
    static let platform = WordReader<PlatformMask>(
        completion: .words(platformWords), write: { $0.description },
        read: { word throws(ValueProblem) in
            guard let found = PlatformMask.named(word) else {
                throw ValueProblem(
                    "is none of \(platformWords.joined(separator: ", "))",
                    suggestions: nearestNames(to: word, among: platformWords))
            }
            return found
        })
}

/// Finding a thing that has a name only, by the rules of `Naming`.
enum Pick {
    /// The place of the thing in a list of names.
    ///
    /// - Parameters:
    ///   - word: What was typed.
    ///   - names: The names, in order.
    ///   - kind: What they are, such as `server`.
    /// - Returns: Its place.
    /// - Throws: `CommandFailure`: ambiguous (64) or unknown (66).
    static func one(_ word: String, among names: [String], kind: String) throws -> Int {
        let things = names.enumerated().map { NamedThing(name: $0.element, $0.offset) }
        // The command that lists them: `program-group list` has a hyphen, a domain stands with its site.
        let list =
            kind == "domain" ? "site list" : "\(String(kind.map { $0 == " " ? "-" : $0 })) list"
        return try Naming.find(word, kind: kind, in: things, list: list)
    }
}

extension CommandRun {
    /// A usage error in the words of the parser.
    func usage(_ sentence: String) -> UsageError { parsed.usageError(.other(sentence)) }

    /// The place of the site that `--site` names, else of the central site.
    func site(in lab: LabDefinition) throws -> Int {
        let site = try Naming.site(self, lab)
        return lab.sites.firstIndex { $0.code == site.code } ?? 0
    }

    /// The code of the site that `--site` names, nil without it.
    func namedSite(in lab: LabDefinition) throws -> SiteCode? {
        try value(Naming.site) == nil ? nil : try Naming.site(self, lab).code
    }
}

/// Sizes as tables show them: `3.9 GB`, in units of 1024.
func shownBytes(_ bytes: Int64) -> String {
    for (unit, size) in [("GB", Int64(1) << 30), ("MB", 1 << 20), ("KB", 1 << 10)] where bytes >= size {
        let tenths = bytes / (size / 10)
        return tenths % 10 == 0 ? "\(tenths / 10) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
    }
    return "\(bytes) B"
}

/// `1 client`, `3 clients`.
func counted(_ number: Int, _ thing: String, plural: String? = nil) -> String {
    "\(number) \(number == 1 ? thing : plural ?? thing + "s")"
}

/// A word as a shell takes it for one.
func shellWord(_ word: String) -> String {
    if !word.isEmpty, plainShellWords(word) == [word] { return word }
    return "'" + word.replacing("'", with: "'\\''") + "'"
}
