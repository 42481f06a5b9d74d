/// Numbers that follow from a seed and nothing else.
///
/// SplitMix64; integers only, so that no rounding differs between machines.
public struct SeededGenerator: Sendable {
    @usableFromInline var state: UInt64

    /// Begins a sequence.
    @inlinable
    public init(seed: UInt64) { state = seed }

    /// The next number of the sequence.
    @inlinable
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// The next number below a bound; 0 for a bound of 0.
    @inlinable
    public mutating func next(below bound: UInt64) -> UInt64 {
        bound == 0 ? 0 : next().multipliedFullWidth(by: bound).high
    }

    /// A number that depends on the seed and two numbers only, without a sequence.
    ///
    /// What is drawn so does not change when something else draws more or less.
    @inlinable
    public static func draw(seed: UInt64, stream: UInt64, index: UInt64) -> UInt64 {
        mix(mix(seed ^ (stream &* 0xD6E8_FEB8_6659_FD93)) &+ index &* 0x9E37_79B9_7F4A_7C15)
    }

    /// As `draw(seed:stream:index:)`, below a bound; 0 for a bound of 0.
    @inlinable
    public static func draw(seed: UInt64, stream: UInt64, index: UInt64, below bound: Int64) -> Int64 {
        guard bound > 0 else { return 0 }
        let number = draw(seed: seed, stream: stream, index: index)
        return Int64(number.multipliedFullWidth(by: UInt64(bound)).high)
    }

    @inlinable
    static func mix(_ number: UInt64) -> UInt64 {
        var mixed = number
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
