import CommandLineKit
import KnowledgeBase
import Pipeline
import SiteModel

/// The commands of `kb`, and `quirk list`: behaviours of the product, and the cases that prove them.
enum KnowledgeCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [list, show, run, score, quirks] }

    private static let area = Option<CatalogueArea?>(
        "area", value: "WORD", .words, help: "Only of one part of the product.")
    private static let state = Option<String?>(
        "state", value: "WORD", stateWord, help: "Only what is emulated, out-of-scope or missing.")
    private static let subject = Operand<String>(
        "ARTICLE|NAME", .text, help: "An article such as Q140374, or the name of a behaviour.")
    private static let played = Operand<[String]>(
        "ARTICLE|NAME|FILE", .file, atLeast: 0,
        help: "Articles, names of behaviours, or files of cases (.scn).")
    private static let all = Option("all", help: "Every case that ships with the program.")

    private static let stateWord = WordReader<String>(
        completion: .words(CatalogueState.words), write: { $0 },
        read: { (word: String) throws(ValueProblem) -> String in
            guard CatalogueState.words.contains(word.lowercased()) else {
                throw ValueProblem(
                    "is none of \(CatalogueState.words.joined(separator: ", "))",
                    suggestions: nearestNames(to: word, among: CatalogueState.words))
            }
            return word.lowercased()
        })

    private static let list = CommandEntry(
        declaration: CommandDeclaration(
            ["kb", "list"],
            "List what the Knowledge Base tells of the pipeline, and how far sms12 is with it.",
            discussion:
                "Emulated: a component behaves so, and a case proves it; `sms12 kb run` plays it. Out of scope: it "
                + "concerns no package, job or status; `sms12 kb show` says why. Missing: a lab behaves as a release "
                + "without it.",
            options: [area, state],
            example: CommandExample("sms12 kb list --area status --state emulated")),
        run: { run in
            let area = try run.value(area)
            let state = try run.value(state)
            var table = Table([
                Column("Name", key: "name"), Column("Articles", key: "articles"), Column("Area", key: "area"),
                Column("Since", key: "since"), Column("Fixed in", key: "fixed"),
                Column("State", key: "state"), Column("What", key: "what"),
            ])
            for entry in Catalogue.shared.entries {
                if let area, entry.area != area { continue }
                if let state, entry.state.word != state { continue }
                try table.add([
                    .text(entry.name), .text(entry.articles.joined(separator: " ")),
                    .text(entry.area.rawValue), .text(entry.since.rawValue),
                    .optional(entry.fixedIn?.rawValue), .text(entry.state.word), .text(entry.sentence),
                ])
            }
            run.print(table)
            return ExitCode.done
        })

    private static let show = CommandEntry(
        declaration: CommandDeclaration(
            ["kb", "show"], "Tell what an article or a behaviour is about, and what to look at.",
            operands: [subject], example: CommandExample("sms12 kb show Q150026")),
        run: { run in
            try run.onlyText()
            let word = try run.value(subject)
            let (entries, scenarios) = Catalogue.shared.find(word)
            guard !entries.isEmpty || !scenarios.isEmpty else { throw unknown(word) }
            for (place, entry) in entries.enumerated() {
                if place > 0 { run.print("") }
                KnowledgeStory(run).tell(entry, Catalogue.shared.scenarios(of: entry))
            }
            let told = entries.flatMap { Catalogue.shared.scenarios(of: $0) }
            for scenario in scenarios where !told.contains(scenario) { KnowledgeStory(run).tell(scenario) }
            if !scenarios.isEmpty { run.advise("\nNext: sms12 kb run \(word)") }
            return ExitCode.done
        })

    private static let run = CommandEntry(
        declaration: CommandDeclaration(
            ["kb", "run"], "Play the cases of articles and say whether everything comes out.",
            discussion:
                "A quirk is played at the last release that shows it and at the first that does not, then with the "
                + "quirk switched by hand; each case again with other site codes, numbers and Response. The first "
                + "play of each kind is told row by row, and whatever went wrong. Of a case file of your own the "
                + "mistakes are named by line and column.",
            options: [all], operands: [played], example: CommandExample("sms12 kb run Q150026"),
            moreExamples: [CommandExample("sms12 kb run --all", "one line a case")],
            exitCodes: [
                ExitCodeNote(ExitCode.failed, "something does not come out as the article says"),
                ExitCodeNote(ExitCode.badData, "a case file has mistakes"),
            ]),
        run: { run in
            let scenarios = try chosen(run)
            guard !scenarios.isEmpty else { return ExitCode.badData }
            let runner = ScenarioRunner(
                logLines: { LogText.lines($0, LabNames(images: $1)) }, dump: ToolCommands.dumpLines)
            let tellsAll = try run.value(all)
            var failed = 0
            var table = KnowledgeStory.table
            for scenario in scenarios {
                let outcome = runner.run(scenario)
                if !outcome.passed { failed += 1 }
                if run.format == .table {
                    KnowledgeStory(run).tell(outcome, inFull: !tellsAll)
                } else {
                    try KnowledgeStory.add(outcome, to: &table)
                }
            }
            if run.format == .table {
                run.conclude(
                    failed == 0
                        ? "\(scenarios.count) \(scenarios.count == 1 ? "case comes" : "cases come") out."
                        : "\(failed) of \(scenarios.count) cases do not come out.")
            } else {
                run.print(table)
            }
            return failed == 0 ? ExitCode.done : ExitCode.failed
        })

    /// The cases to play; none after the mistakes of a file were told.
    private static func chosen(_ run: CommandRun) throws -> [Scenario] {
        let words = try run.value(played)
        if try run.value(all) {
            guard words.isEmpty else {
                throw run.parsed.usageError(.other("--all plays every case; name none besides"))
            }
            return Catalogue.shared.scenarios
        }
        guard !words.isEmpty else {
            throw run.parsed.usageError(.other("name an article, a behaviour or a file, or give --all"))
        }
        var found: [Scenario] = []
        for word in words {
            if word.lowercased().hasSuffix(".scn") {
                let text = String(decoding: try run.read(word), as: UTF8.self)
                let (scenarios, findings) = Scenario.read(text, file: word)
                if run.report(findings) == .error { return [] }
                if scenarios.isEmpty {
                    throw CommandFailure(ExitCode.badData, "the file \(word) holds no case")
                }
                found += scenarios
                continue
            }
            let (entries, scenarios) = Catalogue.shared.find(word)
            if entries.isEmpty, scenarios.isEmpty { throw unknown(word) }
            let all = scenarios + entries.flatMap { Catalogue.shared.scenarios(of: $0) }
            if all.isEmpty, let entry = entries.first {
                throw CommandFailure(
                    ExitCode.noInput,
                    "\(entry.name) is \(entry.state.word) and has no case; `sms12 kb show \(word)` tells of it"
                )
            }
            for scenario in all where !found.contains(scenario) { found.append(scenario) }
        }
        return found
    }

    private static func unknown(_ word: String) -> CommandFailure {
        let names = Catalogue.shared.entries.flatMap { [$0.name] + $0.aliases }
        let near = nearestNames(to: word.lowercased(), among: names).first.map { "; did you mean \($0)?" }
        return CommandFailure(
            ExitCode.noInput, "the catalogue has no '\(word)'\(near ?? ""); `sms12 kb list` shows it")
    }

    private static let score = CommandEntry(
        declaration: CommandDeclaration(
            ["kb", "score"], "Count what is emulated, out of scope and missing, by area.",
            example: CommandExample("sms12 kb score")),
        run: { run in
            var table = Table([
                Column("Area", key: "area"), Column("Emulated", key: "emulated", .right),
                Column("Out of scope", key: "out-of-scope", .right),
                Column("Missing", key: "missing", .right),
            ])
            let areas: [CatalogueArea?] = CatalogueArea.allCases + [nil]
            for area in areas {
                try table.add(
                    [.text(area?.title ?? "All")]
                        + CatalogueState.words.map { .number(Catalogue.shared.count($0, area: area)) })
            }
            run.print(table)
            return ExitCode.done
        })

    private static let quirks = CommandEntry(
        declaration: CommandDeclaration(
            ["quirk", "list"], "List the behaviours that differ between releases.",
            discussion:
                "A lab file or --quirk switches them by name. `sms12 kb list` has those as well that are not emulated.",
            example: CommandExample("sms12 quirk list")),
        run: { run in
            var table = Table([
                Column("Quirk", key: "quirk"), Column("Article", key: "article"),
                Column("Since", key: "since"),
                Column("Fixed in", key: "fixed"), Column("What", key: "what"),
            ])
            for quirk in Quirk.all {
                try table.add([
                    .text(quirk.name), .text(quirk.article),
                    .text(quirk.since?.rawValue ?? Release.v10.rawValue),
                    .optional(quirk.fixedIn?.rawValue), .text(quirk.sentence),
                ])
            }
            run.print(table)
            return ExitCode.done
        })
}
