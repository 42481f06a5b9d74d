import SiteModel

extension Quirk {
    /// The row is written back as it was read before compressing (Q122382).
    public static let packageOverwrite = Quirk(
        name: "package-overwrite", article: "Q122382", since: nil, fixedIn: .v12,
        sentence: "The Scheduler writes the whole row of a package back when it has compressed it.")
}
