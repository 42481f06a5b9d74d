import Foundation
import SiteDatabase
import TestKit
import Testing

@testable import Commands

/// Going back, going forward again, branches, and labs made from a journal's text.
@Suite struct RewindTests {
    /// A lab with a job that ends, a second one, and time after it.
    private func lab(fidelity: String = "real") throws -> Shell {
        let shell = try Shell.withLab(fidelity: fidelity)
        try shell.scratch.write("editor.pdf", Shell.editor)
        _ = shell.out("package", "import", "editor.pdf", "--source", "files")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 09:20")
        _ = shell.out("run", "--cycles", "60", "--summary")
        _ = shell.out("job", "create", "Editor", "--on", "group:Sales", "--send", "always")
        _ = shell.out("run", "--cycles", "30", "--summary")
        return shell
    }

    /// Everything in a lab's folder but what is of this machine, by path.
    private func files(_ folder: String) throws -> [String: Data] {
        var found: [String: Data] = [:]
        let all = FileManager.default.enumerator(atPath: folder)
        while let path = all?.nextObject() as? String {
            if ["sources.json5", "lab.lock", "lab.db-shm", "lab.db-wal"].contains(path) { continue }
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
            found[path] =
                isFolder.boolValue ? Data() : try Data(contentsOf: URL(fileURLWithPath: folder + "/" + path))
        }
        return found
    }

    @Test func `pieces, steps, breakpoints and rewinds come out of a journal's text with the same bytes`()
        throws
    {
        let shell = try Shell.withLab(fidelity: "real")
        try shell.scratch.write("editor.pdf", Shell.editor)
        _ = shell.out("package", "import", "editor.pdf", "--source", "files")
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC", "--mandatory-after", "1997-04-21 09:20")
        // What a class does: it lets time pass bit by bit, looks, and goes back.
        for words in [
            ["run", "--for", "7m"], ["run", "--for", "20m"], ["step"], ["step"], ["run"],
            ["run", "--break", "component=SMS_DESPOOLER"], ["step", "3"], ["run", "--for", "3h"],
            ["rewind", "--cycles", "9"], ["run", "--for", "31m"],
            ["job", "create", "Editor", "--on", "group:Sales", "--send", "always"], ["run", "--for", "40m"],
            ["rewind", "--to", "1997-04-21 09:00"], ["step"], ["run", "--for", "2m"],
        ] {
            try? FileManager.default.removeItem(atPath: shell.scratch.path("again.lab"))
            let run = shell.run(words)
            #expect(run.code == 0, "\(words): \(run)")
            _ = shell.out("journal", "export", "--out", "j.txt")
            _ = shell.out("journal", "import", "j.txt", "again")
            let again = try files(shell.scratch.path("again.lab"))
            // An archive that was packed behind the moment of a rewind is left in the store; what is unpacked from it is gone.
            let here = try files(shell.lab).filter { !$0.key.hasPrefix("store/") || again[$0.key] != nil }
            expectSame(here, again, "\(words)")
        }
        // What was set aside can be gone back to there as well.
        #expect(try shell.list("rewind", "--list", "--lab", "again").count == 2)
        for lab in [shell.lab, shell.scratch.path("again.lab")] {
            let undo = shell.run("rewind", "--undo", "--line", "2", "--lab", lab)
            #expect(undo.code == 0, "\(undo)")
        }
        expectSame(try files(shell.lab), try files(shell.scratch.path("again.lab")), "undo")
        // In a text that was edited the moment may be gone at which a line begins.
        let text = String(decoding: try shell.scratch.read("j.txt"), as: UTF8.self)
        #expect(text.contains("\naside 1 0 "))
        let edited = text.split(separator: "\n").filter { !$0.hasPrefix("end ") }
        try shell.scratch.write("e.txt", edited.joined(separator: "\n") + "\n")
        _ = shell.out("journal", "import", "e.txt", "edited")
        #expect(try shell.list("rewind", "--list", "--lab", "edited.lab").isEmpty)
    }

    private func expectSame(_ one: [String: Data], _ other: [String: Data], _ what: String) {
        let names = Set(one.keys).union(other.keys).sorted()
        #expect(names.filter { one[$0] != other[$0] } == [], "\(what)")
    }

    @Test(arguments: ["real", "modelled"])
    func `the text of a journal makes the same bytes elsewhere`(fidelity: String) throws {
        let shell = try lab(fidelity: fidelity)
        _ = shell.out("journal", "export", "--out", "j.txt")
        // The sources are not there any more: what was read stands in the text.
        try FileManager.default.removeItem(atPath: shell.scratch.path("files"))
        _ = shell.out("journal", "import", "j.txt", "again")
        expectSame(try files(shell.lab), try files(shell.scratch.path("again.lab")), fidelity)
        let replay = shell.run("replay", "--lab", "again.lab")
        #expect(replay.code == 0, "\(replay)")
        #expect(shell.run("lab", "check", "--lab", "again.lab").code == 0)
    }

    @Test func `a rewind gives the lab as it was then, and undo gives everything back`() throws {
        let shell = try lab()
        let before = try files(shell.lab)
        let then = shell.out("job", "list", "--at", "1997-04-21 09:30", "--format", "json")
        _ = shell.out("rewind", "--to", "1997-04-21 09:30")
        #expect(shell.out("job", "list", "--format", "json") == then)
        #expect(try shell.list("rewind", "--list").count == 1)
        // The same bytes as a lab that never went further, but for the line that was set aside.
        for name in ["lab check", "replay"] {
            #expect(shell.run(name.split(separator: " ").map(String.init)).code == 0, "\(name)")
        }
        _ = shell.out("rewind", "--undo")
        expectSame(before, try files(shell.lab), "undo")
    }

    @Test func `cycles are counted back from where the lab stands, and a half one is one`() throws {
        let shell = try lab(fidelity: "modelled")
        // Very Fast: a cycle is a minute; 90 of them from 09:00.
        #expect(shell.out("rewind", "--cycles", "3").contains("1997-04-21 10:27"))
        _ = shell.out("run", "--for", "90s", "--summary")
        // 10:28:30: the beginning of the cycle is 10:28.
        #expect(shell.out("rewind").contains("1997-04-21 10:28 "))
        let far = shell.run("rewind", "--cycles", "89")
        #expect(far.code == 1)
        #expect(far.err.contains("88 watchdog cycles"), "\(far.err)")
        // A command of that moment stays given.
        #expect(shell.out("rewind", "--cycles", "28").contains("1997-04-21 10:00"))
        #expect(try shell.list("job", "list").count == 2)
        #expect(shell.out("rewind", "--commands", "1").contains("1997-04-21 10:00"))
        #expect(try shell.list("job", "list").count == 1)
        // Four lines: each begins where the one before it was cut.
        #expect(try shell.list("rewind", "--list").count == 4)
        for _ in 0..<2 { _ = shell.out("rewind", "--undo") }
        #expect(try shell.list("job", "list").count == 2)
        #expect(shell.run("lab", "check").code == 0)
    }

    @Test func `after two rewinds the advice leads to the end of both lines`() throws {
        let shell = try lab(fidelity: "modelled")
        #expect(shell.run("rewind", "--to", "1997-04-21 10:20").err.contains("--line 1 makes a lab of it"))
        let second = shell.run("rewind", "--to", "1997-04-21 10:10")
        #expect(
            second.err.contains(
                "goes back there, to 1997-04-21 10:20; a second one goes on to 1997-04-21 10:30, the end of line 1"
            ),
            "\(second.err)")
        // Line 1 does not begin here: who asks for it is told what to do first.
        for words in [["rewind", "--undo", "--line", "1"], ["branch", "t.lab", "b", "--line", "1"]] {
            let refused = shell.run(words)
            #expect(
                refused.code == 1 && refused.err.contains("begins on line 2")
                    && refused.err.contains("`sms12 rewind --undo --line 2`"), "\(refused)")
        }
        let early = shell.run("rewind", "--to", "1997-04-21 10:15")
        #expect(early.code == 64 && early.err.contains("`sms12 rewind --undo` goes forward"), "\(early.err)")
        #expect(shell.out("rewind", "--undo").contains("10:20"))
        #expect(shell.out("rewind", "--undo").contains("10:30"))
        #expect(try shell.list("rewind", "--list").isEmpty)
        let late = shell.run("rewind", "--to", "1997-04-21 11:00")
        #expect(late.code == 64 && late.err.contains("`sms12 run --until` goes there"), "\(late.err)")
    }

    @Test func `the advice is the shortest way, however many lines begin beside it`() throws {
        let shell = try lab(fidelity: "modelled")
        _ = shell.out("rewind", "--to", "1997-04-21 10:20")
        _ = shell.out("rewind", "--to", "1997-04-21 10:10")
        // Ten lines that all go on from here: more orders than anybody could try.
        for _ in 0..<10 {
            _ = shell.out("run", "--cycles", "1", "--quiet")
            _ = shell.out("rewind", "--cycles", "1")
        }
        #expect(try shell.list("rewind", "--list").count == 12)
        let refused = shell.run("rewind", "--undo", "--line", "1")
        #expect(
            refused.code == 1 && refused.err.contains("first: `sms12 rewind --undo --line 2`")
                && !refused.err.contains("then"), "\(refused)")
        _ = shell.out("rewind", "--undo", "--line", "2")
        #expect(shell.out("rewind", "--undo", "--line", "1").contains("10:30"))
    }

    @Test func `what is done after a rewind is kept when it is undone`() throws {
        let shell = try lab(fidelity: "modelled")
        _ = shell.out("rewind", "--to", "1997-04-21 10:10")
        _ = shell.out("job", "cancel", "BPC00002")
        _ = shell.out("run", "--cycles", "5", "--summary")
        let other = shell.out("job", "list", "--format", "json")
        _ = shell.out("rewind", "--undo")
        #expect(shell.out("lab", "show").contains("1997-04-21 10:30"))
        _ = shell.out("rewind", "--undo")
        #expect(shell.out("job", "list", "--format", "json") == other)
        _ = shell.out("branch", "t.lab", "u", "--line", "3")
        #expect(shell.out("lab", "show", "--lab", "u.lab").contains("1997-04-21 10:30"))
    }

    /// Where a run stopped between two events of an instant, a line begins there, and is found again.
    @Test func `a line that begins between two events can be gone back to`() throws {
        let shell = try lab(fidelity: "modelled")
        _ = shell.out("job", "create", "Editor", "--on", "group:Sales", "--send", "always")
        _ = shell.out("run", "--break", "job=Active", "--summary")
        _ = shell.out("client", "off", "PC2")
        _ = shell.out("run", "--for", "1h", "--summary")
        let there = shell.out("job", "list", "--format", "json")
        _ = shell.out("rewind", "--commands", "1")
        _ = shell.out("run", "--cycles", "3", "--summary")
        #expect(try shell.list("rewind", "--list").first?["beginsHere"] as? String == "yes")
        _ = shell.out("branch", "t.lab", "b", "--line", "1")
        _ = shell.out("rewind", "--undo", "--lab", "t")
        for name in ["t", "b"] {
            #expect(shell.out("job", "list", "--lab", name, "--format", "json") == there)
            #expect(shell.run("replay", "--lab", name).code == 0)
            #expect(shell.run("lab", "check", "--lab", name).code == 0)
        }
    }

    @Test func `what else lies in the folder is in a branch of an earlier moment too`() throws {
        let shell = try lab(fidelity: "modelled")
        try shell.scratch.write("t.lab/sources/1/SETUP.EXE", "x")
        _ = shell.out("branch", "t.lab", "b", "--at", "1997-04-21 09:30")
        #expect(FileManager.default.fileExists(atPath: shell.scratch.path("b.lab/sources/1/SETUP.EXE")))
        #expect(FileManager.default.fileExists(atPath: shell.scratch.path("b.lab/sources.json5")))
    }

    @Test func `a branch without a time is a copy, and one with a time stands there`() throws {
        let shell = try lab()
        let before = try files(shell.lab)
        _ = shell.out("branch", "t.lab", "copy")
        expectSame(before, try files(shell.scratch.path("copy.lab")), "copy")
        _ = shell.out("branch", "t", "then", "--at", "1997-04-21 09:30")
        #expect(shell.run("lab", "check", "--lab", "then.lab").code == 0)
        #expect(shell.run("replay", "--lab", "then.lab").code == 0)
        let then = shell.out(
            "job", "details", "BPC00001", "--at", "1997-04-21 09:30", "--format", "json", "--lab", "t.lab")
        #expect(shell.out("job", "details", "BPC00001", "--lab", "then.lab", "--format", "json") == then)
        // What goes on in one does not touch the other, whatever they share on disk.
        _ = shell.out("run", "--cycles", "60", "--summary", "--lab", "copy.lab")
        expectSame(before, try files(shell.lab), "the first lab")
        #expect(shell.run("branch", "t.lab", "copy").code == 73)
        #expect(shell.run("branch", "nix.lab", "v").code == 66)
        #expect(shell.run("branch", "t.lab", "v", "--at", "1998-01-01").code == 64)
    }

    @Test func `a refused rewind changes nothing`() throws {
        let shell = try lab()
        let before = try files(shell.lab)
        for (words, code) in [
            (["--to", "1999-01-01"], 64), (["--to", "1990-01-01"], 64), (["--cycles", "500"], 1),
            (["--commands", "9"], 1), (["--undo"], 1), (["--undo", "--line", "4"], 66),
            (["--to", "1997-04-21 10:30"], 1), (["--line", "1"], 64), (["--cycles", "1", "--undo"], 64),
        ] as [([String], Int32)] {
            let result = shell.run(["rewind"] + words)
            #expect(result.code == code, "\(words): \(result)")
            #expect(!result.err.isEmpty)
        }
        expectSame(before, try files(shell.lab), "refusals")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: shell.scratch.path).filter {
                $0.hasPrefix(".")
            } == [])
    }

    @Test func `other files in a lab's folder go along`() throws {
        let shell = try lab()
        try shell.scratch.write("t.lab/notes/mine.txt", "a note")
        _ = shell.out("rewind", "--cycles", "3")
        #expect(
            try String(contentsOfFile: shell.scratch.path("t.lab/notes/mine.txt"), encoding: .utf8)
                == "a note")
        #expect(FileManager.default.fileExists(atPath: shell.scratch.path("t.lab/sources.json5")))
        _ = shell.out("run", "--cycles", "3", "--summary")
    }

    @Test(arguments: [
        ("sms12 journal 1\n", "no command"),
        ("hello\n", "does not begin with"),
        ("sms12 journal 1\n  saw 0 X - {}\n", "2:"),
        ("sms12 journal 1\n1997-04-21T08:00:00.000Z A lab.create {\n", "2:"),
        ("sms12 journal 1\n1997-04-21T08:00:00.000Z A run {\"until\":1}\n", "record 0"),
        ("sms12 journal 1\ncontent abc x\n", "no SHA-256"),
        ("sms12 journal 1\nfile ../x \"y\"\n", "only lab.json5"),
        ("sms12 journal 1\nend 3 things\n", "end COUNT entries DIGEST"),
        ("sms12 journal 1\nnonsense\n", "begins no line"),
        ("", "does not begin with"),
    ])
    func `a text that is no journal is refused with its line`(text: String, words: String) throws {
        let shell = try Shell()
        try shell.scratch.write("j.txt", text)
        let result = shell.run("journal", "import", "j.txt", "x")
        #expect(result.code == 65, "\(result)")
        #expect(result.err.contains(words), "\(result.err)")
        #expect(!FileManager.default.fileExists(atPath: shell.scratch.path("x.lab")))
    }
}

/// Properties over labs that follow from a seed.
@Suite struct RewindPropertyTests {
    @Test(arguments: PiecesTests.seeds)
    func `a journal cut anywhere and gone on with is the whole one`(seed: Int) throws {
        var dice = RandomTree(seed: seed &+ 1_000)
        let shell = try Shell()
        try shell.scratch.write(
            "lab.json5", dice.lab(seed: seed, fidelity: seed % 2 == 0 ? "real" : "modelled"))
        try shell.scratch.write("src/SETUP.EXE", String(repeating: "x", count: 20_000))
        #expect([0, 3].contains(shell.run("lab", "create", "t", "--from", "lab.json5").code))
        for words in dice.beginning() { _ = shell.run(words) }
        for _ in 0..<4 {
            _ = shell.run("run", "--quiet", "--summary", "--for", "\(dice.run().whole)m")
            for _ in 0..<2 { _ = shell.run(dice.command()) }
        }
        let whole = try RecordedJournal(LabReader(shell.lab))
        let digest = shell.out("lab", "show", "--format", "json")
        let begin = try #require(whole.records.first?.instant)
        let end = try #require(whole.records.last?.instant)
        var cut = begin
        for part in [3, 5, 7] {
            cut = begin + (end - begin) / Int64(part) + Int64(seed)
            let back = shell.run(
                "rewind", "--to", JournalText.time(cut).split(separator: ".")[0] + "Z")
            #expect(back.code == 0, "seed \(seed): \(back)")
            let check = shell.run("lab", "check")
            #expect(check.code == 0, "seed \(seed): \(check)")
            #expect(shell.run("replay").code == 0, "seed \(seed)")
            let forward = shell.run("rewind", "--undo")
            #expect(forward.code == 0, "seed \(seed): \(forward)")
            #expect(shell.out("lab", "show", "--format", "json") == digest, "seed \(seed)")
            #expect(try RecordedJournal(LabReader(shell.lab)).records == whole.records, "seed \(seed)")
        }
        _ = shell.out("journal", "export", "--out", "j.txt")
        _ = shell.out("journal", "import", "j.txt", "u")
        let (one, other) = try (
            Data(contentsOf: URL(fileURLWithPath: shell.lab + "/lab.db")),
            Data(contentsOf: URL(fileURLWithPath: shell.scratch.path("u.lab/lab.db")))
        )
        #expect(one == other, "seed \(seed): lab.db of the imported journal has other bytes")
        // A branch that nothing was changed in is no other run, whether it is a copy or stands earlier.
        let then = "\(JournalText.time(cut).split(separator: ".")[0])Z"
        for (name, time) in [("v", []), ("w", ["--at", then])] {
            let branch = shell.run(["branch", "t.lab", name] + time)
            #expect(branch.code == 0, "seed \(seed): \(branch)")
            let diff = shell.run("diff", "t.lab", name)
            #expect(diff.code == 0, "seed \(seed): \(diff)")
        }
    }
}
