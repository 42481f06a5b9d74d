import CommandLineKit
import LegacyFormats
import SiteDatabase
import SiteModel

/// `job show`.
enum JobShow {
    private static let scalars = Option(
        "scalars", help: "All 33 scalars in the layout of the SDK's sample, as `job export` writes them.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["job", "show"], "Show a job: status, target, and its four phases.",
                options: [JobCommands.at, scalars, Naming.site], operands: [JobCommands.job],
                example: CommandExample("sms12 job show BPC00001"),
                moreExamples: [CommandExample("sms12 job show BPC00001 --scalars")]),
            run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLab()
        let site = try Naming.site(run, try reader.definition())
        if let row = try JobCommands.systemJob(run, reader, site) { return try show(row, at: site, run) }
        let all = try JobCounts.asked(run, reader, site)
        let id = try Naming.find(
            try run.value(JobCommands.job), kind: "job", in: JobCommands.things(all.map(\.row)),
            list: "job list"
        ).job.id
        guard let counts = all.first(where: { $0.row.job.id == id }) else { return ExitCode.ourBug }
        let job = counts.row.job
        if try run.value(scalars) {
            run.environment.out(printJobScalars(job))
            return ExitCode.done
        }
        var sheet = Blocks()
        let title = "Job \(job.id)"
        let name = try reader.database.store(for: site.code).package(job.packageID)?.name
        sheet.add(title, "Type", job.type.displayName)
        sheet.add(title, "Package", job.packageID.description, note: name ?? "deleted")
        sheet.add(
            title, "Status", job.statusWord,
            note: job.status == .failed ? "sms12 event list --job \(job.id) tells why" : "")
        sheet.add(title, "Sending", job.sendingStatus.word)
        sheet.add(title, "Working", job.workingStatus.word)
        sheet.add(title, "Cancel", job.cancelStatus.word)
        sheet.add(
            title, "Workstations", String(counts.targets),
            note: counts.targets == 0
                ? noTargets(job)
                : "\(counts.complete) complete, \(counts.retrying) retrying")
        sheet.add(title, "Created", site.clock(at: counts.row.created).description, note: counts.row.who)
        sheet.add(
            title, "Activated", counts.row.activated.map { site.clock(at: $0).description } ?? "not yet")
        sheet.append(JobSheet.blocks(job))
        try sheet.print(run)
        return ExitCode.done
    }

    /// A System job: one destination, no rows of targets (SDK sheapio_5gc3).
    private static func show(_ row: SystemJobRow, at site: SiteDefinition, _ run: CommandRun) throws -> Int32
    {
        if try run.value(scalars) {
            throw run.usage("--scalars is for the jobs of users; \(row.jobID) is a System job")
        }
        var sheet = Blocks()
        let title = "Job \(row.jobID)"
        sheet.add(title, "Type", "System Job")
        sheet.add(title, "Comment", row.comment)
        sheet.add(title, "Destination", row.destination.description)
        sheet.add(title, "Priority", row.kind.priority.word)
        sheet.add(
            title, "Status", row.status.word,
            note: row.ended == nil ? "sms12 explain job \(row.jobID) tells what it waits for" : "")
        sheet.add(title, "Sending", row.sendingStatus.word)
        sheet.add(title, "Created", site.clock(at: row.created).description)
        sheet.add(title, "Ended", row.ended.map { site.clock(at: $0).description } ?? "not yet")
        try sheet.print(run)
        return ExitCode.done
    }

    /// Why a job has no workstations.
    private static func noTargets(_ job: Job) -> String {
        switch job.status {
        case .failed: "the job failed before the list was made"
        case .cancelled: "the job was canceled before the list was made"
        case .pending, .none: "the list is made when the job is activated"
        case .active, .retrying, .complete: "none was found when the job was activated"
        }
    }
}

/// `job export`.
enum JobExport {
    private static let to = Option<String?>(
        "to", value: "FILE", .file, defaultText: "standard output", help: "Where to write it.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["job", "export"], "Write a job's 33 scalars, as a dump or with --format json as a job file.",
                discussion: "Both can be given to `job create --from`.",
                options: [JobCommands.at, to, Naming.site],
                operands: [JobCommands.job],
                example: CommandExample("sms12 job export BPC00001 --to old-job.txt")),
            run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let site = try Naming.site(run, try reader.definition())
        let job = try JobCommands.find(try run.value(JobCommands.job), reader.database, site.code).job
        let text: String
        switch run.format {
        case .table: text = printJobScalars(job)
        case .json: text = job.json.pretty + "\n"
        case .csv:
            var table = Table([Column("Scalar", key: "scalar"), Column("Value", key: "value")])
            for member in job.json.members ?? [] {
                try table.add([.text(member.name), .text(member.value.text ?? member.value.compact)])
            }
            text = table.rendered(as: .csv)
        }
        try run.write(Array(text.utf8), to: try run.value(to))
        return ExitCode.done
    }
}
