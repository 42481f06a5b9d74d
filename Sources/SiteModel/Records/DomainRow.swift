/// A domain of the site (`Domains`, Q133113).
public struct DomainRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The name.
    public var name: String
    /// The domain's place, from 0; the first is the default.
    public var ordinal: Int64

    /// Makes a row.
    public init(
        site: SiteCode,
        name: String,
        ordinal: Int64
    ) {
        self.site = site
        self.name = name
        self.ordinal = ordinal
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "Domains", keyCount: 2,
        meaning: "Domains of a site (Q133113).",
        columns: [
            .owner(),
            ColumnDescription("Domain", .text, "the name"),
            ColumnDescription("Ordinal", .integer, "the domain's place, from 0; the first is the default"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .text(name), .integer(ordinal),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        name = try reader.text()
        ordinal = try reader.integer()
    }
}
