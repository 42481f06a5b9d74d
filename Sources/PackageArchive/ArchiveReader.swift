import CArchive
import Glibc
public import SiteModel

/// One entry of an archive.
public struct ArchiveEntry: Equatable, Sendable {
    /// The path, parts separated by `/`.
    public let path: String
    /// Size in bytes before compression; 0 for a folder.
    public let size: Int64
    /// Whether it is a folder.
    public let isFolder: Bool
}

/// What an archive may hold at most.
public struct ExtractLimits: Equatable, Sendable {
    /// The most entries, folders counted.
    public var entries: Int
    /// The most bytes of all files.
    public var bytes: Int64
    /// SHA-256 of the whole archive, checked before anything else; nil: unknown.
    public var digest: String?
    /// Whether it must hold exactly as much.
    public var isExact: Bool

    /// Makes limits for an archive from elsewhere.
    public init(entries: Int, bytes: Int64) {
        self.entries = entries
        self.bytes = bytes
        digest = nil
        isExact = false
    }

    /// What was recorded when the archive was packed, to the byte.
    public init(record: PackedArchive) {
        entries = record.entryCount
        bytes = record.contentBytes
        digest = record.digest.isEmpty ? nil : record.digest
        isExact = true
    }
}

/// Reads zip and tar archives (the latter plain, gzip or Zstandard) that nobody needs to trust.
///
/// Whatever an archive says, nothing is written outside the target: names must obey ``FileNameRules`` part by
/// part, so `..`, absolute paths, `\` and drive letters are refused (`badName`); links, devices and FIFOs are refused
/// (`refusedKind`), likewise a name twice or in another case (`nameCollision`) and more entries or bytes than allowed
/// (`overLimit`, as soon as it is exceeded). Modes, owners and times of the archive are not used. A wrong CRC or a
/// damaged structure gives `corrupt` (event 375 in 1.2).
public struct ArchiveReader {
    private let host: Host
    private let charset: String?
    private let hook: ArchiveHook?

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - charset: code page of names that are not marked as UTF-8, such as `CP437`; nil: they must be UTF-8.
    ///   - faults: the fault plan.
    ///   - hook: is told of progress when extracting.
    public init(charset: String? = nil, faults: HostFaults? = nil, hook: ArchiveHook? = nil) {
        host = Host(faults: faults)
        self.charset = charset
        self.hook = hook
    }

    /// The entries in the order of the archive; contents are not read.
    public func list(_ archive: String, limits: ExtractLimits) throws(FileError) -> [ArchiveEntry] {
        let file = try host.openUserFile(archive, doing: "list the archive")
        var result: [ArchiveEntry] = []
        try walk(file.descriptor, archive, limits, "list the archive", countsBytes: false) {
            (entry, _) throws(FileError) in
            result.append(entry)
            return true
        }
        return result
    }

    /// One file's bytes.
    ///
    /// Fails with `notFound` when the archive has no such file; names compare without case.
    public func extractEntry(_ path: String, of archive: String, limits: ExtractLimits) throws(FileError)
        -> [UInt8]
    {
        let doing = "extract from the archive"
        let file = try host.openUserFile(archive, doing: doing)
        var result: [UInt8]?
        let wanted = FoldedName(path)
        try walk(file.descriptor, archive, limits, doing, countsBytes: false) {
            (entry, data) throws(FileError) in
            guard !entry.isFolder, FoldedName(entry.path) == wanted else { return true }
            var bytes: [UInt8] = []
            try data.forEachPiece { (piece) throws(FileError) in bytes.append(contentsOf: piece) }
            result = bytes
            return false
        }
        guard let result else {
            throw FileError(
                .notFound, doing: doing, path: archive, reason: "it has no file \"\(path)\"",
                advice: "list the archive to see what it holds")
        }
        return result
    }

    /// Unpacks to a folder that does not exist yet or is empty; on failure nothing of it is left.
    public func extract(_ archive: String, to folder: String, limits: ExtractLimits) throws(FileError) {
        let doing = "unpack"
        let file = try host.openUserFile(archive, doing: doing)
        let (above, name) = Host.split(folder)
        let parent = try host.openUserFolder(above, doing: doing)
        let temporary = [UInt8](".".utf8) + name + [UInt8](".part".utf8)
        try extract(
            descriptor: file.descriptor, archive: archive, temporary: temporary, in: parent.descriptor,
            to: name,
            in: parent.descriptor, shown: folder, limits: limits)
    }

    /// Unpacks an open archive to a temporary folder and moves it into place.
    func extract(
        descriptor file: Int32, archive: String, temporary: [UInt8], in temporaryParent: Int32,
        to name: [UInt8], in parent: Int32, shown: String, limits: ExtractLimits
    ) throws(FileError) {
        let doing = "unpack to"
        try refuseOccupied(name, in: parent, shown)
        try host.removeTree(temporary, in: temporaryParent, doing, shown)
        do throws(FileError) {
            try host.makeFolder(temporary, in: temporaryParent, doing, shown)
            let target = try host.open(
                temporary, in: temporaryParent, flags: O_RDONLY | O_DIRECTORY, doing: doing, path: shown)
            try fill(target, file, archive, limits)
            try host.rename(temporary, in: temporaryParent, to: name, in: parent, doing, shown)
        } catch {
            // The failure that matters is the first one; what stays is removed at the next try.
            do { try host.removeTree(temporary, in: temporaryParent, doing, shown) } catch {}
            throw error
        }
    }

    private func refuseOccupied(_ name: [UInt8], in parent: Int32, _ shown: String) throws(FileError) {
        let doing = "unpack to"
        guard let found = try host.status(name, in: parent, doing, shown) else { return }
        if found.kind == .folder {
            let there = try host.open(
                name, in: parent, flags: O_RDONLY | O_DIRECTORY, doing: doing, path: shown)
            if try host.names(in: there, doing, shown).isEmpty { return }
        }
        throw FileError(
            .exists, doing: doing, path: shown, reason: "something is there already",
            advice: "remove it or choose another folder")
    }

    private func fill(
        _ target: borrowing HostFile, _ file: Int32, _ archive: String, _ limits: ExtractLimits
    ) throws(FileError) {
        let doing = "unpack"
        var bytesDone: Int64 = 0
        var entriesDone = 0
        // Borrowed values cannot be captured; the descriptor stays open as long as `target` lives.
        let root = target.descriptor
        try walk(file, archive, limits, doing, countsBytes: true) { (entry, data) throws(FileError) in
            let parts = entry.path.split(separator: "/").map { Array($0.utf8) }
            var parent = HostFile(owning: dup(root))
            for part in entry.isFolder ? parts[...] : parts.dropLast() {
                try host.makeFolder(part, in: parent.descriptor, doing, entry.path)
                parent = try host.open(
                    part, in: parent.descriptor, flags: O_RDONLY | O_DIRECTORY, doing: doing, path: entry.path
                )
            }
            if !entry.isFolder, let name = parts.last {
                let output = try host.open(
                    name, in: parent.descriptor, flags: O_WRONLY | O_CREAT | O_EXCL, doing: doing,
                    path: entry.path)
                let descriptor = output.descriptor
                try data.forEachPiece { (piece) throws(FileError) in
                    try host.write(piece, toDescriptor: descriptor, doing, entry.path)
                    bytesDone += Int64(piece.count)
                    try report(entriesDone, bytesDone, limits, archive)
                }
            }
            entriesDone += 1
            try report(entriesDone, bytesDone, limits, archive)
            return true
        }
    }

    private func report(_ entries: Int, _ bytes: Int64, _ limits: ExtractLimits, _ archive: String)
        throws(FileError)
    {
        guard let hook else { return }
        let progress = ArchiveProgress(
            entriesDone: entries, entriesTotal: limits.entries, bytesDone: bytes, bytesTotal: limits.bytes)
        guard hook(progress) == .stop else { return }
        throw FileError(.cancelled, doing: "unpack", path: archive, reason: "it was stopped")
    }

    /// Fails unless the whole file has the digest.
    private func verify(_ file: Int32, _ archive: String, _ digest: String) throws(FileError) {
        let doing = "check the archive"
        let buffer = PieceBuffer()
        var hash = SHA256()
        while true {
            let count = try host.read(descriptor: file, into: buffer.bytes, doing, archive)
            if count == 0 { break }
            hash.update(buffer.prefix(count))
        }
        guard hash.finish() == digest else {
            throw FileError(
                .corrupt, doing: doing, path: archive, reason: "its SHA-256 is not the recorded one",
                advice: "compress the package again")
        }
        try host.seek(descriptor: file, to: 0, doing, archive)
    }

    /// Goes through the entries until the body says false.
    private func walk(
        _ descriptor: Int32, _ archive: String, _ limits: ExtractLimits, _ doing: String,
        countsBytes: Bool, _ body: (ArchiveEntry, borrowing EntryData) throws(FileError) -> Bool
    ) throws(FileError) {
        if let digest = limits.digest { try verify(descriptor, archive, digest) }
        if try isEmptyZip(descriptor, archive, doing) {
            return try checkExact(0, 0, limits, archive, doing)
        }
        try withUTF8Names(doing, archive) { () throws(FileError) in
            guard let handle = archive_read_new() else {
                throw FileError(
                    .host, doing: doing, path: archive, reason: "no memory is left", hostError: ENOMEM)
            }
            defer { archive_read_free(handle) }
            try open(handle, descriptor, archive, doing)
            let buffer = PieceBuffer()
            var entries = ArchiveNames()
            var budget = ByteBudget(limit: limits.bytes)
            while true {
                try host.ask(doing, archive)
                var raw: OpaquePointer?
                let result = archive_read_next_header(handle, &raw)
                if result == ARCHIVE_EOF { break }
                guard let raw, result == ARCHIVE_OK else { throw damaged(handle, archive, doing) }
                let entry = try describe(raw, archive, doing)
                guard entries.count < limits.entries else {
                    throw over("it has more than \(limits.entries) entries", archive, doing)
                }
                try entries.add(entry, archive, doing)
                let data = EntryData(
                    handle: handle, entry: entry, archive: archive, doing: doing, host: host, budget: budget,
                    buffer: buffer)
                // A declared size over the limit needs no unpacking to be refused.
                guard entry.size <= limits.bytes - budget.used else {
                    throw over("it has more than \(limits.bytes) bytes", archive, doing)
                }
                if try !body(entry, data) { return }
                if !countsBytes { budget.used += entry.size } else { budget = data.spent() }
            }
            try checkExact(entries.count, budget.used, limits, archive, doing)
        }
    }

    /// Whether the file is the 22 bytes of a zip without entries, which libarchive writes but does not recognise.
    private func isEmptyZip(_ descriptor: Int32, _ archive: String, _ doing: String) throws(FileError) -> Bool
    {
        let buffer = PieceBuffer()
        var start: [UInt8] = []
        while start.count < 23 {
            let count = try host.read(descriptor: descriptor, into: buffer.bytes, doing, archive)
            if count == 0 { break }
            start.append(contentsOf: buffer.prefix(count))
        }
        try host.seek(descriptor: descriptor, to: 0, doing, archive)
        return start == [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)
    }

    private func checkExact(
        _ entries: Int, _ bytes: Int64, _ limits: ExtractLimits, _ archive: String, _ doing: String
    ) throws(FileError) {
        guard limits.isExact, entries != limits.entries || bytes != limits.bytes else { return }
        throw FileError(
            .corrupt, doing: doing, path: archive,
            reason:
                "it has \(entries) entries and \(bytes) bytes, but \(limits.entries) and \(limits.bytes) are recorded",
            advice: "compress the package again")
    }

    private func open(_ handle: OpaquePointer, _ descriptor: Int32, _ archive: String, _ doing: String)
        throws(FileError)
    {
        // Only by the central directory: what stands in a zip beside it is nobody's file.
        _ = archive_read_support_format_zip_seekable(handle)
        _ = archive_read_support_format_tar(handle)
        _ = archive_read_support_filter_gzip(handle)
        _ = archive_read_support_filter_zstd(handle)
        if let charset {
            let plain = charset.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || $0 == 0x2D || $0 == 0x5F
            }
            guard plain, archive_read_set_options(handle, "hdrcharset=\(charset)") == ARCHIVE_OK else {
                throw FileError(
                    .unsupported, doing: doing, path: archive,
                    reason: "the host does not know the code page \(charset)",
                    advice: "name it as iconv does, such as CP437 or CP1252")
            }
        }
        guard archive_read_open_fd(handle, descriptor, 65_536) == ARCHIVE_OK else {
            throw damaged(handle, archive, doing)
        }
    }

    private func describe(_ raw: OpaquePointer, _ archive: String, _ doing: String) throws(FileError)
        -> ArchiveEntry
    {
        guard let text = archive_entry_pathname_utf8(raw), var path = String(validatingCString: text) else {
            throw FileError(
                .badName, doing: doing, path: archive, reason: "a name in it is not UTF-8",
                advice: "give the code page of the names, such as CP437")
        }
        let type = archive_entry_filetype(raw)
        let isFolder = UInt32(type) == SHIM_AE_IFDIR
        guard isFolder || UInt32(type) == SHIM_AE_IFREG, archive_entry_hardlink_utf8(raw) == nil,
            archive_entry_symlink_utf8(raw) == nil
        else {
            throw FileError(
                .refusedKind, doing: doing, path: archive,
                reason: "its entry \"\(path)\" is a link, device or FIFO; packages hold files and folders")
        }
        guard archive_entry_is_encrypted(raw) == 0 else {
            throw FileError(
                .unsupported, doing: doing, path: archive, reason: "its entry \"\(path)\" is encrypted")
        }
        if isFolder, path.hasSuffix("/") { path.removeLast() }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= SharePath.longestDepth else {
            throw FileError(
                .badName, doing: doing, path: archive, reason: "its entry \"\(path)\" lies too deep")
        }
        for part in parts {
            guard let problem = FileNameRules.problem(in: part) else { continue }
            throw FileError(
                .badName, doing: doing, path: archive,
                reason: "in its entry \"\(path)\" the part \"\(part)\" \(problem)")
        }
        return ArchiveEntry(
            path: path, size: isFolder ? 0 : max(0, archive_entry_size(raw)), isFolder: isFolder)
    }

    private func over(_ words: String, _ archive: String, _ doing: String) -> FileError {
        FileError(
            .overLimit, doing: doing, path: archive, reason: words,
            advice: "the archive is not the one that was recorded")
    }

    private func damaged(_ handle: OpaquePointer, _ archive: String, _ doing: String) -> FileError {
        FileError(
            .corrupt, doing: doing, path: archive, reason: "libarchive says: \(archiveWords(handle))",
            advice: "compress the package again")
    }
}

/// The bytes still allowed.
private struct ByteBudget {
    let limit: Int64
    var used: Int64 = 0
}

/// The content of the entry at hand.
private final class EntryData {
    private let handle: OpaquePointer
    private let entry: ArchiveEntry
    private let archive: String
    private let doing: String
    private let host: Host
    private var budget: ByteBudget
    private let buffer: PieceBuffer

    init(
        handle: OpaquePointer, entry: ArchiveEntry, archive: String, doing: String, host: Host,
        budget: ByteBudget, buffer: PieceBuffer
    ) {
        self.handle = handle
        self.entry = entry
        self.archive = archive
        self.doing = doing
        self.host = host
        self.budget = budget
        self.buffer = buffer
    }

    func spent() -> ByteBudget { budget }

    /// Hands out the content piece by piece and checks it: size, limit and the format's own checksum.
    func forEachPiece(_ body: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws(FileError) {
        var size: Int64 = 0
        while true {
            try host.ask(doing, archive)
            let count = archive_read_data(handle, buffer.bytes.baseAddress, buffer.bytes.count)
            if count == 0 { break }
            guard count > 0 else {
                throw FileError(
                    .corrupt, doing: doing, path: archive,
                    reason: "its entry \"\(entry.path)\" is damaged: \(archiveWords(handle))",
                    advice: "compress the package again")
            }
            size += Int64(count)
            budget.used += Int64(count)
            guard budget.used <= budget.limit else {
                throw FileError(
                    .overLimit, doing: doing, path: archive, reason: "it has more than \(budget.limit) bytes",
                    advice: "the archive is not the one that was recorded")
            }
            try body(buffer.prefix(count))
        }
        guard size == entry.size else {
            throw FileError(
                .corrupt, doing: doing, path: archive,
                reason: "its entry \"\(entry.path)\" has \(size) bytes, not \(entry.size)",
                advice: "compress the package again")
        }
    }
}

/// The names met so far, to refuse one that comes twice.
private struct ArchiveNames {
    private enum Kind {
        case file
        case folder
        /// A folder that only stood in the path of something else; its own entry may still come.
        case implied
    }

    private var names: [FoldedName: (spelling: String, kind: Kind)] = [:]
    /// How many entries were added.
    private(set) var count = 0

    mutating func add(_ entry: ArchiveEntry, _ archive: String, _ doing: String) throws(FileError) {
        var end = entry.path.startIndex
        while let slash = entry.path[end...].firstIndex(of: "/") {
            let folder = String(entry.path[..<slash])
            end = entry.path.index(after: slash)
            if let known = names[FoldedName(folder)] {
                guard known.kind != .file, sameBytes(known.spelling, folder) else {
                    throw collision(folder, known.spelling, archive, doing)
                }
            } else {
                names[FoldedName(folder)] = (folder, .implied)
            }
        }
        let key = FoldedName(entry.path)
        if let known = names[key] {
            guard entry.isFolder, known.kind == .implied, sameBytes(known.spelling, entry.path) else {
                throw collision(entry.path, known.spelling, archive, doing)
            }
        }
        names[key] = (entry.path, entry.isFolder ? .folder : .file)
        count += 1
    }

    /// `==` of strings would take a composed letter for a decomposed one.
    private func sameBytes(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

    private func collision(_ name: String, _ other: String, _ archive: String, _ doing: String) -> FileError {
        FileError(
            .nameCollision, doing: doing, path: archive,
            reason: "its entries \"\(other)\" and \"\(name)\" are one name to a Windows drive")
    }
}
