import SiteModel

extension Quirk {
    /// Mandatory After is not among the times that a repeated job moves along (Q141192).
    public static let repeatMandatoryStale = Quirk(
        name: "repeat-mandatory-stale", article: "Q141192", since: .v11, fixedIn: .v12,
        sentence: "The next job of a repetition keeps the old Mandatory After, so that it is overdue at once."
    )
}
