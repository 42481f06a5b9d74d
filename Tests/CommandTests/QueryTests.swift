import Foundation
import TestKit
import Testing

@testable import Commands

/// `query list`, `show`, `run`, `create`, `set`, `delete` and `check`, and jobs that are targeted by a query.
@Suite struct QueryTests {
    private static let file = """
        { name: "t", start: "1997-04-21 09:00", fidelity: "modelled",
          sites: [{
            code: "NCS", name: "North", response: "very-fast",
            servers: [{ name: "SRV1", roles: ["site", "logon", "distribution"], drives: [{ letter: "D" }] }],
            clients: [{ names: "PC#", count: 5, inventory: {
              "PC Memory": { "Total Physical Memory (KB)": [8192, 32768] },
              "Disk": [{ "Disk Index": "C" }, { "Disk Index": "D" }] } }],
            queries: [
              { name: "Small", text: '"PC Memory"."Total Physical Memory (KB)" is less than 10000' },
              { name: "Failures", architecture: "SMSEvents", text: "SMSEvents.EventID is 323" },
              { name: "Nobody", text: 'Identification.Name is "X"' },
            ],
          }] }
        """

    private func shell(_ text: String = file) throws -> Shell {
        let shell = try Shell()
        try shell.scratch.write("lab.json5", text)
        let (code, _, err) = shell.run("lab", "create", "t.lab", "--from", "lab.json5")
        #expect(code == 0, "\(err)")
        try shell.scratch.write("editor.pdf", Shell.editor)
        try shell.scratch.write("files/SETUP.EXE", "a program")
        #expect(shell.run("package", "import", "editor.pdf", "--source", "files").code == 0)
        return shell
    }

    private func found(_ shell: Shell, _ query: String) throws -> [String] {
        try shell.list("query", "run", query).compactMap { $0["name"] as? String }
    }

    @Test func `queries are listed, shown and run`() throws {
        let shell = try shell()
        #expect(
            try shell.list("query", "list").map { $0["id"] as? String } == [
                "NCS00001", "NCS00002", "NCS00003",
            ])
        let small = try shell.object("query", "show", "small")
        #expect(small["clauses"] as? Int == 1 && small["tables"] as? Int == 3)
        #expect(small["architecture"] as? String == "Personal Computer")
        #expect(try found(shell, "Small") == ["PC1", "PC3", "PC5"])
        #expect(
            shell.out(
                "query", "run", "NCS00001", "--show", "disk.\"disk index\"", "--show",
                "\"PC Memory\".\"Total Physical Memory (KB)\"", "--format", "csv")
                    == """
                    name,domain,site,smsid,Disk.Disk Index,PC Memory.Total Physical Memory (KB)
                    PC1,DOMAIN1,NCS,NCS00001,C,8192
                    PC3,DOMAIN1,NCS,NCS00003,C,8192
                    PC5,DOMAIN1,NCS,NCS00005,C,8192

                    """)
        #expect(shell.out("query", "run", "Nobody").contains("0 machines found."))
        shell.explains("query", ["list", "show", "run", "create", "set", "delete", "check"])
    }

    @Test func `queries are made, changed and deleted, and replay`() throws {
        let shell = try shell()
        let out = shell.out("query", "create", "Without D", "group not disk.\"disk index\" is \"E\"")
        #expect(out.contains("Made query NCS00004 \"Without D\"."))
        #expect(try found(shell, "Without D").count == 5)
        #expect(
            try shell.object("query", "show", "NCS00004")["text"] as? String
                == #"Group Not ("Disk"."Disk Index" is "E")"#)
        _ = shell.out(
            "query", "set", "Without D", "--text", "Disk.\"Disk Index\" is \"E\"", "--name", "With E")
        #expect(try found(shell, "With E").isEmpty)
        _ = shell.out("query", "delete", "NCS00001")
        // An identifier is not given out again.
        #expect(shell.out("query", "create", "Again", "").contains("NCS00005"))
        #expect(try shell.list("query", "list").count == 4)
        #expect(try shell.list("lab", "check").isEmpty || shell.run("lab", "check").code == 0)
        try expectReplays(shell.scratch.path("t.lab"))
        // What is exported has the queries as they are now.
        let exported = shell.out("lab", "export")
        #expect(exported.contains("With E") && !exported.contains("Small"))
    }

    @Test func `mistakes change nothing`() throws {
        let shell = try shell()
        let cases: [(words: [String], code: Int32, tells: String)] = [
            (["create", "small", ""], 73, "[duplicate-query]"),
            (["create", "New", "Dsk.Sectors is 1"], 65, "TEXT:1:1: error: the architecture"),
            (["create", "New", "Disk.Sectors is 1", "--architecture", "SMSEvent"], 64, "SMSEvents"),
            (
                ["create", "New", "Group Not SMSEvents.EventID is 1", "--architecture", "SMSEvents"], 65,
                "Q137679"
            ),
            (["set", "Small"], 64, "nothing to change"),
            (["set", "Small", "--text", "Disk"], 65, "--text:1:5: error"),
            (["show", "Smal1"], 66, "did you mean Small?"),
            (["delete", "NCS00009"], 66, "no query 'NCS00009'"),
            (["run", "Small", "--show", "Disk.Sector"], 64, "did you mean \"Sectors\"?"),
            (["check", "Disk.Sectors is"], 65, "TEXT:1:16: error"),
        ]
        for (words, code, tells) in cases {
            let result = shell.run(["query"] + words)
            #expect(result.code == code, "\(words): \(result)")
            #expect(result.err.contains(tells), "\(words): \(result.err)")
            #expect(result.out.isEmpty, "\(words): \(result.out)")
        }
        #expect(try shell.list("query", "list").count == 3)
    }

    @Test func `a text is checked without a lab`() throws {
        let shell = try Shell()
        let clause = "Disk.Sectors is 1"
        #expect(try shell.object("query", "check", clause)["text"] as? String == #""Disk"."Sectors" is 1"#)
        let eight = [String](repeating: clause, count: 8).joined(separator: " or ")
        let (code, out, err) = shell.run("query", "check", eight)
        #expect(code == 3 && out.contains("17") && err.contains("Q121384"), "\(err)")
    }

    @Test func `eight clauses are kept with a warning and cannot be run`() throws {
        let shell = try shell()
        let eight = [String](repeating: "Disk.\"Disk Index\" is \"C\"", count: 8).joined(separator: " and ")
        #expect(shell.run("query", "create", "Wide", eight).code == 3)
        shell.fails(1, "joins 17 tables", "query", "run", "Wide")
        let made = shell.run("job", "create", "Editor", "--on", "query:Wide")
        #expect(made.code == 0, "\(made)")
        _ = shell.out("run", "--for", "10m")
        #expect(try shell.list("job", "list").map { $0["status"] as? String } == ["Pending"])
        #expect(try shell.list("event", "list").compactMap { $0["event"] as? Int }.contains(320))
    }

    @Test func `jobs are targeted by a query, from the command line and from a file`() throws {
        let shell = try shell()
        let out = shell.out("job", "create", "Editor", "--on", "query:small", "--mandatory")
        #expect(out.contains("query NCS00001"), "\(out)")
        try shell.scratch.write("job.json5", #"{ package: "Editor 1.0", on: "query:Nobody" }"#)
        let (code, _, err) = shell.run("job", "create", "--from", "job.json5", "--package", "Editor")
        #expect(code == 0 || code == 3, "\(err)")
        _ = shell.out("run", "--for", "10m")
        let details = try shell.list("job", "details", "NCS00001")
        #expect(
            details.filter { $0["kind"] as? String == "Workstation" }.compactMap { $0["target"] as? String }
                == ["PC1", "PC3", "PC5"])
        #expect(try shell.list("job", "list").map { $0["status"] as? String }.last == "Failed")
        // The direct architectures show what happened.
        #expect(
            try shell.list("query", "run", "Failures").compactMap { $0["JobID"] as? String } == ["NCS00002"])
        _ = shell.out(
            "query", "create", "Rows", #"JobDetails.Kind is "Workstation""#, "--architecture", "JobDetails")
        #expect(try shell.list("query", "run", "Rows").count == 3)
        shell.fails(65, "Q137679", "job", "create", "Editor", "--on", "query:Failures")
        shell.fails(
            66, "no query 'Smail'; did you mean Small?", "job", "create", "Editor", "--on", "query:Smail")
        #expect(try shell.object("query", "show", "Small")["jobs"] as? String == "NCS00001")
        try expectReplays(shell.scratch.path("t.lab"))
    }

    @Test func `lab apply adds, changes and removes queries by name`() throws {
        let shell = try shell()
        let text = Self.file.replacingOccurrences(of: "10000'", with: "90000'")
            .replacingOccurrences(
                of: #"{ name: "Nobody", text: 'Identification.Name is "X"' }"#,
                with: #"{ name: "All", text: "" }"#)
        try shell.scratch.write("new.json5", text)
        let steps = try shell.list("lab", "apply", "new.json5")
        #expect(
            steps.map { "\($0["change"] ?? "") \($0["name"] ?? "")" } == [
                "remove Nobody", "change Small", "add All",
            ])
        #expect(try found(shell, "Small").count == 5)
        #expect(
            try shell.list("query", "list").map { $0["id"] as? String } == [
                "NCS00001", "NCS00002", "NCS00004",
            ])
        try expectReplays(shell.scratch.path("t.lab"))
    }
}
