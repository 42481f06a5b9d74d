public import Pipeline
import VirtualTime

// What follows from what: noted only where two runs are compared.

/// An entry of the trace with what it follows from.
public struct CausedEntry: Equatable, Sendable {
    /// The entry.
    public let record: TraceRecord
    /// The entry it follows from, counted from the beginning of the run over entries that change something; -1 where none is
    /// known, -2 - n for the n-th command, counted from 0.
    public let cause: Int64
    /// Which handling it came of, counted from the beginning of the run.
    public let handling: Int64

    /// Makes an entry.
    public init(record: TraceRecord, cause: Int64, handling: Int64) {
        self.record = record
        self.cause = cause
        self.handling = handling
    }
}

extension Emulation {
    /// Begins to note what follows from what; to be called before anything happened.
    public mutating func noteCauses() {
        causes = CauseRecorder()
        trace.gathers = true
    }

    /// Carries out a command as `perform` does, and notes that what comes of it follows from it.
    ///
    /// - Parameters:
    ///   - command: What is to be done.
    ///   - who: The SMS account that does it.
    ///   - number: Which command of the run it is, from 0.
    ///   - digest: A digest of its words, by which two runs tell whether they were given the same.
    /// - Returns: What was made.
    /// - Throws: `CommandRefusal`; the lab is as it was.
    public mutating func perform(
        _ command: LabCommand, who: String, number: Int, digest: UInt64
    ) throws(CommandRefusal) -> CommandOutcome {
        guard let causes else { return try perform(command, who: who) }
        causes.begin(command: number, trace.gathered.count)
        defer { causes.end(Handling(command: digest, at: now), trace.gathered.count) }
        return try perform(command, who: who)
    }

    /// Takes what was handled since the last time, with the entries that came of it.
    ///
    /// - Parameter handled: How many handlings were taken before.
    /// - Returns: The handlings, and the entries that change something, oldest first.
    public mutating func takeCauses(
        after handled: Int64
    ) -> (handlings: [Handling], entries: [CausedEntry]) {
        guard let causes else { return ([], []) }
        let records = trace.takeGathered()
        let (handlings, found) = causes.take()
        var entries: [CausedEntry] = []
        entries.reserveCapacity(records.count)
        for (place, handling) in handlings.enumerated() {
            for _ in 0..<handling.entries where entries.count < min(records.count, found.count) {
                entries.append(
                    CausedEntry(
                        record: records[entries.count], cause: found[entries.count],
                        handling: handled + Int64(place)))
            }
        }
        return (handlings, entries)
    }
}
