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
        ("UPDATE Journal SET Instant = Instant + 1 WHERE Sequence = 4", "row 4 of Journal", 4),
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

    static let seeds = 0..<(isLongRun ? 400 : 12)

    @Test(arguments: seeds) func `a byte flipped anywhere in lab.db is found or changes nothing`(seed: Int)
        throws
    {
        let shell = try LabDamageTests.shell()
        let journal = shell.out("journal", "export")
        let path = URL(fileURLWithPath: shell.lab + "/lab.db")
        var bytes = try Data(contentsOf: path)
        var random = SeededGenerator(seed: UInt64(seed) &* 7_919 &+ 5)
        let place = Int(random.next(below: UInt64(bytes.count)))
        bytes[place] ^= UInt8(1 << random.next(below: 8))
        try bytes.write(to: path)
        let check = shell.run("lab", "check")
        #expect([0, 1, 65].contains(check.code), "byte \(place): \(check)")
        if check.code == 0 {
            // What no row uses may hold anything.
            #expect(shell.out("journal", "export") == journal, "byte \(place)")
            #expect(shell.run("replay").code == 0, "byte \(place)")
        }
        let run = shell.run("run", "--summary")
        #expect([0, 65, 74].contains(run.code), "byte \(place): \(run)")
        if run.code == 0, run.err.contains("was damaged") {
            let after = shell.run("lab", "check")
            #expect(after.code == 0, "byte \(place): \(after)")
        }
    }
}
