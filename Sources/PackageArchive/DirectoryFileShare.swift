import Glibc
public import SiteModel

/// The historical tree as real files: `servers/<SERVER>/<DRIVE>/…` in real fidelity.
///
/// Names compare without case, as ``FoldedName`` folds them. Parts of a path are looked up one by one in folders
/// held open, so that a link in the tree is never followed (`refusedKind`). Files are written beside the tree, in
/// `.sms12tmp`, and renamed into it. Things that a user put there and that no drive could hold (links, names that
/// are not UTF-8) are left out of lists. One process writes at a time (the lab's lock sees to it).
public final class DirectoryFileShare: FileShare {
    /// The name of the folder for unfinished files, at the root; not part of the tree.
    static let temporaryName = ".sms12tmp"

    /// The folder, as it was named.
    public let root: String
    let host: Host
    private let store: ContentStore?
    private let durability: Durability
    private let rootFolder: HostFile
    private let temporary: HostFile
    private let buffer = PieceBuffer()
    private var listings: [String: Listing] = [:]

    /// Names of a folder by their folded form, as of a state of the folder.
    private struct Listing {
        var stamp: HostStatus
        var names: [FoldedName: [UInt8]]
    }

    /// A place in the tree whose folder is open.
    private struct Place: ~Copyable {
        let folder: HostFile
        /// The folder's path of actual names, the key of its listing.
        let folderKey: String
        /// The name as it stands, or as it shall stand.
        let name: [UInt8]
        /// What is there.
        let found: HostStatus?
    }

    /// Opens a tree, making its folder where there is none, and removes what an earlier end left unfinished; to be
    /// read only, it changes nothing.
    public init(
        root: String, store: ContentStore? = nil, durability: Durability = .processEnd,
        readOnly: Bool = false, faults: HostFaults? = nil
    ) throws(FileError) {
        let doing = "open the servers' folder"
        let host = Host(faults: faults)
        let rootFolder =
            try readOnly ? host.openUserFolder(root, doing: doing) : host.makeUserFolder(root, doing: doing)
        if readOnly {
            // Nothing is ever unfinished there.
            temporary = try host.openUserFolder(root, doing: doing)
        } else {
            let name = Array(Self.temporaryName.utf8)
            try host.removeTree(name, in: rootFolder.descriptor, doing, root)
            try host.makeFolder(name, in: rootFolder.descriptor, doing, root)
            temporary = try host.open(
                name, in: rootFolder.descriptor, flags: O_RDONLY | O_DIRECTORY, doing: doing, path: root)
        }
        self.root = root
        self.host = host
        self.store = store
        self.durability = durability
        self.rootFolder = rootFolder
    }

    /// True: contents can be read back.
    public var keepsContent: Bool { true }

    /// Makes a folder and those above it.
    public func makeFolder(_ path: String) throws(FileError) {
        let doing = "make the folder"
        _ = try folder(parts(path, doing)[...], path, doing, makes: true)
    }

    /// Writes a file.
    public func put(_ path: String, _ bytes: [UInt8]) throws(FileError) {
        let doing = "write the file"
        try replaceFile(path, doing) { (target) throws(FileError) in
            try self.write(bytes, to: target.descriptor, doing, path)
        }
    }

    /// Writes a file out of the store, checking its digest on the way.
    public func putFromStore(_ path: String, _ content: StoredContent) throws(FileError) {
        let doing = "write the file"
        guard let store else {
            throw FileError(.unsupported, doing: doing, path: path, reason: "this tree has no store")
        }
        let source = try store.open(content.digest)
        let descriptor = source.descriptor
        try replaceFile(path, doing) { (target) throws(FileError) in
            let copied = try self.copy(descriptor, to: target.descriptor, doing, path)
            guard copied == content else { throw ContentStore.damaged(content.digest) }
        }
        _ = consume source
    }

    /// Makes a file end with these bytes at that place.
    public func append(_ path: String, atOffset: Int64, _ bytes: [UInt8]) throws(FileError) {
        let doing = "append to the file"
        // A gap must not leave an empty file or folders behind.
        let before = try entry(path)
        guard before?.isFolder != true else { throw isAFolder(doing, path) }
        let size = before?.size ?? 0
        guard atOffset >= 0, size >= atOffset else {
            throw FileError(
                .host, doing: doing, path: path, reason: "it has \(size) bytes, not the \(atOffset) expected")
        }
        let place = try filePlace(path, doing, makes: true)
        let file = try host.open(
            place.name, in: place.folder.descriptor, flags: O_WRONLY | O_CREAT, doing: doing, path: path)
        if place.found == nil { try noteNew(place, path) }
        try host.seek(file, to: atOffset, doing, path)
        try write(bytes, to: file.descriptor, doing, path)
        try host.truncate(file, to: atOffset + Int64(bytes.count), doing, path)
        if durability == .powerCut { try host.sync(file, doing, path) }
    }

    /// Copies a file.
    public func copy(_ from: String, to: String) throws(FileError) {
        let doing = "copy the file"
        let source = try openFile(from, doing)
        let descriptor = source.descriptor
        try replaceFile(to, doing) { (target) throws(FileError) in
            _ = try self.copy(descriptor, to: target.descriptor, doing, to)
        }
        _ = consume source
    }

    /// Moves a file.
    public func move(_ from: String, to: String) throws(FileError) {
        let doing = "move the file"
        if try entry(from) == nil, let there = try entry(to), !there.isFolder { return }
        let source = try existingFile(from, doing)
        let target = try filePlace(to, doing, makes: true)
        if target.folderKey == source.folderKey, target.name == source.name { return }
        try host.rename(
            source.name, in: source.folder.descriptor, to: target.name, in: target.folder.descriptor, doing,
            to)
        try noteGone(source, from)
        try noteNew(target, to)
    }

    /// Removes a file.
    @discardableResult public func remove(_ path: String) throws(FileError) -> Bool {
        let doing = "remove the file"
        guard let place = try lookUp(path, doing), let found = place.found else { return false }
        guard found.kind != .folder else { throw isAFolder(doing, path) }
        let was = try host.remove(place.name, in: place.folder.descriptor, isFolder: false, doing, path)
        try noteGone(place, path)
        return was
    }

    /// Removes a folder with everything in it, or a file; it vanishes from the tree at once.
    @discardableResult public func removeTree(_ path: String) throws(FileError) -> Bool {
        let doing = "remove the folder"
        guard let place = try lookUp(path, doing), place.found != nil else { return false }
        let trash = Array("removed".utf8)
        try host.removeTree(trash, in: temporary.descriptor, doing, path)
        try host.rename(
            place.name, in: place.folder.descriptor, to: trash, in: temporary.descriptor, doing, path)
        listings.removeAll()
        // It is out of the tree; what a failure here leaves goes at the next removal or opening.
        do { try host.removeTree(trash, in: temporary.descriptor, doing, path) } catch {}
        return true
    }

    /// A file's bytes, at most one GiB.
    public func read(_ path: String) throws(FileError) -> [UInt8] {
        let doing = "read the file"
        let file = try openFile(path, doing)
        var result: [UInt8] = []
        while true {
            let count = try host.read(file, into: buffer.bytes, doing, path)
            if count == 0 { return result }
            result.append(contentsOf: buffer.prefix(count))
            guard result.count <= 1 << 30 else {
                throw FileError(.overLimit, doing: doing, path: path, reason: "it has more than one GiB")
            }
        }
    }

    /// A file's digest and size, read through piece by piece.
    public func content(_ path: String) throws(FileError) -> StoredContent {
        let doing = "read the file"
        let file = try openFile(path, doing)
        var hash = SHA256()
        var size: Int64 = 0
        while true {
            let count = try host.read(file, into: buffer.bytes, doing, path)
            if count == 0 { return StoredContent(digest: hash.finish(), size: size) }
            hash.update(buffer.prefix(count))
            size += Int64(count)
        }
    }

    /// What stands at a path, or nil.
    public func entry(_ path: String) throws(FileError) -> ShareEntry? {
        if path.isEmpty { return ShareEntry(name: "", isFolder: true, size: 0) }
        guard let place = try lookUp(path, "look at"), let found = place.found else { return nil }
        return Self.entry(place.name, found)
    }

    /// What a folder holds.
    public func list(_ path: String) throws(FileError) -> [ShareEntry] {
        let doing = "list the folder"
        let opened = try folder(parts(path, doing)[...], path, doing, makes: false)
        var result: [ShareEntry] = []
        for name in try host.names(in: opened.file, doing, path) {
            if path.isEmpty, name == Array(Self.temporaryName.utf8) { continue }
            guard let found = try host.status(name, in: opened.file.descriptor, doing, path),
                let entry = Self.entry(name, found)
            else { continue }
            result.append(entry)
        }
        return result.sorted { precedesByBytes($0.name, $1.name) }
    }
}

extension DirectoryFileShare {
    /// A folder of the tree, open.
    private struct OpenFolder: ~Copyable {
        let file: HostFile
        let key: String
    }

    private static func entry(_ name: [UInt8], _ found: HostStatus) -> ShareEntry? {
        guard found.kind == .file || found.kind == .folder, let text = String(validating: name, as: UTF8.self)
        else { return nil }
        return ShareEntry(
            name: text, isFolder: found.kind == .folder, size: found.kind == .folder ? 0 : found.size)
    }

    private func isAFolder(_ doing: String, _ path: String) -> FileError {
        FileError(.isAFolder, doing: doing, path: path, reason: "it is a folder")
    }

    private func parts(_ path: String, _ doing: String) throws(FileError) -> [Substring] {
        let result = try SharePath.parts(path, doing: doing)
        if let first = result.first, FoldedName(first) == FoldedName(Self.temporaryName) {
            throw FileError(
                .badName, doing: doing, path: path, reason: "\(Self.temporaryName) holds unfinished files")
        }
        return result
    }

    /// Opens a folder, making the missing ones when asked to.
    private func folder(_ parts: ArraySlice<Substring>, _ path: String, _ doing: String, makes: Bool)
        throws(FileError) -> OpenFolder
    {
        var current = HostFile(owning: fcntl(rootFolder.descriptor, F_DUPFD_CLOEXEC, 0))
        var key = ""
        for part in parts {
            let (name, found) = try find(part, in: current, key: key, doing, path)
            if found == nil {
                guard makes else {
                    throw FileError(.notFound, doing: doing, path: path, reason: "there is no such folder")
                }
                try host.makeFolder(name, in: current.descriptor, doing, path)
                try note(name, isThere: true, in: current, key: key, path)
            } else if found?.kind != .folder, found?.kind != .link {
                throw FileError(
                    .notAFolder, doing: doing, path: path, reason: "\"\(part)\" is a file, not a folder")
            }
            current = try host.open(
                name, in: current.descriptor, flags: O_RDONLY | O_DIRECTORY, doing: doing, path: path)
            key += "/" + String(decoding: name, as: UTF8.self)
        }
        return OpenFolder(file: current, key: key)
    }

    /// The place of a path whose folder exists, or nil when that does not.
    private func lookUp(_ path: String, _ doing: String) throws(FileError) -> Place? {
        let all = try parts(path, doing)
        guard let last = all.last else {
            throw FileError(.badName, doing: doing, path: path, reason: "the path is empty")
        }
        let opened: OpenFolder
        do throws(FileError) {
            opened = try folder(all.dropLast(), path, doing, makes: false)
        } catch {
            // A file on the way means that there is nothing below it.
            if error.kind == .notFound || error.kind == .notAFolder { return nil }
            throw error
        }
        let (name, found) = try find(last, in: opened.file, key: opened.key, doing, path)
        let key = opened.key
        return Place(folder: opened.file, folderKey: key, name: name, found: found)
    }

    /// The place of a file to be written; fails when a folder or a link is there.
    private func filePlace(_ path: String, _ doing: String, makes: Bool) throws(FileError) -> Place {
        let all = try parts(path, doing)
        guard let last = all.last else {
            throw FileError(.badName, doing: doing, path: path, reason: "the path is empty")
        }
        let opened = try folder(all.dropLast(), path, doing, makes: makes)
        let (name, found) = try find(last, in: opened.file, key: opened.key, doing, path)
        switch found?.kind {
        case nil, .file?: break
        case .folder?: throw isAFolder(doing, path)
        case .link?, .other?:
            throw FileError(
                .refusedKind, doing: doing, path: path, reason: "a link or device of the host is there")
        }
        let key = opened.key
        return Place(folder: opened.file, folderKey: key, name: name, found: found)
    }

    private func existingFile(_ path: String, _ doing: String) throws(FileError) -> Place {
        guard let place = try lookUp(path, doing), let found = place.found else {
            throw FileError(.notFound, doing: doing, path: path, reason: "there is no such file")
        }
        switch found.kind {
        case .file: return place
        case .folder: throw isAFolder(doing, path)
        case .link, .other:
            throw FileError(
                .refusedKind, doing: doing, path: path, reason: "a link or device of the host is there")
        }
    }

    /// Opens a file of the tree for reading.
    func openFile(_ path: String, _ doing: String) throws(FileError) -> HostFile {
        let place = try existingFile(path, doing)
        return try host.open(
            place.name, in: place.folder.descriptor, flags: O_RDONLY, doing: doing, path: path)
    }

    /// The actual name of a part, and what is there: the exact name first, else one that differs in case.
    private func find(
        _ part: Substring, in folder: borrowing HostFile, key: String, _ doing: String, _ path: String
    ) throws(FileError) -> (name: [UInt8], found: HostStatus?) {
        let exact = Array(part.utf8)
        if let found = try host.status(exact, in: folder.descriptor, doing, path) { return (exact, found) }
        let stamp = try host.status(of: folder, doing, path)
        var listing = listings[key]
        if listing?.stamp != stamp {
            let fresh = try readListing(of: folder, stamp, doing, path)
            // Enough for the folders one operation touches; a bound, so that a huge tree does not fill the memory.
            if listings.count >= 256 { listings.removeAll() }
            listings[key] = fresh
            listing = fresh
        }
        guard let name = listing?.names[FoldedName(part)],
            let found = try host.status(name, in: folder.descriptor, doing, path)
        else { return (exact, nil) }
        return (name, found)
    }

    private func readListing(
        of folder: borrowing HostFile, _ stamp: HostStatus, _ doing: String, _ path: String
    ) throws(FileError) -> Listing {
        var names: [FoldedName: [UInt8]] = [:]
        for name in try host.names(in: folder, doing, path).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            guard let text = String(validating: name, as: UTF8.self) else { continue }
            let folded = FoldedName(text)
            if names[folded] == nil { names[folded] = name }
        }
        return Listing(stamp: stamp, names: names)
    }

    /// Brings a listing up to date after a change of our own, instead of reading the folder again.
    private func note(
        _ name: [UInt8], isThere: Bool, in folder: borrowing HostFile, key: String, _ path: String
    ) throws(FileError) {
        guard var listing = listings.removeValue(forKey: key) else { return }
        let folded = FoldedName(String(decoding: name, as: UTF8.self))
        if isThere { listing.names[folded] = name } else { listing.names[folded] = nil }
        listing.stamp = try host.status(of: folder, "look at", path)
        listings[key] = listing
    }

    private func noteNew(_ place: borrowing Place, _ path: String) throws(FileError) {
        try note(place.name, isThere: true, in: place.folder, key: place.folderKey, path)
    }

    private func noteGone(_ place: borrowing Place, _ path: String) throws(FileError) {
        try note(place.name, isThere: false, in: place.folder, key: place.folderKey, path)
    }

    /// Writes a file aside and moves it into the tree.
    func replaceFile<Value>(
        _ path: String, _ doing: String, _ body: (borrowing HostFile) throws(FileError) -> Value
    ) throws(FileError) -> Value {
        let place = try filePlace(path, doing, makes: true)
        let unfinished = Array("file".utf8)
        do throws(FileError) {
            let result: Value
            do {
                let target = try host.open(
                    unfinished, in: temporary.descriptor, flags: O_RDWR | O_CREAT | O_TRUNC, doing: doing,
                    path: path)
                result = try body(target)
                if durability == .powerCut { try host.sync(target, doing, path) }
            }
            try host.rename(
                unfinished, in: temporary.descriptor, to: place.name, in: place.folder.descriptor, doing, path
            )
            if durability == .powerCut { try host.sync(place.folder, doing, path) }
            try noteNew(place, path)
            return result
        } catch {
            do {
                try host.remove(unfinished, in: temporary.descriptor, isFolder: false, doing, path)
            } catch {}
            throw error
        }
    }

    /// Fills a folder aside and moves it into the tree, in place of one that is there.
    func replaceFolder(
        _ path: String, _ doing: String, _ body: (_ parent: Int32, _ name: [UInt8]) throws(FileError) -> Void
    )
        throws(FileError)
    {
        let unfinished = Array("folder".utf8)
        do throws(FileError) {
            try host.removeTree(unfinished, in: temporary.descriptor, doing, path)
            try body(temporary.descriptor, unfinished)
            if let there = try entry(path), !there.isFolder {
                throw FileError(.notAFolder, doing: doing, path: path, reason: "it is a file, not a folder")
            }
            try removeTree(path)
            let place = try filePlace(path, doing, makes: true)
            try host.rename(
                unfinished, in: temporary.descriptor, to: place.name, in: place.folder.descriptor, doing, path
            )
            try noteNew(place, path)
        } catch {
            do { try host.removeTree(unfinished, in: temporary.descriptor, doing, path) } catch {}
            throw error
        }
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32, _ doing: String, _ path: String)
        throws(FileError)
    {
        var failure: FileError?
        bytes.withUnsafeBytes { piece in
            do throws(FileError) {
                try host.write(piece, toDescriptor: descriptor, doing, path)
            } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private func copy(_ source: Int32, to target: Int32, _ doing: String, _ path: String) throws(FileError)
        -> StoredContent
    {
        var hash = SHA256()
        var size: Int64 = 0
        while true {
            let count = try host.read(descriptor: source, into: buffer.bytes, doing, path)
            if count == 0 { break }
            hash.update(buffer.prefix(count))
            size += Int64(count)
            try host.write(buffer.prefix(count), toDescriptor: target, doing, path)
        }
        return StoredContent(digest: hash.finish(), size: size)
    }
}
