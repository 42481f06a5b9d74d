import Foundation
import SiteDatabase
import SiteModel
import TestKit
import Testing
import VirtualTime

@testable import Commands

/// Damage to lab.db is told of for as long as it is there, and mended as far as the file says what it was.
@Suite struct DamagedFileTests {
    private static func bytes(_ shell: Shell) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: shell.lab + "/lab.db"))
    }

    private static func write(_ bytes: Data, _ shell: Shell) throws {
        try bytes.write(to: URL(fileURLWithPath: shell.lab + "/lab.db"))
    }

    /// Where the trees of the lab's tables begin.
    private static func roots(_ shell: Shell) throws -> [(name: String, page: Int)] {
        let connection = try Connection(path: shell.lab + "/lab.db", mode: .read)
        let roots = try connection.withStatement(
            "SELECT name, rootpage FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name",
            doing: "test"
        ) { row throws(DatabaseError) in
            var found: [(name: String, page: Int)] = []
            while try row.step() { found.append((row.text(0), Int(row.integer(1)))) }
            return found
        }
        try connection.close()
        return roots
    }

    // MARK: The sum

    @Test func `a command that fails leaves damage to be told of`() throws {
        let shell = try LabDamageTests.shell()
        try LabDamageTests.changeOutside(shell, "UPDATE Machines SET Domain = 'XLANT' WHERE Name = 'PC5'")
        let list = shell.run("client", "list")
        #expect(list.err.contains("lab.db is damaged") && !list.out.contains("XLANT"), "\(list)")
        // What cannot be moved along keeps the lab from being made anew.
        try #require(mkfifo(shell.lab + "/pipe", 0o600) == 0)
        let sum = try readFile(shell.lab + "/lab.sum")
        #expect(shell.run("run", "--summary").code == 65)
        #expect(try readFile(shell.lab + "/lab.sum") == sum)
        #expect(shell.run("client", "list").err == list.err)
        try FileManager.default.removeItem(atPath: shell.lab + "/pipe")
        #expect(shell.run("run", "--summary").err.contains("nothing is lost"))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    @Test func `damage without a sum is not noted as sound`() throws {
        let shell = try LabDamageTests.shell()
        try FileManager.default.removeItem(atPath: shell.lab + "/lab.sum")
        try LabDamageTests.changeOutside(shell, "UPDATE Machines SET Domain = 'XLANT' WHERE Name = 'PC5'")
        let run = shell.run("run", "--summary")
        #expect(run.code == 0 && run.err.contains("nothing is lost"), "\(run)")
        #expect(!shell.out("client", "list").contains("XLANT"))
    }

    @Test func `a repair that ends with an error notes nothing`() throws {
        let shell = try LabDamageTests.shell()
        try LabDamageTests.changeOutside(shell, "UPDATE Machines SET Domain = 'XLANT' WHERE Name = 'PC5'")
        let sum = try readFile(shell.lab + "/lab.sum")
        try LabRepair(shell.lab, command: "test").close()
        try LabCopy.foldLog(of: shell.lab)
        #expect(try readFile(shell.lab + "/lab.sum") == sum)
        #expect(shell.run("client", "list").err.contains("lab.db is damaged"))
    }

    @Test func `a lab that goes back from a checkpoint leaves nothing damaged in its rows`() throws {
        let shell = try LabCutTests().lab()
        try LabDamageTests.changeOutside(
            shell, "UPDATE Machines SET Domain = 'XLANT' WHERE Name IN ('PC5', 'PC599')")
        let reader = try LabReader(shell.lab)
        let whole = try RecordedJournal(reader)
        let wanted = try whole.prefix(to: try reader.now() - 3_600_000)
        let cut = try #require(
            try LabCut(shell.lab, reader.database, whole, wanted, command: "test", leastEvents: 0))
        #expect(throws: CheckpointDamage.self) {
            try cut.make(shell.scratch.path("cut.lab"), contents: { _ in })
        }
        var making = LabMaking(folder: shell.lab, current: whole, wanted: wanted, command: "test")
        making.leastEvents = 0
        try making.make(
            shell.scratch.path("new.lab"), contents: { try LabCopy.contents(of: shell.lab, in: $0) })
        #expect(shell.out("lab", "check", "--lab", "new.lab") == "The lab is whole.\n")
        #expect(!shell.out("client", "list", "--lab", "new.lab").contains("XLANT"))
    }

    // MARK: A file whose end is gone

    /// Whether all of the record that made the lab is in a file, in whatever pages.
    private static func hasBeginning(_ shell: Shell, _ whole: Data, _ cut: Data) throws -> Bool {
        let body = Array(try RecordedJournal(LabReader(shell.lab)).records[0].body.utf8)
        // A piece that two pages share is in neither.
        return stride(from: 0, to: body.count - 20, by: 20).allSatisfy {
            let piece = Data(body[$0..<($0 + 20)])
            return whole.range(of: piece) == nil || cut.range(of: piece) != nil
        }
    }

    @Test(arguments: [1, 3, 8, 16]) func `a file whose end is gone is made anew`(pages: Int) throws {
        let shell = try LabDamageTests.shell()
        let lists = [["job", "list"], ["client", "list"], ["trace", "list"]]
        let before = lists.map { shell.run($0).out }
        let whole = try Self.bytes(shell)
        try #require(whole.count > pages * 4_096)
        let cut = whole.prefix(whole.count - pages * 4_096)
        let hasBeginning = try Self.hasBeginning(shell, whole, cut)
        try Self.write(cut, shell)
        guard hasBeginning else {
            // Nothing can be made of it, and nothing is changed.
            for words in lists + [["run", "--summary"], ["replay", "--repair"]] {
                #expect(shell.run(words).code == 65, "\(words)")
            }
            return #expect(try Self.bytes(shell) == cut)
        }
        for (words, out) in zip(lists, before) {
            let shown = shell.run(words)
            #expect(shown.code == 0 && shown.err.contains("lab.db is damaged"), "\(words): \(shown)")
            #expect(!shown.err.contains("nothing is lost") || shown.out == out, "\(words): \(shown)")
        }
        for words in [["run", "--summary"], ["replay", "--repair"]] {
            try Self.write(cut, shell)
            let mended = shell.run(words)
            #expect([0, 3].contains(mended.code), "\(words): \(mended)")
            #expect(!mended.err.contains("put back"), "\(words): \(mended)")
            #expect(try Data(readFile(shell.lab + "/lab.db.damaged-1")) == cut)
            #expect(shell.out("lab", "check") == "The lab is whole.\n", "\(words)")
            #expect(shell.run("trace", "list").code == 0 && shell.run("replay").code == 0)
        }
    }

    @Test func `a file that lost so many pages that their number differs in two bytes is made anew`() throws {
        let shell = try LabDamageTests.shell()
        let database = try LabDatabase.open(shell.lab + "/lab.db")
        // Behind the journal, which must be left.
        try database.putSnapshotPage("room", page: 0, [UInt8](repeating: 7, count: 2_000_000))
        try database.close()
        let whole = try Self.bytes(shell)
        let pages = whole.count / 4_096
        try #require(pages > 512)
        try Self.write(whole.prefix((pages / 256 * 256 - 1) * 4_096), shell)
        let run = shell.run("run", "--summary")
        #expect(run.code == 0 && run.err.contains("lab.db ends behind"), "\(run)")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    /// Of a flipped key the engine finds neither the row's whole nor its own count of them.
    @Test(arguments: ["Drives", "Shares", "Archives"], [UInt8(1), 4, 32])
    func `a flipped byte in a key is mended`(table: String, bit: UInt8) throws {
        let shell = try LabDamageTests.shell()
        let connection = try Connection(path: shell.lab + "/lab.db", mode: .read)
        let root = Int(
            try connection.integer(
                "SELECT rootpage FROM sqlite_schema WHERE name = '\(table)'", doing: "looking for a table"))
        try connection.close()
        let before = try Self.bytes(shell)
        for text in ["BPC", "SRV1"] {
            var bytes = before
            let page = ((root - 1) * 4_096)..<(root * 4_096)
            guard let place = bytes.range(of: Data(text.utf8), in: page) else { continue }
            bytes[place.lowerBound] ^= bit
            try Self.write(bytes, shell)
            let repair = shell.run("replay", "--repair")
            #expect(repair.code == 0, "\(text): \(repair)")
            #expect(shell.out("lab", "check") == "The lab is whole.\n", "\(text)")
        }
    }

    @Test func `a file that ends in the middle of a page is made anew`() throws {
        let shell = try LabDamageTests.shell()
        try Self.write(try Self.bytes(shell).dropLast(100), shell)
        #expect(shell.run("job", "list").code == 0)
        #expect([0, 3].contains(shell.run("replay", "--repair").code))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    @Test func `a repair that puts a byte back keeps the damaged file`() throws {
        let shell = try LabDamageTests.shell()
        var bytes = try Self.bytes(shell)
        bytes[59] ^= 1
        try Self.write(bytes, shell)
        let repaired = shell.run("replay", "--repair")
        #expect(repaired.code == 0 && repaired.err.contains("kept as lab.db.damaged-1"), "\(repaired)")
        #expect(try Data(readFile(shell.lab + "/lab.db.damaged-1")) == bytes)
    }

    @Test func `a byte is put back only where nothing else is damaged`() throws {
        let shell = try LabDamageTests.shell()
        let list = shell.out("client", "list")
        var bytes = try Self.bytes(shell)
        bytes[59] ^= 1
        let root = try #require(try Self.roots(shell).first { $0.name == "Machines" }).page
        bytes.replaceSubrange(((root - 1) * 4_096)..<(root * 4_096), with: Data(count: 4_096))
        try Self.write(bytes, shell)
        let shown = shell.run("client", "list")
        #expect(shown.code == 0 && shown.out == list, "\(shown)")
        let run = shell.run("client", "off", "PC1")
        #expect(run.code == 0 && run.err.contains("nothing is lost"), "\(run)")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    // MARK: The pages that trees begin on

    @Test(arguments: 0..<(isLongRun ? 16 : 4))
    func `a bit flipped at the head of a tree is mended by a repair, and by the next command`(part: Int)
        throws
    {
        let shell = try LabDamageTests.shell()
        let (journal, jobs) = (shell.out("journal", "export"), shell.out("job", "list"))
        let whole = try Self.bytes(shell)
        let roots = try Self.roots(shell)
        for (place, root) in roots.enumerated() {
            // Each table in each part; facts, without which nothing is opened, more often.
            let offsets =
                isLongRun
                ? [part]
                : root.name == "Meta" ? [part, 9 + part] : place % 4 == part ? [3 + place / 4 % 2] : []
            for offset in offsets {
                for bit in isLongRun ? Array(0..<8) : [(place + part) % 8] {
                    let what = "byte \(offset) of the tree of \(root.name), bit \(bit)"
                    var bytes = whole
                    bytes[(root.page - 1) * 4_096 + offset] ^= UInt8(1 << bit)
                    try Self.write(bytes, shell)
                    let words = offset % 2 == 0 ? ["run", "--summary"] : ["replay", "--repair"]
                    let shown = shell.run("job", "list")
                    #expect(shown.code == 0 && shown.out == jobs, "\(what): \(shown)")
                    let mended = shell.run(words)
                    #expect(mended.code == 0, "\(what): \(mended)")
                    #expect(shell.out("lab", "check") == "The lab is whole.\n", "\(what)")
                    if words[0] == "replay" { #expect(shell.out("journal", "export") == journal, "\(what)") }
                }
            }
        }
    }

    // MARK: What commands saw

    @Test(arguments: [["replay", "--repair"], ["run", "--summary"]])
    func `without what a command saw the lab stands at the command before`(words: [String]) throws {
        let shell = try LabDamageTests.shell()
        let root = try #require(try Self.roots(shell).first { $0.name == "SourceObservations" }).page
        var bytes = try Self.bytes(shell)
        bytes.replaceSubrange(((root - 1) * 4_096)..<(root * 4_096), with: Data(count: 4_096))
        try Self.write(bytes, shell)
        let shown = shell.run("job", "list")
        #expect(shown.code == 0 && !shown.err.contains("nothing is lost"), "\(shown)")
        #expect(shown.err.contains("holds no observation "), "\(shown)")
        let mended = shell.run(words)
        #expect(mended.code == (words[0] == "replay" ? 3 : 0), "\(mended)")
        #expect(mended.err.contains("holds no observation "), "\(mended)")
        #expect(mended.err.contains("cannot be told any more"), "\(mended)")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(shell.run("replay").code == 0)
    }

    // MARK: Lines that were set aside

    @Test func `a changed byte of a line that was set aside is put back`() throws {
        let shell = try LabDamageTests.shell()
        for _ in 1...2 { _ = shell.out("rewind", "--cycles", "2") }
        let before = shell.out("rewind", "--list")
        try LabDamageTests.change(
            shell,
            "UPDATE SetAside SET Body = replace(Body, '\"fork\"', '\"forl\"') WHERE Line = 1 AND Ordinal = 0"
        )
        #expect(shell.run("rewind", "--list").code == 65)
        let repaired = shell.run("replay", "--repair")
        #expect(repaired.code == 0 && repaired.err.contains("in a row of SetAside"), "\(repaired)")
        #expect(shell.out("rewind", "--list") == before)
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    @Test func `lines are found where the way to them is damaged`() throws {
        let shell = try LabDamageTests.shell()
        for _ in 1...2 { _ = shell.out("rewind", "--cycles", "2") }
        let before = shell.out("rewind", "--list")
        let root = try #require(try Self.roots(shell).first { $0.name == "SetAside" }).page
        var bytes = try Self.bytes(shell)
        bytes[(root - 1) * 4_096] = 0
        try Self.write(bytes, shell)
        #expect(shell.run("rewind", "--list").out == before)
        #expect(shell.run("replay", "--repair").code == 0)
        #expect(shell.out("rewind", "--list") == before)
    }

    // MARK: What is said

    @Test func `a repair that fails does not advise itself`() throws {
        let shell = try LabDamageTests.shell()
        try LabDamageTests.change(shell, "UPDATE Journal SET Who = 'x' WHERE Sequence = 0")
        let repaired = shell.run("replay", "--repair")
        #expect(repaired.code == 65 && repaired.err.contains("row 0 of Journal"), "\(repaired)")
        #expect(!repaired.err.contains("--repair") && repaired.err.contains("copy of the lab"), "\(repaired)")
    }

    // MARK: Beside a writer

    @Test func `a lab is not called damaged while it is written to`() async throws {
        let shell = try LabDamageTests.shell()
        let lab = shell.lab
        let program = try builtProgram()
        let writing = Task.detached {
            for _ in 0..<(isLongRun ? 400 : 30) {
                let run = try runProgram(program, ["run", "--cycles", "1", "--summary", "--lab", lab])
                #expect(run.code == 0, "\(run)")
            }
        }
        let isOver = Flag()
        let watching = Task {
            _ = await writing.result
            isOver.set()
        }
        var reads = 0
        while !isOver.isSet {
            let shown = shell.run("job", "list")
            #expect(shown.code == 0 && !shown.err.contains("damaged"), "read \(reads): \(shown)")
            reads += 1
            await Task.yield()
        }
        await watching.value
        try await writing.value
        #expect(reads > 0)
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    /// Set by one task and asked by another one.
    private final class Flag: @unchecked Sendable {
        private let lock = NSLock()
        private var value = false
        var isSet: Bool { lock.withLock { value } }
        func set() { lock.withLock { value = true } }
    }

    @Test func `a reader that looked at the file still keeps its log from being taken away`() throws {
        let shell = try LabDamageTests.shell()
        let reader = try LabReader(shell.lab)
        try reader.database.look {}
        let run = try runProgram(
            try builtProgram(), ["run", "--cycles", "1", "--summary", "--lab", shell.lab])
        #expect(run.code == 0, "\(run)")
        #expect(FileManager.default.fileExists(atPath: shell.lab + "/lab.db-wal"))
        try reader.database.close()
    }
}
