import CArchive
import Glibc
public import SiteModel

/// Copies of folders of this host that cost as little as the file system allows.
public enum FolderCopy {
    /// How a file comes into a copy.
    public enum Sharing: Sendable {
        /// Both names may be written to later: blocks are shared where the file system can, else copied.
        case copied
        /// Nobody ever writes to the file again, as with a content under its digest: a second name will do.
        case linked
    }

    /// Copies one file; a name that is there already stays as it is when linked.
    ///
    /// - Parameters:
    ///   - from: The file.
    ///   - to: Its new name, in a folder that exists.
    ///   - sharing: Whether it may be one file under two names.
    /// - Throws: `FileError` with the path.
    public static func file(_ from: String, to: String, _ sharing: Sharing) throws(FileError) {
        if sharing == .linked {
            if link(from, to) == 0 || errno == EEXIST { return }
            // Another file system, or one without hard links.
        }
        try copy(from, to)
    }

    /// Copies a folder with everything in it.
    ///
    /// - Parameters:
    ///   - from: The folder.
    ///   - to: The new folder; its parent must exist.
    ///   - sharing: How files come into the copy.
    /// - Throws: `FileError` with the path; what was copied so far stays.
    public static func tree(_ from: String, to: String, _ sharing: Sharing) throws(FileError) {
        if mkdir(to, 0o755) != 0, errno != EEXIST { throw failure("make the folder", to) }
        for name in try names(in: from) {
            let (old, new) = (from + "/" + name, to + "/" + name)
            var status = stat()
            guard lstat(old, &status) == 0 else { throw failure("copy", old) }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: try tree(old, to: new, sharing)
            case S_IFREG: try file(old, to: new, sharing)
            default:
                throw FileError(
                    .refusedKind, doing: "copy", path: old, reason: "it is neither a file nor a folder",
                    advice: "take it out of the lab's folder")
            }
        }
    }

    /// Puts two folders into each other's place, so that nobody ever finds neither.
    ///
    /// - Throws: `FileError` when the file system cannot do so; both are where they were.
    public static func exchange(_ one: String, _ other: String) throws(FileError) {
        guard shim_exchange(one, other) == 0 else { throw failure("exchange the folder", one) }
    }

    private static func names(in folder: String) throws(FileError) -> [String] {
        let (host, doing) = (Host(faults: nil), "read the folder")
        let open = try host.openUserFolder(folder, doing: doing)
        let names = try host.names(in: open, doing, folder)
        return names.sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func copy(_ from: String, _ to: String) throws(FileError) {
        let source = HostFile(owning: open(from, O_RDONLY | O_CLOEXEC))
        guard source.descriptor >= 0 else { throw failure("copy", from) }
        let target = HostFile(owning: open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644))
        guard target.descriptor >= 0 else { throw failure("copy to", to) }
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

    private static func pump(_ from: Int32, _ to: Int32, _ path: String) throws(FileError) {
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

    private static func failure(_ doing: String, _ path: String) -> FileError {
        Host(faults: nil).fail(errno, doing, path)
    }
}
