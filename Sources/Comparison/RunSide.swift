public import Emulation
public import Pipeline
public import SiteModel
import VirtualTime

/// What came of one of two runs, from where they part.
public struct RunSide {
    /// The lab of record 0.
    public let definition: LabDefinition
    /// The first instant, in milliseconds since 1970.
    public let start: Int64
    /// The instant that was reached, in milliseconds since 1970.
    public let end: Int64
    /// The entries that change something, without those that both runs begin with.
    public let entries: [CausedEntry]
    /// How many entries both runs begin with.
    public let base: Int64
    /// The sites as they are at the end.
    public let images: [SiteImage]
    /// The commands.
    public let performed: [PerformedCommand]
    /// What happened in all, counted.
    public let tally: RunTally
    /// How many entries the trace has, kept or not.
    public let traceCount: Int64
    /// The digest over all entries.
    public let traceDigest: String

    init(
        _ play: Play, _ player: borrowing Player, _ entries: [CausedEntry], base: Int64, _ tally: RunTally
    ) {
        definition = play.definition
        start = play.start
        end = play.end
        self.entries = entries
        self.base = base
        images = player.emulation.images
        performed = player.performed
        self.tally = tally
        traceCount = player.emulation.trace.count
        traceDigest = player.emulation.trace.digest.text
    }

    /// A run that cannot be done again: what is kept of its trace, and no causes but those that follow from the subjects.
    ///
    /// Phases are counted for as long as both runs last that are to be compared: `shared`, in milliseconds.
    public init(
        definition: LabDefinition, start: Int64, end: Int64, shared: Int64, kept records: [TraceRecord],
        images: [SiteImage], traceCount: Int64, traceDigest: String
    ) {
        self.definition = definition
        self.start = start
        self.end = end
        self.images = images
        self.traceCount = traceCount
        self.traceDigest = traceDigest
        base = 0
        performed = []
        var tally = RunTally(until: start + shared)
        entries = records.enumerated().filter(\.element.code.isChange).map { place, record in
            CausedEntry(record: record, cause: -1, handling: Int64(place))
        }
        for entry in entries { tally.add(entry.record) }
        self.tally = tally
    }
}
