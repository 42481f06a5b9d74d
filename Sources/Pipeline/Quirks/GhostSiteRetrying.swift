import SiteModel

extension Quirk {
    /// The parent is told of a removed site by PREINST alone (Q188055).
    public static let ghostSiteRetrying = Quirk(
        name: "ghost-site-retrying", article: "Q188055", since: .v12, fixedIn: nil,
        sentence: "A site that is taken away stays in the Sites table of its parent.")
}
