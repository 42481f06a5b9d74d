public import SiteModel

extension LabDefinition: ModelJSON {
    /// The canonical form, record 0 of a journal: the members of a lab file, none left out.
    public var json: JSONValue {
        .members(
            ("name", .string(name)), ("release", .string(release.rawValue)),
            (
                "quirks",
                .object(
                    quirks.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                        .map { .init($0.key, .bool($0.value)) })
            ),
            ("seed", Int64(exactly: seed).map { .integer($0) } ?? .number(String(seed))),
            ("phases", .string(phases.rawValue)), ("fidelity", .string(fidelity.rawValue)),
            ("trace", .string(trace.rawValue)), ("start", .string(start.description)),
            ("sites", .array(sites.map(\.json))), ("results", .array(results.map(\.json))),
            ("users", .array(users.map(\.json))), ("faults", .array(faults.map(\.json))),
            ("reschedule", .string(reschedule.rawValue)),
            ("siteProperties", .string(siteProperties.rawValue)),
            ("accounts", .array(accounts.map(\.json))))
    }

    /// Takes the canonical form back, exactly; see ``ModelJSON``.
    public init(json: JSONValue) throws(ModelJSONError) {
        self = try decodeRecord(json, what: "a lab", decodeLab)
    }
}

/// The canonical JSON of a lab: record 0 of its journal.
public func labDefinitionJSON(_ lab: LabDefinition) -> JSONValue { lab.json }

/// The lab of a canonical JSON value, exactly as it was.
public func labDefinition(from json: JSONValue) throws(ModelJSONError) -> LabDefinition {
    try LabDefinition(json: json)
}

extension SiteDefinition: ModelJSON {
    /// The canonical form: the members of a site in a lab file, none left out.
    public var json: JSONValue {
        .members(
            ("code", .string(code.description)), ("name", .string(name)),
            ("response", .string(response.rawValue)), ("zone", .string(zone.description)),
            ("sqlClockOffsetMilliseconds", .integer(sqlClockOffsetMilliseconds)),
            ("domains", .texts(domains)), ("servers", .array(servers.map(\.json))),
            ("clients", .array(clients.map(\.json))), ("groups", .array(groups.map(\.json))),
            ("addresses", .array(addresses.map(\.json))), ("removeSelfAddress", .bool(removeSelfAddress)),
            ("compression", compression.json), ("pcmPollingMinutes", .integer(pcmPollingMinutes)),
            ("statusMilliseconds", .integer(statusMilliseconds)), ("smsDrive", .string(smsDrive)),
            ("parent", .optional(parent?.description)), ("secondary", .bool(isSecondary)),
            ("senders", .array(senders.map(\.json))), ("siteGroups", .array(siteGroups.map(\.json))),
            ("siteReporter", siteReporter.json), ("queries", .array(queries.map(\.json))),
            ("alerts", .array(alerts.map(\.json))),
            ("tempdbSelectInto", .bool(tempdbSelectInto)),
            ("useForcedDisconnect", .bool(useForcedDisconnect)),
            ("retriesBeforeForcedDisconnection", .integer(retriesBeforeForcedDisconnection)),
            ("forcedDisconnectionDelayMinutes", .integer(forcedDisconnectionDelayMinutes)),
            ("preferredDrive", .string(preferredDrive)), ("maxFileEnum", .integer(maximumFilesListed)),
            ("programGroups", .array(programGroups.map(\.json))),
            ("userGroups", .array(userGroups.map(\.json))),
            ("siteConfiguration", siteConfiguration.json),
            (
                "helpers",
                .object(helpers.map { .init($0.service.rawValue, .string($0.server)) })
            ))
    }

    /// Takes the canonical form back; see ``ModelJSON``.
    public init(json: JSONValue) throws(ModelJSONError) {
        self = try decodeRecord(json, what: "a site", decodeSite)
    }
}

extension ServerDefinition: ModelJSON {
    /// The canonical form: the members of a server in a lab file, none left out.
    public var json: JSONValue {
        .members(
            ("name", .string(name)), ("domain", .string(domain)), ("kind", .string(kind.word)),
            ("roles", .texts(ServerRoles.words.filter { roles.contains($0.bit) }.map(\.word))),
            ("drives", .array(drives.map(\.json))), ("online", .bool(online)),
            ("macintosh", .bool(macintosh)), ("everyone", .bool(hasEveryone)),
            ("shares", .array(shares.map(\.json))))
    }

    /// Takes the canonical form back; see ``ModelJSON``.
    public init(json: JSONValue) throws(ModelJSONError) {
        self = try decodeRecord(json, what: "a server", decodeServer)
    }
}

extension ShareDefinition {
    /// The canonical form: the members of a share in a lab file.
    var json: JSONValue { .members(("name", .string(name)), ("drive", .string(drive))) }
}

extension ClientRange: ModelJSON {
    /// The canonical form: the members of a client range in a lab file, none left out.
    public var json: JSONValue {
        .members(
            ("names", .string(pattern)), ("first", .int(first)), ("count", .int(count)),
            ("domain", .string(domain)), ("platform", .string(platform.description)),
            ("logonServers", .texts(logonServers)), ("zone", .optional(zone?.description)),
            ("clockOffsetMilliseconds", .integer(clockOffsetMilliseconds)),
            ("clockDriftPartsPerMillion", .integer(clockDriftPartsPerMillion)), ("user", .string(user)),
            ("role", .string(settings.role.rawValue)), ("service", .bool(settings.service)),
            ("account", .string(settings.account.rawValue)),
            ("osVersion", .string(settings.osVersion.rawValue)),
            ("redirector", .string(settings.redirector.rawValue)),
            ("serverChoice", .string(settings.serverChoice.rawValue)),
            ("preferredServers", .texts(settings.preferredServers)),
            ("localDrives", .string(settings.localDrives)),
            ("mappedDrives", .texts(settings.mappedDrives.map(\.text))),
            ("maxLogonServerSearch", .int(settings.maximumLogonServers)),
            ("slowLink", .bool(settings.slowLink)), ("disableCountdown", .bool(settings.disableCountdown)),
            ("reminderMinutes", .integer(settings.reminderMinutes)),
            ("inventory", inventory.json))
    }

    /// Takes the canonical form back; see ``ModelJSON``.
    public init(json: JSONValue) throws(ModelJSONError) {
        self = try decodeRecord(json, what: "a client range", decodeClientRange)
    }
}

extension MachineGroupDefinition: ModelJSON {
    /// The canonical form: name and members.
    public var json: JSONValue { .members(("name", .string(name)), ("members", .texts(members))) }

    /// Takes the canonical form back; see ``ModelJSON``.
    public init(json: JSONValue) throws(ModelJSONError) {
        self = try decodeRecord(json, what: "a machine group", decodeGroup)
    }
}

extension ResultRule: ModelJSON {
    /// The canonical form: the members of a result rule in a lab file, none left out.
    public var json: JSONValue {
        .members(
            ("clients", .string(clients)), ("command", .string(command)), ("attempt", .int(attempt)),
            ("durationSeconds", .integer(durationSeconds)), ("spreadSeconds", .integer(spreadSeconds)),
            ("exitCode", .integer(exitCode)), ("mif", .string(mif.rawValue)),
            ("description", .string(description)),
            ("reboot", .string(reboot.rawValue)), ("launcher", .bool(launcher)), ("hangs", .bool(hangs)),
            ("program", .string(program.rawValue)), ("leavesOpen", .bool(leavesOpen)),
            ("handle", .integer(handle)), ("endsElsewhere", .bool(endsElsewhere)))
    }

    /// Takes the canonical form back; see ``ModelJSON``.
    public init(json: JSONValue) throws(ModelJSONError) {
        self = try decodeRecord(json, what: "a result rule", decodeResultRule)
    }
}

extension UserRule: ModelJSON {
    /// The canonical form; the word `never` stands for no minutes.
    public var json: JSONValue {
        .members(
            ("clients", .string(clients)), ("command", .string(command)),
            ("runsAfterMinutes", runsAfterMinutes.map { .integer($0) } ?? .string("never")))
    }

    /// Takes the canonical form back; see ``ModelJSON``.
    public init(json: JSONValue) throws(ModelJSONError) {
        self = try decodeRecord(json, what: "a user rule", decodeUserRule)
    }
}

extension DriveDefinition {
    /// The canonical form; free space in bytes.
    var json: JSONValue {
        .members(
            ("letter", .string(letter)), ("fileSystem", .string(fileSystem.rawValue)),
            ("free", .integer(freeBytes)))
    }
}

extension AlertDefinition: ModelJSON {
    /// The canonical form: the members of an alert in a lab file, none left out.
    public var json: JSONValue {
        .members(
            ("name", .string(name)), ("query", .string(query)), ("atLeast", .integer(atLeast)),
            ("minutes", .integer(minutes)), ("tells", .string(tells)))
    }

    /// Takes the canonical form back; see ``ModelJSON``.
    public init(json: JSONValue) throws(ModelJSONError) {
        self = try decodeRecord(json, what: "an alert", decodeAlert)
    }
}

extension AccountRights {
    /// The canonical form.
    var json: JSONValue {
        .object(
            [.init("account", .string(account))]
                + SecurityObject.allCases.compactMap { object in
                    rights[object].map { .init(object.rawValue, .string($0.rawValue)) }
                })
    }
}

extension AddressDefinition {
    /// The canonical form.
    var json: JSONValue {
        .members(
            ("to", .string(destination.description)), ("sender", .string(sender.word)),
            ("bitsPerSecond", .integer(bitsPerSecond)), ("percent", .int(percent)),
            ("server", .string(server)))
    }
}

extension SenderDefinition {
    /// The canonical form.
    var json: JSONValue {
        .members(
            ("kind", .string(kind.word)), ("maximumSendings", .int(maximumSendings)),
            ("maximumSiteSendings", .int(maximumSiteSendings)), ("retries", .int(retries)),
            ("retryDelayMinutes", .integer(retryDelayMinutes)),
            ("schedule", .array(OutboxPeriod.periods(of: schedule).map(\.json))),
            ("hourlyPercent", .array(hourlyPercent.map { .int($0) })))
    }
}

extension SiteGroupDefinition: ModelJSON {
    /// The canonical form: name and sites.
    public var json: JSONValue {
        .members(("name", .string(name)), ("sites", .texts(sites.map(\.description))))
    }

    /// Takes the canonical form back; see ``ModelJSON``.
    public init(json: JSONValue) throws(ModelJSONError) {
        self = try decodeRecord(json, what: "a site group", decodeSiteGroup)
    }
}

extension SiteReporterSettings {
    /// The canonical form.
    var json: JSONValue {
        .members(
            ("statusMinutes", .integer(statusMinutes)), ("eventMinutes", .integer(eventMinutes)),
            ("inventoryMinutes", .integer(inventoryMinutes)))
    }
}

extension FaultDefinition: ModelJSON {
    /// The canonical form: what fails, from when, until when.
    public var json: JSONValue {
        let subject: (String, JSONValue) =
            switch subject {
            case .link(let one, let other): ("link", .texts([one.description, other.description]))
            case .server(let site, let name): ("server", .texts([site.description, name]))
            case .client(let site, let name): ("client", .texts([site.description, name]))
            case .site(let site, let fault): ("site", .texts([site.description, fault.rawValue]))
            case .request(let site, let request, let fault):
                ("request", .texts([site.description, request.description, fault.word]))
            case .sql(let site): ("sql", .texts([site.description]))
            }
        let times = [("from", JSONValue.string(from.description)), ("until", .optional(until?.description))]
        let members = [subject] + times + (isDropped ? [("dropped", .bool(true))] : [])
        return .object(members.map { .init($0.0, $0.1) })
    }

    /// Takes the canonical form back; see ``ModelJSON``.
    public init(json: JSONValue) throws(ModelJSONError) {
        self = try decodeRecord(json, what: "a fault", decodeFault)
    }
}

extension CompressionSettings {
    /// The canonical form.
    var json: JSONValue {
        .members(
            ("enabled", .bool(enabled)), ("level", .int(level)),
            ("yieldMilliseconds", .integer(yieldMilliseconds)), ("ratioPercent", .integer(ratioPercent)))
    }
}
