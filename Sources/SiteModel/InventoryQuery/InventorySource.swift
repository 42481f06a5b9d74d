/// Where a query finds the inventory.
///
/// `Machine` is a handle of the caller's choosing: a place in a site, a site and a place, the number of a row. So
/// machines of lower sites can stand beside those of the site itself.
public protocol InventorySource {
    /// A machine, or an object of a direct architecture.
    associatedtype Machine

    /// How many rows of a group a machine has.
    ///
    /// - Parameters:
    ///   - machine: The machine.
    ///   - group: The place of the group in the query's architecture.
    /// - Returns: The number of rows, 0 where it has none.
    func rowCount(of machine: Machine, group: Int) -> Int

    /// The value of an attribute in a row, or nil when it has none.
    ///
    /// - Parameters:
    ///   - machine: The machine.
    ///   - group: The place of the group in the architecture.
    ///   - row: The row, from 0.
    ///   - attribute: The place of the attribute in the group.
    /// - Returns: The value, of the attribute's kind.
    func value(of machine: Machine, group: Int, row: Int, attribute: Int) -> InventoryValue?
}

extension InventoryQuery {
    /// Whether a machine fits.
    public func holds<Source: InventorySource>(_ machine: Source.Machine, in source: Source) -> Bool {
        guard let expression else { return true }
        return expression.holds(machine, in: source)
    }
}

extension InventoryExpression {
    /// Whether a machine fulfils it.
    func holds<Source: InventorySource>(_ machine: Source.Machine, in source: Source) -> Bool {
        switch self {
        case .clause(let clause): clause.holds(machine, in: source)
        case .all(let parts): parts.allSatisfy { $0.holds(machine, in: source) }
        case .any(let parts): parts.contains { $0.holds(machine, in: source) }
        case .groupNot(let inner): !inner.holds(machine, in: source)
        }
    }
}

extension InventoryClause {
    /// Whether some row of the machine fits; a row without a value fits nothing, not even `is not`.
    func holds<Source: InventorySource>(_ machine: Source.Machine, in source: Source) -> Bool {
        for row in 0..<source.rowCount(of: machine, group: group) {
            guard let found = source.value(of: machine, group: group, row: row, attribute: attribute)
            else { continue }
            if comparison.holds(found, value) { return true }
        }
        return false
    }
}
