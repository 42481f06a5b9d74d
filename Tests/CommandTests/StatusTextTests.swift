import SiteDatabase
import SiteModel
import TestKit
import Testing

@testable import Commands

/// Event 374 carries the Description of the status MIF that it tells of (Q166833, Q169491).
@Suite struct StatusTextTests {
    private static let first = """
        { clients: "PC1", attempt: 1, mif: "failed", description: "Disk full" },
        """
    private static let second = """
        { clients: "PC1", attempt: 2, mif: "failed", description: "Second text" },
        """
    private static let exitOnly = """
        { clients: "PC1", attempt: 1, exitCode: 1, description: "of no MIF" },
        """

    /// Rules, and the texts of the events 374 in order: PC1 polls every 5 minutes and runs the command again
    /// before its first status has been read.
    private static let rows = [
        (first + second, ["Disk full", "Second text"]), (first, ["Disk full"]), (exitOnly, [""]),
    ]

    @Test(arguments: rows)
    func `an event has the text of its own run`(rules: String, texts: [String]) throws {
        let shell = try Shell()
        try shell.scratch.write("files/setup.bat", "echo\r\n")
        try shell.scratch.write(
            "lab.json5",
            """
            {
              name: "t", start: "1997-04-21 08:00", phases: "aligned",
              sites: [{
                code: "BPC", name: "Bellevue", domains: ["DOM1"], pcmPollingMinutes: 5,
                servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"] }],
                clients: [{ names: "PC#", count: 2 }],
              }],
              results: [\(rules)],
            }
            """)
        _ = shell.out("lab", "create", "t.lab", "--from", "lab.json5")
        _ = shell.out("package", "create", "Tool", "--source", "files", "--command", "Install=setup.bat")
        _ = shell.out("job", "create", "Tool", "--on", "site:BPC", "--mandatory-after", "1997-04-21 08:20")
        // In one step, so that the words are made after the last run.
        _ = shell.out("run", "--until", "1997-04-21 09:27")
        let events = try LabReader(shell.lab).database.rows(of: EventRow.self).filter { $0.eventID == 374 }
        #expect(events.count == texts.count)
        for (event, text) in zip(events, texts) {
            #expect(event.insertions.contains("\"\(text)\""), "\(event.insertions)")
        }
        #expect(shell.run("lab", "check").code == 0)
    }
}
