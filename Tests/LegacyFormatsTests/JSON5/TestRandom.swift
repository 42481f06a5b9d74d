/// Reproducible numbers for generated inputs (xorshift64*, Vigna 2014).
struct TestRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }

    /// A number from 0 to `bound` - 1.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// One of a list.
    mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }

    /// True once in `times`.
    mutating func once(in times: Int) -> Bool { below(times) == 0 }
}
