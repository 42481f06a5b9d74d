/// A release of the product; a lab runs at one.
public enum Release: String, CaseIterable, Comparable, Sendable {
    /// Version 1.0.
    case v10 = "1.0"
    /// Version 1.1.
    case v11 = "1.1"
    /// Version 1.2 as shipped.
    case v12 = "1.2"
    /// Version 1.2 with service pack 1.
    case sp1 = "1.2SP1"
    /// Version 1.2 with service pack 2.
    case sp2 = "1.2SP2"
    /// Version 1.2 with service pack 3.
    case sp3 = "1.2SP3"
    /// Version 1.2 with service pack 4; the default.
    case sp4 = "1.2SP4"
    /// Service pack 4 with every later hotfix.
    case sp4Hotfixes = "1.2SP4+hotfixes"

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    /// Orders by date.
    public static func < (left: Release, right: Release) -> Bool { left.rank < right.rank }
}

/// The Response setting of a site: how often its components poll (Q128458, RG S3CD3).
public enum ServiceResponse: String, CaseIterable, Sendable {
    /// Every minute.
    case veryFast = "very-fast"
    /// Every 5 minutes; the default (inferred from RG's watchdog of 120 minutes).
    case fast
    /// Every 15 minutes.
    case medium
    /// Every 30 minutes.
    case slow

    /// The polling interval in minutes.
    public var pollingMinutes: Int64 {
        switch self {
        case .veryFast: 1
        case .fast: 5
        case .medium: 15
        case .slow: 30
        }
    }

    /// The Despooler's retry interval and Site Configuration Manager's watchdog in minutes: 24 polls (Q128458).
    public var retryMinutes: Int64 { pollingMinutes * 24 }
}

/// Whether files are real or only sizes.
public enum Fidelity: String, CaseIterable, Sendable {
    /// Bytes are packed, copied, unpacked and offered under `servers/`.
    case real
    /// Declared sizes only; for very large labs.
    case modelled
}

/// How much of what happened is kept.
public enum TraceLevel: String, CaseIterable, Sendable {
    /// Only the digest.
    case none
    /// Everything that changed something; the rest is counted and re-derived on replay. The default.
    case changes
    /// Every event.
    case full
}

/// Where in a cycle each component polls.
public enum PhaseMode: String, CaseIterable, Sendable {
    /// At a moment drawn from the seed; the default.
    case seeded
    /// All at the start of the cycle, in the order of the pipeline.
    case aligned
}

/// What kind of server it is: server types of client instructions (Q123499).
public enum ServerKind: Int, CaseIterable, Sendable {
    /// 1, unknown.
    case unknown = 1
    /// 2, Windows NT.
    case windowsNT = 2
    /// 3, LAN Manager 1.
    case lanManager1 = 3
    /// 4, LAN Manager 2.
    case lanManager2 = 4
    /// 5, NetWare 2.
    case netWare2 = 5
    /// 6, NetWare 3.
    case netWare3 = 6
    /// 7, NetWare 4.
    case netWare4 = 7

    /// The word of lab files.
    public var word: String {
        switch self {
        case .unknown: "unknown"
        case .windowsNT: "nt"
        case .lanManager1: "lanman1"
        case .lanManager2: "lanman2"
        case .netWare2: "netware2"
        case .netWare3: "netware3"
        case .netWare4: "netware4"
        }
    }

    /// Whether it is a NetWare server.
    public var isNetWare: Bool { self == .netWare2 || self == .netWare3 || self == .netWare4 }
}

/// A file system of a drive.
public enum FileSystem: String, CaseIterable, Sendable {
    /// FAT: 8.3 names only.
    case fat
    /// NTFS: long names.
    case ntfs
    /// HPFS.
    case hpfs
    /// A NetWare volume.
    case netware
}

/// A drive of a server.
public struct DriveDefinition: Equatable, Sendable {
    /// The letter, `A` to `Z`.
    public var letter: String
    /// The file system.
    public var fileSystem: FileSystem
    /// Free space in bytes when the lab begins.
    public var freeBytes: Int64

    /// Makes a drive.
    public init(letter: String, fileSystem: FileSystem = .ntfs, freeBytes: Int64 = 2_000_000_000) {
        self.letter = letter
        self.fileSystem = fileSystem
        self.freeBytes = freeBytes
    }
}

/// What a server does for a site.
public struct ServerRoles: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: Int
    /// Takes the bits as they are.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The site server.
    public static let site = ServerRoles(rawValue: 1)
    /// A logon server: clients read instructions and leave status here.
    public static let logon = ServerRoles(rawValue: 2)
    /// A default distribution server of its site.
    public static let distribution = ServerRoles(rawValue: 4)
    /// The words of lab files, lowest bit first.
    public static let words: [(word: String, bit: ServerRoles)] = [
        ("site", .site), ("logon", .logon), ("distribution", .distribution),
    ]
}

/// A share that a server had before SMS came.
public struct ShareDefinition: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// The letter of its drive.
    public var drive: String

    /// Makes a share.
    public init(name: String, drive: String) {
        self.name = name
        self.drive = drive
    }
}

/// A server of a site.
public struct ServerDefinition: Equatable, Sendable {
    /// The computer's name, at most 15 characters, capitals.
    public var name: String
    /// Its domain; empty: the site's first domain.
    public var domain: String
    /// What it is.
    public var kind: ServerKind
    /// What it does; a distribution server is one of the site's Default Servers.
    public var roles: ServerRoles
    /// Its drives; the first holds the SMS directory where it has one.
    public var drives: [DriveDefinition]
    /// Whether it can be reached.
    public var online: Bool
    /// Whether Services for Macintosh run on it: packages for Macintosh get a volume beside the share (Q107244).
    public var macintosh = false
    /// Whether a NetWare server has a group Everyone, which rights are given to (Q169748).
    public var hasEveryone = true
    /// Shares that are no packages'.
    public var shares: [ShareDefinition] = []

    /// Makes a server.
    public init(
        name: String, domain: String = "", kind: ServerKind = .windowsNT, roles: ServerRoles = [],
        drives: [DriveDefinition] = [DriveDefinition(letter: "C")], online: Bool = true
    ) {
        self.name = name
        self.domain = domain
        self.kind = kind
        self.roles = roles
        self.drives = drives
        self.online = online
    }
}

/// A machine group: computers or servers by name.
public struct MachineGroupDefinition: Equatable, Sendable {
    /// The group's name.
    public var name: String
    /// Its members: computer or server names; a member that does not exist stays a blank row (Q160901).
    public var members: [String]

    /// Makes a group.
    public init(name: String, members: [String]) {
        self.name = name
        self.members = members
    }
}

/// Clients by the range: one definition, many computers.
public struct ClientRange: Equatable, Sendable {
    /// Name of the first, with one `#` run standing for the number: `PC#`, or `PC####` for leading zeros.
    public var pattern: String
    /// The number of the first.
    public var first: Int
    /// How many there are.
    public var count: Int
    /// Their domain; empty: the site's first.
    public var domain: String
    /// Their operating system: a single bit.
    public var platform: PlatformMask
    /// Their logon servers, dealt out in turn; empty: every logon server of their domain, or of the site if it has none.
    public var logonServers: [String]
    /// Their zone; nil: the site's.
    public var zone: TimeZoneRule?
    /// Milliseconds by which their clocks run ahead.
    public var clockOffsetMilliseconds: Int64
    /// Parts in a million by which their clocks are too fast.
    public var clockDriftPartsPerMillion: Int64
    /// The user logged on; empty: nobody is, and only the service does anything.
    public var user: String
    /// What is set for Package Command Manager.
    public var settings: ClientSettings
    /// What the inventory holds of them as far as it is given; the rest is generated.
    public var inventory = ClientInventory()

    /// Makes a range.
    public init(
        pattern: String, first: Int = 1, count: Int = 1, domain: String = "",
        platform: PlatformMask = .ntX86, logonServers: [String] = [], zone: TimeZoneRule? = nil,
        clockOffsetMilliseconds: Int64 = 0, clockDriftPartsPerMillion: Int64 = 0, user: String = "user",
        settings: ClientSettings = ClientSettings()
    ) {
        self.pattern = pattern
        self.first = first
        self.count = count
        self.domain = domain
        self.platform = platform
        self.logonServers = logonServers
        self.zone = zone
        self.clockOffsetMilliseconds = clockOffsetMilliseconds
        self.clockDriftPartsPerMillion = clockDriftPartsPerMillion
        self.user = user
        self.settings = settings
    }

    /// The name of the member at a place, from 0.
    public func name(at place: Int) -> String {
        let number = String(first + place)
        guard let begin = pattern.firstIndex(of: "#") else {
            return count == 1 ? pattern : pattern + number
        }
        let end = pattern[begin...].firstIndex { $0 != "#" } ?? pattern.endIndex
        let width = pattern.distance(from: begin, to: end)
        let digits =
            width > number.count ? String(repeating: "0", count: width - number.count) + number : number
        return pattern[..<begin] + digits + pattern[end...]
    }
}

/// What a status MIF says, or that there is none.
public enum StatusMIF: String, CaseIterable, Sendable {
    /// No MIF: the exit decides; a run without error is a success.
    case none
    /// `Status = Success`.
    case success
    /// `Status = Failed`.
    case failed
    /// A text that cannot be parsed.
    case malformed
    /// A text that would do, in a file over 64 KB (Q122178): it is not read either.
    case oversized
    /// `Status = Success` in a file that appears when the process has ended: nobody looks any more (SDK she03_01gl).
    case late
    /// `Status = Success` in a file older than the start of the command: it is not taken (Q166833).
    case stale

    /// Whether Package Command Manager takes the file when the process ends.
    public var isTaken: Bool { self != .none && self != .late && self != .stale }
}

/// Where the program of a command lies (Q140920, Q152423).
public enum ProgramPlace: String, CaseIterable, Sendable {
    /// In the package.
    case package
    /// Not in the package but in MSTEST of the logon server, such as MTRUN.
    case msTest = "mstest"
    /// Nowhere: the start fails.
    case missing
}

/// What a run does to Windows.
public enum RebootKind: String, CaseIterable, Sendable {
    /// Nothing.
    case none
    /// Package Command Manager asks for a restart afterwards (Q153227).
    case asked
    /// The program restarts by force: nothing is recorded and the package stays pending (Q175652).
    case forced
    /// Nothing now, but it leaves `_MSSETUP.BAT` behind, which asks for a restart each time (Q153227).
    case leftover
    /// An upgrade of the operating system, which ends with a restart (Q158644).
    case upgrade
}

/// What running a command gives at some clients; the first rule that fits is used.
public struct ResultRule: Equatable, Sendable {
    /// Client names: a name, or a pattern with `*`.
    public var clients: String
    /// The command's name, or `*`.
    public var command: String
    /// Which attempts it holds for: 1 the first; 0 all.
    public var attempt: Int
    /// Seconds from start to end, at least.
    public var durationSeconds: Int64
    /// Seconds that may come on top: each client and job draws its own number from 0 to this, from the lab's seed.
    public var spreadSeconds: Int64
    /// Exit code; other than 0 counts as an error where there is no MIF.
    public var exitCode: Int64
    /// The status MIF that is left.
    public var mif: StatusMIF
    /// Text of the MIF's Description.
    public var description: String
    /// What it does to Windows.
    public var reboot: RebootKind
    /// Whether the process that is started only starts another one and ends at once (Q156271).
    public var launcher: Bool
    /// Whether the process never ends (Q214448).
    public var hangs: Bool
    /// Where the program lies.
    public var program: ProgramPlace
    /// Whether files of the package stay open behind the run (Q163597).
    public var leavesOpen: Bool
    /// The number of the process handle (Q149672).
    public var handle: Int64
    /// Whether the command ends with another directory current than it began with (Q191299).
    public var endsElsewhere: Bool

    /// Makes a rule.
    public init(
        clients: String = "*", command: String = "*", attempt: Int = 0, durationSeconds: Int64 = 60,
        spreadSeconds: Int64 = 0, exitCode: Int64 = 0, mif: StatusMIF = .none, description: String = "",
        reboot: RebootKind = .none, launcher: Bool = false, hangs: Bool = false,
        program: ProgramPlace = .package, leavesOpen: Bool = false, handle: Int64 = 100,
        endsElsewhere: Bool = false
    ) {
        self.clients = clients
        self.command = command
        self.attempt = attempt
        self.durationSeconds = durationSeconds
        self.spreadSeconds = spreadSeconds
        self.exitCode = exitCode
        self.mif = mif
        self.description = description
        self.reboot = reboot
        self.launcher = launcher
        self.hangs = hangs
        self.program = program
        self.leavesOpen = leavesOpen
        self.handle = handle
        self.endsElsewhere = endsElsewhere
    }
}

/// What a user does with an optional offer; the first rule that fits is used, and without one the user waits.
public struct UserRule: Equatable, Sendable {
    /// Client names: a name, or a pattern with `*`.
    public var clients: String
    /// The command's name, or `*`.
    public var command: String
    /// Minutes after the offer shows until the user runs it; nil: never.
    public var runsAfterMinutes: Int64?

    /// Makes a rule.
    public init(clients: String = "*", command: String = "*", runsAfterMinutes: Int64?) {
        self.clients = clients
        self.command = command
        self.runsAfterMinutes = runsAfterMinutes
    }
}

/// A way from one site to another.
public struct AddressDefinition: Equatable, Sendable {
    /// The destination site.
    public var destination: SiteCode
    /// Which Sender goes it; a site may have an address of each kind to the same site.
    public var sender: SenderKind
    /// Speed of the link in bits a second.
    public var bitsPerSecond: Int64
    /// Percent of the link that may be used (Sender Manager, Q140396).
    public var percent: Int
    /// The site server that it names where that is not the destination's own: what is sent there comes to the wrong site;
    /// empty: the right one (Q266759).
    public var server = ""

    /// Makes an address.
    public init(
        destination: SiteCode, sender: SenderKind = .lan, bitsPerSecond: Int64? = nil, percent: Int = 100
    ) {
        self.destination = destination
        self.sender = sender
        self.bitsPerSecond = bitsPerSecond ?? sender.defaultBitsPerSecond
        self.percent = percent
    }
}

/// A site group: sites under a name, to limit jobs to.
public struct SiteGroupDefinition: Equatable, Sendable {
    /// The group's name.
    public var name: String
    /// Its sites.
    public var sites: [SiteCode]

    /// Makes a group.
    public init(name: String, sites: [SiteCode]) {
        self.name = name
        self.sites = sites
    }
}

/// How long Site Reporter keeps what it has for the parent, by what it is; our choice, since RG S3D2B gives no figures.
public struct SiteReporterSettings: Equatable, Sendable {
    /// Minutes that job status and package locations wait at most.
    public var statusMinutes: Int64
    /// Minutes that events wait at most.
    public var eventMinutes: Int64
    /// Minutes that inventory waits at most.
    public var inventoryMinutes: Int64

    /// Makes settings.
    public init(statusMinutes: Int64 = 15, eventMinutes: Int64 = 5, inventoryMinutes: Int64 = 60) {
        self.statusMinutes = statusMinutes
        self.eventMinutes = eventMinutes
        self.inventoryMinutes = inventoryMinutes
    }
}

/// When the Scheduler tries again what a Sender gave back (Q214485, whose formula and printed result differ).
public enum RescheduleRule: String, CaseIterable, Sendable {
    /// Connection heartbeat timeout of 15 minutes + retry delay x retries x 2: 25 minutes with RAS defaults.
    case formula
    /// The printed result, 55 minutes with RAS defaults: a heartbeat timeout of 45 minutes.
    case printed

    /// The heartbeat timeout in minutes.
    public var heartbeatMinutes: Int64 { self == .formula ? 15 : 45 }
}

/// A time at which a link, a server, a client or a site goes down or comes back (lab file `faults`, `sms12 fault`).
public struct FaultDefinition: Equatable, Sendable {
    /// What fails.
    public enum Subject: Equatable, Sendable {
        /// The link between two sites, in both directions.
        case link(SiteCode, SiteCode)
        /// A server of a site; the site server takes the site's Senders and components with it.
        case server(SiteCode, String)
        /// A client's computer.
        case client(SiteCode, String)
        /// Something that is wrong with a site itself.
        case site(SiteCode, SiteFault)
        /// Something that is wrong with a send request of a site.
        case request(SiteCode, SendRequestID, RequestFault)
        /// The SQL Server of a primary site.
        case sql(SiteCode)
    }

    /// What fails.
    public var subject: Subject
    /// When, on the first site's clock.
    public var from: LocalTime
    /// When it is back, or nil: it stays down.
    public var until: LocalTime?
    /// Whether it was taken back before it began; it keeps its place in the list.
    public var isDropped: Bool

    /// Makes a fault.
    public init(_ subject: Subject, from: LocalTime, until: LocalTime?, isDropped: Bool = false) {
        self.subject = subject
        self.from = from
        self.until = until
        self.isDropped = isDropped
    }
}

/// The compression settings of a site (Q121555).
public struct CompressionSettings: Equatable, Sendable {
    /// `Enable Compression`: off stores the files as they are.
    public var enabled: Bool
    /// `Compression Level`, 1 (fastest) to 7.
    public var level: Int
    /// `Yield Time`: pause in milliseconds for each compressed block.
    public var yieldMilliseconds: Int64
    /// Declared size of the compressed file in percent of the source; virtual time and disk rules use it.
    public var ratioPercent: Int64

    /// Makes settings; the defaults are the registry's, the ratio is ours.
    public init(
        enabled: Bool = true, level: Int = 1, yieldMilliseconds: Int64 = 75, ratioPercent: Int64 = 60
    ) {
        self.enabled = enabled
        self.level = level
        self.yieldMilliseconds = yieldMilliseconds
        self.ratioPercent = ratioPercent
    }
}

/// One site of a lab.
public struct SiteDefinition: Equatable, Sendable {
    /// The site code.
    public var code: SiteCode
    /// The site's name.
    public var name: String
    /// The Response setting.
    public var response: ServiceResponse
    /// The zone of the site server and the SQL Server, and of clients that name none.
    public var zone: TimeZoneRule
    /// Milliseconds by which the SQL Server's clock runs ahead.
    public var sqlClockOffsetMilliseconds: Int64
    /// Domains; the first is the default.
    public var domains: [String]
    /// Servers; the one with role `site` is the site server.
    public var servers: [ServerDefinition]
    /// Clients.
    public var clients: [ClientRange]
    /// Machine groups.
    public var groups: [MachineGroupDefinition]
    /// Addresses; one to the site itself is made unless `removeSelfAddress` says no.
    public var addresses: [AddressDefinition]
    /// Whether the automatic address of the site to itself was removed: no job gets out (event 332).
    public var removeSelfAddress: Bool
    /// Compression.
    public var compression: CompressionSettings
    /// Package Command Manager's polling interval in minutes; 60 as in Q125934.
    public var pcmPollingMinutes: Int64
    /// Milliseconds the Despooler takes for one client status instruction (two seconds in Q169491's log).
    public var statusMilliseconds: Int64
    /// The letter of the drive with the SMS directory.
    public var smsDrive: String
    /// The parent site, or nil: a central site (Q133111).
    public var parent: SiteCode?
    /// Whether it is a secondary site: no database and no Administrator program; its parent is a primary (Q133111).
    public var isSecondary: Bool
    /// Senders besides or instead of the LAN Sender with defaults; see `allSenders`.
    public var senders: [SenderDefinition]
    /// Site groups.
    public var siteGroups: [SiteGroupDefinition]
    /// How long Site Reporter waits.
    public var siteReporter: SiteReporterSettings
    /// Saved queries, in the order in which they were made.
    public var queries: [QueryDefinition] = []
    /// Alerts.
    public var alerts: [AlertDefinition] = []
    /// Whether the option Select Into / Bulk Copy of tempdb is set; without it no query of a job runs (Q199985).
    public var tempdbSelectInto = true
    /// `Use Forced Disconnect`: files that users have open are closed after some tries (Q128458).
    public var useForcedDisconnect = false
    /// `Number Of Retries Before Forced Disconnection`; 12 (Q128458).
    public var retriesBeforeForcedDisconnection: Int64 = 12
    /// `Forced Disconnection Delay In Minutes`, after users were warned; 5 (Q128458).
    public var forcedDisconnectionDelayMinutes: Int64 = 5
    /// The drive on which packages are unpacked; empty: the one with most free space (Q191307).
    public var preferredDrive = ""
    /// `MaxFileEnum`: how many files of RECEIVE the Despooler lists at a time; 50, and read from the hotfix of Q168130 on.
    public var maximumFilesListed: Int64 = 50
    /// Components that run on helper servers, in the order of their names; all others run on the site server (RG S3CD3).
    public var helpers: [HelperServer] = []
    /// Program groups.
    public var programGroups: [ProgramGroupDefinition] = []
    /// User groups of the site's domains.
    public var userGroups: [UserGroupDefinition] = []
    /// What Site Configuration Manager goes by.
    public var siteConfiguration = SiteConfigurationSettings()

    /// Makes a site with the documented defaults.
    public init(code: SiteCode, name: String = "") {
        self.code = code
        self.name = name
        response = .fast
        zone = .utc
        sqlClockOffsetMilliseconds = 0
        domains = ["DOMAIN1"]
        servers = []
        clients = []
        groups = []
        addresses = []
        removeSelfAddress = false
        compression = CompressionSettings()
        pcmPollingMinutes = 60
        statusMilliseconds = 2_000
        smsDrive = "D"
        parent = nil
        isSecondary = false
        senders = []
        siteGroups = []
        siteReporter = SiteReporterSettings()
    }

    /// The site server, if there is one.
    public var siteServer: ServerDefinition? { servers.first { $0.roles.contains(.site) } }

    /// The Senders that are installed, by kind: those that were given, the LAN Sender, which every site has, and one for
    /// each kind that an address needs.
    public var allSenders: [SenderDefinition] {
        SenderKind.allCases.compactMap { kind in
            if let sender = senders.first(where: { $0.kind == kind }) { return sender }
            let isNeeded = kind == .lan || addresses.contains { $0.sender == kind }
            return isNeeded ? SenderDefinition(kind: kind) : nil
        }
    }
}

/// Everything a lab was made from: record 0 of its journal.
public struct LabDefinition: Equatable, Sendable {
    /// The lab's name.
    public var name: String
    /// The release it runs at.
    public var release: Release
    /// Quirks switched on or off by hand, over what the release says.
    public var quirks: [String: Bool]
    /// The seed of everything that is drawn.
    public var seed: UInt64
    /// Where in a cycle components poll.
    public var phases: PhaseMode
    /// Whether files are real.
    public var fidelity: Fidelity
    /// How much is kept.
    public var trace: TraceLevel
    /// The wall-clock time at the first site when the lab begins.
    public var start: LocalTime
    /// The sites; the first is the central site.
    public var sites: [SiteDefinition]
    /// What running a command gives, first fit.
    public var results: [ResultRule]
    /// What users do with optional offers, first fit.
    public var users: [UserRule]
    /// What goes down and comes back at given times.
    public var faults: [FaultDefinition]
    /// When the Scheduler tries again what a Sender gave back.
    public var reschedule: RescheduleRule
    /// How what is changed about a site while the lab runs comes into effect.
    public var siteProperties = SitePropertiesMode.immediate
    /// What accounts may do in the Administrator program; an account without an entry may do everything (Q191336).
    public var accounts: [AccountRights] = []

    /// Makes a lab definition without sites.
    public init(name: String) {
        self.name = name
        release = .sp4
        quirks = [:]
        seed = 1
        phases = .seeded
        fidelity = .real
        trace = .changes
        start = LocalTime(seconds: 861_609_600)
        sites = []
        results = []
        users = []
        faults = []
        reschedule = .formula
    }
}
