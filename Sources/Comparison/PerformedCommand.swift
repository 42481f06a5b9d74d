public import Emulation

/// A command of a play that was carried out again.
public struct PerformedCommand: Sendable {
    /// Its place among the steps of the play.
    public let step: Int
    /// When, in milliseconds since 1970.
    public let instant: Int64
    /// What it made.
    public let outcome: CommandOutcome
}
