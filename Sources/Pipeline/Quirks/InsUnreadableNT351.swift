import SiteModel

extension Quirk {
    /// The service cannot open the file there (Q160855).
    public static let insUnreadableNT351 = Quirk(
        name: "ins-unreadable-nt351", article: "Q160855", since: .v12, fixedIn: .sp2,
        sentence:
            "The service on Windows NT 3.5 or 3.51 finds no instruction file on a logon server with Windows NT 4.0."
    )
}
