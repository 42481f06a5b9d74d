import Emulation
import SiteModel

/// Finds out which of several commands made two runs part.
///
/// A is done again with what was put into B up to one of the commands in which they differ, and with its own commands from
/// there on; the first such command with which it parts from A is the one.
public struct DecidingCommand {
    private let a: Play
    private let b: Play
    private let pairs: [CommandPair]
    private let instants: (a: [Int: Int64], b: [Int: Int64])
    private let limit: Int64

    /// What made them part.
    public enum Cause: Equatable, Sendable {
        /// What their lab files say.
        case definition
        /// A command, by its place among the pairs.
        case command(Int)
    }

    /// Prepares the search.
    ///
    /// - Parameters:
    ///   - a: The play of A.
    ///   - b: The play of B.
    ///   - pairs: Which commands correspond, in order of time.
    ///   - instant: When the first effect differs, by A's clock: milliseconds since 1970.
    public init(_ a: Play, _ b: Play, _ pairs: [CommandPair], until instant: Int64) {
        self.a = a
        self.b = b
        self.pairs = pairs
        limit = instant + 1
        instants = (Self.instants(a, shift: 0), Self.instants(b, shift: b.start - a.start))
    }

    /// When each command was given, by A's clock.
    private static func instants(_ play: Play, shift: Int64) -> [Int: Int64] {
        var found: [Int: Int64] = [:]
        var now = play.start
        for (place, step) in play.steps.enumerated() {
            switch step {
            case .run(let until, _): now = max(now, until)
            case .command: found[place] = now - shift
            }
        }
        return found
    }

    /// What made them part; nil where that cannot be found out.
    ///
    /// - Throws: what doing a journal again throws.
    public func find() throws -> Cause? {
        // By time: a command counts from the moment at which the first of the two was given it.
        let differing = pairs.indices.filter { pairs[$0].kind != .same }.filter { place in
            let given = [
                pairs[place].a.flatMap { instants.a[$0] }, pairs[place].b.flatMap { instants.b[$0] },
            ]
            return (given.compactMap { $0 }.min() ?? .max) < limit
        }
        guard a.start == b.start, try parts(through: differing.last) else { return nil }
        if a.definition.deciding != b.definition.deciding, try parts(through: nil) { return .definition }
        var (low, high) = (0, differing.count - 1)
        guard high >= 0 else { return nil }
        while low < high {
            let middle = (low + high) / 2
            if try parts(through: differing[middle]) { high = middle } else { low = middle + 1 }
        }
        return .command(differing[low])
    }

    /// Whether A parts from itself with what B was given up to a pair; nil: with B's lab file alone.
    private func parts(through last: Int?) throws -> Bool {
        let base = play(through: nil, definition: a.definition)
        let other = play(through: last, definition: b.definition)
        let commands = pairs.indices.compactMap { place -> CommandPair? in
            let (ours, theirs) = (base.steps[place], other.steps[place])
            if ours == nil, theirs == nil { return nil }
            return CommandPair(
                a: ours, b: theirs, kind: ours == nil ? .onlyB : theirs == nil ? .onlyA : .same)
        }
        return try !TraceComparison(try Lockstep(base.play, other.play), commands, tryingInputs: false)
            .differences.isEmpty
    }

    /// A with what B was given up to a pair, and the step at which each pair stands in it.
    private func play(through last: Int?, definition: LabDefinition) -> (play: Play, steps: [Int: Int]) {
        var given: [(instant: Int64, place: Int, step: PlayStep)] = []
        for (place, pair) in pairs.enumerated() {
            // Identifiers in commands are those of B as soon as B was given something else.
            let isOfB = last.map { place <= $0 || pair.kind == .same } ?? false
            let (step, instant) =
                isOfB
                ? (pair.b.map { b.steps[$0] }, pair.b.flatMap { instants.b[$0] })
                : (pair.a.map { a.steps[$0] }, pair.a.flatMap { instants.a[$0] })
            if let step, let instant, instant < limit { given.append((instant, place, step)) }
        }
        given.sort { ($0.instant, $0.place) < ($1.instant, $1.place) }
        var steps: [PlayStep] = []
        var stepOf: [Int: Int] = [:]
        var now = a.start
        for (instant, place, step) in given {
            if instant > now { steps.append(.run(until: instant, handled: nil)) }
            now = max(now, instant)
            stepOf[place] = steps.count
            steps.append(step)
        }
        steps.append(.run(until: limit, handled: nil))
        var play = Play(
            definition: definition, steps: steps, world: last == nil ? EitherWorld(a, b) : EitherWorld(b, a),
            limit: limit)
        play.toleratesRefusals = true
        return (play, stepOf)
    }
}
