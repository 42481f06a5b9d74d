/// A queue of what will happen, in one total order: instant, then priority, then sequence.
///
/// A wheel with three levels: one bucket a second for about an hour, one bucket for each such hour for about
/// half a year, and a far list. A bucket is put in order when it is opened, so that an event costs the same with
/// a thousand and with ten million others waiting; a heap does not keep that law.
///
/// What lies in buckets lies in blocks of one store, which go from bucket to bucket; see `BlockStore`. A payload is best a
/// plain value.
///
/// A *tick* is an event of eight bytes for what comes back again and again, such as a poll of each of a million clients. It has
/// its place in the order like any other: its order is `tickOrder` and its tag. One that is farther away than the seconds
/// reach is kept as an event with its payload.
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

    /// What comes next.
    @frozen
    public enum Next: Sendable {
        /// Nothing before the instant that was asked for.
        case nothing
        /// An event.
        case event
        /// A tick.
        case tick
    }

    @inlinable static var slots: Int { 4096 }

    /// The seconds, and behind them the spans.
    @usableFromInline var events: BlockStore<Entry>
    /// The ticks of each second: the millisecond in the upper 16 bits, the tag in the lower 48.
    @usableFromInline var ticks: BlockStore<UInt64>
    /// The order of a tick with tag 0.
    public let tickOrder: UInt64
    @usableFromInline var far: ContiguousArray<Entry> = []
    /// The second that is open, counted from 1970.
    @usableFromInline var openSecond: Int64
    @usableFromInline var open: ContiguousArray<Entry> = []
    @usableFromInline var position = 0
    /// The ticks of the open second, and how many of them were taken.
    @usableFromInline var openTicks: ContiguousArray<UInt64> = []
    @usableFromInline var tickPosition = 0
    /// How many events wait.
    @inlinable public var count: Int { waiting }
    @usableFromInline var waiting = 0
    /// The second up to which the seconds are filled from the spans, exclusive: a multiple of 4096.
    ///
    /// Beyond it they hold what was pushed since, up to 4096 seconds ahead of the open one.
    @usableFromInline var filledTo: Int64
    /// The span up to which the spans are filled from `far`, exclusive.
    @usableFromInline var spansTo: Int64
    @usableFromInline var waitingInSeconds = 0
    @usableFromInline var waitingInSpans = 0

    /// Makes an empty queue; nothing may be scheduled before `start`.
    @inlinable
    public init(start: Int64, tickOrder: UInt64 = 0) {
        self.tickOrder = tickOrder
        events = BlockStore(lists: 2 * Self.slots)
        ticks = BlockStore(lists: Self.slots)
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

    /// Schedules a tick.
    ///
    /// - Parameters:
    ///   - instant: When, in milliseconds since 1970.
    ///   - tag: What comes back, in 48 bits; of ticks of one instant the lower comes first.
    ///   - payload: What it is where it has to be kept as an event.
    @inlinable @inline(__always)
    public mutating func pushTick(at instant: Int64, tag: UInt64, _ payload: Payload) {
        let second = Self.second(of: instant)
        let ahead = second &- openSecond
        guard ahead > 0, ahead < Self.slots else {
            return push(Entry(instant: instant, order: tickOrder | tag, payload: payload))
        }
        waiting &+= 1
        waitingInSeconds &+= 1
        ticks.append(
            UInt64(truncatingIfNeeded: instant &- second &* 1_000) << 48 | tag,
            to: Self.slot(ofSecond: second))
    }

    @inlinable
    mutating func place(_ entry: Entry, second: Int64) {
        // Whatever second the ring of seconds reaches from the open one on has a place of its own, also in the next span.
        if second &- openSecond < Self.slots {
            events.append(entry, to: Self.slot(ofSecond: second))
            waitingInSeconds += 1
        } else if second >> 12 < spansTo {
            events.append(entry, to: Self.slot(ofSpan: second >> 12))
            waitingInSpans += 1
        } else {
            far.append(entry)
        }
    }

    @inlinable
    static func slot(ofSecond second: Int64) -> Int { Int(truncatingIfNeeded: second) & (slots - 1) }

    @inlinable
    static func slot(ofSpan span: Int64) -> Int { slots + Int(truncatingIfNeeded: span) & (slots - 1) }

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

    /// How many ticks of the open second were not taken yet.
    @inlinable public var comingTicks: Int { openTicks.count - tickPosition }

    /// The tag of one of the ticks of the open second that were not taken yet, in order.
    @inlinable public func comingTick(_ place: Int) -> UInt64 { Self.tag(openTicks[tickPosition + place]) }

    @inlinable static func tag(_ tick: UInt64) -> UInt64 { tick & 0xFFFF_FFFF_FFFF }

    @inlinable
    func instant(ofTick tick: UInt64) -> Int64 {
        openSecond &* 1_000 &+ Int64(truncatingIfNeeded: tick >> 48)
    }

    // MARK: Taking

    /// What comes next before an instant.
    @inlinable @inline(__always)
    public mutating func next(before limit: Int64) -> Next {
        if position >= open.count, tickPosition >= openTicks.count, !advance(before: limit) {
            return .nothing
        }
        if tickPosition < openTicks.count {
            let tick = openTicks[tickPosition]
            let instant = instant(ofTick: tick)
            if position >= open.count || open[position].instant > instant
                || open[position].instant == instant && open[position].order > tickOrder | Self.tag(tick)
            {
                return instant < limit ? .tick : .nothing
            }
        }
        return open[position].instant < limit ? .event : .nothing
    }

    /// The event that `next` told of, without taking it.
    @inlinable public var nextEvent: Entry { open[position] }

    /// Takes the event that `next` told of.
    @inlinable @inline(__always)
    public mutating func takeEvent() -> Entry {
        let entry = open[position]
        position &+= 1
        waiting &-= 1
        return entry
    }

    /// The tag of the tick that `next` told of, without taking it.
    @inlinable public var nextTick: UInt64 { Self.tag(openTicks[tickPosition]) }

    /// Takes the tick that `next` told of; gives its instant.
    @inlinable @inline(__always)
    public mutating func takeTick() -> Int64 {
        let instant = instant(ofTick: openTicks[tickPosition])
        tickPosition &+= 1
        waiting &-= 1
        return instant
    }

    /// When the next thing happens, or nil.
    @inlinable
    public mutating func nextInstant() -> Int64? {
        switch next(before: Int64.max) {
        case .nothing: nil
        case .event: open[position].instant
        case .tick: instant(ofTick: openTicks[tickPosition])
        }
    }

    /// The next event without taking it, or nil; for a queue without ticks.
    @inlinable
    public mutating func peek() -> Entry? { next(before: Int64.max) == .event ? open[position] : nil }

    /// Takes the next event if it is before an instant; for a queue without ticks.
    @inlinable
    public mutating func pop(before limit: Int64) -> Entry? {
        next(before: limit) == .event ? takeEvent() : nil
    }

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
            let end = min(filledTo - 1, last)
            guard let next = nextFilled(slot, through: slot + Int(truncatingIfNeeded: end - openSecond))
            else {
                openSecond = end
                continue
            }
            openSecond += Int64(next - slot)
            openBucket(next)
            return true
        }
        return false
    }

    /// The first second of an hour's, by place, that holds something.
    @inlinable
    func nextFilled(_ slot: Int, through last: Int) -> Int? {
        let event = events.firstFilled(from: slot, through: last)
        let tick = ticks.firstFilled(from: slot, through: event ?? last)
        return tick ?? event
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
                    events.append(entry, to: Self.slot(ofSpan: second >> 12))
                    waitingInSpans += 1
                } else {
                    stay.append(entry)
                }
            }
            far = stay
        }
        let slot = Self.slot(ofSpan: span)
        waitingInSpans -= events.count(slot)
        waitingInSeconds += events.count(slot)
        events.spread(slot) { Self.slot(ofSecond: Self.second(of: $0.instant)) }
    }

    /// Takes a bucket as the open one and puts it in order.
    @inlinable
    mutating func openBucket(_ slot: Int) {
        open.removeAll(keepingCapacity: true)
        openTicks.removeAll(keepingCapacity: true)
        events.empty(slot, into: &open)
        ticks.empty(slot, into: &openTicks)
        waitingInSeconds -= open.count + openTicks.count
        opened &+= 1
        position = 0
        tickPosition = 0
        // Most buckets hold whole seconds pushed in order; looking is cheaper than sorting.
        var isOrdered = true
        for place in 1..<max(open.count, 1) where !Entry.precedes(open[place - 1], open[place]) {
            isOrdered = false
            break
        }
        if !isOrdered { open.sort(by: Entry.precedes) }
        for place in 1..<max(openTicks.count, 1) where openTicks[place - 1] > openTicks[place] {
            openTicks.sort()
            break
        }
    }

    /// The events that wait and are wanted, in order, without the ticks; for snapshots.
    ///
    /// What is not wanted costs a look each and is not put in order.
    @inlinable
    public func ordered(where isWanted: (Payload) -> Bool = { _ in true }) -> [Entry] {
        var all: [Entry] = []
        for place in position..<open.count where isWanted(open[place].payload) { all.append(open[place]) }
        var slot = 0
        while slot < 2 * Self.slots, let next = events.firstFilled(from: slot, through: 2 * Self.slots - 1) {
            events.forEachBlock(in: next) { all += $0.filter { isWanted($0.payload) } }
            slot = next + 1
        }
        for entry in far where isWanted(entry.payload) { all.append(entry) }
        all.sort(by: Entry.precedes)
        return all
    }
}
