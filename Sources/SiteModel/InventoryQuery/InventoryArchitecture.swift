/// What a query is about: machines, or one of the tables that can be queried directly.
public enum InventoryArchitecture: String, CaseIterable, Sendable {
    /// Machines; ArchitectureKey 5 (Q133253).
    case personalComputer = "Personal Computer"
    /// The rows of jobs (Q137679).
    case jobDetails = "JobDetails"
    /// The events (Q137679, Q169491).
    case events = "SMSEvents"
    /// Where packages lie (Q137679).
    case packageLocation = "PackageLocation"
    /// The groups of users of the domains (Q137679).
    case userGroups = "UserGroups"

    /// Whether its objects are rows and no machines: a job cannot target them, nor Group Not be used (Q137679).
    public var isDirect: Bool { self != .personalComputer }

    /// The architecture of a name, in any case.
    public init?(named name: String) {
        let wanted = name.lowercased()
        guard let found = Self.allCases.first(where: { $0.rawValue.lowercased() == wanted }) else {
            return nil
        }
        self = found
    }

    /// Its groups, in the order of their keys.
    public var groups: [InventoryGroup] {
        switch self {
        case .personalComputer: InventoryCatalogue.personalComputer
        case .jobDetails: [InventoryCatalogue.jobDetails]
        case .events: [InventoryCatalogue.events]
        case .packageLocation: [InventoryCatalogue.packageLocation]
        case .userGroups: [InventoryCatalogue.userGroups]
        }
    }

    /// The place of a group by name, in any case.
    public func place(of group: String) -> Int? {
        let wanted = group.lowercased()
        return groups.firstIndex { $0.name.lowercased() == wanted }
    }
}
