public import SiteModel

/// What SMS Service Manager shows: the Executive, and the components that run as its threads (RG S3CD3, Q138347).
public enum ServiceName: String, CaseIterable, Sendable {
    /// SMS_EXECUTIVE with all its threads.
    case executive = "SMS_EXECUTIVE"
    /// The Scheduler.
    case scheduler = "SMS_SCHEDULER"
    /// Every Sender of the site.
    case senders = "SMS_SENDERS"
    /// The Despooler.
    case despooler = "SMS_DESPOOLER"
    /// Maintenance Manager.
    case maintenanceManager = "SMS_MAINTENANCE_MANAGER"
    /// The Inventory Data Loader.
    case dataLoader = "SMS_INVENTORY_DATA_LOADER"
    /// Site Reporter.
    case siteReporter = "SMS_SITE_REPORTER"
    /// Applications Manager.
    case applicationsManager = "SMS_APPLICATIONS_MANAGER"
    /// The Alerter.
    case alerter = "SMS_ALERTER"
    /// Hierarchy Manager, a service of its own (Q138347).
    case hierarchyManager = "SMS_HIERARCHY_MANAGER"
    /// Site Configuration Manager, a service of its own.
    case siteConfigurationManager = "SMS_SITE_CONFIG_MANAGER"

    /// The service that a component which can be moved belongs to.
    public init(_ component: MovableService) {
        self = ServiceName(rawValue: component.rawValue) ?? .senders
    }

    /// Whether it is a Windows NT service; the others are threads of the Executive (Q138347, Q126283, Q151648).
    public var isService: Bool {
        self == .executive || self == .hierarchyManager || self == .siteConfigurationManager
    }

    /// The threads that it stands for.
    public var threads: [ServiceName] {
        self == .executive ? Self.allCases.filter { !$0.isService } : [self]
    }

    /// The codes of SENDCODE that it knows (Q168682).
    ///
    /// 128 to 130: memory tracking; 132: net pause; 192 to 196: the watchdog; 234: shut down; 255: deinstall.
    public var sendCodes: [Int] {
        switch self {
        case .siteConfigurationManager: [128, 129, 130, 132, 192, 193, 194, 195, 196, 234, 255]
        case .executive, .hierarchyManager: [128, 129, 130, 132]
        default: [132]
        }
    }

    /// Where code 130 dumps what memory it tracked, in the root of the SMS drive (Q168682).
    public var memoryDumps: [String] {
        switch self {
        case .executive: ["Alerter.mem", "Appmgr.mem", "Sched.mem", "Smsexec.mem"]
        case .hierarchyManager: ["Hman.mem"]
        case .siteConfigurationManager: ["Scmanmem.log"]
        default: []
        }
    }
}

/// What can be done with a service.
public enum ServiceAction: String, CaseIterable, Sendable {
    /// It ends the task at hand and takes no new one.
    case pause
    /// It goes on.
    case resume = "continue"
    /// It is stopped and started: what it keeps in memory is gone.
    case restart
    /// It ends the task at hand and is not there until it is started.
    case stop
    /// A stopped service is there again, and looks for work at once.
    case start
}
