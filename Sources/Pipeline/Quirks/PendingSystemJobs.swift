import SiteModel

extension Quirk {
    /// The row of a system job stays without a type when the log is full (Q183236).
    public static let pendingSystemJobs = Quirk(
        name: "pending-system-jobs", article: "Q183236", since: .v12, fixedIn: nil,
        sentence: "A system job's row is inserted in two steps, of which a full log lets the first through.")
}
