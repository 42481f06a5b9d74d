import Emulation
public import Pipeline
public import SiteModel

/// Finds out which of several quirks made two runs part.
///
/// The beginning of A is done again with some of them switched as B has them; those that make no difference there are left
/// out, half of them at a time.
public struct DecidingQuirk {
    private let play: Play
    private let other: QuirkSet
    /// Behind which instant the runs have parted, in milliseconds since 1970.
    private let instant: Int64
    /// How many signals are handled alike before; nil: the states part there, and the trace shows nothing of it.
    private let ordinal: Int64?
    private let handled: Int64
    /// More handlings before the first difference than that are not done again so often.
    public static let mostHandlings: Int64 = 2_000_000

    /// Looks for the quirk that made the states of two plays part; nil where they do not, or nobody knows where.
    public init?(hidden play: Play, against other: Play, _ comparison: TraceComparison) {
        guard let hidden = comparison.hidden else { return nil }
        self.init(play, other, until: hidden.instant + 1, ordinal: nil, handled: comparison.handled)
    }

    /// Looks for the quirk that made two plays part visibly; nil where they do not, or nobody knows where.
    public init?(shown play: Play, against other: Play, _ comparison: TraceComparison) {
        guard let divergence = comparison.divergence, let handling = divergence.earlier,
            handling.signal != nil
        else { return nil }
        self.init(
            play, other, until: handling.instant + 1, ordinal: divergence.ordinal, handled: divergence.ordinal
        )
    }

    private init(_ play: Play, _ other: Play, until instant: Int64, ordinal: Int64?, handled: Int64) {
        self.play = play
        self.other = QuirkSet(release: other.definition.release, overrides: other.definition.quirks)
        self.instant = instant
        self.ordinal = ordinal
        self.handled = handled
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
        guard handled <= Self.mostHandlings, try parts(quirks) else { return [] }
        var left = quirks
        while left.count > 1 {
            let half = Array(left.prefix(left.count / 2))
            let rest = Array(left.dropFirst(left.count / 2))
            if try parts(half) {
                left = half
            } else if try parts(rest) {
                left = rest
            } else {
                break
            }
        }
        return left
    }

    /// Whether the run with these quirks switched parts from that of A where B's did.
    private func parts(_ quirks: [Quirk]) throws -> Bool {
        guard !quirks.isEmpty else { return false }
        var first = play
        first.limit = instant
        first.toleratesRefusals = true
        var second = first
        for quirk in quirks { second.definition.quirks[quirk.name] = other.contains(quirk) }
        guard let ordinal else { return try HiddenDifference.differs(first, second, at: instant) }
        let found = try Lockstep(first, second).divergence
        return found.map { $0.ordinal <= ordinal } ?? false
    }
}
