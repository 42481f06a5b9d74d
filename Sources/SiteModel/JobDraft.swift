/// A job as somebody asked for it: any of the 33 scalars, and where each came from.
///
/// Job files, dumps of old jobs and the options of `job create` all end up here; `job(id:packageID:created:)`
/// makes the job, lists the defaults it used and says what does not go together.
public struct JobDraft: Equatable, Sendable {
    /// 1 Job ID of an old definition; a new job gets its own.
    public var id: JobID?
    /// 2 Job type.
    public var type: JobType?
    /// 3 Job comment.
    public var comment: String?
    /// 4 Activate time, "Start After".
    public var activateTime: LocalTime?
    /// 5 Left icon.
    public var leftIcon: String?
    /// 6 Center icon.
    public var centerIcon: String?
    /// 7 Right icon.
    public var rightIcon: String?
    /// 8 Priority.
    public var priority: JobPriority?
    /// 9 Repeat mode.
    public var repeatMode: RepeatMode?
    /// 10 Cancel mode.
    public var cancelMode: Bool?
    /// 11 Job status; a new job is Pending whatever it says.
    public var status: JobStatus?
    /// 12 Sending status; not used for a new job.
    public var sendingStatus: JobStatus?
    /// 13 Working status; not used for a new job.
    public var workingStatus: JobStatus?
    /// 14 Cancel status; not used for a new job.
    public var cancelStatus: JobStatus?
    /// 15 Package ID.
    public var packageID: PackageID?
    /// 16 Job target.
    public var target: JobTargetKind?
    /// 17 Distribute phase.
    public var distributePhase: DistributePhase?
    /// 18 Send phase.
    public var sendPhase: SendPhase?
    /// 19 Limit to sites.
    public var limitToSites: SiteLimit?
    /// 20 Include subsites.
    public var includeSubsites: Bool?
    /// 21 Site limit name.
    public var siteLimitName: String?
    /// 22 Distribution servers; empty is NULL: Default Servers.
    public var distributionServers: String?
    /// 23 WCL name; empty is NULL: no run.
    public var commandName: String?
    /// 24 Query ID.
    public var queryID: String?
    /// 25 Machine group name.
    public var machineGroup: String?
    /// 26 Machine path.
    public var machinePath: String?
    /// 27 Offer time.
    public var offerTime: LocalTime?
    /// 28 Mandatory time.
    public var mandatoryTime: LocalTime?
    /// 29 Use mandatory time.
    public var useMandatoryTime: Bool?
    /// 30 Force over slow link.
    public var forceOverSlowLink: Bool?
    /// 31 Expire time.
    public var expireTime: LocalTime?
    /// 32 Use expire time.
    public var useExpireTime: Bool?
    /// 33 Run workstation command.
    public var runWorkstationCommand: Bool?
    /// 34 Package type of a Remove job.
    public var removeType: RemovePackageType?
    /// 35 Job tasks of a Remove job.
    public var removeTask: RemoveTask?

    /// The package by name or identifier as a job file wrote it; the caller looks it up.
    public var packageName: String?
    /// Computers named one by one; two or more become a machine group when the job is made.
    public var computers: [String]
    /// The target in the words of `setTarget`; empty where only scalars gave it.
    ///
    /// Such as `computer:PC7`. The caller
    /// looks the names up: a machine path may name what no lab has, these words may not.
    public var targetWords: [String]
    /// Distribution servers named one by one; they become a machine group when the job is made.
    public var servers: [String]
    /// Where each scalar that was given came from: a place in a file, or the name of an option.
    public var origins: [JobScalar: SourceLocation]

    /// Makes an empty draft.
    public init() {
        computers = []
        targetWords = []
        servers = []
        origins = [:]
    }

    /// Whether a target was written without its kind.
    private static func isPlainName(_ text: String) -> Bool {
        !text.isEmpty && !text.contains(":") && !text.contains("|") && !text.contains(" ")
    }

    /// Sets the target from words such as `site:BPC`, `group:Sales`, `computer:PC7` or `path:*|DOM1|*`.
    ///
    /// Several words must all be computers. Gives back what is wrong with the words; then nothing is changed.
    public mutating func setTarget(_ words: [(text: String, location: SourceLocation?)]) -> [Finding] {
        var findings: [Finding] = []
        var parsed: [(kind: String, name: String)] = []
        for word in words {
            let parts = word.text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let kind = parts[0].lowercased()
            guard parts.count == 2, ["site", "group", "computer", "path", "query"].contains(kind),
                !parts[1].isEmpty
            else {
                findings.append(
                    Finding(
                        .error, "bad-target", "'\(word.text)' is no target", at: word.location,
                        advice:
                            "write site:BPC, group:Sales, computer:PC7, domain:DOM1, query:Q or path:*|DOM1|*"
                            + (Self.isPlainName(word.text)
                                ? "; a computer would be computer:\(word.text)" : "")))
                continue
            }
            if kind == "site", SiteCode(parts[1]) == nil {
                findings.append(
                    Finding(.error, "bad-target", "'\(parts[1])' is no site code", at: word.location))
            }
            parsed.append((kind, String(parts[1])))
        }
        if parsed.count > 1, let other = parsed.first(where: { $0.kind != "computer" }) {
            findings.append(
                Finding(
                    .error, "bad-target",
                    "'\(other.kind):\(other.name)' stands among several targets, but only computers can be several",
                    at: words.first?.location, advice: "make a machine group of them"))
        }
        if words.isEmpty {
            findings.append(Finding(.error, "no-target", "the list of targets is empty"))
        }
        guard findings.isEmpty, let first = parsed.first else { return findings }
        targetWords = words.map(\.text)
        let place = words.first?.location
        switch first.kind {
        case "site": setPath("\(first.name.uppercased())|*|*", place)
        case "path": setPath(first.name, place)
        case "query":
            target = .query
            queryID = first.name
            origins[.jobTarget] = place
            origins[.queryID] = place
        case "computer" where parsed.count == 1: setPath("*|*|\(first.name.uppercased())", place)
        case "computer":
            computers = parsed.map { $0.name.uppercased() }
            target = .machineGroup
            origins[.jobTarget] = place
            origins[.machineGroupName] = place
        default:
            target = .machineGroup
            machineGroup = first.name
            origins[.jobTarget] = place
            origins[.machineGroupName] = place
        }
        return []
    }

    private mutating func setPath(_ path: String, _ place: SourceLocation?) {
        target = .machinePath
        machinePath = path
        origins[.jobTarget] = place
        origins[.machinePath] = place
    }

    /// The old job exactly as its 33 scalars say, or nil and the scalars that are missing.
    ///
    /// For showing and printing an old definition; a new job is made with `job(id:packageID:created:)`.
    public func recordedJob() -> (job: Job?, missing: [JobScalar]) {
        let wanted = (type ?? .workstationScript).scalars
        let missing = wanted.filter { !isGiven($0) }
        if missing.isEmpty, wanted.count < JobType.workstationScript.scalars.count,
            JobType.workstationScript.scalars.contains(where: { !isGiven($0) })
        {
            return completed().recordedJob()
        }
        guard missing.isEmpty, let id, let type, let comment, let activateTime, let leftIcon, let centerIcon,
            let rightIcon, let priority, let repeatMode, let cancelMode, let status, let sendingStatus,
            let workingStatus, let cancelStatus, let packageID, let target, let distributePhase
        else { return (nil, missing) }
        guard let sendPhase, let limitToSites, let includeSubsites, let siteLimitName,
            let distributionServers,
            let commandName, let queryID, let machineGroup, let machinePath, let offerTime, let mandatoryTime,
            let useMandatoryTime, let forceOverSlowLink, let expireTime, let useExpireTime,
            let runWorkstationCommand
        else { return (nil, missing) }
        var job = Job(id: id, packageID: packageID, created: activateTime, target: target)
        job.type = type
        job.comment = comment
        job.leftIcon = leftIcon
        job.centerIcon = centerIcon
        job.rightIcon = rightIcon
        job.priority = priority
        job.repeatMode = repeatMode
        job.cancelMode = cancelMode
        job.status = status
        job.sendingStatus = sendingStatus
        job.workingStatus = workingStatus
        job.cancelStatus = cancelStatus
        job.distributePhase = distributePhase
        job.sendPhase = sendPhase
        job.limitToSites = limitToSites
        job.includeSubsites = includeSubsites
        job.siteLimitName = siteLimitName
        job.distributionServers = distributionServers.isEmpty ? nil : distributionServers
        job.commandName = commandName.isEmpty ? nil : commandName
        job.queryID = queryID
        job.machineGroup = machineGroup
        job.machinePath = machinePath
        job.offerTime = offerTime
        job.mandatoryTime = mandatoryTime
        job.useMandatoryTime = useMandatoryTime
        job.forceOverSlowLink = forceOverSlowLink
        job.expireTime = expireTime
        job.useExpireTime = useExpireTime
        job.runWorkstationCommand = runWorkstationCommand
        job.removeType = removeType ?? .both
        job.removeTask = removeTask ?? .all
        return (job, [])
    }

    /// The draft with the values that scalars have which a Share or Remove job is not written with.
    private func completed() -> JobDraft {
        var draft = self
        let time = activateTime ?? LocalTime(seconds: 0)
        draft.target = target ?? .machinePath
        draft.distributePhase = distributePhase ?? []
        draft.sendPhase = sendPhase ?? .ifNotSent
        draft.commandName = commandName ?? ""
        draft.queryID = queryID ?? ""
        draft.machineGroup = machineGroup ?? ""
        draft.machinePath = machinePath ?? ""
        draft.offerTime = offerTime ?? time
        draft.mandatoryTime = mandatoryTime ?? time
        draft.useMandatoryTime = useMandatoryTime ?? false
        draft.forceOverSlowLink = forceOverSlowLink ?? true
        draft.expireTime = expireTime ?? time
        draft.useExpireTime = useExpireTime ?? false
        draft.runWorkstationCommand = runWorkstationCommand ?? false
        return draft
    }

    /// Whether a scalar has a value.
    public func isGiven(_ scalar: JobScalar) -> Bool {
        switch scalar {
        case .jobID: id != nil
        case .jobType: type != nil
        case .jobComment: comment != nil
        case .activateTime: activateTime != nil
        case .leftIcon: leftIcon != nil
        case .centerIcon: centerIcon != nil
        case .rightIcon: rightIcon != nil
        case .priority: priority != nil
        case .repeatMode: repeatMode != nil
        case .cancelMode: cancelMode != nil
        case .jobStatus: status != nil
        case .sendingStatus: sendingStatus != nil
        case .workingStatus: workingStatus != nil
        case .cancelStatus: cancelStatus != nil
        case .packageID: packageID != nil
        case .jobTarget: target != nil
        case .distributePhase: distributePhase != nil
        case .sendPhase: sendPhase != nil
        case .limitToSites: limitToSites != nil
        case .includeSubsites: includeSubsites != nil
        case .siteLimitName: siteLimitName != nil
        case .distributionServers: distributionServers != nil
        case .wclName: commandName != nil
        case .queryID: queryID != nil
        case .machineGroupName: machineGroup != nil
        case .machinePath: machinePath != nil
        case .offerTime: offerTime != nil
        case .mandatoryTime: mandatoryTime != nil
        case .useMandatoryTime: useMandatoryTime != nil
        case .forceOverSlowLink: forceOverSlowLink != nil
        case .expireTime: expireTime != nil
        case .useExpireTime: useExpireTime != nil
        case .runWorkstationCommand: runWorkstationCommand != nil
        case .packageType: removeType != nil
        case .jobTasks: removeTask != nil
        }
    }
}
