public import SiteModel

/// A status instruction `.SNI`: what a client reports to its site after a run (Q169491, Q172899).
///
/// The historical file is binary with readable parts (type, site, job, client). The layout here is ours
/// (`sms12SNI` in the first bytes). Same contents, same bytes.
public struct StatusInstruction: Equatable, Sendable {
    /// The instruction type of a client's result: remove the record from the master instruction file.
    public static let removeType = "MICROSOFT|SMS|DOMAIN_COMMISSAR_WIREMOVE"

    /// How the run ended.
    public enum Result: Int, CaseIterable, Sendable {
        /// 0: ended without an error, or a status MIF said Success.
        case success = 0
        /// 1: a launch error, or a status MIF said Failed.
        case failed = 1
    }

    /// What the Despooler shall do; `removeType` for a client's result.
    public var type: String
    /// The client's site.
    public var site: SiteCode
    /// The job.
    public var job: JobID
    /// The offer.
    public var request: RequestID
    /// The client.
    public var client: SMSID
    /// Not to be executed before, by the site server's clock (Q172899, quirk `status-future-clock`); nil: at once.
    public var notBefore: LocalTime?
    /// How often it was tried; the Despooler gives up at 100 (Q140374).
    public var retryCount: Int
    /// How the run ended.
    public var result: Result
    /// Whether the client sent a status MIF (`.PCK`) as well.
    public var hasStatusMIF: Bool

    /// Makes an instruction.
    public init(
        type: String = StatusInstruction.removeType, site: SiteCode, job: JobID, request: RequestID,
        client: SMSID, notBefore: LocalTime? = nil, retryCount: Int = 0, result: Result,
        hasStatusMIF: Bool = false
    ) {
        self.type = type
        self.site = site
        self.job = job
        self.request = request
        self.client = client
        self.notBefore = notBefore
        self.retryCount = retryCount
        self.result = result
        self.hasStatusMIF = hasStatusMIF
    }

    private enum Tag {
        static let type: UInt8 = 1
        static let site: UInt8 = 2
        static let job: UInt8 = 3
        static let request: UInt8 = 4
        static let client: UInt8 = 5
        static let notBefore: UInt8 = 6
        static let retryCount: UInt8 = 7
        static let result: UInt8 = 8
        static let hasStatusMIF: UInt8 = 9
    }
    private static let recordType = 1

    /// The bytes of the file.
    ///
    /// - Throws: `RecordFileError` for a time outside the years 1601 to 9999.
    public func encode() throws(RecordFileError) -> [UInt8] {
        guard notBefore?.fitsLegacyFormats ?? true else {
            throw RecordFileError(
                subject: "status instruction of \(client) for job \(job)",
                message: "a time outside the years 1601 to 9999")
        }
        var fields = FieldWriter()
        fields.add(Tag.type, type)
        fields.add(Tag.site, site.description)
        fields.add(Tag.job, job.description)
        fields.add(Tag.request, request.description)
        fields.add(Tag.client, client.description)
        fields.add(Tag.notBefore, notBefore)
        fields.add(Tag.retryCount, retryCount)
        fields.add(Tag.result, result.rawValue)
        fields.add(Tag.hasStatusMIF, hasStatusMIF ? 1 : 0)
        var writer = VarfileWriter(.statusInstruction)
        writer.add(Self.recordType, fields.bytes)
        return writer.finish()
    }

    /// Reads bytes; nil with an error finding when they are damaged, as corrupt `.SNI` files are (Q168130).
    ///
    /// `fileName` names the file in findings.
    public static func decode(
        _ bytes: [UInt8], fileName: String
    ) -> (instruction: StatusInstruction?, findings: [Finding]) {
        var reader = VarfileReader(bytes, .statusInstruction, file: fileName)
        guard !reader.findings.contains(where: { $0.severity == .error }) else {
            return (nil, reader.findings)
        }
        guard let record = reader.records.first(where: { Int($0.type) == recordType }) else {
            reader.report(
                .error, "status-instruction-record", "there is no instruction", offset: Varfile.headerSize)
            return (nil, reader.findings)
        }
        let fields = FieldReader(record.payload)
        let isTimeReadable = fields.bytes(Tag.notBefore) == nil || fields.time(Tag.notBefore) != nil
        guard fields.problem == nil, isTimeReadable, let type = fields.text(Tag.type),
            let site = fields.text(Tag.site).flatMap({ SiteCode($0) }),
            let job = fields.text(Tag.job).flatMap({ JobID($0) }),
            let request = fields.text(Tag.request).flatMap({ RequestID($0) }),
            let client = fields.text(Tag.client).flatMap({ SMSID($0) }),
            let result = fields.number(Tag.result).flatMap({ Result(rawValue: $0) })
        else {
            reader.report(
                .error, "status-instruction-record", "the instruction is unreadable", offset: record.offset)
            return (nil, reader.findings)
        }
        let instruction = StatusInstruction(
            type: type, site: site, job: job, request: request, client: client,
            notBefore: fields.time(Tag.notBefore), retryCount: fields.number(Tag.retryCount) ?? 0,
            result: result, hasStatusMIF: fields.number(Tag.hasStatusMIF) == 1)
        return (instruction, reader.findings)
    }

    /// The two lines of SNIRDR that are published (Q140374).
    ///
    /// `M/D/Y` is read as part of the tool's text, in front of month-day-year; with no time, day 0 of 1970 stands
    /// there as the C library would print it, 1-1-1970.
    static func publishedLines(_ time: LocalTime?, retryCount: Int) -> String {
        let fields = (time ?? LocalTime(seconds: 0)).civil
        return "The execution time is M/D/Y \(fields.month)-\(fields.day)-\(fields.year)\n"
            + "The number of retries is \(retryCount)\n"
    }

    /// The text of SNIRDR: the two published lines, then our own under a heading that says so.
    public func printSNIRDR() -> String {
        let result = self.result == .success ? "Success" : "Failed"
        return Self.publishedLines(notBefore, retryCount: retryCount) + """
            --- lines below are those of sms12 ---
            Not before: \(notBefore.map(\.description) ?? "(not set)")
            Type:       \(DumpText.oneLine(type))
            Site:       \(site)
            Job:        \(job)
            Request:    \(request)
            Client:     \(client)
            Result:     \(result)
            Status MIF: \(hasStatusMIF ? "yes" : "no")

            """
    }
}
