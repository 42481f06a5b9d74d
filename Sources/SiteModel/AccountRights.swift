/// What the Administrator program guards with rights (Q191336).
public enum SecurityObject: String, CaseIterable, Sendable {
    /// Alerts.
    case alerts
    /// Architectures.
    case architectures
    /// Diagnostics.
    case diagnostics
    /// Events.
    case events
    /// Helpdesk.
    case helpdesk
    /// Jobs.
    case jobs
    /// Machine Groups.
    case machineGroups = "machine-groups"
    /// Network Monitor.
    case networkMonitor = "network-monitor"
    /// Packages.
    case packages
    /// Program Groups.
    case programGroups = "program-groups"
    /// Queries.
    case queries
    /// Site Groups.
    case siteGroups = "site-groups"
    /// Sites.
    case sites
    /// SNMP Traps.
    case snmpTraps = "snmp-traps"

    /// What the Administrator program calls it.
    public var displayName: String {
        switch self {
        case .alerts: "Alerts"
        case .architectures: "Architectures"
        case .diagnostics: "Diagnostics"
        case .events: "Events"
        case .helpdesk: "Helpdesk"
        case .jobs: "Jobs"
        case .machineGroups: "Machine Groups"
        case .networkMonitor: "Network Monitor"
        case .packages: "Packages"
        case .programGroups: "Program Groups"
        case .queries: "Queries"
        case .siteGroups: "Site Groups"
        case .sites: "Sites"
        case .snmpTraps: "SNMP Traps"
        }
    }
}

/// How far a right goes (Q191336).
public enum SecurityRight: String, CaseIterable, Sendable {
    /// No Access.
    case none
    /// View.
    case view
    /// Full.
    case full
}

/// What an account may do in the Administrator program; an account without an entry may do everything.
public struct AccountRights: Equatable, Sendable {
    /// The account.
    public var account: String
    /// Its rights; Full where nothing is said.
    public var rights: [SecurityObject: SecurityRight]

    /// Makes the rights of an account.
    public init(account: String, rights: [SecurityObject: SecurityRight] = [:]) {
        self.account = account
        self.rights = rights
    }

    /// Whether it may change things of a kind.
    public func mayChange(_ object: SecurityObject) -> Bool { (rights[object] ?? .full) == .full }
}
