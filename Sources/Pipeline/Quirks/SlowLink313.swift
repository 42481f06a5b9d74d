import SiteModel

extension Quirk {
    /// The Scheduler takes a system job that is still being sent for one to be compressed (Q135769).
    public static let slowLink313 = Quirk(
        name: "slow-link-313", article: "Q135769", since: nil, fixedIn: nil,
        sentence:
            "While a site control file is still being sent at the next poll, the Scheduler looks for its source once more."
    )
}
