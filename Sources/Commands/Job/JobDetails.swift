import CommandLineKit
import Pipeline
import SiteDatabase
import SiteModel

/// `job details`: the rows of JobDetails.
enum JobDetails {
    private static let kind = Option<[JobDetailKind]>(
        "kind", value: "KIND", kindReader, defaultText: "all kinds",
        help: "arrival, server, completion or workstation.")

    private static let kinds: [(word: String, kind: JobDetailKind)] = [
        ("arrival", .siteArrival), ("server", .server), ("completion", .completion),
        ("workstation", .workstation),
    ]

    private static let kindReader = WordReader<JobDetailKind>(
        completion: .words(kinds.map(\.word)),
        write: { value in kinds.first { $0.kind == value }?.word ?? "" },
        read: { (word: String) throws(ValueProblem) -> JobDetailKind in
            let lower = word.lowercased()
            guard let found = kinds.first(where: { $0.word == lower || $0.kind.word.lowercased() == lower })
            else {
                let names = kinds.map(\.word)
                throw ValueProblem(
                    "is none of \(names.joined(separator: ", "))",
                    suggestions: nearestNames(to: word, among: names))
            }
            return found.kind
        })

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["job", "details"], "List what became of a job at each site, server and workstation.",
                discussion:
                    "A workstation has no status until it reports one: None until then. Rows are made when the job "
                    + "is activated.",
                options: [JobCommands.at, kind, Naming.site], operands: [JobCommands.job],
                example: CommandExample("sms12 job details BPC00001"),
                moreExamples: [CommandExample("sms12 job details BPC00001 --kind workstation --format csv")]),
            run: run)
    }

    /// A row with the name of its target.
    private struct Line {
        var kind: JobDetailKind
        var site: SiteCode
        var target: String
        var status: JobStatus
        var changed: Int64?
        var attempts: Int64
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLab()
        let site = try Naming.site(run, try reader.definition())
        let word = try run.value(JobCommands.job)
        let lines: [Line]
        var hasFailed = false
        if let row = try JobCommands.systemJob(run, reader, site) {
            run.advise("\(row.jobID) is a System job, which has no rows of targets (SDK sheapio_5gc3).")
            lines = []
        } else {
            let then = try PastLab.instant(run, reader, site).map { try reader.past(at: $0).database }
            let database = then ?? reader.database
            let job = try JobCommands.find(word, database, site.code).job
            hasFailed = job.status == .failed
            lines = try rows(job.id, database, site.code)
        }
        let wanted = try run.value(kind)
        var table = Table([
            Column("Kind", key: "kind"), Column("Site", key: "site"), Column("Target", key: "target"),
            Column("Status", key: "status"), Column("Changed", key: "changed"),
            Column("Attempts", key: "attempts", .right),
        ])
        for line in lines where wanted.isEmpty || wanted.contains(line.kind) {
            try table.add([
                .text(line.kind.word), .text(line.site.description), .text(line.target),
                .styled(line.status == .none ? "None" : line.status.word, line.status.style),
                .optional(line.changed.map { site.clock(at: $0).description }), .integer(line.attempts),
            ])
        }
        run.print(table)
        if lines.isEmpty, run.format == .table {
            run.advise(
                hasFailed
                    ? "The job failed before it had any; see why: sms12 event list"
                    : "The rows are made when the Scheduler activates the job: sms12 run")
        }
        return ExitCode.done
    }

    private static func rows(_ job: JobID, _ database: LabDatabase, _ site: SiteCode) throws -> [Line] {
        var machines: [(line: Int, id: SMSID)] = []
        var lines = try database.connection.withStatement(
            "SELECT DetailKind, TargetSite, ifnull(Server, ifnull(MachineID, TargetSite)), Status, Changed, "
                + "Attempts, MachineID FROM JobDetails WHERE Site = ? AND JobID = ? ORDER BY DetailKind, Ordinal",
            doing: "reading the details of job \(job)"
        ) { row throws(DatabaseError) in
            try row.bind([.text(site.description), .text(job.description)])
            var lines: [Line] = []
            while try row.step() {
                if let id = SMSID(row.text(6)) { machines.append((lines.count, id)) }
                lines.append(
                    Line(
                        kind: JobDetailKind(rawValue: Int(row.integer(0))) ?? .workstation,
                        site: SiteCode(row.text(1)) ?? site, target: row.text(2),
                        status: JobStatus(rawValue: Int(row.integer(3))) ?? .none,
                        changed: row.value(4).int, attempts: row.integer(5)))
            }
            return lines
        }
        try addNames(machines, &lines, database, site)
        return lines
    }

    /// Puts the names of computers in place of their SMSIDs.
    ///
    /// The key of Machines is the number behind an own computer's SMSID: a join over the text would go through all of
    /// them for each. Computers of sites below are looked through once.
    private static func addNames(
        _ machines: [(line: Int, id: SMSID)], _ lines: inout [Line], _ database: LabDatabase, _ site: SiteCode
    ) throws {
        var others: [String: String]?
        for machine in machines {
            guard machine.id.site == site else {
                if others == nil { others = try remoteNames(database, site) }
                if let name = others?[machine.id.description] { lines[machine.line].target = name }
                continue
            }
            let name = try database.connection.withStatement(
                "SELECT Name FROM Machines WHERE Site = ? AND dwMachineID = ?",
                doing: "reading a client's name"
            ) { row throws(DatabaseError) -> String? in
                try row.bind([.text(site.description), .integer(Int64(machine.id.counter))])
                return try row.step() ? row.text(0) : nil
            }
            if let name { lines[machine.line].target = name }
        }
    }

    private static func remoteNames(_ database: LabDatabase, _ site: SiteCode) throws -> [String: String] {
        try database.connection.withStatement(
            "SELECT SMSID, Name FROM Machines WHERE Site = ? AND SiteCode <> Site",
            doing: "reading names of computers"
        ) { row throws(DatabaseError) -> [String: String] in
            try row.bind([.text(site.description)])
            var found: [String: String] = [:]
            while try row.step() { found[row.text(0)] = row.text(1) }
            return found
        }
    }
}
