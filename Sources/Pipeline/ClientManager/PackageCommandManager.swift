public import SiteModel
import VirtualTime

/// How far an offer has come at its client (reference sms12-client 2.4).
public enum OfferStage: UInt8, CaseIterable, Sendable {
    /// The record has not reached the client's logon server.
    case absent = 0
    /// It lies at the logon server; the client has not polled since.
    case unread
    /// The client's platform is not supported: invisible for ever.
    case hidden
    /// Read, but before its Offer After.
    case waiting
    /// In Pending Commands.
    case pending
    /// The countdown of a mandatory command runs.
    case countdown
    /// The command runs.
    case running
    /// In Executed Commands.
    case executed
    /// Put aside by the user.
    case archived
    /// Past its Expires After.
    case expired
    /// Taken away by a cancel.
    case withdrawn
    /// Failed; comes back to Pending Commands at the next poll.
    case failed
    /// Marked for the service variant: passed over by the one that runs for the user.
    case serviceOnly

    /// The word shown.
    public var word: String {
        switch self {
        case .absent: "absent"
        case .unread: "unread"
        case .hidden: "hidden"
        case .waiting: "waiting"
        case .pending: "pending"
        case .countdown: "countdown"
        case .running: "running"
        case .executed: "executed"
        case .archived: "archived"
        case .expired: "expired"
        case .withdrawn: "withdrawn"
        case .failed: "failed"
        case .serviceOnly: "service-only"
        }
    }

    /// Whether nothing more will happen with it unless a person acts.
    @inlinable public var isFinal: Bool {
        switch self {
        case .hidden, .executed, .expired, .withdrawn, .serviceOnly: true
        default: false
        }
    }
}

/// Whether a client's computer is on and a user logged on.
public struct ClientState: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt8
    /// Takes the bits as they are.
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The computer is on.
    public static let powered = ClientState(rawValue: 1)
    /// A user is logged on.
    public static let loggedOn = ClientState(rawValue: 2)
    /// Instructions changed since the last poll.
    public static let hasNew = ClientState(rawValue: 4)
    /// Both: Package Command Manager runs.
    public static let active: ClientState = [.powered, .loggedOn]
}

/// What keeps a client busy.
public struct BusyLive: Equatable, Sendable {
    /// Until when; -1: it is not busy.
    public var until: Int64 = -1
    /// The offer that it counts down or runs, by detail.
    public var offer = noHandle
}

/// An offer at its client.
public struct OfferLive: Equatable, Sendable {
    /// The next offer of the same client, by detail.
    public var next = noHandle
    /// How far it has come, by the number of `OfferStage`.
    public var stage: UInt8 = 0
    /// Whether its stage changed since the last commit.
    var isChanged = false
}

/// Package Command Manager at all clients of a site: polls, offers, counts down, runs one at a time, reports.
///
/// Dense arrays over clients and over details, so that a million clients stay small; what is looked at together lies
/// together, since at that size every look is a wait for memory.
public struct PackageCommandManager: Sendable {
    /// Milliseconds of the countdown before a mandatory command (Q185805).
    public static let countdownMilliseconds: Int64 = 300_000
    /// A hundred years: what a rule or a clock says beyond that is never reached.
    static let longestMilliseconds: Int64 = 3_155_760_000_000

    /// What follows from a client's range.
    struct Block: Sendable {
        var clock: MachineClock
        var interval: Int64
        var logonServers: [UInt32]
        var platform: PlatformMask
    }

    var blocks: [Block] = []
    /// What running gives and what users do.
    public let rules: RuleBook
    /// State bits of each client.
    public package(set) var state: ContiguousArray<UInt8> = []
    /// When each client polls next; negative: it does not.
    public package(set) var nextPoll: ContiguousArray<Int64> = []
    /// The first offer of each client that is not final, by detail: all that most polls have to know.
    public package(set) var firstOffer: ContiguousArray<UInt32> = []
    /// What keeps each client busy.
    public package(set) var busy: ContiguousArray<BusyLive> = []
    /// The offers, by detail; those behind the last one that was published are absent.
    public package(set) var offers: ContiguousArray<OfferLive> = []
    /// When a client wakes for a time in an offer, by client; only clients that do.
    public package(set) var wakes: [UInt32: Int64] = [:]
    /// First polls of clients that logged on later, by client.
    public package(set) var anchors: [UInt32: Int64] = [:]
    /// Offers whose stage changed since the last commit, by detail.
    public package(set) var changedOffers: ContiguousArray<UInt32> = []
    /// Whether a poll may be scheduled that holds no more, since somebody logged on or off.
    ///
    /// Until then no poll has to be held against `nextPoll`, which at a million clients is a wait for memory each time.
    private var pollsMayBeStale = false
    /// How many offers a snapshot holds, while it is read.
    package var offerCountToRead: UInt32 = 0

    /// Makes the clients of a site as the lab has them at the start.
    public init(image: SiteImage, rules: RuleBook) {
        self.rules = rules
        addClients(image, from: 0)
    }

    /// Adds the clients from a place on; those before it stay.
    package mutating func addClients(_ image: SiteImage, from first: Int) {
        let population = image.clients
        blocks = population.blocks.map { Self.block($0, image) }
        state.reserveCapacity(population.count)
        nextPoll.reserveCapacity(population.count)
        for (place, block) in population.blocks.enumerated() where block.base >= first {
            let isOn = !block.range.user.isEmpty
            let bits: ClientState = isOn ? .active : .powered
            state.append(contentsOf: repeatElement(bits.rawValue, count: block.range.count))
            for client in block.base..<(block.base + block.range.count) {
                nextPoll.append(isOn ? Self.phase(client, blocks[place], image) : -1)
            }
        }
        firstOffer.append(contentsOf: repeatElement(noHandle, count: population.count - firstOffer.count))
        busy.append(contentsOf: repeatElement(BusyLive(), count: population.count - busy.count))
    }

    /// Works out anew what follows from ranges and servers, after an edit.
    package mutating func refreshBlocks(_ image: SiteImage) {
        blocks = image.clients.blocks.map { Self.block($0, image) }
    }

    static func block(_ block: ClientPopulation.Block, _ image: SiteImage) -> Block {
        let clock = MachineClock(
            zone: block.range.zone ?? image.definition.zone,
            offsetMilliseconds: min(
                max(block.range.clockOffsetMilliseconds, -longestMilliseconds), longestMilliseconds),
            driftPartsPerMillion: min(
                max(block.range.clockDriftPartsPerMillion, -MachineClock.driftLimit),
                MachineClock.driftLimit))
        // A fast clock polls sooner; rounded to a millisecond, so that every poll can be worked out again.
        let minutes = min(max(image.definition.pcmPollingMinutes, 1), 5_256_000)
        let interval = max(1_000, minutes * 60_000 * 1_000_000 / (1_000_000 + clock.driftPartsPerMillion))
        let named = block.range.logonServers.compactMap { image.serverIndex($0) }.map { UInt32($0) }
        return Block(
            clock: clock, interval: interval,
            logonServers: named.isEmpty ? image.logonServers(ofDomain: block.domain) : named,
            platform: block.range.platform)
    }

    /// A client's first poll: a moment of the first interval that follows from the seed and the client, in whole
    /// seconds.
    static func phase(_ client: Int, _ block: Block, _ image: SiteImage) -> Int64 {
        let seconds = SeededGenerator.draw(
            seed: image.seed, stream: 0x5043_4D00 + UInt64(image.number), index: UInt64(client),
            below: block.interval / 1_000)
        return image.labStart + seconds * 1_000
    }

    /// The logon server of a client, by place.
    public func logonServer(of client: Int, _ image: SiteImage) -> UInt32 {
        let place = blocks.count == 1 ? 0 : image.clients.blockIndex(of: client)
        let servers = blocks[place].logonServers
        if servers.isEmpty { return noHandle }
        if servers.count == 1 { return servers[0] }
        // By the number in its name: a range that is cut in two leaves every client where it was.
        let block = image.clients.blocks[place]
        let number = max(0, block.range.first) + client - block.base
        return servers[(number + servers.count - 1) % servers.count]
    }

    /// A client's clock.
    public func clock(of client: Int, _ image: SiteImage) -> MachineClock {
        blocks[image.clients.blockIndex(of: client)].clock
    }

    /// How often a client polls, in milliseconds of true time.
    public func interval(of client: Int, _ image: SiteImage) -> Int64 {
        blocks[image.clients.blockIndex(of: client)].interval
    }

    /// Decides what follows from a signal.
    public mutating func handle(
        _ signal: Signal, _ context: Context, _ image: SiteImage, into effects: inout EffectBuffer
    ) {
        switch signal.kind {
        case .pcmPoll: poll(Int(signal.a), context, image, &effects)
        case .pcmEvaluate:
            guard wakes[signal.a] == context.now else { return }
            wakes[signal.a] = nil
            evaluate(Int(signal.a), context, image, &effects)
        case .pcmCountdownEnded:
            guard isBusy(signal, context), offers[Int(signal.b)].stage == OfferStage.countdown.rawValue else {
                return
            }
            countdownEnded(Int(signal.a), signal.b, context, image, &effects)
        case .pcmRunEnded:
            guard isBusy(signal, context), offers[Int(signal.b)].stage == OfferStage.running.rawValue else {
                return
            }
            ended(Int(signal.a), signal.b, context, image, &effects)
        case .pcmUserRuns: userRuns(Int(signal.a), signal.b, context, image, &effects)
        case .offersPublished: published(signal.a, image)
        case .offersStripped: stripped(signal.a, image, &effects)
        default: preconditionFailure("Package Command Manager was given \(signal.kind)")
        }
    }

    /// Looks at what a signal will need, and decides nothing.
    ///
    /// Each look at one client of a million waits for memory, and the next event cannot begin meanwhile. Looks at the
    /// clients of a whole second, one right behind the other, wait together.
    ///
    /// - Parameters:
    ///   - signal: A signal that comes soon.
    ///   - image: The site.
    /// - Returns: A number without meaning, so that no look is left out.
    public func glance(_ signal: Signal, _ image: SiteImage) -> UInt32 {
        switch signal.kind {
        case .pcmPoll:
            let offer = firstOffer[Int(signal.a)]
            return offer == noHandle ? 0 : UInt32(offers[Int(offer)].stage) &+ image.details[Int(offer)].job
        case .pcmCountdownEnded, .pcmRunEnded:
            guard Int(signal.a) < busy.count, Int(signal.b) < offers.count else { return 0 }
            return busy[Int(signal.a)].offer &+ UInt32(offers[Int(signal.b)].stage)
                &+ image.details[Int(signal.b)].job
        default: return 0
        }
    }

    private func isBusy(_ signal: Signal, _ context: Context) -> Bool {
        busy[Int(signal.a)].offer == signal.b && busy[Int(signal.a)].until == context.now
    }

    private mutating func set(_ offer: UInt32, _ stage: OfferStage) {
        offers[Int(offer)].stage = stage.rawValue
        if offers[Int(offer)].isChanged { return }
        offers[Int(offer)].isChanged = true
        changedOffers.append(offer)
    }

    /// Begins anew to note which offers change.
    package mutating func resetChanges() {
        for offer in offers.indices { offers[offer].isChanged = false }
        changedOffers = []
    }

    /// Takes the offers that changed since the last time, and begins anew.
    package mutating func takeChangedOffers() -> ContiguousArray<UInt32> {
        let taken = changedOffers
        for offer in taken { offers[Int(offer)].isChanged = false }
        changedOffers.removeAll(keepingCapacity: true)
        return taken
    }

    /// How far an offer has come; `absent` for one that was never published.
    public func stage(_ detail: Int) -> OfferStage {
        detail < offers.count ? OfferStage(rawValue: offers[detail].stage) ?? .absent : .absent
    }

    // MARK: Polling

    @inline(__always)
    private mutating func poll(
        _ client: Int, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        if pollsMayBeStale, nextPoll[client] != context.now { return }
        let interval = blocks.count == 1 ? blocks[0].interval : interval(of: client, image)
        nextPoll[client] = context.now + interval
        effects.after(interval, .pcmPoll, UInt32(client))
        if firstOffer[client] == noHandle {
            effects.trace(.pcmPolled, UInt32(client) + 1)
        } else {
            read(client, context, image, &effects)
        }
    }

    /// Reads the instruction file: unread records become known, failed ones come back.
    private mutating func read(
        _ client: Int, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        var found: Int64 = 0
        var skips = false
        var offer = firstOffer[client]
        let platform = blocks[blocks.count == 1 ? 0 : image.clients.blockIndex(of: client)].platform
        while offer != noHandle {
            let place = Int(offer)
            switch OfferStage(rawValue: offers[place].stage) {
            case .unread:
                found += 1
                let program = program(of: place, image)
                if !(program?.platforms.contains(platform) ?? false) {
                    set(offer, .hidden)
                } else if isServiceOnly(program, platform, image) {
                    set(offer, .serviceOnly)
                    skips = true
                } else {
                    set(offer, .waiting)
                }
            case .failed:
                // A cancel took the record away while the command ran.
                let isThere = image.details[place].flags & DetailFlags.inMaster.rawValue != 0
                set(offer, isThere ? .pending : .withdrawn)
            default: break
            }
            offer = offers[place].next
        }
        effects.trace(found > 0 ? .pcmFound : .pcmPolled, UInt32(client) + 1, 0, found)
        if skips { tellSkipped(client, image, &effects) }
        evaluate(client, context, image, &effects)
    }

    /// Whether the variant that runs for the user leaves a command to the service: PCMWIN32 does, of those that
    /// exist (Q165147, Q166765).
    private func isServiceOnly(
        _ program: CommandLineProgram?, _ platform: PlatformMask, _ image: SiteImage
    ) -> Bool {
        guard program?.flags == .background, PlatformMask.windowsNT.contains(platform) else { return false }
        return !image.quirks.contains(.pcm32RunsBackground)
    }

    /// Logs what was just left to the service, below the count of packages as Q166765 shows it; the next look unlinks.
    private func tellSkipped(_ client: Int, _ image: SiteImage, _ effects: inout EffectBuffer) {
        var offer = firstOffer[client]
        while offer != noHandle {
            if stage(Int(offer)) == .serviceOnly {
                effects.trace(.pcmServiceOnly, UInt32(client) + 1, jobNumber(offer, image))
            }
            offer = offers[Int(offer)].next
        }
    }

    private func program(of detail: Int, _ image: SiteImage) -> CommandLineProgram? {
        let job = Int(image.details[detail].job)
        return image.jobs[job].offer.program(named: image.jobs[job].job.commandName)
    }

    // MARK: Times

    /// Looks at every offer against the client's clock; starts what is due, and wakes when the next time comes.
    private mutating func evaluate(
        _ client: Int, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        unlinkFinal(client)
        guard ClientState(rawValue: state[client]).contains(.active) else { return }
        let block = blocks.count == 1 ? 0 : image.clients.blockIndex(of: client)
        let local = blocks[block].clock.localTime(at: context.now, labStart: image.labStart)
        var due: (time: LocalTime, detail: UInt32)?
        var next: LocalTime?
        func consider(_ time: LocalTime) { if time > local, next.map({ time < $0 }) ?? true { next = time } }
        var offer = firstOffer[client]
        while offer != noHandle {
            let place = Int(offer)
            // Field by field: copying a job's row would count references for each of its texts.
            let job = Int(image.details[place].job)
            let known = OfferStage(rawValue: offers[place].stage) ?? .absent
            if known == .waiting || known == .pending || known == .archived || known == .countdown,
                image.jobs[job].job.useExpireTime
            {
                let expireTime = image.jobs[job].job.expireTime
                if local > expireTime {
                    if known == .countdown { release(client) }
                    expire(client, offer, image, &effects)
                    offer = offers[place].next
                    continue
                }
                consider(LocalTime(seconds: expireTime.seconds + 1))
            }
            if known == .waiting {
                let offerTime = image.jobs[job].job.offerTime
                if local >= offerTime { show(client, offer, image, &effects) } else { consider(offerTime) }
            }
            // Putting an offer aside does not defeat it since 1.1 (Q122202).
            if offers[place].stage == OfferStage.pending.rawValue || known == .archived,
                image.jobs[job].job.useMandatoryTime
            {
                let mandatoryTime = image.jobs[job].job.mandatoryTime
                if local < mandatoryTime {
                    consider(mandatoryTime)
                } else if due.map({ mandatoryTime < $0.time }) ?? true {
                    due = (mandatoryTime, offer)
                }
            }
            offer = offers[place].next
        }
        if let due, busy[client].offer == noHandle { countDown(client, due.detail, context, image, &effects) }
        if let next {
            let instant = blocks[block].clock.instant(of: next, after: context.now, labStart: image.labStart)
            wake(client, at: instant, context, &effects)
        }
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
        let local = clock(of: client, image).localTime(at: context.now, labStart: image.labStart)
        return local > image.jobs[job].job.expireTime
    }

    private mutating func expire(
        _ client: Int, _ offer: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        set(offer, .expired)
        effects.trace(.pcmExpired, UInt32(client) + 1, jobNumber(offer, image))
        leave(client, offer, .expired, image, &effects)
    }

    // MARK: Running

    private mutating func countDown(
        _ client: Int, _ offer: UInt32, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        set(offer, .countdown)
        busy[client].offer = offer
        busy[client].until = context.now + Self.countdownMilliseconds
        effects.trace(.pcmCountdown, UInt32(client) + 1, jobNumber(offer, image))
        effects.after(Self.countdownMilliseconds, .pcmCountdownEnded, UInt32(client), offer)
    }

    /// Ends what a client is busy with; the signal that would end it finds nothing then.
    private mutating func release(_ client: Int) {
        busy[client].offer = noHandle
        busy[client].until = -1
    }

    /// Runs what was counted down, unless it has expired in this very instant: it is withdrawn once the clock is past
    /// the value, and that late ones ran was a fault of the service (Q225056).
    private mutating func countdownEnded(
        _ client: Int, _ offer: UInt32, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        guard isExpired(client, offer, context, image) else {
            return run(client, offer, context, image, &effects)
        }
        evaluate(client, context, image, &effects)
    }

    private mutating func userRuns(
        _ client: Int, _ offer: UInt32, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        // Withdrawn later in this instant, or at the poll that follows the logon.
        if isExpired(client, offer, context, image) { return }
        guard canRun(client, offer) else {
            // One package at a time: who finds it busy looks again a minute later.
            let isOffered = stage(Int(offer)) == .pending || stage(Int(offer)) == .archived
            if isOffered, busy[client].offer != noHandle {
                effects.after(60_000, .pcmUserRuns, UInt32(client), offer)
            }
            return
        }
        run(client, offer, context, image, &effects)
    }

    /// Whether a person at the client could run an offer now.
    public func canRun(_ client: Int, _ offer: UInt32) -> Bool {
        ClientState(rawValue: state[client]).contains(.active) && busy[client].offer == noHandle
            && (stage(Int(offer)) == .pending || stage(Int(offer)) == .archived)
    }

    private mutating func run(
        _ client: Int, _ offer: UInt32, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        guard let server = chooseServer(client, offer, image) else {
            release(client)
            set(offer, .failed)
            return effects.trace(.pcmNoServer, UInt32(client) + 1, jobNumber(offer, image))
        }
        let attempt = min(Int(image.details[Int(offer)].attempts) + 1, Int(UInt8.max))
        let result = result(client, offer, attempt: attempt, image)
        let milliseconds = duration(result, client, offer, image)
        set(offer, .running)
        effects.add(Effect(.countAttempt, offer))
        busy[client].offer = offer
        busy[client].until = context.now + milliseconds
        effects.trace(.pcmStarted, UInt32(client) + 1, jobNumber(offer, image), Int64(server))
        effects.after(milliseconds, .pcmRunEnded, UInt32(client), offer)
    }

    /// Milliseconds that a run takes: what the rule says, and what this client and job draw of its spread.
    private func duration(_ rule: ResultRule, _ client: Int, _ offer: UInt32, _ image: SiteImage) -> Int64 {
        let longest = Self.longestMilliseconds / 1_000
        let base = min(max(0, rule.durationSeconds), longest)
        if rule.spreadSeconds <= 0 { return base * 1_000 }
        let drawn = SeededGenerator.draw(
            seed: image.seed,
            stream: 0x4455_0000_0000_0000 | UInt64(image.number) << 32 | UInt64(jobNumber(offer, image)),
            index: UInt64(client), below: min(rule.spreadSeconds, longest) + 1)
        return min(base + drawn, longest) * 1_000
    }

    private func result(
        _ client: Int, _ offer: UInt32, attempt: Int, _ image: SiteImage
    ) -> ResultRule {
        let command = image.jobs[Int(image.details[Int(offer)].job)].job.commandName ?? ""
        return rules.result(
            client: { image.clients.name(client) }, command: command, attempt: attempt)
    }

    /// Chooses a distribution server: the current logon server if it is in the list, else one at random
    /// (Q165508, Q161310).
    private func chooseServer(_ client: Int, _ offer: UInt32, _ image: SiteImage) -> UInt32? {
        let job = Int(image.details[Int(offer)].job)
        let logon = logonServer(of: client, image)
        var reachable: Int64 = 0
        for server in image.jobs[job].offeredServers where image.servers[Int(server)].isReachable {
            if server == logon { return logon }
            reachable += 1
        }
        var pick = SeededGenerator.draw(
            seed: image.seed, stream: 0x4450_0000 + UInt64(image.jobs[job].job.id.counter),
            index: UInt64(client), below: reachable)
        for server in image.jobs[job].offeredServers where image.servers[Int(server)].isReachable {
            if pick == 0 { return server }
            pick -= 1
        }
        return nil
    }

    private mutating func ended(
        _ client: Int, _ offer: UInt32, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let result = result(client, offer, attempt: Int(image.details[Int(offer)].attempts), image)
        let number = jobNumber(offer, image)
        release(client)
        effects.add(Effect(.touchClient, UInt32(client)))
        if result.reboot == .forced {
            // EWX_FORCE sends no messages: nothing is recorded and the package stays pending (Q175652).
            effects.trace(.pcmRestarted, UInt32(client) + 1, number)
            return cutOff(client, offer, image, &effects)
        }
        effects.trace(.pcmFinished, UInt32(client) + 1, number, result.exitCode)
        let outcome = Self.outcome(result)
        // Failed may be run again (Q166833): it comes back at the next poll.
        set(offer, outcome == .failed ? .failed : .executed)
        leave(client, offer, outcome, image, &effects)
        evaluate(client, context, image, &effects)
    }

    /// Ends a countdown or a run without a record: the command never left Pending Commands (Q175652).
    private mutating func cutOff(
        _ client: Int, _ offer: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let isThere = image.details[Int(offer)].flags & DetailFlags.inMaster.rawValue != 0
        set(offer, isThere ? .pending : .withdrawn)
        // A cancel took the record away while it was busy.
        if !isThere { effects.trace(.pcmWithdrawn, UInt32(client) + 1, jobNumber(offer, image)) }
    }

    /// What a run counts as: the MIF decides; without one an exit other than 0 is an error (Q190135).
    static func outcome(_ result: ResultRule) -> Outcome {
        switch result.mif {
        case .success: .success
        case .failed: .failed
        case .malformed, .oversized: .malformed
        case .none: result.exitCode == 0 ? .success : .failed
        }
    }

    private func leave(
        _ client: Int, _ offer: UInt32, _ outcome: Outcome, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        effects.trace(.pcmReported, UInt32(client) + 1, jobNumber(offer, image), Int64(outcome.rawValue))
        effects.add(
            Effect(.leaveStatus, offer, outcome.rawValue, value: Int64(logonServer(of: client, image))))
    }

    private func jobNumber(_ offer: UInt32, _ image: SiteImage) -> UInt32 {
        image.jobNumber(detail: Int(offer))
    }

    // MARK: Instruction files

    /// Links the offers of a job to the clients whose logon server holds them now.
    private mutating func published(_ job: UInt32, _ image: SiteImage) {
        offer(job, at: image.jobs[Int(job)].newlyPublished, image)
    }

    /// Offers what lies at logon servers to clients that were moved to them by an edit.
    package mutating func relink(_ image: SiteImage) {
        for job in image.openJobs where image.jobs[Int(job)].stage == .working {
            offer(job, at: image.jobs[Int(job)].publishedTo, image)
        }
    }

    private mutating func offer(_ job: UInt32, at servers: [UInt32], _ image: SiteImage) {
        let live = image.jobs[Int(job)]
        guard !servers.isEmpty else { return }
        let end = Int(live.firstDetail) + Int(live.localDetails)
        if offers.count < end {
            offers.append(contentsOf: repeatElement(OfferLive(), count: end - offers.count))
        }
        for detail in Int(live.firstDetail)..<end where offers[detail].stage == OfferStage.absent.rawValue {
            let client = Int(image.details[detail].client)
            guard servers.contains(logonServer(of: client, image)),
                !image.clients.isRemoved(client)
            else {
                continue
            }
            set(UInt32(detail), .unread)
            link(client, UInt32(detail))
        }
    }

    /// Adds an offer behind the others: the order of the records in the file.
    private mutating func link(_ client: Int, _ detail: UInt32) {
        offers[Int(detail)].next = noHandle
        if firstOffer[client] == noHandle {
            firstOffer[client] = detail
            return
        }
        var last = firstOffer[client]
        while offers[Int(last)].next != noHandle { last = offers[Int(last)].next }
        offers[Int(last)].next = detail
    }

    private mutating func unlinkFinal(_ client: Int) {
        var kept = noHandle
        var offer = firstOffer[client]
        while offer != noHandle {
            let row = offers[Int(offer)]
            if !(OfferStage(rawValue: row.stage)?.isFinal ?? true) {
                kept = offer
            } else if kept == noHandle {
                firstOffer[client] = row.next
            } else {
                offers[Int(kept)].next = row.next
            }
            offer = row.next
        }
    }

    private mutating func stripped(_ job: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer) {
        let live = image.jobs[Int(job)]
        let end = min(Int(live.firstDetail) + Int(live.localDetails), offers.count)
        guard Int(live.firstDetail) < end else { return }
        for detail in Int(live.firstDetail)..<end {
            switch OfferStage(rawValue: offers[detail].stage) {
            case .unread, .waiting, .pending, .archived, .failed:
                set(UInt32(detail), .withdrawn)
                effects.trace(.pcmWithdrawn, image.details[detail].client + 1, image.jobNumber(Int(job)))
            default: break
            }
        }
    }

    // MARK: A person at the client

    /// Puts an offer aside; false when it is not in Pending Commands.
    package mutating func archive(
        _ client: Int, _ offer: UInt32, _ image: SiteImage, into effects: inout EffectBuffer
    ) -> Bool {
        guard stage(Int(offer)) == .pending else { return false }
        set(offer, .archived)
        effects.trace(.pcmArchived, UInt32(client) + 1, jobNumber(offer, image))
        return true
    }

    /// Switches a computer or logs its user on or off.
    package mutating func setState(
        _ client: Int, _ new: ClientState, _ context: Context, _ image: SiteImage,
        into effects: inout EffectBuffer
    ) {
        let before = ClientState(rawValue: state[client])
        pollsMayBeStale = true
        state[client] = new.union(before.intersection(.hasNew)).rawValue
        effects.trace(.clientStateChanged, UInt32(client) + 1, 0, Int64(new.rawValue))
        if new.contains(.active), !before.contains(.active) {
            // Package Command Manager starts with the logon and polls at once.
            nextPoll[client] = context.now
            anchors[UInt32(client)] = context.now
            effects.after(0, .pcmPoll, UInt32(client))
        } else if !new.contains(.active), before.contains(.active) {
            nextPoll[client] = -1
            let offer = busy[client].offer
            if offer != noHandle {
                release(client)
                cutOff(client, offer, image, &effects)
            }
        }
    }
}
