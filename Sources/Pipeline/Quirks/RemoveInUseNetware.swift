import SiteModel

extension Quirk {
    /// The name of what is to be deleted later is taken from a place that holds it no more (Q153637).
    public static let removeInUseNetware = Quirk(
        name: "remove-in-use-netware", article: "Q153637", since: nil, fixedIn: .v12,
        sentence: "What was in use on a NetWare server when it was to be removed is never removed.")
}
