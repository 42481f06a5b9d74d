package import Emulation
import Pipeline
import SiteDatabase
package import SiteModel
import VirtualTime

/// A lab on disk for `sms12-bench`: what commands do, without their words.
package final class BenchLab {
    private let session: LabSession
    /// The account that does everything.
    private static let who = "BENCH"

    private init(_ session: LabSession) { self.session = session }

    /// Makes a lab in a folder that does not exist or is empty.
    ///
    /// - Parameters:
    ///   - folder: Where.
    ///   - definition: The lab.
    ///   - sources: For each root of a package the folder on this host.
    /// - Returns: The lab, open.
    /// - Throws: Whatever kept it from being made.
    package static func create(
        _ folder: String, _ definition: LabDefinition, sources: [(root: String, folder: String)] = []
    ) throws -> BenchLab {
        let session = try LabSession.create(
            folder, definition, text: "// made by sms12-bench\n", who: who, command: "sms12-bench")
        if sources.isEmpty { return BenchLab(session) }
        // The world of a session takes the map as it stands when the lab is opened.
        for source in sources { try session.sources.set(source.root, source.folder) }
        try session.close()
        return try open(folder)
    }

    /// Opens a lab for change.
    package static func open(_ folder: String) throws -> BenchLab {
        let session = try LabSession.open(folder, command: "sms12-bench")
        try session.look()
        return BenchLab(session)
    }

    /// The instant that was reached, in milliseconds since 1970.
    package var now: Int64 { session.emulation.now }
    /// The digest of the trace and how many entries it has seen.
    package var digest: String { "\(session.emulation.trace.digest.text)/\(session.emulation.trace.count)" }
    /// The polling interval of the first site, in milliseconds.
    package var pollMilliseconds: Int64 { session.emulation.images[0].pollMilliseconds }
    /// How many workstation details the jobs of the first site have.
    package var details: Int { session.emulation.images[0].details.count }

    /// Carries out a command and commits it.
    @discardableResult
    package func perform(_ command: LabCommand) throws -> CommandOutcome {
        try session.perform(command, who: Self.who)
    }

    /// Lets time pass up to an instant and commits it.
    package func advance(to instant: Int64) throws { _ = try session.advance(to: instant, who: Self.who) }

    /// Runs up to an instant as `sms12 run` does: cycle by cycle, with its commits; gives how many there were.
    package func run(to instant: Int64) throws -> Int {
        var commits = 0
        let stepper = Stepper(session, who: Self.who, site: 0) { _, _ in }
        _ = try stepper.run(to: instant) { _, _ in commits += 1 }
        return commits
    }

    /// The engine as it stands.
    package func look<Result>(_ body: (borrowing Emulation) throws -> Result) rethrows -> Result {
        try body(session.emulation)
    }

    /// Closes the lab.
    package func close() throws { try session.close() }

    /// Runs statements on the lab's own database, in one transaction: the bare engine, to be held against.
    package func runSQL(_ script: String) throws {
        try session.database.transaction("measuring") {
            try session.database.connection.runScript(script, doing: "measuring")
        }
    }

    /// A number that a query gives.
    package func number(_ sql: String) throws -> Int64 {
        try session.database.connection.integer(sql, doing: "measuring")
    }

    /// Does a lab's journal again from the beginning and compares nothing: what the engine alone takes.
    package static func engineAlone(_ folder: String) throws {
        let database = try LabDatabase.open(folder + "/lab.db", readOnly: true)
        defer { try? database.close() }
        _ = try Replay.run(database) { emulation, _ in emulation.dropTraceBlocks() }
    }

    /// Does a lab's journal again from the beginning and compares the whole trace, as `sms12 replay` does.
    package static func replay(_ folder: String) throws -> ReplayCount {
        let database = try LabDatabase.open(folder + "/lab.db", readOnly: true)
        defer { try? database.close() }
        var proof = try ReplayProof(database)
        let outcome = try proof.run(to: .end)
        var isSame = proof.damage.isEmpty
        if case .same = outcome {} else { isSame = false }
        let bytes = try database.connection.integer(
            "SELECT ifnull(sum(length(Data)), 0) FROM TraceSegments", doing: "measuring")
        return ReplayCount(
            events: proof.again.handled, entries: proof.again.trace.count, bytes: bytes, isSame: isSame)
    }

    /// Reads every byte of the stored snapshot, as opening a lab must at least; gives how many there are.
    package static func readSnapshot(_ folder: String) throws -> Int {
        let database = try LabDatabase.open(folder + "/lab.db", readOnly: true)
        defer { try? database.close() }
        return try database.connection.withStatement(
            "SELECT Data FROM SnapshotPages ORDER BY Name, Page", doing: "reading the snapshot"
        ) { row throws(DatabaseError) in
            var bytes = 0
            while try row.step() { bytes += row.bytes(0).count }
            return bytes
        }
    }
}

extension BenchLab {
    /// The lab as it stood at an instant, as a command with `--at` finds it; gives how many events had been handled.
    package static func state(_ folder: String, at instant: Int64) throws -> Int64 {
        let reader = try LabReader(folder)
        defer { try? reader.database.close() }
        return try reader.state(at: instant).handled
    }

    /// Copies a lab as `sms12 branch` does.
    package static func copy(_ folder: String, to new: String) throws {
        let lock = try LabCopy.lock(folder, command: "sms12-bench")
        defer { lock?.release() }
        try LabCopy.whole(folder, to: new)
    }

    /// Makes a lab out of an earlier instant of another one, as `sms12 branch --at` does.
    package static func branch(_ folder: String, to new: String, at instant: Int64) throws {
        let reader = try LabReader(folder)
        let journal = try RecordedJournal(reader)
        try reader.database.close()
        let lock = try LabCopy.lock(folder, command: "sms12-bench")
        defer { lock?.release() }
        let making = LabMaking(
            folder: folder, current: journal, wanted: try journal.prefix(to: instant), command: "sms12-bench")
        try making.make(new, contents: { try LabCopy.contents(of: folder, in: $0) })
    }
}

/// What a replay went through.
package struct ReplayCount: Sendable {
    /// Events.
    package var events: Int64 = 0
    /// Entries of the trace, kept or not.
    package var entries: Int64 = 0
    /// Bytes of the stored trace.
    package var bytes: Int64 = 0
    /// Whether everything agreed.
    package var isSame = true

    /// Nothing yet.
    package init() {}

    init(events: Int64, entries: Int64, bytes: Int64, isSame: Bool) {
        self.events = events
        self.entries = entries
        self.bytes = bytes
        self.isSame = isSame
    }
}
