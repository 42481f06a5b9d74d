/// A site of a recorded run.
public struct RecordedSite: Sendable {
    /// Its code.
    public let code: String
    /// Its name.
    public let name: String
    /// The place of its parent, or nil.
    public let parent: Int?
    /// How many sites are above it.
    public let tier: Int
    /// Whether it is a secondary site, which has no database.
    public let isSecondary: Bool
    /// Its Response setting.
    public let response: String
    /// Its servers' names.
    public let servers: [String]
    /// `up`, `down`, `SQL down` or empty where it is not there, by number of the text.
    public var state = Series()
    /// Its clients and what they do, by number of the counts.
    public var counts = Series()
    /// What its clock is ahead of UTC, in milliseconds.
    public var offset = Series()

    /// Makes a site of which nothing was seen yet.
    public init(
        code: String, name: String, parent: Int?, tier: Int, isSecondary: Bool, response: String,
        servers: [String]
    ) {
        self.code = code
        self.name = name
        self.parent = parent
        self.tier = tier
        self.isSecondary = isSecondary
        self.response = response
        self.servers = servers
    }
}

/// The phases of a job that lanes show (RG S3D3C: send, distribute, run), and what they are made of.
public enum RecordedPhase: Int, CaseIterable, Sendable {
    /// The package is being compressed; a part of the send phase.
    case compress = 0
    /// The send phase: what the job's Sending status says, at the site that made it.
    case send = 1
    /// The Despooler executes the job's instruction.
    case distribute = 2
    /// Clients of the site are offered the job, until all have reported it.
    case run = 3
    /// A Sender transfers a request to another site; a part of the send phase.
    case transfer = 4

    /// What it is called.
    public var word: String {
        switch self {
        case .compress: "compress"
        case .send: "send"
        case .distribute: "distribute"
        case .run: "run"
        case .transfer: "transfer"
        }
    }
}

/// How a phase or a transfer ended.
public enum RecordedOutcome: Int, Sendable {
    /// It had not ended when the recording did.
    case open = 0
    /// It ended well.
    case done = 1
    /// It failed, or was cancelled or put aside.
    case failed = 2
}

/// A phase of a job at a site, from when to when.
public struct RecordedBar: Sendable {
    /// The site, by its place.
    public let site: Int
    /// The phase.
    public let phase: RecordedPhase
    /// The job's identifier.
    public let job: String
    /// When it began, in milliseconds since 1970.
    public let from: Int64
    /// When it ended, or nil.
    public var to: Int64?
    /// How it ended.
    public var outcome: RecordedOutcome
    /// What is said of it.
    public var label: String

    /// Begins a bar.
    public init(site: Int, phase: RecordedPhase, job: String, from: Int64, label: String) {
        self.site = site
        self.phase = phase
        self.job = job
        self.from = from
        self.label = label
        outcome = .open
    }
}

/// A package or instruction on its way from a site to another.
public struct RecordedMove: Sendable {
    /// The site that sends, by its place.
    public let from: Int
    /// The site that it goes to next.
    public let to: Int
    /// The job's identifier; empty for a system job.
    public let job: String
    /// How many bytes.
    public let bytes: Int64
    /// When sending began, in milliseconds since 1970.
    public let begin: Int64
    /// When it ended, or nil.
    public var end: Int64?
    /// How it ended.
    public var outcome: RecordedOutcome

    /// Begins a transfer.
    public init(from: Int, to: Int, job: String, bytes: Int64, begin: Int64) {
        self.from = from
        self.to = to
        self.job = job
        self.bytes = bytes
        self.begin = begin
        outcome = .open
    }
}

/// An SMS event as `event list` prints it.
public struct RecordedEvent: Sendable {
    /// The site in whose list it stands, by its place.
    public var site: Int
    /// Its number in that list.
    public var ordinal: Int64
    /// When, in milliseconds since 1970.
    public var instant: Int64
    /// From which frame on it stands in that list: later than its time where it was reported from a site below.
    public var frame: Int
    /// When by the site's clock.
    public var time: String
    /// The number of the event.
    public var number: Int64
    /// The cells behind it: severity, component, job, text.
    public var cells: [String]

    /// Makes an event.
    public init(
        site: Int, ordinal: Int64, instant: Int64, frame: Int, time: String, number: Int64, cells: [String]
    ) {
        self.site = site
        self.ordinal = ordinal
        self.instant = instant
        self.frame = frame
        self.time = time
        self.number = number
        self.cells = cells
    }
}
