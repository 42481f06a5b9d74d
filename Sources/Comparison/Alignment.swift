/// Which entries of two runs correspond: by cause, not by position.
///
/// First those correspond whose whole chain of causes is alike; of the others those that are about the same and whose
/// causes are about the same; of the rest those that are about the same. Among equals the earlier correspond. None of this
/// depends on which run is A.
struct Alignment {
    /// For each entry of A the one of B, or -1.
    private(set) var ofA: [Int]
    /// For each entry of B the one of A, or -1.
    private(set) var ofB: [Int]
    /// Whether each entry of A has a partner with a like chain of causes.
    private(set) var isCertain: [Bool]

    init(_ a: CauseIndex, _ b: CauseIndex, commands: (a: [UInt64], b: [UInt64])) {
        ofA = Array(repeating: -1, count: a.causes.count)
        ofB = Array(repeating: -1, count: b.causes.count)
        isCertain = Array(repeating: false, count: a.causes.count)
        pair(Self.chains(a, commands.a), Self.chains(b, commands.b), certain: true)
        pair(Self.links(a, commands.a), Self.links(b, commands.b))
        pair(a.identities, b.identities)
    }

    /// A number for an entry with all that it follows from.
    private static func chains(_ index: CauseIndex, _ commands: [UInt64]) -> [UInt64] {
        var found: [UInt64] = []
        found.reserveCapacity(index.causes.count)
        for (place, cause) in index.causes.enumerated() {
            var mix = Mix()
            mix.add(index.identities[place])
            mix.add(cause >= 0 && cause < place ? found[cause] : command(cause, commands))
            found.append(mix.value)
        }
        return found
    }

    /// A number for an entry with what it follows from directly.
    private static func links(_ index: CauseIndex, _ commands: [UInt64]) -> [UInt64] {
        index.causes.enumerated().map { place, cause in
            var mix = Mix()
            mix.add(index.identities[place])
            mix.add(cause >= 0 && cause < place ? index.identities[cause] : command(cause, commands))
            return mix.value
        }
    }

    private static func command(_ cause: Int, _ commands: [UInt64]) -> UInt64 {
        cause <= -2 && commands.indices.contains(-2 - cause) ? commands[-2 - cause] : 0
    }

    /// Pairs the entries that have no partner yet and the same number: the first with the first, and so on.
    private mutating func pair(_ a: [UInt64], _ b: [UInt64], certain: Bool = false) {
        let left = Self.ordered(a, where: ofA)
        let right = Self.ordered(b, where: ofB)
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            let (x, y) = (left[i], right[j])
            if a[x] == b[y] {
                ofA[x] = y
                ofB[y] = x
                isCertain[x] = certain
                i += 1
                j += 1
            } else if a[x] < b[y] {
                i += 1
            } else {
                j += 1
            }
        }
    }

    /// The places without a partner, in the order of their numbers and then of time.
    private static func ordered(_ numbers: [UInt64], where partners: [Int]) -> [Int] {
        numbers.indices.filter { partners[$0] < 0 }.sorted {
            numbers[$0] == numbers[$1] ? $0 < $1 : numbers[$0] < numbers[$1]
        }
    }
}
