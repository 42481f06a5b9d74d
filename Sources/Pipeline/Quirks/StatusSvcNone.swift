import SiteModel

extension Quirk {
    /// Nothing is written behind a run (Q164877).
    public static let statusSvcNone = Quirk(
        name: "status-svc-none", article: "Q164877", since: .v12, fixedIn: .sp2,
        sentence: "The service leaves no status.")
}
