import SiteModel

extension Quirk {
    /// The package goes before anybody looks for the instruction (Q235837).
    public static let missingInsResend = Quirk(
        name: "missing-ins-resend", article: "Q235837", since: .sp4, fixedIn: .sp4Hotfixes,
        sentence: "A Sender looks for the instruction file when the package is through.")
}
