import SiteModel
import Testing

@testable import SiteDatabase

/// A checksum tells which single byte of a row was changed, and what it was.
@Suite struct ByteCorrectionTests {
    /// Numbers without order, the same in each run (xorshift of Marsaglia, 2003).
    private struct Numbers {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }

        mutating func next(below bound: UInt64) -> UInt64 { next() % bound }
    }

    /// A row of a text of so many bytes, and numbers of one, four and eight bytes.
    private static func row(_ length: Int, _ random: inout Numbers) -> [SalvagedRow.Value] {
        func number(_ bytes: Int) -> SalvagedRow.Value {
            .integer(Int64(bitPattern: random.next()).extended(bytes), bytes: bytes)
        }
        return [
            number(1), .bytes((0..<length).map { _ in UInt8(random.next(below: 95)) + 32 }), number(4),
            number(8), .null,
        ]
    }

    @Test(arguments: [0, 1, 7, 8, 9, 64, 203]) func `each byte is found and put back`(length: Int) throws {
        var random = Numbers(state: UInt64(length) + 12)
        let row = Self.row(length, &random)
        let fields = try #require(SalvagedRow.fields(row))
        let sealed = Checksum.of([.integer(-5)] + fields)
        for (place, value) in row.enumerated() {
            let count =
                switch value {
                case .null: 0
                case .integer(_, let bytes): bytes
                case .bytes(let bytes): bytes.count
                }
            for byte in 0..<count {
                var damaged = row
                let bit = UInt8(1 << random.next(below: 8))
                let found: UInt8
                switch value {
                case .null: continue
                case .integer(let number, let bytes):
                    let shift = Int64(8 * (bytes - 1 - byte))
                    damaged[place] = .integer((number ^ Int64(bit) << shift).extended(bytes), bytes: bytes)
                    found = UInt8(truncatingIfNeeded: number >> shift) ^ bit
                case .bytes(var bytes):
                    bytes[byte] ^= bit
                    found = bytes[byte]
                    damaged[place] = .bytes(bytes)
                }
                let all = ByteCorrection.all(of: damaged, after: -5, checksum: sealed)
                #expect(
                    all == [ByteCorrection(value: place, byte: byte, found: found, wanted: found ^ bit)],
                    "value \(place), byte \(byte)")
                if let one = all.first { #expect(one.applied(to: damaged[place]) == value) }
            }
        }
    }

    @Test func `what is as it was written, or differs in more, has no correction`() throws {
        var random = Numbers(state: 3)
        let row = Self.row(40, &random)
        let sealed = Checksum.of(try #require(SalvagedRow.fields(row)))
        #expect(ByteCorrection.all(of: row, after: nil, checksum: sealed).isEmpty)
        var other = row
        other[1] = .bytes([UInt8](repeating: 65, count: 40))
        #expect(ByteCorrection.all(of: other, after: nil, checksum: sealed).isEmpty)
        #expect(ByteCorrection.all(of: row, after: 1, checksum: sealed).isEmpty)
    }

    @Test func `a step is taken back`() {
        var random = Numbers(state: 4)
        for _ in 0..<100 {
            let (state, word) = (random.next(), random.next())
            #expect(Checksum.back(Checksum.step(state, word)) == state ^ word)
        }
    }
}
