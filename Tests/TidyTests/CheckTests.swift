import TestKit
import Testing

/// The checks themselves, on small inputs: each finds what it is for, and lets its neighbour pass.
@Suite struct CheckTests {
    private func file(_ path: String, _ text: String) -> TreeFile { TreeFile(path: path, text: text) }

    // MARK: Imports

    @Test(arguments: [
        ("import A", ["A"]),
        ("public import A\n  internal import B", ["A", "B"]),
        ("@testable import A; import B", ["A", "B"]),
        ("@_spi(Testing) @preconcurrency package import A", ["A"]),
        ("import struct Foundation.Date", ["Foundation"]),
        ("// import A\n/* import B */\nlet important = 1", []),
        ("let python = \"\"\"\n    import sys\n    \"\"\"", []),
        ("#if canImport(A)\nimport A\n#endif", ["A"]),
    ])
    func `imports are read with access, attributes and kinds`(text: String, modules: [String]) throws {
        #expect(try ImportTable.imports(in: text).map(\.module) == modules)
    }

    @Test func `an import that the table does not have is found`() throws {
        let files = [
            file("Sources/Pipeline/Scheduler/A.swift", "import SiteModel\nimport Foundation"),
            file("Sources/SiteDatabase/B.swift", "import CSQLite\nimport Glibc"),
            file("Sources/Newcomer/C.swift", "import SiteModel"),
            file("Tests/PipelineTests/D.swift", "import Pipeline\nimport Foundation\nimport SiteDatabase"),
        ]
        let manifest = [
            ManifestTarget(
                kind: "testTarget", name: "PipelineTests", dependencies: ["Pipeline"], isPure: false)
        ]
        let found = try ImportTable.findings(files, manifest: manifest)
        #expect(
            found.map { "\($0.path.suffix(7)):\($0.line)" } == ["A.swift:2", "C.swift:0", "D.swift:3"])
        #expect(found.first?.text.contains("it may import SiteModel, VirtualTime") == true)
    }

    @Test func `targets of a manifest are read over several lines`() throws {
        let targets = try manifestTargets(
            """
            targets: [
                .systemLibrary(name: "C"),
                .target(name: "A", swiftSettings: pure),
                .target(
                    name: "B",
                    dependencies: ["A",
                        "C"], swiftSettings: common),
                .testTarget(name: "T", dependencies: ["B"], exclude: ["Golden"], swiftSettings: common),
            ]
            """)
        #expect(
            targets == [
                ManifestTarget(kind: "systemLibrary", name: "C", dependencies: [], isPure: false),
                ManifestTarget(kind: "target", name: "A", dependencies: [], isPure: true),
                ManifestTarget(kind: "target", name: "B", dependencies: ["A", "C"], isPure: false),
                ManifestTarget(kind: "testTarget", name: "T", dependencies: ["B"], isPure: false),
            ])
    }

    // MARK: Bans

    @Test(arguments: [
        "let t = Date()", "let u = UUID()", "let c = ContinuousClock.now", "clock_gettime(CLOCK_REALTIME, x)",
        "let t = time(nil)", "let r = Int.random(in: 0..<9)", "list.shuffled()", "list.randomElement()",
        "x.hashValue", "for k in map.keys {", "for v in a.b.keys where v > 1 {", "Task { }",
        "Task.detached { }", "ProcessInfo.processInfo", "getenv(name)", "CommandLine.arguments",
        "Locale.current",
        "TimeZone.current", "FileManager.default", "UnsafePointer<Int>", "unsafe f()",
        "a.withUnsafeBytes { }",
        "print(x)", "fatalError(x)", "try! f()", "let b = a!", "let b = f()!.c", "let b = list[0]!",
        "x as! Int",
        "var a: Int!", "// TODO later", "let s = \"FIXME\"", "@_exported import A",
    ])
    func `what is banned in a pure target is found`(line: String) throws {
        let found = try Ban.findings([file("Sources/Pipeline/A.swift", "\n" + line)])
        #expect(found.map(\.line) == [2], "\(line): \(found)")
        #expect(found.allSatisfy { $0.text.contains(": use ") })
    }

    @Test(arguments: [
        "let update = candidate(x)", "/// A Date( in a comment, with hashValue", "let s = \"Task { try! }\"",
        "Int.random(in: 0..<f(x), using: &generator)", "for k in map.keys.sorted() {", "rule.timeZone",
        "TimeZoneRule.utc", "if a != b {", "if !a {", "#if !DEBUG", "func print(_ x: Int)",
        "printer.print(x)",
        "let downtime = time(5)", "localTime(at: x)", "precondition(a > 0, \"why\")", "a !== b",
    ])
    func `what only looks like it passes`(line: String) throws {
        #expect(try Ban.findings([file("Sources/Pipeline/A.swift", line)]) == [])
    }

    @Test(arguments: [
        ("Sources/SiteDatabase/A.swift", "withUnsafeBytes(x)", 0),
        ("Sources/SiteDatabase/A.swift", "time(nil)", 1),
        ("Sources/Commands/A.swift", "getenv(x); time(nil)", 0),
        ("Sources/Commands/A.swift", "f()!", 1),
        ("Tests/PipelineTests/A.swift", "Date(); f()!", 1),
        ("Tests/TidyTests/A.swift", "f()!", 0),
    ])
    func `bans hold where they should`(path: String, text: String, count: Int) throws {
        #expect(try Ban.findings([file(path, text)]).count == count)
    }

    // MARK: Files

    @Test func `a line is too long by its signs, not its bytes`() {
        let good = "// " + String(repeating: "é", count: FileRules.lineLimit - 3)
        let literal = "f(\"" + good + "\")"
        let found = FileRules.longLines([
            file("Sources/A/a.swift", "\(good)\n\(good)x\n\(literal)\n"), file("docs/b.md", good + good),
        ])
        #expect(found.map(\.line) == [2])
    }

    @Test func `a function is too long by its lines, whatever is inside`() throws {
        func function(_ lines: Int) -> String {
            "func f(\n    a: Int\n) {\n" + String(repeating: "    if a { b(\"{\") }\n", count: lines - 4)
                + "}\n"
        }
        let limit = FileRules.functionLimit
        let text = "struct S {\n" + function(limit) + function(limit + 1) + "var a: Int { 1 }\n}\n"
        let protocols =
            "protocol P {\n    func f()\n    init()\n}\n" + String(repeating: "// x\n", count: 200)
        let found = try FileRules.longFunctions([
            file("Sources/A/a.swift", text), file("Sources/A/b.swift", protocols),
        ])
        #expect(found.map(\.line) == [2 + limit])
    }

    @Test func `a reason to skip must be on the list`() throws {
        let list = "# reasons\n\nno (zsh|name) here   # shells\nSMS12_[A-Z]+=1 .*\n"
        #expect(try SkipRules.patterns(list) == ["no (zsh|name) here", "SMS12_[A-Z]+=1 .*"])
        let found = try SkipRules.findings([
            file(".ci/allowed-skips", list),
            file(
                "Tests/ATests/a.swift",
                "print(\"skipped: no \\(shell) here\")\nprint(\"skipped: no \\(shell) here today\")\n"
                    + "print(\"skipped: SMS12_SLOW=1 packs\")\nprint(\"skipped: tired\")"),
        ])
        #expect(found.map(\.line) == [2, 4])
    }

    /// The lines are those that the runner of Swift 6.3.1 printed for such tests.
    ///
    /// No arguments of the test: the runner prints those, and the script would find them in the log of this run.
    private static let logLines = [
        ("➜ Suite S skipped: \"why not\"", "Suite S skipped: \"why not\"\n"),
        ("➜ Test two() skipped: \"a reason\"", "Test two() skipped: \"a reason\"\n"),
        ("➜ Test \"one is skipped here\" skipped.", "Test \"one is skipped here\" skipped.\n"),
        (
            "➜ Test skips() was cancelled after 0.001 seconds: \"because\"",
            "Test skips() was cancelled after 0.001 seconds: \"because\"\n"
        ),
        (
            "➜ Test case passing 1 argument a → 1 to \"x\" was cancelled after 0.001 seconds: \"why\"",
            "Test case passing 1 argument a → 1 to \"x\" was cancelled after 0.001 seconds: \"why\"\n"
        ),
        // The runner's line about a case of this very test.
        (
            "◇ Test case passing 2 arguments line → \"➜ Test a() was cancelled after 0.1 seconds: \"b\"\", found",
            ""
        ),
        ("skipped: tired", "tired\n"),
        ("skipped: no program bsdtar", ""),
        ("◇ Test \"a time that is skipped gives the change\" started.", ""),
        ("✔ Test \"a server is skipped for long names\" passed after 101.643 seconds.", ""),
        ("✔ Test \"skipped: a title\" passed after 1.0 seconds.", ""),
    ]

    @Test func `a log shows what was skipped, not titles with the word`() throws {
        let scratch = try ScratchFolder()
        let script = checkoutRoot + "/Scripts/skips.sh"
        for (line, found) in Self.logLines {
            try scratch.write("log", "Building\n\(line)\n✔ Test run with 1 test in 1 suite passed\n")
            let result = try runProgram("/bin/bash", [script, scratch.path("log")])
            #expect(result.output == found)
            #expect(result.code == (found.isEmpty ? 0 : 1), "\(line)")
        }
    }

    @Test func `paths of one machine are found, others pass`() throws {
        let home = "/" + "home/ann/sms12"
        let text = "see \(home) and\n../home/ann, a/root/b, https://x.org/root, \\\\SRV1\\home"
        #expect(try FileRules.machinePaths([file("README.md", text)]).map(\.line) == [1])
    }

    @Test func `names are unique within a target and within the docs`() {
        let found = FileRules.sameNames([
            file("Sources/A/x/N.swift", ""), file("Sources/A/y/n.swift", ""), file("Sources/B/N.swift", ""),
            file("docs/a/jobs.md", ""), file("docs/b/jobs.md", ""), file("docs/c/Golden/jobs.txt", ""),
        ])
        #expect(found.map(\.path) == ["Sources/A/y/n.swift", "docs/b/jobs.md"])
    }

    @Test func `a copy is found whatever its name, a changed one is not`() throws {
        let scratch = try ScratchFolder()
        let text = String(repeating: "Some text of somebody else. ", count: 5)
        try scratch.write("theirs/deep/a.txt", text)
        try scratch.write("theirs/small.txt", "short")
        try scratch.write("ours/renamed.pdf", text)
        try scratch.write("ours/changed.pdf", text.replacing("Some", with: "Same"))
        try scratch.write("ours/small.txt", "short")
        let found = try FileRules.copies(
            ["renamed.pdf", "changed.pdf", "small.txt"], root: scratch.path("ours"),
            of: scratch.path("theirs"))
        #expect(found.map(\.path) == ["renamed.pdf"])
        #expect(found.first?.text.contains("deep/a.txt") == true)
    }

    // MARK: Quirks

    private var quirkFiles: [TreeFile] {
        let rows = "| shown from | 1.2 |\n| mended in | never |\n\n"
        return [
            file(
                "Sources/Pipeline/Quirks/SniFirst.swift",
                """
                extension Quirk {
                    public static let sniFirst = Quirk(
                        name: "sni-first", article: "Q168130", since: .v12, fixedIn: nil,
                        sentence: "Status comes first.")
                }
                """),
            file("Sources/Pipeline/Quirks/Quirk.swift", "static let all = [.sniFirst]"),
            file("Sources/Pipeline/A.swift", "if quirks.contains(.sniFirst) { }"),
            file("Tests/PipelineTests/A.swift", "@Test(.sniFirst)"),
            file("Sources/SiteModel/LabDefinition.swift", "enum Release {\n    case v12 = \"1.2\"\n}"),
            file(
                "docs/reference/quirks.md",
                "# Quirks\n\n## sni-first\n\n\(rows)Q168130. Status comes\nfirst.\n"),
        ]
    }

    @Test func `a quirk with everything passes`() throws {
        #expect(try QuirkRules.findings(quirkFiles) == [])
        #expect(
            try QuirkRules.quirks(quirkFiles).quirks == [
                QuirkFile(
                    path: "Sources/Pipeline/Quirks/SniFirst.swift", identifier: "sniFirst", name: "sni-first",
                    article: "Q168130", sentence: "Status comes first.", since: ".v12", fixedIn: "nil")
            ])
    }

    @Test(arguments: [
        (1, "", "not in Quirk.all"), (2, "// .sniFirst", "changes nothing"), (3, "", "no test"),
        (5, "# Quirks\n", "no heading"), (5, "# Q\n\n## sni-first\n\nStatus comes first.", "Q168130"),
        (0, "let x = 1", "declares 0 quirks"),
        (5, "# Q\n\n## sni-first\n\nQ168130 Status comes first.\n\n## other\n", "no quirk"),
        (
            5, "# Q\n\n## sni-first\n\n| mended in | 1.2SP4 |\nQ168130 Status comes first.\n",
            "| mended in | never |"
        ),
    ])
    func `a quirk that lacks one thing is found`(place: Int, text: String, words: String) throws {
        var files = quirkFiles
        files[place] = file(files[place].path, text)
        let found = try QuirkRules.findings(files)
        #expect(found.contains { $0.text.contains(words) }, "\(found)")
    }

    @Test func `a quirk lies in the file of its name`() throws {
        var files = quirkFiles
        files[0] = file("Sources/Pipeline/Quirks/Other.swift", files[0].text)
        #expect(try QuirkRules.findings(files).map(\.text) == ["quirk sniFirst belongs in SniFirst.swift"])
    }

    // MARK: Pages

    @Test(arguments: [
        ("# A\n\ntext\n```\n# no title\n```\n", true), ("<!-- made -->\n# A\n", true), ("text\n# A\n", false),
        ("# A\n# B\n", false), ("## A\n", false), ("", false),
    ])
    func `a page has one title and begins with it`(text: String, isGood: Bool) {
        #expect(PageRules.titles([file("docs/a.md", text)]).isEmpty == isGood)
    }

    @Test func `anchors are made as hosts make them`() {
        let page = "# The lab's file: `lab.json5`\n## Time, and cycles\n```\n# no\n```\n## Time, and cycles\n"
        #expect(
            PageRules.anchors(page) == ["the-labs-file-labjson5", "time-and-cycles", "time-and-cycles-1"])
    }

    @Test func `links in code are no links`() throws {
        let page =
            "[a](b.md) `[c](d.md)` ![p](<e.png> \"t\") [w](https://x.org)\n```\n[f](g.md)\n```\n[r]: h.md#i\n"
        #expect(
            try PageRules.links(page) == [
                PageRules.Link(line: 1, target: "b.md"), PageRules.Link(line: 1, target: "e.png"),
                PageRules.Link(line: 5, target: "h.md#i"),
            ])
    }

    @Test func `broken links and lost pages are found`() throws {
        let found = try PageRules.findings([
            file("docs/index.md", "# I\n[a](a.md#there) [no](no.md) [folder](../samples) [up](../../x)"),
            file("docs/a.md", "# A\n## There\n[b](b/b.md#nowhere)"),
            file("docs/b/b.md", "# B\n[back](../index.md#i)"),
            file("docs/lost.md", "# L"), file("samples/x.json5", ""),
        ])
        #expect(
            found.map { "\($0.path) \($0.text.prefix(20))" } == [
                "docs/index.md link to `no.md`: no ", "docs/index.md link to `../../x`: n",
                "docs/a.md link to `b/b.md#nowh", "docs/lost.md no link from docs/in",
            ])
    }

    @Test func `a rule that the Makefile does not have is found`() throws {
        let found = try PageRules.unknownTargets([
            file("Makefile", "demo: deps ## x\n\tbuild\n"),
            file("README.md", "Run `make demo`, and make sure.\n\n    make tset\n"),
        ])
        #expect(found.map(\.line) == [3])
    }
}
