import SiteModel

extension Quirk {
    /// The destinations of a job without run phase are lost behind a site limit (Q186414).
    public static let noRunStuckActive = Quirk(
        name: "no-run-stuck-active", article: "Q186414", since: .v12, fixedIn: nil,
        sentence: "A job without run phase that is limited to a site below loses its destinations.")
}
