import SiteModel

extension Quirk {
    /// The parser ends the value at `\"` (Q140810).
    public static let statusQuoteRefused = Quirk(
        name: "status-quote-refused", article: "Q140810", since: .v11, fixedIn: .v12,
        sentence: "The Data Loader cannot load a status MIF with a quotation mark in a value.")
}
