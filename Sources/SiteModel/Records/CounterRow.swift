/// A counter of the site (`SMSData`, Q153246).
public struct CounterRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The name, such as `NextMachineID`.
    public var name: String
    /// The number that is given out next.
    public var value: Int64

    /// Makes a row.
    public init(
        site: SiteCode,
        name: String,
        value: Int64
    ) {
        self.site = site
        self.name = name
        self.value = value
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "SMSData", keyCount: 2,
        meaning: "Counters (Q153246 names NextMachineID; the other names are ours).",
        columns: [
            .owner(),
            ColumnDescription("Name", .text, "the name, such as `NextMachineID`"),
            ColumnDescription("Value", .integer, "the number that is given out next"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .text(name), .integer(value),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        name = try reader.text()
        value = try reader.integer()
    }

    /// Number of the next machine (Q153246).
    public static let nextMachineID = "NextMachineID"
    /// Counter of the next SMSID.
    public static let nextSMSID = "NextSMSID"
    /// Counter of the next package identifier.
    public static let nextPackage = "NextPackage"
    /// Counter of the next job identifier.
    public static let nextJob = "NextJob"
    /// Counter of the next Package Command Manager request.
    public static let nextRequest = "NextRequest"
    /// Counter of the next send request.
    public static let nextSendRequest = "NextSendRequest"
    /// Counter of the next query identifier.
    public static let nextQuery = "NextQuery"
    /// Ordinal of the next event.
    public static let nextEvent = "NextEvent"
    /// Number of the next instruction.
    public static let nextInstruction = "NextInstruction"
}
