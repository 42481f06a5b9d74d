/// A job as one site's database holds it (`Jobs`): the 33 scalars of the SDK, who made it when, and what it offers.
public struct JobRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The job.
    public var job: Job
    /// When it was created, milliseconds since 1970 UTC.
    public var created: Int64
    /// When it was activated, milliseconds since 1970 UTC; nil: not yet.
    public var activated: Int64?
    /// The SMS account that created it.
    public var who: String
    /// What it took of its package when it was activated.
    public var offer: JobOffer

    /// Makes a row.
    public init(
        site: SiteCode, job: Job, created: Int64, activated: Int64? = nil, who: String = "",
        offer: JobOffer = JobOffer()
    ) {
        self.site = site
        self.job = job
        self.created = created
        self.activated = activated
        self.who = who
        self.offer = offer
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "Jobs", keyCount: 2,
        meaning: "Jobs: the 33 scalars of the SDK (sheapio_7roz) in API order, who made them when, and what "
            + "they took of their package when they were activated. Times are wall-clock times in seconds since "
            + "1970 on the clock that judges them.",
        columns: scalarColumns + [
            ColumnDescription("Created", .integer, "when it was created, milliseconds since 1970 UTC"),
            ColumnDescription(
                "Activated", .integer, nullable: true,
                "when it was activated, milliseconds since 1970 UTC; NULL: not yet"),
            ColumnDescription("Who", .text, "the SMS account that created it"),
        ] + offerColumns + removeColumns)

    private static let statusNumbers =
        "0 none, 1 Pending, 2 Active, 3 Canceled, 4 Complete, 5 Failed, 6 Retrying (SMSINFO.H)"

    private static let scalarColumns: [ColumnDescription] = [
        .owner(),
        ColumnDescription("JobID", .text, "Job ID"),
        .word("JobType", JobType.self, "Job type, the API string"),
        ColumnDescription("JobComment", .text, "Job comment"),
        ColumnDescription("ActivateTime", .integer, "Start After, judged by the SQL Server's clock"),
        ColumnDescription("LeftIcon", .text, "Left icon"),
        ColumnDescription("CenterIcon", .text, "Center icon"),
        ColumnDescription("RightIcon", .text, "Right icon"),
        .choice("Priority", JobPriority.self, "1 High, 2 Medium, 3 Low"),
        .choice("RepeatMode", RepeatMode.self, "1 never, 2 daily, 3 weekly, 4 biweekly, 5 monthly"),
        .flag("CancelMode", "1: the job is being cancelled"),
        .choice("JobStatus", JobStatus.self, "overall: " + statusNumbers),
        .choice("SendingStatus", JobStatus.self, "sending, the same numbers"),
        .choice("WorkingStatus", JobStatus.self, "working, the same numbers"),
        .choice("CancelStatus", JobStatus.self, "cancel, the same numbers"),
        ColumnDescription("PackageID", .text, "Package ID"),
        .choice("JobTarget", JobTargetKind.self, "1 query, 2 machine group, 3 machine path"),
        ColumnDescription(
            "DistributePhase", .integer, allowed: [0, 1, 2, 3],
            "bits: 1 refresh existing, 2 put on specified distribution servers"),
        .choice("SendPhase", SendPhase.self, "1 only if not previously sent, 2 even if previously sent"),
        .choice("LimitToSites", SiteLimit.self, "0 no limit, 1 site group, 2 site"),
        .flag("IncludeSubsites", "1: the sites below too"),
        ColumnDescription("SiteLimitName", .text, "site code or site group of the limit"),
        ColumnDescription(
            "DistributionServers", .text, nullable: true, "a machine group; NULL: Default Servers"),
        ColumnDescription("WCLName", .text, nullable: true, "name of the command line; NULL: no run"),
        ColumnDescription("QueryID", .text, "Query ID"),
        ColumnDescription("MachineGroupName", .text, "Machine group name"),
        ColumnDescription("MachinePath", .text, "site|domain|computer"),
        ColumnDescription("OfferTime", .integer, "Offer After, judged by the client's clock"),
        ColumnDescription("MandatoryTime", .integer, "Mandatory After, judged by the client's clock"),
        .flag("UseMandatoryTime", "1: the mandatory time counts"),
        .flag("ForceOverSlowLink", "Not Mandatory Over Slow Link, inverted; never honoured (Q154931)"),
        ColumnDescription("ExpireTime", .integer, "Expires After, judged by the client's clock"),
        .flag("UseExpireTime", "1: the expiry time counts"),
        .flag("RunWorkstationCommand", "1: there is a run phase"),
    ]

    private static let offerColumns: [ColumnDescription] = [
        ColumnDescription(
            "OfferedName", .text, "the package's name when the job was activated; empty: not yet"),
        ColumnDescription("OfferedComment", .text, "the package's comment then"),
        ColumnDescription(
            "OfferedCommand", .text, nullable: true,
            "what the command line ran then; NULL: not activated yet, or there was none of that name"),
        .choice("OfferedFlags", CommandLineFlags.self, "its flags then, as in WorkstationCommandLines"),
        ColumnDescription("OfferedPlatforms", .integer, "its platforms then, the bits of Machines.Platform"),
        .flag("OfferedSystemExit", "1: it could take Windows down itself then (Q175652)"),
    ]

    private static let removeColumns: [ColumnDescription] = [
        ColumnDescription.choice(
            "RemoveType", RemovePackageType.self,
            "package type of a Remove job: 1 workstation, 2 server, 3 both; our numbers"
        ).added(.integer(3)),
        ColumnDescription.choice(
            "RemoveTasks", RemoveTask.self, "job tasks of a Remove job: 1 all, 2 selected; our numbers"
        ).added(.integer(1)),
    ]

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        // One array a group: a single literal of 37 conversions takes the type checker seconds.
        let head: [FieldValue] = [
            .name(site), .name(job.id), .word(job.type), .text(job.comment), .time(job.activateTime),
            .text(job.leftIcon), .text(job.centerIcon), .text(job.rightIcon), .number(job.priority),
            .number(job.repeatMode), .flag(job.cancelMode),
        ]
        let middle: [FieldValue] = [
            .number(job.status), .number(job.sendingStatus), .number(job.workingStatus),
            .number(job.cancelStatus), .name(job.packageID), .number(job.target),
            .number(job.distributePhase), .number(job.sendPhase), .number(job.limitToSites),
            .flag(job.includeSubsites), .text(job.siteLimitName), .optional(job.distributionServers),
        ]
        let tail: [FieldValue] = [
            .optional(job.commandName), .text(job.queryID), .text(job.machineGroup), .text(job.machinePath),
            .time(job.offerTime), .time(job.mandatoryTime), .flag(job.useMandatoryTime),
            .flag(job.forceOverSlowLink), .time(job.expireTime), .flag(job.useExpireTime),
            .flag(job.runWorkstationCommand), .integer(created), .optional(activated), .text(who),
        ]
        let offered: [FieldValue] = [
            .text(offer.packageName), .text(offer.comment), .optional(offer.command), .number(offer.flags),
            .number(offer.platforms), .flag(offer.synchronousSystemExit),
        ]
        return head + middle + tail + offered + [.number(job.removeType), .number(job.removeTask)]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        job = try Self.job(from: &reader)
        created = try reader.integer()
        activated = try reader.optionalInteger()
        who = try reader.text()
        offer = JobOffer(
            packageName: try reader.text(), comment: try reader.text(), command: try reader.optionalText(),
            flags: try reader.choice(), platforms: try reader.bits(),
            synchronousSystemExit: try reader.flag())
        job.removeType = try reader.choice()
        job.removeTask = try reader.choice()
    }

    private static func job(from reader: inout FieldReader) throws(RecordError) -> Job {
        let id: JobID = try reader.identifier()
        let type: JobType = try reader.word()
        let comment = try reader.text()
        let activateTime = try reader.time()
        let icons = (try reader.text(), try reader.text(), try reader.text())
        let priority: JobPriority = try reader.choice()
        let repeatMode: RepeatMode = try reader.choice()
        let cancelMode = try reader.flag()
        let status: JobStatus = try reader.choice()
        let sendingStatus: JobStatus = try reader.choice()
        let workingStatus: JobStatus = try reader.choice()
        let cancelStatus: JobStatus = try reader.choice()
        let packageID: PackageID = try reader.identifier()
        var job = Job(id: id, packageID: packageID, created: activateTime, target: try reader.choice())
        job.type = type
        job.comment = comment
        (job.leftIcon, job.centerIcon, job.rightIcon) = icons
        job.priority = priority
        job.repeatMode = repeatMode
        job.cancelMode = cancelMode
        job.status = status
        job.sendingStatus = sendingStatus
        job.workingStatus = workingStatus
        job.cancelStatus = cancelStatus
        job.distributePhase = try reader.bits(within: [.existing, .specified])
        job.sendPhase = try reader.choice()
        job.limitToSites = try reader.choice()
        job.includeSubsites = try reader.flag()
        job.siteLimitName = try reader.text()
        job.distributionServers = try reader.optionalText()
        job.commandName = try reader.optionalText()
        job.queryID = try reader.text()
        job.machineGroup = try reader.text()
        job.machinePath = try reader.text()
        job.offerTime = try reader.time()
        job.mandatoryTime = try reader.time()
        job.useMandatoryTime = try reader.flag()
        job.forceOverSlowLink = try reader.flag()
        job.expireTime = try reader.time()
        job.useExpireTime = try reader.flag()
        job.runWorkstationCommand = try reader.flag()
        return job
    }
}
