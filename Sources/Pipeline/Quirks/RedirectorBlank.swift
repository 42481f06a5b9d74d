import SiteModel

extension Quirk {
    /// The lists are emptied before they are read anew, and the timeout leaves them so (Q237690).
    public static let redirectorBlank = Quirk(
        name: "redirector-blank", article: "Q237690", since: .v12, fixedIn: .sp4Hotfixes,
        sentence: "While the logon server cannot be reached, the window of Package Command Manager is blank.")
}
