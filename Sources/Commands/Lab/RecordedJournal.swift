import CommandLineKit
import Emulation
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel
import VirtualTime

/// A journal with what its commands saw of the outside world: all that a lab follows from.
struct RecordedJournal {
    /// The commands in order; the first one made the lab.
    var records: [JournalRecord]
    /// What they saw, by the sequence of the command.
    var observations: [SourceObservation]
    /// The text of the lab file, a copy for reading.
    var labText: String
    /// What the trace has to be at the end; nil: nobody says.
    var proof: TraceProof?

    /// How many entries a trace has, and the digest over them.
    struct TraceProof: Equatable {
        var count: Int64
        var digest: String

        /// Finds out whether this is the trace that came out.
        ///
        /// - Throws: `CommandFailure` when it is not.
        func check(_ emulation: borrowing Emulation, name: String) throws {
            let (found, text) = (emulation.trace.count, emulation.trace.digest.text)
            guard found == count, text == digest else {
                throw CommandFailure(
                    ExitCode.failed,
                    "\(name): its commands give a trace of \(found) entries with digest \(text), recorded were \(count) "
                        + "with \(digest); nothing was made")
            }
        }
    }

    /// Reads the journal of a lab.
    init(_ reader: LabReader) throws {
        let database = reader.database
        records = try database.journal()
        observations = try database.observations()
        labText =
            (try? HostFiles.read(reader.folder + "/lab.json5")).map { String(decoding: $0, as: UTF8.self) }
            ?? ""
        if let count = Int64(try database.meta("traceCount") ?? ""),
            let digest = try database.meta("traceDigest")
        {
            proof = TraceProof(count: count, digest: digest)
        }
    }

    /// Takes the parts of a journal.
    init(
        records: [JournalRecord], observations: [SourceObservation], labText: String, proof: TraceProof? = nil
    ) {
        self.records = records
        self.observations = observations
        self.labText = labText
        self.proof = proof
    }

    /// The journal up to an instant, commands that were given at that instant among them; nothing is said of its trace.
    func prefix(to instant: Int64) throws -> RecordedJournal {
        var kept: [JournalRecord] = []
        for var record in records {
            if record.verb == CommandJournal.runVerb, try CommandJournal.until(record.body) > instant {
                // A run that had begun before goes on up to there.
                if let last = kept.last, last.instant < instant {
                    record.instant = instant
                    record.body = CommandJournal.runBody(until: instant)
                    kept.append(record)
                }
                break
            }
            kept.append(record)
        }
        return prefix(kept)
    }

    /// The first commands of the journal.
    func prefix(count: Int) -> RecordedJournal { prefix(Array(records.prefix(count))) }

    /// What two journals begin with: their equal records, and of a run that goes farther in one of them the shorter part.
    func common(with other: RecordedJournal) -> RecordedJournal {
        var count = 0
        while count < min(records.count, other.records.count), records[count] == other.records[count] {
            count += 1
        }
        var common = prefix(count: count)
        if count < records.count, count < other.records.count {
            let (mine, its) = (records[count], other.records[count])
            // Two runs up to one instant differ in how many of its events they go through.
            if mine.verb == CommandJournal.runVerb, its.verb == CommandJournal.runVerb, mine.who == its.who,
                mine.instant != its.instant
            {
                common = prefix(Array(records.prefix(count)) + [mine.instant < its.instant ? mine : its])
            }
        }
        return common
    }

    private func prefix(_ kept: [JournalRecord]) -> RecordedJournal {
        let last = kept.last?.sequence ?? -1
        return RecordedJournal(
            records: kept, observations: observations.filter { $0.sequence <= last }, labText: labText,
            proof: kept == records ? proof : nil)
    }

    /// The answers that it kept.
    func world() throws -> RecordedWorld { try RecordedWorld(observations) }

    /// The digests of the contents of outside files that its commands name, in order.
    var contents: [String] {
        var found: Set<String> = []
        for text in records.dropFirst().map(\.body) + observations.map(\.body) + observations.map(\.digest) {
            var run: [UInt8] = []
            for byte in text.utf8 + [0] {
                if (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) {
                    run.append(byte)
                    continue
                }
                if run.count == 64 { found.insert(String(decoding: run, as: UTF8.self)) }
                run = []
            }
        }
        return found.sorted()
    }

    /// The lab of its first record.
    func beginning(_ path: String) throws -> LabDefinition { try Replay.beginning(records.first, path) }
}

/// Makes a lab out of a journal: each command is given again, and each look at the outside is answered from the journal.
struct LabRebuild {
    /// The journal.
    let journal: RecordedJournal
    /// How the journal is called in messages.
    let name: String
    /// The command line, for whoever waits for the lab.
    let command: String
    /// Takes how much of the virtual time has passed.
    var progress: (Int64, Int64) -> Void = { _, _ in }
    /// The lines of the records in the text that they were read from, if there is one.
    var lines: [Int] = []
    /// What a lab with this journal packed, its contents among those that the new lab gets.
    var archives: [ArchiveRow] = []

    /// Makes the lab, whole or not at all.
    ///
    /// - Parameters:
    ///   - folder: Where; nothing may be there.
    ///   - contents: Puts what commands read of outside files into the folder's `store`.
    ///   - finally: What else is done before the lab gets its name.
    /// - Throws: `CommandFailure` when a command is refused now, or another trace comes out.
    func make(
        _ folder: String, contents: @escaping (String) throws -> Void,
        finally: @escaping (LabSession) throws -> Void = { _ in }
    ) throws {
        let definition = try journal.beginning(name)
        let past = LabPast(world: try journal.world(), contents: contents, archives: archives) { session in
            try happen(session)
            try finally(session)
        }
        try LabSession.make(
            folder, definition, text: journal.labText, who: journal.records.first?.who ?? "",
            command: command,
            past: past)
    }

    private func happen(_ session: LabSession) throws {
        let start = session.emulation.now
        let end = journal.records.last?.instant ?? start
        for (place, record) in journal.records.enumerated().dropFirst() {
            do {
                try RecordedCommand(record).happen(session) {
                    progress(session.emulation.now - start, end - start)
                }
            } catch let failure as CommandFailure where failure.code == ExitCode.badData {
                throw located(failure, place)
            }
        }
        try journal.proof?.check(session.emulation, name: name)
    }

    /// The failure of a record with its line, where the journal is a text.
    private func located(_ failure: CommandFailure, _ place: Int) -> CommandFailure {
        guard lines.indices.contains(place) else { return failure }
        return CommandFailure(
            failure.code,
            Finding(
                .error, "journal-text", failure.description,
                at: SourceLocation(file: name, line: lines[place], column: 1)
            ).description)
    }
}

/// A command of a journal that is given again.
struct RecordedCommand {
    let record: JournalRecord

    init(_ record: JournalRecord) { self.record = record }

    /// Gives it.
    ///
    /// - Throws: `CommandFailure` when it is refused, or Ctrl-C was pressed.
    func happen(_ session: LabSession, _ progress: @escaping () -> Void) throws {
        guard record.verb == CommandJournal.runVerb else {
            let command = try CommandJournal.command(verb: record.verb, body: record.body)
            do {
                try session.perform(command, who: record.who)
            } catch let refusal as CommandRefusal {
                throw CommandFailure(
                    ExitCode.badData,
                    "record \(record.sequence) of the journal (\(record.verb)) is refused: \(refusal)")
            }
            return
        }
        let stepper = Stepper(session, who: record.who, site: 0) { _, _ in progress() }
        let (until, handled) = try CommandJournal.target(record.body)
        guard try stepper.run(to: until, { _, _ in }) == .reached else {
            throw CommandFailure(ExitCode.interrupted, "interrupted; nothing was made")
        }
        guard let handled, session.emulation.handled < handled else { return }
        // It stopped between two events of that instant.
        try session.emulation.run(until: until, handled: handled, world: session.world)
        _ = try session.commitTime(who: record.who)
    }
}

extension RecordedWorld {
    /// Reads observations as the journal keeps them.
    convenience init(_ observations: [SourceObservation]) throws {
        var seen: [Int64: SeenSource] = [:]
        var faults: [Int64: StoredFile] = [:]
        for observation in observations {
            if StoredFile.isObservation(observation.name) {
                faults[observation.ordinal] = try StoredFile(json: observation.body)
            } else {
                seen[observation.ordinal] = try SeenSource(observation)
            }
        }
        self.init(seen, faults: faults)
    }
}
