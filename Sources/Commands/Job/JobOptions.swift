import CommandLineKit
import SiteModel

/// A time, or the default one.
enum TimeOrDefault: Equatable, Sendable {
    /// `default`: a week ahead for Mandatory After, 24 weeks for Expires After.
    case standard
    /// The time typed.
    case time(TypedTime)

    /// Reads the word of an option.
    static let reader = WordReader<TimeOrDefault>(
        completion: .words(["default"]),
        write: { value in
            if case .time(let time) = value { return time.word }
            return "default"
        },
        read: { (word: String) throws(ValueProblem) -> TimeOrDefault in
            word.lowercased() == "default" ? .standard : .time(try TypedTime.read(word))
        })
}

/// One of some words that stand for values.
private func choice<Value: Sendable & Equatable>(
    _ words: [(word: String, value: Value)]
) -> WordReader<Value> {
    WordReader(
        completion: .words(words.map(\.word)),
        write: { value in words.first { $0.value == value }?.word ?? "" },
        read: { (word: String) throws(ValueProblem) -> Value in
            guard let found = words.first(where: { $0.word == word.lowercased() }) else {
                let names = words.map(\.word)
                throw ValueProblem(
                    "is none of \(names.joined(separator: ", "))",
                    suggestions: nearestNames(to: word, among: names))
            }
            return found.value
        })
}

/// What `job create` and `job set` can be told, in the four blocks of the Job Details dialog.
enum JobOptions {
    static let comment = Option<String?>(
        "comment", value: "TEXT", .text, help: "The job's comment, at most 255 characters.")
    static let on = Option<[String]>(
        "on", value: "TARGET", .text,
        help: "Where to drop it: site:BPC, domain:DOM1, group:Sales, computer:PC7, query:Q or path:*|DOM1|*; "
            + "several computers become a machine group.")
    static let limitTo = Option<String?>(
        "limit-to", value: "SITE", .labObject("site"), help: "Limit the job to one site.")
    static let siteGroup = Option<String?>(
        "site-group", value: "NAME", .labObject("site-group"),
        help: "Limit the job to the sites of a site group; `sms12 site group` lists them.")
    static let includeSubsites = Option(
        "include-subsites", help: "With --limit-to or --site-group: the sites below them too.")
    static let noSubsites = Option("no-subsites", help: "The sites of the limit alone, not those below.")
    static let noLimit = Option("no-limit", help: "Do not limit the job to sites.")

    static let share = Option(
        "share", help: "Make a Share Package On Server job: the package's sharing set goes on servers.")
    static let remove = Option<RemoveTask?>(
        "remove", value: "FROM", choice([("all", RemoveTask.all), ("selected", .selected)]),
        help: "Make a Remove Package From Server job: from all distribution servers, or those of --servers.")
    static let removeType = Option<RemovePackageType?>(
        "type", value: "SET", choice(RemovePackageType.allCases.map { ($0.word, $0) }), defaultText: "both",
        help: "With --remove: the workstation or the server (sharing) set of the package, or both.")
    static let removeServers = Option<String?>(
        "servers", value: "WHERE", .text, defaultText: "Default Servers",
        help: "With --remove selected: a machine group, or servers with commas between.")

    static let send = Option<SendPhase?>(
        "send", value: "WHEN", choice([("if-not-sent", SendPhase.ifNotSent), ("always", .always)]),
        defaultText: "if-not-sent",
        help: "if-not-sent: only if not previously sent; always: compress and send again.")

    static let refresh = Option("refresh-existing", help: "Refresh existing distribution servers.")
    static let noRefresh = Option("no-refresh", help: "Do not refresh existing distribution servers.")
    static let putOn = Option<String?>(
        "put-on", value: "WHERE", .text, defaultText: "default",
        help: "A machine group, servers with commas between, default for Default Servers, or none.")
    static let noDistribute = Option("no-distribute", help: "No Distribute phase.")

    static let run = Option<String?>(
        "run", value: "COMMAND", .text, defaultText: "the package's first command",
        help: "The command line to run, by its name.")
    static let noRun = Option("no-run", help: "No Run phase.")
    static let offerAfter = Option<TypedTime?>(
        "offer-after", value: "TIME", TypedTime.reader, defaultText: "now, or Start After",
        help: "When users see it, by the client's clock.")
    static let mandatory = Option(
        "mandatory", help: "Make it mandatory at the default time, one week ahead.")
    static let mandatoryAfter = Option<TimeOrDefault?>(
        "mandatory-after", value: "TIME", TimeOrDefault.reader, defaultText: "never: optional",
        help: "When it starts by itself, by the client's clock; default means one week ahead.")
    static let optional = Option("optional", help: "Do not make it mandatory.")
    static let expiresAfter = Option<TimeOrDefault?>(
        "expires-after", value: "TIME", TimeOrDefault.reader, defaultText: "never",
        help: "When the offer is withdrawn, by the client's clock; default means 24 weeks after the offer.")
    static let neverExpires = Option("never-expires", help: "Let the offer stay.")
    static let slowLink = Option(
        "not-mandatory-over-slow-link",
        help: "Not mandatory over a slow link; stored, but no client of SMS 1.x looked at it (Q154931).")

    static let startAfter = Option<TypedTime?>(
        "start-after", value: "TIME", TypedTime.reader, defaultText: "now",
        help: "When the Scheduler may start the job, by the SQL Server's clock.")
    static let priority = Option<JobPriority?>(
        "priority", value: "WORD", choice(JobPriority.allCases.map { ($0.word.lowercased(), $0) }),
        defaultText: "medium", help: "high, medium or low.")
    static let repeats = Option<RepeatMode?>(
        "repeat", value: "WORD", choice(RepeatMode.allCases.map { ($0.word.lowercased(), $0) }),
        defaultText: "never", help: "never, daily, weekly, biweekly or monthly.")

    /// What a new job can be told besides: its type.
    static let types: [any DeclaredOption] = [share, remove, removeType, removeServers]

    static let exclusiveTypes: [[any DeclaredOption]] = [
        [share, remove], [share, run], [share, mandatory], [share, mandatoryAfter], [share, offerAfter],
        [share, expiresAfter], [remove, run], [remove, mandatory], [remove, mandatoryAfter],
        [remove, offerAfter], [remove, expiresAfter], [remove, send], [remove, refresh],
        [remove, noRefresh], [remove, putOn], [remove, noDistribute], [share, removeType],
        [share, removeServers],
    ]

    static let all: [any DeclaredOption] = [
        comment, on, limitTo, siteGroup, includeSubsites, noSubsites, noLimit, send, refresh, noRefresh,
        putOn, noDistribute, run, noRun,
        offerAfter, mandatory, mandatoryAfter, optional, expiresAfter, neverExpires, slowLink, startAfter,
        priority, repeats,
    ]

    static let exclusive: [[any DeclaredOption]] = [
        [refresh, noRefresh], [noDistribute, refresh], [noDistribute, putOn], [run, noRun],
        [mandatory, mandatoryAfter, optional], [expiresAfter, neverExpires], [noRun, mandatory],
        [noRun, mandatoryAfter], [noRun, offerAfter], [noRun, expiresAfter],
        [limitTo, siteGroup, noLimit], [includeSubsites, noSubsites], [includeSubsites, noLimit],
    ]
}

/// Puts the options of a command line into a draft.
struct JobOptionReader {
    let run: CommandRun
    let site: SiteDefinition
    let places: LabPlaces

    init(_ run: CommandRun, _ site: SiteDefinition, _ places: LabPlaces) {
        self.run = run
        self.site = site
        self.places = places
    }

    /// Changes a draft as the options say.
    ///
    /// - Parameters:
    ///   - draft: The draft.
    ///   - commands: The names of the package's commands.
    /// - Throws: What is wrong with the words.
    func apply(to draft: inout JobDraft, commands: [String]) throws {
        if let text = try run.value(JobOptions.comment) { draft.comment = text }
        try target(&draft)
        try sendAndDistribute(&draft)
        try runPhase(&draft, commands)
        try schedule(&draft)
    }

    /// Takes the type of a new job from the options.
    func applyType(to draft: inout JobDraft) throws {
        if try run.value(JobOptions.share) { draft.type = .serverScript }
        if let task = try run.value(JobOptions.remove) {
            draft.type = .removePackage
            draft.removeTask = task
        }
        let type = try run.value(JobOptions.removeType)
        let servers = try run.value(JobOptions.removeServers)
        guard draft.type == .removePackage else {
            guard type == nil, servers == nil else {
                throw run.parsed.usageError(.other("--type and --servers belong to --remove"))
            }
            return
        }
        if let type { draft.removeType = type }
        guard let servers else { return }
        draft.servers = []
        draft.distributionServers = ""
        if servers.lowercased() != "default" { try putOn(servers, &draft) }
    }

    private func target(_ draft: inout JobDraft) throws {
        let words = try run.value(JobOptions.on)
        if !words.isEmpty {
            draft.machineGroup = nil
            draft.machinePath = nil
            draft.queryID = nil
            draft.centerIcon = nil
            draft.computers = []
            let checked = try words.map { try places.target($0) }
            let findings = draft.setTarget(checked.map { ($0, SourceLocation(file: "--on")) })
            if let first = findings.first {
                let advice = first.advice.map { "; \($0)" } ?? ""
                throw run.parsed.usageError(.other("--on: \(first.message)\(advice)"))
            }
        }
        if let word = try run.value(JobOptions.limitTo) {
            draft.limitToSites = .site
            draft.siteLimitName = try places.site(word).code.description
        }
        if let word = try run.value(JobOptions.siteGroup) {
            draft.limitToSites = .siteGroup
            draft.siteLimitName = try places.siteGroup(word)
        }
        if try run.value(JobOptions.noLimit) {
            draft.limitToSites = SiteLimit.none
            draft.siteLimitName = ""
            draft.includeSubsites = false
        }
        if try run.value(JobOptions.noSubsites) { draft.includeSubsites = false }
        if try run.value(JobOptions.includeSubsites) { draft.includeSubsites = true }
    }

    private func sendAndDistribute(_ draft: inout JobDraft) throws {
        if let phase = try run.value(JobOptions.send) {
            draft.sendPhase = phase
        }
        let refreshes = try run.value(JobOptions.refresh)
        let refreshesNot = try run.value(JobOptions.noRefresh)
        let servers = try run.value(JobOptions.putOn)
        let isOff = try run.value(JobOptions.noDistribute)
        guard refreshes || refreshesNot || servers != nil || isOff else { return }
        var phase = draft.distributePhase ?? [.existing, .specified]
        if isOff { phase = [] }
        if refreshes { phase.insert(.existing) }
        if refreshesNot { phase.remove(.existing) }
        if let servers {
            phase.insert(.specified)
            draft.servers = []
            draft.distributionServers = ""
            if servers.lowercased() == "none" {
                phase.remove(.specified)
            } else if servers.lowercased() != "default" {
                try putOn(servers, &draft)
            }
        } else if isOff {
            draft.distributionServers = ""
            draft.servers = []
        }
        draft.distributePhase = phase
    }

    private func putOn(_ words: String, _ draft: inout JobDraft) throws {
        let names = words.split(separator: ",").map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
        if names.count <= 1, let group = try? places.group(words) {
            draft.distributionServers = group
            return
        }
        guard !names.isEmpty else {
            throw run.parsed.usageError(.other("--put-on names no group and no server"))
        }
        draft.servers = try names.map { name in
            do { return try places.server(name) } catch let failure as CommandFailure {
                // Servers and groups both may stand here, so that both are looked through for what was meant.
                let near = nearestNames(
                    to: name.lowercased(), among: site.groups.map { $0.name.lowercased() })
                let group = site.groups.first { $0.name.lowercased() == near.first }
                guard names.count == 1, failure.code == ExitCode.noInput, let group else { throw failure }
                throw CommandFailure(
                    ExitCode.noInput,
                    "no server and no machine group '\(name)'; did you mean \(group.name)? `sms12 group list` lists them"
                )
            }
        }
    }

    private func runPhase(_ draft: inout JobDraft, _ commands: [String]) throws {
        if let word = try run.value(JobOptions.run) {
            draft.commandName = try Naming.find(
                word, kind: "command", in: commands.map { NamedThing(name: $0, $0) }, list: "package show")
            draft.runWorkstationCommand = true
        }
        if try run.value(JobOptions.noRun) {
            draft.commandName = ""
            draft.runWorkstationCommand = false
            draft.useMandatoryTime = false
            draft.useExpireTime = false
        }
        if let time = try run.value(JobOptions.offerAfter) {
            draft.offerTime = time.local(in: site.zone)
        }
        var mandatory = try run.value(JobOptions.mandatoryAfter)
        if try run.value(JobOptions.mandatory) { mandatory = .standard }
        if let mandatory {
            draft.useMandatoryTime = true
            draft.mandatoryTime = local(mandatory)
        }
        if try run.value(JobOptions.optional) {
            draft.useMandatoryTime = false
        }
        if let expires = try run.value(JobOptions.expiresAfter) {
            draft.useExpireTime = true
            draft.expireTime = local(expires)
        }
        if try run.value(JobOptions.neverExpires) {
            draft.useExpireTime = false
        }
        if try run.value(JobOptions.slowLink) { draft.forceOverSlowLink = false }
    }

    private func local(_ time: TimeOrDefault) -> LocalTime? {
        if case .time(let typed) = time { return typed.local(in: site.zone) }
        return nil
    }

    private func schedule(_ draft: inout JobDraft) throws {
        if let time = try run.value(JobOptions.startAfter) {
            draft.activateTime = time.local(in: site.zone)
        }
        if let priority = try run.value(JobOptions.priority) {
            draft.priority = priority
        }
        if let mode = try run.value(JobOptions.repeats) {
            draft.repeatMode = mode
        }
    }
}
