import Foundation
import SiteDatabase
import TestKit
import Testing

@testable import Commands

/// A byte changed in front of a record's values, where its length, its number and the kinds of its values stand, is put
/// back as one of the values is, and so is one in the numbers that say where a page's rows begin.
@Suite struct JournalHeadTests {
    /// A lab of ten records, its file, and where the rows of its journal stand in it.
    private struct Lab {
        let shell: Shell
        let file: Data
        /// For each record where its head stands, and where the number that leads to it does.
        let rows: [(head: Range<Int>, pointer: Range<Int>)]

        init() throws {
            shell = try LabDamageTests.shell()
            for word in ["off", "on", "off", "on"] { _ = shell.out("client", word, "PC1") }
            file = try Data(contentsOf: URL(fileURLWithPath: shell.lab + "/lab.db"))
            let connection = try Connection(path: shell.lab + "/lab.db", mode: .read)
            let root = try connection.integer(
                "SELECT rootpage FROM sqlite_schema WHERE name = 'Journal'", doing: "test")
            try connection.close()
            rows = Self.rows(Array(file), page: Int(root))
        }

        /// The rows below a page, in order.
        private static func rows(_ file: [UInt8], page: Int) -> [(Range<Int>, Range<Int>)] {
            let begin = (page - 1) * 4_096
            func short(_ place: Int) -> Int { Int(file[place]) << 8 | Int(file[place + 1]) }
            func long(_ place: Int) -> Int { short(place) << 16 | short(place + 2) }
            let isLeaf = file[begin] == 13
            let pointers = (0..<short(begin + 3)).map { begin + (isLeaf ? 8 : 12) + 2 * $0 }
            guard isLeaf else {
                return (pointers.map { long(begin + short($0)) } + [long(begin + 8)]).flatMap {
                    rows(file, page: $0)
                }
            }
            return pointers.map { pointer in
                let cell = begin + short(pointer)
                var record = cell
                // Its length, and its number.
                for _ in 0..<2 {
                    while file[record] >= 0x80 { record += 1 }
                    record += 1
                }
                return (cell..<(record + Int(file[record])), pointer..<(pointer + 2))
            }
        }

        /// Flips bits of a byte, repairs the lab and expects it as it was, byte for byte.
        ///
        /// - Parameters:
        ///   - place: The byte.
        ///   - bits: What is flipped.
        ///   - told: Text that has to be told besides.
        /// - Throws: The error of a file that cannot be read or written.
        func proveRepair(_ place: Int, _ bits: UInt8, _ told: String) throws {
            let what = "byte \(place), bits \(bits)"
            let path = URL(fileURLWithPath: shell.lab + "/lab.db")
            var bytes = file
            bytes[place] ^= bits
            try bytes.write(to: path)
            let repaired = shell.run("replay", "--repair")
            #expect(repaired.code == 0 && repaired.err.contains("nothing is lost"), "\(what): \(repaired)")
            #expect(repaired.err.contains(told), "\(what): \(repaired)")
            let isSame = try Data(contentsOf: path) == file
            #expect(isSame, "\(what)")
        }
    }

    /// What is flipped in each byte.
    private static let bits: [UInt8] = [1, 4, 0x80, 0xDF]

    /// Record 2 is long, and has numbers of two bytes in its head; record 7 is short.
    @Test(arguments: [2, 7]) func `a byte changed in the head of a record is put back`(number: Int) throws {
        let lab = try Lab()
        try #require(lab.rows.count == 10)
        for (offset, place) in lab.rows[number].head.enumerated() {
            let some = offset % 4 == number / 7 ? [Self.bits[(offset / 4 + number) % 4]] : []
            let all = isLongRun ? Self.bits : some
            for bits in all { try lab.proveRepair(place, bits, "byte \(place) of lab.db, ") }
        }
    }

    @Test func `nothing is lost where the way to a record is changed`() throws {
        let lab = try Lab()
        for number in [2, 7] {
            for (offset, place) in lab.rows[number].pointer.enumerated() {
                let some = offset == number / 7 ? [Self.bits[number % 4]] : []
                let all = isLongRun ? Self.bits : some
                for bits in all { try lab.proveRepair(place, bits, "lab.db was damaged") }
            }
        }
    }
}
