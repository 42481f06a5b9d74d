import SiteModel

extension Quirk {
    /// The service takes what it finds in the file, and does not ask the history (Q166765).
    public static let svcShortPollReruns = Quirk(
        name: "svc-short-poll-reruns", article: "Q166765", since: nil, fixedIn: nil,
        sentence: "With a polling interval that is too short the service runs a command again.")
}
