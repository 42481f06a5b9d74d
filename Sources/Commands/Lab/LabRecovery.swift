import CommandLineKit
import Emulation
import PackageArchive
import SiteDatabase
import SiteModel
import VirtualTime

/// What is done with a lab whose database is damaged: everything follows from the journal, so that the lab stands anew
/// where the last sound command left it.
struct LabRecovery {
    /// The lab's folder.
    let folder: String
    /// The journal as far as it is sound.
    let sound: SoundJournal
    /// What was found damaged.
    let damage: String
    /// The lab that the sound part of the journal gives, until somebody takes it.
    private let state: SoundState
    /// Whether commands may be missing from what is sound, or a line that a rewind set aside.
    var isLosing: Bool { !sound.isWhole || !lines.damaged.isEmpty }
    /// What rewinds set aside, as far as it is sound, and the lines that are not.
    private let lines: (rows: [SetAsideRow], damaged: [Int64])
    /// The lab's database without its damage, where that is all in bytes that are the same in every lab.
    private let mended: LabDatabase?
    /// The error that was found.
    private let error: any Error

    /// Whether an error means that the lab's database is damaged.
    static func isDamage(_ error: any Error) -> Bool {
        switch error {
        case let error as DatabaseError: Root.isDamage(error)
        case LabDatabaseError.engine(let error): Root.isDamage(error)
        case is SnapshotError: true
        default: false
        }
    }

    /// Looks at a lab for which an error was found; nil where nothing can be made of it: its journal has no beginning.
    init?(_ folder: String, after error: any Error) {
        guard Self.isDamage(error), let database = LabDatabase.openDamaged(folder + "/lab.db")
        else {
            return nil
        }
        self.folder = folder
        self.error = error
        var sound = database.soundJournal()
        let (_, text) = Root.explain(error)
        // What to do about it is told otherwise here.
        let first = text.split(separator: ";").first.map(String.init) ?? text
        sound.damage = sound.damage ?? Self.message(of: error) ?? first
        let state = SoundState()
        if Self.isMendable(error), sound.isWhole, Self.isWhole(database) {
            mended = database
        } else {
            mended = nil
            guard let beginning = try? Replay.beginning(sound.records.first, folder) else { return nil }
            Self.prove(&sound, beginning, database, state)
        }
        self.state = state
        self.sound = sound
        let aside = database.soundSetAside()
        lines = (aside.rows, aside.damaged)
        damage = sound.damage ?? first
        guard let beginning = sound.records.first, (try? Replay.beginning(beginning, folder)) != nil else {
            return nil
        }
    }

    /// Does the sound records again: what they saw of the outside world may be gone although they are there.
    ///
    /// A record that asks for a look that is not there is not sound, and neither is what comes after it.
    private static func prove(
        _ sound: inout SoundJournal, _ beginning: LabDefinition, _ database: LabDatabase, _ state: SoundState
    ) {
        var again = Emulation(beginning)
        var count = 1
        do {
            let world = try RecordedWorld(sound.observations)
            while count < sound.records.count {
                try Replay.goOn(&again, [sound.records[count]], world)
                count += 1
            }
        } catch {
            return sound.cut(to: count, Root.explain(error).text)
        }
        // A look that was not asked for may have told of a change; then something else happens.
        if sound.isWhole, let digest = try? database.meta("traceDigest"), digest != again.trace.digest.text {
            sound.cut(
                to: count,
                "its commands do not give what happened, so that something that they saw is missing")
        }
        state.emulation = consume again
    }

    /// Whether a lab that was put back in memory is sound.
    private static func isWhole(_ database: LabDatabase) -> Bool {
        do {
            guard try database.check().isEmpty else { return false }
            try StateComparison(database, try LabReader.restore(database)).require()
            return true
        } catch {
            return false
        }
    }

    /// What was found damaged, without advice.
    static func words(of error: any Error) -> String { message(of: error) ?? Root.explain(error).text }

    /// What the engine said of an error that is its own.
    private static func message(of error: any Error) -> String? {
        if case LabDatabaseError.engine(let error) = error { return error.message }
        return (error as? DatabaseError)?.message
    }

    private static func isMendable(_ error: any Error) -> Bool {
        if case LabDatabaseError.engine(let error) = error { return error.isMendable }
        return (error as? DatabaseError)?.isMendable == true
    }

    /// The journal as far as it is sound.
    private var journal: RecordedJournal {
        let text =
            (try? HostFiles.read(folder + "/lab.json5")).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return RecordedJournal(records: sound.records, observations: sound.observations, labText: text)
    }

    /// The place that the lab opens at, in words.
    private var place: String {
        let last = sound.records.last
        let time = last.map { record in
            let site = (try? Replay.beginning(sound.records.first, folder))?.sites.first
            return site?.clock(at: record.instant).description ?? JournalText.time(record.instant)
        }
        return "record \(last?.sequence ?? 0) of its journal, \(last?.verb ?? "") at \(time ?? "")"
    }

    /// The lab where the last sound command left it, in memory.
    func reader() throws -> LabReader {
        if let mended { return LabReader(folder: folder, database: mended) }
        let reader = try LabReader(folder: folder, state: try emulation())
        try reader.database.transaction("writing the sound part of the journal") {
            for record in sound.records { try reader.database.appendJournal(record) }
            for look in sound.observations { try reader.database.putObservation(look) }
            try reader.database.putSetAside(lines.rows)
        }
        return reader
    }

    /// The engine where the last sound command left it.
    private func emulation() throws -> Emulation {
        if let there = state.emulation.take() { return there }
        var emulation = Emulation(try Replay.beginning(sound.records.first, folder))
        try Replay.goOn(&emulation, Array(sound.records.dropFirst()), try RecordedWorld(sound.observations))
        return emulation
    }

    /// What is said of lines that rewinds set aside and that are lost.
    private var lostLines: String {
        guard !lines.damaged.isEmpty else { return "" }
        let numbers = lines.damaged.map { String($0) }.joined(separator: ", ")
        return ". Of what rewinds set aside, damaged and left out: line \(numbers)"
    }

    /// What a command that only reads says.
    var shownMessage: String {
        if mended != nil {
            return
                "lab.db is damaged: \(damage); shown is the lab without that. `sms12 replay --repair`, or a command that "
                + "changes the lab, puts it back"
        }
        return
            "lab.db is damaged: \(damage); shown is the lab "
            + (sound.isWhole
                ? "as its journal gives it, of which nothing is lost"
                : "at the last sound command, \(place)") + lostLines + ". "
            + "A command that changes the lab keeps the damaged file and goes on from there"
    }

    /// Makes the lab anew where the last sound command left it; the damaged database is kept beside it.
    ///
    /// - Returns: What to tell; nil: another command made it anew meanwhile, and there is nothing to do.
    /// - Throws: whatever kept the lab from being made; the damaged one is as it was.
    func recover(command: String) throws -> String? {
        let swap = try LabSwap(folder, command: command)
        do {
            guard let found = try again() else {
                swap.giveUp()
                return nil
            }
            return try found.recover(swap, command)
        } catch {
            swap.giveUp()
            throw error
        }
    }

    /// Looks again, the lock being held: another command may have seen the same damage, made the lab anew, and even
    /// gone on in it; nil: nothing is damaged any more.
    private func again() throws -> LabRecovery? {
        var reason = error
        do {
            let database = try LabDatabase.open(folder + "/lab.db", readOnly: true)
            // Where trees are damaged, rows are passed over in silence; what was found first says more of it.
            do { try database.checkTrees() } catch { throw self.error }
            try database.checkJournal()
            let lab = try LabReader.restore(database)
            _ = try database.checkpoint()
            _ = try database.fileOperations()
            let isWhole = try database.check().isEmpty
            if isWhole { try StateComparison(database, lab).require() }
            try database.close()
            if isWhole { return nil }
        } catch {
            reason = error
        }
        // An error that says nothing of damage may be what the damage found first looks like from here.
        guard let found = LabRecovery(folder, after: reason) ?? LabRecovery(folder, after: error) else {
            throw reason
        }
        return found
    }

    /// Makes the lab anew; what is sound was read under the lock that the swap holds.
    private func recover(_ swap: LabSwap, _ command: String) throws -> String {
        let kept = Self.freeName(folder)
        if mended != nil { return try putBack(swap, keeping: kept) }
        let rebuild = LabRebuild(journal: journal, name: "the sound part of the journal", command: command)
        let rows = lines.rows
        try rebuild.make(
            swap.place, contents: { try LabCopy.contents(of: folder, in: $0) },
            finally: { session in
                try session.database.transaction("keeping what was set aside") {
                    try session.database.putSetAside(rows)
                }
            })
        let advice = try swap.finish(keeping: kept)
        return "lab.db was damaged: \(damage). The lab opens at the last sound command, \(place)"
            + (!sound.isWhole
                ? "; what came after it cannot be told any more"
                : lines.damaged.isEmpty ? "; nothing is lost" : "") + lostLines
            + ". The damaged file is kept as \(kept)" + (advice.map { ". \($0)" } ?? "")
    }

    /// Puts bytes back that are the same in every lab; the damaged file is kept beside it.
    private func putBack(_ swap: LabSwap, keeping kept: String) throws -> String {
        let path = folder + "/lab.db"
        try LabDatabase.mend(path) { try FolderCopy.file(path, to: "\(folder)/\(kept)", .copied) }
        swap.giveUp()
        return
            "lab.db was damaged: \(damage). It is put back, and nothing is lost. The damaged file is kept as \(kept)"
    }

    /// A name under which a damaged database can be kept in its lab's folder.
    static func freeName(_ folder: String) -> String {
        var number = 1
        while ["", "-wal"].contains(where: { HostFiles.exists("\(folder)/lab.db.damaged-\(number)\($0)") }) {
            number += 1
        }
        return "lab.db.damaged-\(number)"
    }
}

/// A lab in motion that somebody made and another one may need.
private final class SoundState {
    var emulation: Emulation?
}
