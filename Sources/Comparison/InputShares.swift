import Emulation
import SiteModel

/// Which of the things that were put in otherwise each difference comes of, where there are several.
///
/// They are found by trying: both are done again with one of them alike, each one in turn. What differs all the same does not
/// come of it; what would differ whichever of them is alike, since each of several is enough, may come of any.
struct InputShares {
    /// So many inputs are tried, each of which takes as long as both runs.
    private static let most = 16
    /// So many entries of traces are made for it at most.
    private static let mostEntries: Int64 = 20_000_000

    private let a: Play
    private let b: Play
    private let pairs: [CommandPair]
    private let limit: Int64

    /// For each difference a bit for each input that it may come of.
    ///
    /// - Parameters:
    ///   - plays: The plays of A and B.
    ///   - pairs: Which of their commands correspond.
    ///   - whole: A laid beside B.
    /// - Returns: The bits; nil where there are not several inputs, or too many to try them.
    static func of(_ plays: (a: Play, b: Play), _ pairs: [CommandPair], _ whole: TraceComparison) -> [UInt64]?
    {
        let differing = pairs.indices.filter { pairs[$0].kind != .same }
        let isDefined = plays.a.definition.deciding != plays.b.definition.deciding
        let count = differing.count + (isDefined ? 1 : 0)
        guard count > 1, count <= most, whole.shift == 0, !whole.differences.isEmpty,
            plays.a.definition.sites.map(\.code) == plays.b.definition.sites.map(\.code),
            Int64(count) * (whole.a.traceCount + whole.b.traceCount) <= mostEntries
        else { return nil }
        let shares = InputShares(
            a: plays.a, b: plays.b, pairs: pairs, limit: min(plays.a.end, plays.b.end))
        let all = UInt64.max >> UInt64(64 - count)
        var found = Array(repeating: all, count: whole.differences.count)
        for (bit, input) in (differing.map { $0 as Int? } + (isDefined ? [nil] : [])).enumerated() {
            // From both ends, so that it is the same whichever run is A.
            for keepsA in [true, false] {
                // What would have been cannot always be done: then all may come of it.
                guard let without = try? shares.comparison(without: input, keepsA: keepsA) else { continue }
                let effects = Effects(of: without, keepsA: keepsA)
                for (place, difference) in whole.differences.enumerated()
                where effects.contain(difference, of: whole) { found[place] &= ~(1 << UInt64(bit)) }
            }
        }
        return found.map { $0 == 0 ? all : $0 }
    }

    /// Both without one input, a command by its place among the pairs or the lab file: A beside B with what A was given there,
    /// or A with what B was given there beside B.
    private func comparison(without input: Int?, keepsA: Bool) throws -> TraceComparison {
        if keepsA {
            let (play, steps) = mixed(b, with: a, input, own: \.b, other: \.a)
            let commands = pairs.enumerated().map { place, pair in
                CommandPair(
                    a: place == input && steps[place] == nil ? nil : pair.a, b: steps[place],
                    kind: place == input ? .same : pair.kind)
            }
            return try TraceComparison(try Lockstep(a, play), commands, tryingInputs: false)
        }
        let (play, steps) = mixed(a, with: b, input, own: \.a, other: \.b)
        let commands = pairs.enumerated().map { place, pair in
            CommandPair(
                a: steps[place], b: place == input && steps[place] == nil ? nil : pair.b,
                kind: place == input ? .same : pair.kind)
        }
        return try TraceComparison(try Lockstep(play, b), commands, tryingInputs: false)
    }

    /// A play with one input of another, and the step at which each pair stands in it.
    private func mixed(
        _ play: Play, with other: Play, _ input: Int?, own: KeyPath<CommandPair, Int?>,
        other theirs: KeyPath<CommandPair, Int?>
    ) -> (play: Play, steps: [Int: Int]) {
        var steps: [PlayStep] = []
        var stepOf: [Int: Int] = [:]
        var pairOf: [Int: Int] = [:]
        for (place, pair) in pairs.enumerated() { if let step = pair[keyPath: own] { pairOf[step] = place } }
        let given = input.flatMap { pairs[$0][keyPath: theirs] }.map { step in
            (step: other.steps[step], instant: Self.instant(of: step, in: other))
        }
        var isAdded = given == nil
        var now = play.start
        // From there on events may be others, so that their number no longer tells where a run stopped.
        var isChanged = input == nil
        func add() {
            guard let given, let input else { return }
            if given.instant > now { steps.append(.run(until: given.instant, handled: nil)) }
            stepOf[input] = steps.count
            steps.append(given.step)
            isAdded = true
            isChanged = true
        }
        for (place, step) in play.steps.enumerated() {
            switch step {
            case .run(let until, let handled):
                if let given, !isAdded, given.instant < until { add() }
                now = max(now, until)
                steps.append(.run(until: until, handled: isChanged ? nil : handled))
            case .command:
                guard let pair = pairOf[place] else { continue }
                if pair == input {
                    isChanged = true
                    continue
                }
                stepOf[pair] = steps.count
                steps.append(step)
            }
        }
        if let given, !isAdded, given.instant <= limit { add() }
        steps.append(.run(until: limit, handled: nil))
        var mixed = Play(
            definition: input == nil ? other.definition : play.definition, steps: steps,
            world: EitherWorld(play, other), limit: limit)
        mixed.toleratesRefusals = true
        return (mixed, stepOf)
    }

    private static func instant(of place: Int, in play: Play) -> Int64 {
        var now = play.start
        for case .run(let until, _) in play.steps[..<place] { now = max(now, until) }
        return now
    }
}

/// What differs where one of the inputs is alike.
private struct Effects {
    /// Whether the run of A is as it was, and that of B is not; else the other way round.
    private let keepsA: Bool
    /// By the number of the entry in the run that is as it was.
    private var byEntry: [Int64: Difference] = [:]
    /// What that run has not, with its instant.
    private var onlyThere: Set<Timed> = []

    private struct Timed: Hashable {
        let matter: Matter
        let instant: Int64

        /// Sizes and running numbers of files may be others without having another cause.
        init(_ difference: Difference, _ comparison: TraceComparison) {
            var matter = comparison.comparable(difference.matter)
            matter.content = 0
            self.matter = matter
            instant = difference.instant
        }
    }

    init(of comparison: TraceComparison, keepsA: Bool) {
        self.keepsA = keepsA
        for difference in comparison.differences {
            if let entry = entry(of: difference, comparison) {
                byEntry[entry] = difference
            } else {
                onlyThere.insert(Timed(difference, comparison))
            }
        }
    }

    private func entry(of difference: Difference, _ comparison: TraceComparison) -> Int64? {
        keepsA
            ? difference.a.map { Int64($0) + comparison.a.base }
            : difference.b.map { Int64($0) + comparison.b.base }
    }

    /// Whether it differs just so.
    func contain(_ difference: Difference, of whole: TraceComparison) -> Bool {
        guard let entry = entry(of: difference, whole) else {
            return onlyThere.contains(Timed(difference, whole))
        }
        guard let own = byEntry[entry] else { return false }
        return own.delay == difference.delay && (own.a == nil) == (difference.a == nil)
            && (own.b == nil) == (difference.b == nil)
    }
}
