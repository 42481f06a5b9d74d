import Foundation
import TestKit
import Testing

@testable import Commands

/// What lists, sheets and messages left out for a newcomer.
@Suite struct LeftoverListTests {
    private func components() throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5",
            """
            { name: "t", start: "1997-04-21 08:00", fidelity: "modelled",
              sites: [
                { code: "CEN", servers: [{name: "CENSRV", roles: ["site","logon","distribution"]}],
                  addresses: [{to: "SEC"}] },
                { code: "SEC", parent: "CEN", secondary: true, addresses: [{to: "CEN"}],
                  servers: [{name: "SECSRV", roles: ["site","logon","distribution"]},
                            {name: "SECFS", roles: ["distribution"]}], clients: [{names: "D#", count: 2}] },
              ] }
            """)
        let made = shell.run("lab", "create", "t", "--from", "lab.json5")
        #expect(made.code == 0, "\(made.err)")
        try shell.scratch.write("editor.pdf", Shell.editor)
        try shell.scratch.write("files/SETUP.EXE", "a program")
        _ = shell.out("package", "import", "editor.pdf", "--source", "files")
        return shell
    }

    // MARK: Secondary sites

    /// A secondary site has no database (Q133111): its events are in that of its parent, and it has no jobs.
    @Test func `lists of a secondary site say where its rows are`() throws {
        let shell = try components()
        _ = shell.out("fault", "server", "SEC", "SECFS")
        _ = shell.out("job", "create", "Editor", "--on", "site:SEC", "--put-on", "SECFS")
        _ = shell.out("run", "--for", "10h", "--quiet")
        let all = try shell.list("event", "list")
        let below = all.filter { $0["event"] as? Int == 108 }
        #expect(!below.isEmpty, "\(all)")
        let (code, out, err) = shell.run("event", "list", "--site", "SEC")
        #expect(code == 0 && out.contains("SECFS"), "\(out)")
        #expect(err.contains("secondary site") && err.contains("CEN"), "\(err)")
        #expect(try shell.list("event", "list", "--site", "SEC").count == below.count)
        let number = try #require(below.first?["no"] as? Int)
        #expect(shell.out("event", "show", "\(number)", "--site", "SEC").contains("SECFS"))
        #expect(shell.out("explain", "event", "108", "--site", "SEC").contains("Site SEC: Package CEN00001"))
        for noun in ["job", "package"] {
            let (code, out, err) = shell.run(noun, "list", "--site", "SEC")
            #expect(code == 0 && out == "(none)\n", "\(out)")
            #expect(err.contains("has no database") && err.contains("--site CEN"), "\(err)")
        }
    }

    // MARK: Addresses

    @Test func `explain names the addresses that a site lacks, and since when event 332 tells of it`() throws
    {
        let shell = try LabTests.shell("--fidelity", "modelled")
        let added = shell.run("site", "add", "S01", "--parent", "BPC")
        #expect(added.code == 3, "\(added)")
        // Nobody who types commands has a lab file to write braces into.
        #expect(!added.err.contains("{ to:"), "\(added.err)")
        #expect(added.err.contains("sms12 site set BPC --address S01"), "\(added.err)")
        #expect(added.err.contains("sms12 site set S01 --address BPC"), "\(added.err)")
        for site in ["S01", "BPC"] {
            let out = shell.out("explain", "site", site)
            #expect(out.contains("not all of it works"), "\(out)")
            #expect(out.contains("Site BPC has no address to the site below it, S01"), "\(out)")
            #expect(out.contains("Site S01 has no address to its parent, BPC"), "\(out)")
            #expect(out.contains("-> sms12 site set S01 --address BPC"), "\(out)")
            #expect(!out.contains("since"), "no event was raised yet: \(out)")
        }
        _ = shell.out("client", "add", "D#", "--site", "S01", "--count", "1")
        try shell.scratch.write("editor.pdf", Shell.editor)
        try shell.scratch.write("files/SETUP.EXE", "a program")
        _ = shell.out("package", "import", "editor.pdf", "--source", "files")
        _ = shell.run("job", "create", "Editor", "--on", "site:S01")
        _ = shell.out("run", "--for", "1h", "--quiet")
        #expect(try shell.list("event", "list", "--number", "332").isEmpty == false)
        let out = shell.out("explain", "site", "BPC")
        #expect(
            out.contains("S01: ") && out.contains("(event 332)") && out.contains("since 1997-04-21 "),
            "\(out)")
        _ = shell.out("site", "set", "BPC", "--address", "S01")
        let mended = shell.out("explain", "site", "BPC")
        #expect(
            !mended.contains("Site BPC has no address") && mended.contains("Site S01 has no address"),
            "\(mended)")
        _ = shell.out("site", "set", "S01", "--address", "BPC")
        #expect(shell.out("explain", "site", "S01").contains("Nothing is under way."))
    }

    @Test func `explain names an own address that was taken away`() throws {
        let shell = try LabTests.shell("--fidelity", "modelled")
        _ = shell.run("site", "set", "BPC", "--remove-address", "BPC")
        #expect(
            shell.out("explain", "site", "BPC").contains("has no address to itself: no job gets out of it"))
    }

    // MARK: Sheets

    @Test func `lab show names the quirks that differ from the release, and no other`() throws {
        let shell = try Shell()
        // In 1.2SP4 status files come first (Q168130), and Pause works (Q135086: not in 1.1).
        _ = shell.out("lab", "create", "t", "--quirk=-sni-first", "--quirk", "+pause-does-nothing")
        let text = shell.out("lab", "show")
        #expect(text.contains("+pause-does-nothing") && text.contains("-sni-first"), "\(text)")
        let sheet = try shell.object("lab", "show")
        let differing = try #require(sheet["quirksUnlikeRelease"] as? String)
        #expect(
            Set(differing.split(separator: ", ")) == ["-sni-first", "+pause-does-nothing"], "\(differing)")
        let plain = try Shell()
        _ = plain.out("lab", "create", "t")
        #expect(plain.out("lab", "show").contains("as in this release"))
        #expect(try plain.object("lab", "show")["quirksUnlikeRelease"] as? String == "")
    }

    // MARK: Names

    @Test func `a program item's package is named as everywhere`() throws {
        let shell = try Shell.withLab(fidelity: "modelled")
        _ = shell.out(
            "package", "create", "Office: Suite", "--share-name", "OFFICE", "--share-source", "files",
            "--item", "Excel=excel.exe")
        let (code, _, err) = shell.run("program-group", "create", "A", "--item", "Office: Suite:Excel")
        #expect(code == 0, "\(err)")
        #expect(shell.run("program-group", "create", "B", "--item", "office").code == 0)
        #expect(shell.run("program-group", "create", "C", "--item", "BPC00001:Excel").code == 0)
        shell.fails(66, "no package 'Offfice'", "program-group", "create", "D", "--item", "Offfice:Excel")
        #expect(shell.out("program-group", "show", "A").contains("BPC00001"))
        #expect(try shell.list("program-group", "list").count == 3)
    }

    @Test func `a suggestion is made once, however many things have that name`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        for _ in 0..<3 {
            _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--comment", "Roll-out")
        }
        let err = shell.run("job", "show", "Roll-outt").err
        #expect(err.contains("did you mean Roll-out?"), "\(err)")
    }

    @Test(arguments: ["", "\n\n", "[]"])
    func `a job file without a job says what one looks like`(_ text: String) throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        try shell.scratch.write("empty.json5", text)
        let (code, out, err) = shell.run("job", "create", "Editor", "--from", "empty.json5")
        #expect(code == 65 && out.isEmpty, "\(out)")
        #expect(err.contains("empty.json5") && err.contains("no job") && err.contains("{ on:"), "\(err)")
    }

    // MARK: Services

    @Test func `service list tells state, since when, by whom, and the next poll`() throws {
        let shell = try LabTests.shell("--fidelity", "modelled")
        let first = try shell.list("service", "list")
        #expect(first.count == 11 && first.allSatisfy { $0["state"] as? String == "running" }, "\(first)")
        // Response Fast: polls every 5 minutes (RG), each in the first cycle; the watchdog every 24 of them.
        let scheduler = try #require(first.first { $0["service"] as? String == "SMS_SCHEDULER" })
        #expect(
            scheduler["pollMinutes"] as? Int == 5 && scheduler["since"] is NSNull && scheduler["by"] is NSNull
        )
        let next = try #require(scheduler["nextPoll"] as? String)
        #expect(next >= "1997-04-21 08:00" && next < "1997-04-21 08:05", "\(next)")
        _ = shell.out("run", "--cycles", "2", "--quiet")
        _ = shell.out("service", "pause", "SMS_DESPOOLER", "--as", "DOM\\OTTO")
        _ = shell.out("run", "--cycles", "1", "--quiet")
        _ = shell.out("service", "stop", "executive", "--as", "ERIKA")
        shell.fails(64, "did you mean SMS_SCHEDULER?", "service", "stop", "sheduler")
        let rows = try shell.list("service", "list", "--site", "BPC")
        func row(_ name: String) throws -> [String: Any] {
            try #require(rows.first { $0["service"] as? String == name })
        }
        let stopped = try row("SMS_EXECUTIVE")
        #expect(stopped["state"] as? String == "stopped" && stopped["by"] as? String == "ERIKA")
        #expect(stopped["since"] as? String == "1997-04-21 08:15", "\(stopped)")
        #expect(try row("SMS_SCHEDULER")["nextPoll"] is NSNull)
        #expect(try row("SMS_HIERARCHY_MANAGER")["state"] as? String == "running")
        let then = try shell.list("service", "list", "--at", "1997-04-21 08:12")
        let paused = try #require(then.first { $0["service"] as? String == "SMS_DESPOOLER" })
        #expect(paused["state"] as? String == "paused" && paused["by"] as? String == "DOM\\OTTO", "\(paused)")
        #expect(
            shell.run("service", "list", "--format", "csv").out.hasPrefix(
                "site,service,server,state,since,by,"))
        shell.explains("service", ["list"])
    }

    @Test func `service list tells of an access violation`() throws {
        let shell = try LabTests.shell("--fidelity", "modelled")
        _ = shell.out("fault", "file", "BPC", "corrupt-mif")
        _ = shell.out("run", "--for", "3h", "--quiet")
        let rows = try shell.list("service", "list")
        let executive = try #require(rows.first { $0["service"] as? String == "SMS_EXECUTIVE" })
        #expect(
            try shell.list("event", "list", "--number", "376").isEmpty
                == (executive["state"] as? String == "running"))
        if executive["state"] as? String == "stopped" { #expect(executive["by"] as? String == "event 376") }
    }

    // MARK: Earlier times

    /// Each command that reads shows what it would have shown then: the answer is compared with the one given at the
    /// time.
    @Test func `what reads a lab reads it as it stood`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        _ = shell.out("query", "create", "Mine", "Identification.Name is \"PC1\"")
        _ = shell.out("alert", "add", "One", "--query", "Mine", "--every", "10m")
        _ = shell.out("job", "create", "Editor", "--on", "group:Sales")
        _ = shell.out("run", "--for", "15m", "--quiet")
        let commands: [[String]] = [
            ["explain"], ["explain", "job", "BPC00001"], ["explain", "client", "PC1"],
            ["explain", "site", "BPC"],
            ["group", "list"], ["group", "show", "Sales"], ["query", "list"], ["query", "show", "Mine"],
            ["query", "run", "Mine"], ["alert", "list"], ["event", "list"], ["trace", "list"],
            ["log", "show"],
            ["site", "tree"], ["site", "list"], ["site", "show"], ["fault", "list"], ["service", "list"],
            ["program-group", "list"],
            ["user-group", "list"], ["client", "list"], ["client", "show", "PC1"],
            ["client", "items", "PC1"],
            ["client", "log", "PC1"], ["server", "list"], ["package", "list"], ["job", "list"],
            ["site", "registry"],
        ]
        let then = commands.map { shell.run($0).out }
        // What is done at the same instant is later than that in the trace too.
        _ = shell.out("run", "--for", "1m", "--quiet")
        _ = shell.out("fault", "client", "BPC", "PC1")
        _ = shell.out("group", "remove", "Far")
        _ = shell.out("query", "create", "Other", "Identification.Name is \"PC2\"")
        _ = shell.out("service", "stop", "SMS_SCHEDULER")
        _ = shell.out("run", "--for", "1d", "--quiet")
        for (words, text) in zip(commands, then) {
            let (code, out, err) = shell.run(words + ["--at", "1997-04-21 09:15"])
            #expect(code == 0, "\(words): \(err)")
            // When a client saw an offer is told by the trace alone (`LabReader.past`).
            if words[0] == "client", words[1] == "show" || words[1] == "list" { continue }
            #expect(out == text, "\(words)")
        }
        #expect(shell.out("lab", "show", "--at", "1997-04-21 09:15").contains("1997-04-21 09:15"))
        shell.fails(64, "has not come yet", "explain", "--at", "1999-01-01")
    }

    // MARK: No trace

    @Test func `a lab without a trace says why its logs are empty`() throws {
        let shell = try LabTests.shell("--fidelity", "modelled", "--trace", "none")
        _ = shell.out("run", "--for", "1h", "--quiet")
        for words in [
            ["log", "show"], ["log", "show", "despooler", "--format", "json"], ["trace", "list"],
        ] {
            let (code, _, err) = shell.run(words)
            #expect(code == 0 && err.contains("--trace none"), "\(words): \(err)")
            #expect(err.contains("--trace changes"), "what to do: \(err)")
        }
        #expect(shell.run("log", "show", "--quiet").err.isEmpty)
    }

    // MARK: Terminals

    @Test func `a long text stands below its row where a terminal is too narrow, and nothing is cut`() throws
    {
        let shell = try LabTests.shell("--fidelity", "modelled")
        let long = (1...6).map { "Identification.Name is \"PC\($0)\"" }.joined(separator: " or ")
        _ = shell.out("query", "create", "Long", long)
        var out = ""
        let environment = Environment(
            out: { out += $0 }, error: { _ in }, variable: { _ in nil }, outIsTerminal: true, width: 80,
            folder: shell.scratch.path)
        #expect(Root.run(["query", "list", "--color", "never"], environment) == 0)
        #expect(out.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(out)")
        #expect(out.contains("\"PC6\"") && !out.contains("…"), "\(out)")
        #expect(shell.out("query", "list").contains("\"PC6\""))
    }

    // MARK: Agents

    @Test func `explain client tells its two programs apart`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        let on = shell.out("explain", "client", "PC1")
        #expect(on.contains("the user's program PCMWIN32 runs"), "\(on)")
        _ = shell.out("client", "logoff", "PC1")
        let off = shell.out("explain", "client", "PC1")
        #expect(off.contains("PCMWIN32 does not run, as nobody is logged on"), "\(off)")
        #expect(off.contains("the service PCMSVC32 runs") == on.contains("PCMSVC32"), "\(off)")
        // By SMSID and by a beginning, as everywhere; what fits several is not guessed at.
        #expect(shell.out("explain", "client", "BPC00001") == off)
        shell.fails(64, "could be any of several clients", "explain", "client", "PC")
        shell.fails(66, "no client 'QX9'", "explain", "client", "QX9")
        _ = shell.out("client", "off", "PC1")
        #expect(shell.out("explain", "client", "PC1").contains("it is switched off"))
    }
}
