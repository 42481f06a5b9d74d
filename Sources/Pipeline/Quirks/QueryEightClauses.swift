import SiteModel

extension Quirk {
    /// SQL Server 6.x joins 16 tables at most, and each clause of a query takes two (Q121384).
    public static let queryEightClauses = Quirk(
        name: "query-eight-clauses", article: "Q121384", since: nil, fixedIn: nil,
        sentence: "A query whose clauses take more than 16 tables cannot be run by SQL Server.")
}
