import LegacyFormats
import SiteModel
import Testing

@Suite struct InstructionFileTests {
    private func sample() throws -> InstructionFile {
        let first = ClientInstruction(
            siteID: try #require(SiteCode("ABC")), requestID: try #require(RequestID("ABC0001")),
            packageID: try #require(PackageID("ABC00001")), jobID: try #require(JobID("ABC00002")),
            installFlag: 2, installBy: LocalTime(year: 1997, month: 4, day: 21, hour: 9),
            displayDate: LocalTime(year: 1997, month: 4, day: 20), userInput: true,
            operatingSystem: [.ntX86, .windows95], runCommand: "setup.exe /q", wclName: "Install",
            servers: [
                ClientInstruction.Server(unc: "\\\\DIST1\\SMS_PKGD\\ABC00001\\"),
                ClientInstruction.Server(unc: "\\\\NW\\SYS\\ABC00001\\", kind: .netWare3, zone: "Z"),
            ], packageName: "Büro", comments: "two\nlines", runsInBackground: true)
        var second = first
        second.requestID = try #require(RequestID("ABC0002"))
        second.servers = []
        second.synchronousSystemExit = true
        second.runsInBackground = false
        return InstructionFile(client: try #require(SMSID("ABC0000A")), instructions: [first, second])
    }

    @Test func `a file reads back and its bytes say whose they are`() throws {
        let file = try sample()
        let bytes = try file.encode()
        #expect(bytes.starts(with: Array("sms12INS".utf8)))
        #expect(try file.encode() == bytes)
        let back = InstructionFile.decode(bytes, fileName: "other.ins")
        #expect(back.findings == [])
        #expect(back.file == file)
        #expect(back.file.fileName == "ABC0000A.INS")
        #expect(back.file.instructions[0].runsInBackground)
        #expect(!back.file.instructions[1].runsInBackground)
        #expect(back.file.instructions[1].synchronousSystemExit)
    }

    @Test func `our flags stand in the reserved bytes and leave historical ones alone`() throws {
        var instruction = try sample().instructions[0]
        #expect(instruction.reserved.count == 32)
        #expect(instruction.reserved.prefix(6).elementsEqual(Array("sms12".utf8) + [1]))
        instruction.reserved = [0x00, 0xE6, 0xF8]
        #expect(!instruction.runsInBackground)
        instruction.runsInBackground = false
        #expect(instruction.reserved == [0x00, 0xE6, 0xF8])
        instruction.runsInBackground = true
        #expect(instruction.reserved.count == 32)
    }

    @Test func `an empty file offers nothing`() {
        let reading = InstructionFile.decode([], fileName: "ABC0000A.INS")
        #expect(reading.file.instructions == [])
        #expect(reading.findings == [])
        #expect(reading.file.client == SMSID("ABC0000A"))
    }

    @Test func `a foreign file is refused and says what to do`() throws {
        let reading = InstructionFile.decode([1, 2, 3], fileName: "ABC0000A.INS")
        let finding = try #require(reading.findings.first)
        #expect(finding.code == "not-sms12-file")
        #expect(finding.advice != nil)
    }

    @Test func `every cut and every changed byte is noticed`() throws {
        let file = try sample()
        let bytes = try file.encode()
        for length in 1..<bytes.count {
            let reading = InstructionFile.decode(Array(bytes.prefix(length)), fileName: "x")
            #expect(reading.findings.contains { $0.severity == .error }, "cut at \(length)")
        }
        for place in bytes.indices {
            var copy = bytes
            copy[place] ^= 0x10
            let reading = InstructionFile.decode(copy, fileName: "x")
            #expect(reading.findings.contains { $0.severity == .error }, "changed byte \(place)")
        }
    }

    @Test func `damaged bytes do not stop the reader`() throws {
        let bytes = try sample().encode()
        for copy in mutations(of: bytes, count: 600) {
            let reading = InstructionFile.decode(copy, fileName: "x")
            // Whatever was read can be written and printed again.
            _ = try reading.file.encode()
            _ = PCMDump.print(reading.file)
        }
    }

    @Test func `a time no file can hold is refused`() throws {
        var file = try sample()
        file.instructions[0].expiration = LocalTime(seconds: .max)
        let error = #expect(throws: RecordFileError.self) { try file.encode() }
        #expect(error?.description.contains("ABC0001") == true)
    }
}
