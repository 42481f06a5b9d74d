import CommandLineKit
import Emulation
import SiteModel

/// `package create`: a package from options, with any of its three property sets.
enum PackageCreate {
    private static let name = Operand<String>("NAME", .text, help: "The name of the new package.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["package", "create"], "Make a package from options.",
                discussion:
                    "--source and --command make the workstation set, --share-name, --share-source and --item the "
                    + "sharing set, --inventory-rule the inventory set. A job of type Run Command On Workstation uses "
                    + "the workstation set. Commands are never executed: how a run ends is what the rules of the lab "
                    + "file (results) say.",
                options: PackageOptions.all + [Naming.site], operands: [name],
                example: CommandExample(
                    "sms12 package create Editor --source files --command \"Install=setup.exe /q\" --automated"
                ),
                moreExamples: [
                    CommandExample(
                        "sms12 package create Shared --share-source app --share-name APP --item \"App=app.exe\""
                    )
                ], exitCodes: ExitCodeNote.reading("no package was made")),
            run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let name = try run.value(name)
        guard !name.isEmpty, let id = PackageID("AAA00000") else {
            throw run.parsed.usageError(.other("the name of a package must not be empty"))
        }
        var package = Package(id: id, name: name)
        var (findings, folders) = try PackageOptions.apply(run, to: &package)
        if findings.contains(where: { $0.severity == .error }) {
            run.report(findings)
            return ExitCode.badData
        }
        findings += try SourceCheck.findings(folders, of: package, run)
        let lab = try run.openLab()
        defer { try? lab.close() }
        let site = try Naming.site(run, lab.emulation.definition)
        findings += try sameName(name, lab, site.code)
        let names = try PackageCommands.namesCodePage(run)
        for place in folders { try lab.sources.set(place.root, place.folder, codePage: names) }
        let outcome = try lab.perform(.createPackage(site: site.code, package: package), who: try run.account)
        guard case .package(let made) = outcome else { return ExitCode.ourBug }
        run.done(
            .made, "package", made.description, site: site.code,
            "Package \(made) \"\(name)\": \(PackageCommands.sets(package))")
        for command in package.workstation?.commands ?? [] {
            run.explain("  command \"\(command.name)\": \(PackageCommands.describe(command))")
        }
        advise(made, package, site.code, run)
        return run.report(findings) ?? .note >= .warning ? ExitCode.doneWithLosses : ExitCode.done
    }

    private static func advise(_ id: PackageID, _ package: Package, _ site: SiteCode, _ run: CommandRun) {
        guard let set = package.workstation, !set.root.isEmpty else {
            if package.sharing?.shareName.isEmpty == false {
                return run.advise("Next: sms12 job create \(id) --share --on site:\(site)")
            }
            return run.advise(
                "Next: sms12 package set \(id) --source DIR --command \"NAME=LINE\", so that a job can use it"
            )
        }
        run.advise("Next: sms12 job create \(id) --on site:\(site)")
    }

    /// A note when another package of the site has the name already.
    static func sameName(_ name: String, _ lab: LabSession, _ site: SiteCode) throws -> [Finding] {
        let same = try PackageCommands.things(lab.database, site).filter {
            $0.name.lowercased() == name.lowercased()
        }
        guard let first = same.first else { return [] }
        return [
            Finding(
                .note, "name-in-use", "package \(first.id) is called \"\(first.name)\" too",
                advice: "name the two by their identifiers")
        ]
    }
}

/// `package set`: changes of a package's properties.
enum PackageSet {
    private static let newName = Option<String?>("name", value: "NAME", .text, help: "A new name.")
    private static let removeCommand = Option<[String]>(
        "remove-command", value: "NAME", .text, help: "Remove a workstation command line.")
    private static let removeItem = Option<[String]>(
        "remove-item", value: "TITLE", .text, help: "Remove a program item.")
    private static let noSharing = Option("no-sharing", help: "Remove the sharing set.")
    private static let noInventory = Option("no-inventory", help: "Remove the inventory set.")

    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["package", "set"], "Change a package.",
                discussion:
                    "What is not named stays. A job that was activated keeps the command line it was offered with; "
                    + "other files reach the servers with the next job whose Send phase compresses again.",
                options: [newName] + PackageOptions.all
                    + [removeCommand, removeItem, noSharing, noInventory, Naming.site],
                operands: [PackageCommands.package],
                atMostOne: [
                    [PackageOptions.shareName, noSharing], [PackageOptions.inventoryRule, noInventory],
                ],
                example: CommandExample("sms12 package set Editor --command \"Install=setup.exe /s\""),
                exitCodes: ExitCodeNote.reading("nothing was changed")),
            run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let lab = try run.openLab()
        defer { try? lab.close() }
        let site = try Naming.site(run, lab.emulation.definition)
        let old = try PackageCommands.find(
            try run.value(PackageCommands.package), lab.database, site.code)
        var package = old
        if let name = try run.value(newName) {
            guard !name.isEmpty else {
                throw run.parsed.usageError(.other("the name of a package must not be empty"))
            }
            package.name = name
        }
        try remove(run, &package)
        var (findings, folders) = try PackageOptions.apply(run, to: &package)
        if findings.contains(where: { $0.severity == .error }) {
            run.report(findings)
            return ExitCode.badData
        }
        let names = try PackageCommands.namesCodePage(run)
        // Where a source lies and how its names are read is no part of the package.
        let isMoved = folders.contains {
            lab.sources.folder(of: $0.root) != $0.folder || lab.sources.codePage(of: $0.root) != names
        }
        guard package != old || isMoved else {
            run.done(
                .unchanged, "package", old.id.description, site: site.code,
                "Package \(old.id) \"\(old.name)\" is so already; nothing was changed.")
            run.report(findings)
            return ExitCode.done
        }
        if !folders.isEmpty { findings += try SourceCheck.findings(folders, of: package, run) }
        if package.name != old.name {
            findings += try PackageCreate.sameName(package.name, lab, site.code)
        }
        for place in folders { try lab.sources.set(place.root, place.folder, codePage: names) }
        if package != old {
            try lab.perform(.updatePackage(site: site.code, package: package), who: try run.account)
        }
        run.done(
            .changed, "package", package.id.description, site: site.code,
            "Package \(package.id) \"\(package.name)\" was changed: \(PackageCommands.sets(package))")
        run.advise("Next: sms12 package show \(package.id)")
        return run.report(findings) ?? .note >= .warning ? ExitCode.doneWithLosses : ExitCode.done
    }

    private static func remove(_ run: CommandRun, _ package: inout Package) throws {
        for name in try run.value(removeCommand) {
            let commands = package.workstation?.commands ?? []
            let place = try Naming.find(
                name, kind: "command",
                in: commands.enumerated().map { NamedThing(name: $0.element.name, $0.offset) },
                list: "package show \(package.id)")
            package.workstation?.commands.remove(at: place)
        }
        for title in try run.value(removeItem) {
            let items = package.sharing?.programItems ?? []
            let place = try Naming.find(
                title, kind: "program item",
                in: items.enumerated().map { NamedThing(name: $0.element.description, $0.offset) },
                list: "package show \(package.id)")
            package.sharing?.programItems.remove(at: place)
        }
        if try run.value(noSharing) { package.sharing = nil }
        if try run.value(noInventory) { package.inventory = nil }
    }
}
