import Emulation
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

/// Compares what a lab's database holds with what the state of an engine says it should.
struct StateComparison {
    let database: LabDatabase
    let images: [SiteImage]
    let clients: [PackageCommandManager]

    /// Takes a database and the state that it should hold.
    init(_ database: LabDatabase, _ emulation: borrowing Emulation) {
        self.database = database
        images = emulation.images
        clients = emulation.clients
    }

    /// Tables of a site that are no function of its state: the lab's facts hold their checksums.
    ///
    /// Archives say which library packed them, events what was so at their time; the rest of an event is compared.
    static let sealed: Set<String> = [ArchiveRow.table.name, EventRow.table.name]

    /// Columns of an offer that tell when something happened: written from the trace at each commit, and no function
    /// of the state.
    static let historic: Set<String> = ["SeenAt", "OfferedAt", "StartedAt", "EndedAt", "ExitCode"]

    /// The first row of each table that differs.
    func differences() throws -> [RowDifference] {
        // Written as a commit writes them, so that there is one place that knows what a row is made of.
        let wanted = try LabDatabase.create("")
        try wanted.transaction("writing the rows of the state") { try writeRows(to: wanted) }
        var found: [RowDifference] = []
        for table in SiteTables.all where !Self.sealed.contains(table.name) {
            if let difference = try database.firstDifference(
                in: table, from: wanted,
                ignoring: table.name == ClientOfferRow.table.name ? Self.historic : [])
            {
                found.append(difference)
            }
        }
        if let difference = try eventDifference() { found.append(difference) }
        return found
    }

    /// Finds out whether every row is what the state says.
    ///
    /// - Throws: `DatabaseError` of a damaged file, naming the first row that is not.
    func require() throws {
        guard let first = try differences().first else { return }
        throw DatabaseError.rowDiffers(first.description, database.path)
    }

    /// Writes every row of every site into a database without any; no events.
    ///
    /// - Parameters:
    ///   - database: The database.
    ///   - readAt: When records count as read that a client has read; nil: the rows do not tell.
    /// - Throws: `DatabaseError` for a row that the schema refuses, or a failing engine.
    func writeRows(to database: LabDatabase, readAt: Int64? = nil) throws {
        for (site, image) in images.enumerated() {
            try RowWriter(database, image, clients[site], OfferTimes(readAt: readAt), peers: images)
                .writeAll()
        }
    }

    /// Writes the rows of offers with their times, as entries of the trace tell them.
    func writeOffers(to database: LabDatabase, _ records: [TraceRecord]) throws {
        for (site, image) in images.enumerated() where !image.isRemoved {
            let times = OfferTimes(records, site: image.number)
            try RowWriter(database, image, clients[site], times, peers: images).writeOffers()
        }
    }

    /// The events of a site as rows, with the words of the state as it is now; none of a secondary site, which has no
    /// database, and of one that was taken out.
    func events(of site: Int) -> [EventRow] {
        let image = images[site]
        if image.isRemoved || image.definition.isSecondary { return [] }
        let writer = RowWriter(database, image, clients[site], OfferTimes(), peers: images)
        return image.events.indices.map { writer.event($0, writer.insertions(of: $0)) }
    }

    private func eventDifference() throws -> RowDifference? {
        let table = EventRow.table
        for (site, image) in images.enumerated() {
            let rows = try database.rows(of: EventRow.self, site: image.definition.code)
            let writer = RowWriter(database, image, clients[site], OfferTimes(), peers: images)
            let count = image.isRemoved || image.definition.isSecondary ? 0 : image.events.count
            for place in 0..<max(rows.count, count) {
                guard place < count else { return RowDifference(extra: rows[place].fields, of: table) }
                var wanted = writer.event(place, [])
                guard place < rows.count, rows[place].ordinal <= wanted.ordinal else {
                    return RowDifference(missing: wanted.fields, of: table)
                }
                wanted.insertions = rows[place].insertions
                if rows[place] != wanted {
                    return RowDifference(table, found: rows[place].fields, wanted: wanted.fields)
                }
            }
        }
        return nil
    }
}

/// Compares what a lab's database holds with what its journal gives.
struct ReplayComparison {
    let database: LabDatabase

    /// Sentences about what differs, one a table; none when the stored state is the one that was reached.
    ///
    /// The trace is compared elsewhere, as it comes; what was found there stands first.
    func differences(_ again: inout Emulation, trace: [String]) throws -> [String] {
        var found = trace
        if try database.meta("definition") != again.definition.json.compact {
            found.append("the lab's definition is not the one that its journal gives")
        }
        if try database.meta("now") != String(again.now) {
            found.append("the lab stands at another instant than its journal")
        }
        found += try StateComparison(database, again).differences().map(\.description)
        // As a commit takes it: what is noted as changed until then is part of the dense arrays.
        let snapshot = try again.takeCommit().snapshot
        if let sentence = try snapshotDifference(snapshot) { found.append(sentence) }
        func isTold(_ message: String) -> Bool {
            found.contains {
                $0 == message || $0.hasPrefix("row ") && message.hasPrefix($0.prefix { $0 != ":" })
            }
        }
        let findings = try database.check()
        for finding in findings where !isTold(finding.message) { found.append(finding.message) }
        if findings.isEmpty, let sentence = SetAsideLine.damage(try database.setAside()) {
            found.append(sentence)
        }
        return found
    }

    private func snapshotDifference(_ snapshot: Snapshot) throws -> String? {
        var wanted = [PageName(name: "core", page: 0): snapshot.core]
        for page in snapshot.pages { wanted[PageName(name: page.name, page: page.page)] = page.bytes }
        var found: [PageName: [UInt8]] = [:]
        do throws(DatabaseError) {
            for name in try database.snapshotNames() {
                for page in try database.snapshotPages(name) {
                    found[PageName(name: name, page: page.page)] = page.bytes
                }
            }
        } catch {
            guard error.isAltered else { throw error }
            return error.message
        }
        let names = Set(wanted.keys).union(found.keys).sorted { ($0.name, $0.page) < ($1.name, $1.page) }
        guard let first = names.first(where: { wanted[$0] != found[$0] }) else { return nil }
        return "SnapshotPages: page \(first.page) of \(first.name) is not the one that the journal gives"
    }

    private struct PageName: Hashable {
        let name: String
        let page: Int
    }
}
