import Foundation
import LegacyFormats
import SiteDatabase
import SiteModel
import TestKit
import Testing

@testable import Commands

/// Status files of clients as they lie at the logon server, and what becomes of those that are not read.
@Suite struct StatusFileTests {
    /// Q122178, Q190135: over 64 KB is event 119, and the run counts as a success.
    @Test func `a status file over 64 KB is thrown away and the run counts as a success`() throws {
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5",
            """
            {
              name: "t", start: "1997-04-21 09:00", fidelity: "real",
              sites: [{
                code: "BPC", name: "Bellevue", zone: "UTC0", domains: ["DOM1"], response: "very-fast",
                servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"], drives: [{ letter: "C", free: "1GB" }] }],
                clients: [{ names: "PC#", count: 1 }],
              }],
              results: [{ durationSeconds: 60, exitCode: 3, mif: "oversized", description: "A long story" }],
            }
            """)
        _ = shell.out("lab", "create", "t.lab", "--from", "lab.json5")
        try shell.scratch.write("files/SETUP.EXE", "a program")
        try shell.scratch.write("editor.pdf", Shell.editor)
        _ = shell.out("package", "import", "editor.pdf", "--source", "files")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 09:00")
        let box = shell.lab + "/servers/SRV1/C/SMS/LOGON.SRV/DESPOOLR.BOX"
        var left: String?
        for _ in 0..<400 where left == nil {
            _ = shell.out("run", "--for", "20s")
            let names = (try? FileManager.default.contentsOfDirectory(atPath: box)) ?? []
            left = names.first { $0.hasSuffix(".PCK") }
        }
        let bytes = try readFile(box + "/" + (try #require(left)))
        #expect(bytes.count > 65_536)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(StatusMIFText.parse(text, file: "x").isMalformed)
        // But for its length it would be read.
        let short = StatusMIFText.parse(String(text.dropLast()), file: "x")
        #expect(short.report?.description == "A long story")
        #expect(shell.out("lab", "check").contains("whole"))

        _ = shell.out("run", "--until-job", "BPC00001=Complete")
        let events = try LabReader(shell.lab).database.rows(of: EventRow.self)
        #expect(events.map(\.eventID) == [119])
        #expect(shell.out("lab", "check").contains("whole"))
        #expect(shell.out("replay").contains("the same"))
    }
}
