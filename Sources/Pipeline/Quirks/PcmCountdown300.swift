import SiteModel

extension Quirk {
    /// DisablePCMCountdown of SMS.INI is not read (Q185805).
    public static let pcmCountdown300 = Quirk(
        name: "pcm-countdown-300", article: "Q185805", since: nil, fixedIn: .sp4,
        sentence: "The countdown of five minutes cannot be switched off.")
}
