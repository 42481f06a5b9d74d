/// What kind of value an attribute of the inventory has; a comparison is judged by it.
public enum InventoryKind: String, CaseIterable, Sendable {
    /// A text; case does not count, as in SQL Server's default sort order.
    case text
    /// A whole number.
    case number
    /// A date with a time of day.
    case date

    /// The kind with its article, for messages.
    var withArticle: String {
        switch self {
        case .text: "a text"
        case .number: "a number"
        case .date: "a date"
        }
    }
}

/// The value of an attribute at one machine.
public enum InventoryValue: Equatable, Sendable {
    /// A text.
    case text(String)
    /// A whole number.
    case number(Int64)
    /// A date with a time of day.
    case date(LocalTime)

    /// Its kind.
    public var kind: InventoryKind {
        switch self {
        case .text: .text
        case .number: .number
        case .date: .date
        }
    }

    /// The value as it is shown, without quotation marks.
    public var word: String {
        switch self {
        case .text(let text): text
        case .number(let number): String(number)
        case .date(let time): time.description
        }
    }
}
