import SiteModel

extension Quirk {
    /// The retry instruction does not hold the flag of the first (Q195936).
    public static let masterCopyRetryDropsRefresh = Quirk(
        name: "master-copy-retry-drops-refresh", article: "Q195936", since: .v12, fixedIn: .sp4Hotfixes,
        sentence: "When a package could not be stored at first, the retry does not refresh existing servers.")
}
