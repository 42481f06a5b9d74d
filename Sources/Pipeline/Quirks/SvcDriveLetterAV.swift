import SiteModel

extension Quirk {
    /// The path is put together with that of the package without a look at its form (Q193224).
    public static let svcDriveLetterAV = Quirk(
        name: "svc-drive-letter-av", article: "Q193224", since: .sp4, fixedIn: .sp4Hotfixes,
        sentence: "A drive letter on a command line crashes the service.")
}
