import Testing
import VirtualTime

@Suite struct SeededGeneratorTests {
    /// The published outputs of SplitMix64: seed 1234567 at Rosetta Code ("Pseudo-random numbers/Splitmix64"), seed
    /// 0 as in the tests of Vigna's `splitmix64.c` and of the Java library.
    @Test func `gives the published numbers of SplitMix64`() {
        let published: [(seed: UInt64, numbers: [UInt64])] = [
            (
                1_234_567,
                [
                    6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                    4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
                ]
            ),
            (0, [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F]),
        ]
        for (seed, numbers) in published {
            var generator = SeededGenerator(seed: seed)
            #expect(numbers.map { _ in generator.next() } == numbers)
        }
    }

    @Test func `stays below its bound and reaches both ends`() {
        var generator = SeededGenerator(seed: 7)
        var seen = Set<UInt64>()
        for _ in 0..<1_000 { seen.insert(generator.next(below: 6)) }
        #expect(seen == [0, 1, 2, 3, 4, 5])
        #expect(generator.next(below: 0) == 0)
        #expect(generator.next(below: 1) == 0)
    }

    @Test func `a draw depends on seed, stream and index, and on nothing else`() {
        let one = SeededGenerator.draw(seed: 1, stream: 2, index: 3)
        #expect(one == SeededGenerator.draw(seed: 1, stream: 2, index: 3))
        let others = [
            SeededGenerator.draw(seed: 2, stream: 2, index: 3),
            SeededGenerator.draw(seed: 1, stream: 3, index: 3),
            SeededGenerator.draw(seed: 1, stream: 2, index: 4),
            SeededGenerator.draw(seed: 3, stream: 2, index: 1),
        ]
        #expect(Set(others + [one]).count == 5)
        #expect(SeededGenerator.draw(seed: 1, stream: 2, index: 3, below: 0) == 0)
        #expect(SeededGenerator.draw(seed: 1, stream: 2, index: 3, below: -5) == 0)
        for index in 0..<200 {
            #expect(
                (0..<10).contains(SeededGenerator.draw(seed: 9, stream: 1, index: UInt64(index), below: 10)))
        }
    }

    /// Chi squared over eight streams of 60 buckets: 472 degrees of freedom, four standard deviations are 123.
    @Test func `draws fill their range evenly`() {
        var squares = 0
        for stream in 1...8 {
            var buckets = [Int](repeating: 0, count: 60)
            for index in 0..<60_000 {
                let place = SeededGenerator.draw(
                    seed: 1, stream: UInt64(stream), index: UInt64(index), below: 60)
                buckets[Int(place)] += 1
            }
            squares += buckets.reduce(0) { $0 + ($1 - 1_000) * ($1 - 1_000) }
        }
        #expect((349...595).contains(squares / 1_000))
    }
}

@Suite struct RollingDigestTests {
    @Test func `every bit of every word and the order of words count`() {
        let words: [UInt64] = [0, 1, 0xFFFF_FFFF_FFFF_FFFF, 42, 0]
        let base = Self.digest(words)
        for place in words.indices {
            for bit in 0..<64 {
                var other = words
                other[place] ^= 1 << UInt64(bit)
                let changed = Self.digest(other)
                // Either lane alone tells them apart.
                #expect(changed.high != base.high)
                #expect(changed.low != base.low)
            }
        }
        #expect(Self.digest([1, 0, 0xFFFF_FFFF_FFFF_FFFF, 42, 0]) != base)
        #expect(Self.digest(words + [0]) != base)
    }

    @Test func `goes on from a stored state`() {
        var whole = RollingDigest()
        for word in 0..<10 { whole.add(UInt64(word)) }
        var first = RollingDigest()
        for word in 0..<5 { first.add(UInt64(word)) }
        var second = RollingDigest(high: first.high, low: first.low)
        for word in 5..<10 { second.add(UInt64(word)) }
        #expect(second == whole)
    }

    @Test func `prints 32 hexadecimal digits with leading zeros`() {
        #expect(RollingDigest(high: 1, low: 0xAB).text == "000000000000000100000000000000ab")
    }

    static func digest(_ words: [UInt64]) -> RollingDigest {
        var digest = RollingDigest()
        for word in words { digest.add(word) }
        return digest
    }
}
