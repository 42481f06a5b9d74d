/// The groups and attributes that can be queried.
///
/// Those of machines are the columns of SMSVIEW's views in Q133253, whose rule of names turned round gives the
/// names; what kind an attribute has is our choice. Those of the direct architectures follow our tables.
enum InventoryCatalogue {
    /// The groups of machines in the order of their GroupKeys (Q133253).
    static let personalComputer: [InventoryGroup] = [
        identification, workstationStatus, mouse, video, processor, operatingSystem, disk, memory, network,
        netcard, environment, services,
    ]

    /// The place of Identification among the groups of machines.
    static let identificationPlace = 0

    private static let identification = InventoryGroup(
        "Identification", key: 1,
        [
            InventoryAttribute("Domain"), InventoryAttribute("LogOn Name"), InventoryAttribute("Name"),
            InventoryAttribute("NetCardID"), InventoryAttribute("Site"), InventoryAttribute("SMSID"),
            InventoryAttribute("SMSLocation"), InventoryAttribute("SystemRole"),
            InventoryAttribute("SystemType"),
        ])

    private static let workstationStatus = InventoryGroup(
        "WorkstationStatus", key: 2,
        [
            InventoryAttribute("Failed Hardware Checks"), InventoryAttribute("Files Not Installed"),
            InventoryAttribute("LastHWScan", .date, column: "LastHWScan"),
            InventoryAttribute("LastSWScan", .date, column: "LastSWScan"),
            InventoryAttribute("Standalone Workstation"), InventoryAttribute("System Files Not Modified"),
        ])

    private static let mouse = InventoryGroup(
        "Mouse", key: 4,
        [
            InventoryAttribute("Hardware Installed"), InventoryAttribute("Language"),
            InventoryAttribute("Manufacturer"), InventoryAttribute("Mouse Hardware Type"),
            InventoryAttribute("Number of Buttons", .number),
        ])

    private static let video = InventoryGroup(
        "Video", key: 5,
        [
            InventoryAttribute("2nd Adapter Type"), InventoryAttribute("Adapter Type"),
            InventoryAttribute("Bios Date", .date), InventoryAttribute("Current Video Mode"),
            InventoryAttribute("Display Type"), InventoryAttribute("Manufacturer"),
            InventoryAttribute("Max Rows", .number),
        ])

    private static let processor = InventoryGroup(
        "Processor", key: 6,
        [
            InventoryAttribute("Processor Name"), InventoryAttribute("Processor Type"),
            InventoryAttribute("Quantity", .number),
        ])

    private static let operatingSystem = InventoryGroup(
        "Operating System", key: 7,
        [
            InventoryAttribute("Build Number", .number), InventoryAttribute("Build Type"),
            InventoryAttribute("Country Code", .number), InventoryAttribute("Installation Date", .date),
            InventoryAttribute("Language ID", .number), InventoryAttribute("Operating System Name"),
            InventoryAttribute("Registered Organization"), InventoryAttribute("Registered Owner"),
            InventoryAttribute("System Root"), InventoryAttribute("System Start Options"),
            InventoryAttribute("Version"),
        ])

    private static let disk = InventoryGroup(
        "Disk", key: 8, hasSeveralRows: true,
        [
            InventoryAttribute("% Disk Full", .number), InventoryAttribute("Disk Index"),
            InventoryAttribute("File System"), InventoryAttribute("Free Storage (MByte)", .number),
            InventoryAttribute("Sectors", .number), InventoryAttribute("Serial Number"),
            InventoryAttribute("Storage Size (MByte)", .number), InventoryAttribute("Storage Type"),
            InventoryAttribute("Storage Used (MByte)", .number), InventoryAttribute("Volume Name"),
        ])

    private static let memory = InventoryGroup(
        "PC Memory", key: 9,
        [
            InventoryAttribute("Page File Name"), InventoryAttribute("Page File Size (MByte)", .number),
            InventoryAttribute("Total Paging File Space (KB)", .number),
            InventoryAttribute("Total Physical Memory (KB)", .number),
        ])

    private static let network = InventoryGroup(
        "Network", key: 10,
        [
            InventoryAttribute("Default Gateway"), InventoryAttribute("IP Address"),
            InventoryAttribute("IPX Address"), InventoryAttribute("LogOn Name"),
            InventoryAttribute("Major Version", .number), InventoryAttribute("Minor Version", .number),
            InventoryAttribute("Network Active"), InventoryAttribute("Network Type"),
            InventoryAttribute("Subnet Mask"),
        ])

    private static let netcard = InventoryGroup(
        "Netcard", key: 11,
        [
            InventoryAttribute("IRQ", .number), InventoryAttribute("Manufacturer"),
            InventoryAttribute("Port Address"),
        ])

    private static let environment = InventoryGroup(
        "Environment", key: 12, hasSeveralRows: true,
        [InventoryAttribute("Environment String"), InventoryAttribute("Value")])

    private static let services = InventoryGroup(
        "Services", key: 13, hasSeveralRows: true,
        [
            InventoryAttribute("EXE Path"), InventoryAttribute("Name"), InventoryAttribute("Start Name"),
            InventoryAttribute("Start Type"), InventoryAttribute("State"),
        ])

    // MARK: Direct architectures

    /// A row of a job.
    static let jobDetails = InventoryGroup(
        "JobDetails",
        [
            InventoryAttribute("JobID"), InventoryAttribute("Kind"), InventoryAttribute("Site"),
            InventoryAttribute("MachineID"), InventoryAttribute("Server"), InventoryAttribute("Status"),
            InventoryAttribute("Changed", .date), InventoryAttribute("Attempts", .number),
        ])

    /// An event; Q169491 names `jobid` and `eventid`.
    static let events = InventoryGroup(
        "SMSEvents",
        [
            InventoryAttribute("EventID", .number), InventoryAttribute("JobID"),
            InventoryAttribute("Severity"), InventoryAttribute("Component"), InventoryAttribute("Machine"),
            InventoryAttribute("Time", .date),
        ])

    /// A package on a server.
    static let packageLocation = InventoryGroup(
        "PackageLocation",
        [
            InventoryAttribute("PackageID"), InventoryAttribute("Site"), InventoryAttribute("Server"),
            InventoryAttribute("Share"), InventoryAttribute("Path"),
        ])

    /// A group of users of a domain.
    static let userGroups = InventoryGroup(
        "UserGroups", [InventoryAttribute("Domain"), InventoryAttribute("User Group")])
}
