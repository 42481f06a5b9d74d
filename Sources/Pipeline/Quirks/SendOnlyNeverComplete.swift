import SiteModel

extension Quirk {
    /// The Site Arrival row of a send-only job is not looked at (Q185649).
    public static let sendOnlyNeverComplete = Quirk(
        name: "send-only-never-complete", article: "Q185649", since: .v12, fixedIn: .sp4,
        sentence: "A job with a send phase only stays Active although the package arrived.")
}
