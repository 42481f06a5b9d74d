import SiteModel

extension Quirk {
    /// PCMDUMP prints the years since 1900 as they are, without taking the last two digits (Q249578).
    public static let pcmdumpYear100 = Quirk(
        name: "pcmdump-year-100", article: "Q249578", since: .v12, fixedIn: .sp4Hotfixes,
        sentence: "PCMDUMP prints the years from 2000 on as 100, 101 and so on.")
}
