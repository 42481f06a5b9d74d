/// Makes the n-th call into the database engine fail, for tests that try every n.
///
/// A call is one preparation or one step of a statement. The failing call never reaches the engine, as when a
/// disk gives an error, and is reported as SQLITE_IOERR (10).
public final class StoreFaults {
    /// The number of the call that fails, from 1; 0: none does.
    public var failAt: Int
    /// Whether every later call fails too.
    public var forever: Bool
    /// How many calls there were.
    public private(set) var calls = 0

    /// Makes a plan.
    ///
    /// - Parameters:
    ///   - failAt: The number of the call that fails, from 1; 0 only counts.
    ///   - forever: Whether every later call fails too.
    public init(failAt: Int = 0, forever: Bool = false) {
        self.failAt = failAt
        self.forever = forever
    }

    /// Counts a call; says whether it is to fail.
    func failsNow() -> Bool {
        calls += 1
        guard failAt > 0 else { return false }
        return calls == failAt || (forever && calls > failAt)
    }
}
