import SiteModel

extension Quirk {
    /// An upgrade waits for the other secondary sites (Q134716).
    public static let secondaryUpgradeAllActive = Quirk(
        name: "secondary-upgrade-all-active", article: "Q134716", since: nil, fixedIn: nil,
        sentence: "A secondary site is not upgraded until every other one of its parent is Active.")
}
