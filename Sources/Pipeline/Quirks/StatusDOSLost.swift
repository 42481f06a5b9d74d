import SiteModel

extension Quirk {
    /// The program's overlay is looked for in the directory that the command left current (Q191299).
    public static let statusDOSLost = Quirk(
        name: "status-dos-lost", article: "Q191299", since: .v12, fixedIn: .sp4,
        sentence:
            "Package Command Manager for MS-DOS loses control behind a command, with DOS error 3, and leaves no status."
    )
}
