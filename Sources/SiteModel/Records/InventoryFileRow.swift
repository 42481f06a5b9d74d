/// A file that an inventory rule looks for.
public struct InventoryFileRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The package.
    public var packageID: PackageID
    /// The place in the package, from 0.
    public var ordinal: Int64
    /// Name of the section, such as `File 1`.
    public var section: String
    /// Name of the file.
    public var file: String
    /// 1: a found file is collected.
    public var collect: Bool
    /// The tests as a package definition file writes them, one a line.
    public var tests: String

    /// Makes a row.
    public init(
        site: SiteCode,
        packageID: PackageID,
        ordinal: Int64,
        section: String,
        file: String,
        collect: Bool = false,
        tests: String = ""
    ) {
        self.site = site
        self.packageID = packageID
        self.ordinal = ordinal
        self.section = section
        self.file = file
        self.collect = collect
        self.tests = tests
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "InventoryFiles", keyCount: 3,
        meaning: "Files that the inventory rules look for.",
        columns: [
            .owner(),
            ColumnDescription("PackageID", .text, "the package"),
            ColumnDescription("Ordinal", .integer, "the place in the package, from 0"),
            ColumnDescription("Section", .text, "name of the section, such as `File 1`"),
            ColumnDescription("FileName", .text, "name of the file"),
            .flag("Collect", "1: a found file is collected"),
            ColumnDescription(
                "Tests", .text, "the tests as a package definition file writes them, one a line"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .name(packageID), .integer(ordinal), .text(section), .text(file), .flag(collect),
            .text(tests),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        packageID = try reader.identifier()
        ordinal = try reader.integer()
        section = try reader.text()
        file = try reader.text()
        collect = try reader.flag()
        tests = try reader.text()
    }
}
