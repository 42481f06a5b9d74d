public import SiteModel

/// State of a send request as a Sender leaves it (Q123221).
public enum SenderStatus: String, CaseIterable, Sendable {
    /// Not begun.
    case none = "SREQ_STATUS_NONE"
    /// Taken by a Sender.
    case started = "SREQ_STATUS_STARTED"
    /// Connecting to the destination.
    case connecting = "SREQ_STATUS_CONNECTING"
    /// Bytes are moving.
    case sending = "SREQ_STATUS_SENDING"
    /// The last try failed.
    case error = "SREQ_STATUS_ERROR"
    /// The request cannot be read.
    case invalid = "SREQ_STATUS_INVALID"
    /// Cancelled.
    case cancelled = "SREQ_STATUS_CANCELLED"
    /// Put aside for a more urgent request.
    case suspended = "SREQ_STATUS_SUSPENDED"
    /// Sent.
    case ok = "SREQ_STATUS_OK"
}

/// What a Sender asks of the Scheduler after a failure (Q123221).
public enum SendActionCode: Int, CaseIterable, Sendable {
    /// 0, nothing.
    case nothing = 0
    /// 1, try again.
    case retry = 1
    /// 2, delete the request.
    case delete = 2
}

/// Which file is under way (Q123221).
public enum SendFileType: Int, CaseIterable, Sendable {
    /// 0, none.
    case none = 0
    /// 1, the instruction file.
    case instruction = 1
    /// 2, the package file.
    case package = 2

    /// The words behind the number in a dump; only the first is published.
    var words: String {
        switch self {
        case .none: "No file"
        case .instruction: "INS file"
        case .package: "PKG file"
        }
    }
}

/// The INFO record, "SEND REQUEST DATA" in a dump.
public struct SendRequestInformation: Equatable, Sendable {
    /// How urgent it is.
    public var priority: JobPriority
    /// The site it goes to.
    public var destination: SiteCode
    /// The job; eight characters as in the record, since dumps also hold other forms.
    public var job: String
    /// The request; seven characters, such as `_2ZYBPC`.
    public var request: String
    /// UNC of the outbox.
    public var outbox: String

    /// Makes a record.
    public init(priority: JobPriority, destination: SiteCode, job: String, request: String, outbox: String) {
        self.priority = priority
        self.destination = destination
        self.job = job
        self.request = request
        self.outbox = outbox
    }
}

/// The STATUS record, "Sender/scheduler" in a dump.
public struct SendRequestStatus: Equatable, Sendable {
    /// What the Sender did last.
    public var status: SenderStatus
    /// When the first Sender began; by the site server's clock, like all times here.
    public var firstStarted: LocalTime?
    /// When this Sender began.
    public var started: LocalTime?
    /// When this Sender ended.
    public var ended: LocalTime?
    /// When the Sender last gave a sign of life.
    public var heartbeat: LocalTime?
    /// When the Scheduler shall try again.
    public var restart: LocalTime?
    /// Bytes of package and instruction together.
    public var totalBytes: Int
    /// Bytes not yet sent.
    public var bytesLeft: Int
    /// Bytes of the current file that the destination confirmed.
    public var syncPoint: Int
    /// The file under way.
    public var fileType: SendFileType
    /// How often a connection was made.
    public var connects: Int
    /// The Sender; at most 23 bytes, blank in the published dump.
    public var senderID: String

    /// Makes the record of a request that nobody took yet.
    public init(status: SenderStatus = .none, totalBytes: Int = 0) {
        self.status = status
        self.totalBytes = totalBytes
        bytesLeft = totalBytes
        syncPoint = 0
        fileType = .none
        connects = 0
        senderID = ""
    }
}

/// A typed record of a send request (Q123221, Q168724, Q159201).
public struct SendRequestRecord: Equatable, Sendable {
    /// What a record holds.
    public enum Content: Equatable, Sendable {
        /// Type 3, INFO.
        case information(SendRequestInformation)
        /// Type 4, CANCEL: whether the request is cancelled.
        case cancel(Bool)
        /// Type 5, ADDRESS: address with account and password, such as `{}{\\server\SMS_SITE <hex>}`.
        case address(String)
        /// Type 7, PACKAGE FILE: UNC.
        case packageFile(String)
        /// Type 8, INSTRUCTION FILE: UNC.
        case instructionFile(String)
        /// Type 14, ACTION CODE.
        case actionCode(SendActionCode)
        /// Type 15, STATUS.
        case status(SendRequestStatus)
        /// Any other type with its bytes: 1, 2, 13, 17 (SENDACTION), 18 (ROUTING); none when read from a dump.
        case other(type: Int, bytes: [UInt8])
    }

    /// What the record holds.
    public var content: Content
    /// The length as written in the record, in bytes.
    public var length: Int

    /// Makes a record of its proper length, or with the length that a dump tells.
    public init(_ content: Content, length: Int? = nil) {
        self.content = content
        self.length = length ?? Self.properLength(of: content)
    }

    /// A ROUTING record (type 18) of 544 zero bytes: unused in 1.0 (Q123221), its length checked (Q159201).
    public static var emptyRouting: SendRequestRecord {
        SendRequestRecord(.other(type: 18, bytes: [UInt8](repeating: 0, count: 544)))
    }

    /// A SENDACTION record (type 17) of 61 zero bytes: what it holds is not published.
    public static var emptySendAction: SendRequestRecord {
        SendRequestRecord(.other(type: 17, bytes: [UInt8](repeating: 0, count: 61)))
    }

    /// The number of the record's type.
    public var type: Int {
        switch content {
        case .information: 3
        case .cancel: 4
        case .address: 5
        case .packageFile: 7
        case .instructionFile: 8
        case .actionCode: 14
        case .status: 15
        case .other(let type, _): type
        }
    }

    /// Lengths of the types whose records have one (Q123221): INFO 300, CANCEL 4, ACTION CODE 4, STATUS 80,
    /// SENDACTION 61, ROUTING 544.
    public static func fixedLength(ofType type: Int) -> Int? {
        switch type {
        case 3: 300
        case 4, 14: 4
        case 15: 80
        case 17: 61
        case 18: 544
        default: nil
        }
    }

    private static func properLength(of content: Content) -> Int {
        switch content {
        case .information: 300
        case .cancel, .actionCode: 4
        case .status: 80
        case .address(let text), .packageFile(let text), .instructionFile(let text): text.utf8.count + 1
        case .other(_, let bytes): bytes.count
        }
    }
}
