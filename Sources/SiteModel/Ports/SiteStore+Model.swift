// Whole packages, jobs and counters over the rows of a store, so that no caller takes rows apart itself.

extension SiteStore {
    /// The key of a row of this store: the site, then the given values.
    ///
    /// - Parameter values: The values of the key columns after the site.
    /// - Returns: The values with the site before them.
    public func key(_ values: FieldValue...) -> [FieldValue] { [.name(site)] + values }

    /// All rows of a table that belong to this site, in order of the key.
    ///
    /// - Parameter type: The record type of the table.
    /// - Returns: The rows.
    /// - Throws: `StoreError` when the store cannot be read.
    public func all<Record: SiteRecord>(_ type: Record.Type) throws(StoreError) -> [Record] {
        try scan(type, prefix: key())
    }

    /// The package with that identifier as this site has it, or nil.
    ///
    /// - Parameter id: The package's identifier.
    /// - Returns: The package with its command lines, program items and inventory rule.
    /// - Throws: `StoreError` when the store cannot be read or a row has a form that was never written.
    public func package(_ id: PackageID) throws(StoreError) -> Package? {
        let key = key(.name(id))
        guard let row = try get(PackageRow.self, key: key) else { return nil }
        let records = PackageRecords(
            row: row, commandLines: try scan(CommandLineRow.self, prefix: key),
            programItems: try scan(ProgramItemRow.self, prefix: key),
            inventoryRule: try get(InventoryRuleRow.self, key: key),
            inventoryFiles: try scan(InventoryFileRow.self, prefix: key))
        do {
            return try records.package()
        } catch {
            throw StoreError("reading package \(id) of site \(site): \(error)")
        }
    }

    /// Stores a package whole: rows of command lines, items and rules it no longer has are removed.
    ///
    /// Facts about the source stay as they were when none are given.
    ///
    /// - Parameters:
    ///   - package: The package.
    ///   - source: What the source held when it was read; nil keeps what is stored.
    /// - Throws: `StoreError` when the store cannot be written or the inventory rule cannot be.
    public func put(_ package: Package, source: SourceManifest? = nil) throws(StoreError) {
        var records: PackageRecords
        do {
            records = try PackageRecords(package, site: site, source: source)
        } catch {
            throw StoreError("storing package \(package.id) of site \(site): \(error)")
        }
        let key = key(.name(package.id))
        if source == nil, let old = try get(PackageRow.self, key: key) {
            records.row.needsNTFS = old.needsNTFS
            records.row.sourceFiles = old.sourceFiles
            records.row.sourceBytes = old.sourceBytes
            records.row.sourceLongestPath = old.sourceLongestPath
        }
        try put(records.row)
        try replace(CommandLineRow.self, below: key, with: records.commandLines)
        try replace(ProgramItemRow.self, below: key, with: records.programItems)
        try replace(InventoryRuleRow.self, below: key, with: records.inventoryRule.map { [$0] } ?? [])
        try replace(InventoryFileRow.self, below: key, with: records.inventoryFiles)
    }

    /// Removes a package with the rows that are parts of it; says whether there was one.
    ///
    /// - Parameter id: The package's identifier.
    /// - Returns: Whether there was such a package.
    /// - Throws: `StoreError` when the store cannot be written.
    @discardableResult
    public func removePackage(_ id: PackageID) throws(StoreError) -> Bool {
        let key = key(.name(id))
        try replace(CommandLineRow.self, below: key, with: [])
        try replace(ProgramItemRow.self, below: key, with: [])
        try replace(InventoryRuleRow.self, below: key, with: [])
        try replace(InventoryFileRow.self, below: key, with: [])
        return try remove(PackageRow.self, key: key)
    }

    /// The job with that identifier as this site has it, or nil.
    ///
    /// - Parameter id: The job's identifier.
    /// - Returns: The job and who made it when.
    /// - Throws: `StoreError` when the store cannot be read.
    public func job(_ id: JobID) throws(StoreError) -> JobRow? {
        try get(JobRow.self, key: key(.name(id)))
    }

    /// Gives out the next number of a counter; a counter that was never used begins at 1.
    ///
    /// - Parameters:
    ///   - counter: A name of `CounterRow`.
    ///   - maximum: The largest number that may be given out.
    /// - Returns: The number; the stored counter is one more.
    /// - Throws: `StoreError` when the numbers are used up (exhausted job IDs leave jobs Pending, Q185901) or
    ///   the store cannot be written.
    public func nextNumber(_ counter: String, maximum: Int64 = .max - 1) throws(StoreError) -> Int64 {
        let stored = try get(CounterRow.self, key: key(.text(counter)))
        let number = stored?.value ?? 1
        guard number <= maximum, number < Int64.max else {
            throw StoreError("counter \(counter) of site \(site) is used up: \(maximum) was the last number")
        }
        try put(CounterRow(site: site, name: counter, value: number + 1))
        return number
    }

    /// Makes the rows below a key exactly these: writes them and removes the others.
    ///
    /// - Parameters:
    ///   - type: The record type of the table.
    ///   - prefix: The beginning of the key, the site first.
    ///   - rows: The rows that are to be there; the key of each begins with `prefix`.
    /// - Throws: `StoreError` when the store cannot be written.
    public func replace<Record: SiteRecord>(
        _ type: Record.Type, below prefix: [FieldValue], with rows: [Record]
    ) throws(StoreError) {
        let kept = Set(rows.map { SortKey($0.key) })
        for old in try scan(type, prefix: prefix) where !kept.contains(SortKey(old.key)) {
            try remove(type, key: old.key)
        }
        for row in rows { try put(row) }
    }
}
