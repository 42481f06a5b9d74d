import SiteModel

extension Quirk {
    /// The job status MIF that an expiry makes has no word for it, and no workstation (Q152229).
    public static let expiredIsRetrying = Quirk(
        name: "expired-is-retrying", article: "Q152229", since: nil, fixedIn: .v11,
        sentence:
            "What expiry writes counts as a failure, and goes into every row of the job: Retrying and not Canceled."
    )
}
