import Foundation
import TestKit
import Testing

@testable import Commands

/// What the command line tells of the programs at clients, and how their settings are changed.
@Suite struct ClientProgramTests {
    private func facts(_ shell: Shell, _ client: String) throws -> [String: Any] {
        try shell.object("client", "show", client)
    }

    @Test func `client show names the variants and the settings`() throws {
        let shell = try LabTests.shell()
        #expect(try facts(shell, "PC1")["programs"] as? String == "PCMWIN32")
        _ = shell.out("client", "add", "OLD", "--platform", "win16", "--set", "redirector=netx")
        #expect(try facts(shell, "OLD")["programs"] as? String == "PCMWIN16")
        #expect(try facts(shell, "OLD")["settings"] as? String == "redirector=netx")
        _ = shell.out(
            "client", "set", "PC1", "--set", "service=yes", "--set", "mappedDrives=M: \\\\SRV1\\APPS",
            "--set", "remindermINUTES=90")
        let shown = try facts(shell, "PC1")
        #expect(shown["programs"] as? String == "PCMWIN32, PCMSVC32")
        #expect(shown["driveLetters"] as? String == "ABC local, M: \\\\SRV1\\APPS")
        #expect(
            shown["settings"] as? String
                == "service=true mappedDrives=M: \\\\SRV1\\APPS reminderMinutes=90")
        #expect(try facts(shell, "PC2")["settings"] == nil)
        try expectReplays(shell.scratch.path("t.lab"))
    }

    @Test func `wrong settings change nothing`() throws {
        let shell = try LabTests.shell()
        let cases: [(word: String, code: Int32, tells: String)] = [
            ("service", 64, "has no ="), ("servce=true", 64, "names no setting"),
            ("service=maybe", 64, "neither true nor false"), ("reminderMinutes=soon", 64, "no whole number"),
            ("redirector=vlm", 64, "standard"), ("mappedDrives=M SRV1", 64, "a drive such as"),
            ("redirector=netx", 65, "NETX is for MS-DOS"), ("reminderMinutes=-5", 65, "from 0 to 44640"),
        ]
        for (word, code, tells) in cases {
            let ran = shell.run("client", "set", "PC1", "--set", word)
            #expect(ran.code == code && ran.err.contains(tells), "\(word): \(ran.code) \(ran.err)")
        }
        #expect(shell.run("client", "set", "PC1", "--platform", "win95", "--set", "service=true").code == 65)
        #expect(try facts(shell, "PC1")["settings"] == nil)
    }

    @Test func `a Details window is opened and closed, and history is lost`() throws {
        let shell = try LabTests.shell()
        #expect(shell.run("client", "details", "PC1").code == 64)
        #expect(shell.run("client", "details", "PC1", "--close").err.contains("not open there"))
        #expect(shell.out("client", "details", "PC1", "--open").contains("has a Details window open"))
        #expect(try facts(shell, "PC1")["condition"] as? String == "a Details window is open")
        #expect(shell.run("client", "details", "PC1", "--open").err.contains("open there already"))
        #expect(shell.out("client", "details", "PC1", "--close").contains("has closed"))
        #expect(try facts(shell, "PC1")["condition"] == nil)
        #expect(shell.out("client", "forget-history", "PC2").contains("lost its PCMHIST.REG"))
        let log = shell.out("client", "log", "PC2")
        #expect(log.contains("PCMHIST.REG not found, 0 packages are new."))
        _ = shell.out("client", "logoff", "PC1")
        #expect(shell.run("client", "details", "PC1", "--open").err.contains("client logon PC1"))
        try expectReplays(shell.scratch.path("t.lab"))
    }
}
