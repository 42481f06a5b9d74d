import LegacyFormats
import SiteModel
import Testing

@Suite struct PrintTests {
    /// Prints that lose, fill or change something.
    static func lossyPrints(id: PackageID) -> [PrintedPackageDefinition] {
        var package = Package(id: id, name: "Other name", product: "P", version: "1", language: "French")
        package.comment = "Ω\n"
        package.workstation = WorkstationProperties(
            permissions: .userRead,
            commands: [CommandLineProgram(name: "c", command: "c.exe", platforms: .msdos)])
        package.sharing = SharingProperties(programItems: [ProgramItem(commandLine: "")])
        return [printPackageDefinition1(package), printPackageDefinition2(package)]
    }

    /// A package with everything that 1.x can say.
    private func fullPackage() throws -> Package {
        try #require(try readSample("quill-writer.pdf").definition).package(id: try testID()).package
    }

    private func back(_ printed: PrintedPackageDefinition) throws -> (package: Package, worst: Severity) {
        let reading = parsePackageDefinition(printed.bytes, file: "printed")
        let definition = try #require(reading.definition)
        let (package, findings) = definition.package(id: try testID())
        return (package, (reading.findings + findings).map(\.severity).max() ?? .note)
    }

    @Test func `a 1_x print has the words that every release takes`() throws {
        let package = Package(
            id: try testID(), name: "Ink 1.0", comment: "Ink", product: "Ink", version: "1.0",
            workstation: WorkstationProperties(
                root: "DISK1", permissions: [.userRead, .guestRead],
                commands: [
                    CommandLineProgram(
                        name: "Quiet", command: "setup /q", flags: .background,
                        platforms: [.windows16, .windows95, .ntX86], synchronousSystemExit: true)
                ]),
            sharing: SharingProperties(
                shareName: "INK", permissions: .userRead,
                programItems: [
                    ProgramItem(commandLine: "ink.exe", driveMode: .letter("X"), platforms: .windows95)
                ]),
            inventory: InventoryProperties(
                rule: [.file("File 1")],
                files: [
                    DetectionFile(
                        section: "File 1", file: "INK.EXE",
                        tests: [.date(month: 7, day: 20, year: 95), .time(hour: 9, minute: 5)])
                ]))
        let printed = printPackageDefinition1(package)
        #expect(printed.findings.isEmpty)
        // Written by hand after reference pdf-format 6.
        let expected = """
            [PDF]
            Version=1.0

            [Package Definition]
            Product=Ink
            Version=1.0
            Comment=Ink
            ImportDirectory=DISK1
            WorkstationAccess=UserRead, GuestRead
            SetupVariations=Quiet

            [Quiet Setup]
            CommandLine=setup /q
            CommandName=Quiet
            UserInputRequired=FALSE
            SynchronousSystemExitRequired=TRUE
            SystemTask=TRUE
            SupportedPlatforms=Windows 3.1, Windows95, Windows NT 3.1 (x86)

            [Setup Package for Sharing]
            ShareName=INK
            ShareAccess=UserRead

            [Program Item Properties 1]
            CommandLine=ink.exe
            Description=
            ConfigurationScript=
            RegistryName=
            DefaultINIFile=
            RunMinimized=FALSE
            RunLocalCopyIfPresent=FALSE
            DriveMode=SPECIFIC_DRIVE_LETTER X:
            SupportedPlatforms=Windows95
            SetupIcon=
            DisplayIconInProgGroup=TRUE

            [Setup Package for Inventory]
            InventoryThisPackage=TRUE
            Detection Rule Part 1=File 1

            [File 1]
            FILE=INK.EXE
            COLLECT=FALSE
            DATE=7, 20, 95
            TIME=09, 05

            """
        #expect(
            String(decoding: printed.bytes, as: UTF8.self)
                == expected.split(
                    separator: "\n", omittingEmptySubsequences: false
                ).joined(separator: "\r\n"))
    }

    @Test func `everything that 1_x can say comes back`() throws {
        let package = try fullPackage()
        #expect(package.workstation != nil && package.sharing != nil && package.inventory != nil)
        let printed = printPackageDefinition1(package)
        #expect(printed.findings.isEmpty)
        let (again, worst) = try back(printed)
        #expect(again == package)
        #expect(worst == .note)
        #expect(printPackageDefinition1(again).bytes == printed.bytes)
    }

    @Test(arguments: ["abacus-share.pdf", "dos-and-mac.pdf", "harbour-update.pdf", "mueller-1252.pdf"])
    func `every sound 1_x sample comes back`(_ name: String) throws {
        let package = try #require(try readSample(name).definition).package(id: try testID()).package
        let printed = printPackageDefinition1(package)
        #expect(printed.findings.isEmpty)
        let (again, worst) = try back(printed)
        #expect(again == package)
        #expect(worst == .note)
    }

    @Test(arguments: [
        "", "None", "\"quoted\"", "'quoted'", "\"a b\" /q \"x\"", " blanks ", "\"", "''", "a=b;c", "[x]",
        "; x", "Ω",
    ])
    func `texts that reading would change are guarded`(_ text: String) throws {
        var package = Package(id: try testID(), name: "P 1", product: "P", version: "1")
        package.comment = text
        package.workstation = WorkstationProperties(
            permissions: [],
            commands: [
                CommandLineProgram(name: "x" + text, command: text + "x" + text, platforms: .ntX86),
                CommandLineProgram(
                    name: "X" + text + " ", command: "y", flags: .automated, platforms: .ntX86),
            ])
        let printed = printPackageDefinition1(package)
        let (again, worst) = try back(printed)
        #expect(worst == .note)
        if text == "Ω" {
            #expect(printed.findings.map(\.code) == ["unprintable-character"])
        } else {
            #expect(again == package)
        }
    }

    @Test func `every mask, flag and right survives 1_x`() throws {
        for mask in 1...0xFF {
            let package = Package(
                id: try testID(), name: "P 1", product: "P", version: "1",
                workstation: WorkstationProperties(
                    permissions: AccessPermissions(rawValue: mask & 15),
                    commands: [
                        CommandLineProgram(
                            name: "A, [b]", command: "a", flags: CommandLineFlags.allCases[mask % 3],
                            platforms: PlatformMask(rawValue: mask), synchronousSystemExit: mask % 2 == 0)
                    ]))
            let (again, worst) = try back(printPackageDefinition1(package))
            #expect(again == package)
            #expect(worst == .note)
        }
    }

    @Test func `a command for no client comes back as that`() throws {
        var package = Package(id: try testID(), name: "P 1", company: "Q", language: "EN")
        (package.product, package.version) = ("P", "1")
        package.workstation = WorkstationProperties(commands: [CommandLineProgram(name: "A", command: "a")])
        #expect(try back(printPackageDefinition1(package)).package.workstation == package.workstation)
        let (again, worst) = try back(printPackageDefinition2(package))
        #expect(again == package)
        #expect(worst == .note)
    }

    @Test func `a name without its product is split at the last blank`() throws {
        let package = Package(id: try testID(), name: "My little tool 3")
        let (again, _) = try back(printPackageDefinition1(package))
        #expect(again.name == "My little tool 3")
        #expect(again.product == "My little tool")
        #expect(again.version == "3")
        let single = try back(printPackageDefinition1(Package(id: try testID(), name: "Tool"))).package
        #expect(single == Package(id: try testID(), name: "Tool", product: "Tool"))
    }

    @Test func `2_0 carries name, flags and the platforms it has clients for`() throws {
        var package = Package(
            id: try testID(), name: "Tile 1", comment: "Tile – plans", product: "Tile", version: "1",
            company: "Mosaic", language: "English")
        var commands: [CommandLineProgram] = []
        for (place, flags) in CommandLineFlags.allCases.enumerated() {
            for exit in [false, true] {
                commands.append(
                    CommandLineProgram(
                        name: "Command \(place) \(exit)", command: "t.exe \"\(place)\"", flags: flags,
                        platforms: [.ntX86, .ntAlpha, .windows95, .windows16], synchronousSystemExit: exit))
            }
        }
        // Names that cannot be section names.
        commands[0].name = "PDF"
        commands[1].name = "a, b"
        package.workstation = WorkstationProperties(commands: commands)
        let printed = printPackageDefinition2(package)
        #expect(printed.findings.isEmpty)
        let (again, worst) = try back(printed)
        #expect(again == package)
        #expect(worst == .note)
    }

    @Test func `2_0 says what it cannot carry`() throws {
        let printed = printPackageDefinition2(try fullPackage())
        let messages = printed.findings.map(\.message)
        #expect(messages.contains { $0.contains("rights") })
        #expect(messages.contains { $0.contains("sharing set") })
        #expect(messages.contains { $0.contains("inventory set") })
        #expect(messages.contains { $0.contains("no client for nt-mips") })
    }

    @Test func `long names are cut for 2_0 and stay different`() throws {
        let name = String(repeating: "n", count: 60)
        var package = Package(
            id: try testID(), name: "P 1", product: "P", version: "1", company: "Q", language: "E")
        package.workstation = WorkstationProperties(
            commands: ["a", "b"].map { CommandLineProgram(name: name + $0, command: $0, platforms: .ntX86) })
        let printed = printPackageDefinition2(package)
        #expect(printed.findings.map(\.code) == ["name-changed", "name-changed"])
        let names = try back(printed).package.workstation?.commands.map(\.name)
        #expect(names == [String(name.prefix(50)), String(name.prefix(44)) + "~1"])
    }

    @Test func `a text that will be taken for UTF-8 is named`() throws {
        let package = Package(id: try testID(), name: "P 1", comment: "Ã©", product: "P", version: "1")
        let printed = printPackageDefinition1(package)
        #expect(printed.findings.map(\.code) == ["text-changed"])
        #expect(try back(printed).package.comment == "é")
    }

    @Test func `line ends in a text cannot add lines to the file`() throws {
        var package = Package(id: try testID(), name: "P 1", product: "P", version: "1")
        package.comment = "a\r\n[Evil Setup]\nCommandLine=x\u{0}"
        let printed = printPackageDefinition1(package)
        #expect(printed.findings.map(\.code) == ["text-changed"])
        let again = try back(printed).package
        #expect(again.comment.hasPrefix("a  [Evil Setup] CommandLine=x"))
    }
}
