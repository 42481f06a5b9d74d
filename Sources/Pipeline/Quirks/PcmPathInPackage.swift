import SiteModel

extension Quirk {
    /// Every command counts as relative to the package's directory (Q160566).
    public static let pcmPathInPackage = Quirk(
        name: "pcm-path-in-package", article: "Q160566", since: nil, fixedIn: .sp4Hotfixes,
        sentence: "A path or drive letter on a command line is looked for inside the package, and not found.")
}
