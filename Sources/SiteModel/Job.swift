/// The kind of a job by its API string (SDK sheapio_9x0z, _45wz, _6s8j, _5gc3).
public enum JobType: String, CaseIterable, Sendable {
    /// Run Command On Workstation.
    case workstationScript = "microsoft\\SMS\\workstation_script"
    /// Share Package On Server.
    case serverScript = "microsoft\\SMS\\server_script"
    /// Remove Package From Server.
    case removePackage = "microsoft\\SMS\\remove_package"
    /// System job that carries a mini-job.
    case miniJob = "microsoft\\SMS\\mini-job"
    /// System job for a site.
    case siteJob = "microsoft\\SMS\\site_job"
    /// System job that carries the network application database.
    case nadTransfer = "microsoft\\SMS\\nad_transfer"

    /// The name in the Administrator program.
    public var displayName: String {
        switch self {
        case .workstationScript: "Run Command On Workstation"
        case .serverScript: "Share Package On Server"
        case .removePackage: "Remove Package From Server"
        case .miniJob, .siteJob, .nadTransfer: "System Job"
        }
    }
}

/// JOBPRI values (SDK): also the priority code of a send request (Q123221).
public enum JobPriority: Int, CaseIterable, Sendable {
    /// 1, High.
    case high = 1
    /// 2, Medium; the default `[memory]`, at least not High (Q160569).
    case medium = 2
    /// 3, Low.
    case low = 3

    /// The word shown and accepted.
    public var word: String {
        switch self {
        case .high: "High"
        case .medium: "Medium"
        case .low: "Low"
        }
    }
}

/// JOBRPT values (SDK): each elapsed interval makes a new job.
public enum RepeatMode: Int, CaseIterable, Sendable {
    /// 1, never.
    case never = 1
    /// 2, every 24 hours.
    case daily = 2
    /// 3, every 7 days.
    case weekly = 3
    /// 4, every 14 days.
    case biweekly = 4
    /// 5, every month.
    case monthly = 5

    /// The word shown and accepted.
    public var word: String {
        switch self {
        case .never: "Never"
        case .daily: "Daily"
        case .weekly: "Weekly"
        case .biweekly: "Biweekly"
        case .monthly: "Monthly"
        }
    }

    /// The time one interval later; unchanged for `never`.
    public func next(after time: LocalTime) -> LocalTime {
        switch self {
        case .never: time
        case .daily: time.adding(days: 1)
        case .weekly: time.adding(days: 7)
        case .biweekly: time.adding(days: 14)
        case .monthly: time.adding(months: 1)
        }
    }

    /// The time one interval later, and the day of the month that it ought to have.
    ///
    /// - Parameters:
    ///   - time: The time before.
    ///   - wantedDay: The day of the month that it ought to have had where its month was too short, else 0.
    /// - Returns: The time, and the day that its month is too short for, else 0. What a short month cuts off comes
    ///   back in a long one; a time that was moved away from its month's last day begins anew.
    public func next(after time: LocalTime, wantedDay: Int) -> (time: LocalTime, wantedDay: Int) {
        guard self == .monthly else { return (next(after: time), 0) }
        let fields = time.civil
        let isCut = fields.day == Calendar.daysInMonth(year: fields.year, month: fields.month)
        let wanted = isCut ? max(wantedDay, fields.day) : fields.day
        let later = time.adding(months: 1)
        let month = later.civil
        let day = min(wanted, Calendar.daysInMonth(year: month.year, month: month.month))
        return (later.adding(days: Int64(day - month.day)), day < wanted ? wanted : 0)
    }
}

/// JOBSTAT values with their numbers (SMSINFO.H), for the overall status and the three phases.
public enum JobStatus: Int, CaseIterable, Sendable {
    /// Blank: no request yet, no cancel. The number is not documented; 0 here.
    case none = 0
    /// 1, not started.
    case pending = 1
    /// 2, started, no error so far.
    case active = 2
    /// 3, cancelled.
    case cancelled = 3
    /// 4, done at every target.
    case complete = 4
    /// 5, given up at one or more targets.
    case failed = 5
    /// 6, JOBSTAT_ACTIVE_FAILED: failed somewhere, still trying.
    case retrying = 6

    /// The word the Administrator program shows (SDK; Q152229 for the spelling of Canceled).
    public var word: String {
        switch self {
        case .none: ""
        case .pending: "Pending"
        case .active: "Active"
        case .cancelled: "Canceled"
        case .complete: "Complete"
        case .failed: "Failed"
        case .retrying: "Retrying"
        }
    }

    /// The word in the overall column: Cancelling from the request to cancel until the job is final, which has no value of
    /// its own (Q186414).
    ///
    /// - Parameter cancel: The status in the column Cancel.
    /// - Returns: The word.
    public func overallWord(cancel: JobStatus) -> String {
        cancel == .none || isFinal ? word : Self.cancellingWord
    }

    /// What the overall column shows while a job is being cancelled (Q186414).
    public static var cancellingWord: String { "Cancelling" }

    /// Whether nothing more will happen.
    public var isFinal: Bool { self == .cancelled || self == .complete || self == .failed }
}

/// How a job names its workstations (WKSTAJOB_TGT values).
public enum JobTargetKind: Int, CaseIterable, Sendable {
    /// 1, a saved query.
    case query = 1
    /// 2, a machine group.
    case machineGroup = 2
    /// 3, a machine path.
    case machinePath = 3
}

/// Send phase (WKSTAJOB_SEND values).
public enum SendPhase: Int, CaseIterable, Sendable {
    /// 1, "only if not previously sent".
    case ifNotSent = 1
    /// 2, "even if previously sent": compress again.
    case always = 2
}

/// Distribute phase (WKSTAJOB_DIST bits).
public struct DistributePhase: OptionSet, Hashable, Sendable {
    /// The bits, 0 to 3.
    public let rawValue: Int
    /// Takes the bits as they are.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// 1, "Refresh Existing Distribution Servers".
    public static let existing = DistributePhase(rawValue: 1)
    /// 2, "Put On Specified Distribution Servers".
    public static let specified = DistributePhase(rawValue: 2)
}

/// Limit to sites (JOBTGT values).
public enum SiteLimit: Int, CaseIterable, Sendable {
    /// 0, no limit.
    case none = 0
    /// 1, a site group.
    case siteGroup = 1
    /// 2, one site.
    case site = 2
}

/// The 33 scalars of a Run Command On Workstation job (SDK sheapio_7roz, sample newjob), in API order, and the two that
/// only a Remove Package From Server job has.
///
/// A Share or Remove job has those of them that `JobType.scalars` lists; the others keep their defaults.
public struct Job: Equatable, Sendable {
    /// 1 Job ID.
    public var id: JobID
    /// 2 Job type.
    public var type: JobType
    /// 3 Job comment, at most 255 characters.
    public var comment: String
    /// 4 Activate time ("Start After"), judged by the SQL Server's clock.
    public var activateTime: LocalTime
    /// 5 Left icon; what the Administrator program shows, such as `Package`.
    public var leftIcon: String
    /// 6 Center icon, such as `Machinegroup`.
    public var centerIcon: String
    /// 7 Right icon, such as `Site`.
    public var rightIcon: String
    /// 8 Priority.
    public var priority: JobPriority
    /// 9 Repeat mode.
    public var repeatMode: RepeatMode
    /// 10 Cancel mode: true = setting it is the cancel command.
    public var cancelMode: Bool
    /// 11 Job status, overall.
    public var status: JobStatus
    /// 12 Sending status.
    public var sendingStatus: JobStatus
    /// 13 Working status.
    public var workingStatus: JobStatus
    /// 14 Cancel status.
    public var cancelStatus: JobStatus
    /// 15 Package ID.
    public var packageID: PackageID
    /// 16 Job target.
    public var target: JobTargetKind
    /// 17 Distribute phase.
    public var distributePhase: DistributePhase
    /// 18 Send phase.
    public var sendPhase: SendPhase
    /// 19 Limit to sites.
    public var limitToSites: SiteLimit
    /// 20 Include subsites.
    public var includeSubsites: Bool
    /// 21 Site limit name: site code or site group.
    public var siteLimitName: String
    /// 22 Distribution servers: a machine group; nil (NULL) = Default Servers.
    public var distributionServers: String?
    /// 23 WCL name; nil = no run.
    public var commandName: String?
    /// 24 Query ID.
    public var queryID: String
    /// 25 Machine group name.
    public var machineGroup: String
    /// 26 Machine path, `site|domain|computer`, each element whole or `*`.
    public var machinePath: String
    /// 27 Offer time ("Offer After"), judged by the client's clock.
    public var offerTime: LocalTime
    /// 28 Mandatory time ("Mandatory After"), judged by the client's clock.
    public var mandatoryTime: LocalTime
    /// 29 Use mandatory time.
    public var useMandatoryTime: Bool
    /// 30 Force over slow link: the box "Not Mandatory Over Slow Link" inverted; never honoured (Q154931).
    public var forceOverSlowLink: Bool
    /// 31 Expire time ("Expires After"), judged by the client's clock.
    public var expireTime: LocalTime
    /// 32 Use expire time.
    public var useExpireTime: Bool
    /// 33 Run workstation command.
    public var runWorkstationCommand: Bool
    /// Package type of a Remove job.
    public var removeType: RemovePackageType
    /// Job tasks of a Remove job.
    public var removeTask: RemoveTask

    /// Makes a Pending job with the documented defaults.
    ///
    /// Mandatory After is one week ahead (Q238315), Expires After offer + 24 weeks (derived from Q123499); both
    /// are off until asked for. Offer After is the moment of creation (inferred).
    public init(
        id: JobID, packageID: PackageID, created: LocalTime, target: JobTargetKind = .machinePath
    ) {
        self.id = id
        type = .workstationScript
        comment = ""
        activateTime = created
        leftIcon = "Package"
        centerIcon = "Machine"
        rightIcon = "Site"
        priority = .medium
        repeatMode = .never
        cancelMode = false
        status = .pending
        sendingStatus = .none
        workingStatus = .none
        cancelStatus = .none
        self.packageID = packageID
        self.target = target
        distributePhase = []
        sendPhase = .ifNotSent
        limitToSites = .none
        includeSubsites = false
        siteLimitName = ""
        distributionServers = nil
        commandName = nil
        queryID = ""
        machineGroup = ""
        machinePath = ""
        offerTime = created
        mandatoryTime = created.adding(days: 7)
        useMandatoryTime = false
        forceOverSlowLink = true
        expireTime = created.adding(days: 168)
        useExpireTime = false
        runWorkstationCommand = false
        removeType = .both
        removeTask = .all
    }
}

extension Job {
    /// The word in the overall column.
    public var statusWord: String { cancelMode ? status.overallWord(cancel: .pending) : status.word }
}

/// What a row of job details is about (Q221945, Q167007).
public enum JobDetailKind: Int, CaseIterable, Sendable {
    /// 1, the instruction reached a site.
    case siteArrival = 1
    /// 2, a distribution server holds the package.
    case server = 2
    /// 3, the distribute phase at a site is done.
    case completion = 3
    /// 4, a targeted workstation.
    case workstation = 4

    /// The words shown (Q167007, Q221945).
    public var word: String {
        switch self {
        case .siteArrival: "Site Arrival"
        case .server: "Server"
        case .completion: "Completion"
        case .workstation: "Workstation"
        }
    }
}
