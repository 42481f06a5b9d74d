import SiteModel

extension Quirk {
    /// Servers that left the site stay in the Despooler's lists (Q199994).
    public static let staleDP = Quirk(
        name: "stale-dp", article: "Q199994", since: .v12, fixedIn: nil,
        sentence: "A refresh goes on trying servers that were removed from the site.")
}
