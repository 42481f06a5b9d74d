public import SiteModel

/// The rows of one site in a lab's database.
///
/// Calls outside a transaction take effect at once; components are called within one (see
/// `LabDatabase.transaction`).
public final class SQLiteSiteStore: SiteStore {
    /// The site whose rows these are.
    public let site: SiteCode
    private let connection: Connection
    private let owner: FieldValue

    /// Binds a connection to a site.
    ///
    /// - Parameters:
    ///   - connection: An open connection to a database with the schema.
    ///   - site: The site.
    public init(_ connection: Connection, site: SiteCode) {
        self.connection = connection
        self.site = site
        owner = .name(site)
    }

    /// Inserts a row, or replaces the one with the same key.
    ///
    /// - Parameter record: The row.
    /// - Throws: `StoreError` for a row of another site, one the schema refuses, or a failing engine.
    public func put<Record: SiteRecord>(_ record: Record) throws(StoreError) {
        let fields = record.fields
        do {
            try Record.table.validate(fields)
        } catch {
            throw StoreError("writing a row of site \(site): \(error)")
        }
        guard fields.first == owner else { throw foreign(Record.table, fields) }
        do {
            try connection.put(fields, in: Record.table)
        } catch {
            throw error.storeError
        }
    }

    /// Removes the row with that key (the site first); says whether there was one.
    ///
    /// - Parameters:
    ///   - type: The record type of the table.
    ///   - key: The key.
    /// - Returns: Whether there was such a row.
    /// - Throws: `StoreError` for a key of another site or another form, or a failing engine.
    @discardableResult
    public func remove<Record: SiteRecord>(_ type: Record.Type, key: [FieldValue]) throws(StoreError) -> Bool
    {
        try check(Record.table, key: key)
        do {
            return try connection.remove(key, from: Record.table)
        } catch {
            throw error.storeError
        }
    }

    /// The row with that key (the site first), or nil.
    ///
    /// - Parameters:
    ///   - type: The record type of the table.
    ///   - key: The key.
    /// - Returns: The row.
    /// - Throws: `StoreError` for a key of another site or another form, or a failing engine.
    public func get<Record: SiteRecord>(_ type: Record.Type, key: [FieldValue]) throws(StoreError) -> Record?
    {
        try check(Record.table, key: key)
        do {
            return try connection.get(type, key: key)
        } catch {
            throw error.storeError
        }
    }

    /// The rows whose key begins with these values (the site first), in order of the key.
    ///
    /// - Parameters:
    ///   - type: The record type of the table.
    ///   - prefix: The first values of the key.
    /// - Returns: The rows.
    /// - Throws: `StoreError` for a key of another site or another form, or a failing engine.
    public func scan<Record: SiteRecord>(
        _ type: Record.Type, prefix: [FieldValue]
    ) throws(StoreError) -> [Record] {
        do {
            try Record.table.validate(prefix: prefix)
        } catch {
            throw StoreError("reading rows of site \(site): \(error)")
        }
        guard prefix.first == owner else { throw foreign(Record.table, prefix) }
        do {
            return try connection.scan(type, prefix: prefix)
        } catch {
            throw error.storeError
        }
    }

    private func check(_ table: TableDescription, key: [FieldValue]) throws(StoreError) {
        do {
            try table.validate(key: key)
        } catch {
            throw StoreError("finding a row of site \(site): \(error)")
        }
        guard key.first == owner else { throw foreign(table, key) }
    }

    private func foreign(_ table: TableDescription, _ values: [FieldValue]) -> StoreError {
        let other = values.first?.string ?? "no site"
        return StoreError("the store of site \(site) was asked for a row of \(table.name) of \(other)")
    }
}
