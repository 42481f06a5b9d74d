import SiteModel

extension Quirk {
    /// The directory is not among those it searches (Q152423).
    public static let svcNoMSTest = Quirk(
        name: "svc-no-mstest", article: "Q152423", since: nil, fixedIn: .sp2,
        sentence: "The service does not look for programs in MSTEST of the logon server.")
}
