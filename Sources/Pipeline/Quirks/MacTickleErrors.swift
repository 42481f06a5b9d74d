import SiteModel

extension Quirk {
    /// AppleTalk's tickle packets test the open connection all the time, whatever the polling interval
    /// (Q160611).
    public static let macTickleErrors = Quirk(
        name: "mac-tickle-errors", article: "Q160611", since: nil, fixedIn: .sp2,
        sentence: "A Macintosh shows errors of its connection while the logon server is down.")
}
