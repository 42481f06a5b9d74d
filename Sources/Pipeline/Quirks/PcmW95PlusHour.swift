import SiteModel

extension Quirk {
    /// An hour is added to Mandatory After (Q186132).
    public static let pcmW95PlusHour = Quirk(
        name: "pcm-w95-plus-hour", article: "Q186132", since: .sp3, fixedIn: .sp4,
        sentence: "On Windows 95 a mandatory command starts an hour late.")
}
