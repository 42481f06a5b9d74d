import Testing

@testable import VirtualTime

/// The queue against a plain sorted list: the same pushes, the same pops, whatever the load.
@Suite struct EventQueueTests {
    typealias Queue = EventQueue<UInt32>
    typealias Entry = EventQueue<UInt32>.Entry

    /// What the queue must do, in the simplest way there is.
    struct SortedReference {
        var entries: [Entry] = []

        mutating func push(_ entry: Entry) {
            let place = entries.firstIndex { Self.precedes(entry, $0) } ?? entries.count
            entries.insert(entry, at: place)
        }

        mutating func pop(before limit: Int64) -> Entry? {
            guard let first = entries.first, first.instant < limit else { return nil }
            return entries.removeFirst()
        }

        static func precedes(_ left: Entry, _ right: Entry) -> Bool {
            (left.instant, left.order) < (right.instant, right.order)
        }
    }

    static func same(_ left: Entry?, _ right: Entry?) -> Bool {
        left?.instant == right?.instant && left?.order == right?.order && left?.payload == right?.payload
    }

    /// Distances that meet every level: the open second, a second, an hour, the half year, the far list.
    static func distance(_ random: inout SeededGenerator) -> Int64 {
        let reach: [UInt64] = [
            1, 3, 1_000, 60_000, 4_096_000, 90_000_000, 16_777_216_000, 31_622_400_000, 70_000_000_000,
        ]
        let longest = reach[Int(random.next(below: UInt64(reach.count)))]
        let step = Int64(random.next(below: longest))
        // Ties are the rule, not the exception: round half of them to a second, an hour or a span.
        let rounds: [Int64] = [1, 1, 1, 1_000, 1_000, 3_600_000, 4_096_000]
        let round = rounds[Int(random.next(below: UInt64(rounds.count)))]
        return step / round * round
    }

    @Test(arguments: 0..<21)
    func `agrees with a sorted list over loads that span years and tie`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let starts: [Int64] = [
            0, 861_609_600_000, -1, -1_000, -86_400_000_123, 4_095_999, 16_777_216_000 - 1,
        ]
        let start = starts[seed % starts.count]
        var queue = Queue(start: start)
        var reference = SortedReference()
        var now = start
        var made: UInt64 = 0
        for _ in 0..<1_500 {
            switch random.next(below: 40) {
            case 0..<22:
                // Equal orders never happen in a lab: the sequence is part of it.
                made += 1
                let order = random.next(below: 4) << 56 | made
                let entry = Entry(
                    instant: now + Self.distance(&random), order: order,
                    payload: UInt32(truncatingIfNeeded: made))
                queue.push(entry)
                reference.push(entry)
            case 22..<30:
                let limit = now + Self.distance(&random)
                while let expected = reference.pop(before: limit) {
                    let got = queue.pop(before: limit)
                    try #require(Self.same(got, expected))
                    now = expected.instant
                    if random.next(below: 4) == 0 { break }
                }
                if reference.entries.first.map({ $0.instant >= limit }) ?? true {
                    let got = queue.pop(before: limit)
                    try #require(got == nil)
                    now = max(now, limit)
                }
            case 30..<35:
                let got = queue.pop(before: Int64.max)
                let expected = reference.pop(before: Int64.max)
                try #require(Self.same(got, expected))
                if let expected { now = expected.instant }
            case 35..<39:
                let got = queue.peek()
                try #require(Self.same(got, reference.entries.first))
            default:
                let all = queue.ordered()
                let isSame = all.elementsEqual(reference.entries) { Self.same($0, $1) }
                try #require(isSame)
            }
            let (count, isEmpty) = (queue.count, queue.isEmpty)
            try #require(count == reference.entries.count)
            try #require(isEmpty == reference.entries.isEmpty)
        }
        while let expected = reference.pop(before: Int64.max) {
            let got = queue.pop(before: Int64.max)
            try #require(Self.same(got, expected))
        }
        let last = queue.pop(before: Int64.max)
        #expect(last == nil)
    }

    @Test func `an event at the limit stays, one a millisecond before goes`() {
        var queue = Queue(start: 0)
        queue.push(Entry(instant: 5_000, order: 1, payload: 1))
        queue.push(Entry(instant: 4_999, order: 2, payload: 2))
        let first = queue.pop(before: 5_000)
        #expect(first?.payload == 2)
        let second = queue.pop(before: 5_000)
        #expect(second == nil)
        // The caller stands at the limit now; what it pushes there comes in order with what waits.
        queue.push(Entry(instant: 5_000, order: 0, payload: 3))
        queue.push(Entry(instant: 5_000, order: 9, payload: 4))
        var rest: [UInt32] = []
        while let entry = queue.pop(before: 5_001) { rest.append(entry.payload) }
        #expect(rest == [3, 1, 4])
    }

    @Test func `what is pushed before an event that was peeked comes first`() {
        var queue = Queue(start: 0)
        queue.push(Entry(instant: 40_000_000_000, order: 1, payload: 1))
        let peeked = queue.peek()
        #expect(peeked?.payload == 1)
        queue.push(Entry(instant: 10, order: 2, payload: 2))
        queue.push(Entry(instant: 7_200_000, order: 3, payload: 3))
        var seen: [UInt32] = []
        while let entry = queue.pop(before: Int64.max) { seen.append(entry.payload) }
        #expect(seen == [2, 3, 1])
    }

    @Test func `an empty queue gives nothing at any limit`() {
        var queue = Queue(start: -7)
        for limit in [Int64.min, -8, -7, 0, Int64.max] {
            let got = queue.pop(before: limit)
            #expect(got == nil)
        }
        let peeked = queue.peek()
        #expect(peeked == nil)
        queue.push(Entry(instant: -7, order: 0, payload: 1))
        let early = queue.pop(before: Int64.min)
        #expect(early == nil)
        let got = queue.pop(before: -6)
        #expect(got?.payload == 1)
    }

    @Test func `the last instants that there are can be waited for`() {
        var queue = Queue(start: 0)
        queue.push(Entry(instant: 3_155_760_000_000, order: 1, payload: 1))
        let got = queue.pop(before: Int64.max)
        #expect(got?.instant == 3_155_760_000_000)
    }

    @Test func `buckets take the blocks that others have left`() {
        var queue = Queue(start: 0)
        let second: Int64 = 1_000
        // A thousand events, each of which comes back an hour later: every second of the hour has held some of them,
        // and never more wait than that.
        for number in 0..<UInt64(1_000) {
            queue.push(Entry(instant: Int64(number) * 3 * second, order: number, payload: 0))
        }
        for round in 0..<200_000 {
            guard let entry = queue.pop(before: Int64.max) else { break }
            let later = entry.instant + 3_600 * second + Int64(round % 7) * second
            queue.push(Entry(instant: later, order: UInt64(round) + 1_000, payload: 0))
        }
        #expect(queue.count == 1_000)
        // A block for each event would be the worst: none shares its second with another.
        #expect(queue.events.following.count <= 1_000)
    }
}
