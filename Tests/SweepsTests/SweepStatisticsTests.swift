import Sweeps
import Testing

/// Figures worked out by hand.
@Suite struct SweepStatisticsTests {
    @Test func `percentiles are by nearest rank`() {
        // The textbook example of the rule: of 15, 20, 35, 40, 50 the 30th is the second (rank ceil(1.5)), the 40th the
        // second (rank 2), the 50th the third (rank ceil(2.5)), the 100th the last.
        let figures = SweepStatistics([35, 20, 15, 50, 40])
        #expect(figures.percentile(5) == 15)
        #expect(figures.percentile(30) == 20)
        #expect(figures.percentile(40) == 20)
        #expect(figures.percentile(50) == 35)
        #expect(figures.percentile(100) == 50)
        #expect(figures.least == 15 && figures.most == 50)
        // (15 + 20 + 35 + 40 + 50) / 5
        #expect(figures.mean == 32)
    }

    @Test func `of a hundred the percentiles are the ranks`() {
        let figures = SweepStatistics((1...100).reversed().map { Int64($0) * 10 })
        for percent in 1...100 { #expect(figures.percentile(percent) == Int64(percent) * 10) }
    }

    @Test func `of one every percentile is that one, of none there is none`() {
        let one = SweepStatistics([7])
        #expect([1, 50, 99, 100].allSatisfy { one.percentile($0) == 7 } && one.mean == 7)
        let none = SweepStatistics([])
        #expect(none.percentile(50) == nil && none.mean == nil && none.least == nil && none.most == nil)
    }

    @Test func `means round down and do not overflow`() {
        #expect(SweepStatistics([1, 2]).mean == 1)
        #expect(SweepStatistics([-1, -2]).mean == -2)
        #expect(SweepStatistics([-3, 1]).mean == -1)
        #expect(SweepStatistics([Int64.max, Int64.max]).mean == Int64.max)
        #expect(SweepStatistics([Int64.min, Int64.max]).mean == -1)
    }

    @Test(arguments: zip([0, 1, 1, 2, 5, 80], [80, 3, 2_000, 3, 80, 80]))
    func `shares are in tenths of a percent, halves up`(part: Int64, whole: Int64) {
        // 0 | 333.3 | 0.5 -> 1 | 666.7 -> 667 | 62.5 -> 63 | 1000
        let wanted: [Int64: Int64] = [0: 0, 333: 333, 1: 1, 667: 667, 63: 63, 1_000: 1_000]
        let share = SweepStatistics.permille(part, of: whole)
        let exact = Double(part) * 1_000 / Double(whole)
        #expect(share.flatMap { wanted[$0] } != nil)
        #expect(share.map { abs(Double($0) - exact) <= 0.5 } == true)
    }

    @Test func `there is no share of nothing`() { #expect(SweepStatistics.permille(0, of: 0) == nil) }
}
