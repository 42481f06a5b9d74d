package import Pipeline

/// Reads a trace that grows: whoever asks again and again has each entry unpacked once.
///
/// It follows a recorder whose completed segments are all still there.
package final class TraceFollower {
    /// Every entry so far, oldest first.
    private var records: [TraceRecord] = []
    /// The segment that is being read, how many of its entries were read, and where the next begins.
    private var segment = 0
    private var taken = 0
    private var position = 0

    /// Begins before the first entry.
    package init() {}

    /// Reads what was added since the last time, and gives all.
    package func all(of trace: TraceRecorder) -> [TraceRecord] {
        for block in trace.changed where block.number >= segment { read(block) }
        read(trace.open)
        return records
    }

    private func read(_ block: TraceBlock) {
        if block.number > segment { (segment, taken, position) = (block.number, 0, 0) }
        var reader = SegmentReader(bytes: block.bytes, position: position)
        while taken < block.count,
            let record = reader.next(after: taken == 0 ? block.beforeFirst : records[records.count - 1])
        {
            records.append(record)
            taken += 1
        }
        position = reader.position
    }
}
