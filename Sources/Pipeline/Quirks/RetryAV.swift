import SiteModel

extension Quirk {
    /// The names of the servers go into room for ten, without a look whether it is used up (Q186827).
    public static let retryAV = Quirk(
        name: "retry-av", article: "Q186827", since: .v12, fixedIn: .sp4Hotfixes,
        sentence: "A retry instruction for more than ten servers ends the Executive.")
}
