import Comparison
import Emulation
import KnowledgeBase
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

/// Finds what was put into two labs differently: the lab file, the release, quirks, commands, package sources.
struct DiffInputs {
    let a: DiffLab
    let b: DiffLab
    /// Which commands correspond.
    let pairs: [CommandPair]
    /// How much later B begins, in milliseconds.
    let shift: Int64
    /// The commands of B by their steps, with the identifiers of A.
    private let renamed: [Int: InputCommand]
    /// What each command did, by its step.
    private let deeds: (a: [Int: String], b: [Int: String])
    private let clock: DiffClock

    /// Lays two journals side by side.
    ///
    /// - Parameters:
    ///   - a: The first lab.
    ///   - b: The second lab.
    ///   - runs: What came of them, for the identifiers that commands gave; nil where that is not known.
    ///   - end: The instant behind which no command is looked at; nil: none.
    init(_ a: DiffLab, _ b: DiffLab, _ runs: Lockstep?, until end: Int64?) {
        self.a = a
        self.b = b
        let shift = b.start - a.start
        self.shift = shift
        let ours = a.commands.filter { end == nil || $0.instant <= end ?? 0 }
        var theirs = b.commands.filter { end == nil || $0.instant - shift <= end ?? 0 }
        var pairs = CommandAlignment.pairs(ours, theirs, shift: shift)
        // Packages first, then the jobs of these, then what was done to the jobs.
        for _ in 0..<2 {
            guard let runs else { break }
            let names = Self.identifiers(pairs, runs)
            if names.isEmpty { break }
            theirs = b.commands.filter { end == nil || $0.instant - shift <= end ?? 0 }.map {
                Self.renamed($0, names)
            }
            pairs = CommandAlignment.pairs(ours, theirs, shift: shift)
        }
        self.pairs = pairs
        renamed = Dictionary(uniqueKeysWithValues: theirs.map { ($0.step, $0) })
        deeds = (
            a: Self.deeds(a, runs.map { Self.made($0.a) } ?? [:]),
            b: Self.deeds(b, runs.map { Self.made($0.b) } ?? [:])
        )
        clock = DiffClock(a.definition.sites, b.definition.sites)
    }

    /// What each command did, in words, by its step.
    private static func deeds(_ lab: DiffLab, _ made: [Int: String]) -> [Int: String] {
        var known = KnownSettings(lab.definition)
        var found: [Int: String] = [:]
        for command in lab.commands {
            guard let body = try? parseJSON(command.body) else { continue }
            let before = known.take(command.verb, body, made: made[command.step])
            found[command.step] = CommandWords.sentence(
                command.verb, body, at: command.instant, before: before)
        }
        return found
    }

    /// The identifiers that commands gave, by their steps.
    private static func made(_ side: RunSide) -> [Int: String] {
        var found: [Int: String] = [:]
        for command in side.performed {
            switch command.outcome {
            case .package(let id): found[command.step] = id.description
            case .job(let id): found[command.step] = id.description
            case .query(let id): found[command.step] = id.description
            case .done: continue
            }
        }
        return found
    }

    /// The identifiers of B that corresponding commands gave otherwise in A.
    private static func identifiers(_ pairs: [CommandPair], _ runs: Lockstep) -> [String: String] {
        let (ours, theirs) = (made(runs.a), made(runs.b))
        var found: [String: String] = [:]
        for pair in pairs {
            guard let left = pair.a.flatMap({ ours[$0] }), let right = pair.b.flatMap({ theirs[$0] }),
                left != right
            else { continue }
            found[right] = left
        }
        return found
    }

    /// A command with the identifiers of A.
    private static func renamed(_ command: InputCommand, _ names: [String: String]) -> InputCommand {
        func changed(_ text: String, _ mark: String) -> String {
            text.split(separator: Character(mark), omittingEmptySubsequences: false)
                .map { names[String($0)] ?? String($0) }.joined(separator: mark)
        }
        return InputCommand(
            step: command.step, instant: command.instant, who: command.who, verb: command.verb,
            subject: changed(command.subject, " "), body: changed(command.body, "\""),
            likeness: changed(command.likeness, "\""))
    }

    /// Everything that differs, what was there from the beginning first.
    ///
    /// - Parameter end: Where each lab ends; what only the longer was given where the shorter ends is no difference.
    /// - Returns: The differences.
    /// - Throws: `CommandFailure` for a damaged record.
    func list(end: (a: Int64, b: Int64)) throws -> [InputDifference] {
        try rules() + release() + quirks(end) + definition() + commands(end) + sources()
    }

    private func rules() -> [InputDifference] {
        guard a.rules != b.rules else { return [] }
        return [
            InputDifference(
                kind: "rules", subject: "rules", a: String(a.rules), b: String(b.rules),
                sentence: "A was recorded under rules \(a.rules) of this program, B under rules \(b.rules).")
        ]
    }

    private func release() -> [InputDifference] {
        let (ours, theirs) = (a.definition.release.rawValue, b.definition.release.rawValue)
        guard ours != theirs else { return [] }
        return [
            InputDifference(
                kind: "release", subject: "release", a: ours, b: theirs,
                sentence: "A runs at release \(ours), B at release \(theirs).")
        ]
    }

    private func quirks(_ end: (a: Int64, b: Int64)) -> [InputDifference] {
        let isThere = { (found: QuirkHistory.Contrast) in
            guard let instant = found.instant else { return true }
            return instant < min(end.a, end.b) || end.a == end.b && instant == end.a
        }
        return QuirkHistory.contrasts(a.quirks, b.quirks).filter(isThere).map { found in
            let since = found.instant.map { "From \(clock.told($0)) on quirk" } ?? "Quirk"
            let way = found.isOnInA ? "on in A and off in B" : "off in A and on in B"
            return InputDifference(
                kind: "quirk", subject: found.quirk.name, a: found.isOnInA ? "on" : "off",
                b: found.isOnInA ? "off" : "on", instant: found.instant,
                sentence: "\(since) \(Self.described(found.quirk)) is \(way).")
        }
    }

    /// A quirk with where its cause lies and the article: `sni-first (Despooler: which file comes next; Q216020)`.
    static func described(_ quirk: Quirk) -> String {
        let place = Catalogue.shared.scenarios.first { $0.name == quirk.name && !$0.place.isEmpty }?.place
        return "\(quirk.name) (\(place.map { "\($0); " } ?? "")\(quirk.article))"
    }

    /// Members of the lab file that decide nothing of what happens.
    private static let idle: Set<String> = ["trace", "fidelity", "name"]

    private func definition() -> [InputDifference] {
        // Without what the sections above tell; a file may name a quirk that the release shows anyway.
        func rest(_ value: JSONValue) -> JSONValue {
            .object((value.members ?? []).filter { $0.name != "quirks" && $0.name != "release" })
        }
        return JSONDifference.list(rest(a.definition.json), rest(b.definition.json)).map { found in
            let path = found.path.joined(separator: " ")
            let (ours, theirs) = (Self.short(found.a), Self.short(found.b))
            let isIdle = found.path.first.map { Self.idle.contains($0) } ?? false
            return InputDifference(
                kind: "lab", subject: path, a: ours, b: theirs,
                sentence: "In the lab file \(path) is \(ours.isEmpty ? "missing" : ours) in A and "
                    + "\(theirs.isEmpty ? "missing" : theirs) in B"
                    + (isIdle ? ", which changes nothing that happens." : "."), isIdle: isIdle)
        }
    }

    private static func short(_ value: JSONValue?) -> String {
        guard let value else { return "" }
        let text = value.text ?? value.compact
        return text.count > 160 ? text.prefix(157) + "..." : text
    }

    // MARK: Commands

    private func commands(_ end: (a: Int64, b: Int64)) throws -> [InputDifference] {
        let ours = Dictionary(uniqueKeysWithValues: a.commands.map { ($0.step, $0) })
        let theirs = renamed
        return try pairs.compactMap { pair -> InputDifference? in
            let left = pair.a.flatMap { ours[$0] }
            let right = pair.b.flatMap { theirs[$0] }
            guard pair.kind != .same, let one = left ?? right else { return nil }
            // What the longer lab was given where the shorter ends is beyond what both go through.
            let instant = left?.instant ?? one.instant - shift
            if pair.kind == .onlyA, end.a > end.b, instant >= end.b { return nil }
            if pair.kind == .onlyB, end.b > end.a, instant >= end.a { return nil }
            return try difference(pair, left, right, one, instant)
        }
    }

    private func difference(
        _ pair: CommandPair, _ left: InputCommand?, _ right: InputCommand?, _ one: InputCommand,
        _ instant: Int64
    ) throws -> InputDifference {
        let subject = "\(one.verb) \(one.subject)"
        let time = clock.told(instant)
        var (ours, theirs) = (left?.body ?? "", right?.body ?? "")
        var sentence: String
        let deed = (a: left.flatMap { deeds.a[$0.step] }, b: right.flatMap { deeds.b[$0.step] })
        let done = "\(one.who) \(deed.a ?? deed.b ?? "gave the command \(subject)")"
        switch pair.kind {
        case .onlyA: sentence = "Only in A, at \(time), \(done)."
        case .onlyB: sentence = "Only in B, at \(time), \(done)."
        case .moved:
            let delay = (right?.instant ?? 0) - shift - instant
            (ours, theirs) = (time, right.map { clock.told($0.instant - shift) } ?? "")
            sentence =
                "In both \(done), in A at \(time), in B "
                + "\(DiffWords.span(delay)) \(delay < 0 ? "earlier" : "later")."
        default:
            let later = right.map { $0.instant - shift - instant } ?? 0
            let who = right.map { $0.who } ?? one.who
            if let didA = deed.a, let didB = deed.b, didA != didB, CommandWords.isShort(one.verb) {
                sentence = "At \(time), in A \(one.who) \(didA), in B \(who) \(didB)"
            } else {
                let changes = JSONDifference.list(try parseJSON(ours), try parseJSON(theirs))
                let words = changes.map { change in
                    func words(_ value: JSONValue?) -> String {
                        value.map { CommandWords.value($0, change.path) } ?? "missing"
                    }
                    return "\(change.path.joined(separator: " ")) is \(words(change.a)) in A and "
                        + "\(words(change.b)) in B"
                }
                sentence =
                    "The command \(subject), at \(time) by \(one.who), differs"
                    + (words.isEmpty ? "" : ": " + words.prefix(6).joined(separator: "; "))
                    + (words.count > 6 ? "; and \(words.count - 6) more" : "")
                    + (who == one.who ? "" : "; in B \(who) gave it")
            }
            sentence +=
                later == 0
                ? "." : "; it came \(DiffWords.span(later)) \(later < 0 ? "earlier" : "later") in B."
        }
        return InputDifference(
            kind: "command", subject: subject, a: ours, b: theirs, instant: instant, who: one.who,
            sentence: sentence, deed: pair.kind == .onlyA || pair.kind == .onlyB ? done : nil, pair: pair)
    }

    // MARK: The outside world

    private func sources() throws -> [InputDifference] {
        let theirs = Dictionary(
            b.observations.map { ($0.ordinal, $0) }, uniquingKeysWith: { first, _ in first })
        return try a.observations.compactMap { one in
            guard let other = theirs[one.ordinal], other.name == one.name, other.body != one.body else {
                return nil
            }
            guard !StoredFile.isObservation(one.name) else {
                return InputDifference(
                    kind: "source", subject: one.name, a: one.body, b: other.body,
                    sentence: "A stored file of package \(one.name) was found otherwise.")
            }
            let (left, right) = (try SeenSource(one).manifest, try SeenSource(other).manifest)
            let isIdle = Self.sizes(left) == Self.sizes(right)
            // Where one lab read sizes alone there is nothing to compare.
            let isRead =
                left.files.contains { !$0.digest.isEmpty } && right.files.contains { !$0.digest.isEmpty }
            if isIdle, !isRead { return nil }
            return InputDifference(
                kind: "source", subject: one.name, a: Self.words(left), b: Self.words(right),
                sentence:
                    "The source of package \(one.name) held \(Self.words(left)) in A and \(Self.words(right)) in B"
                    + (isIdle
                        ? ", of other contents, which changes nothing that happens."
                        : Self.words(left) == Self.words(right) ? ": \(Self.apart(left, right))." : "."),
                isIdle: isIdle)
        }
    }

    /// A source without the contents of its files.
    private static func sizes(_ manifest: SourceManifest) -> SourceManifest {
        var copy = manifest
        copy.files = manifest.files.map { SourceFile(path: $0.path, size: $0.size, isFolder: $0.isFolder) }
        return copy
    }

    /// The first thing by which two sources of as many files and bytes differ.
    private static func apart(_ left: SourceManifest, _ right: SourceManifest) -> String {
        let theirs = Dictionary(right.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let ours = Set(left.files.map(\.path))
        if let file = left.files.first(where: { theirs[$0.path] == nil }) {
            let other = right.files.first { !ours.contains($0.path) }
            return "\(file.path) is in A alone" + (other.map { ", \($0.path) in B" } ?? "")
        }
        if let file = right.files.first(where: { !ours.contains($0.path) }) {
            return "\(file.path) is in B alone"
        }
        for file in left.files {
            guard let other = theirs[file.path] else { continue }
            if file.isFolder != other.isFolder {
                return "\(file.path) is a folder in \(file.isFolder ? "A" : "B") alone"
            }
            if file.size != other.size {
                return "\(file.path) has \(file.size) bytes in A and \(other.size) in B"
            }
        }
        return left.errorPath == right.errorPath
            ? "they were listed in another order"
            : "\(left.errorPath) could not be read in A, \(right.errorPath) in B"
    }

    private static func words(_ manifest: SourceManifest) -> String {
        if manifest.win32Error != 0 { return "Win32 error \(manifest.win32Error)" }
        let files = manifest.files.filter { !$0.isFolder }
        return counted(files.count, "file") + " of \(files.reduce(0) { $0 + $1.size }) bytes"
    }
}
