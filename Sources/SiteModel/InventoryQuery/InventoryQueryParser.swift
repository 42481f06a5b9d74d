/// Reads the words of a query.
///
/// Group Not binds closest, then `and`, then `or`, as in SQL; brackets come first.
struct InventoryQueryParser {
    /// Brackets within brackets at most: the reader and the evaluator call themselves for each.
    static let deepest = 64
    /// Characters of a text at most.
    static let longest = 16_000

    private let architecture: InventoryArchitecture
    private let groups: [InventoryGroup]
    private let tokens: [InventoryQueryToken]
    private var position = 0
    private var depth = 0

    init(_ text: String, _ architecture: InventoryArchitecture) throws(InventoryQueryError) {
        self.architecture = architecture
        groups = architecture.groups
        guard text.unicodeScalars.count <= Self.longest else {
            throw InventoryQueryError(
                InventoryQueryToken.Place(),
                "the query has \(text.unicodeScalars.count) characters; at most \(Self.longest) are allowed")
        }
        tokens = try InventoryQueryLexer.tokens(text)
    }

    private var token: InventoryQueryToken { tokens[min(position, tokens.count - 1)] }

    private func failure(_ message: String, advice: String? = nil) -> InventoryQueryError {
        InventoryQueryError(token.place, message, advice: advice)
    }

    /// Takes a word if it is the next one.
    private mutating func take(_ word: String) -> Bool {
        guard token.word == word else { return false }
        position += 1
        return true
    }

    mutating func parse() throws(InventoryQueryError) -> InventoryExpression? {
        if token.kind == .end { return nil }
        let expression = try alternatives()
        guard token.kind == .end else {
            throw failure(
                "\(token.inWords) cannot stand here",
                advice: token.kind == .close
                    ? "there is no bracket open that it closes" : "join clauses by and or or")
        }
        return expression
    }

    private mutating func alternatives() throws(InventoryQueryError) -> InventoryExpression {
        var parts = [try conjunction()]
        while take("or") { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction() throws(InventoryQueryError) -> InventoryExpression {
        var parts = [try term()]
        while take("and") { parts.append(try term()) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func term() throws(InventoryQueryError) -> InventoryExpression {
        if token.kind == .open { return try bracket() }
        let start = token
        if token.word == "group", position + 1 < tokens.count, tokens[position + 1].word == "not" {
            position += 2
            if architecture.isDirect {
                throw InventoryQueryError(
                    start.place, "Group Not cannot be used with the architecture \(architecture.rawValue)",
                    advice: "its objects are rows and no machines (Q137679); \"is not\" does it")
            }
            try deeper(start)
            defer { depth -= 1 }
            return .groupNot(try term())
        }
        if token.word == "not" {
            throw failure(
                "\"not\" cannot stand before a clause",
                advice: "write \"is not\" for some row that is not, or Group Not for no row that is (Q184167)"
            )
        }
        return .clause(try clause())
    }

    private mutating func deeper(_ start: InventoryQueryToken) throws(InventoryQueryError) {
        depth += 1
        if depth > Self.deepest {
            throw InventoryQueryError(
                start.place, "more than \(Self.deepest) brackets stand within each other here")
        }
    }

    private mutating func bracket() throws(InventoryQueryError) -> InventoryExpression {
        let start = token
        try deeper(start)
        defer { depth -= 1 }
        position += 1
        let inner = try alternatives()
        guard token.kind == .close else {
            throw failure(
                "\(token.inWords) stands where the bracket of \(start.place.line):\(start.place.column) should close",
                advice: "write ), or join clauses by and or or")
        }
        position += 1
        return inner
    }

    // MARK: Clauses

    mutating func parseAttribute() throws(InventoryQueryError) -> (group: Int, attribute: Int) {
        let found = try attribute()
        guard token.kind == .end else { throw failure("\(token.inWords) cannot stand behind an attribute") }
        return found
    }

    private mutating func clause() throws(InventoryQueryError) -> InventoryClause {
        let (group, attribute) = try attribute()
        let place = token.place
        let comparison = try comparison()
        let kind = groups[group].attributes[attribute].kind
        let name = groups[group].attributes[attribute].name
        if comparison.takesPattern, kind != .text {
            throw InventoryQueryError(
                place, "\"\(comparison.rawValue)\" compares texts, but \(name) is \(kind.withArticle)")
        }
        let value = try value(kind, name)
        return InventoryClause(group: group, attribute: attribute, comparison, value)
    }

    private mutating func attribute() throws(InventoryQueryError) -> (group: Int, attribute: Int) {
        let (groupName, groupPlace) = try name("the name of a group such as \"Operating System\"")
        guard let group = architecture.place(of: groupName) else {
            throw unknown(
                "group", groupName, groupPlace, of: "architecture \(architecture.rawValue)",
                among: groups.map(\.name))
        }
        guard token.kind == .dot else {
            throw failure(
                "\(token.inWords) stands where a dot and an attribute of \(groups[group].name) should",
                advice: "write \"\(groups[group].name)\".\"\(groups[group].attributes[0].name)\"")
        }
        position += 1
        let (attributeName, attributePlace) = try name("the name of an attribute of \(groups[group].name)")
        guard let attribute = groups[group].place(of: attributeName) else {
            throw unknown(
                "attribute", attributeName, attributePlace, of: "group \(groups[group].name)",
                among: groups[group].attributes.map(\.name))
        }
        return (group, attribute)
    }

    private func unknown(
        _ kind: String, _ name: String, _ place: InventoryQueryToken.Place, of whole: String,
        among names: [String]
    ) -> InventoryQueryError {
        let nearest = NearestName.of(name, among: names)
        let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
        return InventoryQueryError(
            place, "the \(whole) has no \(kind) \"\(name)\"",
            advice: nearest.map { "did you mean \"\($0)\"?" } ?? "it has \(list)")
    }

    private mutating func name(_ expected: String) throws(InventoryQueryError) -> (
        name: String, place: InventoryQueryToken.Place
    ) {
        let found = token
        switch found.kind {
        case .quoted(let text), .word(let text):
            position += 1
            return (text, found.place)
        default: throw failure("\(found.inWords) stands where \(expected) should")
        }
    }

    private mutating func comparison() throws(InventoryQueryError) -> InventoryOperator {
        guard take("is") else {
            let list = InventoryOperator.allCases.map(\.rawValue).joined(separator: ", ")
            throw failure(
                "\(token.inWords) stands where an operator should", advice: "the operators are: \(list)")
        }
        if take("not") { return take("like") ? .isNotLike : .isNotEqual }
        if take("like") { return .isLike }
        let isGreater = token.word == "greater"
        guard isGreater || token.word == "less" else { return .isEqual }
        position += 1
        guard take("than") else { throw failure("\(token.inWords) stands where \"than\" should") }
        // `or` may also begin the next clause, but no group is called `equal`.
        guard token.word == "or", position + 1 < tokens.count, tokens[position + 1].word == "equal" else {
            return isGreater ? .isGreater : .isLess
        }
        position += 2
        guard take("to") else { throw failure("\(token.inWords) stands where \"to\" should") }
        return isGreater ? .isAtLeast : .isAtMost
    }

    private mutating func value(_ kind: InventoryKind, _ attribute: String) throws(InventoryQueryError)
        -> InventoryValue
    {
        let found = token
        switch (found.kind, kind) {
        case (.number(let number), .number):
            position += 1
            return .number(number)
        case (.quoted(let text), .text):
            position += 1
            return .text(text)
        case (.quoted(let text), .date):
            guard let time = LocalTime(text) else {
                throw failure("\"\(text)\" is no date such as \"1997-04-21\" or \"1997-04-21 09:00\"")
            }
            position += 1
            return .date(time)
        case (.number(let number), .text):
            throw failure(
                "\(attribute) is a text, but \(number) is a number", advice: "write \"\(number)\"")
        case (.quoted, .number):
            throw failure(
                "\(attribute) is a number, but \(found.inWords) is a text",
                advice: "write the number without quotation marks")
        default:
            let example = kind == .number ? "a number" : "a value in quotation marks"
            throw failure("\(found.inWords) stands where \(example) should")
        }
    }
}
