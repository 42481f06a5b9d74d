public import SiteModel

/// A retry instruction of the Despooler: an `.SNI` that holds what of a job's instruction is still to be done, and when.
///
/// SNIRDR prints its execution time and its number of retries (Q140374). The layout is ours (`sms12SNI` in the first
/// bytes, as of a client's status). Same contents, same bytes.
public struct RetryInstruction: Equatable, Sendable {
    /// The site that executes it.
    public var site: SiteCode
    /// The job.
    public var job: JobID
    /// The job's package; nil: none that is known here.
    public var package: PackageID?
    /// Whether it takes the job back rather than carrying it out.
    public var isCancel: Bool
    /// Whether the compressed package came with the first instruction.
    public var carriesPackage: Bool
    /// Whether servers that have the package already are served as well.
    public var refreshesExisting: Bool
    /// The execution time: not before, by the site server's clock; nil: at once.
    public var notBefore: LocalTime?
    /// How often it was tried; the Despooler gives up at 100 (Q140374).
    public var retryCount: Int
    /// Distribution servers that are still to be served; empty: they are decided anew.
    public var servers: [String]
    /// How many workstations of the site the job is for.
    public var targets: Int

    /// Makes an instruction.
    public init(
        site: SiteCode, job: JobID, package: PackageID?, isCancel: Bool = false, carriesPackage: Bool,
        refreshesExisting: Bool, notBefore: LocalTime?, retryCount: Int, servers: [String], targets: Int
    ) {
        self.site = site
        self.job = job
        self.package = package
        self.isCancel = isCancel
        self.carriesPackage = carriesPackage
        self.refreshesExisting = refreshesExisting
        self.notBefore = notBefore
        self.retryCount = retryCount
        self.servers = servers
        self.targets = targets
    }

    private enum Tag {
        static let site: UInt8 = 1
        static let job: UInt8 = 2
        static let package: UInt8 = 3
        static let isCancel: UInt8 = 4
        static let carriesPackage: UInt8 = 5
        static let refreshesExisting: UInt8 = 6
        static let notBefore: UInt8 = 7
        static let retryCount: UInt8 = 8
        static let server: UInt8 = 9
        static let targets: UInt8 = 10
    }
    /// A client's status is a record of type 1.
    private static let recordType = 2

    /// The bytes of the file.
    ///
    /// - Throws: `RecordFileError` for a time outside the years 1601 to 9999.
    public func encode() throws(RecordFileError) -> [UInt8] {
        guard notBefore?.fitsLegacyFormats ?? true else {
            throw RecordFileError(
                subject: "retry instruction of job \(job)", message: "a time outside the years 1601 to 9999")
        }
        var fields = FieldWriter()
        fields.add(Tag.site, site.description)
        fields.add(Tag.job, job.description)
        if let package { fields.add(Tag.package, package.description) }
        fields.add(Tag.isCancel, isCancel ? 1 : 0)
        fields.add(Tag.carriesPackage, carriesPackage ? 1 : 0)
        fields.add(Tag.refreshesExisting, refreshesExisting ? 1 : 0)
        fields.add(Tag.notBefore, notBefore)
        fields.add(Tag.retryCount, retryCount)
        for server in servers { fields.add(Tag.server, server) }
        fields.add(Tag.targets, targets)
        var writer = VarfileWriter(.statusInstruction)
        writer.add(Self.recordType, fields.bytes)
        return writer.finish()
    }

    /// Reads bytes; nil without a finding when they hold no retry instruction, nil with an error when they are damaged.
    ///
    /// `fileName` names the file in findings.
    public static func decode(
        _ bytes: [UInt8], fileName: String
    ) -> (instruction: RetryInstruction?, findings: [Finding]) {
        var reader = VarfileReader(bytes, .statusInstruction, file: fileName)
        guard let record = reader.records.first(where: { Int($0.type) == recordType }) else {
            return (nil, [])
        }
        guard !reader.findings.contains(where: { $0.severity == .error }) else {
            return (nil, reader.findings)
        }
        let fields = FieldReader(record.payload)
        let isTimeReadable = fields.bytes(Tag.notBefore) == nil || fields.time(Tag.notBefore) != nil
        guard fields.problem == nil, isTimeReadable,
            let site = fields.text(Tag.site).flatMap({ SiteCode($0) }),
            let job = fields.text(Tag.job).flatMap({ JobID($0) }),
            let retryCount = fields.number(Tag.retryCount), let targets = fields.number(Tag.targets)
        else {
            reader.report(
                .error, "status-instruction-record", "the instruction is unreadable", offset: record.offset)
            return (nil, reader.findings)
        }
        let instruction = RetryInstruction(
            site: site, job: job, package: fields.text(Tag.package).flatMap { PackageID($0) },
            isCancel: fields.number(Tag.isCancel) == 1,
            carriesPackage: fields.number(Tag.carriesPackage) == 1,
            refreshesExisting: fields.number(Tag.refreshesExisting) == 1,
            notBefore: fields.time(Tag.notBefore), retryCount: retryCount,
            servers: fields.fields.filter { $0.tag == Tag.server }.map {
                String(decoding: $0.bytes, as: UTF8.self)
            }, targets: targets)
        return (instruction, reader.findings)
    }

    /// The text of SNIRDR: the two published lines (Q140374), then our own under a heading that says so.
    public func printSNIRDR() -> String {
        let names = servers.map { DumpText.oneLine($0) }.joined(separator: ", ")
        return StatusInstruction.publishedLines(notBefore, retryCount: retryCount) + """
            --- lines below are those of sms12 ---
            Not before: \(notBefore.map(\.description) ?? "(not set)")
            Type:       retry of a job's \(isCancel ? "cancel instruction" : "instruction")
            Site:       \(site)
            Job:        \(job)
            Package:    \(package.map(\.description) ?? "(none)")
            Still to serve: \(names.isEmpty ? "(decided anew)" : names)
            Existing servers too: \(refreshesExisting ? "yes" : "no")
            Package file came with it: \(carriesPackage ? "yes" : "no")
            Workstations: \(targets)

            """
    }
}
