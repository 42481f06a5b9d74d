import SiteModel

extension Quirk {
    /// The Despooler's list of a package's servers is not cleaned by a Remove job (Q168569).
    public static let removeLeavesRegistry = Quirk(
        name: "remove-leaves-registry", article: "Q168569", since: .v12, fixedIn: nil,
        sentence: "A later refresh puts a package back on servers from which it was removed.")
}
