public import Emulation
import Pipeline
import SiteModel

/// Where the states of two runs part although the trace shows nothing of it yet: a component keeps something else for
/// itself, or writes another row.
///
/// The runs are done again up to one instant after another, halving what lies between.
public struct HiddenDifference: Equatable, Sendable {
    /// When, in milliseconds since 1970.
    public let instant: Int64
    /// What was handled then in A, one of each component and site.
    public let handlings: [Handling]

    /// More handlings than that are not done again so often.
    static let mostHandlings: Int64 = 300_000

    /// Looks for the first such difference before an instant.
    ///
    /// - Parameters:
    ///   - a: The first play.
    ///   - b: The second play; its lab has the same sites.
    ///   - limit: The instant, in milliseconds since 1970, where the runs part visibly or end.
    ///   - handled: How many signals were handled before that.
    /// - Returns: nil where the states are the same up to there, or where it would take too long.
    /// - Throws: what doing a journal again throws.
    public static func find(
        _ a: Play, _ b: Play, before limit: Int64, handled: Int64
    ) throws -> HiddenDifference? {
        guard handled <= mostHandlings, let limit = try firstSeen(a, b, before: limit, handled) else {
            return nil
        }
        var player = Player(a)
        let handlings = try player.advance(to: limit).handlings
        var instants: [Int64] = []
        for handling in handlings where handling.instant < limit && handling.instant != instants.last {
            instants.append(handling.instant)
        }
        // The first instant behind which the states differ.
        var (low, high) = (0, instants.count)
        while low < high {
            let middle = (low + high) / 2
            if try differs(a, b, at: instants[middle] + 1) { high = middle } else { low = middle + 1 }
        }
        guard instants.indices.contains(low) else { return nil }
        var found: [Handling] = []
        for handling in handlings where handling.instant == instants[low] {
            let isKnown = found.contains {
                $0.component == handling.component && $0.signal?.site == handling.signal?.site
            }
            if !isKnown { found.append(handling) }
        }
        return HiddenDifference(instant: instants[low], handlings: found)
    }

    /// The first instant of some at which the states differ: that limit, and where commands were given before it, since a
    /// command may end what was different.
    private static func firstSeen(
        _ a: Play, _ b: Play, before limit: Int64, _ handled: Int64
    ) throws -> Int64? {
        var instants: [Int64] = []
        var now = a.start
        for step in a.steps {
            switch step {
            case .run(let until, _): now = until
            case .command: if now < limit, now != instants.last { instants.append(now) }
            }
        }
        let step = max(1, (instants.count + mostLooks - 1) / mostLooks)
        let looks = stride(from: instants.count - 1, through: 0, by: -step).map { instants[$0] }.reversed()
        // As long as the states are the same, what a snapshot adds to the one before it tells as much as all of it.
        var one = Player(a)
        var other = Player(b)
        for instant in (handled > mostHandlings / 10 ? [] : Array(looks)) + [limit] {
            _ = try one.advance(to: instant)
            _ = try other.advance(to: instant)
            if try one.stateDigest() != other.stateDigest() { return instant }
        }
        return nil
    }

    /// At how many instants of commands the states are looked at.
    private static let mostLooks = 8

    /// Whether the states differ when everything before an instant has happened.
    static func differs(_ a: Play, _ b: Play, at instant: Int64) throws -> Bool {
        try state(a, at: instant) != state(b, at: instant)
    }

    private static func state(_ play: Play, at instant: Int64) throws -> UInt64 {
        var player = Player(play)
        _ = try player.advance(to: instant)
        return try player.stateDigest()
    }
}
