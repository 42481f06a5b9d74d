import SiteModel

extension Quirk {
    /// The handle of a file stays open behind a lost link (Q153260).
    public static let handleLeak32 = Quirk(
        name: "handle-leak-32", article: "Q153260", since: nil, fixedIn: .v12,
        sentence: "A Sender does not close the file at the destination when the link drops while it writes.")
}
