import CommandLineKit
import Emulation
import Pipeline
import SiteDatabase
import SiteModel

/// The jobs of a site with their counts, now or at an earlier instant.
struct JobCounts {
    /// The job's row.
    var row: JobRow
    /// How many workstations it is for; 0 before it is activated.
    var targets: Int64 = 0
    /// How many of them are Complete.
    var complete: Int64 = 0
    /// How many of them are Retrying.
    var retrying: Int64 = 0

    /// The jobs as the lab's database has them.
    static func now(_ database: LabDatabase, _ site: SiteCode) throws -> [JobCounts] {
        var counts: [JobID: (Int64, Int64, Int64)] = [:]
        try database.connection.withStatement(
            "SELECT JobID, count(*), total(Status = ?3), total(Status = ?4) FROM JobDetails "
                + "WHERE Site = ?1 AND DetailKind = ?2 GROUP BY JobID",
            doing: "counting the workstations of jobs"
        ) { row throws(DatabaseError) in
            try row.bind([
                .text(site.description), .integer(Int64(JobDetailKind.workstation.rawValue)),
                .integer(Int64(JobStatus.complete.rawValue)), .integer(Int64(JobStatus.retrying.rawValue)),
            ])
            while try row.step() {
                guard let id = JobID(row.text(0)) else { continue }
                counts[id] = (row.integer(1), row.integer(2), row.integer(3))
            }
        }
        return try database.rows(of: JobRow.self, site: site).map { row in
            let found = counts[row.job.id] ?? (0, 0, 0)
            return JobCounts(row: row, targets: found.0, complete: found.1, retrying: found.2)
        }
    }

    /// The jobs that were made at the site of an image, in the order of their identifiers: what its database lists.
    static func of(_ image: SiteImage) -> [JobCounts] {
        image.jobs.filter { !$0.isDeleted && $0.origin == image.number }.map { live in
            JobCounts(
                row: JobRow(
                    site: image.definition.code, job: live.job, created: live.createdAt,
                    activated: live.activatedAt, who: live.who, offer: live.offer),
                targets: Int64(live.details), complete: Int64(live.completed),
                retrying: Int64(live.retrying))
        }.sorted { $0.row.job.id < $1.row.job.id }
    }

    /// The jobs now, or at the time of `--at`.
    static func asked(_ run: CommandRun, _ reader: LabReader, _ site: SiteDefinition) throws -> [JobCounts] {
        if let image = try PastLab.image(run, reader, site) { return of(image) }
        return try now(reader.database, site.code)
    }
}

/// A site of the lab as it stood at the time of `--at`.
enum PastLab {
    /// The instant of `--at`, which the lab went through; nil without.
    static func instant(_ run: CommandRun, _ reader: LabReader, _ site: SiteDefinition) throws -> Int64? {
        guard let time = try run.value(JobCommands.at) else { return nil }
        let instant = time.instant(in: site.zone)
        let now = try reader.now()
        guard instant <= now else {
            throw CommandFailure(
                ExitCode.usage,
                "--at \(time.local(in: site.zone)) has not come yet: the lab stands at \(site.clock(at: now)) "
                    + "(site \(site.code)); `sms12 run --until` goes there")
        }
        let beginning = try Replay.beginning(reader.database)
        let start = (beginning.sites.first?.zone ?? .utc).utcSeconds(of: beginning.start) * 1_000
        guard instant >= start else {
            throw CommandFailure(
                ExitCode.usage,
                "--at \(time.local(in: site.zone)) is before the lab began at \(site.clock(at: start))")
        }
        return instant
    }

    /// The site's image then; nil without `--at`.
    static func image(_ run: CommandRun, _ reader: LabReader, _ site: SiteDefinition) throws -> SiteImage? {
        guard let instant = try instant(run, reader, site) else { return nil }
        let emulation = try reader.state(at: instant)
        for image in emulation.images where image.definition.code == site.code { return image }
        throw CommandFailure(ExitCode.noInput, "there was no site \(site.code) yet at that time")
    }
}

/// `job list`.
enum JobList {
    private static let status = Option<String?>(
        "status", value: "WORD", statusReader, help: "Only jobs of this status, such as Active.")

    private static let system = Option(
        "system", help: "System jobs as well, which components make.")

    /// The words of the overall column.
    private static let words =
        JobStatus.allCases.map(\.word).filter { !$0.isEmpty } + [JobStatus.cancellingWord]

    private static let statusReader = WordReader<String>(
        completion: .words(words.map { $0.lowercased() }), write: { $0 },
        read: { (word: String) throws(ValueProblem) -> String in
            let lower = word.lowercased()
            // Both spellings stood on screens of SMS 1.2.
            let wanted = lower == "cancelled" ? "canceled" : lower
            guard let found = words.first(where: { $0.lowercased() == wanted }) else {
                throw ValueProblem(
                    "is none of \(words.joined(separator: ", "))",
                    suggestions: nearestNames(to: word, among: words))
            }
            return found
        })

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["job", "list"], "List the jobs of a site with their status.",
                options: [JobCommands.at, status, system, Naming.site],
                example: CommandExample("sms12 job list"),
                moreExamples: [
                    CommandExample("sms12 job list --at \"1997-04-21 09:00\" --status active"),
                    CommandExample("sms12 job list --system"),
                ]),
            run: run)
    }

    /// The columns of a list of jobs.
    static let columns = [
        Column("Job ID", key: "id"), Column("Type", key: "type"), Column("Package", key: "package"),
        Column("Comment", key: "comment"), Column("Status", key: "status"), Column("Sending", key: "sending"),
        Column("Working", key: "working"), Column("Cancel", key: "cancel"),
        Column("Targets", key: "targets", .right), Column("Complete", key: "complete", .right),
        Column("Retrying", key: "retrying", .right), Column("Start After", key: "startAfter"),
        Column("Priority", key: "priority"),
    ]

    /// The cells of a job.
    static func cells(_ counts: JobCounts) -> [Cell] {
        let job = counts.row.job
        return [
            .text(job.id.description), .text(job.type.displayName), .text(job.packageID.description),
            .text(job.comment), .styled(job.statusWord, job.status.style), .text(job.sendingStatus.word),
            .text(job.workingStatus.word), .text(job.cancelStatus.word), .integer(counts.targets),
            .integer(counts.complete), .integer(counts.retrying), .text(job.activateTime.description),
            .text(job.priority.word),
        ]
    }

    /// The cells of a system job; it has neither package nor workstations.
    static func cells(_ row: SystemJobRow) -> [Cell] {
        [
            .text(row.jobID.description), .text(row.kind.type.displayName), .text(""), .text(row.comment),
            .styled(row.status.word, row.status.style), .text(row.sendingStatus.word), .text(""), .text(""),
            .integer(0), .integer(0), .integer(0), .text(""), .text(row.priority.word),
        ]
    }

    /// The system jobs of a site, now or at the time of `--at`.
    static func systemRows(
        _ run: CommandRun, _ reader: LabReader, _ site: SiteDefinition
    ) throws -> [SystemJobRow] {
        guard let image = try PastLab.image(run, reader, site) else {
            return try reader.database.rows(of: SystemJobRow.self, site: site.code)
        }
        return systemRows(of: image)
    }

    /// The system jobs of an image, in the order of their identifiers.
    static func systemRows(of image: SiteImage) -> [SystemJobRow] {
        image.systemJobs.values.sorted { $0.counter < $1.counter }.compactMap { live in
            JobID(site: image.definition.code, counter: live.counter).map { id in
                let destination = image.code(of: live.destination)
                return SystemJobRow(
                    site: image.definition.code, jobID: id, kind: live.kind,
                    comment: live.kind.comment(destination),
                    status: live.status, sendingStatus: live.sending, destination: destination,
                    created: live.createdAt, ended: live.endedAt)
            }
        }
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLab()
        let site = try Naming.site(run, try reader.definition())
        let wanted = try run.value(status)
        var table = Table(columns)
        for counts in try JobCounts.asked(run, reader, site)
        where wanted == nil || counts.row.job.statusWord == wanted {
            try table.add(cells(counts))
        }
        if try run.value(system) {
            for row in try systemRows(run, reader, site) where wanted == nil || row.status.word == wanted {
                try table.add(cells(row))
            }
        }
        run.print(table)
        if site.isSecondary { return run.hasNoDatabase(site, "jobs") }
        if table.rows.isEmpty, run.format == .table, wanted == nil {
            run.advise("Next: sms12 job create PACKAGE --on site:\(site.code)")
        }
        return ExitCode.done
    }
}

extension JobStatus {
    /// How a status stands out.
    var style: Style {
        switch self {
        case .complete: .green
        case .failed: .red
        case .retrying, .cancelled: .yellow
        case .active: .bold
        case .none, .pending: .dim
        }
    }
}
