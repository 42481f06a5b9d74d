import Emulation
import Pipeline
public import SiteModel

/// The outside world of a variant: what the plan says that sources hold.
final class SweepWorld: OutsideWorld {
    private let sources: SweepSources
    /// How often each source was looked at.
    private var looks: [String: Int] = [:]

    init(_ sources: SweepSources) { self.sources = sources }

    func inspectSource(site: SiteCode, package: Package, ordinal: Int64, instant: Int64) -> SourceManifest {
        let key = sources.key(package)
        let look = looks[key, default: 0]
        looks[key] = look + 1
        return sources.manifest(key, look: look)
    }
}

/// What looks at the sources of packages find in every variant of a sweep.
public struct SweepSources: Sendable {
    private let manifests: [String: [SourceManifest]]

    /// Takes manifests by the keys of `SweepBase.Source`.
    public init(_ manifests: [String: [SourceManifest]]) { self.manifests = manifests }

    /// The key under which a package that is looked at is kept: its own where a lab's journal told of it, else that of
    /// the folder.
    public func key(_ package: Package) -> String {
        let isSharing = package.workstation == nil && package.sharing != nil
        let own = Self.key(package: PackageSetID(package.id, isSharing ? .sharing : .workstation))
        if manifests[own] != nil { return own }
        return Self.key(root: package.workstation?.root ?? package.sharing?.root ?? "")
    }

    /// The key of a package's set.
    public static func key(package: PackageSetID) -> String { "set:\(package)" }
    /// The key of a folder as a package names it.
    public static func key(root: String) -> String { "root:\(root)" }

    /// What a look finds, from 0; after the last one that is known, the same again.
    ///
    /// A folder that nobody declared is not there: Win32 error 3, as in a lab whose source is on no disk.
    public func manifest(_ key: String, look: Int) -> SourceManifest {
        guard let known = manifests[key], let last = known.last else {
            return SourceManifest(files: [], win32Error: 3)
        }
        return known.indices.contains(look) ? known[look] : last
    }

    /// A source of some files of equal size, the last with what is left over; the names are short ones.
    public static func declared(bytes: Int64, files: Int64) -> SourceManifest {
        let count = max(files, 1)
        let share = bytes / count
        var list: [SourceFile] = []
        for number in 0..<count {
            let digits = String(number)
            let name =
                number == 0
                ? "SETUP.EXE"
                : "F\(String(repeating: "0", count: max(0, 6 - digits.utf8.count)))\(digits).DAT"
            list.append(
                SourceFile(path: name, size: number == count - 1 ? bytes - share * (count - 1) : share))
        }
        return SourceManifest(files: list.sorted { $0.path < $1.path })
    }
}
