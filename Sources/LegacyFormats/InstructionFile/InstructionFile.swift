public import SiteModel

/// The offers of one client: `<SMSID>.INS` in PCMDOM.BOX and PCMINS.BOX (Q126644, Q188042).
///
/// The historical layout is not published, so the layout is ours (`sms12INS` in the first bytes): records of type 1
/// (file name) and 2 (one offer) in the container of all our binary files. Same contents, same bytes.
public struct InstructionFile: Equatable, Sendable {
    /// The name without folder, such as `MDM00005.INS`.
    public var fileName: String
    /// The offers in the order of the file.
    public var instructions: [ClientInstruction]

    /// Makes a file.
    public init(fileName: String, instructions: [ClientInstruction]) {
        self.fileName = fileName
        self.instructions = instructions
    }

    /// Makes the file of a client.
    public init(client: SMSID, instructions: [ClientInstruction]) {
        self.init(fileName: Self.name(of: client), instructions: instructions)
    }

    /// The file name of a client, `<SMSID>.INS`.
    public static func name(of client: SMSID) -> String { "\(client).INS" }

    /// The client, read from the file name; nil when the name has another form.
    public var client: SMSID? {
        guard let dot = fileName.utf8.firstIndex(of: 0x2E) else { return nil }
        return SMSID(fileName[..<dot])
    }

    private static let nameType = 1
    private static let instructionType = 2

    /// The bytes of the file.
    ///
    /// - Throws: `RecordFileError` for more than 10 servers or a time outside the years 1601 to 9999.
    public func encode() throws(RecordFileError) -> [UInt8] {
        var writer = VarfileWriter(.instructions)
        writer.add(Self.nameType, Array(fileName.utf8))
        for instruction in instructions {
            writer.add(Self.instructionType, try Self.payload(of: instruction, in: fileName))
        }
        return writer.finish()
    }

    /// Reads bytes; what cannot be read is left out and reported.
    ///
    /// An empty file offers nothing (Q160855).
    /// The file name names the file in findings, and stands in where the bytes hold no name.
    public static func decode(_ bytes: [UInt8], fileName: String) -> (
        file: InstructionFile, findings: [Finding]
    ) {
        var file = InstructionFile(fileName: fileName, instructions: [])
        if bytes.isEmpty { return (file, []) }
        var reader = VarfileReader(bytes, .instructions, file: fileName)
        for record in reader.records {
            switch Int(record.type) {
            case nameType: file.fileName = String(decoding: record.payload, as: UTF8.self)
            case instructionType:
                switch instruction(record.payload) {
                case .success(let instruction): file.instructions.append(instruction)
                case .failure(let problem):
                    reader.report(
                        .error, "instruction-record", "the offer is left out: \(problem.message)",
                        offset: record.offset)
                }
            default:
                reader.report(
                    .warning, "varfile-unknown-record", "a record of type \(record.type) is left out",
                    offset: record.offset)
            }
        }
        return (file, reader.findings)
    }
}

/// Tags of the values of an offer; numbers are never used again for something else.
private enum InstructionTag {
    static let version: UInt8 = 1
    static let siteID: UInt8 = 2
    static let requestID: UInt8 = 3
    static let packageID: UInt8 = 4
    static let jobID: UInt8 = 5
    static let installFlag: UInt8 = 6
    static let installBy: UInt8 = 7
    static let displayDate: UInt8 = 8
    static let expiration: UInt8 = 9
    static let userInput: UInt8 = 10
    static let operatingSystem: UInt8 = 11
    static let runCommand: UInt8 = 12
    static let wclName: UInt8 = 13
    static let server: UInt8 = 14
    static let packageName: UInt8 = 15
    static let comments: UInt8 = 16
    static let reserved: UInt8 = 17
    static let serverUNC: UInt8 = 1
    static let serverKind: UInt8 = 2
    static let serverZone: UInt8 = 3
}

/// Why a record was left out.
private struct InstructionProblem: Error {
    var message: String
}

extension InstructionFile {
    private static func payload(
        of instruction: ClientInstruction, in fileName: String
    ) throws(RecordFileError) -> [UInt8] {
        let subject = "offer \(instruction.requestID) of instruction file \(fileName)"
        guard instruction.servers.count <= ClientInstruction.maximumServers else {
            throw RecordFileError(
                subject: subject,
                message: "\(instruction.servers.count) servers, a record holds 10 (Q161310)")
        }
        for time in [instruction.installBy, instruction.displayDate, instruction.expiration] {
            guard time?.fitsLegacyFormats ?? true else {
                throw RecordFileError(subject: subject, message: "a time outside the years 1601 to 9999")
            }
        }
        var fields = FieldWriter()
        fields.add(InstructionTag.version, instruction.version.text)
        fields.add(InstructionTag.siteID, instruction.siteID.description)
        fields.add(InstructionTag.requestID, instruction.requestID.description)
        fields.add(InstructionTag.packageID, instruction.packageID.description)
        fields.add(InstructionTag.jobID, instruction.jobID.description)
        fields.add(InstructionTag.installFlag, instruction.installFlag)
        fields.add(InstructionTag.installBy, instruction.installBy)
        fields.add(InstructionTag.displayDate, instruction.displayDate)
        fields.add(InstructionTag.expiration, instruction.expiration)
        fields.add(InstructionTag.userInput, instruction.userInput ? 1 : 0)
        fields.add(InstructionTag.operatingSystem, instruction.operatingSystem.rawValue)
        fields.add(InstructionTag.runCommand, instruction.runCommand)
        fields.add(InstructionTag.wclName, instruction.wclName)
        for server in instruction.servers {
            var inner = FieldWriter()
            inner.add(InstructionTag.serverUNC, server.unc)
            inner.add(InstructionTag.serverKind, server.kind.rawValue)
            if let zone = server.zone { inner.add(InstructionTag.serverZone, zone) }
            fields.add(InstructionTag.server, bytes: inner.bytes)
        }
        fields.add(InstructionTag.packageName, instruction.packageName)
        fields.add(InstructionTag.comments, instruction.comments)
        fields.add(InstructionTag.reserved, bytes: instruction.reserved)
        return fields.bytes
    }

    private static func instruction(_ payload: [UInt8]) -> Result<ClientInstruction, InstructionProblem> {
        let fields = FieldReader(payload)
        if let problem = fields.problem { return .failure(InstructionProblem(message: problem)) }
        guard let site = fields.text(InstructionTag.siteID).flatMap({ SiteCode($0) }),
            let request = fields.text(InstructionTag.requestID).flatMap({ RequestID($0) }),
            let package = fields.text(InstructionTag.packageID).flatMap({ PackageID($0) }),
            let job = fields.text(InstructionTag.jobID).flatMap({ JobID($0) })
        else { return .failure(InstructionProblem(message: "one of its four identifiers is unreadable")) }
        for tag in [InstructionTag.installBy, InstructionTag.displayDate, InstructionTag.expiration]
        where fields.bytes(tag) != nil && fields.time(tag) == nil {
            return .failure(InstructionProblem(message: "a time is outside the years 1601 to 9999"))
        }
        var result = ClientInstruction(siteID: site, requestID: request, packageID: package, jobID: job)
        result.version = InstructionVersion(fields.text(InstructionTag.version) ?? "")
        result.installFlag = fields.number(InstructionTag.installFlag) ?? 0
        result.installBy = fields.time(InstructionTag.installBy)
        result.displayDate = fields.time(InstructionTag.displayDate)
        result.expiration = fields.time(InstructionTag.expiration)
        result.userInput = fields.number(InstructionTag.userInput) == 1
        result.operatingSystem = PlatformMask(rawValue: fields.number(InstructionTag.operatingSystem) ?? 0)
        result.runCommand = fields.text(InstructionTag.runCommand) ?? ""
        result.wclName = fields.text(InstructionTag.wclName) ?? ""
        for field in fields.fields where field.tag == InstructionTag.server {
            guard result.servers.count < ClientInstruction.maximumServers else {
                return .failure(InstructionProblem(message: "it has more than 10 servers"))
            }
            let inner = FieldReader(field.bytes)
            guard inner.problem == nil, let unc = inner.text(InstructionTag.serverUNC) else {
                return .failure(InstructionProblem(message: "a server is unreadable"))
            }
            let kind = inner.number(InstructionTag.serverKind).flatMap { ServerKind(rawValue: $0) }
            result.servers.append(
                ClientInstruction.Server(
                    unc: unc, kind: kind ?? .unknown, zone: inner.text(InstructionTag.serverZone)))
        }
        result.packageName = fields.text(InstructionTag.packageName) ?? ""
        result.comments = fields.text(InstructionTag.comments) ?? ""
        result.reserved = fields.bytes(InstructionTag.reserved) ?? []
        return .success(result)
    }
}
