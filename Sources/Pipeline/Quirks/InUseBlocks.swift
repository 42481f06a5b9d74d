import SiteModel

extension Quirk {
    /// There is no forced delivery (Q128458).
    public static let inUseBlocks = Quirk(
        name: "in-use-blocks", article: "Q147819, Q128458", since: nil, fixedIn: .v12,
        sentence:
            "A file in use keeps a job Retrying until its tries are used up, whatever the site's settings say."
    )
}
