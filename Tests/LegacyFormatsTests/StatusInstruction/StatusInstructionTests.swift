import LegacyFormats
import SiteModel
import TestKit
import Testing

@Suite struct StatusInstructionTests {
    private func sample() throws -> StatusInstruction {
        StatusInstruction(
            site: try #require(SiteCode("VAQ")), job: try #require(JobID("VAQ0000F")),
            request: try #require(RequestID("VAQ0001")), client: try #require(SMSID("VAQ00005")),
            notBefore: LocalTime(year: 2001, month: 5, day: 13, hour: 18, minute: 4, second: 37),
            retryCount: 2, result: .failed, hasStatusMIF: true)
    }

    @Test func `an instruction reads back`() throws {
        let instruction = try sample()
        let bytes = try instruction.encode()
        #expect(bytes.starts(with: Array("sms12SNI".utf8)))
        let back = StatusInstruction.decode(bytes, fileName: "sni00000.sni")
        #expect(back.findings == [])
        #expect(back.instruction == instruction)
        #expect(back.instruction?.type == "MICROSOFT|SMS|DOMAIN_COMMISSAR_WIREMOVE")
    }

    @Test func `the first two lines of SNIRDR are the published ones`() throws {
        var instruction = try sample()
        instruction.notBefore = LocalTime(year: 1970, month: 2, day: 19)
        let lines = instruction.printSNIRDR().split(separator: "\n").map(String.init)
        #expect(lines[0] == "The execution time is M/D/Y 2-19-1970")
        #expect(lines[1] == "The number of retries is 2")
        guard let text = try artefactText("Q140374-snirdr.txt") else { return }
        let published = text.split(separator: "\n").map(String.init)
        #expect(lines[0] == published[0])
        #expect(published[1] == "The number of retries is N")
    }

    @Test func `damaged bytes give no instruction and an error`() throws {
        let bytes = try sample().encode()
        for copy in mutations(of: bytes, count: 600) where copy != bytes {
            let back = StatusInstruction.decode(copy, fileName: "x")
            #expect(back.instruction == nil || !back.findings.isEmpty)
            #expect(back.instruction != nil || back.findings.contains { $0.severity == .error })
        }
    }
}
