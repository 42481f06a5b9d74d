/// How two lists of lines fit together: the longest common order of their shapes, the second list's lines before and
/// behind left free, since a log that was kept seldom begins where a lab begins.
struct LogAlignment {
    /// A line of one list, of the other, or of both.
    struct Pair: Equatable {
        var left: Int?
        var right: Int?
    }

    /// How many cells a table of the dynamic programming may have.
    private static let maximumCells = 4_000_000
    /// How far ahead is looked in lists that are too long for a table.
    private static let lookAhead = 200

    /// The pairs, in the order of both lists.
    ///
    /// - Parameters:
    ///   - left: The shapes of the real lines, as numbers.
    ///   - right: Those of the lab.
    ///   - isSame: Whether two lines of one shape are the same in every word; such pairs are preferred.
    /// - Returns: every line of both lists once, in their order.
    static func pairs(_ left: [Int], _ right: [Int], isSame: (Int, Int) -> Bool) -> [Pair] {
        guard !left.isEmpty else { return right.indices.map { Pair(left: nil, right: $0) } }
        guard !right.isEmpty else { return left.indices.map { Pair(left: $0, right: nil) } }
        var (head, tail) = (0, 0)
        // In lists too long for a table, what begins alike and ends alike is put aside.
        if left.count > maximumCells / right.count {
            while head < min(left.count, right.count), left[head] == right[head], isSame(head, head) {
                head += 1
            }
            while tail < min(left.count, right.count) - head,
                left[left.count - 1 - tail] == right[right.count - 1 - tail],
                isSame(left.count - 1 - tail, right.count - 1 - tail)
            {
                tail += 1
            }
        }
        let rows = head..<(left.count - tail)
        let columns = head..<(right.count - tail)
        let middle: [Pair]
        if rows.isEmpty || columns.count <= maximumCells / rows.count {
            middle = table(left, right, rows, columns, isSame, isOpen: (head == 0, tail == 0))
        } else {
            middle = scan(left, right, rows, columns)
        }
        return (0..<head).map { Pair(left: $0, right: $0) } + middle
            + (0..<tail).reversed().map { Pair(left: left.count - 1 - $0, right: right.count - 1 - $0) }
    }

    private enum Step: UInt8 { case end, both, left, right }

    /// The best way through the whole table; open ends cost nothing.
    private static func table(
        _ left: [Int], _ right: [Int], _ rows: Range<Int>, _ columns: Range<Int>,
        _ isSame: (Int, Int) -> Bool,
        isOpen: (begin: Bool, end: Bool)
    ) -> [Pair] {
        let width = columns.count + 1
        var steps = [Step](repeating: .end, count: (rows.count + 1) * width)
        var scores = [Int](repeating: 0, count: width)
        for column in 1..<max(width, 1) where width > 1 {
            steps[column] = .right
            scores[column] = isOpen.begin ? 0 : -column
        }
        for row in 0..<rows.count {
            var diagonal = scores[0]
            scores[0] -= 1
            steps[(row + 1) * width] = .left
            for column in 0..<columns.count {
                let (one, other) = (rows.lowerBound + row, columns.lowerBound + column)
                var best = scores[column + 1] - 1
                var step = Step.left
                // Behind the last real line the lab's lines cost nothing.
                let gap = isOpen.end && row == rows.count - 1 ? 0 : 1
                if scores[column] - gap > best { (best, step) = (scores[column] - gap, .right) }
                if left[one] == right[other] {
                    let score = diagonal + (isSame(one, other) ? 10 : 8)
                    if score > best { (best, step) = (score, .both) }
                }
                diagonal = scores[column + 1]
                scores[column + 1] = best
                steps[(row + 1) * width + column + 1] = step
            }
        }
        var pairs: [Pair] = []
        var (row, column) = (rows.count, columns.count)
        while row > 0 || column > 0 {
            switch steps[row * width + column] {
            case .both:
                row -= 1
                column -= 1
                pairs.append(Pair(left: rows.lowerBound + row, right: columns.lowerBound + column))
            case .right:
                column -= 1
                pairs.append(Pair(left: nil, right: columns.lowerBound + column))
            default:
                row -= 1
                pairs.append(Pair(left: rows.lowerBound + row, right: nil))
            }
        }
        return pairs.reversed()
    }

    /// For very long lists: each line finds the next of its shape within some hundred lines.
    private static func scan(
        _ left: [Int], _ right: [Int], _ rows: Range<Int>, _ columns: Range<Int>
    ) -> [Pair] {
        var pairs: [Pair] = []
        var (one, other) = (rows.lowerBound, columns.lowerBound)
        while one < rows.upperBound, other < columns.upperBound {
            if left[one] == right[other] {
                pairs.append(Pair(left: one, right: other))
                one += 1
                other += 1
                continue
            }
            let ahead = (1..<lookAhead).first { distance in
                (0...distance).contains { part in
                    let (row, column) = (one + part, other + distance - part)
                    return row < rows.upperBound && column < columns.upperBound && left[row] == right[column]
                }
            }
            guard let ahead else {
                pairs.append(Pair(left: one, right: nil))
                pairs.append(Pair(left: nil, right: other))
                one += 1
                other += 1
                continue
            }
            let part =
                (0...ahead).first { part in
                    let (row, column) = (one + part, other + ahead - part)
                    return row < rows.upperBound && column < columns.upperBound && left[row] == right[column]
                } ?? 0
            for _ in 0..<part {
                pairs.append(Pair(left: one, right: nil))
                one += 1
            }
            for _ in 0..<(ahead - part) {
                pairs.append(Pair(left: nil, right: other))
                other += 1
            }
        }
        pairs += (one..<rows.upperBound).map { Pair(left: $0, right: nil) }
        pairs += (other..<columns.upperBound).map { Pair(left: nil, right: $0) }
        return pairs
    }
}
