import SiteModel

extension Quirk {
    /// What is watched is the handle of the process that was started (Q156271, Q128612).
    public static let pcmFirstProcessOnly = Quirk(
        name: "pcm-first-process-only", article: "Q156271, Q128612", since: nil, fixedIn: nil,
        sentence: "Only the first process is waited for; an installer of two stages loses its source.")
}
