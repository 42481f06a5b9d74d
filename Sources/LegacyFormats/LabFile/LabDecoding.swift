import SiteModel

/// The words of lab files for each enumeration, in the order of the reference.
enum LabWords {
    static let releases = Release.allCases.map { ($0.rawValue, $0) }
    static let responses = ServiceResponse.allCases.map { ($0.rawValue, $0) }
    static let fidelities = Fidelity.allCases.map { ($0.rawValue, $0) }
    static let traces = TraceLevel.allCases.map { ($0.rawValue, $0) }
    static let phases = PhaseMode.allCases.map { ($0.rawValue, $0) }
    static let kinds = ServerKind.allCases.map { ($0.word, $0) }
    static let fileSystems = FileSystem.allCases.map { ($0.rawValue, $0) }
    static let roles = ServerRoles.words.map { ($0.word, $0.bit) }
    static let platforms = PlatformMask.names.map { ($0.name, $0.bit) }
    static let mifs = StatusMIF.allCases.map { ($0.rawValue, $0) }
    static let reboots = RebootKind.allCases.map { ($0.rawValue, $0) }
    static let programPlaces = ProgramPlace.allCases.map { ($0.rawValue, $0) }
    static let clientRoles = ClientRole.allCases.map { ($0.rawValue, $0) }
    static let accounts = ServiceAccount.allCases.map { ($0.rawValue, $0) }
    static let osVersions = WindowsNTVersion.allCases.map { ($0.rawValue, $0) }
    static let redirectors = Redirector.allCases.map { ($0.rawValue, $0) }
    static let serverChoices = ServerChoice.allCases.map { ($0.rawValue, $0) }

    static let time = "a time such as \"1997-04-21 09:00\""
    static let zone = "a POSIX time zone rule such as \"EST5EDT,M4.1.0,M10.5.0\""
    static let siteCode =
        "a site code of three letters or digits such as \"BPC\", but not CON, PRN, AUX or NUL"
}

// MARK: The lab

func decodeLab(_ node: JSON5Node, _ log: DecodingLog) -> LabDefinition? {
    guard var reader = ObjectReader(node, what: "the lab", log: log) else { return nil }
    var lab = LabDefinition(name: reader.requiredText("name"))
    lab.release = reader.word("release", LabWords.releases, or: lab.release)
    lab.quirks = decodeQuirks(&reader)
    lab.seed = decodeSeed(&reader, or: lab.seed)
    lab.phases = reader.word("phases", LabWords.phases, or: lab.phases)
    lab.fidelity = reader.word("fidelity", LabWords.fidelities, or: lab.fidelity)
    lab.trace = reader.word("trace", LabWords.traces, or: lab.trace)
    lab.start = reader.parsed("start", LabWords.time, or: lab.start) { LocalTime($0) }
    lab.sites = reader.list("sites", or: []) { decodeSite($0, log) }
    lab.results = reader.list("results", or: []) { decodeResultRule($0, log) }
    lab.users = reader.list("users", or: []) { decodeUserRule($0, log) }
    lab.faults = reader.list("faults", or: []) { decodeFault($0, log) }
    lab.reschedule = reader.word("reschedule", LabWords.reschedules, or: lab.reschedule)
    lab.siteProperties = reader.word("siteProperties", LabWords.siteProperties, or: lab.siteProperties)
    lab.accounts = reader.list("accounts", or: []) { decodeAccount($0, log) }
    reader.finish()
    return lab
}

private func decodeQuirks(_ reader: inout ObjectReader) -> [String: Bool] {
    guard let node = reader.node("quirks") else { return [:] }
    guard case .object(let members) = node.value else {
        reader.log.error(
            "wrong-type",
            "'quirks' of the lab must be an object such as {\"path-colon-fails\": true}, not "
                + node.kindInWords, at: node.location)
        return [:]
    }
    var quirks: [String: Bool] = [:]
    for member in members {
        guard case .bool(let flag) = member.node.value else {
            reader.log.error(
                "wrong-type",
                "the quirk '\(member.name)' must be true or false, not \(member.node.kindInWords)",
                at: member.node.location)
            continue
        }
        quirks[member.name] = flag
    }
    return quirks
}

/// The seed has 64 bits without sign, so it may be a number that no signed integer holds.
private func decodeSeed(_ reader: inout ObjectReader, or value: UInt64) -> UInt64 {
    guard let node = reader.node("seed") else { return value }
    switch node.value {
    case .integer(let number):
        if let seed = UInt64(exactly: number) { return seed }
    case .number(let text):
        if let seed = UInt64(text) { return seed }
    default: break
    }
    reader.log.error(
        "wrong-type",
        "'seed' of the lab must be a whole number from 0 to \(UInt64.max), not \(node.kindInWords)",
        at: node.location)
    return value
}

// MARK: A site

func decodeSite(_ node: JSON5Node, _ log: DecodingLog) -> SiteDefinition? {
    guard var reader = ObjectReader(node, what: "a site", log: log) else { return nil }
    let code = decodeSiteCode(&reader, "code")
    // The rest is read even without a usable code, so that all its findings come at once.
    guard let placeholder = code ?? SiteCode("000") else { return nil }
    var site = SiteDefinition(code: placeholder, name: reader.text("name", or: ""))
    site.response = reader.word("response", LabWords.responses, or: site.response)
    site.zone = reader.parsed("zone", LabWords.zone, or: site.zone) { TimeZoneRule($0) }
    site.sqlClockOffsetMilliseconds = reader.int("sqlClockOffsetMilliseconds", or: 0)
    site.domains = reader.texts("domains", or: site.domains)
    site.servers = reader.list("servers", or: []) { decodeServer($0, log) }
    site.clients = reader.list("clients", or: []) { decodeClientRange($0, log) }
    site.groups = reader.list("groups", or: []) { decodeGroup($0, log) }
    site.addresses = reader.list("addresses", or: []) { decodeAddress($0, log) }
    site.removeSelfAddress = reader.flag("removeSelfAddress", or: false)
    if let settings = reader.node("compression") {
        site.compression = decodeCompression(settings, log) ?? site.compression
    }
    site.pcmPollingMinutes = reader.int("pcmPollingMinutes", or: site.pcmPollingMinutes)
    site.statusMilliseconds = reader.int("statusMilliseconds", or: site.statusMilliseconds)
    site.smsDrive = reader.text("smsDrive", or: defaultSMSDrive(of: site))
    decodeHierarchy(&site, &reader, log)
    site.queries = reader.list("queries", or: []) { decodeQuery($0, log) }
    site.tempdbSelectInto = reader.flag("tempdbSelectInto", or: true)
    site.useForcedDisconnect = reader.flag("useForcedDisconnect", or: false)
    site.retriesBeforeForcedDisconnection = reader.int(
        "retriesBeforeForcedDisconnection", or: site.retriesBeforeForcedDisconnection)
    site.forcedDisconnectionDelayMinutes = reader.int(
        "forcedDisconnectionDelayMinutes", or: site.forcedDisconnectionDelayMinutes)
    site.preferredDrive = reader.text("preferredDrive", or: "")
    site.maximumFilesListed = reader.int("maxFileEnum", or: site.maximumFilesListed)
    decodeProgramGroups(&site, &reader, log)
    decodeSiteConfiguration(&site.siteConfiguration, &reader, log)
    decodeHelpers(&site, &reader, log)
    reader.finish()
    return code == nil ? nil : site
}

/// Drive D if the site server has one, else its first: so the smallest lab file needs no drives.
private func defaultSMSDrive(of site: SiteDefinition) -> String {
    guard let drives = site.siteServer?.drives, let first = drives.first,
        !drives.contains(where: { $0.letter.uppercased() == site.smsDrive })
    else { return site.smsDrive }
    return first.letter
}

func decodeSiteCode(_ reader: inout ObjectReader, _ name: String) -> SiteCode? {
    guard let node = reader.node(name) else {
        reader.missing(name)
        return nil
    }
    return decodeParsed(node, "'\(name)' of \(reader.what)", LabWords.siteCode, log: reader.log) {
        SiteCode($0)
    }
}

func decodeCompression(_ node: JSON5Node, _ log: DecodingLog) -> CompressionSettings? {
    guard var reader = ObjectReader(node, what: "compression", log: log) else { return nil }
    var settings = CompressionSettings()
    settings.enabled = reader.flag("enabled", or: settings.enabled)
    settings.level = reader.smallInt("level", or: settings.level)
    settings.yieldMilliseconds = reader.int("yieldMilliseconds", or: settings.yieldMilliseconds)
    settings.ratioPercent = reader.int("ratioPercent", or: settings.ratioPercent)
    reader.finish()
    return settings
}

// MARK: Servers, clients, groups

func decodeServer(_ node: JSON5Node, _ log: DecodingLog) -> ServerDefinition? {
    guard var reader = ObjectReader(node, what: "a server", log: log) else { return nil }
    var server = ServerDefinition(name: reader.requiredText("name"))
    server.domain = reader.text("domain", or: "")
    server.kind = reader.word("kind", LabWords.kinds, or: server.kind)
    let roles = reader.list("roles", or: [ServerRoles]()) {
        decodeWord($0, "a role of a server", LabWords.roles, log: log)
    }
    server.roles = ServerRoles(roles)
    server.drives = reader.list("drives", or: server.drives) { decodeDrive($0, log) }
    server.online = reader.flag("online", or: true)
    server.macintosh = reader.flag("macintosh", or: false)
    server.hasEveryone = reader.flag("everyone", or: true)
    server.shares = reader.list("shares", or: []) { node in
        guard var share = ObjectReader(node, what: "a share", log: log) else { return nil }
        let made = ShareDefinition(name: share.requiredText("name"), drive: share.requiredText("drive"))
        share.finish()
        return made
    }
    reader.finish()
    return server
}

private func decodeDrive(_ node: JSON5Node, _ log: DecodingLog) -> DriveDefinition? {
    guard var reader = ObjectReader(node, what: "a drive", log: log) else { return nil }
    var drive = DriveDefinition(letter: reader.requiredText("letter"))
    drive.fileSystem = reader.word("fileSystem", LabWords.fileSystems, or: drive.fileSystem)
    if let free = reader.node("free") {
        let expected = "a size such as \"2GB\" or \"500MB\", or a number of bytes"
        if case .integer(let bytes) = free.value {
            drive.freeBytes = bytes
        } else {
            let bytes = decodeParsed(free, "'free' of a drive", expected, log: log) { ByteSize.parse($0) }
            drive.freeBytes = bytes ?? drive.freeBytes
        }
    }
    reader.finish()
    return drive
}

func decodeClientRange(_ node: JSON5Node, _ log: DecodingLog) -> ClientRange? {
    guard var reader = ObjectReader(node, what: "a client range", log: log) else { return nil }
    var range = ClientRange(pattern: reader.requiredText("names"))
    range.first = reader.smallInt("first", or: range.first)
    range.count = reader.smallInt("count", or: range.count)
    range.domain = reader.text("domain", or: "")
    range.platform = reader.word("platform", LabWords.platforms, or: range.platform)
    range.logonServers = reader.texts("logonServers", or: [])
    if let zone = reader.node("zone"), zone.value != .null {
        range.zone = decodeParsed(zone, "'zone' of a client range", LabWords.zone, log: log) {
            TimeZoneRule($0)
        }
    }
    range.clockOffsetMilliseconds = reader.int("clockOffsetMilliseconds", or: 0)
    range.clockDriftPartsPerMillion = reader.int("clockDriftPartsPerMillion", or: 0)
    range.user = reader.text("user", or: range.user)
    decodeClientSettings(&range.settings, &reader, log)
    if let inventory = reader.node("inventory") {
        range.inventory = decodeInventory(inventory, log) ?? range.inventory
    }
    reader.finish()
    return range
}

/// What is set for Package Command Manager stands beside the other members of a range.
private func decodeClientSettings(
    _ settings: inout ClientSettings, _ reader: inout ObjectReader, _ log: DecodingLog
) {
    settings.role = reader.word("role", LabWords.clientRoles, or: settings.role)
    settings.service = reader.flag("service", or: settings.service)
    settings.account = reader.word("account", LabWords.accounts, or: settings.account)
    settings.osVersion = reader.word("osVersion", LabWords.osVersions, or: settings.osVersion)
    settings.redirector = reader.word("redirector", LabWords.redirectors, or: settings.redirector)
    settings.serverChoice = reader.word("serverChoice", LabWords.serverChoices, or: settings.serverChoice)
    settings.preferredServers = reader.texts("preferredServers", or: [])
    settings.localDrives = reader.text("localDrives", or: settings.localDrives)
    settings.mappedDrives = reader.list("mappedDrives", or: []) {
        decodeParsed(
            $0, "a mapped drive of a client range", "a drive such as \"M: \\\\\\\\SRV1\\\\APPS\"", log: log
        ) { MappedDrive($0) }
    }
    settings.maximumLogonServers = reader.smallInt("maxLogonServerSearch", or: settings.maximumLogonServers)
    settings.slowLink = reader.flag("slowLink", or: settings.slowLink)
    settings.disableCountdown = reader.flag("disableCountdown", or: settings.disableCountdown)
    settings.reminderMinutes = reader.int("reminderMinutes", or: settings.reminderMinutes)
}

func decodeGroup(_ node: JSON5Node, _ log: DecodingLog) -> MachineGroupDefinition? {
    guard var reader = ObjectReader(node, what: "a machine group", log: log) else { return nil }
    let name = reader.requiredText("name")
    let members = reader.texts("members", or: [])
    reader.finish()
    return MachineGroupDefinition(name: name, members: members)
}

// MARK: Rules

func decodeResultRule(_ node: JSON5Node, _ log: DecodingLog) -> ResultRule? {
    guard var reader = ObjectReader(node, what: "a result rule", log: log) else { return nil }
    var rule = ResultRule()
    rule.clients = reader.text("clients", or: rule.clients)
    rule.command = reader.text("command", or: rule.command)
    rule.attempt = reader.smallInt("attempt", or: rule.attempt)
    rule.durationSeconds = reader.int("durationSeconds", or: rule.durationSeconds)
    rule.spreadSeconds = reader.int("spreadSeconds", or: rule.spreadSeconds)
    rule.exitCode = reader.int("exitCode", or: rule.exitCode)
    rule.mif = reader.word("mif", LabWords.mifs, or: rule.mif)
    rule.description = reader.text("description", or: rule.description)
    rule.reboot = reader.word("reboot", LabWords.reboots, or: rule.reboot)
    rule.launcher = reader.flag("launcher", or: rule.launcher)
    rule.hangs = reader.flag("hangs", or: rule.hangs)
    rule.program = reader.word("program", LabWords.programPlaces, or: rule.program)
    rule.leavesOpen = reader.flag("leavesOpen", or: rule.leavesOpen)
    rule.handle = reader.int("handle", or: rule.handle)
    rule.endsElsewhere = reader.flag("endsElsewhere", or: rule.endsElsewhere)
    reader.finish()
    return rule
}

func decodeUserRule(_ node: JSON5Node, _ log: DecodingLog) -> UserRule? {
    guard var reader = ObjectReader(node, what: "a user rule", log: log) else { return nil }
    var rule = UserRule(runsAfterMinutes: nil)
    rule.clients = reader.text("clients", or: rule.clients)
    rule.command = reader.text("command", or: rule.command)
    if let runs = reader.node("runsAfterMinutes") {
        switch runs.value {
        case .integer(let minutes): rule.runsAfterMinutes = minutes
        case .string(let text) where text.lowercased() == "never": break
        default:
            log.error(
                "wrong-type",
                "'runsAfterMinutes' of a user rule must be a number of minutes or \"never\", not \(runs.kindInWords)",
                at: runs.location)
        }
    } else {
        reader.missing("runsAfterMinutes")
    }
    reader.finish()
    return rule
}
