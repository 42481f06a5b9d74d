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
    private let hasManyInputs: Bool
    /// The differences by the entries of each side; -1 where there is none.
    private var byEntry: (a: [Int32], b: [Int32])

    init(
        _ a: RunSide, _ b: RunSide, _ indexes: (a: CauseIndex, b: CauseIndex),
        _ readers: (a: MatterReader, b: MatterReader), hasManyInputs: Bool
    ) {
        self.a = a
        self.b = b
        self.hasManyInputs = hasManyInputs
        self.indexes = indexes
        self.readers = readers
        shift = b.start - a.start
        byEntry = (
            Array(repeating: -1, count: a.entries.count), Array(repeating: -1, count: b.entries.count)
        )
    }

    /// The differences in order of time, each with the one it follows from.
    mutating func list(_ alignment: Alignment) -> [Difference] {
        for place in a.entries.indices { lookAtA(place, alignment) }
        for place in b.entries.indices where alignment.ofB[place] < 0 { lookAtB(place) }
        found.sort { Self.precedes($0, $1) }
        for (place, difference) in found.enumerated() {
            if let entry = difference.a { byEntry.a[entry] = Int32(clamping: place) }
            if let entry = difference.b { byEntry.b[entry] = Int32(clamping: place) }
        }
        var latest = LatestDifferences(hasManyInputs: hasManyInputs)
        for place in found.indices {
            found[place].cause =
                cause(of: place)
                ?? latest.link(to: found[place], isCommanded(found[place])).flatMap { instead($0, of: place) }
            latest.note(place, found[place].matter)
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

    /// The difference that one follows from by what its run noted: in the run where it comes earlier, else in the other.
    private func cause(of place: Int) -> Int? {
        let difference = found[place]
        let inA = difference.a.flatMap { indexes.a.causes[$0] >= 0 ? byEntry.a[indexes.a.causes[$0]] : nil }
        let inB = difference.b.flatMap { indexes.b.causes[$0] >= 0 ? byEntry.b[indexes.b.causes[$0]] : nil }
        let order = difference.delay < 0 ? [inB, inA] : [inA, inB]
        for case let cause? in order where cause >= 0 && Int(cause) < place { return Int(cause) }
        return nil
    }

    /// A difference to hang below, unless it is what the other run did instead: then what that hangs below.
    private func instead(_ cause: Int, of place: Int) -> Int? {
        let (one, other) = (found[cause], found[place])
        let isInstead =
            one.instant == other.instant && one.matter.component == other.matter.component
            && (one.kind == .onlyA && other.kind == .onlyB || one.kind == .onlyB && other.kind == .onlyA)
        return isInstead ? one.cause : cause
    }

    /// Whether it comes of a command directly.
    private func isCommanded(_ difference: Difference) -> Bool {
        if let entry = difference.a { return indexes.a.causes[entry] <= -2 }
        if let entry = difference.b { return indexes.b.causes[entry] <= -2 }
        return false
    }
}

/// The differences that came last, for what follows from one in ways that no entry notes: a thread was busy, a row was another.
private struct LatestDifferences {
    private enum Thing: Hashable {
        case client(site: Int64, Int64)
        case transfer(site: Int64, destination: Int64, job: Int64)
        case job(site: Int64, Int64)
        case server(site: Int64, Int64)
        case package(site: Int64, Int64)
        case jobAnywhere(Int64)
        case component(site: Int64, Component)
    }

    /// Whether more than one thing was put in differently: then a component may differ for another reason than before.
    let hasManyInputs: Bool
    private var latest: [Thing: Int] = [:]

    init(hasManyInputs: Bool) { self.hasManyInputs = hasManyInputs }

    /// What a difference is about, the nearest first; its component comes last.
    private static func things(_ matter: Matter) -> [Thing] {
        var found: [Thing] = []
        if matter.client >= 0 { found.append(.client(site: matter.site, matter.client)) }
        if matter.job >= 0, matter.destination >= 0 {
            found.append(
                .transfer(site: matter.site, destination: matter.destination, job: matter.job))
        }
        if matter.job >= 0 { found.append(.job(site: matter.site, matter.job)) }
        if matter.server >= 0 { found.append(.server(site: matter.site, matter.server)) }
        if matter.package >= 0 { found.append(.package(site: matter.site, matter.package)) }
        if matter.job >= 0 { found.append(.jobAnywhere(matter.job)) }
        return found + [.component(site: matter.site, matter.component)]
    }

    mutating func note(_ place: Int, _ matter: Matter) {
        for thing in Self.things(matter) { latest[thing] = place }
    }

    /// The difference that one without a noted cause hangs below.
    ///
    /// It is the last about the same thing, else, where one thing alone was put in differently, of its component at its
    /// site. Else it comes of what was put in, as far as anybody knows.
    func link(to difference: Difference, _ isCommanded: Bool) -> Int? {
        if isCommanded { return nil }
        for thing in Self.things(difference.matter) {
            if case .component = thing, hasManyInputs { return nil }
            if let place = latest[thing] { return place }
        }
        return nil
    }
}
