/// Something wrong with a definition, with the path of the member it is about.
public struct DefinitionProblem: Equatable, Sendable {
    /// The member, in the words of a lab file: `sites[0].servers[2].name`; empty for the whole.
    public var path: String
    /// What is wrong; it has no place, since a definition does not remember one.
    public var finding: Finding

    /// Makes a problem.
    public init(path: String, finding: Finding) {
        self.path = path
        self.finding = finding
    }
}

extension LabDefinition {
    /// What is wrong with the definition; a lab with an error among it cannot be made.
    ///
    /// The codes are those of the reference. `problems()` says in addition which member each finding is about.
    public func validate() -> [Finding] { problems().map(\.finding) }

    /// What is wrong with the definition, each with the path of its member.
    public func problems() -> [DefinitionProblem] {
        var validator = LabValidator(lab: self)
        validator.run()
        return validator.problems
    }
}

/// The limits of the numbers in a lab definition, in the unit of the member.
public enum LabLimits {
    /// Characters of a computer's or domain's name (NetBIOS).
    public static let computerNameLength = 15
    /// Characters of every other text (SDK: strings of at most 255).
    public static let textLength = 255
    /// Years in which a lab may begin: those of MS-DOS file times that fit two digits after 2000.
    public static let startYears = 1980...2099
    /// Milliseconds a clock may be off: a hundred years.
    public static let clockOffset: ClosedRange<Int64> = -3_155_760_000_000...3_155_760_000_000
    /// Parts in a million a clock may be too fast: a tenth.
    public static let clockDrift: ClosedRange<Int64> = -100_000...100_000
    /// Bytes free on a drive.
    public static let freeBytes: ClosedRange<Int64> = 0...1_000_000_000_000_000
    /// Compression levels (Q121555).
    public static let compressionLevel: ClosedRange<Int64> = 1...7
    /// Milliseconds of Yield Time.
    public static let yieldMilliseconds: ClosedRange<Int64> = 0...60_000
    /// Percent of the source that the compressed file has.
    public static let ratioPercent: ClosedRange<Int64> = 1...200
    /// Minutes between two polls of Package Command Manager: up to 31 days.
    public static let pcmPollingMinutes: ClosedRange<Int64> = 1...44_640
    /// Watchdogging Interval in minutes; 0: 24 polls.
    public static let watchdogMinutes: ClosedRange<Int64> = 0...525_600
    /// The other intervals of Site Configuration Manager in minutes.
    public static let configurationMinutes: ClosedRange<Int64> = 1...525_600
    /// Milliseconds for one status instruction: up to an hour.
    public static let statusMilliseconds: ClosedRange<Int64> = 0...3_600_000
    /// Files that the Despooler lists at a time.
    public static let maximumFilesListed: ClosedRange<Int64> = 1...10_000
    /// Bits a second of a link.
    public static let bitsPerSecond: ClosedRange<Int64> = 1...1_000_000_000_000
    /// Seconds a command runs, and seconds that may come on top: up to a year each.
    public static let durationSeconds: ClosedRange<Int64> = 0...31_622_400
    /// Exit codes: 32 bits, with or without sign.
    public static let exitCode: ClosedRange<Int64> = -2_147_483_648...4_294_967_295
    /// Minutes of a reminder: up to 31 days.
    public static let reminderMinutes: ClosedRange<Int64> = 0...44_640
    /// Servers that may be tried at the start of Package Command Manager.
    public static let logonServerSearch: ClosedRange<Int64> = 0...1_000
    /// Numbers of a process handle.
    public static let handle: ClosedRange<Int64> = 1...2_147_483_647
    /// Attempts a rule may name.
    public static let attempt: ClosedRange<Int64> = 0...1_000_000
    /// Minutes until a user runs an offer: up to ten years.
    public static let runsAfterMinutes: ClosedRange<Int64> = 0...5_270_400
    /// Clients of one site: the SMSIDs it can give out (Q127052).
    public static let clientsPerSite = Int(SMSID.maximumCounter) + 1
}

/// Collects the problems of one definition, in the order of the file.
struct LabValidator {
    let lab: LabDefinition
    private(set) var problems: [DefinitionProblem] = []
    /// Every server, and the members of small ranges, by name in capitals: who has the name.
    private var owners: [String: String] = [:]
    /// Ranges too large to list, with their words for messages.
    private var largeRanges: [(families: [NameFamily], what: String)] = []

    /// The codes of all sites.
    private let siteCodes: Set<SiteCode>

    init(lab: LabDefinition) {
        self.lab = lab
        siteCodes = Set(lab.sites.map(\.code))
    }

    mutating func add(
        _ severity: Severity, _ code: String, _ path: String, _ message: String, advice: String? = nil
    ) {
        problems.append(
            DefinitionProblem(path: path, finding: Finding(severity, code, message, advice: advice)))
    }

    mutating func error(_ code: String, _ path: String, _ message: String, advice: String? = nil) {
        add(.error, code, path, message, advice: advice)
    }

    mutating func check(
        _ value: Int64, in range: ClosedRange<Int64>, _ path: String, _ what: String, unit: String = ""
    ) {
        if range.contains(value) { return }
        let unit = unit.isEmpty ? "" : " \(unit)"
        error(
            "out-of-range", path,
            "\(what) is \(value), but must be from \(range.lowerBound) to \(range.upperBound)\(unit)")
    }

    /// A computer's or domain's name.
    mutating func checkComputerName(_ name: String, _ path: String, _ what: String) {
        if name.isEmpty {
            error("empty-name", path, "\(what) has no name")
            return
        }
        let length = name.unicodeScalars.count
        if length > LabLimits.computerNameLength {
            error(
                "name-too-long", path,
                "\(what): the name '\(name)' has \(length) characters; at most \(LabLimits.computerNameLength) are allowed"
            )
        }
        if let scalar = name.unicodeScalars.first(where: Self.isForbidden) {
            let shown = scalar.value <= 0x20 ? "a blank or control character" : "'\(scalar)'"
            error(
                "bad-name", path,
                "\(what): the name '\(name)' has \(shown) in it, which no computer name may have")
        } else if let problem = FileNameRules.problem(in: name) {
            // Servers and domains become folders, on this machine too.
            error("bad-name", path, "\(what): the name '\(name)' \(problem), and no folder can have it")
        }
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value <= 0x20 || scalar.value == 0x7F || "\"/\\[]:|<>+=;,?*#".unicodeScalars.contains(scalar)
    }

    mutating func checkText(
        _ text: String, _ path: String, _ what: String, emptyCode: String? = nil
    ) {
        if text.isEmpty, let emptyCode { error(emptyCode, path, "\(what) is empty") }
        let length = text.unicodeScalars.count
        if length > LabLimits.textLength {
            error(
                "text-too-long", path,
                "\(what) has \(length) characters; at most \(LabLimits.textLength) are allowed")
        }
        if text.unicodeScalars.contains(where: { $0.value < 0x20 }) {
            error("bad-text", path, "\(what) has a control character in it")
        }
    }

    // MARK: The lab

    mutating func run() {
        checkText(lab.name, "name", "the lab's name", emptyCode: "empty-name")
        if !LabLimits.startYears.contains(lab.start.civil.year) {
            error(
                "start-out-of-range", "start",
                "the lab starts in \(lab.start.civil.year), but must start in the years "
                    + "\(LabLimits.startYears.lowerBound) to \(LabLimits.startYears.upperBound)")
        }
        checkStartIsShown()
        if lab.sites.isEmpty {
            error("lab-without-sites", "sites", "the lab has no site", advice: "give it at least one")
        }
        checkSiteNames()
        for (place, site) in lab.sites.enumerated() { checkSite(site, "sites[\(place)]") }
        checkHierarchy()
        // Members of groups and names in rules may belong to any site: look when all names are known.
        for (place, site) in lab.sites.enumerated() { checkGroups(site, "sites[\(place)].groups") }
        for (place, rule) in lab.results.enumerated() { checkResult(rule, "results[\(place)]", place + 1) }
        for (place, rule) in lab.users.enumerated() { checkUser(rule, "users[\(place)]", place + 1) }
    }

    /// A lab begins at a time that its first site's clocks show: they skip an hour when daylight saving begins.
    private mutating func checkStartIsShown() {
        guard let site = lab.sites.first else { return }
        let shown = site.zone.localTime(atUTC: site.zone.utcSeconds(of: lab.start))
        guard shown != lab.start else { return }
        error(
            "start-skipped", "start",
            "the lab starts at \(lab.start), which the clocks of site \(site.code) skip that night (\(site.zone))",
            advice: "start at \(shown)")
    }

    private mutating func checkSiteNames() {
        var codes: Set<SiteCode> = []
        var names: [String: SiteCode] = [:]
        for (place, site) in lab.sites.enumerated() {
            if !codes.insert(site.code).inserted {
                error("duplicate-site", "sites[\(place)].code", "the site code \(site.code) is used twice")
            }
            checkText(site.name, "sites[\(place)].name", "the name of site \(site.code)")
            if site.name.isEmpty { continue }
            if let other = names.updateValue(site.code, forKey: site.name.uppercased()) {
                error(
                    "duplicate-site-name", "sites[\(place)].name",
                    "the sites \(other) and \(site.code) have the same name '\(site.name)'")
            }
        }
    }

    // MARK: A site

    private mutating func checkSite(_ site: SiteDefinition, _ path: String) {
        let what = "site \(site.code)"
        check(
            site.sqlClockOffsetMilliseconds, in: LabLimits.clockOffset,
            "\(path).sqlClockOffsetMilliseconds", "the clock offset of the SQL Server of \(what)",
            unit: "milliseconds")
        check(
            site.pcmPollingMinutes, in: LabLimits.pcmPollingMinutes, "\(path).pcmPollingMinutes",
            "the polling interval of \(what)", unit: "minutes")
        check(
            site.statusMilliseconds, in: LabLimits.statusMilliseconds, "\(path).statusMilliseconds",
            "the time for one status of \(what)", unit: "milliseconds")
        check(
            site.maximumFilesListed, in: LabLimits.maximumFilesListed, "\(path).maxFileEnum",
            "the number of files that the Despooler of \(what) lists at a time")
        let settings = site.compression
        check(
            Int64(settings.level), in: LabLimits.compressionLevel, "\(path).compression.level",
            "the compression level of \(what)")
        check(
            settings.yieldMilliseconds, in: LabLimits.yieldMilliseconds,
            "\(path).compression.yieldMilliseconds", "the Yield Time of \(what)", unit: "milliseconds")
        check(
            settings.ratioPercent, in: LabLimits.ratioPercent, "\(path).compression.ratioPercent",
            "the compression ratio of \(what)", unit: "percent")
        checkDomains(site, path)
        for (place, server) in site.servers.enumerated() {
            checkServer(server, of: site, "\(path).servers[\(place)]")
        }
        checkSiteServer(site, path)
        checkClients(site, path)
        checkQueries(site, path)
        let codes = siteCodes
        for (place, address) in site.addresses.enumerated() {
            check(
                address.bitsPerSecond, in: LabLimits.bitsPerSecond,
                "\(path).addresses[\(place)].bitsPerSecond",
                "the speed of the address from \(site.code) to \(address.destination)", unit: "bits a second")
            if !codes.contains(address.destination) {
                add(
                    .warning, "unknown-destination", "\(path).addresses[\(place)].to",
                    "\(what) has an address to \(address.destination), which is no site of the lab")
            }
        }
    }

    private mutating func checkDomains(_ site: SiteDefinition, _ path: String) {
        if site.domains.isEmpty {
            error("site-without-domain", "\(path).domains", "site \(site.code) has no domain")
        }
        var seen: Set<String> = []
        for (place, domain) in site.domains.enumerated() {
            checkComputerName(domain, "\(path).domains[\(place)]", "a domain of site \(site.code)")
            if !seen.insert(domain.uppercased()).inserted {
                error(
                    "duplicate-domain", "\(path).domains[\(place)]",
                    "site \(site.code) has the domain '\(domain)' twice")
            }
        }
    }

    private mutating func checkDomain(
        _ domain: String, of site: SiteDefinition, _ path: String, _ what: String
    ) {
        if domain.isEmpty || site.domains.contains(where: { $0.uppercased() == domain.uppercased() }) {
            return
        }
        error(
            "unknown-domain", "\(path).domain",
            "\(what) is in the domain '\(domain)', which site \(site.code) does not have",
            advice: "its domains are \(site.domains.joined(separator: ", "))")
    }

    private mutating func checkServer(_ server: ServerDefinition, of site: SiteDefinition, _ path: String) {
        let what = "server \(server.name) of site \(site.code)"
        checkComputerName(
            server.name, "\(path).name", server.name.isEmpty ? "a server of site \(site.code)" : what)
        claim(server.name, what, "\(path).name", code: "duplicate-server")
        checkDomain(server.domain, of: site, path, what)
        if server.drives.isEmpty {
            error("server-without-drive", "\(path).drives", "\(what) has no drive")
        }
        var letters: Set<String> = []
        for (place, drive) in server.drives.enumerated() {
            let letter = drive.letter.uppercased()
            if !Self.isDriveLetter(letter) {
                error(
                    "bad-drive-letter", "\(path).drives[\(place)].letter",
                    "\(what): '\(drive.letter)' is no drive letter from A to Z")
            } else if !letters.insert(letter).inserted {
                error(
                    "duplicate-drive", "\(path).drives[\(place)].letter",
                    "\(what) has the drive \(letter) twice")
            }
            check(
                drive.freeBytes, in: LabLimits.freeBytes, "\(path).drives[\(place)].free",
                "the free space of drive \(letter) of \(what)", unit: "bytes")
        }
        checkShares(server, path, what)
    }

    private static func isDriveLetter(_ text: String) -> Bool {
        text.utf8.count == 1 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }

    private mutating func checkSiteServer(_ site: SiteDefinition, _ path: String) {
        let holders = site.servers.enumerated().filter { $0.element.roles.contains(.site) }
        guard let first = holders.first else {
            error(
                "no-site-server", "\(path).servers", "site \(site.code) has no site server",
                advice: "give one server the role \"site\"")
            return
        }
        for extra in holders.dropFirst() {
            error(
                "two-site-servers", "\(path).servers[\(extra.offset)].roles",
                "site \(site.code) has two site servers, \(first.element.name) and \(extra.element.name)")
        }
        if first.element.kind != .windowsNT {
            error(
                "site-server-not-nt", "\(path).servers[\(first.offset)].kind",
                "the site server \(first.element.name) must run Windows NT")
        }
        if !Self.isDriveLetter(site.smsDrive.uppercased()) {
            error(
                "bad-drive-letter", "\(path).smsDrive",
                "'\(site.smsDrive)' of site \(site.code) is no drive letter from A to Z")
        } else if !first.element.drives.contains(where: {
            $0.letter.uppercased() == site.smsDrive.uppercased()
        }) {
            error(
                "sms-drive-missing", "\(path).smsDrive",
                "the SMS directory of site \(site.code) is to be on drive \(site.smsDrive), but the site server "
                    + "\(first.element.name) has no such drive")
        }
        if !site.clients.isEmpty, !site.servers.contains(where: { $0.roles.contains(.logon) }) {
            add(
                .warning, "no-logon-server", "\(path).servers",
                "site \(site.code) has clients but no logon server: they can read no instructions",
                advice: "give a server the role \"logon\"")
        }
    }

    // MARK: Clients

    private mutating func checkClients(_ site: SiteDefinition, _ path: String) {
        var total = 0
        for (place, range) in site.clients.enumerated() {
            let here = "\(path).clients[\(place)]"
            checkRange(range, of: site, here, "client range '\(range.pattern)' of site \(site.code)")
            if range.hasUsableNumbers { total += range.count }
        }
        if total > LabLimits.clientsPerSite {
            error(
                "too-many-clients", "\(path).clients",
                "site \(site.code) has \(total) clients, but only \(LabLimits.clientsPerSite) SMSIDs (Q127052)"
            )
        }
    }

    private mutating func checkRange(
        _ range: ClientRange, of site: SiteDefinition, _ path: String, _ what: String
    ) {
        if range.count < 1 {
            error(
                "empty-range", "\(path).count", "\(what) has the count \(range.count); at least 1 is needed")
        } else if !range.hasUsableNumbers {
            error(
                "out-of-range", "\(path).first",
                "\(what): the numbers must be from 0 to \(ClientRange.largestNumber)")
        } else if checkRangeNames(range, "\(path).names", what) {
            claim(range, what, "\(path).names")
        }
        checkDomain(range.domain, of: site, path, what)
        if !PlatformMask.names.contains(where: { $0.bit == range.platform }) {
            error("platform-not-single", "\(path).platform", "\(what): a client has exactly one platform")
        }
        for (place, name) in range.logonServers.enumerated() {
            let server = site.servers.first { $0.name.uppercased() == name.uppercased() }
            if server?.roles.contains(.logon) != true {
                error(
                    "unknown-logon-server", "\(path).logonServers[\(place)]",
                    server == nil
                        ? "\(what): site \(site.code) has no server '\(name)'"
                        : "\(what): the server '\(name)' is no logon server",
                    advice: server == nil ? nil : "give it the role \"logon\"")
            }
        }
        check(
            range.clockOffsetMilliseconds, in: LabLimits.clockOffset, "\(path).clockOffsetMilliseconds",
            "the clock offset of \(what)", unit: "milliseconds")
        check(
            range.clockDriftPartsPerMillion, in: LabLimits.clockDrift, "\(path).clockDriftPartsPerMillion",
            "the clock drift of \(what)", unit: "parts in a million")
        checkText(range.user, "\(path).user", "the user of \(what)")
        checkInventory(range.inventory, path, what)
        checkSettings(range, of: site, path, what)
    }

    /// What is set for Package Command Manager: what cannot be is an error, what has no effect a warning.
    private mutating func checkSettings(
        _ range: ClientRange, of site: SiteDefinition, _ path: String, _ what: String
    ) {
        let settings = range.settings
        if !PlatformMask.windowsNT.contains(range.platform) {
            if settings.service || settings.role != .workstation {
                error(
                    "service-not-nt", "\(path).\(settings.service ? "service" : "role")",
                    "\(what): the service and the roles of servers need Windows NT, not \(range.platform)",
                    advice: "leave them out, or take another platform")
            }
        } else if settings.redirector == .netx {
            error(
                "redirector-not-dos", "\(path).redirector",
                "\(what): NETX is for MS-DOS and Windows 3.x, not \(range.platform)")
        } else if settings.service, settings.role != .logonServer, lab.release < .v12 {
            add(
                .warning, "service-too-early", "\(path).service",
                "\(what): release \(lab.release.rawValue) has the service on logon servers only (Q167114), so it does not run"
            )
        }
        if settings.localDrives.utf8.contains(where: { !(0x41...0x5A).contains($0 & 0xDF) || $0 < 0x41 }) {
            error(
                "bad-drive-letter", "\(path).localDrives",
                "\(what): '\(settings.localDrives)' is not a row of drive letters from A to Z")
        }
        var letters = Set(settings.localDrives.uppercased().map(String.init))
        for (place, drive) in settings.mappedDrives.enumerated() where !letters.insert(drive.letter).inserted
        {
            error(
                "duplicate-drive", "\(path).mappedDrives[\(place)]",
                "\(what) has the drive \(drive.letter) twice")
        }
        for (place, name) in settings.preferredServers.enumerated()
        where !lab.sites.contains(where: { $0.servers.contains { $0.name.uppercased() == name.uppercased() } }
        ) {
            add(
                .warning, "unknown-server", "\(path).preferredServers[\(place)]",
                "\(what) prefers the server '\(name)', which does not exist")
        }
        check(
            Int64(settings.maximumLogonServers), in: LabLimits.logonServerSearch,
            "\(path).maxLogonServerSearch", "the logon servers to search of \(what)")
        check(
            settings.reminderMinutes, in: LabLimits.reminderMinutes, "\(path).reminderMinutes",
            "the reminder of \(what)", unit: "minutes")
    }

    /// Whether the pattern gives names that computers may have.
    private mutating func checkRangeNames(_ range: ClientRange, _ path: String, _ what: String) -> Bool {
        let before = problems.count
        let runs = range.pattern.split(omittingEmptySubsequences: true) { $0 != "#" }.count
        if runs > 1 {
            error("two-number-places", path, "\(what): only one run of # may stand in the pattern")
        } else {
            checkComputerName(range.name(at: range.count - 1), path, what)
        }
        return problems.count == before
    }

    /// Notes that a name is taken, or says by whom it already is.
    private mutating func claim(_ name: String, _ what: String, _ path: String, code: String) {
        if let owner = owner(of: name) {
            error(code, path, "the name '\(name)' of \(what) is already taken by \(owner)")
            return
        }
        owners[name.uppercased()] = what
    }

    /// Notes the names of a range, or says with what the first common name collides.
    private mutating func claim(_ range: ClientRange, _ what: String, _ path: String) {
        let code = "duplicate-client"
        if range.count <= 64 {
            for place in 0..<range.count {
                let before = problems.count
                claim(range.name(at: place), what, path, code: code)
                if problems.count > before { return }
            }
            return
        }
        let families = range.families
        for other in largeRanges {
            if let name = families.commonName(with: other.families) {
                error(code, path, "the name '\(name)' of \(what) is already taken by \(other.what)")
                return
            }
        }
        // Sorted, since the order of a dictionary must not choose what is reported.
        if let name = owners.keys.filter({ families.firstNumber(of: Array($0.unicodeScalars)) != nil }).min(),
            let owner = owners[name]
        {
            error(code, path, "the name '\(name)' of \(what) is already taken by \(owner)")
        }
        largeRanges.append((families, what))
    }

    private func owner(of name: String) -> String? {
        let upper = name.uppercased()
        if let owner = owners[upper] { return owner }
        let scalars = Array(upper.unicodeScalars)
        return largeRanges.first { $0.families.firstNumber(of: scalars) != nil }?.what
    }

    // MARK: Groups and rules

    private mutating func checkGroups(_ site: SiteDefinition, _ path: String) {
        var seen: Set<String> = []
        for (place, group) in site.groups.enumerated() {
            let what = "machine group '\(group.name)' of site \(site.code)"
            checkText(
                group.name, "\(path)[\(place)].name", "the name of a machine group of site \(site.code)",
                emptyCode: "empty-name")
            if !group.name.isEmpty, group.name.allSatisfy({ $0 == " " }) {
                error(
                    "empty-name", "\(path)[\(place)].name",
                    "a machine group of site \(site.code) has a name of blanks only")
            }
            if !seen.insert(group.name.uppercased()).inserted {
                error("duplicate-group", "\(path)[\(place)].name", "site \(site.code) has the \(what) twice")
            }
            let missing = group.members.enumerated().filter { owner(of: $0.element) == nil }
            if let first = missing.first {
                let more = missing.count > 1 ? " and \(missing.count - 1) more" : ""
                add(
                    .warning, "unknown-member", "\(path)[\(place)].members[\(first.offset)]",
                    "\(what): no computer '\(first.element)'\(more); it stays a blank row (Q160901)")
            }
        }
    }

    private mutating func checkClientPattern(_ clients: String, _ path: String, _ what: String) {
        if clients.isEmpty {
            error("empty-name", "\(path).clients", "\(what) names no clients", advice: "write \"*\" for all")
        } else if !clients.contains("*"), owner(of: clients) == nil {
            add(
                .warning, "unknown-client", "\(path).clients",
                "\(what) is for the client '\(clients)', which does not exist")
        }
    }

    private mutating func checkResult(_ rule: ResultRule, _ path: String, _ number: Int) {
        let what = "result rule \(number)"
        checkClientPattern(rule.clients, path, what)
        checkText(rule.command, "\(path).command", "the command of \(what)", emptyCode: "empty-name")
        check(Int64(rule.attempt), in: LabLimits.attempt, "\(path).attempt", "the attempt of \(what)")
        check(
            rule.durationSeconds, in: LabLimits.durationSeconds, "\(path).durationSeconds",
            "the duration of \(what)", unit: "seconds")
        check(
            rule.spreadSeconds, in: LabLimits.durationSeconds, "\(path).spreadSeconds",
            "the spread of \(what)", unit: "seconds")
        check(rule.exitCode, in: LabLimits.exitCode, "\(path).exitCode", "the exit code of \(what)")
        checkText(rule.description, "\(path).description", "the description of \(what)")
        check(rule.handle, in: LabLimits.handle, "\(path).handle", "the process handle of \(what)")
    }

    private mutating func checkUser(_ rule: UserRule, _ path: String, _ number: Int) {
        let what = "user rule \(number)"
        checkClientPattern(rule.clients, path, what)
        checkText(rule.command, "\(path).command", "the command of \(what)", emptyCode: "empty-name")
        if let minutes = rule.runsAfterMinutes {
            check(
                minutes, in: LabLimits.runsAfterMinutes, "\(path).runsAfterMinutes",
                "the wait of \(what)", unit: "minutes")
        }
    }
}
