import Foundation
import SiteModel
import TestKit
import Testing

@testable import SiteDatabase

/// What stands in free pages is no part of a lab: it is not taken for what its damaged pages held.
@Suite struct SalvageTests {
    /// A lab whose journal was taken back and went on otherwise, and what it was before.
    private struct Lab {
        let folder: ScratchFolder
        /// Its pages before the journal was taken back.
        let old: Data
        /// Its records.
        let records: [JournalRecord]
        let observations: [SourceObservation]
        /// Free pages that hold nothing else, from 1.
        let free: [Int]
        /// Where the trees of its tables begin.
        let roots: [String: Int]

        var path: String { folder.path("lab.db") }

        /// Writes its file with some pages of before put into free ones.
        func write(stale pages: [Int], change: (inout Data) throws -> Void) throws {
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(free.count >= pages.count)
            for (page, place) in zip(pages, free) {
                let range = ((place - 1) * 4_096)..<(place * 4_096)
                bytes.replaceSubrange(range, with: old[((page - 1) * 4_096)..<(page * 4_096)])
            }
            try change(&bytes)
            try bytes.write(to: URL(fileURLWithPath: path))
        }

        /// The pages of before that hold a text.
        func pages(with text: String) -> [Int] {
            stride(from: 0, to: old.count, by: 4_096).filter {
                old[$0..<($0 + 4_096)].range(of: Data(text.utf8)) != nil
            }.map { $0 / 4_096 + 1 }
        }

        func sound() throws -> SoundJournal {
            let database = try LabDatabase.open(path, readOnly: true)
            defer { try? database.close() }
            return database.soundJournal()
        }
    }

    private static func record(_ number: Int64, _ words: String) -> JournalRecord {
        // Two of them fill a page, so that the journal has leaves of its own.
        JournalRecord(
            sequence: number, instant: number, who: "ADMINISTRATOR", verb: "test",
            body: "\(words)-\(number) " + String(repeating: "x", count: 1_500))
    }

    /// Flips a bit of a text wherever it stands.
    private static func flip(_ text: String, in bytes: inout Data) throws {
        var from = bytes.startIndex
        var count = 0
        while let range = bytes.range(of: Data(text.utf8), in: from..<bytes.endIndex) {
            bytes[range.upperBound + 20] ^= 1
            from = range.upperBound
            count += 1
        }
        try #require(count > 0)
    }

    private static func lab() throws -> Lab {
        let folder = try ScratchFolder("sms12-salvage")
        let path = folder.path("lab.db")
        func look(_ number: Int64, _ words: String) -> SourceObservation {
            SourceObservation(sequence: number, ordinal: 0, name: "BPC00001", body: words)
        }
        let database = try LabDatabase.create(path)
        try database.transaction("test") {
            try database.setMeta("room", String(repeating: "r", count: 60_000))
        }
        try database.transaction("test") {
            for number in 0...12 as ClosedRange<Int64> {
                try database.appendJournal(record(number, number < 4 ? "common" : "gone"))
            }
            try database.putObservation(look(4, "gone look"))
        }
        try database.close()
        let old = try Data(contentsOf: URL(fileURLWithPath: path))
        let again = try LabDatabase.open(path)
        try again.transaction("test") {
            try again.cutJournal(behind: record(3, "common"), observations: 0)
            for number in 4...5 as ClosedRange<Int64> { try again.appendJournal(record(number, "here")) }
            try again.putObservation(look(4, "here look"))
            try again.setMeta("room", nil)
        }
        let records = try again.journal()
        let observations = try again.observations()
        let schema = try SchemaRow.all(of: again.connection, "test")
        // As a large lab is closed, whose rows stay where they are.
        try again.connection.close()
        var free: [Int] = []
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        var trunk = LabForm.number(bytes, 32)
        while trunk > 0 {
            let begin = (trunk - 1) * 4_096
            for leaf in 0..<LabForm.number(bytes, begin + 4) {
                free.append(LabForm.number(bytes, begin + 8 + 4 * leaf))
            }
            trunk = LabForm.number(bytes, begin)
        }
        return Lab(
            folder: folder, old: old, records: records, observations: observations, free: free.sorted(),
            roots: Dictionary(schema.map { ($0.name, Int($0.root)) }) { first, _ in first })
    }

    @Test func `the chain that ends as was noted is taken, and not the longer one of before`() throws {
        let lab = try Self.lab()
        let stale = (4...12).flatMap { lab.pages(with: "gone-\($0) ") }
        try lab.write(stale: Array(Set(stale)).sorted()) { try Self.flip("common-2 ", in: &$0) }
        let sound = try lab.sound()
        #expect(sound.records == lab.records && sound.isWhole, "\(sound.records.map { $0.body.prefix(9) })")
        #expect(sound.observations == lab.observations)
        #expect(sound.damage?.contains("in row 2 of Journal") == true, "\(sound.damage ?? "")")
    }

    @Test func `a record in which a byte is put back goes before a whole one of before`() throws {
        let lab = try Self.lab()
        try lab.write(stale: lab.pages(with: "gone-5 ") + lab.pages(with: "gone-4 ")) {
            try Self.flip("here-4 ", in: &$0)
        }
        let sound = try lab.sound()
        #expect(sound.records == lab.records && sound.isWhole, "\(sound.records.map { $0.body.prefix(9) })")
        #expect(sound.damage?.contains("in row 4 of Journal") == true, "\(sound.damage ?? "")")
    }

    @Test func `without the noted end, what stands in free pages is left alone`() throws {
        let lab = try Self.lab()
        let stale = (4...12).flatMap { lab.pages(with: "gone-\($0) ") }
        try lab.write(stale: Array(Set(stale)).sorted()) { bytes in
            try Self.flip("common-2 ", in: &bytes)
            // All facts are gone.
            let begin = (try #require(lab.roots["Meta"]) - 1) * 4_096
            bytes.replaceSubrange(begin..<(begin + 4_096), with: Data(count: 4_096))
        }
        let sound = try lab.sound()
        #expect(sound.records == lab.records, "\(sound.records.map { $0.body.prefix(9) })")
    }

    @Test func `of two looks the one that is part of the lab is taken`() throws {
        let lab = try Self.lab()
        try lab.write(stale: lab.pages(with: "gone look")) { bytes in
            // The engine finds no way to the rows, which are still there.
            bytes[(try #require(lab.roots["SourceObservations"]) - 1) * 4_096] = 0
        }
        let sound = try lab.sound()
        #expect(sound.observations == lab.observations, "\(sound.observations)")
        #expect(sound.records == lab.records && sound.isWhole)
    }

    // MARK: The sum

    @Test func `only of a file that was found sound the sum is noted`() throws {
        let folder = try ScratchFolder("sms12-sum")
        let path = folder.path("lab.db")
        func sum() throws -> [UInt8] { try readFile(folder.path("lab.sum")) }
        let database = try LabDatabase.create(path)
        try database.setMeta("room", "r")
        try database.close()
        let first = try sum()
        // Another program writes.
        let other = try Connection(path: path, mode: .write)
        try other.run("DELETE FROM Meta", doing: "test")
        try other.close()
        // Opened and closed without a look, as a log is brought into its file.
        try LabDatabase.open(path).close()
        #expect(try sum() == first)
        // A look that finds something.
        struct Found: Error {}
        let damaged = try LabDatabase.open(path)
        #expect(throws: Found.self) { try damaged.look { throw Found() } }
        try damaged.close()
        #expect(try sum() == first)
        let sound = try LabDatabase.open(path)
        var looks = 0
        try sound.look { looks += 1 }
        try sound.setMeta("room", "s")
        try sound.close()
        #expect(try looks == 1 && sum() != first)
        // From then on nothing is looked at closely.
        let again = try LabDatabase.open(path)
        try again.look { looks += 1 }
        // As a large lab is closed, whose rows stay where they are.
        try again.connection.close()
        #expect(looks == 1)
    }
}
