import SiteModel

/// What of a journal is as it was written, from its beginning on.
public struct SoundJournal: Sendable {
    /// The records before the first damaged one.
    public var records: [JournalRecord] = []
    /// What they saw of the outside world.
    public var observations: [SourceObservation] = []
    /// What is wrong with the first record that is not here, behind the last one, or with bytes that could be put back; nil:
    /// nothing.
    public var damage: String?
    /// Whether all records are here.
    public var isWhole = false
}

extension LabDatabase {
    /// Proves that the whole journal is as it was written, with what its commands saw.
    ///
    /// - Throws: `DatabaseError` with ``DatabaseError/isAltered`` that names the first record that is not.
    public func checkJournal() throws(DatabaseError) {
        var last: Int64 = 0
        var next: Int64 = 0
        let doing = "reading the journal"
        try connection.forEachSealed(in: EngineTables.journal, after: 0, doing: doing) {
            fields, checksum throws(DatabaseError) in
            guard fields[0].int == next else {
                throw .damaged(EngineTables.journal, "row \(next) of Journal is missing", doing: doing)
            }
            next += 1
            last = checksum
            return true
        }
        try checkEnd(ofJournal: last)
        try connection.forEachSealed(in: EngineTables.observations, doing: "reading observations") {
            _, _ throws(DatabaseError) in true
        }
    }

    /// Reads a journal as far as it is as it was written, record by record, whatever the rest of the file is like.
    ///
    /// Where the engine does not reach all of it, the pages of the file are looked through.
    ///
    /// - Returns: The records before the first damaged one, and what is wrong with that.
    public func soundJournal() -> SoundJournal {
        var sound = reachedJournal()
        let count = try? connection.integer(
            "SELECT count(*) FROM SourceObservations", doing: "reading observations")
        guard sound.damage != nil,
            let found = SalvagedJournal(
                path, observations: try? observations(), count: count.map { Int($0) }),
            found.records.count > sound.records.count
                || found.isWhole && found.records.count == sound.records.count
        else { return sound }
        sound.records = found.records
        sound.observations = found.observations
        sound.isWhole = found.isWhole
        if !found.corrections.isEmpty { sound.damage = found.corrections.joined(separator: "; ") }
        return sound
    }

    /// The journal as far as the engine reaches it.
    private func reachedJournal() -> SoundJournal {
        var sound = SoundJournal()
        do throws(DatabaseError) {
            while let record = try journalRecord(Int64(sound.records.count)) {
                let seen = try observations(of: record.sequence)
                sound.records.append(record)
                sound.observations += seen
            }
        } catch {
            sound.damage = error.message
            return sound
        }
        // A record that is not there, or more behind it, shows in the chain as a whole.
        do throws(DatabaseError) {
            let next = Int64(sound.records.count)
            let later = try connection.integer(
                "SELECT count(*) FROM Journal WHERE Sequence > \(next)", doing: "reading the journal")
            if later > 0 {
                sound.damage = "row \(next) of Journal is missing"
                return sound
            }
            try checkJournal()
            sound.isWhole = true
        } catch {
            sound.damage = error.message
        }
        return sound
    }
}
