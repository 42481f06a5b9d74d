import Foundation
import TestKit
import Testing

@testable import Commands

@Suite struct SiteRemoveTests {
    @Test func `a site goes with its rows, and everything else goes on`() throws {
        let shell = try Shell()
        _ = shell.out("lab", "create", "a")
        _ = shell.out("site", "add", "S01")
        _ = shell.out("site", "add", "S02")
        _ = shell.out("client", "add", "LAP#", "--count", "2", "--site", "S01")
        try shell.scratch.write("files/setup.bat", "echo\r\n")
        _ = shell.out(
            "package", "create", "Tool", "--site", "S01", "--source", "files", "--command", "Go=setup.bat")
        _ = shell.out(
            "job", "create", "Tool", "--site", "S01", "--on", "site:S01", "--mandatory-after",
            "1997-04-21 08:00")
        _ = shell.out("run", "--until-idle", "--quiet")
        #expect(shell.out("site", "remove", "S01").contains("Removed site S01"))
        #expect(!shell.out("site", "list").contains("S01"))
        #expect(try shell.list("server", "list").allSatisfy { $0["site"] as? String != "S01" })
        #expect(shell.run("run", "--cycles", "3").code == 0)
        #expect(shell.run("replay").code == 0)
        // Its files stay where they are, and nobody is told to move them.
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        let left = try FileManager.default.subpathsOfDirectory(atPath: shell.scratch.path("a.lab/servers"))
        #expect(left.contains { $0.hasSuffix("S0100001.W00") }, "\(left)")
        // The place of the one behind it did not move.
        #expect(shell.out("site", "show", "S02").contains("S02"))
        #expect(shell.run("site", "set", "S02", "--response", "slow").code == 0)
        #expect(shell.run("site", "remove", "BPC").code == 77)
        #expect(shell.run("site", "remove", "S01").code == 66)
        #expect(shell.run("site", "add", "S01").code == 73)
    }

    @Test func `a site with an unfinished job stays`() throws {
        let shell = try Shell()
        try shell.scratch.write("files/setup.bat", "echo\r\n")
        _ = shell.out("lab", "create", "a")
        _ = shell.out("site", "add", "S01")
        _ = shell.out("client", "add", "LAP#", "--count", "2", "--site", "S01")
        _ = shell.out(
            "package", "create", "Tool", "--site", "S01", "--source", "files", "--command", "Go=setup.bat")
        _ = shell.out("job", "create", "Tool", "--site", "S01", "--on", "site:S01")
        let refused = shell.run("site", "remove", "S01")
        #expect(refused.code == 77)
        #expect(refused.err.contains("S0100001"), "\(refused.err)")
    }
}
