public import SiteModel

/// A request that a Sender has a thread for.
public struct ActiveSending: Equatable, Sendable {
    /// The request by place.
    public var request: UInt32
    /// Since when it sends, in milliseconds since 1970; -1: it connects, or waits for its next try.
    public var since: Int64
    /// Bytes that were left when it began.
    public var left: Int64
    /// Counts the tries, so that what was meant for an earlier one is ignored.
    public var generation: UInt32
}

/// A Sender: takes send requests out of its outbox and carries their files to the next site (RG S3D3C, Q163379, Q214485).
public struct Sender: Equatable, Sendable {
    /// Stands for every Sender of a site in a signal.
    public static let all: UInt32 = 0xFF
    /// Milliseconds until a Sender gives up to connect; our choice, as no source has it.
    public static let connectMilliseconds: Int64 = 30_000

    /// Milliseconds between the last byte of an instruction and the moment when the Sender lets go of it; our choice, as
    /// Q161043 tells only that it can be too long.
    public static let releaseMilliseconds: Int64 = 1_000

    /// Which one it is.
    public let kind: SenderKind
    /// The requests it has a thread for.
    public package(set) var active: [ActiveSending] = []
    /// When it looks into its outbox again because the schedule opens then; -1: no time is set.
    public package(set) var wakesAt: Int64 = -1
    /// The next number of a try.
    package var nextGeneration: UInt32 = 1

    /// Makes an idle Sender.
    public init(kind: SenderKind) { self.kind = kind }

    /// Decides what follows from a signal.
    public mutating func handle(
        _ signal: Signal, _ context: Context, _ image: SiteImage, into effects: inout EffectBuffer
    ) {
        switch signal.kind {
        case .senderPoll:
            if wakesAt <= context.now { wakesAt = -1 }
            start(context, image, &effects)
        case .sendEnded, .connectFailed, .senderRetry, .writeFailed:
            guard
                let place = active.firstIndex(where: {
                    $0.request == signal.a && $0.generation == signal.b >> 8
                })
            else { return }
            if image.requests[Int(signal.a)].status == .cancelled {
                // Taken back between two tries.
                active.remove(at: place)
                return start(context, image, &effects)
            }
            switch signal.kind {
            case .sendEnded: ended(place, context, image, &effects)
            case .connectFailed: connectFailed(place, context, image, &effects)
            case .writeFailed: writeFailed(place, context, image, &effects)
            default: beginAgain(place, context, image, &effects)
            }
        case .linkChanged: linkChanged(UInt16(truncatingIfNeeded: signal.a), context, image, &effects)
        default: preconditionFailure("a Sender was given \(signal.kind)")
        }
    }

    /// Takes requests as long as there is capacity: first by priority, then by age.
    mutating func start(
        _ context: Context, _ image: SiteImage, ended: UInt32 = noHandle, _ effects: inout EffectBuffer
    ) {
        if image.isPaused(.senders) || image.lostHelper(of: MovableService(kind)) != nil { return }
        effects.trace(.senderPolled, 0, UInt32(kind.rawValue), Int64(active.count))
        if losesOutbox(image, &effects) || isHung(image) { return }
        let queued = image.outboxes[kind].filter { place in
            place != ended && !active.contains { $0.request == place }
        }
        if queued.isEmpty { return }
        let settings = image.settings(of: kind)
        if settings.maximumSendings <= 0 {
            // It does not even look what there is (Q163379).
            return effects.trace(
                .senderNoted, TraceReference.sending(request: 0, kind, atATime: 0), 0,
                SenderNote.noCapacity.rawValue)
        }
        let time = image.siteTime(at: context.now)
        let jobs = settings.schedule.jobs(at: time)
        for place in queued {
            let request = image.requests[Int(place)]
            // Those behind it wait as well: none has a higher priority, and none for a time at which the outbox opens.
            if jobs == .all, active.count >= settings.maximumSendings, request.priority != .high { return }
            guard jobs.lets(request.priority) else {
                wake(for: request.priority, settings, time, context, &effects)
                continue
            }
            // A cancel does not overtake the instruction that it is about.
            if request.isCancel,
                image.openRequests.contains(where: {
                    let other = image.requests[Int($0)]
                    return $0 != place && $0 != ended && other.job == request.job && !other.isCancel
                        && other.destination == request.destination
                })
            {
                continue
            }
            let toSite = active.filter { image.requests[Int($0.request)].hop == request.hop }.count
            if toSite >= settings.maximumSiteSendings {
                // What makes room has to be on its way to the same site.
                guard request.priority == .high, suspend(place, to: request.hop, image, context, &effects)
                else { continue }
            } else if active.count >= settings.maximumSendings {
                guard request.priority == .high, suspend(place, to: nil, image, context, &effects) else {
                    return
                }
            }
            if isUnfit(place, image, context, &effects) { continue }
            active.append(ActiveSending(request: place, since: -1, left: request.bytesLeft, generation: 0))
            begin(active.count - 1, context, image, &effects)
        }
    }

    /// Connects, or fails to, and sends from the sync point on.
    mutating func begin(
        _ place: Int, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let request = image.requests[Int(active[place].request)]
        let generation = nextGeneration
        nextGeneration = nextGeneration % 0xFF_FFFF + 1
        active[place].generation = generation
        let mark = UInt32(kind.rawValue) | generation << 8
        tryOwnAccount(request, image, &effects)
        guard !image.unreachable.contains(request.hop), !isRefused(request, image),
            let address = image.address(to: request.hop, kind)
        else {
            active[place].since = -1
            return effects.after(Self.connectMilliseconds, .connectFailed, active[place].request, mark)
        }
        let rate = LinkRate(address, image.settings(of: kind), image)
        active[place].since = context.now
        active[place].left = request.bytesLeft
        effects.add(Effect(.startRequest, active[place].request, value: request.bytesLeft))
        effects.trace(
            .sendStarted, number(active[place].request, image, used: active.count - 1), job(request, image),
            request.bytesLeft)
        let delay = delay(of: request.bytesLeft, rate, at: context.now, image)
        // The first buffer is out, and the wait behind it is not over soon (Q140924).
        if delay > 0 { note(.endlessDelay, active[place].request, image, &effects) }
        if let fits = bytesThatFit(request, image) {
            return effects.after(
                PeriodSpeed.overheadMilliseconds
                    + rate.milliseconds(fits, from: context.now + PeriodSpeed.overheadMilliseconds),
                .writeFailed, active[place].request, mark)
        }
        effects.after(
            PeriodSpeed.overheadMilliseconds + delay
                + rate.milliseconds(request.bytesLeft, from: context.now + PeriodSpeed.overheadMilliseconds),
            .sendEnded, active[place].request, mark)
    }

    private mutating func ended(
        _ place: Int, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        if endsBadly(place, context, image, &effects) { return }
        let name = active.remove(at: place).request
        let request = image.requests[Int(name)]
        effects.add(Effect(.setRequest, name, RequestStatus.ok.rawValue, value: 0))
        effects.trace(.sendEnded, number(name, image), job(request, image), request.bytes)
        effects.add(Effect(.deliver, name))
        start(context, image, ended: name, &effects)
    }

    /// Its threads are gone: each transfer stays at its last confirmed packet, and its request in the outbox.
    public mutating func stop(_ context: Context, _ image: SiteImage, into effects: inout EffectBuffer) {
        for entry in active {
            let request = image.requests[Int(entry.request)]
            let left = entry.since >= 0 ? bytesLeft(entry, context, image) : request.bytesLeft
            let status: RequestStatus = left < request.bytes ? .suspended : .none
            effects.add(Effect(.setRequest, entry.request, status.rawValue, value: left))
        }
        active = []
        wakesAt = -1
    }

    // MARK: Failures

    /// A connection could not be made: event 251, 252 or 254, then another try or back to the Scheduler.
    private mutating func connectFailed(
        _ place: Int, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let name = active[place].request
        let hop = image.requests[Int(name)].hop
        var event = connectEvent
        if image.requests[Int(name)].fault == .handleOpen {
            event = 279
            note(.fileOpen, name, image, &effects)
        } else if isRefused(image.requests[Int(name)], image) {
            event = kind.isRAS ? 253 : 251
            note(.accessDenied, name, image, &effects)
        }
        effects.event(event, noHandle, UInt32(hop), once: true, image)
        failed(place, left: active[place].left, context, image, &effects)
    }

    /// The event of a connection that could not be made (Q122179).
    private var connectEvent: Int64 { kind.isRAS ? 252 : kind.isSNA ? 254 : 251 }

    /// What a Sender does after a failure.
    ///
    /// It tries again after its delay, as often as its retries say; then the Scheduler has the request back (Q214485).
    /// The thread is taken meanwhile.
    mutating func failed(
        _ place: Int, left: Int64, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let name = active[place].request
        let request = image.requests[Int(name)]
        let settings = image.settings(of: kind)
        let delay = min(max(settings.retryDelayMinutes, 1), 10_080) * 60_000
        let retries = Int64(min(max(settings.retries, 1), 1_000))
        let tries = request.tries + 1
        effects.trace(.sendFailed, number(name, image), job(request, image), tries)
        guard tries < retries else {
            // Now + heartbeat timeout + delay x retries x 2.
            let wait = image.reschedule.heartbeatMinutes * 60_000 + delay * retries * 2
            effects.add(Effect(.giveBack, name, value: context.now + wait))
            // No more addresses after retries: once, until something gets through (RG S3D43).
            effects.event(265, noHandle, UInt32(request.hop), once: true, image)
            effects.trace(.sendGivenBack, number(name, image), job(request, image), context.now + wait)
            active.remove(at: place)
            return start(context, image, ended: name, &effects)
        }
        effects.add(Effect(.failRequest, name, value: context.now + delay))
        let generation = nextGeneration
        nextGeneration = nextGeneration % 0xFF_FFFF + 1
        active[place].since = -1
        active[place].left = left
        active[place].generation = generation
        effects.after(delay, .senderRetry, name, UInt32(kind.rawValue) | generation << 8)
    }

    /// A link went down: what is on it ends at its last confirmed packet.
    private mutating func linkChanged(
        _ site: UInt16, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        guard image.unreachable.contains(site) else { return }
        var place = active.count - 1
        while place >= 0 {
            let entry = active[place]
            if entry.since >= 0, image.requests[Int(entry.request)].hop == site {
                let left = bytesLeft(entry, context, image)
                effects.add(
                    Effect(.setRequest, entry.request, RequestStatus.error.rawValue, value: left))
                if image.quirks.contains(.handleLeak32) {
                    // Nobody closes the file that was being written (Q153260).
                    effects.add(
                        Effect(.setRequestFault, entry.request, UInt32(RequestFault.handleOpen.rawValue)))
                }
                failed(place, left: left, context, image, &effects)
            }
            place = min(place, active.count) - 1
        }
    }

    /// What is left behind the sync point: whole packets count (Q123221, Q136032).
    func bytesLeft(_ entry: ActiveSending, _ context: Context, _ image: SiteImage) -> Int64 {
        let request = image.requests[Int(entry.request)]
        guard let address = image.address(to: request.hop, kind) else { return entry.left }
        let rate = LinkRate(address, image.settings(of: kind), image)
        var through = rate.bytes(from: entry.since + PeriodSpeed.overheadMilliseconds, to: context.now)
        let packet = rate.packetBytes(isTooBig: image.quirks.contains(.packetTooBig))
        let delay = delay(of: 1, rate, at: entry.since, image)
        if delay > 0 { through = min(through, ((context.now - entry.since) / delay + 1) * packet) }
        return max(0, entry.left - min(through, entry.left) / packet * packet)
    }

    /// What is left now of a request that is being sent, in bytes behind the sync point; nil: it is not sent by this Sender.
    package func bytesLeft(of request: UInt32, _ context: Context, _ image: SiteImage) -> Int64? {
        active.first { $0.request == request && $0.since >= 0 }.map { bytesLeft($0, context, image) }
    }

    // MARK: Priorities and schedules

    /// Makes room for a High request by suspending the lowest that sends, to one site or to any; false where there is none.
    private mutating func suspend(
        _ high: UInt32, to hop: UInt16?, _ image: SiteImage, _ context: Context, _ effects: inout EffectBuffer
    ) -> Bool {
        guard !active.isEmpty else { return false }
        var lowest = -1
        for (place, entry) in active.enumerated() {
            let (priority, site) = (
                image.requests[Int(entry.request)].priority, image.requests[Int(entry.request)].hop
            )
            guard entry.since >= 0, priority != .high, entry.request != high, hop == nil || site == hop
            else { continue }
            if lowest < 0
                || priority.rawValue >= image.requests[Int(active[lowest].request)].priority.rawValue
            {
                lowest = place
            }
        }
        guard lowest >= 0 else { return false }
        let entry = active.remove(at: lowest)
        let left = bytesLeft(entry, context, image)
        effects.add(Effect(.setRequest, entry.request, RequestStatus.suspended.rawValue, value: left))
        effects.trace(
            .sendSuspended, number(entry.request, image), job(image.requests[Int(entry.request)], image), left
        )
        effects.event(
            304, job: image.requests[Int(entry.request)].job, UInt32(image.requests[Int(entry.request)].hop))
        return true
    }

    private mutating func wake(
        for priority: JobPriority, _ settings: SenderDefinition, _ time: LocalTime, _ context: Context,
        _ effects: inout EffectBuffer
    ) {
        guard let opening = settings.schedule.opening(for: priority, from: time) else { return }
        let wait = max(1, opening.seconds - time.seconds) * 1_000
        if wakesAt >= 0, wakesAt <= context.now + wait { return }
        wakesAt = context.now + wait
        effects.after(wait, .senderPoll, UInt32(kind.rawValue))
    }

    /// A request as the trace writes it, with the Sender that has it.
    func number(_ request: UInt32, _ image: SiteImage, used: Int = 0) -> UInt32 {
        TraceReference.sending(
            request: image.requestNumber(request), kind, atATime: image.settings(of: kind).maximumSendings,
            used: used)
    }

    func job(_ request: RequestLive, _ image: SiteImage) -> UInt32 {
        request.job == noHandle ? request.systemJob : image.jobNumber(Int(request.job))
    }
}
