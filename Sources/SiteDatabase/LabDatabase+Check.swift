public import SiteModel

extension LabDatabase {
    /// Looks for damage: the engine's own check, references, and the form of every row.
    ///
    /// - Returns: Findings with the codes `database-damaged`, `database-orphan`, `database-row` and
    ///   `journal-gap`; none when all is well.
    /// - Throws: `DatabaseError` when the engine cannot check.
    public func check() throws(DatabaseError) -> [Finding] {
        let place = SourceLocation(file: path)
        var findings: [Finding] = []
        let damage = try column(0, of: "PRAGMA integrity_check(100)", doing: "checking \(path)")
        for text in damage where text != "ok" {
            findings.append(
                Finding(
                    .error, "database-damaged", text, at: place,
                    advice: "restore the lab from a copy, or `sms12 replay` its journal into a new one"))
        }
        for orphan in try orphans() {
            findings.append(Finding(.error, "database-orphan", orphan, at: place))
        }
        for type in SiteTables.types {
            if let message = try firstBadRow(type) {
                findings.append(Finding(.error, "database-row", message, at: place))
            }
        }
        let gap = try connection.integer(
            "SELECT count(*) - ifnull(max(Sequence) + 1, 0) FROM Journal", doing: "checking the journal")
        if gap != 0 {
            findings.append(
                Finding(.error, "journal-gap", "the journal lacks \(-gap) of its records", at: place))
        }
        return findings
    }

    private func column(_ column: Int32, of sql: String, doing: String) throws(DatabaseError) -> [String] {
        try connection.withStatement(sql, doing: doing) { row throws(DatabaseError) in
            var texts: [String] = []
            while try row.step() { texts.append(row.text(column)) }
            return texts
        }
    }

    /// Sentences about rows whose whole is missing, one a table, in order of the tables.
    private func orphans() throws(DatabaseError) -> [String] {
        let pairs = try connection.withStatement("PRAGMA foreign_key_check", doing: "checking references") {
            row throws(DatabaseError) in
            var pairs: [(part: String, whole: String)] = []
            while try row.step() { pairs.append((row.text(0), row.text(2))) }
            return pairs
        }
        var sentences: [String] = []
        for table in Schema.tables.map(\.name) {
            let here = pairs.filter { $0.part == table }
            guard let first = here.first else { continue }
            sentences.append("\(here.count) rows of \(table) belong to no row of \(first.whole)")
        }
        return sentences
    }

    /// What is wrong with the first row that cannot be read as its record, or nil.
    private func firstBadRow<Record: SiteRecord>(_ type: Record.Type) throws(DatabaseError) -> String? {
        let sql = connection.sql(of: Record.table)
        return try connection.withStatement(sql.scans[0], doing: sql.reading) { row throws(DatabaseError) in
            while try row.step() {
                do {
                    _ = try Record(fields: row.row)
                } catch let error as RecordError {
                    return error.description
                } catch {
                    return "\(error)"
                }
            }
            return nil
        }
    }
}
