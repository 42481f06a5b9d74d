import CommandLineKit
import Emulation
import SiteDatabase
import SiteModel

/// What is done with a lab whose database is damaged: everything follows from the journal, so that the lab stands anew
/// where the last sound command left it.
struct LabRecovery {
    /// The lab's folder.
    let folder: String
    /// The journal as far as it is sound.
    let sound: SoundJournal
    /// What was found damaged.
    let damage: String

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
        guard Self.isDamage(error), let database = try? LabDatabase.open(folder + "/lab.db", readOnly: true)
        else {
            return nil
        }
        self.folder = folder
        sound = database.soundJournal()
        let (_, text) = Root.explain(error)
        // What to do about it is told otherwise here.
        let first = text.split(separator: ";").first.map(String.init) ?? text
        damage = sound.damage ?? (error as? DatabaseError)?.message ?? first
        guard let beginning = sound.records.first, (try? Replay.beginning(beginning, folder)) != nil else {
            return nil
        }
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
        var emulation = Emulation(try Replay.beginning(sound.records.first, folder))
        try Replay.goOn(&emulation, Array(sound.records.dropFirst()), try RecordedWorld(sound.observations))
        let reader = try LabReader(folder: folder, state: emulation)
        try reader.database.transaction("writing the sound part of the journal") {
            for record in sound.records { try reader.database.appendJournal(record) }
            for look in sound.observations { try reader.database.putObservation(look) }
        }
        return reader
    }

    /// What rewinds set aside, as far as it can be read.
    private var lines: [SetAsideRow] {
        (try? LabDatabase.open(folder + "/lab.db", readOnly: true).setAside()) ?? []
    }

    /// What a command that only reads says.
    var shownMessage: String {
        "lab.db is damaged: \(damage); shown is the lab at the last sound command, \(place). A command that changes the "
            + "lab keeps the damaged file and goes on from there"
    }

    /// Makes the lab anew where the last sound command left it; the damaged database is kept beside it.
    ///
    /// - Returns: What to tell.
    /// - Throws: whatever kept the lab from being made; the damaged one is as it was.
    func recover(command: String) throws -> String {
        let kept = freeName()
        let swap = try LabSwap(folder, command: command)
        do {
            let rebuild = LabRebuild(
                journal: journal, name: "the sound part of the journal", command: command)
            let lines = lines
            try rebuild.make(
                swap.place, contents: { try LabCopy.contents(of: folder, in: $0) },
                finally: { session in
                    try session.database.transaction("keeping what was set aside") {
                        try session.database.putSetAside(lines)
                    }
                })
            try swap.finish(keeping: kept)
        } catch {
            swap.giveUp()
            throw error
        }
        return "lab.db was damaged: \(damage). The lab opens at the last sound command, \(place)"
            + (sound.damage == nil
                ? "; nothing is lost" : "; what came after it cannot be told any more")
            + ". The damaged file is kept as \(kept)"
    }

    private func freeName() -> String {
        var number = 1
        while HostFiles.exists(folder + "/lab.db.damaged-\(number)") { number += 1 }
        return "lab.db.damaged-\(number)"
    }
}
