import SiteModel

extension Quirk {
    /// The registry keeps the path of an outbox (Q126229).
    public static let outboxImmovable = Quirk(
        name: "outbox-immovable", article: "Q126229", since: nil, fixedIn: nil,
        sentence: "A Sender goes by the path of its outbox in the registry.")
}
