import Foundation
import TestKit
import Testing

@testable import Commands

/// Faults of sites and requests on the command line, and what `explain` and `event list` say of them.
@Suite struct SiteFaultTests {
    private func started(_ lines: [String]...) throws -> Shell {
        let shell = try Shell()
        let source = shell.scratch.path("src")
        try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
        try Data(count: 40_000).write(to: URL(fileURLWithPath: source + "/SETUP.EXE"))
        _ = try shell.scratch.write("why.json5", ExplainTests.lab)
        _ = shell.out("lab", "create", "t", "--from", "why.json5")
        _ = shell.out(
            "package", "create", "Quill", "--source", "src", "--command", "Install=SETUP.EXE", "--platform",
            "nt-x86")
        for line in lines {
            let (code, _, err) = shell.run(line)
            #expect(code == 0, "\(line): \(err)")
        }
        return shell
    }

    @Test func `a request that is damaged is listed, explained and given up`() throws {
        let shell = try started(
            ["fault", "link", "CEN", "PRI"], ["job", "create", "Quill", "--on", "path:PRI|*|*"],
            ["run", "--for", "10m", "--quiet"])
        let name = try #require(try shell.list("tool", "dumpsend").first?["request"] as? String)
        let (code, out, err) = shell.run("fault", "request", "CEN", name, "zero-length")
        #expect(code == 0 && out.contains(name), "\(err)")
        #expect(shell.out("fault", "list").contains("request \(name) of CEN"))
        #expect(shell.out("explain", "job", "CEN00001").contains("length zero"))
        #expect(shell.run("fault", "request", "CEN", "_ZZZCEN", "deleted").code == 66)
        #expect(shell.run("fault", "request", "CEN", "bad", "deleted").code == 64)
        _ = shell.out("run", "--for", "10m", "--quiet")
        #expect(shell.out("event", "list", "--number", "37").contains(name), "the request is named")
    }

    @Test func `the texts of sending events have no gap`() throws {
        let shell = try started(
            ["fault", "server", "PRI", "PSRV"], ["job", "create", "Quill", "--on", "path:PRI|*|*"],
            ["run", "--for", "2h", "--quiet"])
        let connection = shell.out("explain", "event", "251")
        #expect(
            connection.contains("No LAN connection to site PRI, server PSRV, share SMS_SITE: Win32 error 53.")
        )
        #expect(shell.out("event", "list", "--number", "316").contains("kind of address: LAN Sender"))
    }

    @Test func `a fault of a site is in the journal, and the lab replays`() throws {
        let shell = try started(
            ["fault", "site", "CEN", "sql-log-full"], ["run", "--for", "2h", "--quiet"],
            ["fault", "site", "CEN", "sql-log-full", "--state", "up"], ["run", "--for", "1h", "--quiet"])
        #expect(!shell.out("fault", "list").contains("sql-log-full"))
        let (code, out, err) = shell.run("replay")
        #expect(code == 0, "\(out)\(err)")
        #expect(shell.run("fault", "site", "CEN", "sql-log-ful").err.contains("sql-log-full"))
    }

    @Test func `a job on a saved query is translated`() throws {
        let shell = try started(
            ["query", "create", "Mine", "Identification.Name is \"CPC1\""],
            ["job", "create", "Quill", "--run", "Install", "--on", "query:Mine"])
        let plan = shell.run("map", "CEN00001", "--format", "json").out
        #expect(!plan.contains("E03") && plan.contains("CPC1"), "the query is there and finds one computer")
        let rules = shell.run("map", "CEN00001", "--target-mode", "dynamic", "--format", "json").out
        #expect(rules.contains("SMS_R_System.NetbiosName = ") && !rules.contains("E03"))
    }
}
