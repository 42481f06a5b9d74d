import SiteModel

/// A row of the engine's own table of tables.
struct SchemaRow: Equatable {
    var kind: String
    var name: String
    var table: String
    var root: Int64
    var sql: String

    /// The tables and indexes of a file, without those that the engine makes for itself.
    ///
    /// - Throws: `DatabaseError` when the engine cannot read them.
    static func all(of connection: Connection, _ doing: String) throws(DatabaseError) -> [SchemaRow] {
        let sql = "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema ORDER BY rowid"
        return try connection.withStatement(sql, doing: doing) { row throws(DatabaseError) in
            var found: [SchemaRow] = []
            while try row.step() {
                let name = row.text(1)
                if name.hasPrefix("sqlite_stat") { continue }
                found.append(
                    SchemaRow(
                        kind: row.text(0), name: name, table: row.text(2), root: row.integer(3),
                        sql: row.text(4)))
            }
            return found
        }
    }

    /// One number for all rows.
    static func checksum(of rows: [SchemaRow]) -> Int64 {
        Checksum.of(
            rows.flatMap { row -> [FieldValue] in
                [.text(row.kind), .text(row.name), .text(row.table), .integer(row.root), .text(row.sql)]
            })
    }

    /// What of a schema is not as this program makes it, as sentences; tables and indexes of others are left out.
    ///
    /// - Throws: `DatabaseError` when the engine cannot make one to compare with.
    static func problems(of rows: [SchemaRow]) throws(DatabaseError) -> [String] {
        let doing = "checking the schema"
        let sample = try Connection(path: "", mode: .create)
        do {
            try Migrator.current.create(in: sample)
        } catch {
            throw DatabaseError(code: 0, message: "\(error)", doing: doing)
        }
        return try all(of: sample, doing).filter { !$0.sql.isEmpty }.sorted { $0.name < $1.name }.compactMap {
            wanted in
            guard let found = rows.first(where: { $0.name == wanted.name }) else {
                return "the \(wanted.kind) \(wanted.name) is missing"
            }
            return found.sql == wanted.sql && found.kind == wanted.kind && found.table == wanted.table
                ? nil : "the \(wanted.kind) \(wanted.name) has another form"
        }
    }
}
