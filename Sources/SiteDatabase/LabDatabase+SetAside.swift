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

    /// The lines of which every row is there and as it was written, and the numbers of the others.
    ///
    /// - Parameter isWhole: Whether the rows of a line are all of it.
    /// - Returns: The rows of the whole lines in order, and the damaged lines.
    /// - Throws: `DatabaseError` when the engine refuses, or cannot find its way through the table.
    public func soundSetAside(
        _ isWhole: ([SetAsideRow]) -> Bool
    ) throws(DatabaseError) -> (rows: [SetAsideRow], damaged: [Int64]) {
        let doing = "looking for damaged lines"
        try checkTree(of: EngineTables.setAside)
        let numbers = try connection.withStatement(
            "SELECT DISTINCT Line FROM SetAside ORDER BY Line", doing: doing
        ) {
            row throws(DatabaseError) in
            var numbers: [Int64] = []
            while try row.step() { numbers.append(row.integer(0)) }
            return numbers
        }
        var found: [SetAsideRow] = []
        var damaged: [Int64] = []
        for number in numbers {
            do throws(DatabaseError) {
                let rows = try setAside(line: number)
                if isWhole(rows) { found += rows } else { damaged.append(number) }
            } catch {
                guard error.isAltered else { throw error }
                damaged.append(number)
            }
        }
        return (found, damaged)
    }

    /// Removes lines that are not as they were written; call it in a transaction.
    ///
    /// - Parameter isWhole: Whether the rows of a line are all of it.
    /// - Returns: Their numbers.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func dropDamagedSetAside(_ isWhole: ([SetAsideRow]) -> Bool) throws(DatabaseError) -> [Int64] {
        let damaged = try soundSetAside(isWhole).damaged
        for number in damaged {
            try connection.run(
                "DELETE FROM SetAside WHERE Line = ?", [.integer(number)], doing: "removing a damaged line")
        }
        return damaged
    }

    private func setAside(line: Int64?) throws(DatabaseError) -> [SetAsideRow] {
        var found: [SetAsideRow] = []
        try connection.forEachSealed(
            in: EngineTables.setAside, where: line == nil ? "" : "Line = ?",
            line.map { [.integer($0)] } ?? [],
            doing: "reading what was set aside"
        ) { fields, _ throws(DatabaseError) in
            found.append(
                SetAsideRow(
                    line: fields[0].int ?? 0, ordinal: fields[1].int ?? 0, instant: fields[2].int ?? 0,
                    who: fields[3].string ?? "", verb: fields[4].string ?? "", body: fields[5].string ?? ""))
            return true
        }
        return found
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
