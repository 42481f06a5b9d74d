import Emulation
import LegacyFormats
import PackageArchive
import Pipeline
import SiteModel

/// The world outside a lab as the host shows it: source directories, each looked at when the Scheduler does.
final class LabWorld: OutsideWorld {
    /// What was seen since the last commit: ordinal, package, manifest.
    private(set) var seen: [(ordinal: Int64, package: PackageID, manifest: SourceManifest)] = []
    /// Stored files that were found otherwise than they were stored, since the last commit.
    private(set) var faults: [(ordinal: Int64, package: PackageID, found: StoredFile)] = []
    /// Looks at a package's file in STORE; nil: the lab has no files.
    var storedLook: ((SiteImage, Int) throws -> StoredFile)?
    /// The last manifest that could be packed of each package, with its ordinal, by site and package.
    private var manifests: [String: (ordinal: Int64, manifest: SourceManifest)] = [:]
    /// What was noticed about sources since the last commit, for the user.
    private(set) var findings: [Finding] = []
    private let sources: SourceMap
    private let store: ContentStore?

    /// Looks through a map of sources; contents go into the store where there is one.
    init(sources: SourceMap, store: ContentStore?) {
        self.sources = sources
        self.store = store
    }

    func inspectSource(
        site: SiteCode, package: Package, ordinal: Int64, instant: Int64
    ) throws -> SourceManifest {
        let manifest = try look(package)
        seen.append((ordinal, package.id, manifest))
        if manifest.canBePacked { manifests["\(site)/\(package.id)"] = (ordinal, manifest) }
        return manifest
    }

    /// Only what differs is kept for the journal: nearly every look finds what was stored.
    func inspectStored(_ image: SiteImage, package: Int, ordinal: Int64) throws -> StoredFile {
        let found = try storedLook?(image, package) ?? .intact
        if found != .intact { faults.append((ordinal, image.packages[package].package.id, found)) }
        return found
    }

    /// The last manifest of a package that was looked at in this process and could be packed.
    func manifest(site: SiteCode, package: PackageID) -> (ordinal: Int64, manifest: SourceManifest)? {
        manifests["\(site)/\(package)"]
    }

    /// Forgets what was committed.
    func committed() {
        seen = []
        faults = []
        findings = []
    }

    private func look(_ package: Package) throws -> SourceManifest {
        let root = package.workstation?.root ?? ""
        guard let folder = sources.folder(of: root) else {
            // A path that names nothing on this host: the Scheduler finds no directory (Win32 error 3).
            return SourceManifest(files: [], win32Error: 3, errorPath: "")
        }
        let scanner = try SourceScanner(codePage: "CP1252")
        let scan = try scanner.scan(folder, content: store.map { .ingest($0) } ?? .sizesOnly)
        findings += scan.findings
        var manifest = scan.manifest
        if !scan.isUsable, manifest.win32Error == 0, manifest.longestPath <= 200 {
            // Something that 1.2 could not have had on its drives: a link, names that collide, a forbidden name.
            manifest.win32Error = 123
        }
        return manifest
    }
}

extension SourceManifest {
    /// Whether the Scheduler compresses such a source, rather than raising event 313 or 329.
    var canBePacked: Bool { win32Error == 0 && longestPath <= 200 && files.contains { !$0.isFolder } }
}

/// The world of a replay: the answers that the journal kept.
final class RecordedWorld: OutsideWorld {
    private let manifests: [Int64: SourceManifest]
    private let faults: [Int64: StoredFile]

    /// Takes the observations of a journal, by ordinal: sources, and stored files that were not as stored.
    init(_ manifests: [Int64: SourceManifest], faults: [Int64: StoredFile]) {
        self.manifests = manifests
        self.faults = faults
    }

    func inspectStored(_ image: SiteImage, package: Int, ordinal: Int64) throws -> StoredFile {
        faults[ordinal] ?? .intact
    }

    func inspectSource(
        site: SiteCode, package: Package, ordinal: Int64, instant: Int64
    ) throws -> SourceManifest {
        guard let manifest = manifests[ordinal] else {
            throw CommandFailure(
                65, "the journal holds no observation \(ordinal) of the source of package \(package.id)")
        }
        return manifest
    }
}

/// Where the sources of packages are on this host: `sources.json5` in the lab, by the path as the package has it.
///
/// It is no part of the lab's state: what was read enters the journal by digest.
final class SourceMap {
    private var folders: [(root: String, folder: String)] = []
    private let path: String

    /// Reads a lab's map; a missing file is an empty map.
    init(lab: String) throws {
        path = lab + "/sources.json5"
        guard HostFiles.exists(path) else { return }
        let (node, findings) = parseJSON5(try HostFiles.read(path), file: path)
        if let finding = findings.first(where: { $0.severity == .error }) {
            throw CommandFailure(65, finding.description)
        }
        for member in node?.json.members ?? [] { folders.append((member.name, member.value.text ?? "")) }
    }

    /// The host's folder of a package's root, or nil.
    func folder(of root: String) -> String? { folders.last { $0.root == root }?.folder }

    /// Notes where a root is, and writes the file.
    func set(_ root: String, _ folder: String) throws {
        if self.folder(of: root) == folder { return }
        folders.removeAll { $0.root == root }
        folders.append((root, folder))
        let json = JSONValue.object(folders.map { .init($0.root, .string($0.folder)) })
        let text =
            "// Where the sources of packages are on this machine; edit it when they move.\n" + json.pretty
            + "\n"
        try HostFiles.write(Array(text.utf8), to: path)
    }
}
