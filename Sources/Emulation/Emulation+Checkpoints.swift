package import Pipeline

// When the state is kept whole, so that what lies between is reached quickly.
//
// The rule is a function of the journal alone: a run that was interrupted and resumed keeps the same checkpoints.

extension Emulation {
    /// Milliseconds between two instants at which a checkpoint may be due, counted from the lab's start: half an hour,
    /// which is a boundary of every site's watchdog cycles.
    public static let checkpointGrid: Int64 = 30 * 60_000
    /// Events between two checkpoints in the smallest lab: some hundredths of a second.
    static let checkpointEvents: Int64 = 20_000

    /// How many events lie between two checkpoints at least: what is read at once is to take about as long as what is
    /// done again.
    public var checkpointSpacing: Int64 {
        var rows = 0
        for image in images { rows += image.clients.count + image.details.count }
        return max(Self.checkpointEvents, 2 * Int64(rows))
    }

    /// The first instant after one at which a checkpoint may be due.
    public func gridPoint(after instant: Int64) -> Int64 {
        start + ((instant - start) / Self.checkpointGrid + 1) * Self.checkpointGrid
    }

    /// Whether it stands at an instant at which a checkpoint may be due.
    public var isOnGrid: Bool { now > start && (now - start) % Self.checkpointGrid == 0 }

    /// Has the whole state count as not stored, so that the next snapshot holds every page.
    package mutating func forgetStoredPages() { pageDigests = [:] }

    /// Lets the trace forget completed segments that nobody will store.
    package mutating func dropTraceBlocks() { trace.dropCompleted() }
}

extension TraceBlock {
    /// The first entries of a block, packed as they were when there were no more.
    public func prefix(_ count: Int) -> TraceBlock {
        count >= self.count ? self : TraceBlock(number: number, records: Array(records().prefix(count)))
    }

    /// A block of entries, packed as a recorder packs them.
    package init(number: Int, records: [TraceRecord]) {
        self.init(number: number)
        for record in records { add(record) }
    }
}
