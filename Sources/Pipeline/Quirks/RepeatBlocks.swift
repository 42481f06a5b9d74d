import SiteModel

extension Quirk {
    /// A Pending job cannot be cancelled by its successor (Q153533).
    public static let repeatBlocks = Quirk(
        name: "repeat-blocks", article: "Q153533", since: .v11, fixedIn: .v12,
        sentence:
            "The next job of a repetition is made by the clock and cancels the one before, Pending or not.")
}
