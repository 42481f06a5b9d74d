public import SiteModel

/// The components of a site by the names their logs and events carry.
public enum Component: UInt8, CaseIterable, Sendable {
    /// SMS_SCHEDULER.
    case scheduler = 1
    /// SMS_LAN_SENDER.
    case lanSender
    /// SMS_DESPOOLER.
    case despooler
    /// SMS_MAINTENANCE_MANAGER.
    case maintenanceManager
    /// SMS_INVENTORY_DATA_LOADER.
    case dataLoader
    /// SMS_SITE_REPORTER.
    case siteReporter
    /// Package Command Manager, at a client.
    case packageCommandManager
    /// The Administrator program.
    case administrator
    /// SMS_ASYNC_RAS_SENDER.
    case rasAsyncSender
    /// SMS_ISDN_RAS_SENDER.
    case rasISDNSender
    /// SMS_X25_RAS_SENDER.
    case rasX25Sender
    /// SMS_SNA_BATCH_SENDER.
    case snaBatchSender
    /// SMS_SNA_INTERACTIVE_SENDER.
    case snaInteractiveSender
    /// SMS_APPLICATIONS_MANAGER.
    case applicationsManager
    /// SMS_EXECUTIVE, of which the others are threads.
    case executive
    /// SMS_HIERARCHY_MANAGER.
    case hierarchyManager
    /// SMS_SITE_CONFIG_MANAGER.
    case siteConfigurationManager
    /// SMS_ALERTER.
    case alerter

    /// The component that a kind of Sender is.
    public init(_ sender: SenderKind) {
        self =
            switch sender {
            case .lan: .lanSender
            case .rasAsync: .rasAsyncSender
            case .rasISDN: .rasISDNSender
            case .rasX25: .rasX25Sender
            case .snaBatch: .snaBatchSender
            case .snaInteractive: .snaInteractiveSender
            }
    }

    /// The name in logs and events.
    public var name: String {
        switch self {
        case .scheduler: "SMS_SCHEDULER"
        case .lanSender: "SMS_LAN_SENDER"
        case .despooler: "SMS_DESPOOLER"
        case .maintenanceManager: "SMS_MAINTENANCE_MANAGER"
        case .dataLoader: "SMS_INVENTORY_DATA_LOADER"
        case .siteReporter: "SMS_SITE_REPORTER"
        case .packageCommandManager: "Package Command Manager"
        case .administrator: "SMS_USER_INTERFACE"
        case .rasAsyncSender: "SMS_ASYNC_RAS_SENDER"
        case .rasISDNSender: "SMS_ISDN_RAS_SENDER"
        case .rasX25Sender: "SMS_X25_RAS_SENDER"
        case .snaBatchSender: "SMS_SNA_BATCH_SENDER"
        case .snaInteractiveSender: "SMS_SNA_INTERACTIVE_SENDER"
        case .applicationsManager: "SMS_APPLICATIONS_MANAGER"
        case .executive: "SMS_EXECUTIVE"
        case .hierarchyManager: "SMS_HIERARCHY_MANAGER"
        case .siteConfigurationManager: "SMS_SITE_CONFIG_MANAGER"
        case .alerter: "SMS_ALERTER"
        }
    }

    /// The log file below `LOGS`, or in the root of the SMS drive for Site Configuration Manager (Q122055, Q125452,
    /// Q130906); nil for components that log at a client or not at all.
    public var logFile: String? {
        switch self {
        case .scheduler: "SCHED.LOG"
        case .lanSender: "LANSEND.LOG"
        case .despooler: "DESPOOL.LOG"
        case .maintenanceManager: "MAINTMAN.LOG"
        case .dataLoader: "DATALODR.LOG"
        case .siteReporter: "SITEREP.LOG"
        case .packageCommandManager, .administrator: nil
        case .rasAsyncSender: "RASASYNC.LOG"
        case .rasISDNSender: "RASISDN.LOG"
        case .rasX25Sender: "RASX25.LOG"
        case .snaBatchSender: "SNABATCH.LOG"
        case .snaInteractiveSender: "SNAINTER.LOG"
        case .applicationsManager: "APPMAN.LOG"
        case .executive: "SMSEXEC.LOG"
        case .hierarchyManager: "HMAN.LOG"
        case .siteConfigurationManager: "SCMAN.LOG"
        case .alerter: "ALERTER.LOG"
        }
    }

    /// The thread number printed in its log lines, hexadecimal there; made up, but always the same.
    public var thread: Int { 0xA0 + Int(rawValue) * 7 }
}

/// Everything that can be noted in the trace.
///
/// The numbers are part of the stored format and never change. What `a`, `b` and `value` hold stands behind each.
public enum TraceCode: UInt8, CaseIterable, Sendable {
    /// The Scheduler polled and changed nothing by that alone.
    case schedulerPolled = 1
    /// A job became due: a job.
    case jobActivated = 2
    /// Target and server lists were frozen: a job, value targets.
    case listsFrozen = 3
    /// A package's source was looked at: a package, b job, value Win32 error or 0.
    case sourceInspected = 4
    /// Compressing began: a package, b job, value source bytes.
    case compressionStarted = 5
    /// Compressing ended: a package, b job, value declared bytes of the compressed file.
    case compressionEnded = 6
    /// Compressing failed: a package, b job, value Win32 error.
    case compressionFailed = 7
    /// The compressed package is used as it is: a package, b job.
    case compressionSkipped = 8
    /// An instruction file was written: a job, b destination site.
    case instructionWritten = 9
    /// A send request was put into the outbox: a job, b request (`TraceReference.request`).
    case requestQueued = 10
    /// No address to a site: a job, b destination site.
    case noAddress = 11
    /// A job's statuses changed: a job, b packed statuses, value the packed statuses before.
    case jobStatusChanged = 12
    /// A job made its successor: a job, b new job.
    case jobRepeated = 13
    /// A job was cancelled at a site: a job.
    case jobCancelled = 14
    /// A system job's request was queued: a the counter of its identifier, b destination site, value its kind.
    case systemJobQueued = 15
    /// A request that a Sender gave back was put into an outbox again: a job, b request.
    case requestRescheduled = 16
    /// A request was given up: a job, b request, value how often a Sender connected.
    case requestAbandoned = 17
    /// The Scheduler cannot go on with something: a job or 0, b request or 0, value what (`SchedulerNote`).
    case schedulerNoted = 18

    /// The Sender looked for requests: b its kind, value used capacity.
    case senderPolled = 20
    /// Sending began: a request with its Sender (`TraceReference.sending`), b job, value bytes.
    case sendStarted = 21
    /// Sending ended: a as in sendStarted, b job, value bytes.
    case sendEnded = 22
    /// A try failed: a as in sendStarted, b job, value which try it was.
    case sendFailed = 23
    /// A request went back to the Scheduler: a as in sendStarted, b job, value when it may be tried again.
    case sendGivenBack = 24
    /// A transfer was suspended for a High one: a as in sendStarted, b job, value bytes left.
    case sendSuspended = 25
    /// A Sender found something wrong: a as in sendStarted, b job, value what (`SenderNote`).
    case senderNoted = 26

    /// The Despooler waits for a ready instruction.
    case despoolerWaiting = 30
    /// A job's instruction is executed: a job, b its file (`TraceReference.arrived` or `numbered`), value retry number.
    case instructionStarted = 31
    /// The compressed package was stored: a package, value bytes.
    case packageStored = 32
    /// Decompression began: a package, b drive letter, value bytes.
    case decompressionStarted = 33
    /// Files are on a distribution server: a package, b server, value bytes.
    case packageCopied = 34
    /// A distribution server could not be served: a package, b server, value event number.
    case copyFailed = 35
    /// An instruction ended: a job, value failed servers.
    case instructionEnded = 36
    /// A retry was scheduled: a job, b retry number and its file's running number times 256, value not-before instant.
    case retryScheduled = 37
    /// Client instructions were written: a job, value clients.
    case offersWritten = 38
    /// A client status was executed: a job, b machine, value outcome, the Despooler's error code times 256,
    /// and one more than the running number of its file times 16,777,216.
    case statusExecuted = 39
    /// Client instructions were stripped: a job, value clients.
    case offersStripped = 40
    /// A server was left as it is: a package, b server.
    case serverSkipped = 41
    /// The instruction of a system job was executed: a its kind, b the site it came from, value what it held.
    case miniJobExecuted = 42
    /// An instruction for another site was handed on: a job, b destination site.
    case instructionForwarded = 43
    /// A package was taken off a distribution server: a package, b server, value bytes.
    case packageRemoved = 44
    /// A package could not be taken off a distribution server: a package, b server, value event number.
    case removeFailed = 45
    /// A package was taken out of STORE: a package, value bytes.
    case storedRemoved = 46
    /// Users of a package's open files on a server were warned: a package, b server, value when they are closed.
    case usersWarned = 47
    /// Files that were open on a server were closed: a package, b server.
    case filesClosed = 48
    /// An instruction could not be opened: a job or 0, b its file, value Win32 error.
    case instructionHeld = 49

    /// Maintenance Manager polled.
    case maintenancePolled = 50
    /// Instruction files were copied to a logon server: a job, b server, value clients.
    case instructionsCopied = 51
    /// Client statuses were collected: value how many.
    case statusesCollected = 52
    /// A package location was reported: a package, b server.
    case locationReported = 53
    /// A logon server could not be reached: b server.
    case logonServerUnreachable = 54

    /// The Data Loader took files: a their type, value how many.
    case dataLoaderTook = 60
    /// A job detail was updated: a job, b machine, value status.
    case detailUpdated = 61
    /// The Data Loader found nothing more.
    case dataLoaderIdle = 62
    /// MIFs of components and of sites below were loaded: a their type, value how many.
    case reportsLoaded = 63
    /// A MIF could not be loaded: a its type, b its number, value which try it was.
    case mifFailed = 64
    /// A MIF went to BADMIFS: a its type, b its number.
    case mifDiscarded = 65
    /// The Data Loader lost the SQL database.
    case sqlLost = 66
    /// A thread of the Data Loader ended, as no file of its type is left: a the type.
    case loaderThreadEnded = 67

    /// Site Reporter polled: value files removed, there being no parent.
    case siteReporterPolled = 70
    /// What waited for the parent was bundled: b the parent, value how much it was.
    case reportsBundled = 71
    /// Applications Manager looked for changes.
    case applicationsPolled = 75
    /// The servers of a package's program items changed: a package.
    case serverListChanged = 74
    /// A definition was sent to the sites below: a package.
    case definitionSent = 76
    /// A package that is on servers is not in the database any more: a package.
    case packageDisappeared = 77
    /// Program groups were sent to the sites below: value how many.
    case groupsSent = 73
    /// Program items of a package were set in the network application database: a package, value how many.
    case programItemsSet = 78
    /// A program item could not be set: a package, value the error (10: its title is too long).
    case programItemRefused = 79

    /// Package Command Manager polled and found nothing new: a client.
    case pcmPolled = 80
    /// It found new packages: a client, value how many.
    case pcmFound = 81
    /// An offer shows: a client, b job.
    case pcmOffered = 82
    /// A countdown began: a client, b job.
    case pcmCountdown = 83
    /// A command began: a client, b job, value server.
    case pcmStarted = 84
    /// A command ended: a client, b job, value exit code.
    case pcmFinished = 85
    /// Status was left at the logon server: a client, b job, value outcome.
    case pcmReported = 86
    /// An offer expired: a client, b job.
    case pcmExpired = 87
    /// A user put an offer aside: a client, b job.
    case pcmArchived = 88
    /// A restart ended a command unrecorded: a client, b job.
    case pcmRestarted = 89
    /// No server could be used: a client, b job.
    case pcmNoServer = 90
    /// An offer was withdrawn: a client, b job.
    case pcmWithdrawn = 91
    /// A user logged on or off, or the computer went on or off: a client, value new state.
    case clientStateChanged = 92
    /// An offer was passed over, being for the service only: a client, b job.
    case pcmServiceOnly = 93

    /// What is no step of an offer: a client, b job or 0, value a note with what it tells of (`PCMNote`).
    case pcmNoted = 94

    /// An event was raised: a job or 0, value event number.
    case eventRaised = 100
    /// An administrator's command took effect: a command kind, b subject.
    case commandPerformed = 101
    /// An access violation ended the Executive: a job or 0, b the component that met it.
    case executiveEnded = 102
    /// A stopped service was started: b its place in `ServiceName.allCases`.
    case serviceStarted = 103
    /// The Despooler writes something to its log besides its steps: a job, b what it is about, value what
    /// (`DespoolerNote`).
    case despoolerNoted = 104

    /// Hierarchy Manager went through a cycle: value milliseconds until the next.
    case hierarchyCycled = 110
    /// It made a control file of a proposal: b the site, value the file's type.
    case controlFileWritten = 111
    /// It found the image in the database newer than the proposal: b the site.
    case controlImageReused = 112
    /// It took a control file into the database: b the site, value the file's type.
    case controlFileLoaded = 113
    /// It found an image larger than the limit: b the site, value bytes.
    case controlImageTooLarge = 114
    /// It began a phase of a site's installation, deletion or upgrade: b the site, value the phase.
    case sitePhaseBegun = 115
    /// Site Configuration Manager went through its stages: value what for.
    case watchdogRan = 116
    /// It took a control file: b the site, value the file's type.
    case controlFileAccepted = 117
    /// A pass saw a change of outboxes: value which pass it was.
    case outboxPassed = 118
    /// It wrote what the site is: b the site that is told.
    case controlFileReported = 119
    /// A site was installed or deinstalled: value 1 or 0.
    case siteInstalled = 120
    /// A service was sent a code: b the service, value the code.
    case codeReceived = 121

    /// A pass of Site Configuration Manager did or found something: b what it is about, value what (`ConfigurationNote`).
    case configurationNoted = 122

    /// The Alerter ran the query of an alert: b its place, value how much was found, -1: it cannot be run.
    case alertChecked = 124
    /// An alert's condition came to hold: b its place, value how much was found.
    case alertRaised = 125

    /// Whether something changed; what did not is counted and re-derived at level `changes`.
    @inlinable public var isChange: Bool {
        switch self {
        case .schedulerPolled, .senderPolled, .despoolerWaiting, .maintenancePolled, .dataLoaderIdle,
            .siteReporterPolled, .pcmPolled, .applicationsPolled, .hierarchyCycled,
            .alertChecked:
            false
        default: true
        }
    }

    /// Who says so.
    public var component: Component {
        switch rawValue {
        case 1..<20: .scheduler
        case 20..<30: .lanSender
        case 30..<50: .despooler
        case 50..<60: .maintenanceManager
        case 60..<70: .dataLoader
        case 70..<73: .siteReporter
        case 73..<80: .applicationsManager
        case 80..<100: .packageCommandManager
        case 102, 103: .executive
        case 104: .despooler
        case 110..<116: .hierarchyManager
        case 116..<124: .siteConfigurationManager
        case 124..<128: .alerter
        default: .administrator
        }
    }

    /// Whether `a` is a package's number and no job stands beside it.
    public var isAboutPackage: Bool {
        switch self {
        case .packageStored, .decompressionStarted, .packageCopied, .copyFailed, .serverSkipped,
            .locationReported, .definitionSent, .packageDisappeared, .programItemsSet, .programItemRefused,
            .serverListChanged,
            .packageRemoved,
            .removeFailed, .storedRemoved, .usersWarned,
            .filesClosed:
            true
        default: false
        }
    }

    /// Whether `a` is a job's number.
    public var aIsJob: Bool {
        switch self {
        case .jobActivated, .listsFrozen, .instructionWritten, .requestQueued, .noAddress, .jobStatusChanged,
            .jobRepeated,
            .jobCancelled, .instructionStarted, .instructionEnded, .retryScheduled, .offersWritten,
            .statusExecuted, .systemJobQueued, .requestRescheduled, .requestAbandoned, .instructionForwarded,
            .offersStripped, .instructionsCopied, .detailUpdated, .eventRaised, .executiveEnded,
            .schedulerNoted, .instructionHeld, .despoolerNoted:
            true
        default: false
        }
    }

    /// Whether `b` is a job's number.
    public var bIsJob: Bool {
        switch self {
        case .sourceInspected, .compressionStarted, .compressionEnded, .compressionFailed,
            .compressionSkipped,
            .sendStarted, .sendEnded, .sendFailed, .sendGivenBack, .sendSuspended, .senderNoted, .pcmOffered,
            .pcmCountdown,
            .pcmStarted, .pcmFinished, .pcmReported,
            .pcmExpired, .pcmArchived, .pcmRestarted, .pcmNoServer, .pcmWithdrawn, .pcmServiceOnly,
            .pcmNoted:
            true
        default: false
        }
    }
}

/// One entry of the trace: the unit of proof.
@frozen
public struct TraceRecord: Equatable, Sendable {
    /// When, in milliseconds since 1970.
    public var instant: Int64
    /// What.
    public var code: TraceCode
    /// At which site, by its number in the lab.
    public var site: UInt16
    /// About what.
    ///
    /// See `TraceCode`; jobs and packages by the counter of their identifier, machines by dwMachineID.
    public var a: UInt32
    /// About what besides.
    public var b: UInt32
    /// A number.
    public var value: Int64

    /// Who says so; a Sender's entries tell which of them it is.
    public var component: Component {
        guard code.component == .lanSender else { return code.component }
        let kind = code == .senderPolled ? b : a >> 28
        return Component(SenderKind(rawValue: Int(kind)) ?? .lan)
    }

    /// Makes an entry.
    @inlinable
    public init(instant: Int64, code: TraceCode, site: UInt16, a: UInt32, b: UInt32, value: Int64) {
        self.instant = instant
        self.code = code
        self.site = site
        self.a = a
        self.b = b
        self.value = value
    }
}
