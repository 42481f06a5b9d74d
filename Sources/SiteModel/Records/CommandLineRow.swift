/// A workstation command line of a package (SDK sheapio_9igi).
public struct CommandLineRow: SiteRecord {
    /// The site whose database this row is in.
    public var site: SiteCode
    /// The package.
    public var packageID: PackageID
    /// The place in the package, from 0.
    public var ordinal: Int64
    /// The name shown in Package Command Manager.
    public var name: String
    /// What is run, from the package's root.
    public var command: String
    /// 0 needs input, 1 automated, 3 background task (which is automated too).
    public var flags: CommandLineFlags
    /// Where it runs, the bits of Machines.Platform; 0: offered to nobody.
    public var platforms: PlatformMask
    /// 1: the command may take Windows down itself (Q175652).
    public var synchronousSystemExit: Bool

    /// Makes a row.
    public init(
        site: SiteCode,
        packageID: PackageID,
        ordinal: Int64,
        name: String,
        command: String,
        flags: CommandLineFlags = .needsInput,
        platforms: PlatformMask = [],
        synchronousSystemExit: Bool = false
    ) {
        self.site = site
        self.packageID = packageID
        self.ordinal = ordinal
        self.name = name
        self.command = command
        self.flags = flags
        self.platforms = platforms
        self.synchronousSystemExit = synchronousSystemExit
    }

    /// The description of the table.
    public static let table = TableDescription(
        name: "WorkstationCommandLines", keyCount: 3,
        meaning: "Command lines of the packages (SDK sheapio_9igi, sheapio_6ak3).",
        columns: [
            .owner(),
            ColumnDescription("PackageID", .text, "the package"),
            ColumnDescription("Ordinal", .integer, "the place in the package, from 0"),
            ColumnDescription("Name", .text, "the name shown in Package Command Manager"),
            ColumnDescription("Command", .text, "what is run, from the package's root"),
            .choice(
                "Flags", CommandLineFlags.self,
                "0 needs input, 1 automated, 3 background task (which is automated too)"),
            ColumnDescription(
                "Platforms", .integer, "where it runs, the bits of Machines.Platform; 0: offered to nobody"),
            .flag("SynchronousSystemExit", "1: the command may take Windows down itself (Q175652)"),
        ])

    /// The values in the order of the columns.
    public var fields: [FieldValue] {
        [
            .name(site), .name(packageID), .integer(ordinal), .text(name), .text(command), .number(flags),
            .number(platforms), .flag(synchronousSystemExit),
        ]
    }

    /// Takes a row back; fails when a value has the wrong form.
    public init(fields: [FieldValue]) throws(RecordError) {
        var reader = try FieldReader(Self.table, fields)
        site = try reader.site()
        packageID = try reader.identifier()
        ordinal = try reader.integer()
        name = try reader.text()
        command = try reader.text()
        flags = try reader.choice()
        platforms = try reader.bits()
        synchronousSystemExit = try reader.flag()
    }
}
