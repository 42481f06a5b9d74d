import Emulation
import Pipeline

/// Finds what differs between two runs that were aligned, and what follows from what.
struct Differences {
    private let a: RunSide
    private let b: RunSide
    private let indexes: (a: CauseIndex, b: CauseIndex)
    private let readers: (a: MatterReader, b: MatterReader)
    /// How much later B begins.
    private let shift: Int64
    private var found: [Difference] = []
    /// The differences by the entries of each side; -1 where there is none.
    private var byEntry: (a: [Int32], b: [Int32])

    init(
        _ a: RunSide, _ b: RunSide, _ indexes: (a: CauseIndex, b: CauseIndex),
        _ readers: (a: MatterReader, b: MatterReader)
    ) {
        self.a = a
        self.b = b
        self.indexes = indexes
        self.readers = readers
        shift = b.start - a.start
        byEntry = (
            Array(repeating: -1, count: a.entries.count), Array(repeating: -1, count: b.entries.count)
        )
    }

    /// Finds the differences, in order of time.
    mutating func find(_ alignment: Alignment) {
        for place in a.entries.indices { lookAtA(place, alignment) }
        for place in b.entries.indices where alignment.ofB[place] < 0 { lookAtB(place) }
        found.sort { Self.precedes($0, $1) }
        for (place, difference) in found.enumerated() {
            if let entry = difference.a { byEntry.a[entry] = Int32(clamping: place) }
            if let entry = difference.b { byEntry.b[entry] = Int32(clamping: place) }
        }
    }

    /// The differences that were found, each with the one it follows from.
    ///
    /// - Parameters:
    ///   - shares: For each a bit for each input that it may come of.
    ///   - hasManyInputs: Whether there are several and it is not known of which each comes.
    /// - Returns: Them all, in order of time.
    mutating func hang(_ shares: [UInt64]?, hasManyInputs: Bool) -> [Difference] {
        var tree = DifferenceTree(found.map(\.times), shares: shares)
        var latest = LatestDifferences(hasManyInputs: hasManyInputs)
        for place in found.indices {
            let linked = latest.links(to: found[place], isCommanded(found[place])).map {
                DifferenceTree.Candidate(place: $0, isInstead: isInstead($0, of: place))
            }
            let noted = causes(of: place).map { DifferenceTree.Candidate(place: $0, isInstead: false) }
            tree.add(place, below: noted + linked)
            latest.note(place, found[place])
        }
        tree.finish()
        for place in found.indices {
            found[place].cause = tree.parents[place]
            found[place].inputs = tree.shares[place]
        }
        return found
    }

    private mutating func lookAtA(_ place: Int, _ alignment: Alignment) {
        let record = a.entries[place].record
        // A command is no effect: it is among what was put in.
        if record.code == .commandPerformed { return }
        let partner = alignment.ofA[place]
        guard partner >= 0 else {
            if a.end > b.end - shift, record.instant >= b.end - shift { return }
            found.append(
                Difference(
                    kind: .onlyA, a: place, b: nil, matter: readers.a.matter(record),
                    instant: record.instant, delay: 0, order: Int64(place)))
            return
        }
        let other = b.entries[partner].record
        let delay = other.instant - shift - record.instant
        let matter = readers.a.matter(record)
        let isChanged = matter.content != readers.b.matter(other).content
        guard isChanged || delay != 0 else { return }
        found.append(
            Difference(
                kind: isChanged ? .changed : .moved, a: place, b: partner, matter: matter,
                instant: min(record.instant, other.instant - shift), delay: delay,
                order: Int64(min(place, partner))))
    }

    private mutating func lookAtB(_ place: Int) {
        let record = b.entries[place].record
        if record.code == .commandPerformed { return }
        let instant = record.instant - shift
        if b.end - shift > a.end, instant >= a.end { return }
        found.append(
            Difference(
                kind: .onlyB, a: nil, b: place, matter: readers.b.matter(record), instant: instant, delay: 0,
                order: Int64(place)))
    }

    /// By time, then by the order within the run; what is alike in both by what it is about, so that the order does not
    /// depend on which run is A.
    private static func precedes(_ one: Difference, _ other: Difference) -> Bool {
        if one.instant != other.instant { return one.instant < other.instant }
        if one.order != other.order { return one.order < other.order }
        return one.matter.identity < other.matter.identity
    }

    /// The differences that one follows from by what its run noted: in the run where it comes earlier, then in the other;
    /// for an event what it was raised about.
    private func causes(of place: Int) -> [Int] {
        let difference = found[place]
        let inA = difference.a.map { indexes.a.causes[$0] }.flatMap { $0 >= 0 ? byEntry.a[$0] : nil }
        let inB = difference.b.map { indexes.b.causes[$0] }.flatMap { $0 >= 0 ? byEntry.b[$0] : nil }
        var order = difference.delay < 0 ? [inB, inA] : [inA, inB]
        if difference.matter.code == .eventRaised {
            order.append(difference.a.flatMap { Self.told(by: $0, a, indexes.a) }.map { byEntry.a[$0] })
            order.append(difference.b.flatMap { Self.told(by: $0, b, indexes.b) }.map { byEntry.b[$0] })
        }
        return order.compactMap { $0 }.filter { $0 >= 0 }.map { Int($0) }
    }

    /// What an event tells of: what the same component noted right behind it.
    private static func told(by event: Int, _ side: RunSide, _ index: CauseIndex) -> Int? {
        let next = event + 1
        guard side.entries.indices.contains(next), index.causes[next] != event else { return nil }
        let (one, other) = (side.entries[event], side.entries[next])
        let isSame = one.handling == other.handling && one.record.site == other.record.site
        return isSame && UInt32(other.record.component.rawValue) == one.record.b ? next : nil
    }

    /// Whether the other run did that instead of this: then neither follows from the other.
    private func isInstead(_ cause: Int, of place: Int) -> Bool {
        let (one, other) = (found[cause], found[place])
        return one.instant == other.instant && one.matter.component == other.matter.component
            && (one.kind == .onlyA && other.kind == .onlyB || one.kind == .onlyB && other.kind == .onlyA)
    }

    /// Whether it comes of a command directly.
    private func isCommanded(_ difference: Difference) -> Bool {
        if let entry = difference.a { return indexes.a.causes[entry] <= -2 }
        if let entry = difference.b { return indexes.b.causes[entry] <= -2 }
        return false
    }
}
