public import SiteModel

// The inventory of client ranges and the saved queries of sites, in the words of lab files.

extension LabWords {
    static let architectures = InventoryArchitecture.allCases.map { ($0.rawValue, $0) }
}

func decodeQuery(_ node: JSON5Node, _ log: DecodingLog) -> QueryDefinition? {
    guard var reader = ObjectReader(node, what: "a query", log: log) else { return nil }
    let name = reader.requiredText("name")
    let architecture = reader.word("architecture", LabWords.architectures, or: .personalComputer)
    let text = reader.requiredText("text")
    reader.finish()
    return QueryDefinition(name: name, architecture: architecture, text: text)
}

extension QueryDefinition: ModelJSON {
    /// The canonical form: the members of a query in a lab file.
    public var json: JSONValue {
        .members(
            ("name", .string(name)), ("architecture", .string(architecture.rawValue)), ("text", .string(text))
        )
    }

    /// Takes the canonical form back; see ``ModelJSON``.
    public init(json: JSONValue) throws(ModelJSONError) {
        self = try decodeRecord(json, what: "a query", decodeQuery)
    }
}

// MARK: Inventory

/// The groups of a client range's inventory.
func decodeInventory(_ node: JSON5Node, _ log: DecodingLog) -> ClientInventory? {
    guard case .object(let members) = node.value else {
        log.error(
            "wrong-type",
            "'inventory' of a client range must be an object { ... } of groups, not \(node.kindInWords)",
            at: node.location)
        return nil
    }
    let architecture = InventoryArchitecture.personalComputer
    let catalogue = architecture.groups
    var groups: [ClientInventory.Group] = []
    for member in members {
        guard let place = architecture.place(of: member.name) else {
            log.unknownName(member, "the inventory has no group", among: catalogue.map(\.name))
            continue
        }
        if groups.contains(where: { $0.group == place }) {
            log.error(
                "duplicate-group", "the inventory has the group '\(catalogue[place].name)' twice",
                at: member.nameLocation)
            continue
        }
        let nodes: [JSON5Node] = if case .array(let rows) = member.node.value { rows } else { [member.node] }
        let rows = nodes.compactMap { decodeInventoryRow($0, catalogue[place], place, log) }
        groups.append(ClientInventory.Group(group: place, rows: rows))
    }
    return ClientInventory(groups)
}

private func decodeInventoryRow(
    _ node: JSON5Node, _ group: InventoryGroup, _ place: Int, _ log: DecodingLog
) -> InventoryRowPattern? {
    guard case .object(let members) = node.value else {
        log.error(
            "wrong-type",
            "a row of the group '\(group.name)' must be an object { ... } of attributes, not \(node.kindInWords)",
            at: node.location)
        return nil
    }
    var entries: [InventoryRowPattern.Entry] = []
    for member in members {
        guard let attribute = group.place(of: member.name) else {
            log.unknownName(
                member, "the group '\(group.name)' has no attribute", among: group.attributes.map(\.name))
            continue
        }
        let name = group.attributes[attribute].name
        if ClientInventory.isFixed(group: place, attribute: attribute) {
            log.error(
                "fixed-attribute", "'\(name)' of the group '\(group.name)' follows from the lab",
                at: member.nameLocation, advice: "leave it out")
            continue
        }
        if entries.contains(where: { $0.attribute == attribute }) {
            log.error(
                "duplicate-attribute", "the row has the attribute '\(name)' twice", at: member.nameLocation)
            continue
        }
        guard let pattern = decodePattern(member.node, group.attributes[attribute], log) else { continue }
        entries.append(InventoryRowPattern.Entry(attribute: attribute, pattern: pattern))
    }
    return InventoryRowPattern(entries)
}

private func decodePattern(
    _ node: JSON5Node, _ attribute: InventoryAttribute, _ log: DecodingLog
) -> InventoryPattern? {
    switch node.value {
    case .null: return .absent
    case .array(let nodes):
        let values = nodes.compactMap { decodeInventoryValue($0, attribute, log) }
        if nodes.isEmpty {
            log.error(
                "empty-list", "the list of values of '\(attribute.name)' is empty", at: node.location,
                advice: "write null where nobody has a value")
        }
        return values.count == nodes.count && !nodes.isEmpty ? .dealt(values) : nil
    case .object:
        guard attribute.kind == .number else {
            log.error(
                "wrong-type", "'\(attribute.name)' is no number, so that no range of numbers can be given",
                at: node.location)
            return nil
        }
        guard var reader = ObjectReader(node, what: "a range of '\(attribute.name)'", log: log) else {
            return nil
        }
        for name in ["from", "to"] where reader.node(name) == nil { reader.missing(name) }
        let pattern = InventoryPattern.drawn(
            low: reader.int("from", or: 0), high: reader.int("to", or: 0), step: reader.int("step", or: 1))
        reader.finish()
        return pattern
    default: return decodeInventoryValue(node, attribute, log).map { .value($0) }
    }
}

private func decodeInventoryValue(
    _ node: JSON5Node, _ attribute: InventoryAttribute, _ log: DecodingLog
) -> InventoryValue? {
    switch (node.value, attribute.kind) {
    case (.integer(let number), .number): return .number(number)
    case (.string(let text), .text): return .text(text)
    case (.string, .date):
        return decodeParsed(
            node, "'\(attribute.name)'", "a date such as \"1997-04-21\" or \"1997-04-21 09:00\"", log: log
        ) { LocalTime($0) }.map { .date($0) }
    default:
        let wanted = attribute.kind == .number ? "a whole number" : "a text"
        log.error(
            "wrong-type", "'\(attribute.name)' must be \(wanted), not \(node.kindInWords)", at: node.location)
        return nil
    }
}

extension DecodingLog {
    /// Reports a name that a list does not have, with the nearest one.
    fileprivate func unknownName(_ member: JSON5Node.Member, _ what: String, among names: [String]) {
        let nearest = NearestName.of(member.name, among: names)
        error(
            "unknown-member", "\(what) '\(member.name)'", at: member.nameLocation,
            advice: nearest.map { "did you mean '\($0)'?" } ?? "there are \(names.joined(separator: ", "))")
    }
}

extension ClientInventory {
    /// The canonical form: groups in the order of their keys, each a list of rows.
    var json: JSONValue {
        let catalogue = InventoryArchitecture.personalComputer.groups
        return .object(
            groups.map { group in
                let attributes = catalogue[group.group].attributes
                let rows = group.rows.map { row in
                    JSONValue.object(
                        row.entries.map { .init(attributes[$0.attribute].name, $0.pattern.json) }
                    )
                }
                return .init(catalogue[group.group].name, .array(rows))
            })
    }
}

extension InventoryPattern {
    /// The canonical form: a value, a list dealt out by number, a range drawn from, or `null`.
    fileprivate var json: JSONValue {
        switch self {
        case .value(let value): value.json
        case .dealt(let values): .array(values.map(\.json))
        case .drawn(let low, let high, let step):
            .members(("from", .integer(low)), ("to", .integer(high)), ("step", .integer(step)))
        case .absent: .null
        }
    }
}

extension InventoryValue {
    /// A number, or the text of anything else.
    fileprivate var json: JSONValue {
        switch self {
        case .number(let number): .integer(number)
        case .text, .date: .string(word)
        }
    }
}
