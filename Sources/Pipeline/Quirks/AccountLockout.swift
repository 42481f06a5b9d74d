import SiteModel

extension Quirk {
    /// The own service account is tried first (Q163747).
    public static let accountLockout = Quirk(
        name: "account-lockout", article: "Q163747", since: .v12, fixedIn: .sp2,
        sentence: "A Sender tries the account of its own services before that of the address.")
}
