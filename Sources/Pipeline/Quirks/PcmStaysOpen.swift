import SiteModel

extension Quirk {
    /// The end of the queue does not close the window (Q168541, Q174460).
    public static let pcmStaysOpen = Quirk(
        name: "pcm-stays-open", article: "Q168541, Q174460", since: nil, fixedIn: .sp3,
        sentence: "The window of Package Command Manager stays open when its last job has ended.")
}
