import Pipeline
import SiteModel

// SMS_EXECUTIVE and its threads: pausing, stopping, starting, and what an access violation leaves.

extension Emulation {
    /// Whether a task ended whose thread was there all the time.
    ///
    /// What the threads had in hand when the Executive ended is still in the queue, and for nobody.
    @inline(__always)
    func isUnderWay(_ signal: Signal, _ image: SiteImage) -> Bool {
        !signal.kind.endsTask || signal.b >> 8 == image.executiveEnds & 0xFF_FFFF
    }

    /// Whether the Despooler of a site waits for nothing any more: it could not open an instruction (Q161043).
    public func isDespoolerStuck(at site: UInt16) -> Bool { despoolers[Int(site)].step == .stuck }

    /// Refuses what SMS Service Manager does not offer for a service that is there, or is not.
    func check(_ service: ServiceName, _ action: ServiceAction, _ site: Int) throws(CommandRefusal) {
        let code = images[site].definition.code
        let isStopped = images[site].stopped.contains(service)
        switch action {
        case .start where !isStopped:
            throw CommandRefusal(.notAllowed, "\(service.rawValue) of site \(code) runs already")
        case .pause where isStopped, .resume where isStopped, .stop where isStopped:
            throw CommandRefusal(
                .notAllowed,
                "\(service.rawValue) of site \(code) is stopped; `service start \(service.rawValue)` starts it"
            )
        case .start where !service.isService && images[site].executiveIsStopped,
            .restart where !service.isService && images[site].executiveIsStopped:
            throw CommandRefusal(
                .notAllowed,
                "\(service.rawValue) is a thread of \(ServiceName.executive.rawValue), which is stopped at site "
                    + "\(code); `service start \(ServiceName.executive.rawValue)` starts both")
        default: break
        }
    }

    /// Pauses, continues, stops, starts or restarts threads.
    mutating func control(_ service: ServiceName, _ action: ServiceAction, site: Int) {
        switch action {
        case .pause:
            // Q135086: in 1.1 the button did nothing to the Executive's threads.
            if !service.isService, images[site].quirks.contains(.pauseDoesNothing) { return }
            images[site].setPaused(service, true)
            noteDown(service, at: site, isDown: true)
        case .resume:
            images[site].setPaused(service, false)
            noteDown(service, at: site, isDown: false)
            wakeThreads(of: service, site: site)
        case .stop:
            images[site].setStopped(service, true)
            noteDown(service, at: site, isDown: true)
        case .start, .restart: start(service, site: site)
        }
    }

    /// Has a service there again, and its threads look for work: Senders begin anew at their sync points, the Despooler
    /// lists RECEIVE anew behind what it has in hand.
    mutating func start(_ service: ServiceName, site: Int) {
        let image = images[site]
        let wasStopped = image.stopped.contains(service)
        image.setPaused(service, false)
        image.setStopped(service, false)
        noteDown(service, at: site, isDown: false)
        if service.threads.contains(.senders) { stopSenders(site) }
        // A thread that ends leaves what it has open to its process (Q138347, Q153260).
        if service == .executive { image.closeHandles() }
        if service.threads.contains(.despooler) {
            image.restartDespooler()
            despoolers[site].start()
        }
        if service.threads.contains(.scheduler) {
            if wasStopped { takeUpJobs(image) }
            // The known way to make the Scheduler look at once (Q168682).
            push(Signal(.schedulerPoll, site: image.number, 0, 1), at: now)
        }
        if wasStopped, let place = ServiceName.allCases.firstIndex(of: service) {
            trace.add(
                TraceRecord(
                    instant: now, code: .serviceStarted, site: image.number, a: 0, b: UInt32(place), value: 0)
            )
        }
        wakeThreads(of: service, site: site)
    }

    /// Lets what runs on a helper server look for work: the server is back, or it runs there from now on.
    mutating func wakeServices(on server: String, site: Int) {
        for helper in images[site].definition.helpers where helper.server == server {
            wakeThreads(of: ServiceName(helper.service), site: site, isMoved: true)
        }
    }

    /// Lets what was moved to another server look for work there.
    mutating func wakeMoved(from old: [HelperServer], site: Int) {
        let new = images[site].definition.helpers
        for service in MovableService.allCases
        where old.first(where: { $0.service == service }) != new.first(where: { $0.service == service }) {
            wakeThreads(of: ServiceName(service), site: site, isMoved: true)
        }
    }

    private mutating func wakeThreads(of service: ServiceName, site: Int, isMoved: Bool = false) {
        for thread in service.threads {
            switch thread {
            case .senders, .dataLoader: wake(site)
            // The way to have proposed properties looked at (Q131010).
            case .hierarchyManager: push(Signal(.hierarchyPoll, site: UInt16(site), 0, 1), at: now)
            case .siteConfigurationManager:
                push(
                    Signal(
                        .siteConfigurationWatchdog, site: UInt16(site), 0,
                        SiteConfigurationManager.Cause.watchdog), at: now)
            case .scheduler where isMoved: push(Signal(.schedulerPoll, site: UInt16(site), 0, 1), at: now)
            case .despooler: push(Signal(.despoolerPoll, site: UInt16(site), 0, 1), at: now)
            case .maintenanceManager: push(Signal(.maintenancePoll, site: UInt16(site), 0, 1), at: now)
            default: break
            }
        }
    }

    /// Begins anew with the jobs that the Scheduler had in hand and lost: their lists, or their package.
    private mutating func takeUpJobs(_ image: SiteImage) {
        let scheduler = schedulers[Int(image.number)]
        for job in image.interruptedJobs {
            if image.jobs[Int(job)].stage == .starting {
                let effect = Effect(.after, job)
                push(Signal(.listsBuilt, effect, image), at: now)
            } else if scheduler.compressing != job, !scheduler.waiting.contains(job) {
                image.apply(Effect(.setJobStage, job, JobStage.sourceFailed.rawValue), now: now)
            }
        }
    }

    /// An access violation in a thread ends the Executive with every thread (event 376), in the middle of their tasks.
    mutating func endExecutive(site: Int, job: UInt32, _ component: Component) {
        let image = images[site]
        if image.executiveIsStopped { return }
        trace.add(
            TraceRecord(
                instant: now, code: .executiveEnded, site: image.number,
                a: job == noHandle ? 0 : image.jobNumber(Int(job)), b: UInt32(component.rawValue), value: 0))
        raise(Effect(.event, job, noHandle, value: 376), site: image.number, component: .executive)
        image.countExecutiveEnd()
        image.setStopped(.executive, true)
        noteDown(.executive, at: site, isDown: true)
        if definition.siteProperties == .components {
            push(
                Signal(.executiveRestart, site: image.number, image.executiveEnds),
                at: now + image.definition.siteConfiguration.restartMinutes * 60_000)
        }
        schedulers[site].stop()
        dataLoaders[site].stop()
        if let entry = despoolers[site].stop() { image.putBack(entry) }
        stopSenders(site)
        image.closeHandles()
    }

    /// Cuts off what the Senders have in hand, or only those whose helper server is not there (`lost`); it goes on from its
    /// sync point.
    mutating func stopSenders(_ site: Int, lost: Bool = false) {
        var left = EffectBuffer()
        let image = images[site]
        let context = Context(now: now, site: image.number)
        for place in senders[site].indices
        where !lost || image.lostHelper(of: MovableService(senders[site][place].kind)) != nil {
            senders[site][place].stop(context, image, into: &left)
        }
        for place in 0..<left.count { images[site].apply(left[place], now: now) }
    }
}

extension Signal {
    /// The signal that an effect asks for; the end of a task tells by `b` of how many ends of the Executive it knows.
    init(_ kind: SignalKind, _ effect: Effect, _ image: SiteImage) {
        let ends = kind.endsTask ? (image.executiveEnds & 0xFF_FFFF) << 8 : 0
        self.init(kind, site: image.number, effect.a, effect.b | ends)
    }

    /// The same without the ends of the Executive that it knows of.
    var withoutEnds: Signal { Signal(kind, site: site, a, b & 0xFF) }
}
