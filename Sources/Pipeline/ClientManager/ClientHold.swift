public import SiteModel

/// What keeps an offer at a client from going on, besides its times and its polls.
public enum ClientHold: Equatable, Sendable {
    /// The instruction file cannot be read: the logon server is away.
    case noLogonServer(UInt32)
    /// The user's program has ended; the next logon starts it (Q188578).
    case exited
    /// The service has crashed; it starts with the computer (Q193224).
    case serviceStopped
    /// The password of the service's account has expired; it tries its logon again at a time, in milliseconds since
    /// 1970, or at each poll (Q230242).
    case refused(Int64?)
    /// The account of the service has no right to read instruction files (Q167114).
    case noServiceRights
    /// The service of Windows NT 3.5 finds no instruction file on a logon server with Windows NT 4.0 (Q160855).
    case oldWindowsNT
    /// The user's program is there, and the service runs nothing meanwhile (Q164657).
    case serviceBlocked
    /// The service runs nothing without Mandatory After (Q174933).
    case serviceSilent
    /// The command is the user's to run, and nobody is logged on.
    case nobodyLoggedOn
    /// A Details window has the only thread (Q160853).
    case detailsOpen
    /// The window was closed with the command in it (Q122320).
    case windowClosed
    /// The lists were emptied, and there is no server to read them from (Q237690).
    case blankWindow(UInt32)
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
    /// No drive letter was free for a server (error 92, Q150727).
    case noLetter(UInt32)
    /// Servers can be reached, but none that SMS.INI lets it take (Q180151, Q195944).
    case serverChoice
}

extension PackageCommandManager {
    /// What keeps an offer from going on besides times and polls, as things are now; nil: nothing.
    public func hold(_ client: Int, _ offer: UInt32, now: Int64, _ image: SiteImage) -> ClientHold? {
        let range = range(of: client, image)
        let known = stage(Int(offer))
        let isForService = isForService(client, offer, image)
        if known == .failed, let hold = runHold(client, offer, range, image) { return hold }
        if isForService {
            if let hold = serviceHold(client, offer, range, now, image) { return hold }
        } else if !agents(client, blocks[range].traits).user {
            let own = ClientState(rawValue: state[client])
            return own.contains(.active) ? .exited : .nobodyLoggedOn
        }
        let server = logonServer(of: client, image)
        if server != noHandle, !image.servers[Int(server)].isReachable {
            if known == .unread || known == .failed { return .noLogonServer(server) }
            if isBlank(client, image) { return .blankWindow(server) }
        }
        return timeHold(client, offer, isForService, now, image)
    }

    /// What keeps the service from a command that is its to run.
    private func serviceHold(
        _ client: Int, _ offer: UInt32, _ range: Int, _ now: Int64, _ image: SiteImage
    ) -> ClientHold? {
        let own = ClientState(rawValue: state[client])
        let traits = blocks[range].traits
        if own.contains(.serviceStopped) { return .serviceStopped }
        if traits.contains(.serviceRefused) {
            return .refused(refusals[UInt32(client)].flatMap { $0 > now ? $0 : nil })
        }
        if !traits.contains(.serviceReads) {
            let hasRights = image.clients.block(of: client).range.settings.account == .administrator
            return hasRights ? .oldWindowsNT : .noServiceRights
        }
        let agents = agents(client, traits)
        if agents.user, !agents.service { return .serviceBlocked }
        let job = Int(image.details[Int(offer)].job)
        let isServed = image.jobs[job].job.useMandatoryTime || traits.contains(.servesOptional)
        return stage(Int(offer)) == .waiting && !isServed ? .serviceSilent : nil
    }

    /// What keeps a command whose time has come.
    private func timeHold(
        _ client: Int, _ offer: UInt32, _ isForService: Bool, _ now: Int64, _ image: SiteImage
    ) -> ClientHold? {
        let traits = blocks[range(of: client, image)].traits
        let own = ClientState(rawValue: state[client])
        let job = image.jobs[Int(image.details[Int(offer)].job)].job
        let local = judgedTime(of: client, now: now, image)
        let looks = !traits.contains(.onlyIfTouched) || own.contains(.hasNew)
        switch stage(Int(offer)) {
        case .waiting, .found:
            let wanted = isForService && job.useMandatoryTime ? job.mandatoryTime : job.offerTime
            return wanted <= local && !looks && busy[client].offer == noHandle ? .untouched : nil
        case .pending where !job.useMandatoryTime:
            return own.contains(.windowClosed) ? .windowClosed : nil
        case .pending: break
        default: return nil
        }
        guard job.mandatoryTime <= local else { return nil }
        if traits.contains(.heedsSlowLink), !job.forceOverSlowLink { return .slowLink }
        let late = job.mandatoryTime.seconds + 3_600
        if traits.contains(.plusHour), local.seconds < late {
            return .plusHour(now + (late - local.seconds) * 1_000)
        }
        if busy[client].offer != noHandle { return nil }
        if traits.contains(.detailsBlock), own.contains(.detailsOpen), !isForService { return .detailsOpen }
        return looks ? nil : .untouched
    }

    /// Why no distribution server of an offer could be used now; nil: one could, or its instructions name none yet.
    public func serverHold(_ client: Int, _ offer: UInt32, _ image: SiteImage) -> ClientHold? {
        if image.jobs[Int(image.details[Int(offer)].job)].offeredServers.isEmpty { return nil }
        return runHold(client, offer, range(of: client, image), image)
    }

    /// Why no server of a record can be used; nil: one can.
    ///
    /// It is the same walk as that of a run, whose notes tell why.
    private func runHold(
        _ client: Int, _ offer: UInt32, _ range: Int, _ image: SiteImage
    ) -> ClientHold? {
        var walk = self
        var notes = EffectBuffer()
        if walk.chooseServer(client, offer, range, image, &notes) != nil { return nil }
        for note in notes.effects.compactMap({ PCMNote.read($0.value) }) {
            let server = UInt32(truncatingIfNeeded: note.argument)
            if note.note == .accessDenied { return .noRights(server) }
            if note.note == .noFreeDrive { return .noLetter(server) }
        }
        let servers = image.jobs[Int(image.details[Int(offer)].job)].offeredServers
        return servers.contains { image.servers[Int($0)].isReachable } ? .serverChoice : .noServer
    }

    /// What a client's clock shows, corrected as Package Command Manager does when it judges the times of records
    /// (Q189305).
    public func judgedTime(of client: Int, now: Int64, _ image: SiteImage) -> LocalTime {
        let range = range(of: client, image)
        let shown = blocks[range].clock.localTime(at: now, labStart: image.labStart)
        let shift = correction(range, Context(now: now, site: image.number), image)
        return LocalTime(seconds: shown.seconds - shift)
    }

    /// Whether a client looks at the times of its records only when the file was touched (Q163488).
    public func looksOnlyIfTouched(_ client: Int, _ image: SiteImage) -> Bool {
        blocks[range(of: client, image)].traits.contains(.onlyIfTouched)
    }

    /// How a client will pass over an offer that it has not read yet: `hidden`, since its platform is not supported, or
    /// `serviceOnly`, since there is no service for it; nil: it takes it, or has read it.
    public func refusal(_ client: Int, _ offer: UInt32, _ image: SiteImage) -> OfferStage? {
        let known = stage(Int(offer))
        guard known == .absent || known == .unread else { return nil }
        let range = range(of: client, image)
        let traits = blocks[range].traits
        let program = program(of: Int(offer), image)
        if !(program?.platforms.contains(blocks[range].platform) ?? false) { return .hidden }
        let isLeft = program?.flags == .background && traits.contains(.skipsBackground)
        return isLeft && !isServed(Int(offer), traits, image) ? .serviceOnly : nil
    }

    /// Whether an offer that no look has withdrawn yet has expired, and will not run any more.
    ///
    /// Not what the service runs however late it is (Q225056), nor what is new and mandatory (Q255284).
    public func isTooLate(_ client: Int, _ offer: UInt32, now: Int64, _ image: SiteImage) -> Bool {
        guard isExpired(client, offer, Context(now: now, site: image.number), image) else { return false }
        let traits = blocks[range(of: client, image)].traits
        if traits.contains(.servesExpired), isForService(client, offer, image) { return false }
        let job = image.jobs[Int(image.details[Int(offer)].job)].job
        switch stage(Int(offer)) {
        case .absent, .unread, .found:
            return
                !(traits.contains(.runsExpiredNew) && job.useMandatoryTime
                && judgedTime(of: client, now: now, image) >= job.mandatoryTime)
        case .waiting, .pending, .archived, .failed: return true
        default: return false
        }
    }
}

extension SiteImage {
    /// Whether users may read a package's directory on a server: not where a forced disconnection left rights to the
    /// service account alone (Q182414), nor where the boxes of the package gave neither users nor guests the right to read.
    func isReadable(package: UInt32, server: UInt32) -> Bool {
        // At most sites every directory can be read, and clients need not look for it.
        guard hasUnreadable, let place = locationIndex(package: package, server: server) else { return true }
        return locations[place].isReadable
    }
}
