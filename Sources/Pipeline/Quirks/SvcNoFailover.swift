import SiteModel

extension Quirk {
    /// The list of `[Servers]` is not gone through (Q191293).
    public static let svcNoFailover = Quirk(
        name: "svc-no-failover", article: "Q191293", since: nil, fixedIn: .sp4,
        sentence:
            "The service asks its current logon server only, and no other when the instruction file is missing there."
    )
}
