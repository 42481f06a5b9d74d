import CommandLineKit
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

/// `package list`.
enum PackageList {
    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["package", "list"], "List the packages of a site.", options: [JobCommands.at, Naming.site],
                example: CommandExample("sms12 package list")),
            run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let site = try Naming.site(run, try reader.definition())
        var table = Table([
            Column("Package ID", key: "id"), Column("Name", key: "name"), Column("Comment", key: "comment"),
            Column("Workstation", key: "workstation"), Column("Sharing", key: "sharing"),
            Column("Inventory", key: "inventory"), Column("Commands", key: "commands", .right),
            Column("Source", key: "source"), Column("Jobs", key: "jobs", .right),
        ])
        var commands: [PackageID: Int64] = [:]
        for row in try reader.database.rows(of: CommandLineRow.self, site: site.code) {
            commands[row.packageID, default: 0] += 1
        }
        var jobs: [PackageID: Int64] = [:]
        for row in try reader.database.rows(of: JobRow.self, site: site.code) {
            jobs[row.job.packageID, default: 0] += 1
        }
        for row in try reader.database.rows(of: PackageRow.self, site: site.code) {
            try table.add([
                .text(row.id.description), .text(row.name), .text(row.comment),
                // A set counts when it can be used: a root and a command line, or a root and a share.
                .flag(row.isWorkstationPackage), .flag(row.isSharingPackage), .flag(row.isInventoryPackage),
                .integer(commands[row.id] ?? 0),
                .optional(row.workstationRoot ?? row.serverRoot), .integer(jobs[row.id] ?? 0),
            ])
        }
        run.print(table)
        if site.isSecondary { return run.hasNoDatabase(site, "packages") }
        if table.rows.isEmpty, run.format == .table {
            run.advise("Next: sms12 package import FILE --source DIR")
        }
        return ExitCode.done
    }
}

/// `package show`.
enum PackageShow {
    static var entry: CommandEntry {
        CommandEntry(
            declaration: CommandDeclaration(
                ["package", "show"],
                "Show a package: its three property sets, where it lies, which jobs use it.",
                options: [JobCommands.at, Naming.site], operands: [PackageCommands.package],
                example: CommandExample("sms12 package show Editor")),
            run: run)
    }

    private static func run(_ run: CommandRun) throws -> Int32 {
        let reader = try run.readLabThen()
        let lab = try reader.definition()
        let site = try Naming.site(run, lab)
        let package = try PackageCommands.find(
            try run.value(PackageCommands.package), reader.database, site.code)
        let quirks = QuirkSet(release: lab.release, overrides: lab.quirks)
        var sheet = Blocks()
        let title = "Package \(package.id)"
        sheet.add(title, "Name", package.name)
        sheet.add(title, "Comment", package.comment)
        for (label, value) in [
            ("Product", package.product), ("Version", package.version), ("Company", package.company),
            ("Language", package.language), ("Definition file", package.definitionDigest),
        ] where !value.isEmpty {
            sheet.add(title, label, value)
        }
        addWorkstation(package, quirks, &sheet)
        addSharing(package, &sheet)
        addInventory(package, &sheet)
        try addPlaces(package, reader, site, &sheet)
        try sheet.print(run)
        return ExitCode.done
    }

    private static func addWorkstation(
        _ package: Package, _ quirks: QuirkSet, _ sheet: inout Blocks
    ) {
        let title = "Setup Package For Workstations"
        guard let set = package.workstation else { return sheet.add(title, "Set", "not set up") }
        sheet.add(title, "Source", set.root, note: set.root.isEmpty ? Self.noSource : "")
        sheet.add(title, "Permissions", set.permissions.wordList)
        if set.commands.isEmpty { sheet.add(title, "Commands", "none") }
        for command in set.commands {
            sheet.add(
                title, "Command \"\(quirks.shownCommandName(command.name))\"",
                PackageCommands.describe(command))
        }
        sheet.add(title, "Transfer file", set.transferFile ?? "never compressed")
    }

    private static let noSource = "none: without one the set cannot be used"

    private static func addSharing(_ package: Package, _ sheet: inout Blocks) {
        let title = "Setup Package For Sharing"
        guard let set = package.sharing else { return sheet.add(title, "Set", "not set up") }
        sheet.add(title, "Source", set.root, note: set.root.isEmpty ? Self.noSource : "")
        // A set counts when it can be used: a root and a share.
        sheet.add(
            title, "Share", set.shareName,
            note: set.shareName.isEmpty
                ? "none: without one the set cannot be used; --share-name gives it" : "")
        sheet.add(title, "Permissions", set.permissions.wordList)
        if set.programItems.isEmpty { sheet.add(title, "Items", "none") }
        for item in set.programItems {
            sheet.add(title, "Item \"\(item.description)\"", describe(item))
        }
        sheet.add(title, "Transfer file", set.transferFile ?? "never compressed")
    }

    private static func describe(_ item: ProgramItem) -> String {
        var words = [item.platforms.description]
        switch item.driveMode {
        case .unc: words.append("UNC")
        case .anyLetter: words.append("any drive letter")
        case .letter(let letter): words.append("drive \(letter):")
        }
        if item.runMinimized { words.append("minimized") }
        if item.runLocalCopyIfPresent { words.append("local copy if present") }
        if !item.displayIconInProgramGroup { words.append("no icon") }
        for (label, text) in [
            ("configuration", item.configurationScript), ("registry", item.registryName),
            ("INI", item.defaultINIFile), ("icon", item.setupIcon),
        ] where !text.isEmpty {
            words.append("\(label) \(text)")
        }
        return "\(item.commandLine)  [\(words.joined(separator: "; "))]"
    }

    private static func addInventory(_ package: Package, _ sheet: inout Blocks) {
        let title = "Setup Package For Inventory"
        guard let set = package.inventory else { return sheet.add(title, "Set", "not set up") }
        sheet.add(title, "Inventory this package", set.inventoryThisPackage ? "yes" : "no")
        // The rows hold rule and tests as text, as a definition file writes them.
        let records = try? PackageRecords(package, site: package.id.site)
        let rule = oneLine(records?.inventoryRule?.rule ?? "")
        sheet.add(title, "Rule", rule, note: rule.isEmpty ? "none: no computer is found to have it" : "")
        for file in records?.inventoryFiles ?? [] {
            let tests = oneLine(file.tests)
            sheet.add(
                title, "File [\(file.section)]",
                file.file + (file.collect ? ", collected" : "") + (tests.isEmpty ? "" : "  [\(tests)]"))
        }
    }

    private static func oneLine(_ text: String) -> String {
        text.split(separator: "\n").joined(separator: "; ")
    }

    private static func addPlaces(
        _ package: Package, _ reader: LabReader, _ site: SiteDefinition, _ sheet: inout Blocks
    ) throws {
        let locations = try reader.database.rows(
            of: PackageLocationRow.self, site: site.code, prefix: [.name(package.id)])
        if locations.isEmpty { sheet.add("Where it lies", "Servers", "none that the site knows of") }
        for row in locations {
            sheet.add(
                "Where it lies", row.server, "\\\\\(row.server)\\\(row.share)\\\(row.path)",
                note: "site \(row.siteCode)")
        }
        let jobs = try reader.database.rows(of: JobRow.self, site: site.code).filter {
            $0.job.packageID == package.id
        }
        if jobs.isEmpty { sheet.add("Jobs that use it", "Jobs", "none") }
        for row in jobs {
            sheet.add(
                "Jobs that use it", row.job.id.description, row.job.status.word, note: row.job.comment)
        }
    }
}
