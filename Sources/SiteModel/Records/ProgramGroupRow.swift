/// A program group that a site has: its own, or one of a site above (RG S3D39, Q124083).
public struct ProgramGroupRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The identifier, such as `BPC00002` (Q124083).
    public var id: PackageID
    /// The name.
    public var name: String
    /// The site that made it.
    public var siteCode: SiteCode

    /// Makes a row.
    public init(site: SiteCode, id: PackageID, name: String, siteCode: SiteCode) {
        self.site = site
        self.id = id
        self.name = name
        self.siteCode = siteCode
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "ProgramGroups", keyCount: 2,
        meaning:
            "Program groups: the site's own and those of the sites above; where 1.2 kept them is not known, so that the table is ours.",
        columns: [
            .owner(),
            ColumnDescription("ProgramGroupID", .text, "the identifier, such as `BPC00002` (Q124083)"),
            ColumnDescription("GroupName", .text, "the name"),
            ColumnDescription("SiteCode", .text, "the site that made it"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [.name(site), .name(id), .text(name), .name(siteCode)]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        id = try reader.identifier()
        name = try reader.text()
        siteCode = try reader.site()
    }
}
