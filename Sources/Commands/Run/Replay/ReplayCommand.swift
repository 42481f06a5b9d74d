import CommandLineKit
import Emulation
import Pipeline
import SiteDatabase
import SiteModel
import VirtualTime

/// `replay`: the journal done again.
enum ReplayCommand {
    static let repair = Option(
        "repair", help: "Write trace, rows and snapshot anew if the digest comes out the same.")

    static let fromSnapshot = Option(
        "from-snapshot",
        help:
            "Begin at the last state that is kept whole before --to, or before the end: quicker, and proves only what lies behind it."
    )

    static let entry = CommandEntry(
        declaration: CommandDeclaration(
            ["replay"], "Do the journal again in memory and prove that the same happened.",
            discussion: """
                Each entry of the trace is compared as it comes, the digest over all of them wherever the lab has kept it, \
                and at the end the state that was reached, row by row. At the first difference the replay stops and shows it: \
                the entry as it was and as it is now, the component, the entries before, and how its job, package or client \
                stood just before. Where only the state differs, the first row of each table is shown. Nothing is written, so \
                that Ctrl-C leaves nothing behind.

                --to stops on the way and proves what lies before. A cycle is one of the central site, as long as its Response made it then; \
                with a time or a cycle, of that very instant only what was given while the lab stood there is done.

                With --repair, what follows from the journal is written into the lab again in one transaction: the trace, \
                the rows, and the snapshot from which commands go on. That needs a whole journal whose digest comes out \
                the same; otherwise nothing is written. Damage to the header or to the schema of lab.db is put right first: \
                both are the same in every lab. Where lab.db is damaged so that nothing can be written into it, or the journal \
                itself is, the lab is made anew from the journal as far as that is sound, and the damaged file stays beside it; \
                a single changed byte of a record is found by the record's checksum, and put back.
                """, options: [ReplayTarget.option, fromSnapshot, repair],
            atMostOne: [[ReplayTarget.option, repair], [fromSnapshot, repair]],
            example: CommandExample("sms12 replay"),
            moreExamples: [
                CommandExample("sms12 replay --to cycle:12"),
                CommandExample("sms12 replay --to \"1997-04-21 10:00\" --from-snapshot"),
                CommandExample("sms12 replay --repair", "after damage to lab.db"),
            ],
            exitCodes: [
                ExitCodeNote(ExitCode.failed, "something else happened, or the stored state is another one"),
                ExitCodeNote(
                    ExitCode.doneWithLosses,
                    "repaired, but commands at the end of the journal, or lines that rewinds set aside, are lost; or with --to: "
                        + "nothing that a lab without a trace keeps says whether the same happened up to there"
                ),
                ExitCodeNote(ExitCode.badData, "the journal itself is damaged"),
                ExitCodeNote(ExitCode.interrupted, "interrupted; nothing was written"),
            ]), run: { try $0.value(repair) ? mend($0) : prove($0) })

    /// What the first Ctrl-C says.
    private static let stopping = "stopping; nothing was written"

    private static func prove(_ run: CommandRun) throws -> Int32 {
        // A damaged journal is not looked past here.
        let database = try LabReader(run.labFolder()).database
        let target = try target(run, database)
        run.watchInterrupt(stopping)
        let checkpoint = try run.value(fromSnapshot) ? try start(of: target, database) : nil
        var proof = try ReplayProof(
            database, from: checkpoint, progress: run.progressLine("replaying"))
        let outcome: ReplayProof.Outcome
        do {
            outcome = try proof.run(to: target)
        } catch {
            run.endProgress()
            throw error
        }
        run.endProgress()
        switch outcome {
        case .interrupted:
            run.complain("sms12: interrupted at \(clock(proof.again)); nothing was written")
            return ExitCode.interrupted
        case .different(let difference):
            let teller = try DifferenceTeller(difference, database, proof.again.images)
            try show(run, proof, from: checkpoint, "different", teller.cells)
            for sentence in proof.damage.prefix(shownDamage) { run.complain("sms12: \(sentence)") }
            if target == .end { try showRecorded(run, database) }
            for line in teller.lines() { run.complain(line) }
            return ExitCode.failed
        case .same: return try compareState(run, &proof, target, from: checkpoint)
        }
    }

    /// How many damaged segments are named.
    private static let shownDamage = 20

    /// The trace is the same: what is left is what the lab holds.
    private static func compareState(
        _ run: CommandRun, _ proof: inout ReplayProof, _ target: ReplayTarget, from checkpoint: Checkpoint?
    ) throws -> Int32 {
        let damage = Array(proof.damage.prefix(shownDamage))
        var differences = damage
        if target == .end {
            let comparison = ReplayComparison(database: proof.database)
            differences = try comparison.differences(&proof.again, trace: damage)
        }
        let unproved = target == .end ? nil : proof.unproved
        let sameness = unproved == nil ? "the same" : "not compared"
        try show(run, proof, from: checkpoint, differences.isEmpty ? sameness : "different")
        if differences.isEmpty, let unproved {
            run.complain(
                "sms12: the lab keeps no trace (--trace none), so that "
                    + (unproved.hasBegun
                        ? "nothing says whether the same happened behind the last digest that it has kept, of "
                            + clock(unproved.after, proof.again)
                        : "nothing that it has kept says whether the same happened up to there")
                    + "; `sms12 replay` without --to compares the digest and the state of the end")
            return ExitCode.doneWithLosses
        }
        if differences.isEmpty {
            if target != .end {
                run.conclude(
                    "Up to there the same happened again: \(counted(proof.digests, "kept digest")) agreed; "
                        + "the replay stands at \(clock(proof.again)), behind event \(proof.again.handled).")
            }
            return ExitCode.done
        }
        run.complain(
            target == .end
                ? "sms12: the trace is the same, but the lab does not hold the state that its journal gives:"
                : "sms12: the trace is the same up to there, but it is not stored as it was written:")
        for sentence in differences { run.complain("  \(sentence)") }
        if proof.damage.count > damage.count {
            run.complain("  and \(proof.damage.count - damage.count) more segments")
        }
        run.complain("sms12: `sms12 replay --repair` writes the state of the journal into the lab")
        return ExitCode.failed
    }

    private static func target(_ run: CommandRun, _ database: LabDatabase) throws -> ReplayTarget {
        let beginning = try Replay.beginning(database)
        guard run.parsed.isGiven(ReplayTarget.option) else { return .end }
        guard let site = try LabReader.definition(database).sites.first, let first = beginning.sites.first
        else {
            throw CommandFailure(ExitCode.badData, "the lab has no site, and so neither clock nor cycles")
        }
        let core = try database.snapshotPage("core", page: 0) ?? []
        let lab = try Emulation.peek(core: core, definition: try LabReader.definition(database))
        return try ReplayTarget.read(
            run,
            ReplayTarget.Limits(
                site: site, cycles: lab.cycles(ofSite: 0),
                start: first.zone.utcSeconds(of: beginning.start) * 1_000,
                now: Int64(try database.meta("now") ?? "") ?? 0,
                lastRecord: try database.lastJournal()?.sequence ?? 0,
                entries: Int64(try database.meta("traceCount") ?? "") ?? 0, events: lab.handled))
    }

    /// The last state kept whole that lies before a target; nil: the beginning.
    private static func start(of target: ReplayTarget, _ database: LabDatabase) throws -> Checkpoint? {
        try database.checkpoints().last { checkpoint in
            switch target {
            case .end: true
            case .instant(let limit): checkpoint.instant <= limit
            case .record(let last): checkpoint.sequence <= last
            case .entry(let number): checkpoint.traceCount <= number
            case .event(let number): checkpoint.handled < number
            }
        }
    }

    private static func clock(_ emulation: borrowing Emulation) -> String { clock(emulation.now, emulation) }

    private static func clock(_ instant: Int64, _ emulation: borrowing Emulation) -> String {
        StepNames.stamp(instant, 0, LabNames(images: emulation.images))
    }

    private static func mend(_ run: CommandRun) throws -> Int32 {
        let folder = try run.labFolder()
        do {
            let repair = try LabRepair(folder, command: run.environment.commandLine)
            defer { repair.close() }
            return try mend(run, repair)
        } catch  where LabRecovery.isDamage(error) {
            // A file that cannot be written to is made anew as a whole.
            guard let recovery = LabRecovery(folder, after: error) else { throw beyondRepair(error, folder) }
            do {
                let told = try recovery.recover(command: run.environment.commandLine)
                run.complain("sms12: " + (told ?? "another command has mended lab.db meanwhile"))
            } catch  where LabRecovery.isDamage(error) {
                throw beyondRepair(error, folder)
            }
            return recovery.isLosing ? ExitCode.doneWithLosses : ExitCode.done
        }
    }

    /// What is left to do where this command is what is advised elsewhere.
    private static func beyondRepair(_ error: any Error, _ folder: String) -> CommandFailure {
        CommandFailure(
            ExitCode.badData,
            "cannot repair \(folder)/lab.db: \(LabRecovery.words(of: error)), and nothing in the file says what it was; "
                + "restore it from a copy of the lab, or make the lab anew from a journal that was exported: "
                + "`sms12 journal import FILE NEW.lab`")
    }

    /// Writes what follows from the journal into the lab that it stands in.
    private static func mend(_ run: CommandRun, _ repair: LabRepair) throws -> Int32 {
        if let mended = repair.mended { run.complain("sms12: lab.db was damaged: \(mended)") }
        // Rows are put in their places by trees that have to be whole.
        try repair.database.checkTrees()
        let checkpoints = CheckpointMaker()
        var again = try Replay.run(repair.database) { try checkpoints.look(&$0, $1) }
        guard try isSame(again, repair.database) else {
            try showRepaired(run, repair.database, again, "different")
            try showRecorded(run, repair.database)
            run.complain(
                "sms12: nothing was written: the journal gives another trace than the recorded one; restore the lab from a copy"
            )
            return ExitCode.failed
        }
        try repair.write(&again, checkpoints)
        for words in repair.mendedLines { run.complain("sms12: \(words); it is put back") }
        if !repair.lostLines.isEmpty {
            let numbers = repair.lostLines.map { String($0) }.joined(separator: ", ")
            run.complain("sms12: of what rewinds set aside, damaged and left out: line \(numbers)")
        }
        // What stands in no row that follows from the state, such as an archive, comes with a file made anew as a whole.
        if let left = try repair.database.check().first {
            throw DatabaseError.rowDiffers(left.message, repair.database.path)
        }
        try showRepaired(run, repair.database, again, "written anew")
        repair.database.vouch()
        return repair.lostLines.isEmpty ? ExitCode.done : ExitCode.doneWithLosses
    }

    private static func isSame(_ again: borrowing Emulation, _ database: LabDatabase) throws -> Bool {
        let count = Int64(try database.meta("traceCount") ?? "")
        return try database.meta("traceDigest") == again.trace.digest.text && count == again.trace.count
    }

    private static func show(
        _ run: CommandRun, _ proof: borrowing ReplayProof, from checkpoint: Checkpoint?, _ result: String,
        _ difference: [Cell]? = nil
    ) throws {
        var columns = [
            Column("Journal", key: "journal", .right), Column("Entries", key: "entries", .right),
            Column("Digest", key: "digest"), Column("Result", key: "result"),
        ]
        var cells: [Cell] = [
            .integer(proof.records), .integer(proof.again.trace.count), .text(proof.again.trace.digest.text),
            .text(result),
        ]
        if run.format != .table {
            columns += [
                Column("From", key: "from"), Column("To", key: "to"),
                Column("Events", key: "events", .right), Column("Digests", key: "digests", .right),
                Column("Kept", key: "kept", .right), Column("Entry", key: "entry", .right),
                Column("Time", key: "time"), Column("Site", key: "site"),
                Column("Component", key: "component"), Column("Was", key: "was"), Column("Is", key: "is"),
                Column("Before", key: "before"),
            ]
            let names = LabNames(images: proof.again.images)
            cells += [
                .text(StepNames.stamp(checkpoint?.instant ?? proof.again.start, 0, names)),
                .text(clock(proof.again)), .integer(proof.again.handled), .number(proof.digests),
            ]
            cells += difference ?? Array(repeating: .none, count: 8)
        }
        var table = Table(columns)
        try table.add(cells)
        run.print(table)
    }

    private static func showRepaired(
        _ run: CommandRun, _ database: LabDatabase, _ again: borrowing Emulation, _ result: String
    ) throws {
        var table = Table([
            Column("Journal", key: "journal", .right), Column("Entries", key: "entries", .right),
            Column("Digest", key: "digest"), Column("Result", key: "result"),
        ])
        try table.add([
            .number(try database.journal().count), .integer(again.trace.count),
            .text(again.trace.digest.text), .text(result),
        ])
        run.print(table)
    }

    private static func showRecorded(_ run: CommandRun, _ database: LabDatabase) throws {
        let count = try database.meta("traceCount") ?? "no"
        let digest = try database.meta("traceDigest") ?? ""
        run.complain("sms12: recorded were \(count) entries with digest \(digest)")
    }
}
