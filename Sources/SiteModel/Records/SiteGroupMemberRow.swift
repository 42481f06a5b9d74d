/// A member of a site group.
public struct SiteGroupMemberRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The group.
    public var group: String
    /// The place in the group, from 0.
    public var ordinal: Int64
    /// Code of a site.
    public var member: String

    /// Makes a row.
    public init(
        site: SiteCode,
        group: String,
        ordinal: Int64,
        member: String
    ) {
        self.site = site
        self.group = group
        self.ordinal = ordinal
        self.member = member
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "SiteGroupMembers", keyCount: 3,
        meaning: "Members of the site groups.",
        columns: [
            .owner(),
            ColumnDescription("GroupName", .text, "the group"),
            ColumnDescription("Ordinal", .integer, "the place in the group, from 0"),
            ColumnDescription(
                "Member", .text,
                "code of a site"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .text(group), .integer(ordinal), .text(member),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        group = try reader.text()
        ordinal = try reader.integer()
        member = try reader.text()
    }
}
