public import SiteModel

// Program groups and user groups of a lab file.

/// The members `programGroups` and `userGroups` of a site.
func decodeProgramGroups(_ site: inout SiteDefinition, _ reader: inout ObjectReader, _ log: DecodingLog) {
    site.programGroups = reader.list("programGroups", or: []) { decodeProgramGroup($0, log) }
    // A lab file need not number them.
    let numbers = site.programGroups.map(\.number)
    var highest = numbers.filter { $0 <= ProgramGroupDefinition.maximumNumber }.max() ?? 0
    for place in site.programGroups.indices where site.programGroups[place].number == 0 {
        highest += 1
        site.programGroups[place].number = highest
    }
    site.userGroups = reader.list("userGroups", or: []) { decodeUserGroup($0, log) }
}

func decodeProgramGroup(_ node: JSON5Node, _ log: DecodingLog) -> ProgramGroupDefinition? {
    guard var reader = ObjectReader(node, what: "a program group", log: log) else { return nil }
    var group = ProgramGroupDefinition(
        name: reader.requiredText("name"), number: reader.int("number", or: 0))
    group.items = reader.list("items", or: [ProgramItemReference]()) {
        decodeParsed(
            $0, "an item of a program group", "a package and a title such as \"BPC00001:Microsoft Excel\"",
            log: log
        ) { ProgramItemReference($0) }
    }
    group.userGroups = reader.texts("userGroups", or: [])
    reader.finish()
    return group
}

func decodeUserGroup(_ node: JSON5Node, _ log: DecodingLog) -> UserGroupDefinition? {
    guard var reader = ObjectReader(node, what: "a user group", log: log) else { return nil }
    let group = UserGroupDefinition(name: reader.requiredText("name"), users: reader.texts("users", or: []))
    reader.finish()
    return group
}

extension ProgramGroupDefinition: ModelJSON {
    /// The canonical form: the members of a program group in a lab file, none left out.
    public var json: JSONValue {
        .members(
            ("name", .string(name)), ("number", .integer(number)),
            ("items", .texts(items.map(\.description))), ("userGroups", .texts(userGroups)))
    }

    /// Takes the canonical form back; see ``ModelJSON``.
    public init(json: JSONValue) throws(ModelJSONError) {
        self = try decodeRecord(json, what: "a program group", decodeProgramGroup)
    }
}

extension UserGroupDefinition: ModelJSON {
    /// The canonical form: name and users.
    public var json: JSONValue { .members(("name", .string(name)), ("users", .texts(users))) }

    /// Takes the canonical form back; see ``ModelJSON``.
    public init(json: JSONValue) throws(ModelJSONError) {
        self = try decodeRecord(json, what: "a user group", decodeUserGroup)
    }
}
