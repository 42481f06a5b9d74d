/// Who may do what with a package directory: SMS 1.2 knows users and guests, each reading and writing.
///
/// The bits are those of the SDK (sheapio_0zg3): 1, 2, 4, 8; a new package has all four.
public struct AccessPermissions: OptionSet, Hashable, Sendable {
    /// The bits as the SDK numbers them.
    public let rawValue: Int
    /// Takes the bits as they are.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// PACKAGE_USER_READ.
    public static let userRead = AccessPermissions(rawValue: 1)
    /// PACKAGE_USER_WRITE.
    public static let userWrite = AccessPermissions(rawValue: 2)
    /// PACKAGE_GUEST_READ.
    public static let guestRead = AccessPermissions(rawValue: 4)
    /// PACKAGE_GUEST_WRITE.
    public static let guestWrite = AccessPermissions(rawValue: 8)
    /// The default of every package.
    public static let all: AccessPermissions = [.userRead, .userWrite, .guestRead, .guestWrite]
    /// The words of a package definition file with their bits, in the order of the SDK.
    public static let words: [(word: String, bit: AccessPermissions)] = [
        ("UserRead", .userRead), ("UserWrite", .userWrite), ("GuestRead", .guestRead),
        ("GuestWrite", .guestWrite),
    ]
}

/// Operating systems a command line may run on, as the bit mask of client instructions (Q123499, SMSINFO.H).
public struct PlatformMask: OptionSet, Hashable, Sendable, CustomStringConvertible {
    /// The mask, 0 to 0xFF.
    public let rawValue: Int
    /// Takes the mask as it is.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// Windows 3.x, 0x01.
    public static let windows16 = PlatformMask(rawValue: 0x01)
    /// Windows NT on Intel, 0x02.
    public static let ntX86 = PlatformMask(rawValue: 0x02)
    /// Windows NT on MIPS, 0x04.
    public static let ntMIPS = PlatformMask(rawValue: 0x04)
    /// Windows NT on Alpha, 0x08.
    public static let ntAlpha = PlatformMask(rawValue: 0x08)
    /// MS-DOS 5, 0x10.
    public static let dos5 = PlatformMask(rawValue: 0x10)
    /// MS-DOS 6, 0x20.
    public static let dos6 = PlatformMask(rawValue: 0x20)
    /// Macintosh, 0x40.
    public static let macintosh = PlatformMask(rawValue: 0x40)
    /// Windows 95, 0x80 (SMSINFO.H only; missing in Q123499).
    public static let windows95 = PlatformMask(rawValue: 0x80)
    /// MS-DOS 5 and 6, 0x30 (PLTFRM_MSDOS).
    public static let msdos: PlatformMask = [.dos5, .dos6]
    /// Windows NT on any processor, 0x0E.
    public static let windowsNT: PlatformMask = [.ntX86, .ntMIPS, .ntAlpha]

    /// Short names of the single bits, lowest first; the words of lab files and tables.
    public static let names: [(name: String, bit: PlatformMask)] = [
        ("win16", .windows16), ("nt-x86", .ntX86), ("nt-mips", .ntMIPS), ("nt-alpha", .ntAlpha),
        ("dos5", .dos5), ("dos6", .dos6), ("mac", .macintosh), ("win95", .windows95),
    ]

    /// Finds a single platform by its short name, in any case.
    public static func named(_ name: some StringProtocol) -> PlatformMask? {
        let lower = name.lowercased()
        return names.first { $0.name == lower }?.bit
    }

    /// The short names joined by commas, or `none`.
    public var description: String {
        let present = Self.names.filter { contains($0.bit) }.map(\.name)
        return present.isEmpty ? "none" : present.joined(separator: ",")
    }
}

/// How a command line wants to be run: WCL Flags of the SDK (sheapio_6ak3).
public enum CommandLineFlags: Int, CaseIterable, Sendable {
    /// 0: needs a user's input.
    case needsInput = 0
    /// 1, WCL_AUTOMATED_COMMAND_LINE: runs unattended.
    case automated = 1
    /// 3, WCL_BACKGROUND_TASK: run by the Package Command Manager service; implies automated.
    case background = 3

    /// Whether the command runs without a user's input.
    public var isAutomated: Bool { self != .needsInput }
}

/// A workstation command line (WCL) of a package.
public struct CommandLineProgram: Equatable, Sendable {
    /// The name shown in Package Command Manager; at most 255 characters, unique in the package.
    public var name: String
    /// What to run, from the package's root; at most 255 characters.
    public var command: String
    /// Whether it needs input or is a background task.
    public var flags: CommandLineFlags
    /// Where it runs; empty: offered to no client.
    public var platforms: PlatformMask
    /// Whether the job may take Windows down itself; settable only through a definition file (Q175652).
    public var synchronousSystemExit: Bool

    /// Makes a command line.
    public init(
        name: String, command: String, flags: CommandLineFlags = .needsInput, platforms: PlatformMask = [],
        synchronousSystemExit: Bool = false
    ) {
        self.name = name
        self.command = command
        self.flags = flags
        self.platforms = platforms
        self.synchronousSystemExit = synchronousSystemExit
    }
}

/// The workstation property set of a package ("Setup Package For Workstations").
public struct WorkstationProperties: Equatable, Sendable {
    /// The source directory as typed: local or UNC.
    public var root: String
    /// Rights on the package directory.
    public var permissions: AccessPermissions
    /// The command lines in order.
    public var commands: [CommandLineProgram]
    /// UNC of the compressed `.W*` file; nil: never compressed.
    public var transferFile: String?

    /// Makes a set.
    public init(
        root: String = "", permissions: AccessPermissions = .all, commands: [CommandLineProgram] = [],
        transferFile: String? = nil
    ) {
        self.root = root
        self.permissions = permissions
        self.commands = commands
        self.transferFile = transferFile
    }
}

/// How a program item reaches its files.
public enum DriveMode: Equatable, Sendable {
    /// 1: by UNC path.
    case unc
    /// 2: any free drive letter.
    case anyLetter
    /// 3: the named drive letter, `A` to `Z`.
    case letter(String)
}

/// A program item of a sharing package (SDK, program item properties).
public struct ProgramItem: Equatable, Sendable {
    /// What is run, from the share; at most 255 characters.
    public var commandLine: String
    /// The item's title; over 40 characters damages the clients' groups (Q188060).
    public var description: String
    /// One-time set-up command; may be empty.
    public var configurationScript: String
    /// Name under which clients keep the item's state; empty: the package number.
    public var registryName: String
    /// Documented, read by nobody known.
    public var defaultINIFile: String
    /// Whether it starts minimized.
    public var runMinimized: Bool
    /// Whether a local copy is preferred.
    public var runLocalCopyIfPresent: Bool
    /// How the share is reached.
    public var driveMode: DriveMode
    /// Where it runs.
    public var platforms: PlatformMask
    /// Icon file beside the definition file; empty: none.
    public var setupIcon: String
    /// Whether the item shows in the program group.
    public var displayIconInProgramGroup: Bool

    /// Makes an item.
    public init(
        commandLine: String, description: String = "", configurationScript: String = "",
        registryName: String = "", defaultINIFile: String = "", runMinimized: Bool = false,
        runLocalCopyIfPresent: Bool = false, driveMode: DriveMode = .unc, platforms: PlatformMask = [],
        setupIcon: String = "", displayIconInProgramGroup: Bool = true
    ) {
        self.commandLine = commandLine
        self.description = description
        self.configurationScript = configurationScript
        self.registryName = registryName
        self.defaultINIFile = defaultINIFile
        self.runMinimized = runMinimized
        self.runLocalCopyIfPresent = runLocalCopyIfPresent
        self.driveMode = driveMode
        self.platforms = platforms
        self.setupIcon = setupIcon
        self.displayIconInProgramGroup = displayIconInProgramGroup
    }
}

/// The sharing property set of a package ("Setup Package For Sharing").
public struct SharingProperties: Equatable, Sendable {
    /// The source directory as typed.
    public var root: String
    /// Share name, its first element at most 8 characters; `A\B\C` nests.
    public var shareName: String
    /// The elements of the share name: the share, and directories below it.
    public var shareElements: [Substring] { shareName.split(separator: "\\") }
    /// Rights on the share.
    public var permissions: AccessPermissions
    /// Program items in order.
    public var programItems: [ProgramItem]
    /// UNC of the compressed `.S*` file; nil: never compressed.
    public var transferFile: String?

    /// Makes a set.
    public init(
        root: String = "", shareName: String = "", permissions: AccessPermissions = .all,
        programItems: [ProgramItem] = [], transferFile: String? = nil
    ) {
        self.root = root
        self.shareName = shareName
        self.permissions = permissions
        self.programItems = programItems
        self.transferFile = transferFile
    }
}

/// One part of an inventory detection rule, in order.
public enum DetectionRulePart: Equatable, Sendable {
    /// The tests of a file section, by the section's name as the rule writes it.
    case file(String)
    /// Both sides in the same folder (Q181547).
    case and
    /// Either side.
    case or
    /// Opens a group.
    case open
    /// Closes a group.
    case close
}

/// One test of a file's bytes in an inventory rule.
public enum DetectionTest: Equatable, Sendable {
    /// Size in bytes.
    case size(UInt32)
    /// Date: month, day, two- or four-digit year, as written.
    case date(month: Int, day: Int, year: Int)
    /// Time: hour and minute, 24 hours.
    case time(hour: Int, minute: Int)
    /// Checksum over a range.
    case checksum(offset: UInt32, length: UInt32, value: Int64)
    /// CCITT CRC over a range.
    case crc(offset: UInt32, length: UInt32, value: Int64)
    /// One byte at an offset.
    case byte(offset: UInt32, value: UInt32)
    /// A 16-bit word at an offset.
    case word(offset: UInt32, value: UInt32)
    /// A 32-bit word at an offset.
    case long(offset: UInt32, value: UInt32)
    /// A text at an offset.
    case token(offset: UInt32, text: String)
}

/// A file that an inventory rule looks for.
public struct DetectionFile: Equatable, Sendable {
    /// The section's name as written, such as `File 1`.
    public var section: String
    /// The file's name.
    public var file: String
    /// Whether a found file is collected.
    public var collect: Bool
    /// The tests in the order of the section.
    public var tests: [DetectionTest]

    /// Makes a file.
    public init(section: String, file: String, collect: Bool = false, tests: [DetectionTest] = []) {
        self.section = section
        self.file = file
        self.collect = collect
        self.tests = tests
    }
}

/// The inventory property set of a package ("Setup Package For Inventory").
public struct InventoryProperties: Equatable, Sendable {
    /// Whether the package is looked for; counts only when there is a rule.
    public var inventoryThisPackage: Bool
    /// The rule, part by part.
    public var rule: [DetectionRulePart]
    /// The files the rule names.
    public var files: [DetectionFile]

    /// Makes a set.
    public init(
        inventoryThisPackage: Bool = true, rule: [DetectionRulePart] = [], files: [DetectionFile] = []
    ) {
        self.inventoryThisPackage = inventoryThisPackage
        self.rule = rule
        self.files = files
    }
}

/// A package as one site's database holds it: a name, and up to three property sets.
public struct Package: Equatable, Sendable {
    /// The identifier.
    public var id: PackageID
    /// The name shown everywhere.
    public var name: String
    /// The comment shown to users in Package Command Manager.
    public var comment: String
    /// Product, version, company and language of the definition file, where there was one; empty without.
    public var product: String
    /// See `product`.
    public var version: String
    /// See `product`.
    public var company: String
    /// See `product`.
    public var language: String
    /// The workstation set, used by Run Command On Workstation jobs.
    public var workstation: WorkstationProperties?
    /// The sharing set, used by Share Package On Server jobs.
    public var sharing: SharingProperties?
    /// The inventory set, used by no job.
    public var inventory: InventoryProperties?
    /// SHA-256 of the definition file it was imported from, 64 hexadecimal digits; empty without.
    public var definitionDigest: String

    /// Makes a package without property sets.
    public init(
        id: PackageID, name: String, comment: String = "", product: String = "", version: String = "",
        company: String = "", language: String = "", workstation: WorkstationProperties? = nil,
        sharing: SharingProperties? = nil, inventory: InventoryProperties? = nil,
        definitionDigest: String = ""
    ) {
        self.id = id
        self.name = name
        self.comment = comment
        self.product = product
        self.version = version
        self.company = company
        self.language = language
        self.workstation = workstation
        self.sharing = sharing
        self.inventory = inventory
        self.definitionDigest = definitionDigest
    }
}
