import SiteModel

extension Quirk {
    /// The rows of targets are added one by one, on one thread (Q154861).
    public static let scheduler1sPerPC = Quirk(
        name: "scheduler-1s-per-pc", article: "Q154861", since: nil, fixedIn: .v12,
        sentence:
            "Activation takes a second for each target, one after the other, so that large jobs take hours to start."
    )
}
