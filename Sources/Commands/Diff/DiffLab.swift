import CommandLineKit
import Comparison
import Emulation
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

/// One of the two labs of a comparison, as its journal tells of it.
struct DiffLab {
    /// The lab as it was named.
    let named: String
    /// The lab for reading.
    let reader: LabReader
    /// The lab file of record 0.
    let lab: JSONValue
    /// What record 0 makes.
    let definition: LabDefinition
    /// Its commands, without those that let time pass.
    let commands: [InputCommand]
    /// What was seen of package sources and stored files.
    let observations: [SourceObservation]
    /// Under which rules it was recorded.
    let rules: Int64
    /// The journal done again; nil where other rules than this program's were in force.
    let play: Play?

    /// Reads a lab.
    ///
    /// - Throws: `CommandFailure` that names the lab.
    init(_ run: CommandRun, _ named: String, folder: String, until limit: TypedTime?) throws {
        self.named = named
        do {
            reader = try run.readJournal(folder)
            let journal = try reader.database.journal()
            guard let first = journal.first, first.verb == CommandJournal.createVerb else {
                throw CommandFailure(ExitCode.badData, "the journal has no record 0")
            }
            let json = try parseJSON(first.body)
            rules = json["rules"]?.int ?? 0
            lab = json["lab"] ?? .null
            definition = try Replay.beginning(reader.database, anyRules: true)
            observations = try reader.database.observations()
            let (steps, commands) = try Self.steps(journal.dropFirst())
            self.commands = commands
            guard rules == Emulation.rulesVersion else {
                play = nil
                return
            }
            let world = try Replay.world(reader.database)
            var play = Play(
                definition: definition, steps: steps, world: world,
                limit: limit?.instant(in: definition.sites.first?.zone ?? .utc))
            play.whatIf = world.whatIf
            self.play = play
        } catch {
            let (code, words) = Root.explain(error)
            throw CommandFailure(
                code == 1 ? ExitCode.badData : code, "reading the lab \(named): \(words)")
        }
    }

    private static func steps(
        _ journal: ArraySlice<JournalRecord>
    ) throws -> ([PlayStep], [InputCommand]) {
        var steps: [PlayStep] = []
        var commands: [InputCommand] = []
        for record in journal {
            if record.verb == CommandJournal.runVerb {
                let (until, handled) = try CommandJournal.target(record.body)
                steps.append(.run(until: until, handled: handled))
                continue
            }
            let command = try CommandJournal.command(verb: record.verb, body: record.body)
            commands.append(
                InputCommand(
                    step: steps.count, instant: record.instant, who: record.who, verb: record.verb,
                    subject: try subject(record), body: record.body, likeness: try likeness(record)))
            steps.append(
                .command(
                    command, who: record.who,
                    digest: InputCommand.digest(record.verb, record.body, record.who)))
        }
        return (steps, commands)
    }

    /// What a command says without the identifier that its job was given: another job was perhaps made before.
    private static func likeness(_ record: JournalRecord) throws -> String {
        guard record.verb == "job.create", let id = try parseJSON(record.body)["job"]?["Job ID"]?.text else {
            return record.body
        }
        return record.body.replacing("\"Job ID\":\"\(id)\"", with: "\"Job ID\":\"\"")
    }

    /// What a command is about: the site and the name of the thing.
    static func subject(_ record: JournalRecord) throws -> String {
        let json = try parseJSON(record.body)
        var words: [String] = []
        for member in json["quirks"]?.members ?? [] {
            words.append((member.value.flag == true ? "+" : "-") + member.name)
        }
        for member in ["release", "id", "name", "child", "service", "kind"] {
            if let text = json[member]?.text { words.append(text) }
        }
        for member in ["job", "package", "server", "group", "query", "alert", "definition", "range"] {
            guard let part = json[member] else { continue }
            if let text = part.text { words.append(text) }
            if record.verb == "job.create", let package = part["Package ID"]?.text {
                words.append("of package \(package)")
            } else if let id = part["Job ID"]?.text {
                words.append(id)
            } else if record.verb == "package.create", let text = part["name"]?.text {
                words.append(text)
            } else if let text = (part["id"] ?? part["name"] ?? part["code"] ?? part["names"])?.text {
                words.append(text)
            }
        }
        if let fault = json["fault"]?.members {
            words.append(CommandWords.subject(of: .object(fault)))
            if let isDown = json["down"]?.flag { words.append(isDown ? "down" : "up") }
        }
        if let site = json["site"]?.text { words.append("at site \(site)") }
        return words.joined(separator: " ")
    }

    /// Which quirks it shows from when on.
    var quirks: QuirkHistory {
        QuirkHistory(
            start: start, definition,
            changes: commands.compactMap { command in
                guard command.verb == "lab.release",
                    case .setRelease(let release, let quirks) = try? CommandJournal.command(
                        verb: command.verb, body: command.body)
                else { return nil }
                return (command.instant, release, quirks)
            })
    }

    /// The first instant, in milliseconds since 1970.
    var start: Int64 {
        (definition.sites.first?.zone ?? .utc).utcSeconds(of: definition.start) * 1_000
    }

    /// How long the run lasts, in milliseconds.
    func lasting() throws -> Int64 { try reader.now() - start }

    /// The kept trace of a lab that cannot be done again; phases are counted for as long as both last.
    func kept(shared: Int64) throws -> RunSide {
        guard definition.trace != .none else {
            throw CommandFailure(
                ExitCode.badData,
                "the lab \(named) was recorded under rules \(rules), this program has rules "
                    + "\(Emulation.rulesVersion), and it keeps no trace (--trace none): there is nothing to compare"
            )
        }
        var records: [TraceRecord] = []
        try reader.database.forEachTraceSegment(from: nil, to: nil) { segment in
            records += TraceBlock(
                number: Int(segment.segment), count: Int(segment.count), firstInstant: segment.firstInstant,
                lastInstant: segment.lastInstant, bytes: segment.data
            ).records()
            return true
        }
        return RunSide(
            definition: definition, start: start,
            end: try reader.now(), shared: shared, kept: records, images: try reader.names().images,
            traceCount: Int64(try reader.database.meta("traceCount") ?? "") ?? 0,
            traceDigest: try reader.database.meta("traceDigest") ?? "")
    }
}
