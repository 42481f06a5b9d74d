import CommandLineKit
import Glibc
import SiteModel
import Sweeps
import VirtualTime

/// The variants of a range that were run so far: one line each, in the order in which they ended.
///
/// Each line carries a checksum, so that what an end of the process cut off is seen and run again. A lock keeps two
/// programs from working on one range.
final class SweepPart {
    /// The file.
    let path: String
    /// The first and last variant of the range.
    let range: ClosedRange<Int64>
    private let descriptor: Int32
    /// Where the line of each variant begins, from the first of the range; -1: it was not run yet.
    private var offsets: [Int64]
    private var lengths: [Int32]
    private var end: Int64 = 0
    /// How many variants of the range were run.
    private(set) var done: Int64 = 0

    /// Opens the work on a range, or begins it.
    ///
    /// - Throws: `FileError`, or `CommandFailure` where another program works on it.
    init(_ path: String, digest: String, range: ClosedRange<Int64>) throws {
        self.path = path
        self.range = range
        offsets = [Int64](repeating: -1, count: range.count)
        lengths = [Int32](repeating: 0, count: range.count)
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw HostFiles.failure("write the file", path) }
        // A file system without locks has to do without.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
            close(descriptor)
            throw CommandFailure(
                ExitCode.labInUse,
                "another program is working on variants \(range.lowerBound)..\(range.upperBound) (\(path)); wait for it"
            )
        }
        try takeBack("sms12-sweep-part 1 \(digest) \(range.lowerBound) \(range.upperBound)")
    }

    deinit {
        // By word and not only by closing: a program that another thread starts in this moment has the file open as well.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Reads what was done before; from the first line that is no whole one on, the file is cut off.
    private func takeBack(_ head: String) throws {
        let reader = try LineReader(path)
        guard let first = try reader.next(), first.isWhole, Array(head.utf8) == Array(first.bytes) else {
            guard ftruncate(descriptor, 0) == 0 else { throw HostFiles.failure("write the file", path) }
            try HostFiles.writeAll(Array((head + "\n").utf8), to: descriptor, path)
            end = Int64(head.utf8.count + 1)
            return
        }
        end = reader.offset
        while let line = try reader.next(), line.isWhole, let body = Self.checked(line.bytes),
            let number = Self.number(body), range.contains(number)
        {
            note(number, at: end, length: body.count)
            end = reader.offset
        }
        guard ftruncate(descriptor, Int(end)) == 0, lseek(descriptor, Int(end), SEEK_SET) == Int(end) else {
            throw HostFiles.failure("write the file", path)
        }
    }

    private func note(_ number: Int64, at offset: Int64, length: Int) {
        let place = Int(number - range.lowerBound)
        if offsets[place] < 0 { done += 1 }
        offsets[place] = offset
        lengths[place] = Int32(truncatingIfNeeded: length)
    }

    /// Whether a variant was run.
    func isDone(_ variant: Int64) -> Bool { offsets[Int(variant - range.lowerBound)] >= 0 }

    /// Keeps the line of a variant.
    func append(_ variant: Int64, _ line: String) throws {
        let body = Array(line.utf8)
        try HostFiles.writeAll(body + Array("\t#\(Self.checksum(body[...]))\n".utf8), to: descriptor, path)
        note(variant, at: end, length: body.count)
        end += Int64(body.count + 19)
    }

    /// The line of a variant.
    func line(_ variant: Int64) throws -> [UInt8] {
        let place = Int(variant - range.lowerBound)
        var bytes = [UInt8](repeating: 0, count: Int(lengths[place]))
        let read = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, $0.count, Int(offsets[place]))
        }
        guard read == bytes.count else { throw HostFiles.failure("read the file", path) }
        return bytes
    }

    /// Removes the file: its content is elsewhere now.
    func remove() { unlink(path) }

    /// Sixteen digits over the bytes of a line.
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> String {
        var digest = RollingDigest()
        for byte in bytes { digest.add(UInt64(byte)) }
        return String(digest.text.prefix(16))
    }

    /// A line without its checksum; nil where that does not fit.
    private static func checked(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard line.count > 18 else { return nil }
        let body = line.dropLast(18)
        return Array(line.suffix(18)) == Array("\t#\(checksum(body))".utf8) ? body : nil
    }

    private static func number(_ body: ArraySlice<UInt8>) -> Int64? {
        Int64(String(decoding: body.prefix { $0 != 0x09 }, as: UTF8.self))
    }
}
