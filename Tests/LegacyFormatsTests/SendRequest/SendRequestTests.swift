import Foundation
import LegacyFormats
import SiteModel
import Testing

@Suite struct SendRequestTests {
    /// The artefact as the tool printed it: continuation lines of the article joined again.
    ///
    /// A path continues directly; account and password follow the share of an address behind one blank.
    private func unwrapped(_ text: String) -> String {
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("             ") {
                let isSecondOfAddress = lines.last?.hasSuffix("\\SMS_SITE") == true
                lines[lines.count - 1] += (isSecondOfAddress ? " " : "") + line.drop { $0 == " " }
            } else {
                lines.append(String(line))
            }
        }
        return lines.joined(separator: "\n")
    }

    @Test func `the published dump reads field by field`() throws {
        guard let text = try artefactText("Q123221-dumpsend.txt") else { return }
        let reading = DumpSend.parse(text, file: "Q123221")
        #expect(reading.findings == [])
        #expect(reading.request.records.map(\.type) == [3, 15, 4, 14, 5, 7, 8, 18, 17])
        #expect(reading.request.records.map(\.length) == [300, 80, 4, 4, 181, 59, 59, 544, 61])
        let information = try #require(reading.request.information)
        #expect(information.priority == .medium)
        #expect(information.destination == SiteCode("CSL"))
        #expect(information.job == "BPC00434")
        #expect(information.request == "_2ZYBPC")
        #expect(information.outbox == "\\\\CNS-SMS\\SMS_SHRD\\site.srv\\sender.box\\requests\\LAN_DEFA.000")
        let status = try #require(reading.request.status)
        #expect(status.status == .ok)
        #expect(status.firstStarted == nil)
        #expect(status.started == LocalTime(year: 1994, month: 11, day: 21, hour: 12, minute: 45))
        #expect(status.restart == status.started)
        #expect(status.totalBytes == 1596)
        #expect(status.bytesLeft == 0)
        #expect(status.syncPoint == 504)
        #expect(status.fileType == .none)
        #expect(status.senderID == "")
        #expect(!reading.request.isCancelled)
        #expect(reading.request.actionCode == .nothing)
        #expect(reading.request.addresses.first?.hasPrefix("{}{\\\\VERMONT\\SMS_SITE 2DDEAF90") == true)
        // Path records are one longer than their text (reference sms12-server 2.10).
        for record in reading.request.records {
            switch record.content {
            case .packageFile(let path), .instructionFile(let path):
                #expect(record.length == path.utf8.count + 1)
            default: continue
            }
        }
    }

    @Test func `the published dump prints as it was before the article wrapped it`() throws {
        guard let text = try artefactText("Q123221-dumpsend.txt") else { return }
        let reading = DumpSend.parse(text, file: "Q123221")
        #expect(DumpSend.print(reading.request, prompt: reading.prompt) == unwrapped(text))
    }

    private func sample() throws -> SendRequest {
        var status = SendRequestStatus(status: .sending, totalBytes: 5_000_000_000)
        status.started = LocalTime(year: 1997, month: 4, day: 1, hour: 9, minute: 2)
        status.bytesLeft = 17
        status.syncPoint = 4
        status.fileType = .package
        status.connects = 3
        status.senderID = "SMS_LAN_SENDER"
        return SendRequest(
            information: SendRequestInformation(
                priority: .high, destination: try #require(SiteCode("DEN")), job: "ABC00001",
                request: "_001ABC", outbox: "\\\\SRV\\SMS_SHRD\\LAN_DEFA.000"), status: status,
            address: "{}{\\\\DENSRV\\SMS_SITE account}", packageFile: "\\\\SRV\\P.W00",
            instructionFile: "\\\\SRV\\P.I00")
    }

    @Test func `a request reads back with the historical lengths`() throws {
        let request = try sample()
        let bytes = try request.encode()
        #expect(bytes.starts(with: Array("sms12SRQ".utf8)))
        let back = SendRequest.decode(bytes, fileName: "x.srq")
        #expect(back.findings == [])
        #expect(back.request == request)
        #expect(back.request.records.map(\.type) == [3, 15, 4, 14, 5, 7, 8, 18, 17])
        #expect(back.request.records.map(\.length) == [300, 80, 4, 4, 30, 12, 12, 544, 61])
        let reading = DumpSend.parse(DumpSend.print(request), file: "x")
        #expect(reading.findings == [])
        #expect(reading.request.information == request.information)
        #expect(reading.request.status == request.status)
        #expect(DumpSend.print(reading.request) == DumpSend.print(request))
    }

    @Test func `a record of length zero is found and does not loop`() throws {
        var request = try sample()
        request.records[7] = SendRequestRecord(.other(type: 18, bytes: []))
        let back = SendRequest.decode(try request.encode(), fileName: "x.srq")
        #expect(back.findings.map(\.code) == ["send-request-zero-length"])
        #expect(back.request == request)
        let reading = DumpSend.parse(DumpSend.print(request), file: "x")
        #expect(reading.findings.map(\.code) == ["send-request-zero-length"])
    }

    @Test func `a routing record of another length is found`() throws {
        var request = try sample()
        request.records[7] = SendRequestRecord(.other(type: 18, bytes: [1, 2]))
        let back = SendRequest.decode(try request.encode(), fileName: "x.srq")
        #expect(back.findings.map(\.code) == ["send-request-length"])
        #expect(back.findings.first?.message.contains("expected 544") == true)
    }

    @Test func `what does not fit is refused`() throws {
        var long = try sample()
        long.records[0] = SendRequestRecord(
            .information(
                SendRequestInformation(
                    priority: .low, destination: try #require(SiteCode("DEN")), job: "J", request: "R",
                    outbox: String(repeating: "x", count: 268))))
        #expect(throws: RecordFileError.self) { try long.encode() }
        var early = SendRequestStatus()
        early.ended = LocalTime(year: 1969, month: 1, day: 1)
        #expect(throws: RecordFileError.self) {
            try SendRequest(records: [SendRequestRecord(.status(early))]).encode()
        }
        // A record from a dump has no bytes.
        let dumped = SendRequestRecord(.other(type: 17, bytes: []), length: 61)
        #expect(throws: RecordFileError.self) { try SendRequest(records: [dumped]).encode() }
    }

    @Test func `damaged bytes and damaged dumps do not stop the readers`() throws {
        let request = try sample()
        for copy in mutations(of: try request.encode(), count: 600) {
            let back = SendRequest.decode(copy, fileName: "x")
            _ = try back.request.encode()
        }
        for copy in mutations(of: Array(DumpSend.print(request).utf8), count: 600) {
            let reading = DumpSend.parse(String(decoding: copy, as: UTF8.self), file: "x")
            _ = DumpSend.print(reading.request)
        }
    }
}
