import CommandLineKit
import Emulation
import LegacyFormats
import Pipeline
import PackageArchive
import SiteDatabase
import SiteModel

/// The commands of `journal`: what was done to a lab, as a list and as a text that makes it again.
enum JournalCommands {
    /// In the order of the help.
    static var entries: [CommandEntry] { [list, export, importing] }

    // MARK: list

    private static let list = CommandEntry(
        declaration: CommandDeclaration(
            ["journal", "list"], "List the commands that were given to a lab.",
            discussion: """
                What a lab is follows from its journal alone: record 0 made it, the others are commands of administrators \
                and people at clients, and how far time was moved. Neighbouring moves of time are one record.
                """, options: [JobCommands.at, Naming.site], example: CommandExample("sms12 journal list")),
        run: { try showList($0) })

    private static func showList(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readJournal()
        let site = try Naming.site(run, try reader.definition())
        let then = try PastLab.instant(run, reader, site)
        var journal = try RecordedJournal(reader)
        if let then { journal = try journal.prefix(to: then) }
        var table = Table([
            Column("Record", key: "record", .right), Column("Time", key: "time"), Column("Who", key: "who"),
            Column("Command", key: "command"), Column("Arguments", key: "arguments"),
        ])
        for record in journal.records {
            let time = site.clock(at: record.instant).description
            // Record 0 holds the whole lab file.
            let shown =
                record.sequence == 0 && run.format == .table ? "(the lab file)" : record.body
            try table.add([
                .integer(record.sequence), .text(time), .text(record.who), .text(record.verb), .text(shown),
            ])
        }
        run.print(table)
        return ExitCode.done
    }

    // MARK: export

    private static let out = Option<String?>(
        "out", value: "FILE", .file, defaultText: "standard output",
        help: "Where the text goes; - is standard output.")
    private static let noContents = Option(
        "no-contents", help: "Leave the contents of outside files out; importing then needs --store.")

    private static let export = CommandEntry(
        declaration: CommandDeclaration(
            ["journal", "export"], "Write the journal as text, one command a line.",
            discussion: """
                `sms12 journal import` makes an equal lab out of it on any machine. Lines have no numbers, so that two \
                journals can be compared with the `diff` of the system. Below a command stands what it saw of the outside world; at the \
                end what the trace has to be, the lab file, what rewinds set aside, and the contents of package files that were \
                read.
                """, options: [out, noContents],
            example: CommandExample("sms12 journal export --out first.journal"),
            moreExamples: [CommandExample("sms12 journal export --no-contents | less -S")]),
        run: { try write($0) })

    private static func write(_ run: CommandRun) throws -> Int32 {
        try run.onlyText()
        let reader = try run.readJournal()
        var text = JournalText(journal: try RecordedJournal(reader))
        text.setAside = reader.database.soundSetAside(SetAsideLine.isWhole).rows
        if try !run.value(noContents) {
            let path = reader.folder + "/store"
            if HostFiles.exists(path) {
                let store = try ContentStore(root: path, readOnly: true)
                for digest in try text.wanted().sorted() where try store.contains(digest) {
                    text.contents[digest] = try store.read(digest)
                }
            }
        }
        try run.write(Array(text.printed.utf8), to: try run.value(out))
        return reader.recovery?.sound.isWhole == false ? ExitCode.doneWithLosses : ExitCode.done
    }

    // MARK: import

    private static let file = Operand("FILE", .file, help: "The text of a journal; - is standard input.")
    private static let folder = Operand(
        "DIR", .directory, help: "The new lab's folder; `.lab` is added to a name without it.")
    private static let store = Option<String?>(
        "store", value: "DIR", .file,
        help: "The folder `store` of the lab that the journal came from, for one without contents.")

    private static let importing = CommandEntry(
        declaration: CommandDeclaration(
            ["journal", "import"], "Make a lab out of the text of a journal.",
            discussion: """
                Every command is given again, and what commands saw of the outside world is taken from the text. The trace \
                has to come out as the text says, and the text has to be the one that was exported. The lab is made whole or \
                not at all.

                Lines can be edited, put in and taken out; then take `text` and what stands behind it off the line `end` \
                where the trace has to stay what it was, and else the whole line, so that nothing is compared. What rewinds \
                set aside is then left out. The time that a `run` reaches also stands in front of its line \
                and of those behind it, so that a slip of the pen is found before anything is run. What is asked for in \
                both places is run, however long it takes; Ctrl-C ends it.
                """, options: [store], operands: [file, folder],
            example: CommandExample("sms12 journal import first.journal second.lab"),
            exitCodes: [
                ExitCodeNote(ExitCode.failed, "its commands give another trace; nothing was made"),
                ExitCodeNote(ExitCode.badData, "the text is wrong; the message has line and column"),
                ExitCodeNote(ExitCode.noInput, "the text, or a content that it needs, is not there"),
                ExitCodeNote(ExitCode.cannotCreate, "the folder holds something, or cannot be made"),
                ExitCodeNote(ExitCode.interrupted, "interrupted; nothing was made"),
            ]), run: { try make($0) })

    private static func make(_ run: CommandRun) throws -> Int32 {
        let typed = try run.value(file)
        let target = try run.newLabFolder(try run.value(folder))
        let text = try JournalTextReader.read(
            typed == "-" ? try HostFiles.read("/dev/stdin") : try run.read(typed),
            file: typed == "-" ? "standard input" : typed)
        let elsewhere = try run.value(store).map { run.hostPath($0) }
        run.watchInterrupt("stopping; nothing is made")
        var rebuild = LabRebuild(journal: text.journal, name: typed, command: run.environment.commandLine)
        rebuild.lines = text.lines
        rebuild.progress = run.progressLine("making the lab")
        try rebuild.make(
            target.path,
            contents: { staging in
                try place(text, in: staging + "/store", from: elsewhere, name: typed)
            },
            finally: { session in
                if text.setAside.isEmpty { return }
                try session.database.transaction("keeping what was set aside") {
                    try session.database.putSetAside(text.setAside)
                }
            })
        run.endProgress()
        run.done(
            .made, "lab", target.typed,
            "Made \(target.typed) from \(counted(text.journal.records.count, "record")) of \(typed)"
                + (text.journal.proof == nil ? "; nothing said what its trace has to be." : "."))
        try run.finish()
        return ExitCode.done
    }

    /// Puts the contents that commands read into a new lab's store.
    private static func place(
        _ text: JournalText, in path: String, from elsewhere: String?, name: String
    ) throws {
        let wanted = try text.wanted()
        let other = try elsewhere.map { try ContentStore(root: $0, readOnly: true) }
        let needed = try text.journal.neededContents()
        guard !text.contents.isEmpty || other != nil || !needed.isEmpty else { return }
        let store = try ContentStore(root: path)
        for (digest, bytes) in text.contents.sorted(by: { $0.key < $1.key }) where wanted.contains(digest) {
            _ = try store.ingest(bytes: bytes)
        }
        for digest in wanted.sorted() where try !store.contains(digest) {
            if let other, try other.contains(digest) {
                _ = try store.ingest(bytes: try other.read(digest))
            } else if needed.contains(digest) {
                throw CommandFailure(
                    ExitCode.noInput,
                    "\(name): the content \(digest) of a package's file is not in it; name the folder `store` of the lab that it came from with --store"
                )
            }
        }
    }
}

extension RecordedJournal {
    /// The digests of package files that packing reads: those of a lab of real files.
    func neededContents() throws -> Set<String> {
        guard try beginning("the journal").fidelity == .real else { return [] }
        var found: Set<String> = []
        for look in observations where !StoredFile.isObservation(look.name) {
            for file in try SeenSource(look).manifest.files where !file.isFolder { found.insert(file.digest) }
        }
        return found
    }
}
