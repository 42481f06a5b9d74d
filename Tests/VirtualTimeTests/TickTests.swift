import Testing

@testable import VirtualTime

/// Ticks and events of one queue against a plain sorted list: one total order, wherever each of them is kept.
@Suite struct TickTests {
    typealias Queue = EventQueue<UInt32>
    typealias Entry = EventQueue<UInt32>.Entry

    /// The order of the ticks, in the middle of those of events: some come before them and some behind.
    static let tickOrder: UInt64 = 2 << 56

    /// What a queue of the simplest kind holds.
    struct Waiting: Comparable {
        var instant: Int64
        var order: UInt64

        static func < (left: Waiting, right: Waiting) -> Bool {
            (left.instant, left.order) < (right.instant, right.order)
        }
    }

    /// What comes next, as instant and order.
    static func take(_ queue: inout Queue, before limit: Int64) -> Waiting? {
        switch queue.next(before: limit) {
        case .nothing: return nil
        case .event:
            let entry = queue.takeEvent()
            return Waiting(instant: entry.instant, order: entry.order)
        case .tick:
            let tag = queue.nextTick
            return Waiting(instant: queue.takeTick(), order: tickOrder | tag)
        }
    }

    @Test(arguments: 0..<16)
    func `ticks and events come in one order`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let start: Int64 = [0, 861_609_600_000, -5_000_123, 4_095_999][seed % 4]
        var queue = Queue(start: start, tickOrder: Self.tickOrder)
        var reference: [Waiting] = []
        var now = start
        var made: UInt64 = 0
        for _ in 0..<2_000 {
            let roll = random.next(below: 20)
            if roll < 12 {
                made += 1
                let instant = now + EventQueueTests.distance(&random)
                var order = random.next(below: 5) << 56 | made
                if roll < 8 {
                    // Tags need not grow with time: a client's poll has the client's number.
                    let tag = random.next(below: 1 << 20) << 20 | made
                    order = Self.tickOrder | tag
                    queue.pushTick(at: instant, tag: tag, UInt32(truncatingIfNeeded: made))
                } else {
                    queue.push(
                        Entry(instant: instant, order: order, payload: UInt32(truncatingIfNeeded: made)))
                }
                let entry = Waiting(instant: instant, order: order)
                reference.insert(entry, at: reference.firstIndex { entry < $0 } ?? reference.count)
            } else if roll < 19 {
                let limit = now + EventQueueTests.distance(&random)
                while let expected = reference.first, expected.instant < limit {
                    let got = Self.take(&queue, before: limit)
                    try #require(got == expected)
                    reference.removeFirst()
                    now = expected.instant
                    if random.next(below: 4) == 0 { break }
                }
                if reference.first.map({ $0.instant >= limit }) ?? true {
                    let got = Self.take(&queue, before: limit)
                    try #require(got == nil)
                    now = max(now, limit)
                }
            } else {
                let instant = queue.nextInstant()
                try #require(instant == reference.first?.instant)
            }
            let count = queue.count
            try #require(count == reference.count)
        }
        for expected in reference {
            let got = Self.take(&queue, before: Int64.max)
            try #require(got == expected)
        }
    }

    @Test func `a tick within the seconds' reach takes eight bytes, a farther one an event`() {
        var queue = Queue(start: 0)
        queue.pushTick(at: 4_095_999, tag: 7, 7)
        queue.pushTick(at: 4_096_000, tag: 8, 8)
        let events = queue.ordered()
        #expect(events.map(\.payload) == [8])
        let count = queue.count
        #expect(count == 2)
        let first = Self.take(&queue, before: Int64.max)?.instant
        #expect(first == 4_095_999)
        let second = Self.take(&queue, before: Int64.max)?.instant
        #expect(second == 4_096_000)
    }
}
