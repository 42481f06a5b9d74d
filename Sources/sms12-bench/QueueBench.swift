import Pipeline
import VirtualTime

/// S1: what an event costs in the queue alone, by how many wait.
enum QueueBench {
    static func run(_ words: [String]) throws {
        let sizes = words.isEmpty ? [10_000, 100_000, 1_000_000, 10_000_000] : words.compactMap { Int($0) }
        guard sizes.count == max(words.count, sizes.count), sizes.allSatisfy({ $0 > 0 }) else {
            throw BenchFailure(Entry.usage, code: 64)
        }
        var figures = [[Double]](repeating: [], count: sizes.count)
        // In turn, so that a busy neighbour meets all sizes alike.
        for _ in 0..<5 { for (place, size) in sizes.enumerated() { figures[place].append(measure(size)) } }
        for (place, size) in sizes.enumerated() {
            let ratio = Measure.median(figures[place]) / Measure.median(figures[0])
            print(
                "waiting=\(size) ns_per_event=\(Measure.spread(figures[place])) ratio=\(Measure.digits(ratio))"
            )
        }
        print("peak_kib=\(Measure.peakKiB())")
    }

    /// Nanoseconds of CPU an event: each of `size` pollers polls every hour at its own second.
    private static func measure(_ size: Int) -> Double {
        var queue = EventQueue<Signal>(start: 0)
        for client in 0..<size {
            let second = SeededGenerator.draw(seed: 1, stream: 7, index: UInt64(client), below: 3_600)
            push(&queue, client, second * 1_000)
        }
        // One round to warm up, then at least ten million events or two rounds.
        let rounds = max(2, 10_000_000 / size)
        drain(&queue, until: 3_600_000)
        let (cpu, _, handled) = Measure.time { drain(&queue, until: Int64(rounds + 1) * 3_600_000) }
        return cpu / Double(handled) * 1e9
    }

    private static func push(_ queue: inout EventQueue<Signal>, _ client: Int, _ instant: Int64) {
        let signal = Signal(.pcmPoll, site: 0, UInt32(client))
        queue.push(
            EventQueue.Entry(
                instant: instant, order: signal.priority << 56 | UInt64(client), payload: signal))
    }

    @discardableResult
    private static func drain(_ queue: inout EventQueue<Signal>, until limit: Int64) -> Int {
        var handled = 0
        while let entry = queue.pop(before: limit) {
            push(&queue, Int(entry.payload.a), entry.instant + 3_600_000)
            handled += 1
        }
        return handled
    }
}
