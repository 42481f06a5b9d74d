import Glibc

/// Who holds a lab.
public struct LabHolder: Equatable, Sendable, CustomStringConvertible {
    /// The process; 0 when it did not say.
    public let processID: Int
    /// Its command line; empty when it did not say.
    public let command: String

    /// Makes a holder.
    public init(processID: Int, command: String) {
        self.processID = processID
        self.command = command
    }

    /// `process 4711 (sms12 run)`.
    public var description: String {
        if processID == 0 { return "another process" }
        return command.isEmpty ? "process \(processID)" : "process \(processID) (\(command))"
    }
}

/// Why a lab could not be locked.
public enum LabLockError: Error, Equatable, CustomStringConvertible {
    /// Another process has it, still after waiting that many seconds.
    case labInUse(lab: String, holder: LabHolder, waitedSeconds: Int)
    /// This user may not change the lab, or it lies on a read-only disk: the path, and the system's reason.
    case notPermitted(path: String, reason: String)
    /// The lock file cannot be used: the path, and the system's reason.
    case cannotLock(path: String, reason: String)

    /// What is wrong and what to do next.
    public var description: String {
        switch self {
        case .labInUse(let lab, let holder, let waited):
            "lab \(lab) is in use by \(holder)" + (waited > 0 ? ", still after \(waited) s" : "")
                + "; try again when it is done"
        case .notPermitted(let path, let reason):
            "cannot change the lab: \(path): \(reason); give yourself the right to write there, or work on a copy"
        case .cannotLock(let path, let reason):
            "cannot lock \(path): \(reason)"
        }
    }
}

/// The right to change a lab, held from `acquire` to `release`.
///
/// It is an advisory lock of the operating system on `lab.lock`, so it ends with its process, however that ends.
/// The file says who holds it, and is empty when nobody does.
public final class LabLock {
    private var descriptor: Int32
    private let path: String

    private init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { release() }

    /// Takes the lock.
    ///
    /// - Parameters:
    ///   - lab: The lab's directory.
    ///   - waitSeconds: How long to wait while another process has it; 0: not at all.
    ///   - command: The command line to show to others.
    /// - Returns: The lock; it is released when the value goes.
    /// - Throws: `LabLockError.labInUse` with the holder, `.notPermitted` or `.cannotLock`.
    public static func acquire(
        lab: String, waitSeconds: Int, command: String
    ) throws(LabLockError) -> LabLock {
        let path = lab + "/lab.lock"
        let deadline = now() + Int64(max(0, waitSeconds)) * 1_000
        var descriptor = try take(path, of: lab, waitSeconds, until: deadline)
        // Whoever was waited for may have put another lab into this one's place: that one's lock is meant.
        while !isStill(descriptor, at: path) {
            unlock(descriptor)
            descriptor = try take(path, of: lab, waitSeconds, until: deadline)
        }
        let line = "\(getpid()) \(oneLine(command))\n"
        // Who holds it is a courtesy to others: a full disk here must not stop the command.
        if ftruncate(descriptor, 0) == 0 {
            _ = line.utf8CString.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count - 1, 0) }
        }
        return LabLock(descriptor: descriptor, path: path)
    }

    /// Opens the lock file and locks it, waiting up to a moment.
    private static func take(
        _ path: String, of lab: String, _ waitSeconds: Int, until deadline: Int64
    ) throws(LabLockError) -> Int32 {
        // Closed in programs started from here, or they would keep the lock after us.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            let code = errno
            let reason = String(cString: strerror(code))
            if code == EACCES || code == EPERM || code == EROFS {
                throw .notPermitted(path: path, reason: reason)
            }
            throw .cannotLock(path: path, reason: reason)
        }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let reason = errno
            if reason == EINTR { continue }
            guard reason == EWOULDBLOCK else {
                close(descriptor)
                throw .cannotLock(path: path, reason: String(cString: strerror(reason)))
            }
            guard now() < deadline else {
                let holder = holder(descriptor)
                close(descriptor)
                throw .labInUse(lab: lab, holder: holder, waitedSeconds: max(0, waitSeconds))
            }
            usleep(20_000)
        }
        return descriptor
    }

    /// Whether an open file is still the one that stands at a path.
    private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
        var (held, there) = (stat(), stat())
        return fstat(descriptor, &held) == 0 && stat(path, &there) == 0 && held.st_dev == there.st_dev
            && held.st_ino == there.st_ino
    }

    /// Keeps writers out while a lab is read that this user may not change.
    ///
    /// - Parameter lab: The lab's directory.
    /// - Returns: The lock; nil when there is no lock file, since nobody ever changed the lab then, or it cannot be
    ///   read.
    /// - Throws: `LabLockError.labInUse` with the holder.
    public static func share(lab: String) throws(LabLockError) -> LabLock? {
        let path = lab + "/lab.lock"
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        if flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK {
            let holder = holder(descriptor)
            close(descriptor)
            throw .labInUse(lab: lab, holder: holder, waitedSeconds: 0)
        }
        return LabLock(descriptor: descriptor, path: path)
    }

    /// Gives the lock back and empties the file; doing it again does nothing.
    public func release() {
        guard descriptor >= 0 else { return }
        _ = ftruncate(descriptor, 0)
        Self.unlock(descriptor)
        descriptor = -1
    }

    /// Gives the lock back by word and not only by closing: a program that another thread starts in this moment has the
    /// file open as well, until it is another program.
    private static func unlock(_ descriptor: Int32) {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Milliseconds of a clock that only runs forward; waiting is all it is used for.
    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Control characters of a command line would end up on another user's terminal.
    private static func oneLine(_ command: String) -> String {
        var text = ""
        for scalar in command.unicodeScalars.prefix(500) {
            text.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
        }
        return text
    }

    /// What the lock file says.
    private static func holder(_ descriptor: Int32) -> LabHolder {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        let line = text.prefix { $0 != "\n" }
        let parts = line.split(separator: " ", maxSplits: 1)
        guard let first = parts.first, let processID = Int(first) else {
            return LabHolder(processID: 0, command: "")
        }
        return LabHolder(processID: processID, command: parts.count > 1 ? oneLine(String(parts[1])) : "")
    }
}
