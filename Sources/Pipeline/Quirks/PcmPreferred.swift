import SiteModel

extension Quirk {
    /// The list of preferred servers in the registry is read (Q195944).
    public static let pcmPreferred = Quirk(
        name: "pcm-preferred", article: "Q195944", since: .sp4Hotfixes, fixedIn: nil,
        sentence: "Preferred distribution servers are asked first, or alone.")
}
