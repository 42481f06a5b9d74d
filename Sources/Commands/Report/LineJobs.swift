import Emulation
import Pipeline
import SiteModel

/// Tells which job a line of a log is about.
///
/// Identifiers of jobs and of packages look the same, so the words do not tell: the entry of the trace does, or the
/// instruction that the Despooler of the site executes.
struct LineJobs {
    /// The job whose instruction the Despooler of each site has, or had last.
    private var executed: [UInt16: UInt32] = [:]

    /// The identifier of the job, or the empty text; entries come in their order.
    mutating func job(of record: TraceRecord, _ names: LabNames) -> String {
        let code = record.code
        if code == .instructionStarted { executed[record.site] = record.a }
        if code.aIsJob { return record.a == 0 ? "" : names.job(record.a, record.site) }
        if code.bIsJob { return record.b == 0 ? "" : names.job(record.b, record.site) }
        guard code.isAboutPackage, code.component == .despooler, let counter = executed[record.site],
            Self.isOf(counter, package: record.a, at: record.site, names)
        else { return "" }
        return names.job(counter, record.site)
    }

    /// Whether a job of a site has a package.
    private static func isOf(
        _ counter: UInt32, package: UInt32, at site: UInt16, _ names: LabNames
    ) -> Bool {
        guard names.images.indices.contains(Int(site)) else { return false }
        let image = names.images[Int(site)]
        return image.jobs.indices.contains { place in
            image.jobNumber(place) == counter && image.jobs[place].package != noHandle
                && image.packageNumber(Int(image.jobs[place].package)) == package
        }
    }
}
