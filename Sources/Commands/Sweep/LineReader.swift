import Glibc
import SiteModel

/// Reads a file line by line without holding it.
final class LineReader {
    /// The file.
    let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var place = 0
    private var isAtEnd = false
    /// Where the next line begins in the file.
    private(set) var offset: Int64 = 0

    /// Opens a file.
    ///
    /// - Throws: `FileError` that names it.
    init(_ path: String) throws(FileError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw HostFiles.failure("read the file", path) }
    }

    deinit { close(descriptor) }

    /// The next line without its line feed, and whether it had one; nil at the end.
    func next() throws(FileError) -> (bytes: ArraySlice<UInt8>, isWhole: Bool)? {
        var searched = place
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                let line = buffer[place..<end]
                offset += Int64(end + 1 - place)
                place = end + 1
                return (line, true)
            }
            searched = buffer.count
            if isAtEnd {
                guard place < buffer.count else { return nil }
                let line = buffer[place...]
                offset += Int64(line.count)
                place = buffer.count
                return (line, false)
            }
            searched -= place
            try fill()
        }
    }

    /// Reads a further piece; what was given out goes.
    private func fill() throws(FileError) {
        buffer.removeFirst(place)
        place = 0
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw HostFiles.failure("read the file", path) }
            if count == 0 { isAtEnd = true } else { buffer.append(contentsOf: piece[..<count]) }
            return
        }
    }
}

/// Writes a file piece by piece beside its place, and moves it there when it is whole.
final class PieceWriter {
    /// The file's place.
    let path: String
    private let temporary: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []

    /// Begins a file.
    ///
    /// - Throws: `FileError` that names it.
    init(_ path: String) throws(FileError) {
        self.path = path
        // Two programs may write the same bytes to the same place at once.
        temporary = "\(path).\(getpid())\(Self.ending)"
        descriptor = -1
        // The lock tells a file that is being written from one that was left behind. Who clears up holds it while the file
        // is removed, so that what was opened may be gone when the lock is had.
        for _ in 0..<100 {
            descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { throw HostFiles.failure("write the file", path) }
            let isLocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0
            // A file system without locks has to do without.
            if !isLocked, errno != EWOULDBLOCK { return }
            var (opened, named) = (stat(), stat())
            if isLocked, fstat(descriptor, &opened) == 0, stat(temporary, &named) == 0,
                opened.st_ino == named.st_ino
            {
                return
            }
            close(descriptor)
            descriptor = -1
        }
        throw HostFiles.failure("write the file", path)
    }

    private static let ending = ".sms12tmp"

    /// Removes a file that an end of its program left half written; one that is being written stays.
    ///
    /// - Parameters:
    ///   - name: The name of a file.
    ///   - folder: Where it is.
    ///   - isOurs: Whether a file of that name is written there.
    static func removeLeft(_ name: String, in folder: String, isOurs: (String) -> Bool) {
        guard name.hasSuffix(ending) else { return }
        let rest = name.dropLast(ending.count)
        guard let dot = rest.lastIndex(of: "."), Int32(rest[rest.index(after: dot)...]) != nil,
            isOurs(String(rest[..<dot]))
        else { return }
        let path = folder + "/" + name
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(temporary)
    }

    /// Adds bytes.
    func write(_ bytes: some Sequence<UInt8>) throws(FileError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= 1 << 18 { try flush() }
    }

    /// Adds a line.
    func write(line: String) throws(FileError) {
        try write(line.utf8)
        try write([0x0A])
    }

    private func flush() throws(FileError) {
        try HostFiles.writeAll(buffer, to: descriptor, path)
        buffer.removeAll(keepingCapacity: true)
    }

    /// Ends the file and moves it to its place.
    func finish() throws(FileError) {
        try flush()
        close(descriptor)
        descriptor = -1
        guard rename(temporary, path) == 0 else {
            let error = HostFiles.failure("write the file", path)
            unlink(temporary)
            throw error
        }
    }
}

extension HostFiles {
    /// Writes all bytes to an open file.
    static func writeAll(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(FileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("write the file", path) }
            rest = rest.dropFirst(count)
        }
    }
}
