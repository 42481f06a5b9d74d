import Glibc
public import SiteModel

/// What a package's source directory holds, and what is wrong with it.
public struct SourceScan {
    /// The entries, and the Win32 error of the first thing that could not be read.
    public let manifest: SourceManifest
    /// What was noticed; one of severity error means that the source cannot be used.
    public let findings: [Finding]
    /// The host's own path below the root for each entry of the manifest, as raw bytes.
    public let hostPaths: [[UInt8]]

    /// Whether a package can be made of it: no finding is an error.
    public var isUsable: Bool { findings.allSatisfy { $0.severity < .error } }
}

/// Looks at a package's source directory without following links.
///
/// Codes of its findings, all errors unless said otherwise: `source-missing`, `source-not-a-folder`,
/// `source-unreadable`, `source-changed`, `source-too-large`, `source-too-deep`, `path-too-long` (over 200
/// characters below the root, Q182419), `names-differ-in-case`, `name-not-allowed`, `name-not-utf8`,
/// `entry-refused` (link, device, socket, FIFO), and the warning `source-empty` (1.2 wants one file, Q139590).
public struct SourceScanner {
    /// What is done with the files' contents.
    public enum Content {
        /// Only sizes are read.
        case sizesOnly
        /// Each file is read once for its digest.
        case digests
        /// Each file is read once, for its digest and into the store.
        case ingest(ContentStore)
    }

    /// Bounds beyond which a source is refused.
    public struct Limits: Sendable {
        /// The most entries, folders counted.
        public var entries: Int
        /// The deepest nesting of folders.
        public var depth: Int
        /// The most bytes of all files.
        public var bytes: Int64

        /// Makes limits; the defaults are a million entries, 64 folders deep, 64 TiB.
        public init(entries: Int = 1_000_000, depth: Int = 64, bytes: Int64 = 1 << 46) {
            self.entries = entries
            self.depth = depth
            self.bytes = bytes
        }
    }

    private let limits: Limits
    private let decoder: CodePageDecoder?
    private let host: Host

    /// Makes a scanner.
    ///
    /// A name that is no UTF-8 is decoded by `codePage` (such as `CP437`, as iconv names them); without one it is
    /// a finding. An unknown code page gives `unsupported`.
    public init(limits: Limits = Limits(), codePage: String? = nil, faults: HostFaults? = nil)
        throws(FileError)
    {
        self.limits = limits
        host = Host(faults: faults)
        if let codePage { decoder = try CodePageDecoder(codePage) } else { decoder = nil }
    }

    /// Walks a directory that the user named.
    ///
    /// What is wrong with the source becomes a finding. Only a fault of the store is thrown.
    public func scan(_ root: String, content: Content = .digests) throws(FileError) -> SourceScan {
        var walk = SourceWalk(root: root, limits: limits, decoder: decoder, host: host, content: content)
        try walk.run()
        return walk.result()
    }
}

/// One walk through a source directory.
private struct SourceWalk {
    let root: String
    let limits: SourceScanner.Limits
    let decoder: CodePageDecoder?
    let host: Host
    let content: SourceScanner.Content
    let buffer = PieceBuffer()
    private var entries: [(file: SourceFile, hostPath: [UInt8])] = []
    private var findings: [Finding] = []
    private var win32Error = 0
    private var errorPath = ""
    private var bytes: Int64 = 0
    private var isFull = false
    private static let doing = "read the package source"

    init(
        root: String, limits: SourceScanner.Limits, decoder: CodePageDecoder?, host: Host,
        content: SourceScanner.Content
    ) {
        self.root = root
        self.limits = limits
        self.decoder = decoder
        self.host = host
        self.content = content
    }

    mutating func run() throws(FileError) {
        let opened: HostFile
        do {
            opened = try host.openUserFolder(root, doing: Self.doing)
        } catch {
            return noticeRoot(error)
        }
        try enter(opened, path: "", hostPath: [], depth: 1)
        // A file that was refused is one all the same.
        guard win32Error == 0, !isFull, !entries.contains(where: { !$0.file.isFolder }),
            !findings.contains(where: { $0.severity == .error })
        else { return }
        notice(
            .warning, "source-empty", "the source holds no file; SMS 1.2 wants at least one (Q139590)", "",
            advice: "put a file into it, even when nothing is to be distributed")
    }

    consuming func result() -> SourceScan {
        let sorted = entries.sorted { precedesByBytes($0.file.path, $1.file.path) }
        return SourceScan(
            manifest: SourceManifest(
                files: sorted.map(\.file), win32Error: win32Error, errorPath: errorPath),
            findings: findings, hostPaths: sorted.map(\.hostPath))
    }

    private mutating func notice(
        _ severity: Severity, _ code: String, _ message: String, _ path: String, advice: String? = nil
    ) {
        let place = path.isEmpty ? root : "\(root)/\(path)"
        findings.append(Finding(severity, code, message, at: SourceLocation(file: place), advice: advice))
    }

    private mutating func noticeRoot(_ error: FileError) {
        switch error.kind {
        case .notFound:
            win32Error = 3
            notice(
                .error, "source-missing", "the source directory does not exist", "",
                advice: "name a directory that exists")
        case .notAFolder:
            win32Error = 3
            notice(
                .error, "source-not-a-folder", "the source is not a directory", "",
                advice: "name the directory that holds the file")
        default: noticeUnreadable(error, "")
        }
    }

    /// Notes something that cannot be read; the manifest knows four Win32 errors only.
    private mutating func noticeUnreadable(_ error: FileError, _ path: String) {
        if win32Error == 0 {
            switch error.kind {
            case .notFound: win32Error = 2
            case .notAFolder: win32Error = 3
            case .inUse, .sourceChanged: win32Error = 32
            default: win32Error = 5
            }
            errorPath = path
        }
        let why = error.reason.isEmpty ? error.kind.rawValue : error.reason
        if error.kind == .sourceChanged || error.kind == .notFound {
            let words = error.kind == .notFound ? "it went away while the source was read" : why
            notice(
                .error, "source-changed", words, path,
                advice: "run the command again when nothing writes to it")
        } else {
            let advice = error.advice.isEmpty ? nil : error.advice
            notice(.error, "source-unreadable", "it cannot be read: \(why)", path, advice: advice)
        }
    }

    private mutating func enter(
        _ folder: borrowing HostFile, path: String, hostPath: [UInt8], depth: Int
    ) throws(FileError) {
        let names: [[UInt8]]
        do {
            names = try host.names(in: folder, Self.doing, shown(path))
        } catch {
            return noticeUnreadable(error, path)
        }
        var seen: [FoldedName: String] = [:]
        for raw in names.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            if isFull { return }
            guard let name = decode(raw, below: path) else { continue }
            let childPath = path.isEmpty ? name : path + "/" + name
            if let other = seen.updateValue(name, forKey: FoldedName(name)) {
                notice(
                    .error, "names-differ-in-case",
                    "\"\(name)\" and \"\(other)\" are one name to a Windows drive", childPath,
                    advice: "rename one of them")
            }
            try visit(
                raw, in: folder, path: childPath, hostPath: hostPath.isEmpty ? raw : hostPath + [0x2F] + raw,
                depth: depth)
        }
    }

    private mutating func decode(_ raw: [UInt8], below path: String) -> String? {
        guard let name = String(validating: raw, as: UTF8.self) ?? decoder?.decode(raw) else {
            let shown = String(decoding: raw, as: UTF8.self)
            notice(
                .error, "name-not-utf8", "the name \"\(shown)\" is not UTF-8", path,
                advice:
                    "give the code page of the names: `package set PACKAGE --source DIR --names-code-page CP437`"
            )
            return nil
        }
        if let problem = FileNameRules.problem(in: name) {
            // The place is the folder: the name itself may hold anything.
            notice(
                .error, "name-not-allowed", "the name \"\(printable(name))\" \(problem)", path,
                advice: "rename the file")
        }
        return name
    }

    private mutating func visit(
        _ raw: [UInt8], in folder: borrowing HostFile, path: String, hostPath: [UInt8], depth: Int
    ) throws(FileError) {
        let length = path.unicodeScalars.count
        if length > FileNameRules.longestSourcePath {
            notice(
                .error, "path-too-long",
                "the path below the source has \(length) characters; over 200 stop the SMS Executive (Q182419)",
                path, advice: "use shorter names")
        }
        let found: HostStatus?
        do {
            found = try host.status(raw, in: folder.descriptor, Self.doing, shown(path))
        } catch {
            return noticeUnreadable(error, path)
        }
        switch found?.kind {
        case nil:
            noticeUnreadable(
                FileError(.sourceChanged, doing: Self.doing, path: path, reason: "it went away"), path)
        case .link?, .other?:
            let kind = found?.kind == .link ? "a link" : "a device, socket or FIFO"
            notice(
                .error, "entry-refused", "it is \(kind); packages hold files and folders", path,
                advice: "put the file itself there, or take the entry out of the source")
        case .folder?:
            guard keep(SourceFile(path: path, isFolder: true), hostPath) else { return }
            guard depth < limits.depth else {
                return notice(
                    .error, "source-too-deep", "folders are nested more than \(limits.depth) deep", path)
            }
            try open(raw, in: folder, path: path, hostPath: hostPath, depth: depth)
        case .file?:
            try take(raw, in: folder, path: path, hostPath: hostPath, size: found?.size ?? 0)
        }
    }

    private mutating func open(
        _ raw: [UInt8], in folder: borrowing HostFile, path: String, hostPath: [UInt8], depth: Int
    ) throws(FileError) {
        let inner: HostFile
        do {
            inner = try host.open(
                raw, in: folder.descriptor, flags: O_RDONLY | O_DIRECTORY, doing: Self.doing,
                path: shown(path))
        } catch {
            return noticeUnreadable(error, path)
        }
        try enter(inner, path: path, hostPath: hostPath, depth: depth + 1)
    }

    private mutating func take(
        _ raw: [UInt8], in folder: borrowing HostFile, path: String, hostPath: [UInt8], size: Int64
    ) throws(FileError) {
        var entry = SourceFile(path: path, size: size)
        if case .sizesOnly = content {
            _ = keep(entry, hostPath)
            return
        }
        do {
            let file = try host.open(
                raw, in: folder.descriptor, flags: O_RDONLY, doing: Self.doing, path: shown(path))
            try host.requireFile(file, Self.doing, shown(path))
            let read = try content(of: file, path)
            entry.size = read.size
            entry.digest = read.digest
        } catch {
            switch error {
            case ContentStore.IngestFailure.source(let reason): noticeUnreadable(reason, path)
            case ContentStore.IngestFailure.store(let reason): throw reason
            case let reason as FileError: noticeUnreadable(reason, path)
            default: throw FileError(.host, doing: Self.doing, path: path)
            }
            return
        }
        _ = keep(entry, hostPath)
    }

    private func content(of file: borrowing HostFile, _ path: String) throws -> StoredContent {
        if case .ingest(let store) = content { return try store.ingest(open: file, path: shown(path)) }
        let before = try host.status(of: file, Self.doing, shown(path))
        var hash = SHA256()
        var size: Int64 = 0
        while true {
            let count = try host.read(file, into: buffer.bytes, Self.doing, shown(path))
            if count == 0 { break }
            size += Int64(count)
            hash.update(buffer.prefix(count))
        }
        guard try host.status(of: file, Self.doing, shown(path)) == before, size == before.size else {
            throw ContentStore.changed(shown(path))
        }
        return StoredContent(digest: hash.finish(), size: size)
    }

    /// Adds an entry unless the source is over a limit.
    private mutating func keep(_ file: SourceFile, _ hostPath: [UInt8]) -> Bool {
        let (sum, overflow) = bytes.addingReportingOverflow(file.size)
        guard entries.count < limits.entries, !overflow, sum <= limits.bytes else {
            isFull = true
            notice(
                .error, "source-too-large",
                "the source has more than \(limits.entries) entries or \(limits.bytes) bytes", "")
            return false
        }
        bytes = sum
        entries.append((file, hostPath))
        return true
    }

    private func shown(_ path: String) -> String { path.isEmpty ? root : "\(root)/\(path)" }

    /// A name without control characters, for a message.
    private func printable(_ name: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            text.append(scalar.value < 0x20 || scalar.value == 0x7F ? "\u{FFFD}" : scalar)
        }
        return String(text)
    }
}
