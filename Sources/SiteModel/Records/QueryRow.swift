/// A saved query of a site.
public struct QueryRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The identifier, such as `NCS00051` (Q188053).
    public var id: QueryID
    /// The name.
    public var name: String
    /// What it is about, such as `Personal Computer`.
    public var architecture: String
    /// What has to hold, in the query language of sms12.
    public var text: String

    /// Makes a row.
    public init(site: SiteCode, id: QueryID, _ query: QueryDefinition) {
        self.site = site
        self.id = id
        name = query.name
        architecture = query.architecture.rawValue
        text = query.text
    }

    /// The query, or nil where the architecture is unknown.
    public var definition: QueryDefinition? {
        InventoryArchitecture(named: architecture).map {
            QueryDefinition(name: name, architecture: $0, text: text)
        }
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "Queries", keyCount: 2,
        meaning: "Saved queries; where 1.2 kept them is not known, so that the table is ours.",
        columns: [
            .owner(),
            ColumnDescription("QueryID", .text, "the identifier, such as `NCS00051` (Q188053)"),
            ColumnDescription("Name", .text, "the name; a job cannot use a blank one (event 318)"),
            ColumnDescription("Architecture", .text, "what it is about, such as `Personal Computer`"),
            ColumnDescription("Expression", .text, "what has to hold, in the query language of sms12"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [.name(site), .name(id), .text(name), .text(architecture), .text(text)]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        id = try reader.identifier()
        name = try reader.text()
        architecture = try reader.text()
        text = try reader.text()
    }
}
