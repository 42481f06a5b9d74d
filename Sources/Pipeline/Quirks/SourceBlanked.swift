import SiteModel

extension Quirk {
    /// Nobody looks whether a definition is for the site (Q266759).
    public static let sourceBlanked = Quirk(
        name: "source-blanked", article: "Q266759", since: .v12, fixedIn: nil,
        sentence:
            "A definition that comes to the wrong site is taken there, with the blank source that it has for a child."
    )
}
