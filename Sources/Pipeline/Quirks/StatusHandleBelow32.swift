import SiteModel

extension Quirk {
    /// The number that Windows NT gives is read as the 16-bit call's error code (Q149672).
    public static let statusHandleBelow32 = Quirk(
        name: "status-handle-below-32", article: "Q149672", since: .v11, fixedIn: .v12,
        sentence: "The service takes a process handle below 32 for an error of the start.")
}
