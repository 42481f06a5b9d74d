import CArchive
import Glibc
import SiteModel

/// Takes what libarchive writes: to a file, and through the digest.
private final class ArchiveSink {
    let descriptor: Int32
    let host: Host
    let path: String
    var hash = SHA256()
    var size: Int64 = 0
    /// The first failure; after it nothing is written any more.
    var failure: FileError?

    init(descriptor: Int32, host: Host, path: String) {
        self.descriptor = descriptor
        self.host = host
        self.path = path
    }

    func take(_ bytes: UnsafeRawBufferPointer) -> Int {
        if failure != nil { return -1 }
        do throws(FileError) {
            try host.write(bytes, toDescriptor: descriptor, ArchiveWriter.doing, path)
        } catch {
            failure = error
            return -1
        }
        hash.update(bytes)
        size += Int64(bytes.count)
        return bytes.count
    }
}

/// libarchive's write callback; a plain function, since a closure could be bound to an actor.
private func takeBlock(
    _ handle: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ bytes: UnsafeRawPointer?, _ count: Int
) -> Int {
    guard let context else { return -1 }
    let sink = Unmanaged<ArchiveSink>.fromOpaque(context).takeUnretainedValue()
    return sink.take(UnsafeRawBufferPointer(start: bytes, count: count))
}

/// Writes entries to an archive, the same bytes for the same entries whatever host, time, zone and locale.
///
/// In a zip no time is set at all: libarchive then writes MS-DOS's first instant, 1980-01-01 00:00, without going
/// through the local time zone, which `TZ` would change. A tar carries 1980-01-01 00:00 UTC.
struct ArchiveWriter {
    static let doing = "write the compressed package"
    private static let tarTime = 315_532_800

    let host: Host
    let format: ArchiveFormat
    let settings: CompressionSettings
    let hook: ArchiveHook?
    private let buffer = PieceBuffer()

    init(host: Host, format: ArchiveFormat, settings: CompressionSettings, hook: ArchiveHook?) {
        self.host = host
        self.format = format
        self.settings = settings
        self.hook = hook
    }

    /// The entries in the order in which they are written; fails when they could not be unpacked again.
    static func ordered(_ manifest: SourceManifest, path: String) throws(FileError) -> [(
        index: Int, file: SourceFile
    )] {
        var seen: Set<FoldedName> = []
        var total: Int64 = 0
        for file in manifest.files {
            for part in file.path.split(separator: "/", omittingEmptySubsequences: false) {
                guard let problem = FileNameRules.problem(in: part) else { continue }
                throw FileError(
                    .badName, doing: "pack", path: file.path, reason: "the name \"\(part)\" \(problem)",
                    advice: "rename it in the source")
            }
            guard seen.insert(FoldedName(file.path)).inserted else {
                throw FileError(
                    .nameCollision, doing: "pack", path: file.path,
                    reason: "another entry has the same name but for case", advice: "rename one of them")
            }
            let (sum, overflow) = total.addingReportingOverflow(file.size)
            guard file.size >= 0, !overflow else {
                throw FileError(
                    .overLimit, doing: "pack", path: file.path, reason: "the size \(file.size) is impossible")
            }
            total = sum
        }
        return manifest.files.enumerated().map { (index: $0.offset, file: $0.element) }
            .sorted { precedesByBytes($0.file.path, $1.file.path) }
    }

    /// Writes the entries to an open file; `open` opens the content of the entry at that index of the manifest.
    func write(
        _ manifest: SourceManifest, to target: borrowing HostFile, path: String,
        open: (Int) throws(FileError) -> HostFile, mismatch: (SourceFile) -> FileError
    ) throws(FileError) -> PackedArchive {
        let entries = try Self.ordered(manifest, path: path)
        // Once: it adds up all files.
        let totalBytes = manifest.totalBytes
        let sink = ArchiveSink(descriptor: target.descriptor, host: host, path: path)
        try withUTF8Names(Self.doing, path) { () throws(FileError) in
            guard let handle = archive_write_new() else { throw outOfMemory(path) }
            // Freeing may still call the sink, which outlives it here.
            defer { withExtendedLifetime(sink) { _ = archive_write_free(handle) } }
            try prepare(handle, sink)
            guard let entry = archive_entry_new() else { throw outOfMemory(path) }
            defer { archive_entry_free(entry) }
            var bytesDone: Int64 = 0
            for (done, item) in entries.enumerated() {
                try writeHeader(item.file, entry, handle, sink)
                if !item.file.isFolder {
                    let content = try open(item.index)
                    try writeData(of: content, item.file, handle, sink, mismatch) {
                        (size) throws(FileError) in
                        try report(done, entries.count, bytesDone + size, totalBytes, path)
                    }
                    bytesDone += item.file.size
                }
                try report(done + 1, entries.count, bytesDone, totalBytes, path)
            }
            try check(archive_write_close(handle), handle, sink)
        }
        return PackedArchive(
            size: sink.size, digest: sink.hash.finish(), entryCount: entries.count,
            contentBytes: totalBytes, format: format.rawValue, libraries: archiveLibraryVersions())
    }

    private func prepare(_ handle: OpaquePointer, _ sink: ArchiveSink) throws(FileError) {
        let level = format.libraryLevel(settings.level)
        switch format {
        case .zip:
            try check(archive_write_set_format_zip(handle), handle, sink)
            let options =
                settings.enabled
                ? "zip:compression=deflate,zip:compression-level=\(level)" : "zip:compression=store"
            try check(archive_write_set_options(handle, options), handle, sink)
        case .tarZstandard:
            try check(archive_write_set_format_pax_restricted(handle), handle, sink)
            if settings.enabled {
                try check(archive_write_add_filter_zstd(handle), handle, sink)
                try check(archive_write_set_options(handle, "zstd:compression-level=\(level)"), handle, sink)
            }
        }
        archive_write_set_bytes_per_block(handle, 65_536)
        // No padding of the last block.
        archive_write_set_bytes_in_last_block(handle, 1)
        let context = Unmanaged.passUnretained(sink).toOpaque()
        try check(archive_write_open2(handle, context, nil, takeBlock, nil, nil), handle, sink)
    }

    private func writeHeader(
        _ file: SourceFile, _ entry: OpaquePointer, _ handle: OpaquePointer, _ sink: ArchiveSink
    ) throws(FileError) {
        archive_entry_clear(entry)
        archive_entry_set_pathname_utf8(entry, file.path)
        archive_entry_set_filetype(entry, file.isFolder ? SHIM_AE_IFDIR : SHIM_AE_IFREG)
        archive_entry_set_perm(entry, file.isFolder ? 0o755 : 0o644)
        archive_entry_set_uid(entry, 0)
        archive_entry_set_gid(entry, 0)
        archive_entry_set_size(entry, file.isFolder ? 0 : file.size)
        if format == .tarZstandard { archive_entry_set_mtime(entry, Self.tarTime, 0) }
        try check(archive_write_header(handle, entry), handle, sink)
    }

    private func writeData(
        of content: borrowing HostFile, _ file: SourceFile, _ handle: OpaquePointer, _ sink: ArchiveSink,
        _ mismatch: (SourceFile) -> FileError, report: (Int64) throws(FileError) -> Void
    ) throws(FileError) {
        var hash = SHA256()
        var size: Int64 = 0
        while true {
            let count = try host.read(content, into: buffer.bytes, "read for packing", file.path)
            if count == 0 { break }
            size += Int64(count)
            guard size <= file.size else { throw mismatch(file) }
            let piece = buffer.prefix(count)
            if !file.digest.isEmpty { hash.update(piece) }
            guard archive_write_data(handle, piece.baseAddress, count) == count else {
                throw sink.failure ?? failure(handle, sink)
            }
            try report(size)
        }
        let digest = hash.finish()
        guard size == file.size, file.digest.isEmpty || digest == file.digest else { throw mismatch(file) }
    }

    private func report(
        _ entries: Int, _ entriesTotal: Int, _ bytes: Int64, _ bytesTotal: Int64, _ path: String
    )
        throws(FileError)
    {
        guard let hook else { return }
        let progress = ArchiveProgress(
            entriesDone: entries, entriesTotal: entriesTotal, bytesDone: bytes, bytesTotal: bytesTotal)
        guard hook(progress) == .stop else { return }
        throw FileError(.cancelled, doing: Self.doing, path: path, reason: "it was stopped")
    }

    /// Warnings count as failures: they would mean a name or a fact that got lost.
    private func check(_ result: Int32, _ handle: OpaquePointer, _ sink: ArchiveSink) throws(FileError) {
        if let failure = sink.failure { throw failure }
        guard result == ARCHIVE_OK else { throw failure(handle, sink) }
    }

    private func failure(_ handle: OpaquePointer, _ sink: ArchiveSink) -> FileError {
        FileError(
            .host, doing: Self.doing, path: sink.path, reason: "libarchive says: \(archiveWords(handle))",
            hostError: archive_errno(handle))
    }

    private func outOfMemory(_ path: String) -> FileError {
        FileError(.host, doing: Self.doing, path: path, reason: "no memory is left", hostError: ENOMEM)
    }
}
