import SiteModel

extension Quirk {
    /// The Data Loader takes the status of an expiry for one that failed (Q152229).
    public static let expiredIsRetrying = Quirk(
        name: "expired-is-retrying", article: "Q152229", since: nil, fixedIn: .v11,
        sentence:
            "What expiry writes into a row counts as a failure, so that the row is Retrying and not Canceled."
    )
}
