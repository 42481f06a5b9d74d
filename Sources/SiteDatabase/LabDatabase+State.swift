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
        let was = try pageChecksums(name, "Page = ?", page)
        let isNow = try connection.putSealed(
            [.text(name), .integer(page), .blob(data)], in: EngineTables.snapshotPages)
        try add(isNow &- was, to: Self.snapshotSum)
    }

    /// The name of the fact that holds the sum of the checksums of all pages: it shows a page that is missing.
    private static let snapshotSum = "snapshotChecksum"
    /// The same for the segments of the trace.
    private static let traceSum = "traceChecksum"

    private func add(_ change: Int64, to sum: String) throws(DatabaseError) {
        if change == 0 { return }
        let was = Int64(try meta(sum) ?? "") ?? 0
        try setMeta(sum, String(was &+ change))
    }

    /// The sum of the checksums of some pages of a snapshot.
    private func pageChecksums(_ name: String, _ condition: String, _ page: Int64) throws(DatabaseError)
        -> Int64
    {
        let sql = "SELECT Checksum FROM SnapshotPages WHERE Name = ? AND \(condition) ORDER BY Page"
        return try connection.withStatement(sql, doing: "reading snapshot \(name)") {
            row throws(DatabaseError) in
            try row.bind([.text(name), .integer(page)])
            var sum: Int64 = 0
            while try row.step() { sum &+= row.integer(0) }
            return sum
        }
    }

    /// Finds out whether a page of a snapshot or a segment of the trace is missing or was put in from elsewhere.
    ///
    /// - Throws: `DatabaseError` with ``DatabaseError/isAltered`` when one is.
    public func checkSnapshot() throws(DatabaseError) {
        try checkSum(of: EngineTables.snapshotPages, "Name, Page", Self.snapshotSum)
        try checkSum(of: EngineTables.traceSegments, "Segment", Self.traceSum)
    }

    private func checkSum(of table: TableDescription, _ order: String, _ fact: String) throws(DatabaseError) {
        let doing = "reading the snapshot"
        let sum = try connection.withStatement(
            "SELECT Checksum FROM \(table.name) ORDER BY \(order)", doing: doing
        ) { row throws(DatabaseError) in
            var sum: Int64 = 0
            while try row.step() { sum &+= row.integer(0) }
            return sum
        }
        guard sum == Int64(try meta(fact) ?? "") ?? 0 else {
            throw .damaged(table, "rows of \(table.name) are missing or not of this lab", doing: doing)
        }
    }

    /// One page of a snapshot.
    ///
    /// - Parameters:
    ///   - name: The snapshot.
    ///   - page: The page, from 0.
    /// - Returns: Its bytes; nil when there is no such page.
    /// - Throws: `DatabaseError` when the engine refuses or the page is not as it was written.
    public func snapshotPage(_ name: String, page: Int64) throws(DatabaseError) -> [UInt8]? {
        try pages(name, "Name = ? AND Page = ?", [.text(name), .integer(page)]).first?.bytes
    }

    /// All pages of a snapshot with their numbers, in order.
    ///
    /// - Parameter name: The snapshot.
    /// - Returns: The pages; none when there is no such snapshot.
    /// - Throws: `DatabaseError` when the engine refuses or a page is not as it was written.
    public func snapshotPages(_ name: String) throws(DatabaseError) -> [(page: Int, bytes: [UInt8])] {
        try pages(name, "Name = ?", [.text(name)])
    }

    private func pages(_ name: String, _ condition: String, _ values: [FieldValue]) throws(DatabaseError)
        -> [(page: Int, bytes: [UInt8])]
    {
        var pages: [(page: Int, bytes: [UInt8])] = []
        try connection.forEachSealed(
            in: EngineTables.snapshotPages, where: condition, values, doing: "reading snapshot \(name)"
        ) { fields, _ throws(DatabaseError) in
            if case .blob(let bytes) = fields[2] { pages.append((Int(fields[1].int ?? 0), bytes)) }
            return true
        }
        return pages
    }

    /// All pages of a snapshot, in order.
    ///
    /// - Parameter name: The snapshot.
    /// - Returns: The pages; none when there is no such snapshot.
    /// - Throws: `DatabaseError` when the engine refuses or a page is not as it was written.
    public func snapshot(_ name: String) throws(DatabaseError) -> [[UInt8]] {
        try snapshotPages(name).map(\.bytes)
    }

    /// The names of the snapshots, in order of their letters.
    ///
    /// - Returns: The names.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func snapshotNames() throws(DatabaseError) -> [String] {
        try connection.withStatement(
            "SELECT DISTINCT Name FROM SnapshotPages ORDER BY Name", doing: "reading the snapshot"
        ) { row throws(DatabaseError) in
            var names: [String] = []
            while try row.step() { names.append(row.text(0)) }
            return names
        }
    }

    /// Removes a page of a snapshot; one that is not there is no error.
    ///
    /// - Parameters:
    ///   - name: The snapshot.
    ///   - page: The page, from 0.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func dropSnapshotPage(_ name: String, page: Int64) throws(DatabaseError) {
        try drop(name, "Page = ?", page)
    }

    /// Removes the pages of a snapshot from one on.
    ///
    /// - Parameters:
    ///   - name: The snapshot.
    ///   - first: The first page to go; 0 removes the snapshot.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func dropSnapshot(_ name: String, from first: Int64 = 0) throws(DatabaseError) {
        try drop(name, "Page >= ?", first)
    }

    /// Removes all pages of all snapshots, damaged ones too.
    ///
    /// - Throws: `DatabaseError` when the engine refuses.
    public func clearSnapshots() throws(DatabaseError) {
        try connection.run("DELETE FROM SnapshotPages", doing: "removing the snapshot")
        try setMeta(Self.snapshotSum, nil)
    }

    private func drop(_ name: String, _ condition: String, _ page: Int64) throws(DatabaseError) {
        let was = try pageChecksums(name, condition, page)
        try connection.run(
            "DELETE FROM SnapshotPages WHERE Name = ? AND \(condition)", [.text(name), .integer(page)],
            doing: "removing snapshot \(name)")
        try add(0 &- was, to: Self.snapshotSum)
    }

    // MARK: Trace

    /// Stores a segment of the trace, inserting or replacing.
    ///
    /// - Parameter segment: The segment.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func putTraceSegment(_ segment: TraceSegment) throws(DatabaseError) {
        let was = try connection.withStatement(
            "SELECT Checksum FROM TraceSegments WHERE Segment = ?", doing: "storing the trace"
        ) { row throws(DatabaseError) in
            try row.bind(segment.segment, at: 1)
            return try row.step() ? row.integer(0) : 0
        }
        let isNow = try connection.putSealed(
            [
                .integer(segment.segment), .integer(segment.firstSequence), .integer(segment.count),
                .integer(segment.firstInstant), .integer(segment.lastInstant), .blob(segment.data),
            ], in: EngineTables.traceSegments)
        try add(isNow &- was, to: Self.traceSum)
    }

    /// Removes the whole trace, damaged segments too.
    ///
    /// - Throws: `DatabaseError` when the engine refuses.
    public func clearTrace() throws(DatabaseError) {
        try connection.run("DELETE FROM TraceSegments", doing: "removing the trace")
        try setMeta(Self.traceSum, nil)
    }

    /// Removes the segments of the trace from one on; call it in a transaction.
    ///
    /// - Parameter first: The first segment to go.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func dropTrace(from first: Int64) throws(DatabaseError) {
        let doing = "shortening the trace"
        let was = try connection.withStatement(
            "SELECT Checksum FROM TraceSegments WHERE Segment >= ? ORDER BY Segment", doing: doing
        ) { row throws(DatabaseError) in
            try row.bind(first, at: 1)
            var sum: Int64 = 0
            while try row.step() { sum &+= row.integer(0) }
            return sum
        }
        try connection.run(
            "DELETE FROM TraceSegments WHERE Segment >= ?", [.integer(first)], doing: doing)
        try add(0 &- was, to: Self.traceSum)
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
        let table = EngineTables.traceSegments
        let doing = "reading the trace"
        var last: Int64?
        try connection.forEachSealed(
            in: table, where: "LastInstant >= ? AND FirstInstant <= ?",
            [.integer(from ?? .min), .integer(to ?? .max)], doing: doing
        ) { fields, _ throws(DatabaseError) in
            let segment = Self.segment(fields)
            // Segments follow each other in time, so that those of a span are neighbours.
            let wanted = last.map { $0 + 1 } ?? (from == nil ? 0 : segment.segment)
            guard segment.segment == wanted else {
                throw .damaged(table, "row \(wanted) of TraceSegments is missing", doing: doing)
            }
            last = segment.segment
            return try body(segment)
        }
    }

    private static func segment(_ fields: [FieldValue]) -> TraceSegment {
        var segment = TraceSegment(
            segment: fields[0].int ?? 0, firstSequence: fields[1].int ?? 0, count: fields[2].int ?? 0,
            firstInstant: fields[3].int ?? 0, lastInstant: fields[4].int ?? 0, data: [])
        if case .blob(let bytes) = fields[5] { segment.data = bytes }
        return segment
    }

    /// The last segment of the trace, or nil when it is empty.
    ///
    /// - Returns: The segment.
    /// - Throws: `DatabaseError` when the engine refuses or the segment is not as it was written.
    public func lastTraceSegment() throws(DatabaseError) -> TraceSegment? {
        var last: TraceSegment?
        try connection.forEachSealed(
            in: EngineTables.traceSegments, where: "Segment = (SELECT max(Segment) FROM TraceSegments)",
            doing: "reading the trace"
        ) { fields, _ throws(DatabaseError) in
            last = Self.segment(fields)
            return false
        }
        return last
    }

    /// A segment of the trace by its number.
    ///
    /// - Parameter number: From 0.
    /// - Returns: The segment; nil when there is none.
    /// - Throws: `DatabaseError` when the engine refuses or the segment is not as it was written.
    public func traceSegment(_ number: Int64) throws(DatabaseError) -> TraceSegment? {
        var found: TraceSegment?
        try connection.forEachSealed(
            in: EngineTables.traceSegments, where: "Segment = ?", [.integer(number)],
            doing: "reading the trace"
        ) { fields, _ throws(DatabaseError) in
            found = Self.segment(fields)
            return false
        }
        return found
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
            try connection.putSealed(
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
        var operations: [FileOperation] = []
        try connection.forEachSealed(in: table, doing: sql.reading) { fields, _ throws(DatabaseError) in
            do {
                // The reader wants a row as the table has it; the checksum, the last column, was proved.
                var reader = try FieldReader(table, fields + [.integer(0)])
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
            return true
        }
        return operations
    }
}
