/// A component that may run on another computer than the site server (RG S3CD3).
public enum MovableService: String, CaseIterable, Sendable {
    /// The Scheduler.
    case scheduler = "SMS_SCHEDULER"
    /// The Despooler.
    case despooler = "SMS_DESPOOLER"
    /// The Inventory Data Loader.
    case dataLoader = "SMS_INVENTORY_DATA_LOADER"
    /// The LAN Sender.
    case lanSender = "SMS_LAN_SENDER"
    /// The Asynchronous RAS Sender.
    case asyncRASSender = "SMS_ASYNC_RAS_SENDER"
    /// The ISDN RAS Sender.
    case isdnRASSender = "SMS_ISDN_RAS_SENDER"
    /// The X.25 RAS Sender.
    case x25RASSender = "SMS_X25_RAS_SENDER"
    /// The SNA Batch Sender.
    case batchSNASender = "SMS_SNA_BATCH_SENDER"
    /// The SNA Interactive Sender.
    case interactiveSNASender = "SMS_SNA_INTERACTIVE_SENDER"

    /// The Sender that it is, if it is one.
    public var sender: SenderKind? {
        switch self {
        case .lanSender: .lan
        case .asyncRASSender: .rasAsync
        case .isdnRASSender: .rasISDN
        case .x25RASSender: .rasX25
        case .batchSNASender: .snaBatch
        case .interactiveSNASender: .snaInteractive
        case .scheduler, .despooler, .dataLoader: nil
        }
    }

    /// The component that a Sender of a kind is.
    public init(_ kind: SenderKind) {
        switch kind {
        case .lan: self = .lanSender
        case .rasAsync: self = .asyncRASSender
        case .rasISDN: self = .isdnRASSender
        case .rasX25: self = .x25RASSender
        case .snaBatch: self = .batchSNASender
        case .snaInteractive: self = .interactiveSNASender
        }
    }
}

/// A component and the helper server that it runs on.
public struct HelperServer: Equatable, Sendable {
    /// The component.
    public var service: MovableService
    /// A Windows NT server of the site, other than the site server; for a Sender a logon server (Q135087, Q140366).
    public var server: String

    /// Puts a component on a server.
    public init(service: MovableService, server: String) {
        self.service = service
        self.server = server
    }
}

extension SiteDefinition {
    /// The helper server that a component runs on; nil: the site server.
    public func helper(of service: MovableService) -> String? {
        helpers.first { $0.service == service }?.server
    }

    /// Puts a component on a server; the site server, whatever its case, takes it back.
    public mutating func move(_ service: MovableService, to server: String) {
        helpers.removeAll { $0.service == service }
        let name = server.uppercased()
        if name != siteServer?.name.uppercased() {
            helpers.append(HelperServer(service: service, server: name))
        }
        helpers.sort { $0.service.rawValue < $1.service.rawValue }
    }
}
