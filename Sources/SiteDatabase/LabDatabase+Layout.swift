extension LabDatabase {
    /// Rows of this many bytes in all are written anew when a lab is closed.
    private static let mostBytes: Int64 = 262_144

    /// Writes the rows that each commit changes anew, in the order of their keys.
    ///
    /// Where such a row lies in its page depends on how often it was written before: two labs with the same rows, one of them
    /// run in one go and the other in pieces, would have other bytes. Large labs are left as they are.
    ///
    /// - Throws: `DatabaseError` of the engine; then everything lies where it did.
    func settle() throws {
        guard connection.hasChanged else { return }
        let doing = "settling \(path)"
        let bytes = try connection.integer(
            "SELECT coalesce(sum(length(Data)), 0) FROM SnapshotPages", doing: doing)
        guard bytes <= Self.mostBytes else { return }
        try connection.run("PRAGMA temp_store = MEMORY", doing: doing)
        try connection.transaction(doing) {
            // Twice: the pages that a row goes on in are let go of and taken from the list of free ones, whose order is as
            // before after two times (the first of the list is taken, and the last one takes its place).
            for (table, key) in [
                ("Meta", "Name"), ("Meta", "Name"), ("SnapshotPages", "Name, Page"),
                ("SnapshotPages", "Name, Page"),
            ] {
                try connection.runScript(
                    """
                    CREATE TEMP TABLE Settled AS SELECT * FROM \(table);
                    DELETE FROM \(table);
                    INSERT INTO \(table) SELECT * FROM Settled ORDER BY \(key);
                    DROP TABLE Settled
                    """, doing: doing)
            }
        }
    }
}
