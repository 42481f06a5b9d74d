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

    /// The threads that it stands for.
    public var threads: [ServiceName] {
        self == .executive ? Self.allCases.filter { $0 != .executive } : [self]
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
