import CommandLineKit
import KnowledgeBase
import SiteModel

/// Tells of entries of the catalogue, and of plays.
struct KnowledgeStory {
    private let run: CommandRun

    init(_ run: CommandRun) { self.run = run }

    /// Tells what an entry is about.
    func tell(_ entry: CatalogueEntry, _ scenarios: [Scenario]) {
        run.print(run.styled.bold(entry.name))
        let fixed = entry.fixedIn.map { "not any more from \($0.rawValue) on" } ?? "never mended"
        lines([
            ("", entry.sentence), ("Articles", entry.articles.joined(separator: ", ")),
            ("Also called", entry.aliases.joined(separator: ", ")), ("Area", entry.area.title),
            ("Shown", "from \(entry.since.rawValue) on, \(fixed)"),
        ])
        switch entry.state {
        case .emulated: break
        case .missing: lines([("State", "missing: a lab behaves as a release without it")])
        case .outOfScope(let reason): lines([("State", "out of scope. \(reason)")])
        }
        for scenario in scenarios { tellInside(scenario) }
    }

    /// Tells of a case that no entry has told of.
    func tell(_ scenario: Scenario) {
        run.print(run.styled.bold(scenario.name))
        lines([("", scenario.title), ("Articles", scenario.article)])
        tellInside(scenario)
    }

    private func tellInside(_ scenario: Scenario) {
        if !scenario.place.isEmpty { lines([("Where", scenario.place)]) }
        if !scenario.cause.isEmpty { lines([("Cause", scenario.cause.joined(separator: " "))]) }
        if !scenario.trigger.isEmpty { lines([("Trigger", scenario.trigger.joined(separator: " "))]) }
        lines([("Look at", scenario.look.joined(separator: " "))])
    }

    private func lines(_ rows: [(label: String, text: String)]) {
        for row in rows where !row.text.isEmpty {
            run.print(row.label.isEmpty ? row.text : "\(row.label): \(row.text)")
        }
    }

    // MARK: Plays

    /// Tells how a case came out: its first plays row by row, and whatever went wrong.
    func tell(_ outcome: ScenarioOutcome, inFull: Bool) {
        let scenario = outcome.scenario
        let verdict = outcome.passed ? run.styled.green("comes out") : run.styled.red("does not come out")
        if !inFull {
            run.print("\(scenario.article) \(scenario.name): \(verdict), \(outcome.plays.count) plays")
        } else {
            run.print(run.styled.bold("\(scenario.article) \(scenario.name)"))
            lines([("", scenario.title), ("Look at", scenario.look.joined(separator: " "))])
        }
        // The first play with the quirk and the first without; of a case that always holds the first.
        let told = [true, false, nil].compactMap { state in
            outcome.plays.firstIndex { $0.setting.isAffected == state }
        }
        for (place, play) in outcome.plays.enumerated() where !play.passed || (inFull && told.contains(place))
        {
            tell(play)
        }
        guard inFull else { return }
        let rest = outcome.plays.indices.filter { !told.contains($0) }.map { outcome.plays[$0] }
        let names = Set(rest.map(\.setting.name)).sorted().joined(separator: ", ")
        if !rest.isEmpty {
            run.print("\nAlso played \(rest.count) times, with other values and at \(names).")
        }
        run.print("Result: the case \(verdict).\n")
    }

    private func tell(_ play: PlayOutcome) {
        let values = play.values.values.filter { $0.name != "poll" && $0.name != "retry" }
            .map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        let shown = play.setting.isAffected.map { $0 ? ", which shows it" : ", which does not show it" } ?? ""
        run.print("\nAt \(play.setting.name)\(shown): \(values)")
        for finding in play.findings { run.print("  \(run.styled.red("cannot be played:")) \(finding)") }
        for row in play.rows {
            let mark: String
            switch (row.kind, row.isRight) {
            case (.command, true): mark = "        "
            case (.refused, true): mark = "refused "
            case (_, true): mark = row.isTurned ? run.styled.dim("not so  ") : run.styled.green("seen    ")
            case (_, false): mark = run.styled.red("WRONG   ")
            }
            let found = row.found.isEmpty ? "" : run.styled.dim("  [\(row.found)]")
            run.print("  \(row.clock)  \(mark)\(row.text)\(found)")
        }
    }

    /// The table that programs read.
    static var table: Table {
        Table([
            Column("Article", key: "article"), Column("Case", key: "case"), Column("At", key: "at"),
            Column("Values", key: "values"), Column("Line", key: "line", .right), Column("Time", key: "time"),
            Column("Row", key: "row"), Column("Right", key: "right"), Column("Found", key: "found"),
        ])
    }

    /// Adds every row of every play of a case.
    static func add(_ outcome: ScenarioOutcome, to table: inout Table) throws {
        let scenario = outcome.scenario
        for play in outcome.plays {
            let values = play.values.values.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
            for finding in play.findings {
                try table.add([
                    .text(scenario.article), .text(scenario.name), .text(play.setting.name), .text(values),
                    .number(finding.location?.line ?? 0), .none, .none, .text("no"), .text(finding.message),
                ])
            }
            for row in play.rows {
                try table.add([
                    .text(scenario.article), .text(scenario.name), .text(play.setting.name), .text(values),
                    .number(row.line), .text(row.clock.description), .text(row.text),
                    .text(row.isRight ? "yes" : "no"), .text(row.found),
                ])
            }
        }
    }
}
