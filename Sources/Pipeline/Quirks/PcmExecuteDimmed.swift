import SiteModel

extension Quirk {
    /// The handle that is kept of the process is 0, so that the job seems to run for ever (Q193784).
    public static let pcmExecuteDimmed = Quirk(
        name: "pcm-execute-dimmed", article: "Q193784", since: .sp4, fixedIn: .sp4Hotfixes,
        sentence:
            "After a command with SynchronousSystemExitRequired nothing else can be run until the next logon."
    )
}
