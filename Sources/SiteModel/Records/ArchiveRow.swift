/// How a package was packed: facts that depend on the host, kept out of the trace.
public struct ArchiveRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The package.
    public var packageID: PackageID
    /// The compressed file, such as `BPC0000A.W00`.
    public var file: String
    /// SHA-256 of the file, 64 hexadecimal digits.
    public var digest: String
    /// Size of the file in bytes.
    public var bytes: Int64
    /// Version of libarchive.
    public var libarchive: String
    /// Version of zlib.
    public var zlib: String
    /// Compression level; 0: stored.
    public var level: Int64
    /// The observation of the source whose files these are: its ordinal in `Observations`.
    public var source: Int64

    /// Makes a row.
    public init(
        site: SiteCode,
        packageID: PackageID,
        file: String,
        digest: String,
        bytes: Int64,
        libarchive: String,
        zlib: String,
        level: Int64,
        source: Int64
    ) {
        self.site = site
        self.packageID = packageID
        self.file = file
        self.digest = digest
        self.bytes = bytes
        self.libarchive = libarchive
        self.zlib = zlib
        self.level = level
        self.source = source
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "Archives", keyCount: 3,
        meaning: "How packages were packed: facts that depend on the host and are no part of the trace.",
        columns: [
            .owner(),
            ColumnDescription("PackageID", .text, "the package"),
            ColumnDescription("File", .text, "the compressed file, such as `BPC0000A.W00`"),
            ColumnDescription("Digest", .text, "SHA-256 of the file, 64 hexadecimal digits"),
            ColumnDescription("Bytes", .integer, "size of the file in bytes"),
            ColumnDescription("Libarchive", .text, "version of libarchive"),
            ColumnDescription("Zlib", .text, "version of zlib"),
            ColumnDescription("Level", .integer, "compression level; 0: stored"),
            ColumnDescription(
                "Source", .integer, "ordinal of the observation of the source whose files it holds"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .name(packageID), .text(file), .text(digest), .integer(bytes), .text(libarchive),
            .text(zlib), .integer(level), .integer(source),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        packageID = try reader.identifier()
        file = try reader.text()
        digest = try reader.text()
        bytes = try reader.integer()
        libarchive = try reader.text()
        zlib = try reader.text()
        level = try reader.integer()
        source = try reader.integer()
    }
}
