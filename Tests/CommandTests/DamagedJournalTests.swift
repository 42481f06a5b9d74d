import Foundation
import SiteDatabase
import TestKit
import Testing
import VirtualTime

@testable import Commands

/// A damaged journal is found and located, and the lab opens at the last sound command, with a message.
@Suite struct DamagedJournalTests {
    /// What is done to the journal, the record that is named, and how many commands are left.
    static let damages: [(sql: String, word: String, left: Int)] = [
        (
            "UPDATE Journal SET Body = replace(Body, 'Editor', 'Edinor') WHERE Sequence = 1",
            "row 1 of Journal", 1
        ),
        ("UPDATE Journal SET Who = 'MALLORY' WHERE Sequence = 3", "row 3 of Journal", 3),
        ("UPDATE Journal SET Instant = Instant + 70001 WHERE Sequence = 4", "row 4 of Journal", 4),
        ("DELETE FROM Journal WHERE Sequence = 2", "row 2 of Journal is missing", 2),
        ("DELETE FROM Journal WHERE Sequence = 5", "last records", 5),
        ("UPDATE SourceObservations SET Body = replace(Body, '9', '8')", "SourceObservations", 5),
    ]

    @Test(arguments: damages.indices) func `the lab opens at the last sound command`(number: Int) throws {
        let (sql, word, left) = Self.damages[number]
        let shell = try LabDamageTests.shell()
        let whole = try RecordedJournal(LabReader(shell.lab)).records
        // Two packages, two jobs and a run besides the lab itself.
        #expect(whole.count == 6)
        try LabDamageTests.change(shell, sql)
        let jobs = whole.prefix(left).filter { $0.verb == "job.create" }.count
        let shown = shell.run("job", "list", "--format", "json")
        #expect(shown.code == 0 && shown.err.contains(word), "\(shown)")
        #expect(shown.err.contains("record \(left - 1) of its journal"), "\(shown.err)")
        #expect(shown.out.split(separator: "\"id\"").count == jobs + 1, "\(shown.out)")
        let checked = shell.run("lab", "check")
        #expect(
            checked.code == 1 && checked.err.contains("Journal") || checked.err.contains(word), "\(checked)")
        // A command that changes the lab goes on from there, and the damaged file stays.
        let run = shell.run("run", "--summary")
        #expect(run.code == 0 && run.err.contains(word) && run.err.contains("lab.db.damaged-1"), "\(run)")
        #expect(FileManager.default.fileExists(atPath: shell.lab + "/lab.db.damaged-1"))
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(shell.run("replay").code == 0)
        #expect(
            try RecordedJournal(LabReader(shell.lab)).records.prefix(left).map(\.body)
                == whole.prefix(left).map(\.body))
        #expect(!shell.run("run", "--summary").err.contains("damaged"))
    }

    @Test func `without its first record nothing can be made of a lab, and nothing is changed`() throws {
        let shell = try LabDamageTests.shell()
        try LabDamageTests.change(shell, "UPDATE Journal SET Who = 'x' WHERE Sequence = 0")
        let before = try Data(contentsOf: URL(fileURLWithPath: shell.lab + "/lab.db"))
        for words in [["run"], ["job", "list"], ["rewind"], ["journal", "export"]] {
            let result = shell.run(words)
            #expect(result.code == 65 && result.err.contains("row 0 of Journal"), "\(words): \(result)")
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: shell.lab + "/lab.db")) == before)
    }

    /// What one changed byte does to a record, and what is said of it: the checksum tells which byte it is and what it was.
    static let bytes: [(sql: String, word: String)] = [
        ("UPDATE Journal SET Instant = Instant + 1 WHERE Sequence = 4", "in row 4 of Journal"),
        ("UPDATE Journal SET Who = 'BDMINISTRATOR' WHERE Sequence = 0", "in row 0 of Journal"),
        (
            "UPDATE Journal SET Body = replace(Body, '\"lab\"', '\"lac\"') WHERE Sequence = 0",
            "in row 0 of Journal, is 0x63 (c) and not 0x62 (b)"
        ),
        (
            "UPDATE Journal SET Verb = substr(Verb, 1, length(Verb) - 1) || 'x' WHERE Sequence = 2",
            "in row 2 of Journal, is 0x78 (x) and not 0x65 (e)"
        ),
        (
            "UPDATE Journal SET Checksum = Checksum + 1 WHERE Sequence = 3",
            "in the checksum of row 3 of Journal"
        ),
        (
            "UPDATE Journal SET Checksum = Checksum - 1 WHERE Sequence = 5",
            "in the checksum of row 5 of Journal"
        ),
        (
            "UPDATE SourceObservations SET Name = 'X' || substr(Name, 2) WHERE Ordinal = 0",
            "in a row of SourceObservations"
        ),
        ("UPDATE Journal SET Sequence = 77 WHERE Sequence = 1", "row 1 of Journal has the number 77"),
    ]

    @Test(arguments: bytes.indices) func `a changed byte of a record is put back, and nothing is lost`(
        number: Int
    )
        throws
    {
        let (sql, word) = Self.bytes[number]
        let shell = try LabDamageTests.shell()
        let (journal, jobs) = (shell.out("journal", "export"), shell.out("job", "list"))
        try LabDamageTests.change(shell, sql)
        let shown = shell.run("job", "list")
        #expect(shown.code == 0 && shown.out == jobs, "\(shown)")
        #expect(shown.err.contains(word) && shown.err.contains("nothing is lost"), "\(shown.err)")
        let repaired = shell.run("replay", "--repair")
        #expect(repaired.code == 0 && repaired.err.contains(word), "\(repaired)")
        #expect(repaired.err.contains("nothing is lost"), "\(repaired.err)")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(shell.out("journal", "export") == journal && shell.out("job", "list") == jobs)
        #expect(shell.run("replay").code == 0)
    }

    @Test func `a repair tells what is lost by its exit code`() throws {
        let shell = try LabDamageTests.shell()
        try LabDamageTests.change(shell, "UPDATE Journal SET Who = 'MALLORY' WHERE Sequence = 3")
        let repaired = shell.run("replay", "--repair")
        #expect(repaired.code == 3 && repaired.err.contains("row 3 of Journal"), "\(repaired)")
        #expect(repaired.err.contains("record 2 of its journal"), "\(repaired.err)")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    @Test func `a damaged line that a rewind set aside is left out by a repair, and the others stay`() throws
    {
        let shell = try LabDamageTests.shell()
        for _ in 1...2 { _ = shell.out("rewind", "--cycles", "2") }
        try LabDamageTests.change(
            shell, "UPDATE SetAside SET Body = Body || ' ' WHERE Line = 1 AND Ordinal = 0")
        let refused = shell.run("rewind", "--list")
        #expect(refused.code == 65 && refused.err.contains("sms12 replay --repair"), "\(refused)")
        let repaired = shell.run("replay", "--repair")
        #expect(repaired.code == 3 && repaired.err.contains("line 1"), "\(repaired)")
        let lines = try shell.list("rewind", "--list")
        #expect(lines.count == 1, "\(lines)")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    static let seeds = 0..<(isLongRun ? 400 : 8)

    @Test(arguments: seeds) func `a byte flipped anywhere in lab.db is found or changes nothing`(seed: Int)
        throws
    {
        let shell = try LabDamageTests.shell()
        let (journal, jobs) = (shell.out("journal", "export"), shell.out("job", "list"))
        let path = URL(fileURLWithPath: shell.lab + "/lab.db")
        var bytes = try Data(contentsOf: path)
        var random = SeededGenerator(seed: UInt64(seed) &* 7_919 &+ 5)
        var place = Int(random.next(below: UInt64(bytes.count)))
        // Every other one in the head of a page, where the engine looks for its way.
        if seed % 2 == 1 { place = place / 4_096 * 4_096 + Int(random.next(below: 40)) }
        bytes[place] ^= UInt8(1 << random.next(below: 8))
        try bytes.write(to: path)
        let check = shell.run("lab", "check")
        #expect([0, 1, 65].contains(check.code), "byte \(place): \(check)")
        // What is shown is what was there, or it is said.
        let shown = shell.run("job", "list")
        #expect(shown.code == 0 || shown.code == 65, "byte \(place): \(shown)")
        if shown.code == 0, check.code == 0 || place % 4_096 < 40 {
            #expect(shown.out == jobs || shown.err.contains("damaged"), "byte \(place): \(shown)")
        }
        if check.code == 0 {
            // What no row uses may hold anything.
            #expect(shell.out("journal", "export") == journal, "byte \(place)")
            #expect(shell.run("replay").code == 0, "byte \(place)")
            return
        }
        let repaired = shell.run("replay", "--repair")
        #expect([0, 3, 65].contains(repaired.code), "byte \(place): \(repaired)")
        guard repaired.code != 65 else {
            // Without its beginning nothing can be made of a journal.
            #expect(repaired.err.contains("row 0 of Journal"), "byte \(place): \(repaired)")
            return
        }
        #expect(shell.out("lab", "check") == "The lab is whole.\n", "byte \(place)")
        #expect(shell.run("replay").code == 0, "byte \(place)")
        if repaired.code == 0 {
            #expect(shell.out("journal", "export") == journal, "byte \(place)")
            #expect(shell.out("job", "list") == jobs, "byte \(place)")
        }
    }
}
