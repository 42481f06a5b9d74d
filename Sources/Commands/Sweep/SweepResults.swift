import CommandLineKit
import Glibc
import SiteDatabase
import SiteModel
import Sweeps

/// Writes the results of a sweep, variant after variant in their order: a database, and tables for other programs.
///
/// The same results give the same bytes, whoever ran them where.
final class SweepResults {
    /// The database.
    static let database = "results.db"
    private let folder: SweepFolder
    private let base: SweepBase
    private let digest: String
    private let temporary: String
    private let connection: Connection
    private let variants: PieceWriter
    private let jobs: PieceWriter
    private let links: PieceWriter
    private(set) var summary: SweepSummary
    private let insertVariant: String

    private static let doing = "writing the results"

    /// Writes results.
    ///
    /// - Parameters:
    ///   - folder: Where.
    ///   - plan: The plan.
    ///   - each: Gives every variant's line in order; called once.
    /// - Returns: What they come to together.
    /// - Throws: What `each` throws, or the error of a file or of the database; `results.db` is then as it was.
    static func write(
        _ folder: SweepFolder, _ plan: SweepFolder.Kept, each: ((String) throws -> Void) throws -> Void
    ) throws -> SweepSummary {
        let temporary = folder.file(".\(database).sms12tmp")
        HostFiles.removeTree(temporary)
        for side in ["-wal", "-shm"] { HostFiles.removeTree(temporary + side) }
        let writer = try SweepResults(folder, plan, temporary)
        do {
            try writer.connection.transaction(doing) {
                try writer.connection.runScript(writer.schema, doing: doing)
                try writer.putPlan()
                try each { try writer.add($0) }
                try writer.putSummary()
            }
            try writer.connection.close()
        } catch {
            HostFiles.removeTree(temporary)
            for side in ["-wal", "-shm"] { HostFiles.removeTree(temporary + side) }
            throw error
        }
        for table in [writer.variants, writer.jobs, writer.links] { try table.finish() }
        try SweepTables.write(folder, writer.base, plan.digest, writer.summary)
        // The database comes last: where it is, everything is.
        guard rename(temporary, folder.file(database)) == 0 else {
            throw HostFiles.failure("write the file", folder.file(database))
        }
        return writer.summary
    }

    private init(_ folder: SweepFolder, _ plan: SweepFolder.Kept, _ temporary: String) throws {
        self.folder = folder
        self.temporary = temporary
        base = plan.base
        digest = plan.digest
        connection = try Connection(path: temporary, mode: .create)
        variants = try PieceWriter(folder.file("variants.csv"))
        jobs = try PieceWriter(folder.file("jobs.csv"))
        links = try PieceWriter(folder.file("links.csv"))
        summary = SweepSummary(base)
        let marks = [String](repeating: "?", count: base.axes.count + Self.figures.count + 1)
        insertVariant = "INSERT INTO Variants VALUES (\(marks.joined(separator: ", ")))"
        try variants.write(
            line: SweepTables.row(["variant"] + base.axes.map(\.name) + Self.figures.map(\.key)))
        try jobs.write(line: SweepTables.row(Self.jobKeys))
        try links.write(line: SweepTables.row(Self.linkKeys))
    }

    /// What is told of a variant besides its point on each axis.
    private static let figures: [(key: String, column: String)] = [
        ("outcome", "Outcome TEXT NOT NULL CHECK (Outcome IN ('ended', 'time'))"),
        ("stoppedMilliseconds", "StoppedMilliseconds INTEGER NOT NULL"),
        ("events", "Events INTEGER NOT NULL"), ("traceEntries", "TraceEntries INTEGER NOT NULL"),
        ("digest", "Digest TEXT NOT NULL"), ("refused", "Refused INTEGER NOT NULL"),
        ("refusal", "Refusal TEXT NOT NULL"),
    ]
    /// The columns of a variant besides those of the axes.
    static let columns = ["Variant"] + figures.map { String($0.column.prefix { $0 != " " }) }
    private static let jobKeys = [
        "variant", "job", "status", "madeMilliseconds", "activeMilliseconds", "completeMilliseconds",
        "endedMilliseconds", "retryings", "retryingMilliseconds",
    ]
    private static let linkKeys = ["variant", "from", "to", "bytes", "requests"]

    private var schema: String {
        let axes = base.axes.map { "\(Self.quoted($0.name)) TEXT NOT NULL, " }.joined()
        let statuses = (JobStatus.allCases.map(\.word) + [VariantResult.JobResult.deletedWord])
            .map { "'\($0)'" }.joined(separator: ", ")
        return """
            CREATE TABLE Plan (Name TEXT NOT NULL PRIMARY KEY, Value TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE Variants (Variant INTEGER PRIMARY KEY, \(axes)\(Self.figures.map(\.column).joined(separator: ", "))) STRICT;
            CREATE TABLE Jobs (Variant INTEGER NOT NULL, Job TEXT NOT NULL,
             Status TEXT NOT NULL CHECK (Status IN (\(statuses))), MadeMilliseconds INTEGER, ActiveMilliseconds INTEGER,
             CompleteMilliseconds INTEGER, EndedMilliseconds INTEGER, Retryings INTEGER NOT NULL,
             RetryingMilliseconds INTEGER NOT NULL, PRIMARY KEY (Variant, Job)) STRICT, WITHOUT ROWID;
            CREATE TABLE Links (Variant INTEGER NOT NULL, FromSite TEXT NOT NULL, ToSite TEXT NOT NULL,
             Bytes INTEGER NOT NULL, Requests INTEGER NOT NULL, PRIMARY KEY (Variant, FromSite, ToSite)) STRICT, WITHOUT ROWID;
            CREATE TABLE JobSummary (Grouping TEXT NOT NULL, Value TEXT NOT NULL, Job TEXT NOT NULL,
             Variants INTEGER NOT NULL, Complete INTEGER NOT NULL, Failed INTEGER NOT NULL, Canceled INTEGER NOT NULL,
             Deleted INTEGER NOT NULL,
             Unfinished INTEGER NOT NULL, WasRetrying INTEGER NOT NULL, WasRetryingPermille INTEGER, RetryingTimePermille INTEGER,
             \(SweepTables.percentColumns("Milliseconds"))) STRICT;
            CREATE TABLE LinkSummary (Grouping TEXT NOT NULL, Value TEXT NOT NULL, FromSite TEXT NOT NULL, ToSite TEXT NOT NULL,
             Variants INTEGER NOT NULL, Bytes INTEGER NOT NULL, Requests INTEGER NOT NULL,
             \(SweepTables.percentColumns("Bytes"))) STRICT
            """
    }

    /// A name as SQL takes it whatever is in it.
    private static func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }

    private func putPlan() throws {
        let facts: [(String, String)] = [
            ("name", base.name), ("digest", digest), ("rules", String(base.rules)),
            ("format", String(SweepBase.formatVersion)), ("variants", String(base.space.count)),
            ("axes", base.axes.map(\.name).joined(separator: ", ")), ("plan", base.json.compact),
        ]
        for fact in facts {
            try connection.run(
                "INSERT INTO Plan VALUES (?, ?)", [.text(fact.0), .text(fact.1)], doing: Self.doing)
        }
    }

    private func add(_ line: String) throws {
        guard let result = VariantResult(line: line) else {
            throw CommandFailure(
                ExitCode.badData,
                "a result in \(folder.name) cannot be read: \(line.prefix(60)); remove its shard and run it again"
            )
        }
        summary.add(result)
        let labels = base.space.labels(of: result.variant)
        let figures: [FieldValue] = [
            .text(result.isEnded ? "ended" : "time"), .integer(result.stopped), .integer(result.events),
            .integer(result.entries), .text(result.digest), .integer(result.refused), .text(result.refusal),
        ]
        try put(insertVariant, [.integer(result.variant)] + labels.map { .text($0) } + figures, variants)
        for job in result.jobs {
            func time(_ value: Int64) -> FieldValue { value < 0 ? .null : .integer(value) }
            try put(
                "INSERT INTO Jobs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    .integer(result.variant), .text(job.id.description), .text(job.word),
                    time(job.made), time(job.active), time(job.complete), time(job.ended),
                    .integer(job.retryings), .integer(job.retryingMilliseconds),
                ], jobs)
        }
        for link in result.links {
            try put(
                "INSERT INTO Links VALUES (?, ?, ?, ?, ?)",
                [
                    .integer(result.variant), .text(link.from.description), .text(link.to.description),
                    .integer(link.bytes), .integer(link.requests),
                ], links)
        }
    }

    private func put(_ sql: String, _ fields: [FieldValue], _ table: PieceWriter) throws {
        try connection.run(sql, fields, doing: Self.doing)
        try table.write(line: SweepTables.row(fields.map(SweepTables.word)))
    }

    private func putSummary() throws {
        for row in SweepTables.jobRows(summary) {
            let marks = row.map { _ in "?" }.joined(separator: ", ")
            try connection.run("INSERT INTO JobSummary VALUES (\(marks))", row, doing: Self.doing)
        }
        for row in SweepTables.linkRows(summary) {
            let marks = row.map { _ in "?" }.joined(separator: ", ")
            try connection.run("INSERT INTO LinkSummary VALUES (\(marks))", row, doing: Self.doing)
        }
    }
}
