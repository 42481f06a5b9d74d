import CommandLineKit
import Comparison
import Emulation
import Pipeline
import SiteModel

/// `diff`: two labs laid side by side.
enum DiffCommand {
    static let a = Operand<String>("A", .file, help: "The lab to compare with.")
    static let b = Operand<String>("B", .file, help: "The lab that is compared, or a log of a real site.")
    static let limit = Option<Int?>(
        "limit", value: "N", .integer(in: 0...1_000_000_000),
        defaultText: "40, with --format json or csv all",
        help: "How many lines tell what followed; 0 for all.")
    static let from = Option<String?>(
        "from", value: "TIME", .text,
        help: "Only differences that are seen from then on, by the site's clock.")
    static let to = Option<String?>(
        "to", value: "TIME", .text, help: "Only differences that are seen until then, by the site's clock.")
    static let at = Option<TypedTime?>(
        "at", value: "TIME", TypedTime.instantReader, defaultText: "the end of each lab",
        help: "The labs as they stood then, by the site's clock; a Z behind the time means UTC.")
    static let job = Option<String?>("job", value: "JOB", .text, help: "Only what is about a job of A or B.")
    static let site = Option<String?>("site", value: "SITE", .text, help: "Only what happens at a site.")

    /// How many lines tell what followed; nil where it is not said.
    static func lines(_ run: CommandRun) throws -> Int? { try run.value(limit).map { $0 == 0 ? .max : $0 } }

    static let entry = CommandEntry(
        declaration: CommandDeclaration(
            ["diff"], "Compare what happened in two labs: what differs first, and what followed from it.",
            discussion: """
                Both journals are done again in memory. What happened in A and in B is laid side by side by cause and not by \
                position: two entries correspond if they are of the same site and component and about the same thing, known \
                by its name, and follow from what corresponds. The same at another time is a delay.

                Told are what was put in differently, as the presumed cause; the first effect that differs; what followed, with \
                many alike told as one; and in what it ended. Differences stop where the shorter lab ends.

                Where B is a log file, the log that the lab wrote is compared with it line by line, as `log diff` does.
                """, options: [limit, site, job, from, to, at], operands: [a, b],
            example: CommandExample("sms12 diff first.lab what-if.lab"),
            moreExamples: [
                CommandExample("sms12 diff first.lab what-if.lab --job BPC00001 --format json")
            ],
            exitCodes: [
                ExitCodeNote(ExitCode.done, "the same happened as far as both labs go"),
                ExitCodeNote(ExitCode.failed, "something that happened differs"),
                ExitCodeNote(
                    ExitCode.badData, "a lab is damaged, or was recorded under other rules and keeps no trace"
                ),
                ExitCodeNote(ExitCode.noInput, "there is no such lab"),
            ]), run: run)

    private static func run(_ run: CommandRun) throws -> Int32 {
        let ours = try folder(try run.value(a), run)
        let other = HostFiles.absolute(try run.value(b), from: run.environment.folder)
        if HostFiles.exists(other), !HostFiles.isFolder(other) { return try compareLog(run, ours) }
        let limit = try run.value(at)
        let first = try DiffLab(run, try run.value(a), folder: ours, until: limit)
        let second = try DiffLab(
            run, try run.value(b), folder: try folder(try run.value(b), run), until: limit)
        try checkTimes(run, [first, second])
        let report = try DiffReport(run, first, second)
        try report.warn()
        switch run.format {
        case .json: run.environment.out(try report.json().pretty + "\n")
        case .csv: run.print(try report.table())
        case .table: try report.tell()
        }
        return report.isSame ? ExitCode.done : ExitCode.failed
    }

    /// Refuses a time that one of the labs never had: to compare less than was asked for would tell that nothing differs.
    private static func checkTimes(_ run: CommandRun, _ labs: [DiffLab]) throws {
        for lab in labs {
            guard let site = lab.definition.sites.first else { continue }
            let now = try lab.reader.now()
            var asked: [(word: String, text: String, instant: Int64, isBound: Bool)] = []
            if let time = try run.value(at) {
                asked.append(
                    ("--at", time.local(in: site.zone).description, time.instant(in: site.zone), true))
            }
            for (option, isBound) in [(from, true), (to, false)] {
                guard let text = try run.value(option) else { continue }
                let instant = try Moment.instant(text, of: run, zone: site.zone)
                asked.append((option.spec.dashedName, text, instant, isBound))
            }
            for (word, text, instant, isBound) in asked {
                if isBound, instant > now {
                    throw CommandFailure(
                        ExitCode.usage,
                        "\(word) \(text) has not come yet: the lab \(lab.named) stands at \(site.clock(at: now)) (site "
                            + "\(site.code))")
                }
                if instant < lab.start {
                    throw CommandFailure(
                        ExitCode.usage,
                        "\(word) \(text) is before the lab \(lab.named) began at \(site.clock(at: lab.start))"
                    )
                }
            }
        }
    }

    /// Lays a log of a real site beside that of the lab.
    private static func compareLog(_ run: CommandRun, _ lab: String) throws -> Int32 {
        let others: [any DeclaredOption] = [job, from, to, at, limit]
        for option in others where run.parsed.isGiven(option) {
            throw run.usage(
                "--\(option.spec.name) is for two labs; a log is compared line by line, and --site alone goes with it"
            )
        }
        return try LogDiff.run(run, lab: lab, files: [try run.value(b)])
    }

    /// The folder of a lab that was named; `.lab` may be left out.
    private static func folder(_ named: String, _ run: CommandRun) throws -> String {
        var path = HostFiles.absolute(named, from: run.environment.folder)
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        for folder in [path, path + ".lab"] where HostFiles.exists(folder + "/lab.db") { return folder }
        if HostFiles.exists(path), !HostFiles.isFolder(path) {
            throw CommandFailure(ExitCode.noInput, "\(named) is a file; a lab is a folder with lab.db in it")
        }
        throw CommandFailure(
            ExitCode.noInput,
            "no lab at \(named): there is no lab.db in it; `sms12 lab list` shows the labs that there are")
    }
}
