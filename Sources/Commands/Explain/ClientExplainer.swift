import Pipeline
import SiteModel

/// Finds why a client has not run an offer, or has not told of it.
struct ClientExplainer {
    let image: SiteImage
    let clients: PackageCommandManager
    let now: Int64

    /// What holds an offer at its client.
    func reason(detail: Int) -> Reason {
        let client = Int(image.details[detail].client)
        let live = image.jobs[Int(image.details[detail].job)]
        let code = image.definition.code
        if image.clients.isRemoved(client) {
            return Reason(.removed, "it was taken out of the lab, and its row stays.").from("Q156250")
        }
        let stage = clients.stage(detail)
        // What only the server side can move comes first, then the computer, then the offer itself.
        switch stage {
        case .executed, .expired, .unconfirmed, .expiring:
            return stage == .expired || stage == .expiring
                ? Reason(
                    .expired, "the offer expired at \(live.job.expireTime), and its row keeps its status."
                )
                .from("Q152229")
                : Reason(.statusOnItsWay, "it ran the command, and its status is on its way.").from("Q169491")
        case .hidden:
            return Reason(
                .platform,
                "its platform \(image.clients.block(of: client).range.platform) is none that the command supports: it never runs."
            ).from("Q156250").advising(
                "add the platform to the package and make a new job, or cancel the job")
        case .serviceOnly:
            return Reason(.serviceOnly, "the command is for the service only, and the user's PCM leaves it.")
                .from("Q165147", "Q166765")
        case .withdrawn: return Reason(.cancel, "the offer was withdrawn.").from("Q188042")
        case .absent: return absent(client, live)
        default: break
        }
        if let off = off(client) { return off }
        if let held = held(client, detail) { return held }
        return waiting(stage, client, detail, live, code)
    }

    private func off(_ client: Int) -> Reason? {
        let state = ClientState(rawValue: clients.state[client])
        let code = image.definition.code
        let name = image.clients.name(client)
        if !state.contains(.powered) {
            return Reason(.clientOff, "it is switched off.").advising(
                "sms12 client on \(name) --site \(code)")
        }
        let hasService = image.clients.block(of: client).range.hasService(at: image.quirks.release)
        if !state.contains(.loggedOn), !hasService {
            return Reason(.nobodyLoggedOn, "nobody is logged on, so that no Package Command Manager runs.")
                .advising("sms12 client logon \(name) --site \(code)").from("Q188578")
        }
        return nil
    }

    /// What else than times and polls keeps it: see `ClientHold`.
    private func held(_ client: Int, _ detail: Int) -> Reason? {
        guard let hold = clients.hold(client, UInt32(detail), now: now, image) else { return nil }
        var (reason, quirk) = words(hold, client)
        if let quirk {
            reason.quirk = quirk.name
            reason.sources += quirk.article.split(separator: " ").map { String($0) }
        }
        return reason
    }

    private func words(_ hold: ClientHold, _ client: Int) -> (Reason, Quirk?) {
        let (code, name) = (image.definition.code, image.clients.name(client))
        let again = "sms12 client logoff \(name), then sms12 client logon \(name)"
        switch hold {
        case .noLogonServer(let server):
            let server = image.serverName(server)
            return (
                Reason(.logonServerDown, "its logon server \(server) is down, and it reads no instructions.")
                    .advising("sms12 fault server \(code) \(server) --state up").from("Q188578"), nil
            )
        case .exited:
            let reason = Reason(
                .packageManagerEnded, "its Package Command Manager has ended until the next logon.")
            return (reason.from("Q188578").advising(again), nil)
        case .serviceStopped:
            let reason = Reason(
                .packageManagerEnded,
                "the service that runs the command has crashed and starts with the computer.")
            return (
                reason.from("Q193224").advising("sms12 client off \(name), then sms12 client on \(name)"), nil
            )
        case .refused(let until):
            var reason = Reason(.packageManagerEnded, "its service was refused the logon.")
            reason.until = until
            return (reason, .lockoutStorm)
        case .nobodyLoggedOn:
            let reason = Reason(
                .nobodyLoggedOn, "nobody is logged on, and the command is none that the service runs.")
            return (reason.from("Q166765").advising("sms12 client logon \(name) --site \(code)"), nil)
        case .detailsOpen:
            let reason = Reason(
                .quirk, "a Details window is open there and has the only thread of Package Command Manager.")
            return (reason.advising("sms12 client details \(name) --close"), .pcmDetailsBlocks)
        case .windowClosed:
            let reason = Reason(
                .quirk, "its window was closed with the command in it; the next logon shows it.")
            return (reason.advising(again).from("Q122320"), nil)
        default: return late(hold, client, name)
        }
    }

    /// The same for commands whose Mandatory After is past, or that found no server.
    private func late(_ hold: ClientHold, _ client: Int, _ name: String) -> (Reason, Quirk?) {
        let nextPoll = clients.nextPoll[client] >= 0 ? clients.nextPoll[client] : nil
        switch hold {
        case .untouched:
            let reason = Reason(
                .quirk,
                "its Mandatory After is past, and times are looked at only when the instruction file was touched."
            )
            return (reason, .insOnlyIfTouched)
        case .plusHour(let until):
            var reason = Reason(.quirk, "its Mandatory After is past, and Windows 95 adds an hour to it.")
            reason.until = until
            return (reason, .pcmW95PlusHour)
        case .slowLink:
            let reason = Reason(
                .userHasToRun,
                "its Mandatory After is past, but the job is not mandatory over a slow link: its user has to run it."
            )
            return (reason.from("Q154931").advising("sms12 client run \(name)"), nil)
        case .noRights(let server):
            var reason = Reason(
                .accessDenied,
                "only the service account may read the package on server \(image.serverName(server)) since its files were "
                    + "closed by force.")
            reason.until = nextPoll
            return (
                reason.advising("a Remove job takes the directory away, and the next job makes it anew"),
                .forceStripsRights
            )
        default:
            var reason = Reason(
                .serverDown, "no distribution server that holds the package can be reached; it tries again.")
            reason.until = nextPoll
            return (reason.from("Q161310").advising("sms12 server list"), nil)
        }
    }

    private func absent(_ client: Int, _ live: JobLive) -> Reason {
        let server = clients.logonServer(of: client, image)
        let code = image.definition.code
        if server == noHandle {
            return Reason(.logonServerDown, "it has no logon server to read instructions from.")
                .advising("give a server of site \(code) the role logon")
        }
        let name = image.serverName(server)
        if !image.servers[Int(server)].isReachable {
            return Reason(
                .logonServerDown, "its logon server \(name) is down and cannot get the instructions."
            )
            .advising("sms12 fault server \(code) \(name) --state up").from("Q126644")
        }
        if image.stopped.contains(.maintenanceManager) {
            let service = image.executiveIsStopped ? ServiceName.executive : .maintenanceManager
            return Reason(.serviceStopped, "\(service.rawValue) of site \(code) is stopped.")
                .advising("sms12 service start \(service.rawValue) --site \(code)")
        }
        if image.paused.contains(.maintenanceManager) {
            return Reason(.servicePaused, "SMS_MAINTENANCE_MANAGER of site \(code) is paused.")
                .advising("sms12 service continue SMS_MAINTENANCE_MANAGER --site \(code)")
        }
        return Reason(
            .pollNotReached, "Maintenance Manager copies its instructions to \(name) at its next poll."
        )
        .from("Q126644")
    }

    private func waiting(
        _ stage: OfferStage, _ client: Int, _ detail: Int, _ live: JobLive, _ code: SiteCode
    ) -> Reason {
        let clock = clients.clock(of: client, image)
        let local = clock.localTime(at: now, labStart: image.labStart)
        func when(_ time: LocalTime) -> Int64 {
            clock.instant(of: time, after: now, labStart: image.labStart)
        }
        switch stage {
        case .unread:
            var reason = Reason(
                .pollNotReached,
                "its Package Command Manager reads the instructions at its next poll, every "
                    + "\(image.definition.pcmPollingMinutes) minutes."
            ).from("Q166765")
            reason.until = clients.nextPoll[client] >= 0 ? clients.nextPoll[client] : nil
            return reason
        case .waiting:
            let site = image.definition.zone.localTime(atUTC: now.flooredQuotient(by: 1_000))
            let drift = local.seconds - site.seconds
            var reason = Reason(
                abs(drift) > 60 ? .clock : .offerTime,
                "its clock shows \(local), and the Offer After is \(live.job.offerTime)."
                    + (abs(drift) > 60
                        ? " Its clock is \(abs(drift) / 60) minutes \(drift < 0 ? "behind" : "ahead of") the site's."
                        : "")
            ).from("SDK sheapio_7roz", "Q189305")
            reason.until = when(live.job.offerTime)
            return reason
        case .pending, .archived:
            return offered(stage, client, detail, live, local, when(live.job.mandatoryTime))
        case .countdown:
            var reason = Reason(.countdown, "the five minutes before a mandatory command run.").from(
                "Q185805")
            reason.until = clients.busy[client].until
            return reason
        default: return afterRun(stage, client)
        }
    }

    /// Why an offer that shows is not run.
    private func offered(
        _ stage: OfferStage, _ client: Int, _ detail: Int, _ live: JobLive, _ local: LocalTime,
        _ mandatory: Int64
    ) -> Reason {
        if clients.busy[client].offer != noHandle, clients.busy[client].offer != UInt32(detail) {
            var reason = Reason(.running, "another command counts down or runs there, one at a time.")
            reason.until = clients.busy[client].until >= 0 ? clients.busy[client].until : nil
            return reason.from("Q214448")
        }
        if live.job.useMandatoryTime, live.job.mandatoryTime > local {
            var reason = Reason(
                .mandatoryTime,
                "it waits in Pending Commands until its Mandatory After, \(live.job.mandatoryTime) by the client's clock."
            )
            reason.until = mandatory
            return reason.from("SDK sheapio_7roz")
        }
        if stage == .archived {
            return Reason(.archived, "its user put the command aside.").from("Q122202")
        }
        return Reason(
            .userHasToRun, "the command is optional and waits for its user in Pending Commands."
        )
        .from("SDK sheapio_7roz").advising(
            "sms12 client run \(image.clients.name(client)), or give the job a Mandatory After")
    }

    /// Why a client whose command ran, or runs, is not done.
    private func afterRun(_ stage: OfferStage, _ client: Int) -> Reason {
        switch stage {
        case .running:
            var reason = Reason(.running, "the command runs.").from("Q214448")
            reason.until = clients.busy[client].until
            return reason
        case .failed:
            var reason = Reason(
                .failedRun, "its last run failed; the command comes back at the next poll and may run again."
            )
            .from("Q166833")
            reason.until = clients.nextPoll[client] >= 0 ? clients.nextPoll[client] : nil
            return reason
        default:
            return Reason(.pollNotReached, "its Package Command Manager looks at its next poll.").from(
                "Q166765")
        }
    }
}
