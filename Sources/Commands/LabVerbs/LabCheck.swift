import CommandLineKit
import Emulation
import PackageArchive
import Pipeline
import SiteDatabase
import SiteModel
import VirtualTime

/// `lab check`: whether a lab is whole.
enum LabCheck {
    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["lab", "check"],
                "Look for damage: in the database, in the store, and among the servers' files.",
                discussion: """
                    What an end of the process cut off is finished first, as whenever a lab is opened, and said; a \
                    lab that you may not write is looked at as it stands. \
                    Then the database is checked: by itself, journal, trace and snapshot against their checksums, and \
                    every row against what the snapshot says it should be. Then every content of the store against its \
                    digest, and the files of every server against what the state says they are; log files are left \
                    out, since an administrator may empty or delete them at any time. Whether the journal gives this \
                    state is what `sms12 replay` proves.
                    """, example: CommandExample("sms12 lab check"),
                exitCodes: [
                    ExitCodeNote(ExitCode.done, "the lab is whole"),
                    ExitCodeNote(ExitCode.failed, "something was found"),
                ]), run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let folder = try run.labFolder()
        var findings = try checkDatabase(folder)
        if findings.isEmpty {
            do {
                findings += try checkFiles(folder, run)
            } catch let error as LabLockError {
                throw error
            } catch let error as LabDatabaseError {
                throw error
            } catch {
                let (_, text) = Root.explain(error)
                // An advice of its own stands at the end of the text.
                let advice = text.contains(";") ? nil : "restore the lab from a copy"
                findings.append(Finding(.error, "cannot-open", text, advice: advice))
            }
        }
        if run.format != .table { return try printed(findings, run) }
        let shown = findings.prefix(1_000)
        run.report(Array(shown))
        if shown.count < findings.count { run.complain("sms12: and \(findings.count - shown.count) more") }
        let real = findings.filter { $0.severity != .note }
        guard real.isEmpty else {
            let canMend = real.allSatisfy { $0.advice?.contains("replay --repair") == true }
            run.complain(
                "sms12: \(counted(real.count, "finding")) in the lab; "
                    + (canMend
                        ? "`sms12 replay --repair` mends \(real.count == 1 ? "it" : "them")"
                        : "restore what is named from a copy of it"))
            return ExitCode.failed
        }
        run.print("The lab is whole.")
        return ExitCode.done
    }

    /// The findings as a list, for programs.
    private static func printed(_ findings: [Finding], _ run: CommandRun) throws -> Int32 {
        var table = Table([
            Column("Severity", key: "severity"), Column("Code", key: "code"), Column("File", key: "file"),
            Column("Message", key: "message"), Column("Advice", key: "advice"),
        ])
        for finding in findings {
            try table.add([
                .text(finding.severity.rawValue), .text(finding.code),
                .optional((finding.location?.file).map { run.environment.withoutFolder($0) }),
                .text(finding.message), .optional(finding.advice),
            ])
        }
        run.print(table)
        return findings.contains { $0.severity != .note } ? ExitCode.failed : ExitCode.done
    }

    /// The database by itself, without the engine.
    private static func checkDatabase(_ folder: String) throws -> [Finding] {
        let place = SourceLocation(file: folder + "/lab.db")
        let advice = "restore lab.db from a copy of the lab"
        let anew = "`sms12 replay --repair` makes lab.db anew from its journal"
        do {
            return try LabReader(folder).database.check()
        } catch LabDatabaseError.notALab(_, let reason) {
            return [Finding(.error, "database-damaged", reason, at: place, advice: advice)]
        } catch LabDatabaseError.engine(let error) where Root.isDamage(error) {
            let known = error.isMendable ? "`sms12 replay --repair` puts it back" : anew
            return [Finding(.error, "database-damaged", error.message, at: place, advice: known)]
        } catch let error as DatabaseError where Root.isDamage(error) {
            return [Finding(.error, "database-damaged", error.message, at: place, advice: anew)]
        }
    }

    private static func checkFiles(_ folder: String, _ run: CommandRun) throws -> [Finding] {
        let (lab, late, isFinished) = try open(folder, run)
        var checker = LabChecker(lab: lab)
        do {
            try checker.check()
            // All of the database was looked at.
            if !checker.hasDatabaseFindings { lab.database.vouch() }
            try lab.close()
        } catch {
            try? lab.close()
            throw error
        }
        guard late > 0 else { return checker.findings }
        guard isFinished else {
            let finding = Finding(
                .error, "unfinished-files",
                "\(counted(late, "file")) of the last commit was not written yet or has changed",
                at: SourceLocation(file: folder),
                advice: "run `sms12 lab check` where the lab may be written; it finishes them")
            return [finding] + checker.findings
        }
        let note = Finding(
            .note, "finished-files",
            "\(counted(late, "file")) of the last commit was not written yet or had changed; it is as it was committed now"
        )
        return [note] + checker.findings
    }

    /// Opens the lab and finishes its files; one that this user may not write is looked at as it stands.
    private static func open(
        _ folder: String, _ run: CommandRun
    ) throws -> (lab: LabSession, late: Int, isFinished: Bool) {
        let command = run.environment.commandLine
        do {
            let lock = try LabLock.acquire(lab: folder, waitSeconds: LabSession.waitSeconds, command: command)
            defer { lock.release() }
            let late = try unfinished(folder)
            lock.release()
            return (try LabSession.open(folder, command: command), late, true)
        } catch {
            // Whatever of it may not be written: the folder, the lock, the database, the servers' files.
            guard Root.explain(error).code == ExitCode.notPermitted else { throw error }
            return (try LabSession.inspect(folder), try unfinished(folder), false)
        }
    }

    /// How many files of the last commit are not there yet; opening the lab writes them.
    private static func unfinished(_ folder: String) throws -> Int {
        guard HostFiles.isFolder(folder + "/servers") else { return 0 }
        let operations = try LabReader(folder).database.fileOperations()
        let share = try DirectoryFileShare(root: folder + "/servers", readOnly: true)
        var count = 0
        var later: Set<String> = []
        for operation in operations.reversed() {
            // What a later operation changes again, itself or a folder it lies in, cannot be judged by what is there.
            var folder = Substring(operation.path)
            var isChanged = later.contains(operation.path)
            while !isChanged, let slash = folder.lastIndex(of: "\\") {
                folder = folder[..<slash]
                isChanged = later.contains(String(folder))
            }
            later.insert(operation.path)
            if isChanged { continue }
            let size = try share.entry(operation.path)?.size
            // A log that is shorter than that was emptied by somebody, and stays so.
            let offset = Int64(operation.from ?? "") ?? 0
            let isDone =
                switch operation.kind {
                case .write: size == Int64(operation.data?.count ?? 0)
                case .copy: size == Int64(operation.from ?? "") ?? 0
                case .append:
                    (size ?? 0) < offset || (size ?? -1) >= offset + Int64(operation.data?.count ?? 0)
                case .folder, .move, .remove: true
                }
            if !isDone { count += 1 }
        }
        return count
    }
}

/// Compares a lab's files with what its state says they are.
private struct LabChecker {
    let lab: LabSession
    private(set) var findings: [Finding] = []

    /// Whether something is wrong with the database, and not with a file of the store or of a server.
    var hasDatabaseFindings: Bool { findings.contains { $0.location?.file == "\(lab.folder)/lab.db" } }

    init(lab: LabSession) { self.lab = lab }

    mutating func check() throws {
        try checkTrace()
        try checkJournal()
        for difference in try StateComparison(lab.database, lab.emulation).differences() {
            add(
                "row-differs", "lab.db", difference.description,
                advice: "`sms12 replay --repair` writes the state of the journal into the lab")
        }
        guard let store = lab.store, let share = lab.share else { return }
        try checkStore(store)
        // What stood on the servers of a site that was taken out stays there, and nothing says what it should be.
        for site in lab.emulation.images.indices where !lab.emulation.images[site].isRemoved {
            try checkTree(site, share, store)
        }
    }

    private mutating func add(_ code: String, _ path: String, _ message: String, advice: String? = nil) {
        findings.append(
            Finding(.error, code, message, at: SourceLocation(file: "\(lab.folder)/\(path)"), advice: advice))
    }

    private mutating func checkTrace() throws {
        let digest = try lab.database.meta("traceDigest")
        if digest != lab.emulation.trace.digest.text {
            add(
                "trace-digest", "lab.db",
                "the snapshot has the trace digest \(lab.emulation.trace.digest.text), the database \(digest ?? "none")"
            )
        }
        if try lab.database.meta("traceCount") != String(lab.emulation.trace.count) {
            add("trace-count", "lab.db", "the snapshot counts other entries of the trace than the database")
        }
        let open = lab.emulation.trace.open
        let segments = try lab.database.traceSegments()
        // The open segment is stored once it holds something.
        if segments.count != open.number + (open.count > 0 ? 1 : 0) {
            add(
                "trace-segments", "lab.db",
                "the trace has \(segments.count) segments, not those of the snapshot")
        }
        for segment in segments where !segment.isWhole {
            add(
                "trace-segments", "lab.db",
                "segment \(segment.segment) of the trace cannot be read to its end")
        }
        if try lab.database.meta("now") != String(lab.emulation.now) {
            add("snapshot-time", "lab.db", "the snapshot stands at another instant than the database")
        }
    }

    /// What checksums cannot tell: whether the parts of the database belong together.
    private mutating func checkJournal() throws {
        var instant = lab.emulation.start
        for record in try lab.database.journal() {
            do {
                if record.verb == CommandJournal.runVerb {
                    instant = try CommandJournal.until(record.body)
                } else if record.sequence > 0 {
                    _ = try CommandJournal.command(verb: record.verb, body: record.body)
                } else {
                    _ = try Replay.beginning(lab.database, anyRules: true)
                }
            } catch {
                add(
                    "journal-record", "lab.db",
                    "journal record \(record.sequence): \(Root.explain(error).text)")
            }
            if record.instant != instant {
                add(
                    "journal-instant", "lab.db",
                    "journal record \(record.sequence) stands at another instant than the journal reached")
            }
        }
        if let damage = SetAsideLine.damage(try lab.database.setAside()) {
            add(
                "set-aside", "lab.db", damage,
                advice: "`sms12 replay --repair` leaves the line out, and the others stay")
        }
        if instant != lab.emulation.now {
            add("journal-instant", "lab.db", "the journal ends at another instant than the snapshot")
        }
        // A stored package that was as it had been stored is counted, but leaves no record.
        if try lab.database.observations().contains(where: { $0.ordinal >= lab.emulation.observations }) {
            add(
                "observations", "lab.db",
                "the sources were looked at more or less often than the snapshot says")
        }
    }

    // MARK: The store

    private mutating func checkStore(_ store: ContentStore) throws {
        var present: Set<String> = []
        for content in try store.list() {
            present.insert(content.digest)
            do throws(FileError) {
                try store.verify(content.digest)
            } catch {
                add(
                    "store-damaged", storePath(content.digest), error.reason,
                    advice: "restore the file from a copy of the lab")
            }
        }
        for digest in try wantedContents() where !present.contains(digest) {
            add(
                "store-missing", storePath(digest), "a content that the lab needs is not there",
                advice: "restore the file from a copy of the lab")
        }
    }

    private func storePath(_ digest: String) -> String { "store/\(digest.prefix(2))/\(digest.dropFirst(2))" }

    /// The contents that archives and observations name, in order.
    private func wantedContents() throws -> [String] {
        var wanted: Set<String> = []
        for row in try lab.database.rows(of: ArchiveRow.self) { wanted.insert(row.digest) }
        for seen in try lab.database.observations() where !StoredFile.isObservation(seen.name) {
            for file in try SourceManifest(json: seen.body).files where !file.isFolder {
                wanted.insert(file.digest)
            }
        }
        return wanted.filter { !$0.isEmpty }.sorted()
    }

    // MARK: The servers' files

    private mutating func checkTree(_ site: Int, _ share: DirectoryFileShare, _ store: ContentStore) throws {
        let tree = lab.tree(site)
        // What is written later stands.
        var expected: [String: (path: String, content: FileTree.Content)] = [:]
        var order: [String] = []
        for file in try tree.expected() {
            let key = file.path.uppercased()
            if expected.updateValue(file, forKey: key) == nil { order.append(key) }
        }
        for key in order {
            if let file = expected[key] { try compare(file.path, file.content, share) }
        }
        try checkFolders(tree, share)
        for folder in ownFolders(tree) { try lookForStrangers(folder, share, expected) }
    }

    /// The drives, and the folders of the SMS directories.
    private mutating func checkFolders(_ tree: FileTree, _ share: DirectoryFileShare) throws {
        for (place, server) in tree.image.servers.enumerated() where !server.isRemoved {
            let root = FileNames.smsRoot(tree.image, place)
            let roles = server.definition.roles
            let wanted =
                server.drives.map { "\(server.definition.name)\\\($0.letter)" }
                + (roles.contains(.site) ? FileNames.siteFolders : []).map { "\(root)\\\($0)" }
                + (roles.contains(.logon) && server.state != .pendingInstall ? FileNames.logonFolders : [])
                .map { "\(root)\\\($0)" }
            for folder in wanted where try share.entry(folder)?.isFolder != true {
                add("folder-missing", hostPath(folder), "a folder that the lab's state has is not there")
            }
        }
    }

    private func hostPath(_ path: String) -> String {
        "servers/" + path.split(separator: "\\").joined(separator: "/")
    }

    private mutating func compare(
        _ path: String, _ content: FileTree.Content, _ share: DirectoryFileShare
    ) throws {
        guard let entry = try share.entry(path) else {
            add("file-missing", hostPath(path), "a file that the lab's state has is not there")
            return
        }
        let isSame: Bool
        switch content {
        case .bytes(let bytes): isSame = try entry.size == Int64(bytes.count) && share.read(path) == bytes
        case .stored(let digest, let size):
            isSame = try entry.size == size && share.content(path).digest == digest
        }
        if !isSame {
            add("file-changed", hostPath(path), "the file has another content than the lab's state")
        }
    }

    /// Folders in which only the lab itself writes.
    private func ownFolders(_ tree: FileTree) -> [String] {
        var folders: [String] = []
        for (place, server) in tree.image.servers.enumerated() where !server.isRemoved {
            let root = FileNames.smsRoot(tree.image, place)
            if server.definition.roles.contains(.site) { folders.append("\(root)\\SITE.SRV") }
            if server.definition.roles.contains(.logon) { folders.append("\(root)\\LOGON.SRV") }
        }
        // Until a new version is copied the files of the one before stay, as they stand in no list any more.
        for location in tree.image.locations
        where !location.isRemoved && location.version == tree.image.packages[Int(location.package)].version {
            folders.append(tree.folder(of: location))
        }
        return folders
    }

    private mutating func lookForStrangers(
        _ folder: String, _ share: DirectoryFileShare,
        _ expected: [String: (path: String, content: FileTree.Content)]
    ) throws {
        guard let entry = try share.entry(folder), entry.isFolder else { return }
        for entry in try share.list(folder) {
            let path = "\(folder)\\\(entry.name)"
            if entry.isFolder {
                try lookForStrangers(path, share, expected)
            } else if expected[path.uppercased()] == nil, !Self.stays(path) {
                add(
                    "file-extra", hostPath(path), "a file that the lab's state does not have is there",
                    advice: "move it out of the lab's folder")
            }
        }
    }

    /// Instructions of ended jobs stay in TOSEND, and packages that are not current stay where they are.
    private static func stays(_ path: String) -> Bool {
        let upper = path.uppercased()
        return upper.contains("\\SENDER.BOX\\TOSEND\\") || upper.contains("\\DESPOOLR.BOX\\STORE\\")
            || upper.contains("\\LOGON.SRV\\PCMPKG.SRC\\")
    }
}

extension TraceSegment {
    /// Whether as many entries can be read as it says it has.
    fileprivate var isWhole: Bool {
        let block = TraceBlock(
            number: Int(segment), count: Int(count), firstInstant: firstInstant, lastInstant: lastInstant,
            bytes: data)
        return block.records().count == block.count
            && (segment == 0 || firstSequence == segment * Int64(TraceBlock.capacity))
    }
}
