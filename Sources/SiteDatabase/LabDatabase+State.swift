import SiteModel

extension LabDatabase {
    // MARK: Snapshots

    /// Stores one page of a snapshot, inserting or replacing.
    ///
    /// - Parameters:
    ///   - name: The snapshot.
    ///   - page: The page, from 0.
    ///   - data: Its bytes.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func putSnapshotPage(_ name: String, page: Int64, _ data: [UInt8]) throws(DatabaseError) {
        try connection.put([.text(name), .integer(page), .blob(data)], in: EngineTables.snapshotPages)
    }

    /// One page of a snapshot.
    ///
    /// - Parameters:
    ///   - name: The snapshot.
    ///   - page: The page, from 0.
    /// - Returns: Its bytes; nil when there is no such page.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func snapshotPage(_ name: String, page: Int64) throws(DatabaseError) -> [UInt8]? {
        let sql = "SELECT Data FROM SnapshotPages WHERE Name = ? AND Page = ?"
        return try connection.withStatement(sql, doing: "reading snapshot \(name)") {
            row throws(DatabaseError) in
            try row.bind([.text(name), .integer(page)])
            return try row.step() ? row.bytes(0) : nil
        }
    }

    /// All pages of a snapshot, in order.
    ///
    /// - Parameter name: The snapshot.
    /// - Returns: The pages; none when there is no such snapshot.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func snapshot(_ name: String) throws(DatabaseError) -> [[UInt8]] {
        let sql = "SELECT Data FROM SnapshotPages WHERE Name = ? ORDER BY Page"
        return try connection.withStatement(sql, doing: "reading snapshot \(name)") {
            row throws(DatabaseError) in
            try row.bind(name, at: 1)
            var pages: [[UInt8]] = []
            while try row.step() { pages.append(row.bytes(0)) }
            return pages
        }
    }

    /// Removes the pages of a snapshot from one on.
    ///
    /// - Parameters:
    ///   - name: The snapshot.
    ///   - first: The first page to go; 0 removes the snapshot.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func dropSnapshot(_ name: String, from first: Int64 = 0) throws(DatabaseError) {
        try connection.run(
            "DELETE FROM SnapshotPages WHERE Name = ? AND Page >= ?", [.text(name), .integer(first)],
            doing: "removing snapshot \(name)")
    }

    // MARK: Trace

    /// Stores a segment of the trace, inserting or replacing.
    ///
    /// - Parameter segment: The segment.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func putTraceSegment(_ segment: TraceSegment) throws(DatabaseError) {
        try connection.put(
            [
                .integer(segment.segment), .integer(segment.firstSequence), .integer(segment.count),
                .integer(segment.firstInstant), .integer(segment.lastInstant), .blob(segment.data),
            ], in: EngineTables.traceSegments)
    }

    /// Goes through the segments of the trace that touch a span of instants, one at a time, in order.
    ///
    /// - Parameters:
    ///   - from: First instant wanted, milliseconds since 1970 UTC; nil: from the beginning.
    ///   - to: Last instant wanted; nil: to the end.
    ///   - body: Takes a segment; says whether to go on.
    /// - Throws: The body's error, or `DatabaseError` when the engine refuses.
    public func forEachTraceSegment(
        from: Int64? = nil, to: Int64? = nil, _ body: (TraceSegment) throws(DatabaseError) -> Bool
    ) throws(DatabaseError) {
        let sql =
            "SELECT Segment, FirstSequence, Count, FirstInstant, LastInstant, Data FROM TraceSegments "
            + "WHERE LastInstant >= ? AND FirstInstant <= ? ORDER BY Segment"
        try connection.withStatement(sql, doing: "reading the trace") { row throws(DatabaseError) in
            try row.bind([.integer(from ?? .min), .integer(to ?? .max)])
            while try row.step() {
                let segment = TraceSegment(
                    segment: row.integer(0), firstSequence: row.integer(1), count: row.integer(2),
                    firstInstant: row.integer(3), lastInstant: row.integer(4), data: row.bytes(5))
                guard try body(segment) else { return }
            }
        }
    }

    /// All segments of the trace, in order.
    ///
    /// - Returns: The segments.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func traceSegments() throws(DatabaseError) -> [TraceSegment] {
        var segments: [TraceSegment] = []
        try forEachTraceSegment { segment throws(DatabaseError) in
            segments.append(segment)
            return true
        }
        return segments
    }

    // MARK: File operations

    /// Replaces the list of file operations: those of the commit that is being made.
    ///
    /// - Parameter operations: The operations in order; none when there is nothing left to do.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func replaceFileOperations(_ operations: [FileOperation]) throws(DatabaseError) {
        try connection.run("DELETE FROM FileOperations", doing: "writing the list of file operations")
        for (place, operation) in operations.enumerated() {
            try connection.put(
                [
                    .integer(Int64(place)), .text(operation.path), .word(operation.kind),
                    .optional(operation.from), .optional(operation.data), .optional(operation.digest),
                ], in: EngineTables.fileOperations)
        }
    }

    /// The file operations of the last commit, in order.
    ///
    /// - Returns: The operations.
    /// - Throws: `DatabaseError` when the engine refuses or a row has another form.
    public func fileOperations() throws(DatabaseError) -> [FileOperation] {
        let table = EngineTables.fileOperations
        let sql = connection.sql(of: table)
        return try connection.withStatement(sql.scans[0], doing: sql.reading) { row throws(DatabaseError) in
            var operations: [FileOperation] = []
            while try row.step() {
                do {
                    var reader = try FieldReader(table, row.row)
                    _ = try reader.integer()
                    let path = try reader.text()
                    let kind: FileOperation.Kind = try reader.word()
                    operations.append(
                        FileOperation(
                            kind, path: path, from: try reader.optionalText(),
                            data: try reader.optionalBytes(), digest: try reader.optionalText()))
                } catch let error as RecordError {
                    throw DatabaseError(code: 0, message: error.description, doing: sql.reading)
                } catch {
                    throw DatabaseError(code: 0, message: "\(error)", doing: sql.reading)
                }
            }
            return operations
        }
    }
}
