// `struct stat` is in both modules, and which of them Swift takes for its home hangs on the order in which it meets them;
// a file that imports one alone builds on one machine and not on the next.
import CArchive
import Glibc
import SiteModel

/// An open file or folder of the host; closed when the value ends.
struct HostFile: ~Copyable {
    let descriptor: Int32
    init(owning descriptor: Int32) { self.descriptor = descriptor }
    deinit { close(descriptor) }
}

/// What stands at a place of the host.
struct HostStatus: Equatable {
    enum Kind {
        case file
        case folder
        case link
        case other
    }

    var kind: Kind
    var size: Int64
    /// Device, inode and both times of change: what tells whether a file changed while it was read.
    var identity: [Int64]

    init(_ raw: stat) {
        switch raw.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .link
        default: kind = .other
        }
        size = Int64(raw.st_size)
        identity = [
            Int64(bitPattern: UInt64(raw.st_dev)), Int64(bitPattern: UInt64(raw.st_ino)),
            Int64(raw.st_mtim.tv_sec), Int64(raw.st_mtim.tv_nsec), Int64(raw.st_ctim.tv_sec),
            Int64(raw.st_ctim.tv_nsec),
        ]
    }
}

/// All file calls of this module: each asks the fault plan first and turns `errno` into a ``FileError``.
///
/// Paths and names are raw bytes, since a host name need not be UTF-8. A relative name is looked up in a folder
/// that is held open, so that nobody can put a link in its way.
struct Host {
    /// The current folder, for paths that a user named.
    static let here: Int32 = AT_FDCWD

    var faults: HostFaults?

    /// A call that failed, before it has words.
    func fail(_ code: Int32, _ doing: String, _ path: String) -> FileError {
        let kind: FileError.Kind
        switch code {
        case ENOENT: kind = .notFound
        case ENOTDIR: kind = .notAFolder
        case EISDIR: kind = .isAFolder
        case EEXIST: kind = .exists
        case ENOTEMPTY: kind = .notEmpty
        case EACCES, EPERM, EROFS: kind = .accessDenied
        case EBUSY, ETXTBSY, EAGAIN: kind = .inUse
        case ENOSPC, EDQUOT, EFBIG: kind = .diskFull
        case ENAMETOOLONG: kind = .badName
        case ELOOP: kind = .refusedKind
        default: kind = .host
        }
        let advice: String
        switch kind {
        case .diskFull: advice = "free some space on that disk and run the command again"
        case .accessDenied: advice = "check the permissions of the file and of the folders above it"
        default: advice = ""
        }
        return FileError(
            kind, doing: doing, path: path, reason: kind == .refusedKind ? "it is a link" : Self.words(code),
            hostError: code, advice: advice)
    }

    /// The host's words for an error, in English whatever the locale.
    private static func words(_ code: Int32) -> String {
        switch code {
        case ENOENT: "no such file or folder"
        case ENOTDIR: "a part of the path is not a folder"
        case EISDIR: "it is a folder"
        case EEXIST: "it exists already"
        case ENOTEMPTY: "the folder is not empty"
        case EACCES: "access is denied"
        case EPERM: "the operation is not permitted"
        case EROFS: "the file system is read-only"
        case EBUSY, ETXTBSY, EAGAIN: "another program holds it"
        case ENOSPC: "the disk is full"
        case EDQUOT: "the disk quota is used up"
        case EFBIG: "the file would be too large for the file system"
        case ENAMETOOLONG: "the name is too long for the host"
        case EIO: "the device reports an input/output error"
        case EMFILE, ENFILE: "too many files are open"
        default: "the host refuses"
        }
    }

    /// Asks the fault plan whether the call about to be made shall fail.
    func ask(_ doing: String, _ path: String) throws(FileError) {
        if let code = faults?.errorBeforeCall(on: path) { throw fail(code, doing, path) }
    }

    /// Calls with a name as C wants it, again where a signal came; a name with a zero byte gives EINVAL.
    static func withName(_ name: [UInt8], _ body: (UnsafePointer<CChar>) -> Int32) -> Int32 {
        // A name with a zero byte would be cut off there and mean another file.
        if name.contains(0) {
            errno = EINVAL
            return -1
        }
        var bytes = name.map { CChar(bitPattern: $0) }
        bytes.append(0)
        return bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return -1 }
            var result: Int32
            repeat { result = body(base) } while result < 0 && errno == EINTR
            return result
        }
    }

    /// Opens something without following a link at its end; `path` is for messages.
    func open(
        _ name: [UInt8], in folder: Int32, flags: Int32, doing: String, path: String
    ) throws(FileError) -> HostFile {
        try ask(doing, path)
        // O_NONBLOCK: opening a FIFO must not wait for a writer; regular files do not care.
        let all = flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        let descriptor = Self.withName(name) { openat(folder, $0, all, 0o644) }
        guard descriptor >= 0 else {
            let code = errno
            // O_DIRECTORY with O_NOFOLLOW reports a link as "no folder".
            if code == ENOTDIR, flags & O_DIRECTORY != 0,
                try status(name, in: folder, doing, path)?.kind == .link
            {
                throw fail(ELOOP, doing, path)
            }
            throw fail(code, doing, path)
        }
        return HostFile(owning: descriptor)
    }

    /// Opens a folder that the user named: links in it are the user's own business.
    func openUserFolder(_ folder: String, doing: String) throws(FileError) -> HostFile {
        try ask(doing, folder)
        let descriptor = Self.withName(Array(folder.utf8)) {
            openat(AT_FDCWD, $0, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        }
        guard descriptor >= 0 else { throw fail(errno, doing, folder) }
        return HostFile(owning: descriptor)
    }

    /// Opens a file that the user named, following links; fails unless it is a regular file.
    func openUserFile(_ file: String, doing: String) throws(FileError) -> HostFile {
        try ask(doing, file)
        let descriptor = Self.withName(Array(file.utf8)) {
            openat(AT_FDCWD, $0, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0)
        }
        guard descriptor >= 0 else { throw fail(errno, doing, file) }
        let opened = HostFile(owning: descriptor)
        try requireFile(opened, doing, file)
        return opened
    }

    /// Fails unless an open file is a regular file.
    func requireFile(_ file: borrowing HostFile, _ doing: String, _ path: String) throws(FileError) {
        switch try status(of: file, doing, path).kind {
        case .file: return
        case .folder: throw fail(EISDIR, doing, path)
        case .link, .other:
            throw FileError(
                .refusedKind, doing: doing, path: path, reason: "it is a device, socket or FIFO, not a file")
        }
    }

    /// What stands at a name, a link not followed; nil when there is nothing.
    func status(_ name: [UInt8], in folder: Int32, _ doing: String, _ path: String) throws(FileError)
        -> HostStatus?
    {
        try ask(doing, path)
        var raw = stat()
        if Self.withName(name, { fstatat(folder, $0, &raw, AT_SYMLINK_NOFOLLOW) }) == 0 {
            return HostStatus(raw)
        }
        if errno == ENOENT { return nil }
        throw fail(errno, doing, path)
    }

    /// What an open file is.
    func status(of file: borrowing HostFile, _ doing: String, _ path: String) throws(FileError) -> HostStatus
    {
        try ask(doing, path)
        var raw = stat()
        guard fstat(file.descriptor, &raw) == 0 else { throw fail(errno, doing, path) }
        return HostStatus(raw)
    }

    /// The names in an open folder, unordered, without `.` and `..`.
    func names(in folder: borrowing HostFile, _ doing: String, _ path: String) throws(FileError) -> [[UInt8]]
    {
        try ask(doing, path)
        // A second descriptor of its own position: closing the stream closes it.
        let second = openat(folder.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        guard second >= 0 else { throw fail(errno, doing, path) }
        guard let stream = fdopendir(second) else {
            let code = errno
            close(second)
            throw fail(code, doing, path)
        }
        defer { closedir(stream) }
        guard let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
        var result: [[UInt8]] = []
        while true {
            errno = 0
            guard let found = readdir(stream) else { break }
            // By address: the record is shorter than the struct, so that d_name must not be copied as a whole.
            let start = UnsafeRawPointer(found).advanced(by: nameOffset).assumingMemoryBound(to: CChar.self)
            let name = Array(UnsafeRawBufferPointer(start: start, count: strlen(start)))
            if name != [0x2E], name != [0x2E, 0x2E] { result.append(name) }
        }
        guard errno == 0 else { throw fail(errno, doing, path) }
        return result
    }

    /// Reads up to the buffer's size; 0 at the end.
    func read(
        _ file: borrowing HostFile, into buffer: UnsafeMutableRawBufferPointer, _ doing: String,
        _ path: String
    ) throws(FileError) -> Int {
        try read(descriptor: file.descriptor, into: buffer, doing, path)
    }

    /// Reads up to the buffer's size; 0 at the end.
    func read(
        descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, _ doing: String, _ path: String
    ) throws(FileError) -> Int {
        try ask(doing, path)
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw fail(errno, doing, path) }
        }
    }

    /// Writes all bytes at the file's position.
    func write(
        _ bytes: UnsafeRawBufferPointer, to file: borrowing HostFile, _ doing: String, _ path: String
    ) throws(FileError) {
        try write(bytes, toDescriptor: file.descriptor, doing, path)
    }

    /// Writes all bytes at the file's position.
    func write(
        _ bytes: UnsafeRawBufferPointer, toDescriptor descriptor: Int32, _ doing: String, _ path: String
    ) throws(FileError) {
        try ask(doing, path)
        var rest = bytes
        while let base = rest.baseAddress, !rest.isEmpty {
            let count = Glibc.write(descriptor, base, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw fail(errno, doing, path)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
    }

    /// Moves the position of a file.
    func seek(_ file: borrowing HostFile, to offset: Int64, _ doing: String, _ path: String) throws(FileError)
    {
        try seek(descriptor: file.descriptor, to: offset, doing, path)
    }

    /// Moves the position of a file.
    func seek(descriptor: Int32, to offset: Int64, _ doing: String, _ path: String) throws(FileError) {
        try ask(doing, path)
        guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else { throw fail(errno, doing, path) }
    }

    /// Cuts a file off.
    func truncate(_ file: borrowing HostFile, to size: Int64, _ doing: String, _ path: String)
        throws(FileError)
    {
        try ask(doing, path)
        guard ftruncate(file.descriptor, off_t(size)) == 0 else { throw fail(errno, doing, path) }
    }

    /// Sets the permissions of an open file or folder, whatever the process's mask.
    func setMode(_ file: borrowing HostFile, _ mode: mode_t, _ doing: String, _ path: String)
        throws(FileError)
    {
        try ask(doing, path)
        guard fchmod(file.descriptor, mode) == 0 else { throw fail(errno, doing, path) }
    }

    /// Brings a file or folder to the disk.
    func sync(_ file: borrowing HostFile, _ doing: String, _ path: String) throws(FileError) {
        try ask(doing, path)
        guard fsync(file.descriptor) == 0 else { throw fail(errno, doing, path) }
    }

    /// Makes a folder; one that exists already is fine.
    func makeFolder(_ name: [UInt8], in folder: Int32, _ doing: String, _ path: String) throws(FileError) {
        try ask(doing, path)
        guard Self.withName(name, { mkdirat(folder, $0, 0o755) }) != 0, errno != EEXIST else { return }
        throw fail(errno, doing, path)
    }

    /// Moves something, in place of a file or empty folder that is there.
    func rename(
        _ name: [UInt8], in folder: Int32, to newName: [UInt8], in newFolder: Int32, _ doing: String,
        _ path: String
    ) throws(FileError) {
        try ask(doing, path)
        let result = Self.withName(name) { old in
            Self.withName(newName) { renameat(folder, old, newFolder, $0) }
        }
        guard result == 0 else { throw fail(errno, doing, path) }
    }

    /// Removes a file, or an empty folder; says whether there was one.
    @discardableResult
    func remove(_ name: [UInt8], in folder: Int32, isFolder: Bool, _ doing: String, _ path: String)
        throws(FileError) -> Bool
    {
        try ask(doing, path)
        let flags = isFolder ? AT_REMOVEDIR : 0
        if Self.withName(name, { unlinkat(folder, $0, flags) }) == 0 { return true }
        if errno == ENOENT { return false }
        throw fail(errno, doing, path)
    }

    /// Removes whatever stands at a name, folders with all they hold, links not followed; says whether something was.
    @discardableResult
    func removeTree(
        _ name: [UInt8], in folder: Int32, _ doing: String, _ path: String, depth: Int = 0
    ) throws(FileError) -> Bool {
        guard let found = try status(name, in: folder, doing, path) else { return false }
        guard found.kind == .folder else {
            return try remove(name, in: folder, isFolder: false, doing, path)
        }
        guard depth < 4_096 else {
            throw FileError(
                .overLimit, doing: doing, path: path, reason: "folders are nested over 4,096 deep")
        }
        do {
            let inner = try open(name, in: folder, flags: O_RDONLY | O_DIRECTORY, doing: doing, path: path)
            for child in try names(in: inner, doing, path) {
                try removeTree(child, in: inner.descriptor, doing, path, depth: depth + 1)
            }
        }
        return try remove(name, in: folder, isFolder: true, doing, path)
    }

    /// Splits a host path into the folder above and the last name.
    static func split(_ path: String) -> (folder: String, name: [UInt8]) {
        var bytes = Array(path.utf8)
        while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return (".", bytes) }
        let folder = slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
        return (folder, Array(bytes[(slash + 1)...]))
    }

    /// Makes a folder that the user named, and those above it.
    func makeUserFolder(_ path: String, doing: String) throws(FileError) -> HostFile {
        do {
            return try openUserFolder(path, doing: doing)
        } catch {
            guard error.kind == .notFound, !path.isEmpty, path != "/" else { throw error }
        }
        let (above, name) = Self.split(path)
        let parent = try makeUserFolder(above, doing: doing)
        try makeFolder(name, in: parent.descriptor, doing, path)
        return try openUserFolder(path, doing: doing)
    }
}

/// How far written files are brought to the disk.
public enum Durability: Sendable {
    /// They outlive the end of the process, however it ends.
    case processEnd
    /// They outlive a power cut as well: each file is synced, which costs milliseconds a file.
    case powerCut
}

/// The size of the pieces in which files are read and written, in bytes.
let pieceSize = 1 << 20

/// A buffer of one piece, freed when the value ends.
final class PieceBuffer {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 4_096)
    deinit { bytes.deallocate() }

    /// The first bytes.
    func prefix(_ count: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes.prefix(count))
    }
}

extension SHA256 {
    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        bytes.withMemoryRebound(to: UInt8.self) { self.update($0.span) }
    }
}
