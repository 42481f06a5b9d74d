public import SiteModel

extension PackageDefinition {
    /// The package of SMS 1.2 that this definition makes, and what was lost on the way.
    ///
    /// The name is the product, a blank and the version, for 2.0 as well. Programs without a command line and
    /// rules that cannot be evaluated are left out. `definitionDigest` stays empty: the caller knows the file.
    /// - Parameters:
    ///   - id: The package's identifier.
    ///   - source: The source directory; nil takes ImportDirectory and SetupDirectory as they are written,
    ///     relative to the folder of the file, or nothing.
    /// - Returns: The package, and findings in the order of their places.
    public func package(id: PackageID, source: String? = nil) -> (package: Package, findings: [Finding]) {
        var findings = DefinitionFindings()
        var package = Package(
            id: id, name: packageName, comment: comment, product: product, version: version,
            company: company, language: language)
        switch grammar {
        case .v1: fill1(&package, source: source, &findings)
        case .v2: fill2(&package, source: source, &findings)
        }
        return (package, findings.sorted)
    }

    private func fill1(_ package: inout Package, source: String?, _ findings: inout DefinitionFindings) {
        if hasWorkstationSet {
            var set = WorkstationProperties(
                root: source ?? importDirectory, permissions: workstationAccess)
            for command in commands {
                guard !command.commandLine.isEmpty else {
                    Self.leaveOut(command.name, at: command.location, &findings)
                    continue
                }
                let flags: CommandLineFlags =
                    command.systemTask
                    ? .background : command.userInputRequired == true ? .needsInput : .automated
                set.commands.append(
                    CommandLineProgram(
                        name: command.name, command: command.commandLine, flags: flags,
                        platforms: command.platforms,
                        synchronousSystemExit: command.synchronousSystemExitRequired))
            }
            package.workstation = set
        }
        if let sharing {
            package.sharing = SharingProperties(
                root: source ?? setupDirectory, shareName: sharing.shareName, permissions: sharing.access,
                programItems: sharing.items.map(\.item))
        }
        if let inventory {
            if inventory.isUsable {
                package.inventory = inventory.properties
            } else {
                findings.add(
                    .inventoryLeftOut, "The inventory rule cannot be used and is left out.",
                    at: inventory.location, advice: "correct the rule and import again")
            }
        }
    }

    private static func leaveOut(
        _ name: String, at location: SourceLocation, _ findings: inout DefinitionFindings
    ) {
        findings.add(
            .programLeftOut, "The program \(name) has no command line and is left out.", at: location,
            advice: "write its CommandLine and import again")
    }

    private func fill2(_ package: inout Package, source: String?, _ findings: inout DefinitionFindings) {
        var set = WorkstationProperties(root: source ?? "")
        for (key, value) in [
            ("Icon", icon), ("MIFFileName", mifFileName), ("MIFName", mifName), ("MIFVersion", mifVersion),
            ("MIFPublisher", mifPublisher),
        ] where !value.isEmpty {
            findings.add(
                .noPlaceNote, "\(key) (\(value)) has no place in a package of SMS 1.2.", at: location)
        }
        if containsNoFiles {
            findings.add(
                .noPlace,
                "ContainsNoFiles is True; SMS 1.2 demands a source directory with a file (Q139590).",
                at: location, advice: "give the package a source directory")
        }
        for program in programs {
            guard !program.commandLine.isEmpty else {
                Self.leaveOut(program.name, at: program.location, &findings)
                continue
            }
            let flags: CommandLineFlags =
                program.canRunWhen != .userLoggedOn
                ? .background : program.userInputRequired ? .needsInput : .automated
            set.commands.append(
                CommandLineProgram(
                    name: program.name, command: program.commandLine, flags: flags,
                    platforms: program.platforms1(&findings),
                    synchronousSystemExit: program.afterRunning == .programRestart))
            program.noteLosses(&findings)
        }
        package.workstation = set
    }
}

extension ProgramDefinition2 {
    /// All platforms of the 1.2 mask.
    private static let allPlatforms = PlatformMask.names.reduce(into: PlatformMask()) { $0.insert($1.bit) }

    /// The 1.2 platforms of SupportedClients; all without it, none for a disabled program.
    fileprivate func platforms1(_ findings: inout DefinitionFindings) -> PlatformMask {
        if disabled {
            findings.add(
                .disabledProgram, "\(name) is disabled; in SMS 1.2 it is offered to no platform.",
                at: location(of: "Disabled"))
            return []
        }
        let place = location(of: "SupportedClients")
        guard let supportedClients else {
            findings.add(
                .allPlatforms, "\(name) names no platform and is offered to all platforms of SMS 1.2.",
                at: place)
            return Self.allPlatforms
        }
        var mask: PlatformMask = []
        for client in supportedClients {
            guard let known = ClientNames.platform(system: client.system, processor: client.processor) else {
                findings.add(
                    .noPlace, "SMS 1.2 has no client \(client.text).", at: place,
                    advice: "the program is not offered there")
                continue
            }
            mask.insert(known)
            if !client.ranges.isEmpty {
                findings.add(
                    .noPlace, "SMS 1.2 does not check versions of \(client.text) (Q150799).", at: place,
                    advice: "the program is offered to every version")
            }
        }
        if mask.isEmpty {
            findings.add(
                .offeredToNoClient, "\(name) has no platform of SMS 1.2: offered to no client.", at: place,
                advice: "add a client such as Win NT (I386)")
        }
        return mask
    }

    /// Says which settings SMS 1.2 does not have: a warning where it will behave otherwise, else a note.
    fileprivate func noteLosses(_ findings: inout DefinitionFindings) {
        let losses: [(isLost: Bool, key: String, isGrave: Bool)] = [
            (!icon.isEmpty, "Icon", false),
            (!comment.isEmpty, "Comment", false),
            (!startIn.isEmpty, "StartIn", true),
            (run != .normal, "Run", true),
            (afterRunning == .smsRestart || afterRunning == .smsLogoff, "AfterRunning", true),
            (estimatedDiskSpace != .unknown, "EstimatedDiskSpace", false),
            (estimatedRunTimeMinutes != nil, "EstimatedRunTime", false),
            (enableRunTimeMonitoring, "EnableRunTimeMonitoring", false),
            (!additionalProgramRequirements.isEmpty, "AdditionalProgramRequirements", false),
            (canRunWhen == .noUserLoggedOn, "CanRunWhen", true),
            (adminRightsRequired && canRunWhen == .userLoggedOn, "AdminRightsRequired", true),
            (useInstallAccount, "UseInstallAccount", false),
            (driveLetterConnection, "DriveLetterConnection", true),
            (!specifyDrive.isEmpty, "SpecifyDrive", true),
            (reconnectDriveAtLogon, "ReconnectDriveAtLogon", true),
            (!dependentProgram.isEmpty, "DependentProgram", true),
            (assignment == .everyUser, "Assignment", true),
            (removeProgram, "RemoveProgram", true),
            (!uninstallKey.isEmpty, "UninstallKey", false),
        ]
        for loss in losses where loss.isLost {
            findings.add(
                loss.isGrave ? .noPlace : .noPlaceNote,
                "\(loss.key) of \(name) has no place in SMS 1.2.", at: location(of: loss.key),
                advice: loss.isGrave ? "check that the command runs without it" : nil)
        }
    }
}

/// The client names of 2.0 files that stand for platforms of SMS 1.2.
///
/// `Win NT (I386)` is attested; `Win NT (Alpha)`, `Win 9x (I386)` and `Win 3.1x (I386)` are from memory
/// (reference mapping 3.3), see `docs/reference/choices.md`.
enum ClientNames {
    /// The names that are written, in order.
    static let written: [(text: String, bit: PlatformMask)] = [
        ("Win NT (I386)", .ntX86), ("Win NT (Alpha)", .ntAlpha), ("Win 9x (I386)", .windows95),
        ("Win 3.1x (I386)", .windows16),
    ]

    /// The platform of a client, in any case; nil when SMS 1.2 has none.
    static func platform(system: String, processor: String) -> PlatformMask? {
        switch (system.lowercased(), processor.lowercased()) {
        case ("win nt", "i386"), ("win nt", "x86"): .ntX86
        case ("win nt", "alpha"): .ntAlpha
        case ("win nt", "mips"): .ntMIPS
        case ("win 9x", "i386"), ("win 95", "i386"): .windows95
        case ("win 3.1x", "i386"), ("win 3.1", "i386"): .windows16
        default: nil
        }
    }
}
