import Foundation
import TestKit
import Testing

@testable import Commands

/// What `explain` says while a SQL Server or something else is down: who waits for it, since when, until when.
@Suite struct SQLDownTests {
    private func started(_ lines: [String]..., faults: String = "") throws -> Shell {
        let shell = try Shell()
        let source = shell.scratch.path("src")
        try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
        try Data(count: 40_000).write(to: URL(fileURLWithPath: source + "/SETUP.EXE"))
        let lab = ExplainTests.lab.replacingOccurrences(
            of: "sites: [\n", with: "faults: [\(faults)],\n  sites: [\n")
        _ = try shell.scratch.write("why.json5", lab)
        _ = shell.out("lab", "create", "t", "--from", "why.json5")
        _ = shell.out(
            "package", "create", "Quill", "--source", "src", "--command", "Install=SETUP.EXE", "--platform",
            "nt-x86")
        for line in lines {
            let (code, _, err) = shell.run(line)
            #expect(code == 0 || code == 3, "\(line): \(err)")
        }
        return shell
    }

    private func reasons(_ shell: Shell, _ words: String...) throws -> [[String: Any]] {
        let (code, out, err) = shell.run(["explain"] + words + ["--format", "json"])
        #expect(code == 0, "\(err)")
        let json = try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any]
        return try #require(json?["reasons"] as? [[String: Any]])
    }

    @Test func `a job that is due waits for the database, with since, and goes on behind it`() throws {
        let shell = try started(
            [
                "job", "create", "Quill", "--run", "Install", "--on", "computer:CPC1", "--start-after",
                "1997-04-21 08:20",
            ], ["run", "--for", "10m", "--quiet"], ["fault", "sql", "CEN"],
            ["run", "--for", "2h", "--quiet"])
        let found = try #require(try reasons(shell, "job", "CEN00001").first)
        #expect(found["blocker"] as? String == "sql-down")
        #expect((found["since"] as? String)?.hasPrefix("1997-04-21 08:10") == true, "\(found)")
        #expect(found["until"] is NSNull, "nobody said when it comes back")
        #expect((found["advice"] as? String) == "sms12 fault sql CEN --state up")
        #expect(try reasons(shell, "site", "CEN").first?["blocker"] as? String == "sql-down")
        // Of the other site nothing is said.
        #expect(try reasons(shell, "site", "PRI").first?["blocker"] as? String == "nothing")
        _ = shell.out("fault", "sql", "CEN", "--state", "up")
        _ = shell.out("run", "--for", "30m", "--quiet")
        #expect(try reasons(shell, "job", "CEN00001").first?["blocker"] as? String != "sql-down")
        #expect(shell.run("replay").code == 0)
    }

    /// A job that is not due waits for its time, whatever the database does; so does one whose Sender is at work.
    @Test func `what a job waits for first is named first`() throws {
        let shell = try started(
            ["job", "create", "Quill", "--run", "Install", "--on", "computer:CPC1"],
            ["run", "--for", "40m", "--quiet"], ["fault", "sql", "CEN"], ["run", "--for", "10m", "--quiet"])
        let found = try #require(try reasons(shell, "job", "CEN00001").first)
        #expect(found["blocker"] as? String == "user-has-to-run", "the offer lies at the client by now")
    }

    @Test func `a planned end is the time until which it waits`() throws {
        let shell = try started(
            ["job", "create", "Quill", "--run", "Install", "--on", "computer:CPC1"],
            ["run", "--for", "1h", "--quiet"],
            faults: "{ sql: [\"CEN\"], from: \"1997-04-21 08:00\", until: \"1997-04-21 12:00\" }")
        let found = try #require(try reasons(shell, "job", "CEN00001").first)
        #expect(found["blocker"] as? String == "sql-down")
        #expect((found["until"] as? String)?.hasPrefix("1997-04-21 12:00") == true, "\(found)")
    }

    /// The status of a client that ran lies in DELTAMIF.COL while there is no database.
    @Test func `a client's status waits for the Data Loader's database, at its own site and above`() throws {
        let shell = try started(
            [
                "job", "create", "Quill", "--run", "Install", "--on", "computer:CPC1", "--mandatory-after",
                "1997-04-21 09:00",
            ], ["run", "--until", "1997-04-21 08:55", "--quiet"],
            ["fault", "sql", "CEN"], ["run", "--for", "3h", "--quiet"])
        for subject in [("job", "CEN00001"), ("client", "CPC1")] {
            let found = try #require(try reasons(shell, subject.0, subject.1).first)
            #expect(found["blocker"] as? String == "sql-down", "\(subject): \(found)")
            #expect((found["since"] as? String)?.hasPrefix("1997-04-21 08:55") == true)
            #expect((found["sentence"] as? String)?.contains("DELTAMIF.COL") == true)
        }
        let below = try started(
            [
                "job", "create", "Quill", "--run", "Install", "--on", "path:PRI|*|*", "--mandatory-after",
                "1997-04-21 09:00",
            ], ["run", "--until", "1997-04-21 08:55", "--quiet"],
            ["fault", "sql", "PRI"], ["run", "--for", "3h", "--quiet"])
        let found = try #require(try reasons(below, "job", "CEN00001").first)
        #expect(found["blocker"] as? String == "sql-down" && found["site"] as? String == "PRI", "\(found)")
    }
}
