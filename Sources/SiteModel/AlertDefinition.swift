/// An alert of a site: a query that the Alerter runs again and again, and what it does when enough is found.
///
/// How the product stored alerts is not told; see `docs/reference/choices.md`.
public struct AlertDefinition: Equatable, Sendable {
    /// The name.
    public var name: String
    /// The name of the saved query.
    public var query: String
    /// How much has to be found.
    public var atLeast: Int64
    /// Minutes between two runs of the query.
    public var minutes: Int64
    /// The server that is told by a message; empty: none.
    public var tells: String

    /// Makes an alert.
    public init(
        name: String, query: String, atLeast: Int64 = 1, minutes: Int64 = 60, tells: String = ""
    ) {
        self.name = name
        self.query = query
        self.atLeast = atLeast
        self.minutes = minutes
        self.tells = tells
    }

    /// The interval in milliseconds, from a minute to a year.
    public var milliseconds: Int64 { min(max(minutes, 1), 525_600) * 60_000 }
}
