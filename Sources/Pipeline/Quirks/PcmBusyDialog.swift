import SiteModel

extension Quirk {
    /// The mutex that the service holds is asked for once, and the refusal ends the program (Q173073, Q231378).
    public static let pcmBusyDialog = Quirk(
        name: "pcm-busy-dialog", article: "Q173073, Q231378", since: .v12, fixedIn: .sp4Hotfixes,
        sentence: "A Package Command Manager that starts while the service installs a package exits.")
}
