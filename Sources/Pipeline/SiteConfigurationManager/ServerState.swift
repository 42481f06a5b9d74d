/// How far the site's components are installed on a logon server (Q130906).
public enum ServerState: UInt8, CaseIterable, Sendable {
    /// They are there.
    case active = 0
    /// The next pass of Site Configuration Manager installs them.
    case pendingInstall
    /// The next pass takes them away, and the server with them.
    case pendingUninstall

    /// The words of Q130906.
    public var word: String {
        switch self {
        case .active: "active"
        case .pendingInstall: "pending-install"
        case .pendingUninstall: "pending-uninstall"
        }
    }
}

/// What a pass of Site Configuration Manager did or found besides control files; the trace keeps the number.
public enum ConfigurationNote: Int64, CaseIterable, Sendable {
    /// A server of a domain was detected and is to be a logon server: a server.
    case serverDetected = 1
    /// Components were installed: a server.
    case serverInstalled = 2
    /// Components were taken away: a server.
    case serverRemoved = 3
    /// A server did not answer (event 221): a server.
    case serverSilent = 4
    /// Logon scripts were configured: the site.
    case scriptsConfigured = 5
    /// Logon scripts were asked for, and are not configured automatically or not for all detected servers (Q168682): the
    /// site.
    case scriptsNotWanted = 6
    /// The MIF of the user groups was written: the site.
    case groupsReported = 7
    /// A control file was refused: it leaves out a domain that a server or a client is in.
    case refusedDomain = 8
    /// A control file was refused: it has no domain, or one twice.
    case refusedDomains = 9
    /// A helper server did not answer, and what ran there runs on the site server from now on (event 215): a server.
    case helperLost = 10

    /// What is wrong with a control file that was refused.
    public var refusal: String? {
        switch self {
        case .refusedDomain: "it leaves out a domain that a server or a client is in"
        case .refusedDomains: "it has no domain, or one twice"
        default: nil
        }
    }
}

/// A control file that Site Configuration Manager did not take.
public struct RefusedControlFile: Equatable, Sendable {
    /// The file, which lies renamed in SITECFG.BOX (event 211).
    public var file: SiteControlFile
    /// Why.
    public var note: ConfigurationNote
    /// When, in milliseconds since 1970.
    public var instant: Int64

    /// Notes a refusal.
    public init(file: SiteControlFile, note: ConfigurationNote, instant: Int64) {
        self.file = file
        self.note = note
        self.instant = instant
    }
}
