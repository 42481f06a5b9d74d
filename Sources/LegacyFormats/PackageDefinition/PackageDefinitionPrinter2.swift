public import SiteModel

/// Prints a package as a 2.0 definition file: every boolean, keys in the order of the documentation.
///
/// Only the workstation set has a place; the findings name what else there was. Platforms without a client in
/// 2.0 are lost; a command for no platform is written as disabled. A missing publisher becomes `unknown` and a
/// missing language `English`, as the known exporter does.
/// - Parameters:
///   - package: What to print.
///   - codePage: The code page of the target; nil writes ASCII where possible and else UTF-8 without a mark.
/// - Returns: The file and what it could not carry.
public func printPackageDefinition2(
    _ package: Package, codePage: CodePage? = nil
) -> PrintedPackageDefinition {
    var writer = DefinitionWriter(.v2)
    writer.section("PDF")
    writer.line("Version", "2.0")
    let commands = package.workstation?.commands ?? []
    let names = writer.programNames(commands)
    // A section must not be taken for one of the two that every file has.
    let sections = DefinitionWriter.sectionNames(
        names, fallback: "Program", taken: ["pdf", "package definition"])
    writer.package2(package, sections: sections)
    for (place, command) in commands.enumerated() {
        writer.program2(command, name: names[place], section: sections[place])
    }
    return writer.finish(codePage: codePage)
}

extension DefinitionWriter {
    /// Names of at most 50 characters, each once.
    fileprivate mutating func programNames(_ commands: [CommandLineProgram]) -> [String] {
        var used: Set<String> = []
        var numbers: [String: Int] = [:]
        var result: [String] = []
        for command in commands {
            let scalars = Array(command.name.unicodeScalars)
            var name = string(scalars.prefix(50))
            let stem = string(scalars.prefix(44))
            while name.isEmpty || !used.insert(name.lowercased()).inserted {
                numbers[stem, default: 0] += 1
                name = "\(stem)~\(numbers[stem, default: 0])"
            }
            if name != command.name {
                findings.add(
                    .nameChanged, "The command \"\(command.name)\" is written as \"\(name)\".", at: nil)
            }
            result.append(name)
        }
        return result
    }

    fileprivate mutating func package2(_ package: Package, sections: [String]) {
        let (product, version) = productAndVersion(package)
        section("Package Definition")
        text("Name", product)
        text("Version", version)
        text("Publisher", filled(package.company, "unknown", what: "publisher"))
        text("Language", filled(package.language, "English", what: "language"))
        text("Comment", package.comment)
        boolean("ContainsNoFiles", false)
        line("Programs", sections.joined(separator: ", "))
        warnOfLength("The name", product, 50)
        warnOfLength("The version", version, 32)
        warnOfLength("The publisher", package.company, 32)
        warnOfLength("The comment", package.comment, 127)
        if let set = package.workstation, set.permissions != .all {
            lose("The rights on the package directory have no key in 2.0.")
        }
        if package.sharing != nil { lose("The sharing set has no place in 2.0.") }
        if package.inventory != nil { lose("The inventory set has no place in 2.0 (Q199238).") }
    }

    private mutating func filled(_ value: String, _ standard: String, what: String) -> String {
        guard value.isEmpty else { return value }
        findings.add(.valueFilled, "The package has no \(what); \(standard) is written.", at: nil)
        return standard
    }

    private mutating func warnOfLength(_ what: String, _ value: String, _ limit: Int) {
        let count = value.unicodeScalars.count
        guard count > limit else { return }
        findings.add(
            .overLimit, "\(what) has \(count) characters, and 2.0 takes \(limit); it is written whole.",
            at: nil)
    }

    fileprivate mutating func program2(_ command: CommandLineProgram, name: String, section: String) {
        warnOfLength("The command line of \(name)", command.command, 127)
        let isBackground = command.flags == .background
        self.section(section)
        text("Name", name)
        line("Comment", "")
        text("CommandLine", command.command)
        line("StartIn", "")
        line("Run", "Normal")
        if command.synchronousSystemExit { line("AfterRunning", AfterRunning.programRestart.rawValue) }
        line("EstimatedDiskSpace", "Unknown")
        line("EstimatedRunTime", "Unknown")
        boolean("EnableRunTimeMonitoring", false)
        line("AdditionalProgramRequirements", "")
        line("CanRunWhen", (isBackground ? CanRunWhen.anyUserStatus : .userLoggedOn).rawValue)
        boolean("UserInputRequired", !command.flags.isAutomated)
        boolean("AdminRightsRequired", isBackground)
        boolean("UseInstallAccount", false)
        boolean("DriveLetterConnection", false)
        line("SpecifyDrive", "")
        boolean("ReconnectDriveAtLogon", false)
        line("DependentProgram", "")
        line("Assignment", ProgramAssignment.firstUser.rawValue)
        var clients = ClientNames.written.filter { command.platforms.contains($0.bit) }
        let carried = clients.reduce(into: PlatformMask()) { $0.insert($1.bit) }
        let lost = command.platforms.subtracting(carried)
        if !lost.isEmpty { lose("\(name): 2.0 has no client for \(lost).") }
        // A disabled program needs a client all the same: without one, SMS checks no platform.
        boolean("Disabled", clients.isEmpty)
        boolean("RemoveProgram", false)
        line("UninstallKey", "")
        if clients.isEmpty { clients = Array(ClientNames.written.prefix(1)) }
        line("SupportedClients", clients.map(\.text).joined(separator: ", "))
    }
}
