public import SiteModel

/// A saved query as it is now.
public struct QueryLive: Equatable, Sendable {
    /// The identifier, such as `NCS00051` (Q188053).
    public var id: QueryID
    /// Its properties.
    public var definition: QueryDefinition

    /// Makes a query.
    public init(id: QueryID, definition: QueryDefinition) {
        self.id = id
        self.definition = definition
    }
}

extension SiteImage {
    /// The place of a query with an identifier.
    public func queryIndex(_ id: QueryID) -> Int? { queries.firstIndex { $0.id == id } }

    /// Adds a query; nil when no identifier is left.
    @discardableResult
    package func appendQuery(_ query: QueryDefinition) -> QueryID? {
        guard let id = QueryID(site: definition.code, counter: nextQuery) else { return nil }
        queries.append(QueryLive(id: id, definition: query))
        nextQuery += 1
        queriesChanged()
        changes.counters = true
        return id
    }

    /// Replaces a query's properties.
    package func replaceQuery(_ place: Int, with query: QueryDefinition) {
        queries[place].definition = query
        queriesChanged()
    }

    /// Deletes a query; its identifier is not given out again.
    package func deleteQuery(_ place: Int) {
        queries.remove(at: place)
        queriesChanged()
    }

    /// Takes the queries of a snapshot back.
    package func restoreQueries(_ queries: [QueryLive]) {
        self.queries = queries
        definition.queries = queries.map(\.definition)
    }

    private func queriesChanged() {
        definition.queries = queries.map(\.definition)
        changes.queries = true
    }

    // MARK: Targets of jobs

    /// The query of a job, or nil where it is unusable (event 318): deleted, without a name, not about machines, or
    /// with a text that means nothing.
    private func usableQuery(of job: Job) -> InventoryQuery? {
        guard let id = QueryID(job.queryID), let place = queryIndex(id) else { return nil }
        let definition = queries[place].definition
        guard !definition.isNameless, !definition.architecture.isDirect else { return nil }
        do throws(InventoryQueryError) {
            return try definition.query()
        } catch {
            return nil
        }
    }

    /// Whether a job's query is usable and yet cannot be run by SQL Server now (event 320).
    ///
    /// The list of targets is made with SELECT INTO in tempdb, which needs the option of that name (Q199985); and a
    /// statement joins 16 tables at most (Q121384).
    package func cannotRunQuery(of job: Job) -> Bool {
        guard job.target == .query, let query = usableQuery(of: job) else { return false }
        return !definition.tempdbSelectInto && quirks.contains(.tempdb320) || isTooWide(query)
    }

    /// Whether SQL Server refuses a query for the number of its tables.
    public func isTooWide(_ query: InventoryQuery) -> Bool {
        quirks.contains(.queryEightClauses) && query.tableCount > InventoryQuery.mostTables
    }

    /// The computers that a job's query finds; nil: it cannot be used (event 318).
    func queryTargets(of job: Job) -> [UInt32]? { usableQuery(of: job).map { machines(fitting: $0) } }

    /// The computers that fit a query by their handles: own ones in order of place, then those of sites below, as far
    /// as their inventory has come.
    ///
    /// - Parameter query: A query about machines; of a direct architecture nothing is found.
    /// - Returns: The handles.
    public func machines(fitting query: InventoryQuery) -> [UInt32] {
        guard !query.architecture.isDirect else { return [] }
        let inventory = SiteInventory(self)
        var found: [UInt32] = []
        func look(_ population: ClientPopulation, _ ranges: [RangeInventory], bit: UInt32) {
            for (block, range) in zip(population.blocks, ranges) {
                for place in 0..<block.range.count where query.holds(place, in: range) {
                    let client = block.base + place
                    if population.removed.isEmpty || !population.isRemoved(client) {
                        found.append(UInt32(client) | bit)
                    }
                }
            }
        }
        look(clients, inventory.own, bit: 0)
        look(known.population, inventory.known, bit: KnownMachines.bit)
        return found
    }
}
