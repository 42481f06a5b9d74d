import Emulation
import LegacyFormats
import Pipeline
import Reporting
import SiteDatabase
import SiteModel

/// Follows the files of a lab through the journal: which are there at the end of each cycle.
///
/// The operations are those of a commit, carried out on a list of names instead of on a disk.
final class FileTracker {
    private enum Mark: Equatable {
        case bytes([UInt8])
        case stored(String)
        case grown(Int64)
    }

    private struct Entry: Equatable {
        var size: Int64
        var mark: Mark
    }

    /// So many changes are kept; a page with more of them would be slow to read.
    private static let limit = 30_000

    private let archives: [ArchiveRow]
    private let looks: [Int64: SourceObservation]
    private var manifests: [Int64: SourceManifest] = [:]
    private var files: [String: Entry] = [:]
    /// What was touched since the last frame, as it was then.
    private var before: [String: Entry?] = [:]
    private var executed: [UInt16: ReceivedLive] = [:]

    /// Takes the side records and the looks at sources that a lab's database holds.
    init(_ database: LabDatabase) throws {
        archives = try database.rows(of: ArchiveRow.self)
        var looks: [Int64: SourceObservation] = [:]
        for look in try database.observations() where !StoredFile.isObservation(look.name) {
            looks[look.ordinal] = look
        }
        self.looks = looks
    }

    /// Takes what changed at a site since the last frame.
    func take(
        _ changes: SiteChanges, of site: Int, _ lab: borrowing Emulation, isNew: Bool
    ) throws {
        let image = lab.images[site]
        let executing = lab.executing(at: image.number)
        let tree = FileTree(
            image: image, clients: lab.clients[site], release: lab.definition.release,
            manifests: { [self] in try manifest($0, version: $1) },
            archives: { [self] in archive($0, version: $1) }, loader: lab.dataLoaders[site],
            hasMasterCopy: lab.definition.siteProperties == .components, executing: executing,
            executedBefore: executed[image.number])
        executed[image.number] = executing
        for operation in try tree.operations(changes, isNew: isNew) { apply(operation) }
    }

    /// Adds lines to a log.
    func grow(_ path: String, by bytes: Int) {
        let size = (files[path]?.size ?? 0) + Int64(bytes)
        set(path, Entry(size: size, mark: .grown(size)))
    }

    /// What changed since the last frame, in the order of the paths.
    func changes() -> [(path: String, size: Int64)] {
        defer { before = [:] }
        return before.keys.sorted().compactMap { path in
            let now = files[path]
            if now == before[path] ?? nil { return nil }
            return (path, now?.size ?? -1)
        }
    }

    /// Adds what changed to a recording.
    func record(_ recording: inout Recording, at frame: Int) {
        for change in changes() {
            guard recording.files.count < Self.limit else {
                recording.filesLeftOut += 1
                continue
            }
            recording.files.append(
                Recording.FileChange(
                    frame: frame, path: recording.texts.number(of: change.path), size: change.size))
        }
    }

    private func apply(_ operation: FileOperation) {
        switch operation.kind {
        case .folder: break
        case .write:
            let bytes = operation.data ?? []
            set(operation.path, Entry(size: Int64(bytes.count), mark: .bytes(bytes)))
        case .append: grow(operation.path, by: operation.data?.count ?? 0)
        case .copy:
            set(
                operation.path,
                Entry(size: Int64(operation.from ?? "") ?? 0, mark: .stored(operation.digest ?? "")))
        case .move:
            if let from = operation.from, let moved = files[from] {
                set(from, nil)
                set(operation.path, moved)
            }
        case .remove:
            if files[operation.path] != nil { return set(operation.path, nil) }
            let folder = operation.path + "\\"
            for path in files.keys where path.hasPrefix(folder) { set(path, nil) }
        }
    }

    private func set(_ path: String, _ entry: Entry?) {
        if before[path] == nil { before[path] = .some(files[path]) }
        files[path] = entry
    }

    private func archive(_ set: PackageSetID, version: Int64) -> ArchiveRow? {
        archives.first {
            let isSet = $0.file.contains(".S00") == (set.kind == .sharing)
            return $0.packageID == set.id && $0.site == set.id.site && isSet
                && $0.file.hasSuffix(";\(version)")
        }
    }

    private func manifest(_ set: PackageSetID, version: Int64) throws -> SourceManifest? {
        guard let row = archive(set, version: version) else { return nil }
        if let known = manifests[row.source] { return known }
        guard let look = looks[row.source] else { return nil }
        let manifest = try SourceManifest(json: look.body)
        manifests[row.source] = manifest
        return manifest
    }
}
