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
        if image.clients.isRemoved(client) {
            return Reason(.removed, "it was taken out of the lab, and its row stays.").from("Q156250")
        }
        if let done = done(client, detail, live) { return done }
        // What no advice can help with any more comes before what keeps the computer from looking; first what its client
        // will pass over when it reads it, since a new job with other times meets that again.
        let isTooLate = clients.isTooLate(client, UInt32(detail), now: now, image)
        if let refused = refused(client, detail, live) {
            return isTooLate ? refused.after([tooLate(client, detail, live)]) : refused
        }
        if isTooLate { return tooLate(client, detail, live) }
        if clients.stage(detail) == .absent { return absent(client) }
        var reason = off(client) ?? held(client, detail) ?? waiting(client, detail, live)
        if let quirk = clients.unwritten(client, UInt32(detail), image), reason.blocker != .platform {
            reason.causes.append(
                Reason(.quirk, "When it has run, its status cannot be written: its row will stay as it is.")
                    .because(quirk, image.quirks))
        }
        if let late = runsLate(client, detail, live) { reason.causes.append(late) }
        reason.causes += following(reason, client, detail, live)
        return reason
    }

    /// What its client will pass over when it reads it.
    private func refused(_ client: Int, _ detail: Int, _ live: JobLive) -> Reason? {
        switch clients.refusal(client, UInt32(detail), image) {
        case .hidden: unsupported(client)
        case .serviceOnly: serviceOnly(client, live)
        default: nil
        }
    }

    /// That a command which has expired runs all the same, as soon as what holds it is away (Q255284, Q225056).
    private func runsLate(_ client: Int, _ detail: Int, _ live: JobLive) -> Reason? {
        let context = Context(now: now, site: image.number)
        guard clients.isExpired(client, UInt32(detail), context, image) else { return nil }
        let byService = clients.isForService(client, UInt32(detail), image)
        let quirk: Quirk =
            byService && image.quirks.contains(.svcRunsExpired) ? .svcRunsExpired : .pcmRunsExpiredNew
        guard image.quirks.contains(quirk) else { return nil }
        return Reason(
            .quirk, "The offer expired at \(live.job.expireTime), and this release runs it all the same."
        )
        .because(quirk, image.quirks)
    }

    /// What is to be said of an offer with which Package Command Manager has done; nil: it has not.
    private func done(_ client: Int, _ detail: Int, _ live: JobLive) -> Reason? {
        switch clients.stage(detail) {
        case .expired, .expiring:
            return expired(client, live)
        case .executed, .unconfirmed: return executed(client, detail)
        case .hidden: return unsupported(client)
        case .serviceOnly: return serviceOnly(client, live)
        case .withdrawn: return Reason(.cancel, "the offer was withdrawn.").from("Q188042")
        default: return nil
        }
    }

    /// An offer that was withdrawn at its end: before 1.2 that is a status as well, whatever the row told before.
    private func expired(_ client: Int, _ live: JobLive) -> Reason {
        let isFailure = image.quirks.contains(.expiredIsRetrying)
        let isRewritten = image.quirks.contains(.expiredChangesStatus)
        let row = !isRewritten ? "keeps its status" : isFailure ? "is Retrying by it" : "is Canceled by it"
        let reason = Reason(.expired, "the offer expired at \(live.job.expireTime), and its row \(row).")
            .at(image.definition.code, since: instant(live.job.expireTime, client)).from("Q152229")
        guard isRewritten else { return reason }
        return reason.because(isFailure ? .expiredIsRetrying : .expiredChangesStatus, image.quirks)
    }

    /// A command that its platform cannot run.
    private func unsupported(_ client: Int) -> Reason {
        Reason(
            .platform,
            "its platform \(image.clients.block(of: client).range.platform) is none that the command supports: it never runs."
        ).from("Q156250").advising("add the platform to the package and make a new job, or cancel the job")
    }

    /// An offer past its Expires After that nobody has withdrawn yet.
    private func tooLate(_ client: Int, _ detail: Int, _ live: JobLive) -> Reason {
        let stage = clients.stage(detail)
        let isUntouched = stage != .unread && clients.looksOnlyIfTouched(client, image)
        let polls = clients.isPolling(client, image) && clients.nextPoll[client] >= 0
        let when =
            stage == .absent
            ? "and no instruction of it has reached its logon server"
            : polls
                ? "and its Package Command Manager withdraws it when it next looks"
                : "and it will not run any more"
        var reason = Reason(
            .expired, "the offer expired at \(live.job.expireTime) by its clock, \(when)."
        )
        .from("Q152229").advising("make a new job with a later Expires After, or cancel this one")
        reason.since = instant(live.job.expireTime, client)
        if polls, stage != .absent, !isUntouched { reason.until = clients.nextPoll[client] }
        return isUntouched ? reason.because(.insOnlyIfTouched, image.quirks) : reason
    }

    /// What runs at a client: the user's Package Command Manager and, where it is installed, the service.
    func programs(_ client: Int) -> String {
        let state = ClientState(rawValue: clients.state[client])
        let range = image.clients.block(of: client).range
        let name = ClientVariant(range.platform).name
        guard state.contains(.powered) else { return "it is switched off" }
        let user =
            !state.contains(.loggedOn)
            ? "does not run, as nobody is logged on"
            : state.contains(.exited)
                ? "has ended and starts at the next logon"
                : state.contains(.windowClosed) ? "has closed its window" : "runs"
        var words = "the user's program \(name) \(user)"
        if range.hasService(at: image.quirks.release) {
            let service =
                state.contains(.serviceStopped)
                ? "has crashed and starts with the computer"
                : state.contains(.serviceRuns) ? "is running a command" : "runs"
            words += ", the service \(ClientVariant.serviceName) \(service)"
        }
        return words
    }

    private func off(_ client: Int) -> Reason? {
        let state = ClientState(rawValue: clients.state[client])
        let code = image.definition.code
        let name = image.clients.name(client)
        if !state.contains(.powered) {
            return Reason(.clientOff, "it is switched off.").waitingFor([.client(code, name)]).advising(
                "sms12 client on \(name) --site \(code)")
        }
        let hasService = image.clients.block(of: client).range.hasService(at: image.quirks.release)
        if !state.contains(.loggedOn), !hasService {
            return Reason(.nobodyLoggedOn, "nobody is logged on, so that no Package Command Manager runs.")
                .advising("sms12 client logon \(name) --site \(code)").from("Q188578")
        }
        return nil
    }

    private func absent(_ client: Int) -> Reason {
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
            .waitingFor([.server(code, name)])
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

    /// When a client's clock shows a time of a record, in milliseconds since 1970, as it judges it.
    func instant(_ time: LocalTime, _ client: Int) -> Int64 {
        let clock = clients.clock(of: client, image)
        let shown = clock.localTime(at: now, labStart: image.labStart)
        let judged = clients.judgedTime(of: client, now: now, image)
        let seconds = time.seconds + shown.seconds - judged.seconds
        // Beside now, whichever side of it the time is.
        let guess = now + (seconds - shown.seconds) * 1_000
        if seconds <= shown.seconds { return guess }
        return clock.instant(of: LocalTime(seconds: seconds), after: now, labStart: image.labStart)
    }

    /// The next poll of a client, in milliseconds since 1970; nil: it does not poll.
    func nextPoll(_ client: Int) -> Int64? {
        clients.nextPoll[client] >= 0 ? clients.nextPoll[client] : nil
    }
}
