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
    ///
    /// Whether all that they saw is here as well, only doing them again can tell.
    public var isWhole = false

    /// Takes the end off, as something is wrong with its first record.
    ///
    /// - Parameters:
    ///   - count: How many records stay.
    ///   - words: What is wrong.
    public mutating func cut(to count: Int, _ words: String) {
        records = Array(records.prefix(count))
        observations = observations.filter { $0.sequence < count }
        isWhole = false
        damage = [damage, words].compactMap { $0 }.joined(separator: "; ")
    }
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
        var (sound, hasEnd) = reachedJournal()
        var corrections: [String] = []
        // Where trees are damaged the engine passes over rows in silence.
        let isReached = (try? checkTrees()) != nil
        if sound.damage == nil, isReached { return sound }
        let count =
            isReached
            ? try? connection.integer(
                "SELECT count(*) FROM SourceObservations", doing: "reading observations") : nil
        guard
            let found = SalvagedJournal(
                file, observations: try? observations(), count: count.map { Int($0) })
        else { return sound }
        // A longer chain than one that ends as was noted goes on with what a rewind took off.
        if found.isWhole || !hasEnd && found.records.count > sound.records.count {
            sound.records = found.records
            sound.isWhole = found.isWhole
            corrections = found.corrections
        }
        let looks = found.looks.filter { $0.observation.sequence < sound.records.count }
        sound.observations = looks.map(\.observation)
        corrections += looks.compactMap(\.correction)
        if !corrections.isEmpty { sound.damage = corrections.joined(separator: "; ") }
        return sound
    }

    /// The journal as far as the engine reaches it, and whether its last record is the one that was noted as the last.
    private func reachedJournal() -> (sound: SoundJournal, hasEnd: Bool) {
        var sound = SoundJournal()
        func hasEnd() -> Bool {
            guard let last = sound.records.last else { return false }
            return (try? checkEnd(ofJournal: checksum(ofJournal: last.sequence))) != nil
        }
        do throws(DatabaseError) {
            while let record = try journalRecord(Int64(sound.records.count)) {
                let seen = try observations(of: record.sequence)
                sound.records.append(record)
                sound.observations += seen
            }
        } catch {
            sound.damage = error.message
            return (sound, hasEnd())
        }
        // A record that is not there, or more behind it, shows in the chain as a whole.
        do throws(DatabaseError) {
            let next = Int64(sound.records.count)
            let later = try connection.integer(
                "SELECT count(*) FROM Journal WHERE Sequence > \(next)", doing: "reading the journal")
            if later > 0 {
                sound.damage = "row \(next) of Journal is missing"
                return (sound, hasEnd())
            }
            try checkJournal()
            sound.isWhole = true
        } catch {
            sound.damage = error.message
        }
        return (sound, hasEnd())
    }
}
