import Foundation
import SiteDatabase
import SiteModel
import TestKit
import Testing

@Suite struct MigratorTests {
    private static let second = Migrator(
        migrations: Migrator.current.migrations + [
            Migration(
                version: Migrator.current.newest + 1, name: "a column more",
                script: "ALTER TABLE Meta ADD COLUMN Extra TEXT; UPDATE Meta SET Extra = 'from ' || Name;")
        ])

    /// Makes a lab's database of the present version with one fact in it.
    private func makeLab(_ folder: ScratchFolder) throws -> String {
        let path = folder.path("lab.db")
        let database = try LabDatabase.create(path)
        try database.setMeta("colour", "red")
        try database.close()
        return path
    }

    @Test func `a newer program's database is refused, with both versions, and stays as it is`() throws {
        let folder = try ScratchFolder()
        let path = try makeLab(folder)
        let newer = Migrator.current.newest + 1
        try LabDatabase.open(path, readOnly: false, faults: nil, migrator: Self.second).close()
        let before = try readFile(path)
        for readOnly in [false, true] {
            let error = #expect(throws: LabDatabaseError.self) {
                try LabDatabase.open(path, readOnly: readOnly)
            }
            #expect(error == .newerVersion(path: path, found: newer, known: Migrator.current.newest))
            #expect(error?.description.contains("\(newer)") == true)
            #expect(error?.description.contains("\(Migrator.current.newest)") == true)
        }
        #expect(try readFile(path) == before)
    }

    @Test func `an older database goes forward with its content`() throws {
        let folder = try ScratchFolder()
        let path = try makeLab(folder)
        let reading = #expect(throws: LabDatabaseError.self) {
            try LabDatabase.open(path, readOnly: true, faults: nil, migrator: Self.second)
        }
        let known = Migrator.current.newest + 1
        #expect(reading == .olderVersion(path: path, found: known - 1, known: known))
        let database = try LabDatabase.open(path, readOnly: false, faults: nil, migrator: Self.second)
        #expect(try database.meta("colour") == "red")
        let sql = "SELECT Extra FROM Meta"
        let extra = try database.connection.withStatement(sql, doing: "test") { row throws(DatabaseError) in
            try row.step() ? row.text(0) : ""
        }
        #expect(extra == "from colour")
        #expect(try database.connection.integer("PRAGMA user_version", doing: "test") == Int64(known))
    }

    @Test func `a migration that fails anywhere leaves the older version whole`() throws {
        let folder = try ScratchFolder()
        let path = try makeLab(folder)
        let before = try readFile(path)
        var failures = 0
        for call in 1..<200 {
            let faults = StoreFaults(failAt: call, forever: true)
            do {
                _ = try LabDatabase.open(path, readOnly: false, faults: faults, migrator: Self.second)
                break
            } catch {
                failures += 1
            }
            let database = try LabDatabase.open(path)
            #expect(try database.meta("colour") == "red")
            #expect(
                try database.connection.integer("PRAGMA user_version", doing: "test")
                    == Int64(Migrator.current.newest))
            try database.close()
            #expect(try readFile(path) == before, "call \(call)")
        }
        // BEGIN, two statements of the script, two pragmas and COMMIT, each prepared and stepped, at least.
        #expect(failures > 12)
    }

    @Test func `files that are no lab's database are told apart`() throws {
        let folder = try ScratchFolder()
        let missing = folder.path("missing.db")
        for readOnly in [false, true] {
            #expect(throws: LabDatabaseError.missing(path: missing)) {
                try LabDatabase.open(missing, readOnly: readOnly)
            }
        }
        #expect(!FileManager.default.fileExists(atPath: missing), "looking makes no file")
        let text = try folder.write("text.db", String(repeating: "this is no database ", count: 100))
        let empty = try folder.write("empty.db", "")
        let other = folder.path("other.db")
        let connection = try Connection(path: other, mode: .create)
        try connection.run("CREATE TABLE Jobs (A)", doing: "test")
        try connection.close()
        for path in [text, empty, other] {
            let before = try readFile(path)
            for readOnly in [false, true] {
                let error = #expect(throws: LabDatabaseError.self) {
                    try LabDatabase.open(path, readOnly: readOnly)
                }
                guard case .notALab(path, _) = error else {
                    Issue.record("\(path): \(String(describing: error))")
                    continue
                }
            }
            #expect(try readFile(path) == before)
        }
        let lab = try makeLab(folder)
        #expect(throws: LabDatabaseError.exists(path: lab)) { try LabDatabase.create(lab) }
        #expect(throws: LabDatabaseError.self) {
            try LabDatabase.create(folder.path("no/such/folder/lab.db"))
        }
    }
}
