/// The kinds of Senders that a site can have (RG S3CD3, Q122055).
public enum SenderKind: Int, CaseIterable, Sendable {
    /// 0, LAN Sender.
    case lan = 0
    /// 1, Asynchronous RAS Sender.
    case rasAsync = 1
    /// 2, ISDN RAS Sender.
    case rasISDN = 2
    /// 3, X.25 RAS Sender.
    case rasX25 = 3
    /// 4, SNA batch Sender.
    case snaBatch = 4
    /// 5, SNA interactive Sender.
    case snaInteractive = 5

    /// The word of lab files and of the command line.
    public var word: String {
        switch self {
        case .lan: "lan"
        case .rasAsync: "ras-async"
        case .rasISDN: "ras-isdn"
        case .rasX25: "ras-x25"
        case .snaBatch: "sna-batch"
        case .snaInteractive: "sna-interactive"
        }
    }

    /// The name in the Administrator program.
    public var displayName: String {
        switch self {
        case .lan: "LAN Sender"
        case .rasAsync: "Asynchronous RAS Sender"
        case .rasISDN: "ISDN RAS Sender"
        case .rasX25: "X.25 RAS Sender"
        case .snaBatch: "SNA Batch Sender"
        case .snaInteractive: "SNA Interactive Sender"
        }
    }

    /// The outbox below `SENDER.BOX\REQUESTS` (Q126229, Q123221; those of the last three follow their pattern).
    public var outbox: String {
        switch self {
        case .lan: "LAN_DEFA.000"
        case .rasAsync: "RAS_ASYN.000"
        case .rasISDN: "RAS_ISDN.000"
        case .rasX25: "RAS_X25.000"
        case .snaBatch: "SNA_BATC.000"
        case .snaInteractive: "SNA_INTE.000"
        }
    }

    /// Whether it dials up: it is the RAS error numbers that its events carry then (252, 253).
    public var isRAS: Bool { self == .rasAsync || self == .rasISDN || self == .rasX25 }
    /// Whether it goes through an SNA gateway (events 254 to 256).
    public var isSNA: Bool { self == .snaBatch || self == .snaInteractive }

    /// `Number of Retries` where nothing else is said: 2 for the LAN, 5 for RAS and SNA (Q214485).
    public var defaultRetries: Int { self == .lan ? 2 : 5 }

    /// `Maximum Concurrent Sendings` where nothing else is said: 5 for the LAN (Q163379), one line for the others.
    public var defaultSendings: Int { self == .lan ? 5 : 1 }

    /// `Maximum Concurrent Site Sendings` where nothing else is said: 3 for the LAN (Q163379), one line for the others.
    public var defaultSiteSendings: Int { self == .lan ? 3 : 1 }

    /// The speed of a link in bits a second where nothing else is said.
    public var defaultBitsPerSecond: Int64 {
        switch self {
        case .lan: 10_000_000
        case .rasAsync: 28_800
        case .rasISDN, .rasX25, .snaBatch, .snaInteractive: 64_000
        }
    }
}
