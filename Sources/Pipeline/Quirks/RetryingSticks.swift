import SiteModel

extension Quirk {
    /// The roll-up does not go back while a row is None (Q150026).
    public static let retryingSticks = Quirk(
        name: "retrying-sticks", article: "Q150026", since: nil, fixedIn: nil,
        sentence: "Once Retrying, a job stays so while any workstation is None, even if none is Retrying.")
}
