/// An alert of a site's SMS_ALERTER (sms12-server 1.2).
public struct AlertRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The name.
    public var name: String
    /// The name of the saved query.
    public var query: String
    /// How much has to be found.
    public var atLeast: Int64
    /// Minutes between two runs of the query.
    public var minutes: Int64
    /// The server that is told by a message; empty: none.
    public var tells: String

    /// Makes a row.
    public init(site: SiteCode, name: String, query: String, atLeast: Int64, minutes: Int64, tells: String) {
        self.site = site
        self.name = name
        self.query = query
        self.atLeast = atLeast
        self.minutes = minutes
        self.tells = tells
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "Alerts", keyCount: 2,
        meaning: "Alerts; where 1.2 kept them is not known, so that the table is ours.",
        columns: [
            .owner(),
            ColumnDescription("AlertName", .text, "the name"),
            ColumnDescription("Query", .text, "the name of the saved query"),
            ColumnDescription("AtLeast", .integer, "how much has to be found"),
            ColumnDescription("Minutes", .integer, "minutes between two runs of the query"),
            ColumnDescription("Tells", .text, "the server that is told by a message; empty: none"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [.name(site), .text(name), .text(query), .integer(atLeast), .integer(minutes), .text(tells)]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        name = try reader.text()
        query = try reader.text()
        atLeast = try reader.integer()
        minutes = try reader.integer()
        tells = try reader.text()
    }
}
