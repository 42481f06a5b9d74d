import SiteModel

extension Quirk {
    /// The record that a status is about is looked for in the whole file, and not found (Q168130).
    public static let cancelCorruptsSNI = Quirk(
        name: "cancel-corrupts-sni", article: "Q168130", since: .v12, fixedIn: nil,
        sentence:
            "A status of a job that was cancelled, or deleted while it was active, takes long and ends with the error 38a."
    )
}
