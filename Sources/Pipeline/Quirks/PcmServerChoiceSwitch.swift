import SiteModel

extension Quirk {
    /// The switch is read (Q180151).
    public static let pcmServerChoiceSwitch = Quirk(
        name: "pcm-server-choice-switch", article: "Q180151", since: .sp4Hotfixes, fixedIn: nil,
        sentence: "DisableRandomPCMServers of SMS.INI decides how the distribution server is chosen.")
}
