/// How far an offer has come at its client (reference sms12-client 2.4).
public enum OfferStage: UInt8, CaseIterable, Sendable {
    /// The record has not reached the client's logon server.
    case absent = 0
    /// It lies at the logon server; the client has not polled since.
    case unread
    /// The client's platform is not supported: invisible for ever.
    case hidden
    /// Read, but before its Offer After.
    case waiting
    /// In Pending Commands.
    case pending
    /// The countdown of a mandatory command runs.
    case countdown
    /// The command runs.
    case running
    /// In Executed Commands.
    case executed
    /// Put aside by the user.
    case archived
    /// Past its Expires After.
    case expired
    /// Taken away by a cancel.
    case withdrawn
    /// Failed; comes back to Pending Commands at the next poll.
    case failed
    /// Marked for the service variant: passed over by the one that runs for the user.
    case serviceOnly
    /// Read in this very look, and not held against the clock yet.
    case found
    /// Executed by the service, which looks at its next poll whether the record is still there (Q166765).
    case unconfirmed
    /// Expired, and reported again as long as the record is there (Q188042).
    case expiring

    /// The word shown.
    public var word: String {
        switch self {
        case .absent: "absent"
        case .unread: "unread"
        case .hidden: "hidden"
        case .waiting: "waiting"
        case .pending: "pending"
        case .countdown: "countdown"
        case .running: "running"
        case .executed: "executed"
        case .archived: "archived"
        case .expired: "expired"
        case .withdrawn: "withdrawn"
        case .failed: "failed"
        case .serviceOnly: "service-only"
        case .found: "found"
        case .unconfirmed: "executed"
        case .expiring: "expired"
        }
    }

    /// Whether nothing more will happen with it unless a person acts.
    @inlinable public var isFinal: Bool {
        switch self {
        case .hidden, .executed, .expired, .withdrawn, .serviceOnly: true
        default: false
        }
    }
}
