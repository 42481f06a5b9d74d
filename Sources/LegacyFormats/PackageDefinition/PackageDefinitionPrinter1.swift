public import SiteModel

/// Prints a package as a 1.x definition file.
///
/// Names that every release takes are written: `Version=1.0`, `Windows NT 3.1 (x86)`, `ANY_DRIVE_LETTER`. Reading
/// the file gives the package again, but for what the findings name. The language, the transfer files and the
/// identifier have no key.
/// - Parameters:
///   - package: What to print.
///   - codePage: The ANSI code page of the file.
/// - Returns: The file and what it could not carry.
public func printPackageDefinition1(
    _ package: Package, codePage: CodePage = .windows1252
) -> PrintedPackageDefinition {
    var writer = DefinitionWriter(.v1)
    writer.section("PDF")
    writer.line("Version", "1.0")
    writer.package1(package)
    if let sharing = package.sharing { writer.sharing1(sharing) }
    if let inventory = package.inventory { writer.inventory1(inventory) }
    return writer.finish(codePage: codePage)
}

extension DefinitionWriter {
    fileprivate mutating func package1(_ package: Package) {
        let (product, version) = productAndVersion(package)
        section("Package Definition")
        text("Product", product)
        text("Version", version)
        text("Comment", package.comment)
        if !package.company.isEmpty { text("Company", package.company) }
        if !package.language.isEmpty { lose("The language (\(package.language)) has no key in 1.x.") }
        if let set = package.workstation {
            if !set.root.isEmpty { text("ImportDirectory", set.root) }
            line("WorkstationAccess", Self.access(set.permissions))
        }
        if let root = package.sharing?.root, !root.isEmpty { text("SetupDirectory", root) }
        guard let commands = package.workstation?.commands else { return }
        let names = Self.sectionNames(commands.map(\.name), fallback: "Command", taken: [])
        line("SetupVariations", names.joined(separator: ", "))
        for (name, command) in zip(names, commands) {
            section("\(name) Setup")
            text("CommandLine", command.command)
            text("CommandName", command.name)
            boolean("UserInputRequired", !command.flags.isAutomated)
            boolean("SynchronousSystemExitRequired", command.synchronousSystemExit)
            if command.flags == .background { boolean("SystemTask", true) }
            line("SupportedPlatforms", Self.platforms(command.platforms))
        }
    }

    /// The words of an access list; `None`, which no SMS knows and which therefore gives no right, for none.
    private static func access(_ permissions: AccessPermissions) -> String {
        let words = AccessPermissions.words.filter { permissions.contains($0.bit) }.map(\.word)
        return words.isEmpty ? "None" : words.joined(separator: ", ")
    }

    private static func platforms(_ mask: PlatformMask) -> String {
        PlatformNames.written.filter { mask.contains($0.bit) }.map(\.name).joined(separator: ", ")
    }

    fileprivate mutating func sharing1(_ sharing: SharingProperties) {
        section("Setup Package for Sharing")
        text("ShareName", sharing.shareName)
        line("ShareAccess", Self.access(sharing.permissions))
        for (place, item) in sharing.programItems.enumerated() {
            section("Program Item Properties \(place + 1)")
            if item.commandLine.isEmpty {
                // Reading stops at an item without a command line; Office 95 shows the way out.
                line("CommandLine", "dummy.exe")
                findings.add(
                    .valueFilled, "Program item \(place + 1) has no command line; dummy.exe is written.",
                    at: nil)
            } else {
                text("CommandLine", item.commandLine)
            }
            text("Description", item.description)
            text("ConfigurationScript", item.configurationScript)
            text("RegistryName", item.registryName)
            text("DefaultINIFile", item.defaultINIFile)
            boolean("RunMinimized", item.runMinimized)
            boolean("RunLocalCopyIfPresent", item.runLocalCopyIfPresent)
            switch item.driveMode {
            case .unc: line("DriveMode", "UNC")
            case .anyLetter: line("DriveMode", "ANY_DRIVE_LETTER")
            case .letter(let letter): text("DriveMode", "SPECIFIC_DRIVE_LETTER \(letter):")
            }
            line("SupportedPlatforms", Self.platforms(item.platforms))
            text("SetupIcon", item.setupIcon)
            boolean("DisplayIconInProgGroup", item.displayIconInProgramGroup)
        }
    }

    fileprivate mutating func inventory1(_ inventory: InventoryProperties) {
        section("Setup Package for Inventory")
        boolean("InventoryThisPackage", inventory.inventoryThisPackage)
        var named: [String] = []
        for (place, part) in inventory.rule.enumerated() {
            let key = "Detection Rule Part \(place + 1)"
            switch part {
            case .and: line(key, "AND")
            case .or: line(key, "OR")
            case .open: line(key, "(")
            case .close: line(key, ")")
            case .file(let name):
                text(key, name)
                named.append(name.lowercased())
            }
        }
        for file in inventory.files {
            guard named.contains(file.section.lowercased()) else {
                lose("The file \(file.file) is in no rule.")
                continue
            }
            section(file.section)
            text("FILE", file.file)
            boolean("COLLECT", file.collect)
            tests1(file)
        }
    }

    private mutating func tests1(_ file: DetectionFile) {
        var written: Set<String> = []
        var tokens = 0
        for test in file.tests {
            let entry = Self.entry(test)
            var key = entry.key
            if key == "TOKEN" {
                tokens += 1
                key = "TOKEN \(tokens)"
            }
            guard written.insert(key).inserted, tokens <= 4 else {
                lose("\(file.section) has more tests of the kind \(entry.key) than a file can carry.")
                continue
            }
            text(key, entry.value)
        }
    }

    private static func entry(_ test: DetectionTest) -> (key: String, value: String) {
        func two(_ number: Int) -> String { (0...9).contains(number) ? "0\(number)" : "\(number)" }
        switch test {
        case .size(let size): return ("SIZE", "\(size)")
        case .date(let month, let day, let year): return ("DATE", "\(month), \(day), \(two(year))")
        case .time(let hour, let minute): return ("TIME", "\(two(hour)), \(two(minute))")
        case .checksum(let offset, let length, let value):
            return ("CHECKSUM", "\(offset), \(length), \(value)")
        case .crc(let offset, let length, let value): return ("CRC", "\(offset), \(length), \(value)")
        case .byte(let offset, let value): return ("BYTE", "\(offset), \(value)")
        case .word(let offset, let value): return ("WORD", "\(offset), \(value)")
        case .long(let offset, let value): return ("LONG", "\(offset), \(value)")
        case .token(let offset, let text): return ("TOKEN", "\(offset), \"\(text)\"")
        }
    }
}
