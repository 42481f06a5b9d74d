public import Pipeline
public import SiteModel

/// What an administrator, or a person at a client, can do to a lab; the journal is made of these.
public enum LabCommand: Equatable, Sendable {
    /// Make a package; its identifier is given out.
    case createPackage(site: SiteCode, package: Package)
    /// Replace a package's properties.
    case updatePackage(site: SiteCode, package: Package)
    /// Delete a package; what was distributed stays (Q188052).
    case deletePackage(site: SiteCode, id: PackageID)
    /// Make a job; its identifier is given out.
    case createJob(site: SiteCode, job: Job)
    /// Replace a Pending job's scalars.
    case updateJob(site: SiteCode, job: Job)
    /// Delete a job.
    case deleteJob(site: SiteCode, id: JobID)
    /// Cancel a job: Edit, Cancel Job (Q188042).
    case cancelJob(site: SiteCode, id: JobID)
    /// Add a site.
    case addSite(SiteDefinition)
    /// Change a site's own settings; its servers, clients and groups stay.
    case setSite(SiteDefinition)
    /// Take a site out that is not the central one and has no unfinished job; its code is not given out again.
    case removeSite(SiteCode)
    /// Add a server.
    case addServer(site: SiteCode, server: ServerDefinition)
    /// Change a server.
    case setServer(site: SiteCode, server: ServerDefinition)
    /// Remove a server.
    case removeServer(site: SiteCode, name: String)
    /// Add a range of clients.
    case addClients(site: SiteCode, range: ClientRange)
    /// Give one client properties of its own; pattern, number and count of the range do not matter.
    case setClient(site: SiteCode, name: String, range: ClientRange)
    /// Remove a client.
    case removeClient(site: SiteCode, name: String)
    /// Make a machine group, or replace one of the same name.
    case setGroup(site: SiteCode, group: MachineGroupDefinition)
    /// Remove a machine group.
    case removeGroup(site: SiteCode, name: String)
    /// Switch a computer on or off.
    case clientPower(site: SiteCode, name: String, on: Bool)
    /// Log a user on or off.
    case clientLogon(site: SiteCode, name: String, on: Bool)
    /// Run an offer at a client.
    case clientRun(site: SiteCode, name: String, request: RequestID)
    /// Put an offer aside at a client.
    case clientArchive(site: SiteCode, name: String, request: RequestID)
    /// Take a link, a server or a client's computer down, or bring it back.
    case setFault(FaultDefinition.Subject, isDown: Bool)
    /// Take back what the lab file has go down later; only what has not begun.
    case dropFault(FaultDefinition)
    /// Attach a site to a parent (Q133111).
    case attachSite(SiteCode, to: SiteCode)
    /// Detach a site from its parent.
    case detachSite(SiteCode)
    /// Pause, continue or restart a service of a site (SMS Service Manager).
    case service(site: SiteCode, service: ServiceName, action: ServiceAction)
    /// Open or close a Details window at a client (Q160853).
    case clientDetails(site: SiteCode, name: String, open: Bool)
    /// Lose a client's PCMHIST.REG (Q229809).
    case clientForgetHistory(site: SiteCode, name: String)
    /// Have a client's instruction file on the site server open until a time, in milliseconds since 1970; a time that is
    /// past: close it (Q140928).
    case holdInstructions(site: SiteCode, name: String, until: Int64)
    /// Have a file of a package open on a distribution server until a time, in milliseconds since 1970; a time that is
    /// past: close it.
    case holdFile(site: SiteCode, server: String, package: PackageSetID, until: Int64)

    /// Put damaged files into a box of a site.
    case damageFile(site: SiteCode, kind: DamagedFileKind, count: Int)

    /// Make a program group, or replace one of the same name.
    case setProgramGroup(site: SiteCode, group: ProgramGroupDefinition)
    /// Remove a program group.
    case removeProgramGroup(site: SiteCode, name: String)
    /// Make a user group, or replace one of the same name.
    case setUserGroup(site: SiteCode, group: UserGroupDefinition)
    /// Remove a user group.
    case removeUserGroup(site: SiteCode, name: String)

    /// Make a saved query; its identifier is given out.
    case createQuery(site: SiteCode, query: QueryDefinition)
    /// Replace a saved query.
    case updateQuery(site: SiteCode, id: QueryID, query: QueryDefinition)
    /// Delete a saved query; Pending jobs that use it will fail (event 318).
    case deleteQuery(site: SiteCode, id: QueryID)

    /// Tell a parent that a site below it is gone: PREINST /DELSITE (Q188055, Q192471).
    case forgetSite(site: SiteCode, child: SiteCode)
    /// Propose properties of a site, as the Administrator program of a primary site above it does (Q131010); what is no
    /// property is set at once.
    case proposeSite(SiteDefinition, at: SiteCode)
    /// Install a secondary site by system jobs of its parent (Q137376).
    case installSecondary(SiteDefinition)
    /// Deinstall a secondary site by a system job of its parent (PREINST /DEINSTALL, Q192471).
    case deinstallSecondary(SiteCode)
    /// Upgrade a secondary site by a system job of its parent (PREINST /UPGRADE, Q165876).
    case upgradeSecondary(SiteCode)
    /// Send a code to a service (SENDCODE, Q168682).
    case sendCode(site: SiteCode, service: ServiceName, code: Int)
    /// Have a client's whole inventory sent again (SDK sheapio_5gc3, event 186).
    case resyncClient(site: SiteCode, name: String)
    /// Close the window of Package Command Manager at a client, or start the program by hand (Q187287).
    case clientWindow(site: SiteCode, name: String, open: Bool)

    /// Make an alert, or replace one of the same name.
    case setAlert(site: SiteCode, alert: AlertDefinition)
    /// Remove an alert.
    case removeAlert(site: SiteCode, name: String)

    /// Put another release on every site from now on, as a service pack is installed, and switch quirks by hand.
    case setRelease(Release, quirks: [String: Bool])

    /// A number for the trace.
    var number: UInt32 {
        switch self {
        case .createPackage: 1
        case .updatePackage: 2
        case .deletePackage: 3
        case .createJob: 4
        case .updateJob: 5
        case .deleteJob: 6
        case .cancelJob: 7
        case .addSite: 8
        case .setSite: 9
        case .addServer: 10
        case .setServer: 11
        case .removeServer: 12
        case .addClients: 13
        case .removeClient: 14
        case .setGroup: 15
        case .removeGroup: 16
        case .clientPower: 17
        case .clientLogon: 18
        case .clientRun: 19
        case .clientArchive: 20
        case .setClient: 21
        case .removeSite: 22
        case .setFault: 23
        case .attachSite: 24
        case .detachSite: 25
        case .service: 26
        case .dropFault: 27
        case .clientDetails: 40
        case .clientForgetHistory: 41
        case .holdInstructions: 42
        case .clientWindow: 43
        case .createQuery: 50
        case .updateQuery: 51
        case .deleteQuery: 52
        case .holdFile: 30
        case .forgetSite: 70
        case .proposeSite: 60
        case .installSecondary: 61
        case .deinstallSecondary: 62
        case .upgradeSecondary: 63
        case .sendCode: 64
        case .resyncClient: 65
        case .damageFile: 80
        case .setProgramGroup: 81
        case .removeProgramGroup: 82
        case .setUserGroup: 83
        case .removeUserGroup: 84
        case .setAlert: 90
        case .removeAlert: 91
        case .setRelease: 92
        }
    }

    /// The verb written in the journal.
    public var verb: String {
        guard let verb = Self.verbs[number] else { preconditionFailure("command \(number) has no verb") }
        return verb
    }

    /// The verbs by the numbers in the trace.
    public static let verbs: [UInt32: String] = [
        1: "package.create", 2: "package.set", 3: "package.delete", 4: "job.create", 5: "job.set",
        6: "job.delete", 7: "job.cancel", 8: "site.add", 9: "site.set", 10: "server.add", 11: "server.set",
        12: "server.remove", 13: "client.add", 14: "client.remove", 15: "group.set", 16: "group.remove",
        17: "client.power", 18: "client.logon", 19: "client.run", 20: "client.archive", 21: "client.set",
        22: "site.remove", 23: "fault.set", 24: "site.attach", 25: "site.detach", 26: "service.control",
        27: "fault.drop",
        30: "server.lock", 40: "client.details", 41: "client.forget-history", 42: "client.lock",
        43: "client.window", 50: "query.create", 51: "query.set", 52: "query.delete", 60: "site.propose",
        61: "site.install", 62: "site.deinstall", 63: "site.upgrade", 64: "service.sendcode",
        65: "client.resync", 70: "site.forget", 80: "fault.file", 81: "program-group.set",
        82: "program-group.remove", 83: "user-group.set", 84: "user-group.remove", 90: "alert.set",
        91: "alert.remove", 92: "lab.release",
    ]
}

/// Why a command did not take effect; nothing was changed.
public struct CommandRefusal: Error, Equatable, CustomStringConvertible {
    /// What kind of refusal it is; decides the exit code.
    public enum Reason: Equatable, Sendable {
        /// The named thing does not exist.
        case unknown
        /// A thing of that name exists already.
        case duplicate
        /// The rules of SMS do not allow it now.
        case notAllowed
        /// No identifier is left.
        case exhausted
    }

    /// The kind.
    public let reason: Reason
    /// What was asked, of what, and what to do next.
    public let description: String

    /// Makes a refusal.
    public init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }
}

/// What a command gave.
public enum CommandOutcome: Equatable, Sendable {
    /// It took effect.
    case done
    /// A package was made.
    case package(PackageID)
    /// A job was made.
    case job(JobID)
    /// A query was made.
    case query(QueryID)
}
