/// Which entries of two runs correspond: by cause, not by position.
///
/// First those correspond that are about the same and follow from the same at the same instant; of the others those whose
/// whole chain of causes is alike; then those that are about the same and whose causes are about the same; of the rest those
/// that are about the same. Among equals the earlier correspond. None of this depends on which run is A.
struct Alignment {
    /// For each entry of A the one of B, or -1.
    private(set) var ofA: [Int]
    /// For each entry of B the one of A, or -1.
    private(set) var ofB: [Int]

    /// Aligns two runs.
    ///
    /// - Parameters:
    ///   - a: The causes in A.
    ///   - b: The causes in B.
    ///   - instants: When each entry was made, by A's clock.
    ///   - commands: Numbers of the commands: those that correspond have the same.
    init(
        _ a: CauseIndex, _ b: CauseIndex, instants: (a: [Int64], b: [Int64]),
        commands: (a: [UInt64], b: [UInt64])
    ) {
        ofA = Array(repeating: -1, count: a.causes.count)
        ofB = Array(repeating: -1, count: b.causes.count)
        let chains = (a: Self.chains(a, commands.a), b: Self.chains(b, commands.b))
        let links = (a: Self.links(a, commands.a), b: Self.links(b, commands.b))
        pair(Self.timed(chains.a, instants.a), Self.timed(chains.b, instants.b))
        // What is done again and again is not told apart by its causes: one time more or less would move all that follow.
        pair(Self.timed(links.a, instants.a), Self.timed(links.b, instants.b))
        pair(Self.timed(a.identities, instants.a), Self.timed(b.identities, instants.b))
        pair(chains.a, chains.b)
        pair(links.a, links.b)
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

    /// Numbers together with instants.
    private static func timed(_ numbers: [UInt64], _ instants: [Int64]) -> [UInt64] {
        zip(numbers, instants).map { number, instant in
            var mix = Mix()
            mix.add(number)
            mix.add(instant)
            return mix.value
        }
    }

    private static func command(_ cause: Int, _ commands: [UInt64]) -> UInt64 {
        cause <= -2 && commands.indices.contains(-2 - cause) ? commands[-2 - cause] : 0
    }

    /// Pairs the entries that have no partner yet and the same number: the first with the first, and so on.
    private mutating func pair(_ a: [UInt64], _ b: [UInt64]) {
        let left = Self.ordered(a, where: ofA)
        let right = Self.ordered(b, where: ofB)
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            let (x, y) = (left[i], right[j])
            if a[x] == b[y] {
                ofA[x] = y
                ofB[y] = x
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
