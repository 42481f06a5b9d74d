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
        var record = record
        record.sequence = next
        try seal(record)
        return next
    }

    /// Stores a record with its checksum, which takes in that of the record before.
    ///
    /// So what was changed, taken out or put in between shows. The last one's is noted, since nothing follows that
    /// would miss it.
    private func seal(_ record: JournalRecord) throws(DatabaseError) {
        let checksum = try connection.putSealed(
            [
                .integer(record.sequence), .integer(record.instant), .text(record.who), .text(record.verb),
                .text(record.body),
            ], after: try checksum(ofJournal: record.sequence - 1), in: EngineTables.journal)
        try setMeta(Self.lastJournal, String(checksum))
    }

    /// The name of the fact that holds the checksum of the last record.
    static let lastJournal = "journalChecksum"

    /// Finds out whether the journal ends where it was last written.
    ///
    /// - Parameter checksum: The checksum of its last record; 0 when it has none.
    /// - Throws: `DatabaseError` with ``DatabaseError/isAltered`` when it does not.
    func checkEnd(ofJournal checksum: Int64) throws(DatabaseError) {
        // A fact that was never noted belongs to a journal without records.
        guard String(checksum) != (try meta(Self.lastJournal) ?? "0") else { return }
        throw .damaged(
            EngineTables.journal, "the last records of Journal are missing", doing: "reading the journal")
    }

    /// The checksum of a journal record; 0 before the first.
    func checksum(ofJournal sequence: Int64) throws(DatabaseError) -> Int64 {
        guard sequence >= 0 else { return 0 }
        let sql = "SELECT Checksum FROM Journal WHERE Sequence = ?"
        return try connection.withStatement(sql, doing: "reading the journal") { row throws(DatabaseError) in
            try row.bind(sequence, at: 1)
            return try row.step() ? row.integer(0) : 0
        }
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
        try seal(record)
    }

    /// Takes the end off the journal; call it in a transaction.
    ///
    /// - Parameters:
    ///   - last: The record that is to be the last, as it is to be.
    ///   - seen: How many observations of the outside world stay.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func cutJournal(behind last: JournalRecord, observations seen: Int64) throws(DatabaseError) {
        let doing = "shortening the journal"
        try connection.run(
            "DELETE FROM SourceObservations WHERE Sequence > ? OR Ordinal >= ?",
            [.integer(last.sequence), .integer(seen)], doing: doing)
        try connection.run(
            "DELETE FROM Journal WHERE Sequence > ?", [.integer(last.sequence)], doing: doing)
        try seal(last)
    }

    /// The journal from a sequence on, in order.
    ///
    /// - Parameter first: The first sequence wanted.
    /// - Returns: The records.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func journal(from first: Int64 = 0) throws(DatabaseError) -> [JournalRecord] {
        var records: [JournalRecord] = []
        var last = try checksum(ofJournal: first - 1)
        try connection.forEachSealed(
            in: EngineTables.journal, where: "Sequence >= ?", [.integer(first)],
            after: last, doing: "reading the journal"
        ) { fields, checksum throws(DatabaseError) in
            last = checksum
            records.append(Self.record(fields))
            return true
        }
        try checkEnd(ofJournal: last)
        return records
    }

    /// One record of the journal, proved against the one before.
    ///
    /// - Parameter sequence: Its number, from 0.
    /// - Returns: The record; nil when there is none.
    /// - Throws: `DatabaseError` when the engine refuses or the record is not as it was written.
    public func journalRecord(_ sequence: Int64) throws(DatabaseError) -> JournalRecord? {
        var found: JournalRecord?
        try connection.forEachSealed(
            in: EngineTables.journal, where: "Sequence = ?", [.integer(sequence)],
            after: try checksum(ofJournal: sequence - 1), doing: "reading the journal"
        ) { fields, _ throws(DatabaseError) in
            found = Self.record(fields)
            return false
        }
        return found
    }

    /// A record of its row without the checksum.
    static func record(_ fields: [FieldValue]) -> JournalRecord {
        JournalRecord(
            sequence: fields[0].int ?? 0, instant: fields[1].int ?? 0, who: fields[2].string ?? "",
            verb: fields[3].string ?? "", body: fields[4].string ?? "")
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
        try connection.putSealed(
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
        var found: [SourceObservation] = []
        try connection.forEachSealed(
            in: EngineTables.observations, where: sequence == nil ? "" : "Sequence = ?",
            sequence.map { [.integer($0)] } ?? [], doing: "reading observations"
        ) { fields, _ throws(DatabaseError) in
            found.append(Self.observation(fields))
            return true
        }
        return found
    }

    /// An observation of its row without the checksum.
    static func observation(_ fields: [FieldValue]) -> SourceObservation {
        SourceObservation(
            sequence: fields[0].int ?? 0, ordinal: fields[1].int ?? 0, name: fields[2].string ?? "",
            digest: fields[3].string ?? "", body: fields[4].string ?? "")
    }

    // MARK: Facts about the lab

    /// A fact about the lab.
    ///
    /// - Parameter name: Its name.
    /// - Returns: Its value; nil when it was never set.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func meta(_ name: String) throws(DatabaseError) -> String? {
        var value: String?
        try connection.forEachSealed(
            in: EngineTables.meta, where: "Name = ?", [.text(name)], doing: "reading fact \(name)"
        ) { fields, _ throws(DatabaseError) in
            value = fields[1].string
            return false
        }
        return value
    }

    /// Removes facts whose names begin alike and which are not as they were written; call it in a transaction.
    ///
    /// - Parameter prefix: The beginning of the names, without signs of a LIKE pattern.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func dropDamagedFacts(beginning prefix: String) throws(DatabaseError) {
        let doing = "looking for damaged facts"
        let names = try connection.withStatement(
            "SELECT Name FROM Meta WHERE Name LIKE ? || '%' ORDER BY Name", doing: doing
        ) { row throws(DatabaseError) in
            try row.bind(prefix, at: 1)
            var names: [String] = []
            while try row.step() { names.append(row.text(0)) }
            return names
        }
        for name in names {
            do throws(DatabaseError) {
                _ = try meta(name)
            } catch {
                guard error.isAltered else { throw error }
                try connection.run("DELETE FROM Meta WHERE Name = ?", [.text(name)], doing: doing)
            }
        }
    }

    /// Facts about the lab whose names begin alike, by name.
    ///
    /// - Parameter prefix: The beginning of the names, without signs of a LIKE pattern.
    /// - Returns: The facts.
    /// - Throws: `DatabaseError` when the engine refuses, or a row was altered.
    public func facts(beginning prefix: String) throws(DatabaseError) -> [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        try connection.forEachSealed(
            in: EngineTables.meta, where: "Name LIKE ? || '%'", [.text(prefix)],
            doing: "reading facts \(prefix)"
        ) { fields, _ throws(DatabaseError) in
            found.append((fields[0].string ?? "", fields[1].string ?? ""))
            return true
        }
        return found
    }

    /// Sets a fact about the lab.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - value: Its value; nil removes it.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func setMeta(_ name: String, _ value: String?) throws(DatabaseError) {
        if let value {
            try connection.putSealed([.text(name), .text(value)], in: EngineTables.meta)
        } else {
            _ = try connection.remove([.text(name)], from: EngineTables.meta)
        }
    }
}
