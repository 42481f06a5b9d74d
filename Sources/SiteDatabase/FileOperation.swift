/// One file operation of a commit; doing it twice leaves what doing it once leaves.
public struct FileOperation: Equatable, Sendable {
    /// What is done.
    public enum Kind: String, CaseIterable, Sendable {
        /// Makes a folder, and those above it.
        case folder
        /// Writes a whole file.
        case write
        /// Makes a file as long as the digest says by appending; the digest is that of the finished file.
        case append
        /// Copies a file of the lab.
        case copy
        /// Moves a file or folder of the lab.
        case move
        /// Removes a file or a whole folder.
        case remove
    }

    /// What is done.
    public var kind: Kind
    /// The path, relative to the lab.
    public var path: String
    /// The other path of a copy or move.
    public var from: String?
    /// The content to write or append.
    public var data: [UInt8]?
    /// SHA-256 of the content when done, 64 hexadecimal digits.
    public var digest: String?

    /// Makes an operation.
    public init(
        _ kind: Kind, path: String, from: String? = nil, data: [UInt8]? = nil, digest: String? = nil
    ) {
        self.kind = kind
        self.path = path
        self.from = from
        self.data = data
        self.digest = digest
    }
}
