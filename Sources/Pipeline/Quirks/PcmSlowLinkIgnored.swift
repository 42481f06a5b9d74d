import SiteModel

extension Quirk {
    /// The flag is in the record, and nothing reads it (Q154931, Q191317).
    public static let pcmSlowLinkIgnored = Quirk(
        name: "pcm-slowlink-ignored", article: "Q154931, Q191317", since: nil, fixedIn: nil,
        sentence: "Not Mandatory Over Slow Link does nothing: the command runs over a slow link all the same."
    )
}
