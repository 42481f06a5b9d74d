import CommandLineKit
import Emulation
import SiteDatabase
import SiteModel

/// Makes a lab that follows from a journal, on the shorter way.
struct LabMaking {
    /// The lab that there is.
    let folder: String
    /// Its journal.
    let current: RecordedJournal
    /// The journal of the lab that is to be.
    let wanted: RecordedJournal
    /// The command line, for whoever waits for the lab.
    let command: String
    /// Takes how much of the virtual time has passed.
    var progress: (Int64, Int64) -> Void = { _, _ in }
    /// How many events are to lie before a checkpoint that is worth it.
    var leastEvents = LabCut.leastEvents

    /// Makes it, whole or not at all.
    ///
    /// - Parameters:
    ///   - target: Where; nothing may be there.
    ///   - contents: Puts what else the lab has into its folder, `store` before all.
    ///   - finally: What else is done before the lab gets its name.
    /// - Throws: whatever kept it from being made.
    func make(
        _ target: String, contents: @escaping (String) throws -> Void,
        finally: @escaping (LabSession) throws -> Void = { _ in }
    ) throws {
        var rebuild = LabRebuild(journal: wanted, name: "the lab's journal", command: command)
        rebuild.progress = progress
        let database = try LabDatabase.open(folder + "/lab.db", readOnly: true)
        defer { try? database.close() }
        guard try database.journal() == current.records else {
            throw CommandFailure(
                ExitCode.labInUse, "the lab was changed by another command meanwhile; try again")
        }
        // A line may have looked at another source at the same place in the order of looks.
        let looks = Set(wanted.observations.map { "\($0.ordinal) \($0.name) \($0.body)" })
        let same = current.observations.filter { looks.contains("\($0.ordinal) \($0.name) \($0.body)") }
        let ordinals = Set(same.map(\.ordinal))
        // Of a damaged lab nothing is taken over but its journal.
        guard try isSound(database) else {
            return try rebuild.make(target, contents: contents, finally: finally)
        }
        rebuild.archives = try database.rows(of: ArchiveRow.self).filter { ordinals.contains($0.source) }
        if var cut = try cut(database) {
            cut.progress = progress
            do {
                return try cut.make(target, contents: contents, finally: finally)
            } catch is CheckpointDamage {
                // Everything follows from the journal all the same.
            }
        }
        try rebuild.make(target, contents: contents, finally: finally)
    }

    /// Whether the lab's rows may be taken over as they stand.
    private func isSound(_ database: LabDatabase) throws -> Bool {
        do {
            try database.look { try StateComparison(database, try LabReader.restore(database)).require() }
            return true
        } catch  where LabRecovery.isDamage(error) || (error as? CommandFailure)?.code == ExitCode.badData {
            return false
        }
    }

    /// How the lab is cut; nil: it has to be made from the beginning.
    private func cut(_ database: LabDatabase) throws -> LabCut? {
        do {
            return try LabCut(
                folder, database, current, wanted, command: command, leastEvents: leastEvents)
        } catch let error as DatabaseError where error.isAltered {
            return nil
        }
    }
}
