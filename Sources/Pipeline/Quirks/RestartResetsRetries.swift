import SiteModel

extension Quirk {
    /// A Despooler that starts counts the tries of what lies in RECEIVE from zero (Q140374).
    public static let restartResetsRetries = Quirk(
        name: "restart-resets-retries", article: "Q140374", since: .v11, fixedIn: .sp4,
        sentence:
            "A restart of the Despooler sets the retry counter to zero, so that a job never becomes Failed.")
}
