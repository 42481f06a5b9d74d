import SiteModel
import Testing

@testable import ModernMapping

/// Programs and access rows: mapping 3.2, 3.3, 3.4.
struct ProgramTests {
    /// The table of 3.2: six values, by the command's flags and the drive.
    @Test(arguments: [
        (CommandLineFlags.needsInput, DriveLetterMode.unc, Int64(1_064_960)), (.automated, .unc, 1_073_152),
        (.background, .unc, 1_089_536), (.needsInput, .letter, 16_384), (.automated, .letter, 24_576),
        (.background, .letter, 40_960),
    ])
    func `the six values of ProgramFlags`(
        flags: CommandLineFlags, drive: DriveLetterMode, expected: Int64
    ) throws {
        var one = try plainCase()
        one.switches.era = .cm2007
        one.switches.drive = drive
        one.package.workstation?.commands[0].flags = flags
        let program = try #require(one.plan().first("SMS_Program"))
        #expect(program["ProgramFlags"] == .integer(expected))
        // Checks F1 to F5 of configmgr-objects 10.
        let user = expected & 0x4000 != 0
        #expect(!(user && expected & 0x2_0000 != 0))
        #expect(expected & 0x20_0000 == 0)
        #expect(program["DriveLetter"] == nil)
        #expect(expected & 0x1C0_0000 == 0)
        #expect(user || expected & 0xA000 == 0xA000)
        #expect(expected & 0x1_0000 == 0)
        #expect(expected & 0x800_0000 != 0 || program["SupportedOperatingSystems"] != nil)
    }

    @Test(arguments: [
        (CommandLineFlags.needsInput, Int64(135_282_688)), (.automated, 135_290_880),
        (.background, 135_307_264),
    ])
    func `with any platform in current branch`(flags: CommandLineFlags, expected: Int64) throws {
        var one = try plainCase()
        one.package.workstation?.commands[0].flags = flags
        #expect(one.plan().first("SMS_Program")?["ProgramFlags"] == .integer(expected))
    }

    @Test func `a command that takes Windows down gets OKTOQUIT`() throws {
        var one = try plainCase()
        one.package.workstation?.commands[0].synchronousSystemExit = true
        #expect(one.plan().first("SMS_Program")?["ProgramFlags"] == .integer(135_290_880 + 0x40000))
    }

    @Test(arguments: [
        (
            MappingEra.cm2007,
            "{SMS_OS_Details (Name=Win NT, Platform=I386, MinVersion=4.00.0000.0, MaxVersion=5.99.9999.9999)}"
        ),
        (
            .sms2003,
            "{SMS_OS_Details (Name=Win NT, Platform=I386, MinVersion=4.00.0000.0, MaxVersion=5.99.9999.9999), SMS_OS_Details (Name=Win 9x, Platform=I386, MinVersion=4.00.0000.0, MaxVersion=4.99.9999.9999)}"
        ),
    ])
    func `platforms by era`(era: MappingEra, expected: String) throws {
        var one = try plainCase()
        one.switches.era = era
        one.package.workstation?.commands[0].platforms = [.ntX86, .windows95, .dos6]
        let program = try #require(one.plan().first("SMS_Program"))
        #expect(program["SupportedOperatingSystems"]?.display == expected)
        #expect(program["Requirements"]?.display.contains("MS-DOS 6") == true)
        #expect(program["Requirements"]?.display.contains("Windows 95") == (era == .cm2007))
    }

    @Test func `the target's own table of platforms comes first, with the widest range`() throws {
        var one = try plainCase()
        one.switches.era = .cm2007
        one.target.supportedPlatforms = [
            SupportedPlatform(
                name: "Win NT", platform: "I386", minVersion: "5.00.0000.0", maxVersion: "5.00.9999.9999"),
            SupportedPlatform(
                name: "Win NT", platform: "I386", minVersion: "5.10.0000.0", maxVersion: "5.20.9999.9999"),
            SupportedPlatform(
                name: "Win NT", platform: "x64", minVersion: "5.20.0000.0", maxVersion: "5.20.9999.9999"),
            SupportedPlatform(
                name: "Win NT", platform: "I386", minVersion: "6.00.0000.0", maxVersion: "6.00.9999.9999"),
        ]
        #expect(
            one.plan().first("SMS_Program")?["SupportedOperatingSystems"]?.display
                == "{SMS_OS_Details (Name=Win NT, Platform=I386, MinVersion=5.00.0000.0, MaxVersion=5.20.9999.9999)}"
        )
    }

    @Test func `rule P4 says what becomes of a command that nothing runs`() throws {
        var one = try plainCase()
        one.jobs = []
        one.package.workstation?.commands[0].platforms = .dos6
        #expect(one.plan().first("SMS_Program")?["ProgramFlags"] == .integer(1_073_152 + 0x1000))
        one.switches.unknownPlatform = .any
        #expect(one.plan().first("SMS_Program")?["ProgramFlags"] == .integer(135_290_880))
        one.switches.unknownPlatform = .drop
        #expect(one.plan().first("SMS_Program") == nil)
    }

    /// The table of 3.4, for users and guests alike.
    @Test(arguments: [(0, Int64(0)), (1, 101), (2, 258), (3, 359)])
    func `permissions`(bits: Int, access: Int64) throws {
        var one = try plainCase()
        one.package.workstation?.permissions = AccessPermissions(rawValue: bits | bits << 2)
        let rows = one.plan().objects.filter { $0.className == "SMS_PackageAccessByUsers" }
        #expect(rows.map { $0["Access"] } == [.integer(access), .integer(access), .integer(0x1FF)])
        #expect(
            rows.map { $0["UserName"]?.display ?? "" } == [
                "[\"Display=Users\"]GENERIC:GROUP=Users", "[\"Display=Guests\"]GENERIC:GROUP=Guests",
                "[\"Display=Administrators\"]GENERIC:GROUP=Administrators",
            ])
        one.switches.strict = true
        let readOnly = one.plan().objects.first { $0.className == "SMS_PackageAccessByUsers" }
        #expect(readOnly?["Access"] == .integer(bits & 1 == 1 ? 101 : 0))
    }

    @Test func `names are cut only where they must be`() throws {
        var one = try plainCase()
        one.jobs = []
        let long = String(repeating: "x", count: 60)
        one.package.workstation?.commands = ["A", "a", long, long + "y"].map {
            CommandLineProgram(name: $0, command: "a.exe", platforms: .ntX86)
        }
        let names = one.plan().objects.filter { $0.className == "SMS_Program" }.map {
            $0["ProgramName"]?.display ?? ""
        }
        #expect(names == ["A", "a~1", String(long.prefix(50)), String(long.prefix(47)) + "~1"])
    }

    @Test func `the wrapper of service pack 3 is taken off`() throws {
        var one = try plainCase()
        one.package.workstation?.commands[0].command = "Ntencap.exe /NTu %PCMUNC%\\setup.exe /s"
        #expect(one.plan().first("SMS_Program")?["CommandLine"] == .string("setup.exe /s"))
    }

    @Test func `program items become programs with their configuration command`() throws {
        var one = try plainCase()
        one.switches.items = .programs
        one.jobs = []
        one.package.sharing = SharingProperties(
            root: "\\\\server\\apps", shareName: "APPS\\EDIT", permissions: [.userRead],
            programItems: [
                ProgramItem(
                    commandLine: "edit.exe", description: "Editor", configurationScript: "setup.bat",
                    runMinimized: true, driveMode: .letter("X"), platforms: .ntX86)
            ])
        let plan = one.plan()
        let shared = try #require(plan.objects.last { $0.className == "SMS_Package" })
        #expect(shared["Name"] == .string("Notepad (shared)"))
        #expect(shared["ShareType"] == .integer(2))
        #expect(shared["ShareName"] == .string("APPS\\EDIT"))
        let programs = plan.objects.filter {
            $0["ProgramName"] == .string("Editor") || $0["ProgramName"] == .string("Configure Editor")
        }
        #expect(programs.map { $0["ProgramName"]?.display ?? "" } == ["Configure Editor", "Editor"])
        #expect(programs.last?["DependentProgram"] == .string(";;Configure Editor"))
        #expect(programs.last?["DriveLetter"] == .string("x"))
        // USERCONTEXT, RUNMINIMIZED and ANY_PLATFORM; no UNC with a letter (F2).
        #expect(programs.last?["ProgramFlags"] == .integer(0x0840_4000))
    }

    @Test func `the inventory rule becomes a query on software inventory`() throws {
        var one = try plainCase()
        one.package.inventory = InventoryProperties(
            rule: [.file("File 1"), .or, .file("File 2")],
            files: [
                DetectionFile(
                    section: "File 1", file: "A.EXE", tests: [.size(10), .date(month: 2, day: 3, year: 95)]),
                DetectionFile(section: "File 2", file: "B.EXE"),
            ])
        let query = try #require(one.plan().detection?.query)
        #expect(query.contains("File1.FileName = \"A.EXE\" AND File1.FileSize = 10"))
        #expect(query.contains("1995-02-03"))
        #expect(query.contains(" OR File2.FileName = \"B.EXE\""))
    }
}
