import Emulation
import SiteModel

/// Two plays done again side by side: what both begin with is dropped as it goes, so that only what lies behind the first
/// difference is held in memory.
public struct Lockstep {
    /// The run of A.
    public let a: RunSide
    /// The run of B.
    public let b: RunSide
    /// Where they part; nil: nowhere, as far as the shorter one goes.
    public let divergence: Divergence?

    /// How many signals and commands both begin with, polls in vain aside.
    public let handled: Int64
    private let plays: (a: Play, b: Play)

    /// Handlings of a slice that is not made longer any more.
    private static let wanted = 20_000

    /// Does both again.
    ///
    /// - Throws: what doing a journal again throws.
    public init(_ first: Play, _ second: Play) throws {
        var left = Player(first)
        var right = Player(second)
        var tally = RunTally()
        var base: Int64 = 0
        var found: Divergence?
        var rest: (a: [CausedEntry], b: [CausedEntry]) = ([], [])
        let shared = min(first.end, second.end)
        var instant = max(first.start, second.start)
        var width: Int64 = 3_600_000
        var ordinal: Int64 = 0
        while found == nil, instant <= shared {
            let ours = try left.advance(to: instant)
            let theirs = try right.advance(to: instant)
            let same = Self.commonCount(ours.handlings, theirs.handlings)
            let dropped = ours.handlings.prefix(same).reduce(0) { $0 + $1.entries }
            for entry in ours.entries.prefix(dropped) { tally.add(entry.record) }
            base += Int64(dropped)
            ordinal += Int64(same)
            if same < max(ours.handlings.count, theirs.handlings.count) {
                found = Divergence(
                    ordinal: ordinal, a: same < ours.handlings.count ? ours.handlings[same] : nil,
                    b: same < theirs.handlings.count ? theirs.handlings[same] : nil)
            }
            rest = (Array(ours.entries.dropFirst(dropped)), Array(theirs.entries.dropFirst(dropped)))
            if instant == shared { break }
            if ours.handlings.count < Self.wanted { width = min(width * 2, 30 * 86_400_000) }
            if ours.handlings.count > 4 * Self.wanted { width = max(width / 2, 60_000) }
            instant = min(shared, instant + width)
        }
        let more = (a: try left.advance(to: first.end), b: try right.advance(to: second.end))
        let entries = (a: rest.a + more.a.entries, b: rest.b + more.b.entries)
        var tallies = (a: tally, b: tally)
        for entry in entries.a { tallies.a.add(entry.record) }
        for entry in entries.b { tallies.b.add(entry.record) }
        a = RunSide(first, left, entries.a, base: base, tallies.a)
        b = RunSide(second, right, entries.b, base: base, tallies.b)
        handled = ordinal
        plays = (first, second)
        divergence = Self.isBehind(found, shared, first.end, second.end) ? nil : found
    }

    /// Where the states part before anything shows, if the labs differ in what decides.
    ///
    /// - Throws: what doing a journal again throws.
    func hidden() throws -> HiddenDifference? {
        func deciding(_ lab: LabDefinition) -> LabDefinition {
            var lab = lab
            lab.name = ""
            lab.trace = .none
            lab.fidelity = .modelled
            return lab
        }
        let (ours, theirs) = (plays.a.definition, plays.b.definition)
        guard ours.sites == theirs.sites, a.start == b.start, deciding(ours) != deciding(theirs) else {
            return nil
        }
        // A command that only one of them was given is no secret.
        if let divergence, divergence.earlier?.signal == nil { return nil }
        return try HiddenDifference.find(
            plays.a, plays.b, before: divergence?.earlier?.instant ?? min(a.end, b.end), handled: handled)
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

    /// How many handlings at the beginning are equal.
    private static func commonCount(_ a: [Handling], _ b: [Handling]) -> Int {
        let shorter = min(a.count, b.count)
        var place = 0
        while place < shorter, a[place] == b[place] { place += 1 }
        return place
    }
}
