/// A way from the owning site to another, or to itself (RG; event 332 without one).
public struct AddressRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The site that is reached.
    public var destination: SiteCode
    /// Speed of the link in bits a second.
    public var bitsPerSecond: Int64
    /// Kind of the sender: 0 LAN, 1 async RAS, 2 ISDN RAS, 3 X.25 RAS, 4 SNA batch, 5 SNA interactive.
    public var sender: SenderKind
    /// Percent of the link that may be used (Q140396).
    public var percent: Int64

    /// Makes a row.
    public init(
        site: SiteCode,
        destination: SiteCode,
        sender: SenderKind = .lan,
        bitsPerSecond: Int64 = 10_000_000,
        percent: Int64 = 100
    ) {
        self.site = site
        self.destination = destination
        self.bitsPerSecond = bitsPerSecond
        self.sender = sender
        self.percent = percent
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "Addresses", keyCount: 3,
        meaning: "Addresses of a site; the one to itself carries its own jobs (RG), and without an address "
            + "there is event 332.",
        columns: [
            .owner(),
            ColumnDescription("DestinationSite", .text, "the site that is reached"),
            .choice(
                "Sender", SenderKind.self,
                "0 LAN, 1 async RAS, 2 ISDN RAS, 3 X.25 RAS, 4 SNA batch, 5 SNA interactive"),
            ColumnDescription("BitsPerSecond", .integer, "speed of the link in bits a second"),
            ColumnDescription("Percent", .integer, "percent of the link that may be used (Q140396)"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .name(destination), .number(sender), .integer(bitsPerSecond), .integer(percent),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        destination = try reader.site()
        sender = try reader.choice()
        bitsPerSecond = try reader.integer()
        percent = try reader.integer()
    }
}
