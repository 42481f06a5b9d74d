import SiteModel

extension Quirk {
    /// The compressed program files are opened for one reader only, and the refusal gives the error 0 (Q253578).
    public static let macParallelError = Quirk(
        name: "mac-parallel-error", article: "Q253578", since: .v12, fixedIn: .sp4Hotfixes,
        sentence:
            "Where several Macintoshes start a package at once, the later ones fail with error 0 and count as complete."
    )
}
