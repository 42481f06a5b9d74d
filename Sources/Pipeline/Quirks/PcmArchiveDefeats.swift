import SiteModel

extension Quirk {
    /// The archive is not looked through for what is mandatory, and the countdown lets go of it (Q122202).
    public static let pcmArchiveDefeats = Quirk(
        name: "pcm-archive-defeats", article: "Q122202", since: nil, fixedIn: .v11,
        sentence: "A command that is archived during its countdown never runs.")
}
