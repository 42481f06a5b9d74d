import SiteModel

extension Quirk {
    /// The path of the package is put in front of it (Q195937).
    public static let svcUNCFails = Quirk(
        name: "svc-unc-fails", article: "Q195937", since: .sp4, fixedIn: .sp4Hotfixes,
        sentence: "A UNC path on a command line fails under the service.")
}
