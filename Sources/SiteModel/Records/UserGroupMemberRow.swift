/// A user of a user group.
public struct UserGroupMemberRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The group.
    public var group: String
    /// The place in the group, from 0.
    public var ordinal: Int64
    /// The user; `*` stands for any text.
    public var user: String

    /// Makes a row.
    public init(site: SiteCode, group: String, ordinal: Int64, user: String) {
        self.site = site
        self.group = group
        self.ordinal = ordinal
        self.user = user
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "UserGroupMembers", keyCount: 3,
        meaning: "Users of the user groups.",
        columns: [
            .owner(),
            ColumnDescription("GroupName", .text, "the group"),
            ColumnDescription("Ordinal", .integer, "the place in the group, from 0"),
            ColumnDescription("UserName", .text, "the user; `*` stands for any text"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [.name(site), .text(group), .integer(ordinal), .text(user)]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        group = try reader.text()
        ordinal = try reader.integer()
        user = try reader.text()
    }
}
