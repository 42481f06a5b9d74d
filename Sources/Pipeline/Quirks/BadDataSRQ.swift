import SiteModel

extension Quirk {
    /// The status of a deleted request is written all the same (Q181042).
    public static let badDataSRQ = Quirk(
        name: "bad-data-srq", article: "Q181042", since: nil, fixedIn: .sp4,
        sentence: "A Sender writes its status without a look whether the request is still there.")
}
