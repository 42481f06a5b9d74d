import Glibc
import SiteModel

/// Files that the user names, outside any lab: read whole, written whole or not at all.
enum HostFiles {
    /// Reads a file.
    ///
    /// - Throws: `FileError` that names the file.
    static func read(_ path: String) throws(FileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("read the file", path) }
        defer { close(descriptor) }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw FileError(.isAFolder, doing: "read the file", path: path, reason: "it is a folder")
        }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("read the file", path) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: piece[..<count])
        }
    }

    /// Writes a file beside its place and moves it there.
    ///
    /// What stands there and is no plain file is not replaced: a link is followed, and a device or a pipe is written to.
    ///
    /// - Throws: `FileError` that names the file; what was there stays.
    static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        var place = path
        var mode: mode_t = 0o644
        var status = stat()
        if stat(path, &status) == 0 {
            let kind = status.st_mode & S_IFMT
            if kind != S_IFREG && kind != S_IFDIR { return try writeThrough(bytes, to: path) }
            mode = status.st_mode & 0o777
        }
        if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK, let real = realpath(path, nil) {
            place = String(cString: real)
            free(real)
        }
        let temporary = place + ".sms12tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure("write the file", path) }
        do throws(FileError) {
            try put(bytes, descriptor, path)
        } catch {
            close(descriptor)
            unlink(temporary)
            throw error
        }
        close(descriptor)
        guard rename(temporary, place) == 0 else {
            let error = failure("write the file", path)
            unlink(temporary)
            throw error
        }
    }

    /// Writes to what is there.
    private static func writeThrough(_ bytes: [UInt8], to path: String) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("write the file", path) }
        defer { close(descriptor) }
        try put(bytes, descriptor, path)
    }

    private static func put(_ bytes: [UInt8], _ descriptor: Int32, _ path: String) throws(FileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("write the file", path) }
            rest = rest.dropFirst(count)
        }
    }

    /// Makes a folder; its parent must be there.
    static func makeFolder(_ path: String) throws(FileError) {
        guard mkdir(path, 0o755) == 0 else { throw failure("make the folder", path) }
    }

    /// Gives a new folder the mode of another, and its owner all rights in it.
    static func copyMode(of folder: String, to new: String) {
        var status = stat()
        if stat(folder, &status) == 0 { chmod(new, status.st_mode & 0o3777 | 0o700) }
    }

    /// Moves a folder to a place where nothing is, or an empty folder.
    static func move(_ from: String, to path: String) throws(FileError) {
        guard rename(from, path) == 0 else { throw failure("make the folder", path) }
    }

    /// Whether something is there.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0
    }

    /// Whether a folder is there.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether a link is there, wherever it leads.
    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// A path from the root without links, `.` and `..`; nil when nothing is there.
    static func real(_ path: String) -> String? {
        guard let raw = realpath(path, nil) else { return nil }
        defer { free(raw) }
        return String(cString: raw)
    }

    /// The names in a folder, sorted by their bytes; none when it cannot be read.
    static func names(in folder: String) -> [String] {
        rawNames(in: folder.utf8CString.map { $0 })
            .map { String(decoding: $0.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) }
            .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }

    /// The names in a folder as the host has them, each with a zero behind it.
    private static func rawNames(in folder: [CChar]) -> [[CChar]] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var found: [[CChar]] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                    Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1))
                }
            }
            if name != [0x2E, 0], name != [0x2E, 0x2E, 0] { found.append(name) }
        }
        return found
    }

    /// Removes a folder with everything in it, one that nothing may be taken out of as well; used when making a lab failed.
    static func removeTree(_ path: String) { removeTree(path.utf8CString.map { $0 }) }

    private static func removeTree(_ path: [CChar]) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            unlink(path)
            return
        }
        if status.st_mode & 0o700 != 0o700 { chmod(path, 0o700) }
        for name in rawNames(in: path) { removeTree(path.dropLast() + [0x2F] + name) }
        rmdir(path)
    }

    /// The last part of a path.
    static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// A path without the slashes behind it.
    static func withoutSlashes(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    /// A path from the current folder.
    static func absolute(_ path: String, from folder: String) -> String {
        path.hasPrefix("/") ? path : folder + "/" + path
    }

    /// The error of the call that failed last.
    static func failure(_ doing: String, _ path: String) -> FileError {
        let number = errno
        let kind: FileError.Kind =
            switch number {
            case ENOENT: .notFound
            case ENOTDIR: .notAFolder
            case EISDIR: .isAFolder
            case EEXIST: .exists
            case EACCES, EPERM, EROFS: .accessDenied
            case ENOSPC, EDQUOT: .diskFull
            default: .host
            }
        return FileError(
            kind, doing: doing, path: path, reason: String(cString: strerror(number)), hostError: number)
    }
}
