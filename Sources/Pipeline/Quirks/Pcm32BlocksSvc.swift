import SiteModel

extension Quirk {
    /// Both hold the same mutex as long as they run, not only while a command runs (Q164657).
    public static let pcm32BlocksSvc = Quirk(
        name: "pcm32-blocks-svc", article: "Q164657", since: nil, fixedIn: .sp2,
        sentence: "While a user's Package Command Manager is resident, the service runs nothing.")
}
