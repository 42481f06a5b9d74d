/// One row that is new, different or gone since the changes of a memory store were last taken.
public struct RowChange: Sendable {
    /// The table.
    public let table: TableDescription
    /// The row's key, the site first.
    public let key: [FieldValue]
    /// The whole row as it is now; nil: it is gone.
    public let row: [FieldValue]?

    /// Makes a change.
    public init(table: TableDescription, key: [FieldValue], row: [FieldValue]?) {
        self.table = table
        self.key = key
        self.row = row
    }
}
