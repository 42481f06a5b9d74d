import SiteModel

extension Quirk {
    /// The counter is moved by the disconnection and by the retry (Q191360).
    public static let retryStep2 = Quirk(
        name: "retry-step-2", article: "Q191360", since: .sp1, fixedIn: .sp4,
        sentence: "With forced delivery on, a file in use uses up two tries at once.")
}
