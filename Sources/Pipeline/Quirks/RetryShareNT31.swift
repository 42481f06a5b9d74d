import SiteModel

extension Quirk {
    /// The Despooler does not know the platform Windows NT 3.1, and takes its clients for ones that are still to be set up
    /// (Q107244).
    public static let retryShareNT31 = Quirk(
        name: "retry-share-nt31", article: "Q107244", since: nil, fixedIn: .v11,
        sentence:
            "A Share job of a package from a definition file is Retrying though it is done, when a client has Windows NT 3.1."
    )
}
