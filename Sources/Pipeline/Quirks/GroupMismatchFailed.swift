import SiteModel

extension Quirk {
    /// Whether the server phase is begun is asked of the job, and not of the list of servers (Q167007).
    public static let groupMismatchFailed = Quirk(
        name: "group-mismatch-failed", article: "Q167007", since: .v12, fixedIn: nil,
        sentence: "A site without any server of the job's group and without Default Servers shows Failed.")
}
