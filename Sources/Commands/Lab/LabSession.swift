import CommandLineKit
import Emulation
import LegacyFormats
import PackageArchive
import Pipeline
import SiteDatabase
import SiteModel
import VirtualTime

/// Which calls are to fail, for tests.
struct LabFaults {
    /// Calls into the database.
    var store: StoreFaults?
    /// Calls on files.
    var host: HostFaults?

    /// Makes a plan.
    init(store: StoreFaults? = nil, host: HostFaults? = nil) {
        self.store = store
        self.host = host
    }

    /// Nothing fails.
    static var none: LabFaults { LabFaults() }
}

/// What a commit did, for the story a run tells.
struct CommitStory {
    /// Trace entries that changed something.
    var records: [TraceRecord] = []
    /// Files that were not there before, as paths of the servers' tree.
    var newFiles: [String] = []
}

/// What is to happen in a lab that is made out of a journal.
struct LabPast {
    /// The answers that the journal kept of the outside world.
    let world: RecordedWorld
    /// Puts into a new lab's folder what commands read of outside files.
    let contents: (String) throws -> Void
    /// What the lab with that journal packed: what is the same is taken from the store instead of being packed again.
    var archives: [ArchiveRow] = []
    /// Gives the commands again.
    let happen: (LabSession) throws -> Void
}

/// A lab open for change: the database, the files, and the engine that stands at the last commit.
///
/// Each command and each stretch of a run takes effect in one transaction. Files follow right behind; what an end
/// of the process cut off there is done when the lab is opened the next time.
final class LabSession {
    /// The lab's folder.
    let folder: String
    /// The database.
    let database: LabDatabase
    /// The engine.
    var emulation: Emulation
    /// Where package sources are.
    let sources: SourceMap
    /// The world outside.
    let world: LabWorld
    private let lock: LabLock?
    /// Is told of a command that the engine refuses.
    var whenRefused: ((LabCommand, CommandRefusal, String) -> Void)?
    /// What was read of outside files; nil in modelled fidelity.
    let store: ContentStore?
    /// The servers' files; nil in modelled fidelity.
    let share: DirectoryFileShare?
    private let faults: LabFaults
    private var storedDefinition: LabDefinition
    /// What decides over the logon servers of each site's clients, as the rows of Machines were written.
    private var storedLogons: [[String]]
    private var findings: [Finding] = []
    /// The last instant whose whole state is kept.
    private var lastCheckpoint: Checkpoint?
    /// Bytes of the core of the last snapshot; 0: none was taken yet.
    private var coreBytes = 0
    /// How many events the engine had handled at the last commit.
    private var committedEvents: Int64
    /// Whether the file operations of the last commit were all done.
    private var hasDoneFiles = false
    /// What the Despooler of each site was executing at the last commit.
    private var executed: [ReceivedLive?] = []
    private var archives: [String: ArchiveRow] = [:]
    /// Archives that a lab with the same journal has, their contents in this lab's store.
    private var packedBefore: [ArchiveRow] = []
    /// What was packed into the last archive of each package, by site and package.
    private var packedSources: [String: SourceManifest] = [:]

    private init(
        folder: String, database: LabDatabase, lock: LabLock?, emulation: consuming Emulation,
        faults: LabFaults, readOnly: Bool = false, recorded: RecordedWorld? = nil
    ) throws {
        self.folder = folder
        self.database = database
        self.lock = lock
        self.faults = faults
        storedDefinition = emulation.definition
        storedLogons = emulation.images.map(Self.logons)
        committedEvents = emulation.handled
        executed = Self.executed(emulation)
        if emulation.definition.fidelity == .real {
            let store = try ContentStore(root: folder + "/store", readOnly: readOnly, faults: faults.host)
            self.store = store
            share = try DirectoryFileShare(
                root: folder + "/servers", store: store, readOnly: readOnly, faults: faults.host)
        } else {
            store = nil
            share = nil
        }
        sources = try SourceMap(lab: folder)
        world = LabWorld(sources: sources, store: store, recorded: recorded)
        self.emulation = emulation
        self.emulation.setGathers(true)
        world.earlierLook = { [unowned self] in try earlierLook($0)?.manifest }
        if share != nil, recorded == nil { world.storedLook = { [unowned self] in try lookAtStored($0, $1) } }
    }

    /// Seconds a command waits for another one to let go of the lab.
    static let waitSeconds = 10

    // MARK: Opening

    /// Makes a lab in a folder that does not exist or is empty, and opens it; whole or not at all.
    ///
    /// - Throws: whatever kept it from being made; the folder is as it was.
    static func create(
        _ folder: String, _ definition: LabDefinition, text: String, who: String, command: String,
        faults: LabFaults = .none
    ) throws -> LabSession {
        try make(folder, definition, text: text, who: who, command: command, faults: faults)
        let session = try open(folder, command: command, faults: faults)
        try session.look()
        return session
    }

    /// Makes a lab in a folder that does not exist or is empty; whole or not at all.
    ///
    /// It is made in a hidden folder beside its place and moved there at the end, so that an end of the process
    /// leaves no half lab under its name; the hidden folder of such an end goes with the next try.
    ///
    /// - Parameters:
    ///   - folder: Where it is to be.
    ///   - definition: What it is made from.
    ///   - text: The lab file.
    ///   - who: The SMS account that makes it.
    ///   - command: The command line, for whoever waits for the lab.
    ///   - faults: Which calls are to fail.
    ///   - past: What is to happen in it before it gets its name; nil: nothing.
    /// - Throws: whatever kept it from being made; the folder is as it was.
    static func make(
        _ folder: String, _ definition: LabDefinition, text: String, who: String, command: String,
        faults: LabFaults = .none, past: LabPast? = nil
    ) throws {
        let place = try LabPlace(folder)
        place.removeLeftovers()
        do throws(FileError) {
            try HostFiles.makeFolder(place.staging)
        } catch {
            throw CommandFailure(error.codeOfMaking, "cannot make the lab \(folder): \(error.reason)")
        }
        do {
            let lock = try LabLock.acquire(lab: place.staging, waitSeconds: 0, command: command)
            let database = try LabDatabase.create(place.staging + "/lab.db", faults: faults.store)
            try past?.contents(place.staging)
            let session = try LabSession(
                folder: place.staging, database: database, lock: lock, emulation: Emulation(definition),
                faults: faults, recorded: past?.world)
            session.packedBefore = past?.archives ?? []
            session.emulation.markAllChanged()
            let record = JournalRecord(
                sequence: 0, instant: session.emulation.start, who: who, verb: CommandJournal.createVerb,
                body: JSONValue.object([
                    .init("rules", .integer(Emulation.rulesVersion)), .init("lab", definition.json),
                ]).compact)
            try session.commit(journal: record, isNew: true)
            try HostFiles.write(Array(text.utf8), to: place.staging + "/lab.json5")
            try past?.happen(session)
            try session.close()
            if Interrupt.wasPressed {
                throw CommandFailure(ExitCode.interrupted, "interrupted; the lab \(folder) was not made")
            }
            try HostFiles.move(place.staging, to: place.folder)
        } catch {
            HostFiles.removeTree(place.staging)
            throw error
        }
    }

    /// Opens a lab, finishing what an end of the process cut off.
    ///
    /// - Parameters:
    ///   - folder: The lab.
    ///   - command: The command line, for whoever waits for it.
    ///   - faults: Which calls are to fail.
    ///   - recorded: The answers of a journal whose commands are given again; nil: the world answers.
    /// - Returns: The lab, open for change.
    /// - Throws: whatever keeps it from being opened.
    static func open(
        _ folder: String, command: String, faults: LabFaults = .none, recorded: RecordedWorld? = nil
    ) throws -> LabSession {
        let lock = try LabLock.acquire(lab: folder, waitSeconds: waitSeconds, command: command)
        let database = try LabDatabase.open(folder + "/lab.db", faults: faults.store)
        try database.checkJournal()
        let emulation = try LabReader.restore(database)
        let session = try LabSession(
            folder: folder, database: database, lock: lock, emulation: emulation, faults: faults,
            recorded: recorded)
        session.lastCheckpoint = try database.checkpoint()
        try session.finishFiles()
        return session
    }

    /// Opens a lab that this user may not change, to look at it; nothing is written, and nothing finished.
    static func inspect(_ folder: String) throws -> LabSession {
        let lock = try LabLock.share(lab: folder)
        let database = try LabDatabase.open(folder + "/lab.db", readOnly: true)
        let emulation = try LabReader.restore(database)
        return try LabSession(
            folder: folder, database: database, lock: lock, emulation: emulation, faults: .none,
            readOnly: true)
    }

    /// Looks whether the database is as the last command left it, and sound where it is not.
    ///
    /// Only of a lab that was looked at the sum is noted when it is closed.
    ///
    /// - Throws: `DatabaseError` of a damaged file.
    func look() throws {
        try database.look { try StateComparison(database, emulation).require() }
    }

    /// Closes the database; the lock goes with it.
    ///
    /// The list of file operations is emptied where all of them were done: what is left of it would tell how the work was
    /// cut into commits.
    func close() throws {
        if hasDoneFiles, try !database.fileOperations().isEmpty {
            try database.transaction("closing \(folder)") { try database.replaceFileOperations([]) }
        }
        try database.close()
        lock?.release()
    }

    // MARK: Commands

    /// Keeps the bytes of an outside file in the lab's store, whatever the fidelity.
    ///
    /// - Returns: Their SHA-256, 64 hexadecimal digits.
    func keep(_ bytes: [UInt8]) throws -> String {
        let kept = try store ?? ContentStore(root: folder + "/store", faults: faults.host)
        return try kept.ingest(bytes: bytes).digest
    }

    /// Carries out several commands in memory alone, so that a refusal of the last leaves nothing half done.
    ///
    /// - Throws: `CommandRefusal` of the first that is refused; the lab is as it was.
    func rehearse(_ commands: [LabCommand], who: String) throws {
        guard commands.count > 1 else { return }
        var again = try LabReader.restore(database)
        for command in commands { try again.perform(command, who: who) }
    }

    /// Carries out a command and commits it.
    @discardableResult
    func perform(_ command: LabCommand, who: String) throws -> CommandOutcome {
        let firstClients = emulation.images.map { $0.clients.count }
        let outcome: CommandOutcome
        do throws(CommandRefusal) {
            outcome = try emulation.perform(command, who: who)
        } catch {
            whenRefused?(command, error, who)
            throw error
        }
        // A new site's servers and groups are rows that no command after it writes.
        switch command {
        case .addSite, .installSecondary: emulation.markAllChanged()
        // What files and rows look like may depend on the release.
        case .setRelease: emulation.markAllChanged()
        default: break
        }
        let record = JournalRecord(
            instant: emulation.now, who: who, verb: command.verb, body: CommandJournal.body(command))
        try commit(journal: record, firstClients: firstClients)
        return outcome
    }

    /// What decides over the logon servers of a site's clients.
    private static func logons(_ image: SiteImage) -> [String] {
        image.definition.domains
            + image.servers.map {
                "\($0.definition.name) \($0.definition.domain) \($0.definition.roles.rawValue) \($0.isRemoved) \($0.state)"
            }
    }

    /// Lets time pass up to an instant and commits it; neighbouring records of one account merge.
    func advance(to instant: Int64, who: String) throws -> CommitStory {
        var story = CommitStory()
        func keep(_ part: CommitStory) {
            story.records += part.records
            story.newFiles += part.newFiles
        }
        while emulation.now < instant {
            try emulation.run(until: min(emulation.gridPoint(after: emulation.now), instant), world: world)
            if emulation.now < instant, isCheckpointDue { keep(try commitTime(who: who)) }
        }
        keep(try commitTime(who: who))
        return story
    }

    /// Commits the time that the engine went through since the last commit, up to where it stands: at an instant, or
    /// between two events of one.
    func commitTime(who: String) throws -> CommitStory {
        let body = CommandJournal.runBody(emulation)
        return try commit(
            journal: JournalRecord(instant: emulation.now, who: who, verb: CommandJournal.runVerb, body: body)
        )
    }

    /// Whether the state at this instant is to be kept: a function of the journal alone, however a run was cut.
    var isCheckpointDue: Bool { CheckpointRule.isDue(emulation, after: lastCheckpoint) }

    /// How many things changed since the last commit.
    var newsCount: Int { emulation.trace.gathered.count + world.seen.count + world.faults.count }

    /// Bytes of a snapshot's core up to which every cycle in which something changed is committed.
    private static let smallCore = 64 * 1_024

    /// Whether what changed since the last commit is to be committed at the end of this cycle.
    ///
    /// A commit writes the whole core of the snapshot. In a hierarchy of hundreds of sites that takes longer than
    /// hundreds of cycles, so that such a lab is committed once in as many events as its core has bytes: an event
    /// and five bytes take about as long. What was seen of files of this host is committed at once.
    var isCommitDue: Bool {
        if newsCount == 0 { return false }
        return coreBytes <= Self.smallCore || !world.seen.isEmpty || !world.faults.isEmpty
            || emulation.handled - committedEvents >= Int64(coreBytes)
    }

    /// What was noticed about package sources since the last time.
    func takeFindings() -> [Finding] {
        defer { findings = [] }
        return findings
    }

    // MARK: Committing

    @discardableResult
    private func commit(
        journal: JournalRecord, isNew: Bool = false, firstClients: [Int]? = nil
    ) throws -> CommitStory {
        let pending = try emulation.takeCommit()
        try packPackages(pending.changes)
        let operations = try fileOperations(pending, isNew: isNew)
        var story = CommitStory(records: pending.records)
        story.newFiles = try newFiles(operations)
        var checkpoint: Checkpoint?
        try database.transaction("storing `\(journal.verb)`") {
            let sequence = try writeJournal(journal, isNew: isNew)
            for seen in world.seen {
                try database.putObservation(seen.observation(sequence: sequence))
            }
            for fault in world.faults {
                try database.putObservation(
                    SourceObservation(
                        sequence: sequence, ordinal: fault.ordinal,
                        name: StoredFile.observation(fault.package), body: fault.found.json.compact))
            }
            try writeRows(pending, isNew: isNew, firstClients: firstClients)
            try writeState(pending)
            if journal.verb == CommandJournal.runVerb, isCheckpointDue {
                checkpoint = CheckpointRule.next(emulation, sequence: sequence, after: lastCheckpoint)
                if let checkpoint { try keep(checkpoint) }
            }
            try database.replaceFileOperations(operations)
        }
        if let checkpoint { lastCheckpoint = checkpoint }
        findings += world.findings
        world.committed()
        coreBytes = pending.snapshot.core.count
        committedEvents = emulation.handled
        executed = Self.executed(emulation)
        try apply(operations)
        return story
    }

    /// Keeps a checkpoint; those before it go where they are damaged, since each relies on the ones before.
    private func keep(_ checkpoint: Checkpoint) throws {
        do throws(DatabaseError) {
            try database.keepCheckpoint(checkpoint)
        } catch {
            guard error.isAltered else { throw error }
            try database.dropCheckpoints(after: nil)
            try database.keepCheckpoint(checkpoint)
        }
    }

    private func writeJournal(_ record: JournalRecord, isNew: Bool) throws -> Int64 {
        if record.verb == CommandJournal.runVerb, let last = try database.lastJournal(),
            last.verb == CommandJournal.runVerb, last.who == record.who
        {
            var merged = record
            merged.sequence = last.sequence
            try database.updateLastJournal(merged)
            return last.sequence
        }
        return try database.appendJournal(record)
    }

    private func writeRows(_ pending: PendingCommit, isNew: Bool, firstClients: [Int]?) throws {
        for (site, changes) in pending.changes.enumerated() {
            let image = emulation.images[site]
            // Most commits change no offer, and of a long trace nothing is read for them.
            let times =
                pending.offers[site].isEmpty
                ? OfferTimes() : OfferTimes(pending.records, site: image.number)
            let writer = RowWriter(database, image, emulation.clients[site], times, peers: emulation.images)
            try writer.write(changes, offers: pending.offers[site])
            var first = isNew ? 0 : firstClients.map { site < $0.count ? $0[site] : 0 }
            // Which logon server a computer uses follows from the site's servers, which Site Configuration Manager
            // changes as well, long after the command.
            if site >= storedLogons.count {
                first = 0
                storedLogons.append(Self.logons(image))
            } else if changes.site {
                let logons = Self.logons(image)
                if logons != storedLogons[site] { first = 0 }
                storedLogons[site] = logons
            }
            if let first, first < image.clients.count { try writer.writeMachines(from: first) }
        }
        for row in archives.values.filter({ $0.file.hasPrefix("!") }).sorted(by: {
            ($0.site, $0.packageID, $0.file) < ($1.site, $1.packageID, $1.file)
        }) {
            var kept = row
            kept.file.removeFirst()
            try database.putArchives([kept])
            archives[Self.key(row.site, Self.set(row))] = kept
        }
    }

    private func writeState(_ pending: PendingCommit) throws {
        let isStored = try database.meta("definition") != nil
        if emulation.definition != storedDefinition || !isStored {
            try database.setMeta("definition", emulation.definition.json.compact)
            storedDefinition = emulation.definition
        }
        try database.setMeta("now", String(emulation.now))
        try database.setMeta("traceDigest", emulation.trace.digest.text)
        try database.setMeta("traceCount", String(emulation.trace.count))
        for block in pending.blocks {
            try database.putTraceSegment(TraceSegment(block))
        }
        try keepLogTexts(pending.records)
        try database.putSnapshotPage("core", page: 0, pending.snapshot.core)
        for page in pending.snapshot.pages {
            if let bytes = page.bytes {
                try database.putSnapshotPage(page.name, page: Int64(page.page), bytes)
            } else {
                try database.dropSnapshotPage(page.name, page: Int64(page.page))
            }
        }
    }

    /// Keeps the lines of entries that name what may be changed later, so that the log stays what it was.
    private func keepLogTexts(_ records: [TraceRecord]) throws {
        let told = records.filter { !LogText.isFixed($0) }
        if told.isEmpty || emulation.definition.trace == .none { return }
        let names = LabNames(images: emulation.images)
        for record in told {
            try database.putLogText(TraceKey(record), LogText.lines(record, names))
        }
    }

    // MARK: Packages

    private static func key(_ site: SiteCode, _ package: PackageSetID) -> String { "\(site)/\(package)" }

    /// Packs packages that were compressed since the last commit, and unpacks them again to see that they can be.
    private func packPackages(_ changes: [SiteChanges]) throws {
        guard let store else { return }
        for (site, changed) in changes.enumerated() {
            let image = emulation.images[site]
            let code = image.definition.code
            for place in changed.packages.places {
                let live = image.packages[Int(place)]
                let row = live.isReplica ? nil : try archive(code, live.setID)
                // Another site's package was packed there.
                guard live.version > 0, !live.isReplica, row?.file.hasSuffix(";\(live.version)") != true,
                    let source = try lastLook(code, live.setID)
                else { continue }
                packedSources[Self.key(code, live.setID)] = source.manifest
                let settings = image.definition.compression
                var archive = ArchiveRow(
                    site: code, packageID: live.package.id,
                    file: "!\(live.setID.transferFile);\(live.version)",
                    digest: "", bytes: 0, libarchive: "", zlib: "",
                    level: settings.enabled ? Int64(settings.level) : 0, source: source.ordinal)
                if let known = try known(archive, store) {
                    archive = known
                } else {
                    let packed = try pack(source.manifest, settings, store)
                    archive.digest = packed.digest
                    archive.bytes = packed.size
                    archive.libarchive = Self.version(of: "libarchive", in: packed.libraries)
                    archive.zlib = Self.version(of: "zlib", in: packed.libraries)
                }
                archives[Self.key(code, live.setID)] = archive
            }
        }
    }

    /// What the same packing gave a lab with the same journal, where these libraries would give those bytes again.
    private func known(_ wanted: ArchiveRow, _ store: ContentStore) throws -> ArchiveRow? {
        let libraries = archiveLibraryVersions()
        for var row in packedBefore where "!" + row.file == wanted.file {
            row.file = wanted.file
            guard row.site == wanted.site, row.packageID == wanted.packageID, row.level == wanted.level,
                row.source == wanted.source,
                row.libarchive == Self.version(of: "libarchive", in: libraries),
                row.zlib == Self.version(of: "zlib", in: libraries), try store.contains(row.digest)
            else { continue }
            return row
        }
        return nil
    }

    /// The version of a library in what libarchive tells, such as `libarchive 3.6.2 zlib/1.2.13 …`.
    static func version(of library: String, in libraries: String) -> String {
        let words = libraries.split { $0 == " " || $0 == "/" }
        guard let place = words.firstIndex(where: { $0 == library }), place + 1 < words.count else {
            return ""
        }
        return String(words[place + 1])
    }

    private func pack(
        _ manifest: SourceManifest, _ settings: CompressionSettings, _ store: ContentStore
    ) throws -> PackedArchive {
        let file = folder + "/.packing"
        defer { HostFiles.removeTree(file) }
        let packed = try PackagePacker(settings: settings, faults: faults.host).pack(
            manifest, from: .store(store), to: file)
        _ = try store.ingest(file: file)
        // What the Despooler will place is what comes out of the archive, so it has to come out whole.
        let unpacked = folder + "/.unpacking"
        HostFiles.removeTree(unpacked)
        defer { HostFiles.removeTree(unpacked) }
        try ArchiveReader(faults: faults.host).extract(
            file, to: unpacked, limits: ExtractLimits(record: packed))
        for entry in manifest.files where !entry.isFolder {
            let content = try store.ingest(file: unpacked + "/" + entry.path)
            guard content.digest == entry.digest else {
                throw FileError(
                    .corrupt, doing: "unpack the package", path: entry.path,
                    reason: "it differs from what was packed",
                    advice: "run again; if it happens again, check the disk")
            }
        }
        return packed
    }

    private func archive(_ site: SiteCode, _ package: PackageSetID) throws -> ArchiveRow? {
        if let known = archives[Self.key(site, package)] { return known }
        // A package that was sent again has a row for each version; what lies on the servers is the last. The
        // names stand in the order of their letters, where version 10 comes before version 2.
        let row = try database.rows(of: ArchiveRow.self, site: site, prefix: [.name(package.id)])
            .filter { Self.set($0) == package }
            .max { Self.version($0) < Self.version($1) }
        archives[Self.key(site, package)] = row
        return row
    }

    /// The side record of a version of a package, wherever it lies: at the site that packed it.
    private func archive(_ package: PackageSetID, version: Int64) throws -> ArchiveRow? {
        if let last = try archive(package.id.site, package), Self.version(last) == Int(version) {
            return last
        }
        return try database.rows(of: ArchiveRow.self, site: package.id.site, prefix: [.name(package.id)])
            .first { Self.set($0) == package && Self.version($0) == Int(version) }
    }

    /// How a package's file in STORE is found: held against the side record of the version that was stored.
    ///
    /// What was packed or stored since the last commit is written by the next one, so that there is nothing to see yet.
    private func lookAtStored(_ image: SiteImage, _ place: Int) throws -> StoredFile {
        let live = image.packages[place]
        guard let share, !image.changes.archives.places.contains(UInt32(place)),
            let root = FileNames.siteRoot(image),
            let row = try archive(live.setID, version: live.storedVersion)
        else { return .intact }
        let path = FileNames.stored(live.setID, root)
        guard let entry = try share.entry(path), !entry.isFolder else { return .missing }
        guard entry.size == row.bytes, try share.content(path).digest == row.digest else { return .damaged }
        return .intact
    }

    /// Which set of its package an archive's row is about.
    private static func set(_ row: ArchiveRow) -> PackageSetID {
        PackageSetID(row.packageID, row.file.contains(".S00") ? .sharing : .workstation)
    }

    /// The version in the name of an archive's row, such as 2 of `BPC00001.W00;2`.
    private static func version(_ row: ArchiveRow) -> Int {
        row.file.split(separator: ";").last.flatMap { Int($0) } ?? 0
    }

    /// What a package's source held when the version that the Despooler now has was packed.
    ///
    /// A later look takes nothing away from that version and adds nothing to it: the source may be missing by
    /// then, or there may have been no room to pack it anew (event 329).
    private func manifest(_ package: PackageSetID, version: Int64) throws -> SourceManifest? {
        let last = Self.key(package.id.site, package)
        if let known = packedSources[last], let row = try archive(package.id.site, package),
            Self.version(row) == Int(version)
        {
            return known
        }
        let key = "\(last);\(version)"
        if let known = packedSources[key] { return known }
        guard let row = try archive(package, version: version),
            let seen = try looks(package).first(where: { $0.ordinal == row.source })
        else { return nil }
        let manifest = try SourceManifest(json: seen.body)
        packedSources[key] = manifest
        return manifest
    }

    /// The last look at a package's source that could be packed.
    ///
    /// Compressing takes its time: the look may be one of an earlier command, in another process.
    private func lastLook(_ site: SiteCode, _ package: PackageSetID) throws -> (
        ordinal: Int64, manifest: SourceManifest
    )? {
        if let seen = world.manifest(site: site, package: package) { return seen }
        return try earlierLook(package)
    }

    /// The last look at a package's source in the journal that could be packed.
    private func earlierLook(_ package: PackageSetID) throws -> (ordinal: Int64, manifest: SourceManifest)? {
        for look in try looks(package).sorted(by: { $0.ordinal > $1.ordinal }) {
            let manifest = try SourceManifest(json: look.body)
            if manifest.canBePacked { return (look.ordinal, manifest) }
        }
        return nil
    }

    /// The looks at a package's source that were committed.
    private func looks(_ package: PackageSetID) throws -> [SourceObservation] {
        try database.observations().filter { $0.name == package.description }
    }

    // MARK: Files

    /// What the Despooler of each site is executing.
    private static func executed(_ emulation: borrowing Emulation) -> [ReceivedLive?] {
        (0..<emulation.images.count).map { emulation.executing(at: UInt16($0)) }
    }

    /// The files of a site.
    func tree(_ site: Int) -> FileTree {
        FileTree(
            image: emulation.images[site], clients: emulation.clients[site],
            release: emulation.definition.release,
            manifests: { [unowned self] in try manifest($0, version: $1) },
            archives: { [unowned self] in try archive($0, version: $1) },
            loader: emulation.dataLoaders[site],
            hasMasterCopy: emulation.definition.siteProperties == .components,
            executing: emulation.executing(at: UInt16(site)),
            executedBefore: executed.indices.contains(site) ? executed[site] : nil)
    }

    private func fileOperations(_ pending: PendingCommit, isNew: Bool) throws -> [FileOperation] {
        guard let share else { return [] }
        var list: [FileOperation] = []
        for (site, changes) in pending.changes.enumerated() {
            list += try tree(site).operations(changes, isNew: isNew)
        }
        list += try logOperations(pending.records, share)
        return list
    }

    private func logOperations(_ records: [TraceRecord], _ share: DirectoryFileShare) throws
        -> [FileOperation]
    {
        let names = LabNames(images: emulation.images)
        var texts: [String: String] = [:]
        for record in records {
            let component = record.component
            let image = emulation.images[Int(record.site)]
            guard let file = component.logFile, let root = FileNames.siteRoot(image) else { continue }
            for line in LogText.lines(record, names) {
                let printed = LogLine(
                    line, component: component.name, time: names.time(record.instant, record.site),
                    thread: UInt32(component.thread)
                ).printed(.service)
                texts[FileNames.log(file, root), default: ""] += printed + "\r\n"
            }
        }
        return try texts.sorted { $0.key < $1.key }.map { path, text in
            let size = try share.entry(path)?.size ?? 0
            return FileOperation(.append, path: path, from: String(size), data: Array(text.utf8))
        }
    }

    private func newFiles(_ operations: [FileOperation]) throws -> [String] {
        guard let share else { return [] }
        var found: [String] = []
        // A lab of many clients gets one file for each in one commit: the list is never searched.
        var seen: Set<String> = []
        for operation in operations
        where operation.kind == .write || operation.kind == .copy || operation.kind == .append {
            if seen.insert(operation.path).inserted, try share.entry(operation.path) == nil {
                found.append(operation.path)
            }
        }
        return found
    }

    /// Does the file operations of the last commit again: each leaves the same, done once or twice.
    private func finishFiles() throws { try apply(try database.fileOperations()) }

    private func apply(_ operations: [FileOperation]) throws {
        hasDoneFiles = false
        guard let share else { return }
        for operation in operations {
            switch operation.kind {
            case .folder: try share.makeFolder(operation.path)
            case .write: try share.put(operation.path, operation.data ?? [])
            case .append:
                let offset = Int64(operation.from ?? "") ?? 0
                // Only logs are appended to. One that is shorter than it was at its commit was emptied or deleted by
                // somebody since then, and the lines of that commit went with it.
                guard try (share.entry(operation.path)?.size ?? 0) >= offset else { continue }
                try share.append(operation.path, atOffset: offset, operation.data ?? [])
            case .copy:
                try share.putFromStore(
                    operation.path,
                    StoredContent(digest: operation.digest ?? "", size: Int64(operation.from ?? "") ?? 0))
            case .move: try share.move(operation.from ?? "", to: operation.path)
            case .remove: try share.removeTree(operation.path)
            }
        }
        hasDoneFiles = true
    }
}
