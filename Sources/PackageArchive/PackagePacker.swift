import Glibc
public import SiteModel

/// Packs the contents of a manifest to one file of the host.
///
/// The same manifest and contents give the same bytes, whatever the source's times, modes and order, the host's
/// zone and locale; with equal libarchive, zlib and zstd, whose versions are recorded.
public struct PackagePacker {
    /// Where the contents are.
    public enum Content {
        /// In the lab's store, by digest.
        case store(ContentStore)
        /// In a source directory, as it was scanned; a file that changed since gives `sourceChanged`.
        case folder(String, SourceScan)
    }

    private let format: ArchiveFormat
    private let settings: CompressionSettings
    private let durability: Durability
    private let host: Host
    private let hook: ArchiveHook?

    /// Makes a packer.
    ///
    /// - Parameters:
    ///   - format: zip or tar with Zstandard.
    ///   - settings: level 1 to 7, or off: contents are stored as they are.
    ///   - durability: how far the archive is brought to the disk.
    ///   - faults: the fault plan.
    ///   - hook: is told of progress.
    public init(
        format: ArchiveFormat = .zip, settings: CompressionSettings = CompressionSettings(),
        durability: Durability = .processEnd, faults: HostFaults? = nil, hook: ArchiveHook? = nil
    ) {
        self.format = format
        self.settings = settings
        self.durability = durability
        host = Host(faults: faults)
        self.hook = hook
    }

    /// Packs to a file, in place of one that is there; on failure that one stays and nothing else is left.
    public func pack(_ manifest: SourceManifest, from content: Content, to file: String) throws(FileError)
        -> PackedArchive
    {
        let doing = ArchiveWriter.doing
        let (above, name) = Host.split(file)
        let parent = try host.openUserFolder(above, doing: doing)
        let temporary = [UInt8](".".utf8) + name + [UInt8](".part".utf8)
        do throws(FileError) {
            let record: PackedArchive
            do {
                let target = try host.open(
                    temporary, in: parent.descriptor, flags: O_RDWR | O_CREAT | O_TRUNC, doing: doing,
                    path: file)
                record = try pack(manifest, from: content, to: target, path: file)
                if durability == .powerCut { try host.sync(target, doing, file) }
            }
            try host.rename(
                temporary, in: parent.descriptor, to: name, in: parent.descriptor, doing, file)
            if durability == .powerCut { try host.sync(parent, doing, file) }
            return record
        } catch {
            do { try host.remove(temporary, in: parent.descriptor, isFolder: false, doing, file) } catch {}
            throw error
        }
    }

    /// Packs to an open file.
    func pack(
        _ manifest: SourceManifest, from content: Content, to target: borrowing HostFile, path: String
    ) throws(FileError) -> PackedArchive {
        let writer = ArchiveWriter(host: host, format: format, settings: settings, hook: hook)
        switch content {
        case .store(let store):
            return try writer.write(manifest, to: target, path: path) { (index) throws(FileError) in
                try store.open(manifest.files[index].digest)
            } mismatch: {
                ContentStore.damaged($0.digest)
            }
        case .folder(let root, let scan):
            guard scan.hostPaths.count == manifest.files.count else {
                throw FileError(
                    .sourceChanged, doing: "pack", path: root,
                    reason: "the manifest is not the one of the scan")
            }
            let folder = try host.openUserFolder(root, doing: "pack")
            let descriptor = folder.descriptor
            let result = try writer.write(manifest, to: target, path: path) { (index) throws(FileError) in
                try open(
                    scan.hostPaths[index], below: descriptor, shown: "\(root)/\(manifest.files[index].path)")
            } mismatch: {
                ContentStore.changed("\(root)/\($0.path)")
            }
            _ = consume folder
            return result
        }
    }

    private func open(_ hostPath: [UInt8], below root: Int32, shown: String) throws(FileError) -> HostFile {
        let doing = "read for packing"
        let parts = hostPath.split(separator: 0x2F)
        var folder = HostFile(owning: fcntl(root, F_DUPFD_CLOEXEC, 0))
        for part in parts.dropLast() {
            folder = try host.open(
                Array(part), in: folder.descriptor, flags: O_RDONLY | O_DIRECTORY, doing: doing, path: shown)
        }
        let file = try host.open(
            Array(parts.last ?? []), in: folder.descriptor, flags: O_RDONLY, doing: doing, path: shown)
        try host.requireFile(file, doing, shown)
        return file
    }
}

/// Real compression: contents from the store, compressed files on the drives of the tree.
public final class LibArchiveCompressor: PackageCompressor {
    private let store: ContentStore
    private let share: DirectoryFileShare
    private let format: ArchiveFormat
    private let faults: HostFaults?
    private let hook: ArchiveHook?

    /// Makes a compressor.
    ///
    /// - Parameters:
    ///   - store: where the contents of manifests are.
    ///   - share: the tree with the drives.
    ///   - format: zip or tar with Zstandard.
    ///   - faults: the fault plan, the same as of store and share.
    ///   - hook: is told of progress.
    public init(
        store: ContentStore, share: DirectoryFileShare, format: ArchiveFormat = .zip,
        faults: HostFaults? = nil, hook: ArchiveHook? = nil
    ) {
        self.store = store
        self.share = share
        self.format = format
        self.faults = faults
        self.hook = hook
    }

    /// Packs to a file of the tree, in place of one that is there.
    public func pack(_ manifest: SourceManifest, settings: CompressionSettings, to file: String)
        throws(FileError) -> PackedArchive
    {
        let packer = PackagePacker(format: format, settings: settings, faults: faults, hook: hook)
        return try share.replaceFile(file, ArchiveWriter.doing) { (target) throws(FileError) in
            try packer.pack(manifest, from: .store(self.store), to: target, path: file)
        }
    }

    /// Unpacks a compressed file of the tree to a folder of it, in place of one that is there.
    public func unpack(_ file: String, record: PackedArchive, to folder: String) throws(FileError) {
        let archive = try share.openFile(file, "unpack")
        let reader = ArchiveReader(faults: faults, hook: hook)
        let descriptor = archive.descriptor
        try share.replaceFolder(folder, "unpack to") { (parent, name) throws(FileError) in
            let inside = Array("unpacking".utf8)
            try reader.extract(
                descriptor: descriptor, archive: file, temporary: inside, in: parent, to: name, in: parent,
                shown: folder, limits: ExtractLimits(record: record))
        }
        _ = consume archive
    }
}
