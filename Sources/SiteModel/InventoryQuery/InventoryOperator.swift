/// How a clause compares.
public enum InventoryOperator: String, CaseIterable, Sendable {
    /// Equal.
    case isEqual = "is"
    /// Not equal; a machine fits when some row of it is not (Q184167).
    case isNotEqual = "is not"
    /// Fits SQL Server's wildcards: `%` any text, `_` one character, `[a-f]` one of them, `[^a]` none of them.
    case isLike = "is like"
    /// Does not fit the wildcards.
    case isNotLike = "is not like"
    /// Greater.
    case isGreater = "is greater than"
    /// Less.
    case isLess = "is less than"
    /// Greater or equal.
    case isAtLeast = "is greater than or equal to"
    /// Less or equal.
    case isAtMost = "is less than or equal to"

    /// Whether it compares with a pattern: texts only.
    public var takesPattern: Bool { self == .isLike || self == .isNotLike }

    /// Whether a value fits; values of different kinds never do.
    public func holds(_ value: InventoryValue, _ wanted: InventoryValue) -> Bool {
        switch (value, wanted) {
        case (.text(let left), .text(let right)):
            if takesPattern {
                return LikePattern(right).matches(left) == (self == .isLike)
            }
            return holds(SQLText.order(left, right))
        case (.number(let left), .number(let right)): return holds(left < right ? -1 : left == right ? 0 : 1)
        case (.date(let left), .date(let right)): return holds(left < right ? -1 : left == right ? 0 : 1)
        default: return false
        }
    }

    private func holds(_ order: Int) -> Bool {
        switch self {
        case .isEqual: order == 0
        case .isNotEqual: order != 0
        case .isGreater: order > 0
        case .isLess: order < 0
        case .isAtLeast: order >= 0
        case .isAtMost: order <= 0
        case .isLike, .isNotLike: false
        }
    }
}

/// Texts as SQL Server's default sort order sees them: without case, blanks at the end not counted.
enum SQLText {
    /// The characters that count, in capitals.
    static func folded(_ text: String) -> [Unicode.Scalar] {
        var scalars = Array(text.uppercased().unicodeScalars)
        while scalars.last == " " { scalars.removeLast() }
        return scalars
    }

    /// -1, 0 or 1: which text comes first.
    static func order(_ left: String, _ right: String) -> Int {
        let (one, two) = (folded(left), folded(right))
        if one == two { return 0 }
        return one.lexicographicallyPrecedes(two) ? -1 : 1
    }
}
