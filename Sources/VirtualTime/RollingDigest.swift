/// A 128-bit digest over a stream of 64-bit words, for telling two runs apart.
///
/// It is no cryptographic hash; files have SHA-256. Two lanes with different multipliers make a chance
/// agreement of two different runs negligible, at about a nanosecond a word.
public struct RollingDigest: Equatable, Sendable {
    /// The first lane.
    public var high: UInt64
    /// The second lane.
    public var low: UInt64

    /// An empty stream.
    @inlinable
    public init() {
        high = 0x736D_7331_322D_7472
        low = 0x6163_652D_6469_6765
    }

    /// Takes a state back.
    @inlinable
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Takes in one word.
    @inlinable
    public mutating func add(_ word: UInt64) {
        high = (high ^ word) &* 0x9E37_79B9_7F4A_7C15
        high ^= high >> 29
        low = (low &+ word) &* 0xD6E8_FEB8_6659_FD93
        low ^= low >> 32
    }

    /// 32 hexadecimal digits.
    public var text: String {
        [high, low].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
