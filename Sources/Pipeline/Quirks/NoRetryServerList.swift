import SiteModel

extension Quirk {
    /// The new instruction that is to contain only the servers that failed is written without them (Q153576).
    ///
    /// The article tells of a site with two distribution servers of which one is away. Where no server was served there is
    /// nothing to leave out and the instruction is tried again as it is: jobs of 1.1 are tried a hundred times all the same
    /// (Q140374, Q147819).
    public static let noRetryServerList = Quirk(
        name: "no-retry-server-list", article: "Q153576", since: nil, fixedIn: .v12,
        sentence:
            "When one of several servers fails, the retry names no server: the job is Complete with one server missing."
    )
}
