/// Makes file calls fail on purpose, so that a test can fail the n-th call for every n.
///
/// One value is handed to everything that takes part (store, share, compressor); each asks it before every file
/// call. There is no global state, and without a plan nothing is asked.
public final class HostFaults {
    /// The number of the call that fails, from 1; nil: none fails, calls are only counted.
    public var failAt: Int?
    /// Whether every call from `failAt` on fails, or that one alone.
    public var forever: Bool
    /// The host's error number that a failing call gives; 5 is EIO, 13 EACCES, 28 ENOSPC on Linux.
    public var hostError: Int32
    /// Fails only calls whose path ends with this text; empty: any.
    public var pathSuffix: String
    /// How many calls were asked about so far, of those that `pathSuffix` lets through.
    public private(set) var count = 0

    /// Makes a plan.
    public init(
        failAt: Int? = nil, forever: Bool = false, hostError: Int32 = 5, pathSuffix: String = ""
    ) {
        self.failAt = failAt
        self.forever = forever
        self.hostError = hostError
        self.pathSuffix = pathSuffix
    }

    /// Counts a call about to be made; the error number with which it shall fail, or nil to go on.
    public func errorBeforeCall(on path: String) -> Int32? {
        if !pathSuffix.isEmpty, !path.hasSuffix(pathSuffix) { return nil }
        count += 1
        guard let failAt else { return nil }
        return count == failAt || (forever && count > failAt) ? hostError : nil
    }
}
