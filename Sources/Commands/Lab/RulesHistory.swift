/// What each version of the rules changed, for `replay` of a lab that was recorded under earlier ones.
enum RulesHistory {
    /// The versions with what they changed, in order.
    static let versions: [(rules: Int64, what: String)] = [
        (
            3,
            "hierarchies of sites: several destinations of a job, Senders with outboxes and retries, Site Reporter's "
                + "bundles, all job types, the clients' variants"
        )
    ]

    /// What changed after a version.
    static func changes(since rules: Int64) -> [(rules: Int64, what: String)] {
        versions.filter { $0.rules > rules }
    }
}
