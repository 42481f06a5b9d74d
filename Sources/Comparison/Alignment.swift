/// Which entries of two runs correspond: by cause, not by position.
///
/// First those correspond that are about the same and follow from the same at the same instant; of the others those whose
/// whole chain of causes is alike; then those that are about the same and whose causes are about the same; of the rest those
/// that are about the same. Where one run has more of them, those correspond that lie nearest in time, in order; among equals
/// the earlier. None of this depends on which run is A.
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
        pair(chains.a, chains.b, instants)
        pair(links.a, links.b, instants)
        pair(a.identities, b.identities, instants)
    }

    /// A number for an entry with all that it follows from.
    private static func chains(_ index: CauseIndex, _ commands: [UInt64]) -> [UInt64] {
        var found: [UInt64] = []
        found.reserveCapacity(index.causes.count)
        for (place, cause) in index.causes.enumerated() {
            var mix = Mix()
            mix.add(index.identities[place])
            if !index.isLoose[place] {
                mix.add(cause >= 0 && cause < place ? found[cause] : command(cause, commands))
            }
            found.append(mix.value)
        }
        return found
    }

    /// A number for an entry with what it follows from directly.
    private static func links(_ index: CauseIndex, _ commands: [UInt64]) -> [UInt64] {
        index.causes.enumerated().map { place, cause in
            var mix = Mix()
            mix.add(index.identities[place])
            if !index.isLoose[place] {
                mix.add(cause >= 0 && cause < place ? index.identities[cause] : command(cause, commands))
            }
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

    /// Pairs the entries that have no partner yet and the same number: in order, and where one run has more of them, those
    /// that lie nearest; the first with the first where no times are given.
    private mutating func pair(_ a: [UInt64], _ b: [UInt64], _ instants: (a: [Int64], b: [Int64])? = nil) {
        let left = Self.ordered(a, where: ofA)
        let right = Self.ordered(b, where: ofB)
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            let number = a[left[i]]
            let other = b[right[j]]
            guard number == other else {
                if number < other { i += 1 } else { j += 1 }
                continue
            }
            let ours = left[i...].prefix { a[$0] == number }
            let theirs = right[j...].prefix { b[$0] == number }
            (i, j) = (ours.endIndex, theirs.endIndex)
            for (x, y) in Self.nearest(ours, theirs, instants) {
                ofA[x] = y
                ofB[y] = x
            }
        }
    }

    /// So many pairs are weighed to find the nearest; of longer lists the first go with the first.
    private static let mostWeighed = 1_000_000

    /// Pairs of two lists, each in order of time: all of the shorter one, so that they lie apart least in all.
    private static func nearest(
        _ ours: ArraySlice<Int>, _ theirs: ArraySlice<Int>, _ instants: (a: [Int64], b: [Int64])?
    ) -> [(Int, Int)] {
        guard let instants, ours.count != theirs.count, ours.count * theirs.count <= mostWeighed else {
            return Array(zip(ours, theirs))
        }
        if ours.count > theirs.count {
            return nearest(theirs, ours, (instants.b, instants.a)).map { ($0.1, $0.0) }
        }
        let short = ours.map { instants.a[$0] }
        let long = theirs.map { instants.b[$0] }
        let width = long.count + 1
        // What the first of the short list are apart at least from as many of the first of the long one.
        var least = Array(repeating: Int64.max, count: (short.count + 1) * width)
        for place in 0..<width { least[place] = 0 }
        for row in 1...short.count {
            for column in row..<width {
                let taken = least[(row - 1) * width + column - 1] + abs(short[row - 1] - long[column - 1])
                least[row * width + column] = min(taken, least[row * width + column - 1])
            }
        }
        var pairs: [(Int, Int)] = []
        var (row, column) = (short.count, long.count)
        while row > 0 {
            if column > row, least[row * width + column - 1] <= least[row * width + column] {
                column -= 1
                continue
            }
            pairs.append((ours[ours.startIndex + row - 1], theirs[theirs.startIndex + column - 1]))
            row -= 1
            column -= 1
        }
        return pairs.reversed()
    }

    /// The places without a partner, in the order of their numbers and then of time.
    private static func ordered(_ numbers: [UInt64], where partners: [Int]) -> [Int] {
        numbers.indices.filter { partners[$0] < 0 }.sorted {
            numbers[$0] == numbers[$1] ? $0 < $1 : numbers[$0] < numbers[$1]
        }
    }
}
