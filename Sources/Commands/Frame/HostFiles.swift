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
    /// - Throws: `FileError` that names the file; what was there stays.
    static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let temporary = path + ".sms12tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure("write the file", path) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let error = failure("write the file", path)
                close(descriptor)
                unlink(temporary)
                throw error
            }
            rest = rest.dropFirst(count)
        }
        close(descriptor)
        guard rename(temporary, path) == 0 else {
            let error = failure("write the file", path)
            unlink(temporary)
            throw error
        }
    }

    /// Makes a folder; its parent must be there.
    static func makeFolder(_ path: String) throws(FileError) {
        guard mkdir(path, 0o755) == 0 else { throw failure("make the folder", path) }
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

    /// The names in a folder, sorted by their bytes; none when it cannot be read.
    static func names(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var found: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { found.append(name) }
        }
        return found.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }

    /// Removes a folder with everything in it; used when making a lab failed.
    static func removeTree(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            for name in names(in: path) { removeTree(path + "/" + name) }
            rmdir(path)
        } else {
            unlink(path)
        }
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
