import CommandLineKit
import Emulation
import LegacyFormats
import PackageArchive
import Pipeline
import SiteModel

/// The world outside a lab as the host shows it: source directories, each looked at when the Scheduler does.
final class LabWorld: OutsideWorld {
    /// What was seen since the last commit.
    private(set) var seen: [SeenSource] = []
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
    /// What a journal kept of its looks: they are given instead of looking again; nil: the host is looked at.
    private let recorded: RecordedWorld?
    /// What looks find instead of what is on the host: a lab that is made of a variant of a sweep; nil: they look.
    var given: ((Package) -> SourceManifest)?
    /// The last manifest that could be packed of a package that no look of this process saw.
    var earlierLook: (PackageSetID) throws -> SourceManifest? = { _ in nil }

    /// Looks through a map of sources; contents go into the store where there is one.
    ///
    /// - Parameters:
    ///   - sources: Where sources are.
    ///   - store: Where contents go.
    ///   - recorded: The looks of a journal that is done again; nil: the host is looked at.
    init(sources: SourceMap, store: ContentStore?, recorded: RecordedWorld? = nil) {
        self.sources = sources
        self.store = store
        self.recorded = recorded
    }

    func inspectSource(
        site: SiteCode, package: Package, ordinal: Int64, instant: Int64
    ) throws -> SourceManifest {
        let manifest: SourceManifest
        if let recorded {
            manifest = try recorded.inspectSource(
                site: site, package: package, ordinal: ordinal, instant: instant)
        } else if let given {
            manifest = given(package)
        } else {
            let (seen, found) = try look(package, store.map { .ingest($0) } ?? .sizesOnly)
            manifest = seen
            findings += found
        }
        seen.append(SeenSource(ordinal: ordinal, package: package.setID, manifest: manifest))
        if manifest.canBePacked { manifests["\(site)/\(package.setID)"] = (ordinal, manifest) }
        return manifest
    }

    func sourceChange(
        site: SiteCode, package: Package, ordinal: Int64, instant: Int64
    ) throws -> SourceManifest? {
        if let recorded {
            let change = try recorded.sourceChange(
                site: site, package: package, ordinal: ordinal, instant: instant)
            if let change {
                seen.append(
                    SeenSource(
                        ordinal: ordinal, package: package.setID, manifest: change, isWhilePacked: true))
            }
            return change
        }
        guard given == nil,
            let before = try manifest(site: site, package: package.setID)?.manifest
                ?? earlierLook(package.setID)
        else { return nil }
        let (now, found) = try look(package, store == nil ? .sizesOnly : .digests)
        guard let difference = SourceDifference(before, now) else { return nil }
        // Win32 error 32, sharing violation: a writer has it open.
        let change = SourceManifest(
            files: [], win32Error: now.win32Error == 0 ? 32 : now.win32Error, errorPath: difference.path)
        let place = sources.folder(of: package.lookedAtRoot) ?? package.lookedAtRoot
        findings +=
            found.contains { $0.severity == .error }
            ? found
            : [
                Finding(
                    .error, "source-changed", difference.words,
                    at: SourceLocation(file: difference.path.isEmpty ? place : "\(place)/\(difference.path)"),
                    advice:
                        "let nothing write to it; the Scheduler packs package \(package.id) anew at its next poll"
                )
            ]
        seen.append(
            SeenSource(ordinal: ordinal, package: package.setID, manifest: change, isWhilePacked: true))
        return change
    }

    /// Only what differs is kept for the journal: nearly every look finds what was stored.
    func inspectStored(_ image: SiteImage, package: Int, ordinal: Int64) throws -> StoredFile {
        let found =
            try recorded?.inspectStored(image, package: package, ordinal: ordinal)
            ?? storedLook?(image, package) ?? .intact
        if found != .intact { faults.append((ordinal, image.packages[package].package.id, found)) }
        return found
    }

    /// The last manifest of a package that was looked at in this process and could be packed.
    func manifest(site: SiteCode, package: PackageSetID) -> (ordinal: Int64, manifest: SourceManifest)? {
        manifests["\(site)/\(package)"]
    }

    /// Forgets what was committed.
    func committed() {
        seen = []
        faults = []
        findings = []
    }

    private func look(
        _ package: Package, _ content: SourceScanner.Content
    ) throws -> (manifest: SourceManifest, findings: [Finding]) {
        let root = package.lookedAtRoot
        guard let folder = sources.folder(of: root) else {
            // A path that names nothing on this host: the Scheduler finds no directory (Win32 error 3).
            return (SourceManifest(files: [], win32Error: 3, errorPath: ""), [])
        }
        let scanner = try SourceScanner(codePage: sources.codePage(of: root))
        let scan = try scanner.scan(folder, content: content)
        var manifest = scan.manifest
        if !scan.isUsable, manifest.win32Error == 0, manifest.longestPath <= 200 {
            // Something that 1.2 could not have had on its drives: a link, names that collide, a forbidden name.
            manifest.win32Error = 123
        }
        return (manifest, scan.findings)
    }
}

extension Package {
    /// Which set is looked at: a look gets the package with one set alone.
    fileprivate var setID: PackageSetID {
        PackageSetID(id, workstation == nil && sharing != nil ? .sharing : .workstation)
    }

    /// The source directory of that set.
    fileprivate var lookedAtRoot: String { workstation?.root ?? sharing?.root ?? "" }
}

extension SourceManifest {
    /// Whether the Scheduler compresses such a source, rather than raising event 313 or 329.
    var canBePacked: Bool { win32Error == 0 && longestPath <= 200 && files.contains { !$0.isFolder } }
}

/// The world of a replay: the answers that the journal kept.
final class RecordedWorld: OutsideWorld {
    private let seen: [Int64: SeenSource]
    private let faults: [Int64: StoredFile]
    /// The looks at each set by their numbers, for what would have been; nil: only what was asked is answered.
    private let bySet: [PackageSetID: [Int64]]?

    /// Takes the observations of a journal, by ordinal: sources, and stored files that were not as stored.
    ///
    /// - Parameters:
    ///   - seen: The sources.
    ///   - faults: The stored files.
    ///   - isWhatIf: Whether it is asked what would have been: then a source that is looked at in another order is as it was seen
    ///     last before, or first.
    init(_ seen: [Int64: SeenSource], faults: [Int64: StoredFile], isWhatIf: Bool = false) {
        self.seen = seen
        self.faults = faults
        let looks = seen.filter { !$0.value.isWhilePacked }.sorted { $0.key < $1.key }
        bySet = isWhatIf ? Dictionary(grouping: looks) { $0.value.package }.mapValues { $0.map(\.key) } : nil
    }

    /// The same, for what would have been.
    var whatIf: RecordedWorld { RecordedWorld(seen, faults: faults, isWhatIf: true) }

    func inspectStored(_ image: SiteImage, package: Int, ordinal: Int64) throws -> StoredFile {
        faults[ordinal] ?? .intact
    }

    func inspectSource(
        site: SiteCode, package: Package, ordinal: Int64, instant: Int64
    ) throws -> SourceManifest {
        if let bySet {
            let looks = bySet[package.setID] ?? []
            if let place = looks.last(where: { $0 <= ordinal }) ?? looks.first, let look = seen[place] {
                return look.manifest
            }
        } else if let look = seen[ordinal], !look.isWhilePacked {
            return look.manifest
        }
        throw CommandFailure(
            ExitCode.badData,
            "the journal holds no observation \(ordinal) of the source of package \(package.id): a line `saw \(ordinal) \(package.setID) …` below the command, in its text"
        )
    }

    func sourceChange(
        site: SiteCode, package: Package, ordinal: Int64, instant: Int64
    ) throws -> SourceManifest? {
        // The number is the next look's where nothing had changed, and that may be another package's.
        guard let look = seen[ordinal], look.isWhilePacked, look.package == package.setID else { return nil }
        return look.manifest
    }
}

/// Where the sources of packages are on this host: `sources.json5` in the lab, by the path as the package has it.
///
/// It is no part of the lab's state: what was read enters the journal by digest.
final class SourceMap {
    private var folders: [(root: String, folder: String, codePage: String?)] = []
    /// How names that are no UTF-8 are read where nothing else is said: as Windows wrote them.
    static let usualCodePage = "CP1252"
    private let path: String
    /// The lab's folder with a slash behind it.
    private let lab: String

    /// Reads a lab's map; a missing file is an empty map.
    init(lab: String) throws {
        path = lab + "/sources.json5"
        self.lab = String(lab.reversed().drop { $0 == "/" }.reversed()) + "/"
        guard HostFiles.exists(path) else { return }
        let (node, findings) = parseJSON5(try HostFiles.read(path), file: path)
        if let finding = findings.first(where: { $0.severity == .error }) {
            throw CommandFailure(65, finding.description)
        }
        for member in node?.json.members ?? [] {
            folders.append(
                (
                    member.name, member.value.text ?? member.value["folder"]?.text ?? "",
                    member.value["codePage"]?.text
                ))
        }
    }

    /// The host's folder of a package's root, or nil; a path that does not begin with `/` is one inside the lab.
    func folder(of root: String) -> String? {
        guard let noted = folders.last(where: { $0.root == root })?.folder else { return nil }
        return noted.hasPrefix("/") || noted.isEmpty ? noted : lab + noted
    }

    /// How the names of files in a root are read where they are no UTF-8: as iconv calls it.
    func codePage(of root: String) -> String {
        folders.last { $0.root == root }?.codePage ?? Self.usualCodePage
    }

    /// Notes where a root is and how its names are read, and writes the file.
    func set(_ root: String, _ folder: String, codePage: String? = nil) throws {
        let isUsual = codePage == nil || codePage == Self.usualCodePage
        if self.folder(of: root) == folder, self.codePage(of: root) == codePage ?? Self.usualCodePage {
            return
        }
        folders.removeAll { $0.root == root }
        // A source inside the lab goes with the lab, wherever that is copied to.
        let noted = folder.hasPrefix(lab) ? String(folder.dropFirst(lab.count)) : folder
        folders.append((root, noted, isUsual ? nil : codePage))
        let json = JSONValue.object(
            folders.map { place in
                let folder = JSONValue.string(place.folder)
                guard let page = place.codePage else { return .init(place.root, folder) }
                return .init(
                    place.root, .object([.init("folder", folder), .init("codePage", .string(page))]))
            })
        let text =
            "// Where the sources of packages are on this machine; edit it when they move.\n" + json.pretty
            + "\n"
        try HostFiles.write(Array(text.utf8), to: path)
    }
}
