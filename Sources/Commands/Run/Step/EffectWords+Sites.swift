import LegacyFormats
import Pipeline
import SiteModel

extension EffectWords {
    func request(_ effect: Effect) -> String {
        let request = names.request(effect.a)
        switch effect.kind {
        case .queueRequest:
            return "write the instruction and the send request of job \(names.job(effect.a)) to site "
                + names.site(effect.b) + (effect.value == 1 ? ": a cancel" : "")
        case .setRequest:
            return "set request \(request): \(status(effect.b)), \(effect.value) bytes left"
        case .deliver: return "the files of request \(request) arrive at site \(names.destination(effect.a))"
        case .startRequest: return "begin to work on request \(request), \(effect.value) bytes left"
        case .failRequest: return "request \(request) failed; try again at \(names.clock(effect.value))"
        case .giveBack:
            return "give request \(request) back to SMS_SCHEDULER"
                + (effect.b == 1 ? ", untried" : "")
                + (effect.value > 0 ? ", not before \(names.clock(effect.value))" : "")
        case .assignOutbox: return "look for an outbox for request \(request) again"
        case .abandonRequest:
            return "give request \(request) up" + (effect.b == 1 ? ": its seven days are over" : "")
        case .setRequestFault:
            let fault = RequestFault(rawValue: UInt8(truncatingIfNeeded: effect.b)) ?? .none
            return "request \(request) is faulty: \(fault)"
        case .blankRequest: return "write a status over request \(request), which was deleted"
        case .badLogon: return "site \(names.site(effect.a)) refused the logon with the account's name"
        case .forgetGivenBack: return "the requests that Senders gave back were seen"
        case .tellRetrying: return "tell the job's site that request \(request) cannot be sent on for now"
        case .settleCancel: return "take request \(request) back: the cancel of its job waits behind it"
        case .queueSystemJob: return "write the send request of system job \(names.systemJob(effect.a))"
        case .setSystemJob:
            let status = JobStatus(rawValue: Int(effect.b)) ?? .active
            return "system job \(names.systemJob(effect.a)) cannot be queued yet: \(status.word)"
        default: return "delete system jobs that ended long ago"
        }
    }

    private func status(_ number: UInt32) -> String {
        RequestStatus(rawValue: number).map { $0 == .none ? "queued" : "\($0)" } ?? "?"
    }

    func delivery(_ effect: Effect) -> String {
        let (package, server) = (names.package(effect.a), names.server(effect.b))
        switch effect.kind {
        case .inspectStored:
            return
                "look at the file of package \(names.package(effect.b)) in STORE, for job \(names.job(effect.a))"
        case .takeReceived: return "take \(FileNames.status(effect.a)) off RECEIVE"
        case .retryReceived:
            return "put the instruction back for retry \(effect.b), not before \(names.clock(effect.value))"
        case .storePackage: return "store the compressed package \(package)"
        case .placePackage:
            return "put package \(package) on drive \(names.drive(effect.value, of: effect.b)) of \(server)"
        case .executeMiniJob: return "execute the instruction of a system job"
        case .forwardFile: return "hand an instruction on to the next site"
        case .removeFromServer: return "take the package of job \(names.job(effect.a)) off \(server)"
        case .removeStored:
            return "take the compressed copies of the package of job \(names.job(effect.a)) out of STORE"
        case .removeCommands:
            return
                "take the commands of the package of job \(names.job(effect.a)) out of the client instructions"
        case .emptyDirectory:
            return "empty the directory of package \(package) on \(server) but for what is open"
        case .closeFiles: return "close the open files of package \(package) on \(server)"
        default: return "note a wrong name for what of package \(package) is to go from \(server) later"
        }
    }

    func offer(_ effect: Effect) -> String {
        let (client, job) = (names.client(ofDetail: effect.a), names.job(ofDetail: effect.a))
        switch effect.kind {
        case .writeOffers: return "write the client instructions of job \(names.job(effect.a))"
        case .publishOffers:
            return "copy the instruction files of job \(names.job(effect.a)) to the logon servers"
        case .copyInstructions: return "copy changed instruction files to the logon servers again"
        case .collectStatuses:
            return "move client statuses from logon server \(names.server(effect.b)) to RECEIVE"
        case .leaveStatus:
            let outcome = Outcome(rawValue: effect.b & StatusBits.outcome) ?? .success
            return "leave \(client)'s status of job \(job) at its logon server: \(outcome.word)"
        case .loadStatus:
            let outcome = Outcome(rawValue: effect.b & StatusBits.outcome) ?? .success
            return "hand \(client)'s status of job \(job) to the Data Loader: \(outcome.word)"
        case .removeRecord: return "take \(client)'s record of job \(job) out of the master instruction file"
        case .setDetail:
            let status = JobStatus(rawValue: Int(effect.b)) ?? .none
            return "set \(client) in the rows of job \(job) to "
                + (status.word.isEmpty ? "no status" : status.word)
        case .stripOffers: return "strip the records of job \(names.job(effect.a)) from all clients"
        case .countAttempt: return "count a run of job \(job) at \(client)"
        default: return "write the files of client \(names.client(effect.a))"
        }
    }

    func report(_ effect: Effect) -> String {
        let type = names.loadType(effect.b)
        switch effect.kind {
        case .reportLocations: return "report package locations that are new"
        case .takeLoaded: return "take \(counted(Int(effect.a), "\(type) file")) out of the box"
        case .clearReports: return "remove the files that there is no parent for"
        case .loadItems: return "load \(counted(Int(effect.a), "\(type) file"))"
        case .bundleReports: return "make the system job that carries SITEREP.BOX to the parent"
        case .sendDefinition:
            return "tell the sites below of the definition of package \(names.package(effect.a))"
        case .retryMIFs: return "try \(counted(Int(effect.a), "failed \(type) file")) once more"
        case .touchLoadBox: return "move files to PROCESS"
        case .updateServers: return "bring the servers of program items up to date"
        case .sendGroups: return "tell the sites below of program groups"
        case .setProgramItems:
            return
                "set the program items of package \(names.package(effect.a)) in the network application database"
        default: return "write the MIF of the user groups"
        }
    }

    func control(_ effect: Effect) -> String {
        let site = names.site(effect.a)
        switch effect.kind {
        case .writeControlFile: return "make a control file of the proposal for site \(site)"
        case .dropProposal: return "replace the proposal for site \(site) by the ACTUAL image"
        case .loadControlFile: return "take the first .CT2 into the database"
        case .installControlFile: return "make the site as the first .CT1 says"
        case .installOutboxes: return "make the outboxes that were to be changed"
        case .reportControlFile: return "write a .CT2, and one for the parent"
        case .beginSitePhase:
            let phase = SitePhase(rawValue: UInt8(truncatingIfNeeded: effect.b)) ?? .none
            return "site \(site): begin phase \(phase)"
        case .setSitePhase:
            let status = SiteStatus(rawValue: Int(effect.value)) ?? .failed
            return "site \(site): its phase is \(status)"
        default: return "put the first .CT1 aside"
        }
    }

    func service(_ effect: Effect) -> String {
        let server = names.server(effect.a)
        switch effect.kind {
        case .endExecutive:
            return "an access violation ends SMS_EXECUTIVE"
                + (effect.a == noHandle ? "" : ", with job \(names.job(effect.a))")
        case .startService:
            let services = ServiceName.allCases
            let isKnown = services.indices.contains(Int(effect.a))
            return "start \(isKnown ? services[Int(effect.a)].rawValue : "?")"
        case .takeBackService: return "run on the site server what ran on helper server \(server)"
        case .detectServer: return "make server \(server), which was detected, a logon server"
        case .installServer: return "install the components of logon server \(server)"
        case .uninstallServer: return "take the components of logon server \(server) away, and the server"
        case .clearSilence: return "server \(server) answers again"
        default: return "configure the logon scripts of the site's logon servers"
        }
    }
}
