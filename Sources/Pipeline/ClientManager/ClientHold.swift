import SiteModel

/// What keeps an offer at a client from going on, besides its times and its polls.
public enum ClientHold: Equatable, Sendable {
    /// The instruction file cannot be read: the logon server is away.
    case noLogonServer(UInt32)
    /// The user's program has ended; the next logon starts it (Q188578).
    case exited
    /// The service has crashed; it starts with the computer (Q193224).
    case serviceStopped
    /// The service was refused its logon until a time, in milliseconds since 1970 (Q230242).
    case refused(Int64)
    /// The command is the user's to run, and nobody is logged on.
    case nobodyLoggedOn
    /// A Details window has the only thread (Q160853).
    case detailsOpen
    /// The window was closed with the command in it (Q122320).
    case windowClosed
    /// Times are looked at only when the instruction file was touched (Q163488).
    case untouched
    /// An hour is added to Mandatory After on Windows 95; the true time is given, in milliseconds since 1970 (Q186132).
    case plusHour(Int64)
    /// Not Mandatory Over Slow Link was heeded (Q154931).
    case slowLink
    /// Its run found no distribution server that it can reach.
    case noServer
    /// The distribution servers that it can reach give it no right on the package's directory (Q182414).
    case noRights(UInt32)
}

extension PackageCommandManager {
    /// What keeps an offer from going on besides times and polls, as things are now; nil: nothing.
    public func hold(_ client: Int, _ offer: UInt32, now: Int64, _ image: SiteImage) -> ClientHold? {
        let range = range(of: client, image)
        let traits = blocks[range].traits
        let agents = agents(client, traits, Context(now: now, site: image.number))
        let own = ClientState(rawValue: state[client])
        let job = Int(image.details[Int(offer)].job)
        let isForService = isForService(image.jobs[job].offer.flags, traits, agents)
        if stage(Int(offer)) == .failed, let hold = runHold(job, image) { return hold }
        if isForService, !agents.service {
            if own.contains(.serviceStopped) { return .serviceStopped }
            if let until = refusals[UInt32(client)], until > now { return .refused(until) }
        } else if !isForService, !agents.user {
            return own.contains(.active) ? .exited : .nobodyLoggedOn
        }
        let server = logonServer(of: client, image)
        let isAway = server != noHandle && !image.servers[Int(server)].isReachable
        if isAway, stage(Int(offer)) == .unread || isBlank(client, image) { return .noLogonServer(server) }
        if own.contains(.windowClosed), !isForService { return .windowClosed }
        let wanted = image.jobs[job].job.useMandatoryTime ? image.jobs[job].job.mandatoryTime : nil
        let clock = blocks[range].clock
        let local = clock.localTime(at: now, labStart: image.labStart)
        if traits.contains(.onlyIfTouched), let wanted, wanted <= local { return .untouched }
        guard let wanted, wanted <= local, stage(Int(offer)) == .pending else { return nil }
        if traits.contains(.heedsSlowLink), !image.jobs[job].job.forceOverSlowLink { return .slowLink }
        if traits.contains(.plusHour), local.seconds < wanted.seconds + 3_600 {
            return .plusHour(now + (wanted.seconds + 3_600 - local.seconds) * 1_000)
        }
        if traits.contains(.detailsBlock), own.contains(.detailsOpen) { return .detailsOpen }
        return nil
    }

    /// Why no server of a record can be used; nil: one can.
    private func runHold(_ job: Int, _ image: SiteImage) -> ClientHold? {
        var refusing: UInt32?
        for server in image.jobs[job].offeredServers where image.servers[Int(server)].isReachable {
            if !image.isReadable(package: image.jobs[job].package, server: server) {
                refusing = refusing ?? server
                continue
            }
            return nil
        }
        return refusing.map { .noRights($0) } ?? .noServer
    }
}

extension SiteImage {
    /// Whether users may read a package's directory on a server: not where a forced disconnection left rights to the
    /// service account alone (Q182414).
    func isReadable(package: UInt32, server: UInt32) -> Bool {
        // Most sites never closed a file by force, and their clients need not look for the directory.
        guard hasServiceOnly, let place = locationIndex(package: package, server: server) else { return true }
        return !locations[place].isServiceOnly
    }
}
