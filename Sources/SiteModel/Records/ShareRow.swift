/// A share of a server: a name that stands for a drive and a path.
public struct ShareRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The server.
    public var server: String
    /// The share name; compared without case, kept in capitals.
    public var share: String
    /// The letter of the drive.
    public var drive: String
    /// The path on the drive, parts separated by a backslash; empty for its root.
    public var path: String
    /// Bits: 1 user read, 2 user write, 4 guest read, 8 guest write.
    public var permissions: AccessPermissions
    /// The comment, with the day on which SMS made the share.
    public var comment: String

    /// Makes a row.
    public init(
        site: SiteCode,
        server: String,
        share: String,
        drive: String,
        path: String,
        permissions: AccessPermissions = .all,
        comment: String = ""
    ) {
        self.site = site
        self.server = server
        self.share = share
        self.drive = drive
        self.path = path
        self.permissions = permissions
        self.comment = comment
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "Shares", keyCount: 3,
        meaning: "Shares: a name that stands for a drive and a path.",
        columns: [
            .owner(),
            ColumnDescription("Server", .text, "the server"),
            ColumnDescription("Share", .text, "the share name; compared without case, kept in capitals"),
            ColumnDescription("Drive", .text, "the letter of the drive"),
            ColumnDescription(
                "Path", .text, "the path on the drive, parts separated by a backslash; empty for its root"),
            ColumnDescription(
                "Permissions", .integer, "bits: 1 user read, 2 user write, 4 guest read, 8 guest write"),
            ColumnDescription("Comment", .text, "the comment, with the day on which SMS made the share")
                .added(.text("")),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .text(server), .text(share), .text(drive), .text(path), .number(permissions),
            .text(comment),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        server = try reader.text()
        share = try reader.text()
        drive = try reader.text()
        path = try reader.text()
        permissions = try reader.bits()
        comment = try reader.text()
    }
}
