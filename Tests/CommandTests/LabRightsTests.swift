import Foundation
import Glibc
import SiteDatabase
import TestKit
import Testing

@testable import Commands

/// Labs that may not be written, and labs whose database is no database any more.
@Suite struct LabRightsTests {
    /// A lab that belongs to somebody without rights, and a way to run sms12 as that one.
    ///
    /// nil, with a line that says so, where no such user can be had.
    private func strangersLab() throws -> (
        shell: Shell, run: ([String]) throws -> (code: Int32, output: String)
    )? {
        let shell = try Shell.withPackage()
        _ = shell.out("run")
        let program = try builtProgram()
        guard getuid() == 0 else {
            return (shell, { try runProgram(program, $0, folder: shell.scratch.path) })
        }
        let setpriv = "/usr/bin/setpriv"
        guard FileManager.default.isExecutableFile(atPath: setpriv) else {
            print("skipped: no program setpriv")
            return nil
        }
        chmod(shell.scratch.path, 0o755)
        chown(shell.lab, 65_534, 65_534)
        for name in try FileManager.default.subpathsOfDirectory(atPath: shell.lab) {
            chown(shell.lab + "/" + name, 65_534, 65_534)
        }
        let words = ["--reuid", "65534", "--regid", "65534", "--clear-groups", program]
        return (shell, { try runProgram(setpriv, words + $0, folder: shell.scratch.path) })
    }

    /// What is taken away, and from what.
    static let rights: [(path: String, mode: mode_t)] = [
        ("", 0o555), ("/lab.db", 0o444), ("/lab.lock", 0o444),
    ]

    @Test(arguments: rights.indices) func `a lab that may not be written is named, and can be checked`(
        number: Int
    ) throws {
        guard let (shell, run) = try strangersLab() else { return }
        let (path, mode) = Self.rights[number]
        #expect(try run(["lab", "check"]).output == "The lab is whole.\n")
        chmod(shell.lab + path, mode)
        let refused = try run(["run"])
        #expect(refused.code == 77 && refused.output.contains("t.lab"), "\(refused)")
        #expect(refused.output.contains("work on a copy") && !refused.output.contains("PRAGMA"), "\(refused)")
        let before = try FirstJobLab.bytes(shell.lab)
        let checked = try run(["lab", "check"])
        #expect(checked.code == 0 && checked.output == "The lab is whole.\n", "\(checked)")
        FirstJobLab.expectSame(before, try FirstJobLab.bytes(shell.lab))
    }

    @Test func `a lab that may not be read is named`() throws {
        guard let (shell, run) = try strangersLab() else { return }
        chmod(shell.lab + "/lab.db", 0)
        for words in [["job", "list"], ["lab", "check"], ["run"]] {
            let refused = try run(words)
            #expect(refused.code == 77 && refused.output.contains("t.lab"), "\(refused)")
        }
    }

    @Test func `a folder where a file is to be written is no missing input`() throws {
        let shell = try Shell.withPackage()
        _ = shell.out("job", "create", "Editor", "--on", "site:BPC")
        let folder = shell.lab + "/servers/SRV1/D/SMS/SITE.SRV/SENDER.BOX/TOSEND/BPC00001.W00"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let (code, _, err) = shell.run("run", "--cycles", "3")
        #expect(code == 73 && err.contains("BPC00001.W00"), "\(code) \(err)")
    }

    @Test func `a database that is none any more is a finding`() throws {
        let shell = try Shell.withPackage()
        let path = shell.lab + "/lab.db"
        let whole = try readFile(path)
        func check(_ word: String) {
            let (code, _, err) = shell.run("lab", "check")
            #expect(code == 1 && err.contains(word), "\(code) \(err)")
            #expect(
                err.contains("restore lab.db from a copy of the lab")
                    || err.contains("`sms12 replay --repair` makes lab.db anew"), "\(err)")
            #expect(!err.contains("SQLite ") && !err.contains("SELECT") && !err.contains("PRAGMA"), "\(err)")
        }
        // A page in the middle, the head, the end, and the file itself.
        var torn = whole
        for place in 4_096..<min(40_960, torn.count) { torn[place] = 0x5A }
        try Data(torn).write(to: URL(fileURLWithPath: path))
        check("database-damaged")
        try Data("no database at all, but a text".utf8).write(to: URL(fileURLWithPath: path))
        check("database-damaged")
        try Data(whole.prefix(whole.count / 2)).write(to: URL(fileURLWithPath: path))
        check("database-damaged")
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        check("it is a folder")
        let (code, _, err) = shell.run("job", "list")
        #expect(code == 65 && err.contains("it is a folder"), "\(code) \(err)")
    }
}
