/// What a component can be told: a timer that ran out, work that ended, a file that appeared.
public enum SignalKind: UInt8, CaseIterable, Sendable {
    /// The Scheduler's poll.
    case schedulerPoll = 1
    /// The lists of a job were built: `a` job.
    case listsBuilt
    /// A package's source was looked at: `a` job, `b` package.
    case sourceInspected
    /// Compressing a package ended: `a` job.
    case compressionEnded
    /// The Sender's poll; also given when a send request appears in the outbox.
    case senderPoll
    /// A send request was sent: `a` request.
    case sendEnded
    /// The Despooler's poll.
    case despoolerPoll
    /// A step of the instruction that the Despooler executes ended.
    case despoolerStepEnded
    /// Maintenance Manager's poll.
    case maintenancePoll
    /// A file lies in the Data Loader's box.
    case dataLoaderArrival
    /// The Data Loader worked off what it had taken.
    case dataLoaderEnded
    /// Site Reporter's poll.
    case siteReporterPoll
    /// A client's Package Command Manager polls: `a` client.
    case pcmPoll
    /// A time in an offer was reached: `a` client.
    case pcmEvaluate
    /// The countdown before a mandatory command ran out: `a` client, `b` detail.
    case pcmCountdownEnded
    /// A command ended: `a` client, `b` detail.
    case pcmRunEnded
    /// A user runs an offer: `a` client, `b` detail.
    case pcmUserRuns
    /// Instruction files of a job were copied to logon servers: `a` job.
    case offersPublished
    /// Instruction records of a job were taken away: `a` job.
    case offersStripped
    /// A Sender cannot connect: `a` request, `b` Sender and generation.
    case connectFailed
    /// A Sender tries a request again: `a` request, `b` Sender and generation.
    case senderRetry
    /// A neighbour can be reached again or not any more: `a` its number, `b` the Sender.
    case linkChanged
    /// Applications Manager's poll.
    case applicationsPoll
    /// A fault of the lab begins or ends: `a` its number, `b` 1 down, 0 back.
    case faultChanged
    /// What a Sender writes does not fit any more: `a` request, `b` Sender and generation.
    case writeFailed

    /// Hierarchy Manager's poll; `b` 1: an extra one after a restart.
    case hierarchyPoll = 40
    /// A control file lies in SITECFG.BOX for Site Configuration Manager.
    case siteConfigurationArrival = 41
    /// Site Configuration Manager's watchdog: `a` the timer, `b` 0, or the code of SENDCODE that asks for it.
    case siteConfigurationWatchdog = 42
    /// The bootstrap has installed a secondary site.
    case bootstrapEnded = 43
    /// Site Configuration Manager starts the Executive again: `a` how often it had ended.
    case executiveRestart = 44
    /// The Alerter looks at an alert: `a` its place.
    case alerterPoll = 45
}

extension SignalKind {
    /// Whether it ends a task that a thread of the Executive had in hand: the task is gone when the Executive is.
    public var endsTask: Bool {
        switch self {
        case .listsBuilt, .compressionEnded, .despoolerStepEnded, .dataLoaderEnded: true
        default: false
        }
    }
}

/// A signal: what happened, at which site, about what.
@frozen
public struct Signal: Equatable, Sendable {
    /// What happened.
    public var kind: SignalKind
    /// The site by its number in the lab.
    public var site: UInt16
    /// What it is about; see `SignalKind`.
    public var a: UInt32
    /// What it is about besides.
    public var b: UInt32

    /// Makes a signal.
    @inlinable
    public init(_ kind: SignalKind, site: UInt16, _ a: UInt32 = 0, _ b: UInt32 = 0) {
        self.kind = kind
        self.site = site
        self.a = a
        self.b = b
    }

    /// Among signals of one instant, the lower comes first: ends of work, then polls in the pipeline's order, then
    /// clients.
    @inlinable public var priority: UInt64 {
        switch kind {
        case .listsBuilt, .sourceInspected, .compressionEnded, .sendEnded, .despoolerStepEnded,
            .dataLoaderArrival,
            .dataLoaderEnded, .offersPublished, .offersStripped, .connectFailed, .senderRetry, .linkChanged,
            .faultChanged, .writeFailed, .siteConfigurationArrival, .bootstrapEnded:
            1
        case .schedulerPoll: 2
        case .senderPoll: 3
        case .despoolerPoll: 4
        case .maintenancePoll: 5
        case .siteReporterPoll, .applicationsPoll, .hierarchyPoll, .siteConfigurationWatchdog,
            .executiveRestart, .alerterPoll:
            6
        case .pcmRunEnded, .pcmCountdownEnded: 7
        case .pcmUserRuns: 8
        case .pcmEvaluate: 9
        case .pcmPoll: 10
        }
    }
}
