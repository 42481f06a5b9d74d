import SiteModel

extension Quirk {
    /// A job without run phase looks at its target's computers one by one (Q153087).
    public static let schedRowAtATime = Quirk(
        name: "sched-row-at-a-time", article: "Q153087", since: nil, fixedIn: .v12,
        sentence:
            "A job without run phase takes 0.6 seconds for each client of its target, since rows are added one by one."
    )
}
