import Foundation
import TestKit
import Testing

@testable import Commands

/// What a cancel leaves behind in a tree of sites, and what is told of sites that cannot be reached.
@Suite struct CancelAndGiveUpTests {
    /// CEN above MID above LOW, each with two distribution servers and two clients.
    private func makeChain(release: String = "1.2SP4", fidelity: String = "real") throws -> Shell {
        let shell = try Shell()
        func site(_ code: String, _ rest: String) -> String {
            "{ code: '\(code)', \(rest), servers: [{ name: 'S\(code)', roles: ['site', 'logon', 'distribution'] }, "
                + "{ name: 'V\(code)', roles: ['distribution'] }], "
                + "clients: [{ names: '\(code)P#', count: 2 }] }"
        }
        try shell.scratch.write(
            "lab.json5",
            "{ name: 'chain', start: '1997-04-21 08:00', release: '\(release)', fidelity: '\(fidelity)', sites: ["
                + site("CEN", "addresses: [{ to: 'MID' }]") + ", "
                + site("MID", "parent: 'CEN', addresses: [{ to: 'CEN' }, { to: 'LOW' }]") + ", "
                + site("LOW", "parent: 'MID', addresses: [{ to: 'MID' }]") + "] }")
        try shell.scratch.write("src/SETUP.EXE", "x")
        _ = shell.out("lab", "create", "t", "--from", "lab.json5")
        _ = shell.out(
            "package", "create", "Ed", "--source", "src", "--command", "Install=setup.exe", "--automated")
        return shell
    }

    private func job(_ shell: Shell, _ id: String) throws -> [String: Any] {
        try #require(try shell.list("job", "list").first { $0["id"] as? String == id })
    }

    /// Q123221: what is queued still is taken back, at a site on the way as at the job's own; the quirk no-remove-resend
    /// (Q185179) lets nothing else of a Remove job through.
    @Test(arguments: ["1.2SP4", "1.2SP4+hotfixes"])
    func `a Remove job whose instruction is stuck on its way is cancelled`(release: String) throws {
        let shell = try makeChain(release: release)
        _ = shell.out("job", "create", "Ed", "--on", "path:*|*|*")
        _ = shell.out("run", "--quiet", "--for", "5h")
        _ = shell.out("fault", "link", "MID", "LOW")
        _ = shell.out("job", "create", "Ed", "--remove", "all")
        _ = shell.out("run", "--quiet", "--for", "2h")
        _ = shell.out("job", "cancel", "CEN00003")
        // Q186414: between the request to cancel and Canceled the overall column shows Cancelling.
        #expect(try job(shell, "CEN00003")["status"] as? String == "Cancelling")
        _ = shell.out("run", "--quiet", "--for", "10m")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(try job(shell, "CEN00003")["status"] as? String == "Cancelling")
        #expect(try shell.list("job", "list", "--status", "cancelling").count == 1)
        #expect(shell.out("explain").contains("Cancelling"))
        // LOW never had it, and MID answers for it: nobody waits for the link.
        _ = shell.out("run", "--quiet", "--for", "2h")
        #expect(try job(shell, "CEN00003")["status"] as? String == "Canceled")
        _ = shell.out("fault", "link", "MID", "LOW", "--state", "up")
        _ = shell.out("run", "--quiet", "--for", "1d")
        #expect(try job(shell, "CEN00003")["status"] as? String == "Canceled")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(shell.run("replay").code == 0)
    }

    @Test func `rows of servers that are not final become Canceled with their job`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out("server", "set", "SRV2", "--offline")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        _ = shell.out("run", "--quiet", "--for", "2h")
        func rows() throws -> [String] {
            try shell.list("job", "details", "BPC00001", "--kind", "server").map {
                "\($0["target"] ?? "") \($0["status"] ?? "")"
            }
        }
        #expect(try rows() == ["SRV1 Complete", "SRV2 Retrying"])
        _ = shell.out("job", "cancel", "BPC00001")
        _ = shell.out("run", "--quiet", "--for", "1h")
        #expect(try rows() == ["SRV1 Complete", "SRV2 Canceled"])
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    @Test func `rows of servers at a site below become Canceled with their job`() throws {
        let shell = try makeChain()
        _ = shell.out("server", "set", "VMID", "--site", "MID", "--offline")
        _ = shell.out("job", "create", "Ed", "--on", "path:MID|*|*")
        _ = shell.out("run", "--quiet", "--for", "4h")
        func row(_ site: String) throws -> String {
            let rows = try shell.list("job", "details", "CEN00001", "--site", site)
            return rows.first { $0["target"] as? String == "VMID" }?["status"] as? String ?? "no row"
        }
        #expect(try row("CEN") == "Retrying")
        _ = shell.out("job", "cancel", "CEN00001")
        _ = shell.out("run", "--quiet", "--for", "4h")
        #expect(try row("CEN") == "Canceled")
        #expect(try job(shell, "CEN00001")["status"] as? String == "Canceled")
    }

    /// Server 9.2: event 21 tells the total of retries; each failed try is an entry of the trace.
    @Test func `event 21 tells how often sending was tried in the seven days`() throws {
        let shell = try makeChain(fidelity: "modelled")
        _ = shell.out("fault", "link", "CEN", "MID")
        _ = shell.out("job", "create", "Ed", "--on", "path:MID|*|*")
        _ = shell.out("run", "--quiet", "--for", "8d")
        let tries = shell.out("trace", "list", "--job", "CEN00001").split(separator: "\n").filter {
            $0.contains("sendFailed")
        }.count
        let events = shell.out("event", "list", "--number", "21", "--job", "CEN00001")
        #expect(tries > 100)
        #expect(events.contains("given up after \(tries) tries"), "\(tries) \(events)")
    }

    /// Choice: event 316 at the Scheduler's next look at what a Sender gave back, and once until something gets through.
    @Test func `event 316 comes when a request was given back, and not once the site answers again`() throws {
        let shell = try makeChain(fidelity: "modelled")
        _ = shell.out("fault", "link", "CEN", "MID")
        _ = shell.out("job", "create", "Ed", "--on", "path:MID|*|*")
        _ = shell.out("run", "--quiet", "--for", "12m")
        _ = shell.out("job", "create", "Ed", "--on", "path:MID|*|*")
        _ = shell.out("run", "--quiet", "--for", "20m")
        _ = shell.out("fault", "link", "CEN", "MID", "--state", "up")
        _ = shell.out("run", "--quiet", "--for", "2h")
        let given = shell.out("trace", "list", "--site", "CEN").split(separator: "\n").filter {
            $0.contains("sendGivenBack")
        }.map { String($0.prefix(16)) }
        #expect(given.count > 2, "several requests were given back")
        let events = try shell.list("event", "list", "--number", "316", "--site", "CEN")
        let times = events.compactMap { $0["time"] as? String }
        try #require(times.count == 1, "\(times)")
        // Within a poll (five minutes at Fast) behind the first that was given back, long before it is queued again.
        let first = try #require(given.first)
        #expect(String(times[0].prefix(16)) >= first && first.prefix(13) == times[0].prefix(13))
        let minutes = { (text: String) in Int(text.suffix(2)) ?? 0 }
        #expect(minutes(String(times[0].prefix(16))) - minutes(first) <= 5)
    }

    /// Q269768: what is left of a job that was deleted is an orphan, which nobody can cancel any more.
    @Test func `a site is taken out although a deleted job left something there`() throws {
        let shell = try makeChain(fidelity: "modelled")
        _ = shell.out("job", "create", "Ed", "--on", "path:LOW|*|*")
        _ = shell.out("run", "--quiet", "--for", "2h")
        // While the job goes on the site is needed, and the message names the site that can end it.
        shell.fails(77, "`job cancel CEN00001 --site CEN`", "site", "remove", "LOW")
        #expect([0, 3].contains(shell.run("job", "delete", "CEN00001", "--force").code))
        _ = shell.out("run", "--quiet", "--for", "1d")
        #expect([0, 3].contains(shell.run("site", "remove", "LOW").code))
    }

    /// sms12-server 2.1: eight characters for the first element; the SDK's own example is longer behind it.
    @Test(arguments: [("FRISBEE\\TESTGROUP", 0), ("APPS\\A Long Directory", 0), ("NINECHARS", 3)])
    func `the share name is measured, the directories below it are not`(name: String, code: Int32) throws {
        let shell = try Shell.withLab(fidelity: "modelled")
        let result = shell.run(
            "package", "create", "Shared", "--share-source", "files", "--share-name", name, "--item",
            "Ed=SETUP.EXE")
        #expect(result.code == code, "\(result)")
    }
}
