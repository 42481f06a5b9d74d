import LegacyFormats
import SiteModel
import Testing

@Suite struct PackageTests {
    /// Conversions that lose something.
    static func lossyPackages() throws -> [(package: Package, findings: [Finding])] {
        let texts = [
            changed(base2, [12: nil, 13: "Disabled=True"]),
            changed(base2, [12: nil, 13: "Comment=c\nStartIn=bin"]),
            changed(base2, [11: nil]),
            changed(inventory1, [17: nil]),
        ]
        let id = try testID()
        return texts.compactMap { read($0).definition?.package(id: id) }
    }

    private func package(_ text: String, source: String? = nil) throws -> (
        package: Package, findings: [Finding]
    ) {
        let definition = try #require(read(text).definition)
        return definition.package(id: try testID(), source: source)
    }

    @Test func `a 1_x file becomes product, blank and version with its commands`() throws {
        let (package, findings) = try package(changed(base1, [:]), source: "\\\\SRV\\SRC\\P")
        #expect(findings.isEmpty)
        #expect(package.name == "P 1")
        #expect(package.product == "P")
        #expect(package.version == "1")
        #expect(package.comment == "C")
        let set = try #require(package.workstation)
        #expect(set.root == "\\\\SRV\\SRC\\P")
        #expect(set.permissions == .all)
        #expect(
            set.commands
                == [CommandLineProgram(name: "A", command: "a.exe", flags: .automated, platforms: .windows16)]
        )
        #expect(package.sharing == nil)
        #expect(package.inventory == nil)
    }

    /// UserInputRequired and SystemTask against the flags 0, 1 and 3 (sheapio_6ak3, Q174933).
    @Test(arguments: [
        ("UserInputRequired=TRUE", CommandLineFlags.needsInput), ("UserInputRequired=FALSE", .automated),
        ("UserInputRequired=", .automated), ("SystemTask=TRUE", .background),
        ("UserInputRequired=FALSE\nSystemTask=true", .background),
        ("UserInputRequired=TRUE\nSystemTask=TRUE", .background),
        ("UserInputRequired=TRUE\nSystemTask=FALSE", .needsInput),
    ])
    func `flags come from two keys`(_ lines: String, _ flags: CommandLineFlags) throws {
        let (package, _) = try package(changed(base1, [11: lines]))
        #expect(package.workstation?.commands.first?.flags == flags)
    }

    @Test func `directories of the file are taken without a source`() throws {
        let text = changed(sharing1, [6: "Comment=C\nImportDirectory=DISK1\nSetupDirectory=NET"])
        let (own, _) = try package(text)
        #expect(own.workstation?.root == "DISK1")
        #expect(own.sharing?.root == "NET")
        let (given, _) = try package(text, source: "D:\\SRC")
        #expect(given.workstation?.root == "D:\\SRC")
        #expect(given.sharing?.root == "D:\\SRC")
    }

    @Test func `a file without variations, access and source has no workstation set`() throws {
        let text = sharing1.enumerated().filter { ![6, 7, 8, 9, 10, 11].contains($0.offset) }
            .map { $0.element + "\n" }.joined()
        let (package, findings) = try package(text)
        #expect(findings.isEmpty)
        #expect(package.workstation == nil)
        #expect(package.sharing?.shareName == "S")
        #expect(package.sharing?.permissions == .userRead)
    }

    @Test func `unusable programs and rules are left out and said so`() throws {
        let (noCommand, first) = try package(changed(base1, [10: nil]))
        #expect(noCommand.workstation?.commands.isEmpty == true)
        #expect(places(first) == ["program-left-out 8:1"])
        let (noRule, second) = try package(changed(inventory1, [16: nil, 17: nil]))
        #expect(noRule.inventory == nil)
        #expect(places(second) == ["inventory-left-out 13:1"])
    }

    @Test func `2_0 words become 1_2 words where there are any`() throws {
        let definition = try #require(try readSample("tessera.sms").definition)
        let (package, findings) = definition.package(id: try testID(), source: "D:\\T")
        #expect(package.name == "Tessera 4.2")
        #expect(package.company == "Mosaic Works")
        #expect(package.language == "English")
        let set = try #require(package.workstation)
        #expect(set.root == "D:\\T")
        #expect(
            set.commands == [
                CommandLineProgram(
                    name: "Install", command: "setup.exe", flags: .needsInput,
                    platforms: [.ntX86, .windows95]),
                // Nobody needs to be logged on: the Package Command Manager service is what 1.2 has for that.
                CommandLineProgram(
                    name: "Install the service", command: "service.exe /install", flags: .background,
                    platforms: [.ntX86, .ntAlpha], synchronousSystemExit: true),
                CommandLineProgram(
                    name: "Remove", command: "setup.exe /remove", flags: .automated, platforms: []),
                CommandLineProgram(name: "Legacy", command: "legacy.exe", flags: .background, platforms: []),
            ])
        let lost = findings.filter { $0.severity == .warning }.map { $0.message }
        for key in [
            "StartIn", "Run", "AfterRunning", "AdminRightsRequired", "DriveLetterConnection", "SpecifyDrive",
            "ReconnectDriveAtLogon", "DependentProgram", "Assignment", "RemoveProgram", "CanRunWhen",
        ] {
            #expect(lost.contains { $0.hasPrefix(key + " of ") }, "\(key)")
        }
        #expect(lost.contains("SMS 1.2 has no client Win NT (x64)."))
        #expect(findings.contains { $0.code == "offered-to-no-client" })
        #expect(findings.contains { $0.code == "disabled-program" })
    }

    @Test func `without SupportedClients all eight platforms are offered`() throws {
        let (package, findings) = try package(changed(base2, [12: nil]))
        #expect(package.workstation?.commands.first?.platforms.rawValue == 0xFF)
        #expect(places(findings) == ["all-platforms 9:1"])
    }

    @Test func `findings of a conversion stand at their key`() throws {
        let (_, findings) = try package(changed(base2, [13: "StartIn=bin"]))
        #expect(places(findings) == ["no-place-in-1.2 13:9"])
    }
}
