import Emulation
import Pipeline
import SiteModel

/// Two runs laid side by side: what differs first, and what followed from it.
public struct TraceComparison {
    /// The run of A.
    public let a: RunSide
    /// The run of B.
    public let b: RunSide
    /// The first signal that was handled otherwise; nil where none was, or where that cannot be said of labs that are built
    /// otherwise.
    public let divergence: Divergence?
    /// Where the states part before the trace shows anything; nil where they do not, or that was not looked for.
    public let hidden: HiddenDifference?
    /// How many signals and commands both runs begin with.
    public let handled: Int64
    /// What differs, in order of time.
    public let differences: [Difference]
    /// The command that the first difference comes from, by its place among those of A or B; nil where no command is known.
    public let firstCommand: (side: Side, number: Int)?
    /// How much later B begins, in milliseconds: its times are taken back by that.
    public let shift: Int64

    /// One of the two runs.
    public enum Side: String, Sendable { case a = "A", b = "B" }

    /// Compares two runs.
    ///
    /// - Parameters:
    ///   - runs: The runs.
    ///   - commands: Which commands correspond.
    ///   - tryingInputs: Whether of several inputs each is tried alone, so that nothing hangs below what comes of another,
    ///     and states are compared where no entry shows a difference.
    /// - Throws: what doing a journal again throws.
    public init(_ runs: Lockstep, _ commands: [CommandPair], tryingInputs: Bool = true) throws {
        // Who asks what would have been looks at what differs alone.
        let hidden = tryingInputs ? try runs.hidden() : nil
        self.init(
            runs.a, runs.b, runs.divergence, hidden, runs.divergence?.ordinal ?? runs.handled, commands,
            passesRelease: runs.passesRelease)
        guard tryingInputs, let shares = InputShares.of(runs.plays, commands, self) else { return }
        self.init(
            runs.a, runs.b, runs.divergence, hidden, runs.divergence?.ordinal ?? runs.handled, commands,
            passesRelease: runs.passesRelease, shares: shares)
    }

    /// Whether only one of them was given a release that made no difference up to where they part.
    private let passesRelease: Bool
    private let readers: (a: MatterReader, b: MatterReader)

    /// Compares two runs of which the traces alone are known.
    public init(kept a: RunSide, _ b: RunSide) { self.init(a, b, nil, nil, 0, []) }

    private init(
        _ a: RunSide, _ b: RunSide, _ divergence: Divergence?, _ hidden: HiddenDifference?, _ handled: Int64,
        _ commands: [CommandPair], passesRelease: Bool = false, shares: [UInt64]? = nil
    ) {
        self.a = a
        self.b = b
        self.hidden = hidden
        self.passesRelease = passesRelease
        self.handled = handled
        shift = b.start - a.start
        // Where sites are built otherwise, numbers mean other things, and a signal tells nothing.
        self.divergence = a.definition.sites == b.definition.sites && a.start == b.start ? divergence : nil
        let readers = (
            a: MatterReader(numbers: SideNumbers(of: a)),
            b: MatterReader(numbers: SideNumbers(of: b, against: a, commands))
        )
        self.readers = readers
        let indexes = (a: CauseIndex(a, readers.a), b: CauseIndex(b, readers.b))
        let shift = shift
        let alignment = Alignment(
            indexes.a, indexes.b,
            instants: (a.entries.map(\.record.instant), b.entries.map { $0.record.instant - shift }),
            commands: Self.numbers(a, b, commands))
        // Quirks and other settings count as one: a lab file is mostly changed in one place.
        let inputs =
            commands.count { $0.kind != .same }
            + (a.definition.deciding == b.definition.deciding && !passesRelease ? 0 : 1)
        var finder = Differences(a, b, indexes, readers)
        finder.find(alignment)
        differences = finder.hang(shares, hasManyInputs: shares == nil && inputs > 1)
        firstCommand = differences.first.flatMap { first in
            let inA = first.a.flatMap { indexes.a.command(behind: $0) }
            let inB = first.b.flatMap { indexes.b.command(behind: $0) }
            return inA.map { (.a, $0) } ?? inB.map { (.b, $0) }
        }
    }

    /// Numbers for the commands of each run: commands that correspond have the same.
    private static func numbers(
        _ a: RunSide, _ b: RunSide, _ commands: [CommandPair]
    ) -> (a: [UInt64], b: [UInt64]) {
        var byStep: (a: [Int: UInt64], b: [Int: UInt64]) = ([:], [:])
        for (place, pair) in commands.enumerated() {
            if let step = pair.a { byStep.a[step] = UInt64(place) + 1 }
            if let step = pair.b { byStep.b[step] = UInt64(place) + 1 }
        }
        return (a.performed.map { byStep.a[$0.step] ?? 0 }, b.performed.map { byStep.b[$0.step] ?? 0 })
    }

    /// Up to where both runs go, by A's clock, in milliseconds since 1970.
    public var comparedUntil: Int64 { min(a.end, b.end - shift) }

    /// Whether the same happened as far as both go, polls that change nothing included.
    public var isSame: Bool {
        // Whether a command that only one was given is a difference is for whoever knows the commands to say.
        let parts = divergence?.earlier?.signal != nil
        guard differences.isEmpty, !parts, hidden == nil else { return false }
        if divergence != nil || passesRelease { return true }
        return a.end != b.end - shift || shift != 0 || a.traceDigest == b.traceDigest
            || a.definition.sites != b.definition.sites
    }

    /// Some of the differences, each following from the nearest of them that it follows from.
    public func differences(where isWanted: (Difference) -> Bool) -> [Difference] {
        let isKept = differences.map(isWanted)
        var nearest = NearestKept(differences, isKept)
        var places: [Int?] = []
        var count = 0
        for isKept in isKept {
            places.append(isKept ? count : nil)
            if isKept { count += 1 }
        }
        var found: [Difference] = []
        for (place, difference) in differences.enumerated() where isKept[place] {
            var copy = difference
            copy.cause = nearest.above(place).flatMap { places[$0] }
            found.append(copy)
        }
        return found
    }

    /// What a difference is about, in numbers that mean the same whatever else the two were given.
    func comparable(_ matter: Matter) -> Matter {
        var matter = matter
        let numbers = readers.b.numbers
        if matter.job >= 0 { matter.job = numbers.jobKeys[matter.job] ?? SideNumbers.made }
        if matter.package >= 0 { matter.package = numbers.packageKeys[matter.package] ?? matter.package }
        return matter
    }

    /// The number by which differences know a site of a run.
    public func site(_ number: UInt16, of side: Side) -> Int64 {
        side == .a ? readers.a.numbers.site(number) : readers.b.numbers.site(number)
    }

    /// The number by which differences know a job of a run, given as the trace of its site has it.
    public func job(_ number: UInt32, at site: UInt16, of side: Side) -> Int64 {
        (side == .a ? readers.a : readers.b).numbers.job(number, site)
    }

    /// The first effect that differs: where the states part, what the handling of one signal gave, or the first entry.
    public var first: FirstEffect? { hiddenEffect ?? firstShown }

    /// Where the states part before anything shows; nil where they do not.
    public var hiddenEffect: FirstEffect? { hidden.map { FirstEffect($0) } }

    /// The first effect that differs besides: what the handling of one signal gave, or the first entry.
    public var firstShown: FirstEffect? { FirstEffect.first(of: self) }

    /// What one difference shows, as a first effect.
    public func effect(of difference: Difference) -> FirstEffect { FirstEffect(difference, self) }
}

/// Finds the nearest of some differences above another.
private struct NearestKept {
    private let differences: [Difference]
    private let isKept: [Bool]
    /// What was found: -1 for none, -2 for not looked for yet.
    private var found: [Int]

    init(_ differences: [Difference], _ isKept: [Bool]) {
        self.differences = differences
        self.isKept = isKept
        found = Array(repeating: -2, count: differences.count)
    }

    mutating func above(_ place: Int) -> Int? {
        var path: [Int] = []
        var answer = -1
        var next: Int? = place
        while let here = next {
            if found[here] != -2 {
                answer = found[here]
                break
            }
            path.append(here)
            next = differences[here].cause
            if let cause = next, isKept[cause] {
                answer = cause
                break
            }
        }
        for step in path { found[step] = answer }
        return answer < 0 ? nil : answer
    }
}
