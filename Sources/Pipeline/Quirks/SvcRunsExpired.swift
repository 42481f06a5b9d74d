import SiteModel

extension Quirk {
    /// The service does not look at Expires After (Q225056).
    public static let svcRunsExpired = Quirk(
        name: "svc-runs-expired", article: "Q225056", since: .v12, fixedIn: .sp4Hotfixes,
        sentence: "The service runs commands that have expired.")
}
