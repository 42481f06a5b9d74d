import CommandLineKit
import Emulation
import SiteModel

/// `site add` and `site set`.
enum SiteEdit {
    private static let newCode = Operand("SITE", Ask.siteCode, help: "The code of the new site.")
    static let code = Operand<String?>(
        "SITE", .labObject("site"), help: "The site's code or name; the central site without it.")
    private static let name = Option<String?>("name", value: "TEXT", .text, help: "The site's name.")
    private static let response = Option<ServiceResponse?>(
        "response", value: "SPEED", .words, help: "How often components poll: every 1, 5, 15 or 30 minutes.")
    private static let zone = Option<TimeZoneRule?>(
        "zone", value: "RULE", Ask.zone, help: "The time zone, a POSIX rule such as EST5EDT,M4.1.0,M10.5.0.")
    private static let domain = Option<[String]>(
        "domain", value: "DOMAIN", .text, defaultText: "DOMAIN1", help: "A domain; once for each.")
    private static let addDomain = Option<[String]>(
        "add-domain", value: "DOMAIN", .text, help: "A further domain.")
    private static let removeDomain = Option<[String]>(
        "remove-domain", value: "DOMAIN", .text, help: "A domain that goes; nothing may be in it.")
    private static let server = Option<String?>(
        "server", value: "NAME", .text, defaultText: "the code and SRV1", help: "The site server's name.")
    private static let address = Option<[AddressDefinition]>(
        "address", value: "SITE[:SENDER][:BITS]", addressWord,
        help:
            "A way to another site, with its Sender (lan, ras-async, ras-isdn, ras-x25, sna-batch, sna-interactive) and "
            + "the link's speed in bits a second.")
    private static let parent = Option<String?>(
        "parent", value: "SITE", .labObject("site"), help: "The site that it reports to.")
    private static let secondary = Option(
        "secondary", help: "A secondary site: without a database, made by its parent (Q133111).")
    private static let removeAddress = Option<[SiteCode]>(
        "remove-address", value: "SITE", Ask.siteCode,
        help: "An address that goes; with the site's own code no job gets out any more (event 332).")
    private static let compression = Option<Switch?>(
        "compression", value: "WORD", .words, help: "Whether packages are compressed.")
    private static let level = Option<Int?>(
        "level", value: "N", .integer(in: 1...7), help: "Compression Level, 1 (fastest) to 7.")
    private static let yield = Option<Int64?>(
        "yield", value: "MS", .integer(in: LabLimits.yieldMilliseconds),
        help: "Yield Time: milliseconds of pause after each compressed block.")
    private static let ratio = Option<Int64?>(
        "ratio", value: "PERCENT", .integer(in: LabLimits.ratioPercent),
        help: "Declared size of a compressed package in percent of its source.")
    private static let pcmPolling = Option<Int64?>(
        "pcm-polling", value: "MINUTES", .integer(in: LabLimits.pcmPollingMinutes),
        help: "Package Command Manager's polling interval.")
    private static let forced = Option<Switch?>(
        "forced-delivery", value: "WORD", .words,
        help: "Use Forced Disconnect at distribution servers (Q128458).")
    private static let forcedRetries = Option<Int?>(
        "forced-retries", value: "N", .integer(in: 0...100),
        help: "Number Of Retries Before Forced Disconnection.")
    private static let forcedDelay = Option<Int64?>(
        "forced-delay", value: "MINUTES", .integer(in: 0...10_080),
        help: "Forced Disconnection Delay In Minutes.")
    private static let selectInto = Option<Switch?>(
        "tempdb-select-into", value: "WORD", .words,
        help: "Select Into/Bulk Copy of tempdb, without which no query runs (Q199985).")
    private static let scripts = Option<Switch?>(
        "configure-scripts", value: "WORD", .words,
        help: "Whether Site Configuration Manager configures logon scripts automatically.")
    private static let allServers = Option<Switch?>(
        "all-detected-servers", value: "WORD", .words,
        help: "Whether every server detected in a domain becomes a logon server.")
    private static let helper = Option<[HelperServer]>(
        "helper", value: "SERVICE=SERVER", helperWord,
        help:
            "A helper server for the Scheduler, the Despooler, the Data Loader or a Sender (RG S3CD3); the site server takes it back."
    )
    private static let helperWord = WordReader<HelperServer>(
        completion: .words(MovableService.allCases.map(\.rawValue)),
        write: { "\($0.service.rawValue)=\($0.server)" },
        read: { word throws(ValueProblem) in
            guard let mark = word.firstIndex(of: "="), word.index(after: mark) < word.endIndex else {
                throw ValueProblem("is no component with a server behind it, such as SMS_SCHEDULER=HELP1")
            }
            let names = MovableService.allCases.map(\.rawValue)
            let plain = word[..<mark].uppercased().replacing("-", with: "_")
            let wanted = plain.hasPrefix("SMS_") ? plain : "SMS_" + plain
            guard let service = MovableService(rawValue: wanted) else {
                throw ValueProblem(
                    "names no component that can be moved; they are \(names.joined(separator: ", "))",
                    suggestions: nearestNames(to: wanted, among: names))
            }
            return HelperServer(
                service: service, server: word[word.index(after: mark)...].uppercased())
        })
    private static let status = Option<Int64?>(
        "status-time", value: "MS", .integer(in: LabLimits.statusMilliseconds),
        help: "Milliseconds the Despooler takes for one status of a client.")
    private static let sqlOffset = Option<Int64?>(
        "sql-clock-offset", value: "MS", .integer(in: LabLimits.clockOffset),
        help:
            "Milliseconds by which the SQL Server's clock runs ahead; write --sql-clock-offset=-MS for behind."
    )

    /// On or off.
    enum Switch: String, CaseIterable {
        case on
        case off
    }

    private static let addressWord = WordReader<AddressDefinition>(
        completion: .labObject("site"), write: { "\($0.destination):\($0.sender.word):\($0.bitsPerSecond)" },
        read: { word throws(ValueProblem) in
            let parts = word.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count <= 3, let first = parts.first, let site = SiteCode(first) else {
                throw ValueProblem(
                    "is no site code with a Sender and a speed behind it, such as S01:ras-isdn:56000")
            }
            var rest = parts.dropFirst()
            var sender = SenderKind.lan
            if let word = rest.first,
                let kind = SenderKind.allCases.first(where: { $0.word == word.lowercased() })
            {
                sender = kind
                rest = rest.dropFirst()
            }
            guard let word = rest.first else { return AddressDefinition(destination: site, sender: sender) }
            guard rest.count == 1, let speed = Int64(word), LabLimits.bitsPerSecond.contains(speed) else {
                throw ValueProblem(
                    "has no speed in bits a second, such as 56000, behind the site code and the Sender")
            }
            return AddressDefinition(destination: site, sender: sender, bitsPerSecond: speed)
        })

    private static var settings: [any DeclaredOption] {
        [
            name, response, address, compression, level, yield, ratio, pcmPolling, status, sqlOffset, forced,
            forcedRetries, forcedDelay, selectInto, scripts, allServers, helper,
        ]
    }

    static var add: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["site", "add"], "Add a site with its site server.",
                discussion: """
                    The site server is logon server and distribution server too, with drives C and D. A job \
                    reaches the site over an address of the site that sends it: `site set BPC --address S01`.
                    """, options: settings + [zone, domain, server, parent, secondary], operands: [newCode],
                example: CommandExample("sms12 site add S01 --name Branch --address BPC:56000")), run: runAdd)
    }

    static var set: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["site", "set"], "Change a site's settings.",
                options: settings + [zone, addDomain, removeDomain, removeAddress, SiteProposal.at],
                operands: [code],
                example: CommandExample("sms12 site set BPC --response very-fast"),
                moreExamples: [CommandExample("sms12 site set --compression off")]), run: runSet)
    }

    private static let gone = Operand<String>("SITE", .labObject("site"), help: "The site's code or name.")

    static var remove: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["site", "remove"], "Take a site out of the lab.",
                discussion:
                    "Not the central site, and no site with an unfinished job. Its rows go, its files stay where they "
                    + "are, and its code is not given out again.",
                operands: [gone], example: CommandExample("sms12 site remove S01")),
            run: { run in
                try LabEdit.change(run) { edit in
                    let site = edit.before.sites[try place(try run.value(gone), in: edit.before)]
                    try SiteProposal.remove(site, edit)
                    return ExitCode.done
                }
            })
    }

    /// The place of a site by its code or name; of the central site for nil.
    static func place(_ word: String?, in lab: LabDefinition) throws -> Int {
        guard let word else {
            guard !lab.sites.isEmpty else {
                throw CommandFailure(ExitCode.badData, "the lab has no site; `sms12 site add` makes one")
            }
            return 0
        }
        let things = lab.sites.enumerated().map {
            NamedThing(id: $0.element.code.description, name: $0.element.name, $0.offset)
        }
        return try Naming.find(word, kind: "site", in: things, list: "site list")
    }

    private static func runAdd(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let code = try run.value(newCode)
            if edit.before.sites.contains(where: { $0.code == code }) {
                throw CommandFailure(
                    ExitCode.cannotCreate, "there is a site \(code) already; `sms12 site set` changes it")
            }
            var site = SiteDefinition(code: code)
            let domains = try run.value(domain)
            if !domains.isEmpty { site.domains = domains }
            if let zone = try run.value(zone) { site.zone = zone }
            try apply(&site, run)
            let name = try run.value(server) ?? "\(code)SRV1"
            try edit.demandFree(name)
            site.servers = [
                ServerDefinition(
                    name: name, roles: [.site, .logon, .distribution],
                    drives: [
                        DriveDefinition(letter: "C", freeBytes: 1 << 31),
                        DriveDefinition(letter: "D", freeBytes: 1 << 32),
                    ])
            ]
            if let above = try run.value(parent) {
                site.parent = edit.before.sites[try place(above, in: edit.before)].code
            }
            site.isSecondary = try run.value(secondary)
            site = site.normalized
            var after = edit.before
            after.sites.append(site)
            let result = try edit.judge(after)
            try SiteProposal.add(site, edit)
            let central = site.parent?.description ?? edit.before.sites.first?.code.description ?? ""
            // Without an address from above not even its installation gets there.
            let missing = after.missingAddresses.filter { $0.from == code || $0.to == code }
            let above = SiteCode(central) ?? code
            let isNobodys = site.parent == nil && above != code
            let ways = isNobodys ? [(from: above, to: code), (from: code, to: above)] : missing
            var steps = isNobodys ? ["sms12 site attach \(code) --to \(above)"] : []
            steps += ways.map { "sms12 site set \($0.from) --address \($0.to)" }
            if isNobodys {
                run.advise(
                    "Site \(code) has no parent: it is a central site of its own, and no job of another site goes there."
                )
            }
            steps.append("sms12 client add 'PC#' --site \(code) --count 5 --first 101")
            if edit.before.siteProperties == .components, site.isSecondary {
                steps.append("sms12 explain site \(code)")
            }
            for (place, step) in steps.enumerated() { run.advise((place == 0 ? "Next: " : "      ") + step) }
            return result
        }
    }

    private static func runSet(_ run: CommandRun) throws -> Int32 {
        try LabEdit.change(run) { edit in
            let place = try place(try run.value(code), in: edit.before)
            let database = try SiteProposal.database(of: edit.before.sites[place], edit)
            let old = SiteProposal.settings(of: edit.before.sites[place], at: database, edit)
            var site = old
            try apply(&site, run)
            if let zone = try run.value(zone), zone != site.zone {
                guard place > 0 else { throw CurrentLab.zoneIsFixed(site.code) }
                site.zone = zone
            }
            site.domains += try run.value(addDomain).map { $0.uppercased() }
            try removeDomains(&site, run)
            for destination in try run.value(removeAddress) {
                if destination == site.code { site.removeSelfAddress = true }
                let count = site.addresses.count
                site.addresses.removeAll { $0.destination == destination }
                if count == site.addresses.count, destination != site.code {
                    throw CommandFailure(
                        ExitCode.noInput, "site \(site.code) has no address to \(destination)")
                }
            }
            // What was proposed and never arrived is proposed again as it is.
            guard site != old || SiteProposal.isOut(site, at: database, edit) else {
                throw run.usage("nothing to change is given, or site \(site.code) is so already")
            }
            var after = edit.before
            after.sites[place] = site
            let result = try edit.judge(after)
            try SiteProposal.change(site, at: database, edit)
            return result
        }
    }

    /// Applies what `add` and `set` have in common.
    private static func apply(_ site: inout SiteDefinition, _ run: CommandRun) throws {
        if let value = try run.value(name) { site.name = value }
        if let value = try run.value(response) { site.response = value }
        for value in try run.value(address) {
            site.addresses.removeAll { $0.destination == value.destination && $0.sender == value.sender }
            site.addresses.append(value)
            if value.destination == site.code { site.removeSelfAddress = false }
        }
        if let value = try run.value(compression) { site.compression.enabled = value == .on }
        if let value = try run.value(level) { site.compression.level = value }
        if let value = try run.value(yield) { site.compression.yieldMilliseconds = value }
        if let value = try run.value(ratio) { site.compression.ratioPercent = value }
        if let value = try run.value(pcmPolling) { site.pcmPollingMinutes = value }
        if let value = try run.value(forced) { site.useForcedDisconnect = value == .on }
        if let value = try run.value(forcedRetries) { site.retriesBeforeForcedDisconnection = Int64(value) }
        if let value = try run.value(forcedDelay) { site.forcedDisconnectionDelayMinutes = value }
        if let value = try run.value(selectInto) { site.tempdbSelectInto = value == .on }
        if let value = try run.value(scripts) { site.siteConfiguration.configuresScripts = value == .on }
        if let value = try run.value(allServers) { site.siteConfiguration.usesAllServers = value == .on }
        for value in try run.value(helper) { site.move(value.service, to: value.server) }
        if let value = try run.value(status) { site.statusMilliseconds = value }
        if let value = try run.value(sqlOffset) { site.sqlClockOffsetMilliseconds = value }
    }

    private static func removeDomains(_ site: inout SiteDefinition, _ run: CommandRun) throws {
        for word in try run.value(removeDomain) {
            let place = try Pick.one(
                word, among: site.domains, kind: "domain")
            guard place > 0 else { throw CurrentLab.firstDomainStays(site) }
            site.domains.remove(at: place)
        }
    }
}

extension CurrentLab {
    /// The zone of the central site says when the lab began, so it stays.
    static func zoneIsFixed(_ site: SiteCode) -> CommandFailure {
        CommandFailure(
            ExitCode.notPermitted,
            "the zone of site \(site) cannot be changed later: the lab's beginning is a time of its clock; "
                + "make a new lab with `lab export` and `lab create --from`")
    }

    /// The first domain is that of every computer that names none.
    static func firstDomainStays(_ site: SiteDefinition) -> CommandFailure {
        CommandFailure(
            ExitCode.notPermitted,
            "\(site.domains.first ?? "") is the first domain of site \(site.code), the one of every computer that "
                + "names none; it stays")
    }
}
