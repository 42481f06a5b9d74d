/// The inventory detection rule of a package.
public struct InventoryRuleRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The package.
    public var packageID: PackageID
    /// The values of `Detection Rule Part n` of a package definition file, one a line.
    public var rule: String

    /// Makes a row.
    public init(
        site: SiteCode,
        packageID: PackageID,
        rule: String
    ) {
        self.site = site
        self.packageID = packageID
        self.rule = rule
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "InventoryRules", keyCount: 2,
        meaning: "Inventory detection rules of the packages.",
        columns: [
            .owner(),
            ColumnDescription("PackageID", .text, "the package"),
            ColumnDescription(
                "Rule", .text,
                "the values of `Detection Rule Part n` of a package definition file, one a line"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .name(packageID), .text(rule),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        packageID = try reader.identifier()
        rule = try reader.text()
    }
}
