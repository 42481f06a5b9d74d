public import SiteModel

/// A site control file: `.CT1` on its way to a Site Configuration Manager, `.CT2` on its way to a database (Q133113).
///
/// Its layout is not told; a value is written once, travels, and is read once.
public struct SiteControlFile: Equatable, Sendable {
    /// What it is.
    public var type: ControlFileType
    /// The site that it is about, by number.
    public var site: UInt16
    /// What the clock showed when its properties were proposed, in milliseconds since 1970 (Q154577).
    public var stamp: Int64
    /// The properties.
    public var properties: SiteProperties
    /// Its number in the SITECFG.BOX in which it lies; 0: it lies in none.
    public var number: UInt32 = 0
    /// The servers that Site Configuration Manager found; nil: it does not tell of them, as it comes from above.
    public var servers: KnownServers?

    /// Makes a control file.
    public init(type: ControlFileType, site: UInt16, stamp: Int64, properties: SiteProperties) {
        self.type = type
        self.site = site
        self.stamp = stamp
        self.properties = properties
    }
}

/// A site as a database knows it: its control images PROPOSED and ACTUAL, and how far a change of it is (SiteControl,
/// Q133113).
public struct SiteControlLive: Equatable, Sendable {
    /// The site by number.
    public var site: UInt16
    /// ACTIVE, PENDING, FAILED, DELETED, UPGRADE (Q137376).
    public var status = SiteStatus.active
    /// What is being done to it.
    public var phase = SitePhase.none
    /// PROPOSED.
    public var proposed: SiteProperties
    /// What the database's clock showed at the proposal, in milliseconds since 1970.
    public var proposedAt: Int64
    /// ACTUAL.
    public var actual: SiteProperties
    /// The stamp of ACTUAL.
    public var actualAt: Int64
    /// Whether Hierarchy Manager has not looked at PROPOSED yet.
    public var isWaiting = false
    /// Whether a control file is out and ACTUAL is not what was proposed.
    public var isUnderWay = false
    /// The counter of the system job of the phase, or 0.
    public var job: UInt32 = 0
    /// When the phase was looked at last, or its failure was told, in milliseconds since 1970.
    public var lookedAt: Int64 = 0

    /// The images of a site that nobody changed yet.
    public init(site: UInt16, properties: SiteProperties, at instant: Int64) {
        self.site = site
        proposed = properties
        proposedAt = instant
        actual = properties
        actualAt = instant
    }

    /// Whether Hierarchy Manager has something to do about it, now or later.
    public var needsWork: Bool { isWaiting || isUnderWay || phase != .none }
}

/// What is being done to a site; the tens of the detail code (Q137376).
public enum SitePhase: UInt8, CaseIterable, Sendable {
    /// Nothing.
    case none = 0
    /// 11 to 13, the bootstrap is sent.
    case preinstall = 10
    /// 21 to 23, the site's programs are sent.
    case install = 20
    /// 31 to 33, the first site control file is sent.
    case firstControl = 30
    /// 41 to 43, a site control file is sent.
    case control = 40
    /// 51 and 52, it is deinstalled.
    case delete = 50
    /// 61 to 64, it is upgraded.
    case upgrade = 60
    /// 100, NEWSITE: nothing was done yet.
    case newSite = 100

    /// The kind of the phase's system job.
    public var job: SystemJobKind? {
        switch self {
        case .none, .newSite: nil
        case .preinstall: .sitePreinstall
        case .install, .upgrade: .siteInstall
        case .firstControl, .control: .siteControl
        case .delete: .siteDeinstall
        }
    }

    /// The event about a phase whose job failed (sms12-server 9.5).
    public var failure: Int64? {
        switch self {
        case .none, .newSite, .delete: nil
        case .preinstall: 359
        case .install, .upgrade: 360
        case .firstControl, .control: 361
        }
    }
}
