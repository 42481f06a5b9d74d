import Foundation
import SiteModel
import TestKit
import Testing

@testable import Commands

/// What lies in RECEIVE while the Despooler works, and where Site Configuration Manager logs (sms12-server 3.1, 3.2).
@Suite struct ReceiveFileTests {
    private static let receive = "/servers/SRV1/D/SMS/SITE.SRV/DESPOOLR.BOX/RECEIVE"

    private func names(_ shell: Shell) -> [String] {
        let found = try? FileManager.default.contentsOfDirectory(atPath: shell.lab + Self.receive)
        return (found ?? []).sorted()
    }

    /// Runs ten seconds at a time until RECEIVE holds what is wanted.
    private func wait(_ shell: Shell, _ isWanted: ([String]) -> Bool) -> [String] {
        for _ in 0..<600 {
            let found = names(shell)
            if isWanted(found) { return found }
            _ = shell.out("run", "--for", "10s")
        }
        return names(shell)
    }

    /// Sheet 3.2: `.INS` becomes `.IST` and `.PCK` becomes `.PKG` while they are executed.
    @Test func `an instruction that is executed is an IST and its package a PKG`() throws {
        let shell = try Shell.withPackage()
        try shell.scratch.write("files/BIG.DAT", String(repeating: "0123456789abcdef", count: 1_500_000))
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--no-run")
        let there = wait(shell) { $0.contains { $0.hasSuffix(".IST") } }
        #expect(there == ["1_001BPC.IST", "1_001BPC.PKG"])
        #expect(shell.out("lab", "check").contains("whole"))
        let gone = wait(shell) { $0.isEmpty }
        #expect(gone.isEmpty)
        #expect(shell.out("lab", "check").contains("whole"))
        #expect(shell.out("replay").contains("the same"))
    }

    /// Sheet 3.7: Maintenance Manager moves both the status and its MIF to RECEIVE.
    @Test func `the status MIF of a client comes to RECEIVE beside its status`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out(
            "job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 09:00")
        let there = wait(shell) { names in names.contains { $0.hasSuffix(".SNI") } }
        let status = try #require(there.first { $0.hasSuffix(".SNI") })
        #expect(there.contains(status.dropLast(4) + ".PCK"))
        #expect(shell.out("lab", "check").contains("whole"))
        _ = shell.out("run", "--until-job", "BPC00001=Complete")
        #expect(names(shell).isEmpty)
        #expect(shell.out("lab", "check").contains("whole"))
        #expect(shell.out("replay").contains("the same"))
    }

    /// Q125452, Q130906: SCMAN.LOG lies in the root of the SMS drive, not in LOGS.
    @Test func `the log of Site Configuration Manager lies in the root of the SMS drive`() throws {
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5",
            """
            {
              name: "t", start: "1997-04-21 09:00", fidelity: "real", siteProperties: "components",
              sites: [{
                code: "BPC", name: "Bellevue", zone: "UTC0", domains: ["DOM1"], response: "very-fast",
                servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"], drives: [{ letter: "D", free: "1GB" }] }],
                clients: [{ names: "PC#", count: 1 }],
              }],
            }
            """)
        _ = shell.out("lab", "create", "t.lab", "--from", "lab.json5")
        _ = shell.out("run", "--for", "1h")
        let log = try readFile(shell.lab + "/servers/SRV1/D/SCMAN.LOG")
        #expect(String(decoding: log, as: UTF8.self).contains("<SMS_SITE_CONFIG_MANAGER>"))
        #expect(!FileManager.default.fileExists(atPath: shell.lab + "/servers/SRV1/D/SMS/LOGS/SCMAN.LOG"))
        #expect(shell.out("lab", "check").contains("whole"))
    }
}
