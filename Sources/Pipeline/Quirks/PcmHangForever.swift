import SiteModel

extension Quirk {
    /// The wait for the process has no limit (Q214448).
    public static let pcmHangForever = Quirk(
        name: "pcm-hang-forever", article: "Q214448", since: nil, fixedIn: nil,
        sentence: "A command that never ends keeps its status None for ever and blocks all others.")
}
