import SiteModel

extension Quirk {
    /// The list of servers that hold a package is taken whole (Q235157).
    public static let refreshTouchesAll = Quirk(
        name: "refresh-touches-all", article: "Q235157, Q140051", since: .v12, fixedIn: nil,
        sentence: "Refreshing existing servers rewrites all of them, whatever group the job names.")
}
