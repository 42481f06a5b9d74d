import SiteModel

extension Quirk {
    /// The status that a client leaves at an expiry is handed on to the Data Loader (Q152229).
    public static let expiredChangesStatus = Quirk(
        name: "expired-changes-status", article: "Q152229", since: nil, fixedIn: .v12,
        sentence: "Expiry rewrites the status of rows: to Retrying in 1.0, to Canceled in 1.1.")
}
