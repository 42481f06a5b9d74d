import Foundation
import TestKit
import Testing

@testable import Commands

/// Shares and drives that a command added can be taken out again, but not from under a package.
@Suite struct ShareRemovalTests {
    private func shares(_ shell: Shell, _ server: String) throws -> [String] {
        let rows = try shell.object("server", "show", server)["shares"] as? [[String: Any]]
        return try #require(rows).compactMap { $0["share"] as? String }
    }

    @Test func `a share comes and goes, and one that is not there is refused with the nearest name`() throws {
        let shell = try LabTests.shell()
        _ = shell.out("server", "set", "SRV2", "--add-share", "APPS:C", "--add-share", "TOOLS:C")
        #expect(try shares(shell, "SRV2") == ["APPS", "TOOLS"])
        let (code, _, err) = shell.run("server", "set", "SRV2", "--remove-share", "TOLS")
        #expect(code == 66 && err.contains("did you mean TOOLS?"), "\(err)")
        // The name is free again, and on another drive.
        _ = shell.out("server", "set", "SRV2", "--remove-share", "tools", "--drive", "E:ntfs:1GB")
        #expect(try shares(shell, "SRV2") == ["APPS"])
        _ = shell.out("server", "set", "SRV2", "--add-share", "TOOLS:E")
        #expect(shell.run("server", "set", "SRV2", "--remove-drive", "E").code == 77)
        _ = shell.out("server", "set", "SRV2", "--remove-share", "TOOLS", "--remove-drive", "E")
        #expect(try shares(shell, "SRV2") == ["APPS"])
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        try expectReplays(shell.scratch.path("t.lab"))
    }

    /// A share that is there is used again by a sharing package of its name (RG S3D3F).
    @Test func `a share that a package lies on stays, and so does the Despooler's own`() throws {
        let shell = try LabTests.shell("--fidelity", "modelled")
        try shell.scratch.write("src/EXCEL.EXE", "a program")
        _ = shell.out("server", "set", "SRV2", "--add-share", "APPS:C")
        _ = shell.out(
            "package", "create", "Office", "--share-name", "APPS", "--share-source", "src", "--source", "src",
            "--command", "Install=EXCEL.EXE", "--platform", "nt-x86")
        _ = shell.out("job", "create", "Office", "--share", "--put-on", "SRV2")
        _ = shell.out("job", "create", "Office", "--on", "site:BPC", "--put-on", "SRV2")
        _ = shell.out("run", "--for", "2h", "--quiet")
        let (code, _, err) = shell.run("server", "set", "SRV2", "--remove-share", "APPS")
        #expect(code == 77 && err.contains("package BPC00001 lies on the share APPS"), "\(err)")
        let made = try #require(try shares(shell, "SRV2").first { $0.hasPrefix("SMS_PKG") })
        let own = shell.run("server", "set", "SRV2", "--remove-share", made)
        #expect(own.code == 77 && own.err.contains("made by the Despooler"), "\(own.err)")
        #expect(try shares(shell, "SRV2").contains("APPS"))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        // Once a Remove job took the package off, the share is nobody's.
        _ = shell.out("job", "create", "Office", "--remove", "all")
        _ = shell.out("run", "--for", "2h", "--quiet")
        _ = shell.out("server", "set", "SRV2", "--remove-share", "APPS")
        #expect(try !shares(shell, "SRV2").contains("APPS"))
        try expectReplays(shell.scratch.path("t.lab"))
    }
}
