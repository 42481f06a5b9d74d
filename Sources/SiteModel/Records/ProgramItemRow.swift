/// A program item of a sharing package (`ProgramItems`, Q188060).
public struct ProgramItemRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The package.
    public var packageID: PackageID
    /// The place in the package, from 0.
    public var ordinal: Int64
    /// The title; over 40 characters damages the clients' groups (Q188060).
    public var description: String
    /// What is run, from the share.
    public var commandLine: String
    /// One-time set-up command.
    public var configurationScript: String
    /// Name of the item's state at the clients; empty: the package number.
    public var registryName: String
    /// Documented, read by nobody known.
    public var defaultINIFile: String
    /// 1: starts minimized.
    public var runMinimized: Bool
    /// 1: a local copy is preferred.
    public var runLocalCopyIfPresent: Bool
    /// 1 UNC, 2 any drive letter, 3 the named drive letter.
    public var driveMode: DriveModeNumber
    /// The letter of drive mode 3.
    public var driveLetter: String?
    /// Where it runs, the bits of Machines.Platform.
    public var platforms: PlatformMask
    /// Icon file beside the definition file; empty: none.
    public var setupIcon: String
    /// 1: shown in the program group.
    public var displayIconInProgramGroup: Bool

    /// Makes a row.
    public init(
        site: SiteCode,
        packageID: PackageID,
        ordinal: Int64,
        description: String,
        commandLine: String,
        configurationScript: String = "",
        registryName: String = "",
        defaultINIFile: String = "",
        runMinimized: Bool = false,
        runLocalCopyIfPresent: Bool = false,
        driveMode: DriveModeNumber = .unc,
        driveLetter: String? = nil,
        platforms: PlatformMask = [],
        setupIcon: String = "",
        displayIconInProgramGroup: Bool = true
    ) {
        self.site = site
        self.packageID = packageID
        self.ordinal = ordinal
        self.description = description
        self.commandLine = commandLine
        self.configurationScript = configurationScript
        self.registryName = registryName
        self.defaultINIFile = defaultINIFile
        self.runMinimized = runMinimized
        self.runLocalCopyIfPresent = runLocalCopyIfPresent
        self.driveMode = driveMode
        self.driveLetter = driveLetter
        self.platforms = platforms
        self.setupIcon = setupIcon
        self.displayIconInProgramGroup = displayIconInProgramGroup
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "ProgramItems", keyCount: 3,
        meaning: "Program items of the packages (Q188060, SDK).",
        columns: [
            .owner(),
            ColumnDescription("PackageID", .text, "the package"),
            ColumnDescription("Ordinal", .integer, "the place in the package, from 0"),
            ColumnDescription(
                "Description", .text, "the title; over 40 characters damages the clients' groups (Q188060)"),
            ColumnDescription("CommandLine", .text, "what is run, from the share"),
            ColumnDescription("ConfigurationScript", .text, "one-time set-up command"),
            ColumnDescription(
                "RegistryName", .text, "name of the item's state at the clients; empty: the package number"),
            ColumnDescription("DefaultINIFile", .text, "documented, read by nobody known"),
            .flag("RunMinimized", "1: starts minimized"),
            .flag("RunLocalCopyIfPresent", "1: a local copy is preferred"),
            .choice("DriveMode", DriveModeNumber.self, "1 UNC, 2 any drive letter, 3 the named drive letter"),
            ColumnDescription("DriveLetter", .text, nullable: true, "the letter of drive mode 3"),
            ColumnDescription("Platforms", .integer, "where it runs, the bits of Machines.Platform"),
            ColumnDescription("SetupIcon", .text, "icon file beside the definition file; empty: none"),
            .flag("DisplayIconInProgramGroup", "1: shown in the program group"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .name(packageID), .integer(ordinal), .text(description), .text(commandLine),
            .text(configurationScript), .text(registryName), .text(defaultINIFile), .flag(runMinimized),
            .flag(runLocalCopyIfPresent), .number(driveMode), .optional(driveLetter), .number(platforms),
            .text(setupIcon), .flag(displayIconInProgramGroup),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        packageID = try reader.identifier()
        ordinal = try reader.integer()
        description = try reader.text()
        commandLine = try reader.text()
        configurationScript = try reader.text()
        registryName = try reader.text()
        defaultINIFile = try reader.text()
        runMinimized = try reader.flag()
        runLocalCopyIfPresent = try reader.flag()
        driveMode = try reader.choice()
        driveLetter = try reader.optionalText()
        platforms = try reader.bits()
        setupIcon = try reader.text()
        displayIconInProgramGroup = try reader.flag()
    }
}
