import Foundation
import SiteModel
import TestKit
import Testing

@testable import Commands

/// A package on a NetWare server: sms12-server 8.3, sms12-client 2.6 (Q161310, Q156402, Q169748).
@Suite struct NetWareTests {
    @Test(arguments: [["distribution"], ["logon", "distribution"]])
    func `an offer names volume and directory, where the files lie`(roles: [String]) throws {
        let shell = try Shell.withPackage()
        let added = shell.run(
            ["server", "add", "NW1", "--kind", "netware3", "--drive", "S:netware"]
                + roles.flatMap { ["--role", $0] })
        #expect(added.code == 0, "\(added.err)")
        _ = shell.out("job", "create", "Editor", "--on", "computer:PC1")
        try shell.pass(minutes: 10)
        let folder = "SMS\\LOGON.SRV\\PCMPKG.SRC\\BPC00001"
        #expect(shell.out("tool", "pcmdump", "PC1").contains("\\\\NW1\\S\\\(folder)\\"))
        #expect(!shell.out("tool", "pcmdump", "PC1").contains("\\\\NW1\\SMS_PKGS"))
        let file = "t.lab/servers/NW1/S/SMS/LOGON.SRV/PCMPKG.SRC/BPC00001/SETUP.EXE"
        #expect(FileManager.default.fileExists(atPath: shell.scratch.path(file)))
        // A volume is no share, and none was made.
        let server = try shell.object("server", "show", "NW1")
        #expect((server["shares"] as? [[String: Any]])?.isEmpty == true)
        let package = try #require((server["packages"] as? [[String: Any]])?.first)
        #expect(package["share"] as? String == "S")
        #expect(package["path"] as? String == folder)
        #expect(shell.out("package", "show", "Editor").contains("\\\\NW1\\S\\\(folder)"))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        try expectReplays(shell.lab)
    }

    /// The directory belongs to the volume with the logon components, whichever is named first.
    @Test func `files and free space go to the volume with the SMS directory`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out(
            "server", "add", "NW1", "--kind", "netware4", "--drive", "S:netware:1GB", "--drive",
            "D:netware:1GB")
        _ = shell.out("job", "create", "Editor", "--on", "computer:PC1")
        try shell.pass(minutes: 10)
        let dump = shell.out("tool", "pcmdump", "PC1")
        #expect(dump.contains("\\\\NW1\\D\\SMS\\LOGON.SRV\\PCMPKG.SRC\\BPC00001\\"), "\(dump)")
        let drives = try shell.object("server", "show", "NW1")["drives"] as? [[String: Any]]
        let free = try #require(drives).compactMap { $0["freeBytes"] as? Int }
        #expect(free[0] == 1 << 30 && free[1] < 1 << 30)
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }
}
