import SiteModel

/// A journal as far as its rows are found in the pages of a file, single bytes put back where their checksums tell them.
struct SalvagedJournal {
    /// The records from the first one on.
    private(set) var records: [JournalRecord] = []
    /// What they saw of the outside world.
    private(set) var observations: [SourceObservation] = []
    /// Which bytes were put back, in words.
    private(set) var corrections: [String] = []
    /// Whether these are all records: the last one is the one that was noted as the last.
    private(set) var isWhole = false
    private let salvage: PageSalvage

    /// Looks for a journal; nil where the file cannot be looked through, or not all that it saw is found.
    ///
    /// - Parameters:
    ///   - path: The file of a lab.
    ///   - known: The observations, where the engine can read all of them; nil: they are looked for as well.
    ///   - count: How many observations there are, where the engine can tell.
    init?(_ path: String, observations known: [SourceObservation]?, count: Int?) {
        guard let salvage = PageSalvage(path) else { return nil }
        self.salvage = salvage
        let end = noted()
        follow(end)
        if let known {
            observations = known.filter { $0.sequence < records.count }
        } else if !lookForObservations(count) {
            return nil
        }
    }

    private struct Candidate {
        var fields: [FieldValue]
        var checksum: Int64
        var correction: String?
    }

    /// The checksum that was noted as that of the last record; nil where that is not found.
    private mutating func noted() -> Int64? {
        for row in salvage.rows([.text, .text, .integer], isNumbered: false) {
            guard row.values.first == .bytes(Array(LabDatabase.lastJournal.utf8)),
                let found = sound(
                    row, sealed: row.values.dropLast(), after: nil, "fact \(LabDatabase.lastJournal)")
            else { continue }
            // Not a byte of the journal: what is wrong with it is of no use to anybody.
            return Int64(found.fields[1].string ?? "")
        }
        return nil
    }

    private mutating func follow(_ end: Int64?) {
        let rows = salvage.rows([.null, .integer, .text, .text, .text, .integer], isNumbered: true)
        var byNumber: [Int64: [SalvagedRow]] = [:]
        for row in rows { byNumber[row.number, default: []].append(row) }
        var before: Int64 = 0
        while true {
            let next = Int64(records.count)
            let here = byNumber[next] ?? []
            var found = here.compactMap { exact($0, next, after: before) }
            // An older form of the last record may still stand somewhere.
            if found.count > 1 {
                let later = byNumber[next + 1] ?? []
                found.sort { one, _ in
                    one.checksum == end || later.contains { exact($0, next + 1, after: one.checksum) != nil }
                }
            }
            guard
                let record = found.first ?? corrected(here, next, after: before)
                    ?? otherChecksum(here, next, after: before, byNumber[next + 1] ?? [], end)
                    ?? misnumbered(rows, next, after: before)
            else { break }
            records.append(LabDatabase.record(record.fields))
            if let words = record.correction { corrections.append(words) }
            before = record.checksum
        }
        isWhole = !records.isEmpty && before == end
    }

    /// The values of a record that its checksum takes in: the number stands in front of the row.
    private func values(_ row: SalvagedRow, _ number: Int64) -> [SalvagedRow.Value] {
        [.integer(number, bytes: 0)] + row.values[1..<5]
    }

    private func exact(_ row: SalvagedRow, _ number: Int64, after before: Int64) -> Candidate? {
        guard case .integer(let checksum, _) = row.values[5],
            let fields = SalvagedRow.fields(values(row, number)),
            Checksum.of([.integer(before)] + fields) == checksum
        else { return nil }
        return Candidate(fields: fields, checksum: checksum)
    }

    private func corrected(_ rows: [SalvagedRow], _ number: Int64, after before: Int64) -> Candidate? {
        for row in rows {
            let sealed = values(row, number)
            if let found = sound(row, sealed: sealed[...], after: before, "row \(number) of Journal") {
                return found
            }
        }
        return nil
    }

    /// A row whose checksum comes out when at most one byte is put back.
    private func sound(
        _ row: SalvagedRow, sealed: ArraySlice<SalvagedRow.Value>, after before: Int64?, _ what: String
    ) -> Candidate? {
        guard case .integer(let checksum, _)? = row.values.last else { return nil }
        let seed = before.map { [FieldValue.integer($0)] } ?? []
        if let fields = SalvagedRow.fields(sealed), Checksum.of(seed + fields) == checksum {
            return Candidate(fields: fields, checksum: checksum)
        }
        for correction in ByteCorrection.all(of: Array(sealed), after: before, checksum: checksum) {
            var values = Array(sealed)
            values[correction.value] = correction.applied(to: values[correction.value])
            guard let fields = SalvagedRow.fields(values), Checksum.of(seed + fields) == checksum else {
                continue
            }
            return Candidate(
                fields: fields, checksum: checksum, correction: salvage.words(row, correction, "in \(what)"))
        }
        return nil
    }

    /// A record whose checksum itself was changed: what comes next was made with the right one.
    private func otherChecksum(
        _ rows: [SalvagedRow], _ number: Int64, after before: Int64, _ later: [SalvagedRow], _ end: Int64?
    ) -> Candidate? {
        for row in rows {
            guard case .integer(let found, let bytes) = row.values[5], bytes > 0,
                let fields = SalvagedRow.fields(values(row, number))
            else { continue }
            let wanted = Checksum.of([.integer(before)] + fields)
            let difference = UInt64(bitPattern: wanted ^ found)
            let shift = difference.trailingZeroBitCount & ~7
            guard difference != 0, difference >> shift <= 0xFF, shift / 8 < bytes,
                wanted == end || later.contains(where: { exact($0, number + 1, after: wanted) != nil })
            else { continue }
            let correction = ByteCorrection(
                value: 5, byte: bytes - 1 - shift / 8,
                found: UInt8(truncatingIfNeeded: found >> Int64(shift)),
                wanted: UInt8(truncatingIfNeeded: wanted >> Int64(shift)))
            return Candidate(
                fields: fields, checksum: wanted,
                correction: salvage.words(row, correction, "in the checksum of row \(number) of Journal"))
        }
        return nil
    }

    /// A record that stands under another number.
    private func misnumbered(_ rows: [SalvagedRow], _ number: Int64, after before: Int64) -> Candidate? {
        for row in rows where row.number != number {
            guard var found = exact(row, number, after: before) else { continue }
            found.correction = "row \(number) of Journal has the number \(row.number)"
            return found
        }
        return nil
    }

    /// Finds what the records saw of the outside world; false where not so many are found as there are.
    private mutating func lookForObservations(_ count: Int?) -> Bool {
        let rows = salvage.rows([.integer, .integer, .text, .text, .text, .integer], isNumbered: false)
        var found: [Int64: (SourceObservation, String?)] = [:]
        for row in rows {
            guard
                let one = sound(row, sealed: row.values.dropLast(), after: nil, "a row of SourceObservations")
            else { continue }
            let observation = LabDatabase.observation(one.fields)
            if one.correction == nil || found[observation.ordinal] == nil {
                found[observation.ordinal] = (observation, one.correction)
            }
        }
        if let count, count != found.count { return false }
        for (observation, words) in found.sorted(by: { $0.key < $1.key }).map(\.value)
        where observation.sequence < records.count {
            observations.append(observation)
            if let words { corrections.append(words) }
        }
        return true
    }
}
