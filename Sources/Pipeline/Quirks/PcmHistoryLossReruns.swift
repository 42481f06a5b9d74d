import SiteModel

extension Quirk {
    /// A record without an entry in the history counts as new (Q229809).
    public static let pcmHistoryLossReruns = Quirk(
        name: "pcm-history-loss-reruns", article: "Q229809", since: .sp3, fixedIn: .sp4Hotfixes,
        sentence: "Where PCMHIST.REG is lost, every command still in the instruction file runs again.")
}
