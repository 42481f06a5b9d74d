import CommandLineKit
import Comparison
import Emulation
import Pipeline
import SiteDatabase
import SiteModel

/// What `diff` found, ready to be told.
struct DiffReport {
    let run: CommandRun
    let a: DiffLab
    let b: DiffLab
    let comparison: TraceComparison
    let inputs: [InputDifference]
    /// The differences that are wanted.
    let differences: [Difference]
    let groups: [DifferenceGroup]
    /// The first effect that differs of those that are wanted.
    let first: FirstEffect?
    /// Where the states part before anything shows.
    let hidden: FirstEffect?
    /// What the first effect is presumed to come from, by the places among the inputs.
    let presumed: [Int]
    /// What the difference of states is presumed to come from.
    let presumedHidden: [Int]
    /// Whether the causes are known, both journals having been done again.
    let isReplayed: Bool
    /// The names behind the numbers of A and B.
    let names: (a: LabNames, b: LabNames)
    let clock: DiffClock
    let filter: DiffFilter

    init(_ run: CommandRun, _ a: DiffLab, _ b: DiffLab) throws {
        self.run = run
        self.a = a
        self.b = b
        let end = a.play.map(\.end).flatMap { ours in b.play.map { (a: ours, b: $0.end) } }
        let isLimited = run.parsed.isGiven(DiffCommand.at)
        let inputs: DiffInputs
        if let left = a.play, let right = b.play {
            let runs = try Self.lockstep(left, right, a, b)
            inputs = DiffInputs(a, b, runs, until: isLimited ? end?.a : nil)
            comparison = try TraceComparison(runs, inputs.pairs)
            isReplayed = true
        } else {
            inputs = DiffInputs(a, b, nil, until: nil)
            let shared = min(try a.lasting(), try b.lasting())
            comparison = TraceComparison(kept: try a.kept(shared: shared), try b.kept(shared: shared))
            isReplayed = false
        }
        names = (LabNames(images: comparison.a.images), LabNames(images: comparison.b.images))
        clock = DiffClock(names.a.images.map(\.definition), names.b.images.map(\.definition))
        self.inputs = try inputs.list(
            end: (comparison.a.end, comparison.b.end - comparison.shift))
        filter = try DiffFilter(run, comparison, names)
        let isFiltered = filter.isActive
        let filter = filter
        differences = isFiltered ? comparison.differences { filter.takes($0) } : comparison.differences
        groups = DifferenceGroup.groups(of: differences)
        first = isFiltered ? differences.first.map(comparison.effect) : comparison.firstShown
        hidden = isFiltered ? nil : comparison.hiddenEffect
        presumed = try Self.presumed(
            self.inputs, inputs.pairs, comparison, a, b, comparison.firstShown, isHidden: false)
        presumedHidden = try Self.presumed(
            self.inputs, inputs.pairs, comparison, a, b, hidden, isHidden: true)
    }

    private static func lockstep(
        _ left: Play, _ right: Play, _ a: DiffLab, _ b: DiffLab
    ) throws -> Lockstep {
        do {
            return try Lockstep(left, right)
        } catch {
            let (_, words) = Root.explain(error)
            throw CommandFailure(
                ExitCode.badData,
                "doing the journals of \(a.named) and \(b.named) again: \(words); `sms12 replay` of each tells where"
            )
        }
    }

    /// Whether the same happened, as far as both go.
    var isSame: Bool {
        filter.isActive ? differences.isEmpty : comparison.isSame && !inputs.contains { $0.kind == "command" }
    }

    /// The inputs that an effect comes from, as far as that can be said.
    private static func presumed(
        _ inputs: [InputDifference], _ pairs: [CommandPair], _ comparison: TraceComparison, _ a: DiffLab,
        _ b: DiffLab, _ effect: FirstEffect?, isHidden: Bool
    ) throws -> [Int] {
        guard let effect else { return [] }
        if !isHidden, let (side, number) = comparison.firstCommand {
            let performed = (side == .a ? comparison.a : comparison.b).performed
            let step = performed.indices.contains(number) ? performed[number].step : -1
            let found = inputs.indices.filter {
                guard let pair = inputs[$0].pair else { return false }
                return side == .a ? pair.a == step : pair.b == step
            }
            // A release that a lab was given is no more than its quirks.
            if !found.isEmpty, !found.contains(where: { inputs[$0].isRelease }) { return found }
        }
        let able = inputs.indices.filter {
            !inputs[$0].isIdle && (inputs[$0].instant ?? .min) <= effect.instant
        }
        let quirks = able.filter { inputs[$0].kind == "quirk" }
        // A release is no more than its quirks, nearly always.
        let others = able.filter { inputs[$0].kind != "quirk" && inputs[$0].kind != "release" }
        if quirks.count == 1, others.allSatisfy({ inputs[$0].isRelease }) { return quirks }
        if !quirks.isEmpty, others.contains(where: { inputs[$0].isRelease }) {
            let found = try Self.deciding(quirks, inputs, a, b, effect, isHidden)
            if !found.isEmpty { return found }
        } else if !quirks.isEmpty, let left = a.play, let right = b.play,
            let search = isHidden
                ? DecidingQuirk(hidden: left, against: right, comparison)
                : DecidingQuirk(shown: left, against: right, comparison)
        {
            let deciding = try search.find(among: DecidingQuirk.differing(a.definition, b.definition))
            let found = quirks.filter { place in deciding.contains { $0.name == inputs[place].subject } }
            if !found.isEmpty { return found }
        }
        if others.count == 1 || able.count == 1 { return others.count == 1 ? others : able }
        guard !isHidden, let left = a.play, let right = b.play,
            comparison.handled <= DecidingQuirk.mostHandlings
        else { return [] }
        return deciding(
            DecidingCommand(left, right, pairs, until: effect.instant), pairs, among: others, inputs)
    }

    /// The command, or what the lab file says otherwise, that two runs part by.
    private static func deciding(
        _ search: DecidingCommand, _ pairs: [CommandPair], among places: [Int], _ inputs: [InputDifference]
    ) -> [Int] {
        // What would have been cannot always be done: a source was not looked at. Then nothing is presumed.
        switch try? search.find() {
        case .definition?:
            let settings = places.filter { inputs[$0].pair == nil }
            return settings.count == 1 ? settings : []
        case .command(let place)?: return places.filter { inputs[$0].pair == pairs[place] }
        case nil: return []
        }
    }

    /// Those of some quirks that an effect comes from, where a lab was given another release on the way.
    private static func deciding(
        _ quirks: [Int], _ inputs: [InputDifference], _ a: DiffLab, _ b: DiffLab, _ effect: FirstEffect,
        _ isHidden: Bool
    ) throws -> [Int] {
        guard let left = a.play, let right = b.play,
            let search = DecidingQuirk(
                released: left, against: right, until: effect.instant, isHidden: isHidden)
        else { return [] }
        let names = Set(quirks.map { inputs[$0].subject })
        let deciding = try search.find(among: Quirk.all.filter { names.contains($0.name) })
        return quirks.filter { place in deciding.contains { $0.name == inputs[place].subject } }
    }

    /// Says what the comparison cannot see.
    func warn() throws {
        if !isReplayed {
            run.remark(
                "one of the labs was recorded under other rules than this program's \(Emulation.rulesVersion): the traces they "
                    + "keep are compared, and what follows from what is told by the subjects alone")
        }
        guard isReplayed, !run.parsed.isGiven(DiffCommand.at) else { return }
        for (lab, side) in [(a, comparison.a), (b, comparison.b)] {
            let digest = try lab.reader.database.meta("traceDigest")
            let now = try lab.reader.now()
            if let digest, now == side.end, digest != side.traceDigest {
                run.remark(
                    "the journal of \(lab.named) gives another trace than the lab has stored; what the journal gives is "
                        + "compared, `sms12 replay --lab \(shellWord(lab.named))` shows where the stored one differs"
                )
            }
        }
    }

    /// The code of a site by its number in A; sites that only B has are looked up there.
    func siteCode(_ number: Int64) -> String {
        if let place = UInt16(exactly: number) { return names.a.site(place) }
        let place = names.b.images.indices.first { comparison.site(UInt16($0), of: .b) == number }
        return place.map { names.b.site(UInt16($0)) } ?? "?"
    }

    /// The codes of sites that only one of the labs ever had.
    var onesided: (a: [String], b: [String]) {
        let codes = (
            a: names.a.images.map { $0.definition.code.description },
            b: names.b.images.map { $0.definition.code.description }
        )
        return (
            codes.a.filter { !codes.b.contains($0) }.sorted(),
            codes.b.filter { !codes.a.contains($0) }.sorted()
        )
    }

    /// A difference with the entry that stands for it, and the words of its side.
    func words(_ group: DifferenceGroup) -> (sentence: String, record: TraceRecord) {
        let difference = differences[group.first]
        let clients = group.clients > 1 ? counted(group.clients, "client") : nil
        let sites = group.matter.site < 0 ? "of \(group.sites) sites" : nil
        if let place = difference.a {
            let record = comparison.a.entries[place].record
            return (DiffWords(names: names.a).sentence(record, clients: clients, sites: sites), record)
        }
        let record = comparison.b.entries[difference.b ?? 0].record
        return (DiffWords(names: names.b).sentence(record, clients: clients, sites: sites), record)
    }
}
