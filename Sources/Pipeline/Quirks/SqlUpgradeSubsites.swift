import SiteModel

extension Quirk {
    /// The sites below are asked of sp_GetSubSites (Q140681).
    public static let sqlUpgradeSubsites = Quirk(
        name: "sql-upgrade-subsites", article: "Q149178 Q140681", since: nil, fixedIn: .v12,
        sentence:
            "The sites below a site are asked of a stored procedure that an upgrade of SQL Server takes away."
    )
}
