import Pipeline
import SiteModel

/// What holds a command when the first thing that holds it is away.
extension ClientExplainer {
    /// The blockers behind which something else may wait.
    private static let first: Set<Blocker> = [
        .clientOff, .nobodyLoggedOn, .packageManagerEnded, .serviceAccount, .logonServerDown,
    ]

    /// What comes next, in the order in which it has to move.
    func following(_ reason: Reason, _ client: Int, _ detail: Int, _ live: JobLive) -> [Reason] {
        var found: [Reason] = []
        if Self.first.contains(reason.blocker) {
            if reason.blocker != .logonServerDown, let down = logonServer(client, detail) {
                found.append(down)
            }
            if reason.blocker == .clientOff, let alone = alone(client, live) { found.append(alone) }
            if let letter = clients.serverHold(client, UInt32(detail), image),
                let servers = servers(letter, client, live)
            {
                found.append(servers)
            }
            if let time = time(client, detail, live) { found.append(time) }
        }
        if let dated = dated(client), Self.first.contains(reason.blocker) || reason.blocker == .pollNotReached
        {
            found.append(dated)
        }
        return found
    }

    /// Its logon server, where it has not read the instructions.
    private func logonServer(_ client: Int, _ detail: Int) -> Reason? {
        let server = clients.logonServer(of: client, image)
        guard clients.stage(detail) == .unread, server != noHandle, !image.servers[Int(server)].isReachable
        else { return nil }
        let (code, name) = (image.definition.code, image.serverName(server))
        return Reason(.logonServerDown, "Then it finds that its logon server \(name) is down.")
            .waitingFor([.server(code, name)]).advising("sms12 fault server \(code) \(name) --state up")
    }

    /// A computer that nobody is logged on at when it is on again.
    private func alone(_ client: Int, _ live: JobLive) -> Reason? {
        let range = image.clients.block(of: client).range
        let isServed = live.offer.flags == .background && range.hasService(at: image.quirks.release)
        guard range.user.isEmpty, !isServed else { return nil }
        let name = image.clients.name(client)
        return Reason(.nobodyLoggedOn, "Then somebody has to log on there.")
            .advising("sms12 client logon \(name) --site \(image.definition.code)")
    }

    /// The distribution servers, as it would find them now.
    private func servers(_ hold: ClientHold, _ client: Int, _ live: JobLive) -> Reason? {
        guard var reason = atServers(hold, client, live) else { return nil }
        reason.sentence = "Then it cannot get at the package: " + reason.sentence
        return reason
    }

    /// The times of the record by its clock, and who runs the command.
    private func time(_ client: Int, _ detail: Int, _ live: JobLive) -> Reason? {
        switch clients.stage(detail) {
        case .unread, .waiting, .found, .pending: break
        default: return nil
        }
        let judged = clients.judgedTime(of: client, now: now, image)
        let isForService = clients.isForService(client, UInt32(detail), image)
        if live.job.offerTime > judged {
            return then(notYet(client, live, live.job.offerTime, "Offer After"))
        }
        guard live.job.useMandatoryTime else {
            if isForService { return nil }
            return Reason(.userHasToRun, "Then its user has to run the command, which is optional.")
                .from("SDK sheapio_7roz").advising("sms12 client run \(image.clients.name(client))")
        }
        guard live.job.mandatoryTime > judged else { return nil }
        return then(notYet(client, live, live.job.mandatoryTime, "Mandatory After"))
    }

    private func then(_ reason: Reason) -> Reason {
        var reason = reason
        reason.sentence = "Then it waits for a time: " + reason.sentence
        return reason
    }

    /// A clock that will date the status into the future (Q172899).
    private func dated(_ client: Int) -> Reason? {
        guard image.quirks.contains(.futureSNI) else { return nil }
        let shown = clients.clock(of: client, image).shownMilliseconds(at: now, labStart: image.labStart)
        guard shown - now > 60_000 else { return nil }
        return Reason(
            .clock,
            "When it has run, its clock dates the status \((shown - now) / 60_000) minutes ahead, and the Despooler does not "
                + "touch it before that time."
        ).because(.futureSNI, image.quirks)
    }
}
