import SiteModel

/// Reading of the 1.x grammar: package, command lines, sharing.
extension DefinitionContext {
    /// Reads a whole 1.x file.
    mutating func readVersion1(_ package: DefinitionSection, into definition: inout PackageDefinition) {
        definition.product = required(package, "Product", limit: 255)
        definition.version = text(package, "Version", limit: 2047)
        definition.comment = text(package, "Comment", limit: 2047)
        definition.company = text(package, "Company", limit: 2047)
        definition.importDirectory = text(package, "ImportDirectory", limit: 2047)
        definition.setupDirectory = text(package, "SetupDirectory", limit: 2047)
        noteMissing(package, ["Version", "Comment"])
        if let access = access(package, "WorkstationAccess") { definition.workstationAccess = access }
        let variations = text(package, "SetupVariations")
        for (variation, section) in listedSections(variations, sectionName: { "\($0) Setup" }) {
            definition.commands.append(command(variation, section))
        }
        warnOfEqualNames(
            definition.commands.map { ($0.name, $0.location) }, what: "CommandName")
        definition.hasWorkstationSet =
            ["WorkstationAccess", "ImportDirectory", "SetupVariations"].contains { package.entry($0) != nil }
        noteUnknownKeys(package, known: Self.packageKeys1)
        definition.sharing = sharing()
        definition.inventory = inventory()
        for section in document.sections where section.name.unicodeScalars.count > 127 {
            findings.add(
                .overLimit,
                "The section name has over 127 characters, the most that Microsoft's importer reads.",
                at: section.location, advice: "shorten it")
        }
        noteOtherSections(into: &definition, listKey: "SetupVariations") { section in
            guard section.folded.hasSuffix(" setup") else { return nil }
            return String(section.name.dropLast(" setup".count))
        }
    }

    /// Keys of `[Package Definition]`; those from Company on were written by vendors and are read by nobody.
    private static let packageKeys1 = [
        "Product", "Version", "Comment", "SetupVariations", "WorkstationAccess", "ImportDirectory",
        "SetupDirectory", "Company", "ErrorCodes", "Environments", "Capabilities", "TelephoneSupportNumber",
        "RebootAfterInstall", "RebootAfterDeInstall",
    ]

    /// Reads an access list; nil when the key is absent or empty, which Microsoft's reader cannot tell apart.
    private mutating func access(_ section: DefinitionSection, _ key: String) -> AccessPermissions? {
        guard let list = text(section, key) else { return nil }
        var result: AccessPermissions = []
        for item in list.items {
            let folded = item.text.lowercased()
            if let word = AccessPermissions.words.first(where: { $0.word.lowercased() == folded }) {
                result.insert(word.bit)
            } else if folded != "none" {
                // Any word that SMS does not know means no right; None is the one we write ourselves.
                findings.add(
                    .unknownAccessWord, "\"\(item.text)\" is no right that SMS knows; it gives none.",
                    at: item.location, advice: "write UserRead, UserWrite, GuestRead or GuestWrite")
            }
        }
        return result
    }

    private mutating func command(_ variation: String, _ section: DefinitionSection) -> CommandDefinition {
        var command = CommandDefinition(variation: variation, location: section.location)
        command.name = required(section, "CommandName", limit: 255)
        if command.name.isEmpty { command.name = variation }
        command.commandLine = commandLine(section, limit: 255)
        command.systemTask = boolean(section, "SystemTask") ?? false
        command.userInputRequired = boolean(section, "UserInputRequired")
        if command.systemTask, command.userInputRequired == true {
            findings.add(
                .forcedValue,
                "UserInputRequired is TRUE and becomes FALSE: a SystemTask runs without a user.",
                at: section.entry("UserInputRequired")?.valueLocation ?? section.location,
                advice: "write UserInputRequired=FALSE, or no SystemTask")
            command.userInputRequired = false
        } else if text(section, "UserInputRequired") == nil {
            findings.add(
                .automatedByDefault, "UserInputRequired of [\(section.name)] is absent: no input is needed.",
                at: section.entry("UserInputRequired")?.valueLocation ?? section.location)
        }
        command.synchronousSystemExitRequired = boolean(section, "SynchronousSystemExitRequired") ?? false
        (command.platforms, command.platformTexts) = platforms(section)
        noteUnknownKeys(
            section,
            known: [
                "CommandName", "CommandLine", "UserInputRequired", "SynchronousSystemExitRequired",
                "SystemTask",
                "SupportedPlatforms",
            ])
        return command
    }

    /// A program's command line; its absence is an error for that program and makes the import a draft.
    mutating func commandLine(_ section: DefinitionSection, limit: Int) -> String {
        guard let value = text(section, "CommandLine") else {
            isDraft = true
            findings.add(
                .programWithoutCommandLine, "[\(section.name)] has no command line and cannot be used.",
                at: section.entry("CommandLine")?.valueLocation ?? section.location,
                advice: "write CommandLine, or take the section off the list")
            return ""
        }
        checkLimit(value, limit: limit)
        checkCommandLine(value)
        return value.text
    }

    /// Warns of programs whose names are equal but for case: a name is a key.
    mutating func warnOfEqualNames(_ names: [(name: String, location: SourceLocation)], what: String) {
        var seen: Set<String> = []
        for (name, location) in names where !seen.insert(name.lowercased()).inserted {
            findings.add(
                .duplicateName, "The \(what) \"\(name)\" is there twice in the package.", at: location,
                advice: "give each program a name of its own")
        }
    }

    private mutating func sharing() -> SharingDefinition? {
        let section = section("Setup Package for Sharing")
        let firstItem = document.sections.first { $0.folded.hasPrefix("program item properties ") }
        guard section != nil || firstItem != nil else { return nil }
        var sharing = SharingDefinition()
        if let section {
            sharing.shareName = required(section, "ShareName", limit: 255)
            if let access = access(section, "ShareAccess") {
                sharing.access = access
            } else {
                _ = required(section, "ShareAccess", limit: 255)
            }
            noteUnknownKeys(section, known: ["ShareName", "ShareAccess"])
        } else {
            isDraft = true
            findings.add(
                .missingRequiredKey, "There are program items and no [Setup Package for Sharing].",
                at: firstItem?.location,
                advice: "add the section with ShareName and ShareAccess")
        }
        var number = 1
        while let section = self.section("Program Item Properties \(number)") {
            guard let item = programItem(section, number: number) else { break }
            sharing.items.append(item)
            number += 1
        }
        warnOfItemsBehind(number)
        return sharing
    }

    /// Warns of program items that are not read because an earlier number is missing or has no command line.
    private mutating func warnOfItemsBehind(_ number: Int) {
        for section in document.sections where !section.isShadowed {
            guard section.folded.hasPrefix("program item properties "),
                let other = Int(section.folded.dropFirst("program item properties ".count)), other > number
            else { continue }
            usedSections.insert(section.folded)
            findings.add(
                .programItemGap,
                "[\(section.name)] is not read: item \(number) is missing or has no command line.",
                at: section.location, advice: "number the items without a gap, each with a CommandLine")
        }
    }

    private mutating func programItem(_ section: DefinitionSection, number: Int) -> ProgramItemDefinition? {
        guard let line = text(section, "CommandLine") else {
            findings.add(
                .programItemGap, "[\(section.name)] has no command line; reading the items stops here.",
                at: section.entry("CommandLine")?.valueLocation ?? section.location,
                advice: "write a CommandLine; Office 95 writes dummy.exe where there is nothing to run")
            return nil
        }
        checkLimit(line, limit: 255)
        checkCommandLine(line)
        if line.text.contains(",") {
            findings.add(
                .commaInCommandLine, "The command line of a program item may hold no comma.",
                at: line.location,
                advice: "move the command into a batch file")
        }
        var item = ProgramItem(commandLine: line.text)
        if let value = text(section, "Description") {
            item.description = value.text
            if value.text.unicodeScalars.count > 40 {
                findings.add(
                    .longDescription,
                    "Description has \(value.text.unicodeScalars.count) characters; over 40 damages the "
                        + "clients' program groups (Q188060).",
                    at: value.location, advice: "shorten it to 40")
            }
        }
        item.configurationScript = text(section, "ConfigurationScript", limit: 255)
        item.registryName = text(section, "RegistryName", limit: 50)
        item.defaultINIFile = text(section, "DefaultINIFile", limit: 255)
        item.runMinimized = boolean(section, "RunMinimized") ?? false
        item.runLocalCopyIfPresent = boolean(section, "RunLocalCopyIfPresent") ?? false
        item.displayIconInProgramGroup = boolean(section, "DisplayIconInProgGroup") ?? true
        item.driveMode = driveMode(section)
        if let icon = text(section, "SetupIcon") {
            item.setupIcon = icon.text
            if !icon.text.lowercased().hasSuffix(".ico") {
                findings.add(
                    .iconType, "SetupIcon is \(icon.text); SMS takes .ICO files only.", at: icon.location,
                    advice: "name an .ICO file beside the definition file")
            }
            checkIcon(icon)
        }
        let platforms = platforms(section)
        item.platforms = platforms.mask
        noteUnknownKeys(section, known: Self.itemKeys)
        return ProgramItemDefinition(
            number: number, location: section.location, item: item, platformTexts: platforms.texts)
    }

    private static let itemKeys = [
        "CommandLine", "Description", "ConfigurationScript", "RegistryName", "DefaultINIFile", "RunMinimized",
        "RunLocalCopyIfPresent", "DriveMode", "SupportedPlatforms", "SetupIcon", "DisplayIconInProgGroup",
    ]

    /// `UNC`, `ANY_DRIVE_LETTER` or `SPECIFIC_DRIVE_LETTER X:`, with or without the underscores, or 1 to 3.
    private mutating func driveMode(_ section: DefinitionSection) -> DriveMode {
        guard let value = text(section, "DriveMode") else { return .unc }
        let word = string(value.text.lowercased().unicodeScalars.filter { $0 != "_" && !isBlank($0) })
        if word == "unc" || word == "uncname" || word == "1" { return .unc }
        if word == "anydriveletter" || word == "2" { return .anyLetter }
        for prefix in ["specificdriveletter", "3"] where word.hasPrefix(prefix) {
            let rest = Array(word.dropFirst(prefix.count).unicodeScalars)
            if let letter = rest.first, ("a"..."z").contains(letter), rest.count == 1 || rest[1...] == [":"] {
                return .letter(String(letter).uppercased())
            }
        }
        findings.add(
            .unknownDriveMode, "DriveMode is \"\(value.text)\"; UNC is taken.", at: value.location,
            advice: "write UNC, ANY_DRIVE_LETTER or SPECIFIC_DRIVE_LETTER X:")
        return .unc
    }
}
