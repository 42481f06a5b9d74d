/// A query over the inventory: what it is about, and what has to hold; see `docs/reference/query-language.md`.
public struct InventoryQuery: Equatable, Sendable {
    /// What it is about.
    public var architecture: InventoryArchitecture
    /// What has to hold; nil: everything fits.
    public var expression: InventoryExpression?

    /// Makes a query.
    public init(_ architecture: InventoryArchitecture, _ expression: InventoryExpression?) {
        self.architecture = architecture
        self.expression = expression
    }

    /// Reads a query text.
    ///
    /// - Parameters:
    ///   - text: The text; one without a word in it fits everything.
    ///   - architecture: What the query is about.
    /// - Throws: `InventoryQueryError` with line, column and, for a name, the nearest one.
    public init(_ text: String, about architecture: InventoryArchitecture = .personalComputer)
        throws(InventoryQueryError)
    {
        self.architecture = architecture
        var parser = try InventoryQueryParser(text, architecture)
        expression = try parser.parse()
    }

    /// The places of an attribute that is written as in a query: group, dot, name.
    ///
    /// - Throws: `InventoryQueryError` with the nearest name.
    public static func attribute(_ text: String, of architecture: InventoryArchitecture)
        throws(InventoryQueryError) -> (group: Int, attribute: Int)
    {
        var parser = try InventoryQueryParser(text, architecture)
        return try parser.parseAttribute()
    }

    /// The text on one line; reading it gives an equal query.
    public var text: String {
        guard let expression else { return "" }
        return written(expression, inside: .outermost)
    }

    /// SQL Server 6.x joins at most so many tables in one statement (Q121384).
    public static let mostTables = 16

    /// How many tables the statement joins that SMS made of the query.
    ///
    /// Each clause about machines takes two, MachineDataTable and the group's table of values, also within a Group
    /// Not; one more, Machines, gives the result. So the eighth clause is one too many, as Q121384 says. A direct
    /// architecture is one table, whatever is asked of it.
    public var tableCount: Int {
        architecture.isDirect ? 1 : 1 + 2 * (expression?.clauseCount ?? 0)
    }

    // MARK: Printing

    /// What an expression stands in; decides over its brackets.
    private enum Surroundings {
        case outermost
        case any
        case all
    }

    private func written(_ expression: InventoryExpression, inside: Surroundings) -> String {
        switch expression {
        case .clause(let clause): return written(clause)
        case .groupNot(let inner): return "Group Not (\(written(inner, inside: .outermost)))"
        case .all(let parts):
            let text = parts.map { written($0, inside: .all) }.joined(separator: " and ")
            return inside == .all ? "(\(text))" : text
        case .any(let parts):
            let text = parts.map { written($0, inside: .any) }.joined(separator: " or ")
            return inside == .outermost ? text : "(\(text))"
        }
    }

    private func written(_ clause: InventoryClause) -> String {
        let group = architecture.groups[clause.group]
        let name = "\(Self.quoted(group.name)).\(Self.quoted(group.attributes[clause.attribute].name))"
        let value: String =
            switch clause.value {
            case .number(let number): String(number)
            case .text(let text): Self.quoted(text)
            case .date(let time): Self.quoted(time.description)
            }
        return "\(name) \(clause.comparison.rawValue) \(value)"
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
