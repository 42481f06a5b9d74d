/// What became of one offer at one client.
///
/// Instants are milliseconds since 1970 UTC; NULL where nothing happened yet.
public struct ClientOfferRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The client.
    public var smsID: SMSID
    /// The request, key of the history at the client (Q123499).
    public var requestID: RequestID
    /// The job.
    public var jobID: JobID
    /// The package.
    public var packageID: PackageID
    /// Name of the command line.
    public var commandName: String
    /// `waiting` (not shown yet), `offered`, `archived`, `running`, `executed`, `failed`, `expired`,
    /// `cancelled`.
    public var state: OfferState
    /// When the client first read the record.
    public var seenAt: Int64?
    /// When it was first shown.
    public var offeredAt: Int64?
    /// When the last run started.
    public var startedAt: Int64?
    /// When the last run ended.
    public var endedAt: Int64?
    /// How often it was run.
    public var attempts: Int64
    /// Exit code of the last run.
    public var exitCode: Int64?

    /// Makes a row.
    public init(
        site: SiteCode,
        smsID: SMSID,
        requestID: RequestID,
        jobID: JobID,
        packageID: PackageID,
        commandName: String,
        state: OfferState = .waiting,
        seenAt: Int64? = nil,
        offeredAt: Int64? = nil,
        startedAt: Int64? = nil,
        endedAt: Int64? = nil,
        attempts: Int64 = 0,
        exitCode: Int64? = nil
    ) {
        self.site = site
        self.smsID = smsID
        self.requestID = requestID
        self.jobID = jobID
        self.packageID = packageID
        self.commandName = commandName
        self.state = state
        self.seenAt = seenAt
        self.offeredAt = offeredAt
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.attempts = attempts
        self.exitCode = exitCode
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "ClientOffers", keyCount: 3,
        meaning: "Offers of Package Command Manager at the clients and what became of them (Q123499).",
        columns: [
            .owner(),
            ColumnDescription("SMSID", .text, "the client"),
            ColumnDescription("RequestID", .text, "the request, key of the history at the client (Q123499)"),
            ColumnDescription("JobID", .text, "the job"),
            ColumnDescription("PackageID", .text, "the package"),
            ColumnDescription("CommandName", .text, "name of the command line"),
            .word(
                "State", OfferState.self,
                "`waiting` (not shown yet), `offered`, `archived`, `running`, `executed`, `failed`, "
                    + "`expired`, `cancelled`"),
            ColumnDescription("SeenAt", .integer, nullable: true, "when the client first read the record"),
            ColumnDescription("OfferedAt", .integer, nullable: true, "when it was first shown"),
            ColumnDescription("StartedAt", .integer, nullable: true, "when the last run started"),
            ColumnDescription("EndedAt", .integer, nullable: true, "when the last run ended"),
            ColumnDescription("Attempts", .integer, "how often it was run"),
            ColumnDescription("ExitCode", .integer, nullable: true, "exit code of the last run"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .name(smsID), .name(requestID), .name(jobID), .name(packageID), .text(commandName),
            .word(state), .optional(seenAt), .optional(offeredAt), .optional(startedAt), .optional(endedAt),
            .integer(attempts), .optional(exitCode),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        smsID = try reader.identifier()
        requestID = try reader.identifier()
        jobID = try reader.identifier()
        packageID = try reader.identifier()
        commandName = try reader.text()
        state = try reader.word()
        seenAt = try reader.optionalInteger()
        offeredAt = try reader.optionalInteger()
        startedAt = try reader.optionalInteger()
        endedAt = try reader.optionalInteger()
        attempts = try reader.integer()
        exitCode = try reader.optionalInteger()
    }
}
