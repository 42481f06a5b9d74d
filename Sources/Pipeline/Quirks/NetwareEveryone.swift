import SiteModel

extension Quirk {
    /// Rights are given to the group Everyone, and nothing is installed where that fails (Q169748).
    public static let netwareEveryone = Quirk(
        name: "netware-everyone", article: "Q169748", since: .v12, fixedIn: nil,
        sentence: "A NetWare server without a group Everyone cannot be served.")
}
