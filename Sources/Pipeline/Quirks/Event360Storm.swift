import SiteModel

extension Quirk {
    /// Hierarchy Manager tells of a failed installation each hour (Q153532).
    public static let event360Storm = Quirk(
        name: "event-360-storm", article: "Q153532", since: nil, fixedIn: .v12,
        sentence: "The failed job of an installation is told of every hour, not every twelve.")
}
