import CommandLineKit
import SiteDatabase
import SiteModel

/// Options and words that the commands on labs, sites, servers, clients and groups share.
enum Ask {
    /// `--site CODE`.
    static let site = Option<SiteCode?>(
        "site", value: "SITE", siteCode, defaultText: "the central site", help: "The site it is about.")
    /// `--add-member NAME`.
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

    /// A wall-clock time.
    static let localTime = WordReader<LocalTime>(
        write: { $0.description },
        read: { word throws(ValueProblem) in
            guard let time = LocalTime(word) else {
                throw ValueProblem("is no time such as \"1997-04-21 09:00\"")
            }
            return time
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

/// Finding a thing by what the user typed: its name, or the only name that begins so, in any case.
enum Pick {
    /// The place of the thing in a list of names.
    ///
    /// - Parameters:
    ///   - word: What was typed.
    ///   - names: The names, in order.
    ///   - kind: What they are, such as `server`.
    ///   - place: Where they are, such as ` at site BPC`; may be empty.
    /// - Throws: `CommandFailure`: ambiguous (64) or unknown (66).
    static func one(_ word: String, among names: [String], kind: String, place: String = "") throws -> Int {
        let wanted = word.uppercased()
        if let exact = names.firstIndex(where: { $0.uppercased() == wanted }) { return exact }
        let begun = wanted.isEmpty ? [] : names.indices.filter { names[$0].uppercased().hasPrefix(wanted) }
        if begun.count == 1 { return begun[0] }
        if begun.count > 1 {
            let shown = begun.prefix(8).map { names[$0] }.joined(separator: ", ")
            let more = begun.count > 8 ? ", and \(begun.count - 8) more" : ""
            throw CommandFailure(
                ExitCode.usage,
                "'\(word)' could be any of \(begun.count) \(kind)s\(place): \(shown)\(more); write it out")
        }
        throw unknown(word, among: names, kind: kind, place: place)
    }

    /// That there is no such thing, with the nearest names.
    static func unknown(
        _ word: String, among names: [String], kind: String, place: String
    ) -> CommandFailure {
        let near = nearestNames(to: word, among: names).prefix(4)
        let advice =
            near.isEmpty
            ? "; `sms12 \(kind) list` shows them" : "; did you mean \(near.joined(separator: " or "))?"
        return CommandFailure(ExitCode.noInput, "no \(kind) '\(word)'\(place)\(advice)")
    }

    /// The place of a site in a lab: the named one, or the central site.
    static func site(_ code: SiteCode?, in lab: LabDefinition) throws -> Int {
        guard let code else {
            guard !lab.sites.isEmpty else {
                throw CommandFailure(ExitCode.badData, "the lab has no site; `sms12 site add` makes one")
            }
            return 0
        }
        guard let place = lab.sites.firstIndex(where: { $0.code == code }) else {
            throw unknown(
                code.description, among: lab.sites.map(\.code.description), kind: "site", place: "")
        }
        return place
    }
}

extension CommandRun {
    /// Refuses options that exclude each other or are missing, in the words of the parser.
    func usage(_ sentence: String) -> UsageError { parsed.usageError(.other(sentence)) }

    /// The place of the site that `--site` names.
    func site(in lab: LabDefinition) throws -> Int { try Pick.site(try value(Ask.site), in: lab) }
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
func counted(_ number: Int, _ thing: String) -> String { "\(number) \(thing)\(number == 1 ? "" : "s")" }

/// A word as a shell takes it for one.
func shellWord(_ word: String) -> String {
    if !word.isEmpty, plainShellWords(word) == [word] { return word }
    return "'" + word.replacing("'", with: "'\\''") + "'"
}
