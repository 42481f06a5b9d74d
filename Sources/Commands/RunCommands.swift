import CommandLineKit
import Emulation
import Glibc
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel
import VirtualTime

/// The commands that move time: `run`, `step`, `at`, `replay`.
enum RunCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [run, StepCommand.entry, at, ReplayCommand.entry] }

    static let cycles = Option<Int?>(
        "cycles", value: "N", .integer(in: 1...100_000_000), defaultText: "1",
        help: "So many watchdog cycles.")
    static let site = Option<String?>(
        "site", value: "SITE", .labObject("site"), defaultText: "the central site",
        help: "Whose cycles are counted.")
    static let span = Option<Int64?>(
        "for", value: "SPAN", Duration.reader, help: "A span of time: 2d, 3h, 90m.")
    static let until = Option<String?>(
        "until", value: "TIME", .text, help: "Up to a time of the site's clock, or of UTC with Z behind.")
    static let untilIdle = Option(
        "until-idle", help: "Until every job has ended, or nothing has changed for a day.")
    static let untilJob = Option<String?>(
        "until-job", value: "JOB=STATUS", .labObject("job"),
        help: "Until a job shows a status, such as Complete.")
    static let atMost = Option<Int64?>(
        "at-most", value: "SPAN", Duration.reader, defaultText: "60d",
        help: "When to give up waiting for a job, for idleness or for a breakpoint.")

    static let summary = Option(
        "summary", letter: "s",
        help:
            "One line a cycle: job lines, who ran, events, alerts, new files; what comes again and again is counted."
    )

    private static let run = CommandEntry(
        declaration: CommandDeclaration(
            ["run"], "Let time pass: one watchdog cycle, or up to a moment.",
            discussion: """
                A watchdog cycle is the interval of the site's Response setting, in which every polling component polls \
                once. What changed is printed: job lines, events, who ran what, new files.

                \(Breakpoints.discussion) Without another target the run goes on until then, at most for --at-most. The lab \
                then stands between two events, and goes on from there.

                Ctrl-C stops at the end of the cycle and keeps what was done; a second one stops at once, and what was \
                stored by then stays.
                """,
            options: [cycles, site, span, until, untilIdle, untilJob, Breakpoints.option, atMost, summary],
            atMostOne: [[cycles, span, until, untilIdle, untilJob]],
            example: CommandExample("sms12 run --cycles 12", "an hour at Response Fast"),
            moreExamples: [
                CommandExample("sms12 run --until \"1997-04-21 17:00\""),
                CommandExample("sms12 run --until-job BPC00001=Complete"),
                CommandExample("sms12 run --break event=374", "to the event, and no further"),
            ],
            exitCodes: [
                ExitCodeNote(
                    1, "the job ended otherwise, no breakpoint was met, or --at-most was reached"),
                ExitCodeNote(130, "interrupted, with everything up to there kept"),
            ]), run: { try runTime($0) })

    /// What the first Ctrl-C says.
    private static let stopping =
        "stopping at the end of this cycle, and keeping everything up to there; Ctrl-C again stops at once and keeps what "
        + "is stored already"

    private static func runTime(_ run: CommandRun) throws -> Int32 {
        let lab = try run.openLab()
        run.watchInterrupt(stopping)
        let site = try siteNumber(run, lab)
        let stepper = Stepper(lab, who: try run.account, site: site, progress: run.progressLine("running"))
        let teller = Teller(run, lab, stepper, isSummary: try run.value(summary))
        let breakpoints = try Breakpoints.read(run, lab)
        let outcome = try target(run, lab, stepper, waits: breakpoints != nil)
        var code = ExitCode.done
        do {
            if let breakpoints, breakpoints.hopeless(lab).count == breakpoints.list.count {
                BreakpointTeller.tellHopeless(breakpoints, run)
                code = ExitCode.failed
            } else {
                code = try go(run, lab, stepper, teller, outcome, breakpoints)
            }
        } catch {
            run.endProgress()
            throw error
        }
        run.endProgress()
        try teller.finish()
        try lab.close()
        return code
    }

    /// What a run goes for.
    private enum Target {
        case instant(Int64)
        case idle(atMost: Int64)
        case job(Int, Int, JobStatus, atMost: Int64)
    }

    private static func target(
        _ run: CommandRun, _ lab: LabSession, _ stepper: Stepper, waits: Bool
    ) throws -> Target {
        let now = lab.emulation.now
        let atMost = now + (try run.value(atMost) ?? 60 * 86_400_000)
        if let span = try run.value(span) { return .instant(now + span) }
        if let text = try run.value(until) {
            let instant = try Moment.instant(
                text, of: run, zone: lab.emulation.images[stepper.site].definition.zone)
            guard instant > now else {
                throw CommandFailure(
                    ExitCode.usage,
                    "\(text) is past: the lab stands at \(shown(now, lab, stepper.site)); time runs forward only"
                )
            }
            return .instant(instant)
        }
        if try run.value(untilIdle) { return .idle(atMost: atMost) }
        if let text = try run.value(untilJob) {
            let (site, job, status) = try jobStatus(text, run, lab)
            return .job(site, job, status, atMost: atMost)
        }
        if waits, !run.parsed.isGiven(cycles) { return .instant(atMost) }
        let count = Int64(try run.value(cycles) ?? 1)
        return .instant(stepper.boundary(after: now) + (count - 1) * stepper.cycle)
    }

    private static func jobStatus(_ text: String, _ run: CommandRun, _ lab: LabSession) throws -> (
        Int, Int, JobStatus
    ) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        let status =
            parts.count == 2
            ? JobStatus.allCases.first { $0.word.lowercased() == parts[1].lowercased() && $0 != .none } : nil
        guard let status else {
            let all = JobStatus.allCases.map(\.word).filter { !$0.isEmpty }
            let near = parts.count == 2 ? nearestNames(to: parts[1].lowercased(), among: all) : []
            if let word = near.first {
                throw run.parsed.usageError(
                    .other("'\(parts[1])' is no status of a job; did you mean \(parts[0])=\(word)?"))
            }
            let words = all.joined(separator: ", ")
            throw run.parsed.usageError(
                .other("'\(text)' is no job and status, such as BPC00001=Complete; statuses are \(words)"))
        }
        for (number, image) in lab.emulation.images.enumerated() {
            if let id = JobID(parts[0]), let place = image.jobIndex(id) { return (number, place, status) }
        }
        let rows = try lab.database.rows(of: JobRow.self)
        let id = try Naming.find(
            parts[0], kind: "job", in: JobCommands.things(rows), list: "job list"
        ).job.id
        for (number, image) in lab.emulation.images.enumerated() {
            if let place = image.jobIndex(id) { return (number, place, status) }
        }
        throw CommandFailure(ExitCode.noInput, "no job '\(parts[0])'; `sms12 job list` lists them")
    }

    private static func go(
        _ run: CommandRun, _ lab: LabSession, _ stepper: Stepper, _ teller: Teller, _ target: Target,
        _ breakpoints: Breakpoints?
    ) throws -> Int32 {
        switch target {
        case .instant(let instant):
            let stop = try stepper.run(to: instant, breakpoints: breakpoints, teller.tell)
            return try ended(stop, run, lab, stepper, teller, breakpoints)
        case .idle(let atMost):
            let stop = try stepper.run(
                to: atMost, idleMilliseconds: 86_400_000, breakpoints: breakpoints,
                until: { lab.emulation.images.allSatisfy { $0.openJobs.isEmpty } }, teller.tell)
            return try ended(stop, run, lab, stepper, teller, breakpoints)
        case .job(let site, let place, let status, let atMost):
            func current() -> JobStatus { lab.emulation.images[site].jobs[place].job.status }
            var stop = Stepper.Stop.reached
            // What has ended does not change any more, so that no time has to pass to see it.
            if current() != status, !current().isFinal {
                stop = try stepper.run(
                    to: atMost, breakpoints: breakpoints,
                    until: { current() == status || current().isFinal }, teller.tell)
            }
            if stop != .reached { return try ended(stop, run, lab, stepper, teller, breakpoints) }
            if current() == status { return ExitCode.done }
            let id = lab.emulation.images[site].jobs[place].job.id
            run.complain(
                "sms12: job \(id) is \(current().word), not \(status.word), at \(shown(lab.emulation.now, lab, stepper.site))"
                    + (current().isFinal
                        ? "; it has ended" : "; `sms12 job details \(id)` shows who is missing"))
            return ExitCode.failed
        }
    }

    private static func ended(
        _ stop: Stepper.Stop, _ run: CommandRun, _ lab: LabSession, _ stepper: Stepper, _ teller: Teller,
        _ breakpoints: Breakpoints?
    ) throws -> Int32 {
        if let breakpoints, stop != .interrupted {
            guard let hit = breakpoints.hit else {
                run.complain(
                    "sms12: no breakpoint was met until \(shown(lab.emulation.now, lab, stepper.site)) (\(breakpoints.text))"
                )
                return ExitCode.failed
            }
            try teller.tell(hit)
            return ExitCode.done
        }
        guard stop == .interrupted else { return ExitCode.done }
        run.complain(
            "sms12: interrupted at \(shown(lab.emulation.now, lab, stepper.site)); what was done is kept")
        return ExitCode.interrupted
    }

    static func shown(_ instant: Int64, _ lab: LabSession, _ site: Int) -> String {
        lab.emulation.images[site].definition.zone.localTime(atUTC: instant.flooredQuotient(by: 1_000))
            .description
    }

    private static func siteNumber(_ run: CommandRun, _ lab: LabSession) throws -> Int {
        guard let text = try run.value(site) else { return 0 }
        if let code = SiteCode(text) { return try lab.emulation.siteNumber(code) }
        let present = try LabReader.presentSites(of: lab.emulation.definition, lab.database)
        return try lab.emulation.siteNumber(present.sites[try SiteEdit.place(text, in: present)].code)
    }

    // MARK: at

    static let time = Operand<String>(
        "TIME", .text,
        help: "When, by the central site's clock, or UTC with Z behind; +2h or +1d is counted from now.")
    static let words = Operand<[String]>(
        rest: "COMMAND", help: "The command, as it would be typed behind `sms12`.")

    private static let at = CommandEntry(
        declaration: CommandDeclaration(
            ["at"], "Let time pass up to a moment and give a command there.",
            discussion:
                "Time runs to the moment, what changes on the way is printed, and then the command is given.",
            operands: [time, words],
            example: CommandExample(
                "sms12 at \"1997-04-21 12:00\" -- job cancel BPC00001", "cancel it at noon")),
        run: { try runAt($0) })

    private static func runAt(_ run: CommandRun) throws -> Int32 {
        // Time cannot go back, so that a command with a mistake must not cost any.
        let inner: Parsed? =
            if case .run(let parsed) = try Root.table.parse(try run.value(words)) { parsed } else { nil }
        let lab = try run.openLab()
        defer { try? lab.close() }
        if let inner { try checkNames(inner, lab) }
        run.watchInterrupt(stopping)
        let stepper = Stepper(lab, who: try run.account, site: 0, progress: run.progressLine("running"))
        let teller = Teller(run, lab, stepper)
        let instant = try moment(run, lab)
        // A program asked for the command's list, and two lists are none.
        let isTold = try run.format == .table && (inner?.value(of: GlobalOptions.format) ?? .table) == .table
        let stop = try stepper.run(to: instant) { story, at in
            if isTold { try teller.tell(story, at) }
        }
        run.endProgress()
        if isTold { try teller.finish() }
        let folder = lab.folder
        try lab.close()
        if stop == .interrupted { return ExitCode.interrupted }
        var given = ["--lab", folder, "--as", try run.account]
        if inner?.isGiven(GlobalOptions.color) != true {
            given += ["--color", try run.value(GlobalOptions.color).rawValue]
        }
        if inner?.isGiven(GlobalOptions.format) != true { given += ["--format", run.format.rawValue] }
        if run.isQuiet, inner?.isGiven(GlobalOptions.quiet) != true { given.append("--quiet") }
        return Root.run(given + (try run.value(words)), run.environment)
    }

    /// When the command of `at` is to be given.
    private static func moment(_ run: CommandRun, _ lab: LabSession) throws -> Int64 {
        let text = try run.value(time)
        let now = lab.emulation.now
        if text.hasPrefix("+"), let span = Duration.milliseconds(String(text.dropFirst())) {
            return now + span
        }
        let instant = try Moment.instant(text, of: run, zone: lab.emulation.images[0].definition.zone)
        guard instant >= now else {
            throw CommandFailure(
                ExitCode.usage,
                "\(text) is past: the lab stands at \(shown(now, lab, 0)); time runs forward only")
        }
        return instant
    }

    /// Refuses a command about a job or a package that is not there, before any time passes for it.
    private static func checkNames(_ inner: Parsed, _ lab: LabSession) throws {
        let definition = lab.emulation.definition
        let named = (try? inner.value(of: Naming.site)) ?? nil
        guard let code = named ?? definition.sites.first?.code.description, let site = SiteCode(code)
        else { return }
        // A job that repeats makes further ones on the way.
        let mayCome = try lab.database.rows(of: JobRow.self, site: site).contains {
            $0.job.repeatMode != .never
        }
        if !mayCome, let word = try? inner.value(of: JobCommands.job) {
            _ = try JobCommands.find(word, lab.database, site)
        }
        if let word = try? inner.value(of: PackageCommands.package) {
            _ = try PackageCommands.find(word, lab.database, site)
        }
    }
}
