import SiteModel

extension Quirk {
    /// The status is written to a UNC path, which NETX does not know (Q160775).
    public static let statusNetxNone = Quirk(
        name: "status-netx-none", article: "Q160775", since: nil, fixedIn: .sp2,
        sentence: "With the NETX redirector no status reaches the logon server.")
}
