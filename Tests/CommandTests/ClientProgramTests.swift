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

    private static let failover = """
        { name: "f", release: "1.2SP4+hotfixes", fidelity: "modelled", sites: [{ code: "BPC",
          servers: [
            { name: "SRV1", roles: ["site", "distribution"] },
            { name: "LOGON1", roles: ["logon"] }, { name: "LOGON2", roles: ["logon"] },
          ],
          clients: [
            { names: "PC#", count: 3, logonServers: ["LOGON1"] },
            { names: "NT1", user: "", service: true, logonServers: ["LOGON1"] },
          ] }] }
        """

    /// Q188578 and Q191293 mended: both programs look for another logon server, and the rows say which.
    @Test func `clients that lost their logon server show the one they have found`() throws {
        let shell = try Shell()
        try shell.scratch.write("f.json5", Self.failover)
        #expect(shell.run("lab", "create", "f", "--from", "f.json5").code == 0)
        _ = shell.out("server", "set", "LOGON1", "--offline")
        _ = shell.out("run", "--for", "2h")
        for client in ["PC1", "PC3", "NT1"] {
            #expect(try facts(shell, client)["logonServer"] as? String == "LOGON2")
        }
        #expect(shell.out("client", "log", "NT1").contains("Current logon server is now LOGON2."))
        #expect(shell.run("lab", "check").code == 0)
        // The next logon begins with the own one again.
        _ = shell.out("server", "set", "LOGON1", "--online")
        _ = shell.out("run", "--for", "2h")
        #expect(try facts(shell, "PC1")["logonServer"] as? String == "LOGON2")
        _ = shell.out("client", "logoff", "PC1")
        _ = shell.out("client", "logon", "PC1")
        #expect(try facts(shell, "PC1")["logonServer"] as? String == "LOGON1")
        // One that is gone is nobody's current one.
        _ = shell.out("server", "remove", "LOGON2")
        #expect(try facts(shell, "PC3")["logonServer"] as? String == "LOGON1")
        #expect(shell.run("lab", "check").code == 0)
        try expectReplays(shell.scratch.path("f.lab"))
    }

    /// Q163597: what a command left connected is told, and counts.
    @Test func `letters that stay connected are shown`() throws {
        let shell = try Shell()
        let file = Self.failover.replacingOccurrences(of: "1.2SP4+hotfixes", with: "1.2SP1")
            .replacingOccurrences(of: "sites:", with: "results: [{ leavesOpen: true }], sites:")
        try shell.scratch.write("f.json5", file)
        #expect(shell.run("lab", "create", "f", "--from", "f.json5").code == 0)
        try shell.scratch.write("files/GO.EXE", "go")
        _ = shell.out(
            "package", "create", "Tool", "--source", "files", "--command", "Go=go.exe", "--background",
            "--platform", "nt-x86")
        _ = shell.out(
            "job", "create", "Tool", "--on", "site:BPC", "--run", "Go", "--mandatory-after",
            "1997-04-21 08:00")
        _ = shell.out("run", "--for", "4h")
        // Nobody is logged on: the service ran it, and the first letter that was free is gone.
        #expect(try facts(shell, "NT1")["driveLetters"] as? String == "D: left connected by a command")
        #expect(shell.out("client", "show", "NT1").contains("Executed"))
        #expect(try facts(shell, "PC1")["driveLetters"] == nil)
        _ = shell.out("client", "off", "NT1")
        #expect(try facts(shell, "NT1")["driveLetters"] == nil)
        #expect(shell.run("lab", "check").code == 0)
    }

    /// Q140928: from 1.2 on the Despooler waits for a file that is in use; `ExplainTests` has what is said of it.
    @Test func `an instruction file is opened and closed`() throws {
        let shell = try LabTests.shell()
        #expect(shell.run("client", "lock", "PC1").code == 64)
        #expect(shell.run("client", "lock", "PC1", "--until", "1990-01-01 08:00").code == 64)
        #expect(shell.run("client", "lock", "PC1", "--until", "1997-04-22 08:00", "--unlock").code == 64)
        #expect(
            shell.out("client", "lock", "PC1", "PC2", "--until", "1997-04-22 08:00")
                .contains("The instruction file of PC2 is open until 1997-04-22 08:00."))
        #expect(shell.out("client", "lock", "PC1", "--unlock").contains("Nobody has the instruction file"))
        try expectReplays(shell.scratch.path("t.lab"))
    }

    /// Q123616, Q188060: Applications Manager waits ten minutes, and a lab that is opened again has not forgotten it.
    @Test func `program items are set ten minutes after the last change, over any opening of the lab`() throws
    {
        let shell = try LabTests.shell()
        let title = "A title with more than forty characters in it"
        let source = shell.scratch.path("app")
        try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
        _ = shell.run(
            "package", "create", "Shared", "--share-source", "app", "--share-name", "APP", "--item",
            "\(title)=app.exe")
        _ = shell.out("run", "--for", "9m", "--quiet")
        #expect(!shell.out("log", "show", "APPMAN.LOG").contains("program item"))
        for _ in 0..<3 { _ = shell.out("run", "--for", "5m", "--quiet") }
        let log = shell.out("log", "show", "APPMAN.LOG")
        #expect(log.contains("UPD ##> Error setting program item for package 'BPC00001'. (10)"))
        #expect(log.components(separatedBy: "Updating program items of package").count == 2, "once")
        try expectReplays(shell.scratch.path("t.lab"))
    }
}
