import SiteModel

/// A 64-bit checksum over the fields of a row, for finding damage.
///
/// Every step is one-to-one, so that a change of a single field, down to one bit, always shows. It is no
/// cryptographic hash: who wants to forge a row can. It takes eight bytes at a time, since a lab of a million clients
/// has megabytes of pages to look through at each opening.
struct Checksum {
    /// The state before the first word.
    static let beginning: UInt64 = 0x736D_7331_322D_6462
    private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    /// What the factor is taken back with, modulo 2^64.
    private static let inverse: UInt64 = {
        var inverse = factor
        for _ in 0..<5 { inverse = inverse &* (2 &- factor &* inverse) }
        return inverse
    }()

    private var state = beginning

    /// The checksum so far, as SQLite holds it.
    var value: Int64 { Int64(bitPattern: state) }

    /// The checksum of a list of fields.
    static func of(_ fields: some Sequence<FieldValue>) -> Int64 {
        var checksum = Checksum()
        for field in fields { checksum.add(field) }
        return checksum.value
    }

    /// Takes in a field with its kind, so that the text 1 and the integer 1 differ.
    mutating func add(_ field: FieldValue) {
        switch field {
        case .null: add(word: 0)
        case .integer(let number):
            add(word: 1)
            add(word: UInt64(bitPattern: number))
        case .text(let text):
            var text = text
            add(word: 2)
            text.withUTF8 { add(bytes: UnsafeRawBufferPointer($0)) }
        case .blob(let bytes):
            add(word: 3)
            bytes.withUnsafeBytes { add(bytes: $0) }
        }
    }

    private mutating func add(word: UInt64) { state = Self.step(state, word) }

    /// The state behind a word.
    static func step(_ state: UInt64, _ word: UInt64) -> UInt64 {
        let product = (state ^ word) &* factor
        return product ^ product >> 29
    }

    /// What a step went from: the state before it, with its word on top (exclusive or).
    static func back(_ state: UInt64) -> UInt64 { (state ^ state >> 29 ^ state >> 58) &* inverse }

    private mutating func add(bytes: UnsafeRawBufferPointer) {
        add(word: UInt64(bytes.count))
        let whole = bytes.count & ~7
        var place = 0
        while place < whole {
            add(word: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
            place += 8
        }
        var rest: UInt64 = 0
        while place < bytes.count {
            rest = rest << 8 | UInt64(bytes[place])
            place += 1
        }
        add(word: rest)
    }
}

extension TableDescription {
    /// Where the checksum of a row stands; nil for tables without one.
    var checksumPlace: Int? { columns.firstIndex { $0.name == EngineTables.checksumName } }
}

extension Connection {
    /// Inserts a row that carries its checksum, or replaces the one with the same key.
    ///
    /// - Parameters:
    ///   - fields: The row without its checksum.
    ///   - seed: What the checksum takes in first: the checksum of the row before, where rows form a chain.
    ///   - table: The table.
    /// - Returns: The checksum.
    /// - Throws: `DatabaseError` when the engine refuses.
    @discardableResult
    func putSealed(
        _ fields: [FieldValue], after seed: Int64? = nil, in table: TableDescription
    ) throws(DatabaseError) -> Int64 {
        let checksum = Checksum.of((seed.map { [.integer($0)] } ?? []) + fields)
        var row = fields
        row.insert(.integer(checksum), at: table.checksumPlace ?? fields.count)
        try put(row, in: table)
        return checksum
    }

    /// Goes through rows that carry their checksum, in order of the key; each is proved before it is given out.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - condition: SQL behind WHERE; empty: all rows.
    ///   - values: The values of its parameters.
    ///   - seed: The checksum of the row before the first one, where rows form a chain.
    ///   - doing: What is being done, for errors.
    ///   - body: Takes a row without its checksum, and the checksum; says whether to go on.
    /// - Throws: The body's error; `DatabaseError` with ``DatabaseError/isAltered`` for a row that is not as it
    ///   was written.
    func forEachSealed(
        in table: TableDescription, where condition: String = "", _ values: [FieldValue] = [],
        after seed: Int64? = nil, doing: String,
        _ body: ([FieldValue], Int64) throws(DatabaseError) -> Bool
    ) throws(DatabaseError) {
        let place = table.checksumPlace ?? table.columns.count
        let names = table.columns.map(\.name)
        let sql =
            "SELECT \(names.joined(separator: ", ")) FROM \(table.name)"
            + (condition.isEmpty ? "" : " WHERE \(condition)")
            + " ORDER BY \(names.prefix(table.keyCount).joined(separator: ", "))"
        var before = seed
        try withStatement(sql, doing: doing) { statement throws(DatabaseError) in
            try statement.bind(values)
            while try statement.step() {
                var fields = statement.row
                let sealed = fields.remove(at: place).int
                guard sealed == Checksum.of((before.map { [.integer($0)] } ?? []) + fields), let sealed else {
                    throw .altered(fields, of: table, doing: doing)
                }
                if before != nil { before = sealed }
                guard try body(fields, sealed) else { return }
            }
        }
    }
}

extension DatabaseError {
    /// SQLITE_CORRUPT with an extension of our own: the engine reads the row, but it is not as sms12 wrote it.
    private static let alteredCode = 11 | 0x6D00
    /// The same in a table that the journal gives anew.
    private static let rebuildableCode = 11 | 0x6E00

    /// Whether a row is not as it was written.
    public var isAltered: Bool { code == Self.alteredCode || code == Self.rebuildableCode }
    /// Whether what is damaged is a function of the journal, so that `sms12 replay --repair` makes it anew.
    public var isRebuildable: Bool { code == Self.rebuildableCode }

    /// A row that is not as it was written.
    static func altered(_ fields: [FieldValue], of table: TableDescription, doing: String) -> DatabaseError {
        let key = fields.prefix(table.keyCount).map(\.words).joined(separator: ", ")
        return damaged(
            table, "row \(key) of \(table.name) is not as sms12 wrote it\(place(of: fields, in: table))",
            doing: doing)
    }

    /// Where a segment of the trace stands, as the row itself says: behind a blank, or nothing for other tables.
    private static func place(of fields: [FieldValue], in table: TableDescription) -> String {
        guard table.name == EngineTables.traceSegments.name, fields.count >= 5, let first = fields[1].int,
            let count = fields[2].int, let begin = fields[3].int, let end = fields[4].int
        else { return "" }
        // The numbers may be what was altered: nothing may overflow.
        func clock(_ instant: Int64) -> String { LocalTime(seconds: instant / 1_000).description + "Z" }
        let last = first.addingReportingOverflow(max(count, 1) - 1).partialValue
        let years = -100_000_000_000_000...100_000_000_000_000 as ClosedRange<Int64>
        let times = years.contains(begin) && years.contains(end) ? ", \(clock(begin)) to \(clock(end))" : ""
        return " (entries \(first) to \(last) of those kept\(times))"
    }

    /// Something that is missing from a table, or too much in it.
    static func damaged(_ table: TableDescription, _ message: String, doing: String) -> DatabaseError {
        let code = EngineTables.rebuildable.contains(table.name) ? rebuildableCode : alteredCode
        return DatabaseError(code: code, message: message, doing: doing)
    }
}

extension FieldValue {
    /// The value for a person.
    var words: String {
        switch self {
        case .null: "nothing"
        case .integer(let number): String(number)
        case .text(let text): text
        case .blob(let bytes): "\(bytes.count) bytes"
        }
    }
}
