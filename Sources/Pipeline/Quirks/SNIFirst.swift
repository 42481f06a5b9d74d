import SiteModel

extension Quirk {
    /// RECEIVE is worked off status files first (Q168130).
    public static let sniFirst = Quirk(
        name: "sni-first", article: "Q168130", since: .v12, fixedIn: .sp4Hotfixes,
        sentence: "The Despooler executes client status files before new instructions, 50 in a batch.")
}
