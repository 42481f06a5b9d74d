public import SiteModel

/// What became of one row of a case in one play.
public struct RowOutcome: Equatable, Sendable {
    /// What kind of row it is.
    public let kind: ScenarioStep.Kind
    /// The line in the file.
    public let line: Int
    /// The row with the parameters put in.
    public let text: String
    /// What the clock of the site showed.
    public let clock: LocalTime
    /// Whether it came out as it must in this play.
    public let isRight: Bool
    /// What was found; empty for a command that was done.
    public let found: String
    /// Whether the row says what is not to be seen in this play: an affected row without the quirk.
    public let isTurned: Bool
}

/// One play of a case.
public struct PlayOutcome: Equatable, Sendable {
    /// At which release.
    public let setting: ScenarioSetting
    /// The values of the parameters.
    public let values: RowValues
    /// The rows in order; it ends at a command that could not be done.
    public let rows: [RowOutcome]
    /// What kept the case from being played, with file, line and column.
    public let findings: [Finding]

    /// Whether everything came out.
    public var passed: Bool { findings.isEmpty && !rows.isEmpty && rows.allSatisfy(\.isRight) }
}

/// Every play of a case.
public struct ScenarioOutcome: Equatable, Sendable {
    /// The case.
    public let scenario: Scenario
    /// The plays: each setting with the first values, then each with the second, and so on.
    public let plays: [PlayOutcome]

    /// Whether everything came out.
    public var passed: Bool { !plays.isEmpty && plays.allSatisfy(\.passed) }
}
