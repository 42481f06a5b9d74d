public import SiteModel
import VirtualTime

/// Package Command Manager at all clients of a site: polls, offers, counts down, runs one at a time, reports.
///
/// Dense arrays over clients and over details, so that a million clients stay small; what is looked at together lies
/// together, since at that size every look is a wait for memory.
public struct PackageCommandManager: Sendable {
    /// Milliseconds of the countdown before a mandatory command (Q185805).
    public static let countdownMilliseconds: Int64 = 300_000
    /// A hundred years: what a rule or a clock says beyond that is never reached.
    static let longestMilliseconds: Int64 = 3_155_760_000_000

    /// What follows from each range.
    var blocks: [ClientBlock] = []
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
    /// The logon server of each client that found its own down, by client: the other one's place.
    public package(set) var currentServers: [UInt32: Int64] = [:]
    /// Drive letters that runs have left connected, by client; bit 0 is `A`.
    public package(set) var leftLetters: [UInt32: Int64] = [:]
    /// Clients with `_MSSETUP.BAT` left over, by client: since when.
    package var leftovers: [UInt32: Int64] = [:]
    /// The program files that Macintoshes have open for themselves alone, by client: the server's place in the upper
    /// half, the package's in the lower (Q253578).
    package var openFiles: [UInt32: Int64] = [:]
    /// The logon servers that Macintoshes stay connected to between two polls, by client (Q160611).
    package var connections: [UInt32: Int64] = [:]
    /// When pending commands were last shown again, by client.
    package var reminders: [UInt32: Int64] = [:]
    /// When the service may try its next logon, by client.
    package var refusals: [UInt32: Int64] = [:]
    /// Offers whose stage changed since the last commit, by detail.
    public package(set) var changedOffers: ContiguousArray<UInt32> = []
    /// Whether a poll may be scheduled that holds no more, since somebody logged on or off.
    ///
    /// Until then no poll has to be held against `nextPoll`, which at a million clients is a wait for memory each time.
    var pollsMayBeStale = false
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
        blocks = population.blocks.map { ClientBlock($0, image) }
        state.reserveCapacity(population.count)
        nextPoll.reserveCapacity(population.count)
        for (place, block) in population.blocks.enumerated() where block.base >= first {
            let bits: ClientState = block.range.user.isEmpty ? .powered : .active
            state.append(contentsOf: repeatElement(bits.rawValue, count: block.range.count))
            let isOn = polls(bits, blocks[place].traits)
            for client in block.base..<(block.base + block.range.count) {
                nextPoll.append(isOn ? Self.phase(client, blocks[place], image) : -1)
            }
        }
        firstOffer.append(contentsOf: repeatElement(noHandle, count: population.count - firstOffer.count))
        busy.append(contentsOf: repeatElement(BusyLive(), count: population.count - busy.count))
    }

    /// Works out anew what follows from ranges and servers, after an edit.
    package mutating func refreshBlocks(_ image: SiteImage) {
        blocks = image.clients.blocks.map { ClientBlock($0, image) }
        if currentServers.isEmpty { return }
        // A client goes back to its own logon server when the other one is none any more.
        let servers = image.logonServers
        currentServers = currentServers.filter { servers.contains(UInt32(truncatingIfNeeded: $0.value)) }
    }

    /// A client's first poll: a moment of the first interval that follows from the seed and the client, in whole
    /// seconds.
    static func phase(_ client: Int, _ block: ClientBlock, _ image: SiteImage) -> Int64 {
        let seconds = SeededGenerator.draw(
            seed: image.seed, stream: 0x5043_4D00 + UInt64(image.number), index: UInt64(client),
            below: block.interval / 1_000)
        return image.labStart + seconds * 1_000
    }

    /// The current logon server of a client, by place.
    public func logonServer(of client: Int, _ image: SiteImage) -> UInt32 {
        if !currentServers.isEmpty, let other = currentServers[UInt32(client)] {
            return UInt32(truncatingIfNeeded: other)
        }
        return ownServer(of: client, image)
    }

    /// The logon server that is dealt out to a client, by place.
    func ownServer(of client: Int, _ image: SiteImage) -> UInt32 {
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

    /// The place of a client's range.
    @inline(__always)
    func range(of client: Int, _ image: SiteImage) -> Int {
        blocks.count == 1 ? 0 : image.clients.blockIndex(of: client)
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
        case .pcmPoll: return glance(offersOf: signal.a, image)
        case .pcmCountdownEnded:
            guard Int(signal.a) < busy.count, Int(signal.b) < offers.count else { return 0 }
            return busy[Int(signal.a)].offer &+ UInt32(offers[Int(signal.b)].stage)
                &+ image.details[Int(signal.b)].job
        case .pcmRunEnded:
            // Behind a run the client looks for the next command.
            guard Int(signal.a) < busy.count, Int(signal.b) < offers.count else { return 0 }
            return busy[Int(signal.a)].offer &+ glance(offersOf: signal.a, image)
        default: return 0
        }
    }

    /// Looks at what each poll of a client asks for first; see `glance`.
    @inline(__always)
    public func glance(poll client: UInt32) -> UInt32 {
        firstOffer[Int(client)] &+ UInt32(truncatingIfNeeded: nextPoll[Int(client)])
    }

    /// Looks at the offers of a client that are not final; see `glance`.
    @inline(__always)
    public func glance(offersOf client: UInt32, _ image: SiteImage) -> UInt32 {
        var look: UInt32 = 0
        var offer = firstOffer[Int(client)]
        while offer != noHandle {
            look &+= image.details[Int(offer)].job
            offer = offers[Int(offer)].next
        }
        return look
    }

    func isBusy(_ signal: Signal, _ context: Context) -> Bool {
        busy[Int(signal.a)].offer == signal.b && busy[Int(signal.a)].until == context.now
    }

    mutating func set(_ offer: UInt32, _ stage: OfferStage) {
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
}
