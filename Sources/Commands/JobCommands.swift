import CommandLineKit
import Emulation
import SiteDatabase
import SiteModel

/// The commands of `Job`.
enum JobCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] {
        [
            JobCreate.entry, JobList.entry, JobShow.entry, JobDetails.entry, JobSet.entry, JobCancel.entry,
            JobDelete.entry, JobExport.entry,
        ]
    }

    /// The operand that names a job.
    static let job = Operand<String>(
        "JOB", .labObject("job"), help: "A job: its identifier, its comment, or a beginning of one.")

    /// `--at TIME`.
    static let at = Option<TypedTime?>(
        "at", value: "TIME", TypedTime.instantReader, defaultText: "now",
        help: "The lab as it stood then, by the site's clock; a Z behind the time means UTC.")

    /// The jobs of a site that can be named.
    static func things(_ rows: [JobRow]) -> [NamedThing<JobRow>] {
        rows.map { NamedThing(id: $0.job.id.description, name: $0.job.comment, $0) }
    }

    /// The job a word names.
    static func find(_ word: String, _ database: LabDatabase, _ site: SiteCode) throws -> JobRow {
        try Naming.find(
            word, kind: "job", in: things(try database.rows(of: JobRow.self, site: site)), list: "job list")
    }

    /// The system job that an identifier names, now or at the time of `--at`; nil: none.
    static func systemJob(_ run: CommandRun, _ reader: LabReader, _ site: SiteDefinition) throws
        -> SystemJobRow?
    {
        let word = try run.value(job).uppercased()
        return try JobList.systemRows(run, reader, site).first { $0.jobID.description == word }
    }

    /// The words for whom a job is meant.
    static func target(_ job: Job) -> String {
        switch job.target {
        case .query: "query \(job.queryID)"
        case .machineGroup: "machine group \(job.machineGroup)"
        case .machinePath: "machine path \(job.machinePath)"
        }
    }
}
