import SiteModel

extension Quirk {
    /// The years since 1900 are written as they are (Q250381).
    public static let shareComment100 = Quirk(
        name: "share-comment-100", article: "Q250381", since: .v12, fixedIn: .sp4Hotfixes,
        sentence: "The date in the comment of a package share has the year 100 from 2000 on.")
}
