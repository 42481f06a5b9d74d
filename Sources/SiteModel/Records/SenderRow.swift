/// A Sender of a site with its outbox (Q163379, Q214485).
public struct SenderRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// 0 LAN, 1 async RAS, 2 ISDN RAS, 3 X.25 RAS, 4 SNA batch, 5 SNA interactive.
    public var kind: SenderKind
    /// The outbox below `SENDER.BOX\REQUESTS`.
    public var outbox: String
    /// Threads over all sites.
    public var maximumSendings: Int64
    /// Threads to any one site.
    public var maximumSiteSendings: Int64
    /// How often a request is tried.
    public var retries: Int64
    /// Minutes between two tries.
    public var retryDelayMinutes: Int64
    /// What goes in each hour of a week: 168 digits 0 all, 1 High only, 2 none, from Sunday 0; empty: all.
    public var schedule: String
    /// Percent of the link for each hour of the day, with commas; empty: what the address says.
    public var hourlyPercent: String

    /// Makes a row.
    public init(site: SiteCode, _ sender: SenderDefinition) {
        self.site = site
        kind = sender.kind
        outbox = sender.kind.outbox
        maximumSendings = Int64(sender.maximumSendings)
        maximumSiteSendings = Int64(sender.maximumSiteSendings)
        retries = Int64(sender.retries)
        retryDelayMinutes = sender.retryDelayMinutes
        schedule = sender.schedule.hours.map { String($0.rawValue) }.joined()
        hourlyPercent = sender.hourlyPercent.map { String($0) }.joined(separator: ",")
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "Senders", keyCount: 2,
        meaning:
            "Senders of a site with their outboxes and the values of their registry keys (Q163379, Q214485).",
        columns: [
            .owner(),
            .choice(
                "Sender", SenderKind.self,
                "0 LAN, 1 async RAS, 2 ISDN RAS, 3 X.25 RAS, 4 SNA batch, 5 SNA interactive"),
            ColumnDescription("Outbox", .text, "the outbox below SENDER.BOX\\REQUESTS"),
            ColumnDescription("MaximumSendings", .integer, "threads over all sites; 0 stops all sending"),
            ColumnDescription("MaximumSiteSendings", .integer, "threads to any one site"),
            ColumnDescription(
                "Retries", .integer, "how often a request is tried before the Scheduler has it back"),
            ColumnDescription("RetryDelay", .integer, "minutes between two tries"),
            ColumnDescription(
                "Schedule", .text,
                "what goes in each hour of a week: 168 digits 0 all, 1 High only, 2 none, from Sunday 0; empty: all"
            ),
            ColumnDescription(
                "HourlyPercent", .text,
                "percent of the link for each hour of the day, with commas; empty: what the address says"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .number(kind), .text(outbox), .integer(maximumSendings),
            .integer(maximumSiteSendings),
            .integer(retries), .integer(retryDelayMinutes), .text(schedule), .text(hourlyPercent),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        kind = try reader.choice()
        outbox = try reader.text()
        maximumSendings = try reader.integer()
        maximumSiteSendings = try reader.integer()
        retries = try reader.integer()
        retryDelayMinutes = try reader.integer()
        schedule = try reader.text()
        hourlyPercent = try reader.text()
    }
}
