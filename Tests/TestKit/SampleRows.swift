public import SiteModel
import Testing

/// One row of every table of a site, wholes before their parts, every optional value both there and missing.
///
/// - Parameter site: The site whose rows they are.
/// - Returns: The rows.
/// - Throws: When an identifier of the sample does not parse, which is a fault of the sample.
public func sampleRows(_ site: SiteCode) throws -> [any SiteRecord] {
    let package = try #require(PackageID("BPC0000A"))
    let job = try #require(JobID("BPC000AA"))
    let request = try #require(RequestID("BPC001M"))
    let client = try #require(SMSID("MDM00005"))
    let send = try #require(SendRequestID("_2ZYBPC"))
    let child = try #require(SiteCode("S01"))
    var details = Job(id: job, packageID: package, created: LocalTime(seconds: 861_609_600))
    details.distributionServers = "Sales servers"
    details.distributePhase = [.existing, .specified]
    details.status = .retrying
    return [
        SiteRow(site: site, code: site, name: "Head office"),
        SiteRow(site: site, code: child, parent: site, response: .slow, zone: "EST5EDT,M4.1.0,M10.5.0"),
        AddressRow(site: site, destination: child), DomainRow(site: site, name: "DOMAIN1", ordinal: 0),
        ServerRow(site: site, name: "SRV1", domain: "DOMAIN1", kind: .netWare3, roles: [.site, .logon]),
        DriveRow(site: site, server: "SRV1", drive: "D", ordinal: 0, fileSystem: .fat, freeBytes: .max),
        ShareRow(site: site, server: "SRV1", share: "SMS_PKGD", drive: "D", path: "SMS_PKGD"),
        MachineRow(
            site: site, machineID: 1, smsID: client, siteCode: child, name: "PC7", domain: "DOMAIN1",
            platform: .windows95, state: .on),
        SenderRow(site: site, SenderDefinition(kind: .rasISDN)),
        SiteGroupRow(site: site, name: "South"),
        SiteGroupMemberRow(site: site, group: "South", ordinal: 0, member: "S01"),
        SystemJobRow(
            site: site, jobID: job, kind: .siteReport, comment: "report", status: .active,
            sendingStatus: .pending,
            destination: child, created: 5, ended: nil),
        SiteControlRow(
            site: site, code: child, type: .proposed, status: .pending, phase: 40, jobID: job,
            isWaiting: false, isUnderWay: true, stamp: 5, image: "Response: slow"),
        QueryRow(
            site: site, id: try #require(QueryID("NCS00051")),
            QueryDefinition(name: "Small disks", text: "Disk.Sectors is less than 5")),
        ProgramGroupRow(site: site, id: package, name: "Office", siteCode: child),
        ProgramGroupItemRow(site: site, groupID: package, ordinal: 0, packageID: package, title: "Word"),
        ProgramGroupUserRow(site: site, groupID: package, ordinal: 0, userGroup: "Everyone"),
        UserGroupRow(site: site, name: "Sales"),
        UserGroupMemberRow(site: site, group: "Sales", ordinal: 0, user: "SMI*"),
        AlertRow(
            site: site, name: "Full disks", query: "Small disks", atLeast: 2, minutes: 60, tells: "SRV1"),
        MachineGroupRow(site: site, name: "Sales"),
        MachineGroupMemberRow(site: site, group: "Sales", ordinal: 0, member: "PC7"),
        PackageRow(
            site: site, id: package, name: "Word", workstationRoot: "", inventoryThisPackage: false,
            needsNTFS: true, sourceFiles: 3, sourceBytes: 4_096, sourceLongestPath: 12),
        CommandLineRow(
            site: site, packageID: package, ordinal: 0, name: "Install", command: "setup.exe /q",
            flags: .background, platforms: [.ntX86, .windows95], synchronousSystemExit: true),
        ProgramItemRow(
            site: site, packageID: package, ordinal: 0, description: "Word", commandLine: "winword.exe",
            driveMode: .letter, driveLetter: "W"),
        InventoryRuleRow(site: site, packageID: package, rule: "File 1\nAND\nFile 2"),
        InventoryFileRow(
            site: site, packageID: package, ordinal: 0, section: "File 1", file: "WINWORD.EXE", collect: true,
            tests: "SIZE=12"),
        PackageLocationRow(
            site: site, packageID: package, server: "SRV1", kind: .sharing, siteCode: child,
            share: "SMS_PKGC"),
        ArchiveRow(
            site: site, packageID: package, file: "BPC0000A.W00", digest: String(repeating: "a", count: 64),
            bytes: 99, libarchive: "3.6.2", zlib: "1.2.13", level: 1, source: 3),
        JobRow(
            site: site, job: details, created: -1, activated: 861_609_600_000, who: "DOM1\\anna",
            offer: JobOffer(
                packageName: "Word", comment: "A text editor", command: "setup.exe /q", flags: .background,
                platforms: .ntX86, synchronousSystemExit: true)),
        JobDetailRow(
            site: site, jobID: job, kind: .workstation, ordinal: 0, targetSite: child, machineID: client),
        JobDetailRow(
            site: site, jobID: job, kind: .server, ordinal: 0, targetSite: child, server: "SRV1",
            status: .complete, changed: 5, attempts: 2, detail: "copied"),
        RequestRow(
            site: site, requestID: send, jobID: job, destination: child, priority: .high, status: .ok,
            fileType: .package, actionCode: .retry, packageFile: "BPC000AA.P00", restartAt: 7),
        InstructionRow(site: site, instructionID: "W_BPC0000A", destination: child, file: "BPC000AA.I00"),
        ClientOfferRow(
            site: site, smsID: client, requestID: request, jobID: job, packageID: package,
            commandName: "Install", state: .failed, seenAt: 1, exitCode: -1),
        EventRow(
            site: site, ordinal: 1, instant: 9, eventID: 329, severity: .nonFatalError,
            component: "SMS_SCHEDULER", machine: "SRV1", jobID: job),
        CounterRow(site: site, name: CounterRow.nextJob, value: 171),
    ]
}
