import LegacyFormats
import SiteModel
import Testing

/// Any lab definition, sensible or not.
func randomLab(_ random: inout TestRandom) -> LabDefinition {
    var lab = LabDefinition(name: randomText(&random))
    lab.release = random.pick(Release.allCases)
    for _ in 0..<random.below(4) { lab.quirks[randomText(&random)] = random.once(in: 2) }
    lab.seed = random.once(in: 2) ? random.next() : UInt64(random.below(1_000))
    lab.phases = random.pick(PhaseMode.allCases)
    lab.fidelity = random.pick(Fidelity.allCases)
    lab.trace = random.pick(TraceLevel.allCases)
    lab.start = LocalTime(seconds: Int64(random.below(4_000_000_000)))
    lab.sites = (0..<random.below(4)).map { _ in randomSite(&random) }
    lab.results = (0..<random.below(3)).map { _ in
        ResultRule(
            clients: randomText(&random), command: randomText(&random), attempt: random.below(5),
            durationSeconds: Int64(random.below(1_000)), spreadSeconds: Int64(random.below(3)) * 300,
            exitCode: Int64(truncatingIfNeeded: random.next()),
            mif: random.pick(StatusMIF.allCases), description: randomText(&random),
            reboot: random.pick(RebootKind.allCases), launcher: random.once(in: 2), hangs: random.once(in: 2),
            program: random.pick(ProgramPlace.allCases), leavesOpen: random.once(in: 2),
            handle: Int64(random.below(200)), endsElsewhere: random.once(in: 2))
    }
    lab.users = (0..<random.below(3)).map { _ in
        UserRule(
            clients: randomText(&random), command: randomText(&random),
            runsAfterMinutes: random.once(in: 2) ? nil : Int64(random.below(100)))
    }
    return lab
}

func randomSettings(_ random: inout TestRandom) -> ClientSettings {
    var settings = ClientSettings()
    settings.role = random.pick(ClientRole.allCases)
    settings.service = random.once(in: 2)
    settings.account = random.pick(ServiceAccount.allCases)
    settings.osVersion = random.pick(WindowsNTVersion.allCases)
    settings.redirector = random.pick(Redirector.allCases)
    settings.serverChoice = random.pick(ServerChoice.allCases)
    settings.preferredServers = (0..<random.below(3)).map { _ in randomText(&random) }
    settings.localDrives = random.pick(["ABC", "", "abcd"])
    settings.mappedDrives = (0..<random.below(3)).map { _ in
        MappedDrive(letter: random.pick(["D", "Z"]), server: "SRV1", share: random.pick(["APPS", "Größe$"]))
    }
    settings.maximumLogonServers = random.below(20)
    settings.slowLink = random.once(in: 2)
    settings.disableCountdown = random.once(in: 2)
    settings.reminderMinutes = Int64(random.below(100))
    return settings
}

func randomText(_ random: inout TestRandom) -> String {
    random.pick([
        "", "PC#", "SRV1", "Größe \"x\"", "a\\b|c", "never", "😀", "tab\there", "DOMAIN1", "*", "line\nend",
    ])
}

func randomZone(_ random: inout TestRandom) -> TimeZoneRule {
    TimeZoneRule(random.pick(["UTC0", "EST5EDT,M4.1.0,M10.5.0", "<+03>-3", "CET-1CEST,M3.5.0,M10.5.0/3"]))
        ?? .utc
}

func randomSite(_ random: inout TestRandom) -> SiteDefinition {
    var site = defaultLab(
        name: "", siteCode: SMSID("\(random.pick(["BPC", "000", "Z9Z"]))00000")?.site ?? ownCode, servers: 0,
        clients: 0
    ).sites[0]
    site.name = randomText(&random)
    site.response = random.pick(ServiceResponse.allCases)
    site.zone = randomZone(&random)
    site.sqlClockOffsetMilliseconds = Int64(truncatingIfNeeded: random.next())
    site.domains = (0..<random.below(3)).map { _ in randomText(&random) }
    site.servers = (0..<random.below(4)).map { _ in
        ServerDefinition(
            name: randomText(&random), domain: randomText(&random), kind: random.pick(ServerKind.allCases),
            roles: ServerRoles(rawValue: random.below(8)),
            drives: (0..<random.below(3)).map { _ in
                DriveDefinition(
                    letter: random.pick(["C", "d", "QQ"]), fileSystem: random.pick(FileSystem.allCases),
                    freeBytes: random.pick([0, 1, 1 << 31, 2_000_000_000, 1_536, -5]))
            }, online: random.once(in: 2))
    }
    site.clients = (0..<random.below(4)).map { _ in
        ClientRange(
            pattern: randomText(&random), first: random.below(100), count: random.below(1_000_000),
            domain: randomText(&random), platform: random.pick(PlatformMask.names.map(\.bit)),
            logonServers: (0..<random.below(2)).map { _ in randomText(&random) },
            zone: random.once(in: 2) ? nil : randomZone(&random),
            clockOffsetMilliseconds: Int64(random.below(9_999)) - 5_000,
            clockDriftPartsPerMillion: Int64(random.below(99)) - 50, user: randomText(&random),
            settings: randomSettings(&random))
    }
    site.groups = (0..<random.below(3)).map { _ in
        MachineGroupDefinition(
            name: randomText(&random), members: (0..<random.below(40)).map { _ in randomText(&random) })
    }
    site.addresses = (0..<random.below(2)).map { _ in
        AddressDefinition(destination: site.code, bitsPerSecond: Int64(random.below(9)))
    }
    site.removeSelfAddress = random.once(in: 2)
    site.compression = CompressionSettings(
        enabled: random.once(in: 2), level: random.below(9), yieldMilliseconds: Int64(random.below(100)),
        ratioPercent: Int64(random.below(100)))
    site.pcmPollingMinutes = Int64(random.below(200))
    site.statusMilliseconds = Int64(random.below(5_000))
    site.smsDrive = random.pick(["C", "D", ""])
    return site
}

private let ownCode = defaultCode()

private func defaultCode() -> SiteCode {
    guard let code = SiteCode("BPC") else { preconditionFailure("BPC is a site code") }
    return code
}

@Suite struct LabRoundTripTests {
    @Test(arguments: UInt64(0)..<200)
    func `any lab comes back from its journal record`(seed: UInt64) throws {
        var random = TestRandom(seed + 1)
        let lab = randomLab(&random)
        let record = labDefinitionJSON(lab).compact
        #expect(try labDefinition(from: try parseJSON(record)) == lab)
        #expect(try labDefinition(from: try parseJSON(record)).json.compact == record)
    }

    @Test(arguments: UInt64(0)..<60)
    func `any part comes back on its own`(seed: UInt64) throws {
        var random = TestRandom(seed + 1_001)
        let lab = randomLab(&random)
        for site in lab.sites {
            #expect(try SiteDefinition(json: site.json) == site)
            for server in site.servers { #expect(try ServerDefinition(json: server.json) == server) }
            for range in site.clients { #expect(try ClientRange(json: range.json) == range) }
            for group in site.groups { #expect(try MachineGroupDefinition(json: group.json) == group) }
        }
        for rule in lab.results { #expect(try ResultRule(json: rule.json) == rule) }
        for rule in lab.users { #expect(try UserRule(json: rule.json) == rule) }
    }

    @Test(arguments: UInt64(0)..<200)
    func `a written lab file has the same tree as the record`(seed: UInt64) throws {
        var random = TestRandom(seed + 3_001)
        let lab = randomLab(&random)
        let text = writeLabDefinition(lab)
        #expect(text.hasPrefix("// "))
        let (node, findings) = parseJSON5(Array(text.utf8), file: "f")
        #expect(findings.map(\.description) == [])
        let tree = try #require(node)
        // Sizes may have become texts; decoding makes bytes of them again.
        #expect(try labDefinition(from: tree.json) == lab)
    }

    @Test func `the same lab gives the same bytes`() {
        var random = TestRandom(77)
        let lab = randomLab(&random)
        var other = lab
        other.quirks = [:]
        for (name, flag) in lab.quirks.sorted(by: { $0.key > $1.key }) { other.quirks[name] = flag }
        #expect(labDefinitionJSON(lab).compact == labDefinitionJSON(other).compact)
    }

    @Test func `a record of another form says what is wrong`() throws {
        let error = #expect(throws: ModelJSONError.self) {
            try ServerDefinition(json: try parseJSON(#"{"name":"S","role":[]}"#))
        }
        #expect(error?.description == "reading a server from its record: a server has no member 'role'")
        #expect(throws: ModelJSONError.self) { try LabDefinition(json: .null) }
        #expect(throws: ModelJSONError.self) { try ClientRange(json: .object([.init("names", .integer(1))])) }
    }
}

@Suite struct DefaultLabTests {
    @Test func `the lab from options has what was asked for`() throws {
        let lab = defaultLab(name: "acme", siteCode: ownCode, servers: 2, clients: 25)
        #expect(lab.validate() == [])
        let site = try #require(lab.sites.first)
        #expect(site.servers.map(\.name) == ["SRV1", "SRV2", "SRV3"])
        #expect(site.siteServer?.roles == [.site, .logon, .distribution])
        #expect(site.servers.dropFirst().allSatisfy { $0.roles == [.distribution] })
        #expect(site.clients.map(\.count) == [25])
        #expect(site.groups.first?.name == "All")
        #expect(site.groups.first?.members.count == 25)
        #expect(site.groups.first?.members.last == "PC25")
        let again = readLabDefinition(Array(writeLabDefinition(lab).utf8), file: "f")
        #expect(again.definition == lab)
        #expect(again.findings == [])
    }

    @Test(arguments: [0, 1_000_000, -1])
    func `few, many and absurd numbers of clients`(clients: Int) {
        let lab = defaultLab(name: "x", siteCode: ownCode, servers: -1, clients: clients)
        #expect(lab.sites.first?.groups.isEmpty == true)
        #expect(lab.validate().map(\.code) == (clients < 0 ? ["empty-range"] : []))
    }
}
