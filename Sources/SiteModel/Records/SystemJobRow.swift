/// A system job, as the Jobs window shows it beside the others (SDK sheapio_5gc3).
public struct SystemJobRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The identifier, of the same counter as those of other jobs.
    public var jobID: JobID
    /// What it is for.
    public var kind: SystemJobKind
    /// The comment, which alone tells its purpose.
    public var comment: String
    /// 1 High, 2 Medium, 3 Low.
    public var priority: JobPriority
    /// Overall status.
    public var status: JobStatus
    /// Sending status.
    public var sendingStatus: JobStatus
    /// Its single destination.
    public var destination: SiteCode
    /// When it was made, milliseconds since 1970 UTC.
    public var created: Int64
    /// When it ended, milliseconds since 1970 UTC; nil: not yet.
    public var ended: Int64?

    /// Makes a row.
    public init(
        site: SiteCode, jobID: JobID, kind: SystemJobKind, comment: String, status: JobStatus,
        sendingStatus: JobStatus, destination: SiteCode, created: Int64, ended: Int64?
    ) {
        self.site = site
        self.jobID = jobID
        self.kind = kind
        self.comment = comment
        priority = kind.priority
        self.status = status
        self.sendingStatus = sendingStatus
        self.destination = destination
        self.created = created
        self.ended = ended
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "SystemJobs", keyCount: 2,
        meaning: "System jobs: made by components, to a single destination, without detail rows (SDK "
            + "sheapio_5gc3). In SMS they stood among the other jobs; they have few of their scalars.",
        columns: [
            .owner(),
            ColumnDescription("JobID", .text, "the identifier, of the same counter as those of other jobs"),
            .choice(
                "Kind", SystemJobKind.self,
                "1 resynchronise, 2 applications, 3 preinstall, 4 install, 5 site control, 6 deinstall, 7 site "
                    + "control to parent, 8 report, 9 report with events, 10 delete machine"),
            ColumnDescription("JobComment", .text, "the comment, which alone tells its purpose"),
            .choice("Priority", JobPriority.self, "1 High, 2 Medium, 3 Low"),
            .choice("JobStatus", JobStatus.self, "overall, the numbers of Jobs"),
            .choice("SendingStatus", JobStatus.self, "sending, the same numbers"),
            ColumnDescription("DestinationSite", .text, "its single destination"),
            ColumnDescription("Created", .integer, "when it was made, milliseconds since 1970 UTC"),
            ColumnDescription(
                "Ended", .integer, nullable: true,
                "when it ended, milliseconds since 1970 UTC; NULL: not yet"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .name(jobID), .number(kind), .text(comment), .number(priority), .number(status),
            .number(sendingStatus), .name(destination), .integer(created), .optional(ended),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        jobID = try reader.identifier()
        kind = try reader.choice()
        comment = try reader.text()
        priority = try reader.choice()
        status = try reader.choice()
        sendingStatus = try reader.choice()
        destination = try reader.site()
        created = try reader.integer()
        ended = try reader.optionalInteger()
    }
}
