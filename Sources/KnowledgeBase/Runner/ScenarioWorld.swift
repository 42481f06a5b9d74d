import Emulation
import Pipeline
import SiteModel

/// The outside world of a case: sources and stored files as its rows say.
final class ScenarioWorld: OutsideWorld {
    /// What a package's source holds, by the package's name in capitals.
    var sources: [String: SourceManifest] = [:]
    /// How a package's file in STORE is found, by the package's name in capitals.
    var stored: [String: StoredFile] = [:]

    /// The source of a package that no row names: two files with short names, 300,000 bytes.
    static let usual = manifest(bytes: 300_000)

    /// A source of some files of equal size, the last with what is left over.
    static func manifest(
        bytes: Int64, files: Int64 = 2, longest: Int64 = 0, longNames: Bool = false, error: Int64 = 0
    ) -> SourceManifest {
        var list: [SourceFile] = []
        for number in 0..<files {
            var path = number == 0 ? "SETUP.EXE" : "DATA\(pad(number, 4)).DAT"
            if number == 0, longNames { path = "A long file name.document" }
            if number == 0, longest > 0 {
                path =
                    String(repeating: "A23456/", count: Int(longest / 7)) + "A234567".prefix(Int(longest % 7))
                if path.hasSuffix("/") { path = path.dropLast() + "B" }
            }
            let share = bytes / files
            list.append(
                SourceFile(path: path, size: number == files - 1 ? bytes - share * (files - 1) : share))
        }
        return SourceManifest(files: list.sorted { $0.path < $1.path }, win32Error: Int(error))
    }

    func inspectSource(site: SiteCode, package: Package, ordinal: Int64, instant: Int64) -> SourceManifest {
        sources[package.name.uppercased()] ?? Self.usual
    }

    func inspectStored(_ image: SiteImage, package: Int, ordinal: Int64) -> StoredFile {
        stored[image.packages[package].package.name.uppercased()] ?? .intact
    }
}
