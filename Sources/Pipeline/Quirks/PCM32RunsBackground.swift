import SiteModel

extension Quirk {
    /// The record's background flag is not looked at by PCMWIN32 (Q165147).
    public static let pcm32RunsBackground = Quirk(
        name: "pcm32-runs-background", article: "Q165147", since: nil, fixedIn: .sp2,
        sentence: "On Windows NT the user's Package Command Manager runs background commands like any other.")
}
