import SiteModel

extension Quirk {
    /// Years from 31 on count as another century (Q239534).
    public static let mifYear2030 = Quirk(
        name: "mif-year-2030", article: "Q239534", since: nil, fixedIn: .sp4Hotfixes,
        sentence: "The Data Loader cannot load a status MIF that is dated after 2030.")
}
