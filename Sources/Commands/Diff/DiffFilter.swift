import CommandLineKit
import Comparison
import Emulation
import Pipeline
import SiteModel

/// Which differences are wanted.
struct DiffFilter {
    private var from: Int64?
    private var to: Int64?
    private var jobs: Set<Int64>?
    private var sites: Set<Int64>?

    /// Whether some may be left out.
    var isActive: Bool { from != nil || to != nil || jobs != nil || sites != nil }

    init(_ run: CommandRun, _ comparison: TraceComparison, _ names: (a: LabNames, b: LabNames)) throws {
        var zone = comparison.a.definition.sites.first?.zone ?? .utc
        if let word = try run.value(DiffCommand.site) {
            var found: Set<Int64> = []
            for (side, names) in [(TraceComparison.Side.a, names.a), (.b, names.b)] {
                for image in names.images {
                    let definition = image.definition
                    guard
                        definition.code == SiteCode(word.uppercased())
                            || definition.name.uppercased() == word.uppercased()
                    else { continue }
                    found.insert(comparison.site(image.number, of: side))
                    zone = definition.zone
                }
            }
            guard !found.isEmpty else {
                throw CommandFailure(
                    ExitCode.noInput, "neither lab has a site \(word); `sms12 site list` shows those of a lab"
                )
            }
            sites = found
        }
        if let word = try run.value(DiffCommand.job) { jobs = try Self.jobs(word, run, comparison, names) }
        from = try run.value(DiffCommand.from).map { try Moment.instant($0, of: run, zone: zone) }
        to = try run.value(DiffCommand.to).map { try Moment.instant($0, of: run, zone: zone) }
        if let from, let to, to < from { throw run.usage("--to is before --from") }
    }

    private static func jobs(
        _ word: String, _ run: CommandRun, _ comparison: TraceComparison, _ names: (a: LabNames, b: LabNames)
    ) throws -> Set<Int64> {
        guard let id = JobID(word.uppercased()) else {
            throw run.usage("'\(word)' is no job identifier such as BPC00001")
        }
        var found: Set<Int64> = []
        for (side, names) in [(TraceComparison.Side.a, names.a), (.b, names.b)] {
            for image in names.images where image.definition.code == id.site {
                if image.jobs.contains(where: { $0.job.id == id }) {
                    found.insert(comparison.job(id.counter, at: image.number, of: side))
                }
            }
        }
        guard !found.isEmpty else {
            throw CommandFailure(
                ExitCode.noInput, "neither lab has a job \(id); `sms12 job list` shows those of a lab")
        }
        return found
    }

    func takes(_ difference: Difference) -> Bool {
        if let from, difference.instant < from { return false }
        if let to, difference.instant > to { return false }
        if let sites, !sites.contains(difference.matter.site) { return false }
        if let jobs, !jobs.contains(difference.matter.job) { return false }
        return true
    }

    /// Whether what is told of a job is wanted.
    func takes(job: Int64) -> Bool { jobs?.contains(job) ?? true }
    /// Whether what is told of a site is wanted.
    func takes(site: Int64) -> Bool { sites?.contains(site) ?? true }
}
