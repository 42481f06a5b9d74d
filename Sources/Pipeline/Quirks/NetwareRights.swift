import SiteModel

extension Quirk {
    /// The rights of a package are given to the whole directory that its share name stands for (Q149957).
    public static let netwareRights = Quirk(
        name: "netware-rights", article: "Q149957", since: nil, fixedIn: nil,
        sentence:
            "A sharing package in a NetWare directory that was there before gives Everyone rights to all of it."
    )
}
