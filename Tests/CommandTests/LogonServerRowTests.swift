import Foundation
import TestKit
import Testing

@testable import Commands

/// The logon server in the row of a machine, where Site Configuration Manager makes logon servers and takes them away.
@Suite struct LogonServerRowTests {
    @Test(arguments: ["real", "modelled"])
    func `a logon server that a pass installs or removes is in the rows of its clients`(fidelity: String)
        throws
    {
        let shell = try Shell()
        _ = try shell.scratch.write(
            "lab.json5",
            """
            { name: "t", start: "1997-04-21 08:00", fidelity: "\(fidelity)", siteProperties: "components",
              phases: "aligned",
              sites: [{ code: "BPC", domains: ["DOM1"],
                servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"] }],
                clients: [{ names: "PC#", count: 12, domain: "DOM1" }] }] }
            """)
        #expect(shell.run("lab", "create", "t", "--from", "lab.json5").code == 0)
        func clients(_ server: String) throws -> Int {
            let row = try #require(
                try shell.list("server", "list").first { $0["server"] as? String == server })
            let name = try #require(row["server"] as? String)
            let sheet = shell.run("server", "show", name, "--format", "json").out
            let json = try JSONSerialization.jsonObject(with: Data(sheet.utf8)) as? [String: Any]
            return try #require(json?["clients"] as? Int)
        }
        _ = shell.out("server", "add", "SRV2", "--role", "logon", "--drive", "C:ntfs:2GB")
        #expect(try clients("SRV1") == 12 && clients("SRV2") == 0, "pending-install")
        // The pass at 120 minutes (24 x 5).
        _ = shell.out("run", "--for", "3h", "--quiet")
        #expect(try clients("SRV2") > 0 && clients("SRV1") + clients("SRV2") == 12)
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(shell.run("replay").code == 0)
        _ = shell.out("server", "remove", "SRV2")
        _ = shell.out("run", "--for", "3h", "--quiet")
        #expect(try clients("SRV1") == 12)
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(shell.run("replay").code == 0)
    }
}
