import SiteModel

extension Quirk {
    /// Hierarchy Manager does not take all control files of a cycle (Q240786).
    public static let ct2Backlog = Quirk(
        name: "ct2-backlog", article: "Q240786", since: .v12, fixedIn: .sp4Hotfixes,
        sentence: "Control files that sites report pile up: a cycle takes a few of them.")
}
