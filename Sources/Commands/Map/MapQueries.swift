import ModernMapping
import Pipeline
import SiteModel

// The saved queries of a lab as the translation knows them.

extension SavedQuery {
    /// A query of a site; one that is no plain row of clauses gets a clause without a counterpart, so that it is frozen.
    init(_ live: QueryLive) {
        self.init(id: live.id.description, name: live.definition.name, clauses: [])
        do throws(InventoryQueryError) {
            guard let expression = try live.definition.query().expression else { return }
            switch expression {
            case .all(let parts): clauses = parts.map { Self.clause($0, live) }
            case .any(let parts):
                clauses = parts.map { Self.clause($0, live) }
                matchesAny = true
            case .clause, .groupNot: clauses = [Self.clause(expression, live)]
            }
        } catch {
            clauses = [Self.unknown(live)]
        }
    }

    private static func unknown(_ live: QueryLive) -> QueryClause {
        QueryClause("", "", .other, live.definition.text)
    }

    private static func clause(_ expression: InventoryExpression, _ live: QueryLive) -> QueryClause {
        switch expression {
        case .clause(let clause): return made(clause, live, negated: false)
        case .groupNot(.clause(let clause)) where clause.comparison == .isEqual:
            return made(clause, live, negated: true)
        default: return unknown(live)
        }
    }

    private static func made(_ clause: InventoryClause, _ live: QueryLive, negated: Bool) -> QueryClause {
        let groups = live.definition.architecture.groups
        guard groups.indices.contains(clause.group),
            groups[clause.group].attributes.indices.contains(clause.attribute)
        else { return unknown(live) }
        let group = groups[clause.group]
        let value: String =
            switch clause.value {
            case .text(let text): text
            case .number(let number): String(number)
            case .date(let time): time.description
            }
        let comparison: QueryOperator =
            switch clause.comparison {
            case .isEqual: negated ? .groupNot : .isEqual
            case .isNotEqual: .isNot
            case .isLike: .isLike
            default: .other
            }
        return QueryClause(group.name, group.attributes[clause.attribute].name, comparison, value)
    }
}
