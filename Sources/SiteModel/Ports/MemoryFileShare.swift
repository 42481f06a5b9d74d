/// The tree of servers and drives in memory, sizes only: modelled fidelity.
public final class MemoryFileShare: FileShare {
    private final class Node {
        let name: String
        /// What a folder holds; nil for a file.
        var children: [FoldedName: Node]?
        var size: Int64 = 0

        init(name: String, children: [FoldedName: Node]?) {
            self.name = name
            self.children = children
        }

        var entry: ShareEntry { ShareEntry(name: name, isFolder: children != nil, size: size) }
    }

    private let root = Node(name: "", children: [:])

    /// Makes an empty tree.
    public init() {}

    /// False: only sizes are kept.
    public var keepsContent: Bool { false }

    /// Makes a folder and those above it.
    public func makeFolder(_ path: String) throws(FileError) {
        _ = try folder(SharePath.parts(path, doing: "make the folder"), path, "make the folder")
    }

    /// Notes a file's size.
    public func put(_ path: String, _ bytes: [UInt8]) throws(FileError) {
        try fileNode(path, "write the file").size = Int64(bytes.count)
    }

    /// Notes a file's size.
    public func putFromStore(_ path: String, _ content: StoredContent) throws(FileError) {
        try fileNode(path, "write the file").size = content.size
    }

    /// Notes the new end of a file.
    public func append(_ path: String, atOffset: Int64, _ bytes: [UInt8]) throws(FileError) {
        let doing = "append to the file"
        let size = try find(path, doing)?.size ?? 0
        guard atOffset >= 0, size >= atOffset else {
            throw FileError(
                .host, doing: doing, path: path, reason: "it has \(size) bytes, not the \(atOffset) expected")
        }
        try fileNode(path, doing).size = atOffset + Int64(bytes.count)
    }

    /// Copies a file.
    public func copy(_ from: String, to: String) throws(FileError) {
        let doing = "copy the file"
        let source = try existingFile(from, doing)
        let size = source.size
        try fileNode(to, doing).size = size
    }

    /// Moves a file.
    public func move(_ from: String, to: String) throws(FileError) {
        let doing = "move the file"
        if try find(from, doing) == nil, let there = try find(to, doing), there.children == nil { return }
        let source = try existingFile(from, doing)
        // Onto itself, or to another spelling of itself: nothing to do, as on a drive.
        if let target = try find(to, doing), target === source { return }
        try fileNode(to, doing).size = source.size
        try remove(from)
    }

    /// Removes a file.
    @discardableResult public func remove(_ path: String) throws(FileError) -> Bool {
        let doing = "remove the file"
        _ = try SharePath.fileParts(path, doing: doing)
        guard let node = try find(path, doing) else { return false }
        guard node.children == nil else {
            throw FileError(.isAFolder, doing: doing, path: path, reason: "it is a folder")
        }
        return try removeNode(path, doing)
    }

    /// Removes a folder with everything in it, or a file.
    @discardableResult public func removeTree(_ path: String) throws(FileError) -> Bool {
        let doing = "remove the folder"
        guard try find(path, doing) != nil else { return false }
        return try removeNode(path, doing)
    }

    /// Always fails: only sizes are kept.
    public func read(_ path: String) throws(FileError) -> [UInt8] {
        let node = try existingFile(path, "read the file")
        if node.size == 0 { return [] }
        throw FileError(
            .contentNotKept, doing: "read the file", path: path, reason: "modelled fidelity keeps sizes only",
            advice: "use a lab of real fidelity")
    }

    /// What stands at a path, or nil.
    public func entry(_ path: String) throws(FileError) -> ShareEntry? { try find(path, "look at")?.entry }

    /// What a folder holds.
    public func list(_ path: String) throws(FileError) -> [ShareEntry] {
        let doing = "list the folder"
        guard let node = try find(path, doing) else {
            throw FileError(.notFound, doing: doing, path: path, reason: "there is no such folder")
        }
        guard let children = node.children else {
            throw FileError(.notAFolder, doing: doing, path: path, reason: "it is a file")
        }
        return children.values.map(\.entry).sorted { precedesByBytes($0.name, $1.name) }
    }

    private func find(_ path: String, _ doing: String) throws(FileError) -> Node? {
        var node = root
        for part in try SharePath.parts(path, doing: doing) {
            guard let next = node.children?[FoldedName(part)] else { return nil }
            node = next
        }
        return node
    }

    private func existingFile(_ path: String, _ doing: String) throws(FileError) -> Node {
        guard let node = try find(path, doing) else {
            throw FileError(.notFound, doing: doing, path: path, reason: "there is no such file")
        }
        guard node.children == nil else {
            throw FileError(.isAFolder, doing: doing, path: path, reason: "it is a folder")
        }
        return node
    }

    private func folder(_ parts: some Sequence<Substring>, _ path: String, _ doing: String) throws(FileError)
        -> Node
    {
        var node = root
        for part in parts {
            let key = FoldedName(part)
            if let next = node.children?[key] {
                guard next.children != nil else {
                    throw FileError(
                        .notAFolder, doing: doing, path: path, reason: "\"\(part)\" is a file, not a folder")
                }
                node = next
            } else {
                let next = Node(name: String(part), children: [:])
                node.children?[key] = next
                node = next
            }
        }
        return node
    }

    private func fileNode(_ path: String, _ doing: String) throws(FileError) -> Node {
        let parts = try SharePath.fileParts(path, doing: doing)
        let parent = try folder(parts.dropLast(), path, doing)
        let name = parts.last ?? ""
        if let node = parent.children?[FoldedName(name)] {
            guard node.children == nil else {
                throw FileError(.isAFolder, doing: doing, path: path, reason: "it is a folder")
            }
            return node
        }
        let node = Node(name: String(name), children: nil)
        parent.children?[FoldedName(name)] = node
        return node
    }

    private func removeNode(_ path: String, _ doing: String) throws(FileError) -> Bool {
        let parts = try SharePath.fileParts(path, doing: doing)
        let parent = try folder(parts.dropLast(), path, doing)
        return parent.children?.removeValue(forKey: FoldedName(parts.last ?? "")) != nil
    }
}
