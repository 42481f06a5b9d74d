import SiteModel

/// Which programs of a client do something now.
struct ClientAgents {
    /// The user's Package Command Manager.
    var user: Bool
    /// The service.
    var service: Bool
}

extension PackageCommandManager {
    /// Whether anything of a client polls: both programs keep to one beat.
    @inline(__always)
    func polls(_ state: ClientState, _ traits: ClientTraits) -> Bool {
        if state.contains(.active), !state.contains(.exited) { return true }
        return traits.contains(.service) && state.contains(.powered) && !state.contains(.serviceStopped)
    }

    /// Whether anything of a client polls now.
    public func isPolling(_ client: Int, _ image: SiteImage) -> Bool {
        polls(ClientState(rawValue: state[client]), blocks[range(of: client, image)].traits)
    }

    /// Which programs of a client do something now; the service runs with nobody logged on (Q166765).
    @inline(__always)
    func agents(_ client: Int, _ traits: ClientTraits) -> ClientAgents {
        let state = ClientState(rawValue: state[client])
        let user = state.contains(.active) && !state.contains(.exited)
        guard traits.contains(.service) else { return ClientAgents(user: user, service: false) }
        // Before SP2 a resident PCMWIN32 held the mutex for good (Q164657).
        let isBlocked = user && traits.contains(.blocksService)
        return ClientAgents(
            user: user,
            service: state.contains(.powered) && !state.contains(.serviceStopped) && !isBlocked)
    }

    /// As `agents`, without a service that pauses after a refused logon (Q230242).
    @inline(__always)
    func agents(_ client: Int, _ traits: ClientTraits, _ context: Context) -> ClientAgents {
        var agents = agents(client, traits)
        if !refusals.isEmpty, let until = refusals[UInt32(client)], until > context.now {
            agents.service = false
        }
        return agents
    }

    /// Whether the service, not the user's program, is to run a command: an automated background task, where the
    /// service is installed and the user's program passes it over or is not there (sms12-client 2.8).
    @inline(__always)
    func isForService(_ flags: CommandLineFlags, _ traits: ClientTraits, _ agents: ClientAgents) -> Bool {
        flags == .background && traits.contains(.service)
            && (traits.contains(.skipsBackground) || !agents.user)
    }

    /// Whether a client's service is to run an offer, as things are now.
    public func isForService(_ client: Int, _ offer: UInt32, _ image: SiteImage) -> Bool {
        let traits = blocks[range(of: client, image)].traits
        let flags = image.jobs[Int(image.details[Int(offer)].job)].offer.flags
        return isForService(flags, traits, agents(client, traits))
    }

    /// Does what nearly every poll does: it finds nothing offered, and the next one is an interval later.
    ///
    /// - Parameters:
    ///   - client: The client by place.
    ///   - now: The instant, in milliseconds since 1970.
    ///   - image: The site.
    /// - Returns: The interval, in milliseconds; nil where there is more to do than `pcmPolled` tells, and nothing was done.
    public mutating func pollInVain(_ client: Int, _ now: Int64, _ image: SiteImage) -> Int64? {
        if firstOffer[client] != noHandle || pollsMayBeStale || image.lacksLogonServer { return nil }
        let range = range(of: client, image)
        guard blocks[range].traits.isSubset(of: .quiet) else { return nil }
        let interval = blocks[range].interval
        nextPoll[client] = now + interval
        return interval
    }

    @inline(__always)
    mutating func poll(
        _ client: Int, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        if pollsMayBeStale, nextPoll[client] != context.now { return }
        let range = range(of: client, image)
        let interval = blocks[range].interval
        nextPoll[client] = context.now + interval
        effects.after(interval, .pcmPoll, UInt32(client))
        if blocks[range].traits.contains(.serviceRefused) { logOn(client, range, context, image, &effects) }
        if firstOffer[client] == noHandle, !image.lacksLogonServer {
            if blocks[range].traits.contains(.keepsConnection) { keepConnection(client, image) }
            effects.trace(.pcmPolled, UInt32(client) + 1)
        } else {
            read(client, range, context, image, &effects)
        }
    }

    /// The service tries to log on with a password that has expired: at each poll, or after the hotfix again only
    /// three days later (Q230242).
    private mutating func logOn(
        _ client: Int, _ range: Int, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        guard agents(client, blocks[range].traits).service else { return }
        if let next = refusals[UInt32(client)], next > context.now { return }
        if !image.quirks.contains(.lockoutStorm) {
            refusals[UInt32(client)] = context.now + 3 * 86_400_000
        }
        note(.logonRefused, client, &effects)
    }

    /// Reads the instruction file: unread records become known, failed ones come back.
    private mutating func read(
        _ client: Int, _ range: Int, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let traits = blocks[range].traits
        let agents = agents(client, traits, context)
        guard reachesServer(client, range, agents, image, &effects) else {
            // What was read before is still known.
            effects.trace(.pcmPolled, UInt32(client) + 1)
            if agents.user, isBlank(client, image), hasPending(client) {
                note(.blankWindow, client, &effects)
            }
            return evaluate(client, context, image, &effects)
        }
        if traits.contains(.keepsConnection) { keepConnection(client, image) }
        var found: Int64 = 0
        var isTouched = false
        var isUnreadable = false
        var skipped: [UInt32] = []
        var offer = firstOffer[client]
        while offer != noHandle {
            let place = Int(offer)
            switch OfferStage(rawValue: offers[place].stage) {
            case .unread:
                let program = terms(of: place, image)
                let isBackground = program?.flags == .background
                if !agents.user, !(isBackground && agents.service) { break }
                if !agents.user, !traits.contains(.serviceReads) {
                    isUnreadable = true
                    break
                }
                found += 1
                if !(program?.platforms.contains(blocks[range].platform) ?? false) {
                    set(offer, .hidden)
                } else if isBackground, traits.contains(.skipsBackground) {
                    // PCMWIN32 leaves it to the service, and logs so (Q165147, Q166765).
                    set(offer, isServed(place, traits, image) ? .found : .serviceOnly)
                    if agents.user { skipped.append(offer) }
                } else {
                    set(offer, .found)
                }
            case .failed:
                // A cancel took the record away while the command ran.
                let isThere = image.details[place].flags & DetailFlags.inMaster.rawValue != 0
                set(offer, isThere ? ready(client, offer, image) : .withdrawn)
                isTouched = true
            case .serviceOnly:
                // Passed over while there was no service that would run it; there is one now (Q166765).
                let isThere = image.details[place].flags & DetailFlags.inCopy.rawValue != 0
                guard isThere, agents.service, isServed(place, traits, image) else { break }
                found += 1
                set(offer, .found)
            case .unconfirmed, .expiring: lookAgain(client, offer, context, image, &effects)
            default: break
            }
            offer = offers[place].next
        }
        effects.trace(found > 0 ? .pcmFound : .pcmPolled, UInt32(client) + 1, 0, found)
        if isUnreadable { note(.noInstructionFile, client, &effects) }
        // Below the count of packages, as Q166765 shows it.
        for offer in skipped {
            effects.trace(.pcmServiceOnly, UInt32(client) + 1, jobNumber(offer, image))
        }
        remind(client, traits, context, image, &effects)
        let isNew = state[client] & ClientState.hasNew.rawValue != 0
        if isNew { state[client] &= ~ClientState.hasNew.rawValue }
        evaluate(client, context, image, isParsed: found > 0 || isTouched || isNew, &effects)
    }

    /// Whether the lists were emptied to be read anew, and there is nothing to read them from (Q237690).
    package func isBlank(_ client: Int, _ image: SiteImage) -> Bool {
        guard image.lacksLogonServer, image.quirks.contains(.redirectorBlank) else { return false }
        let server = logonServer(of: client, image)
        return server != noHandle && !image.servers[Int(server)].isReachable
    }

    /// Whether the service will ever run a background command: not without Mandatory After before SP3 (Q174933).
    func isServed(_ detail: Int, _ traits: ClientTraits, _ image: SiteImage) -> Bool {
        traits.contains(.service)
            && (traits.contains(.servesOptional)
                || image.jobs[Int(image.details[detail].job)].job.useMandatoryTime)
    }

    /// Reminds of what is pending when the time of its reminder has run out (Q187287).
    private mutating func remind(
        _ client: Int, _ traits: ClientTraits, _ context: Context, _ image: SiteImage,
        _ effects: inout EffectBuffer
    ) {
        guard traits.contains(.reminds), agents(client, traits).user else { return }
        let key = UInt32(client)
        guard hasPending(client) else {
            reminders[key] = nil
            return
        }
        let minutes = image.clients.block(of: client).range.settings.reminderMinutes
        let last = reminders[key] ?? context.now
        if context.now - last >= minutes * 60_000 {
            reminders[key] = context.now
            note(.reminded, client, &effects)
            busy[client].isWindowOpen = true
            state[client] &= ~ClientState.windowClosed.rawValue
            // Whoever had turned to something else sees the commands again.
            awaitPending(client, image, &effects)
        } else {
            reminders[key] = last
        }
    }

    /// Lets the user act on everything that is pending as if it were new.
    func awaitPending(_ client: Int, _ image: SiteImage, _ effects: inout EffectBuffer) {
        var offer = firstOffer[client]
        while offer != noHandle {
            if stage(Int(offer)) == .pending { awaitUser(client, offer, image, &effects) }
            offer = offers[Int(offer)].next
        }
    }

    /// Whether anything is in Pending Commands of a client.
    func hasPending(_ client: Int) -> Bool {
        var offer = firstOffer[client]
        while offer != noHandle {
            if offers[Int(offer)].stage == OfferStage.pending.rawValue { return true }
            offer = offers[Int(offer)].next
        }
        return false
    }

    /// Looks for a record that was dealt with: the service runs it again (Q166765), its expiry is reported again
    /// (Q188042).
    private mutating func lookAgain(
        _ client: Int, _ offer: UInt32, _ context: Context, _ image: SiteImage,
        _ effects: inout EffectBuffer
    ) {
        let isThere = image.details[Int(offer)].flags & DetailFlags.inCopy.rawValue != 0
        if stage(Int(offer)) == .expiring {
            if isThere {
                leave(client, offer, .expired, false, context, image, &effects)
            } else {
                set(offer, .expired)
            }
        } else if isThere {
            set(offer, .waiting)
            note(.foundAgain, client, offer, image, &effects)
        } else {
            set(offer, .executed)
        }
    }

    /// Where a command waits that is to run once more.
    func ready(_ client: Int, _ offer: UInt32, _ image: SiteImage) -> OfferStage {
        isForService(client, offer, image) ? .waiting : .pending
    }

    /// How and where the command of an offer runs, without its texts; nil: its job names none.
    private func terms(
        of detail: Int, _ image: SiteImage
    ) -> (flags: CommandLineFlags, platforms: PlatformMask)? {
        let job = Int(image.details[detail].job)
        guard image.jobs[job].job.commandName != nil, image.jobs[job].offer.command != nil else { return nil }
        return (image.jobs[job].offer.flags, image.jobs[job].offer.platforms)
    }

    func program(of detail: Int, _ image: SiteImage) -> CommandLineProgram? {
        let job = Int(image.details[detail].job)
        return image.jobs[job].offer.program(named: image.jobs[job].job.commandName)
    }

    /// Notes what is no step of an offer.
    func note(
        _ note: PCMNote, _ client: Int, argument: Int64 = 0, _ effects: inout EffectBuffer
    ) {
        effects.trace(.pcmNoted, UInt32(client) + 1, 0, note.value(argument))
    }

    /// Notes what is no step of an offer, but about one.
    func note(
        _ note: PCMNote, _ client: Int, _ offer: UInt32, _ image: SiteImage, argument: Int64 = 0,
        _ effects: inout EffectBuffer
    ) {
        effects.trace(.pcmNoted, UInt32(client) + 1, jobNumber(offer, image), note.value(argument))
    }
}
