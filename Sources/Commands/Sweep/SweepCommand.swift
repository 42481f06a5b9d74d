import CommandLineKit
import Glibc
import SiteModel
import Sweeps

/// `sweep`: many variants of one lab.
enum SweepCommand {
    private static let plan = Operand<String>(
        "PLAN", .file, help: "The plan, a JSON5 file; or `gather` with the folder of shards behind it.")
    private static let gathered = Operand<String?>(
        "DIR", .directory, help: "With `gather`: the folder that holds the shards.")
    private static let out = Option<String?>(
        "out", value: "DIR", .directory, defaultText: "the plan's name with .sweep",
        help: "The folder for work and results.")
    private static let threads = Option<Int?>(
        "threads", value: "N", .integer(in: 1...1_024), defaultText: "one a core, with --shard one",
        help: "How many variants are run at once.")
    private static let dryRun = Option(
        "dry-run", help: "Say how many variants there are, and list them; nothing is run.")
    private static let shard = Option<ShardRange?>(
        "shard", value: "A..B", ShardRange.reader,
        help:
            "Run variants A to B alone, or with K/N the K-th of N equal parts, and write one shard into --out."
    )
    private static let variant = Option<Int64?>(
        "variant", value: "N", .integer(in: 1...Int64(1_000_000)), help: "Run one variant and show it.")
    private static let makeLab = Option<String?>(
        "make", value: "DIR", .directory,
        help: "Make a lab of the variant that --variant names, run as far as the sweep runs it.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["sweep"], "Run many variants of a lab and put their results together.",
                discussion: """
                    A plan names a lab, commands and axes: seeds, releases, quirks, faults, any member of the lab file, words \
                    of the commands. Every combination is a variant. The results are written into --out: results.db, tables in \
                    CSV and a summary, the same bytes whatever the number of threads.

                    What was interrupted goes on where it was when the same command is given again. On several machines each \
                    runs a range with --shard, and `sms12 sweep gather DIR` puts the shards together; the result is that of \
                    one machine, byte for byte.
                    """,
                options: [out, threads, dryRun, shard, variant, makeLab], operands: [plan, gathered],
                atMostOne: [[dryRun, shard, variant]],
                example: CommandExample("sms12 sweep plan.json5", "every variant, on every core"),
                moreExamples: [
                    CommandExample("sms12 sweep plan.json5 --dry-run", "what would be run"),
                    CommandExample(
                        "sms12 sweep plan.json5 --variant 17 --make v17.lab", "one of them as a lab"),
                    CommandExample("sms12 sweep plan.json5 --shard 1..500 --out runs", "a part of them"),
                    CommandExample("sms12 sweep gather runs", "the parts put together"),
                ],
                exitCodes: [
                    ExitCodeNote(
                        ExitCode.badData,
                        "the plan is wrong, with line and column; or a shard is damaged, missing or of another plan"
                    ),
                    ExitCodeNote(ExitCode.noInput, "the plan, its lab or the folder of shards is not there"),
                    ExitCodeNote(ExitCode.labInUse, "another program works on the same range"),
                    ExitCodeNote(ExitCode.interrupted, "interrupted; variants that were run are kept"),
                ]), run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let typed = try run.value(plan)
        if typed == "gather" { return try gather(run) }
        if try run.value(gathered) != nil {
            throw run.usage("one plan at a time; `sms12 sweep gather DIR` is the form with a folder behind")
        }
        if run.parsed.isGiven(makeLab), !run.parsed.isGiven(variant) {
            throw run.usage("--make needs --variant N, the variant that the lab is made of")
        }
        if try run.value(shard) != nil, !run.parsed.isGiven(out) {
            throw run.usage("--shard needs --out DIR, the folder that the shards are gathered in")
        }
        let file = try SweepPlanFile.read(run, typed)
        let folder = try folder(run, typed)
        if try run.value(dryRun) { return try list(run, folder, file) }
        if let number = try run.value(variant) { return try one(run, folder, file, number) }
        run.watchInterrupt("stopping; the variants that were run are kept")
        return try sweep(run, folder, file)
    }

    private static func folder(_ run: CommandRun, _ typed: String) throws -> SweepFolder {
        var name: String
        if let given = try run.value(out) {
            name = given
        } else {
            name = HostFiles.name(of: typed)
            if let dot = name.lastIndex(of: "."), dot != name.startIndex { name = String(name[..<dot]) }
            name += ".sweep"
        }
        while name.count > 1, name.hasSuffix("/") { name.removeLast() }
        guard !name.isEmpty else { throw run.usage("--out is empty; name a folder") }
        return SweepFolder(path: HostFiles.absolute(name, from: run.environment.folder), name: name)
    }

    /// The plan as it lies in its folder or would lie there; nothing is written.
    private static func plan(_ run: CommandRun, _ folder: SweepFolder, _ file: SweepPlanFile) throws
        -> SweepFolder.Kept
    {
        if let kept = try? folder.kept(), kept.isOf(file) {
            run.report(file.findings)
            return kept
        }
        let base = try SweepBaseMaker.make(run, file)
        let text = base.json.compact
        return SweepFolder.Kept(source: file.source, digest: base.digest, text: text, base: base)
    }

    // MARK: Without running them all

    private static func list(_ run: CommandRun, _ folder: SweepFolder, _ file: SweepPlanFile) throws -> Int32
    {
        let plan = try plan(run, folder, file)
        let space = plan.base.space
        var table = Table(
            [Column("Variant", key: "variant", .right)] + space.axes.map { Column($0.name, key: $0.name) })
        if space.count > 0 {
            for variant in 1...space.count {
                try table.add([.integer(variant)] + space.labels(of: variant).map { .text($0) })
            }
        }
        run.print(table)
        if space.count == 0 { remarkEmpty(run, plan.base) }
        run.conclude("\(counted(Int(space.count), "variant")), plan digest \(plan.digest.prefix(16)).")
        return ExitCode.done
    }

    private static func remarkEmpty(_ run: CommandRun, _ base: SweepBase) {
        let empty = base.axes.filter { $0.count == 0 }.map { "'\($0.name)'" }.joined(separator: ", ")
        run.remark("the plan has no variants: the axis \(empty) has no values")
    }

    private static func one(
        _ run: CommandRun, _ folder: SweepFolder, _ file: SweepPlanFile, _ number: Int64
    ) throws -> Int32 {
        let plan = try plan(run, folder, file)
        guard number <= plan.base.space.count else {
            throw CommandFailure(
                ExitCode.usage, "there is no variant \(number): the plan has \(plan.base.space.count)")
        }
        if let target = try run.value(makeLab) { return try SweepMake.make(run, plan, number, target) }
        return try SweepMake.show(
            run, plan, number,
            advice: "Next: sms12 sweep \(shellWord(file.name)) --variant \(number) --make v\(number).lab")
    }

    // MARK: Running

    private static func sweep(_ run: CommandRun, _ folder: SweepFolder, _ file: SweepPlanFile) throws -> Int32
    {
        let plan = try folder.plan(run, file)
        let count = plan.base.space.count
        guard count > 0 else {
            remarkEmpty(run, plan.base)
            if run.parsed.isGiven(shard) {
                throw CommandFailure(ExitCode.usage, "there is no shard of a plan without variants")
            }
            let summary = try SweepResults.write(folder, plan) { _ in }
            try SweepTables.print(summary, run, plan.base, plan.digest)
            return ExitCode.done
        }
        guard let asked = try run.value(shard) else {
            let whole = 1...count
            let code = try runRange(run, folder, plan, whole, try run.value(threads) ?? cores())
            guard code == ExitCode.done else { return code }
            let path = folder.file(SweepShard.name(plan.digest, whole))
            let summary = try SweepResults.write(folder, plan) { put in
                let shard = try SweepShard(path)
                while let read = try shard.next(), !read.isEnd { try put(read.line) }
            }
            return try tell(run, folder, plan, summary)
        }
        let range = try asked.range(of: count, run)
        let code = try runRange(run, folder, plan, range, try run.value(threads) ?? 1)
        guard code == ExitCode.done else { return code }
        folder.clear()
        run.done(
            .made, "shard", "\(range.lowerBound)..\(range.upperBound)",
            "Variants \(range.lowerBound)..\(range.upperBound) of \(count) are in \(folder.name).")
        run.advise("Next, when every variant is there: sms12 sweep gather \(shellWord(folder.name))")
        return ExitCode.done
    }

    /// Runs what is left of a range and writes its shard.
    private static func runRange(
        _ run: CommandRun, _ folder: SweepFolder, _ plan: SweepFolder.Kept, _ range: ClosedRange<Int64>,
        _ threads: Int
    ) throws -> Int32 {
        let path = folder.file(SweepShard.name(plan.digest, range))
        if HostFiles.exists(path) {
            let found = try SweepShard.verify(path)
            guard found.digest == plan.digest, found.range == range else {
                throw CommandFailure(
                    ExitCode.badData,
                    "\(path) is not the shard that its name says; move it away and run the same command again"
                )
            }
            return ExitCode.done
        }
        let part = try SweepPart(
            folder.file(SweepShard.name(plan.digest, range, "part")), digest: plan.digest, range: range)
        if part.done > 0 {
            run.remark("\(part.done) of \(range.count) variants were run before; going on behind them")
        }
        let show = run.progressLine("sweeping")
        defer { run.endProgress() }
        try SweepThreads.run(plan.text, part, threads: threads) { show($0, Int64(range.count)) }
        guard part.done == Int64(range.count) else {
            run.endProgress()
            run.complain(
                "sms12: interrupted: \(part.done) of \(range.count) variants are kept in \(folder.name); the same command "
                    + "goes on there")
            return ExitCode.interrupted
        }
        try SweepShard.write(path, digest: plan.digest, range: range) { try part.line($0) }
        part.remove()
        return ExitCode.done
    }

    private static func tell(
        _ run: CommandRun, _ folder: SweepFolder, _ plan: SweepFolder.Kept, _ summary: SweepSummary
    ) throws -> Int32 {
        folder.clear()
        try SweepTables.print(summary, run, plan.base, plan.digest)
        run.conclude(
            "\(counted(Int(plan.base.space.count), "variant")); the results are in \(folder.name)/\(SweepResults.database) and "
                + "in the tables beside it.")
        return ExitCode.done
    }

    private static func gather(_ run: CommandRun) throws -> Int32 {
        guard let typed = try run.value(gathered) else {
            throw run.usage("`sms12 sweep gather` needs the folder of the shards behind it")
        }
        let others: [any DeclaredOption] = [out, threads, dryRun, shard, variant, makeLab]
        for option in others where run.parsed.isGiven(option) {
            throw run.usage("--\(option.spec.name) does not go with `sweep gather`")
        }
        let name = HostFiles.withoutSlashes(typed)
        let folder = SweepFolder(path: HostFiles.absolute(name, from: run.environment.folder), name: name)
        let (summary, plan) = try SweepGather.run(run, folder)
        return try tell(run, folder, plan, summary)
    }

    /// How many processors there are for this process.
    private static func cores() -> Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
