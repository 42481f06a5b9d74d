import CSQLite
public import SiteModel

extension LabDatabase {
    /// Looks for damage: the engine's own check, the schema, references, the form of every row, and the checksums of
    /// the tables that have them.
    ///
    /// - Returns: Findings with the codes `database-damaged`, `database-schema`, `database-form`, `database-orphan`,
    ///   `database-row`, `row-altered` and `journal-gap`; none when all is well.
    /// - Throws: `DatabaseError` when the engine cannot check.
    public func check() throws(DatabaseError) -> [Finding] {
        let place = SourceLocation(file: path)
        var findings: [Finding] = []
        let damage = try column(0, of: "PRAGMA integrity_check(100)", doing: "checking \(path)")
        // One answer has several lines, the first of which only names the database.
        for text in damage.flatMap({ $0.split(separator: "\n").map(String.init) })
        where text != "ok" && !text.hasPrefix("***") {
            findings.append(
                Finding(.error, "database-damaged", text, at: place, advice: Self.anewAdvice))
        }
        let schema = try SchemaRow.problems(of: SchemaRow.all(of: connection, "checking the schema"))
        findings += schema.map {
            Finding(.error, "database-schema", $0, at: place, advice: Self.restoreAdvice)
        }
        if schema.isEmpty, let damage = Self.formDamage(path) {
            findings.append(
                Finding(
                    .error, "database-form", damage.words, at: place,
                    advice: damage.canBeMended ? Self.putBackAdvice : Self.restoreAdvice))
        }
        // What is not there cannot be looked into.
        guard schema.isEmpty else { return findings }
        for orphan in try orphans() {
            findings.append(Finding(.error, "database-orphan", orphan, at: place))
        }
        for type in SiteTables.types {
            if let message = try firstBadRow(type) {
                findings.append(Finding(.error, "database-row", message, at: place))
            }
        }
        for error in try alteredRows() {
            findings.append(
                Finding(
                    .error, "row-altered", error.message, at: place,
                    advice: error.isRebuildable
                        ? Self.repairAdvice
                        : error.message.contains("Journal") ? Self.soundAdvice : Self.mendAdvice))
        }
        let gap = try connection.integer(
            "SELECT count(*) - ifnull(max(Sequence) + 1, 0) FROM Journal", doing: "checking the journal")
        if gap != 0 {
            findings.append(
                Finding(.error, "journal-gap", "the journal lacks \(-gap) of its records", at: place))
        }
        return findings
    }

    private static let restoreAdvice = "restore lab.db from a copy of the lab"
    private static let anewAdvice = "`sms12 replay --repair` makes lab.db anew from its journal"
    private static let soundAdvice =
        restoreAdvice
        + "; without one, `sms12 replay --repair`, or the next command that changes the lab, opens it at the last sound command"
    private static let mendAdvice =
        "`sms12 replay --repair` puts it back, or makes it anew, where the journal or its checksum tell it; else "
        + restoreAdvice
    private static let putBackAdvice = "`sms12 replay --repair` puts it back"
    private static let repairAdvice = "`sms12 replay --repair` makes it anew from the journal"

    /// The first row of each of the lab's own tables that is not as it was written, and what is missing of them.
    private func alteredRows() throws(DatabaseError) -> [DatabaseError] {
        var found: [DatabaseError] = []
        for table in EngineTables.all {
            let isChain = table.name == EngineTables.journal.name
            var last: Int64 = 0
            do throws(DatabaseError) {
                try connection.forEachSealed(
                    in: table, after: isChain ? 0 : nil, doing: "checking \(table.name)"
                ) { _, checksum throws(DatabaseError) in
                    last = checksum
                    return true
                }
                if isChain { try checkEnd(ofJournal: last) }
                if table.name == EngineTables.snapshotPages.name { try checkSnapshot() }
                if table.name == EngineTables.traceSegments.name {
                    try forEachTraceSegment { _ throws(DatabaseError) in true }
                }
            } catch  where error.isAltered {
                found.append(error)
            }
        }
        for check in [checkArchives, checkEvents] {
            do throws(DatabaseError) {
                try check()
            } catch  where error.isAltered {
                found.append(error)
            }
        }
        return found
    }

    /// Labs up to so many bytes are looked through whenever they are opened: some milliseconds.
    private static let quicklyChecked = 1 << 20

    /// Finds out whether the engine can find its way through a small lab, so that no row is passed over in silence.
    ///
    /// - Throws: `DatabaseError` of a damaged file.
    public func checkTreesIfSmall() throws(DatabaseError) {
        guard let size = LabFile(path: path).size, size <= Self.quicklyChecked else { return }
        try checkTrees()
    }

    /// Finds out whether the engine can find its way through the whole file.
    ///
    /// - Throws: `DatabaseError` of a damaged file.
    public func checkTrees() throws(DatabaseError) { try checkTree("1") }

    /// Finds out whether the engine can find its way through one table.
    func checkTree(of table: TableDescription) throws(DatabaseError) { try checkTree(table.name) }

    private func checkTree(_ what: String) throws(DatabaseError) {
        let doing = "checking \(path)"
        let found = try column(0, of: "PRAGMA quick_check(\(what))", doing: doing).first ?? "ok"
        guard found != "ok" else { return }
        let words = found.split(separator: "\n").last.map(String.init) ?? found
        throw DatabaseError(code: Int(SQLITE_CORRUPT), message: words, doing: doing)
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
