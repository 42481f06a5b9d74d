import CommandLineKit
import LegacyFormats
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
    static let shareName = Option<String?>(
        "share-name", value: "NAME", .text, help: "The share of the sharing set; A\\B\\C nests.")
    static let shareSource = Option<String?>(
        "share-source", value: "DIR", .directory, defaultText: "that of --source",
        help: "The source folder of the sharing set.")
    static let item = Option<[NamedText]>(
        "item", value: "TITLE=LINE", NamedText.reader,
        help: "A program item of the sharing set; one of the same title is replaced.")
    static let inventoryRule = Option<String?>(
        "inventory-rule", value: "FILE", .file,
        help: "A file with [Setup Package for Inventory] and its file sections, as in a 1.x definition.")

    static let all: [any DeclaredOption] = [
        comment, source, command, platform, automated, background, shareName, shareSource, item,
        inventoryRule,
    ]

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
        findings += lengths(package)
        return (findings, folders)
    }

    private static func applyWorkstation(
        _ run: CommandRun, _ package: inout Package, _ folders: inout [(root: String, folder: String)]
    ) throws {
        let commands = try run.value(command)
        let root = try run.value(source)
        let isBackground = try run.value(background)
        let isAutomated = try run.value(automated)
        let mask = try run.value(platform)
        if commands.isEmpty, isBackground || isAutomated || !mask.isEmpty {
            throw run.parsed.usageError(
                .other("--platform, --automated and --background are about the commands of --command"))
        }
        guard !commands.isEmpty || root != nil else { return }
        var set = package.workstation ?? WorkstationProperties()
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
                program.synchronousSystemExit = set.commands[old].synchronousSystemExit
                set.commands[old] = program
            } else {
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
        guard !items.isEmpty || name != nil || root != nil else { return }
        var set =
            package.sharing
            ?? SharingProperties(root: package.workstation?.root ?? "")
        if let name { set.shareName = name }
        if let root {
            set.root = root
            folders.append((root, run.hostPath(root)))
        }
        for given in items {
            let made = ProgramItem(
                commandLine: given.text, description: given.name, platforms: everyPlatform)
            if let old = set.programItems.firstIndex(where: {
                $0.description.lowercased() == given.name.lowercased()
            }) {
                set.programItems[old].commandLine = given.text
            } else {
                set.programItems.append(made)
            }
        }
        package.sharing = set
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
        for part in (package.sharing?.shareName ?? "").split(separator: "\\") {
            texts.append(("the share name \"\(part)\"", String(part), 8, .warning))
        }
        return texts.filter { $0.text.unicodeScalars.count > $0.limit }.map {
            Finding(
                $0.severity, "text-too-long",
                "\($0.what) has \($0.text.unicodeScalars.count) characters; SMS takes \($0.limit)")
        }
    }
}
