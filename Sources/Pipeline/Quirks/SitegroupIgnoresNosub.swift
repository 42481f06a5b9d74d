import SiteModel

extension Quirk {
    /// A limit to a site group takes the sites below along (Q153205).
    public static let sitegroupIgnoresNosub = Quirk(
        name: "sitegroup-ignores-nosub", article: "Q153205", since: .v11, fixedIn: nil,
        sentence: "For a site group the box Include Subsites is not asked for.")
}
