import SiteModel

extension Quirk {
    /// A text without a character counts as an error of the MIF's syntax (Q169491).
    public static let emptyDescriptionCb = Quirk(
        name: "empty-description-cb", article: "Q169491", since: .v12, fixedIn: nil,
        sentence:
            "A status MIF with an empty Description is noted with the error cb, and counts all the same.")
}
