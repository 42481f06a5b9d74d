/// Why a store could not do what it was asked.
public struct StoreError: Error, CustomStringConvertible {
    /// What was being done, with what, and what the engine said.
    public let description: String
    /// The engine's own code, 0 where there is none.
    public let code: Int
    /// Makes an error.
    public init(_ description: String, code: Int = 0) {
        self.description = description
        self.code = code
    }
}

/// Where a site keeps its rows: in memory, or in SQLite.
///
/// A handle is bound to one site and reads and writes rows of that site only; a row of another site is refused.
public protocol SiteStore: AnyObject {
    /// The site whose rows these are.
    var site: SiteCode { get }
    /// Inserts a row, or replaces the one with the same key.
    func put<Record: SiteRecord>(_ record: Record) throws(StoreError)
    /// Removes the row with that key (the site first); says whether there was one.
    @discardableResult
    func remove<Record: SiteRecord>(_ type: Record.Type, key: [FieldValue]) throws(StoreError) -> Bool
    /// The row with that key (the site first), or nil.
    func get<Record: SiteRecord>(_ type: Record.Type, key: [FieldValue]) throws(StoreError) -> Record?
    /// The rows whose key begins with these values (the site first), in order of the key.
    func scan<Record: SiteRecord>(_ type: Record.Type, prefix: [FieldValue]) throws(StoreError) -> [Record]
}
