import SiteModel

extension Quirk {
    /// What a forced disconnection took away is not written back (Q182414).
    public static let forceStripsRights = Quirk(
        name: "force-strips-rights", article: "Q182414", since: .v12, fixedIn: .sp4,
        sentence: "After a forced delivery only the service account has rights on the package directory.")
}
