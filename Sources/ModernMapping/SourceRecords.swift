import SiteModel

// The whole source as JSON, for the carriers of mapping 8: nothing may be lost on the way.

/// The record of a package with all three property sets.
func sourceRecord(of package: Package) -> JSONValue {
    .object([
        .init("id", .string(package.id.description)), .init("name", .string(package.name)),
        .init("comment", .string(package.comment)), .init("product", .string(package.product)),
        .init("version", .string(package.version)), .init("company", .string(package.company)),
        .init("language", .string(package.language)),
        .init("definitionDigest", .string(package.definitionDigest)),
        .init("workstation", package.workstation.map { sourceRecord(of: $0) } ?? .null),
        .init("sharing", package.sharing.map { sourceRecord(of: $0) } ?? .null),
        .init("inventory", package.inventory.map { sourceRecord(of: $0) } ?? .null),
    ])
}

private func sourceRecord(of set: WorkstationProperties) -> JSONValue {
    .object([
        .init("root", .string(set.root)),
        .init("permissions", .integer(Int64(set.permissions.rawValue))),
        .init("transferFile", set.transferFile.map { .string($0) } ?? .null),
        .init("commands", .array(set.commands.map { sourceRecord(of: $0) })),
    ])
}

/// The record of a workstation command line.
func sourceRecord(of command: CommandLineProgram) -> JSONValue {
    .object([
        .init("name", .string(command.name)), .init("command", .string(command.command)),
        .init("flags", .integer(Int64(command.flags.rawValue))),
        .init("platforms", .integer(Int64(command.platforms.rawValue))),
        .init("synchronousSystemExit", .bool(command.synchronousSystemExit)),
    ])
}

private func sourceRecord(of set: SharingProperties) -> JSONValue {
    .object([
        .init("root", .string(set.root)), .init("shareName", .string(set.shareName)),
        .init("permissions", .integer(Int64(set.permissions.rawValue))),
        .init("transferFile", set.transferFile.map { .string($0) } ?? .null),
        .init("programItems", .array(set.programItems.map { sourceRecord(of: $0) })),
    ])
}

/// The word of a drive mode.
func word(of mode: DriveMode) -> String {
    switch mode {
    case .unc: "unc"
    case .anyLetter: "any"
    case .letter(let letter): letter
    }
}

/// The record of a program item.
func sourceRecord(of item: ProgramItem) -> JSONValue {
    .object([
        .init("commandLine", .string(item.commandLine)), .init("description", .string(item.description)),
        .init("configurationScript", .string(item.configurationScript)),
        .init("registryName", .string(item.registryName)),
        .init("defaultINIFile", .string(item.defaultINIFile)),
        .init("runMinimized", .bool(item.runMinimized)),
        .init("runLocalCopyIfPresent", .bool(item.runLocalCopyIfPresent)),
        .init("driveMode", .string(word(of: item.driveMode))),
        .init("platforms", .integer(Int64(item.platforms.rawValue))),
        .init("setupIcon", .string(item.setupIcon)),
        .init("displayIconInProgramGroup", .bool(item.displayIconInProgramGroup)),
    ])
}

private func sourceRecord(of set: InventoryProperties) -> JSONValue {
    .object([
        .init("inventoryThisPackage", .bool(set.inventoryThisPackage)),
        .init("rule", .array(set.rule.map { .string(word(of: $0)) })),
        .init("files", .array(set.files.map { sourceRecord(of: $0) })),
    ])
}

/// A part of a detection rule as the rule writes it.
func word(of part: DetectionRulePart) -> String {
    switch part {
    case .file(let section): section
    case .and: "AND"
    case .or: "OR"
    case .open: "("
    case .close: ")"
    }
}

private func sourceRecord(of file: DetectionFile) -> JSONValue {
    .object([
        .init("section", .string(file.section)), .init("file", .string(file.file)),
        .init("collect", .bool(file.collect)),
        .init("tests", .array(file.tests.map { .string(word(of: $0)) })),
    ])
}

/// A test on one line.
func word(of test: DetectionTest) -> String {
    switch test {
    case .size(let size): "SIZE \(size)"
    case .date(let month, let day, let year): "DATE \(month),\(day),\(year)"
    case .time(let hour, let minute): "TIME \(hour),\(minute)"
    case .checksum(let offset, let length, let value): "CHECKSUM \(offset),\(length),\(value)"
    case .crc(let offset, let length, let value): "CRC \(offset),\(length),\(value)"
    case .byte(let offset, let value): "BYTE \(offset),\(value)"
    case .word(let offset, let value): "WORD \(offset),\(value)"
    case .long(let offset, let value): "LONG \(offset),\(value)"
    case .token(let offset, let text): "TOKEN \(offset),\(text)"
    }
}

/// The 33 scalars of a job by their API names, in API order (SDK sheapio_7roz).
func scalars(of job: Job) -> [(name: String, value: JSONValue)] {
    func number(_ value: Int) -> JSONValue { .integer(Int64(value)) }
    func flag(_ value: Bool) -> JSONValue { .integer(value ? 1 : 0) }
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    return [
        ("Job ID", text(job.id.description)), ("Job type", text(job.type.rawValue)),
        ("Job comment", text(job.comment)), ("Activate time", text(job.activateTime.description)),
        ("Left icon", text(job.leftIcon)), ("Center icon", text(job.centerIcon)),
        ("Right icon", text(job.rightIcon)), ("Priority", number(job.priority.rawValue)),
        ("Repeat mode", number(job.repeatMode.rawValue)), ("Cancel mode", flag(job.cancelMode)),
        ("Job status", number(job.status.rawValue)), ("Sending status", number(job.sendingStatus.rawValue)),
        ("Working status", number(job.workingStatus.rawValue)),
        ("Cancel status", number(job.cancelStatus.rawValue)), ("Package ID", text(job.packageID.description)),
        ("Job target", number(job.target.rawValue)),
        ("Distribute phase", number(job.distributePhase.rawValue)),
        ("Send phase", number(job.sendPhase.rawValue)), ("Limit to sites", number(job.limitToSites.rawValue)),
        ("Include subsites", flag(job.includeSubsites)), ("Site limit name", text(job.siteLimitName)),
        ("Distribution servers", text(job.distributionServers)), ("WCL name", text(job.commandName)),
        ("Query ID", text(job.queryID)), ("Machine group name", text(job.machineGroup)),
        ("Machine path", text(job.machinePath)), ("Offer time", text(job.offerTime.description)),
        ("Mandatory time", text(job.mandatoryTime.description)),
        ("Use mandatory time", flag(job.useMandatoryTime)),
        ("Force over slow link", flag(job.forceOverSlowLink)),
        ("Expire time", text(job.expireTime.description)), ("Use expire time", flag(job.useExpireTime)),
        ("Run workstation command", flag(job.runWorkstationCommand)),
    ]
}

/// The record of a job: its scalars, and the machine keys of its frozen computers.
func sourceRecord(of job: Job, members: [FrozenMember] = []) -> JSONValue {
    var record = scalars(of: job).map { JSONValue.Member($0.name, $0.value) }
    let keys = members.filter { !$0.smsid.isEmpty }
    if !keys.isEmpty {
        let list = keys.map { member -> JSONValue in
            .object([.init("name", .string(member.name)), .init("smsid", .string(member.smsid))])
        }
        record.append(.init("computers", .array(list)))
    }
    return .object(record)
}
