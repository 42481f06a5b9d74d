import CommandLineKit
import Emulation
import LegacyFormats
import PackageArchive
import SiteDatabase
import SiteModel

/// `package export`: the definition file of a package.
enum PackageExport {
    private static let to = Option<String?>(
        "to", value: "FILE", .file, defaultText: "standard output", help: "Where to write it.")
    private static let version = Option<PackageDefinitionGrammar?>(
        "format-version", value: "VERSION", .words,
        defaultText: "the kept file, else 1.x",
        help: "Print in this grammar, even if the package was not changed.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["package", "export"], "Write a package definition file.",
                discussion:
                    "A package that is still what its definition file said is written byte for byte as it was imported. "
                    + "A changed or created one is printed; what the grammar cannot say is reported. Where the source "
                    + "lies on this machine is no part of the definition.",
                options: [JobCommands.at, to, version, PackageCommands.codePage, Naming.site],
                operands: [PackageCommands.package],
                example: CommandExample("sms12 package export Editor --to editor.pdf"),
                moreExamples: [CommandExample("sms12 package export Editor --format-version 2.0")]),
            run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let site = try Naming.site(run, try reader.definition())
        let package = try PackageCommands.find(
            try run.value(PackageCommands.package), reader.database, site.code)
        let target = try run.value(to)
        let wanted = try run.value(version)
        if wanted == nil, let bytes = try kept(package, reader) {
            try run.write(bytes, to: target)
            if target != nil {
                run.conclude("Package \(package.id) is as it was imported: these are the imported bytes.")
            }
            return ExitCode.done
        }
        let codePage = try run.value(PackageCommands.codePage)
        let told = Self.withoutLocalSource(package)
        let printed =
            wanted == .v2
            ? printPackageDefinition2(
                told, codePage: run.parsed.isGiven(PackageCommands.codePage) ? codePage : nil)
            : printPackageDefinition1(told, codePage: codePage)
        try run.write(printed.bytes, to: target)
        if target != nil {
            let why = package.definitionDigest.isEmpty ? "was made here" : "differs from its import"
            let reason = wanted == nil ? "Package \(package.id) \(why): it" : "Package \(package.id)"
            run.conclude("\(reason) was printed as a \((wanted ?? .v1).rawValue) definition.")
        }
        return run.report(printed.findings) ?? .note >= .warning ? ExitCode.doneWithLosses : ExitCode.done
    }

    /// A package whose sources are written only where another machine finds them: by a UNC path.
    private static func withoutLocalSource(_ package: Package) -> Package {
        var result = package
        if let root = result.workstation?.root, !root.hasPrefix("\\\\") { result.workstation?.root = "" }
        if let root = result.sharing?.root, !root.hasPrefix("\\\\") { result.sharing?.root = "" }
        return result
    }

    /// The bytes a package was imported from, when reading them gives the package that there is now.
    private static func kept(_ package: Package, _ reader: LabReader) throws -> [UInt8]? {
        guard !package.definitionDigest.isEmpty else { return nil }
        let folder = reader.folder + "/store"
        guard HostFiles.isFolder(folder) else { return nil }
        let path = "\(folder)/\(package.definitionDigest.prefix(2))/\(package.definitionDigest.dropFirst(2))"
        guard HostFiles.exists(path) else { return nil }
        let bytes = try HostFiles.read(path)
        for codePage in CodePage.allCases {
            // Which code page it was read by is not kept; only the right one gives the same texts.
            let definition = parsePackageDefinition(bytes, file: "", codePage: codePage).definition
            guard let again = definition?.package(id: package.id).package else { continue }
            if comparable(again, like: package) == comparable(package, like: package) { return bytes }
        }
        return nil
    }

    /// A package without what is no part of a definition: where its source lies, and what was packed of it.
    private static func comparable(_ package: Package, like other: Package) -> Package {
        var result = package
        result.definitionDigest = ""
        result.workstation?.root = ""
        result.workstation?.transferFile = nil
        result.sharing?.root = ""
        result.sharing?.transferFile = nil
        // A file without a name got that of the file when it was imported.
        if result.product.isEmpty, result.version.isEmpty { result.name = other.name }
        return result
    }
}

/// `package delete`.
enum PackageDelete {
    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["package", "delete"], "Delete a package that no unfinished job uses.",
                discussion:
                    "Only the package's record goes: files on servers, instructions at logon servers and transfer files "
                    + "stay, as in SMS 1.2 (Q188052).",
                options: [Naming.site], operands: [PackageCommands.package],
                example: CommandExample("sms12 package delete Editor")),
            run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let lab = try run.openLab()
        defer { try? lab.close() }
        let site = try Naming.site(run, lab.emulation.definition)
        let package = try PackageCommands.find(
            try run.value(PackageCommands.package), lab.database, site.code)
        let places = try lab.database.rows(
            of: PackageLocationRow.self, site: site.code, prefix: [.name(package.id)])
        let users = InUse.ofPackage(package.id, lab, at: site.code)
        try lab.perform(.deletePackage(site: site.code, id: package.id), who: try run.account)
        run.done(
            .removed, "package", package.id.description, site: site.code,
            "Package \(package.id) \"\(package.name)\" was deleted.")
        if !places.isEmpty {
            let servers = places.map(\.server).joined(separator: ", ")
            run.conclude("Its files stay on \(servers): deleting a package does not remove them (Q188052).")
        }
        return run.report(users) == nil ? ExitCode.done : ExitCode.doneWithLosses
    }
}
