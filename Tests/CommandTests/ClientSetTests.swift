import TestKit
import Testing

@testable import Commands

@Suite struct ClientSetTests {
    @Test func `one client of a range gets properties of its own, and keeps name, number and place`() throws {
        let shell = try Shell()
        #expect(shell.run("lab", "create", "a", "--clients", "5").code == 0)
        let set = shell.run(
            "client", "set", "PC3", "--platform", "win95", "--clock-offset=-60000", "--logon-server", "SRV1")
        #expect(set.code == 0, "\(set.err)")
        let list = shell.run("client", "list", "--format", "csv").out
        #expect(list.contains("PC3,BPC,BPC00003,"))
        let shown = shell.run("client", "show", "PC3").out
        #expect(shown.contains("win95"))
        #expect(shown.contains("07:59"))
        // Its neighbours stay as they were.
        for name in ["PC2", "PC4"] { #expect(shell.run("client", "show", name).out.contains("nt-x86")) }
        #expect(shell.run("run", "--cycles", "30").code == 0)
        #expect(shell.run("replay").code == 0)
        #expect(shell.run("client", "set", "PC9", "--platform", "mac").code == 66)
        #expect(shell.run("client", "set", "PC3", "--logon-server", "NOBODY").code == 66)
    }
}
