import CommandLineKit
import SiteModel
import Sweeps

/// A shard: the results of a range of variants in their order, whole or not there.
///
/// A text file: a head with the digest of the plan and the range, a line for each variant, and at the end their count
/// with the SHA-256 of everything before.
final class SweepShard {
    /// The file's path.
    let path: String
    /// The digest of its plan.
    let digest: String
    /// The first and last variant.
    let range: ClosedRange<Int64>
    private let reader: LineReader

    private static let mark = "sms12-sweep-shard 1"

    /// The name of a shard's file.
    static func name(_ digest: String, _ range: ClosedRange<Int64>, _ ending: String = "shard") -> String {
        "\(digest.prefix(16))-\(range.lowerBound)-\(range.upperBound).\(ending)"
    }

    /// Opens a shard and reads its head.
    ///
    /// - Throws: `FileError`, or `CommandFailure` (bad data) where it has no head.
    init(_ path: String) throws {
        self.path = path
        reader = try LineReader(path)
        let words = try reader.next().map { String(decoding: $0.bytes, as: UTF8.self) }?
            .split(separator: " ").map(String.init)
        guard let words, words.count == 5, "\(words[0]) \(words[1])" == Self.mark, SHA256.isDigest(words[2]),
            let first = Int64(words[3]), let last = Int64(words[4]), first >= 1, last >= first
        else { throw Self.damaged(path, "it does not begin as a shard does") }
        digest = words[2]
        range = first...last
    }

    private static func damaged(_ path: String, _ why: String) -> CommandFailure {
        CommandFailure(
            ExitCode.badData,
            "the shard \(path) is damaged: \(why); remove it, and run the command that made it again")
    }

    /// The next variant's line; nil behind the last one.
    func next() throws -> (line: String, isEnd: Bool)? {
        try reader.next().map {
            (String(decoding: $0.bytes, as: UTF8.self), $0.bytes.starts(with: "end ".utf8))
        }
    }

    /// Reads a shard through and finds out whether it is whole.
    ///
    /// - Throws: `CommandFailure` (bad data) where it is not.
    static func verify(_ path: String) throws -> (digest: String, range: ClosedRange<Int64>) {
        let head = try SweepShard(path)
        let reader = try LineReader(path)
        var sum = SHA256()
        var next = head.range.lowerBound
        var isHead = true
        while let line = try reader.next() {
            guard line.isWhole else { throw damaged(path, "its last line is cut off") }
            if isHead {
                isHead = false
            } else if line.bytes.starts(with: "end ".utf8) {
                let expected = "end \(head.range.count) \(sum.finish())"
                guard String(decoding: line.bytes, as: UTF8.self) == expected else {
                    throw damaged(path, "its checksum does not fit")
                }
                guard next == head.range.upperBound + 1, try reader.next() == nil else {
                    throw damaged(path, "it does not have all of its variants")
                }
                return (head.digest, head.range)
            } else {
                guard
                    Int64(String(decoding: line.bytes.prefix { $0 != 0x09 }, as: UTF8.self)) == next,
                    next <= head.range.upperBound
                else { throw damaged(path, "variant \(next) is not where it should be") }
                next += 1
            }
            sum.update(line.bytes)
            sum.update([0x0A])
        }
        throw damaged(path, "its end is missing")
    }

    /// Writes a shard of lines that are asked for in order.
    static func write(
        _ path: String, digest: String, range: ClosedRange<Int64>, line: (Int64) throws -> [UInt8]
    ) throws {
        let writer = try PieceWriter(path)
        var sum = SHA256()
        func add(_ bytes: [UInt8]) throws {
            let whole = bytes + [0x0A]
            sum.update(whole)
            try writer.write(whole)
        }
        try add(Array("\(mark) \(digest) \(range.lowerBound) \(range.upperBound)".utf8))
        for variant in range { try add(try line(variant)) }
        let seal = sum.finish()
        try writer.write(line: "end \(range.count) \(seal)")
        try writer.finish()
    }
}
