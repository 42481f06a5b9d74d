import Foundation
import TestKit
import Testing

@testable import Commands

/// What changes at a server, by a fault of the lab file, by a command or by Site Configuration Manager, and what the lab
/// keeps of it (design.md 3: the state is what the journal gives).
@Suite struct ServerChangeTests {
    private func makeLab(
        members: String = "", servers: String = #"{ name: "DP2", roles: ["logon", "distribution"] }"#,
        siteDrives: String = ""
    ) throws -> Shell {
        let shell = try Shell()
        _ = try shell.scratch.write(
            "lab.json5",
            """
            { name: "t", start: "1997-04-21 08:00", fidelity: "real", \(members)
              sites: [
                { code: "CEN", addresses: [{ to: "LOW" }], clients: [{ names: "PC#", count: 4 }],
                  servers: [{ name: "SRV", roles: ["site", "logon", "distribution"] \(siteDrives) }, \(servers)] },
                { code: "LOW", parent: "CEN", addresses: [{ to: "CEN" }],
                  servers: [{ name: "LSRV", roles: ["site", "logon", "distribution"] }, { name: "LDP" }] } ] }
            """)
        _ = try shell.scratch.write("src/SETUP.EXE", "x")
        _ = shell.out("lab", "create", "t", "--from", "lab.json5")
        return shell
    }

    private func isWhole(_ shell: Shell, _ what: String) {
        #expect(shell.out("lab", "check") == "The lab is whole.\n", "\(what)")
        #expect(shell.run("replay").code == 0, "\(what)")
    }

    @Test(arguments: [
        #"{ server: ["CEN", "DP2"], from: "1997-04-21 10:00" }"#,
        #"{ server: ["LOW", "LDP"], from: "1997-04-21 09:00", until: "1997-04-21 10:00" }"#,
        #"{ client: ["CEN", "PC2"], from: "1997-04-21 10:00" }"#,
    ])
    func `a fault of the lab file that has begun is kept by a command that comes behind it`(fault: String)
        throws
    {
        let shell = try makeLab(members: "faults: [\(fault)],")
        _ = shell.out("run", "--for", "3h", "--quiet")
        isWhole(shell, "after the run")
        _ = shell.out("group", "add", "G", "PC1")
        isWhole(shell, "after a command")
        _ = shell.out("run", "--for", "1h", "--quiet")
        _ = shell.out("client", "off", "PC3")
        isWhole(shell, "after another run and command")
    }

    @Test(arguments: [["server", "remove", "DP2"], ["server", "set", "DP2", "--remove-role", "logon"]])
    func `clients change their logon server when the watchdog takes theirs away`(change: [String]) throws {
        let shell = try makeLab(members: #"siteProperties: "components","#)
        let servers = {
            try Set(shell.list("client", "list", "--site", "CEN").compactMap { $0["logonServer"] as? String })
        }
        #expect(try servers() == ["DP2", "SRV"])
        let result = shell.run(change)
        #expect(result.code == 0, "\(result.err)")
        // Fast: 24 x 5 minutes.
        _ = shell.out("run", "--for", "5h", "--quiet")
        #expect(try servers() == ["SRV"])
        isWhole(shell, "after the watchdog")
    }

    @Test func `clients get a logon server that the watchdog installs`() throws {
        let shell = try makeLab(members: #"siteProperties: "components","#, servers: #"{ name: "DP2" }"#)
        _ = shell.out("server", "add", "LOG3", "--role", "logon", "--site", "CEN")
        _ = shell.out("run", "--for", "5h", "--quiet")
        let servers = try Set(
            shell.list("client", "list", "--site", "CEN").compactMap { $0["logonServer"] as? String })
        #expect(servers == ["LOG3", "SRV"])
        isWhole(shell, "after the watchdog")
    }

    /// Q123499: the record holds the server's type; what is out is not written again.
    @Test(arguments: ["netware3", "lanman2", "unknown"])
    func `the kind of a server stays while instructions or packages name it`(kind: String) throws {
        let shell = try makeLab()
        _ = shell.out("package", "create", "App", "--source", "src", "--command", "Go=SETUP.EXE")
        _ = shell.out("job", "create", "App", "--on", "site:CEN")
        _ = shell.out("run", "--for", "30m", "--quiet")
        let refused = shell.run("server", "set", "DP2", "--kind", kind, "--site", "CEN")
        #expect(refused.code == 77)
        #expect(refused.err.contains("package CEN00001 lies on DP2"), "\(refused.err)")
        isWhole(shell, "after the refusal")
        // Another change of it is one.
        #expect(shell.run("server", "set", "DP2", "--offline", "--site", "CEN").code == 0)
        #expect(shell.run("server", "set", "LDP", "--kind", kind, "--site", "LOW").code == 0)
        isWhole(shell, "after the changes")
    }

    @Test
    func `a server or site that a fault of the lab file names can go, and the export has no such fault`()
        throws
    {
        let shell = try makeLab(
            members: #"""
                faults: [{ server: ["LOW", "LDP"], from: "1997-05-01 10:00" },
                  { link: ["CEN", "LOW"], from: "1997-05-02 10:00" }],
                """#)
        #expect(shell.run("server", "remove", "LDP", "--site", "LOW").code == 0)
        #expect(!shell.out("lab", "export").contains("LDP"))
        let gone = shell.run("site", "remove", "LOW")
        #expect(gone.code == 0 || gone.code == 3, "\(gone.err)")
        let text = shell.out("lab", "export")
        #expect(!text.contains("link:") && !text.contains("LDP"))
        // The day of the faults passes all the same.
        _ = shell.out("run", "--for", "12d", "--quiet")
        isWhole(shell, "after the day of the faults")
        // What is left of the site is its neighbour's address, which leads nowhere now.
        _ = try shell.scratch.write("again.json5", text)
        let again = shell.run("lab", "create", "again", "--from", "again.json5")
        #expect(again.code == 0 || again.code == 3, "\(again.err)")
    }

    /// Server 8.3: without NTFS for a long name event 113, whatever room there is.
    @Test func `a site server without NTFS refuses long names with event 113`() throws {
        let shell = try makeLab(
            siteDrives:
                #", drives: [{ letter: "C", fileSystem: "fat", free: "2GB" }, { letter: "E", fileSystem: "hpfs", free: "2GB" }]"#
        )
        _ = try shell.scratch.write("long/A long name of a file.txt", "x")
        _ = shell.out("package", "create", "App", "--source", "long", "--command", "Go=SETUP.EXE")
        _ = shell.out("job", "create", "App", "--on", "site:CEN", "--no-run")
        _ = shell.out("run", "--for", "1h", "--quiet")
        let numbers = try shell.list("event", "list").compactMap { ($0["event"] as? NSNumber)?.intValue }
        #expect(numbers.contains(113))
        #expect(!numbers.contains(393))
        #expect(shell.out("event", "list", "--number", "113").contains("SRV"))
        let reasons = shell.out("explain", "job", "CEN00001")
        #expect(reasons.contains("NTFS"), "\(reasons)")
    }

    @Test(arguments: ["A\\..\\B", "CON", "A\\NUL", "A\\B:", "A\\*", "..", "A\\."])
    func `a share name that no folder can have is refused where it is typed`(name: String) throws {
        let shell = try makeLab()
        let before = shell.out("lab", "show")
        let refused = shell.run(
            "package", "create", "Y", "--share-name", name, "--share-source", "src", "--item", "X=SETUP.EXE")
        #expect(refused.code == 65)
        #expect(refused.err.contains("cannot be a folder"), "\(refused.err)")
        #expect(shell.out("lab", "show") == before)
    }

    @Test func `a share name of an old file that no folder can have is warned of, and time goes on`() throws {
        let shell = try makeLab()
        _ = try shell.scratch.write(
            "old.pdf",
            """
            [PDF]
            Version=1.0
            [Package Definition]
            Product=Old
            SetupVariations=A
            ShareName=CON
            [A Setup]
            CommandLine=SETUP.EXE
            CommandName=A
            UserInputRequired=FALSE
            SupportedPlatforms=Windows NT 3.1 (x86)
            [Setup Package for Sharing]
            ShareName=CON
            """)
        _ = shell.run("package", "import", "old.pdf", "--source", "src")
        _ = shell.run("package", "set", "Old", "--share-source", "src", "--item", "X=SETUP.EXE")
        _ = shell.run("job", "create", "Old", "--share")
        #expect(shell.run("run", "--for", "2h", "--quiet").code == 0)
        isWhole(shell, "after two hours")
    }

    /// Q125452, Q130906: in the root of the SMS drive.
    @Test func `SCMAN LOG lies in the root of the drive, the others in LOGS`() throws {
        let shell = try makeLab(members: #"siteProperties: "components","#)
        _ = shell.out("package", "create", "App", "--source", "src", "--command", "Go=SETUP.EXE")
        _ = shell.out("job", "create", "App", "--on", "site:CEN")
        _ = shell.out("run", "--for", "3h", "--quiet")
        let root = shell.lab + "/servers/SRV/C"
        #expect(FileManager.default.fileExists(atPath: root + "/SCMAN.LOG"))
        let logs = try FileManager.default.contentsOfDirectory(atPath: root + "/SMS/LOGS")
        #expect(logs.contains("SCHED.LOG") && !logs.contains("SCMAN.LOG"))
        isWhole(shell, "with the log")
    }

    /// Q152468: one file, which stays as it is.
    @Test func `an instruction that ends the Executive again and again keeps its name`() throws {
        let shell = try makeLab(members: #"siteProperties: "components","#)
        _ = shell.out("fault", "file", "CEN", "corrupt-nil")
        _ = shell.out("run", "--for", "4h", "--quiet")
        let receive = shell.lab + "/servers/SRV/C/SMS/SITE.SRV/DESPOOLR.BOX/RECEIVE"
        #expect(try shell.list("event", "list", "--number", "376").count > 10)
        #expect(try FileManager.default.contentsOfDirectory(atPath: receive) == ["DS_00000.NIL"])
        isWhole(shell, "after the crashes")
    }

    /// Server 3.5: directories and shares are deleted.
    @Test func `a Remove job takes the directories away that a nested share name made`() throws {
        // Q173995, which takes the whole share, is another matter.
        let shell = try makeLab(
            members: #"quirks: { "share-remove-all": false },"#,
            servers: #"{ name: "DP2", roles: ["distribution"], shares: [{ name: "TOOLS", drive: "C" }] }"#)
        for name in ["APPS\\OFF", "APPS\\MISC\\X", "TOOLS\\Y"] {
            let title = String(name.suffix(1))
            _ = shell.out(
                "package", "create", title, "--share-name", name, "--share-source", "src", "--item",
                "\(title)=SETUP.EXE")
            _ = shell.out("job", "create", title, "--share")
        }
        _ = shell.out("run", "--for", "1h", "--quiet")
        let drive = shell.lab + "/servers/DP2/C/"
        func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: drive + path) }
        #expect(
            isThere("APPS/OFF/SETUP.EXE") && isThere("APPS/MISC/X/SETUP.EXE")
                && isThere("TOOLS00/Y/SETUP.EXE"))
        for name in ["X", "Y"] { _ = shell.out("job", "create", name, "--remove", "all", "--type", "server") }
        _ = shell.out("run", "--for", "1h", "--quiet")
        #expect(!isThere("APPS/MISC") && isThere("APPS/OFF/SETUP.EXE"), "the other one is there still")
        #expect(!isThere("TOOLS00"))
        _ = shell.out("job", "create", "F", "--remove", "all", "--type", "server")
        _ = shell.out("run", "--for", "1h", "--quiet")
        #expect(!isThere("APPS"))
        isWhole(shell, "after the Remove jobs")
    }

    /// Q153657: at 1.1 the site that raises it, from 1.2 on the one that could not be reached.
    @Test(arguments: [("1.1", "CEN"), ("1.2", "LOW")])
    func `event 316 names a site`(release: String, site: String) throws {
        let shell = try makeLab(members: "release: \"\(release)\",")
        _ = shell.out("package", "create", "App", "--source", "src", "--command", "Go=SETUP.EXE")
        _ = shell.out("fault", "link", "CEN", "LOW")
        _ = shell.out("job", "create", "App", "--on", "site:LOW")
        _ = shell.out("run", "--for", "6h", "--quiet")
        #expect(shell.out("event", "list", "--number", "316").contains("site \(site)."))
    }
}
