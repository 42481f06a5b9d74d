public import Pipeline
public import SiteModel
import VirtualTime

/// Where the engine learns of the world outside the lab.
///
/// Everything learnt here is a fact of the journal: on replay the same answers come from there.
public protocol OutsideWorld: AnyObject {
    /// Looks at the source directory of a package.
    ///
    /// - Parameters:
    ///   - site: The site that looks.
    ///   - package: The package with the path of its source.
    ///   - ordinal: How many sources were looked at in the lab before.
    ///   - instant: When, in milliseconds since 1970.
    /// - Returns: What the directory holds, or the error of the access.
    /// - Throws: Whatever keeps this program from looking; the run ends then.
    func inspectSource(site: SiteCode, package: Package, ordinal: Int64, instant: Int64) throws
        -> SourceManifest

    /// Looks again at the source that is being packed, at the moment when compressing it ends.
    ///
    /// - Parameters:
    ///   - site: The site that packs.
    ///   - package: The package with the path of its source.
    ///   - ordinal: The number of this look; it is used up only where the source changed.
    ///   - instant: When, in milliseconds since 1970.
    /// - Returns: nil where the source is as `inspectSource` saw it last, else a manifest with the Win32 error.
    /// - Throws: Whatever keeps this program from looking; the run ends then.
    func sourceChange(site: SiteCode, package: Package, ordinal: Int64, instant: Int64) throws
        -> SourceManifest?

    /// Looks at the compressed file of a package in a site's STORE, before the Despooler unpacks it.
    ///
    /// - Parameters:
    ///   - image: The site; what changed since its last commit is in no file yet.
    ///   - package: The package's place.
    ///   - ordinal: How many looks there were in the lab before, at sources and at stored files.
    /// - Returns: How it was found; `intact` where no file stands for it.
    /// - Throws: Whatever keeps this program from looking; the run ends then.
    func inspectStored(_ image: SiteImage, package: Int, ordinal: Int64) throws -> StoredFile
}

extension OutsideWorld {
    /// Nothing changes by itself in a world that is made up.
    public func sourceChange(
        site: SiteCode, package: Package, ordinal: Int64, instant: Int64
    ) throws -> SourceManifest? { nil }

    /// Where there are no files nobody damages one.
    public func inspectStored(_ image: SiteImage, package: Int, ordinal: Int64) throws -> StoredFile {
        .intact
    }
}

/// A lab in motion: the queue, the components of every site, and the driver that carries out their effects.
///
/// A value with one owner and no locks; it is used by one caller at a time.
public struct Emulation: ~Copyable {
    /// What the lab is made from, with every later edit.
    public package(set) var definition: LabDefinition
    /// The first instant, in milliseconds since 1970.
    public let start: Int64
    /// The instant that was reached, in milliseconds since 1970; everything before it has happened.
    public package(set) var now: Int64
    /// The sites' databases.
    public package(set) var images: [SiteImage] = []
    /// The clients of each site.
    public package(set) var clients: [PackageCommandManager] = []
    /// The trace.
    public package(set) var trace: TraceRecorder
    /// How many signals were handled.
    public package(set) var handled: Int64 = 0
    /// How many looks there were at sources and at stored files.
    public package(set) var observations: Int64 = 0
    /// Whether some events of the instant that was reached have happened: the lab stands between two of them.
    public package(set) var isWithinInstant = false
    /// The changes of Response that took effect, in order of time.
    var responseChanges: [ResponseChange] = []
    /// While a snapshot is read: the clients of each site whose poll of the instant that was reached has happened.
    var polledClients: [[UInt32]] = []
    /// What Senders carried, where somebody asked for it; nil: nobody did.
    package var carried: LinkTally?

    var schedulers: [Scheduler] = []
    var senders: [[Sender]] = []
    var applicationsManagers: [ApplicationsManager] = []
    var despoolers: [Despooler] = []
    var maintenanceManagers: [MaintenanceManager] = []
    /// The Data Loader of each site.
    public package(set) var dataLoaders: [InventoryDataLoader] = []
    var siteReporters: [SiteReporter] = []
    var hierarchyManagers: [HierarchyManager] = []
    var siteConfigurationManagers: [SiteConfigurationManager] = []
    var alerters: [Alerter] = []
    /// Since when things are down, by their names.
    var downAt: [String: Int64] = [:]
    /// Links between sites that are down.
    var downLinks: Set<LinkPair> = []
    var queue: EventQueue<Signal>
    var sequence: UInt64 = 1
    var effects = EffectBuffer()
    var immediate: [Signal] = []
    /// The second of the queue whose clients were looked at.
    var glanced = 0
    /// Who notes what follows from what; nil unless two runs are to be compared.
    var causes: CauseRecorder?
    /// What those looks gave: nothing that anybody reads.
    private var looks: UInt32 = 0
    /// Digests of the snapshot pages that are stored; nil: a page of defaults.
    var pageDigests: [String: [RollingDigest?]] = [:]
    let rules: RuleBook

    /// Sets a lab up at its first instant.
    public init(_ definition: LabDefinition) {
        self.definition = definition
        let zone = definition.sites.first?.zone ?? .utc
        start = zone.utcSeconds(of: definition.start) * 1_000
        now = start
        trace = TraceRecorder(level: definition.trace)
        queue = Self.emptyQueue(start)
        rules = RuleBook(results: definition.results, users: definition.users)
        for site in definition.sites { addSite(site) }
        linkSites()
        learnEverything()
        scheduleFaults()
    }

    /// Takes a lab back without its sites; they are added by whoever reads the snapshot.
    init(restoring definition: LabDefinition, start: Int64, now: Int64, trace: TraceRecorder) {
        self.definition = definition
        self.start = start
        self.now = now
        self.trace = trace
        queue = Self.emptyQueue(now)
        rules = RuleBook(results: definition.results, users: definition.users)
    }

    mutating func makeSite(_ site: SiteDefinition) {
        let image = SiteImage(
            number: UInt16(images.count), definition: site, labStart: start, seed: definition.seed,
            quirks: QuirkSet(release: definition.release, overrides: definition.quirks))
        image.tracksFiles = definition.fidelity == .real
        image.reschedule = definition.reschedule
        images.append(image)
        clients.append(PackageCommandManager(image: image, rules: rules))
        schedulers.append(Scheduler())
        senders.append(site.allSenders.map { Sender(kind: $0.kind) })
        applicationsManagers.append(ApplicationsManager())
        despoolers.append(Despooler())
        maintenanceManagers.append(MaintenanceManager())
        dataLoaders.append(InventoryDataLoader())
        siteReporters.append(SiteReporter())
        hierarchyManagers.append(HierarchyManager())
        siteConfigurationManagers.append(SiteConfigurationManager())
        alerters.append(Alerter())
    }

    /// Adds a site and schedules its first polls from now on.
    mutating func addSite(_ site: SiteDefinition) {
        makeSite(site)
        startComponents(UInt16(images.count - 1))
    }

    /// Schedules the first polls of a site whose programs are there.
    mutating func startComponents(_ number: UInt16) {
        let site = images[Int(number)].definition
        for kind in Self.pollingSignals where kind != .applicationsPoll || !site.isSecondary {
            push(Signal(kind, site: number), at: firstPoll(kind, site: number))
        }
        pushPolls(site: Int(number), from: 0)
        startWatchdog(Int(number))
        // Every primary site has one; a secondary site has no database to ask.
        for place in site.alerts.indices where !site.isSecondary {
            push(Signal(.alerterPoll, site: number, UInt32(place)), at: now + site.alerts[place].milliseconds)
        }
    }

    // MARK: Running

    /// Lets everything happen that lies before an instant, and stands there then.
    ///
    /// - Throws: what the outside world throws; the emulation is not to be used any more then.
    public mutating func run(until limit: Int64, world: any OutsideWorld) throws {
        while true {
            // A site is looked up when its turn begins, not at each event: taking and letting go of it are atomic, and
            // wait for everything that is still on its way to memory.
            switch queue.next(before: limit) {
            case .event: try run(images[Int(queue.nextEvent.payload.site)], until: limit, world: world)
            case .tick:
                try run(
                    images[Int(truncatingIfNeeded: queue.nextTick >> 32)], until: limit, world: world)
            case .nothing: return arrive(at: limit)
            }
        }
    }

    /// Stands at an instant before which everything has happened.
    mutating func arrive(at limit: Int64) {
        guard limit > now else { return }
        now = limit
        isWithinInstant = false
    }

    /// Handles events as long as they are of one site.
    @inline(never)
    private mutating func run(_ image: SiteImage, until limit: Int64, world: any OutsideWorld) throws {
        while true {
            switch queue.next(before: limit) {
            case .nothing: return
            case .tick:
                guard queue.nextTick >> 32 == UInt64(image.number) else { return }
                if queue.openings != glanced { glance(image) }
                let client = UInt32(truncatingIfNeeded: queue.nextTick)
                now = queue.takeTick()
                try poll(client, image, world: world)
            case .event:
                guard queue.nextEvent.payload.site == image.number else { return }
                if queue.openings != glanced { glance(image) }
                let entry = queue.takeEvent()
                now = entry.instant
                if let causes { causes.taken(entry.order) }
                // A deinstallation may take the site away in between.
                if !image.isRemoved { try dispatch(entry.payload, image, world: world) }
            }
        }
    }

    /// Handles the poll of a client: nearly every one finds nothing, and needs no effects for that.
    @inline(__always)
    mutating func poll(_ client: UInt32, _ image: SiteImage, world: any OutsideWorld) throws {
        if image.isRemoved { return }
        let site = Int(image.number)
        guard let interval = clients[site].pollInVain(Int(client), now, image) else {
            if let causes { causes.takenPoll() }
            return try dispatch(Signal(.pcmPoll, site: image.number, client), image, world: world)
        }
        handled += 1
        trace.add(
            TraceRecord(
                instant: now, code: .pcmPolled, site: image.number, a: client &+ 1, b: 0, value: 0))
        pushPoll(site: site, client: Int(client), at: now + interval)
    }

    /// Looks at the clients of the second that was just opened.
    mutating func glance(_ image: SiteImage) {
        glanced = queue.openings
        // A second with a handful of events is not worth it.
        if queue.comingCount >= 8 {
            for place in 0..<queue.comingCount {
                let signal = queue.coming(place)
                if signal.site == image.number { looks &+= clients[Int(signal.site)].glance(signal, image) }
            }
        }
        guard queue.comingTicks >= 8 else { return }
        // First what asks for nothing else, so that all of it is on its way at once. Of other sites as well: in a tree of a
        // thousand each poll comes from another one.
        for place in 0..<queue.comingTicks {
            let tag = queue.comingTick(place)
            looks &+= clients[Int(truncatingIfNeeded: tag >> 32)].glance(
                poll: UInt32(truncatingIfNeeded: tag))
        }
        for place in 0..<queue.comingTicks {
            let tag = queue.comingTick(place)
            guard tag >> 32 == UInt64(image.number) else { continue }
            looks &+= clients[Int(image.number)].glance(offersOf: UInt32(truncatingIfNeeded: tag), image)
        }
    }

    /// The instant of the next event, or nil when nothing waits.
    public mutating func nextInstant() -> Int64? { queue.nextInstant() }

    /// Handles an event and what follows from it at once, which is always of the same site.
    @inline(__always)
    mutating func dispatch(_ first: Signal, _ image: SiteImage, world: any OutsideWorld) throws {
        try handle(first, image, world: world)
        if immediate.isEmpty { return }
        var place = 0
        while place < immediate.count {
            if let causes { causes.takenAtOnce(trace.gathered.count) }
            try handle(immediate[place], image, world: world)
            place += 1
        }
        immediate.removeAll(keepingCapacity: true)
    }

    private mutating func handle(_ signal: Signal, _ image: SiteImage, world: any OutsideWorld) throws {
        let site = Int(signal.site)
        let context = Context(now: now, site: signal.site)
        effects.clear()
        let component = try decide(signal, site, context, image, world)
        // A poll that a client's logging off or on made void asks for nothing, not even for the next: it is no event.
        if effects.count == 0, signal.kind == .pcmPoll { return }
        handled += 1
        guard let causes else { return try carryOut(image, component: component, world: world) }
        let handling = Handling(signal, component, at: now, effects)
        causes.begin(trace.gathered.count)
        try carryOut(image, component: component, world: world)
        causes.end(handling, trace.gathered.count)
    }

    @inline(__always)
    mutating func decide(
        _ signal: Signal, _ site: Int, _ context: Context, _ image: SiteImage, _ world: any OutsideWorld
    ) throws -> Component {
        switch signal.kind {
        case .pcmPoll, .pcmEvaluate, .pcmCountdownEnded, .pcmRunEnded, .pcmUserRuns, .offersPublished,
            .offersStripped:
            clients[site].handle(signal, context, image, into: &effects)
            return .packageCommandManager
        case .compressionEnded:
            guard isUnderWay(signal, image) else { return .scheduler }
            try lookAgain(signal.a, image, world: world)
            schedulers[site].handle(signal, context, image, into: &effects)
            return .scheduler
        case .listsBuilt:
            guard isUnderWay(signal, image) else { return .scheduler }
            schedulers[site].handle(signal.withoutEnds, context, image, into: &effects)
            return .scheduler
        case .schedulerPoll, .sourceInspected:
            schedulers[site].handle(signal, context, image, into: &effects)
            return .scheduler
        case .senderPoll, .sendEnded, .connectFailed, .senderRetry, .linkChanged, .writeFailed:
            return handleSender(signal, site, context, image)
        case .applicationsPoll:
            applicationsManagers[site].handle(signal, context, image, into: &effects)
            return .applicationsManager
        case .faultChanged:
            changeFault(Int(signal.a), isDown: signal.b == 1)
            return .administrator
        case .despoolerPoll, .despoolerStepEnded:
            guard isUnderWay(signal, image) else { return .despooler }
            despoolers[site].handle(signal, context, image, into: &effects)
            return .despooler
        case .maintenancePoll:
            maintenanceManagers[site].handle(signal, context, image, into: &effects)
            return .maintenanceManager
        case .dataLoaderArrival, .dataLoaderEnded:
            guard isUnderWay(signal, image) else { return .dataLoader }
            dataLoaders[site].handle(signal, context, image, into: &effects)
            return .dataLoader
        case .siteReporterPoll:
            siteReporters[site].handle(signal, context, image, into: &effects)
            return .siteReporter
        case .hierarchyPoll:
            hierarchyManagers[site].handle(signal, context, image, into: &effects)
            return .hierarchyManager
        case .siteConfigurationArrival, .siteConfigurationWatchdog, .executiveRestart:
            siteConfigurationManagers[site].handle(signal, context, image, into: &effects)
            return .siteConfigurationManager
        case .alerterPoll:
            alerters[site].handle(signal, context, image, into: &effects)
            return .alerter
        case .bootstrapEnded:
            endBootstrap(site)
            return .siteConfigurationManager
        }
    }

    /// Gives a signal to the Sender that it is for.
    private mutating func handleSender(
        _ signal: Signal, _ site: Int, _ context: Context, _ image: SiteImage
    ) -> Component {
        let wanted =
            signal.kind == .senderPoll ? signal.a : signal.kind == .linkChanged ? signal.b : signal.b & 0xFF
        guard let place = senders[site].firstIndex(where: { $0.kind.rawValue == Int(wanted) }) else {
            return .lanSender
        }
        lookAtRoom(image)
        senders[site][place].handle(signal, context, image, into: &effects)
        return Component(senders[site][place].kind)
    }

    @inline(__always)
    mutating func carryOut(_ image: SiteImage, component: Component, world: any OutsideWorld) throws {
        let site = image.number
        for place in 0..<effects.count {
            let effect = effects[place]
            switch effect.kind {
            case .trace:
                guard let code = TraceCode(rawValue: effect.code) else { continue }
                trace.add(
                    TraceRecord(
                        instant: now, code: code, site: site, a: effect.a, b: effect.b, value: effect.value))
            case .after:
                guard let kind = SignalKind(rawValue: effect.code) else { continue }
                if kind == .pcmPoll {
                    pushPoll(site: Int(site), client: Int(effect.a), at: now + effect.value)
                } else {
                    push(Signal(kind, effect, image), at: now + effect.value)
                }
            default: try carryOut(effect, image, component: component, world: world)
            }
        }
    }

    /// Kept out of the loop above: inlined there, its reads of the image would be paid for at every poll.
    @inline(never)
    private mutating func carryOut(
        _ effect: Effect, _ image: SiteImage, component: Component, world: any OutsideWorld
    ) throws {
        let site = image.number
        switch effect.kind {
        case .now:
            guard let kind = SignalKind(rawValue: effect.code) else { return }
            guard kind == .senderPoll, effect.a == Sender.all else {
                return immediate.append(Signal(kind, effect, image))
            }
            for sender in senders[Int(site)] {
                immediate.append(Signal(.senderPoll, site: site, UInt32(sender.kind.rawValue)))
            }
        case .event: raise(effect, site: site, component: component)
        case .inspectSource: try inspectSource(effect, image, world: world)
        case .inspectStored: try inspectStored(effect, image, world: world)
        case .badLogon: countBadLogon(at: Int(effect.a))
        case .deliver: deliver(image.requests[Int(effect.a)], from: image)
        case .retryReceived:
            let servers = despoolers[Int(site)].retryServers
            image.receive(
                .instruction, subject: effect.a, info: despoolers[Int(site)].retryInfo, retries: effect.b,
                notBefore: effect.value, servers: servers)
        case .repeatJob: repeatJob(effect.a, image)
        case .endExecutive: endExecutive(site: Int(site), job: effect.a, component)
        case .startService:
            let service = ServiceName.allCases[Int(effect.a)]
            if image.stopped.contains(service) { start(service, site: Int(site)) }
        case .loadItems:
            let type = LoadType(rawValue: UInt8(effect.b)) ?? .other
            learnMachines(image.loadBox[type].items.prefix(Int(effect.a)), image)
            image.apply(effect, now: now)
        case .executeMiniJob, .writeControlFile, .reportControlFile, .installControlFile, .installOutboxes,
            .detectServer, .installServer, .uninstallServer, .takeBackService:
            carryOutControl(effect, image)
        case .setJobStage where effect.b == JobStage.working.rawValue:
            image.clearRaised(job: effect.a)
            image.apply(effect, now: now)
        default: image.apply(effect, now: now)
        }
    }

    private mutating func inspectSource(_ effect: Effect, _ image: SiteImage, world: any OutsideWorld) throws
    {
        let place = Int(effect.b)
        let manifest = try world.inspectSource(
            site: image.definition.code, package: image.packages[place].ofThisSet, ordinal: observations,
            instant: now)
        observations += 1
        var facts = SourceFacts(manifest)
        // The files are read under the service account (Q168510).
        if facts.win32Error == 0, !image.canLogOn { facts.win32Error = 5 }
        // A local path is one of the computer that the Scheduler runs on (RG S3CD3).
        if image.sourceIsElsewhere(place) { facts = SourceFacts(SourceManifest(files: [], win32Error: 3)) }
        image.setSource(facts, marks: FileMark.marks(of: manifest), package: place)
    }

    /// Tells the Scheduler, before it closes the compressed file, of a source that changed while it was read.
    @inline(never)
    private mutating func lookAgain(_ job: UInt32, _ image: SiteImage, world: any OutsideWorld) throws {
        let place = image.jobs[Int(job)].package
        guard place != noHandle, !image.packages[Int(place)].isDeleted,
            let change = try world.sourceChange(
                site: image.definition.code, package: image.packages[Int(place)].ofThisSet,
                ordinal: observations, instant: now)
        else { return }
        observations += 1
        // What it held is what the look before saw: of this one only the error counts.
        var facts = image.packages[Int(place)].source
        facts.win32Error = Int64(change.win32Error)
        facts.errorPath = change.errorPath
        image.setSource(facts, package: Int(place))
    }

    private mutating func inspectStored(_ effect: Effect, _ image: SiteImage, world: any OutsideWorld) throws
    {
        let place = Int(effect.b)
        let found = try world.inspectStored(image, package: place, ordinal: observations)
        observations += 1
        image.setStored(found, package: place)
    }

    private mutating func deliver(_ request: RequestLive, from image: SiteImage) {
        image.clearStanding(of: request.hop)
        carried?.add(from: image.number, to: request.hop, bytes: request.bytes)
        guard request.file != noHandle else {
            image.receive(
                request.isCancel ? .cancel : .instruction, subject: request.job,
                info: UInt32(request.carriesPackage ? 1 : 0), request: request.id.counter,
                heldUntil: now + Sender.releaseMilliseconds)
            return
        }
        guard let file = image.takeFile(request.file) else { return }
        if bootstrap(file, at: Int(request.hop)) { return }
        if image.isOwnServer(addressOf: request) { return acceptOwn(file, image) }
        images[Int(request.hop)].accept(
            file, from: image.number, request: request.id.counter, now: now)
    }

    mutating func raise(_ effect: Effect, site: UInt16, component: Component) {
        let image = images[Int(site)]
        image.raise(
            effect.value, job: effect.a, subject: effect.b, component: component, instant: now,
            attempt: effect.code)
        let number = effect.a == noHandle ? 0 : image.jobNumber(Int(effect.a))
        trace.add(
            TraceRecord(
                instant: now, code: .eventRaised, site: site, a: number, b: UInt32(component.rawValue),
                value: effect.value))
    }

    private mutating func repeatJob(_ place: UInt32, _ image: SiteImage) {
        guard let next = image.makeSuccessor(of: place, now: now) else { return }
        trace.add(
            TraceRecord(
                instant: now, code: .jobRepeated, site: image.number,
                a: image.jobs[Int(place)].job.id.counter,
                b: next.counter, value: 0))
    }
}
