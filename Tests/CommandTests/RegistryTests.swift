import Foundation
import TestKit
import Testing

@testable import Commands

/// `site registry`, and the settings of servers that it and the Despooler go by (reference sms12-server 1.3).
@Suite struct RegistryTests {
    private static let despooler = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SMS\\Components\\SMS_Despooler\\"

    /// A lab with one package that lies on SRV1 to SRV3.
    private func distributed() throws -> Shell {
        let shell = try LabTests.shell()
        let source = shell.scratch.path("src")
        try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
        try Data(repeating: 65, count: 1_000).write(to: URL(fileURLWithPath: source + "/SETUP.EXE"))
        _ = shell.out("package", "create", "Editor", "--source", source, "--command", "Install=setup.exe")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--no-run")
        _ = shell.out("run", "--cycles", "6")
        return shell
    }

    private func keys(_ shell: Shell, _ part: String) throws -> [String] {
        try shell.list("site", "registry", "BPC", part).compactMap { $0["key"] as? String }
            .filter { $0.hasPrefix(Self.despooler + part + "\\") }.map {
                String($0.dropFirst(Self.despooler.count + part.count + 1))
            }
    }

    @Test func `the registry follows a package through its life`() throws {
        let shell = try distributed()
        // Q199994, Q235157: Transfer Packages\\W_<packageID>\\<server>\\ShareName.
        #expect(
            try keys(shell, "Transfer Packages") == [
                "W_BPC00001\\SRV1", "W_BPC00001\\SRV2", "W_BPC00001\\SRV3",
            ])
        #expect(try keys(shell, "Master Packages") == ["W_BPC00001"])
        #expect(try keys(shell, "Current History") == ["W_BPC00001"])
        #expect(try keys(shell, "CancelHistory") == [])
        _ = shell.out("job", "create", "Editor", "--remove", "all")
        _ = shell.out("run", "--cycles", "8")
        // Q168569: what a Remove job leaves; the master copy goes.
        #expect(try keys(shell, "Master Packages") == [])
        #expect(try keys(shell, "Transfer Packages").count == 3)
        #expect(try keys(shell, "Current History") == ["W_BPC00001"])
        try expectReplays(shell.scratch.path("t.lab"))
    }

    @Test func `the text is that of an exported branch`() throws {
        let shell = try distributed()
        let text = shell.out("site", "registry", "BPC", "SMS_Despooler")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "REGEDIT4")
        #expect(lines.contains("\"Number Of Retries Before Forced Disconnection\"=dword:0000000c"))
        #expect(lines.contains("\"ShareName\"=\"SMS_PKGD\""))
        for line in lines.dropFirst() where !line.isEmpty {
            #expect(line.hasPrefix("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SMS\\") || line.contains("\"="))
        }
        #expect(shell.run(["site", "registry", "BPC", "nonsense"]).code == 66)
        #expect(shell.run(["site", "registry", "S99"]).code == 66)
    }

    @Test func `a server gets shares, Macintosh volumes and loses the group Everyone`() throws {
        let shell = try LabTests.shell()
        _ = shell.out("server", "set", "SRV2", "--add-share", "apps:c", "--macintosh", "on")
        let shares = try #require(try shell.object("server", "show", "SRV2")["shares"] as? [[String: Any]])
        #expect(shares.map { $0["share"] as? String } == ["APPS"])
        _ = shell.out(
            "server", "add", "NW1", "--kind", "netware3", "--everyone", "off", "--add-share", "APPS:S")
        let refused: [(words: [String], code: Int32, tells: String)] = [
            (["--add-share", "APPS"], 64, "is no share such as APPS:D"),
            (["--add-share", "APPS:Q"], 77, "has a share APPS on drive C already"),
            (["--add-share", "OTHER:Q"], 65, "which the server has not"),
            (["--macintosh", "maybe"], 64, "maybe"),
        ]
        for row in refused {
            let found = shell.run(["server", "set", "SRV2"] + row.words)
            #expect(found.code == row.code, "\(row.words)")
            #expect(found.err.contains(row.tells), "\(row.words): \(found.err)")
        }
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        try expectReplays(shell.scratch.path("t.lab"))
    }
}
