import SiteModel

extension Quirk {
    /// The first of the servers is looked at without asking whether there is one (Q139590).
    public static let emptyDistGPF = Quirk(
        name: "empty-dist-gpf", article: "Q139590", since: .v11, fixedIn: .v12,
        sentence:
            "A Run Command job without distribute phase and without a server to serve ends the Executive.")
}
