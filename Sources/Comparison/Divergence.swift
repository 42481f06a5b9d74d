public import Emulation

/// Where two runs of one lab part: the first signal that was handled otherwise.
public struct Divergence: Equatable, Sendable {
    /// How many were handled alike before in A, polls in vain aside.
    public let ordinal: Int64
    /// The same in B: another number where only one of them was given a release before.
    public let ordinalOfB: Int64
    /// What was handled in A; nil where nothing was.
    public let a: Handling?
    /// What was handled in B; nil where nothing was.
    public let b: Handling?

    /// Which of the two came first, by the instant.
    public var earlier: Handling? {
        guard let a, let b else { return a ?? b }
        return b.instant < a.instant ? b : a
    }
}
