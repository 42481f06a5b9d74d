import Testing

@testable import Emulation

/// Cycles of several lengths, one after another.
struct WatchdogCycleUnitTests {
    @Test func `the end of a cycle in which its length changed is that of the new length`() {
        let minute: Int64 = 60_000
        let start: Int64 = 1_000
        // Fast up to 32 min, Medium up to 80 min, then Very Fast.
        let lengths: [(from: Int64, length: Int64)] = [(0, 5), (32, 15), (80, 1)]
        let spans = lengths.map {
            WatchdogCycles.Span(from: start + $0.from * minute, length: $0.length * minute)
        }
        let cycles = WatchdogCycles(start: start, spans: spans)
        let ends: [(Int64, Int64)] = [(0, 0), (1, 5), (6, 30), (7, 45), (8, 60), (9, 75), (10, 81), (12, 83)]
        for (number, end) in ends {
            let instant: Int64 = start + end * minute
            #expect(cycles.end(of: number) == instant, "\(number)")
            #expect(cycles.passed(at: instant) == number, "\(end)")
            guard number > 0 else { continue }
            #expect(cycles.passed(at: instant - 1) == number - 1, "\(end)")
            #expect(cycles.end(after: instant - 1) == instant, "\(end)")
        }
        #expect(cycles.end(of: .max) == nil)
    }
}
