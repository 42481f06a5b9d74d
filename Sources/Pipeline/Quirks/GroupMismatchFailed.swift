import SiteModel

extension Quirk {
    /// The server phase is begun without a server (Q167007).
    public static let groupMismatchFailed = Quirk(
        name: "group-mismatch-failed", article: "Q167007", since: .v12, fixedIn: nil,
        sentence: "A site without any server of the job's group and without Default Servers shows Failed.")
}
