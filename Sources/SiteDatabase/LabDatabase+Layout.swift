import CSQLite
import Glibc

// Where rows lie in a lab's file.

extension LabDatabase {
    /// Tables whose row numbers nobody chose, with the order in which they are numbered: as they come into being.
    private static let numbered = [
        (table: "SnapshotPages", order: "Name, Page"),
        (table: "CheckpointPages", order: "Checkpoint, Name, Page"),
    ]
    /// Files up to so many bytes are laid in memory.
    private static let largestInMemory: Int64 = 64 << 20
    /// Larger files stay as they are: two seconds behind each command are enough.
    private static let largest: Int64 = 256 << 20

    /// Lays every row at the place that follows from what the file holds, and from nothing else.
    ///
    /// In which page a row ends up otherwise hangs on the transactions that wrote it: one that grew in two steps has
    /// made room twice. The journal tells what happened and not in how many transactions it was stored, so that the
    /// same lab made out of its journal, or run in one piece instead of three, would be the same rows in another file.
    ///
    /// - Returns: Whether they are; where there is no room for it the file stays as it is, since the rows are stored already,
    ///   and the next command tries again.
    /// - Throws: `DatabaseError` when the disk fails.
    func lay() throws(DatabaseError) -> Bool {
        let doing = "laying the rows of \(path)"
        do throws(DatabaseError) {
            let pages = try connection.integer("PRAGMA page_count", doing: doing)
            let size = pages * Int64(LabForm.pageSize)
            if size > Self.largest { return true }
            try connection.run(
                "PRAGMA temp_store = \(size <= Self.largestInMemory ? "MEMORY" : "DEFAULT")", doing: doing)
            for (table, order) in Self.numbered { try number(table, by: order, doing) }
            try connection.run("VACUUM", doing: doing)
            return true
        } catch {
            if error.primaryCode == Int(SQLITE_IOERR) { throw error }
            return false
        }
    }

    /// Numbers the rows of a table from 1 in an order of its columns.
    private func number(_ table: String, by order: String, _ doing: String) throws(DatabaseError) {
        let places = "SELECT rowid AS Old, row_number() OVER (ORDER BY \(order)) AS New FROM \(table)"
        let moved = "SELECT Old, New FROM (\(places)) WHERE Old <> New"
        guard try connection.integer("SELECT count(*) FROM (\(moved))", doing: doing) > 0 else { return }
        do {
            try transaction(doing) {
                try connection.run(
                    "CREATE TEMP TABLE Moved (Old INTEGER PRIMARY KEY, New INTEGER)", doing: doing)
                try connection.run("INSERT INTO temp.Moved \(moved)", doing: doing)
                // By way of numbers that no row has, since a new number may be that of a row which has not moved yet.
                try connection.run(
                    """
                    UPDATE \(table) SET rowid = -(SELECT New FROM temp.Moved WHERE Old = \(table).rowid)
                    WHERE rowid IN (SELECT Old FROM temp.Moved)
                    """, doing: doing)
                try connection.run("UPDATE \(table) SET rowid = -rowid WHERE rowid < 0", doing: doing)
                try connection.run("DROP TABLE temp.Moved", doing: doing)
            }
        } catch let error as DatabaseError {
            throw error
        } catch {
            throw DatabaseError(code: 0, message: "\(error)", doing: doing)
        }
    }
}
