/// State of an offer at a client.
public enum OfferState: String, CaseIterable, Sendable {
    /// The client knows it but does not show it yet.
    case waiting
    /// In Pending Commands.
    case offered
    /// In Archived Commands: put aside by the user.
    case archived
    /// Running.
    case running
    /// In Executed Commands.
    case executed
    /// The last run failed; it may run again.
    case failed
    /// Past Expires After.
    case expired
    /// Withdrawn.
    case cancelled
}
