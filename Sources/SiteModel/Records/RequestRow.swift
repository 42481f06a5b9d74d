/// A send request (`Requests`, Q122180; record of Q123221).
///
/// Instants are milliseconds since 1970 UTC; NULL where nothing happened yet.
public struct RequestRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The send request identifier, such as `_2ZYBPC`.
    public var requestID: SendRequestID
    /// The job.
    public var jobID: JobID
    /// The destination site.
    public var destination: SiteCode
    /// The outbox it lies in; empty: the unscheduled one.
    public var outbox: String
    /// 1 High, 2 Medium, 3 Low.
    public var priority: JobPriority
    /// 0 none, 1 started, 2 connecting, 3 sending, 4 error, 5 invalid, 6 cancelled, 7 suspended, 8 OK.
    public var status: SendRequestStatus
    /// Bytes to send.
    public var bytesTotal: Int64
    /// Bytes left.
    public var bytesLeft: Int64
    /// Bytes the destination has confirmed.
    public var syncPoint: Int64
    /// How often a sender connected.
    public var connects: Int64
    /// File being sent: 0 none, 1 instruction, 2 package.
    public var fileType: SendFileType
    /// What the Scheduler is to do: 0 nothing, 1 retry, 2 delete the request.
    public var actionCode: SendActionCode
    /// 1: the request is to be cancelled.
    public var cancelled: Bool
    /// The sender that works or worked on it.
    public var senderID: String
    /// The package file; NULL when only an instruction is sent.
    public var packageFile: String?
    /// The instruction file.
    public var instructionFile: String
    /// When a sender first started.
    public var firstStartedAt: Int64?
    /// When the last sender started.
    public var startedAt: Int64?
    /// When the last sender ended.
    public var endedAt: Int64?
    /// Last sign of life of the sender.
    public var heartbeatAt: Int64?
    /// When the Scheduler is to try again.
    public var restartAt: Int64?

    /// Makes a row.
    public init(
        site: SiteCode,
        requestID: SendRequestID,
        jobID: JobID,
        destination: SiteCode,
        outbox: String = "",
        priority: JobPriority = .medium,
        status: SendRequestStatus = SendRequestStatus.none,
        bytesTotal: Int64 = 0,
        bytesLeft: Int64 = 0,
        syncPoint: Int64 = 0,
        connects: Int64 = 0,
        fileType: SendFileType = SendFileType.none,
        actionCode: SendActionCode = .nothing,
        cancelled: Bool = false,
        senderID: String = "",
        packageFile: String? = nil,
        instructionFile: String = "",
        firstStartedAt: Int64? = nil,
        startedAt: Int64? = nil,
        endedAt: Int64? = nil,
        heartbeatAt: Int64? = nil,
        restartAt: Int64? = nil
    ) {
        self.site = site
        self.requestID = requestID
        self.jobID = jobID
        self.destination = destination
        self.outbox = outbox
        self.priority = priority
        self.status = status
        self.bytesTotal = bytesTotal
        self.bytesLeft = bytesLeft
        self.syncPoint = syncPoint
        self.connects = connects
        self.fileType = fileType
        self.actionCode = actionCode
        self.cancelled = cancelled
        self.senderID = senderID
        self.packageFile = packageFile
        self.instructionFile = instructionFile
        self.firstStartedAt = firstStartedAt
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.heartbeatAt = heartbeatAt
        self.restartAt = restartAt
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "Requests", keyCount: 2,
        meaning: "Send requests, one for each destination of a job (Q122180, Q123221).",
        columns: [
            .owner(),
            ColumnDescription("RequestID", .text, "the send request identifier, such as `_2ZYBPC`"),
            ColumnDescription("JobID", .text, "the job"),
            ColumnDescription("DestinationSite", .text, "the destination site"),
            ColumnDescription("Outbox", .text, "the outbox it lies in; empty: the unscheduled one"),
            .choice("Priority", JobPriority.self, "1 High, 2 Medium, 3 Low"),
            .choice(
                "Status", SendRequestStatus.self,
                "0 none, 1 started, 2 connecting, 3 sending, 4 error, 5 invalid, 6 cancelled, 7 "
                    + "suspended, 8 OK"),
            ColumnDescription("BytesTotal", .integer, "bytes to send"),
            ColumnDescription("BytesLeft", .integer, "bytes left"),
            ColumnDescription("SyncPoint", .integer, "bytes the destination has confirmed"),
            ColumnDescription("Connects", .integer, "how often a sender connected"),
            .choice("FileType", SendFileType.self, "file being sent: 0 none, 1 instruction, 2 package"),
            .choice(
                "ActionCode", SendActionCode.self,
                "what the Scheduler is to do: 0 nothing, 1 retry, 2 delete the request"),
            .flag("Cancelled", "1: the request is to be cancelled"),
            ColumnDescription("SenderID", .text, "the sender that works or worked on it"),
            ColumnDescription(
                "PackageFile", .text, nullable: true,
                "the package file; NULL when only an instruction is sent"),
            ColumnDescription("InstructionFile", .text, "the instruction file"),
            ColumnDescription("FirstStartedAt", .integer, nullable: true, "when a sender first started"),
            ColumnDescription("StartedAt", .integer, nullable: true, "when the last sender started"),
            ColumnDescription("EndedAt", .integer, nullable: true, "when the last sender ended"),
            ColumnDescription("HeartbeatAt", .integer, nullable: true, "last sign of life of the sender"),
            ColumnDescription("RestartAt", .integer, nullable: true, "when the Scheduler is to try again"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .name(requestID), .name(jobID), .name(destination), .text(outbox), .number(priority),
            .number(status), .integer(bytesTotal), .integer(bytesLeft), .integer(syncPoint),
            .integer(connects), .number(fileType), .number(actionCode), .flag(cancelled), .text(senderID),
            .optional(packageFile), .text(instructionFile), .optional(firstStartedAt), .optional(startedAt),
            .optional(endedAt), .optional(heartbeatAt), .optional(restartAt),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        requestID = try reader.sendRequest()
        jobID = try reader.identifier()
        destination = try reader.site()
        outbox = try reader.text()
        priority = try reader.choice()
        status = try reader.choice()
        bytesTotal = try reader.integer()
        bytesLeft = try reader.integer()
        syncPoint = try reader.integer()
        connects = try reader.integer()
        fileType = try reader.choice()
        actionCode = try reader.choice()
        cancelled = try reader.flag()
        senderID = try reader.text()
        packageFile = try reader.optionalText()
        instructionFile = try reader.text()
        firstStartedAt = try reader.optionalInteger()
        startedAt = try reader.optionalInteger()
        endedAt = try reader.optionalInteger()
        heartbeatAt = try reader.optionalInteger()
        restartAt = try reader.optionalInteger()
    }
}
