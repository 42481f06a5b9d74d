public import SiteModel

/// What an instruction file tells the site that gets it, with the name of the package file beside it.
///
/// Its layout was never published. A value is written once, travels, and is read once.
public struct Instruction: Equatable, Sendable {
    /// What kinds there are.
    public enum Kind: UInt8, CaseIterable, Sendable {
        /// A user's job: Run Command, Share or Remove.
        case job = 0
        /// A remote cancel instruction (event 317 when it cannot be sent).
        case cancel
        /// A bundle of Site Reporter.
        case report
        /// A package definition of Applications Manager.
        case definition
        /// A package that was deleted, of Applications Manager.
        case deletion
        /// A site control file of Hierarchy Manager for a site below: a `.CT1`.
        case controlFile
        /// A site control file of Site Configuration Manager for the parent: a `.CT2`.
        case controlReport
        /// The bootstrap of a secondary site.
        case preinstall
        /// The programs of a secondary site.
        case install
        /// The order to deinstall a secondary site.
        case deinstall
        /// The order to upgrade a secondary site.
        case upgrade
        /// The order to send a client's whole inventory again.
        case resynchronise
        /// Program groups, of Applications Manager.
        case programGroups
        /// Bytes that are no instruction (Q152468).
        case damaged
    }

    /// What it is.
    public var kind: Kind
    /// The site that wrote it, by number.
    public var origin: UInt16
    /// The site that it is for, by number.
    public var destination: UInt16
    /// The counter of the job's identifier, or 0.
    public var jobCounter: UInt32 = 0
    /// The job's scalars, for a job.
    public var job: Job?
    /// Who made the job.
    public var who = ""
    /// What the job took of its package when it was activated.
    public var offer = JobOffer()
    /// The request that its client instructions carry.
    public var requestCounter: UInt32?
    /// The package.
    public var package: Package?
    /// What the compressed file was made from.
    public var packed = SourceFacts()
    /// Which version of the package the job is about.
    public var version: Int64 = 0
    /// Declared bytes of the compressed file.
    public var transferBytes: Int64 = 0
    /// Whether the compressed file comes along.
    public var carriesPackage = false
    /// The priority of the requests that carry it.
    public var priority = JobPriority.medium
    /// The workstations at the destination, by place.
    public var targets: [UInt32] = []
    /// The distribution servers, by name.
    public var servers: [String] = []
    /// The distribution servers of the other sites that the job goes to, by name (Q121386).
    public var otherServers: [String] = []
    /// What a bundle holds.
    public var items: [ReportItem] = []
    /// The site control file.
    public var control: SiteControlFile?
    /// Program groups.
    public var programGroups: [ProgramGroupDefinition] = []
    /// The site whose program groups they are, by number.
    public var groupsOf = Hierarchy.none

    /// Makes an instruction.
    public init(kind: Kind, origin: UInt16, destination: UInt16) {
        self.kind = kind
        self.origin = origin
        self.destination = destination
    }
}

/// One thing that a site tells the sites above it: a file in SITEREP.BOX.
public struct ReportItem: Equatable, Sendable {
    /// What it tells.
    public enum Kind: UInt8, CaseIterable, Sendable {
        /// A workstation's job status (JMF): `subject` the client's place, `status`, `number` what `StatusBits` tells of its
        /// MIF.
        case workstation = 0
        /// A row of job details: Site Arrival; `number` whether a site on the way there tells of it.
        case siteArrival
        /// A row of job details: a distribution server, by name.
        case server
        /// A row of job details: Completion.
        case completion
        /// A site has carried out a cancel; with status Failed: it was not told of it.
        case cancelled
        /// An event (EMF): `number` its place among the events of `site`.
        case event
        /// Where a package lies (PMF): `name` the server, `number` the package's counter, `origin` its site.
        case location
        /// Inventory of new computers: `subject` the first place, `number` how many.
        case machines
        /// User groups of a domain (UMF).
        case userGroups
        /// A file that nothing can read.
        case damaged
        /// That the servers of `site` are others than before, where no site control file tells of them.
        case servers
    }

    /// What it tells.
    public var kind: Kind
    /// The site whose job it is, by number; it goes no further up than that.
    public var origin: UInt16
    /// The site that it is about, by number.
    public var site: UInt16
    /// The status, by the number of `JobStatus`.
    public var status: UInt8 = 0
    /// How often the command was run.
    public var attempts: UInt8 = 0
    /// The counter of the job's identifier.
    public var job: UInt32 = 0
    /// What it is about; see `Kind`.
    public var subject: UInt32 = 0
    /// A number; see `Kind`.
    public var number: Int64 = 0
    /// When it happened, in milliseconds since 1970.
    public var instant: Int64 = 0
    /// A name; see `Kind`.
    public var name = ""

    /// What `number` says of a row of job details that a site on the way to `site` tells of, and not that site.
    static let byAnother: Int64 = 1

    /// Makes an item.
    public init(kind: Kind, origin: UInt16, site: UInt16, job: UInt32 = 0, instant: Int64) {
        self.kind = kind
        self.origin = origin
        self.site = site
        self.job = job
        self.instant = instant
    }

    /// Whether it is a file whose bytes are no text at all.
    public var isCorrupt: Bool { kind == .damaged && status == 1 }

    /// The box it waits in.
    public var category: ReportCategory {
        switch kind {
        case .event: .events
        case .machines, .userGroups, .damaged, .servers: .inventory
        default: .status
        }
    }
}

/// What Site Reporter keeps apart, each with its own maximum wait (RG S3D2B).
public enum ReportCategory: Int, CaseIterable, Sendable {
    /// Job status and package locations.
    case status = 0
    /// Events.
    case events
    /// Inventory.
    case inventory
}

/// A system job as it is now (SDK sheapio_5gc3): one destination, no detail rows.
public struct SystemJobLive: Equatable, Sendable {
    /// The identifier's counter.
    public var counter: UInt32
    /// What it is for.
    public var kind: SystemJobKind
    /// Its destination by number.
    public var destination: UInt16
    /// Overall.
    public var status: JobStatus
    /// Sending.
    public var sending: JobStatus
    /// When it was made, in milliseconds since 1970.
    public var createdAt: Int64
    /// When it ended, or nil.
    public var endedAt: Int64?
    /// Its instruction file by number.
    public var file: UInt32
    /// Whether its row was written by half, without a type, while the log of the database was full (Q183236).
    public var hasNoType = false
}

/// A destination site of a job as the job's site knows it.
public struct DestinationLive: Equatable, Sendable {
    /// The site by number.
    public var site: UInt16
    /// The place of the first workstation detail.
    public var firstDetail: UInt32
    /// How many workstation details there are.
    public var details: UInt32
    /// The frozen list of distribution servers, by name; own servers stand by place in the job.
    public var servers: [String]
    /// How far it has come.
    public var state: State
    /// The request that carries the job there, by place, or `noHandle`.
    public var request = noHandle

    /// How far a destination has come.
    public enum State: UInt8, CaseIterable, Sendable {
        /// Nothing was queued.
        case none = 0
        /// There is no address.
        case noAddress
        /// A request was queued.
        case queued
        /// The files are there.
        case sent
        /// The Scheduler gave up.
        case failed
        /// A cancel instruction was queued.
        case cancelling
        /// It is cancelled there, or never got there.
        case cancelled

        /// Whether something is still to happen there.
        public var isOpen: Bool { self != .failed && self != .cancelled }
    }
}
