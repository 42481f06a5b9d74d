import CommandLineKit
import Emulation
import LegacyFormats
import PackageArchive
import SiteModel

/// `package import`: definition files become packages, all of them or none.
enum PackageImport {
    private static let files = Operand<[String]>(
        "FILE", .file, atLeast: 1, help: "Package definition files, *.PDF of SMS 1.x or *.SMS of 2.0.")
    private static let source = Option<String?>(
        "source", value: "DIR", .directory, defaultText: "ImportDirectory of the file",
        help: "The folder with the package's files.")
    private static let dryRun = Option("dry-run", help: "Only read and check the files.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["package", "import"], "Make packages from package definition files.",
                discussion:
                    "Every file is read and checked before anything is stored: with an error in one of them nothing is. "
                    + "Findings stand on standard error with line and column. A file in which a required key is missing "
                    + "is imported as a draft, with a warning.\n\n"
                    + "The file is kept byte for byte in the lab, so that `package export` gives it back.",
                options: [
                    source, PackageCommands.codePage, PackageCommands.namesCodePage, Naming.site, dryRun,
                ], operands: [files],
                example: CommandExample("sms12 package import editor.pdf --source files", "with its source"),
                moreExamples: [
                    CommandExample("sms12 package import a.pdf b.sms --dry-run", "what would be noticed")
                ],
                exitCodes: ExitCodeNote.reading("nothing was imported")),
            run: run)
    }

    /// A file that was read.
    private struct Reading {
        var file: String
        var bytes: [UInt8]
        var package: Package
        /// Roots of the package with the host's folder, where there is one.
        var folders: [(root: String, folder: String)]
        var grammar: PackageDefinitionGrammar
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        var readings: [Reading] = []
        var findings: [Finding] = []
        for file in try run.value(files) {
            let (reading, found) = try read(file, run)
            findings += found
            if let reading { readings.append(reading) }
        }
        // A program that cannot be used is left out; the rest of its definition can (pdf-format 5).
        let isFatal = findings.contains {
            $0.severity == .error && $0.code != PackageDefinitionCode.programWithoutCommandLine.rawValue
        }
        if isFatal {
            run.report(findings)
            run.complain("sms12: nothing was imported")
            return ExitCode.badData
        }
        findings += try readings.flatMap { try SourceCheck.findings($0.folders, of: $0.package, run) }
        if try run.value(dryRun) {
            for reading in readings { describe(reading, nil, nil, run) }
            run.conclude("Nothing was imported (--dry-run).")
        } else {
            try store(readings, &findings, run)
        }
        let gravest = run.report(findings)
        return gravest ?? .note >= .warning ? ExitCode.doneWithLosses : ExitCode.done
    }

    private static func read(_ file: String, _ run: CommandRun) throws -> (Reading?, [Finding]) {
        let bytes = try run.read(file)
        let parts = file.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast().joined(separator: "/")
        let hostFolder =
            parts.count > 1 ? run.hostPath(folder.isEmpty ? "/" : folder) : run.environment.folder
        let reading = parsePackageDefinition(
            bytes, file: file, codePage: try run.value(PackageCommands.codePage),
            neighbours: HostFiles.names(in: hostFolder))
        var findings = reading.findings
        guard let definition = reading.definition, let id = PackageID("AAA00000") else {
            return (nil, findings)
        }
        if reading.isDraft {
            findings.append(
                Finding(
                    .warning, "draft", "required keys are missing: the package is imported as a draft",
                    at: SourceLocation(file: file),
                    advice: "fill it in with `package set` before a job uses it"))
        }
        var (package, losses) = definition.package(id: id)
        findings += losses
        findings += PackageOptions.oddities(package, .warning, at: SourceLocation(file: file))
        if package.name.isEmpty {
            package.name = String(parts.last?.prefix { $0 != "." } ?? "Package")
            findings.append(
                Finding(
                    .warning, "no-name", "the definition has no name; the package is called \(package.name)",
                    at: SourceLocation(file: file)))
        }
        var folders: [(root: String, folder: String)] = []
        let given = try run.value(source)
        func locate(_ written: String) -> String {
            let place =
                given.map { ($0, run.hostPath($0)) }
                ?? SourceCheck.place(of: written, beside: folder, hostFolder)
            if let folder = place.1, !folders.contains(where: { $0.root == place.0 }) {
                folders.append((place.0, folder))
            }
            return place.0
        }
        if let root = package.workstation?.root { package.workstation?.root = locate(root) }
        if let root = package.sharing?.root { package.sharing?.root = locate(root) }
        let result = Reading(
            file: file, bytes: bytes, package: package, folders: folders, grammar: definition.grammar)
        return (result, findings)
    }

    private static func store(_ readings: [Reading], _ findings: inout [Finding], _ run: CommandRun) throws {
        let lab = try run.openLab()
        defer { try? lab.close() }
        let site = try Naming.site(run, lab.emulation.definition)
        let names = try PackageCommands.namesCodePage(run)
        for reading in readings {
            // What the engine would refuse is found before the first package is stored.
            do {
                _ = try PackageRecords(reading.package, site: site.code)
            } catch {
                throw CommandFailure(
                    ExitCode.badData, "\(reading.file): \(error.message); nothing was imported")
            }
        }
        var made: [PackageID] = []
        for var reading in readings {
            findings += try PackageCreate.sameName(reading.package.name, lab, site.code)
            reading.package.definitionDigest = try lab.keep(reading.bytes)
            for place in reading.folders { try lab.sources.set(place.root, place.folder, codePage: names) }
            let outcome = try lab.perform(
                .createPackage(site: site.code, package: reading.package), who: try run.account)
            guard case .package(let id) = outcome else { continue }
            made.append(id)
            describe(reading, id, site.code, run)
        }
        if let id = made.first {
            run.advise("Next: sms12 job create \(id) --on site:\(site.code)")
        }
    }

    private static func describe(
        _ reading: Reading, _ id: PackageID?, _ site: SiteCode?, _ run: CommandRun
    ) {
        let package = reading.package
        let name = id.map { "Package \($0)" } ?? "Would be a package:"
        run.done(
            id == nil ? .planned : .made, "package", id?.description ?? package.name, site: site,
            "\(name) \"\(package.name)\" from \(reading.file) (\(reading.grammar.rawValue) definition)")
        run.explain("  property sets: \(PackageCommands.sets(package))")
        if let set = package.workstation {
            run.explain("  source: \(set.root.isEmpty ? "-" : set.root)")
            for command in set.commands {
                run.explain("  command \"\(command.name)\": \(PackageCommands.describe(command))")
            }
        }
    }
}
