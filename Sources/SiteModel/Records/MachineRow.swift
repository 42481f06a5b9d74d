/// A client computer (`Machines`, Q153246).
public struct MachineRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// Running number in this database, from `NextMachineID` of SMSData.
    public var machineID: Int64
    /// The SMSID, base 36 (Q127052).
    public var smsID: SMSID
    /// The site the computer belongs to.
    public var siteCode: SiteCode
    /// The computer's name.
    public var name: String
    /// Its domain.
    public var domain: String
    /// Operating system, one bit: 1 Windows 3.x, 2 NT x86, 4 NT MIPS, 8 NT Alpha, 16 DOS 5, 32 DOS 6, 64
    /// Macintosh, 128 Windows 95 (Q123499, SMSINFO.H).
    public var platform: PlatformMask
    /// Its logon server.
    public var logonServer: String
    /// The user who is logged on; empty: nobody.
    public var user: String
    /// 0 off, 1 on without a user, 2 a user is logged on.
    public var state: MachineState

    /// Makes a row.
    public init(
        site: SiteCode,
        machineID: Int64,
        smsID: SMSID,
        siteCode: SiteCode,
        name: String,
        domain: String,
        platform: PlatformMask,
        logonServer: String = "",
        user: String = "",
        state: MachineState = .loggedOn
    ) {
        self.site = site
        self.machineID = machineID
        self.smsID = smsID
        self.siteCode = siteCode
        self.name = name
        self.domain = domain
        self.platform = platform
        self.logonServer = logonServer
        self.user = user
        self.state = state
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "Machines", keyCount: 2,
        meaning: "Client computers (Q153246).",
        columns: [
            .owner(),
            ColumnDescription(
                "dwMachineID", .integer, "running number in this database, from `NextMachineID` of SMSData"),
            ColumnDescription("SMSID", .text, "the SMSID, base 36 (Q127052)"),
            ColumnDescription("SiteCode", .text, "the site the computer belongs to"),
            ColumnDescription("Name", .text, "the computer's name"),
            ColumnDescription("Domain", .text, "its domain"),
            ColumnDescription(
                "Platform", .integer,
                "operating system, one bit: 1 Windows 3.x, 2 NT x86, 4 NT MIPS, 8 NT Alpha, 16 DOS 5, "
                    + "32 DOS 6, 64 Macintosh, 128 Windows 95 (Q123499, SMSINFO.H)"),
            ColumnDescription("LogonServer", .text, "its logon server"),
            ColumnDescription("LogOnName", .text, "the user who is logged on; empty: nobody"),
            .choice("State", MachineState.self, "0 off, 1 on without a user, 2 a user is logged on"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .integer(machineID), .name(smsID), .name(siteCode), .text(name), .text(domain),
            .number(platform), .text(logonServer), .text(user), .number(state),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        machineID = try reader.integer()
        smsID = try reader.identifier()
        siteCode = try reader.site()
        name = try reader.text()
        domain = try reader.text()
        platform = try reader.bits()
        logonServer = try reader.text()
        user = try reader.text()
        state = try reader.choice()
    }
}
