/// A site group: sites of one database under a name, to limit jobs to.
public struct SiteGroupRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The name.
    public var name: String
    /// A comment.
    public var comment: String

    /// Makes a row.
    public init(
        site: SiteCode,
        name: String,
        comment: String = ""
    ) {
        self.site = site
        self.name = name
        self.comment = comment
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "SiteGroups", keyCount: 2,
        meaning: "Site groups: what a job can be limited to.",
        columns: [
            .owner(),
            ColumnDescription("GroupName", .text, "the name"),
            ColumnDescription("Comment", .text, "a comment"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .text(name), .text(comment),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        name = try reader.text()
        comment = try reader.text()
    }
}
