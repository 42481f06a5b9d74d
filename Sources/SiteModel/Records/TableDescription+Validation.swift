extension TableDescription {
    /// Checks a whole row against the columns: how many values, of which kind, NULL only where allowed, and
    /// only the allowed integers and texts.
    ///
    /// SQLite says the same through STRICT, NOT NULL and CHECK; the memory store calls this, so that both
    /// refuse the same rows.
    ///
    /// - Parameter fields: The values in the order of the columns.
    /// - Throws: `RecordError` naming the table, the column and the value.
    public func validate(_ fields: [FieldValue]) throws(RecordError) {
        guard fields.count == columns.count else {
            throw RecordError(
                table: name, message: "a row has \(fields.count) values, not \(columns.count)")
        }
        for (column, value) in zip(columns, fields) {
            if let message = column.refusal(of: value) { throw RecordError(table: name, message: message) }
        }
    }

    /// Checks values of a key, or of its beginning, against the key columns.
    ///
    /// A value of another kind than its column's would find nothing in one store and something in another,
    /// since SQLite converts what it compares.
    ///
    /// - Parameter prefix: The values of the first key columns, the site first.
    /// - Throws: `RecordError` naming the table when there are more values than key columns, or one is of
    ///   another kind.
    public func validate(prefix: [FieldValue]) throws(RecordError) {
        guard prefix.count <= keyCount else {
            throw RecordError(
                table: name, message: "a key has \(prefix.count) values; the table's has \(keyCount)")
        }
        for (column, value) in zip(columns, prefix) where column.kind.rawValue != value.kindName {
            throw RecordError(
                table: name,
                message: "key column \(column.name) takes \(column.kind.rawValue), not \(value.kindName)")
        }
    }

    /// Checks that a key has a value for every key column.
    ///
    /// - Parameter key: The values of the key columns, the site first.
    /// - Throws: `RecordError` naming the table when it has fewer or more.
    public func validate(key: [FieldValue]) throws(RecordError) {
        guard key.count == keyCount else {
            throw RecordError(
                table: name, message: "a key has \(key.count) values; the table's has \(keyCount)")
        }
        try validate(prefix: key)
    }
}

extension ColumnDescription {
    /// Why a value may not stand in the column, or nil when it may.
    func refusal(of value: FieldValue) -> String? {
        switch (value, kind) {
        case (.null, _):
            return isNullable ? nil : "column \(name) is NULL, which it may not be"
        case (.integer(let number), .integer):
            guard let allowed, !allowed.contains(where: { Int64($0) == number }) else { return nil }
            return "column \(name) is \(number), which is none of "
                + allowed.map { String($0) }.joined(separator: ", ")
        case (.text(let text), .text):
            guard let words, !words.contains(where: { $0.utf8.elementsEqual(text.utf8) }) else { return nil }
            return "column \(name) is \"\(text)\", which is none of " + words.joined(separator: ", ")
        case (.blob, .blob): return nil
        default: return "column \(name) takes \(kind.rawValue), not \(value.kindName)"
        }
    }
}

extension FieldValue {
    /// SQL's name for the kind of value.
    public var kindName: String {
        switch self {
        case .null: "NULL"
        case .integer: "INTEGER"
        case .text: "TEXT"
        case .blob: "BLOB"
        }
    }
}
