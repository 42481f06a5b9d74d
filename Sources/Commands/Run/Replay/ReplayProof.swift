import CommandLineKit
import Emulation
import Pipeline
import SiteDatabase
import SiteModel
import VirtualTime

/// Does a journal again and holds each thing that comes of it against what is stored, as it goes.
///
/// A block of the trace is compared when it is complete and then let go of, so that the longest journal takes the room of
/// its state and of one block. The digest is compared wherever the lab has kept one.
struct ReplayProof: ~Copyable {
    /// How it ended.
    enum Outcome {
        /// Everything that was compared agrees.
        case same
        /// Something else happened.
        case different(TraceDifference)
        /// Ctrl-C was pressed.
        case interrupted
    }

    let database: LabDatabase
    /// The engine as it is done again.
    var again: Emulation
    /// How many records of the journal were done, record 0 among them.
    private(set) var records: Int64
    /// How many kept digests were compared, that of the end among them.
    private(set) var digests = 0
    /// What of the stored trace cannot be read or is not there: sentences.
    private(set) var damage: [String] = []
    private let world: any OutsideWorld
    private let progress: (Int64, Int64) -> Void
    /// Digests that lie ahead, in order.
    private var checkpoints: ArraySlice<Checkpoint>
    /// The last place at which the digest was the stored one.
    private var sound: TraceDifference.Place
    /// The number of the next stored segment to be compared.
    private var segment: Int
    private let journal: [JournalRecord]

    /// Up to which instant nothing says whether the same happened, after which one; nil: all up to here was compared.
    ///
    /// A lab without a trace keeps a digest here and there, and nothing of what lies behind the last one.
    var unproved: (after: Int64, hasBegun: Bool)? {
        guard again.definition.trace == .none, sound.entries != again.trace.count else { return nil }
        return (sound.instant, digests > 0)
    }

    /// Begins a proof.
    ///
    /// - Parameters:
    ///   - database: The lab.
    ///   - checkpoint: Where it begins; nil: at the beginning.
    ///   - progress: Told how far it has come, in milliseconds of virtual time.
    /// - Throws: `CommandFailure` for a journal that cannot be read, or of other rules.
    init(
        _ database: LabDatabase, from checkpoint: Checkpoint? = nil,
        progress: @escaping (Int64, Int64) -> Void = { _, _ in }
    ) throws {
        // All that may fail comes first: a value that cannot be copied is made whole or not at all.
        let world = try Replay.world(database)
        let journal = try database.journal(from: checkpoint?.sequence ?? 1)
        let kept = try database.checkpoints()
        let again = try Self.start(database, checkpoint)
        let begin = again.now
        sound = TraceDifference.Place(again)
        segment = again.trace.open.number
        checkpoints = kept.filter { $0.instant > begin }[...]
        self.again = again
        self.database = database
        self.progress = progress
        self.world = world
        self.journal = journal
        records = checkpoint?.sequence ?? 1
    }

    /// The lab at a checkpoint, or at its first instant.
    private static func start(_ database: LabDatabase, _ checkpoint: Checkpoint?) throws -> Emulation {
        let beginning = try Replay.beginning(database)
        if let checkpoint { return try LabReader.restore(database, at: checkpoint) }
        return Emulation(beginning)
    }

    /// Does the journal again up to a target.
    mutating func run(to target: ReplayTarget) throws -> Outcome {
        for record in journal {
            if case .record(let last) = target, record.sequence > last { break }
            if isReached(target) { break }
            if record.verb == CommandJournal.runVerb {
                if let outcome = try letTimePass(record, target) { return outcome }
            } else {
                let command = try CommandJournal.command(verb: record.verb, body: record.body)
                _ = try again.perform(command, who: record.who)
            }
            records = record.sequence + 1
            if let found = try compareBlocks() { return .different(found) }
            // What was given at that very instant is part of it.
            if case .instant(let limit) = target, record.instant > limit { break }
        }
        return try finish(target)
    }

    /// Whether a target that is counted has come.
    private func isReached(_ target: ReplayTarget) -> Bool {
        switch target {
        case .event(let number): again.handled >= number
        case .entry(let number): again.trace.count > number
        case .end, .record, .instant: false
        }
    }

    /// Does a record again that lets time pass; nil: nothing ended the proof.
    private mutating func letTimePass(_ record: JournalRecord, _ target: ReplayTarget) throws -> Outcome? {
        let (until, handled) = try CommandJournal.target(record.body)
        var end = until
        if case .instant(let limit) = target { end = min(end, limit) }
        let total = journal.last?.instant ?? until
        while again.now < end {
            if Interrupt.wasPressed { return .interrupted }
            let next = min(again.gridPoint(after: again.now), end)
            if isWithin(target, next) {
                if try walk(before: next, to: target) { return nil }
            }
            try again.run(until: next, world: world)
            if let found = try compareBlocks() ?? compareDigest() { return .different(found) }
            progress(again.now - again.start, total - again.start)
        }
        if let handled, end == until, !isReached(target) {
            if isCounted(target) {
                while again.handled < handled, !isReached(target) {
                    guard try again.step(before: until + 1, world: world) else { break }
                }
            } else {
                try again.run(until: until, handled: handled, world: world)
            }
        }
        return nil
    }

    private func isCounted(_ target: ReplayTarget) -> Bool {
        switch target {
        case .event, .entry: true
        default: false
        }
    }

    /// Whether a counted target may lie before an instant: what the kept digests do not rule out is walked.
    private func isWithin(_ target: ReplayTarget, _ instant: Int64) -> Bool {
        guard isCounted(target) else { return false }
        guard let ahead = checkpoints.first(where: { $0.instant >= instant }) else { return true }
        switch target {
        case .event(let number): return ahead.handled >= number
        case .entry(let number): return ahead.traceCount > number
        default: return false
        }
    }

    /// Goes event by event up to an instant; true: the target came.
    private mutating func walk(before instant: Int64, to target: ReplayTarget) throws -> Bool {
        while !isReached(target) {
            guard try again.step(before: instant, world: world) else { return false }
        }
        return true
    }

    // MARK: Comparing

    /// Compares the blocks that were completed since the last time, and lets go of them.
    private mutating func compareBlocks() throws -> TraceDifference? {
        for block in again.trace.changed {
            if let found = try compare(block, isComplete: true) { return found }
        }
        again.dropTraceBlocks()
        return nil
    }

    /// Compares a block with the stored one; an open one with as much of it.
    private mutating func compare(_ block: TraceBlock, isComplete: Bool) throws -> TraceDifference? {
        segment = block.number + 1
        let stored: TraceSegment?
        do throws(DatabaseError) {
            stored = try database.traceSegment(Int64(block.number))
        } catch {
            guard error.isAltered else { throw error }
            damage.append(
                Self.located(
                    "row \(block.number) of TraceSegments is not as sms12 wrote it", block, again.definition))
            return nil
        }
        if let stored, stored.data == block.bytes { return nil }
        // A block without entries is not stored.
        if stored == nil, block.count == 0 { return nil }
        guard let stored else {
            damage.append(
                Self.located("row \(block.number) of TraceSegments is missing", block, again.definition))
            return nil
        }
        let (old, new) = (TraceBlock(stored).records(), block.records())
        let count = isComplete ? max(old.count, new.count) : new.count
        for place in 0..<count {
            let (was, isNow) = (
                place < old.count ? old[place] : nil, place < new.count ? new[place] : nil
            )
            if was != isNow {
                return TraceDifference(
                    kept: block.number * TraceBlock.capacity + place, was: was, isNow: isNow,
                    since: sound, until: TraceDifference.Place(again))
            }
        }
        // The same entries in other bytes.
        if isComplete || old.count == new.count {
            damage.append(
                Self.located(
                    "row \(block.number) of TraceSegments is not packed as sms12 packs it", block,
                    again.definition))
        }
        return nil
    }

    /// A sentence about a segment, with the entries and the time that it is about.
    private static func located(_ message: String, _ block: TraceBlock, _ lab: LabDefinition) -> String {
        guard block.count > 0, let site = lab.sites.first else {
            return "\(message) (segment \(block.number))"
        }
        let first = block.number * TraceBlock.capacity
        return
            "\(message): segment \(block.number), entries \(first) to \(first + block.count - 1) of those kept, "
            + "\(site.clock(at: block.firstInstant)) to \(site.clock(at: block.lastInstant))"
    }

    /// Compares the digest with the one that the lab has kept of this instant, if it has.
    private mutating func compareDigest() throws -> TraceDifference? {
        while let next = checkpoints.first, next.instant < again.now { checkpoints.removeFirst() }
        guard let next = checkpoints.first, next.instant == again.now, !again.isWithinInstant else {
            return nil
        }
        checkpoints.removeFirst()
        digests += 1
        if next.traceCount == again.trace.count, next.traceDigest == again.trace.digest.text {
            sound = TraceDifference.Place(again)
            return nil
        }
        return try compare(again.trace.open, isComplete: false) ?? unkept()
    }

    /// A difference in entries that are not kept.
    private func unkept() -> TraceDifference {
        TraceDifference(
            kept: nil, was: nil, isNow: nil, since: sound, until: TraceDifference.Place(again))
    }

    /// Compares what is left, and the digest of the end.
    private mutating func finish(_ target: ReplayTarget) throws -> Outcome {
        if let found = try compareBlocks() { return .different(found) }
        guard target == .end else {
            if let found = try compare(again.trace.open, isComplete: false) { return .different(found) }
            return .same
        }
        if let found = try compare(again.trace.open, isComplete: true) { return .different(found) }
        let stored = try database.traceSegmentCount()
        if stored > Int64(segment) {
            damage.append("TraceSegments: there are \(stored) segments, and the journal gives \(segment)")
        }
        digests += 1
        let count = Int64(try database.meta("traceCount") ?? "")
        let isSame = try database.meta("traceDigest") == again.trace.digest.text && count == again.trace.count
        return isSame ? .same : .different(unkept())
    }
}
