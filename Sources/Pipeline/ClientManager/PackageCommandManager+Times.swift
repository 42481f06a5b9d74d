import SiteModel

/// What is due next at a client.
private struct DueCommand {
    var time: LocalTime
    var detail: UInt32
    var isForService: Bool
    /// It had expired before it was found, and runs at once or never.
    var isLate = false
}

/// The look at the clock: what a walk over the offers of a client needs and gathers.
private struct ClockLook {
    let traits: ClientTraits
    let agents: ClientAgents
    /// What the clock shows, corrected to the times of the records.
    let local: LocalTime
    var due: DueCommand?
    /// The next time at which something changes.
    var next: LocalTime?
    /// The first record for which the window is to come up.
    var arrival: UInt32?

    mutating func consider(_ time: LocalTime) {
        if time > local, next.map({ time < $0 }) ?? true { next = time }
    }

    /// Takes what is due before another; without an order of times the first of the file stays (Q173388).
    mutating func offer(_ command: DueCommand) {
        guard let due else {
            due = command
            return
        }
        if !traits.contains(.fileOrder), command.time < due.time { self.due = command }
    }
}

extension PackageCommandManager {
    /// Looks at every offer against the client's clock; starts what is due, and wakes when the next time comes.
    ///
    /// Where the file is parsed only when it was touched, nothing else looks at times (Q163488): `isParsed` tells whether
    /// it just was.
    mutating func evaluate(
        _ client: Int, _ context: Context, _ image: SiteImage, isParsed: Bool = false,
        _ effects: inout EffectBuffer
    ) {
        unlinkFinal(client)
        let range = range(of: client, image)
        let traits = blocks[range].traits
        let agents = agents(client, traits, context)
        guard agents.user || agents.service else { return }
        if traits.contains(.onlyIfTouched), !isParsed { return }
        let shown = blocks[range].clock.localTime(at: context.now, labStart: image.labStart)
        let shift = correction(range, context, image)
        var look = ClockLook(traits: traits, agents: agents, local: LocalTime(seconds: shown.seconds - shift))
        var offer = firstOffer[client]
        while offer != noHandle {
            // The next one first: running a command does not unlink, expiring may.
            let following = offers[Int(offer)].next
            check(client, offer, &look, context, image, &effects)
            offer = following
        }
        if let arrival = look.arrival { bringUp(client, arrival, image, &effects) }
        if let due = look.due, busy[client].offer == noHandle {
            start(client, due, traits, context, image, &effects)
        }
        guard let next = look.next, !traits.contains(.onlyIfTouched) else { return }
        let instant = blocks[range].clock.instant(
            of: LocalTime(seconds: next.seconds + shift), after: context.now, labStart: image.labStart)
        wake(client, at: instant, context, &effects)
    }

    /// Seconds by which Package Command Manager moves the times of the records: it takes them by the daylight saving of
    /// its own machine, though the site server wrote them (Q189305, Q169474).
    func correction(_ range: Int, _ context: Context, _ image: SiteImage) -> Int64 {
        guard blocks[range].traits.contains(.correctsTimes) else { return 0 }
        let seconds = context.now.flooredQuotient(by: 1_000)
        let own = blocks[range].clock.zone
        let site = image.definition.zone
        return (own.offsetSeconds(atUTC: seconds) - own.standardOffsetSeconds)
            - (site.offsetSeconds(atUTC: seconds) - site.standardOffsetSeconds)
    }

    /// Looks at one offer against the clock.
    private mutating func check(
        _ client: Int, _ offer: UInt32, _ look: inout ClockLook, _ context: Context, _ image: SiteImage,
        _ effects: inout EffectBuffer
    ) {
        let place = Int(offer)
        let known = OfferStage(rawValue: offers[place].stage) ?? .absent
        switch known {
        case .waiting, .found, .pending, .archived, .countdown: break
        default: return
        }
        // Field by field: copying a job's row would count references for each of its texts.
        let job = Int(image.details[place].job)
        let isForService = isForService(image.jobs[job].offer.flags, look.traits, look.agents)
        let acts =
            isForService ? look.agents.service && look.traits.contains(.serviceReads) : look.agents.user
        guard acts else {
            if known == .found { set(offer, .waiting) }
            return
        }
        if image.jobs[job].job.useExpireTime, !(isForService && look.traits.contains(.servesExpired)) {
            let expireTime = image.jobs[job].job.expireTime
            if look.local > expireTime {
                if runsLate(offer, known, &look, isForService, image, &effects) { return }
                if known == .countdown { release(client, image) }
                return expire(client, offer, look.traits, context, image, &effects)
            }
            look.consider(LocalTime(seconds: expireTime.seconds + 1))
        }
        if known == .found { set(offer, .waiting) }
        if known == .waiting || known == .found {
            let offerTime = image.jobs[job].job.offerTime
            if look.local < offerTime {
                if known == .found, !isForService, isCounted(.waiting, image), look.arrival == nil {
                    look.arrival = offer
                }
                return look.consider(offerTime)
            }
            if !isForService {
                if look.arrival == nil { look.arrival = offer }
                show(client, offer, image, &effects)
            } else if !image.jobs[job].job.useMandatoryTime, look.traits.contains(.servesOptional) {
                look.offer(DueCommand(time: offerTime, detail: offer, isForService: true))
            }
        }
        checkMandatory(offer, known, isForService, &look, image)
    }

    /// Whether a record that was found after it had expired is to run once (Q255284).
    private mutating func runsLate(
        _ offer: UInt32, _ known: OfferStage, _ look: inout ClockLook, _ isForService: Bool,
        _ image: SiteImage, _ effects: inout EffectBuffer
    ) -> Bool {
        let job = Int(image.details[Int(offer)].job)
        guard known == .found, look.traits.contains(.runsExpiredNew), image.jobs[job].job.useMandatoryTime,
            look.local >= image.jobs[job].job.mandatoryTime
        else { return false }
        set(offer, .waiting)
        look.offer(
            DueCommand(
                time: image.jobs[job].job.mandatoryTime, detail: offer, isForService: isForService,
                isLate: true))
        return true
    }

    /// Looks whether a command is mandatory now, or when it will be.
    private func checkMandatory(
        _ offer: UInt32, _ known: OfferStage, _ isForService: Bool, _ look: inout ClockLook,
        _ image: SiteImage
    ) {
        let job = Int(image.details[Int(offer)].job)
        // Putting an offer aside does not defeat it since 1.1 (Q122202).
        let isOpen =
            isForService || offers[Int(offer)].stage == OfferStage.pending.rawValue
            || (known == .archived && !look.traits.contains(.archiveDefeats))
        guard isOpen, known != .countdown, image.jobs[job].job.useMandatoryTime else { return }
        // The box Not Mandatory Over Slow Link is in the record, and no release reads it (Q154931).
        if look.traits.contains(.heedsSlowLink), !image.jobs[job].job.forceOverSlowLink { return }
        var time = image.jobs[job].job.mandatoryTime
        // SP3 adds an hour on Windows 95, whatever the zone (Q186132).
        if look.traits.contains(.plusHour) { time.seconds += 3_600 }
        if look.local < time {
            look.consider(time)
        } else {
            look.offer(DueCommand(time: time, detail: offer, isForService: isForService))
        }
    }

    /// Starts what is due: with a countdown for a user, at once under the service, which has nobody to tell.
    private mutating func start(
        _ client: Int, _ due: DueCommand, _ traits: ClientTraits, _ context: Context, _ image: SiteImage,
        _ effects: inout EffectBuffer
    ) {
        if due.isForService || due.isLate {
            return run(client, due.detail, byService: due.isForService, context, image, &effects)
        }
        // An open Details window has the only thread (Q160853).
        let isBlocked =
            traits.contains(.detailsBlock) && state[client] & ClientState.detailsOpen.rawValue != 0
        if isBlocked { return }
        if traits.contains(.noCountdown) {
            return run(client, due.detail, byService: false, context, image, &effects)
        }
        countDown(client, due.detail, context, image, &effects)
    }

    private mutating func wake(
        _ client: Int, at instant: Int64, _ context: Context, _ effects: inout EffectBuffer
    ) {
        let key = UInt32(client)
        if let set = wakes[key], set > context.now, set <= instant { return }
        wakes[key] = instant
        effects.after(instant - context.now, .pcmEvaluate, key)
    }

    private mutating func show(
        _ client: Int, _ offer: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        set(offer, .pending)
        effects.trace(.pcmOffered, UInt32(client) + 1, jobNumber(offer, image))
        effects.add(Effect(.touchClient, UInt32(client)))
        if !comesToFront(client, image) { note(.iconFlashes, client, offer, image, &effects) }
        // A window that comes back lets users act on all that is in it.
        if state[client] & ClientState.windowClosed.rawValue == 0 {
            awaitUser(client, offer, image, &effects)
        }
    }

    /// Lets the user act on an offer after a while, if a rule says so.
    func awaitUser(
        _ client: Int, _ offer: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let command = image.jobs[Int(image.details[Int(offer)].job)].job.commandName ?? ""
        if let minutes = rules.runsAfterMinutes(client: { image.clients.name(client) }, command: command) {
            let wait = min(max(minutes, 0), Self.longestMilliseconds / 60_000) * 60_000
            effects.after(wait, .pcmUserRuns, UInt32(client), offer)
        }
    }

    /// Whether an offer is past its Expires After, by the client's clock.
    ///
    /// The look that withdraws it may still lie ahead: nobody was logged on, or it comes later in this instant.
    public func isExpired(_ client: Int, _ offer: UInt32, _ context: Context, _ image: SiteImage) -> Bool {
        let job = Int(image.details[Int(offer)].job)
        guard image.jobs[job].job.useExpireTime else { return false }
        let range = range(of: client, image)
        let local = blocks[range].clock.localTime(at: context.now, labStart: image.labStart)
        return local.seconds - correction(range, context, image) > image.jobs[job].job.expireTime.seconds
    }

    private mutating func expire(
        _ client: Int, _ offer: UInt32, _ traits: ClientTraits, _ context: Context, _ image: SiteImage,
        _ effects: inout EffectBuffer
    ) {
        set(offer, traits.contains(.reportsExpiryAgain) ? .expiring : .expired)
        effects.trace(.pcmExpired, UInt32(client) + 1, jobNumber(offer, image))
        leave(client, offer, .expired, false, context, image, &effects)
    }
}
