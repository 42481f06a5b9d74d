/// An instruction that travels to a site.
public struct InstructionRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The instruction identifier.
    public var instructionID: String
    /// The job it is for; NULL without.
    public var jobID: JobID?
    /// The site it goes to.
    public var destination: SiteCode
    /// The instruction file.
    public var file: String

    /// Makes a row.
    public init(
        site: SiteCode,
        instructionID: String,
        jobID: JobID? = nil,
        destination: SiteCode,
        file: String
    ) {
        self.site = site
        self.instructionID = instructionID
        self.jobID = jobID
        self.destination = destination
        self.file = file
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "Instructions", keyCount: 2,
        meaning: "Instructions to sites.",
        columns: [
            .owner(),
            ColumnDescription("InstructionID", .text, "the instruction identifier"),
            ColumnDescription("JobID", .text, nullable: true, "the job it is for; NULL without"),
            ColumnDescription("DestinationSite", .text, "the site it goes to"),
            ColumnDescription("File", .text, "the instruction file"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .text(instructionID), .optionalName(jobID), .name(destination), .text(file),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        instructionID = try reader.text()
        jobID = try reader.optionalIdentifier()
        destination = try reader.site()
        file = try reader.text()
    }
}
