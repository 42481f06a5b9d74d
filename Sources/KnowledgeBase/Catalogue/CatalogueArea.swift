/// What part of the product an entry of the catalogue is about.
public enum CatalogueArea: String, CaseIterable, Sendable {
    /// Activation, targets and the Scheduler.
    case scheduler
    /// Senders and outboxes.
    case sender
    /// The Despooler and distribution servers.
    case despooler
    /// Status of jobs.
    case status
    /// Package Command Manager and its service.
    case client
    /// Client instruction files.
    case instructionFiles = "instruction-files"
    /// Applications Manager, hierarchy and administration.
    case hierarchy
    /// Tools and the site database.
    case tools
    /// Program Group Control.
    case programGroups = "program-groups"

    /// The heading of its table.
    public var title: String {
        switch self {
        case .scheduler: "Activation and Scheduler"
        case .sender: "Senders"
        case .despooler: "Despooler and distribution servers"
        case .status: "Status"
        case .client: "Package Command Manager"
        case .instructionFiles: "Instruction files"
        case .hierarchy: "Applications Manager, hierarchy, administration"
        case .tools: "Tools and database"
        case .programGroups: "Program Group Control"
        }
    }
}
