/// A drive of a server.
public struct DriveRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The server.
    public var server: String
    /// The letter, `A` to `Z`.
    public var drive: String
    /// The drive's place on the server, from 0.
    public var ordinal: Int64
    /// File system; only `ntfs` takes a package with long names (Q139589).
    public var fileSystem: FileSystem
    /// Free bytes.
    public var freeBytes: Int64

    /// Makes a row.
    public init(
        site: SiteCode,
        server: String,
        drive: String,
        ordinal: Int64,
        fileSystem: FileSystem = .ntfs,
        freeBytes: Int64
    ) {
        self.site = site
        self.server = server
        self.drive = drive
        self.ordinal = ordinal
        self.fileSystem = fileSystem
        self.freeBytes = freeBytes
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "Drives", keyCount: 3,
        meaning: "Drives of the servers with what is free on them.",
        columns: [
            .owner(),
            ColumnDescription("Server", .text, "the server"),
            ColumnDescription("Drive", .text, "the letter, `A` to `Z`"),
            ColumnDescription("Ordinal", .integer, "the drive's place on the server, from 0"),
            .word(
                "FileSystem", FileSystem.self,
                "file system; only `ntfs` takes a package with long names (Q139589)"),
            ColumnDescription("FreeBytes", .integer, "free bytes"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .text(server), .text(drive), .integer(ordinal), .word(fileSystem),
            .integer(freeBytes),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        server = try reader.text()
        drive = try reader.text()
        ordinal = try reader.integer()
        fileSystem = try reader.word()
        freeBytes = try reader.integer()
    }
}
