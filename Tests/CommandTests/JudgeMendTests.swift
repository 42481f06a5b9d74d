import Foundation
import TestKit
import Testing

@testable import Commands

/// Faults that a judge who never saw the code found; each came back at the same commands.
@Suite struct JudgeMendTests {
    private func makeLab(_ text: String) throws -> Shell {
        let shell = try Shell()
        _ = try shell.scratch.write("lab.json5", text)
        _ = try shell.scratch.write("src/SETUP.EXE", "x")
        _ = shell.out("lab", "create", "t", "--from", "lab.json5")
        return shell
    }

    private static func twoSites(fidelity: String) -> String {
        """
        { name: "t", start: "1997-04-21 08:00", fidelity: "\(fidelity)",
          sites: [
            { code: "CEN", addresses: [{ to: "LOW" }],
              senders: [{ kind: "lan", schedule: [{ days: "mon-fri", from: 11, to: 20, jobs: "none" }] }],
              servers: [{ name: "SCEN", roles: ["site", "logon", "distribution"] }] },
            { code: "LOW", parent: "CEN", addresses: [{ to: "CEN" }],
              servers: [{ name: "SLOW", roles: ["site", "logon", "distribution"] }], clients: [{ names: "LP#" }] } ] }
        """
    }

    /// design.md 3: the lab is the same in one step or in many, also where each step opens it anew.
    @Test(arguments: [["9h", "17h"], ["11h", "15h"], ["20h", "6h"]])
    func `a run in pieces over a link that is down is the run in one`(pieces: [String]) throws {
        func digest(_ runs: [String]) throws -> String {
            let shell = try makeLab(Self.twoSites(fidelity: "modelled"))
            _ = shell.out("package", "create", "Ed", "--source", "src", "--command", "Install=SETUP.EXE")
            _ = shell.out("fault", "link", "CEN", "LOW")
            _ = shell.out("job", "create", "Ed", "--on", "path:LOW|*|*")
            for run in runs { _ = shell.out("run", "--for", run, "--quiet") }
            #expect(shell.run("replay").code == 0)
            return try #require(
                shell.out("lab", "show").split(separator: "\n").first { $0.contains("Trace digest") }
            ).description
        }
        #expect(try digest(pieces) == digest(["26h"]))
    }

    @Test func `an instruction that nobody can read lies in RECEIVE as a file, and is taken away again`()
        throws
    {
        let shell = try makeLab(Self.twoSites(fidelity: "real"))
        let receive = shell.lab + "/servers/SCEN/C/SMS/SITE.SRV/DESPOOLR.BOX/RECEIVE"
        _ = shell.out("fault", "file", "CEN", "corrupt-nil")
        _ = shell.out("run", "--cycles", "1", "--quiet")
        // `DS_` and a number, `.NIL` since it was being executed (Q152468).
        let names = try FileManager.default.contentsOfDirectory(atPath: receive)
        #expect(names.count == 1)
        #expect(names.allSatisfy { $0.hasPrefix("DS_") && $0.hasSuffix(".NIL") })
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        _ = shell.out("fault", "file", "CEN", "corrupt-nil", "--clear")
        #expect(try FileManager.default.contentsOfDirectory(atPath: receive).isEmpty)
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    @Test func `an instruction in the own RECEIVE is called after the request to the own site`() throws {
        let shell = try makeLab(Self.twoSites(fidelity: "real"))
        _ = shell.out("package", "create", "Ed", "--source", "src", "--command", "Install=SETUP.EXE")
        _ = shell.out("client", "add", "CP#", "--site", "CEN", "--count", "1")
        _ = shell.out("job", "create", "Ed", "--on", "path:*|*|*")
        let said = shell.out("run", "--cycles", "1").split(separator: "\n").filter { $0.contains("RECEIVE") }
        // The own site comes first of a job's destinations, and request `_001CEN` brings `1_001CEN.INS` (sms12-server 6).
        #expect(said.contains { $0.contains("1_001CEN.INS") }, "\(said)")
        #expect(!said.contains { $0.contains("1_002CEN") }, "\(said)")
    }

    @Test func `a Remove job takes a package's directory from a NetWare volume and leaves the volume`() throws
    {
        let shell = try Shell()
        _ = try shell.scratch.write("src/SETUP.EXE", "x")
        _ = shell.out("lab", "create", "t", "--servers", "0", "--clients", "1")
        _ = shell.out("server", "add", "NW", "--kind", "netware3", "--drive", "S:netware:50MB")
        for name in ["ONE", "TWO"] {
            _ = shell.out(
                "package", "create", name, "--share-source", "src", "--share-name", name, "--item",
                "\(name)=a.exe")
            _ = shell.out("job", "create", name, "--share")
        }
        _ = shell.out("package", "create", "Wk", "--source", "src", "--command", "I=setup.exe", "--automated")
        _ = shell.out("job", "create", "Wk", "--on", "site:BPC")
        _ = shell.out("run", "--for", "1h", "--quiet")
        _ = shell.out("job", "create", "ONE", "--remove", "all", "--type", "server")
        _ = shell.out("run", "--for", "1h", "--quiet")
        // Q173995 is about several packages in one share; a volume is none.
        let volume = shell.lab + "/servers/NW/S"
        #expect(!FileManager.default.fileExists(atPath: "\(volume)/ONE/SETUP.EXE"))
        #expect(FileManager.default.fileExists(atPath: "\(volume)/TWO/SETUP.EXE"))
        #expect(
            FileManager.default.fileExists(
                atPath: "\(volume)/SMS/LOGON.SRV/PCMPKG.SRC/BPC00003/SETUP.EXE"))
    }

    /// Event 332 tells of a missing address, and the Scheduler goes on to look at the job: it is there once the address is.
    @Test func `a secondary site that was added before its address is installed once the address is there`()
        throws
    {
        let shell = try makeLab(
            """
            { name: "t", start: "1997-04-21 08:00", fidelity: "modelled", siteProperties: "components",
              sites: [{ code: "BPC", servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"] }],
                clients: [{ names: "PC#", count: 2 }] }] }
            """)
        _ = shell.run(
            "site", "add", "S01", "--secondary", "--parent", "BPC", "--server", "S1", "--address", "BPC")
        _ = shell.out("run", "--for", "2h", "--quiet")
        #expect(shell.out("event", "list", "--number", "332").contains("S01"))
        _ = shell.out("site", "set", "BPC", "--address", "S01")
        _ = shell.out("run", "--for", "2d", "--quiet")
        let row = try shell.list("tool", "preinst", "--dump").first { $0["site"] as? String == "S01" }
        #expect(row?["status"] as? String == "ACTIVE")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }
}
