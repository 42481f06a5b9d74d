import Foundation
import TestKit
import Testing

@testable import Commands

/// A job limited to a site or to a site group (SDK: Limit to Sites, Include Subsites).
@Suite struct SiteLimitTests {
    /// The lab of the Explain tests with a package and a site group South (PRI, whose SEC is a site below).
    private func shell(_ options: String...) throws -> Shell {
        let shell = try Shell()
        let source = shell.scratch.path("src")
        try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
        try Data(count: 40_000).write(to: URL(fileURLWithPath: source + "/SETUP.EXE"))
        _ = try shell.scratch.write("why.json5", ExplainTests.lab)
        let (code, _, err) = shell.run(["lab", "create", "t", "--from", "why.json5"] + options)
        #expect(code == 0, "\(err)")
        _ = shell.out(
            "package", "create", "Quill", "--source", "src", "--command", "Install=SETUP.EXE", "--platform",
            "nt-x86")
        _ = shell.out("site", "group", "South", "--site", "PRI")
        return shell
    }

    /// The sites that a job went to.
    private func reached(_ shell: Shell, _ job: String) throws -> [String] {
        _ = shell.out("run", "--for", "30m", "--quiet")
        let rows = try shell.list("job", "details", job)
        return Set(rows.compactMap { $0["site"] as? String }).sorted()
    }

    /// Computers are everywhere; the quirk of Q153205 reaches below a site group whether it is asked for or not.
    @Test(arguments: [
        (["--limit-to", "PRI"], "+", ["PRI"]),
        (["--limit-to", "PRI", "--include-subsites"], "+", ["PRI", "SEC"]),
        (["--site-group", "south"], "+", ["PRI", "SEC"]), (["--site-group", "South"], "-", ["PRI"]),
        (["--site-group", "South", "--include-subsites"], "-", ["PRI", "SEC"]),
        ([], "-", ["CEN", "PRI", "SEC"]),
    ])
    func `a job goes to the sites of its limit`(words: [String], quirk: String, sites: [String]) throws {
        let shell = try shell("--quirk=\(quirk)sitegroup-ignores-nosub")
        let (code, _, err) = shell.run(["job", "create", "Quill", "--on", "path:*|*|*"] + words)
        #expect(code == 0, "\(err)")
        #expect(try reached(shell, "CEN00001") == sites)
        try expectReplays(shell.scratch.path("t.lab"))
    }

    @Test func `the limit is shown, changed and taken away`() throws {
        let shell = try shell()
        let made = shell.out(
            "job", "create", "Quill", "--on", "path:*|*|*", "--site-group", "south", "--include-subsites")
        #expect(made.contains("site group South and subsites"))
        let off = shell.out("job", "set", "CEN00001", "--no-subsites")
        #expect(off.contains("site group South") && !off.contains("subsites"))
        #expect(shell.out("job", "set", "CEN00001", "--limit-to", "PRI").contains("site PRI"))
        _ = shell.out("job", "set", "CEN00001", "--no-limit")
        #expect(!shell.out("job", "show", "CEN00001").contains("site PRI"))
        #expect(shell.run("job", "set", "CEN00001", "--no-limit", "--site-group", "South").code == 64)
        #expect(shell.out("__complete", "site-group") == "South\n")
        #expect(try shell.list("site", "group").map { $0["sites"] as? String } == ["PRI"])
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    @Test func `an unknown group is refused with the nearest name, from the command line and a file`() throws
    {
        let shell = try shell()
        let before = try shell.object("lab", "show")["journalRecords"] as? Int
        let (code, _, err) = shell.run(
            "job", "create", "Quill", "--on", "path:*|*|*", "--site-group", "Suoth")
        #expect(code == 66 && err.contains("did you mean South?"), "\(err)")
        try shell.scratch.write("bad.json5", "{ on: 'path:*|*|*', limitTo: { siteGroup: 'Soth' } }")
        let file = shell.run("job", "create", "Quill", "--from", "bad.json5")
        #expect(file.code == 65 && file.err.contains("did you mean South?"), "\(file.err)")
        #expect(try shell.object("lab", "show")["journalRecords"] as? Int == before)
        try shell.scratch.write(
            "good.json5", "{ on: 'path:*|*|*', limitTo: { siteGroup: 'South', includeSubsites: true } }")
        #expect(shell.out("job", "create", "Quill", "--from", "good.json5").contains("South and subsites"))
    }
}
