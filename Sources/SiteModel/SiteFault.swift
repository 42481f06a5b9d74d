/// What can be wrong with a site besides machines and links: its SQL Server, its accounts, its Senders.
///
/// A lab file's `faults` and `sms12 fault site` name these; what comes of one is the components' matter, and differs from
/// release to release.
public enum SiteFault: String, CaseIterable, Sendable {
    /// The transaction log of the site database is full (Q183236).
    case sqlLogFull = "sql-log-full"
    /// The language of the SQL login that SMS uses is not `us_english` (Q132248).
    case sqlLanguage = "sql-language"
    /// An upgrade of SQL Server took the stored procedures of SMS along (Q149178, Q140681).
    case sqlProcedures = "sql-procedures"
    /// The database holds a second Identification group, from an IDMIF of somebody's own (Q189530).
    case secondIdentification = "second-identification"
    /// The account of the site's address to itself has no rights on SMS_SITE (Q179118).
    case selfRights = "self-rights"
    /// The password of the service account in Site Properties is not the one that Windows NT knows (Q168510).
    case servicePassword = "service-password"
    /// The service account has the name of the parent site's, another password, and the domains trust nobody (Q163747).
    case parentAccount = "parent-account"
    /// The service account is locked out (Q163747).
    case accountLocked = "account-locked"
    /// The counter of job identifiers stands near its end (Q185901).
    case jobIdentifiers = "job-identifiers"
    /// The outbox of the LAN Sender was moved or renamed (Q126229).
    case outboxMoved = "outbox-moved"
    /// An installation on another server that failed left a second LAN Sender behind (Q138243).
    case secondSender = "second-sender"

    /// Whether it is a fault of the site database, which secondary sites have not (Q133111).
    public var isOfDatabase: Bool {
        switch self {
        case .sqlLogFull, .sqlLanguage, .sqlProcedures, .secondIdentification: true
        case .selfRights, .servicePassword, .parentAccount, .accountLocked, .jobIdentifiers, .outboxMoved,
            .secondSender:
            false
        }
    }

    /// What it is, as a sentence about a site; without the full stop.
    public var sentence: String {
        switch self {
        case .sqlLogFull: "the transaction log of its database is full"
        case .sqlLanguage: "the language of its SQL login is not us_english"
        case .sqlProcedures: "its stored procedures went with an upgrade of SQL Server"
        case .secondIdentification: "its database holds a second Identification group"
        case .selfRights: "the account of its address to itself has no rights on SMS_SITE"
        case .servicePassword: "the password of its service account is not the one of Windows NT"
        case .parentAccount: "its service account has the name of the parent's, with another password"
        case .accountLocked: "its service account is locked out"
        case .jobIdentifiers: "its job identifiers are used up but for a few"
        case .outboxMoved: "the outbox of its LAN Sender was moved"
        case .secondSender: "a failed installation left a second LAN Sender"
        }
    }
}
