/// Every table that a site keeps, in the order of the reference page: the site, its computers, packages, jobs.
///
/// The schema, the reference page and the whole-database commands walk over it.
public enum SiteTables {
    /// The record types.
    public static let types: [any SiteRecord.Type] = [
        SiteRow.self, AddressRow.self, DomainRow.self, ServerRow.self, DriveRow.self, ShareRow.self,
        MachineRow.self, MachineGroupRow.self, MachineGroupMemberRow.self,
        PackageRow.self, CommandLineRow.self, ProgramItemRow.self, InventoryRuleRow.self,
        InventoryFileRow.self, PackageLocationRow.self, ArchiveRow.self,
        JobRow.self, JobDetailRow.self, RequestRow.self, InstructionRow.self, ClientOfferRow.self,
        EventRow.self, CounterRow.self,
        SenderRow.self, SiteGroupRow.self, SiteGroupMemberRow.self, SystemJobRow.self,
        QueryRow.self, SiteControlRow.self,
        ProgramGroupRow.self, ProgramGroupItemRow.self, ProgramGroupUserRow.self, UserGroupRow.self,
        UserGroupMemberRow.self, AlertRow.self,
    ]

    /// The descriptions, in the same order.
    public static let all: [TableDescription] = types.map { $0.table }

    /// Tables whose rows are parts of another table's rows, with that table.
    ///
    /// The key of the whole begins the key of the part. The database holds them as foreign keys, checked at the
    /// end of a transaction. Job details are not tied to jobs: nothing says that they were, events tell of details
    /// gone missing (41), and a look-up for each of a million rows would slow activation.
    public static let parts: [(part: String, whole: String)] = [
        ("Drives", "Servers"), ("Shares", "Servers"), ("MachineGroupMembers", "MachineGroups"),
        ("SiteGroupMembers", "SiteGroups"), ("ProgramGroupItems", "ProgramGroups"),
        ("ProgramGroupUsers", "ProgramGroups"), ("UserGroupMembers", "UserGroups"),
        ("WorkstationCommandLines", "Packages"), ("ProgramItems", "Packages"),
        ("InventoryRules", "Packages"), ("InventoryFiles", "Packages"),
    ]
}
