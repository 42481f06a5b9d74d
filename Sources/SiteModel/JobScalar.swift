/// The scalars of a Run Command On Workstation job by their SDK names, in API order (SDK sheapio_7roz).
public enum JobScalar: Int, CaseIterable, Sendable {
    /// 1 Job ID.
    case jobID = 1
    /// 2 Job type.
    case jobType
    /// 3 Job comment.
    case jobComment
    /// 4 Activate time.
    case activateTime
    /// 5 Left icon.
    case leftIcon
    /// 6 Center icon.
    case centerIcon
    /// 7 Right icon.
    case rightIcon
    /// 8 Priority.
    case priority
    /// 9 Repeat mode.
    case repeatMode
    /// 10 Cancel mode.
    case cancelMode
    /// 11 Job status.
    case jobStatus
    /// 12 Sending status.
    case sendingStatus
    /// 13 Working status.
    case workingStatus
    /// 14 Cancel status.
    case cancelStatus
    /// 15 Package ID.
    case packageID
    /// 16 Job target.
    case jobTarget
    /// 17 Distribute phase.
    case distributePhase
    /// 18 Send phase.
    case sendPhase
    /// 19 Limit to sites.
    case limitToSites
    /// 20 Include subsites.
    case includeSubsites
    /// 21 Site limit name.
    case siteLimitName
    /// 22 Distribution servers.
    case distributionServers
    /// 23 WCL name.
    case wclName
    /// 24 Query ID.
    case queryID
    /// 25 Machine group name.
    case machineGroupName
    /// 26 Machine path.
    case machinePath
    /// 27 Offer time.
    case offerTime
    /// 28 Mandatory time.
    case mandatoryTime
    /// 29 Use mandatory time.
    case useMandatoryTime
    /// 30 Force over slow link.
    case forceOverSlowLink
    /// 31 Expire time.
    case expireTime
    /// 32 Use expire time.
    case useExpireTime
    /// 33 Run workstation command.
    case runWorkstationCommand
    /// Package type, of a Remove Package From Server job only (SDK sheapio_6s8j).
    case packageType
    /// Job tasks, of a Remove Package From Server job only.
    case jobTasks

    /// The name in the SDK and in the dump of a job.
    public var label: String { Self.labels[rawValue - 1] }

    /// Finds a scalar by its SDK name, in any case.
    public static func named(_ label: some StringProtocol) -> JobScalar? {
        let lower = label.lowercased()
        return allCases.first { $0.label.lowercased() == lower }
    }

    private static let labels = [
        "Job ID", "Job type", "Job comment", "Activate time", "Left icon", "Center icon", "Right icon",
        "Priority", "Repeat mode", "Cancel mode", "Job status", "Sending status", "Working status",
        "Cancel status", "Package ID", "Job target", "Distribute phase", "Send phase", "Limit to sites",
        "Include subsites", "Site limit name", "Distribution servers", "WCL name", "Query ID",
        "Machine group name", "Machine path", "Offer time", "Mandatory time", "Use mandatory time",
        "Force over slow link", "Expire time", "Use expire time", "Run workstation command",
        "Package type", "Job tasks",
    ]
}

extension JobType {
    /// The scalars that a job of this type has, in API order.
    ///
    /// A Run Command job has 33 (SDK sheapio_7roz). The SDK counts 22 for a Share job; the 21 that are known are here.
    public var scalars: [JobScalar] {
        let common = JobScalar.allCases.filter { $0.rawValue <= JobScalar.packageID.rawValue }
        let limits: [JobScalar] = [.limitToSites, .includeSubsites, .siteLimitName, .distributionServers]
        return switch self {
        case .serverScript: common + [.distributePhase, .sendPhase] + limits
        case .removePackage: common + limits + [.packageType, .jobTasks]
        default:
            JobScalar.allCases.filter { $0.rawValue <= JobScalar.runWorkstationCommand.rawValue }
        }
    }
}
