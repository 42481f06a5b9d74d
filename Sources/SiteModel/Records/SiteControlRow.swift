/// A site's control image as a database has it (`SiteControl`, Q133113, Q126283).
///
/// A database has rows of a site once somebody proposed something for it; until then the site is what `Sites` says.
public struct SiteControlRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The site the row is about.
    public var code: SiteCode
    /// ACTUAL or PROPOSED.
    public var type: ControlFileType
    /// The status of the site (Q137376).
    public var status: SiteStatus
    /// What is being done to it: the tens of the detail code; 100: NEWSITE; 0: nothing.
    public var phase: Int64
    /// The system job of the phase, or nil.
    public var jobID: JobID?
    /// Whether Hierarchy Manager has not looked at the proposal yet.
    public var isWaiting: Bool
    /// Whether a control file is out, and the site has not answered what was proposed.
    public var isUnderWay: Bool
    /// What the clock showed when the properties were proposed, milliseconds since 1970.
    public var stamp: Int64
    /// The properties, a line each.
    public var image: String

    /// Makes a row.
    public init(
        site: SiteCode, code: SiteCode, type: ControlFileType, status: SiteStatus, phase: Int64,
        jobID: JobID?,
        isWaiting: Bool, isUnderWay: Bool, stamp: Int64, image: String
    ) {
        self.site = site
        self.code = code
        self.type = type
        self.status = status
        self.phase = phase
        self.jobID = jobID
        self.isWaiting = isWaiting
        self.isUnderWay = isUnderWay
        self.stamp = stamp
        self.image = image
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "SiteControl", keyCount: 3,
        meaning: "Control images of sites, PROPOSED and ACTUAL, once somebody changed the site (Q133113).",
        columns: [
            .owner(),
            ColumnDescription("SiteCode", .text, "the site the row is about"),
            .choice("Type", ControlFileType.self, "1 ACTUAL, 2 PROPOSED (Q133113)"),
            .choice(
                "Status", SiteStatus.self, "1 ACTIVE, 2 PENDING, 3 FAILED, 4 DELETED, 5 UPGRADE (Q137376)"),
            ColumnDescription(
                "Phase", .integer,
                "tens of the detail code: 10 preinstall, 20 install, 30 first control file, 40 "
                    + "control file, 50 delete, 60 upgrade, 100 NEWSITE; 0 nothing (Q137376)"),
            ColumnDescription("JobID", .text, nullable: true, "the system job of the phase; NULL without"),
            .flag("Waiting", "1: Hierarchy Manager has not looked at the proposal yet (Q131010)"),
            .flag("UnderWay", "1: a control file is out, and ACTUAL is not what was proposed"),
            ColumnDescription(
                "Stamp", .integer, "what the clock showed at the proposal, milliseconds since 1970 (Q154577)"),
            ColumnDescription("Image", .text, "the properties, a line each"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .name(code), .number(type), .number(status), .integer(phase), .optionalName(jobID),
            .flag(isWaiting), .flag(isUnderWay), .integer(stamp), .text(image),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        code = try reader.site()
        type = try reader.choice()
        status = try reader.choice()
        phase = try reader.integer()
        jobID = try reader.optionalIdentifier()
        isWaiting = try reader.flag()
        isUnderWay = try reader.flag()
        stamp = try reader.integer()
        image = try reader.text()
    }
}
