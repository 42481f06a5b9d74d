import SiteModel

extension Quirk {
    /// The retry instruction is written without the servers that failed (Q153576).
    public static let noRetryServerList = Quirk(
        name: "no-retry-server-list", article: "Q153576", since: nil, fixedIn: .v12,
        sentence:
            "When one of several servers fails, the retry names no server: the job is Complete with one server missing."
    )
}
