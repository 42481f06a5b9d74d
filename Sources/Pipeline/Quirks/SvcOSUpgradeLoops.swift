import SiteModel

extension Quirk {
    /// The service hears nothing of the restart that ends the upgrade, and records nothing (Q158644, Q164887).
    public static let svcOSUpgradeLoops = Quirk(
        name: "svc-os-upgrade-loops", article: "Q158644, Q164887", since: .v12, fixedIn: .sp2,
        sentence: "An upgrade of the operating system that the service runs starts again and again.")
}
