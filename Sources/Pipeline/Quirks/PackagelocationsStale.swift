import SiteModel

extension Quirk {
    /// Nothing tells the database what a Remove job took away (Q153231).
    public static let packagelocationsStale = Quirk(
        name: "packagelocations-stale", article: "Q153231", since: nil, fixedIn: nil,
        sentence: "Rows of package locations stay when the package was removed.")
}
