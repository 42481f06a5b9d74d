/// The side record of a compressed package: facts that depend on the libraries of the host.
///
/// It stays outside the trace digest, since another zlib may give other bytes for the same source.
public struct PackedArchive: Equatable, Sendable {
    /// Size of the compressed file in bytes.
    public var size: Int64
    /// SHA-256 of the compressed file, 64 hexadecimal digits; empty where only sizes exist.
    public var digest: String
    /// How many entries it holds, folders counted.
    public var entryCount: Int
    /// Bytes of all files in it before compression: the bound when it is unpacked.
    public var contentBytes: Int64
    /// `zip` or `tar.zst`; empty where only sizes exist.
    public var format: String
    /// The versions of libarchive and of the libraries below it, as libarchive tells them.
    public var libraries: String

    /// Makes a record.
    public init(
        size: Int64, digest: String, entryCount: Int, contentBytes: Int64, format: String, libraries: String
    ) {
        self.size = size
        self.digest = digest
        self.entryCount = entryCount
        self.contentBytes = contentBytes
        self.format = format
        self.libraries = libraries
    }
}

/// Turns a package's source into one compressed file on a drive, and back.
///
/// Paths are those of ``FileShare``. Both calls can be repeated with the same outcome.
public protocol PackageCompressor: AnyObject {
    /// Packs the contents of a manifest to a file, in place of one that is there.
    func pack(_ manifest: SourceManifest, settings: CompressionSettings, to file: String) throws(FileError)
        -> PackedArchive
    /// Unpacks a compressed file to a folder, in place of one that is there; on failure that one stays.
    func unpack(_ file: String, record: PackedArchive, to folder: String) throws(FileError)
}

extension CompressionSettings {
    /// The size that virtual time and disk rules use for a compressed source, in bytes: declared, never measured.
    ///
    /// With compression off it is the source's size. A negative ratio counts as 0.
    public func declaredSize(ofSource bytes: Int64) -> Int64 {
        guard enabled else { return bytes }
        let percent = max(0, ratioPercent)
        let (product, overflow) = (bytes / 100).multipliedReportingOverflow(by: percent)
        let (rest, restOverflow) = (bytes % 100).multipliedReportingOverflow(by: percent)
        let (sum, sumOverflow) = product.addingReportingOverflow(rest / 100)
        return overflow || restOverflow || sumOverflow ? Int64.max : sum
    }
}

/// Compression by declared sizes only: modelled fidelity.
public final class ModelledCompressor: PackageCompressor {
    private let share: any FileShare

    /// Makes a compressor that notes sizes in a share.
    public init(share: any FileShare) { self.share = share }

    /// Notes a file of the declared size.
    public func pack(_ manifest: SourceManifest, settings: CompressionSettings, to file: String)
        throws(FileError) -> PackedArchive
    {
        let size = settings.declaredSize(ofSource: manifest.totalBytes)
        try share.putFromStore(file, StoredContent(digest: "", size: size))
        return PackedArchive(
            size: size, digest: "", entryCount: manifest.files.count, contentBytes: manifest.totalBytes,
            format: "", libraries: "")
    }

    /// Makes the folder only: which files it would hold is the manifest's matter.
    public func unpack(_ file: String, record: PackedArchive, to folder: String) throws(FileError) {
        guard try share.entry(file) != nil else {
            throw FileError(.notFound, doing: "unpack", path: file, reason: "there is no such file")
        }
        try share.removeTree(folder)
        try share.makeFolder(folder)
    }
}
