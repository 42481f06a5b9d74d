import SiteModel

/// A row of a line that a rewind took off the end of a journal.
public struct SetAsideRow: Equatable, Sendable {
    /// The line, from 1.
    public var line: Int64
    /// The place in the line; 0 tells where it begins and ends.
    public var ordinal: Int64
    /// Virtual instant, in milliseconds since 1970 UTC.
    public var instant: Int64
    /// The SMS account.
    public var who: String
    /// The command, `saw` for what the command before saw of the outside world, or `line` at place 0.
    public var verb: String
    /// Its arguments, JSON.
    public var body: String

    /// Makes a row.
    public init(line: Int64, ordinal: Int64, instant: Int64, who: String, verb: String, body: String) {
        self.line = line
        self.ordinal = ordinal
        self.instant = instant
        self.who = who
        self.verb = verb
        self.body = body
    }
}

extension LabDatabase {
    /// What rewinds took off the end of the journal, in order.
    ///
    /// - Returns: The rows of all lines.
    /// - Throws: `DatabaseError` when the engine refuses or a row is not as it was written.
    public func setAside() throws(DatabaseError) -> [SetAsideRow] { try setAside(line: nil) }

    /// The lines that are whole, and the numbers of the others.
    ///
    /// A row in which a byte was changed is put back as its checksum tells. Where the engine does not reach all rows, the
    /// pages of the file are looked through.
    ///
    /// - Parameter isWhole: Whether the rows of a line are all of it.
    /// - Returns: The rows of the whole lines in order, the lines that are not, and which bytes were put back, in words.
    public func soundSetAside(
        _ isWhole: ([SetAsideRow]) -> Bool
    ) -> (rows: [SetAsideRow], damaged: [Int64], corrections: [String]) {
        let (found, counts, isSound) = reachedSetAside()
        let isReached = (try? checkTrees()) != nil
        if isSound, isReached, Dictionary(grouping: found, by: \.line).values.allSatisfy(isWhole) {
            return (found, [], [])
        }
        var rows: [Int64: [Int64: SetAsideRow]] = [:]
        for row in found { rows[row.line, default: [:]][row.ordinal] = row }
        var corrections: [String] = []
        for (row, words) in salvagedSetAside() where rows[row.line]?[row.ordinal] == nil {
            rows[row.line, default: [:]][row.ordinal] = row
            if let words { corrections.append(words) }
        }
        let isAllThere = isReached && rows.values.reduce(0) { $0 + $1.count } == counts.values.reduce(0, +)
        var whole: [SetAsideRow] = []
        var damaged: [Int64] = []
        for line in Set(rows.keys).union(counts.keys).sorted() {
            let here = (rows[line] ?? [:]).values.sorted { $0.ordinal < $1.ordinal }
            // A row whose number of a line was put back is counted under another one.
            if here.isEmpty, isAllThere { continue }
            if !here.isEmpty, isWhole(here), isAllThere || here.count >= counts[line] ?? 0 {
                whole += here
            } else {
                damaged.append(line)
            }
        }
        return (whole, damaged, corrections)
    }

    /// The rows that the engine reads and that are as they were written, how many it has of each line, and whether these
    /// are all.
    private func reachedSetAside() -> (rows: [SetAsideRow], counts: [Int64: Int], isSound: Bool) {
        let doing = "looking for damaged lines"
        var counts: [Int64: Int] = [:]
        var found: [SetAsideRow] = []
        do throws(DatabaseError) {
            try connection.withStatement("SELECT Line, count(*) FROM SetAside GROUP BY Line", doing: doing) {
                row throws(DatabaseError) in
                while try row.step() { counts[row.integer(0)] = Int(row.integer(1)) }
            }
        } catch {
            return ([], [:], false)
        }
        var isSound = true
        for line in counts.keys.sorted() {
            do throws(DatabaseError) {
                found += try setAside(line: line)
            } catch {
                isSound = false
            }
        }
        return (found, counts, isSound)
    }

    /// The rows that stand in the pages of the file, with the byte that was put back; those without one first.
    private func salvagedSetAside() -> [(row: SetAsideRow, correction: String?)] {
        guard let salvage = PageSalvage(file) else { return [] }
        let kinds: [PageSalvage.Kind] = [.integer, .integer, .integer, .text, .text, .text, .integer]
        let found = salvage.rows(kinds, isNumbered: false).filter { !$0.isFree }.compactMap { row in
            salvage.sound(row, sealed: row.values.dropLast(), after: nil, "a row of SetAside").map {
                (row: Self.setAsideRow($0.fields), correction: $0.correction)
            }
        }
        return found.filter { $0.correction == nil } + found.filter { $0.correction != nil }
    }

    private func setAside(line: Int64?) throws(DatabaseError) -> [SetAsideRow] {
        var found: [SetAsideRow] = []
        try connection.forEachSealed(
            in: EngineTables.setAside, where: line == nil ? "" : "Line = ?",
            line.map { [.integer($0)] } ?? [],
            doing: "reading what was set aside"
        ) { fields, _ throws(DatabaseError) in
            found.append(Self.setAsideRow(fields))
            return true
        }
        return found
    }

    private static func setAsideRow(_ fields: [FieldValue]) -> SetAsideRow {
        SetAsideRow(
            line: fields[0].int ?? 0, ordinal: fields[1].int ?? 0, instant: fields[2].int ?? 0,
            who: fields[3].string ?? "", verb: fields[4].string ?? "", body: fields[5].string ?? "")
    }

    /// Removes all lines; call it in a transaction.
    ///
    /// - Throws: `DatabaseError` when the engine refuses.
    public func clearSetAside() throws(DatabaseError) {
        try connection.run("DELETE FROM SetAside", doing: "removing what was set aside")
    }

    /// Keeps rows of lines, inserting or replacing; call it in a transaction.
    ///
    /// - Parameter rows: The rows.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func putSetAside(_ rows: [SetAsideRow]) throws(DatabaseError) {
        for row in rows {
            try connection.putSealed(
                [
                    .integer(row.line), .integer(row.ordinal), .integer(row.instant), .text(row.who),
                    .text(row.verb), .text(row.body),
                ], in: EngineTables.setAside)
        }
    }
}
