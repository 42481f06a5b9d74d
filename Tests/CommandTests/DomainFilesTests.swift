import Foundation
import SiteModel
import TestKit
import Testing

@testable import Commands

/// Which logon servers a client's instruction file lies on: those of its domain (Q126644).
@Suite struct DomainFilesTests {
    /// A lab with A1 of D1 and B1 of D2, a logon server in each, and the package "Editor 1.0".
    private func lab() throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5",
            """
            {
              name: "t", start: "1997-04-21 09:00",
              sites: [{
                code: "BPC", name: "Bellevue", domains: ["D1", "D2"], response: "very-fast",
                servers: [
                  { name: "SRV1", roles: ["site", "logon", "distribution"],
                    drives: [{ letter: "C", free: "1GB" }, { letter: "D", free: "2GB" }] },
                  { name: "LOG2", domain: "D2", roles: ["logon"] },
                ],
                clients: [{ names: "A1" }, { names: "B1", domain: "D2" }],
              }],
            }
            """)
        _ = shell.out("lab", "create", "t.lab", "--from", "lab.json5")
        try shell.scratch.write("files/SETUP.EXE", "a program")
        try shell.scratch.write("editor.pdf", Shell.editor)
        _ = shell.out("package", "import", "editor.pdf", "--source", "files")
        return shell
    }

    /// Every instruction file of the lab, master and copies.
    private func files(_ shell: Shell) throws -> [String] {
        let root = shell.scratch.path("t.lab/servers")
        let all = try FileManager.default.subpathsOfDirectory(atPath: root)
        return all.filter { $0.hasSuffix(".INS") && $0.contains("PCM") }.sorted()
    }

    private static let master = "SRV1/D/SMS/SITE.SRV/MAINCFG.BOX/PCMDOM.BOX"

    @Test func `a logon server holds the files of its own domain's clients`() throws {
        let shell = try lab()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        try shell.pass(minutes: 10)
        #expect(
            try files(shell) == [
                "LOG2/C/SMS/LOGON.SRV/PCMINS.BOX/BPC00002.INS",
                "SRV1/D/SMS/LOGON.SRV/PCMINS.BOX/BPC00001.INS",
                "\(Self.master)/D1.000/BPC00001.INS", "\(Self.master)/D2.000/BPC00002.INS",
            ])
        #expect(try shell.object("client", "show", "B1")["logonServer"] as? String == "LOG2")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        try expectReplays(shell.lab)
    }

    @Test func `the files of a client move with it to another domain`() throws {
        let shell = try lab()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        try shell.pass(minutes: 90)
        _ = shell.out("client", "set", "A1", "--domain", "D2")
        let moved = [
            "LOG2/C/SMS/LOGON.SRV/PCMINS.BOX/BPC00001.INS", "LOG2/C/SMS/LOGON.SRV/PCMINS.BOX/BPC00002.INS",
            "\(Self.master)/D2.000/BPC00001.INS", "\(Self.master)/D2.000/BPC00002.INS",
        ]
        #expect(try files(shell) == moved)
        #expect(try shell.object("client", "show", "A1")["logonServer"] as? String == "LOG2")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        // The offer came along: it can be run, and leaves no more behind than another would.
        _ = shell.out("client", "run", "A1")
        try shell.pass(minutes: 10)
        #expect(try files(shell) == moved)
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        _ = shell.out("job", "cancel", "BPC00001")
        try shell.pass(minutes: 10)
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        try expectReplays(shell.lab)
    }

    @Test func `files follow a logon server that is set to another domain, gives up its role or goes`() throws
    {
        let shell = try lab()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        try shell.pass(minutes: 10)
        for words in [
            ["set", "LOG2", "--domain", "D1"], ["set", "LOG2", "--domain", "D2"],
            ["set", "LOG2", "--remove-role", "logon"], ["set", "LOG2", "--add-role", "logon"],
            ["remove", "LOG2"],
        ] {
            let changed = shell.run(["server"] + words)
            #expect(changed.code == 0, "\(words): \(changed.err)")
            #expect(shell.out("lab", "check") == "The lab is whole.\n", "\(words)")
            try shell.pass(minutes: 5)
            #expect(shell.out("lab", "check") == "The lab is whole.\n", "\(words), and 5 minutes")
        }
        try expectReplays(shell.lab)
    }
}
