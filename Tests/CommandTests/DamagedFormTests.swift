import Foundation
import SiteDatabase
import TestKit
import Testing
import VirtualTime

@testable import Commands

/// A byte flipped in the header or in the schema of lab.db is found, named, and put back.
@Suite struct DamagedFormTests {
    /// A text that stands in the file once, or a place, and a word of what is said of it.
    static let damages: [(text: String, offset: Int, word: String)] = [
        ("CREATE TABLE Jobs (", 8, "in the text of table Jobs in its schema"),
        ("CREATE TABLE Journal (", 2, "in the text of table Journal in its schema"),
        ("JobStatus INTEGER NOT NULL", 3, "in its schema"),
        ("tableMetaMeta", 6, "of table Meta in its schema"),
        ("SQLite format 3", 3, "the mark of SQLite"), ("", 16, "the size of a page"),
        ("", 19, "how it is written"), ("", 30, "the number of pages"), ("", 47, "the format of its schema"),
        ("", 59, "the encoding of texts"), ("", 63, "the version of the schema"),
        ("", 70, "the number of sms12"),
    ]

    /// Flips a bit of lab.db; gives the place.
    private static func flip(_ shell: Shell, _ text: String, _ offset: Int, bit: UInt8 = 1) throws -> Int {
        let path = URL(fileURLWithPath: shell.lab + "/lab.db")
        var bytes = try Data(contentsOf: path)
        let begin = text.isEmpty ? 0 : try #require(bytes.range(of: Data(text.utf8))).lowerBound
        bytes[begin + offset] ^= bit
        try bytes.write(to: path)
        return begin + offset
    }

    @Test(arguments: damages.indices) func `it is named, shown without, and put back`(number: Int) throws {
        let (text, offset, word) = Self.damages[number]
        let shell = try LabDamageTests.shell()
        let list = shell.out("job", "list", "--format", "json")
        let whole = try readFile(shell.lab + "/lab.db")
        let place = try Self.flip(shell, text, offset)
        let damaged = try readFile(shell.lab + "/lab.db")
        let name = "byte \(place) of lab.db"
        let checked = shell.run("lab", "check")
        #expect(checked.code == 1 && checked.err.contains(name) && checked.err.contains(word), "\(checked)")
        #expect(checked.err.contains("`sms12 replay --repair`"), "\(checked.err)")
        // A command that reads shows the lab, and changes nothing.
        let shown = shell.run("job", "list", "--format", "json")
        #expect(shown.code == 0 && shown.out == list && shown.err.contains(name), "\(shown)")
        #expect(try readFile(shell.lab + "/lab.db") == damaged)
        // The repair puts the byte back, and nothing else changes.
        let repaired = shell.run("replay", "--repair")
        #expect(repaired.code == 0 && repaired.err.contains(name), "\(repaired)")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        // So does a command that changes the lab; the damaged file stays beside it.
        try Data(damaged).write(to: URL(fileURLWithPath: shell.lab + "/lab.db"))
        let run = shell.run("client", "off", "PC1")
        #expect(run.code == 0 && run.err.contains("nothing is lost"), "\(run)")
        #expect(try readFile(shell.lab + "/lab.db.damaged-1") == damaged)
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
        #expect(try readFile(shell.lab + "/lab.db").count == whole.count)
    }

    @Test func `a list of free pages that leads nowhere is found before anything is written`() throws {
        let shell = try LabDamageTests.shell()
        _ = try Self.flip(shell, "", 35, bit: 0x40)
        let list = shell.run("job", "list")
        #expect(list.code == 0, "\(list)")
        #expect(shell.run("lab", "check").code == 1)
        let run = shell.run("client", "off", "PC1")
        #expect(
            run.code == 0 && run.err.contains("free pages") && run.err.contains("lab.db.damaged-1"), "\(run)")
        #expect(shell.out("lab", "check") == "The lab is whole.\n")
    }

    @Test func `a table that is gone from the schema leaves a lab that its journal gives`() throws {
        let shell = try LabDamageTests.shell()
        let list = shell.out("job", "list", "--format", "json")
        try LabDamageTests.change(shell, "DROP TABLE Requests")
        let shown = shell.run("job", "list", "--format", "json")
        #expect(shown.code == 0 && shown.out == list && shown.err.contains("Requests is missing"), "\(shown)")
    }

    static let parts = 0..<(isLongRun ? 64 : 4)

    /// The first two pages: the header, the schema's root, and what comes behind it.
    @Test(arguments: parts) func `a bit flipped in the first pages ends no command otherwise than said`(
        part: Int
    )
        throws
    {
        let shell = try LabDamageTests.shell()
        let list = shell.out("job", "list", "--format", "json")
        let path = URL(fileURLWithPath: shell.lab + "/lab.db")
        let whole = try Data(contentsOf: path)
        var random = SeededGenerator(seed: UInt64(part) &* 7_919 &+ 3)
        for number in 0..<(isLongRun ? 128 : 40) {
            // Every third in the header, which is small.
            let place = Int(random.next(below: number % 3 == 0 ? 110 : 8_192))
            var bytes = whole
            bytes[place] ^= UInt8(1 << random.next(below: 8))
            try bytes.write(to: path)
            let shown = shell.run("job", "list", "--format", "json")
            #expect([0, 65].contains(shown.code), "byte \(place): \(shown)")
            #expect(shown.code == 0 ? shown.out == list : shown.out.isEmpty, "byte \(place): \(shown)")
            #expect(!shown.err.contains("SELECT"), "byte \(place): \(shown.err)")
        }
    }
}
