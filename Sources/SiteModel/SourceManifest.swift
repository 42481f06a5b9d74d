/// One entry of a package's source directory.
public struct SourceFile: Equatable, Sendable {
    /// Path below the root, parts separated by `/`, decoded to Unicode.
    public var path: String
    /// Size in bytes; 0 for a folder.
    public var size: Int64
    /// Whether it is a folder.
    public var isFolder: Bool
    /// SHA-256 of the content, 64 hexadecimal digits; empty for a folder or when only sizes were read.
    public var digest: String

    /// Makes an entry.
    public init(path: String, size: Int64 = 0, isFolder: Bool = false, digest: String = "") {
        self.path = path
        self.size = size
        self.isFolder = isFolder
        self.digest = digest
    }
}

/// What a package's source directory held when it was looked at: an outside fact, kept in the journal.
public struct SourceManifest: Equatable, Sendable {
    /// The entries in order of the UTF-8 bytes of their paths.
    public var files: [SourceFile]
    /// Win32 error of the access when the directory could not be read whole: 2, 3, 5 or 32; 0 = read.
    public var win32Error: Int
    /// The path the error is about, below the root; empty for the root itself.
    public var errorPath: String

    /// Makes a manifest.
    public init(files: [SourceFile], win32Error: Int = 0, errorPath: String = "") {
        self.files = files
        self.win32Error = win32Error
        self.errorPath = errorPath
    }

    /// The most that a source counts as, a pebibyte: a sparse file may claim far more, and durations are worked out
    /// from this number.
    public static let maximumBytes: Int64 = 1 << 50

    /// Bytes of all files, at most `maximumBytes`.
    public var totalBytes: Int64 {
        files.reduce(0) { min($0 + min(max($1.size, 0), Self.maximumBytes), Self.maximumBytes) }
    }
    /// How many files, folders not counted.
    public var fileCount: Int { files.reduce(0) { $0 + ($1.isFolder ? 0 : 1) } }
    /// Whether a name does not fit 8.3, so that the package needs NTFS (Q139589).
    public var needsNTFS: Bool { files.contains { !$0.path.split(separator: "/").allSatisfy(isShortName) } }
    /// The longest path below the root in characters; over 200 kills the Executive (Q182419).
    public var longestPath: Int { files.reduce(0) { max($0, $1.path.unicodeScalars.count) } }
}

/// Whether a file name fits MS-DOS's 8.3 form.
public func isShortName(_ name: some StringProtocol) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, (1...8).contains(parts[0].count), parts.count == 1 || parts[1].count <= 3
    else { return false }
    return name.unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "!", "#", "$", "%", "&", "'", "(", ")", "-", "@", "^", "_", "`",
            "{", "}", "~", ".":
            true
        default: scalar.value >= 0x80
        }
    }
}
