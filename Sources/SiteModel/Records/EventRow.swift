/// An SMS event (`SMSEvents`, Q137679).
public struct EventRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// Running number in this database, from 1.
    public var ordinal: Int64
    /// Milliseconds since 1970 UTC.
    public var instant: Int64
    /// The event number (Q122177 to Q122181).
    public var eventID: Int64
    /// 1 information, 2 non-fatal error, 3 fatal error; only the first two words are attested (Q168510,
    /// Q129125).
    public var severity: EventSeverity
    /// The component, such as `SMS_SCHEDULER`.
    public var component: String
    /// The computer the component runs on.
    public var machine: String
    /// The job the event is about; NULL without.
    public var jobID: JobID?
    /// The destination of the job; NULL without.
    public var jobDestination: SiteCode?
    /// Texts put into the message, a JSON list.
    public var insertions: String

    /// Makes a row.
    public init(
        site: SiteCode,
        ordinal: Int64,
        instant: Int64,
        eventID: Int64,
        severity: EventSeverity,
        component: String,
        machine: String,
        jobID: JobID? = nil,
        jobDestination: SiteCode? = nil,
        insertions: String = "[]"
    ) {
        self.site = site
        self.ordinal = ordinal
        self.instant = instant
        self.eventID = eventID
        self.severity = severity
        self.component = component
        self.machine = machine
        self.jobID = jobID
        self.jobDestination = jobDestination
        self.insertions = insertions
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "SMSEvents", keyCount: 2,
        meaning: "SMS events (Q137679, Q168510).",
        columns: [
            .owner(),
            ColumnDescription("Ordinal", .integer, "running number in this database, from 1"),
            ColumnDescription("Instant", .integer, "milliseconds since 1970 UTC"),
            ColumnDescription("EventID", .integer, "the event number (Q122177 to Q122181)"),
            .choice(
                "Severity", EventSeverity.self,
                "1 information, 2 non-fatal error, 3 fatal error; only the first two words are "
                    + "attested (Q168510, Q129125)"),
            ColumnDescription("Component", .text, "the component, such as `SMS_SCHEDULER`"),
            ColumnDescription("Machine", .text, "the computer the component runs on"),
            ColumnDescription("JobID", .text, nullable: true, "the job the event is about; NULL without"),
            ColumnDescription(
                "JobDestination", .text, nullable: true, "the destination of the job; NULL without"),
            ColumnDescription("Insertions", .text, "texts put into the message, a JSON list"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .integer(ordinal), .integer(instant), .integer(eventID), .number(severity),
            .text(component), .text(machine), .optionalName(jobID), .optionalName(jobDestination),
            .text(insertions),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        ordinal = try reader.integer()
        instant = try reader.integer()
        eventID = try reader.integer()
        severity = try reader.choice()
        component = try reader.text()
        machine = try reader.text()
        jobID = try reader.optionalIdentifier()
        jobDestination = try reader.optionalSite()
        insertions = try reader.text()
    }
}
