import CArchive
import Glibc
public import SiteModel

/// Takes what libarchive writes.
private final class GzipSink {
    var bytes: [UInt8] = []
}

/// libarchive's write callback; a plain function, since a closure could be bound to an actor.
private func takeGzip(
    _ handle: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ bytes: UnsafeRawPointer?, _ count: Int
) -> Int {
    guard let context else { return -1 }
    let sink = Unmanaged<GzipSink>.fromOpaque(context).takeUnretainedValue()
    sink.bytes.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
    return count
}

/// Compresses bytes in memory.
public enum Gzip {
    private static let doing = "compress the page"

    /// One gzip member (RFC 1952) without name and time: the same bytes for the same bytes and zlib.
    ///
    /// - Throws: `FileError` with libarchive's words.
    public static func compress(_ bytes: [UInt8]) throws(FileError) -> [UInt8] {
        let sink = GzipSink()
        guard let handle = archive_write_new() else { throw failure(nil) }
        // Freeing may still call the sink, which outlives it here.
        defer { withExtendedLifetime(sink) { _ = archive_write_free(handle) } }
        try check(archive_write_set_format_raw(handle), handle)
        try check(archive_write_add_filter_gzip(handle), handle)
        try check(archive_write_set_options(handle, "gzip:!timestamp,gzip:compression-level=9"), handle)
        archive_write_set_bytes_per_block(handle, 65_536)
        archive_write_set_bytes_in_last_block(handle, 1)
        let context = Unmanaged.passUnretained(sink).toOpaque()
        try check(archive_write_open2(handle, context, nil, takeGzip, nil, nil), handle)
        guard let entry = archive_entry_new() else { throw failure(handle) }
        defer { archive_entry_free(entry) }
        archive_entry_set_filetype(entry, SHIM_AE_IFREG)
        try check(archive_write_header(handle, entry), handle)
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(1 << 20)
            let written = piece.withUnsafeBytes { archive_write_data(handle, $0.baseAddress, $0.count) }
            guard written == piece.count else { throw failure(handle) }
            rest = rest.dropFirst(piece.count)
        }
        try check(archive_write_close(handle), handle)
        return sink.bytes
    }

    private static func check(_ result: Int32, _ handle: OpaquePointer) throws(FileError) {
        guard result == ARCHIVE_OK else { throw failure(handle) }
    }

    private static func failure(_ handle: OpaquePointer?) -> FileError {
        FileError(
            .host, doing: doing, path: "", reason: "libarchive says: \(archiveWords(handle))",
            hostError: handle.map { archive_errno($0) } ?? ENOMEM)
    }
}
