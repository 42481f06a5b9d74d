import SiteModel

/// A journal as far as its rows are found in the pages of a file, single bytes put back where their checksums tell them.
struct SalvagedJournal {
    /// The records from the first one on.
    private(set) var records: [JournalRecord] = []
    /// What was seen of the outside world, as far as it is found, and which byte was put back there, in words.
    private(set) var looks: [(observation: SourceObservation, correction: String?)] = []
    /// Which bytes of records were put back, in words.
    private(set) var corrections: [String] = []
    /// Whether these are all records: the last one is the one that was noted as the last.
    private(set) var isWhole = false
    private let salvage: PageSalvage
    /// The columns of the journal.
    private static let kinds: [PageSalvage.Kind] = [.null, .integer, .text, .text, .text, .integer]
    /// Heads of records that can be read with one byte put back, by the numbers that they have then.
    private var heads: [Int64: [MendedHead]] = [:]

    /// Looks for a journal; nil where the file cannot be looked through.
    ///
    /// - Parameters:
    ///   - path: The file of a lab.
    ///   - known: The observations, as far as the engine can read them; nil: it cannot.
    ///   - count: How many observations there are, where the engine can tell.
    init?(_ path: String, observations known: [SourceObservation]?, count: Int?) {
        guard let salvage = PageSalvage(path) else { return nil }
        self.salvage = salvage
        follow(noted())
        if let known, let count, known.count == count {
            looks = known.map { ($0, nil) }
        } else {
            lookForObservations(known ?? [], count)
        }
    }

    private typealias Candidate = SoundRow

    /// The checksums that are noted as that of the last record: one, unless the list of free pages is damaged as well.
    ///
    /// What stands in a free page was noted once and says nothing. A fact that is as it was written goes before one in which
    /// a byte has to be put back.
    private func noted() -> [Int64] {
        let name = Array(LabDatabase.lastJournal.utf8)
        var whole: [Int64] = []
        var others: [Int64] = []
        for row in salvage.rows([.text, .text, .integer], isNumbered: false) where !row.isFree {
            guard case .bytes(let bytes)? = row.values.first, bytes.count == name.count,
                zip(bytes, name).count(where: { $0 != $1 }) <= 1,
                let found = salvage.sound(
                    row, sealed: row.values.dropLast(), after: nil, "fact \(LabDatabase.lastJournal)"),
                found.fields[0].string == LabDatabase.lastJournal,
                let end = Int64(found.fields[1].string ?? "")
            else { continue }
            // Not a byte of the journal: what is wrong with it is of no use to anybody.
            if found.correction == nil { whole.append(end) } else { others.append(end) }
        }
        return whole.isEmpty ? others : whole
    }

    /// Takes the chain of records that ends in one of the noted checksums, or the longest that is part of the lab.
    private mutating func follow(_ ends: [Int64]) {
        let rows = salvage.rows(Self.kinds, isNumbered: true)
        for head in salvage.mendedHeads(Self.kinds, isNumbered: true) {
            heads[head.head.number, default: []].append(head)
        }
        var chains = ends.map { chain(of: rows, to: $0) }.filter { $0.end != nil }
        chains.sort { $0.records.count > $1.records.count }
        // Without its end, what stands in free pages may be what a rewind took off.
        let found = chains.first ?? chain(of: rows.filter { !$0.isFree }, to: nil)
        records = found.records.map { LabDatabase.record($0.fields) }
        corrections = found.records.compactMap(\.correction)
        isWhole = found.end != nil
    }

    /// Records that follow one another, and the noted checksum that they end in; nil: in none.
    private struct Chain {
        var records: [Candidate] = []
        var end: Int64?
    }

    /// What may come next in a chain, and how it was looked for so far.
    private struct Fork {
        var before: Int64
        var candidates: [Candidate] = []
        var isSearched = false
        var isTriedAgain = false
    }

    /// A record with what leads to it: from there on chains are alike.
    private struct Step: Hashable {
        var number: Int
        var checksum: Int64
    }

    /// Follows every record that comes next, one after the other, until a chain ends in a checksum; each record is gone
    /// through once.
    ///
    /// An older form of a record, or one that a rewind took off, may stand somewhere and follow as well as the right one.
    ///
    /// - Returns: That chain; where there is none, or no end is known, the longest one.
    private func chain(of rows: [SalvagedRow], to end: Int64?) -> Chain {
        var byNumber: [Int64: [SalvagedRow]] = [:]
        for row in rows { byNumber[row.number, default: []].append(row) }
        var path: [Candidate] = []
        var longest: [Candidate] = []
        var forks = [Fork(before: 0)]
        var known: Set<Step> = []
        while var fork = forks.popLast() {
            let number = Int64(path.count)
            let here = byNumber[number] ?? []
            if !fork.isSearched {
                fork.isSearched = true
                // In order of the rows, so that those of free pages are last.
                fork.candidates = here.compactMap { exact($0, number, after: fork.before) }
                if fork.candidates.isEmpty {
                    fork.isTriedAgain = true
                    fork.candidates = others(rows, here, fork.before, byNumber[number + 1] ?? [], number, end)
                }
                fork.candidates.reverse()
            }
            if fork.candidates.isEmpty, !fork.isTriedAgain {
                // Each record that is as it was written led nowhere; the right one may be damaged.
                fork.isTriedAgain = true
                let found = corrected(here, number, after: fork.before) + mended(number, after: fork.before)
                fork.candidates = found.reversed()
            }
            guard let next = fork.candidates.popLast() else {
                if !path.isEmpty { path.removeLast() }
                continue
            }
            forks.append(fork)
            guard known.insert(Step(number: path.count, checksum: next.checksum)).inserted else { continue }
            path.append(next)
            if let end, next.checksum == end { return Chain(records: path, end: end) }
            if path.count > longest.count { longest = path }
            forks.append(Fork(before: next.checksum))
        }
        return Chain(records: longest)
    }

    /// What may come next where no record does that is as it was written.
    private func others(
        _ rows: [SalvagedRow], _ here: [SalvagedRow], _ before: Int64, _ later: [SalvagedRow],
        _ number: Int64, _ end: Int64?
    ) -> [Candidate] {
        let found =
            corrected(here, number, after: before) + otherChecksum(here, number, after: before, later, end)
            + mended(number, after: before)
        return found.isEmpty ? misnumbered(rows, number, after: before).map { [$0] } ?? [] : found
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

    /// The records that come next when one byte is put back.
    private func corrected(_ rows: [SalvagedRow], _ number: Int64, after before: Int64) -> [Candidate] {
        rows.compactMap { row in
            let found = salvage.sound(
                row, sealed: values(row, number)[...], after: before, "row \(number) of Journal")
            return found?.correction == nil ? nil : found
        }
    }

    /// A record whose checksum itself was changed: what comes next was made with the right one.
    private func otherChecksum(
        _ rows: [SalvagedRow], _ number: Int64, after before: Int64, _ later: [SalvagedRow], _ end: Int64?
    ) -> [Candidate] {
        rows.compactMap { row in
            guard case .integer(let found, let bytes) = row.values[5], bytes > 0,
                let fields = SalvagedRow.fields(values(row, number))
            else { return nil }
            let wanted = Checksum.of([.integer(before)] + fields)
            let difference = UInt64(bitPattern: wanted ^ found)
            let shift = difference.trailingZeroBitCount & ~7
            guard difference != 0, difference >> shift <= 0xFF, shift / 8 < bytes,
                wanted == end || later.contains(where: { exact($0, number + 1, after: wanted) != nil })
            else { return nil }
            let correction = ByteCorrection(
                value: 5, byte: bytes - 1 - shift / 8,
                found: UInt8(truncatingIfNeeded: found >> Int64(shift)),
                wanted: UInt8(truncatingIfNeeded: wanted >> Int64(shift)))
            return Candidate(
                fields: fields, checksum: wanted,
                correction: salvage.words(row, correction, "in the checksum of row \(number) of Journal"))
        }
    }

    /// A record that stands under another number.
    private func misnumbered(_ rows: [SalvagedRow], _ number: Int64, after before: Int64) -> Candidate? {
        for row in rows where row.number != number {
            guard var found = exact(row, number, after: before) else { continue }
            let words = "row \(number) of Journal has the number \(row.number)"
            let change = salvage.numberChange(row, to: number)
            found.correction = change.map { LabForm.words($0, "where \(words)") } ?? words
            return found
        }
        return nil
    }

    /// A record whose head cannot be read, unless one byte of it is put back.
    private func mended(_ number: Int64, after before: Int64) -> [Candidate] {
        (heads[number] ?? []).compactMap { head in
            guard let row = salvage.row(head.head, Self.kinds),
                var found = exact(row, number, after: before)
            else { return nil }
            found.correction = LabForm.words(head.change, "in the head of row \(number) of Journal")
            return found
        }
    }

    /// Finds what the records saw of the outside world, as far as it is there.
    ///
    /// - Parameters:
    ///   - known: What the engine read, which goes before all that is found.
    ///   - count: How many there are, where that is known; only then something in a free page can be one of them.
    private mutating func lookForObservations(_ known: [SourceObservation], _ count: Int?) {
        var found: [Int64: (SourceObservation, String?)] = [:]
        for one in known { found[one.ordinal] = (one, nil) }
        let rows = salvage.rows([.integer, .integer, .text, .text, .text, .integer], isNumbered: false)
        func look(_ rows: [SalvagedRow], isWhole: Bool) {
            for row in rows {
                guard
                    let one = salvage.sound(
                        row, sealed: row.values.dropLast(), after: nil, "a row of SourceObservations"),
                    (one.correction == nil) == isWhole
                else { continue }
                let observation = LabDatabase.observation(one.fields)
                if found[observation.ordinal] == nil {
                    found[observation.ordinal] = (observation, one.correction)
                }
            }
        }
        let live = rows.filter { !$0.isFree }
        look(live, isWhole: true)
        look(live, isWhole: false)
        if let count, found.count < count { look(rows.filter(\.isFree), isWhole: true) }
        looks = found.sorted { $0.key < $1.key }.map { ($0.value.0, $0.value.1) }
    }
}
