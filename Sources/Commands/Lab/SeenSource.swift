import LegacyFormats
import SiteDatabase
import SiteModel

/// One look at the source of a package, as the journal keeps it.
struct SeenSource {
    /// Its running number in the lab.
    let ordinal: Int64
    /// The package.
    let package: PackageSetID
    /// What was seen.
    let manifest: SourceManifest
    /// Whether it was a look at the end of packing that found a change.
    ///
    /// Such a look is kept only where it found one, so that labs whose sources keep still have no trace of it.
    let isWhilePacked: Bool
    private static let mark = "whilePacked"

    /// Makes a look.
    init(ordinal: Int64, package: PackageSetID, manifest: SourceManifest, isWhilePacked: Bool = false) {
        self.ordinal = ordinal
        self.package = package
        self.manifest = manifest
        self.isWhilePacked = isWhilePacked
    }

    /// Takes a look from the journal.
    ///
    /// - Throws: `CommandFailure` (bad data) when it is damaged.
    init(_ row: SourceObservation) throws {
        guard let package = PackageSetID(row.name) else {
            throw CommandFailure(
                65, "an observed source in the journal is damaged: \(row.name) is no package")
        }
        self.init(
            ordinal: row.ordinal, package: package, manifest: try SourceManifest(json: row.body),
            isWhilePacked: (try? parseJSON(row.body))?[Self.mark] != nil)
    }

    /// The form in the journal, as a part of the record of that number.
    func observation(sequence: Int64) -> SourceObservation {
        var body = manifest.json
        if isWhilePacked { body = .object((body.members ?? []) + [.init(Self.mark, .bool(true))]) }
        return SourceObservation(
            sequence: sequence, ordinal: ordinal, name: package.description, body: body.compact)
    }
}

/// The first difference between two looks at a source.
struct SourceDifference {
    /// The path below the root; empty for the root itself.
    let path: String
    /// What happened to it.
    let words: String

    /// Compares two looks; nil where both found the same.
    init?(_ before: SourceManifest, _ now: SourceManifest) {
        if now.win32Error != 0 {
            path = now.errorPath
            words = "it could not be read any more when its package was packed"
            return
        }
        let old = Dictionary(before.files.map { ($0.path, $0) }) { first, _ in first }
        let new = Dictionary(now.files.map { ($0.path, $0) }) { first, _ in first }
        // Both lists are in order, so that the first difference is the same wherever it is looked for.
        if let file = before.files.first(where: { new[$0.path] != $0 }) {
            path = file.path
            words =
                new[file.path] == nil
                ? "it went away while its package was packed" : "it changed while its package was packed"
        } else if let file = now.files.first(where: { old[$0.path] == nil }) {
            path = file.path
            words = "it came while its package was packed"
        } else {
            return nil
        }
    }
}
