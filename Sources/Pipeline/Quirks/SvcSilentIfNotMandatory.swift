import SiteModel

extension Quirk {
    /// Only records with a Mandatory After are looked at (Q174933).
    public static let svcSilentIfNotMandatory = Quirk(
        name: "svc-silent-if-not-mandatory", article: "Q174933", since: nil, fixedIn: .sp3,
        sentence: "The service never runs a background command that is not mandatory, and logs nothing.")
}
