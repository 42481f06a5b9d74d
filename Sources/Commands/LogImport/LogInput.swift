import CommandLineKit
import Glibc
import LegacyFormats
import SiteModel

/// A log that the user named: a file that is read piece by piece, or bytes at hand.
final class LogInput {
    /// As the user wrote it.
    let name: String
    private let descriptor: Int32
    private let bytes: [UInt8]
    /// How many bytes are read at a time.
    private static let piece = 1 << 18

    /// A log at hand: standard input, or a file in UTF-16.
    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        descriptor = -1
    }

    private init(name: String, descriptor: Int32) {
        self.name = name
        self.descriptor = descriptor
        bytes = []
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Up to a quarter of a megabyte from an offset on; empty at the end.
    ///
    /// - Throws: `CommandFailure` (74) that names the file.
    func read(at offset: Int, upTo end: Int = .max) throws -> [UInt8] {
        let wanted = min(Self.piece, end - offset)
        guard wanted > 0 else { return [] }
        guard descriptor >= 0 else {
            return offset >= bytes.count ? [] : Array(bytes[offset..<min(bytes.count, offset + wanted)])
        }
        while true {
            var count = 0
            let found = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
                count = pread(descriptor, buffer.baseAddress, wanted, off_t(offset))
                initialized = max(0, count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw CommandFailure(
                    ExitCode.inputOutput, "cannot read the file \(name): \(String(cString: strerror(errno)))")
            }
            return found
        }
    }

    // MARK: What the user named

    /// Opens every log that the words name: files, folders of logs, `-` for standard input.
    ///
    /// Nothing is read before all are found, so that a missing one among several leaves nothing half printed.
    /// - Throws: `CommandFailure`: 66 for what is not there, 65 for what is no log, 64 for `-` twice.
    static func open(_ words: [String], _ run: CommandRun) throws -> [LogInput] {
        var paths: [(name: String, path: String)] = []
        var missing: [String] = []
        for word in words {
            guard word != "-" else {
                if paths.contains(where: { $0.name == "-" }) {
                    throw run.usage("'-' is given twice; standard input can be read once only")
                }
                paths.append(("-", ""))
                continue
            }
            let path = run.hostPath(word)
            if HostFiles.isFolder(path) {
                let names = HostFiles.names(in: path).filter(isLogName)
                guard !names.isEmpty else {
                    throw CommandFailure(
                        ExitCode.noInput,
                        "the folder \(word) holds no log (*.LOG, *.LO_ or SMSLOG.TXT); name files")
                }
                let base = word.hasSuffix("/") ? String(word.dropLast()) : word
                paths += names.map { ("\(base)/\($0)", "\(path)/\($0)") }
            } else if HostFiles.exists(path) {
                paths.append((word, path))
            } else {
                missing.append(word)
            }
        }
        guard missing.isEmpty else {
            throw CommandFailure(
                ExitCode.noInput,
                "no such file: \(missing.joined(separator: ", ")); nothing was read")
        }
        return try once(paths, run).map { try $0.path.isEmpty ? standardInput() : file($0.name, $0.path) }
    }

    /// A file that was named twice is read once.
    private static func once(
        _ paths: [(name: String, path: String)], _ run: CommandRun
    ) -> [(name: String, path: String)] {
        var seen: [String: String] = [:]
        var kept: [(name: String, path: String)] = []
        for (name, path) in paths {
            var status = stat()
            let id = path.isEmpty || stat(path, &status) != 0 ? path : "\(status.st_dev):\(status.st_ino)"
            if let first = seen[id] {
                run.remark("\(name) is the same file as \(first) and is read once")
                continue
            }
            seen[id] = name
            kept.append((name, path))
        }
        return kept
    }

    private static func isLogName(_ name: String) -> Bool {
        let upper = name.uppercased()
        return upper.hasSuffix(".LOG") || upper.hasSuffix(".LO_") || upper == "SMSLOG.TXT"
    }

    private static func file(_ name: String, _ path: String) throws -> LogInput {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let code = errno == EACCES ? ExitCode.notPermitted : ExitCode.noInput
            throw CommandFailure(code, "cannot read the file \(name): \(String(cString: strerror(errno)))")
        }
        var status = stat()
        // A pipe cannot be read from a place: it is taken whole.
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            defer { close(descriptor) }
            return try checked(LogInput(name: name, bytes: try whole(descriptor, name)))
        }
        return try checked(LogInput(name: name, descriptor: descriptor))
    }

    private static func standardInput() throws -> LogInput {
        try checked(LogInput(name: "-", bytes: try whole(STDIN_FILENO, "standard input")))
    }

    private static func whole(_ descriptor: Int32, _ name: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw CommandFailure(
                    ExitCode.inputOutput, "cannot read \(name): \(String(cString: strerror(errno)))")
            }
            if count == 0 { return bytes }
            bytes.append(contentsOf: piece[..<count])
        }
    }

    /// Refuses what is no text, and decodes what editors saved as UTF-16.
    private static func checked(_ input: LogInput) throws -> LogInput {
        let head = try input.read(at: 0, upTo: 4_096)
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
            var bytes: [UInt8] = []
            while true {
                let piece = try input.read(at: bytes.count)
                if piece.isEmpty { break }
                bytes += piece
            }
            return LogInput(name: input.name, bytes: Array(decodeText(bytes, file: input.name).text.utf8))
        }
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        let odd = head.filter { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D, 0x1A, 0].contains($0) }.count
        let zeros = head.filter { $0 == 0 }.count
        // What a crash leaves behind a log are zeros to its end, not zeros among other bytes.
        let isTorn = zeros > 0 && head.drop { $0 != 0 }.allSatisfy { $0 == 0 } && zeros < head.count
        if odd * 20 > head.count || zeros * 10 > head.count && !isTorn {
            throw CommandFailure(
                ExitCode.badData,
                "\(input.name) is no text: it is no log of SMS; name the files of LOGS, or text copied out of them"
            )
        }
        if text.starts(with: "<![LOG[".utf8) {
            throw CommandFailure(
                ExitCode.badData,
                "\(input.name) is a log of Configuration Manager (<![LOG[...]LOG]!>), not of SMS 1.x; it cannot be read here"
            )
        }
        return input
    }
}
