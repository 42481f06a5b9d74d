import SiteModel

/// The values of a job's scalars as texts: numbers as in the SDK, times as `ctime` prints them.
enum JobScalarText {
    /// Sets a scalar from its text; gives back what is wrong with it, without the scalar's name.
    ///
    /// Numbers may also be written as their words, and times as `1997-04-21 09:00`.
    static func set(_ scalar: JobScalar, _ text: String, in draft: inout JobDraft) -> String? {
        switch scalar {
        case .jobID: return assign(JobID(text), &draft.id, "a job identifier such as BPC0000A")
        case .jobType:
            return assign(jobType(text), &draft.type, "a job type such as microsoft\\SMS\\workstation_script")
        case .jobComment: draft.comment = text
        case .activateTime: return assign(time(text), &draft.activateTime, timeWords)
        case .leftIcon: draft.leftIcon = text
        case .centerIcon: draft.centerIcon = text
        case .rightIcon: draft.rightIcon = text
        case .priority: return assign(coded(text, priorities), &draft.priority, list(priorities))
        case .repeatMode: return assign(coded(text, repeats), &draft.repeatMode, list(repeats))
        case .cancelMode: return assign(flag(text), &draft.cancelMode, flagWords)
        case .jobStatus: return assign(coded(text, statuses), &draft.status, list(statuses))
        case .sendingStatus: return assign(coded(text, statuses), &draft.sendingStatus, list(statuses))
        case .workingStatus: return assign(coded(text, statuses), &draft.workingStatus, list(statuses))
        case .cancelStatus: return assign(coded(text, statuses), &draft.cancelStatus, list(statuses))
        case .packageID:
            return assign(PackageID(text), &draft.packageID, "a package identifier such as BPC0000A")
        case .jobTarget: return assign(coded(text, targets), &draft.target, list(targets))
        case .distributePhase: return assign(coded(text, phases), &draft.distributePhase, list(phases))
        case .sendPhase: return assign(coded(text, sends), &draft.sendPhase, list(sends))
        case .limitToSites: return assign(coded(text, limits), &draft.limitToSites, list(limits))
        case .includeSubsites: return assign(flag(text), &draft.includeSubsites, flagWords)
        case .siteLimitName: draft.siteLimitName = text
        case .distributionServers: draft.distributionServers = text
        case .wclName: draft.commandName = text
        case .queryID: draft.queryID = text
        case .machineGroupName: draft.machineGroup = text
        case .machinePath: draft.machinePath = text
        case .offerTime: return assign(time(text), &draft.offerTime, timeWords)
        case .mandatoryTime: return assign(time(text), &draft.mandatoryTime, timeWords)
        case .useMandatoryTime: return assign(flag(text), &draft.useMandatoryTime, flagWords)
        case .forceOverSlowLink: return assign(flag(text), &draft.forceOverSlowLink, flagWords)
        case .expireTime: return assign(time(text), &draft.expireTime, timeWords)
        case .useExpireTime: return assign(flag(text), &draft.useExpireTime, flagWords)
        case .runWorkstationCommand: return assign(flag(text), &draft.runWorkstationCommand, flagWords)
        case .packageType: return assign(coded(text, removeTypes), &draft.removeType, list(removeTypes))
        case .jobTasks: return assign(coded(text, removeTasks), &draft.removeTask, list(removeTasks))
        }
        return nil
    }

    /// The text of a scalar as the SDK's sample prints it; NULL is empty.
    static func text(_ scalar: JobScalar, of job: Job) -> String {
        switch scalar {
        case .jobID: job.id.description
        case .jobType: job.type.rawValue
        case .jobComment: job.comment
        case .activateTime: job.activateTime.ctime
        case .leftIcon: job.leftIcon
        case .centerIcon: job.centerIcon
        case .rightIcon: job.rightIcon
        case .priority: String(job.priority.rawValue)
        case .repeatMode: String(job.repeatMode.rawValue)
        case .cancelMode: job.cancelMode ? "1" : "0"
        case .jobStatus: String(job.status.rawValue)
        case .sendingStatus: String(job.sendingStatus.rawValue)
        case .workingStatus: String(job.workingStatus.rawValue)
        case .cancelStatus: String(job.cancelStatus.rawValue)
        case .packageID: job.packageID.description
        case .jobTarget: String(job.target.rawValue)
        case .distributePhase: String(job.distributePhase.rawValue)
        case .sendPhase: String(job.sendPhase.rawValue)
        case .limitToSites: String(job.limitToSites.rawValue)
        case .includeSubsites: job.includeSubsites ? "1" : "0"
        case .siteLimitName: job.siteLimitName
        case .distributionServers: job.distributionServers ?? ""
        case .wclName: job.commandName ?? ""
        case .queryID: job.queryID
        case .machineGroupName: job.machineGroup
        case .machinePath: job.machinePath
        case .offerTime: job.offerTime.ctime
        case .mandatoryTime: job.mandatoryTime.ctime
        case .useMandatoryTime: job.useMandatoryTime ? "1" : "0"
        case .forceOverSlowLink: job.forceOverSlowLink ? "1" : "0"
        case .expireTime: job.expireTime.ctime
        case .useExpireTime: job.useExpireTime ? "1" : "0"
        case .runWorkstationCommand: job.runWorkstationCommand ? "1" : "0"
        case .packageType: String(job.removeType.rawValue)
        case .jobTasks: String(job.removeTask.rawValue)
        }
    }

    // MARK: Values

    /// A number of the SDK, the words it may be written as, and what it means.
    typealias Code<Value> = (number: Int, words: [String], value: Value)

    static let priorities: [Code<JobPriority>] = JobPriority.allCases.map { ($0.rawValue, [$0.word], $0) }
    static let repeats: [Code<RepeatMode>] = RepeatMode.allCases.map { ($0.rawValue, [$0.word], $0) }
    static let statuses: [Code<JobStatus>] = JobStatus.allCases.map {
        ($0.rawValue, [$0 == .none ? "None" : $0.word], $0)
    }
    static let targets: [Code<JobTargetKind>] = [
        (1, ["query"], .query), (2, ["machine group"], .machineGroup), (3, ["machine path"], .machinePath),
    ]
    static let phases: [Code<DistributePhase>] = [
        (0, ["none"], []), (1, ["existing"], .existing), (2, ["specified"], .specified),
        (3, ["both"], [.existing, .specified]),
    ]
    static let sends: [Code<SendPhase>] = [
        (1, ["only if not previously sent", "ifNotSent"], .ifNotSent),
        (2, ["even if previously sent", "always"], .always),
    ]
    static let limits: [Code<SiteLimit>] = [
        (0, ["none"], .none), (1, ["site group"], .siteGroup), (2, ["site"], .site),
    ]
    static let removeTypes: [Code<RemovePackageType>] = RemovePackageType.allCases.map {
        ($0.rawValue, [$0.word], $0)
    }
    static let removeTasks: [Code<RemoveTask>] = RemoveTask.allCases.map { ($0.rawValue, [$0.word], $0) }
    static let timeWords = "a time such as \"1997-04-21 09:00\" or \"Mon Apr 21 09:00:00 1997\""
    static let flagWords = "0 or 1"

    private static func assign<Value>(_ value: Value?, _ field: inout Value?, _ expected: String) -> String? {
        guard let value else { return expected }
        field = value
        return nil
    }

    static func coded<Value>(_ text: String, _ codes: [Code<Value>]) -> Value? {
        let lower = text.lowercased()
        return codes.first { String($0.number) == text || $0.words.contains { $0.lowercased() == lower } }?
            .value
    }

    static func list<Value>(_ codes: [Code<Value>]) -> String {
        let words = codes.map { "\($0.number) (\($0.words[0]))" }
        return words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
    }

    static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "0", "false": false
        case "1", "true": true
        default: nil
        }
    }

    static func time(_ text: String) -> LocalTime? { LocalTime(ctime: text) ?? LocalTime(text) }

    static func jobType(_ text: String) -> JobType? {
        let lower = text.lowercased()
        // The words of job files for the three types that users make.
        switch lower {
        case "run": return .workstationScript
        case "share": return .serverScript
        case "remove": return .removePackage
        default: break
        }
        return JobType.allCases.first {
            $0.rawValue.lowercased() == lower || $0.displayName.lowercased() == lower
        }
    }
}
