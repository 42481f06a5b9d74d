/// A server of the site.
public struct ServerRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The computer's name, in capitals.
    public var name: String
    /// Its domain.
    public var domain: String
    /// 1 unknown, 2 Windows NT, 3 LAN Manager 1, 4 LAN Manager 2, 5 to 7 NetWare 2 to 4 (Q123499).
    public var kind: ServerKind
    /// Bits: 1 site server, 2 logon server, 4 default distribution server.
    public var roles: ServerRoles
    /// 1: it can be reached.
    public var online: Bool

    /// Makes a row.
    public init(
        site: SiteCode,
        name: String,
        domain: String,
        kind: ServerKind = .windowsNT,
        roles: ServerRoles = [],
        online: Bool = true
    ) {
        self.site = site
        self.name = name
        self.domain = domain
        self.kind = kind
        self.roles = roles
        self.online = online
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "Servers", keyCount: 2,
        meaning: "Servers of a site: site server, logon servers, distribution servers.",
        columns: [
            .owner(),
            ColumnDescription("Server", .text, "the computer's name, in capitals"),
            ColumnDescription("Domain", .text, "its domain"),
            .choice(
                "ServerType", ServerKind.self,
                "1 unknown, 2 Windows NT, 3 LAN Manager 1, 4 LAN Manager 2, 5 to 7 NetWare 2 to 4 "
                    + "(Q123499)"),
            ColumnDescription(
                "Roles", .integer, "bits: 1 site server, 2 logon server, 4 default distribution server"),
            .flag("Online", "1: it can be reached"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .text(name), .text(domain), .number(kind), .number(roles), .flag(online),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        name = try reader.text()
        domain = try reader.text()
        kind = try reader.choice()
        roles = try reader.bits()
        online = try reader.flag()
    }
}
