import SiteModel

extension Quirk {
    /// The date of a status file is taken for the time from which on it may be executed (Q172899).
    public static let futureSNI = Quirk(
        name: "future-sni", article: "Q172899", since: .v12, fixedIn: .sp4,
        sentence: "Status of a client whose clock is ahead is held back until the site's clock gets there.")
}
