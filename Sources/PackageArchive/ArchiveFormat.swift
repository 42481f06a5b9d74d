import CArchive
import SiteModel

/// The format of the compressed package.
public enum ArchiveFormat: String, CaseIterable, Sendable {
    /// ZIP with deflate: opens in Windows Explorer, 7-Zip, unzip and Python; a CRC for each file. The default.
    case zip
    /// A tar archive with Zstandard: faster, but only the recorded SHA-256 shows damage.
    case tarZstandard = "tar.zst"

    /// The library's level for a level of SMS, 1 to 7 (Q121555); levels beyond are brought into that range.
    ///
    /// 1.2 does not say what its levels do. Ours spread evenly from the fastest to the best of the library:
    /// 1 2 4 5 6 8 9 for deflate, 1 4 7 10 13 16 19 for Zstandard.
    public func libraryLevel(_ level: Int) -> Int {
        let steps = min(7, max(1, level)) - 1
        switch self {
        case .zip: return 1 + (steps * 8 + 3) / 6
        case .tarZstandard: return 1 + steps * 3
        }
    }
}

/// How far packing or unpacking has come.
public struct ArchiveProgress: Equatable, Sendable {
    /// Entries finished.
    public let entriesDone: Int
    /// Entries in all.
    public let entriesTotal: Int
    /// Bytes of content finished.
    public let bytesDone: Int64
    /// Bytes of content in all.
    public let bytesTotal: Int64
}

/// What a progress hook answers.
public enum ArchiveReply: Sendable {
    /// Go on.
    case goOn
    /// Stop; the call fails with `cancelled` and leaves nothing.
    case stop
}

/// Is told of progress after each piece of at most one MiB and says whether to go on.
public typealias ArchiveHook = (ArchiveProgress) -> ArchiveReply

/// Versions of libarchive and of the libraries below it, such as `libarchive 3.6.2 zlib/1.2.13 …`.
public func archiveLibraryVersions() -> String {
    archive_version_details().map { String(cString: $0) } ?? "libarchive"
}

/// Runs a body while this thread has a UTF-8 LC_CTYPE, which libarchive needs for names beyond ASCII.
///
/// Only the calling thread's locale changes (`uselocale`), only that category, and only meanwhile; so several
/// threads may pack at once and a caller's own locale is left alone. Fails with `unsupported` where the host has
/// no `C.UTF-8` locale.
func withUTF8Names<Value>(_ doing: String, _ path: String, _ body: () throws(FileError) -> Value)
    throws(FileError) -> Value
{
    var locale = shim_locale()
    guard shim_begin_utf8(&locale) == 0 else {
        throw FileError(
            .unsupported, doing: doing, path: path, reason: "the host has no C.UTF-8 locale",
            advice: "install the C library's locales")
    }
    defer { shim_end_utf8(&locale) }
    return try body()
}

/// The words of libarchive for the last error of a handle.
func archiveWords(_ handle: OpaquePointer?) -> String {
    guard let handle, let text = archive_error_string(handle) else { return "libarchive gives no reason" }
    return String(cString: text)
}
