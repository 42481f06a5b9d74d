import SiteModel

extension Quirk {
    /// A package directory is deleted before it is copied, whether or not a file in it is open (Q184489).
    public static let deleteBeforeCopy = Quirk(
        name: "delete-before-copy", article: "Q184489", since: .v12, fixedIn: .sp4,
        sentence:
            "A refresh that meets an open file leaves the package directory empty until a retry comes through."
    )
}
