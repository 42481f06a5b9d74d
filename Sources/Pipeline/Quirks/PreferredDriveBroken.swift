import SiteModel

extension Quirk {
    /// The letter of the preferred drive is read as `$` (Q191307).
    public static let preferredDriveBroken = Quirk(
        name: "preferred-drive-broken", article: "Q191307", since: .v12, fixedIn: .sp4,
        sentence: "With a preferred drive set, no package can be unpacked.")
}
