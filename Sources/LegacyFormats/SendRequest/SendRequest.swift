public import SiteModel

/// A send request: `.SRQ` while waiting, `.SRS` once a Sender took it (Q123221, RG S3D3C).
///
/// Types and lengths of the records are historical; how their bytes are used is not published, so that is ours
/// (`sms12SRQ` in the first bytes). Same records, same bytes.
public struct SendRequest: Equatable, Sendable {
    /// The records in order.
    public var records: [SendRequestRecord]

    /// Takes records as they are.
    public init(records: [SendRequestRecord]) { self.records = records }

    /// Makes a request with the records of the published dump, in its order.
    ///
    /// `address` is an address with account, such as `{}{\\server\SMS_SITE account}`; `isCancelled` is what the Scheduler
    /// writes into it, `action` what a Sender asks for after a failure.
    public init(
        information: SendRequestInformation, status: SendRequestStatus, address: String, packageFile: String?,
        instructionFile: String, isCancelled: Bool = false, action: SendActionCode = .nothing
    ) {
        var records = [
            SendRequestRecord(.information(information)), SendRequestRecord(.status(status)),
            SendRequestRecord(.cancel(isCancelled)), SendRequestRecord(.actionCode(action)),
            SendRequestRecord(.address(address)),
        ]
        if let packageFile { records.append(SendRequestRecord(.packageFile(packageFile))) }
        records.append(SendRequestRecord(.instructionFile(instructionFile)))
        records.append(.emptyRouting)
        records.append(.emptySendAction)
        self.records = records
    }

    /// The first INFO record.
    public var information: SendRequestInformation? {
        for record in records { if case .information(let value) = record.content { return value } }
        return nil
    }

    /// The first STATUS record.
    public var status: SendRequestStatus? {
        for record in records { if case .status(let value) = record.content { return value } }
        return nil
    }

    /// Whether a CANCEL record says so.
    public var isCancelled: Bool { records.contains { $0.content == .cancel(true) } }

    /// The action code a Sender left, 0 when there is none.
    public var actionCode: SendActionCode {
        for record in records { if case .actionCode(let value) = record.content { return value } }
        return .nothing
    }

    /// The addresses in order.
    public var addresses: [String] {
        records.compactMap { if case .address(let text) = $0.content { text } else { nil } }
    }

    /// The bytes of the file.
    ///
    /// - Throws: `RecordFileError` for a text too long for its record, a time outside 1970 to 2106, a negative
    ///   count, or a record without its bytes (as read from a dump).
    public func encode() throws(RecordFileError) -> [UInt8] {
        var writer = VarfileWriter(.sendRequest)
        for record in records { writer.add(record.type, try SendRequestLayout.payload(of: record)) }
        return writer.finish()
    }

    /// Reads bytes; what cannot be read is left out and reported.
    ///
    /// A record of length zero, over which DUMPSEND looped for ever (Q159201), is reported and kept.
    /// `fileName` names the file in findings.
    public static func decode(_ bytes: [UInt8], fileName: String) -> (
        request: SendRequest, findings: [Finding]
    ) {
        var reader = VarfileReader(bytes, .sendRequest, file: fileName)
        var request = SendRequest(records: [])
        for record in reader.records {
            let type = Int(record.type)
            if record.payload.isEmpty {
                reader.report(
                    .error, "send-request-zero-length",
                    "a record of type \(type) has the length 0; DUMPSEND loops here for ever (Q159201)",
                    offset: record.offset)
            } else if let wanted = SendRequestRecord.fixedLength(ofType: type), wanted != record.payload.count
            {
                reader.report(
                    .error, "send-request-length",
                    "a record of type \(type) has the length \(record.payload.count), expected \(wanted)",
                    offset: record.offset)
            }
            if let content = SendRequestLayout.content(type: type, record.payload) {
                request.records.append(SendRequestRecord(content, length: record.payload.count))
            } else {
                reader.report(
                    .error, "send-request-record", "a record of type \(type) is unreadable and kept as bytes",
                    offset: record.offset)
                request.records.append(
                    SendRequestRecord(.other(type: type, bytes: record.payload)))
            }
        }
        return (request, reader.findings)
    }
}
