public import Pipeline
import VirtualTime

/// Watches from within one event who wakes, and what it decides.
public protocol EventWatcher: AnyObject {
    /// A component was given a signal and has decided; nothing is carried out yet.
    ///
    /// - Parameters:
    ///   - signal: What it was told.
    ///   - component: Which component it is.
    ///   - effects: What it wants, in order.
    ///   - image: Its site, as the component saw it.
    ///   - instant: When, in milliseconds since 1970.
    func decided(
        _ signal: Signal, _ component: Component, _ effects: [Effect], _ image: SiteImage, at instant: Int64)
}

// Events one at a time, and stretches of them that end at a condition.

extension Emulation {
    /// Handles the next event, and what follows from it at once; the lab then stands right behind it.
    ///
    /// What is no event is passed over: the poll of a client that has logged off since, and what waits at a site that
    /// is gone.
    ///
    /// - Parameters:
    ///   - limit: Only what lies before this instant, in milliseconds since 1970.
    ///   - world: The outside world.
    ///   - watcher: Who is told what each component decides.
    /// - Returns: Whether there was one; without, the lab stands where it stood.
    /// - Throws: what the outside world throws; the emulation is not to be used any more then.
    @discardableResult
    public mutating func step(
        before limit: Int64 = .max, world: any OutsideWorld, watcher: (any EventWatcher)? = nil
    ) throws -> Bool {
        let count = handled
        while handled == count {
            let signal: Signal
            let instant: Int64
            switch queue.next(before: limit) {
            case .nothing: return false
            case .tick:
                let tag = queue.nextTick
                signal = Signal(
                    .pcmPoll, site: UInt16(truncatingIfNeeded: tag >> 32), UInt32(truncatingIfNeeded: tag))
                instant = queue.takeTick()
                if let causes { causes.takenPoll() }
            case .event:
                let entry = queue.takeEvent()
                if let causes { causes.taken(entry.order) }
                signal = entry.payload
                instant = entry.instant
            }
            let image = images[Int(signal.site)]
            if image.isRemoved { continue }
            let before = now
            now = instant
            try dispatch(signal, image, world: world, watcher: watcher)
            // What was no event has not moved time either.
            if handled == count { now = before }
        }
        isWithinInstant = true
        return true
    }

    /// The next event and when it comes, or nil: nothing waits.
    ///
    /// It may be the poll of a client that has logged off since, which is passed over.
    public mutating func nextSignal() -> (instant: Int64, signal: Signal)? {
        guard let instant = queue.nextInstant() else { return nil }
        guard queue.next(before: .max) == .tick else { return (instant, queue.nextEvent.payload) }
        let tag = queue.nextTick
        return (
            instant,
            Signal(.pcmPoll, site: UInt16(truncatingIfNeeded: tag >> 32), UInt32(truncatingIfNeeded: tag))
        )
    }

    /// Begins to keep the entries of one event, also those that change nothing; gathering has to be switched on.
    package mutating func beginStep() { trace.stepped = [] }

    /// Takes the entries since `beginStep`, and keeps no more.
    package mutating func takeStep() -> [TraceRecord] {
        defer { trace.stepped = nil }
        return trace.stepped ?? []
    }

    /// As `dispatch`, watched.
    private mutating func dispatch(
        _ first: Signal, _ image: SiteImage, world: any OutsideWorld, watcher: (any EventWatcher)?
    ) throws {
        guard let watcher else { return try dispatch(first, image, world: world) }
        try handle(first, image, world: world, watcher: watcher)
        var place = 0
        while place < immediate.count {
            try handle(immediate[place], image, world: world, watcher: watcher)
            place += 1
        }
        immediate.removeAll(keepingCapacity: true)
    }

    private mutating func handle(
        _ signal: Signal, _ image: SiteImage, world: any OutsideWorld, watcher: any EventWatcher
    ) throws {
        effects.clear()
        let component = try decide(
            signal, Int(signal.site), Context(now: now, site: signal.site), image, world)
        if effects.count == 0, signal.kind == .pcmPoll { return }
        handled += 1
        watcher.decided(signal, component, effects.effects, image, at: now)
        try carryOut(image, component: component, world: world)
    }

    /// Lets everything happen that lies before an instant, and then events of that instant until so many were handled
    /// in all: the exact place where an earlier run stopped.
    ///
    /// - Parameters:
    ///   - limit: The instant, in milliseconds since 1970.
    ///   - count: How many events the lab has handled then since it began; nil: none of that instant.
    ///   - world: The outside world.
    /// - Throws: what the outside world throws; the emulation is not to be used any more then.
    public mutating func run(until limit: Int64, handled count: Int64?, world: any OutsideWorld) throws {
        try run(until: limit, world: world)
        guard let count, limit < .max else { return }
        while handled < count, try step(before: limit + 1, world: world) {}
    }

    /// Lets things happen up to an instant, or until something that changed is what is waited for.
    ///
    /// Nothing is asked after the many events that change nothing, so that waiting costs next to nothing. Gathering has to
    /// be switched on.
    ///
    /// - Parameters:
    ///   - limit: The instant, in milliseconds since 1970.
    ///   - world: The outside world.
    ///   - isAwaited: Takes the entries that an event left which changed something; says whether to stop behind it.
    /// - Returns: Whether it stopped for that; the lab then stands right behind the event.
    /// - Throws: what the outside world throws; the emulation is not to be used any more then.
    package mutating func run(
        until limit: Int64, world: any OutsideWorld,
        stoppingAfter isAwaited: (ArraySlice<TraceRecord>) -> Bool
    ) throws -> Bool {
        var known = trace.gathered.count
        while true {
            let image: SiteImage
            switch queue.next(before: limit) {
            case .nothing:
                arrive(at: limit)
                return false
            case .event: image = images[Int(queue.nextEvent.payload.site)]
            case .tick: image = images[Int(truncatingIfNeeded: queue.nextTick >> 32)]
            }
            // As in `run`: a site is looked up when its turn begins, not at each event.
            while try handleNext(of: image, before: limit, world: world) {
                let count = trace.gathered.count
                if count == known { continue }
                let isMet = isAwaited(trace.gathered[known..<count])
                known = count
                if isMet {
                    isWithinInstant = true
                    return true
                }
            }
        }
    }

    /// Handles the next event if it is of a site; false: it is not, or there is none.
    @inline(__always)
    private mutating func handleNext(
        of image: SiteImage, before limit: Int64, world: any OutsideWorld
    ) throws -> Bool {
        switch queue.next(before: limit) {
        case .nothing: return false
        case .tick:
            guard queue.nextTick >> 32 == UInt64(image.number) else { return false }
            if queue.openings != glanced { glance(image) }
            let client = UInt32(truncatingIfNeeded: queue.nextTick)
            now = queue.takeTick()
            try poll(client, image, world: world)
        case .event:
            guard queue.nextEvent.payload.site == image.number else { return false }
            if queue.openings != glanced { glance(image) }
            let entry = queue.takeEvent()
            now = entry.instant
            if let causes { causes.taken(entry.order) }
            if !image.isRemoved { try dispatch(entry.payload, image, world: world) }
        }
        return true
    }

    // MARK: Snapshots between two events of an instant

    /// Codes which polls of the instant that was reached have happened.
    ///
    /// A client's poll follows from its beat and the instant, and has no other place in a snapshot. A lab that stands at
    /// the beginning of its instant has no such part.
    mutating func codeWithin(_ coder: inout SnapshotCoder) {
        if coder.isReading {
            isWithinInstant = !coder.isDamaged && !coder.isAtEnd
        }
        guard isWithinInstant else { return }
        // Bytes that are too many begin with no such mark.
        var isPart = true
        coder.flag(&isPart)
        if !isPart { return coder.refuse() }
        polledClients = []
        for site in images.indices {
            var polled: [UInt32] = []
            if !coder.isReading, !images[site].isRemoved, images[site].isInstalled {
                polled = clients[site].polled(at: now, images[site])
            }
            coder.places(&polled)
            if coder.isReading { polledClients.append(polled) }
        }
    }

    /// Passes over the polls of the instant that have happened.
    mutating func passPolls(site: Int) {
        guard polledClients.indices.contains(site) else { return }
        for client in polledClients[site] { clients[site].passPoll(of: client, at: now, images[site]) }
        polledClients[site] = []
    }
}
