import SiteModel

/// The SQL that stores and finds the rows of one table.
///
/// Every SELECT is ordered by the whole key, so that no result depends on how the engine found it.
final class TableSQL {
    /// Inserts a row, or replaces the one with the same key.
    let put: String
    /// Removes the row with a key.
    let remove: String
    /// Finds the row with a key.
    let get: String
    /// Finds the rows whose key begins with n values, n from 0.
    let scans: [String]
    /// What is being done, for errors.
    let writing: String
    /// What is being done, for errors.
    let reading: String

    init(_ table: TableDescription) {
        let names = table.columns.map(\.name)
        let keys = names.prefix(table.keyCount)
        let list = names.joined(separator: ", ")
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        let rest = names.dropFirst(table.keyCount).map { "\($0) = excluded.\($0)" }
        let action = rest.isEmpty ? "NOTHING" : "UPDATE SET " + rest.joined(separator: ", ")
        put =
            "INSERT INTO \(table.name) (\(list)) VALUES (\(marks)) "
            + "ON CONFLICT (\(keys.joined(separator: ", "))) DO \(action)"
        let whole = keys.map { "\($0) = ?" }.joined(separator: " AND ")
        remove = "DELETE FROM \(table.name) WHERE \(whole)"
        get = "SELECT \(list) FROM \(table.name) WHERE \(whole)"
        let order = keys.joined(separator: ", ")
        scans = (0...table.keyCount).map { count in
            let bound = keys.prefix(count).map { "\($0) = ?" }.joined(separator: " AND ")
            return "SELECT \(list) FROM \(table.name)" + (count == 0 ? "" : " WHERE " + bound)
                + " ORDER BY \(order)"
        }
        writing = "writing a row of \(table.name)"
        reading = "reading rows of \(table.name)"
    }
}
