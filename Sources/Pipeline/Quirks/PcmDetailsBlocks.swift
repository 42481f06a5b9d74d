import SiteModel

extension Quirk {
    /// The window owns the only thread (Q160853).
    public static let pcmDetailsBlocks = Quirk(
        name: "pcm-details-blocks", article: "Q160853", since: nil, fixedIn: nil,
        sentence: "While its Details window is open, Package Command Manager starts no mandatory command.")
}
