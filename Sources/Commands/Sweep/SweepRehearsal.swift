import CommandLineKit
import Emulation
import Glibc
import LegacyFormats
import PackageArchive
import SiteDatabase
import SiteModel
import Sweeps

/// Gives the commands of a plan once in a lab of their own, which is then thrown away: what its journal holds is what every
/// variant is given.
struct SweepRehearsal {
    /// What came of it.
    struct Outcome {
        var scripts: [[SweepBase.Command]] = []
        var sources: [SweepBase.Source] = []
        /// The roots that were looked at.
        var learned: Set<String> = []
        /// The roots of all packages.
        var roots: [String] = []
        /// Roots that are neither declared nor on this host.
        var missing: [String] = []
        var findings: [Finding] = []
    }

    /// The nouns whose commands change a lab without letting time pass.
    private static let nouns = [
        "alert", "client", "fault", "group", "job", "package", "program-group", "query", "server", "service",
        "site", "tool", "user-group",
    ]

    private let run: CommandRun
    private let file: SweepPlanFile
    private let base: SweepBase
    private let journal: [SweepStep]

    init(_ run: CommandRun, _ file: SweepPlanFile, _ base: SweepBase, _ journal: [SweepStep]) {
        self.run = run
        self.file = file
        self.base = base
        self.journal = journal
    }

    /// One script for each set of points on the axes that commands depend on.
    func scripts() throws -> Outcome {
        var outcome = Outcome()
        let space = base.space
        guard space.count > 0 else {
            outcome.scripts = [[]]
            outcome.roots = file.plan.sources.map(\.root)
            return outcome
        }
        let axes = base.scriptAxes
        let cells = axes.reduce(Int64(1)) { $0 * base.axes[$1].count }
        var engine = try SweepEngine(base, sources: SweepSources([:]), step: CommandJournal.step)
        for cell in 0..<cells {
            var places = [Int64](repeating: 0, count: base.axes.count)
            var rest = cell
            for axis in axes.reversed() {
                places[axis] = rest % base.axes[axis].count
                rest /= base.axes[axis].count
            }
            let lab = try engine.definition(of: space.variant(at: places))
            outcome.scripts.append(try script(lab, values(places), &outcome))
            if SweepPlanFile.hasErrors(outcome.findings) { break }
        }
        return outcome
    }

    /// The values of the words of commands at some places.
    private func values(_ places: [Int64]) -> [String: String] {
        var values: [String: String] = [:]
        for (axis, place) in zip(base.axes, places) {
            for setting in axis.settings(place) {
                guard case .word(let word) = setting.target else { continue }
                values[word] = setting.value.text ?? setting.value.compact
            }
        }
        return values
    }

    /// A command that the rehearsal refused because of what had become of its job by then.
    private struct Refused {
        /// The last record of the journal before it.
        var after: Int64
        var command: SweepBase.Command
    }

    private enum Item {
        case journal(SweepStep)
        case line(SweepPlan.Command)
    }

    private func script(
        _ lab: LabDefinition, _ values: [String: String], _ outcome: inout Outcome
    ) throws -> [SweepBase.Command] {
        if file.plan.commands.isEmpty {
            return journal.map {
                SweepBase.Command(
                    instant: $0.instant, who: $0.who, verb: $0.command.verb,
                    body: CommandJournal.body($0.command))
            }
        }
        let scratch = try SweepScratch(run)
        defer { scratch.remove() }
        let folder = scratch.path + "/rehearsal.lab"
        try LabSession.make(
            folder, lab, text: "// a rehearsal of sms12 sweep\n", who: "ADMINISTRATOR",
            command: run.environment.commandLine)
        let zone = lab.sites.first?.zone ?? .utc
        let start = zone.utcSeconds(of: lab.start) * 1_000
        var items: [(instant: Int64, item: Item)] = journal.map { ($0.instant, .journal($0)) }
        items += file.plan.commands.map { ($0.at.instant(start: start, zone: zone), .line($0)) }
        // Those of one time keep their order, a lab's own before the plan's.
        let ordered = items.enumerated().sorted {
            ($0.element.instant, $0.offset) < ($1.element.instant, $1.offset)
        }
        var refused: [Refused] = []
        for (_, entry) in ordered {
            if case .line(let line) = entry.item, entry.instant < start {
                outcome.findings.append(
                    Finding(
                        .error, "too-early", "the command is given before the lab begins at \(lab.start)",
                        at: line.location))
                return []
            }
            try advance(folder, to: entry.instant, outcome)
            switch entry.item {
            case .journal(let step): try perform(step, folder, &refused)
            case .line(let line):
                guard try give(line, values, folder, &refused, &outcome) else { return [] }
            }
        }
        return try collect(folder, refused, &outcome)
    }

    /// Lets time pass where the next command is given later.
    private func advance(_ folder: String, to instant: Int64, _ outcome: Outcome) throws {
        let session = try LabSession.open(folder, command: run.environment.commandLine)
        defer { try? session.close() }
        try session.look()
        guard session.emulation.now < instant else { return }
        let sources = try SweepSources(base: base)
        let declared = Dictionary(file.plan.sources.map { ($0.root, $0) }) { first, _ in first }
        session.world.given = { package in
            let root = package.workstation?.root ?? package.sharing?.root ?? ""
            if let source = declared[root] {
                return SweepSources.declared(bytes: source.bytes, files: source.files)
            }
            if base.sources.contains(where: { $0.key == sources.key(package) }) {
                return sources.manifest(sources.key(package), look: 0)
            }
            return Self.scan(root, session.sources) ?? SourceManifest(files: [], win32Error: 3)
        }
        _ = try session.advance(to: instant, who: "ADMINISTRATOR")
    }

    /// Gives a command of the base's own journal.
    ///
    /// There it was accepted, so that a refusal comes of what differs here.
    private func perform(_ step: SweepStep, _ folder: String, _ refused: inout [Refused]) throws {
        let session = try LabSession.open(folder, command: run.environment.commandLine)
        defer { try? session.close() }
        try session.look()
        do {
            _ = try session.perform(step.command, who: step.who)
        } catch is CommandRefusal {
            refused.append(try Self.refused(step.command, step.who, session.emulation.now, session.database))
        }
    }

    private static func refused(
        _ command: LabCommand, _ who: String, _ instant: Int64, _ database: LabDatabase
    ) throws -> Refused {
        Refused(
            after: try database.lastJournal()?.sequence ?? 0,
            command: SweepBase.Command(
                instant: instant, who: who, verb: command.verb, body: CommandJournal.body(command)))
    }

    /// Whether a refusal tells of what a job had become by then and not of a mistake in the plan: in another variant it may
    /// be otherwise, and each is asked by itself, as a lab is in which the command is typed.
    private static func isOfItsTime(_ command: LabCommand, _ refusal: CommandRefusal) -> Bool {
        guard refusal.reason == .notAllowed, case .cancelJob = command else { return false }
        return true
    }

    /// Gives a command line; false after a finding.
    private func give(
        _ line: SweepPlan.Command, _ values: [String: String], _ folder: String,
        _ refused: inout [Refused], _ outcome: inout Outcome
    ) throws -> Bool {
        guard var words = SweepWords.split(line.line, values), !words.isEmpty else {
            outcome.findings.append(
                Finding(
                    .error, "bad-command", "this is no plain command line", at: line.location,
                    advice: "quote what a shell would read: stars, pipes, brackets"))
            return false
        }
        if words.first == "sms12" { words.removeFirst() }
        guard let noun = words.first, Self.nouns.contains(noun) else {
            let word = words.first ?? ""
            outcome.findings.append(
                Finding(
                    .error, "bad-command", "'\(word)' is no command that a sweep can give", at: line.location,
                    advice: NearestName.of(word, among: Self.nouns).map { "did you mean '\($0)'?" }
                        ?? "it takes those of \(Self.nouns.joined(separator: ", ")); time passes by 'at' and 'until'"
                ))
            return false
        }
        var told = ""
        let host = run.environment
        let environment = Environment(
            out: { _ in }, error: { told += $0 }, variable: { $0 == "SMS12_LAB" ? nil : host.variable($0) },
            folder: file.folder, commandLine: host.commandLine)
        var ofItsTime: (command: LabCommand, who: String, reason: String)?
        environment.whenRefused = { command, refusal, who in
            if Self.isOfItsTime(command, refusal) { ofItsTime = (command, who, refusal.description) }
        }
        let code = Root.run(["--lab", folder, "--as", line.who, "--quiet"] + words, environment)
        if code == ExitCode.done || code == ExitCode.doneWithLosses { return true }
        if code == ExitCode.notPermitted, let ofItsTime {
            let database = try LabDatabase.open(folder + "/lab.db", readOnly: true)
            defer { try? database.close() }
            let now = Int64(try database.meta("now") ?? "") ?? 0
            refused.append(try Self.refused(ofItsTime.command, ofItsTime.who, now, database))
            outcome.findings.append(
                Finding(
                    .note, "refused-in-rehearsal",
                    "the rehearsal refuses the command: \(ofItsTime.reason); each variant is asked by itself",
                    at: line.location))
            return true
        }
        let lines = told.split(separator: "\n").map(String.init)
        let why = (lines.first { $0.contains("error") } ?? lines.first ?? "it ended with \(code)")
        outcome.findings.append(
            Finding(
                .error, "command-refused",
                "the command is refused: " + (why.hasPrefix("sms12: ") ? String(why.dropFirst(7)) : why),
                at: line.location))
        return false
    }

    // MARK: What is kept

    private func collect(
        _ folder: String, _ refused: [Refused], _ outcome: inout Outcome
    ) throws -> [SweepBase.Command] {
        let database = try LabDatabase.open(folder + "/lab.db", readOnly: true)
        defer { try? database.close() }
        let map = try SourceMap(lab: folder)
        var script: [SweepBase.Command] = []
        var left = refused[...]
        var numbers = PackageNumbers()
        for record in try database.journal(from: 1) {
            // What was refused comes behind the record that was the last one then.
            while let next = left.first, next.after < record.sequence {
                script.append(next.command)
                left.removeFirst()
            }
            if record.verb == CommandJournal.runVerb { continue }
            script.append(
                SweepBase.Command(
                    instant: record.instant, who: record.who, verb: record.verb, body: record.body))
            switch try CommandJournal.command(verb: record.verb, body: record.body) {
            case .createPackage(let site, let package):
                if let id = numbers.next(at: site) { try learn(package, id, map, &outcome) }
            case .updatePackage(_, let package): try learn(package, package.id, map, &outcome)
            default: break
            }
        }
        return script + left.map(\.command)
    }

    /// Notes what the sources of a package hold.
    private func learn(
        _ package: Package, _ id: PackageID, _ map: SourceMap, _ outcome: inout Outcome
    ) throws {
        for (kind, root) in package.roots {
            if !outcome.roots.contains(root) { outcome.roots.append(root) }
            // What a lab's own looks found is what its variants find, wherever its source is now.
            let own = SweepSources.key(package: PackageSetID(id, kind))
            if !base.sources.contains(where: { $0.key == own }) { try learn(root, map, &outcome) }
        }
    }

    /// Notes what a source holds, once.
    private func learn(_ root: String, _ map: SourceMap, _ outcome: inout Outcome) throws {
        guard outcome.learned.insert(root).inserted else { return }
        let key = SweepSources.key(root: root)
        let manifest: SourceManifest
        if let declared = file.plan.sources.first(where: { $0.root == root }) {
            manifest = SweepSources.declared(bytes: declared.bytes, files: declared.files)
        } else if let seen = base.sources.first(where: { $0.key == key })?.manifests.last {
            if !(try SourceManifest(json: seen.compact)).canBePacked { outcome.missing.append(root) }
            return
        } else if let found = Self.scan(root, map) {
            manifest = found
            if !found.canBePacked { outcome.missing.append(root) }
        } else {
            outcome.missing.append(root)
            return
        }
        outcome.sources.append(SweepBase.Source(key: key, manifests: [manifest.json]))
    }

    /// What a folder of this host holds; nil where the root names none.
    static func scan(_ root: String, _ map: SourceMap) -> SourceManifest? {
        map.folder(of: root).flatMap { scan($0, codePage: map.codePage(of: root)) }
    }

    /// What a folder of this host holds, with its names read in a code page.
    static func scan(_ folder: String, codePage: String) -> SourceManifest? {
        guard let scanner = try? SourceScanner(codePage: codePage),
            let scan = try? scanner.scan(folder, content: .sizesOnly)
        else { return nil }
        var manifest = scan.manifest
        // Something that 1.2 could not have had on its drives, as in a lab: Win32 error 123.
        if !scan.isUsable, manifest.win32Error == 0, manifest.longestPath <= 200 { manifest.win32Error = 123 }
        return manifest
    }
}

extension SweepPlan.Moment {
    /// The instant in a lab that begins at one, in milliseconds since 1970.
    func instant(start: Int64, zone: TimeZoneRule) -> Int64 {
        switch self {
        case .after(let span): start + span
        case .local(let time): zone.utcSeconds(of: time) * 1_000
        case .utc(let time): time.seconds * 1_000
        }
    }
}

extension SweepSources {
    /// The sources of a base.
    ///
    /// - Throws: `CommandFailure` (bad data) where a manifest is damaged.
    init(base: SweepBase) throws {
        var manifests: [String: [SourceManifest]] = [:]
        for source in base.sources {
            manifests[source.key] = try source.manifests.map { try SourceManifest(json: $0.compact) }
        }
        self.init(manifests)
    }
}

/// A folder for a rehearsal, below TMPDIR or /tmp.
struct SweepScratch {
    /// Its path.
    let path: String

    /// Makes one.
    ///
    /// - Throws: `FileError` where it cannot be made.
    init(_ run: CommandRun) throws {
        let root = run.environment.variable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array("\(root)/sms12-sweep-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw HostFiles.failure("make the folder", "\(root)/sms12-sweep-XXXXXX")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Removes it with all that is in it.
    func remove() { HostFiles.removeTree(path) }
}
