import SiteModel

extension Quirk {
    /// Site Properties do not ask Windows NT about an account (Q168510).
    public static let staleAccountAfterChange = Quirk(
        name: "stale-account-after-change", article: "Q168510", since: .v12, fixedIn: nil,
        sentence: "An account in Site Properties is taken without trying it.")
}
