import CommandLineKit
import Emulation
import LegacyFormats
import PackageArchive
import Pipeline
import SiteDatabase
import SiteModel
import VirtualTime

/// A lab open to be mended: what follows from its journal is written anew, whatever the snapshot is like.
final class LabRepair {
    /// The database.
    let database: LabDatabase
    /// What was put back in the file's header or schema before it was opened, and where the damaged file is; nil: nothing.
    let mended: String?
    /// The lines that rewinds had set aside and that were damaged, as the last writing left them out.
    private(set) var lostLines: [Int64] = []
    /// Which bytes of such lines were put back, in words.
    private(set) var mendedLines: [String] = []
    private let lock: LabLock

    /// Takes the lab's lock and opens its database, without reading the snapshot.
    init(_ folder: String, command: String, faults: LabFaults = .none) throws {
        lock = try LabLock.acquire(lab: folder, waitSeconds: LabSession.waitSeconds, command: command)
        let path = folder + "/lab.db"
        let kept = LabRecovery.freeName(folder)
        mended = try LabDatabase.mend(path) {
            try FolderCopy.file(path, to: "\(folder)/\(kept)", .copied)
        }.map { "\($0); it is put back. The damaged file is kept as \(kept)" }
        database = try LabDatabase.open(folder + "/lab.db", faults: faults.store)
    }

    /// Looks whether the database is as the last command left it, and sound where it is not.
    ///
    /// - Throws: `DatabaseError` of a damaged file.
    func look() throws {
        try database.look { try StateComparison(database, try LabReader.restore(database)).require() }
    }

    /// Closes the database; the lock goes with it.
    ///
    /// Its sum is noted only where it was found sound.
    func close() {
        try? database.close()
        lock.release()
    }

    /// Writes the state that the journal gives, in one transaction: rows, trace, snapshot, checkpoints and facts.
    ///
    /// Archives stay, since only packing again could give them; events that agree keep the texts of their time.
    func write(_ again: inout Emulation, _ checkpoints: CheckpointMaker) throws {
        let state = StateComparison(database, again)
        again.forgetStoredPages()
        let pending = try again.takeCommit()
        // Looked for in the file before anything is written to it.
        let aside = database.soundSetAside(SetAsideLine.isWhole)
        // A damaged key has no whole any more, and the engine counts what it deletes and misses.
        try database.connection.run("PRAGMA foreign_keys = OFF", doing: "writing the lab anew")
        defer { try? database.connection.run("PRAGMA foreign_keys = ON", doing: "writing the lab anew") }
        try database.transaction("writing the lab anew") {
            let offers = try database.rows(of: ClientOfferRow.self)
            for table in SiteTables.all where !StateComparison.sealed.contains(table.name) {
                try database.connection.run(
                    "DELETE FROM \(table.name)", doing: "removing rows of \(table.name)")
            }
            try state.writeRows(to: database)
            try database.keepTimes(of: offers)
            try mendEvents(state)
            try database.clearTrace()
            for block in checkpoints.blocks + pending.blocks {
                try database.putTraceSegment(TraceSegment(block))
            }
            try database.dropDamagedLogTexts()
            if !aside.damaged.isEmpty || !aside.corrections.isEmpty {
                try database.clearSetAside()
                try database.putSetAside(aside.rows)
            }
            try writeState(pending.snapshot, again)
            try checkpoints.write(to: database)
        }
        lostLines = aside.damaged
        mendedLines = aside.corrections
    }

    /// Has the lab stand at an earlier moment, in one transaction.
    ///
    /// - Parameters:
    ///   - then: The state of that moment; its trace in memory begins at the checkpoint.
    ///   - journal: The journal up to there.
    ///   - checkpoint: The checkpoint from which the state was reached.
    /// - Throws: `DatabaseError`, or the error of a state that cannot be stored; the lab is as it was.
    func goBack(to then: inout Emulation, _ journal: RecordedJournal, _ checkpoint: Checkpoint) throws {
        guard let end = journal.records.last else { return }
        let state = StateComparison(database, then)
        then.forgetStoredPages()
        let pending = try then.takeCommit()
        let now = then.now
        try database.transaction("going back to an earlier moment") {
            let isTold = try rewriteRows(state)
            try database.dropTrace(from: checkpoint.segment)
            for block in pending.blocks { try database.putTraceSegment(TraceSegment(block)) }
            try keepTimes(until: now, state, isTold)
            try mendEvents(state)
            try database.dropCheckpoints(after: checkpoint.instant)
            let last = pending.blocks.flatMap { $0.records() }.filter { $0.instant == now }
            try database.clearSetAside()
            try database.dropLogTexts(after: now, but: Set(last.map { TraceKey($0) }))
            try database.cutJournal(behind: end, observations: then.observations)
            try writeState(pending.snapshot, then)
            try database.setMeta("traceDigest", then.trace.digest.text)
            try database.setMeta("traceCount", String(then.trace.count))
            try database.replaceFileOperations([])
        }
    }

    /// Has each site have the events of a state, and no other site any.
    private func mendEvents(_ state: StateComparison) throws {
        var others = Set(try database.eventSites())
        for site in state.images.indices {
            let code = state.images[site].definition.code
            others.remove(code)
            try database.mendEvents(state.events(of: site), site: code)
        }
        for code in others.sorted() { try database.mendEvents([], site: code) }
    }

    /// Has the rows become those of an earlier state.
    ///
    /// - Returns: Whether the rows of all its offers were there, so that they may tell their times.
    /// - Throws: `CheckpointDamage` where the lab's own state cannot be read.
    private func rewriteRows(_ state: StateComparison) throws -> Bool {
        let current: Emulation
        do {
            current = try LabReader.restore(database)
        } catch  where LabRecovery.isDamage(error) || (error as? CommandFailure)?.code == ExitCode.badData {
            // Which rows there are cannot be told.
            throw CheckpointDamage()
        }
        let before = StateComparison(database, current)
        return try !RowRewriter(database: database, before: before, after: state).write()
    }

    /// Gives offers the times that they had at an earlier moment: their rows tell them, and the trace where a row went later
    /// on, or a later run took the place of the one of that time.
    private func keepTimes(until now: Int64, _ state: StateComparison, _ isTold: Bool) throws {
        if try !isTold || !database.offersTellTimes(at: now) {
            try database.setOffersAside()
            try database.forgetTimes()
            try state.writeOffers(to: database, try offerEntries())
            try database.takeBackTimes(to: now)
            try database.dropOffersAside()
        } else {
            try database.cutTimes(at: now)
        }
    }

    /// The entries of the trace that tell when offers were what.
    private func offerEntries() throws -> [TraceRecord] {
        var found: [TraceRecord] = []
        try database.forEachTraceSegment { segment throws(DatabaseError) in
            found += TraceBlock(segment).records().filter { OfferTimes.codes.contains($0.code) }
            return true
        }
        return found
    }

    private func writeState(_ snapshot: Snapshot, _ emulation: borrowing Emulation) throws {
        try database.clearSnapshots()
        try database.putSnapshotPage("core", page: 0, snapshot.core)
        for page in snapshot.pages {
            if let bytes = page.bytes {
                try database.putSnapshotPage(page.name, page: Int64(page.page), bytes)
            }
        }
        try database.setMeta("definition", emulation.definition.json.compact)
        try database.setMeta("now", String(emulation.now))
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
