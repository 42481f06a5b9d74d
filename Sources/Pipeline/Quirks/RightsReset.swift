import SiteModel

extension Quirk {
    /// Rights are written with every distribution (Q167656).
    public static let rightsReset = Quirk(
        name: "rights-reset", article: "Q167656", since: nil, fixedIn: .sp3,
        sentence: "Each redistribution sets share and directory rights to the package's boxes again.")
}
