import SiteModel

extension Quirk {
    /// The Administrator program asks for rights that the change does not touch (Q186419).
    public static let sitesFullNeeded = Quirk(
        name: "sites-full-needed", article: "Q186419", since: .v12, fixedIn: nil,
        sentence: "Editing a Pending job asks for Full rights on Sites and Site Groups too.")
}
