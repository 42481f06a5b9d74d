import SiteModel

extension Quirk {
    /// The directory of the share is deleted, not that of the package in it (Q173995).
    public static let shareRemoveAll = Quirk(
        name: "share-remove-all", article: "Q173995", since: .v12, fixedIn: nil,
        sentence: "Removing one of several packages in a share removes all of them.")
}
