/// An item of a program group.
public struct ProgramGroupItemRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The program group.
    public var groupID: PackageID
    /// The place in the group, from 0.
    public var ordinal: Int64
    /// The sharing package.
    public var packageID: PackageID
    /// The title of its program item; empty: every item of the package.
    public var title: String

    /// Makes a row.
    public init(site: SiteCode, groupID: PackageID, ordinal: Int64, packageID: PackageID, title: String) {
        self.site = site
        self.groupID = groupID
        self.ordinal = ordinal
        self.packageID = packageID
        self.title = title
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "ProgramGroupItems", keyCount: 3,
        meaning: "Items of the program groups.",
        columns: [
            .owner(),
            ColumnDescription("ProgramGroupID", .text, "the program group"),
            ColumnDescription("Ordinal", .integer, "the place in the group, from 0"),
            ColumnDescription("PackageID", .text, "the sharing package"),
            ColumnDescription(
                "Title", .text, "the title of its program item; empty: every item of the package"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [.name(site), .name(groupID), .integer(ordinal), .name(packageID), .text(title)]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        groupID = try reader.identifier()
        ordinal = try reader.integer()
        packageID = try reader.identifier()
        title = try reader.text()
    }
}
