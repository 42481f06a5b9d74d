import Glibc
public import SiteModel

/// The lab's `store/`: every outside file that was read, under its SHA-256, each content once.
///
/// A content lies at `ab/cdef…`, the digest cut after two digits. It is written to a temporary file and renamed,
/// so that it is there whole or not at all. One process writes at a time (the lab's lock sees to it).
public final class ContentStore {
    /// Why an outside file could not be taken in: because of the file, or because of the store.
    enum IngestFailure: Error {
        case source(FileError)
        case store(FileError)
    }

    /// The folder, as it was named.
    public let root: String
    private let folder: HostFile
    private let durability: Durability
    private let host: Host
    private let buffer = PieceBuffer()
    private static let incoming = Array(".incoming".utf8)

    /// Opens a store, making its folder where there is none, and removes what an earlier end left half written;
    /// to be read only, it changes nothing.
    public init(
        root: String, durability: Durability = .processEnd, readOnly: Bool = false, faults: HostFaults? = nil
    ) throws(FileError) {
        let host = Host(faults: faults)
        let doing = "open the store"
        let folder =
            try readOnly ? host.openUserFolder(root, doing: doing) : host.makeUserFolder(root, doing: doing)
        if !readOnly {
            try host.remove(Self.incoming, in: folder.descriptor, isFolder: false, "clean the store", root)
        }
        self.root = root
        self.durability = durability
        self.host = host
        self.folder = folder
    }

    /// Takes a file in that the user named; a content that is there already is not written again.
    ///
    /// The file is read once. One that changes meanwhile gives `sourceChanged`.
    public func ingest(file path: String) throws(FileError) -> StoredContent {
        let source = try host.openUserFile(path, doing: "read the file")
        do {
            return try ingest(open: source, path: path)
        } catch {
            switch error {
            case .source(let reason), .store(let reason): throw reason
            }
        }
    }

    /// Takes bytes in.
    public func ingest(bytes: [UInt8]) throws(FileError) -> StoredContent {
        let content = StoredContent(digest: SHA256.digest(of: bytes), size: Int64(bytes.count))
        if try holds(content) { return content }
        let doing = "write to the store"
        do throws(FileError) {
            let target = try openIncoming(doing)
            var position = 0
            while position < bytes.count {
                let end = min(bytes.count, position + pieceSize)
                var failure: FileError?
                bytes[position..<end].withUnsafeBytes { piece in
                    do throws(FileError) {
                        try host.write(piece, to: target, doing, root)
                    } catch { failure = error }
                }
                if let failure { throw failure }
                position = end
            }
            if durability == .powerCut { try host.sync(target, doing, root) }
            try publish(content)
        } catch {
            dropIncoming()
            throw error
        }
        return content
    }

    /// Whether a content is there.
    public func contains(_ digest: String) throws(FileError) -> Bool {
        guard let (parent, name) = Self.place(of: digest) else { return false }
        do {
            let inner = try openFolder(parent, digest)
            return try host.status(name, in: inner.descriptor, "look into the store for", digest)?.kind
                == .file
        } catch {
            if error.kind == .notFound { return false }
            throw error
        }
    }

    /// A content's bytes, at most `atMost` of them, checked against the digest.
    ///
    /// A longer content gives `overLimit`, a damaged one `corrupt`.
    public func read(_ digest: String, atMost: Int64 = 1 << 30) throws(FileError) -> [UInt8] {
        let doing = "read from the store"
        let file = try open(digest)
        let size = try host.status(of: file, doing, digest).size
        guard size <= atMost else {
            throw FileError(
                .overLimit, doing: doing, path: digest, reason: "it has \(size) bytes, more than \(atMost)")
        }
        var result: [UInt8] = []
        result.reserveCapacity(Int(size))
        while true {
            let count = try host.read(file, into: buffer.bytes, doing, digest)
            if count == 0 { break }
            result.append(contentsOf: buffer.prefix(count))
            guard result.count <= atMost else { throw Self.damaged(digest) }
        }
        guard SHA256.digest(of: result) == digest else { throw Self.damaged(digest) }
        return result
    }

    /// Reads a content through and fails with `corrupt` when it no longer agrees with its digest.
    public func verify(_ digest: String) throws(FileError) {
        let file = try open(digest)
        var hash = SHA256()
        while true {
            let count = try host.read(file, into: buffer.bytes, "check the stored content", digest)
            if count == 0 { break }
            hash.update(buffer.prefix(count))
        }
        guard hash.finish() == digest else { throw Self.damaged(digest) }
    }

    /// All contents in order of their digests.
    public func list() throws(FileError) -> [StoredContent] {
        let doing = "list the store"
        var result: [StoredContent] = []
        for parent in try host.names(in: folder, doing, root) where parent.count == 2 {
            let inner = try openFolder(parent, root)
            for name in try host.names(in: inner, doing, root) {
                let digest = String(decoding: parent + name, as: UTF8.self)
                guard SHA256.isDigest(digest),
                    let found = try host.status(name, in: inner.descriptor, doing, digest),
                    found.kind == .file
                else { continue }
                result.append(StoredContent(digest: digest, size: found.size))
            }
        }
        return result.sorted { precedesByBytes($0.digest, $1.digest) }
    }

    /// Opens a content for reading; its digest is not checked here.
    func open(_ digest: String) throws(FileError) -> HostFile {
        let doing = "read from the store"
        guard let (parent, name) = Self.place(of: digest) else {
            throw FileError(.notFound, doing: doing, path: digest, reason: "that is no SHA-256 digest")
        }
        do {
            let inner = try openFolder(parent, digest)
            let file = try host.open(name, in: inner.descriptor, flags: O_RDONLY, doing: doing, path: digest)
            try host.requireFile(file, doing, digest)
            return file
        } catch {
            guard error.kind == .notFound else { throw error }
            throw FileError(
                .notFound, doing: doing, path: digest, reason: "the store does not hold it",
                hostError: error.hostError,
                advice: "`sms12 lab check` lists what is missing")
        }
    }

    /// Takes an open file in; `path` is for messages.
    func ingest(open source: borrowing HostFile, path: String) throws(IngestFailure) -> StoredContent {
        let doing = "write to the store"
        var content: StoredContent
        do throws(IngestFailure) {
            let before = try fromSource { () throws(FileError) in
                try host.status(of: source, "read the file", path)
            }
            let target = try toStore { () throws(FileError) in try openIncoming(doing) }
            var hash = SHA256()
            var size: Int64 = 0
            while true {
                let count = try fromSource { () throws(FileError) in
                    try host.read(source, into: buffer.bytes, "read the file", path)
                }
                if count == 0 { break }
                size += Int64(count)
                hash.update(buffer.prefix(count))
                try toStore { () throws(FileError) in
                    try host.write(buffer.prefix(count), to: target, doing, path)
                }
            }
            let after = try fromSource { () throws(FileError) in
                try host.status(of: source, "read the file", path)
            }
            guard before == after, size == before.size else { throw IngestFailure.source(Self.changed(path)) }
            content = StoredContent(digest: hash.finish(), size: size)
            try toStore { () throws(FileError) in
                if try holds(content) { return dropIncoming() }
                if durability == .powerCut { try host.sync(target, doing, path) }
                try publish(content)
            }
        } catch {
            dropIncoming()
            throw error
        }
        return content
    }

    private func fromSource<Value>(_ body: () throws(FileError) -> Value) throws(IngestFailure) -> Value {
        do { return try body() } catch { throw .source(error) }
    }

    private func toStore(_ body: () throws(FileError) -> HostFile) throws(IngestFailure) -> HostFile {
        do { return try body() } catch { throw .store(error) }
    }

    private func toStore(_ body: () throws(FileError) -> Void) throws(IngestFailure) {
        do { try body() } catch { throw .store(error) }
    }

    private func openIncoming(_ doing: String) throws(FileError) -> HostFile {
        try host.open(
            Self.incoming, in: folder.descriptor, flags: O_WRONLY | O_CREAT | O_TRUNC, doing: doing,
            path: root)
    }

    private func openFolder(_ name: [UInt8], _ path: String) throws(FileError) -> HostFile {
        try host.open(
            name, in: folder.descriptor, flags: O_RDONLY | O_DIRECTORY,
            doing: "open a folder of the store for",
            path: path)
    }

    /// Whether the content is there with the right size; another size is damage, and it is written anew.
    private func holds(_ content: StoredContent) throws(FileError) -> Bool {
        guard let (parent, name) = Self.place(of: content.digest) else { return false }
        guard try host.status(parent, in: folder.descriptor, "look into the store for", content.digest) != nil
        else { return false }
        let inner = try openFolder(parent, content.digest)
        let found = try host.status(name, in: inner.descriptor, "look into the store for", content.digest)
        return found?.kind == .file && found?.size == content.size
    }

    private func publish(_ content: StoredContent) throws(FileError) {
        guard let (parent, name) = Self.place(of: content.digest) else { return }
        let doing = "write to the store"
        try host.makeFolder(parent, in: folder.descriptor, doing, content.digest)
        let inner = try openFolder(parent, content.digest)
        try host.rename(
            Self.incoming, in: folder.descriptor, to: name, in: inner.descriptor, doing, content.digest)
        if durability == .powerCut {
            try host.sync(inner, doing, content.digest)
            try host.sync(folder, doing, content.digest)
        }
    }

    /// Removes the half written file; when even that fails, the next opening does it.
    private func dropIncoming() {
        do { try host.remove(Self.incoming, in: folder.descriptor, isFolder: false, "clean", root) } catch {}
    }

    private static func place(of digest: String) -> ([UInt8], [UInt8])? {
        guard SHA256.isDigest(digest) else { return nil }
        let bytes = Array(digest.utf8)
        return (Array(bytes.prefix(2)), Array(bytes.dropFirst(2)))
    }

    static func damaged(_ digest: String) -> FileError {
        FileError(
            .corrupt, doing: "use the stored content", path: digest,
            reason: "the content does not agree with its SHA-256",
            advice: "restore the lab's store from a copy")
    }

    static func changed(_ path: String) -> FileError {
        FileError(
            .sourceChanged, doing: "read the file", path: path, reason: "it changed while it was read",
            advice: "run the command again when nothing writes to it")
    }
}
