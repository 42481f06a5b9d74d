import CommandLineKit
import Emulation
import LegacyFormats
import PackageArchive
import Pipeline
import SiteDatabase
import SiteModel

/// Makes a lab out of one that there is and a journal that begins as that lab's does: a copy goes back to where both
/// part, from the last checkpoint before it, and the rest of the wanted journal is done there.
///
/// What comes out holds what a lab has that was made from the beginning, and takes as long as what lies behind the
/// checkpoint. Two things differ, neither of which decides anything: where rows lie in the file, and which earlier instants
/// have a checkpoint, since of a long run every second one was dropped.
struct LabCut {
    /// The lab that there is.
    let folder: String
    /// The wanted journal.
    let wanted: RecordedJournal
    /// The command line, for whoever waits for the lab.
    let command: String
    /// Takes how much of the virtual time has passed.
    var progress: (Int64, Int64) -> Void = { _, _ in }
    /// What both journals begin with.
    private let common: RecordedJournal
    private let checkpoint: Checkpoint

    /// Below so many events before the checkpoint a lab is made from the beginning: that takes no second, and gives the
    /// same bytes on each way.
    static let leastEvents: Int64 = 1_000_000

    /// Looks whether a lab can be cut; nil when it has to be made from the beginning.
    ///
    /// - Parameters:
    ///   - folder: The lab.
    ///   - database: Its database.
    ///   - current: Its journal.
    ///   - wanted: The wanted one.
    ///   - command: The command line.
    ///   - leastEvents: How many events are to lie before the checkpoint.
    /// - Throws: `DatabaseError` or `CommandFailure` when the lab cannot be read.
    init?(
        _ folder: String, _ database: LabDatabase, _ current: RecordedJournal, _ wanted: RecordedJournal,
        command: String, leastEvents: Int64 = LabCut.leastEvents
    ) throws {
        self.folder = folder
        self.wanted = wanted
        self.command = command
        common = current.common(with: wanted)
        // Files of servers are written beside the database, commit by commit, and a lab without a trace keeps no times.
        let definition = try Replay.beginning(database)
        guard definition.fidelity == .modelled, definition.trace != .none, let last = common.records.last,
            let checkpoint = try database.checkpoints().last(where: {
                $0.instant <= last.instant && $0.sequence <= last.sequence
            }), checkpoint.handled >= leastEvents
        else { return nil }
        self.checkpoint = checkpoint
    }

    /// Makes the lab, whole or not at all.
    ///
    /// - Parameters:
    ///   - target: Where; nothing may be there.
    ///   - contents: Puts what else the lab has into its folder, `store` before all.
    ///   - finally: What else is done before the lab gets its name.
    /// - Throws: whatever kept it from being made.
    func make(
        _ target: String, contents: (String) throws -> Void,
        finally: (LabSession) throws -> Void = { _ in }
    ) throws {
        let place = try LabPlace(target)
        place.removeLeftovers()
        do {
            try HostFiles.makeFolder(place.staging)
            for name in ["lab.db", "lab.db-wal", "lab.sum", "lab.json5"]
            where HostFiles.exists(folder + "/" + name) {
                try FolderCopy.file(folder + "/" + name, to: place.staging + "/" + name, .copied)
            }
            try contents(place.staging)
            try cut(place.staging)
            let session = try LabSession.open(
                place.staging, command: command, recorded: try wanted.world())
            try session.look()
            try goOn(session)
            try finally(session)
            try session.close()
            if Interrupt.wasPressed {
                throw CommandFailure(ExitCode.interrupted, "interrupted; nothing was made")
            }
            try HostFiles.move(place.staging, to: place.folder)
        } catch {
            HostFiles.removeTree(place.staging)
            throw error
        }
    }

    /// Has the copy go back to where the journals part.
    private func cut(_ staging: String) throws {
        let repair = try LabRepair(staging, command: command)
        defer { repair.close() }
        let database = repair.database
        // Rows that are the same before and after are left as they stand.
        do {
            try repair.look()
        } catch  where LabRecovery.isDamage(error) || (error as? CommandFailure)?.code == ExitCode.badData {
            throw CheckpointDamage()
        }
        var then: Emulation
        do {
            then = try LabReader.restore(database, at: checkpoint)
        } catch  where LabRecovery.isDamage(error) || (error as? CommandFailure)?.code == ExitCode.badData {
            throw CheckpointDamage()
        }
        let (start, end) = (then.now, wanted.records.last?.instant ?? then.now)
        try Replay.goOn(
            &then, common.records.filter { $0.sequence >= checkpoint.sequence }, try common.world()
        ) { again, _ in
            progress(again.now - start, end - start)
            if Interrupt.wasPressed {
                throw CommandFailure(ExitCode.interrupted, "interrupted; nothing was made")
            }
        }
        try repair.goBack(to: &then, common, checkpoint)
    }

    /// Does what of the wanted journal the copy does not have.
    private func goOn(_ session: LabSession) throws {
        let start = session.emulation.now
        let end = wanted.records.last?.instant ?? start
        var count = common.records.count
        // A run that was cut goes on.
        if common.records.last != wanted.records[..<count].last { count -= 1 }
        for record in wanted.records.dropFirst(count) {
            try RecordedCommand(record).happen(session) {
                progress(session.emulation.now - start, end - start)
            }
        }
        try wanted.proof?.check(session.emulation, name: "the lab's journal")
    }
}

/// A checkpoint cannot be read, or the lab is damaged, so that it has to be made from the beginning.
struct CheckpointDamage: Error {}
