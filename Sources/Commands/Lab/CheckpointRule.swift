import Emulation
import LegacyFormats
import SiteDatabase
import SiteModel
import VirtualTime

/// When a lab's whole state is kept, and what a checkpoint says.
enum CheckpointRule {
    /// Whether the state at this instant is to be kept.
    ///
    /// - Parameters:
    ///   - emulation: The lab, which has just been run up to this instant.
    ///   - last: The checkpoint before; nil: there is none.
    /// - Returns: Whether it is.
    static func isDue(_ emulation: borrowing Emulation, after last: Checkpoint?) -> Bool {
        // Between two events of an instant more than what lies before it has happened.
        guard emulation.isOnGrid, !emulation.isWithinInstant, emulation.now > last?.instant ?? .min else {
            return false
        }
        let spacing = emulation.checkpointSpacing * Checkpoint.stretch(made: (last?.number ?? -1) + 1)
        return emulation.handled - (last?.handled ?? 0) >= spacing
    }

    /// The checkpoint of this instant.
    ///
    /// - Parameters:
    ///   - emulation: The lab.
    ///   - sequence: The journal record that let time pass over the instant.
    ///   - last: The checkpoint before; nil: there is none.
    /// - Returns: The checkpoint.
    static func next(_ emulation: borrowing Emulation, sequence: Int64, after last: Checkpoint?) -> Checkpoint
    {
        Checkpoint(
            number: (last?.number ?? -1) + 1, sequence: sequence, instant: emulation.now,
            handled: emulation.handled, traceCount: emulation.trace.count,
            traceDigest: emulation.trace.digest.text, segment: Int64(emulation.trace.open.number),
            segmentCount: Int64(emulation.trace.open.count))
    }
}

/// Makes the checkpoints of a lab anew while its journal is done again.
final class CheckpointMaker {
    private var made: [(checkpoint: Checkpoint, pages: [(PageKey, [UInt8]?)])] = []
    /// Segments of the trace that were taken out of the lab along with its state.
    private(set) var blocks: [TraceBlock] = []
    /// What the last one holds.
    private var pages: [PageKey: [UInt8]] = [:]

    /// Looks whether a checkpoint is due, and keeps the state then.
    func look(_ emulation: inout Emulation, _ record: JournalRecord) throws {
        let last = made.last?.checkpoint
        guard CheckpointRule.isDue(emulation, after: last) else { return }
        emulation.forgetStoredPages()
        let pending = try emulation.takeCommit()
        blocks += pending.blocks
        let snapshot = pending.snapshot
        var now = [PageKey("core", 0): snapshot.core]
        for page in snapshot.pages { now[PageKey(page.name, Int64(page.page))] = page.bytes }
        now[PageKey(LabDatabase.definitionPage, 0)] = Array(emulation.definition.json.compact.utf8)
        let keys = Set(now.keys).union(pages.keys).sorted { ($0.name, $0.page) < ($1.name, $1.page) }
        made.append(
            (
                CheckpointRule.next(emulation, sequence: record.sequence, after: last),
                keys.filter { now[$0] != pages[$0] }.map { ($0, now[$0]) }
            ))
        pages = now
    }

    /// Writes them in the place of those that there are, damaged ones too; call it in a transaction.
    func write(to database: LabDatabase) throws {
        try database.dropCheckpoints(after: nil)
        for (checkpoint, pages) in made { try database.put(checkpoint, pages) }
    }
}
