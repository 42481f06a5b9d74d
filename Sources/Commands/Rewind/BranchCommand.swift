import CommandLineKit
import Emulation
import LegacyFormats
import PackageArchive
import SiteDatabase
import SiteModel

/// `branch`: a lab of its own out of a moment of another.
enum BranchCommand {
    private static let lab = Operand("LAB", .directory, help: "The lab to branch from.")
    private static let new = Operand(
        "NEW", .directory, help: "The new lab's folder; `.lab` is added to a name without it.")
    private static let line = Option<Int?>(
        "line", value: "N", .integer(in: 1...1_000_000),
        help: "Out of a line that a rewind set aside, at its end.")

    static let entry = CommandEntry(
        declaration: CommandDeclaration(
            ["branch"], "Make a lab of its own out of a moment of another.",
            discussion: """
                The new lab stands as the old one stands, or stood at the time of --at, and goes its own way from there: \
                with another release or a quirk switched (`sms12 lab apply`), a link kept up, a job edited. `sms12 diff` \
                tells what became different. The old lab is not changed.

                Files share their blocks where the file system can do so; contents of the store, which nobody ever writes \
                to again, are shared by hard links.
                """, options: [JobCommands.at, line, Naming.site], operands: [lab, new],
            atMostOne: [[JobCommands.at, line]],
            example: CommandExample("sms12 branch first.lab other.lab"),
            moreExamples: [CommandExample("sms12 branch first.lab before.lab --at \"1997-04-21 09:00\"")],
            exitCodes: [
                ExitCodeNote(ExitCode.noInput, "there is no such lab, or no such line in it"),
                ExitCodeNote(ExitCode.cannotCreate, "the folder holds something, or cannot be made"),
                ExitCodeNote(ExitCode.interrupted, "interrupted; nothing was made"),
            ]), run: { try branch($0) })

    private static func branch(_ run: CommandRun) throws -> Int32 {
        guard !run.parsed.isGiven(GlobalOptions.lab) else {
            throw run.usage("'branch' names its lab as its first operand; --lab does not apply")
        }
        let folder = try run.labFolder(named: try run.value(lab))
        let target = try run.newLabFolder(try run.value(new))
        try run.refuseInside(folder, target)
        let reader = try run.readLab(folder)
        let definition = try reader.definition()
        let site = try Naming.site(run, definition)
        let then = try PastLab.instant(run, reader, site)
        run.watchInterrupt("stopping; nothing is made")
        let current = try RecordedJournal(reader)
        let journal = try wanted(run, reader, current, then)
        if reader.recovery != nil {
            try makeAnew(run, reader, journal ?? current, isCopy: journal == nil, target.path)
        } else if let journal {
            let lock = try LabCopy.lock(folder, command: run.environment.commandLine)
            defer { lock?.release() }
            let making = LabMaking(
                folder: folder, current: current, wanted: journal, command: run.environment.commandLine,
                progress: run.progressLine("making the branch"))
            try making.make(
                target.path,
                contents: { staging in
                    try LabCopy.contents(of: folder, in: staging)
                    try others(of: folder, in: staging)
                })
        } else {
            try copy(run, folder, target.path)
        }
        run.endProgress()
        let now = try journal?.records.last?.instant ?? reader.now()
        run.done(
            .made, "lab", target.typed,
            "Made \(target.typed), which stands at \(site.clock(at: now)) (site \(site.code)).")
        try run.finish()
        let (old, new) = (shellWord(try run.value(lab)), shellWord(target.typed))
        run.advise("Next: change it, run both on, and `sms12 diff \(old) \(new)`")
        return reader.recovery?.sound.isWhole == false ? ExitCode.doneWithLosses : ExitCode.done
    }

    /// Makes the new lab out of the sound part of a damaged lab's journal; nothing of the damaged database is taken.
    private static func makeAnew(
        _ run: CommandRun, _ reader: LabReader, _ journal: RecordedJournal, isCopy: Bool, _ target: String
    ) throws {
        var rebuild = LabRebuild(
            journal: journal, name: "the sound part of the journal", command: run.environment.commandLine)
        rebuild.progress = run.progressLine("making the branch")
        let lines = isCopy ? try reader.database.setAside() : []
        try rebuild.make(
            target,
            contents: { staging in
                try LabCopy.contents(of: reader.folder, in: staging)
                try others(of: reader.folder, in: staging)
            },
            finally: { session in
                try session.database.transaction("keeping what was set aside") {
                    try session.database.putSetAside(lines)
                }
            })
    }

    /// Gives the new lab what else lies in the old one's folder: its map of sources, folders that the map names, a lesson.
    private static func others(of folder: String, in staging: String) throws {
        for name in HostFiles.names(in: folder)
        where !name.hasPrefix("lab.") && name != "store" && name != "servers" {
            let (from, to) = (folder + "/" + name, staging + "/" + name)
            if HostFiles.isFolder(from) {
                try FolderCopy.tree(from, to: to, .copied)
            } else {
                try FolderCopy.file(from, to: to, .copied)
            }
        }
    }

    /// The journal that the new lab is made of; nil: it is a copy of the lab as it stands.
    private static func wanted(
        _ run: CommandRun, _ reader: LabReader, _ journal: RecordedJournal, _ then: Int64?
    ) throws -> RecordedJournal? {
        if let number = try run.value(line) {
            let lines = try SetAsideLine.all(reader.database)
            let line = try SetAsideLine.find(number, in: lines)
            guard let wanted = try line.continuing(journal) else {
                throw try SetAsideLine.failure(line.number, from: journal, in: lines)
            }
            return wanted
        }
        guard let then else { return nil }
        let prefix = try journal.prefix(to: then)
        return prefix.records == journal.records ? nil : prefix
    }

    /// Copies the lab as it stands, whole or not at all.
    private static func copy(_ run: CommandRun, _ folder: String, _ target: String) throws {
        let place = try LabPlace(target)
        place.removeLeftovers()
        let lock = try LabCopy.lock(folder, command: run.environment.commandLine)
        defer { lock?.release() }
        do {
            try LabCopy.whole(folder, to: place.staging)
            if Interrupt.wasPressed {
                throw CommandFailure(ExitCode.interrupted, "interrupted; the lab \(target) was not made")
            }
            try HostFiles.move(place.staging, to: place.folder)
        } catch {
            HostFiles.removeTree(place.staging)
            throw error
        }
    }
}
