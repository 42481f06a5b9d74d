import Emulation
import SiteModel

/// Which of the things that were put in otherwise each difference comes of, where there are several.
///
/// They are found by trying: A is done again with one of them at a time. A difference that one makes alone is its; one that
/// none makes alone, but only several together, may be that of any.
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
    /// - Throws: what doing a journal again throws.
    static func of(_ plays: (a: Play, b: Play), _ pairs: [CommandPair], _ whole: TraceComparison) throws
        -> [UInt64]?
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
        var exact = Array(repeating: UInt64(0), count: whole.differences.count)
        var near = exact
        for (bit, input) in (differing.map { $0 as Int? } + (isDefined ? [nil] : [])).enumerated() {
            let alone = Effects(of: try shares.comparison(with: input))
            for (place, difference) in whole.differences.enumerated() {
                switch alone.likeness(to: difference, of: whole) {
                case .same: exact[place] |= 1 << UInt64(bit)
                case .near: near[place] |= 1 << UInt64(bit)
                case .none: break
                }
            }
        }
        return exact.indices.map { exact[$0] != 0 ? exact[$0] : near[$0] != 0 ? near[$0] : .max }
    }

    /// A laid beside A with one input of B: a command by its place among the pairs; nil: the lab file.
    private func comparison(with input: Int?) throws -> TraceComparison {
        var steps: [PlayStep] = []
        var places: [Int: Int] = [:]
        let replaced = input.flatMap { pairs[$0].a }
        let given = input.flatMap { pairs[$0].b }.map { (step: b.steps[$0], instant: instant(of: $0, in: b)) }
        var added: Int?
        var now = a.start
        // From there on events may be others, so that their number no longer tells where a run stopped.
        var isChanged = input == nil
        func add(_ step: PlayStep) {
            added = steps.count
            steps.append(step)
            isChanged = true
        }
        for (place, step) in a.steps.enumerated() {
            switch step {
            case .run(let until, let handled):
                if let given, added == nil, given.instant < until {
                    if given.instant > now { steps.append(.run(until: given.instant, handled: nil)) }
                    add(given.step)
                }
                now = max(now, until)
                steps.append(.run(until: until, handled: isChanged ? nil : handled))
            case .command:
                if place == replaced {
                    isChanged = true
                    continue
                }
                places[place] = steps.count
                steps.append(step)
            }
        }
        if let given, added == nil, given.instant <= limit {
            if given.instant > now { steps.append(.run(until: given.instant, handled: nil)) }
            add(given.step)
        }
        steps.append(.run(until: limit, handled: nil))
        var play = Play(
            definition: input == nil ? b.definition : a.definition, steps: steps,
            world: given == nil ? a.world : b.world, limit: limit)
        play.toleratesRefusals = true
        let commands = pairs.enumerated().map { place, pair in
            place == input
                ? CommandPair(a: pair.a, b: added, kind: pair.kind)
                : CommandPair(a: pair.a, b: pair.a.flatMap { places[$0] }, kind: .same)
        }
        return try TraceComparison(try Lockstep(a, play), commands, tryingInputs: false)
    }

    private func instant(of place: Int, in play: Play) -> Int64 {
        var now = play.start
        for case .run(let until, _) in play.steps[..<place] { now = max(now, until) }
        return now
    }
}

/// What one input makes alone.
private struct Effects {
    /// How near it makes something to what was found with all of them.
    enum Likeness {
        case same, near, none
    }

    /// By the number of A's entry.
    private var ofA: [Int64: Difference] = [:]
    /// What A has not, with its instant.
    private var onlyThere: Set<Matter> = []
    private var timed: Set<Timed> = []

    private struct Timed: Hashable {
        let matter: Matter
        let instant: Int64
    }

    init(of alone: TraceComparison) {
        for difference in alone.differences {
            if let entry = difference.a {
                ofA[Int64(entry) + alone.a.base] = difference
            } else {
                var matter = alone.comparable(difference.matter)
                timed.insert(Timed(matter: matter, instant: difference.instant))
                matter.content = 0
                onlyThere.insert(matter)
            }
        }
    }

    func likeness(to difference: Difference, of whole: TraceComparison) -> Likeness {
        if let entry = difference.a {
            guard let own = ofA[Int64(entry) + whole.a.base] else { return .none }
            return own.kind == difference.kind && own.delay == difference.delay ? .same : .near
        }
        var matter = whole.comparable(difference.matter)
        if timed.contains(Timed(matter: matter, instant: difference.instant)) { return .same }
        matter.content = 0
        return onlyThere.contains(matter) ? .near : .none
    }
}
