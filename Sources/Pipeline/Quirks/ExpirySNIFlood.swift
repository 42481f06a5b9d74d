import SiteModel

extension Quirk {
    /// The history does not note that the expiry was reported (Q188042).
    public static let expirySNIFlood = Quirk(
        name: "expiry-sni-flood", article: "Q188042", since: .v12, fixedIn: .sp4,
        sentence:
            "An expired record is reported again at every poll as long as it is in the instruction file.")
}
