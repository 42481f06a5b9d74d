package import SiteModel

/// The schema as the descriptions of the tables give it.
///
/// Migrations hold frozen SQL; a test compares what they build with this.
package enum Schema {
    /// Tables of a single integer key, which is SQLite's own row number.
    private static let integerKeyed: Set<String> = [
        "Journal", "TraceSegments", "FileOperations", "Checkpoints",
    ]
    /// Tables of large values, which a table without row numbers would keep in its inner pages.
    private static let large: Set<String> = ["SnapshotPages", "CheckpointPages"]
    /// References besides the parts of `SiteTables`: a table and the one its first column points to.
    private static let engineParts = [(part: "SourceObservations", whole: "Journal")]

    /// Indexes, each with a reason on the reference page.
    static let indexes: [(name: String, table: String, columns: [String], reason: String)] = [
        (
            "Machines_Name", "Machines", ["Site", "Name"],
            "commands name computers; a lab may have a million of them"
        )
    ]

    /// All tables in the order of the reference page.
    package static let tables: [TableDescription] = SiteTables.all + EngineTables.all

    /// The checksum of the schema's rows in a lab that this program made; a test compares it.
    static let checksum: Int64 = -4_709_316_309_406_117_873

    /// The statements that make all tables and indexes.
    package static var script: String {
        var parts = tables.map { createTable($0) }
        for index in indexes {
            parts.append(
                "CREATE INDEX \(index.name) ON \(index.table) (\(index.columns.joined(separator: ", ")));\n")
        }
        return parts.joined(separator: "\n")
    }

    /// The table of which a table's rows are parts, with the columns of its key.
    static func whole(of table: String) -> TableDescription? {
        guard let pair = (SiteTables.parts + engineParts).first(where: { $0.part == table }) else {
            return nil
        }
        return tables.first { $0.name == pair.whole }
    }

    /// The statement that makes one table.
    package static func createTable(_ table: TableDescription) -> String {
        let usesRowNumber = integerKeyed.contains(table.name)
        var lines: [String] = []
        for (place, column) in table.columns.enumerated() {
            var line = "\(column.name) \(column.kind.rawValue)"
            if place == 0, usesRowNumber { line += " PRIMARY KEY" }
            if !column.isNullable { line += " NOT NULL" }
            if let value = column.addedValue { line += " DEFAULT \(literal(value))" }
            if let check = check(column) {
                line += line.utf8.count + check.utf8.count < 80 ? " " : "\n        "
                line += "CHECK (\(check))"
            }
            lines.append(line)
        }
        let key = table.columns.prefix(table.keyCount).map(\.name)
        if !usesRowNumber { lines.append("PRIMARY KEY (\(key.joined(separator: ", ")))") }
        if let whole = whole(of: table.name) {
            let columns = whole.columns.prefix(whole.keyCount).map(\.name).joined(separator: ", ")
            lines.append(
                "FOREIGN KEY (\(columns)) REFERENCES \(whole.name) (\(columns))\n"
                    + "        DEFERRABLE INITIALLY DEFERRED")
        }
        let options = usesRowNumber || large.contains(table.name) ? "STRICT" : "STRICT, WITHOUT ROWID"
        let body = lines.map { "    \($0)" }.joined(separator: ",\n")
        return "CREATE TABLE \(table.name) (\n\(body)\n) \(options);\n"
    }

    /// A value as SQL writes it.
    private static func literal(_ value: FieldValue) -> String {
        switch value {
        case .null, .blob: "NULL"
        case .integer(let number): String(number)
        case .text(let text):
            "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
        }
    }

    /// The CHECK of a column whose values are enumerated.
    private static func check(_ column: ColumnDescription) -> String? {
        if let allowed = column.allowed {
            return "\(column.name) IN (\(allowed.map { String($0) }.joined(separator: ", ")))"
        }
        if let words = column.words {
            let quoted = words.map { word in
                "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
                    + "'"
            }
            let isLong = quoted.reduce(0) { $0 + $1.utf8.count } > 80
            let separator = isLong ? ",\n            " : ", "
            return "\(column.name) IN (\(quoted.joined(separator: separator)))"
        }
        return nil
    }
}

extension Connection {
    /// Makes a table that a description gives; used for tables of tests.
    ///
    /// - Parameter table: The description.
    /// - Throws: `DatabaseError` when there is such a table already.
    package func createTable(_ table: TableDescription) throws(DatabaseError) {
        try runScript(Schema.createTable(table), doing: "making table \(table.name)")
    }
}
