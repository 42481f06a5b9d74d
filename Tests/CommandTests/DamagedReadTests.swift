import Foundation
import SiteDatabase
import TestKit
import Testing
import VirtualTime

@testable import Commands

/// What is read of a damaged lab is what the sound one shows, the trace and what rewinds set aside among it, or it is said
/// that it is not shown.
@Suite struct DamagedReadTests {
    /// A lab of real files whose jobs have ended, with a package that was renamed since, and a line that a rewind set aside.
    private static func shell() throws -> Shell {
        let shell = try LabDamageTests.shell()
        _ = shell.out("package", "set", "BPC00002", "--name", "Other", "--quiet")
        _ = shell.out("run", "--cycles", "5", "--quiet")
        _ = shell.out("rewind", "--cycles", "2", "--quiet")
        return shell
    }

    /// Commands that read the trace, the journal, or what was set aside.
    private static let reading = [
        ["trace", "list"], ["trace", "list", "--at", "1997-04-21 09:10"], ["log", "show", "despooler"],
        ["log", "show"], ["client", "log", "PC1"], ["client", "show", "PC1"], ["rewind", "--list"],
        ["journal", "list"], ["journal", "export"], ["report", "--format", "json"],
        ["diff", "t.lab", "other/b.lab"],
        ["lab", "show"],
    ]

    static let damages = [
        "UPDATE Journal SET Who = 'BDMINISTRATOR' WHERE Sequence = 1",
        "UPDATE Journal SET Checksum = Checksum + 1 WHERE Sequence = 3",
        "UPDATE TraceSegments SET Data = zeroblob(length(Data))",
        "UPDATE Meta SET Value = 'x' WHERE Name LIKE 'logText/%'",
        "DELETE FROM SnapshotPages",
    ]

    @Test(arguments: damages.indices)
    func `what is read of a damaged lab is what the sound one shows`(number: Int) throws {
        let shell = try Self.shell()
        try shell.scratch.write("other/note.txt", "labs that are not meant where none is named")
        _ = shell.out("branch", "t.lab", "other/b", "--at", "1997-04-21 09:10")
        let sound = Self.reading.map { shell.run($0) }
        #expect(
            sound[0].out.split(separator: "\n").count > 40 && sound[6].out.split(separator: "\n").count == 2)
        try LabDamageTests.changeOutside(shell, Self.damages[number])
        for (words, before) in zip(Self.reading, sound) {
            let shown = shell.run(words)
            #expect(shown.code == before.code && shown.out == before.out, "\(words): \(shown)")
            #expect(shown.err.contains("is damaged") && shown.err.contains("nothing is lost"), "\(shown.err)")
        }
        // A branch is made of what is sound, with what was set aside.
        _ = shell.out("branch", "t.lab", "other/c")
        #expect(shell.out("lab", "check", "--lab", "other/c.lab") == "The lab is whole.\n")
        #expect(shell.out("journal", "export", "--lab", "other/c.lab") == sound[8].out)
        #expect(shell.out("rewind", "--list", "--lab", "other/c.lab") == sound[6].out)
        _ = shell.out("branch", "t.lab", "other/e", "--at", "1997-04-21 09:10")
        #expect(
            shell.out("journal", "export", "--lab", "other/e.lab")
                == shell.out("journal", "export", "--lab", "other/b.lab"))
        // A rewind repairs the lab first, as every command that changes it.
        let back = shell.run("rewind", "--cycles", "1")
        #expect(back.code == 0 && back.err.contains("nothing is lost"), "\(back)")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(try shell.list("rewind", "--list").count == 2)
    }

    @Test func `a byte of the schema keeps nobody from the journal`() throws {
        let shell = try Self.shell()
        let (list, text) = (shell.out("journal", "list"), shell.out("journal", "export"))
        let path = URL(fileURLWithPath: shell.lab + "/lab.db")
        var bytes = try Data(contentsOf: path)
        bytes[try #require(bytes.range(of: Data("CREATE TABLE Jobs (".utf8))).lowerBound + 8] ^= 1
        try bytes.write(to: path)
        let shown = shell.run("journal", "list")
        #expect(shown.code == 0 && shown.out == list && shown.err.contains("is damaged"), "\(shown)")
        #expect(shell.out("journal", "export") == text)
        #expect(shell.run("report", "--format", "json").code == 0)
        let back = shell.run("rewind", "--cycles", "1")
        #expect(back.code == 0 && back.err.contains("nothing is lost"), "\(back)")
    }

    @Test func `a journal that is exported without its end says so by its code`() throws {
        let shell = try Self.shell()
        try LabDamageTests.changeOutside(shell, "UPDATE Journal SET Who = 'MALLORY' WHERE Sequence = 3")
        let exported = shell.run("journal", "export", "--out", "j.txt")
        #expect(exported.code == 3 && exported.err.contains("record 2 of its journal"), "\(exported)")
        _ = shell.out("journal", "import", "j.txt", "x")
        let branch = shell.run("branch", "t.lab", "y")
        #expect(branch.code == 3, "\(branch)")
        #expect(
            shell.out("journal", "export", "--lab", "y.lab")
                == shell.out("journal", "export", "--lab", "x.lab"))
    }

    @Test func `a line that cannot be read is no line that was never set aside`() throws {
        let shell = try Self.shell()
        try LabDamageTests.changeOutside(
            shell, "UPDATE Journal SET Who = 'BDMINISTRATOR' WHERE Sequence = 1")
        try LabDamageTests.changeOutside(shell, "UPDATE SetAside SET Who = 'x' WHERE Ordinal = 1")
        let listed = shell.run("rewind", "--list")
        #expect(listed.code == 65 && listed.err.contains("line 1 is damaged"), "\(listed)")
        #expect(!listed.err.contains("no rewind has"), "\(listed.err)")
        let repaired = shell.run("replay", "--repair")
        #expect(repaired.code == 3 && repaired.err.contains("Left out: "), "\(repaired)")
    }

    static let rows = [
        "DELETE FROM SetAside WHERE Ordinal = 0", "DELETE FROM SetAside WHERE Ordinal = 1",
        "DELETE FROM SetAside WHERE Ordinal = (SELECT max(Ordinal) FROM SetAside)",
    ]

    @Test(arguments: rows.indices) func `a row of a line that is gone is noticed`(number: Int) throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        _ = shell.out("run", "--cycles", "5", "--quiet")
        _ = shell.out("client", "off", "PC1", "--quiet")
        _ = shell.out("client", "off", "PC2", "--quiet")
        _ = shell.out("rewind", "--commands", "2", "--quiet")
        try LabDamageTests.change(shell, Self.rows[number])
        for words in [["lab", "check"], ["replay"]] {
            let result = shell.run(words)
            #expect(result.code == 1 && result.err.contains("rows of line 1"), "\(words): \(result)")
        }
        for words in [["rewind", "--list"], ["rewind", "--undo"], ["branch", "t.lab", "b", "--line", "1"]] {
            let result = shell.run(words)
            #expect(result.code == 65 && result.err.contains("replay --repair"), "\(words): \(result)")
        }
        let repaired = shell.run("replay", "--repair")
        #expect(repaired.code == 3 && repaired.err.contains("line 1"), "\(repaired)")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(try shell.list("rewind", "--list").isEmpty)
    }

    @Test func `without a trace a replay up to a moment proves nothing, and says so`() throws {
        let shell = try LabTests.shell("--fidelity", "modelled", "--trace", "none")
        _ = shell.out("run", "--cycles", "20", "--quiet")
        let part = shell.run("replay", "--to", "10")
        #expect(part.code == 3 && part.out.contains("not compared"), "\(part)")
        #expect(part.err.contains("--trace none") && !part.out.contains("agreed"), "\(part)")
        let whole = shell.run("replay")
        #expect(whole.code == 0 && whole.out.contains("the same"), "\(whole)")
    }

    @Test func `no branch of a lab is made within it`() throws {
        let shell = try Shell.withLab(fidelity: "modelled")
        try FileManager.default.createDirectory(
            atPath: shell.lab + "/notes", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: shell.scratch.path("link"), withDestinationPath: shell.lab)
        for place in ["t.lab/inner", "t.lab/notes/inner.lab", "link/inner", "./t.lab/../t.lab/inner"] {
            for words in [
                ["branch", "t.lab", place], ["branch", "t.lab", place, "--at", "1997-04-21 09:00"],
            ] {
                let refused = shell.run(words)
                #expect(refused.code == 73 && refused.err.contains("lies in the lab"), "\(words): \(refused)")
            }
        }
        let names = try FileManager.default.subpathsOfDirectory(atPath: shell.lab)
        #expect(!names.contains { $0.contains("inner") }, "\(names)")
        // Another lab may lie there, as in lesson 7, and that one has branches beside it.
        #expect(shell.run("lab", "create", "t.lab/other", "--quiet").code == 0)
        #expect(shell.run("branch", "t.lab/other.lab", "t.lab/branch", "--quiet").code == 0)
    }

    @Test func `the sheet of an earlier moment counts the records of the journal up to it`() throws {
        let shell = try Shell.withPackage(fidelity: "modelled")
        _ = shell.out("run", "--for", "20m", "--quiet")
        _ = shell.out("client", "off", "PC1", "--quiet")
        _ = shell.out("run", "--for", "20m", "--quiet")
        func count(_ words: String...) throws -> Int? {
            let result = shell.run(["lab", "show", "--format", "json"] + words)
            let json = try JSONSerialization.jsonObject(with: Data(result.out.utf8)) as? [String: Any]
            return json?["journalRecords"] as? Int
        }
        #expect(try count() == 5)
        #expect(try count("--at", "1997-04-21 09:10") == 3)
        #expect(try count("--at", "1997-04-21 09:20") == 4)
        #expect(
            try shell.list("journal", "list", "--at", "1997-04-21 09:20").count == 4)
    }
}

/// The text of a journal tells whether it is the one that was exported.
@Suite struct JournalDigestTests {
    private static func shell() throws -> (shell: Shell, text: String) {
        let shell = try Shell.withPackage(fidelity: "modelled")
        _ = shell.out("package", "set", "BPC00001", "--comment", "A comment", "--quiet")
        _ = shell.out("run", "--for", "20m", "--quiet")
        return (shell, shell.out("journal", "export"))
    }

    @Test(arguments: [
        ("setup.exe /q", "setup.exe /p"), ("ADMINISTRATOR run", "ADMINISTRATOS run"),
        ("A comment", "A commend"), ("name: \\\"t\\\"", "name: \\\"u\\\""), ("\nfile ", "\n#ile "),
    ])
    func `a change that the trace does not show is refused, and taken where it was meant`(
        old: String, new: String
    ) throws {
        let (shell, text) = try Self.shell()
        let place = try #require(text.firstRange(of: old), "\(text)")
        let edited = text.replacingCharacters(in: place, with: new)
        let end = try #require(text.split(separator: "\n").firstIndex { $0.hasPrefix("end ") }) + 1
        try shell.scratch.write("j.txt", edited)
        let refused = shell.run("journal", "import", "j.txt", "x")
        #expect(refused.code == 65 && refused.err.contains("j.txt:\(end):"), "\(refused)")
        #expect(refused.err.contains("was changed since it was exported"), "\(refused.err)")
        #expect(refused.err.contains("take the line `end` out"), "\(refused.err)")
        // Without the digest of the text, and without the line: as it was exported by earlier builds.
        let forms = [
            ("y", #/ text [0-9a-f]{32}/#), ("z", #/end [0-9]+ entries [0-9a-f]{32} text [0-9a-f]{32}/#),
        ]
        for (name, form) in forms {
            try shell.scratch.write("k.txt", edited.replacing(form, with: ""))
            let made = shell.run("journal", "import", "k.txt", name)
            #expect(made.code == 0, "\(made)")
        }
    }

    @Test func `no byte of a text can be changed unnoticed`() throws {
        let (shell, text) = try Self.shell()
        let whole = Array(text.utf8)
        var random = SeededGenerator(seed: 20)
        for _ in 0..<(isLongRun ? 600 : 60) {
            let place = Int(random.next(below: UInt64(whole.count)))
            var bytes = whole
            bytes[place] ^= UInt8(1 + random.next(below: 255))
            try Data(bytes).write(to: URL(fileURLWithPath: shell.scratch.path("j.txt")))
            let result = shell.run("journal", "import", "j.txt", "x")
            if result.code == 0 {
                // What says nothing may be anything: the lab is the same.
                #expect(shell.out("journal", "export", "--lab", "x.lab") == text, "byte \(place): \(result)")
                try FileManager.default.removeItem(atPath: shell.scratch.path("x.lab"))
            } else {
                #expect([1, 65].contains(result.code), "byte \(place): \(result)")
            }
        }
    }

    @Test func `comments, empty lines and other ends of lines change nothing`() throws {
        let (shell, text) = try Self.shell()
        let lines = text.split(separator: "\n").map(String.init)
        let noted = "\u{FEFF}" + lines.joined(separator: "\r\n\r\n# a note\r\n")
        try shell.scratch.write("j.txt", noted)
        _ = shell.out("journal", "import", "j.txt", "x")
        #expect(shell.out("journal", "export", "--lab", "x.lab") == text)
        for behind in [" texts 00", " text", " text 00 more", " 7"] {
            let cut = text.replacing(#/ text [0-9a-f]{32}/#, with: behind)
            try shell.scratch.write("k.txt", cut)
            #expect(shell.run("journal", "import", "k.txt", "y").code == 65, "\(behind)")
        }
    }
}
