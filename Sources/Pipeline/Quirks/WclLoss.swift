import SiteModel

extension Quirk {
    /// Applications Manager writes only what changed after it has deleted all (Q256317).
    public static let wclLoss = Quirk(
        name: "wcl-loss", article: "Q256317", since: .v12, fixedIn: .sp4Hotfixes,
        sentence:
            "A package's command lines that did not change are lost where its changed definition arrives.")
}
