import CommandLineKit
import SiteModel

/// A case with its parameters put in: the lab, and the steps in order.
struct ReadScenario {
    /// The lab, at no release in particular.
    var lab: LabDefinition
    /// Sources and stored files.
    var world: ScenarioWorld
    /// The steps.
    var steps: [ScenarioStep]
    /// What is wrong.
    var findings: [Finding]
}

/// Makes the steps of a case for one play.
struct ScenarioReader {
    private let scenario: Scenario
    private let values: RowValues
    private var draft: LabDraft
    private var steps: [ScenarioStep] = []
    private var findings: [Finding] = []

    /// Reads a case with the values of a play; it can be played when nothing is wrong.
    static func read(_ scenario: Scenario, values: RowValues) -> ReadScenario {
        var reader = ScenarioReader(scenario, values)
        for row in scenario.rows { reader.take(row) }
        let (lab, findings) = reader.draft.finished(at: scenario.location)
        return ReadScenario(
            lab: lab, world: reader.draft.world, steps: reader.steps, findings: reader.findings + findings)
    }

    private init(_ scenario: Scenario, _ values: RowValues) {
        self.scenario = scenario
        self.values = values
        draft = LabDraft(values)
    }

    private mutating func take(_ row: ScenarioRow) {
        do throws(RowError) {
            var words: [RowWord] = []
            for word in row.words { words.append(try values.replaced(word)) }
            try take(row, words)
        } catch {
            findings.append(
                Finding(
                    .error, "bad-row", error.message,
                    at: SourceLocation(
                        file: scenario.location.file, line: row.line, column: error.column)))
        }
    }

    private mutating func take(_ row: ScenarioRow, _ words: [RowWord]) throws(RowError) {
        guard let first = words.first else { return }
        let text = words.map { $0.isQuoted && $0.text.contains(" ") ? "\"\($0.text)\"" : $0.text }
            .joined(separator: " ")
        var rest = words
        var kind = ScenarioStep.Kind.command
        if let found = Self.kinds.first(where: { first.text == $0.word + ":" }) {
            kind = found.kind
            rest.removeFirst()
        }
        let site = rest.first.flatMap { $0.text.hasPrefix("@") && !$0.isQuoted ? $0 : nil }
        if site != nil { rest.removeFirst() }
        var row = row
        row.text = text
        var reader = RowWords(rest, column: first.column)
        if kind == .command, site == nil, let lab = LabRow.all.first(where: { $0.word == first.text }),
            !CommandRow.isCommand(rest)
        {
            guard steps.isEmpty else {
                throw RowError(
                    "`\(first.text)` is a row of the lab, and those come before all others",
                    column: first.column)
            }
            _ = reader.take(first.text)
            try lab.apply(&reader, &draft)
            return try reader.end()
        }
        let action: ScenarioStep.Action
        switch kind {
        case .command, .refused: action = .command(try CommandRow.read(&reader))
        case .expect, .affected, .fixed, .consequence:
            if kind != .expect, !scenario.isQuirk {
                throw RowError("a case that always holds has `expect:` rows only", column: first.column)
            }
            action = .expectation(try ExpectationRow.read(&reader))
        }
        try reader.end()
        steps.append(
            ScenarioStep(
                kind: kind, line: row.line, text: text,
                site: site.map {
                    RowWord(text: String($0.text.dropFirst()), column: $0.column, isQuoted: false)
                }, action: action))
    }

    private static let kinds: [(word: String, kind: ScenarioStep.Kind)] = [
        ("expect", .expect), ("affected", .affected), ("fixed", .fixed), ("consequence", .consequence),
        ("refused", .refused),
    ]
}
