import SiteModel

extension Quirk {
    /// Deleting one LAN Sender empties the key of both (Q138243).
    public static let duplicateLANSender = Quirk(
        name: "duplicate-lan-sender", article: "Q138243", since: .v11, fixedIn: nil,
        sentence: "Two LAN Senders of a site have one key in the registry.")
}
