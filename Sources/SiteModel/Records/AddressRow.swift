/// A way from the owning site to another, or to itself (RG; event 332 without one).
public struct AddressRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The site that is reached.
    public var destination: SiteCode
    /// Speed of the link in bits a second.
    public var bitsPerSecond: Int64
    /// Type of the sender.
    public var sender: String

    /// Makes a row.
    public init(
        site: SiteCode,
        destination: SiteCode,
        bitsPerSecond: Int64 = 10_000_000,
        sender: String = "LAN Sender"
    ) {
        self.site = site
        self.destination = destination
        self.bitsPerSecond = bitsPerSecond
        self.sender = sender
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "Addresses", keyCount: 2,
        meaning: "Addresses of a site; the one to itself carries its own jobs (RG), and without an address "
            + "there is event 332.",
        columns: [
            .owner(),
            ColumnDescription("DestinationSite", .text, "the site that is reached"),
            ColumnDescription("BitsPerSecond", .integer, "speed of the link in bits a second"),
            ColumnDescription("Sender", .text, "type of the sender"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .name(destination), .integer(bitsPerSecond), .text(sender),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        destination = try reader.site()
        bitsPerSecond = try reader.integer()
        sender = try reader.text()
    }
}
