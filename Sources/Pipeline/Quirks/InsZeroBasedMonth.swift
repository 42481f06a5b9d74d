import SiteModel

extension Quirk {
    /// The month of a date is written as the C library counts it, from 0 (Q153369).
    public static let insZeroBasedMonth = Quirk(
        name: "ins-zero-based-month", article: "Q153369", since: nil, fixedIn: .v12,
        sentence: "Months in instruction files, and in what PCMDUMP prints of them, count from zero.")
}
