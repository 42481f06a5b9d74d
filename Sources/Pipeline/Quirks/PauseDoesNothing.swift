import SiteModel

extension Quirk {
    /// Service Manager's message does not reach the threads (Q135086).
    public static let pauseDoesNothing = Quirk(
        name: "pause-does-nothing", article: "Q135086", since: .v11, fixedIn: .v12,
        sentence: "Pausing a thread of the Executive in SMS Service Manager has no effect.")
}
