import Emulation
public import Pipeline
public import SiteModel

/// Finds out which of several quirks made two runs part.
///
/// The beginning of A is done again with some of them switched as B has them; those that make no difference there are left
/// out, half of them at a time.
public struct DecidingQuirk {
    /// The play of which the beginning is done again.
    private let first: Play
    /// The same with every quirk as the other lab has it.
    private let second: Play
    /// How many signals are handled alike before; nil: where the two plays part by all quirks together.
    private let ordinal: Int64?
    /// Whether the states part, and the trace shows nothing of it.
    private let isHidden: Bool
    private let handled: Int64
    /// More handlings before the first difference than that are not done again so often.
    public static let mostHandlings: Int64 = 2_000_000

    /// Looks for the quirk that made the states of two plays part; nil where they do not, or nobody knows where.
    public init?(hidden play: Play, against other: Play, _ comparison: TraceComparison) {
        guard let hidden = comparison.hidden else { return nil }
        self.init(
            play, other, until: hidden.instant + 1, ordinal: nil, isHidden: true, handled: comparison.handled)
    }

    /// Looks for the quirk that made two plays part visibly; nil where they do not, or nobody knows where.
    public init?(shown play: Play, against other: Play, _ comparison: TraceComparison) {
        guard let divergence = comparison.divergence, let handling = divergence.earlier,
            handling.signal != nil
        else { return nil }
        self.init(
            play, other, until: handling.instant + 1, ordinal: divergence.ordinal, isHidden: false,
            handled: divergence.ordinal)
    }

    private init(
        _ play: Play, _ other: Play, until instant: Int64, ordinal: Int64?, isHidden: Bool, handled: Int64
    ) {
        var first = play
        first.limit = instant
        first.toleratesRefusals = true
        var second = first
        let quirks = QuirkSet(release: other.definition.release, overrides: other.definition.quirks)
        for quirk in Quirk.all { second.definition.quirks[quirk.name] = quirks.contains(quirk) }
        self.first = first
        self.second = second
        self.ordinal = ordinal
        self.isHidden = isHidden
        self.handled = handled
    }

    /// Looks for the quirk that made two plays part of which one was given another release on the way; nil where no release
    /// was put on either.
    ///
    /// - Parameters:
    ///   - a: The play of A.
    ///   - b: The play of B.
    ///   - instant: When the first effect differs, by A's clock: milliseconds since 1970.
    ///   - isHidden: Whether the states part then, and the trace shows nothing of it.
    public init?(released a: Play, against b: Play, until instant: Int64, isHidden: Bool = false) {
        guard let pair = ReleasedPair(a, b, until: instant) else { return nil }
        first = pair.first
        second = pair.second
        ordinal = nil
        self.isHidden = isHidden
        handled = 0
    }

    /// The quirks that two labs have switched differently, by name.
    public static func differing(_ a: LabDefinition, _ b: LabDefinition) -> [Quirk] {
        let left = QuirkSet(release: a.release, overrides: a.quirks)
        let right = QuirkSet(release: b.release, overrides: b.quirks)
        return Quirk.all.filter { left.contains($0) != right.contains($0) }
    }

    /// The quirks that together made the runs part: one nearly always.
    ///
    /// - Returns: None where they do not part by the quirks alone, or where it would take too long.
    /// - Throws: what doing a journal again throws.
    public func find(among quirks: [Quirk]) throws -> [Quirk] {
        guard handled <= Self.mostHandlings, !quirks.isEmpty else { return [] }
        var ordinal = ordinal
        if ordinal == nil, !isHidden {
            guard let divergence = try Lockstep(first, switched(quirks)).divergence,
                divergence.ordinal <= Self.mostHandlings
            else { return [] }
            ordinal = divergence.ordinal
        } else if try !parts(quirks, ordinal) {
            return []
        }
        var left = quirks
        while left.count > 1 {
            let half = Array(left.prefix(left.count / 2))
            let rest = Array(left.dropFirst(left.count / 2))
            if try parts(half, ordinal) {
                left = half
            } else if try parts(rest, ordinal) {
                left = rest
            } else {
                break
            }
        }
        return left
    }

    /// Whether the run with these quirks switched parts from the first where the other lab's did.
    private func parts(_ quirks: [Quirk], _ ordinal: Int64?) throws -> Bool {
        let other = switched(quirks)
        guard let ordinal else {
            return try HiddenDifference.differs(first, other, at: first.limit ?? first.end)
        }
        let found = try Lockstep(first, other).divergence
        return found.map { $0.ordinal <= ordinal } ?? false
    }

    /// The first play with some quirks as the second has them, in the lab file and in every release that is put on it.
    private func switched(_ quirks: [Quirk]) -> Play {
        var play = first
        let wanted = QuirkSet(release: second.definition.release, overrides: second.definition.quirks)
        for quirk in quirks { play.definition.quirks[quirk.name] = wanted.contains(quirk) }
        for place in play.steps.indices {
            guard
                case .command(.setRelease(let release, var overrides), let who, let digest) = play.steps[
                    place],
                case .command(.setRelease(let other, let switched), _, _) = second.steps[place]
            else { continue }
            let wanted = QuirkSet(release: other, overrides: switched)
            for quirk in quirks { overrides[quirk.name] = wanted.contains(quirk) }
            play.steps[place] = .command(.setRelease(release, quirks: overrides), who: who, digest: digest)
        }
        return play
    }
}
