import SiteModel

extension Quirk {
    /// The destination's drive is written until it is full (Q137610).
    public static let noDiskCheck = Quirk(
        name: "no-disk-check", article: "Q137610", since: nil, fixedIn: nil,
        sentence: "A Sender does not look at the room of the destination before it sends.")
}
