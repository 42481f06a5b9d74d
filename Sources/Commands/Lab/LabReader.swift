import CommandLineKit
import Emulation
import LegacyFormats
import Pipeline
import SiteDatabase
import VirtualTime
import SiteModel

/// A lab open for reading: SQL on its database; the engine's state only where names behind numbers are needed.
final class LabReader {
    /// The lab's folder.
    let folder: String
    /// The database, read only.
    let database: LabDatabase
    /// What it was made of in memory, where lab.db is damaged; nil: it is the lab's own.
    var recovery: LabRecovery?
    /// How many records the journal has up to the instant that is shown; nil: those of the database.
    private(set) var journalCount: Int?

    /// Opens a lab's database for reading; whoever changes the lab is not disturbed.
    init(_ folder: String) throws {
        self.folder = folder
        database = try LabDatabase.open(folder + "/lab.db", readOnly: true)
    }

    init(folder: String, database: LabDatabase) {
        self.folder = folder
        self.database = database
    }

    /// The lab as it is now, without sites that were taken out.
    func definition() throws -> LabDefinition {
        try Self.presentSites(of: Self.definition(database), database)
    }

    /// A lab without the sites that were taken out: they keep their number in the engine and have no rows.
    static func presentSites(of lab: LabDefinition, _ database: LabDatabase) throws -> LabDefinition {
        var lab = lab
        let present = try database.rows(of: SiteRow.self).map(\.code)
        lab.sites.removeAll { !present.contains($0.code) }
        return lab
    }

    /// The instant that was reached, in milliseconds since 1970.
    func now() throws -> Int64 {
        guard let now = Int64(try database.meta("now") ?? "") else { throw DatabaseError.missingFact("now") }
        return now
    }

    /// Finds out whether the trace is as it was written, with the lines that logs keep of it.
    ///
    /// - Throws: `DatabaseError` of the first row that is not.
    func checkTrace() throws {
        try database.forEachTraceSegment { _ throws(DatabaseError) in true }
        _ = try database.logTexts()
    }

    /// The names behind the numbers of the trace.
    func names() throws -> LabNames {
        let core = try database.snapshotPage("core", page: 0) ?? []
        let emulation = try Emulation.peek(core: core, definition: try Self.definition(database))
        return LabNames(images: emulation.images, written: try database.logTexts())
    }

    /// The watchdog cycles of a site, as its Response was over time.
    func cycles(of site: SiteCode) throws -> WatchdogCycles {
        let core = try database.snapshotPage("core", page: 0) ?? []
        let emulation = try Emulation.peek(core: core, definition: try Self.definition(database))
        guard let number = emulation.images.firstIndex(where: { $0.definition.code == site }) else {
            throw CommandFailure(
                ExitCode.badData, "\(database.path): the lab's snapshot knows no site \(site)")
        }
        return emulation.cycles(ofSite: number)
    }

    /// The lab's current definition.
    static func definition(_ database: LabDatabase) throws -> LabDefinition {
        guard let text = try database.meta("definition") else {
            // Both are stored at once: with a journal, the fact was there.
            guard try database.journalRecord(0) == nil else { throw DatabaseError.missingFact("definition") }
            throw CommandFailure(
                ExitCode.badData, "\(database.path) holds no lab definition; it was never finished")
        }
        return try definition(text, database)
    }

    /// A lab's definition as the database keeps it.
    private static func definition(_ text: String, _ database: LabDatabase) throws -> LabDefinition {
        do {
            return try labDefinition(from: try parseJSON(text))
        } catch {
            throw CommandFailure(ExitCode.badData, "\(database.path): \(error)")
        }
    }

    /// The engine as it stood at the last commit.
    static func restore(_ database: LabDatabase) throws -> Emulation {
        let definition = try definition(database)
        try database.checkSnapshot()
        let core = try database.snapshotPage("core", page: 0) ?? []
        let open = try database.lastTraceSegment().map(TraceBlock.init)
        return try Emulation.restore(core: core, definition: definition, openSegment: open) { name in
            try database.snapshotPages(name)
        }
    }

    /// The engine as it stood at a checkpoint; its trace goes on where it stood.
    static func restore(_ database: LabDatabase, at checkpoint: Checkpoint) throws -> Emulation {
        func page(_ name: String) throws -> [UInt8] {
            guard let page = try database.checkpointPages(name, at: checkpoint.number).first else {
                throw CommandFailure(
                    ExitCode.badData,
                    "\(database.path): checkpoint \(checkpoint.number) lacks its page \(name); `sms12 replay --repair` makes it anew"
                )
            }
            return page.bytes
        }
        let definition = try definition(
            String(decoding: try page(LabDatabase.definitionPage), as: UTF8.self), database)
        let open = try database.traceSegment(checkpoint.segment).map {
            TraceBlock($0).prefix(Int(checkpoint.segmentCount))
        }
        let emulation = try Emulation.restore(
            core: try page("core"), definition: definition, openSegment: open
        ) { name in
            try database.checkpointPages(name, at: checkpoint.number)
        }
        guard emulation.trace.digest.text == checkpoint.traceDigest, emulation.now == checkpoint.instant,
            emulation.trace.count == checkpoint.traceCount
        else {
            throw CommandFailure(
                ExitCode.badData,
                "\(database.path): checkpoint \(checkpoint.number) does not hold the state that it says; `sms12 replay --repair` makes it anew"
            )
        }
        return emulation
    }

    /// The lab as it stood at an earlier instant: the journal done again, and what it gives as a database in memory.
    ///
    /// Events keep the words of their time. When a client saw, began or ended something is not told there: the trace
    /// has it.
    func past(at instant: Int64) throws -> LabReader {
        let then = try state(at: instant)
        // Not by their times: what a site below raised is reported later.
        var counts: [SiteCode: Int] = [:]
        for image in then.images where !image.isRemoved && !image.definition.isSecondary {
            counts[image.definition.code] = image.events.count
        }
        let events = try database.rows(of: EventRow.self).filter { $0.ordinal <= counts[$0.site] ?? 0 }
        let past = try LabReader(folder: folder, state: then, now: instant, events: events)
        past.journalCount = try RecordedJournal(self).prefix(to: instant).records.count
        return past
    }

    /// A lab that is only in memory: what an engine holds, as a database.
    ///
    /// - Parameters:
    ///   - folder: The lab's folder.
    ///   - then: The engine.
    ///   - now: The instant that is shown as reached; nil: the engine's.
    ///   - events: Events with the words of their time; nil: with words of the state.
    ///   - isWhole: Whether the engine has its trace from the lab's first instant on, so that it is kept, and with it when
    ///     offers were what.
    /// - Throws: `DatabaseError` of a failing engine.
    convenience init(
        folder: String, state then: consuming Emulation, now: Int64? = nil, events: [EventRow]? = nil,
        isWhole: Bool = false
    ) throws {
        // A temporary database: the lab itself is only read.
        let past = try LabDatabase.create("")
        let state = StateComparison(past, then)
        let events =
            events ?? state.images.indices.flatMap { state.images[$0].isRemoved ? [] : state.events(of: $0) }
        let pending = try then.takeCommit()
        try past.transaction("writing the rows of an earlier time") {
            try state.writeRows(to: past, readAt: isWhole ? nil : now ?? then.now)
            try past.putAll(events)
            try past.setMeta("definition", then.definition.json.compact)
            try past.setMeta("now", String(now ?? then.now))
            try past.setMeta("traceDigest", then.trace.digest.text)
            try past.setMeta("traceCount", String(then.trace.count))
            try past.putSnapshotPage("core", page: 0, pending.snapshot.core)
            for page in pending.snapshot.pages {
                if let bytes = page.bytes {
                    try past.putSnapshotPage(page.name, page: Int64(page.page), bytes)
                }
            }
            guard isWhole else { return }
            for block in pending.blocks { try past.putTraceSegment(TraceSegment(block)) }
            let told = pending.blocks.flatMap { $0.records().filter { OfferTimes.codes.contains($0.code) } }
            try state.writeOffers(to: past, told)
        }
        self.init(folder: folder, database: past)
    }

    /// The engine as it stood at an earlier instant: the journal done again in memory, from the last checkpoint before.
    func state(at instant: Int64) throws -> Emulation {
        try Replay.state(database, at: instant)
    }
}

extension TraceBlock {
    /// A block as it is stored.
    init(_ segment: TraceSegment) {
        self.init(
            number: Int(segment.segment), count: Int(segment.count), firstInstant: segment.firstInstant,
            lastInstant: segment.lastInstant, bytes: segment.data)
    }
}
