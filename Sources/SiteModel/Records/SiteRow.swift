/// A site as one site knows it (`Sites`, Q133113).
///
/// Every site holds a row of itself and of each site below it.
public struct SiteRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The site the row is about.
    public var code: SiteCode
    /// The site's name.
    public var name: String
    /// The parent site; NULL for the central site.
    public var parent: SiteCode?
    /// Response setting as minutes between polls: 1 Very Fast, 5 Fast, 15 Medium, 30 Slow (Q128458).
    public var response: PollingInterval
    /// Zone of the site server and its SQL Server, as a POSIX rule.
    public var zone: String
    /// Milliseconds by which the SQL Server's clock runs ahead.
    public var sqlClockOffsetMilliseconds: Int64
    /// Name of the site server; empty while it is not known.
    public var server: String
    /// Domain of the site server.
    public var domain: String
    /// Letter of the drive with the SMS directory.
    public var smsDrive: String
    /// Minutes between two polls of Package Command Manager; 60 in Q125934.
    public var pcmPollingMinutes: Int64
    /// 1: packages are compressed; 0: stored as they are (Q121555).
    public var compressionEnabled: Bool
    /// 1 (fastest) to 7 (Q121555).
    public var compressionLevel: Int64
    /// Milliseconds of pause after each compressed block (Q121555).
    public var yieldMilliseconds: Int64
    /// Declared size of a compressed package in percent of its source.
    public var ratioPercent: Int64
    /// Milliseconds the Despooler takes for one status instruction of a client (Q169491).
    public var statusMilliseconds: Int64
    /// Whether it is a secondary site: without a database and an Administrator program (Q133111).
    public var isSecondary: Bool

    /// Makes a row.
    public init(
        site: SiteCode,
        code: SiteCode,
        name: String = "",
        parent: SiteCode? = nil,
        response: PollingInterval = .fast,
        zone: String = "UTC0",
        sqlClockOffsetMilliseconds: Int64 = 0,
        server: String = "",
        domain: String = "",
        smsDrive: String = "D",
        pcmPollingMinutes: Int64 = 60,
        compressionEnabled: Bool = true,
        compressionLevel: Int64 = 1,
        yieldMilliseconds: Int64 = 75,
        ratioPercent: Int64 = 60,
        statusMilliseconds: Int64 = 2000,
        isSecondary: Bool = false
    ) {
        self.site = site
        self.code = code
        self.name = name
        self.parent = parent
        self.response = response
        self.zone = zone
        self.sqlClockOffsetMilliseconds = sqlClockOffsetMilliseconds
        self.server = server
        self.domain = domain
        self.smsDrive = smsDrive
        self.pcmPollingMinutes = pcmPollingMinutes
        self.compressionEnabled = compressionEnabled
        self.compressionLevel = compressionLevel
        self.yieldMilliseconds = yieldMilliseconds
        self.ratioPercent = ratioPercent
        self.statusMilliseconds = statusMilliseconds
        self.isSecondary = isSecondary
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "Sites", keyCount: 2,
        meaning: "Sites as the owner knows them: itself and those below it (Q133113).",
        columns: [
            .owner(),
            ColumnDescription("SiteCode", .text, "the site the row is about"),
            ColumnDescription("Name", .text, "the site's name"),
            ColumnDescription(
                "ParentSite", .text, nullable: true, "the parent site; NULL for the central site"),
            .choice(
                "Response", PollingInterval.self,
                "Response setting as minutes between polls: 1 Very Fast, 5 Fast, 15 Medium, 30 Slow "
                    + "(Q128458)"),
            ColumnDescription("Zone", .text, "zone of the site server and its SQL Server, as a POSIX rule"),
            ColumnDescription(
                "SQLClockOffset", .integer, "milliseconds by which the SQL Server's clock runs ahead"),
            ColumnDescription("Server", .text, "name of the site server; empty while it is not known"),
            ColumnDescription("Domain", .text, "domain of the site server"),
            ColumnDescription("SMSDrive", .text, "letter of the drive with the SMS directory"),
            ColumnDescription(
                "PCMPolling", .integer, "minutes between two polls of Package Command Manager; 60 in Q125934"),
            .flag("EnableCompression", "1: packages are compressed; 0: stored as they are (Q121555)"),
            ColumnDescription("CompressionLevel", .integer, "1 (fastest) to 7 (Q121555)"),
            ColumnDescription(
                "YieldTime", .integer, "milliseconds of pause after each compressed block (Q121555)"),
            ColumnDescription(
                "RatioPercent", .integer, "declared size of a compressed package in percent of its source"),
            ColumnDescription(
                "StatusTime", .integer,
                "milliseconds the Despooler takes for one status instruction of a client (Q169491)"),
            ColumnDescription.flag(
                "Secondary", "1: a secondary site, without a database and an Administrator program (Q133111)"
            ).added(.integer(0)),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .name(code), .text(name), .optionalName(parent), .number(response), .text(zone),
            .integer(sqlClockOffsetMilliseconds), .text(server), .text(domain), .text(smsDrive),
            .integer(pcmPollingMinutes), .flag(compressionEnabled), .integer(compressionLevel),
            .integer(yieldMilliseconds), .integer(ratioPercent), .integer(statusMilliseconds),
            .flag(isSecondary),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        code = try reader.site()
        name = try reader.text()
        parent = try reader.optionalSite()
        response = try reader.choice()
        zone = try reader.text()
        sqlClockOffsetMilliseconds = try reader.integer()
        server = try reader.text()
        domain = try reader.text()
        smsDrive = try reader.text()
        pcmPollingMinutes = try reader.integer()
        compressionEnabled = try reader.flag()
        compressionLevel = try reader.integer()
        yieldMilliseconds = try reader.integer()
        ratioPercent = try reader.integer()
        statusMilliseconds = try reader.integer()
        isSecondary = try reader.flag()
    }
}
