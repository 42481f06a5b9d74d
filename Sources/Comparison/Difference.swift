/// One thing that differs between two runs.
public struct Difference: Equatable, Sendable {
    /// How it differs.
    public let kind: Kind
    /// The entry of A by its place, or nil.
    public let a: Int?
    /// The entry of B by its place, or nil.
    public let b: Int?
    /// What it is about.
    public let matter: Matter
    /// When it is first seen, by the clock of A's run: milliseconds since 1970.
    public let instant: Int64
    /// How much later it happens in B, in milliseconds.
    public let delay: Int64
    /// When it happens in each run that has it, by the clock of A's run.
    public var times: (a: Int64?, b: Int64?) {
        (
            a == nil ? nil : b == nil ? instant : instant + max(0, -delay),
            b == nil ? nil : a == nil ? instant : instant + max(0, delay)
        )
    }
    /// Its place in the order of its run.
    let order: Int64
    /// A bit for each input that it and all above it may come of, where there are several; all bits: not known.
    var inputs = UInt64.max
    /// The difference it follows from by its place, or nil.
    ///
    /// In no run it comes before that one. Where it comes at another time in each, that one may be told behind it.
    public internal(set) var cause: Int?

    /// How two entries differ.
    public enum Kind: String, CaseIterable, Sendable {
        /// Only A has it.
        case onlyA = "only in A"
        /// Only B has it.
        case onlyB = "only in B"
        /// Both have it, and something about it differs: a size, an error, how many.
        case changed = "changed"
        /// Both have it, at another time.
        case moved = "at another time"
    }
}
