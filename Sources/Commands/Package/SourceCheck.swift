import CommandLineKit
import PackageArchive
import SiteModel

/// Where a package's source lies, and what the Scheduler will find there.
enum SourceCheck {
    /// The root and the host's folder of an ImportDirectory or SetupDirectory.
    ///
    /// It is relative to the folder of the definition file and written without regard to case; a path with a drive
    /// or a server stays as it is and has no folder on this host.
    static func place(of written: String, beside folder: String, _ hostFolder: String) -> (String, String?) {
        let isRemote = written.hasPrefix("\\") || written.hasPrefix("/") || written.dropFirst().hasPrefix(":")
        if written.isEmpty || isRemote { return (written, nil) }
        var typed = folder.isEmpty ? [] : [folder]
        var host = hostFolder
        for part in written.split(whereSeparator: { $0 == "\\" || $0 == "/" }) where part != "." {
            let names = part == ".." ? [] : HostFiles.names(in: host)
            let name = names.first { $0 == part } ?? names.first { $0.lowercased() == part.lowercased() }
            typed.append(name ?? String(part))
            host += "/" + (name ?? String(part))
        }
        return (typed.isEmpty ? "." : typed.joined(separator: "/"), host)
    }

    /// How many warnings about the files of one source are told.
    private static let most = 20

    /// Warnings about a package's sources: what will keep the Scheduler from sending them.
    static func findings(
        _ folders: [(root: String, folder: String)], of package: Package, _ run: CommandRun
    ) throws -> [Finding] {
        var findings: [Finding] = []
        for place in folders {
            let scan = try SourceScanner(codePage: PackageCommands.namesCodePage(run))
                .scan(place.folder, content: .sizesOnly)
            for var finding in scan.findings.prefix(most) {
                finding.severity = .warning
                let isMissing = [2, 3].contains(scan.manifest.win32Error)
                let plain = "the Scheduler will raise event \(isMissing ? 313 : 329) until it is corrected"
                finding.advice = finding.advice.map { "\($0); \(plain)" } ?? plain
                let path = finding.location?.file ?? ""
                finding.location?.file = typed(path, place)
                findings.append(finding)
            }
            if scan.findings.count > most {
                findings.append(
                    Finding(
                        .warning, "source-more",
                        "and \(scan.findings.count - most) more like these in the source \(place.root)",
                        advice: "look whether it is the folder that you meant"))
            }
        }
        let roots = [package.workstation?.root, package.sharing?.root].compactMap { $0 }
        if roots.contains("") {
            findings.append(
                Finding(
                    .warning, "no-source", "package \"\(package.name)\" has no source folder",
                    advice: "name it with --source, else the Scheduler will raise event 313"))
        }
        for root in roots where !root.isEmpty && !folders.contains(where: { $0.root == root }) {
            findings.append(
                Finding(
                    .warning, "source-elsewhere",
                    "the source \(root) of package \"\(package.name)\" is no folder of this machine",
                    advice: "name the folder with --source, else the Scheduler will raise event 313"))
        }
        return findings
    }

    /// A path below a source as the user would type it.
    private static func typed(_ path: String, _ place: (root: String, folder: String)) -> String {
        path.hasPrefix(place.folder) ? place.root + path.dropFirst(place.folder.count) : path
    }
}
