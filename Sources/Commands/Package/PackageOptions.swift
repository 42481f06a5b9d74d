import CommandLineKit
import LegacyFormats
import Pipeline
import SiteModel

/// `NAME=VALUE` of an option, cut at the first `=`.
struct NamedText: Equatable, Sendable {
    /// Before the sign.
    var name: String
    /// Behind it.
    var text: String

    /// Reads the word of an option.
    static let reader = WordReader<NamedText>(
        write: { "\($0.name)=\($0.text)" },
        read: { (word: String) throws(ValueProblem) -> NamedText in
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw ValueProblem("is not of the form \"NAME=COMMAND LINE\"")
            }
            return NamedText(name: String(parts[0]), text: String(parts[1]))
        })
}

extension AccessPermissions {
    /// The words with commas between, or `none`.
    fileprivate var text: String {
        isEmpty ? "none" : Self.words.filter { contains($0.bit) }.map(\.word).joined(separator: ",")
    }
}

extension DriveMode {
    /// The word of `--item-drive`.
    fileprivate var text: String {
        switch self {
        case .unc: "unc"
        case .anyLetter: "any"
        case .letter(let letter): letter + ":"
        }
    }
}

/// What `package create` and `package set` can be told about the three property sets.
enum PackageOptions {
    static let comment = Option<String?>(
        "comment", value: "TEXT", .text, help: "The comment that users see in Package Command Manager.")
    static let source = Option<String?>(
        "source", value: "DIR", .directory, help: "The source folder of the workstation set.")
    static let command = Option<[NamedText]>(
        "command", value: "NAME=LINE", NamedText.reader,
        help: "A workstation command line; one of the same name is replaced.")
    static let platform = Option<[PlatformMask]>(
        "platform", value: "NAME", platformReader, defaultText: "all platforms",
        help: "Where the given commands run: names with commas between, or all.")
    static let automated = Option("automated", help: "The given commands need no input.")
    static let background = Option(
        "background", help: "The given commands are system tasks, run by the service; implies --automated.")
    static let systemExit = Option(
        "system-exit", help: "The given commands end Windows at their end (SynchronousSystemExitRequired).")
    static let access = Option<AccessPermissions?>(
        "access", value: "WORDS", accessReader, defaultText: "all four",
        help:
            "Workstation permissions: UserRead, UserWrite, GuestRead, GuestWrite with commas between, or none."
    )
    static let shareAccess = Option<AccessPermissions?>(
        "share-access", value: "WORDS", accessReader, defaultText: "all four",
        help: "Permissions of the sharing set, in the same words.")
    static let shareName = Option<String?>(
        "share-name", value: "NAME", .text, help: "The share of the sharing set; A\\B\\C nests.")
    static let shareSource = Option<String?>(
        "share-source", value: "DIR", .directory, defaultText: "that of --source",
        help: "The source folder of the sharing set.")
    static let item = Option<[NamedText]>(
        "item", value: "TITLE=LINE", NamedText.reader,
        help: "A program item of the sharing set; one of the same title is replaced.")
    static let itemPlatform = Option<[PlatformMask]>(
        "item-platform", value: "NAME", platformReader, defaultText: "all platforms",
        help: "Where the given program items run: names with commas between, or all.")
    static let itemDrive = Option<DriveMode?>(
        "item-drive", value: "MODE", driveReader, defaultText: "unc",
        help: "How the given program items reach the share: unc, any, or a drive letter such as S:.")
    static let itemSetup = Option<String?>(
        "item-setup", value: "LINE", .text, help: "The one-time set-up command of the given program items.")
    static let itemRegistry = Option<String?>(
        "item-registry", value: "NAME", .text,
        help: "The name under which clients keep the state of the given program items.")
    static let itemMinimized = Option("item-minimized", help: "The given program items start minimized.")
    static let itemLocal = Option(
        "item-local-copy", help: "The given program items run a local copy where there is one.")
    static let itemHidden = Option(
        "item-hidden", help: "The given program items are not shown in the program group.")
    static let inventoryRule = Option<String?>(
        "inventory-rule", value: "FILE", .file,
        help: "A file with [Setup Package for Inventory] and its file sections, as in a 1.x definition.")

    static let all: [any DeclaredOption] = [
        comment, source, PackageCommands.namesCodePage, command, platform, automated, background, systemExit,
        access, shareName, shareSource, shareAccess, item, itemPlatform, itemDrive, itemSetup, itemRegistry,
        itemMinimized,
        itemLocal, itemHidden, inventoryRule,
    ]

    private static let accessReader = WordReader<AccessPermissions>(
        completion: .words(AccessPermissions.words.map(\.word) + ["none"]), write: { $0.text },
        read: { (word: String) throws(ValueProblem) -> AccessPermissions in
            var access: AccessPermissions = []
            if word.lowercased() == "none" { return access }
            for name in word.split(separator: ",", omittingEmptySubsequences: false) {
                let lower = name.lowercased().filter { $0 != " " }
                let names = AccessPermissions.words.map(\.word)
                guard let found = AccessPermissions.words.first(where: { $0.word.lowercased() == lower })
                else {
                    throw ValueProblem(
                        "is no permission (\(names.joined(separator: ", ")), none)",
                        suggestions: nearestNames(to: String(name), among: names))
                }
                access.insert(found.bit)
            }
            return access
        })

    private static let driveReader = WordReader<DriveMode>(
        completion: .words(["unc", "any"]), write: { $0.text },
        read: { (word: String) throws(ValueProblem) -> DriveMode in
            let upper = word.uppercased()
            switch upper {
            case "UNC": return .unc
            case "ANY": return .anyLetter
            default:
                let letter = upper.hasSuffix(":") ? String(upper.dropLast()) : upper
                guard letter.utf8.count == 1, let byte = letter.utf8.first, (0x41...0x5A).contains(byte)
                else {
                    throw ValueProblem("is neither unc, any nor a drive letter such as S:")
                }
                return .letter(letter)
            }
        })

    private static let everyPlatform = PlatformMask.names.reduce(into: PlatformMask()) { $0.insert($1.bit) }

    private static let platformReader = WordReader<PlatformMask>(
        completion: .words(PlatformMask.names.map(\.name) + ["all"]), write: { $0.description },
        read: { (word: String) throws(ValueProblem) -> PlatformMask in
            var mask: PlatformMask = []
            for name in word.split(separator: ",", omittingEmptySubsequences: false) {
                let lower = name.lowercased()
                if lower == "all" {
                    mask.formUnion(everyPlatform)
                } else if lower == "dos" {
                    mask.formUnion(.msdos)
                } else if let bit = PlatformMask.named(lower) {
                    mask.formUnion(bit)
                } else {
                    let names = PlatformMask.names.map(\.name) + ["dos", "all"]
                    throw ValueProblem(
                        "is no platform (\(names.joined(separator: ", ")))",
                        suggestions: nearestNames(to: lower, among: names))
                }
            }
            return mask
        })

    /// Changes a package as the options say.
    ///
    /// - Returns: Findings, and the roots that were named with the host's folder of each.
    static func apply(
        _ run: CommandRun, to package: inout Package
    ) throws -> (findings: [Finding], folders: [(root: String, folder: String)]) {
        if let text = try run.value(comment) { package.comment = text }
        var folders: [(root: String, folder: String)] = []
        try applyWorkstation(run, &package, &folders)
        try applySharing(run, &package, &folders)
        var findings: [Finding] = []
        if let file = try run.value(inventoryRule) {
            let (rule, found) = readRule(try run.read(file), file: file)
            findings += found
            if let rule { package.inventory = rule }
        }
        findings += lengths(package) + oddities(package, .error)
        return (findings, folders)
    }

    private static func applyWorkstation(
        _ run: CommandRun, _ package: inout Package, _ folders: inout [(root: String, folder: String)]
    ) throws {
        let commands = try run.value(command)
        let root = try run.value(source)
        if try run.value(PackageCommands.namesCodePage) != nil, root == nil, try run.value(shareSource) == nil
        {
            throw run.parsed.usageError(
                .other("--names-code-page is about the files of --source or --share-source: give that too"))
        }
        let isBackground = try run.value(background)
        let isAutomated = try run.value(automated)
        let mask = try run.value(platform)
        let endsWindows = try run.value(systemExit)
        let permissions = try run.value(access)
        if commands.isEmpty, isBackground || isAutomated || endsWindows || !mask.isEmpty {
            throw run.parsed.usageError(
                .other(
                    "--platform, --automated, --background and --system-exit are about the commands of --command"
                ))
        }
        guard !commands.isEmpty || root != nil || permissions != nil else { return }
        var set = package.workstation ?? WorkstationProperties()
        if let permissions { set.permissions = permissions }
        if let root {
            set.root = root
            folders.append((root, run.hostPath(root)))
        }
        for given in commands {
            let old = set.commands.firstIndex { $0.name.lowercased() == given.name.lowercased() }
            var program = CommandLineProgram(name: given.name, command: given.text)
            program.platforms = old.map { set.commands[$0].platforms } ?? everyPlatform
            if !mask.isEmpty { program.platforms = mask.reduce(into: []) { $0.formUnion($1) } }
            program.flags = old.map { set.commands[$0].flags } ?? .needsInput
            if isAutomated { program.flags = .automated }
            if isBackground { program.flags = .background }
            if let old {
                program.synchronousSystemExit = endsWindows || set.commands[old].synchronousSystemExit
                set.commands[old] = program
            } else {
                program.synchronousSystemExit = endsWindows
                set.commands.append(program)
            }
        }
        package.workstation = set
    }

    private static func applySharing(
        _ run: CommandRun, _ package: inout Package, _ folders: inout [(root: String, folder: String)]
    ) throws {
        let items = try run.value(item)
        let name = try run.value(shareName)
        let root = try run.value(shareSource)
        let permissions = try run.value(shareAccess)
        if items.isEmpty, try isAboutItems(run) {
            throw run.parsed.usageError(.other("the --item- options are about the program items of --item"))
        }
        guard !items.isEmpty || name != nil || root != nil || permissions != nil else { return }
        var set =
            package.sharing
            ?? SharingProperties(root: package.workstation?.root ?? "")
        if let name { set.shareName = name }
        if let permissions { set.permissions = permissions }
        if let root {
            set.root = root
            folders.append((root, run.hostPath(root)))
        }
        for given in items {
            let old = set.programItems.firstIndex { $0.description.lowercased() == given.name.lowercased() }
            var made =
                old.map { set.programItems[$0] }
                ?? ProgramItem(commandLine: given.text, description: given.name, platforms: everyPlatform)
            made.commandLine = given.text
            try change(&made, run)
            if let old { set.programItems[old] = made } else { set.programItems.append(made) }
        }
        package.sharing = set
    }

    private static func isAboutItems(_ run: CommandRun) throws -> Bool {
        let flags = try [itemMinimized, itemLocal, itemHidden].map { try run.value($0) }
        return try flags.contains(true) || !run.value(itemPlatform).isEmpty || run.value(itemDrive) != nil
            || run.value(itemSetup) != nil || run.value(itemRegistry) != nil
    }

    /// Puts the `--item-` options into a program item.
    private static func change(_ item: inout ProgramItem, _ run: CommandRun) throws {
        let mask = try run.value(itemPlatform)
        if !mask.isEmpty { item.platforms = mask.reduce(into: []) { $0.formUnion($1) } }
        if let mode = try run.value(itemDrive) { item.driveMode = mode }
        if let line = try run.value(itemSetup) { item.configurationScript = line }
        if let name = try run.value(itemRegistry) { item.registryName = name }
        if try run.value(itemMinimized) { item.runMinimized = true }
        if try run.value(itemLocal) { item.runLocalCopyIfPresent = true }
        if try run.value(itemHidden) { item.displayIconInProgramGroup = false }
    }

    /// Reads an inventory rule out of a 1.x definition, or out of a file that has nothing else.
    private static func readRule(_ bytes: [UInt8], file: String) -> (InventoryProperties?, [Finding]) {
        var reading = parsePackageDefinition(bytes, file: file)
        if reading.document.section("Package Definition") == nil {
            // The rest of a definition is put behind, so that lines keep their numbers.
            let lines = reading.document.lines.count
            let rest =
                "\r\n[PDF]\r\nVersion=1.0\r\n[Package Definition]\r\nProduct=x\r\nVersion=1\r\nComment=x\r\n"
            reading = parsePackageDefinition(bytes + Array(rest.utf8), file: file)
            reading.findings.removeAll { ($0.location?.line ?? 0) > lines || $0.location?.line == 0 }
        }
        var findings = reading.findings
        guard let inventory = reading.definition?.inventory else {
            if !findings.contains(where: { $0.severity == .error }) {
                findings.append(
                    Finding(
                        .error, "no-inventory-rule", "there is no section [Setup Package for Inventory]",
                        at: SourceLocation(file: file)))
            }
            return (nil, findings)
        }
        if !inventory.isUsable, !findings.contains(where: { $0.severity == .error }) {
            findings.append(
                Finding(
                    .error, "inventory-rule-unusable", "the rule cannot be used", at: inventory.location))
        }
        return (inventory.properties, findings)
    }

    /// What is odd about names, whoever made the package: control characters, two commands of one name, and a share name
    /// that no folder can have.
    ///
    /// - Parameters:
    ///   - package: The package.
    ///   - severity: How grave a name that cannot be is: an error where it was typed, a warning in an old file.
    ///   - place: Where the package comes from.
    /// - Returns: The findings.
    static func oddities(_ package: Package, _ severity: Severity, at place: SourceLocation? = nil)
        -> [Finding]
    {
        var findings: [Finding] = []
        var texts = [("the name", package.name), ("the comment", package.comment)]
        var names: Set<String> = []
        for command in package.workstation?.commands ?? [] {
            texts.append(("the name of a command", command.name))
            texts.append(("the command line of \"\(command.name)\"", command.command))
            if !names.insert(command.name.lowercased()).inserted {
                findings.append(
                    Finding(
                        .warning, "same-command", "two commands are called \"\(command.name)\"", at: place,
                        advice: "a command's name is unique in a package; jobs take the first"))
            }
        }
        for (what, text) in texts {
            guard let odd = text.unicodeScalars.first(where: { $0.properties.generalCategory == .control })
            else { continue }
            let code = String(odd.value, radix: 16, uppercase: true)
            findings.append(
                Finding(
                    severity, "control-character", "\(what) has the control character U+\(code)", at: place,
                    advice: severity == .error ? nil : "another code page may read it: --code-page"))
        }
        // The Despooler makes a folder of each element; what it cannot make it refuses (event 7).
        for element in package.sharing?.shareElements ?? [] {
            guard let problem = FileNameRules.problem(in: element) else { continue }
            findings.append(
                Finding(
                    severity, "share-name",
                    "the share name \"\(package.sharing?.shareName ?? "")\" cannot be a folder: \"\(element)\" \(problem)",
                    at: place,
                    advice:
                        "a share name, or several joined by backslashes such as APPS\\OFFICE: --share-name"))
        }
        if let first = package.sharing?.shareElements.first, ShareRules.isOfSMS(first) {
            findings.append(
                Finding(
                    .warning, "share-name",
                    "the share name \"\(package.sharing?.shareName ?? "")\" is one of SMS's own: every server refuses it (event 8)",
                    at: place, advice: "another name: --share-name"))
        }
        return findings
    }

    /// Texts that are longer than SMS takes.
    private static func lengths(_ package: Package) -> [Finding] {
        var texts: [(what: String, text: String, limit: Int, severity: Severity)] = [
            ("the name", package.name, 255, .error), ("the comment", package.comment, 255, .error),
        ]
        for command in package.workstation?.commands ?? [] {
            texts.append(("the name of command \"\(command.name)\"", command.name, 255, .error))
            texts.append(("the command line of \"\(command.name)\"", command.command, 255, .error))
        }
        for item in package.sharing?.programItems ?? [] {
            texts.append(("the command line of item \"\(item.description)\"", item.commandLine, 255, .error))
            texts.append(("the title \"\(item.description)\"", item.description, 40, .warning))
        }
        // The first element is the share; the others are directories below it.
        if let share = package.sharing?.shareElements.first {
            texts.append(("the share name \"\(share)\"", String(share), 8, .warning))
        }
        return texts.filter { $0.text.unicodeScalars.count > $0.limit }.map {
            Finding(
                $0.severity, "text-too-long",
                "\($0.what) has \($0.text.unicodeScalars.count) characters; SMS takes \($0.limit)")
        }
    }
}
