import SiteModel

extension Quirk {
    /// SELECT INTO in tempdb needs the option of that name (Q199985).
    public static let tempdb320 = Quirk(
        name: "tempdb-320", article: "Q199985", since: .v12, fixedIn: nil,
        sentence: "Target lists of queries are made with SELECT INTO in tempdb.")
}
