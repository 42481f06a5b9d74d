public import SiteModel

/// A share of a server.
public struct ShareLive: Equatable, Sendable {
    /// The share's name, such as `SMS_PKGD`.
    public var name: String
    /// The place of its drive.
    public var drive: Int
    /// The directory from the root of the drive where it is not the share's name; empty: it is.
    public var path = ""
    /// Whether it was there before SMS, or somebody else made it.
    public var isForeign = false
    /// The rights of users and guests, from the package's boxes (Q167656).
    public var permissions = AccessPermissions.all
    /// The comment, with the day on which the share was made (Q250381).
    public var comment = ""
    /// Whether a sharing package changed the rights of Everyone on a NetWare directory that was there before (Q149957).
    public var isOpened = false

    /// The directory from the root of the drive.
    public var directory: String { path.isEmpty ? name : path }

    /// Makes a share.
    public init(name: String, drive: Int, path: String = "", isForeign: Bool = false) {
        self.name = name
        self.drive = drive
        self.path = path
        self.isForeign = isForeign
    }
}

/// A drive as it is now.
public struct DriveLive: Equatable, Sendable {
    /// The letter.
    public var letter: String
    /// The file system.
    public var fileSystem: FileSystem
    /// Free bytes by the declared sizes.
    public var freeBytes: Int64
}

/// A server as it is now.
public struct ServerLive: Equatable, Sendable {
    /// What the lab says of it.
    public var definition: ServerDefinition
    /// Its drives.
    public var drives: [DriveLive]
    /// Its shares.
    public var shares: [ShareLive]
    /// Whether it was taken out of the lab; its place stays, since others point at it.
    public var isRemoved: Bool
    /// How far a logon server is installed; without Site Configuration Manager's passes it is at once.
    public var state = ServerState.active
    /// The domains whose computers the logon script of this server sends to SMS; empty: nobody configured it.
    public var scriptDomains: [String] = []

    /// Whether it can be reached.
    public var isReachable: Bool { !isRemoved && definition.online }
}

/// What was seen of a package's source the last time it was looked at.
public struct SourceFacts: Equatable, Sendable {
    /// Whether it was ever looked at.
    public var isKnown = false
    /// Bytes of all files.
    public var bytes: Int64 = 0
    /// How many files.
    public var files: Int64 = 0
    /// Whether a name needs NTFS.
    public var needsNTFS = false
    /// The longest path below the root.
    public var longestPath: Int64 = 0
    /// Win32 error, or 0.
    public var win32Error: Int64 = 0
    /// The path the error is about.
    public var errorPath = ""
    /// Bytes of the files that are not as in the version before; -1: there was none.
    public var changedBytes: Int64 = -1

    /// The longest path that compressing and decompressing have room for (Q182419).
    public static let longestUsablePath: Int64 = 200

    /// Nothing was seen yet.
    public init() {}

    /// What a manifest says.
    public init(_ manifest: SourceManifest) {
        isKnown = true
        bytes = manifest.totalBytes
        files = Int64(manifest.fileCount)
        needsNTFS = manifest.needsNTFS
        longestPath = Int64(manifest.longestPath)
        win32Error = Int64(manifest.win32Error)
        errorPath = manifest.errorPath
    }
}

/// A package as it is now, by the property set that has a compressed file: its workstation set, and once a Share job
/// was made of it a second one for its sharing set, with source, versions and places of its own.
public struct PackageLive: Equatable, Sendable {
    /// The row; of the sharing set the same as of the workstation set.
    public var package: Package
    /// What was seen of the source when it was last looked at.
    public var source: SourceFacts
    /// What was seen of the source when it was last compressed.
    public var packed: SourceFacts
    /// How often it was compressed; 0: never.
    public var version: Int64
    /// Which version lies in the site's STORE; 0: none.
    public var storedVersion: Int64
    /// Declared bytes of the compressed file.
    public var transferBytes: Int64
    /// Declared bytes of the file in STORE.
    public var storedBytes: Int64
    /// Whether it was deleted.
    public var isDeleted: Bool
    /// How the file in STORE was found the last time it was looked at.
    public var stored = StoredFile.intact
    /// Whether it is another site's package that came here.
    public var isReplica = false
    /// Whether Applications Manager has put another site's package into the database.
    public var isDefined = false
    /// Whether it stands for the sharing set.
    public var isSharing = false
    /// Whether it stands in the Despooler's key Current History (Q147616).
    public var isInHistory = false
    /// The files of the source as they were last seen.
    package var sourceMarks: [FileMark] = []
    /// The row as the Scheduler read it when it began to compress; nil: it does not keep it (Q122382).
    package var readRow: Package?
    /// The files as they were last compressed.
    package var packedMarks: [FileMark] = []
    /// Whether a command line is for Macintosh clients.
    public var isForMacintosh: Bool {
        !isSharing && package.workstation?.commands.contains { $0.platforms.contains(.macintosh) } ?? false
    }

    /// Which set it stands for.
    public var kind: PackageLocationKind { isSharing ? .sharing : .workstation }
    /// The set by its name.
    public var setID: PackageSetID { PackageSetID(package.id, kind) }
    /// The source directory of the set.
    public var root: String {
        (isSharing ? package.sharing?.root : package.workstation?.root) ?? ""
    }
    /// The rights on its directories.
    public var permissions: AccessPermissions {
        (isSharing ? package.sharing?.permissions : package.workstation?.permissions) ?? .all
    }
    /// The package with this set alone, for whoever looks at its source.
    public var ofThisSet: Package {
        var package = package
        if isSharing { package.workstation = nil } else { package.sharing = nil }
        return package
    }
}

/// A package on a distribution server.
public struct LocationLive: Equatable, Sendable {
    /// The package's place.
    public var package: UInt32
    /// The server's place.
    public var server: UInt32
    /// The place of the drive.
    public var drive: Int
    /// The share, or the volume of a NetWare server.
    public var share: String
    /// Whether a Package Location MIF has to be written about it.
    public var isToBeTold: Bool { !isReported && !isTold && !isRemoved }
    /// Whether it lies on a NetWare volume; it stays there when the server is said to be another.
    public var isOnVolume: Bool { path.isEmpty && !share.hasPrefix("SMS_PKG") }
    /// The version that lies there.
    public var version: Int64
    /// Declared bytes.
    public var bytes: Int64
    /// Whether the database was told.
    public var isReported: Bool
    /// Whether the Package Location MIF that tells the database was written.
    public var isTold = false
    /// The directory of a sharing package from the root of its drive; empty for a workstation package, whose directory
    /// follows from the share.
    public var path = ""
    /// Whether a Remove job took it away; what was told of it stays (Q153231).
    public var isRemoved = false
    /// The rights of users and guests on its directory.
    public var permissions = AccessPermissions.all
    /// Whether a forced disconnection left rights to the service account alone (Q182414).
    public var isServiceOnly = false
    /// Whether there is a Macintosh volume beside it, open to everyone (Q107244, Q125016).
    public var hasVolume = false
    /// Whether the Despooler noted a wrong name for what it could not remove (Q153637).
    public var isNameLost = false

    /// Whether users may read its directory: those of the domain are users there, or guests.
    var isReadable: Bool { !isServiceOnly && !permissions.isDisjoint(with: [.userRead, .guestRead]) }
}

/// A package on a distribution server that somebody has a file of open.
public struct FileInUse: Equatable, Sendable {
    /// The package's place.
    public var package: UInt32
    /// The server's place.
    public var server: UInt32
    /// Until when, in milliseconds since 1970.
    public var until: Int64

    /// Makes an entry.
    public init(package: UInt32, server: UInt32, until: Int64) {
        self.package = package
        self.server = server
        self.until = until
    }
}

/// How far a job has come, beyond what its statuses say.
public enum JobStage: UInt32, Sendable {
    /// Not started.
    case pending = 0
    /// Started, its source is to be looked at.
    case starting
    /// Waits for the compressor.
    case waitingForCompressor
    /// Its package is being compressed.
    case compressing
    /// Compressing failed; tried again at the next poll.
    case sourceFailed
    /// There is no address; tried again at the next poll.
    case noAddress
    /// On its way: requests, instructions, clients.
    case working
    /// Cancel instructions are on their way.
    case cancelling
    /// Complete, Failed or Canceled.
    case ended
}

/// Why a job's target list could not be made.
public enum ListProblem: UInt32, Sendable {
    /// It could be made.
    case none = 0
    /// The query cannot be used (event 318).
    case query
    /// The machine path is invalid (event 319).
    case machinePath
    /// The target list is empty (event 323).
    case empty
    /// The destination sites could not be listed (event 324).
    case sites
}

/// A job as it is now.
public struct JobLive: Equatable, Sendable {
    /// The row with its 33 scalars.
    public var job: Job
    /// Who made it: an SMS account.
    public var who: String
    /// The place of its package, or `noHandle`.
    public var package: UInt32
    /// How far it has come.
    public var stage: JobStage
    /// When it was made, in milliseconds since 1970.
    public var createdAt: Int64
    /// When it was started, or nil.
    public var activatedAt: Int64?
    /// What it took of its package when it was started.
    public var offer: JobOffer { didSet { form = CommandForm(offer.command ?? "") } }
    /// The place of its first workstation detail.
    public var firstDetail: UInt32
    /// How many workstation details it has.
    public var details: UInt32
    /// How many of them are Complete.
    public var completed: UInt32
    /// How many of them are Retrying.
    public var retrying: UInt32
    /// How many of them are Canceled.
    public var cancelled: UInt32
    /// Why the list could not be made.
    public var problem: ListProblem
    /// The frozen list of distribution servers, by place.
    public var servers: [UInt32]
    /// The request identifier of its client instructions; nil until they are written.
    public var requestID: RequestID?
    /// Servers named in the client instructions, by place; at most 10 (Q161310).
    public var offeredServers: [UInt32]
    /// The share and directory on each of them when the instructions were written, such as `SMS_PKGC\BPC00001`; the
    /// package may move to another drive later.
    public var offeredPaths: [String] = []
    /// Distribution servers of the other sites that the job goes to, by name; instructions name them too (Q121386).
    public var otherServers: [String] = []
    /// Logon servers that hold the instructions, by place.
    public var publishedTo: [UInt32]
    /// Logon servers that got the instructions at the last copy, by place.
    public var newlyPublished: [UInt32]
    /// The events raised and not cleared since (ERRORHIS, RG S3D43), each with what it is about; `hasRaised` tells.
    public var raised: [Int64]
    /// Whether its successor was made.
    public var hasRepeated: Bool
    /// Whether it was deleted.
    public var isDeleted: Bool
    /// Days of the month that a monthly job's times ought to have and their month is too short for, else 0.
    ///
    /// Five bits each: Start After, Offer After, Mandatory After, Expires After, from the lowest.
    public var wantedDays: UInt32 = 0
    /// The number of the site that made it; another site's job is what its instruction said of it.
    public var origin: UInt16 = 0
    /// Its destination sites, the own one first; none before the lists were built, and none of another site's job.
    public var destinations: [DestinationLive] = []
    /// How many of its workstation details, from the first on, are of own clients.
    public var localDetails: UInt32 = 0
    /// Whether client instructions were written here.
    public var hasOffers = false
    /// Whether something was told since its statuses were rolled up the last time.
    public var isDirty = true
    /// When it was cancelled here, in milliseconds since 1970, or nil: the Despooler's key CancelHistory.
    public var cancelledAt: Int64?
    /// The places of its details that are no workstations.
    public var siteRows: [UInt32] = []
    /// How its command line names the program, which is asked at each run.
    var form = CommandForm.relative

    /// What `raised` keeps of an event: its number, and what it is about.
    static func raisedKey(_ number: Int64, _ subject: UInt32) -> Int64 {
        number | Int64(subject &+ 1) << 16
    }

    /// Whether an event about something stands: it was raised and its condition is not gone.
    public func hasRaised(_ number: Int64, _ subject: UInt32 = noHandle) -> Bool {
        raised.contains(Self.raisedKey(number, subject))
    }

    /// How many workstations have no status yet.
    public var open: UInt32 { details - completed - retrying - cancelled }
}

/// A row of job details that is not a workstation.
public struct SiteDetailLive: Equatable, Sendable {
    /// The job's place.
    public var job: UInt32
    /// Site Arrival, Server or Completion.
    public var kind: JobDetailKind
    /// The server's place, or `noHandle`.
    public var server: UInt32
    /// The status.
    public var status: JobStatus
    /// When it last changed, in milliseconds since 1970.
    public var changedAt: Int64
    /// The destination site by number.
    public var site: UInt16 = 0
}

/// Status of a send request (Q123221), by our numbers.
public enum RequestStatus: UInt32, CaseIterable, Sendable {
    /// SREQ_STATUS_NONE: queued.
    case none = 0
    /// SREQ_STATUS_STARTED.
    case started
    /// SREQ_STATUS_CONNECTING.
    case connecting
    /// SREQ_STATUS_SENDING.
    case sending
    /// SREQ_STATUS_ERROR.
    case error
    /// SREQ_STATUS_INVALID.
    case invalid
    /// SREQ_STATUS_CANCELLED.
    case cancelled
    /// SREQ_STATUS_SUSPENDED.
    case suspended
    /// SREQ_STATUS_OK.
    case ok
}

/// A send request as it is now.
public struct RequestLive: Equatable, Sendable {
    /// The identifier.
    public var id: SendRequestID
    /// The job's place.
    public var job: UInt32
    /// The destination site by its number in the lab.
    public var destination: UInt16
    /// The priority.
    public var priority: JobPriority
    /// The status.
    public var status: RequestStatus
    /// Bytes to send in all.
    public var bytes: Int64
    /// Bytes still to send.
    public var bytesLeft: Int64
    /// Whether a package file goes along; without one the site uses what it has.
    public var carriesPackage: Bool
    /// Whether it carries a cancel instruction.
    public var isCancel: Bool
    /// When it was queued, in milliseconds since 1970.
    public var queuedAt: Int64
    /// When sending began, or nil.
    public var startedAt: Int64?
    /// When sending ended, or nil.
    public var endedAt: Int64?
    /// The next site on the way, by number; the destination itself where there is an address to it.
    public var hop: UInt16 = 0
    /// The Sender whose outbox it lies in; nil: in the unscheduled one.
    public var sender: SenderKind? = .lan
    /// Its instruction file by number, or `noHandle`: an own job at the own site.
    public var file = noHandle
    /// The counter of the system job it is for, or 0.
    public var systemJob: UInt32 = 0
    /// How often a Sender connected.
    public var connects: Int64 = 0
    /// How often the Sender tried since it has it; given back when its retries are used up (Q214485).
    public var tries: Int64 = 0
    /// When a Sender first failed with it, or nil; it is given up seven days later.
    public var firstFailedAt: Int64?
    /// Not to be sent before, in milliseconds since 1970; 0: at once.
    public var restartAt: Int64 = 0
    /// What is wrong with it.
    public var fault = RequestFault.none
    /// How often Senders failed with it in all, however often the Scheduler had it back: the total of event 21.
    public var failures: Int64 = 0
    /// Whether a suspended transfer or a lost link left a sync point: sending goes on from `bytesLeft`.
    public var hasSyncPoint: Bool { bytesLeft < bytes }
    /// Whether it is queued still: in an outbox that no Sender took it from, or given back by a Sender.
    package var isQueued: Bool { status == .none || status == .error && sender == nil }
}

/// What lies in RECEIVE.
public struct ReceivedLive: Equatable, Sendable {
    /// What kind of instruction it is.
    public enum Kind: UInt32, Sendable {
        /// A job's instruction with or without a package: `*.INS`.
        case instruction = 0
        /// A client's status: `*.SNI`.
        case status
        /// A cancel instruction.
        case cancel
        /// A system job's instruction: a bundle of status, a package definition.
        case miniJob
        /// An instruction for another site, that passes through.
        case transit
    }

    /// What kind it is.
    public var kind: Kind
    /// A job's place for an instruction, a detail's place for a status.
    public var subject: UInt32
    /// Bits such as `listed`, for an instruction of a job; the outcome, for a status.
    public var info: UInt32
    /// How often it was tried.
    public var retries: UInt32
    /// Not to be executed before, in milliseconds since 1970.
    public var notBefore: Int64
    /// Servers still to serve in a retry; empty where it is not `isListed`: decide anew.
    public var servers: [UInt32]
    /// Its running number, which names its file.
    public var number: UInt32
    /// Which run of the command a status tells of, from 1; 0 for anything else.
    public var attempt: UInt8 = 0
    /// The site that sent it, by number, where it is not the own one.
    public var from = Hierarchy.none
    /// The counter of the send request that brought it from there, which names its file.
    public var request: UInt32 = 0
    /// Until when the Sender that brought it has it open, in milliseconds since 1970 (Q161043).
    public var heldUntil: Int64 = 0
    /// Whether its execution had begun when the Executive ended: it is an `.IST` or a `.NIL`, which come first (Q168130).
    public var isBegun = false
}

extension ReceivedLive {
    /// What `info` says of an instruction that none can read (Q152468).
    public static let damaged: UInt32 = 1
    /// The bit of `info` by which the compressed package came with an instruction of a job.
    public static let withPackage: UInt32 = 1
    /// The bit of `info` by which `servers` are all that a retry is about, even if there is none (Q153576).
    public static let listed: UInt32 = 2

    /// Whether the compressed package came with it.
    public var carriesPackage: Bool { kind == .instruction && info & Self.withPackage != 0 }
    /// Whether it is a retry whose list of servers was written, empty or not.
    public var isListed: Bool { kind == .instruction && info & Self.listed != 0 }

    /// Whether it is a client's status that may be executed at once; the few that may not stand with the instructions.
    var isPlainStatus: Bool { kind == .status && notBefore == 0 && !isBegun }
}

/// A client's status that lies in RECEIVE: what `ReceivedLive` says of it, in a quarter of the room.
struct ReceivedStatus: Equatable, Sendable {
    /// The detail's place.
    var detail: UInt32
    /// The outcome, by the number of `Outcome`: a byte, so that a status takes twelve.
    var outcome: UInt8
    /// Which run of the command it tells of.
    var attempt: UInt8
    /// Its running number, which names its file.
    var number: UInt32

    init(detail: UInt32, outcome: UInt8, attempt: UInt8, number: UInt32) {
        self.detail = detail
        self.outcome = outcome
        self.attempt = attempt
        self.number = number
    }

    init(_ entry: ReceivedLive) {
        detail = entry.subject
        outcome = UInt8(truncatingIfNeeded: entry.info)
        attempt = entry.attempt
        number = entry.number
    }

    /// The status as one of the entries of RECEIVE.
    var entry: ReceivedLive {
        ReceivedLive(
            kind: .status, subject: detail, info: UInt32(outcome), retries: 0, notBefore: 0, servers: [],
            number: number, attempt: attempt)
    }
}

/// How a command ended, as the client reports it.
public enum Outcome: UInt32, CaseIterable, Sendable {
    /// It ran: exit without error, or a MIF that says Success.
    case success = 0
    /// A MIF says Failed, or the exit was an error.
    case failed
    /// A MIF that cannot be parsed: counts as success (Q190135).
    case malformed
    /// The offer expired; the row keeps its status (Q152229).
    case expired

    /// What it makes of a workstation's row, where it is loaded (Q169491, Q152229).
    var status: JobStatus {
        switch self {
        case .failed: .retrying
        case .expired: .cancelled
        case .success, .malformed: .complete
        }
    }
}

/// A status that waits at a logon server.
public struct LeftStatus: Equatable, Sendable {
    /// The detail's place.
    public var detail: UInt32
    /// How it ended.
    public var outcome: Outcome
    /// The logon server's place.
    public var server: UInt32
    /// Which run of the command it tells of, from 1; 0: it never ran.
    public var attempt: UInt8 = 0
    /// The instant that the client's clock showed, in milliseconds since 1970, if that was ahead; else 0 (Q172899).
    ///
    /// In DELTAMIF.COL: when the Despooler wrote it.
    public var notBefore: Int64 = 0
    /// When the second of its two files is whole, in milliseconds since 1970; 0: there is no second (Q138241).
    public var completeAt: Int64 = 0
    /// Whether the Description of its MIF is empty (Q169491).
    public var isBlank = false
    /// Whether a value of its MIF holds an escaped quotation mark (Q140810).
    public var isQuoted = false
    /// Whether its MIF is dated after 2030 (Q239534).
    public var isLate = false
    /// Whether its MIF names the job alone, and no workstation (Q152229).
    public var isOfJob = false

    /// What is told beside the outcome; see `StatusBits`.
    var marks: UInt32 {
        get {
            (isBlank ? StatusBits.blank : 0) | (isQuoted ? StatusBits.quoted : 0)
                | (isLate ? StatusBits.late : 0) | (isOfJob ? StatusBits.ofJob : 0)
        }
        set {
            isBlank = newValue & StatusBits.blank != 0
            isQuoted = newValue & StatusBits.quoted != 0
            isLate = newValue & StatusBits.late != 0
            isOfJob = newValue & StatusBits.ofJob != 0
        }
    }
}

/// What is told beside an outcome.
public enum StatusBits {
    /// The bits of the outcome.
    public static let outcome: UInt32 = 0x1F
    /// Its MIF is dated after 2030 (Q239534).
    public static let late: UInt32 = 0x20
    /// A value of its MIF holds an escaped quotation mark (Q140810).
    public static let quoted: UInt32 = 0x40
    /// The Description of its MIF is empty.
    public static let blank: UInt32 = 0x80
    /// Its MIF names the job alone; of a status in RECEIVE never.
    public static let ofJob: UInt32 = 0x100
    /// What the text of its MIF is like.
    public static let marks = late | quoted | blank
}

/// An event that was raised.
public struct EventLive: Equatable, Sendable {
    /// When, in milliseconds since 1970.
    public var instant: Int64
    /// The event's number.
    public var number: Int64
    /// Who raised it.
    public var component: Component
    /// The job's place, or `noHandle`.
    public var job: UInt32
    /// What it is about; a server, machine or package by its place, or `noHandle`.
    public var subject: UInt32
    /// Which run of the job's command it is about, from 1; 0: none.
    public var attempt: UInt8 = 0
    /// The site that raised it, by number, where it came up from a site below.
    public var source = Hierarchy.none
    /// Its place among the events of that site.
    public var sourcePlace: UInt32 = 0
}

/// Bits of a workstation detail beyond its status.
public struct DetailFlags: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt8
    /// Takes the bits as they are.
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The record is in the master instruction file.
    public static let inMaster = DetailFlags(rawValue: 1)
    /// The row or file changed since the last commit.
    public static let changed = DetailFlags(rawValue: 2)
    /// The record is in the copies at the logon servers.
    public static let inCopy = DetailFlags(rawValue: 4)
}

/// A workstation detail as it is now.
///
/// Twelve bytes side by side: whatever is asked of a detail costs one wait for memory. When it changed stands
/// elsewhere, since no component asks for it.
public struct DetailLive: Equatable, Sendable {
    /// The client's place.
    public var client: UInt32
    /// The job's place.
    public var job: UInt32
    /// The status, by the number of `JobStatus`.
    public var status: UInt8 = 0
    /// Its bits; see `DetailFlags`.
    public var flags: UInt8 = 0
    /// How often the client ran it.
    public var attempts: UInt8 = 0
}

/// The rows of one site's own database, live in memory, in dense arrays.
///
/// Only `apply` and the administrator's commands, both in this file's extensions of the module, change it; a
/// component reads it and asks for effects. Places in the arrays are the handles of signals and effects.
public final class SiteImage {
    /// The site by its number in the lab.
    public let number: UInt16
    // What each poll of a client asks for lies together: of a thousand sites each would be a wait for memory.
    /// Whether the site was taken out of the lab; its number stays, and nothing happens there any more.
    public package(set) var isRemoved = false
    /// Whether a logon server cannot be reached: then even clients without offers have something to look at.
    public private(set) var lacksLogonServer = false
    /// What the lab says of the site.
    public package(set) var definition: SiteDefinition { didSet { hasNewDefinition = true } }
    /// Whether `definition` may be another one than the lab's.
    private var hasNewDefinition = true
    /// The lab's first instant, in milliseconds since 1970.
    public let labStart: Int64
    /// The lab's seed.
    public let seed: UInt64
    /// The quirks that are alive.
    public package(set) var quirks: QuirkSet

    /// Has other quirks alive from now on, as after a service pack.
    package func setQuirks(_ quirks: QuirkSet) { self.quirks = quirks }
    /// The next package counter.
    public package(set) var nextPackage: UInt32 = 1
    /// The next job counter.
    public package(set) var nextJob: UInt32 = 1
    /// The next request counter of client instructions.
    public package(set) var nextRequest: UInt32 = 1
    /// The next send request counter.
    public package(set) var nextSendRequest: UInt32 = 1
    /// The next number of a file in RECEIVE.
    public package(set) var nextReceived: UInt32 = 0
    /// The servers; a place never changes its meaning.
    public package(set) var servers: [ServerLive] = [] {
        didSet {
            lacksLogonServer = servers.contains {
                !$0.isRemoved && !$0.definition.online && $0.definition.roles.contains(.logon)
            }
        }
    }
    /// The next query counter.
    public package(set) var nextQuery: UInt32 = 1
    /// The saved queries, in order of making.
    public package(set) var queries: [QueryLive] = []
    /// The machine groups by name, in order of making.
    public package(set) var groups: [MachineGroupDefinition] = []
    /// The clients.
    public package(set) var clients: ClientPopulation
    /// The packages.
    public package(set) var packages: [PackageLive] = []
    /// Where packages lie.
    public package(set) var locations: [LocationLive] = []
    /// Files in use on distribution servers.
    public package(set) var filesInUse: [FileInUse] = []
    /// The jobs.
    public package(set) var jobs: [JobLive] = []
    /// Jobs that are not ended, by place, in order.
    public package(set) var openJobs: [UInt32] = []
    /// Details that are no workstations.
    public package(set) var siteDetails: [SiteDetailLive] = []
    /// Send requests.
    public package(set) var requests: [RequestLive] = []
    /// Requests that are not ended, by place.
    public package(set) var openRequests: [UInt32] = []
    /// Which of them lie in which outbox.
    var outboxes = Outboxes()
    /// What lies in RECEIVE, in order of arrival.
    public package(set) var received: [ReceivedLive] {
        get {
            let statuses = receivedStatuses[receivedHead...].map(\.entry)
            if receivedInstructions.isEmpty { return statuses }
            return (statuses + receivedInstructions).sorted { $0.number < $1.number }
        }
        set {
            receivedStatuses = ContiguousArray(
                newValue.lazy.filter { $0.isPlainStatus }.map { ReceivedStatus($0) })
            receivedInstructions = newValue.filter { !$0.isPlainStatus }
            receivedHead = 0
        }
    }
    /// The statuses of RECEIVE, with some that were taken from its front: a hundred thousand are taken one by one.
    var receivedStatuses: ContiguousArray<ReceivedStatus> = []
    /// The first entry of `receivedStatuses` that still lies in RECEIVE.
    var receivedHead = 0
    /// The instructions and cancels of RECEIVE.
    var receivedInstructions: [ReceivedLive] = []
    /// Statuses that wait at logon servers.
    public package(set) var left: [LeftStatus] = []
    /// DELTAMIF.COL: what the Data Loader has to load.
    public package(set) var loadBox = LoadBox()
    /// The servers of program items in the network application database, which Program Group Control reads.
    public package(set) var itemServers: [ItemServers] = []
    /// Whether some directory may be one that no user may read; follows from the locations.
    package var hasUnreadable = false
    /// Program groups of sites above.
    public package(set) var foreignGroups: [ForeignProgramGroups] = []
    /// When own or other program groups changed that the sites below were not told of, in milliseconds since 1970; -1:
    /// they were told.
    public package(set) var groupsChangedAt: Int64 = -1
    /// The alerts, by place; removed ones stay.
    public package(set) var alerts: [AlertLive] = []
    /// Whether the SQL Server of the site is down.
    public package(set) var isSQLDown = false
    /// Files in SITEREP.BOX.
    public package(set) var reports: Int64 = 0
    /// Events in order.
    public package(set) var events: [EventLive] = []
    /// Details whose record left the master file and not yet the copies at the logon servers.
    public package(set) var copyDirty: [UInt32] = []
    /// Clients whose instruction file on the site server somebody has open, by place: until when.
    package var heldInstructions: [UInt32: Int64] = [:]

    // Workstation details: a million targets must stay small.
    /// The workstation details.
    public package(set) var details: ContiguousArray<DetailLive> = []
    /// When each detail last changed, in milliseconds since 1970.
    public package(set) var detailChangedAt: ContiguousArray<Int64> = []

    // What is wrong.
    /// What is wrong at the site, by name.
    public package(set) var faults: [SiteFault] = []
    /// Bad logons to the service account since it was last let in.
    public package(set) var badLogons: Int64 = 0
    /// Job files in SCHEDULE.BOX whose identifier is none (Q185901).
    public package(set) var invalidJobFiles: Int64 = 0
    /// Sites below that are gone and that nobody told of, by number (Q188055).
    public package(set) var ghosts: [UInt16] = []
    /// Free bytes of the SMS drives of neighbours, as a Sender's look at them would find; known while a Sender acts.
    package var room: [UInt16: Int64] = [:]

    // Other sites.
    /// The tree of sites as it is now.
    public package(set) var hierarchy = Hierarchy()
    /// Computers of sites below.
    public package(set) var known = KnownMachines()
    /// Servers of sites below as their site control files told of them, by site number.
    public package(set) var knownServers: [UInt16: KnownServers] = [:]
    /// Neighbours that cannot be reached now: the link, the site server there, or the site itself is down.
    public package(set) var unreachable: [UInt16] = []
    /// Whether the site server is down; no component takes a new task then.
    public package(set) var isDown = false
    /// Services that are paused.
    public package(set) var paused: [ServiceName] = []
    /// Services that are stopped: the Executive with all its threads, or threads of it.
    public package(set) var stopped: [ServiceName] = []
    /// How often the Executive ended with its tasks undone: what those were to bring is for nobody.
    public package(set) var executiveEnds: UInt32 = 0
    /// The lab's rule for what Senders give back.
    package var reschedule = RescheduleRule.formula
    /// Instruction files by number: written here and not sent yet, or received and not executed yet.
    public package(set) var files: [UInt32: Instruction] = [:]
    /// The next number of an instruction file.
    public package(set) var nextFile: UInt32 = 0
    /// System jobs by the counter of their identifier.
    public package(set) var systemJobs: [UInt32: SystemJobLive] = [:]
    /// System jobs that are not ended, by counter, in order.
    public package(set) var openSystemJobs: [UInt32] = []
    /// System jobs that ended, by counter, in the order of their ends.
    public package(set) var endedSystemJobs: [UInt32] = []
    /// Events about no job that stand: their number and what they are about, as `JobLive.raised`.
    package var standing: Set<Int64> = []
    /// The place of the request that was written last.
    var lastRequest = noHandle
    /// Places of requests that a Sender gave back since the Scheduler last looked: event 316 is about them.
    package var givenBack: [UInt32] = []
    /// Places of `requests` whose request was deleted with its system job.
    public package(set) var freeRequests: [UInt32] = []
    /// SITEREP.BOX: what waits for the parent.
    public package(set) var reportBox: [ReportItem] = []
    /// Since when the oldest entry of each category waits, in milliseconds since 1970; -1: there is none.
    public package(set) var reportsSince: [Int64] = [-1, -1, -1]
    /// Where packages lie at sites below, as it was reported.
    public package(set) var remoteLocations: [RemoteLocation] = []
    /// Names of servers of other sites that details point at.
    public package(set) var remoteServerNames: [String] = []
    /// Packages whose definition changed and was not told to the sites below, with the instant of the last change.
    public package(set) var dirtyDefinitions: [UInt32: Int64] = [:]
    /// How many program items of a package the network application database holds, by package; -1: they damaged it.
    package var programItems: [UInt32: Int64] = [:]
    /// Packages whose program items are to be set, with the instant of the last change.
    package var dirtyItems: [UInt32: Int64] = [:]
    /// Which version of a package was sent to a site: `package << 16 | site`.
    package var sentVersions: [UInt64: Int64] = [:]
    /// Details of jobs of sites above that passed through here: `job << 32 | client`.
    package var passing: [UInt64: UInt32] = [:]
    // Site control files; see HierarchyManager.
    /// The control images of sites in this database, by site number; a site that nobody changed has none.
    public package(set) var siteControls: [UInt16: SiteControlLive] = [:]
    /// SITECFG.BOX: `.CT1` files for Site Configuration Manager.
    public package(set) var controlFilesIn: [SiteControlFile] = []
    /// SITECFG.BOX: `.CT2` files for Hierarchy Manager.
    public package(set) var controlFilesOut: [SiteControlFile] = []
    /// The stamp of the master copy, SITECTRL.CT0, in milliseconds since 1970.
    public package(set) var controlStamp: Int64 = 0
    /// The number of the next file in SITECFG.BOX.
    package var nextControlFile: UInt32 = 1
    /// The last control file that was refused, until a later one is taken.
    public package(set) var refusedControl: RefusedControlFile?
    /// Whether the site's programs are there: a secondary site that is being installed has none yet.
    public package(set) var isInstalled = true
    /// The places of site details by what they are about.
    var siteDetailPlaces: [SiteDetailKey: UInt32] = [:]
    /// The places of jobs by their identifiers, deleted ones left out.
    var jobPlaces: [JobID: UInt32] = [:]
    // See PlaceIndex.
    var locationsByPackage = PlaceIndex<UInt32>()
    var locationsByPair = PlaceIndex<UInt64>()
    var packagesBySet = PlaceIndex<PackageSetID>()

    /// Whether files are real, so that it matters whose files changed.
    public package(set) var tracksFiles = false

    /// What changed since the last commit.
    public package(set) var changes = SiteChanges()

    /// What looks at details that will be needed soon gave: nothing that anybody reads.
    var looks: UInt32 = 0

    /// How many details a snapshot holds, while it is read.
    package var detailCountToRead: UInt32 = 0

    /// Makes the image of a site that has just been set up.
    public init(
        number: UInt16, definition: SiteDefinition, labStart: Int64, seed: UInt64, quirks: QuirkSet
    ) {
        self.number = number
        self.definition = definition
        self.labStart = labStart
        self.seed = seed
        self.quirks = quirks
        clients = ClientPopulation(definition)
        servers = definition.servers.map { Self.live($0) }
        lacksLogonServer = servers.contains {
            !$0.definition.online && $0.definition.roles.contains(.logon)
        }
        groups = definition.groups
        alerts = definition.alerts.map { AlertLive(definition: $0) }
        for query in definition.queries { appendQuery(query) }
    }

    package static func live(_ server: ServerDefinition) -> ServerLive {
        ServerLive(
            definition: server,
            drives: server.drives.map {
                // Sums with sizes of packages stay far from the largest number.
                DriveLive(
                    letter: $0.letter, fileSystem: $0.fileSystem,
                    freeBytes: min(max($0.freeBytes, 0), 1 << 60))
            },
            shares: server.shares.compactMap { share in
                let drive = server.drives.firstIndex { $0.letter.uppercased() == share.drive.uppercased() }
                return drive.map { ShareLive(name: share.name.uppercased(), drive: $0, isForeign: true) }
            }, isRemoved: false)
    }

    /// Whether `definition` may have changed since the last time that this was asked.
    package func takeDefinitionChange() -> Bool {
        defer { hasNewDefinition = false }
        return hasNewDefinition
    }

    /// The number of the job that a detail belongs to.
    @inline(__always)
    func jobNumber(detail: Int) -> UInt32 { jobNumber(Int(details[detail].job)) }

    /// A job as the trace writes it: the counter of its identifier, and its site where that is another one.
    @inline(__always)
    public func jobNumber(_ place: Int) -> UInt32 {
        let counter = jobs[place].job.id.counter
        let origin = jobs[place].origin
        return origin == number ? counter : TraceReference(counter: counter, site: origin).number
    }

    /// A package as the trace writes it; see `jobNumber`.
    public func packageNumber(_ place: Int) -> UInt32 {
        let id = packages[place].package.id
        if id.site == definition.code { return id.counter }
        return TraceReference(counter: id.counter, site: hierarchy.number(of: id.site)).number
    }

    /// The place of the site server.
    public var siteServer: Int? {
        servers.firstIndex { !$0.isRemoved && $0.definition.roles.contains(.site) }
    }

    /// The clock of the SQL Server, which judges Start After.
    public var sqlClock: MachineClock {
        let most = PackageCommandManager.longestMilliseconds
        return MachineClock(
            zone: definition.zone,
            offsetMilliseconds: min(max(definition.sqlClockOffsetMilliseconds, -most), most))
    }

    /// What the SQL Server's clock shows.
    public func sqlTime(at instant: Int64) -> LocalTime {
        sqlClock.localTime(at: instant, labStart: labStart)
    }

    /// The polling interval in milliseconds.
    public var pollMilliseconds: Int64 { definition.response.pollingMinutes * 60_000 }

    /// The packed statuses of a job.
    public func packedStatus(_ job: Int) -> UInt32 { packStatus(jobs[job].job) }

    /// The place of the other set of a package that is there: its workstation set or its sharing set.
    func otherSet(of place: Int) -> Int? {
        packageIndex(packages[place].package.id, packages[place].isSharing ? .workstation : .sharing)
    }

    /// The place of a job with an identifier.
    public func jobIndex(_ id: JobID) -> Int? {
        jobs.firstIndex { $0.job.id == id && !$0.isDeleted && $0.origin == number }
    }

    /// The place of a server by name, in any case.
    public func serverIndex(_ name: some StringProtocol) -> Int? {
        let upper = name.uppercased()
        return servers.firstIndex { !$0.isRemoved && $0.definition.name.uppercased() == upper }
    }

    /// The places of the default distribution servers.
    public var defaultServers: [UInt32] {
        servers.indices.filter {
            !servers[$0].isRemoved && servers[$0].definition.roles.contains(.distribution)
        }
        .map { UInt32($0) }
    }

    /// The places of the logon servers.
    public var logonServers: [UInt32] {
        servers.indices.filter {
            !servers[$0].isRemoved && servers[$0].definition.roles.contains(.logon)
                && servers[$0].state != .pendingInstall
        }
        .map { UInt32($0) }
    }

    /// The places of a domain's logon servers; of all logon servers where the domain has none.
    public func logonServers(ofDomain domain: String) -> [UInt32] {
        let all = logonServers
        if definition.domains.count <= 1 { return all }
        let first = definition.domains.first ?? ""
        let own = all.filter {
            let named = servers[Int($0)].definition.domain
            return (named.isEmpty ? first : named).uppercased() == domain.uppercased()
        }
        return own.isEmpty ? all : own
    }

    /// The places of the logon servers that hold the instruction files of a range of clients: those of its domain
    /// (Q126644), and those that it names.
    public func instructionServers(of block: ClientPopulation.Block) -> [UInt32] {
        let own = logonServers(ofDomain: block.domain)
        if block.range.logonServers.isEmpty { return own }
        let named = block.range.logonServers.compactMap { serverIndex($0) }.map { UInt32($0) }
        return logonServers.filter { own.contains($0) || named.contains($0) }
    }

    /// How many clients of a job have their instruction files on a logon server.
    func instructionCount(job: UInt32, at server: UInt32) -> Int64 {
        let live = jobs[Int(job)]
        let end = Int(live.firstDetail) + Int(live.localDetails)
        // Targets stand in order of place, so the members of a range follow each other.
        var count = 0
        var place = Int(live.firstDetail)
        for block in clients.blocks where place < end {
            let next = firstDetail(from: place, to: end, ofClient: block.base + block.range.count)
            if instructionServers(of: block).contains(server) { count += next - place }
            place = next
        }
        return Int64(count)
    }

    /// The detail of a client in a job; nil where it is no target.
    func detail(ofClient client: Int, job: UInt32) -> Int? {
        let live = jobs[Int(job)]
        let end = Int(live.firstDetail) + Int(live.localDetails)
        let found = firstDetail(from: Int(live.firstDetail), to: end, ofClient: client)
        return found < end && details[found].client == UInt32(client) ? found : nil
    }

    /// The first of a job's details whose client has a place or a later one, by halving.
    func firstDetail(from begin: Int, to end: Int, ofClient client: Int) -> Int {
        var low = begin
        var high = end
        while low < high {
            let middle = (low + high) / 2
            if Int(details[middle].client) < client { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The machine group of a name, in any case.
    public func group(_ name: some StringProtocol) -> MachineGroupDefinition? {
        let upper = name.uppercased()
        return groups.first { $0.name.uppercased() == upper }
    }

    /// The place of a detail of a job that is no workstation; of the own site where no other is named.
    public func siteDetailIndex(
        job: UInt32, kind: JobDetailKind, server: UInt32 = noHandle, site: UInt16? = nil
    ) -> Int? {
        siteDetailPlaces[SiteDetailKey(job: job, site: site ?? number, kind: kind, server: server)].map {
            Int($0)
        }
    }
}

/// The four statuses of a job in one number: overall lowest, then Sending, Working, Cancel.
public func packStatus(_ job: Job) -> UInt32 {
    UInt32(job.status.rawValue) | UInt32(job.sendingStatus.rawValue) << 8
        | UInt32(job.workingStatus.rawValue) << 16 | UInt32(job.cancelStatus.rawValue) << 24
}

/// The four statuses out of one number.
public func unpackStatus(_ packed: UInt32) -> (
    overall: JobStatus, sending: JobStatus, working: JobStatus, cancel: JobStatus
) {
    func status(_ shift: UInt32) -> JobStatus { JobStatus(rawValue: Int(packed >> shift & 0xFF)) ?? .none }
    return (status(0), status(8), status(16), status(24))
}

/// What changed at a site since the last commit: places, each once, in the order of the first change.
public struct SiteChanges: Equatable, Sendable {
    /// Jobs.
    public var jobs = PlaceSet()
    /// Packages.
    public var packages = PlaceSet()
    /// Packages whose compressed file in TOSEND or STORE is a new one.
    public var archives = PlaceSet()
    /// Requests.
    public var requests = PlaceSet()
    /// Servers: drives and shares.
    public var servers = PlaceSet()
    /// Locations.
    public var locations = PlaceSet()
    /// Site details.
    public var siteDetails = PlaceSet()
    /// Workstation details.
    public var details: ContiguousArray<UInt32> = []
    /// Clients whose files or state changed.
    public var clients = PlaceSet()
    /// Clients whose instruction files belong elsewhere now; they are among `clients` too.
    public var moved = PlaceSet()
    /// Whether groups changed.
    public var groups = false
    /// Whether queries changed.
    public var queries = false
    /// Whether the site's own settings changed.
    public var site = false
    /// Whether counters changed.
    public var counters = false
    /// How many events the database already holds.
    public var eventsWritten = 0
    /// What left RECEIVE, if files are real: then its files have to go.
    public var taken: [ReceivedLive] = []
    /// Whether RECEIVE or the boxes at logon servers changed.
    public var boxes = false
    /// System jobs, by the counter of their identifiers.
    public var systemJobs = PlaceSet()
    /// Requests that were deleted with their system jobs.
    public var removedRequests: [RequestLive] = []
    /// Whether what is known of sites below changed.
    public var known = false
    /// Sites whose control images changed, by number.
    public var siteControls = PlaceSet()
    /// Whether files in SITECFG.BOX changed.
    public var controlFiles = false
    /// Whether DELTAMIF.COL changed.
    public var loader = false
    /// How many reported locations of sites below the database already holds.
    public var remoteLocationsWritten = 0

    /// Nothing changed.
    public init() {}
}

/// A set of places that keeps the order in which they were added.
public struct PlaceSet: Equatable, Sendable {
    /// The places in order.
    public private(set) var places: [UInt32] = []
    private var bits: [UInt64] = []

    /// Makes an empty set.
    public init() {}

    /// Whether nothing is in it.
    public var isEmpty: Bool { places.isEmpty }

    /// Adds a place unless it is there.
    public mutating func insert(_ place: UInt32) {
        let word = Int(place >> 6)
        while bits.count <= word { bits.append(0) }
        let bit: UInt64 = 1 << UInt64(place & 63)
        if bits[word] & bit != 0 { return }
        bits[word] |= bit
        places.append(place)
    }

    /// Empties the set.
    public mutating func removeAll() {
        for place in places { bits[Int(place >> 6)] = 0 }
        places.removeAll(keepingCapacity: true)
    }
}

extension CompressionSettings {
    /// The longest pause for a block that is emulated, an hour.
    static let longestYieldMilliseconds: Int64 = 3_600_000

    /// Declared bytes of the compressed file of a source; a ratio over ten times counts as ten.
    func packedBytes(_ bytes: Int64) -> Int64 {
        enabled ? bytes * min(max(ratioPercent, 0), 1_000) / 100 : bytes
    }
}
