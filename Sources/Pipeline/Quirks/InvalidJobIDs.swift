import SiteModel

extension Quirk {
    /// A job file with an identifier that is none stops the Scheduler's transfer (Q185901).
    public static let invalidJobIDs = Quirk(
        name: "invalid-jobids", article: "Q185901", since: .v12, fixedIn: nil,
        sentence: "Nobody looks whether the counter of jobs still makes an identifier.")
}
