public import SiteModel

extension Package: ModelJSON {
    /// The canonical form; a property set that was never defined is `null`.
    public var json: JSONValue {
        .members(
            ("id", .string(id.description)), ("name", .string(name)), ("comment", .string(comment)),
            ("product", .string(product)), ("version", .string(version)), ("company", .string(company)),
            ("language", .string(language)), ("workstation", workstation?.json ?? .null),
            ("sharing", sharing?.json ?? .null), ("inventory", inventory?.json ?? .null),
            ("definitionDigest", .string(definitionDigest)))
    }

    /// Takes the canonical form back; see ``ModelJSON``.
    public init(json: JSONValue) throws(ModelJSONError) {
        self = try decodeRecord(json, what: "a package", decodePackage)
    }
}

private func decodePackage(_ node: JSON5Node, _ log: DecodingLog) -> Package? {
    guard var reader = ObjectReader(node, what: "a package", log: log) else { return nil }
    if reader.node("id") == nil { reader.missing("id") }
    let id = reader.parsed("id", "a package identifier", or: PackageID?.none) {
        PackageID($0).map { .some($0) }
    }
    guard let id else { return nil }
    var package = Package(id: id, name: reader.requiredText("name"))
    package.comment = reader.text("comment", or: "")
    package.product = reader.text("product", or: "")
    package.version = reader.text("version", or: "")
    package.company = reader.text("company", or: "")
    package.language = reader.text("language", or: "")
    if let set = reader.node("workstation"), set.value != .null {
        package.workstation = decodeWorkstation(set, log)
    }
    if let set = reader.node("sharing"), set.value != .null { package.sharing = decodeSharing(set, log) }
    if let set = reader.node("inventory"), set.value != .null {
        package.inventory = decodeInventory(set, log)
    }
    package.definitionDigest = reader.text("definitionDigest", or: "")
    reader.finish()
    return package
}

// MARK: Workstation

extension WorkstationProperties {
    fileprivate var json: JSONValue {
        .members(
            ("root", .string(root)), ("permissions", .int(permissions.rawValue)),
            ("commands", .array(commands.map(\.json))), ("transferFile", .optional(transferFile)))
    }
}

extension CommandLineProgram {
    fileprivate var json: JSONValue {
        .members(
            ("name", .string(name)), ("command", .string(command)), ("flags", .int(flags.rawValue)),
            ("platforms", .int(platforms.rawValue)), ("synchronousSystemExit", .bool(synchronousSystemExit)))
    }
}

private func decodeWorkstation(_ node: JSON5Node, _ log: DecodingLog) -> WorkstationProperties? {
    guard var reader = ObjectReader(node, what: "the workstation set", log: log) else { return nil }
    var set = WorkstationProperties(root: reader.requiredText("root"))
    set.permissions = AccessPermissions(
        rawValue: reader.smallInt("permissions", or: set.permissions.rawValue))
    set.commands = reader.list("commands", or: []) { decodeCommand($0, log) }
    set.transferFile = reader.optionalText("transferFile")
    reader.finish()
    return set
}

private func decodeCommand(_ node: JSON5Node, _ log: DecodingLog) -> CommandLineProgram? {
    guard var reader = ObjectReader(node, what: "a command line", log: log) else { return nil }
    var program = CommandLineProgram(
        name: reader.requiredText("name"), command: reader.requiredText("command"))
    let flags = reader.smallInt("flags", or: 0)
    if let known = CommandLineFlags(rawValue: flags) {
        program.flags = known
    } else {
        log.error(
            "out-of-range", "'flags' of a command line is \(flags), but must be 0, 1 or 3", at: node.location)
    }
    program.platforms = PlatformMask(rawValue: reader.smallInt("platforms", or: 0))
    program.synchronousSystemExit = reader.flag("synchronousSystemExit", or: false)
    reader.finish()
    return program
}

// MARK: Sharing

extension SharingProperties {
    fileprivate var json: JSONValue {
        .members(
            ("root", .string(root)), ("shareName", .string(shareName)),
            ("permissions", .int(permissions.rawValue)), ("programItems", .array(programItems.map(\.json))),
            ("transferFile", .optional(transferFile)))
    }
}

extension ProgramItem {
    fileprivate var json: JSONValue {
        .members(
            ("commandLine", .string(commandLine)), ("description", .string(description)),
            ("configurationScript", .string(configurationScript)), ("registryName", .string(registryName)),
            ("defaultINIFile", .string(defaultINIFile)), ("runMinimized", .bool(runMinimized)),
            ("runLocalCopyIfPresent", .bool(runLocalCopyIfPresent)), ("driveMode", .string(driveMode.word)),
            ("platforms", .int(platforms.rawValue)), ("setupIcon", .string(setupIcon)),
            ("displayIconInProgramGroup", .bool(displayIconInProgramGroup)))
    }
}

extension DriveMode {
    /// `unc`, `any`, or `letter ` and the letter.
    fileprivate var word: String {
        switch self {
        case .unc: "unc"
        case .anyLetter: "any"
        case .letter(let letter): "letter " + letter
        }
    }

    fileprivate init?(word: String) {
        switch word {
        case "unc": self = .unc
        case "any": self = .anyLetter
        default:
            guard word.hasPrefix("letter ") else { return nil }
            self = .letter(String(word.dropFirst(7)))
        }
    }
}

private func decodeSharing(_ node: JSON5Node, _ log: DecodingLog) -> SharingProperties? {
    guard var reader = ObjectReader(node, what: "the sharing set", log: log) else { return nil }
    var set = SharingProperties(root: reader.requiredText("root"))
    set.shareName = reader.text("shareName", or: "")
    set.permissions = AccessPermissions(
        rawValue: reader.smallInt("permissions", or: set.permissions.rawValue))
    set.programItems = reader.list("programItems", or: []) { decodeItem($0, log) }
    set.transferFile = reader.optionalText("transferFile")
    reader.finish()
    return set
}

private func decodeItem(_ node: JSON5Node, _ log: DecodingLog) -> ProgramItem? {
    guard var reader = ObjectReader(node, what: "a program item", log: log) else { return nil }
    var item = ProgramItem(commandLine: reader.requiredText("commandLine"))
    item.description = reader.text("description", or: "")
    item.configurationScript = reader.text("configurationScript", or: "")
    item.registryName = reader.text("registryName", or: "")
    item.defaultINIFile = reader.text("defaultINIFile", or: "")
    item.runMinimized = reader.flag("runMinimized", or: false)
    item.runLocalCopyIfPresent = reader.flag("runLocalCopyIfPresent", or: false)
    item.driveMode = reader.parsed("driveMode", "unc, any or a letter", or: .unc) { DriveMode(word: $0) }
    item.platforms = PlatformMask(rawValue: reader.smallInt("platforms", or: 0))
    item.setupIcon = reader.text("setupIcon", or: "")
    item.displayIconInProgramGroup = reader.flag("displayIconInProgramGroup", or: true)
    reader.finish()
    return item
}
