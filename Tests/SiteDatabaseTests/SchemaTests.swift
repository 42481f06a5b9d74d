import Foundation
import SiteDatabase
import SiteModel
import TestKit
import Testing

@Suite struct SchemaTests {
    /// Every object of a schema with its SQL, by name; space does not matter, since a column that was added stands where
    /// SQLite put it.
    private func objects(_ connection: Connection) throws -> [String] {
        let sql =
            "SELECT type || ' ' || name || ': ' || ifnull(sql, '') FROM sqlite_schema ORDER BY type, name"
        return try connection.withStatement(sql, doing: "test") { row throws(DatabaseError) in
            var found: [String] = []
            while try row.step() {
                found.append(row.text(0).split(whereSeparator: \.isWhitespace).joined(separator: " "))
            }
            return found
        }
    }

    @Test func `the migrations build exactly what the table descriptions say`() throws {
        let migrated = try LabDatabase.create("")
        let described = try Connection(path: "", mode: .create)
        try described.runScript(Schema.script, doing: "test")
        #expect(try objects(migrated.connection) == objects(described))
        #expect(try objects(described).count >= Schema.tables.count)
    }

    @Test(arguments: SiteTables.all.map(\.name))
    func `the owning site is the first key column of every table of a site`(name: String) throws {
        let database = try LabDatabase.create("")
        let sql = "SELECT name FROM pragma_table_info(?) WHERE pk = 1"
        let first = try database.connection.withStatement(sql, doing: "test") { row throws(DatabaseError) in
            try row.bind(name, at: 1)
            return try row.step() ? row.text(0) : ""
        }
        #expect(first == "Site")
        let table = try #require(SiteTables.all.first { $0.name == name })
        #expect(table.columns.first?.name == "Site")
        #expect(table.keyCount >= 2, "a site keeps more than one row")
        #expect(Set(table.columns.map(\.name)).count == table.columns.count)
        for column in table.columns { #expect(!column.meaning.isEmpty, "\(name).\(column.name)") }
    }

    @Test func `the database itself refuses what an enumeration does not hold`() throws {
        let site = try #require(SiteCode("CEN"))
        let database = try LabDatabase.create("")
        try database.connection.createTable(ProbeRow.table)
        let good = ProbeRow(site, "a", 1)
        // 275 is SQLITE_CONSTRAINT_CHECK, 1299 NOTNULL, 3091 DATATYPE (STRICT).
        let wrong: [(column: Int, value: FieldValue, code: Int)] = [
            (3, .integer(2), 275), (4, .text("Plain"), 275), (3, .null, 1_299), (2, .null, 1_299),
            (3, .text("x"), 3_091), (5, .text("x"), 3_091), (7, .blob([1]), 3_091),
        ]
        for (column, value, code) in wrong {
            let error = #expect(throws: DatabaseError.self) {
                try database.putAll([good.with(column, value)])
            }
            #expect(error?.code == code, "column \(column)")
        }
        try database.putAll([good])
        #expect(try database.rows(of: ProbeRow.self) == [good])
    }

    @Test(arguments: SiteTables.parts.map(\.part))
    func `a part without its whole is refused at the end of the transaction`(part: String) throws {
        let site = try #require(SiteCode("CEN"))
        let rows = try sampleRows(site)
        let orphan = try #require(rows.first { Swift.type(of: $0).table.name == part })
        let database = try LabDatabase.create("")
        let error = #expect(throws: DatabaseError.self) {
            try database.transaction("storing a part") { try database.putAny(orphan) }
        }
        // 787 is SQLITE_CONSTRAINT_FOREIGNKEY.
        #expect(error?.code == 787)
        // In one transaction the order does not matter.
        try database.transaction("storing all, parts first") {
            for row in rows.reversed() { try database.putAny(row) }
        }
        #expect(try database.check() == [])
    }

    @Test func `the reference page is what the descriptions say`() throws {
        let path = checkoutRoot + "/docs/reference/database.md"
        let text = schemaReference()
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let page = String(decoding: try readFile(path), as: UTF8.self)
        #expect(page == text, "UPDATE_GOLDEN=1 rewrites docs/reference/database.md")
        for table in Schema.tables {
            #expect(page.contains("\n### \(table.name)\n"))
            for column in table.columns { #expect(page.contains("`\(column.name)`")) }
        }
    }
}

extension LabDatabase {
    /// Stores a row whose type is known only when it runs.
    func putAny<Record: SiteRecord>(_ row: Record) throws {
        switch row {
        case let row as EventRow: try appendEvents([row], site: row.site)
        case let row as ArchiveRow: try putArchives([row])
        default: try putAll([row])
        }
    }
}
