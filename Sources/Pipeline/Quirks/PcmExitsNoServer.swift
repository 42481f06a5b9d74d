import SiteModel

extension Quirk {
    /// The look for a logon server is made once, and its failure ends the program (Q188578).
    public static let pcmExitsNoServer = Quirk(
        name: "pcm-exits-no-server", article: "Q188578", since: .v12, fixedIn: .sp4Hotfixes,
        sentence: "Without a logon server at its start, Package Command Manager exits until the next logon.")
}
