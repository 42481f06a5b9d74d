/// Figures over whole numbers by exact rules, so that every machine gives the same.
public struct SweepStatistics: Equatable, Sendable {
    /// The numbers in order.
    private let sorted: [Int64]

    /// Takes numbers in any order.
    public init(_ numbers: [Int64]) { sorted = numbers.sorted() }

    /// How many there are.
    public var count: Int { sorted.count }
    /// The least; nil of none.
    public var least: Int64? { sorted.first }
    /// The most; nil of none.
    public var most: Int64? { sorted.last }

    /// A percentile by nearest rank: the least number that at least so many percent of all are not above.
    ///
    /// - Parameter percent: 1 to 100.
    /// - Returns: One of the numbers itself, never one between two; nil of none.
    public func percentile(_ percent: Int) -> Int64? {
        guard !sorted.isEmpty else { return nil }
        let rank = (min(max(percent, 1), 100) * sorted.count + 99) / 100
        return sorted[max(rank, 1) - 1]
    }

    /// The mean, rounded down; nil of none.
    public var mean: Int64? {
        guard !sorted.isEmpty else { return nil }
        // Whole parts and rests apart, so that no sum overflows.
        let count = Int64(sorted.count)
        var whole: Int64 = 0
        var rest: Int64 = 0
        for number in sorted {
            let (quotient, remainder) = number.quotientAndRemainder(dividingBy: count)
            whole += quotient
            rest += remainder
        }
        let floor = rest >= 0 ? rest / count : -((-rest + count - 1) / count)
        return whole + floor
    }

    /// A share in tenths of a percent, rounded to the nearest, halves up; nil of none.
    public static func permille(_ part: Int64, of whole: Int64) -> Int64? {
        whole > 0 ? (part * 2_000 + whole) / (whole * 2) : nil
    }
}
