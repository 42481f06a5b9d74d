import SiteModel

extension Quirk {
    /// What CurrentLogonServer gives is used without a look whether it was found (Q153571).
    public static let pcmAVNoCurrentServer = Quirk(
        name: "pcm-av-no-current-server", article: "Q153571", since: nil, fixedIn: .v12,
        sentence: "Package Command Manager crashes at its start when the current logon server is down.")
}
