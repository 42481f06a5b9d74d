import Foundation
import TestKit
import Testing

@testable import Commands

/// What `run` tells, and what a newcomer missed in it.
@Suite struct LeftoverRunTests {
    /// A central site CEN with a link to S01 that is down from the start, and a client at each.
    static func tree(servers: String = "") throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5",
            """
            { name: "t", start: "1997-04-21 08:00", fidelity: "modelled",
              sites: [
                { code: "CEN", servers: [{name: "CENSRV", roles: ["site","logon","distribution"]}],
                  addresses: [{to: "S01"}], clients: [{names: "C#", count: 2}],
                  queries: [{name: "All", text: "Identification.Name is not \\"X\\""}],
                  alerts: [{name: "Full house", query: "All", minutes: 10}] },
                { code: "S01", parent: "CEN", servers: [{name: "S01SRV", roles: ["site","logon","distribution"]}\(servers)],
                  addresses: [{to: "CEN"}], clients: [{names: "D#", count: 2}] },
              ] }
            """)
        let made = shell.run("lab", "create", "t", "--from", "lab.json5")
        #expect(made.code == 0, "\(made.err)")
        try shell.scratch.write("editor.pdf", Shell.editor)
        try shell.scratch.write("files/SETUP.EXE", "a program")
        _ = shell.out("package", "import", "editor.pdf", "--source", "files")
        return shell
    }

    @Test(arguments: [[], ["--summary"], ["--format", "csv"]])
    func `run tells of an alert that is raised, by its name`(_ options: [String]) throws {
        let shell = try Self.tree()
        let (code, out, _) = shell.run(["run", "--for", "12m"] + options)
        #expect(code == 0 && out.contains("Full house"), "\(out)")
        // Raised once: two looks find the same.
        let later = shell.run(["run", "--for", "12m"] + options).out
        #expect(!later.contains("Full house"), "\(later)")
    }

    @Test func `the trace names the alert that an entry is about`() throws {
        let shell = try Self.tree()
        _ = shell.out("run", "--for", "12m", "--quiet")
        let rows = try shell.list("trace", "list", "--component", "alerter")
        #expect(rows.contains { $0["what"] as? String == "alertRaised" })
        #expect(rows.allSatisfy { $0["subject"] as? String == "Full house" }, "\(rows)")
    }

    /// Two sites with the same things going on must not read as one.
    @Test func `a line of a run says at which site it happened`() throws {
        let shell = try Self.tree()
        _ = shell.out("job", "create", "Editor", "--on", "site:S01")
        let summary = shell.run("run", "--for", "3h", "--summary").out
        #expect(summary.contains("CEN: CEN00001 Active"), "\(summary)")
        #expect(
            summary.split(separator: "\n").contains { $0.contains("S01: ") && $0.contains("offered") },
            "\(summary)")
        let shell2 = try Self.tree()
        _ = shell2.out("job", "create", "Editor", "--on", "site:S01")
        let rows = try shell2.list("run", "--for", "3h")
        #expect(rows.contains { $0["kind"] as? String == "client" && $0["site"] as? String == "S01" })
        #expect(rows.contains { $0["kind"] as? String == "job" && $0["site"] as? String == "CEN" })
    }

    /// In a lab of one site nothing is to be told apart.
    @Test func `a lab of one site names it nowhere in a run`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        let out = shell.run("run", "--for", "2h", "--summary").out
        #expect(out.contains("BPC00001 Active") && !out.contains("BPC:"), "\(out)")
    }

    /// Eight days of the Despooler's tries are a hundred cycles with news; a screen has 25 lines.
    @Test func `tries over days do not fill the summary`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        _ = shell.out("site", "set", "BPC", "--response", "fast")
        _ = shell.out("server", "set", "SRV2", "--offline")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        let out = shell.run("run", "--for", "9d", "--summary").out
        let lines = out.split(separator: "\n")
        #expect(lines.count < 30, "\(out)")
        // The first try and 99 more, two hours apart at Response Fast (Q128458, Q182414): two of them are printed, and
        // then event 14.
        #expect(
            out.contains("the same again in ") && lines.dropLast().last?.contains("event 14") == true,
            "\(out)")
        // Times of other days are told apart.
        #expect(lines.contains("1997-04-29"), "\(out)")
    }

    /// Slots of event 251 at a child, which has no rows of its parent's servers, and of events about a job of another
    /// site (108), were empty.
    @Test func `events have no hole where a name belongs`() throws {
        let shell = try Self.tree()
        _ = shell.out("job", "create", "Editor", "--on", "site:S01")
        _ = shell.out("run", "--for", "1h", "--quiet")
        _ = shell.out("fault", "link", "CEN", "S01")
        let out = shell.run("run", "--for", "6h").out
        let events = try shell.list("event", "list").compactMap { $0["text"] as? String }
        let mine = events.filter { $0.contains("LAN connection to site CEN") }
        #expect(mine.allSatisfy { $0.contains("server CENSRV,") }, "\(events)")
        for line in out.split(separator: "\n") where line.contains("LAN connection") {
            #expect(!line.contains("server ,") && !line.contains("site ,"), "\(line)")
        }
    }

    @Test func `an event about a job of another site is told whole`() throws {
        let shell = try Self.tree(servers: #", {name: "S01FS", roles: ["distribution"]}"#)
        _ = shell.out("fault", "server", "S01", "S01FS")
        _ = shell.out("job", "create", "Editor", "--on", "site:S01")
        let out = shell.run("run", "--for", "12h").out
        let lines = out.split(separator: "\n").filter { $0.contains("event 108 SMS_DESPOOLER") }
        #expect(!lines.isEmpty, "\(out)")
        #expect(
            lines.allSatisfy { $0.contains("Package CEN00001 could not be put on server S01FS") }, "\(lines)")
    }

    /// Standard output is what a pipe reads: results, and nothing that a person alone can use.
    @Test func `advice goes to standard error`() throws {
        let shell = try Shell()
        let made = shell.run("lab", "create", "t")
        #expect(
            made.out.hasPrefix("Made t.lab") && !made.out.contains("Next:") && !made.out.hasSuffix("\n\n"))
        #expect(made.err.hasPrefix("Next:\n"), "no blank line before it: \(made.err)")
        let ran = shell.run("run")
        #expect(ran.out.hasPrefix("nothing changed\n") && ran.err.isEmpty, "\(ran)")
        #expect(shell.run("run", "--quiet").err.isEmpty)
    }

    /// The parent's database has a row of each computer below (Q153246), which is no second computer.
    @Test func `a client of a site below is found by a beginning of its name`() throws {
        let shell = try Self.tree()
        _ = shell.out("run", "--for", "1h", "--quiet")
        shell.fails(64, "any of several clients: D1, D2", "client", "show", "D")
        shell.fails(64, "any of several clients: D1, D2", "explain", "client", "D")
        #expect(shell.out("explain", "client", "S0100002").contains("Client D2 of site S01"))
        _ = shell.out("client", "remove", "D1")
        #expect(shell.out("client", "show", "D").contains("D2"))
    }

    @Test func `Ctrl-C is answered at once, and what was done is kept`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try builtProgram())
        process.arguments = ["--lab", shell.lab, "run", "--for", "20000d", "--summary"]
        let (out, err) = (Pipe(), Pipe())
        process.standardOutput = out
        process.standardError = err
        try process.run()
        // The first line is printed after the first commit: the signal is watched by then, and the end is far.
        let first = out.fileHandleForReading.availableData
        #expect(!first.isEmpty)
        process.interrupt()
        let said = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 130, "\(said)")
        let lines = said.split(separator: "\n")
        #expect(lines.first?.hasPrefix("sms12: stopping at the end of this cycle") == true, "\(said)")
        #expect(lines.contains { $0.contains("interrupted at") && $0.contains("is kept") }, "\(said)")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }
}
