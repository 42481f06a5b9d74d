/// A default that a draft left to us, for the user to see.
public struct AppliedDefault: Equatable, Sendable {
    /// The scalar.
    public var scalar: JobScalar
    /// The value used, in words.
    public var value: String
    /// Where the default comes from: an article, or our choice.
    public var source: String

    /// Makes an entry.
    public init(scalar: JobScalar, value: String, source: String) {
        self.scalar = scalar
        self.value = value
        self.source = source
    }
}

/// The job made of a draft, with everything that was decided on the way.
public struct DraftedJob: Equatable, Sendable {
    /// The job, Pending; not to be stored when a finding is an error.
    public var job: Job
    /// Machine groups to make first: of computers or servers that were named one by one.
    public var groups: [MachineGroupDefinition]
    /// The defaults used, in API order.
    public var defaults: [AppliedDefault]
    /// What does not go together.
    public var findings: [Finding]
}

extension JobDraft {
    /// Makes the Pending job of a draft, with defaults where nothing was said.
    ///
    /// The rules of combination are those of the SDK (sheapio_9x0z, _7roz). An old job's identifier, package
    /// identifier and statuses are not taken over. Group names are the job's identifier and a word.
    /// - Parameters:
    ///   - id: The new job's identifier.
    ///   - packageID: The package to send.
    ///   - created: Now, by the SQL Server's clock.
    ///   - commands: The names of the package's command lines; nil when they are not to be looked at.
    /// - Returns: The job, groups to make, defaults used and findings.
    public func job(id: JobID, packageID: PackageID, created: LocalTime, commands: [String]? = nil)
        -> DraftedJob
    {
        var maker = DraftMaker(draft: self, job: Job(id: id, packageID: packageID, created: created))
        maker.takeOld(id, packageID)
        maker.schedule(created)
        switch type ?? .workstationScript {
        case .serverScript:
            maker.sites()
            maker.limit()
            maker.sendAndDistribute()
            maker.refuseRun()
        case .removePackage:
            maker.sites()
            maker.limit()
            maker.remove()
            maker.refuseRun()
        default:
            maker.target()
            maker.limit()
            maker.sendAndDistribute()
            maker.run(created, commands)
            maker.times()
        }
        maker.textLengths()
        return DraftedJob(
            job: maker.job, groups: maker.groups,
            defaults: maker.defaults.sorted { $0.scalar.rawValue < $1.scalar.rawValue },
            findings: maker.findings)
    }
}

/// Fills one job from one draft.
private struct DraftMaker {
    var draft: JobDraft
    var job: Job
    var groups: [MachineGroupDefinition] = []
    var defaults: [AppliedDefault] = []
    var findings: [Finding] = []

    init(draft: JobDraft, job: Job) {
        self.draft = draft
        self.job = job
    }

    mutating func add(
        _ severity: Severity, _ code: String, _ scalar: JobScalar, _ message: String, advice: String? = nil
    ) {
        findings.append(Finding(severity, code, message, at: draft.origins[scalar], advice: advice))
    }

    /// The value given, or the default, noted.
    mutating func take<Value>(
        _ given: Value?, _ scalar: JobScalar, or value: Value, _ word: String, _ source: String
    ) -> Value {
        if let given { return given }
        defaults.append(AppliedDefault(scalar: scalar, value: word, source: source))
        return value
    }

    mutating func takeOld(_ id: JobID, _ packageID: PackageID) {
        let type = draft.type ?? .workstationScript
        job.type = type
        if type.displayName == JobType.miniJob.displayName {
            add(
                .error, "job-type", .jobType,
                "the job is of type \(type.displayName); components make those, a user makes the other three types"
            )
        }
        if let old = draft.id, old != id {
            add(.note, "new-job-id", .jobID, "the old job \(old) becomes the new job \(id)")
        }
        if let old = draft.packageID, old != packageID {
            add(
                .note, "new-package-id", .packageID,
                "the old job's package \(old) is replaced by the package \(packageID)")
        }
        if draft.cancelMode == true {
            add(
                .warning, "cancel-mode", .cancelMode,
                "Cancel mode is the command that cancels a job, so a new job does not take it over")
        }
        if let status = draft.status, status != .pending {
            add(
                .note, "old-status", .jobStatus,
                "the old job's status \(status.word) is not taken over: a new job is Pending")
        }
        job.comment = draft.comment ?? ""
        job.leftIcon = draft.leftIcon ?? job.leftIcon
        job.rightIcon = draft.rightIcon ?? job.rightIcon
    }

    mutating func schedule(_ created: LocalTime) {
        job.activateTime = take(
            draft.activateTime, .activateTime, or: created, created.description,
            "now, by the SQL Server's clock: the job may start at once (our choice)")
        job.priority = take(
            draft.priority, .priority, or: .medium, JobPriority.medium.word,
            "not High unless asked for (Q160569); Medium is our choice")
        job.repeatMode = take(
            draft.repeatMode, .repeatMode, or: .never, RepeatMode.never.word,
            "a job is sent once unless asked for otherwise (SDK)")
    }

    // MARK: Share and Remove

    /// The sites of a Share or Remove job: it has no workstations, so that a target can only name a site.
    mutating func sites() {
        job.centerIcon = draft.centerIcon ?? "Site"
        job.rightIcon = draft.rightIcon ?? "Site"
        let path = draft.machinePath ?? ""
        let isSite = path.hasSuffix("|*|*") && !path.hasPrefix("*")
        if draft.machineGroup?.isEmpty == false || !draft.computers.isEmpty
            || draft.queryID?.isEmpty == false || (!path.isEmpty && path != "*|*|*" && !isSite)
        {
            add(
                .error, "no-workstations", .jobTarget,
                "a \(job.type.displayName) job has no workstations as its target (SDK)",
                advice: "name a site, such as site:BPC, or none for this site and every site below it")
        }
        guard isSite, draft.limitToSites == nil else { return }
        draft.limitToSites = .site
        draft.siteLimitName = String(path.dropLast(4))
        draft.origins[.limitToSites] = draft.origins[.machinePath]
        draft.origins[.siteLimitName] = draft.origins[.machinePath]
    }

    mutating func remove() {
        job.removeType = take(
            draft.removeType, .packageType, or: .both, RemovePackageType.both.word,
            "whatever the servers hold of the package; our choice")
        job.removeTask = take(
            draft.removeTask, .jobTasks, or: .all, "all", "the first choice of the dialog (RG S3D40)")
        job.distributionServers = draft.distributionServers.flatMap { $0.isEmpty ? nil : $0 }
        if !draft.servers.isEmpty { job.distributionServers = group("servers", of: draft.servers) }
        if job.removeTask == .all, let servers = job.distributionServers {
            add(
                .warning, "servers-unused", .distributionServers,
                "the servers '\(servers)' are not used, since the package is removed from all of them")
            job.distributionServers = nil
            groups = []
        }
    }

    /// Says so where a job without a Run phase was given one.
    mutating func refuseRun() {
        guard draft.runWorkstationCommand == true || draft.commandName?.isEmpty == false else { return }
        add(
            .error, "no-run-phase", .runWorkstationCommand,
            "a \(job.type.displayName) job has no Run phase (SDK)")
    }

    // MARK: Target

    mutating func target() {
        guard let kind = draft.target ?? impliedTarget else {
            add(
                .error, "no-target", .jobTarget, "the job names no computers to run on",
                advice: "name a site, a machine group, computers or a machine path")
            return
        }
        job.target = kind
        job.queryID = draft.queryID ?? ""
        job.machineGroup = draft.machineGroup ?? ""
        job.machinePath = draft.machinePath ?? ""
        switch kind {
        case .query:
            job.centerIcon = "Query"
            if job.queryID.isEmpty {
                add(.error, "no-target", .jobTarget, "the job runs on a query, but names none")
            }
        case .machineGroup:
            job.centerIcon = "Machinegroup"
            if !draft.computers.isEmpty { job.machineGroup = group("computers", of: draft.computers) }
            if job.machineGroup.isEmpty {
                add(.error, "no-target", .jobTarget, "the job runs on a machine group, but names none")
            }
        case .machinePath:
            job.centerIcon = "Machine"
            checkPath()
        }
        job.centerIcon = draft.centerIcon ?? job.centerIcon
    }

    /// What the given names say where Job target itself is missing.
    private var impliedTarget: JobTargetKind? {
        if !draft.computers.isEmpty || draft.machineGroup?.isEmpty == false { return .machineGroup }
        if draft.machinePath?.isEmpty == false { return .machinePath }
        return draft.queryID?.isEmpty == false ? .query : nil
    }

    /// A machine group for names given one by one: each name once, in the order given.
    private mutating func group(_ word: String, of names: [String]) -> String {
        var members: [String] = []
        var seen: Set<String> = []
        for name in names where seen.insert(name.uppercased()).inserted { members.append(name.uppercased()) }
        let name = "\(job.id) \(word)"
        groups.append(MachineGroupDefinition(name: name, members: members))
        return name
    }

    private mutating func checkPath() {
        let path = job.machinePath
        if path.isEmpty {
            add(.error, "no-target", .jobTarget, "the job runs on a machine path, but names none")
            return
        }
        let advice = "write site|domain|computer, each whole or *"
        let parts = path.split(separator: "|", omittingEmptySubsequences: false)
        if path.contains(":") {
            add(
                .warning, "path-with-colon", .machinePath,
                "the machine path '\(path)' has colons, as SMS 1.2's Help says; its Scheduler wants | and will fail "
                    + "the job with event 319 (Q161520)", advice: advice)
        } else if parts.count != 3 || parts.contains("") {
            add(
                .warning, "path-form", .machinePath,
                "the machine path '\(path)' does not have three parts; the Scheduler will fail the job with event 319",
                advice: advice)
        } else if parts.contains(where: { $0 != "*" && $0.contains("*") }) {
            add(
                .warning, "path-wildcard", .machinePath,
                "in the machine path '\(path)' a * stands within a name; it counts only as a whole part (SDK)",
                advice: advice)
        } else if draft.includeSubsites == true, parts[0] != "*" {
            add(
                .warning, "path-without-subsites", .machinePath,
                "the machine path '\(path)' names a site, so its subsites are not included (SDK)",
                advice: "write *|*|* and limit the job to the site")
        }
    }

    mutating func limit() {
        job.limitToSites = take(
            draft.limitToSites, .limitToSites, or: draft.siteLimitName?.isEmpty == false ? .site : .none,
            draft.siteLimitName?.isEmpty == false ? "one site" : "no limit",
            "no limit unless one is named (SDK)")
        job.siteLimitName = draft.siteLimitName ?? ""
        job.includeSubsites = draft.includeSubsites ?? false
        switch job.limitToSites {
        case .none:
            if !job.siteLimitName.isEmpty {
                add(
                    .warning, "limit-unused", .siteLimitName,
                    "the site limit '\(job.siteLimitName)' is not used, since Limit to sites is 0")
            }
            if job.includeSubsites {
                add(
                    .warning, "limit-unused", .includeSubsites,
                    "Include subsites has no effect without a limit to sites")
            }
        case .siteGroup, .site:
            if job.siteLimitName.isEmpty {
                add(
                    .error, "limit-without-name", .limitToSites,
                    "the job is limited to a site or site group, but Site limit name is missing")
            } else if job.limitToSites == .site, SiteCode(job.siteLimitName) == nil {
                add(
                    .warning, "limit-no-site-code", .siteLimitName,
                    "the site limit '\(job.siteLimitName)' is no site code of three letters or digits")
            }
        }
    }

    // MARK: Phases

    mutating func sendAndDistribute() {
        job.sendPhase = take(
            draft.sendPhase, .sendPhase, or: .ifNotSent, "only if not previously sent",
            "the first choice of the dialog; a job may keep every default (Q197016)")
        job.distributionServers = draft.distributionServers.flatMap { $0.isEmpty ? nil : $0 }
        if !draft.servers.isEmpty { job.distributionServers = group("servers", of: draft.servers) }
        job.distributePhase = take(
            draft.distributePhase, .distributePhase, or: job.distributionServers == nil ? [] : .specified,
            job.distributionServers == nil ? "neither box" : "put on the servers named",
            "a job may keep every default (Q197016); with a run the package goes to Default Servers (SDK)")
        if let servers = job.distributionServers, !job.distributePhase.contains(.specified) {
            add(
                .warning, "servers-unused", .distributionServers,
                "the distribution servers '\(servers)' are not used, since \"Put On Specified Distribution Servers\" "
                    + "is not chosen (Q140051)")
        }
    }

    mutating func run(_ created: LocalTime, _ commands: [String]?) {
        job.commandName = draft.commandName.flatMap { $0.isEmpty ? nil : $0 }
        let runs = job.commandName != nil
        job.runWorkstationCommand = take(
            draft.runWorkstationCommand, .runWorkstationCommand, or: runs, runs ? "yes" : "no",
            runs ? "a command is named" : "no command is named: NULL is no run (SDK)")
        if job.runWorkstationCommand, job.commandName == nil {
            add(
                .error, "run-without-command", .runWorkstationCommand,
                "the job is to run a command, but WCL name is missing (SDK)",
                advice: "name a command of the package")
        } else if !job.runWorkstationCommand, let name = job.commandName {
            add(
                .warning, "command-without-run", .wclName,
                "the command '\(name)' is not offered, since Run workstation command is 0")
        }
        if job.runWorkstationCommand, let name = job.commandName, let commands, !commands.contains(name) {
            let list = commands.map { "'\($0)'" }.joined(separator: ", ")
            add(
                .error, "unknown-command", .wclName, "the package has no command '\(name)'",
                advice: commands.isEmpty ? "it has none at all" : "its commands are \(list)")
        }
        if job.runWorkstationCommand, job.distributePhase.isEmpty {
            add(
                .note, "default-servers", .distributePhase,
                "no box of the Distribute phase is chosen: the package goes to Default Servers (SDK)")
        }
    }

    // MARK: Times

    mutating func times() {
        let created = job.offerTime
        let offer = max(created, job.activateTime)
        let runs = job.runWorkstationCommand
        if let given = draft.offerTime {
            job.offerTime = given
        } else {
            job.offerTime = offer
            if runs {
                note(
                    .offerTime, offer, "the moment of creation, or Start After where that is later (inferred)"
                )
            }
        }
        job.useMandatoryTime = draft.useMandatoryTime ?? (draft.mandatoryTime != nil)
        job.mandatoryTime = draft.mandatoryTime ?? max(created, job.offerTime).adding(days: 7)
        if runs, draft.mandatoryTime == nil, job.useMandatoryTime {
            note(.mandatoryTime, job.mandatoryTime, "one week ahead (Q238315)")
        }
        job.useExpireTime = draft.useExpireTime ?? (draft.expireTime != nil)
        job.expireTime = draft.expireTime ?? job.offerTime.adding(days: 168)
        if runs, draft.expireTime == nil, job.useExpireTime {
            note(.expireTime, job.expireTime, "24 weeks after the offer (derived from Q123499)")
        }
        job.forceOverSlowLink = draft.forceOverSlowLink ?? true
        if runs, job.useMandatoryTime, draft.forceOverSlowLink == nil {
            defaults.append(
                AppliedDefault(
                    scalar: .forceOverSlowLink, value: "yes", source: "never honoured either way (Q154931)"))
        }
        if runs { checkOrder() }
    }

    private mutating func note(_ scalar: JobScalar, _ time: LocalTime, _ source: String) {
        defaults.append(AppliedDefault(scalar: scalar, value: time.description, source: source))
    }

    private mutating func checkOrder() {
        if job.activateTime > job.offerTime {
            add(
                .warning, "times-out-of-order", .offerTime,
                "Offer After (\(job.offerTime)) is before Start After (\(job.activateTime)): the offer shows as soon as "
                    + "it arrives")
        }
        if job.useMandatoryTime, job.mandatoryTime < job.offerTime {
            add(
                .error, "times-out-of-order", .mandatoryTime,
                "Mandatory After (\(job.mandatoryTime)) is before Offer After (\(job.offerTime))")
        }
        guard job.useExpireTime else { return }
        checkExpiry(after: job.offerTime, "Offer After")
        if job.useMandatoryTime { checkExpiry(after: job.mandatoryTime, "Mandatory After") }
    }

    private mutating func checkExpiry(after time: LocalTime, _ name: String) {
        if job.expireTime > time { return }
        let same = job.expireTime == time
        add(
            same ? .warning : .error, "times-out-of-order", .expireTime,
            "Expires After (\(job.expireTime)) is \(same ? "the same moment as" : "before") \(name) (\(time)): "
                + "the offer is withdrawn before it can run")
    }

    /// Strings of the SMS API have at most 255 characters (SDK).
    mutating func textLengths() {
        let texts: [(JobScalar, String)] = [
            (.jobComment, job.comment), (.siteLimitName, job.siteLimitName),
            (.distributionServers, job.distributionServers ?? ""), (.wclName, job.commandName ?? ""),
            (.queryID, job.queryID), (.machineGroupName, job.machineGroup), (.machinePath, job.machinePath),
            (.leftIcon, job.leftIcon), (.centerIcon, job.centerIcon), (.rightIcon, job.rightIcon),
        ]
        for (scalar, text) in texts where text.unicodeScalars.count > 255 {
            add(
                .error, "text-too-long", scalar,
                "\(scalar.label) has \(text.unicodeScalars.count) characters; at most 255 are allowed (SDK)")
        }
    }
}
