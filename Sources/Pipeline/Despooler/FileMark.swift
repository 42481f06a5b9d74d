package import SiteModel

/// A file of a package source in sixteen bytes: what tells it from any other, and its size.
///
/// From service pack 4 on the Despooler copies changed files only (Q184512).
package struct FileMark: Equatable, Sendable {
    /// A digest of path, size and content.
    package var hash: UInt64
    /// Bytes.
    package var bytes: Int64

    /// Makes a mark.
    package init(hash: UInt64, bytes: Int64) {
        self.hash = hash
        self.bytes = bytes
    }

    /// The marks of the files of a source, in order of the digests.
    package static func marks(of manifest: SourceManifest) -> [FileMark] {
        manifest.files.filter { !$0.isFolder }.map { file in
            // FNV-1a, 64 bits.
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            for byte in file.path.utf8 { add(byte) }
            add(0)
            for byte in file.digest.utf8 { add(byte) }
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                add(UInt8(truncatingIfNeeded: UInt64(bitPattern: file.size) >> shift))
            }
            return FileMark(hash: hash, bytes: min(max(file.size, 0), SourceManifest.maximumBytes))
        }.sorted { $0.hash < $1.hash }
    }

    /// Bytes of the files that another list does not have.
    package static func bytes(of marks: [FileMark], notIn others: [FileMark]) -> Int64 {
        let known = Set(others.map(\.hash))
        return marks.reduce(0) {
            known.contains($1.hash) ? $0 : min($0 + $1.bytes, SourceManifest.maximumBytes)
        }
    }
}
