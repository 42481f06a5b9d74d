import CommandLineKit
import Emulation
import LegacyFormats
import PackageArchive
import SiteDatabase
import SiteModel

/// `rewind`: back to an earlier moment; what came after is kept as a line of its own.
enum RewindCommand {
    private static let to = Option<TypedTime?>(
        "to", value: "TIME", TypedTime.instantReader,
        help: "Back to a time of the site's clock, or of UTC with Z behind.")
    private static let cycles = Option<Int?>(
        "cycles", value: "N", .integer(in: 1...100_000_000), defaultText: "1",
        help: "Back by so many watchdog cycles.")
    private static let commands = Option<Int?>(
        "commands", value: "N", .integer(in: 1...100_000_000),
        help: "Back to before the last so many commands; moves of time between them go too.")
    private static let undo = Option(
        "undo",
        help: "Forward again, to where the last rewind left; what came since is kept as a line in turn.")
    private static let line = Option<Int?>(
        "line", value: "N", .integer(in: 1...1_000_000),
        help: "Which line --undo goes to; the last one by itself.")
    private static let list = Option(
        "list", help: "List the lines that rewinds set aside, and change nothing.")

    static let entry = CommandEntry(
        declaration: CommandDeclaration(
            ["rewind"], "Go back to an earlier moment; what came after is kept as a line.",
            discussion: """
                The lab then stands as it stood: database, files of servers, trace. Commands that were given at that very \
                moment stay given. Nothing is lost: what came after is kept in the lab as a line with a number. --undo \
                goes back to it; `sms12 branch --line` makes a lab of its own out of it.

                The lab is changed whole or not at all. To look at an earlier moment without going there, use --at of the \
                command that shows what you want.
                """, options: [cycles, to, commands, undo, line, list, Naming.site],
            atMostOne: [[cycles, to, commands, undo, list], [line, cycles, to, commands, list]],
            example: CommandExample("sms12 rewind --cycles 3"),
            moreExamples: [
                CommandExample("sms12 rewind --to \"1997-04-21 09:00\""),
                CommandExample("sms12 rewind --commands 1", "take the last command back"),
                CommandExample("sms12 rewind --undo"),
            ],
            exitCodes: [
                ExitCodeNote(ExitCode.failed, "there is nothing to go back to"),
                ExitCodeNote(ExitCode.interrupted, "interrupted; the lab is as it was"),
            ]), run: { try $0.value(list) ? showLines($0) : go($0) })

    // MARK: The lines

    private static func showLines(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLab()
        guard let site = try reader.definition().sites.first else { return ExitCode.done }
        let journal = try RecordedJournal(reader)
        var table = Table([
            Column("Line", key: "line", .right), Column("From", key: "from"), Column("To", key: "to"),
            Column("Commands", key: "commands", .right), Column("Begins Here", key: "beginsHere"),
        ])
        for line in try SetAsideLine.all(reader.database) {
            let count = line.tail.filter { $0.verb != CommandJournal.runVerb }.count
            try table.add([
                .integer(line.number), .text(site.clock(at: line.from).description),
                .text(site.clock(at: line.until).description), .number(count),
                .text(try line.continuing(journal) == nil ? "no" : "yes"),
            ])
        }
        run.print(table)
        if let lost = reader.recovery?.lostLines {
            run.complain("sms12: \(lost); that is not shown")
            return ExitCode.badData
        }
        if table.rows.isEmpty { run.remark("no rewind has set anything aside in this lab") }
        return ExitCode.done
    }

    // MARK: Going

    private static func go(_ run: CommandRun) throws -> Int32 {
        guard try run.value(undo) || !run.parsed.isGiven(line) else {
            throw run.usage("--line names a line for --undo; `sms12 rewind --undo --line N` goes to it")
        }
        let folder = try run.labFolder()
        // Asked before the lock is taken, so that a wrong word waits for nobody; a damaged lab is made anew first.
        let reader = try run.readLab(repairing: true)
        let site = try Naming.site(run, try reader.definition())
        let journal = try RecordedJournal(reader)
        let lines = try SetAsideLine.all(reader.database)
        let wanted =
            try run.value(undo) ? try forward(run, journal, lines) : try back(run, reader, journal, site)
        guard wanted.records != journal.records else {
            run.remark("the lab stands there already; nothing was changed")
            return ExitCode.failed
        }
        run.watchInterrupt("stopping; the lab stays as it is")
        let next = (lines.map(\.number).max() ?? 0) + 1
        let used = try run.value(undo) ? try line(run, lines)?.number : nil
        let kept = setAside(journal, wanted, number: next)
        let advice: String?
        let swap = try LabSwap(folder, command: run.environment.commandLine)
        do {
            // Somebody may have changed the lab while its lock was waited for.
            guard try RecordedJournal(LabReader(folder)).records == journal.records else {
                throw CommandFailure(
                    ExitCode.labInUse, "the lab was changed by another command meanwhile; try again")
            }
            let making = LabMaking(
                folder: folder, current: journal, wanted: wanted, command: run.environment.commandLine,
                progress: run.progressLine("rewinding"))
            try LabCopy.foldLog(of: folder)
            try making.make(
                swap.place,
                contents: { try LabCopy.contents(of: folder, in: $0) },
                finally: { session in
                    let rows = lines.filter { $0.number != used }.flatMap(\.rows) + (kept?.rows ?? [])
                    try session.database.transaction("keeping what was set aside") {
                        try session.database.putSetAside(rows)
                    }
                })
            advice = try swap.finish()
        } catch {
            swap.giveUp()
            throw error
        }
        run.endProgress()
        let left = lines.filter { $0.number != used }
        try tell(run, wanted, kept, beyond: try beyond(journal, left), site, LabReader(folder))
        if let advice { run.advise(advice) }
        return ExitCode.done
    }

    /// The line that begins at the end of a journal, where one does: what an earlier rewind took off it.
    private static func beyond(_ journal: RecordedJournal, _ lines: [SetAsideLine]) throws -> SetAsideLine? {
        let end = journal.records.last?.instant
        return try lines.last { try $0.from == end && $0.continuing(journal) != nil }
    }

    /// What of a journal the wanted one does not have; nil: it has everything.
    private static func setAside(
        _ journal: RecordedJournal, _ wanted: RecordedJournal, number: Int64
    ) -> SetAsideLine? {
        let prefix = journal.common(with: wanted)
        guard prefix.records != journal.records else { return nil }
        return SetAsideLine(number: number, of: journal, after: prefix)
    }

    private static func line(_ run: CommandRun, _ lines: [SetAsideLine]) throws -> SetAsideLine? {
        try run.value(line).map { try SetAsideLine.find($0, in: lines) } ?? lines.last
    }

    private static func forward(
        _ run: CommandRun, _ journal: RecordedJournal, _ lines: [SetAsideLine]
    ) throws -> RecordedJournal {
        guard let line = try line(run, lines) else {
            throw CommandFailure(ExitCode.failed, "no rewind has set anything aside in this lab")
        }
        guard let wanted = try line.continuing(journal) else {
            throw try SetAsideLine.failure(line.number, from: journal, in: lines)
        }
        return wanted
    }

    private static func back(
        _ run: CommandRun, _ reader: LabReader, _ journal: RecordedJournal, _ site: SiteDefinition
    ) throws -> RecordedJournal {
        if let count = try run.value(commands) {
            let places = journal.records.indices.filter {
                $0 > 0 && journal.records[$0].verb != CommandJournal.runVerb
            }
            guard let place = places.suffix(count).first, places.count >= count else {
                throw CommandFailure(
                    ExitCode.failed,
                    "the lab was given \(counted(places.count, "command")) since it was made, and \(count) are to go back"
                )
            }
            return journal.prefix(count: place)
        }
        return try journal.prefix(to: try instant(run, reader, journal, site))
    }

    /// The instant to go to.
    private static func instant(
        _ run: CommandRun, _ reader: LabReader, _ journal: RecordedJournal, _ site: SiteDefinition
    ) throws -> Int64 {
        let now = try reader.now()
        let start = journal.records.first?.instant ?? now
        if let time = try run.value(to) {
            let instant = time.instant(in: site.zone)
            guard instant <= now else {
                // Time that a rewind took back came once.
                let lines = try SetAsideLine.all(reader.database)
                let isKept = try lines.contains { try $0.until >= instant && $0.continuing(journal) != nil }
                throw CommandFailure(
                    ExitCode.usage,
                    "\(time.local(in: site.zone)) has not come yet: the lab stands at \(site.clock(at: now)) (site "
                        + "\(site.code)); "
                        + (isKept
                            ? "`sms12 rewind --undo` goes forward to what a rewind set aside"
                            : "`sms12 run --until` goes there"))
            }
            guard instant >= start else {
                throw CommandFailure(
                    ExitCode.usage,
                    "\(time.local(in: site.zone)) is before the lab began at \(site.clock(at: start))")
            }
            return instant
        }
        let passed = try reader.cycles(of: site.code)
        let wanted = Int64(try run.value(cycles) ?? 1)
        let whole = passed.passed(at: now)
        // In the middle of a cycle, its beginning is one back.
        let isWithin = passed.end(of: whole) != now
        let back = whole + (isWithin ? 1 : 0) - wanted
        guard back >= 0, let instant = passed.end(of: back) else {
            throw CommandFailure(
                ExitCode.failed,
                "the lab has gone through \(gone(whole, isWithin)) of site \(site.code); it cannot go back by \(wanted)"
            )
        }
        return instant
    }

    /// So many watchdog cycles, and a part of another one.
    private static func gone(_ whole: Int64, _ isWithin: Bool) -> String {
        counted(Int(whole), "watchdog cycle") + (isWithin ? " and a part of the next one" : "")
    }

    private static func tell(
        _ run: CommandRun, _ wanted: RecordedJournal, _ kept: SetAsideLine?, beyond: SetAsideLine?,
        _ site: SiteDefinition, _ lab: LabReader
    ) throws {
        let now = wanted.records.last?.instant ?? 0
        // Asked of the lab as it is now: how long its cycles were is not known elsewhere.
        let passed = try lab.cycles(of: site.code)
        let whole = passed.passed(at: now)
        run.done(
            .changed, "lab", site.clock(at: now).description,
            "The lab stands at \(site.clock(at: now)) (site \(site.code)), after "
                + "\(gone(whole, passed.end(of: whole) != now)).")
        if let kept {
            let count = kept.tail.filter { $0.verb != CommandJournal.runVerb }.count
            run.explain(
                "  What came after, up to \(site.clock(at: kept.until)) with \(counted(count, "command")), is kept as line "
                    + "\(kept.number).")
            guard let beyond else {
                run.advise(
                    "Next: sms12 rewind --undo goes back there; sms12 branch LAB NEW --line \(kept.number) makes a lab of it"
                )
                return try run.finish()
            }
            // What the rewind before set aside is reached over this line only.
            run.advise(
                "Next: sms12 rewind --undo goes back there, to \(site.clock(at: kept.until)); a second one goes on to "
                    + "\(site.clock(at: beyond.until)), the end of line \(beyond.number), which begins there; sms12 branch LAB "
                    + "NEW --line \(kept.number) makes a lab that ends at \(site.clock(at: kept.until))")
        }
        try run.finish()
    }
}
