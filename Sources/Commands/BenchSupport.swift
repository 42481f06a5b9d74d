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
        BenchLab(try LabSession.open(folder, command: "sms12-bench"))
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
