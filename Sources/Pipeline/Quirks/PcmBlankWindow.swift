import SiteModel

extension Quirk {
    /// New records are counted before those are left out that are not offered yet (Q149683).
    public static let pcmBlankWindow = Quirk(
        name: "pcm-blank-window", article: "Q149683", since: nil, fixedIn: .v12,
        sentence: "A record before its Offer After brings up an empty window.")
}
