import SiteModel

extension Quirk {
    /// The current logon server and mapped drives never match, so that only the random step is left (Q165508).
    public static let pcmServerRandom32bit = Quirk(
        name: "pcm-server-random-32bit", article: "Q165508", since: nil, fixedIn: .sp2,
        sentence: "The 32-bit Package Command Manager takes a distribution server at random.")
}
