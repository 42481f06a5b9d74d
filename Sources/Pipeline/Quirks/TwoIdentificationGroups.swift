import SiteModel

extension Quirk {
    /// Two groups of one name give no sites for a job without run phase (Q189530).
    public static let twoIdentificationGroups = Quirk(
        name: "two-identification-groups", article: "Q189530", since: .v12, fixedIn: .sp4Hotfixes,
        sentence:
            "The sites of a job without run phase are asked of the Identification group, of which there may be two."
    )
}
