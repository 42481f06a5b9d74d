public import SiteModel

/// A row that a test fills as it likes, wrong values included, in a table that has one column of each sort.
public struct ProbeRow: SiteRecord {
    /// The table.
    public static let table = TableDescription(
        name: "Probes", keyCount: 3, meaning: "Rows of tests.",
        columns: [
            .owner(),
            ColumnDescription("Name", .text, "second key column"),
            ColumnDescription("Number", .integer, "third key column"),
            ColumnDescription("Choice", .integer, allowed: [0, 1, 6], "an enumeration by number"),
            ColumnDescription("Word", .text, words: ["plain", "it's"], "an enumeration by word"),
            ColumnDescription("Content", .blob, "bytes"),
            ColumnDescription("Maybe", .text, nullable: true, "a text or NULL"),
            ColumnDescription("Perhaps", .integer, nullable: true, "an integer or NULL"),
        ])
    /// The values.
    public var fields: [FieldValue]

    /// Takes values as they are.
    public init(fields: [FieldValue]) throws(RecordError) { self.fields = fields }

    /// Makes a row from its key and what a test is about.
    public init(
        _ site: SiteCode, _ name: String, _ number: Int64, choice: Int64 = 0, word: String = "plain",
        content: [UInt8] = [], maybe: String? = nil, perhaps: Int64? = nil
    ) {
        fields = [
            .name(site), .text(name), .integer(number), .integer(choice), .text(word), .blob(content),
            .optional(maybe), .optional(perhaps),
        ]
    }

    /// The same row with another value in one column.
    public func with(_ column: Int, _ value: FieldValue) -> ProbeRow {
        var row = self
        row.fields[column] = value
        return row
    }
}
