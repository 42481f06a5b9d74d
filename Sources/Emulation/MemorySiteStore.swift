public import SiteModel

/// The rows of one site in memory, with a list of what changed since it was last asked.
///
/// It refuses what the database would refuse: rows of another site, values of the wrong kind, and numbers and
/// words outside their enumeration. Only references between tables are left to the database, which checks them
/// when the changes are written.
public final class MemorySiteStore: SiteStore {
    /// The rows of one table.
    fileprivate struct Table {
        let description: TableDescription
        /// Rows by key; a key that is in `order` but has no row here was removed.
        var rows: [SortKey: [FieldValue]] = [:]
        /// Keys in order; may hold removed ones.
        var order: [SortKey] = []
        /// Keys that are not in `order` yet.
        var fresh: [SortKey] = []
        /// Keys that are in `order` without a row, so that a returning one is not listed twice.
        var removed: Set<SortKey> = []
        /// Keys that changed since the changes were last taken, with the values of the key.
        var changed: [SortKey: [FieldValue]] = [:]
    }

    /// The site whose rows these are.
    public let site: SiteCode
    private let owner: FieldValue
    private var tables: [String: Table] = [:]

    /// Makes an empty store.
    ///
    /// - Parameter site: The site.
    public init(site: SiteCode) {
        self.site = site
        owner = .name(site)
    }

    // MARK: Reading and writing

    /// Inserts a row, or replaces the one with the same key.
    ///
    /// - Parameter record: The row.
    /// - Throws: `StoreError` for a row of another site or one the schema would refuse.
    public func put<Record: SiteRecord>(_ record: Record) throws(StoreError) {
        let fields = record.fields
        try store(fields, in: Record.table, marks: true)
    }

    /// Takes rows that are in the database already: they do not count as changes.
    ///
    /// - Parameter records: The rows.
    /// - Throws: `StoreError` for a row of another site or one the schema would refuse.
    public func load<Record: SiteRecord>(_ records: some Sequence<Record>) throws(StoreError) {
        for record in records { try store(record.fields, in: Record.table, marks: false) }
    }

    private func store(_ fields: [FieldValue], in description: TableDescription, marks: Bool)
        throws(StoreError)
    {
        do {
            try description.validate(fields)
        } catch {
            throw StoreError("writing a row of site \(site): \(error)")
        }
        guard fields.first == owner else { throw foreign(description, fields) }
        let values = Array(fields.prefix(description.keyCount))
        let key = SortKey(values)
        // Working in place: a copy taken out of the dictionary would copy the table at its first change.
        let isNew =
            tables[description.name, default: Table(description: description)]
            .rows.updateValue(fields, forKey: key) == nil
        if isNew {
            let returns = tables[description.name]?.removed.remove(key) != nil
            if !returns { tables[description.name]?.append(key) }
        }
        if marks { tables[description.name]?.changed[key] = values }
    }

    /// Removes the row with that key (the site first); says whether there was one.
    ///
    /// - Parameters:
    ///   - type: The record type of the table.
    ///   - key: The key.
    /// - Returns: Whether there was such a row.
    /// - Throws: `StoreError` for a key of another site or another form.
    @discardableResult
    public func remove<Record: SiteRecord>(_ type: Record.Type, key: [FieldValue]) throws(StoreError) -> Bool
    {
        try check(Record.table, key: key)
        let name = Record.table.name
        let sortKey = SortKey(key)
        guard tables[name]?.rows.removeValue(forKey: sortKey) != nil else { return false }
        tables[name]?.removed.insert(sortKey)
        tables[name]?.changed[sortKey] = key
        tables[name]?.compactIfWorthwhile()
        return true
    }

    /// The row with that key (the site first), or nil.
    ///
    /// - Parameters:
    ///   - type: The record type of the table.
    ///   - key: The key.
    /// - Returns: The row.
    /// - Throws: `StoreError` for a key of another site or another form.
    public func get<Record: SiteRecord>(_ type: Record.Type, key: [FieldValue]) throws(StoreError) -> Record?
    {
        try check(Record.table, key: key)
        guard let fields = tables[Record.table.name]?.rows[SortKey(key)] else { return nil }
        return try record(type, fields)
    }

    /// The rows whose key begins with these values (the site first), in order of the key.
    ///
    /// - Parameters:
    ///   - type: The record type of the table.
    ///   - prefix: The first values of the key.
    /// - Returns: The rows.
    /// - Throws: `StoreError` for a key of another site or another form.
    public func scan<Record: SiteRecord>(
        _ type: Record.Type, prefix: [FieldValue]
    ) throws(StoreError) -> [Record] {
        do {
            try Record.table.validate(prefix: prefix)
        } catch {
            throw StoreError("reading rows of site \(site): \(error)")
        }
        guard prefix.first == owner else { throw foreign(Record.table, prefix) }
        let name = Record.table.name
        tables[name]?.settle()
        guard let table = tables[name] else { return [] }
        let start = SortKey(prefix)
        var records: [Record] = []
        for key in table.order[table.place(of: start)...] {
            guard key.hasPrefix(start) else { break }
            if let fields = table.rows[key] { records.append(try record(type, fields)) }
        }
        return records
    }

    // MARK: Changes

    /// What changed since this was last called, by table name and key; the list is empty afterwards.
    ///
    /// A row that was changed several times is there once, as it is now.
    ///
    /// - Returns: The changes, tables in order of their names, rows in order of their keys.
    public func takeChanges() -> [RowChange] {
        var changes: [RowChange] = []
        for name in tables.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            guard let table = tables[name], !table.changed.isEmpty else { continue }
            for (key, values) in table.changed.sorted(by: { $0.key < $1.key }) {
                changes.append(RowChange(table: table.description, key: values, row: table.rows[key]))
            }
            tables[name]?.changed = [:]
        }
        return changes
    }

    /// Whether nothing changed since the changes were last taken.
    public var isUnchanged: Bool { tables.values.allSatisfy { $0.changed.isEmpty } }

    // MARK: Refusals

    private func record<Record: SiteRecord>(
        _ type: Record.Type, _ fields: [FieldValue]
    ) throws(StoreError) -> Record {
        do {
            return try Record(fields: fields)
        } catch {
            throw StoreError("reading a row of site \(site): \(error)")
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

extension MemorySiteStore.Table {
    /// Lists a new key; one past the last is in its place already.
    mutating func append(_ key: SortKey) {
        if fresh.isEmpty, order.last.map({ $0 < key }) ?? true {
            order.append(key)
        } else {
            fresh.append(key)
        }
    }

    /// Brings the new keys into their places.
    mutating func settle() {
        guard !fresh.isEmpty else { return }
        fresh.sort()
        var merged: [SortKey] = []
        merged.reserveCapacity(order.count + fresh.count)
        var left = 0
        var right = 0
        while left < order.count, right < fresh.count {
            if order[left] < fresh[right] {
                merged.append(order[left])
                left += 1
            } else {
                merged.append(fresh[right])
                right += 1
            }
        }
        merged += order[left...]
        merged += fresh[right...]
        order = merged
        fresh = []
    }

    /// Drops removed keys once they are more than half of the list.
    mutating func compactIfWorthwhile() {
        guard removed.count > 64, removed.count * 2 > order.count + fresh.count else { return }
        settle()
        order.removeAll { removed.contains($0) }
        removed = []
    }

    /// The place of the first key that is not before this one.
    func place(of key: SortKey) -> Int {
        var low = 0
        var high = order.count
        while low < high {
            let middle = (low + high) / 2
            if order[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
