import SiteModel

extension Quirk {
    /// The names of servers go into a list of ten, however many there are (Q186827).
    public static let retryAV = Quirk(
        name: "retry-av", article: "Q186827", since: .v12, fixedIn: .sp4Hotfixes,
        sentence: "A retry instruction for more than ten servers ends the Executive.")
}
