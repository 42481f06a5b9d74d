import Foundation
import TestKit
import Testing

@testable import Commands

/// What the lab file has go down later can be taken back before it begins.
@Suite struct FaultDropTests {
    private func lab() throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write(
            "t.json5",
            """
            { name: "t", start: "1997-04-21 08:00", fidelity: "modelled", sites: [
              { code: "BPC", response: "very-fast", clients: [{ names: "PC#", count: 2 }], servers: [
                { name: "SRV1", roles: ["site", "logon", "distribution"] }, { name: "SRV2", roles: ["distribution"] },
              ] } ],
              faults: [
                { server: ["BPC", "SRV2"], from: "1997-04-21 09:00", until: "1997-04-21 10:00" },
                { client: ["BPC", "PC1"], from: "1997-04-21 09:30" },
              ] }
            """)
        #expect(shell.run("lab", "create", "t", "--from", "t.json5").code == 0)
        return shell
    }

    @Test func `a planned outage that is dropped does not come, here and in a replay`() throws {
        let shell = try lab()
        let planned = try shell.list("fault", "list")
        #expect(planned.map { $0["number"] as? Int } == [1, 2])
        let advice = shell.run("fault", "server", "BPC", "SRV2", "--state", "up")
        #expect(
            advice.code == 0 && advice.err.contains("`sms12 fault drop 1` takes that back"), "\(advice.err)")
        #expect(shell.out("fault", "drop", "1").contains("server SRV2 of BPC from 1997-04-21 09:00"))
        #expect(try shell.list("fault", "list").map { $0["number"] as? Int } == [2])
        _ = shell.out("run", "--until", "1997-04-21 09:45", "--quiet")
        let down = try shell.list("server", "list").filter { "\($0)".contains("SRV2") }
        #expect(!"\(down)".contains("offline"), "\(down)")
        #expect(!shell.out("fault", "list").contains("SRV2"))
        // The other one came, and can be taken back no more.
        #expect(shell.run("client", "list", "--format", "json").out.contains("off"))
        shell.fails(77, "has begun", "fault", "drop", "2")
        shell.fails(66, "nothing is planned under number 1", "fault", "drop", "1")
        shell.fails(66, "nothing is planned under number 9", "fault", "drop", "9")
        #expect(shell.run("replay").code == 0)
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        // A text of the journal gives the same lab, and its lab file has the fault no more.
        try Data(shell.out("journal", "export").utf8).write(
            to: URL(fileURLWithPath: shell.scratch.path("t.journal")))
        _ = shell.out("journal", "import", "t.journal", "u")
        #expect(shell.out("lab", "export", "--lab", "u.lab") == shell.out("lab", "export", "--lab", "t.lab"))
        #expect(!shell.out("lab", "export", "--lab", "t.lab").contains("10:00"))
        // Before the drop it was planned.
        #expect(try shell.list("fault", "list", "--lab", "t.lab", "--at", "1997-04-21 08:30").count == 1)
    }

    @Test func `an outage that is not dropped comes`() throws {
        let shell = try lab()
        _ = shell.out("run", "--until", "1997-04-21 09:45", "--quiet")
        #expect(shell.out("fault", "list").contains("server SRV2 of BPC"))
        #expect(try shell.list("fault", "list").contains { $0["state"] as? String == "down" })
    }
}
