import Glibc
import PackageArchive
import SiteModel

/// P6: packing a directory to zip, against bsdtar at the same level of deflate, in turn.
enum PackBench {
    static func run(_ words: [String]) throws {
        guard let root = words.first else { throw BenchFailure(Entry.usage, code: 64) }
        // Levels of SMS that are levels 1 and 6 of deflate.
        let levels = words.count > 1 ? words.dropFirst().compactMap { Int($0) } : [1, 5]
        guard levels.allSatisfy({ (1...7).contains($0) }), !levels.isEmpty else {
            throw BenchFailure(Entry.usage, code: 64)
        }
        let folder = try Measure.scratch()
        defer { Measure.remove(folder) }
        for level in levels { try measure(root, level, folder) }
    }

    private static func measure(_ root: String, _ level: Int, _ folder: String) throws {
        let deflate = ArchiveFormat.zip.libraryLevel(level)
        let scanner = try SourceScanner()
        let scan = try scanner.scan(root, content: .sizesOnly)
        guard scan.isUsable else {
            let why = scan.findings.first { $0.severity == .error }?.description ?? "unusable"
            throw BenchFailure("\(root) cannot be packed: \(why)")
        }
        let ours = folder + "/ours.zip"
        let theirs = folder + "/theirs.zip"
        let packer = PackagePacker(settings: CompressionSettings(level: level))
        var packs: [Double] = []
        var digests: [Double] = []
        var peers: [Double] = []
        var walls: [Double] = []
        var peerWalls: [Double] = []
        var size: Int64 = 0
        for _ in 0..<5 {
            let pack = try Measure.time {
                try packer.pack(scan.manifest, from: .folder(root, scan), to: ours)
            }
            size = pack.result.size
            packs.append(pack.cpu)
            walls.append(pack.wall)
            // What is hashed while packing: the archive.
            digests.append(try digest(ours))
            unlink(theirs)
            let peer = try Measure.spawn([
                "bsdtar", "-c", "--format", "zip", "--options", "zip:compression-level=\(deflate)", "-f",
                theirs,
                "-C", root, ".",
            ])
            guard peer.status == 0 else { throw BenchFailure("bsdtar ended with \(peer.status)") }
            peers.append(peer.cpu)
            peerWalls.append(peer.wall)
        }
        let plain = zip(packs, digests).map { $0 - $1 }
        let peerSize = Measure.size(theirs)
        print(
            "# \(root): \(scan.manifest.totalBytes) bytes in \(scan.manifest.fileCount) files, SMS level \(level) = "
                + "deflate \(deflate)")
        print(
            "ours cpu_s=\(Measure.spread(packs)) wall_s=\(Measure.spread(walls)) bytes=\(size) "
                + "of_it_digest_cpu_s=\(Measure.spread(digests))")
        print("bsdtar cpu_s=\(Measure.spread(peers)) wall_s=\(Measure.spread(peerWalls)) bytes=\(peerSize)")
        print(
            "P6_cpu_over_bsdtar=\(Measure.spread(zip(packs, peers).map { $0 / $1 })) "
                + "without_digest=\(Measure.spread(zip(plain, peers).map { $0 / $1 })) "
                + "size_over_bsdtar=\(Measure.digits(Double(size) / Double(peerSize)))")
    }

    /// CPU seconds of SHA-256 over a file's bytes, which are read before the clock starts.
    private static func digest(_ path: String) throws -> Double {
        guard let file = fopen(path, "r") else { throw BenchFailure("cannot read \(path)") }
        defer { fclose(file) }
        var seconds = 0.0
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        var hash = SHA256()
        while true {
            let count = piece.withUnsafeMutableBytes { fread($0.baseAddress, 1, $0.count, file) }
            if count == 0 { break }
            let bytes = Array(piece[..<count])
            seconds += Measure.time { hash.update(bytes) }.cpu
        }
        _ = hash.finish()
        return seconds
    }
}
