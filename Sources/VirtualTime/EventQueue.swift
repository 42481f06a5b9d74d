/// A queue of what will happen, in one total order: instant, then priority, then sequence.
///
/// A wheel with three levels: one bucket a second for about an hour, one bucket for each such hour for about
/// half a year, and a far list. A bucket is put in order when it is opened, so that an event costs the same with
/// a thousand and with ten million others waiting; a heap does not keep that law.
///
/// What lies in buckets lies in blocks of one store, which go from bucket to bucket: with an array for each, every one
/// of the four thousand seconds would keep the room of its busiest hour, ten times what waits at one time (P11). A
/// block keeps what it held until it is used again, so a payload is best a plain value.
public struct EventQueue<Payload>: ~Copyable {
    /// An event with its place in the order.
    @frozen
    public struct Entry {
        /// When, in milliseconds since 1970.
        public var instant: Int64
        /// Priority in the upper 8 bits, sequence in the lower 56.
        public var order: UInt64
        /// What happens.
        public var payload: Payload

        /// Makes an entry.
        @inlinable
        public init(instant: Int64, order: UInt64, payload: Payload) {
            self.instant = instant
            self.order = order
            self.payload = payload
        }

        @inlinable
        static func precedes(_ left: Entry, _ right: Entry) -> Bool {
            left.instant != right.instant ? left.instant < right.instant : left.order < right.order
        }
    }

    /// The events of a second or a span: a chain of blocks.
    @frozen @usableFromInline
    struct Bucket {
        @usableFromInline var first: UInt32 = 0
        @usableFromInline var last: UInt32 = 0
        @usableFromInline var count = 0

        @inlinable init() {}
    }

    @usableFromInline static var slots: Int { 4096 }
    /// Events in a block: few enough that a bucket of a small lab wastes little, enough that emptying a bucket of a
    /// million waits for memory seldom.
    @usableFromInline static var blockSize: Int { 16 }

    /// The seconds, and behind them the spans.
    @usableFromInline var buckets: ContiguousArray<Bucket>
    /// The blocks, one behind the other.
    @usableFromInline var store: ContiguousArray<Entry> = []
    /// The block behind each block, in its bucket or among the free ones.
    @usableFromInline var following: ContiguousArray<UInt32> = []
    /// The first block that is free; as many as there are blocks when none is.
    @usableFromInline var free: UInt32 = 0
    @usableFromInline var far: ContiguousArray<Entry> = []
    /// The second that is open, counted from 1970.
    @usableFromInline var openSecond: Int64
    @usableFromInline var open: ContiguousArray<Entry> = []
    @usableFromInline var position = 0
    /// How many events wait.
    @inlinable public var count: Int { waiting }
    @usableFromInline var waiting = 0
    /// The second up to which `seconds` is filled from `spans`, exclusive: a multiple of 4096.
    @usableFromInline var filledTo: Int64
    /// The span up to which `spans` is filled from `far`, exclusive.
    @usableFromInline var spansTo: Int64
    @usableFromInline var waitingInSeconds = 0
    @usableFromInline var waitingInSpans = 0

    /// Makes an empty queue; nothing may be scheduled before `start`.
    @inlinable
    public init(start: Int64) {
        buckets = ContiguousArray(repeating: Bucket(), count: 2 * Self.slots)
        openSecond = Self.second(of: start)
        let span = openSecond >> 12
        filledTo = (span + 1) << 12
        spansTo = span + Int64(Self.slots)
    }

    @inlinable
    static func second(of instant: Int64) -> Int64 {
        let quotient = instant / 1_000
        return instant % 1_000 < 0 ? quotient - 1 : quotient
    }

    /// Whether nothing waits.
    @inlinable public var isEmpty: Bool { count == 0 }

    /// Schedules an event; an instant before the one that was last popped is an error of the caller.
    @inlinable
    public mutating func push(_ entry: Entry) {
        waiting += 1
        let second = Self.second(of: entry.instant)
        if second > openSecond {
            place(entry, second: second)
        } else {
            insertIntoOpen(entry)
        }
    }

    @inlinable
    mutating func place(_ entry: Entry, second: Int64) {
        if second < filledTo {
            append(entry, to: Self.slot(ofSecond: second))
            waitingInSeconds += 1
        } else if second >> 12 < spansTo {
            append(entry, to: Self.slot(ofSpan: second >> 12))
            waitingInSpans += 1
        } else {
            far.append(entry)
        }
    }

    @inlinable
    static func slot(ofSecond second: Int64) -> Int { Int(truncatingIfNeeded: second) & (slots - 1) }

    @inlinable
    static func slot(ofSpan span: Int64) -> Int { slots + Int(truncatingIfNeeded: span) & (slots - 1) }

    // MARK: Blocks

    @inlinable
    mutating func append(_ entry: Entry, to slot: Int) {
        let used = buckets[slot].count & (Self.blockSize - 1)
        if used == 0 { addBlock(to: slot, entry) }
        buckets[slot].count += 1
        store[Int(buckets[slot].last) &* Self.blockSize &+ used] = entry
    }

    /// Puts a free block at the end of a bucket; a new one is filled with an entry, since it has to hold something.
    @inlinable
    mutating func addBlock(to slot: Int, _ entry: Entry) {
        if free == following.count {
            store.append(contentsOf: repeatElement(entry, count: Self.blockSize))
            following.append(UInt32(following.count + 1))
        }
        let block = free
        free = following[Int(block)]
        if buckets[slot].count == 0 {
            buckets[slot].first = block
        } else {
            following[Int(buckets[slot].last)] = block
        }
        buckets[slot].last = block
    }

    /// Gives the entries of a bucket to `body`, block by block in the order of coming.
    @inlinable
    func forEachBlock(in slot: Int, _ body: (ContiguousArray<Entry>.SubSequence) -> Void) {
        var block = Int(buckets[slot].first)
        var left = buckets[slot].count
        while left > 0 {
            let first = block * Self.blockSize
            body(store[first..<first + min(left, Self.blockSize)])
            left -= Self.blockSize
            block = Int(following[block])
        }
    }

    /// Empties a bucket, whose blocks are free then.
    @inlinable
    mutating func clear(_ slot: Int) {
        if buckets[slot].count == 0 { return }
        following[Int(buckets[slot].last)] = free
        free = buckets[slot].first
        buckets[slot].count = 0
    }

    /// Puts an event into the second that is being worked off, at its place in the order.
    @inlinable
    mutating func insertIntoOpen(_ entry: Entry) {
        var low = position
        var high = open.count
        while low < high {
            let middle = (low + high) / 2
            if Entry.precedes(open[middle], entry) { low = middle + 1 } else { high = middle }
        }
        if low == position, position > 0 {
            // What comes next goes where the last one was taken: nothing has to move.
            position -= 1
            open[position] = entry
        } else {
            open.insert(entry, at: low)
        }
    }

    /// How often a second was opened; when it changes, `coming` tells what the new one holds.
    @inlinable public var openings: Int { opened }
    @usableFromInline var opened = 0

    /// How many events of the open second were not taken yet.
    @inlinable public var comingCount: Int { open.count - position }

    /// What happens in one of the events of the open second that were not taken yet, in order.
    @inlinable public func coming(_ place: Int) -> Payload { open[position + place].payload }

    /// The next event without taking it, or nil.
    @inlinable
    public mutating func peek() -> Entry? {
        if position < open.count { return open[position] }
        guard advance() else { return nil }
        return open[position]
    }

    /// Takes the next event if it is before an instant.
    @inlinable
    public mutating func pop(before limit: Int64) -> Entry? {
        if position >= open.count, !advance(before: limit) { return nil }
        let entry = open[position]
        guard entry.instant < limit else { return nil }
        position += 1
        waiting -= 1
        return entry
    }

    /// Opens the next second that holds something; false when nothing waits.
    @inlinable
    mutating func advance() -> Bool { advance(before: Int64.max) }

    /// Opens the next second that holds something and begins before an instant.
    @inlinable
    mutating func advance(before limit: Int64) -> Bool {
        guard count > 0, limit > Int64.min else { return false }
        let last = limit == Int64.max ? Int64.max : Self.second(of: limit - 1)
        while openSecond < last {
            openSecond += 1
            if openSecond == filledTo { fill() }
            if waitingInSeconds == 0 {
                // Nothing in this hour: go straight to the next one.
                let skipTo = min(filledTo - 1, last)
                if skipTo > openSecond { openSecond = skipTo }
                if openSecond < filledTo - 1 || openSecond == last { continue }
                if waitingInSpans == 0, far.isEmpty { return false }
                continue
            }
            let slot = Self.slot(ofSecond: openSecond)
            if buckets[slot].count == 0 { continue }
            openBucket(slot)
            return true
        }
        return false
    }

    /// Moves the next span's events to their seconds, and far events that came near to their spans.
    @inlinable
    mutating func fill() {
        let span = filledTo >> 12
        filledTo += Int64(Self.slots)
        if span == spansTo {
            spansTo += Int64(Self.slots)
            var stay: ContiguousArray<Entry> = []
            for entry in far {
                let second = Self.second(of: entry.instant)
                if second >> 12 < spansTo {
                    append(entry, to: Self.slot(ofSpan: second >> 12))
                    waitingInSpans += 1
                } else {
                    stay.append(entry)
                }
            }
            far = stay
        }
        // Block by block, so that the seconds take the blocks that the span leaves.
        let slot = Self.slot(ofSpan: span)
        var bucket = buckets[slot]
        buckets[slot].count = 0
        waitingInSpans -= bucket.count
        waitingInSeconds += bucket.count
        while bucket.count > 0 {
            let block = Int(bucket.first)
            let first = block * Self.blockSize
            for place in first..<first + min(bucket.count, Self.blockSize) {
                let entry = store[place]
                append(entry, to: Self.slot(ofSecond: Self.second(of: entry.instant)))
            }
            bucket.count -= Self.blockSize
            bucket.first = following[block]
            following[block] = free
            free = UInt32(block)
        }
    }

    /// Takes a bucket as the open one and puts it in order.
    @inlinable
    mutating func openBucket(_ slot: Int) {
        open.removeAll(keepingCapacity: true)
        var block = Int(buckets[slot].first)
        var left = buckets[slot].count
        while left > 0 {
            let first = block &* Self.blockSize
            // A full block at once: with a million events nearly all are.
            if left >= Self.blockSize {
                open.append(contentsOf: store[first..<first &+ Self.blockSize])
            } else {
                for place in first..<first &+ left { open.append(store[place]) }
            }
            left &-= Self.blockSize
            block = Int(following[block])
        }
        clear(slot)
        waitingInSeconds -= open.count
        opened &+= 1
        position = 0
        // Most buckets hold whole seconds pushed in order; looking is cheaper than sorting.
        var isOrdered = true
        for place in 1..<max(open.count, 1) where !Entry.precedes(open[place - 1], open[place]) {
            isOrdered = false
            break
        }
        if !isOrdered { open.sort(by: Entry.precedes) }
    }

    /// What waits and is wanted, in order; for snapshots.
    ///
    /// What is not wanted costs a look each and is not put in order: a million polls are not wanted.
    @inlinable
    public func ordered(where isWanted: (Payload) -> Bool = { _ in true }) -> [Entry] {
        var all: [Entry] = []
        for place in position..<open.count where isWanted(open[place].payload) { all.append(open[place]) }
        for slot in buckets.indices {
            forEachBlock(in: slot) { all += $0.filter { isWanted($0.payload) } }
        }
        for entry in far where isWanted(entry.payload) { all.append(entry) }
        all.sort(by: Entry.precedes)
        return all
    }
}
