/// Where a package lies on a distribution server (`PackageLocations`, Q153231).
public struct PackageLocationRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The package.
    public var packageID: PackageID
    /// The distribution server.
    public var server: String
    /// `W`: workstation package; `S`: sharing package.
    public var kind: PackageLocationKind
    /// The site of the server.
    public var siteCode: SiteCode
    /// The share, such as `SMS_PKGC`.
    public var share: String
    /// The path below the share.
    public var path: String

    /// Makes a row.
    public init(
        site: SiteCode,
        packageID: PackageID,
        server: String,
        kind: PackageLocationKind,
        siteCode: SiteCode,
        share: String,
        path: String = ""
    ) {
        self.site = site
        self.packageID = packageID
        self.server = server
        self.kind = kind
        self.siteCode = siteCode
        self.share = share
        self.path = path
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "PackageLocations", keyCount: 4,
        meaning: "Where packages lie; rows of detached sites and removed packages stay (Q153231).",
        columns: [
            .owner(),
            ColumnDescription("PackageID", .text, "the package"),
            ColumnDescription("Server", .text, "the distribution server"),
            .word("Kind", PackageLocationKind.self, "`W`: workstation package; `S`: sharing package"),
            ColumnDescription("SiteCode", .text, "the site of the server"),
            ColumnDescription("Share", .text, "the share, such as `SMS_PKGC`"),
            ColumnDescription("Path", .text, "the path below the share"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .name(packageID), .text(server), .word(kind), .name(siteCode), .text(share),
            .text(path),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        packageID = try reader.identifier()
        server = try reader.text()
        kind = try reader.word()
        siteCode = try reader.site()
        share = try reader.text()
        path = try reader.text()
    }
}
