import CommandLineKit
import Emulation
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

/// A lab open for reading: SQL on its database; the engine's state only where names behind numbers are needed.
final class LabReader {
    /// The lab's folder.
    let folder: String
    /// The database, read only.
    let database: LabDatabase

    /// Opens a lab's database for reading; whoever changes the lab is not disturbed.
    init(_ folder: String) throws {
        self.folder = folder
        database = try LabDatabase.open(folder + "/lab.db", readOnly: true)
    }

    private init(folder: String, database: LabDatabase) {
        self.folder = folder
        self.database = database
    }

    /// The lab as it is now, without sites that were taken out.
    func definition() throws -> LabDefinition {
        try Self.presentSites(of: Self.definition(database), database)
    }

    /// A lab without the sites that were taken out: they keep their number in the engine and have no rows.
    static func presentSites(of lab: LabDefinition, _ database: LabDatabase) throws -> LabDefinition {
        var lab = lab
        let present = try database.rows(of: SiteRow.self).map(\.code)
        lab.sites.removeAll { !present.contains($0.code) }
        return lab
    }

    /// The instant that was reached, in milliseconds since 1970.
    func now() throws -> Int64 { Int64(try database.meta("now") ?? "") ?? 0 }

    /// The names behind the numbers of the trace.
    func names() throws -> LabNames {
        let core = try database.snapshotPage("core", page: 0) ?? []
        let emulation = try Emulation.peek(core: core, definition: try Self.definition(database))
        return LabNames(images: emulation.images, written: try database.logTexts())
    }

    /// The lab's current definition.
    static func definition(_ database: LabDatabase) throws -> LabDefinition {
        guard let text = try database.meta("definition") else {
            throw CommandFailure(
                ExitCode.badData, "\(database.path) holds no lab definition; it was never finished")
        }
        do {
            return try labDefinition(from: try parseJSON(text))
        } catch {
            throw CommandFailure(ExitCode.badData, "\(database.path): \(error)")
        }
    }

    /// The engine as it stood at the last commit.
    static func restore(_ database: LabDatabase) throws -> Emulation {
        let definition = try definition(database)
        try database.checkSnapshot()
        let core = try database.snapshotPage("core", page: 0) ?? []
        let open = try database.lastTraceSegment().map {
            TraceBlock(
                number: Int($0.segment), count: Int($0.count), firstInstant: $0.firstInstant,
                lastInstant: $0.lastInstant, bytes: $0.data)
        }
        return try Emulation.restore(core: core, definition: definition, openSegment: open) { name in
            try database.snapshotPages(name)
        }
    }

    /// The lab as it stood at an earlier instant: the journal done again, and what it gives as a database in memory.
    ///
    /// Events keep the words of their time. When a client saw, began or ended something is not told there: the trace
    /// has it.
    func past(at instant: Int64) throws -> LabReader {
        var then = try state(at: instant)
        // A temporary database: the lab itself is only read.
        let past = try LabDatabase.create("")
        let state = StateComparison(past, then)
        let pending = try then.takeCommit()
        let events = try database.rows(of: EventRow.self).filter { $0.instant <= instant }
        try past.transaction("writing the rows of an earlier time") {
            try state.writeRows(to: past)
            try past.putAll(events)
            try past.setMeta("definition", then.definition.json.compact)
            try past.setMeta("now", String(instant))
            try past.putSnapshotPage("core", page: 0, pending.snapshot.core)
            for page in pending.snapshot.pages {
                if let bytes = page.bytes {
                    try past.putSnapshotPage(page.name, page: Int64(page.page), bytes)
                }
            }
        }
        return LabReader(folder: folder, database: past)
    }

    /// The engine as it stood at an earlier instant: the journal done again in memory.
    func state(at instant: Int64) throws -> Emulation {
        try Replay.run(database, until: instant)
    }
}

/// Doing a journal again.
enum Replay {
    /// The lab of record 0 at its first instant.
    ///
    /// With `anyRules` it is given although other rules than this program's were in force: nothing can be run from it.
    static func beginning(_ database: LabDatabase, anyRules: Bool = false) throws -> LabDefinition {
        guard let first = try database.journal().first, first.verb == CommandJournal.createVerb else {
            throw CommandFailure(ExitCode.badData, "\(database.path): the journal has no record 0")
        }
        let json = try parseJSON(first.body)
        guard let rules = json["rules"]?.int, let lab = json["lab"] else {
            throw CommandFailure(ExitCode.badData, "\(database.path): record 0 of the journal is damaged")
        }
        guard anyRules || rules == Emulation.rulesVersion else {
            let changes = RulesHistory.changes(since: rules).map { "\n  rules \($0.rules): \($0.what)" }
            throw CommandFailure(
                ExitCode.failed,
                "the lab was recorded under rules \(rules), this program has rules \(Emulation.rulesVersion); "
                    + "what happened cannot be done again, but the lab goes on from where it stands"
                    + changes.joined())
        }
        return try labDefinition(from: lab)
    }

    /// The observations of the journal by their ordinal in the lab.
    static func world(_ database: LabDatabase) throws -> RecordedWorld {
        var seen: [Int64: SeenSource] = [:]
        var faults: [Int64: StoredFile] = [:]
        for observation in try database.observations() {
            if StoredFile.isObservation(observation.name) {
                faults[observation.ordinal] = try StoredFile(json: observation.body)
            } else {
                seen[observation.ordinal] = try SeenSource(observation)
            }
        }
        return RecordedWorld(seen, faults: faults)
    }

    /// Does the journal again up to an instant, or to its end.
    static func run(_ database: LabDatabase, until limit: Int64? = nil) throws -> Emulation {
        var emulation = Emulation(try beginning(database))
        let world = try world(database)
        for record in try database.journal(from: 1) {
            if record.verb == CommandJournal.runVerb {
                let until = try CommandJournal.until(record.body)
                try emulation.run(until: min(until, limit ?? until), world: world)
                if let limit, until >= limit { break }
            } else {
                let command = try CommandJournal.command(verb: record.verb, body: record.body)
                _ = try emulation.perform(command, who: record.who)
            }
        }
        return emulation
    }
}
