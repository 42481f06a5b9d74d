import SiteModel

extension Quirk {
    /// What was learned of a server when a copy began is used after the copy, whether or not it is still there (Q191297).
    public static let inactiveServerAV = Quirk(
        name: "inactive-server-av", article: "Q191297", since: .v12, fixedIn: .sp4,
        sentence: "A target server that goes offline while it is served ends the Executive.")
}
