import CArchive
import Glibc
public import SiteModel

/// Copies of folders of this host that cost as little as the file system allows.
///
/// Names are bytes: what a user keeps in a folder need not have names of UTF-8.
public enum FolderCopy {
    /// How a file comes into a copy.
    public enum Sharing: Sendable {
        /// Both names may be written to later: blocks are shared where the file system can, else copied. The owner may
        /// write to the copy, whatever the original's mode.
        case copied
        /// Nobody ever writes to the file again, as with a content under its digest: a second name will do.
        case linked
        /// The original goes as soon as the copy stands: the file itself gets its second name, with all that belongs
        /// to it; where the file system has no hard links, it is copied with its mode.
        case moved
    }

    /// Copies one file; a name that is there already stays as it is when linked, and is replaced when not.
    ///
    /// - Parameters:
    ///   - from: The file.
    ///   - to: Its new name, in a folder that exists.
    ///   - sharing: Whether it may be one file under two names.
    /// - Throws: `FileError` with the path.
    public static func file(_ from: String, to: String, _ sharing: Sharing) throws(FileError) {
        try file(Array(from.utf8), Array(to.utf8), sharing)
    }

    /// Copies a folder with everything in it: files and folders with their modes, links as links.
    ///
    /// - Parameters:
    ///   - from: The folder.
    ///   - to: The new folder; its parent must exist.
    ///   - sharing: How files come into the copy.
    /// - Throws: `FileError` with the path; what was copied so far stays.
    public static func tree(_ from: String, to: String, _ sharing: Sharing) throws(FileError) {
        try tree(Array(from.utf8), Array(to.utf8), sharing)
    }

    /// Copies what is in a folder into another one that exists, but for some names.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - besides: What in it is left out.
    ///   - to: The other folder.
    ///   - sharing: How files come into the copy.
    /// - Throws: `FileError` with the path; what was copied so far stays.
    public static func entries(
        of folder: String, besides: Set<String>, to: String, _ sharing: Sharing
    ) throws(FileError) {
        for name in try names(in: Array(folder.utf8), besides) {
            try entry(below(Array(folder.utf8), name), below(Array(to.utf8), name), sharing)
        }
    }

    /// Finds out whether what is in a folder can be copied, before anything is done for it.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - besides: What in it is left out.
    ///   - sharing: How it is to be copied; what is moved must not reach into another file system.
    /// - Throws: `FileError` with the path of the first thing that cannot.
    public static func checkEntries(
        of folder: String, besides: Set<String>, _ sharing: Sharing
    ) throws(FileError) {
        let folder = Array(folder.utf8)
        var status = stat()
        guard Host.withName(folder, { stat($0, &status) }) == 0 else {
            throw failure("read the folder", folder)
        }
        let device = sharing == .moved ? status.st_dev : nil
        for name in try names(in: folder, besides) { try check(below(folder, name), on: device) }
    }

    /// Puts two folders into each other's place, so that nobody ever finds neither.
    ///
    /// - Throws: `FileError` when the file system cannot do so; both are where they were.
    public static func exchange(_ one: String, _ other: String) throws(FileError) {
        guard shim_exchange(one, other) == 0 else { throw failure("exchange the folder", Array(one.utf8)) }
    }

    /// Finds out whether the host would let a folder be moved within its parent, without moving it.
    ///
    /// A folder that holds something is never replaced, so that a host which has nothing else against it says that it is
    /// not empty. A folder where a file system is mounted, or one of an image below an overlay, is refused before that.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - other: A folder beside it that holds something.
    /// - Throws: `FileError` when the folder cannot be moved.
    public static func checkMove(_ folder: String, onto other: String) throws(FileError) {
        guard rename(folder, other) != 0 else {
            // No host does so; it goes back at once.
            guard rename(other, folder) == 0 else { throw failure("move the folder", Array(folder.utf8)) }
            return
        }
        if errno != ENOTEMPTY, errno != EEXIST { throw failure("move the folder", Array(folder.utf8)) }
    }

    /// Gives what is in a new folder, and the folder itself, the owner, group and mode of the same names in an old one,
    /// as far as this user may; what the old one does not have gets the owner and group of the folder itself.
    ///
    /// - Parameters:
    ///   - old: The old folder.
    ///   - new: The new one.
    public static func rights(of old: String, to new: String) {
        var status = stat()
        guard Host.withName(Array(old.utf8), { stat($0, &status) }) == 0 else { return }
        rights(Array(old.utf8), Array(new.utf8), status)
    }

    /// Brings a folder with everything in it to the disk.
    ///
    /// It is the whole file system that is asked: a lab of real files has one for each client, and one by one they would
    /// take a thousand times as long.
    ///
    /// - Throws: `FileError` when the host reports that something could not be written.
    public static func sync(_ folder: String) throws(FileError) {
        let file = HostFile(owning: open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        guard file.descriptor >= 0, shim_sync(file.descriptor) == 0 else {
            throw failure("write to the disk", Array(folder.utf8))
        }
    }

    /// Brings the names in a folder to the disk; a file system that cannot do so keeps them as it likes.
    public static func syncNames(in folder: String) {
        let file = HostFile(owning: open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        if file.descriptor >= 0 { fsync(file.descriptor) }
    }

    // MARK: By bytes

    private static func below(_ folder: [UInt8], _ name: [UInt8]) -> [UInt8] {
        folder + [UInt8(ascii: "/")] + name
    }

    private static func names(in folder: [UInt8], _ besides: Set<String> = []) throws(FileError) -> [[UInt8]]
    {
        let (host, doing, path) = (Host(faults: nil), "read the folder", text(folder))
        let file = HostFile(
            owning: Host.withName(folder) { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
        guard file.descriptor >= 0 else { throw failure(doing, folder) }
        return try host.names(in: file, doing, path)
            .filter { !besides.contains(String(decoding: $0, as: UTF8.self)) }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// What stands at a name, a link not followed.
    private static func status(_ path: [UInt8]) throws(FileError) -> stat {
        var status = stat()
        guard Host.withName(path, { lstat($0, &status) }) == 0 else { throw failure("copy", path) }
        return status
    }

    private static func check(_ path: [UInt8], on device: dev_t?) throws(FileError) {
        let status = try status(path)
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            if let device, status.st_dev != device {
                throw FileError(
                    .refusedKind, doing: "take along", path: text(path),
                    reason: "another file system is mounted there", advice: "unmount it first")
            }
            for name in try names(in: path) { try check(below(path, name), on: device) }
        case S_IFREG, S_IFLNK: return
        default: throw special(path)
        }
    }

    private static func special(_ path: [UInt8]) -> FileError {
        FileError(
            .refusedKind, doing: "take along", path: text(path), reason: "it is a device, socket or FIFO",
            advice: "take it out of the lab's folder")
    }

    private static func entry(_ from: [UInt8], _ to: [UInt8], _ sharing: Sharing) throws(FileError) {
        switch try status(from).st_mode & S_IFMT {
        case S_IFDIR: try tree(from, to, sharing)
        case S_IFREG: try file(from, to, sharing)
        case S_IFLNK: try link(from, to)
        default: throw special(from)
        }
    }

    private static func tree(_ from: [UInt8], _ to: [UInt8], _ sharing: Sharing) throws(FileError) {
        var status = stat()
        guard Host.withName(from, { stat($0, &status) }) == 0 else { throw failure("copy", from) }
        // Its own mode comes last: it may be one that nothing can be put into.
        if Host.withName(to, { mkdir($0, 0o700) }) != 0, errno != EEXIST {
            throw failure("make the folder", to)
        }
        for name in try names(in: from) { try entry(below(from, name), below(to, name), sharing) }
        let mode = status.st_mode & 0o3777
        _ = Host.withName(to) { chmod($0, sharing == .moved ? mode : mode | 0o700) }
    }

    /// Makes a link anew that leads where another one leads.
    private static func link(_ from: [UInt8], _ to: [UInt8]) throws(FileError) {
        var target = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = Host.withName(from) { Int32(readlink($0, &target, Int(PATH_MAX))) }
        guard count >= 0 else { throw failure("read the link", from) }
        _ = Host.withName(to) { unlink($0) }
        let leads = target.prefix(Int(count)).map { UInt8(bitPattern: $0) }
        let made = Host.withName(leads) { old in Host.withName(to) { symlink(old, $0) } }
        guard made == 0 else { throw failure("make the link", to) }
    }

    private static func file(_ from: [UInt8], _ to: [UInt8], _ sharing: Sharing) throws(FileError) {
        if sharing == .moved { _ = Host.withName(to) { unlink($0) } }
        if sharing != .copied {
            let made = Host.withName(from) { old in Host.withName(to) { Glibc.link(old, $0) } }
            if made == 0 || (sharing == .linked && errno == EEXIST) { return }
            // Another file system, one without hard links, or a file that this user may not give a second name.
        }
        try copy(from, to, keepsMode: sharing == .moved)
    }

    private static func rights(_ old: [UInt8], _ new: [UInt8], _ root: stat) {
        var (was, now) = (stat(), stat())
        guard Host.withName(new, { lstat($0, &now) }) == 0, now.st_mode & S_IFMT != S_IFLNK else { return }
        let isKnown =
            Host.withName(old, { stat($0, &was) }) == 0 && was.st_mode & S_IFMT == now.st_mode & S_IFMT
        let (owner, group) = isKnown ? (was.st_uid, was.st_gid) : (root.st_uid, root.st_gid)
        if now.st_mode & S_IFMT == S_IFDIR, let names = try? names(in: new) {
            for name in names { rights(below(old, name), below(new, name), root) }
        }
        if owner != now.st_uid || group != now.st_gid {
            // The group alone is what one who is not root may give.
            if Host.withName(new, { lchown($0, owner, group) }) != 0 {
                _ = Host.withName(new) { lchown($0, uid_t.max, group) }
            }
        }
        let mode = was.st_mode & 0o7777
        if isKnown, mode != now.st_mode & 0o7777 { _ = Host.withName(new) { chmod($0, mode) } }
    }

    private static func copy(_ from: [UInt8], _ to: [UInt8], keepsMode: Bool) throws(FileError) {
        let source = HostFile(
            owning: Host.withName(from) { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) })
        var status = stat()
        guard source.descriptor >= 0, fstat(source.descriptor, &status) == 0 else {
            throw failure("copy", from)
        }
        let target = HostFile(
            owning: Host.withName(to) { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600) })
        guard target.descriptor >= 0 else { throw failure("copy to", to) }
        let mode = status.st_mode & 0o777
        // A file system without modes refuses; the file is there all the same.
        defer { _ = fchmod(target.descriptor, keepsMode ? mode : mode | 0o600) }
        if shim_clone(target.descriptor, source.descriptor) == 0 { return }
        while true {
            let count = shim_copy(source.descriptor, target.descriptor, 1 << 30)
            if count > 0 { continue }
            if count == 0 { return }
            if errno == EINTR { continue }
            // A file system that cannot do it by itself, or two of them: nothing was written yet then.
            guard errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP else {
                throw failure("copy to", to)
            }
            break
        }
        try pump(source.descriptor, target.descriptor, to)
    }

    private static func pump(_ from: Int32, _ to: Int32, _ path: [UInt8]) throws(FileError) {
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = piece.withUnsafeMutableBytes { read(from, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("copy", path) }
            if count == 0 { return }
            var rest = piece[..<count]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { write(to, $0.baseAddress, $0.count) }
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw failure("copy to", path) }
                rest = rest.dropFirst(written)
            }
        }
    }

    private static func text(_ path: [UInt8]) -> String { String(decoding: path, as: UTF8.self) }

    private static func failure(_ doing: String, _ path: [UInt8]) -> FileError {
        Host(faults: nil).fail(errno, doing, text(path))
    }
}
