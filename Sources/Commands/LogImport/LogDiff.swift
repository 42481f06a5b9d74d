import CommandLineKit
import Emulation
import KnowledgeBase
import LegacyFormats
import Pipeline
import SiteModel

/// The comparison of a real log with what a lab wrote.
enum LogDiff {
    private static let site = Option<String?>(
        "site", value: "SITE", .labObject("site"), defaultText: "the one that fits best",
        help: "The site whose logs they are compared with.")
    private static let strict = Option(
        "strict",
        help:
            "Lines that differ in names or numbers, and lines of the lab before and behind the real log, count too."
    )
    private static let all = Option("all", help: "Every line, not only those that differ.")
    private static let article = Option<String?>(
        "case", value: "ARTICLE|NAME", .text,
        help: "Compare with a case of the Knowledge Base, played for it, instead of a lab.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["log", "diff"], "Compare logs of a real site with those of the lab, line by line.",
                discussion: """
                    Lines are put side by side component by component: by the message, whatever it names, and in its \
                    order. Times do not matter. A line is equal, equal but for values (names, numbers, paths), only \
                    in the real log, or only in the lab. What the lab wrote before the first and behind the last line \
                    that both have is counted, but is no difference: a real log seldom begins where a lab does.
                    """,
                options: [article, site, strict, all, LogImport.codePage], operands: [LogImport.files],
                example: CommandExample("sms12 log diff DESPOOL.LOG"),
                moreExamples: [
                    CommandExample("sms12 log diff LOGS --format json", "every line, for programs"),
                    CommandExample(
                        "sms12 log diff SCHED.LOG --case Q168510", "with what an article tells of"),
                ],
                exitCodes: [ExitCodeNote(ExitCode.failed, "a line is in one of the two only")]
                    + ExitCodeNote.reading("nothing is compared")),
            run: { run in
                let files = try run.value(LogImport.files)
                guard let word = try run.value(article) else {
                    return try LogDiff.run(run, lab: try run.labFolder(), files: files)
                }
                let real = try entries(files, run)
                let components = Set(real.map(\.comparedComponent))
                let lists = try CaseLogs.lines(word, components: components)
                return try tell(try best(real, lists, run), run)
            })
    }

    /// Compares logs with those of a lab, and tells of it; for `sms12 diff` too.
    ///
    /// - Parameters:
    ///   - run: The command; its options `--site`, `--strict`, `--all` and `--code-page` are obeyed where it has them.
    ///   - lab: The folder of the lab.
    ///   - files: The logs as the user named them.
    /// - Returns: 0 where every line has its like, 1 where one has not.
    /// - Throws: `CommandFailure` for logs or labs that cannot be read.
    static func run(_ run: CommandRun, lab: String, files: [String]) throws -> Int32 {
        let real = try entries(files, run)
        let reader = try run.readLab(lab, tracing: true)
        var lines = try lines(reader, components: Set(real.map(\.comparedComponent)))
        if run.parsed.isGiven(site), let word = try run.value(site) {
            let definition = try reader.definition()
            let code = definition.sites[try SiteEdit.place(word, in: definition)].code.description
            lines = lines.filter { $0.site == code }
        }
        return try tell(try best(real, [lines], run), run)
    }

    /// The lines of some logs, in the order of their timeline.
    static func entries(_ files: [String], _ run: CommandRun) throws -> [LogEntry] {
        let surveys = try LogImport.surveys(files, run)
        var timeline = try LogTimeline(surveys)
        var real: [LogEntry] = []
        while let entry = try timeline.next() { real.append(entry) }
        _ = LogImport.report(surveys, run)
        guard !real.isEmpty else {
            throw CommandFailure(
                ExitCode.badData, "\(files.joined(separator: ", ")): there is no line to compare")
        }
        return real
    }

    private static func tell(_ found: (comparison: LogComparison, site: String?), _ run: CommandRun) throws
        -> Int32
    {
        let comparison = found.comparison
        let isStrict = run.parsed.isGiven(strict)
        let counted =
            comparison.differences
            + (isStrict ? comparison.count(.values) + comparison.count(.outside) : 0)
        let story = LogDiffStory(run, comparison, site: found.site)
        if run.format == .table {
            story.tell(all: run.parsed.isGiven(all), isStrict: isStrict)
        } else {
            try story.list()
        }
        return counted == 0 ? ExitCode.done : ExitCode.failed
    }

    /// The comparison that differs least: with all sites of a list together, or with one of them.
    static func best(
        _ real: [LogEntry], _ lists: [[LabLogLine]], _ run: CommandRun?
    ) throws -> (LogComparison, String?) {
        var found: (LogComparison, String?)?
        for lines in lists {
            var sites: [String] = []
            for line in lines where !sites.contains(line.site) && sites.count < 20 { sites.append(line.site) }
            var tries: [(LogComparison, String?)] = [
                (LogComparison(real, lines), sites.count == 1 ? sites.first : nil)
            ]
            if sites.count > 1 {
                tries += sites.map { code in (LogComparison(real, lines.filter { $0.site == code }), code) }
            }
            for candidate in tries {
                guard let old = found else {
                    found = candidate
                    continue
                }
                let (new, before) = (score(candidate.0), score(old.0))
                if new.0 < before.0 || new.0 == before.0 && new.1 > before.1 { found = candidate }
            }
        }
        return found ?? (LogComparison(real, []), nil)
    }

    /// What two comparisons are told apart by: lines without their like, then equal ones.
    private static func score(_ comparison: LogComparison) -> (Int, Int) {
        (comparison.differences, comparison.count(.equal))
    }

    /// What the lab's components wrote, in order, clients' programs included.
    static func lines(_ reader: LabReader, components: Set<String>) throws -> [LabLogLine] {
        let definition = try reader.definition()
        if definition.trace == .none {
            throw CommandFailure(
                ExitCode.noInput,
                "the lab was made with --trace none and keeps no trace, of which logs are made; make it with --trace changes"
            )
        }
        let names = try reader.names()
        var lines: [LabLogLine] = []
        for record in try TraceCommands.records(reader, names, TraceCommands.Filter(), limit: nil)
        where record.code.isChange && components.contains(record.component.name) {
            for text in names.lines(record) {
                lines.append(
                    LabLogLine(
                        component: record.component.name, time: names.time(record.instant, record.site),
                        site: names.site(record.site), text: text))
            }
        }
        return lines
    }
}

/// Tells of a comparison.
struct LogDiffStory {
    private let run: CommandRun
    private let comparison: LogComparison
    private let site: String?
    /// How many differing lines are listed for people.
    private static let shown = 40

    init(_ run: CommandRun, _ comparison: LogComparison, site: String?) {
        self.run = run
        self.comparison = comparison
        self.site = site
    }

    /// In sentences, the first difference first.
    func tell(all: Bool, isStrict: Bool) {
        let place = site.map { " of site \($0)" } ?? ""
        if let first = comparison.first {
            run.print("The first difference: \(sentence(first))")
        } else {
            let values = comparison.count(.values)
            let but = values == 0 ? "" : ", \(values) of them but for names and numbers"
            let lines = comparison.count(.equal) + values
            run.print(
                "Every line of the real log is in the lab's\(place): \(lines) \(lines == 1 ? "line" : "lines")\(but)."
            )
        }
        for component in comparison.components { run.print(totals(component, place)) }
        var left = Self.shown
        var hidden = 0
        for row in comparison.rows where all || isDifference(row, isStrict) {
            if !all, left == 0 {
                hidden += 1
                continue
            }
            left -= 1
            run.print("  \(mark(row.relation)) \(escapedForTerminal(short(row)))")
        }
        if hidden > 0 { run.advise("\(hidden) more; --format json has all.") }
    }

    private func isDifference(_ row: LogComparison.Row, _ isStrict: Bool) -> Bool {
        switch row.relation {
        case .real, .lab, .values: true
        case .outside: isStrict
        case .equal: false
        }
    }

    private func totals(_ component: String, _ place: String) -> String {
        func count(_ relation: LogComparison.Relation) -> Int { comparison.count(relation, component) }
        let real = count(.equal) + count(.values) + count(.real)
        var text =
            "\(component.isEmpty ? "Unknown component" : component): of \(real) real lines \(count(.equal)) are equal"
        if count(.values) > 0 { text += ", \(count(.values)) equal but for values" }
        if count(.real) > 0 { text += ", \(count(.real)) only in the real log" }
        if count(.lab) > 0 { text += "; \(count(.lab)) between them are only in the lab's\(place)" }
        if count(.outside) > 0 {
            text += "; the lab's has \(count(.outside)) more that the real log does not reach to"
        }
        return text + "."
    }

    private func mark(_ relation: LogComparison.Relation) -> String {
        switch relation {
        case .equal: "="
        case .values: "~"
        case .real: "-"
        case .lab: "+"
        case .outside: "."
        }
    }

    private func short(_ row: LogComparison.Row) -> String {
        switch row.relation {
        case .equal, .real: "\(row.real?.origin ?? "") \(row.real?.record.line.text ?? "")"
        case .values:
            "\(row.real?.origin ?? "") \(row.real?.record.line.text ?? "") (\(row.values.joined(separator: "; ")))"
        case .lab, .outside: "\(row.lab.map { "\($0.site) \($0.time.exact)" } ?? "") \(row.lab?.text ?? "")"
        }
    }

    private func sentence(_ row: LogComparison.Row) -> String {
        let who = row.component.isEmpty ? "" : " \(row.component)"
        if let real = row.real {
            let time = real.record.line.time.map { " at \($0.exact)" } ?? ""
            let meaning = real.meaning.map { " \($0.sentence)" } ?? ""
            return
                "at \(real.origin)\(who) wrote\(time) what the lab's did not: \(real.record.line.text)\(meaning)"
        }
        guard let lab = row.lab else { return "none" }
        let meaning = lab.meaning.map { " \($0.sentence)" } ?? ""
        return
            "\(lab.component) of the lab's site \(lab.site) wrote at \(lab.time.exact) what the real log has not: "
            + "\(lab.text)\(meaning)"
    }

    /// Every line, for programs.
    func list() throws {
        let table = PagedTable(
            [
                Column("Relation", key: "relation"), Column("Component", key: "component"),
                Column("File", key: "file"), Column("Line", key: "line"),
                Column("Real time", key: "real-time"),
                Column("Real", key: "real"), Column("Site", key: "site"), Column("Lab time", key: "lab-time"),
                Column("Lab", key: "lab"), Column("Message", key: "message"), Column("Values", key: "values"),
            ], run)
        for row in comparison.rows {
            table.add([
                .text(row.relation.rawValue), .text(row.component), .optional(row.real?.file),
                .optional(row.real.map { Int64($0.record.place) }),
                .optional(row.real?.record.line.time?.exact),
                .optional(row.real?.record.line.text), .optional(row.lab?.site),
                .optional(row.lab?.time.exact),
                .optional(row.lab?.text), .optional(row.real?.meaning?.key ?? row.lab?.meaning?.key),
                row.values.isEmpty ? .none : .text(row.values.joined(separator: "; ")),
            ])
        }
        try table.finish()
    }
}
