import SiteModel

extension Quirk {
    /// The index of JobDetails is not used (Q162558).
    public static let slowJobDetails = Quirk(
        name: "slow-jobdetails", article: "Q162558", since: .v12, fixedIn: .sp2,
        sentence: "A job status file makes the Data Loader look at every row of JobDetails.")
}
