import CommandLineKit
import LegacyFormats
import SiteModel

/// `log import`: logs of a real site as one timeline.
enum LogImport {
    static let files = Operand<[String]>(
        "FILE", .file, atLeast: 1, help: "Logs, folders of logs, or - for standard input.")
    static let codePage = Option<String>(
        "code-page", value: "NUMBER", .text, default: "1252",
        help: "How bytes above 127 are read where they are not UTF-8: 1252 (ANSI), 437 or 850 (OEM).")
    private static let explain = Option("explain", help: "What each line means, in place of its words.")
    private static let unread = Option(
        "unknown", help: "Only the lines of which no source says what they mean.")
    private static let propose = Option<String?>(
        "propose", value: "FILE", .file,
        help: "Write a lab file that may give such logs, and a script of commands beside it.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["log", "import"], "Read logs of a real site into one timeline.",
                discussion: """
                    Reads what services wrote (`text   $$<COMPONENT><time><thread>`, also with parentheses), what was \
                    copied out of SMSTRACE, client logs (`[time] Program ==> message`) and messages alone; wrapped by \
                    an article or a mail program or not. Several files become one timeline: by time, and within a \
                    file in its order. Each line is told with its place, its step in the pipeline, what it names and \
                    what it means. No lab is needed.

                    With --propose NAME.json5 a lab file is written that may give such logs, and NAME.sh with the \
                    commands; each guess in them is named as one, with the line that it comes from. The lab is tried, and it \
                    is said how many lines it reproduces. Read both files, then `sh NAME.sh` makes the lab and compares its \
                    logs with the real ones.
                    """,
                options: [explain, unread, codePage, propose], operands: [files],
                example: CommandExample("sms12 log import SCHED.LOG DESPOOL.LOG"),
                moreExamples: [
                    CommandExample(
                        "sms12 log import LOGS --format csv", "every log of a folder, for a spreadsheet"),
                    CommandExample(
                        "sms12 log import SCHED.LOG --propose old.json5", "a lab to try it again in"),
                ], exitCodes: ExitCodeNote.reading("nothing is printed")), run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let surveys = try surveys(try run.value(files), run)
        var timeline = try LogTimeline(surveys)
        var summary = LogSummary()
        var facts = LogFacts()
        let isProposing = try run.value(propose) != nil
        let rows = try LogRows(run, explained: try run.value(explain))
        let onlyUnknown = try run.value(unread)
        while let entry = try timeline.next() {
            summary.take(entry)
            if isProposing { facts.take(entry) }
            if onlyUnknown, entry.meaning != nil || entry.isMIF { continue }
            rows.add(entry)
        }
        try rows.finish()
        let gravest = max(report(surveys, run) ?? .note, summary.report(surveys, run) ?? .note)
        summary.tell(run, files: surveys.count)
        var isUseful = true
        if let path = try run.value(propose) {
            isUseful = try LogProposal(facts).write(to: path, from: surveys, run)
        }
        return !isUseful || gravest >= .warning ? ExitCode.doneWithLosses : ExitCode.done
    }

    /// Reads every log for the first time; a copy of another one is left out.
    static func surveys(_ words: [String], _ run: CommandRun) throws -> [LogSurvey] {
        // `sms12 diff` reads logs without this option.
        let word = run.parsed.isGiven(codePage) ? try run.value(codePage) : "1252"
        let (page, finding) = CodePage.named(word)
        guard let page else {
            throw run.usage(
                finding.map { $0.message + ($0.advice.map { "; \($0)" } ?? "") } ?? "unknown code page")
        }
        var surveys: [LogSurvey] = []
        for input in try LogInput.open(words, run) {
            let survey = try LogSurvey(input, codePage: page)
            if survey.records == 0 {
                run.remark(
                    "\(input.name) holds no line: \(survey.byteCount == 0 ? "it is empty" : "it is blank")")
            }
            if let same = surveys.first(where: {
                $0.digest == survey.digest && $0.byteCount == survey.byteCount && survey.records > 0
            }) {
                run.remark("\(input.name) is a copy of \(same.input.name) and is left out")
                continue
            }
            surveys.append(survey)
        }
        return surveys
    }

    /// Tells what could not be read.
    static func report(_ surveys: [LogSurvey], _ run: CommandRun) -> Severity? {
        var gravest: Severity?
        for survey in surveys {
            if let found = run.report(survey.findings) { gravest = max(gravest ?? found, found) }
            if survey.furtherFindings > 0 {
                run.complain(
                    "sms12: \(survey.input.name): \(survey.furtherFindings) more findings are not listed")
            }
        }
        return gravest
    }
}

/// The lines of a timeline as they are printed.
final class LogRows {
    private let table: PagedTable
    private let isList: Bool
    private let isExplained: Bool

    init(_ run: CommandRun, explained: Bool) throws {
        isList = run.format != .table
        isExplained = explained
        let columns: [Column] =
            isList
            ? [
                Column("Time", key: "time"), Column("Component", key: "component"),
                Column("Guessed", key: "component-guessed"), Column("Thread", key: "thread"),
                Column("Step", key: "step"), Column("Message", key: "message"),
                Column("Meaning", key: "meaning"),
                Column("Job", key: "job"), Column("Package", key: "package"),
                Column("Request", key: "request"),
                Column("Site", key: "site"), Column("Server", key: "server"), Column("Client", key: "client"),
                Column("Event", key: "event"), Column("Win32", key: "win32"), Column("Names", key: "names"),
                Column("Article", key: "article"), Column("Grammar", key: "grammar"),
                Column("File", key: "file"),
                Column("Line", key: "line", .right), Column("Column", key: "column", .right),
                Column("Lines", key: "lines", .right), Column("Text", key: "text"),
            ]
            : [
                Column("Time", key: "time"), Column("Component", key: "component"),
                Column("Step", key: "step"),
                Column("From", key: "from"),
                Column(explained ? "Meaning" : "Text", key: "text"),
            ]
        table = PagedTable(columns, run)
    }

    func add(_ entry: LogEntry) {
        let line = entry.record.line
        let time = line.time.map { entry.record.hasDateOnly ? String($0.description.prefix(10)) : $0.exact }
        guard isList else {
            let unknown = "\(entry.reason) \(line.text)"
            table.add([
                .optional(time), .text(entry.component + (entry.isComponentGuessed ? "?" : "")),
                .optional(entry.meaning?.step.rawValue), .text(entry.origin),
                .text(isExplained ? entry.meaning?.sentence ?? unknown : line.text),
            ])
            return
        }
        let meaning = entry.meaning
        let shown: Set<LogName.Kind> = [.job, .package, .request, .site, .server, .client, .event, .win32]
        let others = (meaning?.names ?? []).filter { !shown.contains($0.kind) }
            .map { "\($0.kind.rawValue)=\($0.value)" }.joined(separator: "; ")
        func number(_ kind: LogName.Kind) -> Cell { .optional(meaning?.first(kind).flatMap { Int64($0) }) }
        table.add([
            .optional(time), entry.component.isEmpty ? .none : .text(entry.component),
            .flag(entry.isComponentGuessed),
            .optional(line.thread.map { String($0, radix: 16, uppercase: true) }),
            .optional(meaning?.step.rawValue), .optional(meaning?.key), .optional(meaning?.sentence),
            .optional(meaning?.first(.job)), .optional(meaning?.first(.package)),
            .optional(meaning?.first(.request)),
            .optional(meaning?.first(.site)), .optional(meaning?.first(.server)),
            .optional(meaning?.first(.client)),
            number(.event), number(.win32), others.isEmpty ? .none : .text(others),
            .optional(meaning.flatMap { $0.article.isEmpty ? nil : $0.article }),
            .text(entry.record.grammar.rawValue), .text(entry.file), .number(entry.record.place),
            .number(entry.record.column), .number(entry.record.lineCount), .text(line.text),
        ])
    }

    func finish() throws { try table.finish() }
}

extension LocalTime {
    /// With seconds, whatever they are: a log has them always.
    var exact: String {
        let text = description
        return text.utf8.count == 16 ? text + ":00" : text
    }
}

/// What stands under a timeline.
struct LogSummary {
    private var lines = 0
    private var understood = 0
    private var first: LocalTime?
    private var last: LocalTime?
    private var undated = 0
    private var jobs: Set<String> = []
    private var errors: [String: Int] = [:]
    private var linesOfMIF = 0
    private var files: [String: File] = [:]

    /// What one file holds.
    private struct File {
        var understood = 0
        /// Lines that have no form of a log and no known words.
        var passed = 0
        var firstPassed = 0
        /// Whether anything in it has the form of a log.
        var hasForm = false
    }

    mutating func take(_ entry: LogEntry) {
        lines += 1
        var file = files[entry.file] ?? File()
        if entry.meaning != nil { file.understood += 1 }
        if entry.record.grammar != .bare { file.hasForm = true }
        if entry.meaning == nil, entry.record.grammar == .bare, !entry.isMIF {
            if file.passed == 0 { file.firstPassed = entry.record.place }
            file.firstPassed = min(file.firstPassed, entry.record.place)
            file.passed += entry.record.lineCount
        }
        files[entry.file] = file
        if entry.isMIF { linesOfMIF += 1 }
        if let meaning = entry.meaning {
            understood += 1
            for name in meaning.names where name.kind == .job { jobs.insert(name.value) }
            for name in meaning.names where name.kind == .win32 && name.value != "0" {
                errors[name.value, default: 0] += 1
            }
        }
        if let time = entry.record.line.time {
            first = min(first ?? time, time)
            last = max(last ?? time, time)
        } else {
            undated += 1
        }
    }

    /// Says of which files nothing is understood, and how many lines of the others are no log.
    func report(_ surveys: [LogSurvey], _ run: CommandRun) -> Severity? {
        var findings: [Finding] = []
        for survey in surveys {
            let name = survey.input.name
            guard let file = files[name] else { continue }
            let place = SourceLocation(file: name, line: max(file.firstPassed, 1))
            let shown = counted(file.passed, "line")
            if file.understood == 0, !file.hasForm, file.passed > 0 {
                findings.append(
                    Finding(
                        .warning, "log-nothing",
                        "nothing in it is a line of a log: \(shown) without the form or the words of one",
                        at: place, advice: "name the files of LOGS, or text copied out of them"))
            } else if file.passed > 0 {
                findings.append(
                    Finding(
                        .note, "log-passed",
                        "\(shown) \(file.passed == 1 ? "has" : "have") no form of a log and no known words, first here; "
                            + "`sms12 log import --unknown` lists what is not understood", at: place))
            }
        }
        return run.report(findings)
    }

    func tell(_ run: CommandRun, files: Int) {
        guard lines > 0 else { return run.remark("there is no line to show") }
        func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
        var text = "\n\(count(lines, "record")) of \(count(files, "file")), \(understood) understood"
        if let first, let last { text += "; from \(first.exact) to \(last.exact)" }
        if linesOfMIF > 0 { text += "; \(count(linesOfMIF, "line")) of a MIF, which is no log" }
        if undated > 0 { text += "; \(undated) without a time" }
        if !jobs.isEmpty { text += "; jobs \(jobs.sorted().prefix(8).joined(separator: ", "))" }
        let named = errors.keys.sorted { (Int($0) ?? 0) < (Int($1) ?? 0) }
            .map { "\(Win32Error.described($0)) \(errors[$0] == 1 ? "once" : "\(errors[$0] ?? 0) times")" }
        if !named.isEmpty { text += "; Win32 error \(named.joined(separator: ", "))" }
        run.advise(text + ".")
    }
}
