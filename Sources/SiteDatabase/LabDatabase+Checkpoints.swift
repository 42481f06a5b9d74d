import SiteModel

/// An earlier instant of a lab whose whole state is kept.
public struct Checkpoint: Equatable, Sendable {
    /// Running number from 0; gaps are those that were dropped.
    public var number: Int64
    /// The journal record that let time pass over the instant.
    public var sequence: Int64
    /// The instant, in milliseconds since 1970 UTC; everything before it has happened.
    public var instant: Int64
    /// How many events had been handled.
    public var handled: Int64
    /// How many entries the trace had, kept or not.
    public var traceCount: Int64
    /// The digest over them.
    public var traceDigest: String
    /// The segment of the trace that was open.
    public var segment: Int64
    /// How many entries it held.
    public var segmentCount: Int64

    /// Makes a checkpoint.
    public init(
        number: Int64, sequence: Int64, instant: Int64, handled: Int64, traceCount: Int64,
        traceDigest: String, segment: Int64, segmentCount: Int64
    ) {
        self.number = number
        self.sequence = sequence
        self.instant = instant
        self.handled = handled
        self.traceCount = traceCount
        self.traceDigest = traceDigest
        self.segment = segment
        self.segmentCount = segmentCount
    }

    /// How many are kept at most; then every second one is dropped.
    public static let limit: Int64 = 32

    /// How much farther apart than the first ones the next one is to be: 1, 2, 4 and so on.
    ///
    /// - Parameter made: How many were made so far, dropped or not.
    /// - Returns: The factor.
    public static func stretch(made: Int64) -> Int64 {
        guard made >= limit else { return 1 }
        return 1 << min((made - limit) / (limit / 2) + 1, 40)
    }

    init(_ fields: [FieldValue]) {
        func number(_ place: Int) -> Int64 { fields.indices.contains(place) ? fields[place].int ?? 0 : 0 }
        self.init(
            number: number(0), sequence: number(1), instant: number(2), handled: number(3),
            traceCount: number(4), traceDigest: fields.indices.contains(5) ? fields[5].string ?? "" : "",
            segment: number(6), segmentCount: number(7))
    }

    var fields: [FieldValue] {
        [
            .integer(number), .integer(sequence), .integer(instant), .integer(handled), .integer(traceCount),
            .text(traceDigest), .integer(segment), .integer(segmentCount),
        ]
    }
}

/// A page of a lab's state by its name.
public struct PageKey: Hashable, Sendable {
    /// The snapshot.
    public let name: String
    /// The page, from 0.
    public let page: Int64

    /// Names a page.
    public init(_ name: String, _ page: Int64) {
        self.name = name
        self.page = page
    }
}

extension LabDatabase {
    /// The name under which checkpoints keep the lab's definition.
    public static let definitionPage = "definition"

    // MARK: Reading

    /// All checkpoints in order.
    ///
    /// - Returns: The checkpoints.
    /// - Throws: `DatabaseError` when the engine refuses or a row is not as it was written.
    public func checkpoints() throws(DatabaseError) -> [Checkpoint] {
        try checkpoints("", [])
    }

    /// The last checkpoint that is not after an instant.
    ///
    /// - Parameter instant: In milliseconds since 1970 UTC; nil: the last of all.
    /// - Returns: The checkpoint; nil when there is none that early.
    /// - Throws: `DatabaseError` when the engine refuses or a row is not as it was written.
    public func checkpoint(notAfter instant: Int64? = nil) throws(DatabaseError) -> Checkpoint? {
        try checkpoints(
            "Checkpoint = (SELECT max(Checkpoint) FROM Checkpoints WHERE Instant <= ?)",
            [.integer(instant ?? .max)]
        ).first
    }

    private func checkpoints(_ condition: String, _ values: [FieldValue]) throws(DatabaseError)
        -> [Checkpoint]
    {
        var found: [Checkpoint] = []
        try connection.forEachSealed(
            in: EngineTables.checkpoints, where: condition, values, doing: "reading checkpoints"
        ) { fields, _ throws(DatabaseError) in
            found.append(Checkpoint(fields))
            return true
        }
        return found
    }

    /// The pages of a snapshot as they were at a checkpoint, in order.
    ///
    /// - Parameters:
    ///   - name: The snapshot.
    ///   - number: The checkpoint.
    /// - Returns: The pages that there were.
    /// - Throws: `DatabaseError` when the engine refuses or a page is not as it was written.
    public func checkpointPages(_ name: String, at number: Int64) throws(DatabaseError) -> [(
        page: Int, bytes: [UInt8]
    )] {
        var pages: [(page: Int, bytes: [UInt8])] = []
        try connection.forEachSealed(
            in: EngineTables.checkpointPages,
            where: "Name = ?1 AND Checkpoint = (SELECT max(Checkpoint) FROM CheckpointPages q "
                + "WHERE q.Name = ?1 AND q.Page = CheckpointPages.Page AND q.Checkpoint <= ?2)",
            [.text(name), .integer(number)],
            doing: number == .max ? "reading the last checkpoint" : "reading checkpoint \(number)"
        ) { fields, _ throws(DatabaseError) in
            if case .blob(let bytes) = fields[3] { pages.append((Int(fields[1].int ?? 0), bytes)) }
            return true
        }
        return pages
    }

    // MARK: Writing

    /// Keeps the state that is stored now as a checkpoint: pages that differ from those of the one before; call it in
    /// the transaction that stores the state.
    ///
    /// - Parameter checkpoint: The checkpoint; its number must be the next.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func keepCheckpoint(_ checkpoint: Checkpoint) throws(DatabaseError) {
        var pages: [(PageKey, [UInt8]?)] = []
        for key in try changedPages() {
            pages.append((key, try snapshotPage(key.name, page: key.page)))
        }
        let definition = Array((try meta(Self.definitionPage) ?? "").utf8)
        if try checkpointPages(Self.definitionPage, at: .max).first?.bytes != definition {
            pages.append((PageKey(Self.definitionPage, 0), definition))
        }
        try put(checkpoint, pages)
    }

    /// Stores a checkpoint with the pages that differ from those of the one before; call it in a transaction.
    ///
    /// - Parameters:
    ///   - checkpoint: The checkpoint.
    ///   - pages: The pages; nil: it is not there any more.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func put(_ checkpoint: Checkpoint, _ pages: [(PageKey, [UInt8]?)]) throws(DatabaseError) {
        try connection.putSealed(checkpoint.fields, in: EngineTables.checkpoints)
        for (key, bytes) in pages {
            try putCheckpointPage(key, checkpoint.number, bytes)
        }
        try thin()
    }

    private func putCheckpointPage(_ key: PageKey, _ number: Int64, _ bytes: [UInt8]?) throws(DatabaseError) {
        try connection.putSealed(
            [.text(key.name), .integer(key.page), .integer(number), bytes.map { .blob($0) } ?? .null],
            in: EngineTables.checkpointPages)
    }

    /// Pages of the snapshot that differ from what the last checkpoint has, in order of their names.
    private func changedPages() throws(DatabaseError) -> [PageKey] {
        let latest =
            "SELECT max(q.Checkpoint) FROM CheckpointPages q WHERE q.Name = %.Name AND q.Page = %.Page"
        func latestOf(_ table: String) -> String {
            latest.split(separator: "%", omittingEmptySubsequences: false).joined(separator: table)
        }
        let sql = """
            SELECT s.Name, s.Page FROM SnapshotPages s WHERE NOT EXISTS (SELECT 1 FROM CheckpointPages p \
            WHERE p.Name = s.Name AND p.Page = s.Page AND p.Checkpoint = (\(latestOf("s"))) AND p.Data IS s.Data) \
            UNION ALL \
            SELECT p.Name, p.Page FROM CheckpointPages p WHERE p.Name <> ?1 AND p.Data IS NOT NULL \
            AND p.Checkpoint = (\(latestOf("p"))) AND NOT EXISTS (SELECT 1 FROM SnapshotPages s \
            WHERE s.Name = p.Name AND s.Page = p.Page) ORDER BY 1, 2
            """
        return try connection.withStatement(sql, doing: "comparing the snapshot with the last checkpoint") {
            row throws(DatabaseError) in
            try row.bind([.text(Self.definitionPage)])
            var found: [PageKey] = []
            while try row.step() { found.append(PageKey(row.text(0), row.integer(1))) }
            return found
        }
    }

    /// Drops every second checkpoint once there are too many, the first one first: what is far back is kept as finely
    /// as what is near, and the room stays bounded.
    private func thin() throws(DatabaseError) {
        let all = try checkpoints()
        guard all.count >= Int(Checkpoint.limit) else { return }
        for place in stride(from: 0, to: all.count - 1, by: 2) {
            try hand(over: all[place].number, to: all[place + 1].number)
        }
    }

    /// Drops a checkpoint; pages that the next one relies on become its own.
    private func hand(over number: Int64, to next: Int64) throws(DatabaseError) {
        let table = EngineTables.checkpointPages
        var kept: [(PageKey, [UInt8]?)] = []
        try connection.forEachSealed(
            in: table,
            where: "Checkpoint = ?1 AND NOT EXISTS (SELECT 1 FROM CheckpointPages q WHERE q.Name = "
                + "CheckpointPages.Name AND q.Page = CheckpointPages.Page AND q.Checkpoint = ?2)",
            [.integer(number), .integer(next)], doing: "dropping checkpoint \(number)"
        ) { fields, _ throws(DatabaseError) in
            var bytes: [UInt8]?
            if case .blob(let data) = fields[3] { bytes = data }
            kept.append((PageKey(fields[0].string ?? "", fields[1].int ?? 0), bytes))
            return true
        }
        try dropRows(of: number, "=")
        for (key, bytes) in kept { try putCheckpointPage(key, next, bytes) }
    }

    /// Drops the checkpoints after an instant; call it in a transaction.
    ///
    /// - Parameter instant: The instant, in milliseconds since 1970 UTC; nil: drops all, damaged ones too.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func dropCheckpoints(after instant: Int64?) throws(DatabaseError) {
        guard let instant else { return try dropRows(of: 0, ">=") }
        let last = try checkpoint(notAfter: instant)?.number ?? -1
        try dropRows(of: last, ">")
    }

    private func dropRows(of number: Int64, _ comparison: String) throws(DatabaseError) {
        for table in ["CheckpointPages", "Checkpoints"] {
            try connection.run(
                "DELETE FROM \(table) WHERE Checkpoint \(comparison) ?", [.integer(number)],
                doing: "dropping checkpoints")
        }
    }
}
