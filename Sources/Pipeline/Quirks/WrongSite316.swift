import SiteModel

extension Quirk {
    /// The site of event 316 is the own one (Q153657).
    public static let wrongSite316 = Quirk(
        name: "wrong-site-316", article: "Q153657", since: nil, fixedIn: .v12,
        sentence: "Event 316 takes its site from the one that raises it.")
}
