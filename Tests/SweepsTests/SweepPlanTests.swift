import Emulation
import Foundation
import Pipeline
import SiteModel
import Sweeps
import TestKit
import Testing
import VirtualTime

@testable import Commands

/// What can be wrong with a plan is found before anything is run, at its line and column.
@Suite struct SweepPlanTests {
    /// A shell with a plan whose axes stand in line 4, from column 3.
    private func shell(_ axes: String, more: String = "", lab: String = "\"tiny.json5\"") throws -> SweepShell
    {
        let shell = try SweepShell()
        try shell.scratch.write("tiny.json5", SweepShell.tinyLab)
        try shell.scratch.write(
            "plan.json5",
            """
            { lab: \(lab), sources: { editor: { size: "300KB" } },
              commands: ["package create Editor --source editor --command 'Install=setup.exe /q'"],
              axes: {
              \(axes)
              }, \(more) }
            """)
        return shell
    }

    @Test(arguments: [
        ("release: ['1.2', '1.2SP9']", "4:20", "error: 'release' of the lab is '1.2SP9'"),
        ("relase: ['1.2']", "4:3", "did you mean 'release'?"),
        ("'sites.BPC.respnse': ['fast']", "4:3", "did you mean 'response'?"),
        ("'sites.QQQ.response': ['fast']", "4:3", "'sites' has no item 'QQQ'"),
        ("'sites.BPC.response': ['fast', 'quick']", "4:34", "'quick'"),
        ("'sites.BPC.clients.PC#.count': '99999999999..99999999999'", "4:3", "far too large"),
        ("'sites.BPC.clients.PC#.count': [1, -1]", "4:38", "count"),
        ("'sites..x': [1]", "4:3", "no place in a lab file"),
        ("quirks: [[], ['-no-run-stuck-pendig']]", "4:17", "no-run-stuck-pending"),
        ("quirks: [['no-run-stuck-pending']]", "4:13", "a + switches it on"),
        ("quirks: ['-no-run-stuck-pending']", "4:12", "must be a list"),
        ("faults: [[{ link: ['BPC', 'S99'], from: '1997-04-21 10:00' }]]", "4:12", "S99"),
        ("faults: ['x']", "4:12", "must be a list of faults"),
        ("seed: '5..1'", "4:9", "must be a range"),
        ("seed: 5", "4:9", "must be a list"),
        ("seed: { from: 1, too: 5 }", "4:20", "did you mean 'to'?"),
        ("seed: ['x']", "4:10", "a seed is a whole number"),
        ("seed: '1..2000000'", "4:3", "more than 1000000 variants"),
        ("seed: '1..2000', release: { from: 1, to: 1000 }", "4:20", "more than 1000000 variants"),
        ("$priority: ['low']", "4:3", "no command uses '$priority'"),
        ("'sites.S01.parent': ['BPC', 'S01']", "4:31", "S01"),
        ("seed: [1], seed: [2]", "4:14", "seed"), ("seed: []", "4:9", "has no value"),
        ("$size: [1], $Size: [2]", "4:15", "the axis '$Size' and the axis '$size' differ in capital letters"),
        ("seed: [1], Digest: [2]", "4:14", "the column Digest of the results"),
        ("seed: [1], OUTCOME: [2]", "4:14", "the column Outcome of the results"),
        ("seed: [1, 2, 1]", "4:16", "the axis 'seed' has the value '1' twice"),
        ("'sites.BPC.response': ['fast', { label: 'quick', value: 'fast' }]", "4:34", "once as 'fast'"),
        (
            "quirks: [['-no-run-stuck-pending', '+sni-first'], ['+sni-first', '-no-run-stuck-pending']]",
            "4:53",
            "twice, once as"
        ),
        (
            "'sites.BPC.response': ['fast', { label: 'fast', value: 'slow' }]", "4:34",
            "two different values called 'fast'"
        ),
        (
            "'sites.BPC.response': ['fast'], 'sites.0.response': ['slow']", "4:35",
            "the axis 'sites.0.response' sets what the axis 'sites.BPC.response' sets"
        ),
        (
            "'sites.BPC.compression.level': [1], 'sites.*.compression': [{ level: 1 }]", "4:39",
            "so that one of them would be without effect"
        ),
        ("'sites.*.compression': [{ level: 1 }], 'sites.S01.compression.level': [1]", "4:42", "[axis-twice]"),
    ])
    func `a wrong axis is found where it stands`(axes: String, place: String, text: String) throws {
        let shell = try shell(axes)
        let (code, out, err) = shell.run("sweep", "plan.json5")
        #expect(code == 65, "\(err)")
        #expect(err.contains("plan.json5:\(place): error: "), "\(err)")
        #expect(err.contains(text), "\(err)")
        #expect(out.isEmpty)
        #expect(!HostFiles.exists(shell.scratch.path("plan.sweep")))
    }

    @Test(arguments: [
        ("until: 'tomorrow'", "until"), ("until: '+2d', atMost: '3d'", "'atMost' goes with"),
        ("atMost: 'x'", "atMost"), ("jobs: ['BPC1']", "a measured job"),
        ("groups: [['seeds']]", "did you mean 'seed'?"),
        ("groups: ['seed']", "a group must be a list"),
        ("variants: {}", "'variants' of the plan must be a list"),
        ("variants: []", "has no value"), ("jobs: ['XYZ00001']", "nothing makes the job XYZ00001"),
        ("variants: [1]", "a variant must be an object"), ("untill: '+2d'", "did you mean 'until'?"),
        ("variants: [{ relase: '1.2' }]", "did you mean 'release'?"),
        ("variants: [{ label: 'x', release: '1.2SP9' }]", "5:40: error: 'release' of the lab is '1.2SP9'"),
        (
            "variants: [{ label: 'a' }, { label: 'a', release: '1.2' }]",
            "5:33: error: the list 'variants' has two"
        ),
        (
            "variants: [{ release: '1.2' }, { label: 'b', release: '1.2' }]",
            "has the value 'b' twice, once as"
        ),
        (
            "variants: [{ label: 'a', 'sites.0.response': 'slow', 'sites.*.response': 'fast' }]",
            "5:59: error: 'sites.*.response' of the case 'a' sets what 'sites.0.response' of the case 'a' sets"
        ),
    ])
    func `a wrong member is found`(more: String, text: String) throws {
        let shell = try shell("seed: [1]", more: more)
        let (code, _, err) = shell.run("sweep", "plan.json5")
        #expect(code == 65)
        #expect(err.contains("plan.json5:5:") && err.contains(text), "\(err)")
    }

    @Test(arguments: [
        (
            "{ label: 'a', seed: 50 }", "seed: [1, 2]", "4:3",
            "the axis 'seed' sets what 'seed' of the case 'a' sets"
        ),
        ("{ seed: 50 }", "seed: '1..3'", "4:3", "the axis 'seed' sets"),
        (
            "{ label: 'a', 'sites.BPC.response': 'slow' }, { label: 'b' }",
            "'sites.*.response': ['fast', 'medium']",
            "4:3", "the axis 'sites.*.response' sets what 'sites.BPC.response' of the case 'a' sets"
        ),
        (
            "{ label: 'b' }, { 'sites.*.addresses': [] }", "'sites.BPC.addresses.S01.bitsPerSecond': [1200]",
            "4:3",
            "[axis-twice]"
        ),
        (
            "{ label: 'a', quirks: ['-sni-first'] }",
            "quirks: [[], ['-no-run-stuck-pending'], ['+sni-first']]",
            "4:3",
            "sets what 'quirks' of the case 'a' sets"
        ),
        (
            "{ label: 'a', release: '1.2' }", "seed: [1], release: ['1.2SP1']", "4:14",
            "'release' of the case 'a'"
        ),
    ])
    func `no axis takes back what a case says`(cases: String, axes: String, place: String, text: String)
        throws
    {
        let shell = try shell(axes, more: "variants: [\(cases)]")
        let (code, out, err) = shell.run("sweep", "plan.json5")
        #expect(code == 65 && out.isEmpty, "\(err)")
        #expect(err.contains("plan.json5:\(place): error: ") && err.contains(text), "\(err)")
        #expect(err.split(separator: "\n").count { $0.contains("[axis-twice]") } == 1, "\(err)")
    }

    @Test(arguments: [
        ("{ 'sites.*.response': 'fast', 'sites.BPC.response': 'slow' }, { label: 'b' }", "seed: [1, 2]"),
        (
            "{ 'sites.BPC.response': 'slow' }, { 'sites.BPC.response': 'fast' }",
            "'sites.S01.response': ['fast']"
        ),
        ("{ quirks: ['-sni-first'] }, { label: 'b' }", "quirks: [[], ['-no-run-stuck-pending']]"),
        (
            "{ faults: [{ client: ['BPC', 'PC1'], from: '1997-04-21 09:00' }] }, { label: 'b' }",
            "faults: [[], [{ client: ['BPC', 'PC2'], from: '1997-04-21 09:00' }]]"
        ),
    ])
    func `cases and axes that set different things go together`(cases: String, axes: String) throws {
        let shell = try shell(axes, more: "variants: [\(cases)], until: '+1h'")
        let (code, _, err) = shell.run("sweep", "plan.json5", "--dry-run")
        #expect(code == 0, "\(err)")
    }

    @Test(arguments: [
        ("job create Editr --on site:BPC", "command-refused"), ("jop create Editor", "did you mean 'job'?"),
        ("run --cycles 3", "no command that a sweep can give"),
        ("job create Editor --on path:*|*|*", "no plain command line"),
        ("job create Editor --on site:BPC --comment $text", "no axis gives '$text' a value"),
        ("", "no plain command line"),
    ])
    func `a wrong command is found where it stands`(command: String, text: String) throws {
        let shell = try SweepShell.withPlan("seed: [1]")
        try shell.scratch.write(
            "wrong.json5",
            """
            { lab: "tiny.json5", sources: { editor: { size: 5 } }, commands: [
                "package create Editor --source editor --command 'Install=setup.exe /q'",
                { at: "+1h", do: "\(command)" },
            ] }
            """)
        let (code, _, err) = shell.run("sweep", "wrong.json5")
        #expect(code == 65)
        #expect(err.contains("wrong.json5:3:22: error: ") && err.contains(text), "\(err)")
        // What is missing because of it is no mistake of its own.
        #expect(!err.contains("no-job") && !err.contains("unused-source"), "\(err)")
    }

    @Test func `values that only go wrong together are found`() throws {
        let shell = try shell("'sites.BPC.code': ['BPC', 'XYZ'], 'sites.1.code': ['S01', 'S02']")
        let (code, _, err) = shell.run("sweep", "plan.json5")
        #expect(code == 65, "\(err)")
        #expect(err.contains("plan.json5:4:"), "\(err)")
    }

    @Test func `a source that no package has is a slip of the pen`() throws {
        let shell = try SweepShell.withPlan("seed: [1]")
        try shell.scratch.write(
            "p.json5", SweepShell.plan("seed: [1]").replacing("sources: { editor", with: "sources: { editr"))
        shell.fails(65, "no package has the source 'editr'", "sweep", "p.json5")
    }

    @Test func `a lab that is not there, or wrong, is told of`() throws {
        let missing = try shell("seed: [1]", lab: "\"nowhere.json5\"")
        missing.fails(
            66, "plan.json5:1:8: error: there is no 'nowhere.json5' beside the plan", "sweep", "plan.json5")
        let inline = try shell("seed: [1]", lab: "{ name: 'x', sites: [{ code: 'TOOLONG' }] }")
        inline.fails(65, "plan.json5:1:37: error: ", "sweep", "plan.json5")
        let folder = try shell("seed: [1]", lab: "'.'")
        folder.fails(66, "is no lab", "sweep", "plan.json5")
    }

    @Test func `a lab inside the plan is the same as a file`() throws {
        let shell = try SweepShell.withPlan("seed: '1..2'")
        let inline = SweepShell.plan("seed: '1..2'").replacing("\"tiny.json5\"", with: SweepShell.tinyLab)
        try shell.scratch.write("inline.json5", inline)
        for name in ["plan", "inline"] { #expect(shell.run("sweep", "\(name).json5", "--quiet").code == 0) }
        try shell.expectSameResults("plan.sweep", "inline.sweep")
    }

    @Test func `words of commands, cases and groups become columns and rows`() throws {
        let shell = try SweepShell.withPlan()
        try shell.scratch.write(
            "p.json5",
            SweepShell.plan(
                "$priority: ['low', 'high']",
                more: """
                    variants: [{ label: 'as shipped' }, { label: 'first service pack', release: '1.2SP1', seed: 9 }],
                    groups: [['case', '$priority']], until: '+3h'
                    """, job: "--priority $priority"))
        #expect(shell.run("sweep", "p.json5", "--quiet").code == 0)
        let variants = try shell.rows("p.sweep/variants.csv")
        #expect(variants[0].prefix(3) == ["variant", "case", "$priority"])
        #expect(
            variants.dropFirst().map { Array($0[1...2]) } == [
                ["as shipped", "low"], ["as shipped", "high"], ["first service pack", "low"],
                ["first service pack", "high"],
            ])
        #expect(variants.dropFirst().allSatisfy { $0[4] == "10800000" })
        let text = String(
            decoding: try HostFiles.read(shell.scratch.path("p.sweep/summary.csv")), as: UTF8.self)
        #expect(text.contains("\n\"case, $priority\",\"first service pack, high\",BPC00001,1,"))
        #expect(shell.run("sweep", "p.json5", "--variant", "4", "--make", "v.lab").code == 0)
        let made = try LabReader(shell.scratch.path("v.lab"))
        #expect(try made.definition().release == .sp1)
        #expect(shell.run("job", "show", "BPC00001", "--lab", "v.lab").out.contains("High"))
    }

    @Test func `a lab's own journal is a base, with what it saw of its sources`() throws {
        let shell = try SweepShell()
        try shell.scratch.write("files/SETUP.EXE", "a program")
        #expect(shell.run("lab", "create", "t.lab", "--start", "1997-04-21 09:00").code == 0)
        #expect(
            shell.run(
                "package", "create", "Editor", "--source", "files", "--command", "Install=setup.exe",
                "--automated"
            )
            .code == 0)
        #expect(
            shell.run("job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 09:00")
                .code == 0)
        #expect(shell.run("run", "--for", "2h", "--quiet").code == 0)
        #expect(shell.run("client", "off", "PC3").code == 0)
        #expect(shell.run("run", "--for", "1h", "--quiet").code == 0)
        let then = try LabReader.restore(try LabReader(shell.scratch.path("t.lab")).database)
        try shell.scratch.write("p.json5", "{ lab: 't.lab', axes: { seed: '1..2' }, until: '+3h' }")
        #expect(shell.run("sweep", "p.json5", "--quiet").code == 0)
        // The lab has seed 1: its variant is the lab itself, real files or not.
        #expect(try shell.rows("p.sweep/variants.csv")[1][6] == then.trace.digest.text)
        // What the lab's looks found is what the variants find, wherever the source is now.
        try FileManager.default.removeItem(atPath: shell.scratch.path("files"))
        // A fault beside the journal, and a command later on.
        try shell.scratch.write(
            "q.json5",
            "{ lab: 't.lab', commands: [{ at: '+30m', do: 'client off PC1' }], axes: { faults: [[], [{ client: ['BPC', 'PC2'],"
                + " from: '1997-04-21 09:01' }]] }, until: '+3h' }")
        let (code, _, err) = shell.run("sweep", "q.json5", "--quiet")
        #expect(code == 0 && !err.contains("no-source"), "\(err)")
        let rows = try shell.rows("q.sweep/variants.csv")
        #expect(Set(rows.dropFirst().map { $0[6] } + [then.trace.digest.text]).count == 3)
        // A lab made of a variant has the source as it was seen, for jobs that are made later.
        #expect(shell.run("sweep", "q.json5", "--variant", "1", "--make", "v.lab").code == 0)
        let job = shell.run(
            "job", "create", "Editor", "--on", "site:BPC", "--send", "always", "--lab", "v.lab")
        #expect(job.code == 0 && shell.run("run", "--for", "1h", "--quiet", "--lab", "v.lab").code == 0)
        let events = shell.run("event", "list", "--format", "csv", "--lab", "v.lab").out
        #expect(!events.contains(",313,"), "\(events)")
        try shell.scratch.write("r.json5", "{ lab: 't.lab', axes: { start: ['1997-04-22 09:00'] } }")
        shell.fails(65, "the times of a lab's journal are fixed", "sweep", "r.json5")
    }

    @Test func `what a source holds is part of the plan`() throws {
        let shell = try SweepShell.withPlan("seed: [1]")
        try shell.scratch.write("files/SETUP.EXE", "a program")
        try shell.scratch.write(
            "p.json5",
            SweepShell.plan("seed: [1]").replacing(
                "sources: { editor: { size: \"300KB\", files: 3 } },", with: ""
            )
            .replacing("--source editor", with: "--source files"))
        #expect(shell.run("sweep", "p.json5", "--quiet").code == 0)
        #expect(shell.run("sweep", "p.json5", "--quiet").code == 0)
        try shell.scratch.write("files/MORE.DAT", "more")
        shell.fails(65, "another plan", "sweep", "p.json5", "--quiet")
        try shell.scratch.write(
            "q.json5",
            SweepShell.plan("seed: [1]").replacing("--source editor", with: "--source nowhere")
                .replacing("sources: { editor: { size: \"300KB\", files: 3 } },", with: ""))
        let (code, _, err) = shell.run("sweep", "q.json5", "--quiet")
        #expect(code == 0)
        #expect(err.contains("the source 'nowhere' is not there"), "\(err)")
    }
}
