/// What a system job is for (SDK sheapio_5gc3, _55rn, _3fw2): who makes it, with which priority.
public enum SystemJobKind: Int, CaseIterable, Sendable {
    /// 1, resynchronise a client.
    case resynchronise = 1
    /// 2, Applications Manager's definitions of packages and program groups, or inventory rules.
    case applications = 2
    /// 3, install a secondary site ahead of its site control file.
    case sitePreinstall = 3
    /// 4, install a secondary site.
    case siteInstall = 4
    /// 5, a site control file for a site below.
    case siteControl = 5
    /// 6, deinstall a secondary site.
    case siteDeinstall = 6
    /// 7, Site Configuration Manager's site control file for the parent.
    case siteControlToParent = 7
    /// 8, Site Reporter's status and inventory.
    case siteReport = 8
    /// 9, Site Reporter's bundle that carries events.
    case siteReportWithEvents = 9
    /// 10, the Data Loader's MIF that deletes a client which moved to another site (Q167777).
    case deleteMachine = 10

    /// The priority (SDK).
    public var priority: JobPriority {
        switch self {
        case .resynchronise, .applications, .siteReportWithEvents, .deleteMachine: .medium
        case .sitePreinstall, .siteInstall, .siteControl, .siteDeinstall, .siteControlToParent: .high
        case .siteReport: .low
        }
    }

    /// The API's type.
    public var type: JobType {
        switch self {
        case .resynchronise, .siteReport, .siteReportWithEvents, .deleteMachine: .miniJob
        case .sitePreinstall, .siteInstall, .siteControl, .siteDeinstall, .siteControlToParent: .siteJob
        case .applications: .nadTransfer
        }
    }

    /// The instruction type that the Despooler's log shows (Q153246, Q186408).
    public var instructionType: String {
        switch self {
        case .siteControl, .siteControlToParent, .sitePreinstall, .siteInstall, .siteDeinstall:
            "MICROSOFT|SMS|MINIJOBINSTRUCTION|CONFIG"
        case .applications: "MICROSOFT|SMS|MINIJOBINSTRUCTION|APPLICATION"
        case .resynchronise, .siteReport, .siteReportWithEvents, .deleteMachine:
            "MICROSOFT|SMS|MINIJOBINSTRUCTION|INVENTORY"
        }
    }

    /// The comment that tells its purpose, in our words.
    public func comment(_ site: SiteCode) -> String {
        switch self {
        case .resynchronise: "Resynchronise a client's inventory"
        case .applications: "Applications Manager: package and program group definitions"
        case .sitePreinstall: "Preinstall site \(site)"
        case .siteInstall: "Install site \(site)"
        case .siteControl: "Site control file for site \(site)"
        case .siteDeinstall: "Deinstall site \(site)"
        case .siteControlToParent: "Site control file to the parent"
        case .siteReport: "Site Reporter: status and inventory"
        case .siteReportWithEvents: "Site Reporter: status and inventory, with error events"
        case .deleteMachine: "Delete a client that moved to another site"
        }
    }
}
