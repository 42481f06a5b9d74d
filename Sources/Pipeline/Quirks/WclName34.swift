import SiteModel

extension Quirk {
    /// The fields of the Administrator hold 34 characters of a command's name (Q153560).
    public static let wclName34 = Quirk(
        name: "wcl-name-34", article: "Q153560", since: nil, fixedIn: .v12,
        sentence: "The Administrator shows only the first 34 characters of a command's name.")
}
