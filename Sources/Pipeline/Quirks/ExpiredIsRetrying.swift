import SiteModel

extension Quirk {
    /// The Data Loader takes the status of an expiry for one that failed (Q152229).
    public static let expiredIsRetrying = Quirk(
        name: "expired-is-retrying", article: "Q152229", since: nil, fixedIn: .v11,
        sentence:
            "What expiry writes counts as a failure, and goes into every row of the job: Retrying and not Canceled."
    )
}
