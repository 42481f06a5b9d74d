import SiteModel

extension Quirk {
    /// A MIF that cannot be compiled is not taken for a failure (Q190135).
    public static let malformedMIFComplete = Quirk(
        name: "malformed-mif-complete", article: "Q190135", since: .v12, fixedIn: .sp4Hotfixes,
        sentence: "A status MIF that cannot be parsed is thrown away and counts as Complete.")
}
