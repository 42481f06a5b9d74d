import SiteModel

extension Quirk {
    /// A refused logon is not remembered (Q230242).
    public static let lockoutStorm = Quirk(
        name: "lockout-storm", article: "Q230242", since: .v12, fixedIn: .sp4Hotfixes,
        sentence: "A service whose password has expired tries to log on again at every poll.")
}
