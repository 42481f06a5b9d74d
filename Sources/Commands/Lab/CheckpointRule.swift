import Emulation
import SiteDatabase
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
