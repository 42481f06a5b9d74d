/// A value of one column.
public enum FieldValue: Equatable, Sendable {
    /// NULL.
    case null
    /// A 64-bit integer.
    case integer(Int64)
    /// A text.
    case text(String)
    /// Bytes.
    case blob([UInt8])

    /// The integer, or nil.
    public var int: Int64? {
        if case .integer(let value) = self { return value }
        return nil
    }

    /// The text, or nil.
    public var string: String? {
        if case .text(let value) = self { return value }
        return nil
    }

    /// A text, or NULL for nil.
    public static func optional(_ text: String?) -> FieldValue { text.map { .text($0) } ?? .null }
}

/// A column of a table.
public struct ColumnDescription: Sendable {
    /// What a column may hold.
    public enum Kind: String, Sendable {
        /// 64-bit integer.
        case integer = "INTEGER"
        /// Text.
        case text = "TEXT"
        /// Bytes.
        case blob = "BLOB"
    }

    /// The name.
    public let name: String
    /// What it may hold.
    public let kind: Kind
    /// Whether NULL is allowed.
    public let isNullable: Bool
    /// The allowed integers, or nil: any; the database repeats them as a CHECK.
    public let allowed: [Int]?
    /// The allowed texts, or nil: any; the database repeats them as a CHECK.
    public let words: [String]?
    /// What the column means, for the reference page.
    public let meaning: String
    /// What rows hold that were written before the column was there; nil: it was there from the first release on.
    public private(set) var addedValue: FieldValue?

    /// Makes a column.
    public init(
        _ name: String, _ kind: Kind, nullable: Bool = false, allowed: [Int]? = nil, words: [String]? = nil,
        _ meaning: String
    ) {
        self.name = name
        self.kind = kind
        isNullable = nullable
        self.allowed = allowed
        self.words = words
        self.meaning = meaning
    }

    /// The same column of a table that was there before it: it stands behind the others, and older rows hold a value.
    ///
    /// - Parameter value: An integer, a text, or NULL where that is allowed.
    /// - Returns: The column.
    public func added(_ value: FieldValue) -> ColumnDescription {
        var column = self
        column.addedValue = value
        return column
    }
}

/// A table that a site keeps: the first key column is the owning site.
public struct TableDescription: Sendable {
    /// The name; the historical one where it is known.
    public let name: String
    /// The columns in order, keys first; the first is `Site`.
    public let columns: [ColumnDescription]
    /// How many of the first columns are the key.
    public let keyCount: Int
    /// What the table is, for the reference page.
    public let meaning: String

    /// Makes a table description.
    public init(name: String, keyCount: Int, meaning: String, columns: [ColumnDescription]) {
        self.name = name
        self.keyCount = keyCount
        self.meaning = meaning
        self.columns = columns
    }
}

/// A row that does not have the form of its table.
public struct RecordError: Error, Equatable, CustomStringConvertible {
    /// The table.
    public let table: String
    /// What is wrong.
    public let message: String
    /// Makes an error.
    public init(table: String, message: String) {
        self.table = table
        self.message = message
    }
    /// Table and message.
    public var description: String { "table \(table): \(message)" }
}

/// A row of a table that a site keeps.
///
/// One description of the table drives the schema, both stores, their conformance suite and the reference page.
public protocol SiteRecord: Equatable, Sendable {
    /// The table.
    static var table: TableDescription { get }
    /// The values in the order of the columns.
    var fields: [FieldValue] { get }
    /// Takes a row back; fails when a value has the wrong form.
    init(fields: [FieldValue]) throws(RecordError)
}

extension SiteRecord {
    /// The key's values.
    public var key: [FieldValue] { Array(fields.prefix(Self.table.keyCount)) }

    /// The values of a row that may come from an earlier release: columns that were added since hold their values.
    public static func completed(_ fields: [FieldValue]) -> [FieldValue] {
        guard fields.count < table.columns.count else { return fields }
        let missing = table.columns[fields.count...].map(\.addedValue)
        // A column of the first release that is missing is damage, and the row is refused for it.
        return missing.contains(nil) ? fields : fields + missing.compactMap { $0 }
    }
}
