import SiteModel

extension LabDatabase {
    // MARK: Journal

    /// Appends a command to the journal.
    ///
    /// - Parameter record: The command; its sequence is ignored.
    /// - Returns: The sequence it got: 0 for the first, then one more each time.
    /// - Throws: `DatabaseError` when the engine refuses.
    @discardableResult
    public func appendJournal(_ record: JournalRecord) throws(DatabaseError) -> Int64 {
        let doing = "appending `\(record.verb)` to the journal"
        let next = try connection.integer("SELECT ifnull(max(Sequence) + 1, 0) FROM Journal", doing: doing)
        try connection.run(
            "INSERT INTO Journal (Sequence, Instant, Who, Verb, Body) VALUES (?, ?, ?, ?, ?)",
            [
                .integer(next), .integer(record.instant), .text(record.who), .text(record.verb),
                .text(record.body),
            ], doing: doing)
        return next
    }

    /// Replaces the last record of the journal: adjacent advances of time merge into one.
    ///
    /// - Parameter record: The record; its sequence must be the last one's.
    /// - Throws: `DatabaseError` when it is not the last, or the engine refuses.
    public func updateLastJournal(_ record: JournalRecord) throws(DatabaseError) {
        let doing = "changing journal record \(record.sequence)"
        let last = try connection.integer("SELECT ifnull(max(Sequence), -1) FROM Journal", doing: doing)
        guard last == record.sequence, last >= 0 else {
            throw DatabaseError(
                code: 0, message: "the last record is \(last); only that may change", doing: doing)
        }
        try connection.run(
            "UPDATE Journal SET Instant = ?2, Who = ?3, Verb = ?4, Body = ?5 WHERE Sequence = ?1",
            [
                .integer(record.sequence), .integer(record.instant), .text(record.who), .text(record.verb),
                .text(record.body),
            ], doing: doing)
    }

    /// The journal from a sequence on, in order.
    ///
    /// - Parameter first: The first sequence wanted.
    /// - Returns: The records.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func journal(from first: Int64 = 0) throws(DatabaseError) -> [JournalRecord] {
        let sql =
            "SELECT Sequence, Instant, Who, Verb, Body FROM Journal WHERE Sequence >= ? ORDER BY Sequence"
        return try connection.withStatement(sql, doing: "reading the journal") { row throws(DatabaseError) in
            try row.bind(first, at: 1)
            var records: [JournalRecord] = []
            while try row.step() {
                records.append(
                    JournalRecord(
                        sequence: row.integer(0), instant: row.integer(1), who: row.text(2),
                        verb: row.text(3),
                        body: row.text(4)))
            }
            return records
        }
    }

    /// The last record of the journal, or nil when it is empty.
    ///
    /// - Returns: The record.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func lastJournal() throws(DatabaseError) -> JournalRecord? {
        let last = try connection.integer(
            "SELECT ifnull(max(Sequence), 0) FROM Journal", doing: "reading the journal")
        return try journal(from: last).first
    }

    /// Keeps what a command saw of the outside world, inserting or replacing.
    ///
    /// - Parameter observation: What was seen; its journal record must be there at the end of the transaction.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func putObservation(_ observation: SourceObservation) throws(DatabaseError) {
        try connection.put(
            [
                .integer(observation.sequence), .integer(observation.ordinal), .text(observation.name),
                .text(observation.digest), .text(observation.body),
            ], in: EngineTables.observations)
    }

    /// What a command saw of the outside world, in order.
    ///
    /// - Parameter sequence: The journal record; nil: of all records.
    /// - Returns: The observations.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func observations(of sequence: Int64? = nil) throws(DatabaseError) -> [SourceObservation] {
        let sql = connection.sql(of: EngineTables.observations).scans[sequence == nil ? 0 : 1]
        return try connection.withStatement(sql, doing: "reading observations") { row throws(DatabaseError) in
            if let sequence { try row.bind(sequence, at: 1) }
            var found: [SourceObservation] = []
            while try row.step() {
                found.append(
                    SourceObservation(
                        sequence: row.integer(0), ordinal: row.integer(1), name: row.text(2),
                        digest: row.text(3), body: row.text(4)))
            }
            return found
        }
    }

    // MARK: Facts about the lab

    /// A fact about the lab.
    ///
    /// - Parameter name: Its name.
    /// - Returns: Its value; nil when it was never set.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func meta(_ name: String) throws(DatabaseError) -> String? {
        let sql = "SELECT Value FROM Meta WHERE Name = ?"
        return try connection.withStatement(sql, doing: "reading fact \(name)") { row throws(DatabaseError) in
            try row.bind(name, at: 1)
            return try row.step() ? row.text(0) : nil
        }
    }

    /// Sets a fact about the lab.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - value: Its value; nil removes it.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func setMeta(_ name: String, _ value: String?) throws(DatabaseError) {
        if let value {
            try connection.put([.text(name), .text(value)], in: EngineTables.meta)
        } else {
            _ = try connection.remove([.text(name)], from: EngineTables.meta)
        }
    }
}
