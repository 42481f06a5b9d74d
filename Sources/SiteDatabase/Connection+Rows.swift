import CSQLite
import SiteModel

// Rows of described tables, for the site store and for read commands alike.

extension Connection {
    /// Inserts a row, or replaces the one with the same key.
    func put(_ fields: [FieldValue], in table: TableDescription) throws(DatabaseError) {
        let sql = sql(of: table)
        try withStatement(sql.put, doing: sql.writing) { statement throws(DatabaseError) in
            try statement.bind(fields)
            try statement.runOnce()
        }
    }

    /// Removes the row with that key; says whether there was one.
    func remove(_ key: [FieldValue], from table: TableDescription) throws(DatabaseError) -> Bool {
        let sql = sql(of: table)
        let handle = try openHandle(sql.writing)
        try withStatement(sql.remove, doing: sql.writing) { statement throws(DatabaseError) in
            try statement.bind(key)
            try statement.runOnce()
        }
        return sqlite3_changes(handle) > 0
    }

    /// The row with that key, or nil.
    func get<Record: SiteRecord>(_ type: Record.Type, key: [FieldValue]) throws(DatabaseError) -> Record? {
        let sql = sql(of: Record.table)
        return try withStatement(sql.get, doing: sql.reading) { statement throws(DatabaseError) in
            try statement.bind(key)
            guard try statement.step() else { return nil }
            return try Self.record(type, statement, sql)
        }
    }

    /// The rows whose key begins with these values, in order of the key.
    func scan<Record: SiteRecord>(
        _ type: Record.Type, prefix: [FieldValue]
    ) throws(DatabaseError) -> [Record] {
        let sql = sql(of: Record.table)
        guard prefix.count < sql.scans.count else {
            throw DatabaseError(
                code: Int(SQLITE_RANGE), message: "more values than the key has", doing: sql.reading)
        }
        return try withStatement(sql.scans[prefix.count], doing: sql.reading) {
            statement throws(DatabaseError) in
            try statement.bind(prefix)
            var records: [Record] = []
            while try statement.step() { records.append(try Self.record(type, statement, sql)) }
            return records
        }
    }

    private static func record<Record: SiteRecord>(
        _ type: Record.Type, _ statement: Statement, _ sql: TableSQL
    ) throws(DatabaseError) -> Record {
        do {
            return try Record(fields: statement.row)
        } catch {
            throw DatabaseError(code: Int(SQLITE_CORRUPT), message: "\(error)", doing: sql.reading)
        }
    }
}
