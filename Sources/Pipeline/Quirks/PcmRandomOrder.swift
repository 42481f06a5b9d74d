import SiteModel

extension Quirk {
    /// The records are taken as they come in the file; nothing sorts them (Q173388).
    public static let pcmRandomOrder = Quirk(
        name: "pcm-random-order", article: "Q173388", since: nil, fixedIn: .sp4,
        sentence: "Mandatory commands that are due run in no particular order, not by their times.")
}
