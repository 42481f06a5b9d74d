/// Statuses of own clients that wait for the Data Loader, oldest first.
///
/// At a site of a million clients two million of them wait at a time, a hundred being loaded a second, so each takes sixteen
/// bytes and not the forty of `LeftStatus`. They lie in pieces: one array would be copied whole whenever it grows, and keep the
/// room of its longest hour.
struct WaitingStatuses: Sendable {
    /// A status: what `LeftStatus` says of it, without the server that it has left.
    private struct Entry {
        var notBefore: Int64
        var detail: UInt32
        var outcome: UInt8
        var attempt: UInt8
        var marks: UInt16
    }

    /// Statuses in a piece.
    private static var pieceSize: Int { 4_096 }

    /// The pieces; all but the last are full, and what was taken of the first is there still.
    private var pieces: [ContiguousArray<Entry>] = []
    /// How many were taken of the first piece.
    private var head = 0
    /// How many wait.
    private(set) var count = 0

    /// A status that waits, from the front.
    @inline(__always)
    subscript(_ place: Int) -> LeftStatus {
        let entry = pieces[(head + place) / Self.pieceSize][(head + place) % Self.pieceSize]
        var status = LeftStatus(
            detail: entry.detail, outcome: Outcome(rawValue: UInt32(entry.outcome)) ?? .success,
            server: noHandle,
            attempt: entry.attempt, notBefore: entry.notBefore)
        status.marks = UInt32(entry.marks)
        return status
    }

    mutating func append(_ status: LeftStatus) {
        if pieces.last.map({ $0.count == Self.pieceSize }) ?? true {
            pieces.append([])
            // The only piece of a small site grows with what lies in it.
            if pieces.count > 1 { pieces[pieces.count - 1].reserveCapacity(Self.pieceSize) }
        }
        pieces[pieces.count - 1].append(
            Entry(
                notBefore: status.notBefore, detail: status.detail,
                outcome: UInt8(truncatingIfNeeded: status.outcome.rawValue),
                attempt: status.attempt, marks: UInt16(truncatingIfNeeded: status.marks)))
        count += 1
    }

    /// Takes so many from the front.
    mutating func removeFirst(_ number: Int) {
        count -= number
        head += number
        let done = head / Self.pieceSize
        pieces.removeFirst(done)
        head -= done * Self.pieceSize
        if count == 0 {
            pieces = []
            head = 0
        }
    }
}
