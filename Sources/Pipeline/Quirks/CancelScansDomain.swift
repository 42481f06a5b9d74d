import SiteModel

extension Quirk {
    /// A cancel instruction names the domain and not its clients (Q264945).
    public static let cancelScansDomain = Quirk(
        name: "cancel-scans-domain", article: "Q264945", since: .v12, fixedIn: nil,
        sentence: "One cancel makes the Despooler read every client file of the domain.")
}
