/// A machine group.
public struct MachineGroupRow: SiteRecord {
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
        name: "MachineGroups", keyCount: 2,
        meaning: "Machine groups: computers or servers by name.",
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
