import Emulation
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

/// A lab open to be mended: what follows from its journal is written anew, whatever the snapshot is like.
final class LabRepair {
    /// The database.
    let database: LabDatabase
    private let lock: LabLock

    /// Takes the lab's lock and opens its database, without reading the snapshot.
    init(_ folder: String, command: String, faults: LabFaults = .none) throws {
        lock = try LabLock.acquire(lab: folder, waitSeconds: LabSession.waitSeconds, command: command)
        database = try LabDatabase.open(folder + "/lab.db", faults: faults.store)
    }

    /// Closes the database; the lock goes with it.
    func close() {
        try? database.close()
        lock.release()
    }

    /// Writes the state that the journal gives, in one transaction: rows, trace, snapshot and facts.
    ///
    /// Archives stay, since only packing again could give them; events that agree keep the texts of their time.
    func write(_ again: inout Emulation) throws {
        let state = StateComparison(database, again)
        let pending = try again.takeCommit()
        let facts = [("definition", again.definition.json.compact), ("now", String(again.now))]
        try database.transaction("writing the lab anew") {
            let offers = try database.rows(of: ClientOfferRow.self)
            for table in SiteTables.all where !StateComparison.sealed.contains(table.name) {
                try database.connection.run(
                    "DELETE FROM \(table.name)", doing: "removing rows of \(table.name)")
            }
            try state.writeRows(to: database)
            try database.keepTimes(of: offers)
            for site in state.images.indices {
                let image = state.images[site]
                try database.mendEvents(
                    image.isRemoved ? [] : state.events(of: site), site: image.definition.code)
            }
            try database.clearTrace()
            for block in pending.blocks { try database.putTraceSegment(TraceSegment(block)) }
            try database.clearSnapshots()
            try database.putSnapshotPage("core", page: 0, pending.snapshot.core)
            for page in pending.snapshot.pages {
                if let bytes = page.bytes {
                    try database.putSnapshotPage(page.name, page: Int64(page.page), bytes)
                }
            }
            for (name, value) in facts { try database.setMeta(name, value) }
        }
    }
}

extension TraceSegment {
    /// A block of the trace as it is stored.
    init(_ block: TraceBlock) {
        self.init(
            segment: Int64(block.number), firstSequence: Int64(block.number) * Int64(TraceBlock.capacity),
            count: Int64(block.count), firstInstant: block.firstInstant, lastInstant: block.lastInstant,
            data: block.bytes)
    }
}
