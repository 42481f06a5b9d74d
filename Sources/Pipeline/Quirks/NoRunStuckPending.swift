import SiteModel

extension Quirk {
    /// What is due is joined with the run phase's rows for the sites that a job goes to (Q174462).
    public static let noRunStuckPending = Quirk(
        name: "no-run-stuck-pending", article: "Q174462", since: .v12, fixedIn: .sp3,
        sentence: "A job without run phase that goes to a site below is not found when it is due.")
}
