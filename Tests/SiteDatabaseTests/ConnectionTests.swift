import Foundation
import SiteDatabase
import SiteModel
import TestKit
import Testing

@Suite struct ConnectionTests {
    private func connection(_ faults: StoreFaults? = nil) throws -> Connection {
        let connection = try Connection(path: "", mode: .create, faults: faults)
        try connection.run("CREATE TABLE T (A INTEGER PRIMARY KEY, B TEXT) STRICT", doing: "test")
        return connection
    }

    private func count(_ connection: Connection) throws -> Int64 {
        try connection.integer("SELECT count(*) FROM T", doing: "test")
    }

    @Test func `an error tells the code, the engine's words, the SQL and what was being done`() throws {
        let connection = try connection()
        try connection.run("INSERT INTO T VALUES (1, 'x')", doing: "test")
        let sql = "INSERT INTO T VALUES (1, 'y')"
        let error = #expect(throws: DatabaseError.self) { try connection.run(sql, doing: "adding a row") }
        // SQLITE_CONSTRAINT_PRIMARYKEY is 19 + 6 * 256.
        #expect(error?.code == 1_555)
        #expect(error?.primaryCode == 19)
        #expect(error?.sql == sql)
        #expect(error?.doing == "adding a row")
        #expect(error?.message.contains("UNIQUE") == true)
        #expect(error?.storeError.code == 1_555)
        let unknown = #expect(throws: DatabaseError.self) { try connection.run("SELEC 1", doing: "asking") }
        #expect(unknown?.description.hasPrefix("asking: ") == true)
    }

    @Test func `a wrong number of values is refused before anything happens`() throws {
        let connection = try connection()
        for values in [[], [.integer(1)], [.integer(1), .text("a"), .null]] as [[FieldValue]] {
            #expect(throws: DatabaseError.self) {
                try connection.run("INSERT INTO T VALUES (?, ?)", values, doing: "test")
            }
        }
        #expect(try count(connection) == 0)
    }

    @Test func `a statement may be used while it is in use`() throws {
        let connection = try connection()
        try connection.runScript(
            "INSERT INTO T VALUES (1, 'a'); INSERT INTO T VALUES (2, 'b');\n", doing: "test")
        let sql = "SELECT A FROM T ORDER BY A"
        var pairs: [Int64] = []
        try connection.withStatement(sql, doing: "outer") { outer throws(DatabaseError) in
            while try outer.step() {
                let first = outer.integer(0)
                try connection.withStatement(sql, doing: "inner") { inner throws(DatabaseError) in
                    while try inner.step() { pairs.append(first * 10 + inner.integer(0)) }
                }
            }
        }
        #expect(pairs == [11, 12, 21, 22])
    }

    @Test func `a script stops at its first fault and says which statement it was`() throws {
        let connection = try connection()
        let script =
            "INSERT INTO T VALUES (1, 'a;b'); INSERT INTO T VALUES (1, 'c'); INSERT INTO T VALUES (2, 'd')"
        let error = #expect(throws: DatabaseError.self) { try connection.runScript(script, doing: "test") }
        #expect(error?.sql.contains("'c'") == true)
        #expect(try count(connection) == 1)
        try connection.runScript("", doing: "test")
        try connection.runScript(" \n-- only a remark\n", doing: "test")
    }

    @Test func `a transaction whose work fails leaves nothing`() throws {
        struct Stop: Error {}
        let connection = try connection()
        #expect(throws: Stop.self) {
            try connection.transaction("test") {
                try connection.run("INSERT INTO T VALUES (1, 'x')", doing: "test")
                throw Stop()
            }
        }
        #expect(try count(connection) == 0)
        #expect(throws: DatabaseError.self, "transactions do not nest") {
            try connection.transaction("outer") { try connection.transaction("inner") {} }
        }
        let result = try connection.transaction("test") {
            try connection.run("INSERT INTO T VALUES (1, 'x')", doing: "test")
            return 7
        }
        #expect(result == 7)
        #expect(try count(connection) == 1)
    }

    @Test func `an injected fault comes at its call, once or for good`() throws {
        let counter = StoreFaults()
        let counted = try connection(counter)
        let before = counter.calls
        _ = try count(counted)
        #expect(counter.calls == before + 2, "one preparation and one step")
        for forever in [false, true] {
            let faults = StoreFaults(failAt: before + 2, forever: forever)
            let connection = try connection(faults)
            let error = #expect(throws: DatabaseError.self) { try count(connection) }
            #expect(error?.code == 10)
            #expect(error?.message == "injected fault at call \(before + 2)")
            if forever {
                #expect(throws: DatabaseError.self) { try count(connection) }
            } else {
                #expect(try count(connection) == 0)
            }
        }
    }

    @Test func `a connection that could not roll back does nothing more`() throws {
        let faults = StoreFaults()
        let connection = try connection(faults)
        #expect(throws: DatabaseError.self) {
            try connection.transaction("test") {
                try connection.run("INSERT INTO T VALUES (1, 'x')", doing: "test")
                faults.failAt = faults.calls + 1
                faults.forever = true
            }
        }
        faults.failAt = 0
        let error = #expect(throws: DatabaseError.self) { try count(connection) }
        #expect(error?.message.contains("open the lab again") == true)
    }

    @Test func `a closed connection refuses work, and closing leaves one file`() throws {
        let folder = try ScratchFolder()
        let connection = try Connection(path: folder.path("a.db"), mode: .create)
        try connection.run("CREATE TABLE T (A)", doing: "test")
        #expect(FileManager.default.fileExists(atPath: folder.path("a.db-wal")))
        try connection.close()
        try connection.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.db"])
        #expect(throws: DatabaseError.self) { try connection.run("SELECT 1", doing: "test") }
    }

    @Test func `each mode opens what it says and no more`() throws {
        let folder = try ScratchFolder()
        let path = folder.path("odd #%41?name=1.db")
        #expect(throws: DatabaseError.self) { try Connection(path: path, mode: .write) }
        #expect(throws: DatabaseError.self) { try Connection(path: path, mode: .read) }
        #expect(throws: DatabaseError.self) { try Connection(path: "a\u{0}b", mode: .create) }
        let connection = try Connection(path: path, mode: .create)
        try connection.run("CREATE TABLE T (A)", doing: "test")
        try connection.close()
        for mode in [Connection.Mode.read, .immutable] {
            let reader = try Connection(path: path, mode: mode)
            #expect(try reader.integer("SELECT count(*) FROM sqlite_schema", doing: "test") == 1)
            #expect(throws: DatabaseError.self) { try reader.run("INSERT INTO T VALUES (1)", doing: "test") }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
    }

    @Test func `every connection is set up the same way`() throws {
        let folder = try ScratchFolder()
        let connection = try Connection(path: folder.path("a.db"), mode: .create)
        let expected: [(name: String, value: Int64)] = [
            ("foreign_keys", 1), ("synchronous", 1), ("cache_size", -65_536), ("wal_autocheckpoint", 20_000),
            ("page_size", 4_096), ("trusted_schema", 0), ("secure_delete", 1), ("busy_timeout", 5_000),
        ]
        for (name, value) in expected {
            #expect(try connection.integer("PRAGMA \(name)", doing: "test") == value, "\(name)")
        }
        let mode = try connection.withStatement("PRAGMA journal_mode", doing: "test") {
            statement throws(DatabaseError) in
            try statement.step() ? statement.text(0) : ""
        }
        #expect(mode == "wal")
        #expect(throws: DatabaseError.self, "defensive: no writing to the schema's own table") {
            try connection.runScript(
                "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema", doing: "test")
        }
    }
}
