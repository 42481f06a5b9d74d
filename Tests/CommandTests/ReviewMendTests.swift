import Foundation
import TestKit
import Testing

@testable import Commands

/// Faults that a reviewer found before the whole system was declared done; each came back at the same commands.
@Suite struct ReviewMendTests {
    private func makeLab(_ text: String) throws -> Shell {
        let shell = try Shell()
        _ = try shell.scratch.write("lab.json5", text)
        _ = shell.out("lab", "create", "t", "--from", "lab.json5")
        return shell
    }

    private func expectWhole(_ shell: Shell) {
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        let (code, out, err) = shell.run("replay")
        #expect(code == 0, "\(out)\(err)")
    }

    private static let components = """
        { name: "t", start: "1997-04-21 08:00", fidelity: "modelled", siteProperties: "components",
          sites: [{ code: "BPC", servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"] }],
            clients: [{ names: "PC#", count: 2 }] }] }
        """

    private func addSecondary(_ shell: Shell) {
        // A warning: the parent has no address to it yet.
        _ = shell.run(
            "site", "add", "S01", "--secondary", "--parent", "BPC", "--server", "S1", "--address", "BPC")
        _ = shell.out("site", "set", "BPC", "--address", "S01")
    }

    @Test func `what goes with a second Sender at a time of the lab file is gone after opening, too`() throws
    {
        let shell = try makeLab(
            """
            { name: "t", start: "1997-04-21 08:00", fidelity: "modelled",
              sites: [{ code: "BPC", servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"] }],
                clients: [{ names: "PC#", count: 2 }] }],
              faults: [{ site: ["BPC", "second-sender"], from: "1997-04-21 09:00", until: "1997-04-21 10:00" }] }
            """)
        // Deleting the second LAN Sender sets the values of the first to zero (Q138243), and they stay so.
        _ = shell.out("run", "--for", "3h", "--quiet")
        let before = shell.out("site", "registry", "BPC")
        _ = shell.out("run", "--cycles", "2", "--quiet")
        #expect(shell.out("site", "registry", "BPC") == before)
        _ = try shell.scratch.write("src.txt", "x")
        _ = shell.out("package", "create", "P", "--source", ".", "--command", "Install=src.txt")
        _ = shell.out("job", "create", "P", "--on", "site:BPC")
        _ = shell.out("run", "--for", "1d", "--quiet")
        #expect(try shell.list("job", "list").first?["sending"] as? String != "Complete", "nothing is sent")
        expectWhole(shell)
    }

    @Test func `clients that are added while their site is installed are polled for once`() throws {
        let shell = try makeLab(Self.components)
        addSecondary(shell)
        _ = shell.out("client", "add", "LAP#", "--count", "2", "--site", "S01")
        _ = shell.out("run", "--for", "2d", "--quiet")
        expectWhole(shell)
    }

    @Test func `a change that is proposed during an installation waits for its end, and then arrives`() throws
    {
        let shell = try makeLab(Self.components)
        addSecondary(shell)
        _ = shell.out("run", "--cycles", "4", "--quiet")
        _ = shell.out("site", "set", "S01", "--pcm-polling", "30", "--at", "BPC")
        _ = shell.out("run", "--for", "3d", "--quiet")
        let row = try shell.list("tool", "preinst", "--dump").first { $0["site"] as? String == "S01" }
        #expect(row?["status"] as? String == "ACTIVE")
        #expect(row?["detail"] as? Int == 0)
        #expect(shell.out("site", "show", "S01").contains(/PCM polls after minutes +30/))
        #expect(shell.out("explain", "site", "S01").contains("is what its administrator wants"))
        expectWhole(shell)
    }

    @Test func `an installation whose job failed stays failed when the job is deleted, and can be given up`()
        throws
    {
        let shell = try makeLab(Self.components)
        addSecondary(shell)
        _ = shell.out("fault", "link", "BPC", "S01")
        // Seven days of tries, and the day that an ended system job stays (Q214485).
        _ = shell.out("run", "--for", "10d", "--quiet")
        #expect(shell.out("tool", "preinst", "--dump").contains("FAILED"))
        #expect(shell.out("explain", "site", "S01").contains("nothing goes on by itself"))
        #expect(shell.run("site", "remove", "S01").code == 0)
        expectWhole(shell)
    }

    @Test func `databases that are not there or not up are not written to`() throws {
        let shell = try makeLab(Self.components)
        addSecondary(shell)
        _ = shell.out("run", "--for", "2d", "--quiet")
        let (code, _, why) = shell.run("fault", "site", "S01", "sql-log-full")
        #expect(code != 0)
        #expect(why.contains("has no SQL database (Q133111)"))
        _ = shell.out("fault", "sql", "BPC")
        let (refused, _, down) = shell.run("site", "set", "BPC", "--response", "slow")
        #expect(refused != 0)
        #expect(down.contains("fault sql BPC --state up"))
        _ = shell.out("fault", "sql", "BPC", "--state", "up")
        #expect(shell.run("site", "set", "BPC", "--response", "slow").code == 0)
    }

    @Test func `program groups with numbers out of range are refused, not a crash`() throws {
        let shell = try Shell()
        _ = try shell.scratch.write(
            "lab.json5",
            """
            { name: "t", sites: [{ code: "BPC", servers: [{ name: "SRV1", roles: ["site"] }],
              programGroups: [{ name: "A", number: 9223372036854775807 }, { name: "B" }] }] }
            """)
        let (code, _, err) = shell.run("lab", "create", "t", "--from", "lab.json5")
        #expect(code == 65)
        #expect(err.contains("lab.json5:2"), "\(err)")
        #expect(err.contains("1048575"), "the highest number there is: \(err)")
    }

    @Test func `a Scheduler that is stopped and started builds the lists of a job once`() throws {
        let shell = try Shell()
        _ = shell.out(
            "lab", "create", "t", "--release", "1.1", "--fidelity", "modelled", "--clients", "600")
        _ = try shell.scratch.write("src.txt", "x")
        _ = shell.out("package", "create", "P", "--source", ".", "--command", "Install=src.txt")
        _ = shell.out("job", "create", "P", "--on", "site:BPC", "--mandatory-after", "1997-04-21 08:00")
        // One computer a second: ten minutes (Q154861).
        _ = shell.out("run", "--cycles", "1", "--quiet")
        _ = shell.out("service", "stop", "SMS_SCHEDULER")
        _ = shell.out("run", "--cycles", "1", "--quiet")
        _ = shell.out("service", "start", "SMS_SCHEDULER")
        _ = shell.out("run", "--for", "1d", "--quiet")
        let frozen = try shell.list("trace", "list", "--job", "BPC00001").filter {
            $0["what"] as? String == "listsFrozen"
        }
        #expect(frozen.count == 1)
    }

    @Test func `a Sender that hangs goes on when it is restarted and its address is mended`() throws {
        let shell = try makeLab(
            """
            { name: "t", start: "1997-04-21 08:00", fidelity: "modelled", release: "1.1",
              sites: [{ code: "BPC", servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"] }],
                  addresses: [{ to: "S01", bitsPerSecond: 4294967295 }] },
                { code: "S01", parent: "BPC", servers: [{ name: "S1", roles: ["site", "logon", "distribution"] }],
                  clients: [{ names: "PC#", count: 2 }], addresses: [{ to: "BPC" }] }] }
            """)
        _ = try shell.scratch.write("src.txt", "x")
        _ = shell.out("package", "create", "P", "--source", ".", "--command", "Install=src.txt")
        _ = shell.out("job", "create", "P", "--on", "site:S01")
        _ = shell.out("run", "--for", "1d", "--quiet")
        func sending() throws -> String? { try shell.list("job", "list").first?["sending"] as? String }
        #expect(try sending() != "Complete", "an estimate of 0xffffffff stops the Sender (Q140917)")
        _ = shell.out("site", "set", "BPC", "--address", "S01:lan:10000000")
        _ = shell.out("service", "restart", "SMS_SENDERS")
        _ = shell.out("run", "--for", "1d", "--quiet")
        #expect(try sending() == "Complete")
        expectWhole(shell)
    }
}
