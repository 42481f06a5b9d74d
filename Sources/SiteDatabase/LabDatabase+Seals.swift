public import SiteModel

// Rows of two tables of a site are no function of the state: what an event's message said at its time, and which
// library packed an archive. Facts of the lab hold their checksums.

extension LabDatabase {
    private static let archives = "archiveChecksum"

    private static func events(_ site: String) -> String { "eventChecksum/\(site)" }

    /// Appends events of a site, which has no later ones yet; call it in a transaction.
    ///
    /// - Parameters:
    ///   - events: The events in order.
    ///   - site: The site.
    /// - Throws: `DatabaseError` for a row the schema refuses, or a failing engine.
    public func appendEvents(_ events: [EventRow], site: SiteCode) throws(DatabaseError) {
        if events.isEmpty { return }
        try putAll(events)
        let name = Self.events(site.description)
        var chain = Int64(try meta(name) ?? "") ?? 0
        for event in events { chain = Checksum.of([.integer(chain)] + event.fields) }
        try setMeta(name, String(chain))
    }

    /// Stores archives, inserting or replacing; call it in a transaction.
    ///
    /// - Parameter rows: The archives.
    /// - Throws: `DatabaseError` for a row the schema refuses, or a failing engine.
    public func putArchives(_ rows: [ArchiveRow]) throws(DatabaseError) {
        if rows.isEmpty { return }
        try putAll(rows)
        try setMeta(Self.archives, try sealOfArchives())
    }

    /// Removes every row of a site.
    ///
    /// - Parameter site: The site.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func removeRows(of site: SiteCode) throws(DatabaseError) {
        for table in SiteTables.all {
            try connection.run(
                "DELETE FROM \(table.name) WHERE Site = ?", [.name(site)],
                doing: "removing the rows of site \(site)")
        }
        try setMeta(Self.events(site.description), nil)
        try setMeta(Self.archives, try sealOfArchives())
    }

    /// Puts events in the place of those that a site has, keeping the texts of the ones that agree in everything
    /// else; call it in a transaction.
    ///
    /// - Parameters:
    ///   - events: The events in order.
    ///   - site: The site.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func mendEvents(_ events: [EventRow], site: SiteCode) throws(DatabaseError) {
        var kept: [Int64: EventRow] = [:]
        do {
            for row in try rows(of: EventRow.self, site: site) { kept[row.ordinal] = row }
        } catch  where error.primaryCode == 11 {
            // A row that cannot be read is made anew.
            kept = [:]
        }
        let mended = events.map { event in
            guard let old = kept[event.ordinal] else { return event }
            var same = event
            same.insertions = old.insertions
            return same == old ? old : event
        }
        try connection.run(
            "DELETE FROM SMSEvents WHERE Site = ?", [.name(site)],
            doing: "removing the events of site \(site)")
        try setMeta(Self.events(site.description), nil)
        try appendEvents(mended, site: site)
    }

    /// The sites of which there are events, or the checksum of some.
    ///
    /// - Returns: Their codes in order.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func eventSites() throws(DatabaseError) -> [SiteCode] {
        let doing = "looking for the sites of events"
        var names = try connection.withStatement("SELECT DISTINCT Site FROM SMSEvents", doing: doing) {
            row throws(DatabaseError) in
            var names: [String] = []
            while try row.step() { names.append(row.text(0)) }
            return names
        }
        let prefix = Self.events("")
        names += try facts(beginning: prefix).map { String($0.name.dropFirst(prefix.count)) }
        return Set(names.compactMap { SiteCode($0) }).sorted()
    }

    /// The checksum over all archives in order of their key; nil when there is none.
    private func sealOfArchives() throws(DatabaseError) -> String? {
        // As it is stored: a code in small letters would be read as the same site.
        let sql = connection.sql(of: ArchiveRow.table)
        return try connection.withStatement(sql.scans[0], doing: "reading the archives") {
            row throws(DatabaseError) in
            var chain: Int64?
            while try row.step() { chain = Checksum.of([.integer(chain ?? 0)] + row.row) }
            return chain.map { String($0) }
        }
    }

    /// Proves that the archives are as they were written.
    func checkArchives() throws(DatabaseError) {
        let doing = "checking the archives"
        guard try sealOfArchives() == (try meta(Self.archives)) else {
            throw .damaged(ArchiveRow.table, "the rows of Archives are not as sms12 wrote them", doing: doing)
        }
    }

    /// The archives, where they are as they were written.
    ///
    /// - Returns: The rows.
    /// - Throws: `DatabaseError` when the engine refuses or a row was altered.
    public func soundArchives() throws(DatabaseError) -> [ArchiveRow] {
        try checkArchives()
        return try rows(of: ArchiveRow.self)
    }

    /// Proves that the events are as they were written.
    func checkEvents() throws(DatabaseError) {
        let doing = "checking the events"
        var chains: [String: Int64] = [:]
        let sql = connection.sql(of: EventRow.table)
        try connection.withStatement(sql.scans[0], doing: doing) { row throws(DatabaseError) in
            while try row.step() {
                let fields = row.row
                let site = fields.first?.string ?? ""
                chains[site] = Checksum.of([.integer(chains[site] ?? 0)] + fields)
            }
        }
        let noted = try connection.withStatement(
            "SELECT Name, Value FROM Meta WHERE Name LIKE 'eventChecksum/%' ORDER BY Name", doing: doing
        ) { row throws(DatabaseError) in
            var noted: [String: String] = [:]
            while try row.step() { noted[row.text(0)] = row.text(1) }
            return noted
        }
        var found: [String: String] = [:]
        for (site, chain) in chains { found[Self.events(site)] = String(chain) }
        guard found != noted else { return }
        throw .damaged(EventRow.table, "the rows of SMSEvents are not as sms12 wrote them", doing: doing)
    }
}
