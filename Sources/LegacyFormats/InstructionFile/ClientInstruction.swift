public import SiteModel

/// One offer to one client: a record of an instruction file `<SMSID>.INS` (Q123499).
public struct ClientInstruction: Equatable, Sendable {
    /// A distribution server that holds the package.
    public struct Server: Equatable, Sendable {
        /// UNC of the package's directory, with a trailing backslash in the published sample.
        public var unc: String
        /// What kind of server it is; the number is printed behind `Type:`.
        public var kind: ServerKind
        /// The text printed behind `Zone:` (AppleTalk); the sample repeats the first server's UNC there.
        public var zone: String?

        /// Makes a server.
        public init(unc: String, kind: ServerKind = .windowsNT, zone: String? = nil) {
            self.unc = unc
            self.kind = kind
            self.zone = zone
        }
    }

    /// The most servers a record holds, 10 (Q161310, Q165508).
    public static let maximumServers = 10
    /// How many reserved bytes the published sample has, 32.
    public static let reservedSize = 32
    /// The bytes by which our own flags in `reserved` are told from the historical contents, `sms12`.
    public static let reservedMark: [UInt8] = Array("sms12".utf8)

    /// Version of the record.
    public var version: InstructionVersion
    /// The site that placed the record (inferred from the sample).
    public var siteID: SiteCode
    /// The offer, key of PCMHIST.REG.
    public var requestID: RequestID
    /// The package.
    public var packageID: PackageID
    /// The job.
    public var jobID: JobID
    /// Install Flag: 0 or 1 any link speed, 2 not over a slow link; never honoured (Q154931).
    public var installFlag: Int
    /// Mandatory after, by the client's clock; nil: optional.
    public var installBy: LocalTime?
    /// Offer after, by the client's clock; nil: at once.
    public var displayDate: LocalTime?
    /// Expires after, by the client's clock; nil: never.
    public var expiration: LocalTime?
    /// Whether a user has to answer.
    public var userInput: Bool
    /// Where the command runs.
    public var operatingSystem: PlatformMask
    /// The command line as typed in the package.
    public var runCommand: String
    /// The command's name, shown by Package Command Manager.
    public var wclName: String
    /// Distribution servers in order, at most 10 in a file.
    public var servers: [Server]
    /// The package's name.
    public var packageName: String
    /// The package's comment.
    public var comments: String
    /// Bytes behind `Reserved`: uninitialised memory in the sample, preserved and never interpreted.
    ///
    /// Records of ours begin with `sms12` and one byte of flags; see `runsInBackground`.
    public var reserved: [UInt8]

    /// Makes an offer; every time is optional, the reserved bytes carry the two flags of ours.
    public init(
        version: InstructionVersion = .sms12, siteID: SiteCode, requestID: RequestID, packageID: PackageID,
        jobID: JobID, installFlag: Int = 0, installBy: LocalTime? = nil, displayDate: LocalTime? = nil,
        expiration: LocalTime? = nil, userInput: Bool = false, operatingSystem: PlatformMask = [],
        runCommand: String = "", wclName: String = "", servers: [Server] = [], packageName: String = "",
        comments: String = "", runsInBackground: Bool = false, synchronousSystemExit: Bool = false
    ) {
        self.version = version
        self.siteID = siteID
        self.requestID = requestID
        self.packageID = packageID
        self.jobID = jobID
        self.installFlag = installFlag
        self.installBy = installBy
        self.displayDate = displayDate
        self.expiration = expiration
        self.userInput = userInput
        self.operatingSystem = operatingSystem
        self.runCommand = runCommand
        self.wclName = wclName
        self.servers = servers
        self.packageName = packageName
        self.comments = comments
        reserved = Self.markedReserved(flags: 0)
        self.runsInBackground = runsInBackground
        self.synchronousSystemExit = synchronousSystemExit
    }

    /// Whether the command is marked for service-only execution (PCMSVC32, Q166765).
    ///
    /// Where the product kept this is not published; ours is bit 0 of the byte behind `sms12` in `reserved`.
    /// Setting it replaces reserved bytes that are not ours.
    public var runsInBackground: Bool {
        get { flags & 1 != 0 }
        set { setFlag(1, to: newValue) }
    }

    /// Whether the job takes Windows down itself (Q175652); bit 1 beside `runsInBackground`, ours as well.
    public var synchronousSystemExit: Bool {
        get { flags & 2 != 0 }
        set { setFlag(2, to: newValue) }
    }

    private var flags: UInt8 {
        let place = Self.reservedMark.count
        return reserved.count > place && reserved.starts(with: Self.reservedMark) ? reserved[place] : 0
    }

    private mutating func setFlag(_ bit: UInt8, to isSet: Bool) {
        let old = flags
        let new = isSet ? old | bit : old & ~bit
        if new != old { reserved = Self.markedReserved(flags: new) }
    }

    private static func markedReserved(flags: UInt8) -> [UInt8] {
        let bytes = reservedMark + [flags]
        return bytes + [UInt8](repeating: 0, count: reservedSize - bytes.count)
    }
}
