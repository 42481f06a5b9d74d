import SiteModel

extension Quirk {
    /// The Scheduler reaches SCHEDULE.BOX through its own SMS_SITE share (Q179118).
    public static let selfAddressRights = Quirk(
        name: "self-address-rights", article: "Q179118", since: .v12, fixedIn: nil,
        sentence:
            "The Scheduler opens the boxes of its own site with the account of the site's address to itself.")
}
