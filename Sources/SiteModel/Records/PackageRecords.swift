/// A package as its rows: the scalars, and the command lines, program items and inventory rule below them.
public struct PackageRecords: Equatable, Sendable {
    /// The scalars.
    public var row: PackageRow
    /// The command lines of the workstation set, in order.
    public var commandLines: [CommandLineRow]
    /// The program items of the sharing set, in order.
    public var programItems: [ProgramItemRow]
    /// The rule of the inventory set; nil without a set or with an empty rule.
    public var inventoryRule: InventoryRuleRow?
    /// The files of the inventory set, in order.
    public var inventoryFiles: [InventoryFileRow]

    /// Takes rows as they are.
    public init(
        row: PackageRow, commandLines: [CommandLineRow], programItems: [ProgramItemRow],
        inventoryRule: InventoryRuleRow?, inventoryFiles: [InventoryFileRow]
    ) {
        self.row = row
        self.commandLines = commandLines
        self.programItems = programItems
        self.inventoryRule = inventoryRule
        self.inventoryFiles = inventoryFiles
    }

    /// Takes a package apart.
    ///
    /// - Parameters:
    ///   - package: The package.
    ///   - site: The site whose database the rows are for.
    ///   - source: What the source held when it was read; nil: not read.
    /// - Throws: `RecordError` when the inventory rule holds a name or token that no definition file could.
    public init(_ package: Package, site: SiteCode, source: SourceManifest? = nil) throws(RecordError) {
        row = Self.scalars(package, site: site, source: source)
        let id = package.id
        var commandLines: [CommandLineRow] = []
        for (place, command) in (package.workstation?.commands ?? []).enumerated() {
            commandLines.append(
                CommandLineRow(
                    site: site, packageID: id, ordinal: Int64(place), name: command.name,
                    command: command.command, flags: command.flags, platforms: command.platforms,
                    synchronousSystemExit: command.synchronousSystemExit))
        }
        self.commandLines = commandLines
        var programItems: [ProgramItemRow] = []
        for (place, item) in (package.sharing?.programItems ?? []).enumerated() {
            programItems.append(ProgramItemRow(item, site: site, packageID: id, ordinal: Int64(place)))
        }
        self.programItems = programItems
        var inventoryFiles: [InventoryFileRow] = []
        if let inventory = package.inventory, !inventory.rule.isEmpty {
            inventoryRule = InventoryRuleRow(
                site: site, packageID: id, rule: try DetectionNotation.text(inventory.rule))
        } else {
            inventoryRule = nil
        }
        for (place, file) in (package.inventory?.files ?? []).enumerated() {
            inventoryFiles.append(
                InventoryFileRow(
                    site: site, packageID: id, ordinal: Int64(place), section: file.section,
                    file: file.file, collect: file.collect, tests: try DetectionNotation.text(file.tests)))
        }
        self.inventoryFiles = inventoryFiles
    }

    private static func scalars(_ package: Package, site: SiteCode, source: SourceManifest?) -> PackageRow {
        var row = PackageRow(site: site, id: package.id, name: package.name)
        row.comment = package.comment
        row.product = package.product
        row.version = package.version
        row.company = package.company
        row.language = package.language
        if let set = package.workstation {
            row.workstationRoot = set.root
            row.workstationPermissions = set.permissions
            row.workstationTransferFile = set.transferFile
            row.isWorkstationPackage = !set.root.isEmpty && !set.commands.isEmpty
        }
        if let set = package.sharing {
            row.serverRoot = set.root
            row.shareName = set.shareName
            row.sharePermissions = set.permissions
            row.serverTransferFile = set.transferFile
            row.isSharingPackage = !set.root.isEmpty && !set.shareName.isEmpty
        }
        if let set = package.inventory {
            row.inventoryThisPackage = set.inventoryThisPackage
            row.isInventoryPackage = !set.rule.isEmpty
        }
        row.definitionDigest = package.definitionDigest
        if let source { row.take(source) }
        return row
    }

    /// Puts the package together again.
    ///
    /// - Throws: `RecordError` when a row's text has a form that was never written.
    public func package() throws(RecordError) -> Package {
        var package = Package(id: row.id, name: row.name)
        package.comment = row.comment
        package.product = row.product
        package.version = row.version
        package.company = row.company
        package.language = row.language
        package.definitionDigest = row.definitionDigest
        if let root = row.workstationRoot {
            package.workstation = WorkstationProperties(
                root: root, permissions: row.workstationPermissions,
                commands: commandLines.map(\.program), transferFile: row.workstationTransferFile)
        }
        if let root = row.serverRoot {
            var items: [ProgramItem] = []
            for item in programItems { items.append(try item.programItem()) }
            package.sharing = SharingProperties(
                root: root, shareName: row.shareName, permissions: row.sharePermissions,
                programItems: items, transferFile: row.serverTransferFile)
        }
        if let wanted = row.inventoryThisPackage {
            var files: [DetectionFile] = []
            for file in inventoryFiles {
                files.append(
                    DetectionFile(
                        section: file.section, file: file.file, collect: file.collect,
                        tests: try DetectionNotation.tests(file.tests)))
            }
            package.inventory = InventoryProperties(
                inventoryThisPackage: wanted,
                rule: inventoryRule.map { DetectionNotation.rule($0.rule) } ?? [], files: files)
        }
        return package
    }
}

extension PackageRow {
    /// Notes what the source held when it was read.
    ///
    /// - Parameter source: The entries of the source directory.
    public mutating func take(_ source: SourceManifest) {
        sourceFiles = Int64(source.fileCount)
        sourceBytes = source.totalBytes
        sourceLongestPath = Int64(source.longestPath)
        needsNTFS = source.needsNTFS
    }
}

extension CommandLineRow {
    /// The command line as the model has it.
    public var program: CommandLineProgram {
        CommandLineProgram(
            name: name, command: command, flags: flags, platforms: platforms,
            synchronousSystemExit: synchronousSystemExit)
    }
}

extension ProgramItemRow {
    /// Takes a program item of a package.
    init(_ item: ProgramItem, site: SiteCode, packageID: PackageID, ordinal: Int64) {
        self.init(
            site: site, packageID: packageID, ordinal: ordinal, description: item.description,
            commandLine: item.commandLine)
        configurationScript = item.configurationScript
        registryName = item.registryName
        defaultINIFile = item.defaultINIFile
        runMinimized = item.runMinimized
        runLocalCopyIfPresent = item.runLocalCopyIfPresent
        switch item.driveMode {
        case .unc: driveMode = .unc
        case .anyLetter: driveMode = .anyLetter
        case .letter(let letter):
            driveMode = .letter
            driveLetter = letter
        }
        platforms = item.platforms
        setupIcon = item.setupIcon
        displayIconInProgramGroup = item.displayIconInProgramGroup
    }

    /// The program item as the model has it.
    ///
    /// - Throws: `RecordError` when drive mode 3 has no letter.
    public func programItem() throws(RecordError) -> ProgramItem {
        let mode: DriveMode
        switch (driveMode, driveLetter) {
        case (.unc, _): mode = .unc
        case (.anyLetter, _): mode = .anyLetter
        case (.letter, .some(let letter)): mode = .letter(letter)
        case (.letter, .none):
            throw RecordError(
                table: Self.table.name, message: "drive mode 3 of item \(ordinal) has no letter")
        }
        return ProgramItem(
            commandLine: commandLine, description: description, configurationScript: configurationScript,
            registryName: registryName, defaultINIFile: defaultINIFile, runMinimized: runMinimized,
            runLocalCopyIfPresent: runLocalCopyIfPresent, driveMode: mode, platforms: platforms,
            setupIcon: setupIcon, displayIconInProgramGroup: displayIconInProgramGroup)
    }
}
