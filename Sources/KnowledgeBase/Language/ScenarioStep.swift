/// What an expectation found.
public struct RowCheck: Equatable, Sendable {
    /// Whether it holds.
    public let holds: Bool
    /// What was found, in words.
    public let found: String

    /// Makes a check.
    public init(_ holds: Bool, _ found: String) {
        self.holds = holds
        self.found = found
    }
}

/// What a row expects of a play.
public typealias RowExpectation = @Sendable (borrowing ScenarioPlay) throws(RowError) -> RowCheck
/// What a row does to a play.
public typealias RowCommand = @Sendable (inout ScenarioPlay) throws(RowError) -> Void

/// A row behind the lab of a case, ready to be carried out.
public struct ScenarioStep: Sendable {
    /// What kind of row it is.
    public enum Kind: Equatable, Sendable {
        /// Something is done.
        case command
        /// Something is done that must be refused.
        case refused
        /// Must hold in each play.
        case expect
        /// Must hold where the quirk is alive, and not hold where it is not.
        case affected
        /// Must hold where the quirk is not alive.
        case fixed
        /// As `affected`: what follows from the quirk although its code does not mention it.
        case consequence
    }

    /// What is to be carried out.
    enum Action: Sendable {
        case command(RowCommand)
        case expectation(RowExpectation)
    }

    /// The kind.
    public let kind: Kind
    /// The line in the file.
    public let line: Int
    /// The row with the parameters put in.
    public let text: String
    /// The code of the site that it is about; nil: the first.
    let site: RowWord?
    /// What is done.
    let action: Action
}
