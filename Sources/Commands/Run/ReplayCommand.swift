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

    static let entry = CommandEntry(
        declaration: CommandDeclaration(
            ["replay"], "Do the whole journal again in memory and prove that the same happened.",
            discussion: """
                The digest over every entry of the trace has to come out the same, and the state that is reached has to be \
                the stored one, row by row. Where it is not, the first difference is printed: the first entry of the \
                trace, as it was and as it is now, or the first row of each table.

                With --repair, what follows from the journal is written into the lab again in one transaction: the trace, \
                the rows, and the snapshot from which commands go on. That needs a whole journal whose digest comes out \
                the same; otherwise nothing is written.
                """, options: [repair], example: CommandExample("sms12 replay"),
            moreExamples: [CommandExample("sms12 replay --repair", "after damage to lab.db")],
            exitCodes: [
                ExitCodeNote(ExitCode.failed, "something else happened, or the stored state is another one"),
                ExitCodeNote(ExitCode.badData, "the journal itself is damaged"),
            ]), run: { try $0.value(repair) ? mend($0) : prove($0) })

    private static func prove(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLab()
        var again = try Replay.run(reader.database)
        let isSameTrace = try isSame(again, reader.database)
        let differences =
            isSameTrace ? try ReplayComparison(database: reader.database).differences(&again) : []
        let isSame = isSameTrace && differences.isEmpty
        try show(run, reader.database, again, isSame ? "the same" : "different")
        if isSame { return ExitCode.done }
        guard isSameTrace else {
            try showRecorded(run, reader.database)
            try showDifference(run, reader, again)
            return ExitCode.failed
        }
        run.complain(
            "sms12: the trace is the same, but the lab does not hold the state that its journal gives:")
        for sentence in differences { run.complain("  \(sentence)") }
        run.complain("sms12: `sms12 replay --repair` writes the state of the journal into the lab")
        return ExitCode.failed
    }

    private static func mend(_ run: CommandRun) throws -> Int32 {
        let folder = try run.labFolder()
        let repair = try LabRepair(folder, command: run.environment.commandLine)
        defer { repair.close() }
        var again = try Replay.run(repair.database)
        guard try isSame(again, repair.database) else {
            try show(run, repair.database, again, "different")
            try showRecorded(run, repair.database)
            run.complain(
                "sms12: nothing was written: the journal gives another trace than the recorded one; restore the lab from a copy"
            )
            return ExitCode.failed
        }
        try show(run, repair.database, again, "written anew")
        try repair.write(&again)
        let left = try repair.database.check()
        guard left.isEmpty else {
            run.report(left)
            run.complain("sms12: the journal does not give this; restore the lab from a copy")
            return ExitCode.failed
        }
        return ExitCode.done
    }

    private static func isSame(_ again: borrowing Emulation, _ database: LabDatabase) throws -> Bool {
        let count = Int64(try database.meta("traceCount") ?? "")
        return try database.meta("traceDigest") == again.trace.digest.text && count == again.trace.count
    }

    private static func show(
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

    private static func showDifference(_ run: CommandRun, _ reader: LabReader, _ again: borrowing Emulation)
        throws
    {
        let blocks = again.trace.changed + [again.trace.open]
        let names = LabNames(images: again.images)
        var number = 0
        var isFound = false
        try reader.database.forEachTraceSegment { segment in
            let old = TraceBlock(
                number: Int(segment.segment), count: Int(segment.count), firstInstant: segment.firstInstant,
                lastInstant: segment.lastInstant, bytes: segment.data
            ).records()
            let new = number < blocks.count ? blocks[number].records() : []
            number += 1
            for place in 0..<max(old.count, new.count) {
                let was = place < old.count ? old[place] : nil
                let isNow = place < new.count ? new[place] : nil
                if was == isNow { continue }
                let entry = (number - 1) * TraceBlock.capacity + place
                run.complain("sms12: the first difference is entry \(entry):")
                run.complain("  was \(was.map { TraceCommands.described($0, names) } ?? "nothing")")
                run.complain("  is  \(isNow.map { TraceCommands.described($0, names) } ?? "nothing")")
                isFound = true
                return false
            }
            return true
        }
        if !isFound { run.complain("sms12: the kept entries agree; an entry that changed nothing differs") }
    }
}
