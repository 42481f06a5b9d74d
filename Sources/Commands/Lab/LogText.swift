import Emulation
import LegacyFormats
import Pipeline
import SiteModel

/// Gives the names behind the numbers of trace entries.
struct LabNames {
    let images: [SiteImage]
    /// Lines as they were written, of entries whose words are no function of the entry.
    var written: [TraceKey: [String]] = [:]

    init(images: [SiteImage], written: [TraceKey: [String]] = [:]) {
        self.images = images
        self.written = written
    }

    /// The lines of an entry: those that were written at its time, whatever became of what they name.
    func lines(_ record: TraceRecord) -> [String] {
        if !LogText.isFixed(record), let lines = written[TraceKey(record)] { return lines }
        return LogText.lines(record, self)
    }

    /// The site that gave out the identifier behind a job's or package's number.
    func origin(_ number: UInt32, _ site: UInt16) -> SiteCode? {
        let place = Int(TraceReference(number).site ?? site)
        return images.indices.contains(place) ? images[place].definition.code : nil
    }

    /// A site's code.
    func site(_ number: UInt16) -> String {
        images.indices.contains(Int(number)) ? images[Int(number)].definition.code.description : "?"
    }

    /// A job's identifier by its counter.
    func job(_ counter: UInt32, _ site: UInt16) -> String { identifier(JobID.self, counter, site) }
    /// A package's identifier by its counter.
    func package(_ counter: UInt32, _ site: UInt16) -> String { identifier(PackageID.self, counter, site) }

    private func identifier<Identifier: CountedIdentifier>(
        _ type: Identifier.Type, _ counter: UInt32, _ site: UInt16
    ) -> String {
        let reference = TraceReference(counter)
        if let origin = reference.site, type != SMSID.self {
            return identifier(type, reference.counter, origin)
        }
        guard images.indices.contains(Int(site)) else { return "?" }
        return Identifier(site: images[Int(site)].definition.code, counter: counter)?.description ?? "?"
    }

    /// The request that offers a job to clients, by the job's counter.
    func offer(ofJob counter: UInt32, _ site: UInt16) -> String {
        guard images.indices.contains(Int(site)) else { return "?" }
        let image = images[Int(site)]
        let job = image.jobs.indices.first { image.jobNumber($0) == counter }.map { image.jobs[$0] }
        return job?.requestID?.description ?? "?"
    }

    /// How many transfers a Sender made at a time.
    func capacity(_ record: TraceRecord) -> Int { TraceReference.atATime(record.a) }

    /// A server's name by its place.
    func server(_ place: Int64, _ site: UInt16) -> String {
        guard images.indices.contains(Int(site)), images[Int(site)].servers.indices.contains(Int(place))
        else { return "?" }
        return images[Int(site)].servers[Int(place)].definition.name
    }

    /// An alert's name by its place; one that was removed keeps it.
    func alert(_ place: UInt32, _ site: UInt16) -> String {
        guard images.indices.contains(Int(site)), images[Int(site)].alerts.indices.contains(Int(place)) else {
            return "?"
        }
        return images[Int(site)].alerts[Int(place)].definition.name
    }

    /// A client's name by its dwMachineID.
    func client(_ machine: UInt32, _ site: UInt16) -> String {
        guard images.indices.contains(Int(site)), machine > 0, Int(machine) <= images[Int(site)].clients.count
        else {
            return "?"
        }
        return images[Int(site)].clients.name(Int(machine) - 1)
    }

    /// A client's SMSID by its dwMachineID.
    func smsID(_ machine: UInt32, _ site: UInt16) -> String { identifier(SMSID.self, machine, site) }

    /// A request's file name: the one it had, whatever became of it.
    func request(_ number: UInt32, _ site: UInt16) -> String {
        guard images.indices.contains(Int(site)),
            let id = SendRequestID(
                site: images[Int(site)].definition.code, counter: TraceReference.requestCounter(number))
        else { return "?" }
        return FileNames.request(id)
    }

    /// The name of a file in RECEIVE as the trace writes it; nil for entries of labs that did not note it.
    func received(_ number: UInt32, isBegun: Bool = false) -> String? {
        if number == 0 { return nil }
        if number >= 0x8000_0000 { return FileNames.status(number & 0x7FFF_FFFF) }
        let place = Int(number >> 16) - 1
        guard images.indices.contains(place),
            let id = SendRequestID(
                site: images[place].definition.code, counter: TraceReference.requestCounter(number))
        else { return nil }
        return FileNames.request(id) + ".INS"
    }

    /// A path below the SMS directory of a site server as its components write it: `D:\SMS\site.srv\...`.
    func local(_ path: String, _ site: UInt16) -> String {
        guard images.indices.contains(Int(site)), let root = FileNames.siteRoot(images[Int(site)]) else {
            return path
        }
        let parts = root.split(separator: "\\")
        return parts.count < 3 ? path : "\(parts[1]):\\\(parts.dropFirst(2).joined(separator: "\\"))\\\(path)"
    }

    /// A path below the SMS directory of a site server as others reach it: `\\\\SRV1\\SMS_SHRD\\site.srv\\...`.
    func share(_ path: String, _ site: UInt16) -> String {
        guard images.indices.contains(Int(site)) else { return path }
        let definition = images[Int(site)].definition
        return "\\\\\(definition.siteServer?.name ?? "")\\SMS_SHR\(definition.smsDrive)\\\(path)"
    }

    /// The compressed package in STORE.
    func storedFile(_ package: UInt32, _ site: UInt16) -> String {
        guard let id = PackageID(self.package(package, site)) else { return "?" }
        let set = PackageSetID(id, isShared(package, site) ? .sharing : .workstation)
        return local("site.srv\\despoolr.box\\store\\\(set.storedFile)", site)
    }

    /// The package of a job as an instruction names it: `W_M0200024` (Q179118).
    func packageInstruction(ofJob counter: UInt32, _ site: UInt16) -> String {
        guard let (image, live) = live(counter, site), live.package != noHandle else { return "" }
        let package = image.packages[Int(live.package)]
        return (package.isSharing ? "S_" : "W_") + package.package.id.description
    }

    /// The status MIF of a job's command in the Windows directory: our name, that of the package.
    func statusMIF(ofJob counter: UInt32, at machine: UInt32, _ site: UInt16) -> String {
        let package = live(counter, site).map { $0.1.job.packageID.description } ?? "STATUS"
        let clients = images.indices.contains(Int(site)) ? images[Int(site)].clients : nil
        let isNT =
            clients.map {
                Int(machine) <= $0.count && machine > 0
                    && PlatformMask.windowsNT.contains($0.block(of: Int(machine) - 1).range.platform)
            } ?? true
        return "C:\\\(isNT ? "WINNT" : "WINDOWS")\\\(package).MIF"
    }

    /// Where the package of a job lies, or is to lie, on a server.
    func directory(ofJob counter: UInt32, on server: Int64, _ site: UInt16) -> String {
        guard let (image, live) = live(counter, site), live.package != noHandle else { return "?" }
        let place = image.locations.first { $0.package == live.package && Int64($0.server) == server }
        let folder = place.map { "\($0.share)\\\(image.packageFolder(of: $0))" }
        return "\\\\\(self.server(server, site))\\"
            + (folder ?? image.packages[Int(live.package)].package.id.description)
    }

    private func live(_ counter: UInt32, _ site: UInt16) -> (SiteImage, JobLive)? {
        guard images.indices.contains(Int(site)) else { return nil }
        let image = images[Int(site)]
        return image.jobs.indices.first { image.jobNumber($0) == counter }.map { (image, image.jobs[$0]) }
    }

    /// The transfer file of a package.
    func transferFile(_ package: UInt32, _ site: UInt16) -> String {
        guard images.indices.contains(Int(site)),
            let id = PackageID(self.package(package, site))
        else { return "?" }
        return images[Int(site)].transferFile(
            of: PackageSetID(id, isShared(package, site) ? .sharing : .workstation))
    }

    /// The source of a package.
    func source(_ package: UInt32, _ site: UInt16) -> String {
        guard images.indices.contains(Int(site)) else { return "?" }
        let image = images[Int(site)]
        let place = image.packages.indices.first { image.packageNumber($0) == package }
        let root = place.flatMap {
            let package = image.packages[$0].package
            return isShared(UInt32(image.packageNumber($0)), site)
                ? package.sharing?.root : package.workstation?.root
        }
        // At a site below, the source of a package from above is blank (Q266759); a deleted package has none.
        guard let root, !root.isEmpty else { return "of package \(self.package(package, site)) (none)" }
        return root
    }

    /// Whether the set of a package at hand is its sharing set: the trace does not tell, so that the workstation set is
    /// meant where there is one.
    private func isShared(_ package: UInt32, _ site: UInt16) -> Bool {
        let image = images[Int(site)]
        let sets = image.packages.indices.filter { image.packageNumber($0) == package }
        return sets.contains { image.packages[$0].isSharing }
            && !sets.contains { !image.packages[$0].isSharing && image.packages[$0].source.isKnown }
    }

    /// The wall-clock time at a site.
    func time(_ instant: Int64, _ site: UInt16) -> LocalTime {
        guard images.indices.contains(Int(site)) else { return LocalTime(seconds: instant / 1_000) }
        return images[Int(site)].definition.zone.localTime(atUTC: instant.flooredQuotient(by: 1_000))
    }
}

/// What a component writes to its log about a trace entry; `~` is a line feed of the traced text (Q168510).
///
/// Where an article shows the words they are taken over; the rest is ours.
enum LogText {
    /// Whether the words of an entry follow from it alone; those of the others name what can be changed or deleted
    /// later, and are kept as they were written.
    static func isFixed(_ record: TraceRecord) -> Bool {
        switch record.code {
        case .sourceInspected: record.value == 0
        case .compressionStarted, .compressionEnded, .compressionSkipped, .alertChecked, .alertRaised: false
        default: true
        }
    }

    /// The lines of an entry, without their tail; none for entries that no log tells of.
    static func lines(_ record: TraceRecord, _ names: LabNames) -> [String] {
        switch record.component {
        case .scheduler: scheduler(record, names)
        case .lanSender, .rasAsyncSender, .rasISDNSender, .rasX25Sender, .snaBatchSender,
            .snaInteractiveSender:
            sender(record, names)
        case .despooler: despooler(record, names)
        case .maintenanceManager: maintenance(record, names)
        case .dataLoader: loader(record, names)
        case .siteReporter: reporter(record, names)
        case .applicationsManager: applications(record, names)
        case .hierarchyManager: hierarchy(record, names)
        case .siteConfigurationManager: siteConfiguration(record, names)
        case .alerter: alerts(record, names)
        case .administrator: []
        case .executive: executive(record, names)
        case .packageCommandManager: client(record, names)
        }
    }

    private static func scheduler(_ record: TraceRecord, _ names: LabNames) -> [String] {
        let site = record.site
        switch record.code {
        case .jobActivated: return ["~Job \(names.job(record.a, site)) is due, activating it."]
        case .listsFrozen:
            return ["Job \(names.job(record.a, site)) has \(record.value) target workstations.~"]
        case .sourceInspected where record.value != 0:
            return [
                // The file is begun before the source is looked at (Q168510).
                "Creating package file '\(names.transferFile(record.a, site))'.~",
                "~Package source \(names.source(record.a, site)) doesn't exist or we failed to access it, "
                    + "Win32 Error = \(record.value)",
            ]
        case .compressionStarted: return ["Creating package file '\(names.transferFile(record.a, site))'.~"]
        case .compressionEnded: return ["Created package file '\(names.transferFile(record.a, site))'.~"]
        case .compressionFailed:
            return [
                "~Cannot compress the package file, return code = 4865",
                "Creation of compressed package file failed!~",
            ]
        case .compressionSkipped:
            return ["Using the existing package file '\(names.transferFile(record.a, site))'.~"]
        case .instructionWritten:
            return [
                "~Created instruction for job \(names.job(record.a, site)) to site \(names.site(UInt16(record.b)))."
            ]
        case .requestQueued: return ["~Created send request for job \(names.job(record.a, site))."]
        case .noAddress:
            return [
                "~No address to site \(names.site(UInt16(record.b))), job \(names.job(record.a, site)) waits."
            ]
        case .jobStatusChanged:
            let status = unpackStatus(record.b)
            let word = status.overall.overallWord(cancel: status.cancel)
            return ["~Job \(names.job(record.a, site)) status is now \(word)."]
        case .jobRepeated:
            return ["~Job \(names.job(record.a, site)) repeats as \(names.job(record.b, site))."]
        case .jobCancelled: return ["~Job \(names.job(record.a, site)) is cancelled."]
        case .systemJobQueued:
            return [
                "~Created send request for system job \(names.job(record.a, site)) to site \(names.site(UInt16(record.b)))."
            ]
        case .requestRescheduled:
            return [
                "~Rescheduling send request \(names.request(record.b, site)) of job \(names.job(record.a, site))."
            ]
        case .schedulerNoted: return note(record, names)
        case .requestAbandoned:
            return [
                "~Send request \(names.request(record.b, site)) of job \(names.job(record.a, site)) failed for seven days, giving it up."
            ]
        default: return []
        }
    }

    private static func executive(_ record: TraceRecord, _ names: LabNames) -> [String] {
        switch record.code {
        case .executiveEnded:
            let thread = Component(rawValue: UInt8(truncatingIfNeeded: record.b))?.name ?? "?"
            return [
                "~Exception 0xc0000005 (access violation) in thread \(thread), SMS_EXECUTIVE is shutting down"
            ]
        case .serviceStarted:
            let services = ServiceName.allCases
            let name = services.indices.contains(Int(record.b)) ? services[Int(record.b)].rawValue : "?"
            return ["~\(name) is started", "~Going through the thread list..."]
        default: return []
        }
    }

    /// What the Scheduler cannot go on with, in the words of the articles where they show them.
    private static func note(_ record: TraceRecord, _ names: LabNames) -> [String] {
        guard let note = SchedulerNote(rawValue: record.value) else { return [] }
        let job = names.job(record.a, record.site)
        return switch note {
        case .noSecondarySource:
            [
                "ERROR: Cannot connect to secondary source. Scheduler will not attempt to transfer jobs from secondary to "
                    + "primary source."
            ]
        case .transferFailed: ["Could not transfer job from secondary to primary source"]
        case .procedureLost: ["You must drop and recreate procedure sp_GetSubSite."]
        case .requestUnreadable: ["Size mismatch in RoutingInfo record.  Got 0, expected 544.~"]
        case .badData: ["DBG>> Send request about to write bad data. Component SMS_SCHEDULER"]
        case .cannotCancelPending: ["~Job \(job) is Pending and cannot be cancelled, its successor waits."]
        case .requestDropped:
            ["~Send request \(names.request(record.b, record.site)) cannot be read, giving it up."]
        case .outOfStep:
            ["~Package source of system job \(job) doesn't exist or we failed to access it, Win32 Error = 3"]
        }
    }

    private static func reporter(_ record: TraceRecord, _ names: LabNames) -> [String] {
        guard record.code == .reportsBundled else { return [] }
        return ["~Sending \(record.value) files to site \(names.site(UInt16(record.b)))."]
    }

    private static func applications(_ record: TraceRecord, _ names: LabNames) -> [String] {
        let package = names.package(record.a, record.site)
        switch record.code {
        case .definitionSent:
            return [
                "Checking for transactions to process.", "~Sending package \(package) to the sites below.",
            ]
        case .programItemRefused:
            return [
                "Checking Integrity of NAD.",
                "UPD ##> Error setting program item for package '\(package)'. (\(record.value))",
            ]
        case .packageDisappeared:  // The words of Q188052.
            return [String(repeating: "X", count: 3) + " ##> Package \(package) disappeared from source"]
        case .programItemsSet: return ["Updating program items of package \(package)."]
        case .groupsSent: return ["~Sending \(record.value) program groups to the sites below."]
        // The words of Q123616 and Q188060.
        case .serverListChanged:
            return [
                "Checking the server lists for all program items in NAD.",
                "Server list has changed for package \(package).  Updating program items.~",
            ]
        default: return []
        }
    }

    /// Hierarchy Manager: the first and the last line of a cycle are those of Q270218, the one about a newer image is
    /// that of Q154577.
    private static func hierarchy(_ record: TraceRecord, _ names: LabNames) -> [String] {
        let site = names.site(UInt16(truncatingIfNeeded: record.b))
        switch record.code {
        case .hierarchyCycled:
            return [
                "{6534} INFO: Beginning processing cycle~",
                "{6354} INFO: Work cycle completed: sleeping \(record.value) milliseconds~",
            ]
        case .controlFileWritten:
            let type = ControlFileType(rawValue: Int(record.value)) ?? .proposed
            return ["INFO: Writing \(type.word) site control file of site \(site)~"]
        case .controlImageReused:
            return [
                "Site Control Image in the database is newer, reuse that database copy.",
                "INFO: Proposed changes of site \(site) are not sent~",
            ]
        case .controlFileLoaded: return ["INFO: Loaded actual site control file of site \(site)~"]
        case .controlImageTooLarge:
            return ["ERROR: Site control image of site \(site) has \(record.value) bytes, more than fit~"]
        case .sitePhaseBegun:
            let phase = SitePhase(rawValue: UInt8(truncatingIfNeeded: record.value)) ?? .none
            guard let kind = phase.job, let code = SiteCode(site) else {
                return ["INFO: Site \(site) is done~"]
            }
            return ["INFO: Creating system job: \(kind.comment(code))~"]
        default: return []
        }
    }

    /// What a pass did besides control files.
    private static func noted(_ record: TraceRecord, _ names: LabNames) -> String {
        let server = names.server(Int64(record.b), record.site)
        switch ConfigurationNote(rawValue: record.value) {
        case .serverDetected:
            return "Server \(server) was detected; it becomes a logon server: pending-install"
        case .serverInstalled: return "Installed components on server \(server): active"
        case .serverRemoved: return "Took components from server \(server): pending-uninstall"
        case .serverSilent: return "ERROR: Server \(server) does not answer"
        case .helperLost:
            return "ERROR: Server \(server) was not found; its components run on the site server"
        case .scriptsConfigured: return "Configured logon scripts"
        case .scriptsNotWanted:
            return
                "Logon scripts are left alone: both automatic configuration and all detected servers are needed"
        case .groupsReported: return "Wrote the MIF of user groups"
        case .refusedDomain, .refusedDomains, nil:
            let why = ConfigurationNote(rawValue: record.value)?.refusal ?? "it cannot be used"
            return "ERROR: Refused the site control file: \(why)"
        }
    }

    /// Site Configuration Manager, with the four stages of Q130906.
    private static func siteConfiguration(_ record: TraceRecord, _ names: LabNames) -> [String] {
        let site = names.site(UInt16(truncatingIfNeeded: record.b))
        switch record.code {
        case .watchdogRan:
            return [
                record.value == 1 ? "Found a site control file" : "Watchdog cycle begins",
                "Stage 1: timers and site control file", "Stage 2: servers of the domains",
                "Stage 3: installed components against the registry", "Stage 4: status",
            ]
        case .controlFileAccepted: return ["Configuring site \(site) as its site control file says"]
        case .configurationNoted: return [noted(record, names)]
        case .outboxPassed: return ["Outbox change, watchdog pass \(record.value) of 3"]
        case .controlFileReported: return ["Wrote status site control file for site \(site)"]
        case .siteInstalled:
            return [record.value == 1 ? "Site components installed" : "Deinstalling this site"]
        case .codeReceived: return codes(record)
        default: return []
        }
    }

    private static func alerts(_ record: TraceRecord, _ names: LabNames) -> [String] {
        guard names.images.indices.contains(Int(record.site)) else { return [] }
        let alerts = names.images[Int(record.site)].alerts
        guard alerts.indices.contains(Int(record.b)) else { return [] }
        let alert = alerts[Int(record.b)].definition
        switch record.code {
        case .alertChecked where record.value < 0:
            return ["Alert \(alert.name): query \(alert.query) cannot be run"]
        case .alertChecked: return ["Alert \(alert.name): query \(alert.query) found \(record.value)"]
        case .alertRaised:
            let told = alert.tells.isEmpty ? "" : ", telling \(alert.tells)"
            return ["Alert \(alert.name) is raised: \(record.value) found\(told)"]
        default: return []
        }
    }

    private static func codes(_ record: TraceRecord) -> [String] {
        let services = ServiceName.allCases
        guard services.indices.contains(Int(record.b)) else { return [] }
        let service = services[Int(record.b)]
        switch record.value {
        case 128: return ["\(service.rawValue): memory tracking begins"]
        case 129: return ["\(service.rawValue): memory tracking ends"]
        case 130: return service.memoryDumps.map { "\(service.rawValue): memory dumped to \($0)" }
        case 132: return ["\(service.rawValue): net pause support toggled"]
        case 234: return ["\(service.rawValue) shuts down"]
        case 255: return ["\(service.rawValue) is deinstalled"]
        default: return ["\(service.rawValue): watchdog asked for, code \(record.value)"]
        }
    }

    private static func sender(_ record: TraceRecord, _ names: LabNames) -> [String] {
        let name = names.request(record.a, record.site)
        switch record.code {
        case .sendStarted:
            // The words of Q126229 and Q137610.
            return [
                "Checking for sending capacity. Used \(TraceReference.used(record.a)) out of "
                    + "\(names.capacity(record)).", "Connecting to \(outbox(record, names))",
                "Found send request \(name).SRQ",
                "~Attempt to write \(record.value) bytes to \(name).\(sent(record))",
            ]
        case .sendEnded:
            // The instruction comes last, and is ready once it has its name (RG S3D3C).
            return [
                "~Wrote \(record.value) bytes to \(name).\(sent(record))", "~Closing remote file",
                "~Renaming remote file \(name).TMP to \(name).INS",
                "No (more) send requests found to process",
            ]
        case .sendFailed: return ["~Sending \(name) failed, try \(record.value)."]
        case .sendGivenBack:
            return ["~Giving send request \(name) back, restart at \(names.time(record.value, record.site))."]
        case .senderNoted: return senderNote(record, name)
        case .sendSuspended: return ["~Suspended \(name), \(record.value) bytes left."]
        default: return []
        }
    }

    /// The outbox of a Sender as its log names it (Q126229).
    private static func outbox(_ record: TraceRecord, _ names: LabNames) -> String {
        let kind = SenderKind.allCases.first { Component($0) == record.component } ?? .lan
        return names.local("site.srv\\sender.box\\requests\\\(kind.outbox)", record.site)
    }

    /// What a transfer writes: a package, or an instruction alone, which is a `.TMP` until it is there.
    private static func sent(_ record: TraceRecord) -> String {
        record.value <= PeriodSpeed.instructionBytes ? "TMP" : "PCK"
    }

    private static func senderNote(_ record: TraceRecord, _ name: String) -> [String] {
        guard let note = SenderNote(rawValue: record.value) else { return [] }
        return switch note {
        case .noOutbox: ["Registry indicates no outbox for the sender to scan."]
        case .diskFull:
            [
                "~Writing to \(name).PCK failed, Win32 Error = 112", "~Closing remote file",
                "~Deleting remote file \(name).PCK",
            ]
        case .noRoom: ["~Not enough room for \(name).PCK at the destination, it stays here."]
        case .noInstruction: ["~Instruction file of \(name) is missing, \(name).TMP has 0 bytes."]
        case .endlessDelay: ["~Delaying 4294967295 milliseconds"]
        case .fileOpen: ["~Cannot open \(name).PCK, Win32 Error = 32"]
        case .accessDenied: ["~Cannot connect to SMS_SITE, Win32 Error = 5"]
        case .badData: ["DBG>> Send request about to write bad data. Component \(record.component.name)"]
        case .requestGone: ["~Send request \(name).SRS is not there any more."]
        case .noCapacity:  // The words of Q163379.
            [
                "Checking for sending capacity. Used 0 out of 0, no sending capacity so not checking for send "
                    + "requests."
            ]
        }
    }

    private static func despooler(_ record: TraceRecord, _ names: LabNames) -> [String] {
        let site = record.site
        switch record.code {
        case .instructionStarted:
            let job = "job \(names.job(record.a, site))"
            let found = names.received(record.b).map { ["\($0)", "~Executing instruction of \(job)"] }
            let lines = found ?? ["for \(job)"]
            return [waiting, "~Found ready instruction \(lines[0])"] + lines.dropFirst()
                + (record.value > 0 ? ["retry count is now \(record.value)"] : [])
        case .packageStored:
            return ["~Stored package \(names.package(record.a, site)), \(record.value) bytes"]
        case .decompressionStarted:
            let drive = Unicode.Scalar(record.b).map { String($0) } ?? "?"
            // A file name, in Q182419.
            return ["Decompressing package \(names.storedFile(record.a, site)) to \(drive):\\_S M0000.TMP"]
        case .packageCopied:
            return [
                "~Copied package \(names.package(record.a, site)) to \(names.server(Int64(record.b), site))"
            ]
        case .copyFailed:
            return [
                "~Copying package \(names.package(record.a, site)) to \(names.server(Int64(record.b), site)), Failed, "
                    + "event \(record.value)"
            ]
        case .serverSkipped:
            return [
                "Server \(names.server(Int64(record.b), site)) is not a Windows NT machine and the package requires an NTFS "
                    + "drive to install to, we'll skip this server."
            ]
        case .instructionEnded: return ["~Despooler successfully executed one instruction.", memory]
        case .retryScheduled: return [retry(record, names)]
        case .offersWritten:
            return ["~Wrote instructions of job \(names.job(record.a, site)) for \(record.value) clients"]
        case .statusExecuted: return statusLines(record)
        case .despoolerNoted: return despoolerNote(record, names)
        case .instructionHeld:
            return [
                "~found ready instruction file for "
                    + (names.received(record.b) ?? "job \(names.job(record.a, site))"),
                "~failed to open the instruction file, WIN32 ERROR = \(record.value)",
                "~Cannot decompress instruction file",
            ]
        case .offersStripped: return ["~Removed instructions of job \(names.job(record.a, site))"]
        case .miniJobExecuted:
            let isReport = record.a == UInt32(Instruction.Kind.report.rawValue)
            // The words of Q153246.
            let update =
                isReport
                ? [
                    " ** Beginning INVENTORY UPDATE procedure on parent site...~",
                    "Dataloader inbox = \(names.share("site.srv\\dataload.box\\deltamif.col", record.site))~",
                ] : []
            return [
                waiting,
                "~Executing instruction of type MICROSOFT|SMS|MINIJOBINSTRUCTION|"
                    + miniJob(record.a),
            ] + update + [
                "~Despooler successfully executed one instruction.", memory,
            ]
        case .instructionForwarded:
            return ["~Forwarding instruction to site \(names.site(UInt16(record.b)))"]
        default: return delivery(record, names)
        }
    }

    /// A client's status.
    private static func statusLines(_ record: TraceRecord) -> [String] {
        let code = record.value >> 8 & 0xFFFF
        let file = record.value >> 24
        // What earlier builds noted has no number.
        let found =
            file > 0
            ? [
                "~Found ready instruction "
                    + FileNames.status(UInt32(truncatingIfNeeded: file - 1)).lowercased()
            ] : []
        let isMalformed = record.value & 0xFF == Int64(Outcome.malformed.rawValue)
        return [waiting] + found + ["~Executing instruction of type MICROSOFT|SMS|DOMAIN_COMMISSAR_WIREMOVE"]
            // The shape of the line in Q190135.
            + (isMalformed ? ["~Compilation failed~syntax error on line 2, token Workstation"] : [])
            + [
                code == 0
                    ? "~Despooler successfully executed one instruction."
                    : "~Despooler failed to execute the instruction, error code = "
                        + String(code, radix: 16), memory,
            ]
    }

    /// A retry that waits for its time.
    private static func retry(_ record: TraceRecord, _ names: LabNames) -> String {
        let site = record.site
        let time = names.time(record.value, site).civil
        let text =
            "\(pad(time.month, 2))/\(pad(time.day, 2))/\(pad(time.year % 100, 2)) \(pad(time.hour, 2)):"
            + "\(pad(time.minute, 2)):\(pad(time.second, 2))"
        let file = record.b >> 8
        // A path, in Q172899; what an earlier release noted has no number.
        let name =
            file == 0
            ? "for job \(names.job(record.a, site))"
            : names.local("site.srv\\despoolr.box\\receive\\\(FileNames.status(file))", site)
        return "Instruction \(name) won't be processed till \(text)"
    }

    /// What stands before and behind each instruction (Q169491).
    private static let waiting = "~Waiting for ready instruction file...."
    private static let memory = "~Memory usage: blocks=0 bytes=0"

    /// What the Despooler notes besides its steps, in the words of the articles.
    private static func despoolerNote(_ record: TraceRecord, _ names: LabNames) -> [String] {
        let (job, site) = (record.a, record.site)
        switch DespoolerNote(rawValue: record.value) {
        case .temporaryDrive:
            return ["use drive \(Unicode.Scalar(record.b).map { String($0) } ?? "?") for all temp files"]
        case .packageMissing:
            return [
                "Cannot find the package file. we'll fail the job (Job ID = \(names.job(job, site)) Package ID = "
                    + "\(names.packageInstruction(ofJob: job, site)))"
            ]
        case .fileInUse:
            let drive = Unicode.Scalar(record.b >> 16).map { String($0) } ?? "C"
            let folder = names.directory(ofJob: job, on: Int64(record.b & 0xFFFF), site)
            return ["~Copying \(drive):\\_S M0000.TMP\\* to \(folder)\\*, Failed, Win32 Error = 32"]
        case nil: return []
        }
    }

    /// The last word of a mini-job's instruction type (Q153246, Q186408).
    private static func miniJob(_ kind: UInt32) -> String {
        switch Instruction.Kind(rawValue: UInt8(truncatingIfNeeded: kind)) {
        case .report, .resynchronise: "INVENTORY"
        case .controlFile, .controlReport, .preinstall, .install, .deinstall, .upgrade: "CONFIG"
        default: "APPLICATION"
        }
    }

    /// What the Despooler does about packages that are removed, and files in use.
    private static func delivery(_ record: TraceRecord, _ names: LabNames) -> [String] {
        let package = names.package(record.a, record.site)
        let server = names.server(Int64(record.b), record.site)
        switch record.code {
        case .packageRemoved: return ["~Removed package \(package) from \(server)"]
        case .removeFailed where record.value == 0:
            // The name as the log of Q153637 shows it: what happened to lie there.
            return ["~Failed to deltree \u{2013}O\u{F8}w\u{F4}\u{EF}v, Win32 Error = 0"]
        case .removeFailed:
            return ["~Removing package \(package) from \(server), Failed, event \(record.value)"]
        case .storedRemoved: return ["~Removed the stored copy of package \(package)"]
        case .usersWarned:
            return [
                "~Files of package \(package) are open on \(server); users are warned and disconnected in "
                    + "\(record.value / 60_000) minutes"
            ]
        case .filesClosed: return ["~Closed open files of package \(package) on \(server)"]
        default: return []
        }
    }

    private static func maintenance(_ record: TraceRecord, _ names: LabNames) -> [String] {
        let site = record.site
        switch record.code {
        case .instructionsCopied:
            return ["~Copied \(record.value) client instructions to \(names.server(Int64(record.b), site))"]
        case .statusesCollected:
            return ["~Collected \(record.value) status files from \(names.server(Int64(record.b), site))"]
        case .locationReported:
            return ["~Package \(names.package(record.a, site)) is on \(names.server(Int64(record.b), site))"]
        case .logonServerUnreachable:
            return ["~Cannot reach logon server \(names.server(Int64(record.b), site))"]
        default: return []
        }
    }

    private static func loader(_ record: TraceRecord, _ names: LabNames) -> [String] {
        switch record.code {
        case .dataLoaderTook where type(record) == .other: ["Processing a machine..."]
        case .dataLoaderTook: ["Processing \(record.value) \(type(record).word) MIFs..."]
        case .loaderThreadEnded:  // The words of Q169491.
            [
                "~No more \(type(record).word) MIFs to be processed, terminating thread",
                "Waiting for a MIF...",
            ]
        case .detailUpdated:
            // Each status is loaded as a machine (Q169491).
            [
                "Processing a machine...",
                "~Updated job \(names.job(record.a, record.site)) machine \(names.smsID(record.b, record.site))",
                "finished processing current machine.",
            ]
        case .reportsLoaded: ["~Loaded \(record.value) \(type(record).word) MIFs"]
        case .dataLoaderIdle: ["Waiting for a MIF..."]
        case .mifFailed:
            [
                "~Cannot process MIF \(LoadQueue.name(record.b, type(record), failed: true)), try \(record.value)"
            ]
        case .mifDiscarded:
            [
                "Cannot process MIF \(LoadQueue.name(record.b, type(record), failed: true)), moving it to BADMIFS"
            ]
        case .sqlLost: ["SQL problem detected, terminating MIF processing thread."]
        default: []
        }
    }

    private static func type(_ record: TraceRecord) -> LoadType {
        LoadType(rawValue: UInt8(truncatingIfNeeded: record.a)) ?? .other
    }

    /// What is no step of an offer, in the words of the articles where they show them.
    private static func note(_ record: TraceRecord, _ job: String, _ names: LabNames) -> [String] {
        guard let (note, argument) = PCMNote.read(record.value) else { return [] }
        let server = names.server(argument, record.site)
        return switch note {
        case .takenByService: ["Package Command Manager service executes job \(job)."]
        // The words of Q188578.
        case .exitedWithoutServer:
            ["Initializing .....", "Failed to connect to SMS Logon Server.", "Exiting ........."]
        case .accessViolation: ["Current logon server is down: access violation."]
        // The words of Q231378; that a package is being installed stands in a dialog (Q173073).
        case .exitedBusy:
            [
                "Initializing .....", "Timed out waiting for the PCM service semaphore.",
                "Failed to get control of the semaphore from PCMSVC.", "Exiting .........",
            ]
        case .logonServerChanged: ["Current logon server is now \(server)."]
        case .noInstructionFile: ["No instruction file."]
        case .logonRefused: ["Logon failure: the password of the account has expired."]
        case .serviceCrashed: ["Access violation while starting the command of job \(job)."]
        case .programNotFound:
            ["An error was detected while attempting to run job \(job): program not found."]
        case .accessDenied: ["Error 5 (access denied) opening the package of job \(job) on \(server)."]
        case .noFreeDrive: ["Error 92 (SERVER_NO_FREE_DRIVE) connecting to \(server) for job \(job)."]
        case .restartAsked: ["Restart of Windows requested after job \(job)."]
        case .recordedAtStart: ["SyncSysExit is in effect for job \(job)."]
        // The handle that is kept is 0 (Q193784).
        case .stillRunning:
            [
                "Job still running............", "Monitoring running job.", "The running process handle is 0",
                "A job is not in process.",
            ]
        case .blankWindow: ["Displaying window, 0 packages to show."]
        case .iconFlashes: ["Flashing the icon for job \(job)."]
        case .windowClosed: ["Queue of mandatory jobs done, closing window."]
        case .reminded: ["Package reminder interval elapsed, displaying window."]
        case .detailsOpened: ["Package details displayed."]
        case .detailsClosed: ["Package details closed."]
        case .historyLost: ["PCMHIST.REG not found, \(argument) packages are new."]
        case .noStatus: ["Status information of job \(job) could not be written."]
        case .errorZero: ["Error 0 opening the package of job \(job)."]
        case .noResourceFork: ["Error -39 in the package of job \(job), eofErr. Command Failed to Execute."]
        case .launchError: ["An error was detected while attempting to run the job."]
        case .foundAgain: ["Job \(job) is found again and will be run."]
        case .windowStays: ["Queue of jobs done, window stays open."]
        case .connectionLost: ["Error: the connection to the server was lost."]
        case .givenUp: ["Job \(job) did not end, giving up."]
        }
    }

    /// A status is left at the logon server, in the words of Q169491.
    ///
    /// The name of the MIF is that of the package: each writer took its own.
    private static func reported(_ record: TraceRecord, _ names: LabNames) -> [String] {
        let server = names.server(record.value >> 8 - 1, record.site)
        let place = record.value >> 8 == 0 ? "the logon server." : "\\\\\(server)\\SMS_SHR\\despoolr.box"
        let mif = names.statusMIF(ofJob: record.b, at: record.a, record.site)
        return
            (record.value & PackageCommandManager.reportedMIF != 0
            ? ["Need to report with DMTF MIF: \(mif)"] : []) + ["Writing status information to \(place)"]
    }

    private static func client(_ record: TraceRecord, _ names: LabNames) -> [String] {
        let job = names.job(record.b, record.site)
        switch record.code {
        case .pcmFound: return ["Packages after filter: \(record.value)", "New packages found."]
        case .pcmOffered: return ["Job \(job) is in Pending Commands."]
        case .pcmCountdown: return ["Job \(job) is mandatory and starts in 5 minutes."]
        case .pcmStarted:
            return [
                "Monitoring running job.", "Job \(job) runs from \(names.server(record.value, record.site)).",
            ]
        case .pcmFinished:
            return [
                "Reporting on completed package execution.",
                record.value == 0
                    ? "No error was detected while attempting to run the job."
                    : "An error was detected, exit code \(record.value).",
            ]
        case .pcmReported: return reported(record, names)
        case .pcmExpired: return ["Job \(job) has expired."]
        case .pcmArchived: return ["Job \(job) was archived."]
        case .pcmRestarted: return ["Windows restarted while job \(job) was running."]
        case .pcmNoServer: return ["No server with the package of job \(job) could be reached."]
        case .pcmWithdrawn: return ["Job \(job) was withdrawn."]
        case .pcmServiceOnly:
            // The words of Q166765.
            return [
                "Package (Request ID) \(names.offer(ofJob: record.b, record.site)) is marked for service-only "
                    + "execution, skipping it."
            ]
        case .pcmNoted: return note(record, job, names)
        default: return []
        }
    }
}
