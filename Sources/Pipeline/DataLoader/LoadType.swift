/// What the Data Loader keeps apart, a thread each: up to 1,000 files of a type at a time (RG S3D2B, Q169491).
///
/// From 1.2 on the extension of a file tells its type; before there was one extension and one thread (Q186396).
public enum LoadType: UInt8, CaseIterable, Sendable {
    /// Job status: what clients of this site and of sites below did.
    case jobStatus = 0
    /// Events, and the statuses of commands that failed, which travel as events (Q169491).
    case events
    /// User groups.
    case userGroups
    /// Where packages lie.
    case packageLocations
    /// Anything else: inventory.
    case other

    /// The extension in DELTAMIF.COL (RG S3D2B, Q176517).
    public var fileExtension: String {
        switch self {
        case .jobStatus: "JMF"
        case .events: "EMF"
        case .userGroups: "UMF"
        case .packageLocations: "PMF"
        case .other: "MIF"
        }
    }

    /// What a log calls such files.
    public var word: String {
        switch self {
        case .jobStatus: "job status"
        case .events: "event"
        case .userGroups: "user group"
        case .packageLocations: "package location"
        case .other: "machine"
        }
    }

    /// The order in which threads are started: as the Resource Guide lists the types.
    static let inOrder: [LoadType] = [.events, .jobStatus, .userGroups, .packageLocations, .other]
}
