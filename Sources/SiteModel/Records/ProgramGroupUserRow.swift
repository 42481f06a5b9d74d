/// A user group that a program group was given to.
public struct ProgramGroupUserRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The program group.
    public var groupID: PackageID
    /// The place in the list, from 0.
    public var ordinal: Int64
    /// The user group; `Everyone` stands for all users.
    public var userGroup: String

    /// Makes a row.
    public init(site: SiteCode, groupID: PackageID, ordinal: Int64, userGroup: String) {
        self.site = site
        self.groupID = groupID
        self.ordinal = ordinal
        self.userGroup = userGroup
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "ProgramGroupUsers", keyCount: 3,
        meaning: "User groups that program groups were given to.",
        columns: [
            .owner(),
            ColumnDescription("ProgramGroupID", .text, "the program group"),
            ColumnDescription("Ordinal", .integer, "the place in the list, from 0"),
            ColumnDescription("UserGroup", .text, "the user group; `Everyone` stands for all users"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [.name(site), .name(groupID), .integer(ordinal), .text(userGroup)]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        groupID = try reader.identifier()
        ordinal = try reader.integer()
        userGroup = try reader.text()
    }
}
