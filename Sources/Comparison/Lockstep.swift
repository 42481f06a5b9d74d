import Emulation
import SiteModel

/// Two plays done again side by side: what both begin with is dropped as it goes, so that only what lies behind the first
/// difference is held in memory.
///
/// A release that one of them was given on the way is no more than its quirks: that command is passed over, and the runs
/// part where the first signal is handled otherwise.
public struct Lockstep {
    /// The run of A.
    public let a: RunSide
    /// The run of B.
    public let b: RunSide
    /// Where they part; nil: nowhere, as far as the shorter one goes.
    public let divergence: Divergence?

    /// How many signals and commands of A both begin with, polls in vain aside.
    public let handled: Int64
    /// Whether a release that only one of them was given was passed over.
    let passesRelease: Bool
    let plays: (a: Play, b: Play)

    /// Handlings of a slice that is not made longer any more.
    private static let wanted = 20_000

    /// Does both again.
    ///
    /// - Throws: what doing a journal again throws.
    public init(_ first: Play, _ second: Play) throws {
        var left = Player(first)
        var right = Player(second)
        let releases = Self.releases(first).union(Self.releases(second))
        // Each by its own clock: the one may begin later.
        let lasting = min(first.end - first.start, second.end - second.start)
        var tallies = (
            a: RunTally(until: first.start + lasting), b: RunTally(until: second.start + lasting)
        )
        var base: (a: Int64, b: Int64) = (0, 0)
        var found: Divergence?
        var rest: (a: [CausedEntry], b: [CausedEntry]) = ([], [])
        let shared = min(first.end, second.end)
        var instant = max(first.start, second.start)
        var width: Int64 = 3_600_000
        var ordinals: (a: Int64, b: Int64) = (0, 0)
        var hasPassed = false
        // Where one number means two sites, nothing that has it is the same.
        let isAlike = zip(first.definition.sites, second.definition.sites).allSatisfy { $0.code == $1.code }
        while found == nil, instant <= shared {
            let ours = try left.advance(to: instant)
            let theirs = try right.advance(to: instant)
            let same =
                isAlike
                ? Self.commonCounts(ours.handlings, theirs.handlings, passing: releases)
                : (a: 0, b: 0, passes: false)
            if same.passes { hasPassed = true }
            let dropped = (
                a: ours.handlings.prefix(same.a).reduce(0) { $0 + $1.entries },
                b: theirs.handlings.prefix(same.b).reduce(0) { $0 + $1.entries }
            )
            for entry in ours.entries.prefix(dropped.a) {
                tallies.a.add(entry.record)
                tallies.b.add(entry.record)
            }
            base = (base.a + Int64(dropped.a), base.b + Int64(dropped.b))
            ordinals = (ordinals.a + Int64(same.a), ordinals.b + Int64(same.b))
            if same.a < ours.handlings.count || same.b < theirs.handlings.count {
                found = Divergence(
                    ordinal: ordinals.a, ordinalOfB: ordinals.b,
                    a: same.a < ours.handlings.count ? ours.handlings[same.a] : nil,
                    b: same.b < theirs.handlings.count ? theirs.handlings[same.b] : nil)
            }
            rest = (Array(ours.entries.dropFirst(dropped.a)), Array(theirs.entries.dropFirst(dropped.b)))
            if instant == shared { break }
            if ours.handlings.count < Self.wanted { width = min(width * 2, 30 * 86_400_000) }
            if ours.handlings.count > 4 * Self.wanted { width = max(width / 2, 60_000) }
            instant = min(shared, instant + width)
        }
        let more = (a: try left.advance(to: first.end), b: try right.advance(to: second.end))
        let entries = (a: rest.a + more.a.entries, b: rest.b + more.b.entries)
        for entry in entries.a { tallies.a.add(entry.record) }
        for entry in entries.b { tallies.b.add(entry.record) }
        a = RunSide(first, left, entries.a, base: base.a, tallies.a)
        b = RunSide(second, right, entries.b, base: base.b, tallies.b)
        handled = ordinals.a
        passesRelease = hasPassed
        plays = (first, second)
        divergence = Self.isBehind(found, shared, first.end, second.end) ? nil : found
    }

    /// Where the states part before anything shows, if the labs differ in what decides.
    ///
    /// - Throws: what doing a journal again throws.
    func hidden() throws -> HiddenDifference? {
        let (ours, theirs) = (plays.a.definition, plays.b.definition)
        guard ours.sites == theirs.sites, a.start == b.start,
            passesRelease || ours.deciding != theirs.deciding
        else { return nil }
        // A command that only one of them was given is no secret.
        if let divergence, divergence.earlier?.signal == nil { return nil }
        let limit = divergence?.earlier?.instant ?? min(a.end, b.end)
        guard passesRelease else {
            return try HiddenDifference.find(plays.a, plays.b, before: limit, handled: handled)
        }
        // The command itself is in the state: both have to be given it.
        guard let pair = ReleasedPair(plays.a, plays.b, until: limit), pair.isExact else { return nil }
        return try HiddenDifference.find(pair.first, pair.second, before: limit, handled: handled)
    }

    /// Whether two runs part only where one of them ends: by commands that the longer was given at that instant.
    private static func isBehind(
        _ divergence: Divergence?, _ shared: Int64, _ first: Int64, _ second: Int64
    ) -> Bool {
        guard let divergence, first != second else { return false }
        guard let only = divergence.b == nil ? divergence.a : divergence.a == nil ? divergence.b : nil else {
            return false
        }
        return only.signal == nil && only.instant == shared
            && (divergence.b == nil ? first > second : second > first)
    }

    /// The digests of the commands that put a release on a lab.
    private static func releases(_ play: Play) -> Set<UInt64> {
        var found: Set<UInt64> = []
        for case .command(.setRelease, _, let digest) in play.steps { found.insert(digest) }
        return found
    }

    /// How many handlings at the beginning of each are equal, releases that only one has passed over.
    private static func commonCounts(
        _ a: [Handling], _ b: [Handling], passing releases: Set<UInt64>
    ) -> (a: Int, b: Int, passes: Bool) {
        func isRelease(_ list: [Handling], _ place: Int) -> Bool {
            place < list.count && list[place].signal == nil && releases.contains(list[place].digest)
        }
        var same = (a: 0, b: 0, passes: false)
        while true {
            if same.a < a.count, same.b < b.count, a[same.a] == b[same.b] {
                same.a += 1
                same.b += 1
            } else if isRelease(a, same.a) {
                same.a += 1
                same.passes = true
            } else if isRelease(b, same.b) {
                same.b += 1
                same.passes = true
            } else {
                return same
            }
        }
    }
}

extension LabDefinition {
    /// What of it decides what happens: neither its name nor what is kept of the run.
    var deciding: LabDefinition {
        var lab = self
        lab.name = ""
        lab.trace = .none
        lab.fidelity = .modelled
        return lab
    }
}
