/// One comparison: an attribute of a group, an operator, a value.
///
/// Group and attribute are places in the query's architecture; `InventoryQuery` prints their names.
public struct InventoryClause: Equatable, Sendable {
    /// The place of the group in the architecture.
    public var group: Int
    /// The place of the attribute in the group.
    public var attribute: Int
    /// How it compares.
    public var comparison: InventoryOperator
    /// What it compares with; of the attribute's kind.
    public var value: InventoryValue

    /// Makes a clause.
    public init(group: Int, attribute: Int, _ comparison: InventoryOperator, _ value: InventoryValue) {
        self.group = group
        self.attribute = attribute
        self.comparison = comparison
        self.value = value
    }
}

/// What a machine has to fulfil.
public indirect enum InventoryExpression: Equatable, Sendable {
    /// Some row of the machine fits.
    case clause(InventoryClause)
    /// All of them hold; two at least.
    case all([InventoryExpression])
    /// One of them holds; two at least.
    case any([InventoryExpression])
    /// `Group Not`: the machine is not among those for which the expression holds (Q184167, Q137679).
    case groupNot(InventoryExpression)

    /// How many clauses it has.
    public var clauseCount: Int {
        switch self {
        case .clause: 1
        case .all(let parts), .any(let parts): parts.reduce(0) { $0 + $1.clauseCount }
        case .groupNot(let inner): inner.clauseCount
        }
    }
}
