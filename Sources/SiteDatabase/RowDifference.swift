import CSQLite
public import SiteModel

/// A row of a database that differs from the one that should be there.
public struct RowDifference: Equatable, Sendable, CustomStringConvertible {
    /// The table.
    public let table: String
    /// The values of the row's key.
    public let key: String
    /// What differs: a column with both values, or the whole row.
    public let description: String

    /// A row that is missing.
    public init(missing row: [FieldValue], of table: TableDescription) {
        self.table = table.name
        key = Self.key(table, row)
        description = "\(table.name): the row \(key) is missing"
    }

    /// A row too much.
    public init(extra row: [FieldValue], of table: TableDescription) {
        self.table = table.name
        key = Self.key(table, row)
        description = "\(table.name): the row \(key) should not be there"
    }

    /// A row with a value that should be another.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - found: The row that is there.
    ///   - wanted: The row that should be there, with the same key.
    public init(_ table: TableDescription, found: [FieldValue], wanted: [FieldValue]) {
        self.table = table.name
        key = Self.key(table, wanted)
        let place = zip(found, wanted).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
        let column = place < table.columns.count ? table.columns[place].name : "?"
        let values = [found, wanted].map { place < $0.count ? $0[place].words : "?" }
        description =
            "\(table.name): the row \(key) has the \(column) `\(values[0])`, it should be `\(values[1])`"
    }

    private static func key(_ table: TableDescription, _ row: [FieldValue]) -> String {
        row.prefix(table.keyCount).map(\.words).joined(separator: ", ")
    }
}

extension LabDatabase {
    /// The first row of a table that differs from the same table of another database.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - wanted: The database with the rows that should be here.
    ///   - ignored: Columns that are not compared.
    /// - Returns: The difference; nil when all rows agree.
    /// - Throws: `DatabaseError` when an engine refuses.
    public func firstDifference(
        in table: TableDescription, from wanted: LabDatabase, ignoring ignored: Set<String> = []
    ) throws(DatabaseError) -> RowDifference? {
        let sql = connection.sql(of: table)
        let skipped = table.columns.indices.filter { ignored.contains(table.columns[$0].name) }
        return try connection.withStatement(sql.scans[0], doing: sql.reading) { here throws(DatabaseError) in
            try wanted.connection.withStatement(sql.scans[0], doing: sql.reading) {
                there throws(DatabaseError) in
                while true {
                    let isHere = try here.step()
                    let isThere = try there.step()
                    guard isHere || isThere else { return nil }
                    guard isHere else { return RowDifference(missing: there.row, of: table) }
                    guard isThere else { return RowDifference(extra: here.row, of: table) }
                    if here.hasSameRow(as: there) { continue }
                    var (found, should) = (here.row, there.row)
                    for place in skipped {
                        found[place] = .null
                        should[place] = .null
                    }
                    if found == should { continue }
                    for place in 0..<table.keyCount where found[place] != should[place] {
                        return Self.precedes(found[place], should[place])
                            ? RowDifference(extra: found, of: table)
                            : RowDifference(missing: should, of: table)
                    }
                    return RowDifference(table, found: found, wanted: should)
                }
            }
        }
    }

    /// Whether a value of a key stands before another, in the engine's order.
    private static func precedes(_ one: FieldValue, _ other: FieldValue) -> Bool {
        switch (one, other) {
        case (.integer(let one), .integer(let other)): one < other
        case (.text(let one), .text(let other)): one.utf8.lexicographicallyPrecedes(other.utf8)
        default: false
        }
    }
}
