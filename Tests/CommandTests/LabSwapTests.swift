import Foundation
import Glibc
import SiteDatabase
import TestKit
import Testing

@testable import Commands

/// A lab made anew takes the place of another: whole or not at all, with all that lies beside it, however it is named.
@Suite struct LabSwapTests {
    /// A lab that went through some cycles.
    private func lab(fidelity: String = "modelled") throws -> Shell {
        let shell = try Shell.withLab(fidelity: fidelity)
        _ = shell.out("run", "--cycles", "9", "--summary")
        return shell
    }

    /// Runs a command line in a folder.
    private func run(_ words: [String], in folder: String) -> (code: Int32, out: String, err: String) {
        var (out, err) = ("", "")
        let environment = Environment(
            out: { out += $0 }, error: { err += $0 }, variable: { _ in nil }, folder: folder)
        let code = Root.run(words, environment)
        return (code, out, err)
    }

    private func status(_ path: String) -> stat {
        var status = stat()
        #expect(lstat(path, &status) == 0, "\(path)")
        return status
    }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    /// Makes the lab of a swap as a rewind does, from its own journal up to a record.
    private func make(_ swap: LabSwap, _ shell: Shell, records: Int) throws {
        let journal = try RecordedJournal(LabReader(shell.lab)).prefix(count: records)
        try LabRebuild(journal: journal, name: "test", command: "test").make(
            swap.place, contents: { try LabCopy.contents(of: shell.lab, in: $0) })
    }

    // MARK: Names

    @Test func `the lab may be named by a dot or by a link`() throws {
        let shell = try lab()
        let dot = run(["rewind", "--lab", "."], in: shell.lab)
        #expect(dot.code == 0, "\(dot)")
        #expect(try names(shell.lab).filter { $0.hasPrefix(".") } == [])
        symlink("t.lab", shell.scratch.path("link"))
        let link = shell.run("rewind", "--lab", "link")
        #expect(link.code == 0, "\(link)")
        #expect(status(shell.scratch.path("link")).st_mode & S_IFMT == S_IFLNK)
        #expect(status(shell.lab).st_mode & S_IFMT == S_IFDIR)
        #expect(
            shell.out("rewind", "--list", "--lab", "t.lab", "--format", "csv").split(separator: "\n").count
                == 3)
        #expect(try names(shell.scratch.path).filter { $0.hasPrefix(".") } == [])
    }

    @Test func `a new lab comes where a link leads, and not where one leads nowhere`() throws {
        let shell = try lab()
        mkdir(shell.scratch.path("room"), 0o755)
        symlink("room", shell.scratch.path("there.lab"))
        symlink("nowhere", shell.scratch.path("gone.lab"))
        _ = shell.out("branch", "t.lab", "there")
        #expect(try names(shell.scratch.path("room")).contains("lab.db"))
        let gone = shell.run("branch", "t.lab", "gone")
        #expect(gone.code == 73 && gone.err.contains("leads nowhere"), "\(gone)")
    }

    @Test func `a shell inside the lab is found again by the name it has for its folder`() throws {
        let shell = try lab()
        let program = try builtProgram()
        let script =
            "cd t.lab && '\(program)' rewind --quiet && '\(program)' lab show && '\(program)' rewind --list"
        let result = try runProgram("/bin/sh", ["-c", script], folder: shell.scratch.path)
        #expect(result.code == 0 && result.output.contains("1997-04-21 09:08"), "\(result)")
        let swap = try LabSwap(shell.lab, command: "test")
        try make(swap, shell, records: 1)
        #expect(try swap.finish() == nil)
    }

    // MARK: What else lies there

    @Test func `links, modes, files and names of any bytes go along as they are`() throws {
        let shell = try lab()
        try shell.scratch.write("elsewhere/big.txt", "much")
        try shell.scratch.write("t.lab/notes/secret.txt", "a secret")
        symlink("../elsewhere", shell.lab + "/out")
        symlink("/nowhere/at/all", shell.lab + "/notes/dangling")
        chmod(shell.lab + "/notes/secret.txt", 0o600)
        try shell.scratch.write("t.lab/locked/mine.txt", "mine")
        chmod(shell.lab + "/locked", 0o555)
        chmod(shell.lab + "/notes", 0o2770)
        chmod(shell.lab + "/lab.db", 0o660)
        chmod(shell.lab, 0o2770)
        let latin = "notes/".utf8CString.dropLast() + [CChar(bitPattern: 0xFC), 0]
        close(open(shell.lab.utf8CString.dropLast() + [0x2F] + latin, O_CREAT | O_WRONLY, 0o640))
        let file = status(shell.lab + "/notes/secret.txt").st_ino
        _ = shell.out("rewind")
        #expect(status(shell.lab + "/out").st_mode & S_IFMT == S_IFLNK)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: shell.lab + "/notes/dangling")
                == "/nowhere/at/all")
        #expect(status(shell.lab + "/notes/secret.txt").st_mode & 0o7777 == 0o600)
        #expect(status(shell.lab + "/notes/secret.txt").st_ino == file)
        #expect(status(shell.lab + "/notes/secret.txt").st_nlink == 1)
        for (path, mode) in [("/locked", 0o555), ("/notes", 0o2770), ("/lab.db", 0o660), ("", 0o2770)]
            as [(String, mode_t)]
        {
            #expect(status(shell.lab + path).st_mode & 0o7777 == mode, "\(path)")
        }
        var there = stat()
        #expect(lstat(shell.lab.utf8CString.dropLast() + [0x2F] + latin, &there) == 0)
        #expect(try names(shell.scratch.path).filter { $0.hasPrefix(".") } == [])
    }

    @Test func `a branch keeps modes, but for its owner's own rights`() throws {
        let shell = try lab(fidelity: "real")
        try shell.scratch.write("t.lab/notes/secret.txt", "a secret")
        symlink("secret.txt", shell.lab + "/notes/link")
        chmod(shell.lab + "/notes/secret.txt", 0o440)
        chmod(shell.lab + "/lab.db", 0o640)
        chmod(shell.lab, 0o2750)
        _ = shell.out("branch", "t.lab", "u")
        let copy = shell.scratch.path("u.lab")
        #expect(status(copy).st_mode & 0o7777 == 0o2750)
        #expect(status(copy + "/lab.db").st_mode & 0o7777 == 0o640)
        #expect(status(copy + "/notes/secret.txt").st_mode & 0o7777 == 0o640)
        #expect(status(copy + "/notes/link").st_mode & S_IFMT == S_IFLNK)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a FIFO is named before anything is made, and the lab stays`() throws {
        let shell = try lab()
        mkdir(shell.lab + "/notes", 0o755)
        mkfifo(shell.lab + "/notes/pipe", 0o644)
        let before = status(shell.lab).st_ino
        for words in [["rewind"], ["branch", "t.lab", "u"]] {
            let result = shell.run(words)
            #expect(result.code == 65 && result.err.contains("t.lab/notes/pipe"), "\(result)")
            #expect(result.err.contains("take it out of the lab's folder"), "\(result.err)")
        }
        #expect(status(shell.lab).st_ino == before)
        #expect(try names(shell.scratch.path).filter { $0.hasPrefix(".") } == [])
        unlink(shell.lab + "/notes/pipe")
        _ = shell.out("rewind")
    }

    // MARK: Ends in the middle

    @Test func `what an end in the middle left goes with the next try, and nothing else`() throws {
        let shell = try lab()
        for name in [
            ".t.lab.rewound-77", "..t.lab.rewound-78.new-78", ".t.lab.rewound-79.probe",
            ".t.lab.rewound-80.old",
            ".t.lab.rewound-other.lab.rewound-81", ".t.lab.rewound-notes", ".t.lab",
        ] {
            try shell.scratch.write("\(name)/lab.json5", "{}")
        }
        _ = shell.out("rewind")
        #expect(
            try names(shell.scratch.path).filter { $0.hasPrefix(".") }
                == [".t.lab", ".t.lab.rewound-notes", ".t.lab.rewound-other.lab.rewound-81"])
    }

    @Test func `kill -9 during a rewind leaves the lab as it was or as it is to be`() throws {
        let shell = try lab(fidelity: "real")
        try shell.scratch.write("t.lab/notes/mine.txt", "a note")
        let program = try builtProgram()
        let whole = try RecordedJournal(LabReader(shell.lab)).records
        var random = SystemRandomNumberGenerator()
        for _ in 0..<(isLongRun ? 200 : 12) {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = ["rewind", "--cycles", "3", "--lab", shell.lab]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(UInt32.random(in: 1_000...250_000, using: &random))
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
            process.waitUntilExit()
            #expect(shell.out("lab", "check") == "The lab is whole.\n")
            #expect(try shell.scratch.read("t.lab/notes/mine.txt") == Array("a note".utf8))
            if try RecordedJournal(LabReader(shell.lab)).records != whole {
                _ = shell.out("rewind", "--undo")
            }
            #expect(try RecordedJournal(LabReader(shell.lab)).records == whole)
        }
        _ = shell.out("rewind")
        #expect(try names(shell.scratch.path).filter { $0.hasPrefix(".") } == [])
    }

    // MARK: File systems that cannot

    private struct Refused: Error {}

    @Test func `a file system that exchanges no folders renames them`() throws {
        let shell = try lab()
        try shell.scratch.write("t.lab/notes/mine.txt", "a note")
        let swap = try LabSwap(shell.lab, command: "test", exchange: { _, _ in throw Refused() })
        try make(swap, shell, records: 1)
        try swap.finish()
        #expect(try RecordedJournal(LabReader(shell.lab)).records.count == 1)
        #expect(try shell.scratch.read("t.lab/notes/mine.txt") == Array("a note".utf8))
        #expect(try names(shell.scratch.path).filter { $0.hasPrefix(".") } == [])
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    @Test(arguments: [[], ["--lab", "t.lab"], ["--lab", "t.lab/"], ["--lab", "./t.lab"]] as [[String]])
    func `a lab that an end between two renames left without its name is put back`(words: [String]) throws {
        let shell = try lab()
        let before = shell.out("lab", "show")
        rename(shell.lab, shell.scratch.path(".t.lab.rewound-77.old"))
        let shown = shell.run(["lab", "show"] + words)
        #expect(shown.out == before, "\(shown)")
        #expect(try names(shell.scratch.path).filter { $0.hasPrefix(".") } == [])
        // Nor does another lab come into its place.
        rename(shell.lab, shell.scratch.path(".t.lab.rewound-77.old"))
        #expect(shell.run("lab", "create", "t.lab").code == 73)
        #expect(shell.out("lab", "show") == before)
    }

    @Test func `a lab whose place cannot be taken is refused before anything is made`() throws {
        guard getuid() == 0 else { return }
        let setpriv = "/usr/bin/setpriv"
        guard FileManager.default.isExecutableFile(atPath: setpriv) else {
            return print("skipped: no program setpriv")
        }
        let shell = try lab()
        chmod(shell.scratch.path, 0o755)
        chown(shell.lab, 65_534, 65_534)
        for name in try names(shell.lab) { chown(shell.lab + "/" + name, 65_534, 65_534) }
        let words = ["--reuid", "65534", "--regid", "65534", "--clear-groups", try builtProgram(), "rewind"]
        let refused = try runProgram(setpriv, words, folder: shell.scratch.path)
        #expect(refused.code == 77 && refused.output.contains("into the place of t.lab"), "\(refused)")
        #expect(refused.output.contains("the folder above it"), "\(refused)")
    }

    // MARK: Damaged labs

    @Test func `of two commands that see the same damage one makes the lab anew`() throws {
        let shell = try LabDamageTests.shell()
        try LabDamageTests.change(shell, "UPDATE Journal SET Who = 'MALLORY' WHERE Sequence = 3")
        let damaged = try shell.scratch.read("t.lab/lab.db")
        var found: [LabRecovery] = []
        for _ in 0..<2 {
            do {
                let database = try LabDatabase.open(shell.lab + "/lab.db", readOnly: true)
                try database.checkJournal()
            } catch {
                found.append(try #require(LabRecovery(shell.lab, after: error)))
            }
        }
        try #require(found.count == 2)
        #expect(try found[0].recover(command: "test")?.contains("lab.db.damaged-1") == true)
        _ = shell.out("run", "--summary")
        let journal = try RecordedJournal(LabReader(shell.lab)).records
        #expect(try found[1].recover(command: "test") == nil)
        #expect(try RecordedJournal(LabReader(shell.lab)).records == journal)
        #expect(try names(shell.lab).filter { $0.contains("damaged") } == ["lab.db.damaged-1"])
        #expect(try shell.scratch.read("t.lab/lab.db.damaged-1") == damaged)
    }

    @Test func `the write-ahead log of a damaged database is kept with it`() throws {
        let shell = try lab()
        let swap = try LabSwap(shell.lab, command: "test")
        try make(swap, shell, records: 1)
        try shell.scratch.write("t.lab/lab.db-wal", "a log")
        try swap.finish(keeping: "lab.db.damaged-1")
        #expect(try shell.scratch.read("t.lab/lab.db.damaged-1-wal") == Array("a log".utf8))
        #expect(FileManager.default.fileExists(atPath: shell.lab + "/lab.db.damaged-1"))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }
}
