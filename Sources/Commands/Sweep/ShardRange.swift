import CommandLineKit

/// A range of variants as `--shard` names it.
enum ShardRange: Equatable {
    /// From one to another.
    case variants(Int64, Int64)
    /// One of so many equal parts, from 1.
    case part(Int64, of: Int64)

    /// Reads the word.
    static let reader = WordReader<ShardRange>(
        write: { range in
            switch range {
            case .variants(let first, let last): "\(first)..\(last)"
            case .part(let part, let parts): "\(part)/\(parts)"
            }
        },
        read: { (word: String) throws(ValueProblem) -> ShardRange in
            if let dots = word.firstRange(of: ".."), let first = Int64(word[..<dots.lowerBound]),
                let last = Int64(word[dots.upperBound...])
            {
                guard first >= 1, last >= first else {
                    throw ValueProblem("is no range of variants: they are counted from 1, upwards")
                }
                return .variants(first, last)
            }
            let halves = word.split(separator: "/", omittingEmptySubsequences: false).map { Int64($0) }
            if halves.count == 2, let part = halves[0], let parts = halves[1] {
                guard parts >= 1, parts <= 1_000_000, (1...parts).contains(part) else {
                    throw ValueProblem("is no part: of N parts the first is 1/N and the last N/N")
                }
                return .part(part, of: parts)
            }
            throw ValueProblem("is neither a range such as 1..500 nor a part such as 3/16")
        })

    /// The variants of a plan that are meant; what lies behind the last one is cut off.
    ///
    /// - Throws: a usage error where the plan has none of them.
    func range(of count: Int64, _ run: CommandRun) throws -> ClosedRange<Int64> {
        switch self {
        case .variants(let first, let last):
            guard first <= count else {
                throw run.usage("--shard \(first)..\(last) names no variant: the plan has \(count)")
            }
            return first...min(last, count)
        case .part(let part, let parts):
            // The first of them are one longer where it does not come out even.
            let (size, rest) = count.quotientAndRemainder(dividingBy: parts)
            let first = (part - 1) * size + min(part - 1, rest) + 1
            let last = first + size - 1 + (part <= rest ? 1 : 0)
            guard last >= first else {
                throw run.usage("--shard \(part)/\(parts) is empty: the plan has \(count) variants")
            }
            return first...last
        }
    }
}
