import SiteModel

extension Quirk {
    /// At the first look at a new record Mandatory After is looked at before Expires After (Q255284).
    public static let pcmRunsExpiredNew = Quirk(
        name: "pcm-runs-expired-new", article: "Q255284", since: .sp4, fixedIn: .sp4Hotfixes,
        sentence: "A mandatory command that had expired before its record was found runs once.")
}
