import Foundation
import SiteDatabase
import TestKit
import Testing

@testable import Commands

/// What the last paragraph of issue 3 asks for: each wrong input is refused or explained, and nothing is half done.
@Suite struct BadInputTests {
    /// A lab with a parent, a child, a grandchild, and things that use each other.
    private func shell() throws -> Shell {
        let shell = try Shell()
        let source = shell.scratch.path("src")
        try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
        try Data(count: 40_000).write(to: URL(fileURLWithPath: source + "/SETUP.EXE"))
        _ = try shell.scratch.write("why.json5", ExplainTests.lab)
        _ = shell.out("lab", "create", "t", "--from", "why.json5")
        _ = shell.out(
            "package", "create", "Quill", "--source", "src", "--command", "Install=SETUP.EXE", "--platform",
            "nt-x86", "--share-name", "QUILL", "--share-source", "src", "--item", "Quill=SETUP.EXE")
        _ = shell.out("site", "group", "South", "--site", "PRI")
        _ = shell.out("query", "create", "Mine", "Identification.Name is \"CPC1\"")
        _ = shell.out("alert", "add", "Found", "--query", "Mine")
        _ = shell.out("user-group", "set", "Sales", "SMITH")
        _ = shell.out(
            "program-group", "create", "Office", "--item", "CEN00001", "--user-group", "Sales")
        for target in ["group:Main", "query:Mine"] {
            _ = shell.out(
                "job", "create", "Quill", "--on", target, "--start-after", "1997-04-22 08:00", "--run",
                "Install")
        }
        _ = shell.out(
            "job", "create", "Quill", "--on", "path:*|*|*", "--site-group", "South", "--start-after",
            "1997-04-22 08:00", "--run", "Install", "--put-on", "Fat")
        return shell
    }

    /// Everything that a lab is, but the seconds of its files: rows, journal, trace and snapshot.
    private func digest(_ shell: Shell) throws -> String {
        let reader = try LabReader(shell.scratch.path("t.lab"))
        var parts: [String] = []
        for table in [
            "Journal", "SnapshotPages", "Jobs", "Servers", "MachineGroups", "Sites", "Queries", "Alerts",
        ] {
            let count = try reader.database.connection.integer("SELECT count(*) FROM \(table)", doing: "test")
            parts.append("\(table) \(count)")
        }
        parts.append(try reader.database.meta("definition") ?? "")
        parts.append(try reader.database.meta("traceDigest") ?? "")
        return parts.joined(separator: "\n")
    }

    /// The words of a command, the exit code, and what is told.
    static let refused: [(words: [String], code: Int32, tells: String)] = [
        (["site", "attach", "CEN", "--to", "PRI"], 77, "a site cannot be above itself"),
        (["site", "attach", "CEN", "--to", "SEC"], 77, "a secondary site"),
        (["site", "attach", "PRI", "--to", "CEN"], 77, "a site has one parent"),
        (["site", "add", "PRI"], 73, "there is a site PRI already"),
        (["site", "add", "S01", "--parent", "SEC"], 65, "can have no sites below it"),
        (["site", "add", "S01", "--secondary"], 65, "has no parent"),
        (["site", "remove", "PRI"], 77, "SEC reports to PRI"),
        (["site", "remove", "CEN"], 77, "central site"),
        (["server", "remove", "CSRV"], 77, "is the site server"),
        (["package", "delete", "Quill"], 77, "is used by job CEN00001"),
        (["job", "create", "Quill", "--on", "group:Mian"], 66, "did you mean Main?"),
        (["job", "create", "Quill", "--on", "site:CEN", "--limit-to", "XYZ"], 66, "no site 'XYZ'"),
        (["job", "create", "Quill", "--on", "site:CEN", "--put-on", "Nobody"], 66, "Nobody"),
        (
            ["program-group", "create", "Other", "--item", "CEN00001:Nothing"], 66,
            "no program item 'Nothing'"
        ),
        (["fault", "link", "CEN", "CEN"], 77, "not from CEN to itself"),
        (["fault", "sql", "SEC"], 77, "has no SQL database"),
        (["site", "set", "CEN", "--remove-address", "SEC"], 66, "has no address to SEC"),
        (["alert", "add", "Below", "--query", "Mine", "--site", "SEC"], 66, "no query 'Mine'"),
    ]

    @Test func `what cannot be is refused, and the lab is as it was`() throws {
        let shell = try shell()
        let before = try digest(shell)
        for (words, code, tells) in Self.refused {
            let result = shell.run(words)
            #expect(result.code == code, "\(words): \(result)")
            #expect(result.err.contains(tells), "\(words): \(result.err)")
            #expect(try digest(shell) == before, "\(words) changed the lab")
        }
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    /// What SMS let go is told of, with who used it; what comes of it later is what is foretold.
    static let warned: [(words: [String], tells: [String])] = [
        (["group", "remove", "Main"], ["CEN00001", "event 323"]),
        (["group", "remove", "Fat"], ["CEN00003"]),
        (["query", "delete", "Mine"], ["CEN00002", "event 318", "alert 'Found'", "event 207"]),
        (["site", "group", "South"], ["CEN00003"]), (["user-group", "remove", "Sales"], ["'Office'"]),
        (["server", "remove", "CFULL"], ["machine group 'Full'", "CFULL"]),
        (["site", "set", "CEN", "--address", "XYZ"], ["which is no site of the lab"]),
        (["site", "sender", "CEN", "lan", "--closed", "sun-sat:0-24"], ["never open"]),
    ]

    @Test func `what is removed while it is used is told of, and the events come as foretold`() throws {
        let shell = try shell()
        for (words, tells) in Self.warned {
            let result = shell.run(words)
            #expect(result.code == 3, "\(words): \(result)")
            for word in tells { #expect(result.err.contains(word), "\(words): \(result.err)") }
        }
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        _ = shell.out("run", "--until", "1997-04-22 09:00", "--quiet")
        let statuses = try shell.list("job", "list").map { $0["status"] as? String }
        #expect(statuses == ["Failed", "Failed", "Failed"])
        #expect(
            Set(try shell.list("event", "list").compactMap { $0["event"] as? Int }).isSuperset(of: [
                207, 318, 323,
            ]))
        // Why a job failed has every word in it.
        #expect(shell.out("explain", "job", "CEN00002").contains("Query CEN00001 of the job cannot be used"))
        #expect(shell.run("replay").code == 0)
    }

    /// A schedule that never opens is named for what it is, not as a passing wait.
    @Test func `a job behind an outbox that never opens is explained as such`() throws {
        let shell = try shell()
        _ = shell.run("site", "sender", "CEN", "lan", "--closed", "sun-sat:0-24")
        _ = shell.out("job", "create", "Quill", "--on", "path:PRI|*|*", "--run", "Install")
        _ = shell.out("run", "--for", "1h", "--quiet")
        let line = try shell.list("explain").first { $0["id"] as? String == "CEN00004" }
        #expect(line?["blocker"] as? String == "outbox-closed")
        #expect(line?["until"] as? String == "no")
        #expect((line?["sentence"] as? String)?.contains("never open") == true)
    }

    /// The members of a bad lab file, and what is told of it.
    static let files: [(text: String, tells: String)] = [
        ("sites:[{code:'AAA',parent:'BBB',SRV},{code:'BBB',parent:'AAA',OTHER}]", "AAA below BBB below AAA"),
        ("sites:[{code:'AAA',parent:'AAA',SRV}]", "is above itself"),
        ("sites:[{code:'AAA',SRV},{code:'aaa',OTHER}]", "the site code AAA is used twice"),
        ("sites:[{code:'AAA',SRV},{code:'BBB',parent:'AAA',parent:'AAA',OTHER}]", "was already given"),
        ("sites:[{code:'AAA',SRV},{code:'BBB',parent:['AAA','CCC'],OTHER}]", "not a list"),
        ("sites:[{code:'AAA',SRV},{code:'BBB',parent:'CCC',OTHER}]", "which is no site of the lab"),
        ("sites:[{code:'AAA',SRV},{code:'BBB',secondary:true,OTHER}]", "has no parent"),
        (
            "quirks:{'early-complete':true,'early-complete':false},sites:[{code:'AAA',SRV}]",
            "was already given"
        ),
        ("quirks:{'early-compleet':true},sites:[{code:'AAA',SRV}]", "early-complete"),
        ("release:'2.0',sites:[{code:'AAA',SRV}]", "must be one of"),
        ("rules:99,sites:[{code:'AAA',SRV}]", "the lab has no member 'rules'"),
        ("sites:[{code:'AAA',SRV,alerts:[{name:'A',query:'Q'},{name:'a',query:'Q'}]}]", "two alerts 'a'"),
    ]

    @Test(arguments: files.indices) func `a bad lab file makes no lab and leaves nothing behind`(number: Int)
        throws
    {
        let shell = try Shell()
        let (text, tells) = Self.files[number]
        let body = text.replacingOccurrences(
            of: "SRV", with: "servers:[{name:'AS',roles:['site','logon','distribution']}]"
        ).replacingOccurrences(of: "OTHER", with: "servers:[{name:'BS',roles:['site']}]")
        try shell.scratch.write("bad.json5", "{name:'u',\(body)}")
        let (code, out, err) = shell.run("lab", "create", "u", "--from", "bad.json5")
        #expect(code == 65 && out.isEmpty, "\(code) \(out)")
        #expect(err.contains(tells) && err.contains("bad.json5:1:"), "\(err)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: shell.scratch.path("")) == ["bad.json5"])
    }

    @Test func `a quirk that is switched on and off at once is refused`() throws {
        let shell = try Shell()
        let (code, _, err) = shell.run(
            "lab", "create", "u", "--quirk=+early-complete", "--quirk=-early-complete")
        #expect(code == 64 && err.contains("on and off"), "\(err)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: shell.scratch.path("")).isEmpty)
    }

    /// The Response of the site would change before the server is looked at.
    @Test func `a lab file whose last change is refused changes nothing`() throws {
        let shell = try shell()
        _ = shell.out("server", "set", "CFAT", "--add-share", "QUILL:C")
        _ = shell.out("job", "create", "Quill", "--share", "--put-on", "CFAT")
        _ = shell.out("run", "--for", "2h", "--quiet")
        let text = shell.out("lab", "export")
        let share = try #require(text.range(of: #"shares: \[\s*\{[^\]]*\],"#, options: .regularExpression))
        var changed = text
        changed.removeSubrange(share)
        let first = try #require(changed.range(of: "response: \"fast\""))
        changed.replaceSubrange(first, with: "response: \"slow\"")
        try shell.scratch.write("changed.json5", changed)
        let before = try digest(shell)
        let (code, _, err) = shell.run("lab", "apply", "changed.json5")
        #expect(code == 77 && err.contains("lies on the share QUILL"), "\(code) \(err)")
        #expect(try digest(shell) == before)
    }
}
