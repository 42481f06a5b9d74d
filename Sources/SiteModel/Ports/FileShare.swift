/// A content that the lab's store holds, or in modelled fidelity only its size.
public struct StoredContent: Equatable, Sendable {
    /// SHA-256, 64 hexadecimal digits; empty where only sizes exist.
    public let digest: String
    /// Size in bytes.
    public let size: Int64

    /// Makes a content.
    public init(digest: String, size: Int64) {
        self.digest = digest
        self.size = size
    }
}

/// What stands at a place of the tree of servers and drives.
public struct ShareEntry: Equatable, Sendable {
    /// The name as it was written first.
    public let name: String
    /// Whether it is a folder.
    public let isFolder: Bool
    /// Size in bytes; 0 for a folder.
    public let size: Int64

    /// Makes an entry.
    public init(name: String, isFolder: Bool, size: Int64) {
        self.name = name
        self.isFolder = isFolder
        self.size = size
    }
}

/// The historical tree: drives of servers and what lies on them, in memory or as real files.
///
/// A path is `SERVER\DRIVE\folder\file`, parts separated by `\`, compared without case and kept in the case in
/// which it was made. Parts obey ``FileNameRules``; a path never leads out of the root and never through a link.
/// Every change can be repeated with the same outcome, since changes that were committed are finished again when a
/// lab is opened. What is put appears whole or not at all.
public protocol FileShare: AnyObject {
    /// Whether contents can be read back; if not, only sizes are kept.
    var keepsContent: Bool { get }
    /// Makes a folder and those above it; one that is there already is fine.
    func makeFolder(_ path: String) throws(FileError)
    /// Writes a file, in place of one that is there; makes the folders above it.
    func put(_ path: String, _ bytes: [UInt8]) throws(FileError)
    /// Writes a file out of the store, in place of one that is there; makes the folders above it.
    func putFromStore(_ path: String, _ content: StoredContent) throws(FileError)
    /// Makes a file end with these bytes at that place; bytes beyond are cut off, the ones before are kept.
    ///
    /// The file must hold at least `atOffset` bytes; a missing file counts as empty.
    func append(_ path: String, atOffset: Int64, _ bytes: [UInt8]) throws(FileError)
    /// Copies a file within the tree, in place of one that is there; makes the folders above it.
    func copy(_ from: String, to: String) throws(FileError)
    /// Moves a file within the tree, in place of one that is there; makes the folders above it.
    ///
    /// When there is nothing at `from` but something at `to`, the move counts as done already.
    func move(_ from: String, to: String) throws(FileError)
    /// Removes a file; says whether there was one.
    @discardableResult func remove(_ path: String) throws(FileError) -> Bool
    /// Removes a folder with everything in it, or a file; says whether there was one.
    @discardableResult func removeTree(_ path: String) throws(FileError) -> Bool
    /// A file's bytes; fails with `contentNotKept` where only sizes are kept.
    func read(_ path: String) throws(FileError) -> [UInt8]
    /// What stands at a path, or nil.
    func entry(_ path: String) throws(FileError) -> ShareEntry?
    /// What a folder holds, in order of the UTF-8 bytes of the names; an empty path is the root.
    func list(_ path: String) throws(FileError) -> [ShareEntry]
}

/// Takes the paths of a share apart.
public enum SharePath {
    /// How many parts a path may have.
    public static let longestDepth = 64

    /// The parts of a path, each a name that can stand on a drive; an empty path has none.
    public static func parts(_ path: String, doing: String) throws(FileError) -> [Substring] {
        if path.isEmpty { return [] }
        let parts = path.split(separator: "\\", omittingEmptySubsequences: false)
        guard parts.count <= longestDepth else {
            throw FileError(
                .badName, doing: doing, path: path, reason: "the path has more than \(longestDepth) parts")
        }
        for part in parts {
            guard let problem = FileNameRules.problem(in: part) else { continue }
            throw FileError(.badName, doing: doing, path: path, reason: "the part \"\(part)\" \(problem)")
        }
        return parts
    }

    /// The parts of a path that has at least one.
    public static func fileParts(_ path: String, doing: String) throws(FileError) -> [Substring] {
        let result = try parts(path, doing: doing)
        guard !result.isEmpty else {
            throw FileError(.badName, doing: doing, path: path, reason: "the path is empty")
        }
        return result
    }
}
