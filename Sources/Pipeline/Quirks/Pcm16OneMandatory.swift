import SiteModel

extension Quirk {
    /// The window is closed when the mandatory command ends, whatever else is pending (Q122320).
    public static let pcm16OneMandatory = Quirk(
        name: "pcm16-one-mandatory", article: "Q122320", since: nil, fixedIn: .sp4Hotfixes,
        sentence:
            "The 16-bit Package Command Manager closes after a mandatory command, and what else was new waits."
    )
}
