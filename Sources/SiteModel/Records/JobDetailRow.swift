/// A row of job details (`JobDetails`, Q162558, Q221945).
///
/// Rows are made at activation; a Server or Completion row shows what the target site reported.
public struct JobDetailRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The job.
    public var jobID: JobID
    /// 1 Site Arrival, 2 Server, 3 Completion, 4 Workstation.
    public var kind: JobDetailKind
    /// Running number among the rows of the job and kind.
    public var ordinal: Int64
    /// The target site.
    public var targetSite: SiteCode
    /// SMSID of a workstation; NULL in the other kinds.
    public var machineID: SMSID?
    /// The distribution server of a Server row; NULL in the other kinds.
    public var server: String?
    /// 0 none, 1 Pending, 2 Active, 3 Canceled, 4 Complete, 5 Failed, 6 Retrying (SMSINFO.H).
    public var status: JobStatus
    /// Instant of the last change, milliseconds since 1970 UTC; NULL: never.
    public var changed: Int64?
    /// How many attempts were reported.
    public var attempts: Int64
    /// Text of the last status; empty: none.
    public var detail: String

    /// Makes a row.
    public init(
        site: SiteCode,
        jobID: JobID,
        kind: JobDetailKind,
        ordinal: Int64,
        targetSite: SiteCode,
        machineID: SMSID? = nil,
        server: String? = nil,
        status: JobStatus = JobStatus.none,
        changed: Int64? = nil,
        attempts: Int64 = 0,
        detail: String = ""
    ) {
        self.site = site
        self.jobID = jobID
        self.kind = kind
        self.ordinal = ordinal
        self.targetSite = targetSite
        self.machineID = machineID
        self.server = server
        self.status = status
        self.changed = changed
        self.attempts = attempts
        self.detail = detail
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "JobDetails", keyCount: 4,
        meaning: "What became of a job at each target: site, server, computer (Q162558, Q221945).",
        columns: [
            .owner(),
            ColumnDescription("JobID", .text, "the job"),
            .choice(
                "DetailKind", JobDetailKind.self, "1 Site Arrival, 2 Server, 3 Completion, 4 Workstation"),
            ColumnDescription("Ordinal", .integer, "running number among the rows of the job and kind"),
            ColumnDescription("TargetSite", .text, "the target site"),
            ColumnDescription(
                "MachineID", .text, nullable: true, "SMSID of a workstation; NULL in the other kinds"),
            ColumnDescription(
                "Server", .text, nullable: true,
                "the distribution server of a Server row; NULL in the other kinds"),
            .choice(
                "Status", JobStatus.self,
                "0 none, 1 Pending, 2 Active, 3 Canceled, 4 Complete, 5 Failed, 6 Retrying "
                    + "(SMSINFO.H)"),
            ColumnDescription(
                "Changed", .integer, nullable: true,
                "instant of the last change, milliseconds since 1970 UTC; NULL: never"),
            ColumnDescription("Attempts", .integer, "how many attempts were reported"),
            ColumnDescription("Description", .text, "text of the last status; empty: none"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .name(jobID), .number(kind), .integer(ordinal), .name(targetSite),
            .optionalName(machineID), .optional(server), .number(status), .optional(changed),
            .integer(attempts), .text(detail),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        jobID = try reader.identifier()
        kind = try reader.choice()
        ordinal = try reader.integer()
        targetSite = try reader.site()
        machineID = try reader.optionalIdentifier()
        server = try reader.optionalText()
        status = try reader.choice()
        changed = try reader.optionalInteger()
        attempts = try reader.integer()
        detail = try reader.text()
    }
}
