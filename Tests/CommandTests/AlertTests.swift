import Foundation
import TestKit
import Testing

@testable import Commands

/// `alert add`, `set`, `remove` and `list`: queries that SMS_ALERTER runs again and again.
@Suite struct AlertTests {
    private func shell() throws -> Shell {
        let shell = try LabTests.shell("--fidelity", "modelled")
        _ = shell.out("query", "create", "Mine", "Identification.Name is \"PC1\"")
        return shell
    }

    @Test func `an alert is raised once its query finds enough, and not again while it does`() throws {
        let shell = try shell()
        _ = shell.out("alert", "add", "One", "--query", "mine", "--every", "10m", "--tells", "SRV1")
        _ = shell.out("alert", "add", "Two", "--query", "Mine", "--at-least", "2", "--every", "10m")
        func states() throws -> [String?] { try shell.list("alert", "list").map { $0["state"] as? String } }
        // PC1 is one computer: the first look, ten minutes from now, finds it for One and too few for Two.
        #expect(try states() == ["quiet", "quiet"])
        #expect(try shell.list("alert", "list").map { $0["found"] as? Int } == [1, 1])
        _ = shell.out("run", "--for", "35m", "--quiet")
        #expect(try states() == ["raised", "quiet"])
        let log = shell.out("log", "show", "ALERTER.LOG")
        #expect(log.components(separatedBy: "Alert One is raised").count == 2, "once in three looks")
        #expect(!log.contains("Alert Two is raised"))
        // One is enough now.
        _ = shell.out("alert", "set", "Two", "--at-least", "1")
        _ = shell.out("run", "--for", "10m", "--quiet")
        #expect(try states() == ["raised", "raised"])
        // Removed: its looks end, what the log says of it stays, and its name is free.
        _ = shell.out("alert", "remove", "one")
        _ = shell.out("run", "--for", "30m", "--quiet")
        #expect(try shell.list("alert", "list").count == 1)
        #expect(shell.out("log", "show", "ALERTER.LOG").contains("Alert One is raised"))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(shell.run("replay").code == 0)
    }

    /// A query that is deleted leaves an alert that cannot be handled (207); a renamed one takes it along.
    @Test func `an alert follows the name of its query, and tells when that is gone`() throws {
        let shell = try shell()
        _ = shell.out("alert", "add", "One", "--query", "Mine", "--every", "10m")
        _ = shell.out("query", "set", "Mine", "--name", "Yours")
        #expect(try shell.list("alert", "list").first?["query"] as? String == "Yours")
        let (code, _, err) = shell.run("query", "delete", "Yours")
        #expect(code == 3 && err.contains("alert 'One'"), "\(err)")
        _ = shell.out("run", "--for", "25m", "--quiet")
        #expect(try shell.list("event", "list", "--number", "207").count == 1, "once, not at each look")
        #expect(try shell.list("alert", "list").first?["state"] as? String == "cannot be run")
    }

    @Test func `mistakes change nothing`() throws {
        let shell = try shell()
        _ = shell.out("alert", "add", "One", "--query", "Mine")
        let records = try shell.object("lab", "show")["journalRecords"] as? Int
        let cases: [(words: [String], code: Int32, tells: String)] = [
            (["add", "one", "--query", "Mine"], 73, "there is an alert one at site BPC already"),
            (["add", "Two"], 64, "--query"), (["add", "Two", "--query", "Nine"], 66, "did you mean Mine?"),
            (["add", "Two", "--query", "Mine", "--at-least", "0"], 64, "--at-least"),
            (["add", "Two", "--query", "Mine", "--every", "30s"], 64, "a minute"),
            (["add", "Two", "--query", "Mine", "--tells", "SRV9"], 66, "SRV9"),
            (["remove", "Onee"], 66, "did you mean One?"), (["set", "One"], 64, "nothing to change"),
        ]
        for (words, code, tells) in cases {
            let result = shell.run(["alert"] + words)
            #expect(result.code == code, "\(words): \(result)")
            #expect(result.err.contains(tells), "\(words): \(result.err)")
        }
        #expect(try shell.object("lab", "show")["journalRecords"] as? Int == records)
        #expect(shell.out("__complete", "alert") == "One\tMine\n")
        shell.explains("alert", ["add", "set", "remove", "list"])
    }

    @Test func `an account without the right on Alerts makes none (Q191336)`() throws {
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5",
            """
            { name: "t", start: "1997-04-21 08:00", fidelity: "modelled",
              accounts: [{account: "VIEWER", alerts: "view"}],
              sites: [{ code: "BPC", servers: [{name: "SRV1", roles: ["site","logon","distribution"]}],
                queries: [{name: "All", text: "Identification.Name is not \\"X\\""}],
                alerts: [{name: "Old", query: "All"}] }] }
            """)
        let made = shell.run("lab", "create", "t", "--from", "lab.json5")
        #expect(made.code == 0, "\(made.err)")
        #expect(shell.run("alert", "add", "New", "--query", "All", "--as", "VIEWER").code == 77)
        // The lab file's difference is applied by the same commands.
        let text = shell.out("lab", "export").replacingOccurrences(of: "\"Old\"", with: "\"New\"")
        try shell.scratch.write("new.json5", text)
        _ = shell.out("lab", "apply", "new.json5")
        #expect(try shell.list("alert", "list").map { $0["name"] as? String } == ["New"])
    }
}
