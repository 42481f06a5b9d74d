/// A command of A and the one of B that it corresponds to, by their places among the steps of the plays.
public struct CommandPair: Equatable, Sendable {
    /// The step in A; nil: only B has it.
    public let a: Int?
    /// The step in B; nil: only A has it.
    public let b: Int?
    /// How they differ.
    public let kind: Kind

    /// How two commands differ.
    public enum Kind: String, Sendable {
        /// Not at all.
        case same
        /// The same at another time.
        case moved
        /// By other words about the same thing.
        case edited
        /// Only A has it.
        case onlyA = "only in A"
        /// Only B has it.
        case onlyB = "only in B"
    }

    /// Makes a pair.
    public init(a: Int?, b: Int?, kind: Kind) {
        self.a = a
        self.b = b
        self.kind = kind
    }
}
