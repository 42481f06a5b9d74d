/// A user group as a site knows it from its domains (Q129232).
public struct UserGroupRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The name.
    public var name: String

    /// Makes a row.
    public init(site: SiteCode, name: String) {
        self.site = site
        self.name = name
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "UserGroups", keyCount: 2,
        meaning: "User groups, to which program groups are given.",
        columns: [
            .owner(),
            ColumnDescription("GroupName", .text, "the name"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [.name(site), .text(name)]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        name = try reader.text()
    }
}
