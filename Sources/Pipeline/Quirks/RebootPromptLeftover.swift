import SiteModel

extension Quirk {
    /// It is looked whether `_MSSETUP.BAT` and `_MSRSTRT.EXE` are there, not whether they are new (Q153227).
    public static let rebootPromptLeftover = Quirk(
        name: "reboot-prompt-leftover", article: "Q153227", since: nil, fixedIn: nil,
        sentence:
            "Files left over from an earlier setup bring up the question for a restart after every command.")
}
