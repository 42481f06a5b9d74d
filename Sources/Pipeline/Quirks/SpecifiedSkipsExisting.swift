import SiteModel

extension Quirk {
    /// A server that holds the package counts as served (Q140051).
    public static let specifiedSkipsExisting = Quirk(
        name: "specified-skips-existing", article: "Q140051", since: .v11, fixedIn: nil,
        sentence: "Putting a package on specified servers copies nothing to those that hold it.")
}
