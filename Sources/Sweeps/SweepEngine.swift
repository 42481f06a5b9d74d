public import Emulation
import LegacyFormats
import Pipeline
public import SiteModel

/// A command of a variant, ready for the engine.
public struct SweepStep: Sendable {
    /// When it is given, in milliseconds since 1970.
    public var instant: Int64
    /// The account that gives it.
    public var who: String
    /// What is done.
    public var command: LabCommand

    /// Makes a step.
    public init(instant: Int64, who: String, command: LabCommand) {
        self.instant = instant
        self.who = who
        self.command = command
    }
}

/// Why a variant has no lab.
public struct SweepFailure: Error, Equatable, CustomStringConvertible {
    /// The axis to blame, by its place; nil: the base itself, or several together.
    public var axis: Int?
    /// What is wrong, a sentence without a full stop.
    public var description: String
    /// What was perhaps meant.
    public var advice: String?
    /// Whether the lab has no such place, whatever the value is.
    public var isPlace: Bool

    /// Makes a failure.
    public init(axis: Int? = nil, _ description: String, advice: String? = nil, isPlace: Bool = false) {
        self.axis = axis
        self.isPlace = isPlace
        self.description = description
        self.advice = advice
    }
}

/// Runs the variants of a sweep, one after the other.
///
/// Each thread makes one of its own out of the canonical form, so that no two share anything that is counted: lists of
/// sites and texts shared between engines would have every one of them wait for the others' reference counts.
public struct SweepEngine {
    /// The variants.
    public let space: SweepSpace
    /// What is measured.
    private let jobs: [JobID]
    /// When a variant ends.
    private let until: SweepPlan.End
    private let lab: JSONValue
    private let scripts: [[SweepStep]]
    private let scriptAxes: [Int]
    /// The axes that change more than the seed, so that a lab is read again where they do.
    private let labAxes: [Int]
    private let sources: SweepSources
    /// Labs that were read, by their cell on `labAxes`.
    private var labs: [Int64: LabDefinition] = [:]
    /// How many of them are kept.
    private let kept: Int

    /// Makes an engine.
    ///
    /// - Parameters:
    ///   - base: The plan with its base.
    ///   - sources: What sources hold.
    ///   - step: Reads a command of the journal.
    /// - Throws: What `step` throws.
    public init(
        _ base: SweepBase, sources: SweepSources, step: (SweepBase.Command) throws -> LabCommand
    ) throws {
        space = base.space
        jobs = base.jobs
        until = base.until
        lab = base.lab
        self.sources = sources
        scripts = try base.scripts.map { script in
            try script.map { SweepStep(instant: $0.instant, who: $0.who, command: try step($0)) }
        }
        scriptAxes = base.scriptAxes
        labAxes = base.axes.indices.filter { !base.axes[$0].isSeedAlone }
        // Sixteen megabytes of text or so: a sweep over large labs reads each of them again.
        kept = max(1, min(4_096, (16 << 20) / max(base.lab.compact.utf8.count, 1)))
    }

    // MARK: The lab of a variant

    /// The lab of a variant.
    ///
    /// - Throws: `SweepFailure` where an axis sets what no lab can have.
    public mutating func definition(of variant: Int64) throws(SweepFailure) -> LabDefinition {
        let places = space.places(of: variant)
        let cell = space.cell(of: places, on: labAxes)
        var lab: LabDefinition
        if let known = labs[cell] {
            lab = known
        } else {
            lab = try read(places)
            if labs.count >= kept { labs = [:] }
            labs[cell] = lab
        }
        for axis in space.axes.indices {
            for setting in space.axes[axis].settings(places[axis]) where setting.target == .seed {
                lab.seed = try Self.seed(setting.value, axis: axis)
            }
        }
        return lab
    }

    /// Reads the lab of some places; the seed is that of the base.
    private func read(_ places: [Int64]) throws(SweepFailure) -> LabDefinition {
        var json = lab
        for axis in labAxes {
            for setting in space.axes[axis].settings(places[axis]) {
                do throws(LabPath.Problem) {
                    try Self.apply(setting, to: &json)
                } catch {
                    throw SweepFailure(axis: axis, error.message, advice: error.advice, isPlace: true)
                }
            }
        }
        let read: LabDefinition
        do throws(ModelJSONError) {
            read = try labDefinition(from: json)
        } catch {
            // The form that a journal keeps is no business of whoever wrote the plan.
            let (text, head) = (error.description, "reading a lab from its record: ")
            throw SweepFailure(text.hasPrefix(head) ? String(text.dropFirst(head.count)) : text)
        }
        var lab = read.normalized
        // Files are of no use to a sweep, and nobody reads the trace: its digest takes every entry in all the same.
        lab.fidelity = .modelled
        lab.trace = .none
        if let problem = lab.problems().first(where: { $0.finding.severity == .error }) {
            throw SweepFailure(problem.finding.message, advice: problem.finding.advice)
        }
        return lab
    }

    private static func seed(_ value: JSONValue, axis: Int) throws(SweepFailure) -> UInt64 {
        switch value {
        case .integer(let number):
            if let seed = UInt64(exactly: number) { return seed }
        case .number(let text):
            if let seed = UInt64(text) { return seed }
        default: break
        }
        throw SweepFailure(
            axis: axis, "a seed is a whole number from 0 to \(UInt64.max), not \(value.compact)")
    }

    private static func apply(
        _ setting: SweepAxis.Setting, to lab: inout JSONValue
    ) throws(LabPath.Problem) {
        switch setting.target {
        case .seed, .word: return
        case .path(let path): try path.set(setting.value, in: &lab)
        case .quirks:
            var quirks = lab["quirks"]?.members ?? []
            for member in setting.value.members ?? [] {
                quirks.removeAll { $0.name == member.name }
                quirks.append(member)
            }
            try LabPath("quirks")?.set(.object(quirks), in: &lab)
        case .faults:
            let faults = (lab["faults"]?.list ?? []) + (setting.value.list ?? [])
            try LabPath("faults")?.set(.array(faults), in: &lab)
        }
    }

    /// The commands of a variant.
    public func steps(of variant: Int64) -> [SweepStep] {
        let cell = Int(space.cell(of: space.places(of: variant), on: scriptAxes))
        return scripts.indices.contains(cell) ? scripts[cell] : []
    }

    /// When a variant stops at the latest, and whether it stops before that once its jobs have ended.
    public func limit(_ lab: LabDefinition, start: Int64) -> (instant: Int64, forJobs: Bool) {
        let zone = lab.sites.first?.zone ?? .utc
        return switch until {
        case .jobs(let atMost): (start + atMost, true)
        case .at(.after(let span)): (start + span, false)
        case .at(.local(let time)): (max(start, zone.utcSeconds(of: time) * 1_000), false)
        case .at(.utc(let time)): (max(start, time.seconds * 1_000), false)
        }
    }

    /// The world of a variant: one for each run.
    public func makeWorld() -> any OutsideWorld { SweepWorld(sources) }

    // MARK: Running

    /// Runs a variant.
    ///
    /// - Parameters:
    ///   - variant: Its number, from 1.
    ///   - isStopped: Asked at each cycle; the run ends there without a result.
    /// - Returns: What it came to; nil where it was stopped.
    /// - Throws: `SweepFailure` where it has no lab.
    public mutating func run(_ variant: Int64, isStopped: () -> Bool = { false }) throws -> VariantResult? {
        let lab = try definition(of: variant)
        let steps = steps(of: variant)
        var run = VariantRun(lab, jobs: jobs)
        let (limit, forJobs) = limit(lab, start: run.start)
        let world = makeWorld()
        var next = 0
        while true {
            while next < steps.count, steps[next].instant <= run.now {
                run.perform(steps[next])
                next += 1
            }
            if run.now >= limit { break }
            if forJobs, next == steps.count, run.isAtBoundary, run.allEnded { break }
            if isStopped() { return nil }
            var target = min(run.boundary, limit)
            if next < steps.count { target = min(target, steps[next].instant) }
            try run.advance(to: target, world: world)
        }
        return run.result(variant, isEnded: !forJobs || run.allEnded)
    }
}
