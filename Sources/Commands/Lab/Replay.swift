import CommandLineKit
import Emulation
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

/// Doing a journal again.
enum Replay {
    /// The lab of record 0 at its first instant.
    ///
    /// With `anyRules` it is given although other rules than this program's were in force: nothing can be run from it.
    static func beginning(_ database: LabDatabase, anyRules: Bool = false) throws -> LabDefinition {
        try beginning(try database.journalRecord(0), database.path, anyRules: anyRules)
    }

    /// The lab of record 0 of a journal that is called so.
    static func beginning(_ first: JournalRecord?, _ path: String, anyRules: Bool = false) throws
        -> LabDefinition
    {
        guard let first, first.verb == CommandJournal.createVerb else {
            throw CommandFailure(ExitCode.badData, "\(path): the journal has no record 0")
        }
        let json = try parseJSON(first.body)
        guard let rules = json["rules"]?.int, let lab = json["lab"] else {
            throw CommandFailure(ExitCode.badData, "\(path): record 0 of the journal is damaged")
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
        try RecordedWorld(database.observations())
    }

    /// Takes a replay at an instant at which a checkpoint may be due, with the record that let time pass over it.
    typealias AtGrid = (inout Emulation, JournalRecord) throws -> Void

    /// Does the journal again from the beginning up to an instant, or to its end.
    ///
    /// - Parameters:
    ///   - database: The lab.
    ///   - limit: The instant; nil: to the end.
    ///   - atGrid: Called at each instant at which a checkpoint may be due.
    /// - Returns: The lab then, its whole trace in memory.
    /// - Throws: `CommandFailure` for a journal that cannot be read, or of other rules.
    static func run(
        _ database: LabDatabase, until limit: Int64? = nil, atGrid: AtGrid? = nil
    ) throws -> Emulation {
        var emulation = Emulation(try beginning(database))
        try goOn(
            &emulation, try database.journal(from: 1), try world(database), until: limit, atGrid: atGrid)
        return emulation
    }

    /// The lab as it stood at an instant: from the last checkpoint before it.
    ///
    /// What is kept of the trace in memory begins at that checkpoint.
    static func state(_ database: LabDatabase, at instant: Int64) throws -> Emulation {
        guard let checkpoint = try database.checkpoint(notAfter: instant) else {
            return try run(database, until: instant)
        }
        // Whether its rules are this program's is asked before its pages are read.
        _ = try beginning(database)
        var emulation: Emulation
        do {
            emulation = try LabReader.restore(database, at: checkpoint)
        } catch  where LabRecovery.isDamage(error) || (error as? CommandFailure)?.code == ExitCode.badData {
            // A damaged checkpoint costs time, and nothing else.
            return try run(database, until: instant)
        }
        let records = try database.journal(from: checkpoint.sequence)
        try goOn(&emulation, records, try world(database), until: instant)
        return emulation
    }

    /// Does records of a journal.
    static func goOn(
        _ emulation: inout Emulation, _ records: [JournalRecord], _ world: any OutsideWorld,
        until limit: Int64? = nil, atGrid: AtGrid? = nil
    ) throws {
        for record in records {
            guard record.verb == CommandJournal.runVerb else {
                let command = try CommandJournal.command(verb: record.verb, body: record.body)
                _ = try emulation.perform(command, who: record.who)
                continue
            }
            let (until, handled) = try CommandJournal.target(record.body)
            let target = min(until, limit ?? until)
            while let atGrid, emulation.now < target {
                try emulation.run(until: min(emulation.gridPoint(after: emulation.now), target), world: world)
                if emulation.isOnGrid { try atGrid(&emulation, record) }
            }
            // What happened and was given at that very instant is part of what is seen then, as far as the lab stood there.
            let isCut = limit.map { until > $0 } ?? false
            try emulation.run(until: target, handled: isCut ? nil : handled, world: world)
            if isCut { break }
        }
    }
}
