public import SiteModel

/// A site as the target knows it.
public struct TargetSite: Equatable, Sendable {
    /// The site code.
    public var code: SiteCode
    /// The site it reports to; nil for the central site.
    public var parent: SiteCode?
    /// Its Default Servers: names of servers.
    public var defaultServers: [String]
    /// Servers of the site that can be no distribution points: NetWare and LAN Manager (rule D2).
    public var otherServers: [String]

    /// Makes a site.
    public init(
        _ code: SiteCode, parent: SiteCode? = nil, defaultServers: [String] = [], otherServers: [String] = []
    ) {
        self.otherServers = otherServers
        self.code = code
        self.parent = parent
        self.defaultServers = defaultServers
    }
}

/// A distribution point of the target: a row of `SMS_SystemResourceList`.
public struct TargetDistributionPoint: Equatable, Sendable {
    /// The server's name.
    public var server: String
    /// Its site.
    public var site: SiteCode
    /// Its NAL path, copied from the row and never composed (rule N3).
    public var nalPath: String

    /// Makes a distribution point; without a path the usual one of a server is used.
    public init(server: String, site: SiteCode, nalPath: String? = nil) {
        self.server = server
        self.site = site
        self.nalPath = nalPath ?? "[\"Display=\\\\\(server)\\\"]MSWNET:[\"SMS_SITE=\(site)\"]\\\\\(server)\\"
    }
}

/// Which of the two packages an object belongs to.
public enum PackageRole: String, CaseIterable, Sendable {
    /// The package made of the workstation set.
    case workstation
    /// The package made of the sharing set.
    case sharing
}

/// A row that already assigns the package to a distribution point.
public struct ExistingRow: Equatable, Sendable {
    /// Which package.
    public var role: PackageRole
    /// The NAL path of the row.
    public var nalPath: String
    /// The site of the row.
    public var site: SiteCode
    /// Status of the row; 3 = marked for deletion, which counts as absent (rule D8).
    public var status: Int
    /// State in the summarizer: 0 installed, 1 pending, 2 retrying, 3 failed, 4-6 removal, 7 updating.
    public var state: Int

    /// Makes a row.
    public init(
        role: PackageRole = .workstation, nalPath: String, site: SiteCode, status: Int = 0, state: Int = 0
    ) {
        self.role = role
        self.nalPath = nalPath
        self.site = site
        self.status = status
        self.state = state
    }
}

/// An object that is already in the target and that a translation may meet again.
public struct ExistingObject: Equatable, Sendable {
    /// Its class.
    public var className: String
    /// Its key: PackageID, CollectionID or AdvertisementID; the program's name for `SMS_Program`.
    public var key: String
    /// Its name: Name, AdvertisementName or ProgramName.
    public var name: String
    /// The mark of our carrier, such as `pkg=BPC0000A`; empty without one.
    public var mark: String
    /// Whether ISVData holds another vendor's data.
    public var foreignISVData: Bool
    /// Whether ISVString holds another vendor's text.
    public var foreignISVString: Bool

    /// Makes an object.
    public init(
        className: String, key: String, name: String, mark: String = "", foreignISVData: Bool = false,
        foreignISVString: Bool = false
    ) {
        self.className = className
        self.key = key
        self.name = name
        self.mark = mark
        self.foreignISVData = foreignISVData
        self.foreignISVString = foreignISVString
    }
}

/// A computer that the target knows: an instance of `SMS_R_System`.
public struct TargetResource: Equatable, Sendable {
    /// The NetBIOS name.
    public var name: String
    /// Its domain.
    public var domain: String
    /// Its site.
    public var site: SiteCode
    /// The number of the resource.
    public var resourceID: UInt32
    /// Its operating system as SMS 1.2 knew it; nil when it is not known.
    public var platform: PlatformMask?

    /// Makes a resource.
    public init(
        name: String, domain: String, site: SiteCode, resourceID: UInt32, platform: PlatformMask? = nil
    ) {
        self.platform = platform
        self.name = name
        self.domain = domain
        self.site = site
        self.resourceID = resourceID
    }
}

/// A computer that a job was frozen to when it was activated.
public struct FrozenMember: Equatable, Sendable {
    /// The name; empty for a blank row of a machine group (Q160901).
    public var name: String
    /// The domain; empty when it is not known.
    public var domain: String
    /// The machine key of SMS 1.2; empty when it is not known.
    public var smsid: String
    /// Its operating system; nil when it is not known.
    public var platform: PlatformMask?
    /// Whether its row of the job is already Complete.
    public var isComplete: Bool

    /// Makes a member.
    public init(
        _ name: String, domain: String = "", smsid: String = "", platform: PlatformMask? = nil,
        isComplete: Bool = false
    ) {
        self.name = name
        self.domain = domain
        self.smsid = smsid
        self.platform = platform
        self.isComplete = isComplete
    }
}

/// The computers of one job as frozen at activation.
public struct FrozenTarget: Equatable, Sendable {
    /// The job.
    public var job: JobID
    /// The computers.
    public var members: [FrozenMember]

    /// Makes a target.
    public init(job: JobID, members: [FrozenMember]) {
        self.job = job
        self.members = members
    }
}

/// A group of sites of SMS 1.2.
public struct TargetSiteGroup: Equatable, Sendable {
    /// The name.
    public var name: String
    /// The sites.
    public var sites: [SiteCode]

    /// Makes a group.
    public init(name: String, sites: [SiteCode]) {
        self.name = name
        self.sites = sites
    }
}

/// How a clause of a saved query compares.
public enum QueryOperator: String, CaseIterable, Sendable {
    /// The attribute is the value.
    case isEqual = "is"
    /// Some row of the group is not the value (Q184167).
    case isNot = "is not"
    /// The attribute fits a pattern with `%`.
    case isLike = "is like"
    /// No row of the group is the value: "Group Not" (Q184167).
    case groupNot = "group not"
    /// Anything else; not translated.
    case other
}

/// One clause of a saved query.
public struct QueryClause: Equatable, Sendable {
    /// The group of attributes, such as `Identification`.
    public var group: String
    /// The attribute, such as `Name`.
    public var attribute: String
    /// How it compares.
    public var comparison: QueryOperator
    /// The value.
    public var value: String

    /// Makes a clause.
    public init(_ group: String, _ attribute: String, _ comparison: QueryOperator, _ value: String) {
        self.group = group
        self.attribute = attribute
        self.comparison = comparison
        self.value = value
    }
}

/// A saved query of SMS 1.2.
public struct SavedQuery: Equatable, Sendable {
    /// Its identifier.
    public var id: String
    /// Its name.
    public var name: String
    /// Its clauses, joined by `AND`, or by `OR` where `matchesAny` is set.
    public var clauses: [QueryClause]
    /// Whether one clause is enough.
    public var matchesAny: Bool

    /// Makes a query.
    public init(id: String, name: String, clauses: [QueryClause], matchesAny: Bool = false) {
        self.id = id
        self.name = name
        self.clauses = clauses
        self.matchesAny = matchesAny
    }
}

/// An entry of the target's `SMS_SupportedPlatforms`.
public struct SupportedPlatform: Equatable, Sendable {
    /// OSName, such as `Win NT`.
    public var name: String
    /// OSPlatform, such as `I386`.
    public var platform: String
    /// OSMinVersion.
    public var minVersion: String
    /// OSMaxVersion.
    public var maxVersion: String

    /// Makes an entry.
    public init(name: String, platform: String, minVersion: String, maxVersion: String) {
        self.name = name
        self.platform = platform
        self.minVersion = minVersion
        self.maxVersion = maxVersion
    }
}

/// Forced disconnect of a site's Despooler (registry).
public struct ForcedDisconnect: Equatable, Sendable {
    /// Whether it is used.
    public var enabled: Bool
    /// Retries; 12 in SMS 1.2.
    public var retries: Int
    /// Delay in minutes; 5 in SMS 1.2.
    public var delayMinutes: Int

    /// Makes a setting.
    public init(enabled: Bool, retries: Int = 12, delayMinutes: Int = 5) {
        self.enabled = enabled
        self.retries = retries
        self.delayMinutes = delayMinutes
    }
}

/// A share that a package of the target already uses.
public struct ExistingShare: Equatable, Sendable {
    /// The share name.
    public var name: String
    /// The package that has it.
    public var packageID: String

    /// Makes a share.
    public init(name: String, packageID: String) {
        self.name = name
        self.packageID = packageID
    }
}

/// A program group of SMS 1.2 that shows items of the package to user groups.
public struct ProgramGroup: Equatable, Sendable {
    /// The name of the group.
    public var name: String
    /// Descriptions of the items it shows.
    public var items: [String]
    /// User groups, `DOMAIN\Group`.
    public var userGroups: [String]

    /// Makes a group.
    public init(name: String, items: [String], userGroups: [String]) {
        self.name = name
        self.items = items
        self.userGroups = userGroups
    }
}

/// Everything a translation needs to know beside the package and its jobs; gathered by the caller.
public struct MappingTarget: Equatable, Sendable {
    /// The site that will own the objects.
    public var siteCode: SiteCode
    /// The server of that site, without backslashes.
    public var siteServer: String
    /// The server on whose drives local source paths lie; nil: the site server.
    public var sourceServer: String?
    /// The sites, each with the site it reports to.
    public var sites: [TargetSite]
    /// The distribution points.
    public var distributionPoints: [TargetDistributionPoint]
    /// Rows that assign the package already.
    public var rows: [ExistingRow] = []
    /// Objects that exist already.
    public var existing: [ExistingObject] = []
    /// Computers.
    public var resources: [TargetResource] = []
    /// Targets as frozen at activation.
    public var frozenTargets: [FrozenTarget] = []
    /// Machine groups, of computers or of servers.
    public var machineGroups: [MachineGroupDefinition] = []
    /// Site groups.
    public var siteGroups: [TargetSiteGroup] = []
    /// Saved queries.
    public var queries: [SavedQuery] = []
    /// The target's `SMS_SupportedPlatforms`; empty when it is not at hand.
    public var supportedPlatforms: [SupportedPlatform] = []
    /// Shares in use.
    public var shares: [ExistingShare] = []
    /// Program groups that show items of the package.
    public var programGroups: [ProgramGroup] = []
    /// Files of the workstation source below its root; nil when they were not read.
    public var sourceFiles: [String]?
    /// Forced disconnect of the old site; nil when it was never set.
    public var forcedDisconnect: ForcedDisconnect?
    /// Whether the old site had DisablePCMCountdown=TRUE.
    public var countdownDisabled = false
    /// Whether a run of the package has reported by a status MIF.
    public var statusMIFSeen = false
    /// The moment of the translation; nil when it is not known, so that nothing counts as expired.
    public var now: LocalTime?
    /// Identifiers that are taken: packages, collections and advertisements.
    public var usedIDs: [String] = []
    /// The package's ID as the source wrote it where that is no site code and five hexadecimal digits.
    public var malformedPackageID: String?
    /// Jobs whose repeat value was 6, yearly: an extension that `RepeatMode` does not hold.
    public var yearlyJobs: [JobID] = []
    /// Priorities of jobs that use the package and are not translated with it: the package takes the highest of all
    /// (mapping 2).
    public var otherPriorities: [JobPriority] = []
    /// Whether the package was deleted at the source.
    public var packageDeleted = false

    /// Makes a target with one site's distribution points.
    public init(
        siteCode: SiteCode, siteServer: String, sites: [TargetSite] = [],
        distributionPoints: [TargetDistributionPoint] = []
    ) {
        self.siteCode = siteCode
        self.siteServer = siteServer
        self.sites = sites
        self.distributionPoints = distributionPoints
    }
}
