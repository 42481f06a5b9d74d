import SiteModel

/// SMS_SCHEDULER: activates jobs, compresses packages, queues send requests, rolls statuses up (RG S3D3C).
///
/// It polls the site's database; what the seed Q197016 calls the next watchdog cycle is this poll.
public struct Scheduler: Equatable, Sendable {
    /// The job whose package is being compressed, or `noHandle`; one at a time.
    public package(set) var compressing = noHandle
    /// Jobs that wait for the compressor, in order.
    public package(set) var waiting: [UInt32] = []
    /// Requests asked for while one signal is handled: they have no place in the database yet.
    private var requestsAsked: UInt32 = 0
    /// Sites that event 316 was raised about while one signal is handled.
    var sitesInError: [UInt16] = []
    /// Jobs whose request is given up in this poll.
    var givenUp: [UInt32] = []

    /// Makes an idle Scheduler.
    public init() {}

    /// Decides what follows from a signal.
    public mutating func handle(
        _ signal: Signal, _ context: Context, _ image: SiteImage, into effects: inout EffectBuffer
    ) {
        requestsAsked = 0
        if !sitesInError.isEmpty { sitesInError.removeAll() }
        switch signal.kind {
        case .schedulerPoll: poll(context, image, isExtra: signal.b == 1, &effects)
        case .listsBuilt:
            if signal.b == 0, waitsForLists(signal.a, context, image, &effects) { return }
            listsBuilt(signal.a, image, &effects)
        case .sourceInspected: sourceInspected(signal.a, image, &effects)
        case .compressionEnded: compressionEnded(signal.a, image, &effects)
        default: preconditionFailure("the Scheduler was given \(signal.kind)")
        }
    }

    /// Its thread is gone with what it was compressing.
    public mutating func stop() {
        compressing = noHandle
        waiting = []
    }

    private mutating func poll(
        _ context: Context, _ image: SiteImage, isExtra: Bool, _ effects: inout EffectBuffer
    ) {
        // An extra poll, after a restart, is not the first of a row of its own.
        if !isExtra { effects.after(image.pollMilliseconds, .schedulerPoll) }
        defer { givenUp = [] }
        if image.isPaused(.scheduler) { return }
        effects.trace(.schedulerPolled)
        if losesDatabase(image, &effects) || endsAtOnce(context, image, &effects) { return }
        let transfers = transfersJobs(image, &effects)
        if transfers { pollSystemJobs(image, &effects) }
        if !image.openRequests.isEmpty { rescheduleRequests(context, image, &effects) }
        if image.hasOldSystemJobs(at: context.now) { effects.add(Effect(.purgeSystemJobs)) }
        guard !image.openJobs.isEmpty else { return }
        let clock = image.sqlTime(at: context.now)
        var due: [UInt32] = []
        for place in image.openJobs {
            let live = image.jobs[Int(place)]
            // What the Despooler has of another site's job is that site's to judge.
            if live.origin != image.number { continue }
            switch live.stage {
            case .pending:
                if live.job.cancelMode {
                    end(place, image, .cancelled, &effects)
                } else if transfers, live.job.activateTime <= clock, canStart(place, clock, image, &effects) {
                    due.append(place)
                }
            case .sourceFailed:
                if live.job.cancelMode {
                    end(place, image, .cancelled, &effects)
                } else {
                    inspect(place, image, &effects)
                }
            case .noAddress:
                if live.job.cancelMode {
                    end(place, image, .cancelled, &effects)
                } else {
                    queue(place, image, &effects)
                }
            case .working: work(place, image, &effects)
            case .cancelling: finishCancel(place, image, &effects)
            case .waitingForCompressor:
                // No new task starts once a job is cancelled (Q191338); one that runs goes on to its end.
                if live.job.cancelMode {
                    waiting.removeAll { $0 == place }
                    end(place, image, .cancelled, &effects)
                }
            case .starting, .compressing, .ended: break
            }
        }
        due.sort { precedes($0, $1, image) }
        for place in due {
            if image.cannotRunQuery(of: image.jobs[Int(place)].job) {
                // No list can be made: the job stays Pending and is tried again at the next poll (Q199985).
                raise(320, place, image, &effects)
                continue
            }
            effects.trace(.jobActivated, number(place, image))
            effects.add(Effect(.setJobStage, place, JobStage.starting.rawValue))
            if image.jobs[Int(place)].job.repeatMode != .never { effects.add(Effect(.repeatJob, place)) }
            effects.add(Effect(.buildLists, place))
            effects.now(.listsBuilt, place)
        }
    }

    private mutating func listsBuilt(_ place: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer) {
        let live = image.jobs[Int(place)]
        // A Scheduler that was stopped and started built them again; the first to end counts.
        if live.isDeleted || live.stage != .starting { return }
        effects.trace(.listsFrozen, number(place, image), 0, Int64(live.details))
        switch live.problem {
        case .none: break
        case .query: return fail(place, image, event: 318, &effects)
        case .machinePath: return fail(place, image, event: 319, &effects)
        case .empty: return fail(place, image, event: 323, &effects)
        case .sites: return fail(place, image, event: 324, &effects)
        }
        setStatus(place, image, .active, sending: .none, working: .none, &effects)
        guard live.package != noHandle, !image.packages[Int(live.package)].isDeleted else {
            return fail(place, image, event: 38, &effects)
        }
        if live.destinations.isEmpty {
            // Nothing is made for nobody; it is looked at again with the others.
            return effects.add(Effect(.setJobStage, place, JobStage.working.rawValue))
        }
        // A Remove job has an instruction only.
        if !live.job.carriesPackage { return queue(place, image, &effects) }
        inspect(place, image, &effects)
    }

    private mutating func wait(_ place: UInt32, _ effects: inout EffectBuffer) {
        waiting.append(place)
        effects.add(Effect(.setJobStage, place, JobStage.waitingForCompressor.rawValue))
    }

    /// Whether a job compresses: Even If Previously Sent, or nobody has yet.
    private func compresses(_ live: JobLive, _ image: SiteImage) -> Bool {
        let package = image.packages[Int(live.package)]
        return live.job.sendPhase == .always && !package.hasNoSource || package.version == 0
    }

    /// Looks at a job's source, unless it does not matter; goes on at `sourceInspected`.
    private mutating func inspect(_ place: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer) {
        let live = image.jobs[Int(place)]
        // While the compressor is busy nothing is looked at: what was seen of a source holds until it is packed.
        if compressing != noHandle, compresses(live, image) { return wait(place, &effects) }
        effects.add(Effect(.setJobStage, place, JobStage.starting.rawValue))
        if compresses(live, image) { effects.add(Effect(.inspectSource, place, live.package)) }
        effects.now(.sourceInspected, place, live.package)
    }

    private mutating func sourceInspected(_ place: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer)
    {
        let live = image.jobs[Int(place)]
        guard compresses(live, image) else {
            effects.trace(.compressionSkipped, packageNumber(live, image), number(place, image))
            queue(place, image, &effects)
            return takeWaiting(image, &effects)
        }
        let package = image.packages[Int(live.package)]
        let source = package.source
        effects.trace(.sourceInspected, packageNumber(live, image), number(place, image), source.win32Error)
        // A parent's package has no source here until the parent has sent its compressed copy (Q134718).
        if package.hasNoSource || source.win32Error == 2 || source.win32Error == 3 {
            failSource(place, image, event: 313, &effects)
            return takeWaiting(image, &effects)
        }
        let settings = image.definition.compression
        let bytes = settings.packedBytes(source.bytes)
        // No access, an empty source (Q139590), a path that is too long (Q182419), or no room.
        let isTooLong =
            source.longestPath > SourceFacts.longestUsablePath && !image.quirks.contains(.longPathAV)
        if source.win32Error != 0 || source.files == 0 || isTooLong
            || freeBytes(image) + package.transferBytes < bytes
        {
            failSource(place, image, event: package.isSharing ? 330 : 329, &effects)
            return takeWaiting(image, &effects)
        }
        if compressing != noHandle { return wait(place, &effects) }
        compressing = place
        if image.quirks.contains(.packageOverwrite) { effects.add(Effect(.keepRow, live.package)) }
        effects.add(Effect(.setJobStage, place, JobStage.compressing.rawValue))
        if live.job.status != .active {
            setStatus(place, image, .active, sending: .none, working: .none, &effects)
        }
        effects.trace(.compressionStarted, packageNumber(live, image), number(place, image), source.bytes)
        effects.after(Self.compressionMilliseconds(source.bytes, settings), .compressionEnded, place)
    }

    /// How long compressing takes: the bytes at the level's speed, and the yield time for each block (Q121555).
    static func compressionMilliseconds(_ bytes: Int64, _ settings: CompressionSettings) -> Int64 {
        let level = min(max(settings.level, 1), 7)
        let pause = min(max(settings.yieldMilliseconds, 0), CompressionSettings.longestYieldMilliseconds)
        let work =
            settings.enabled
            ? PeriodSpeed.milliseconds(
                bytes * Int64(4 + level) / 5, at: PeriodSpeed.compressBytesPerSecond)
            : PeriodSpeed.milliseconds(bytes, at: PeriodSpeed.diskBytesPerSecond)
        let blocks = (bytes + PeriodSpeed.blockBytes - 1) / PeriodSpeed.blockBytes
        return PeriodSpeed.overheadMilliseconds + work + blocks * pause
    }

    private mutating func compressionEnded(_ place: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer)
    {
        let live = image.jobs[Int(place)]
        let settings = image.definition.compression
        let package = image.packages[Int(live.package)]
        let bytes = package.source.bytes
        let packed = settings.packedBytes(bytes)
        compressing = noHandle
        if package.source.win32Error != 0 || freeBytes(image) + package.transferBytes < packed {
            // The source changed or the drive filled up meanwhile.
            if !live.isDeleted {
                failSource(place, image, event: package.isSharing ? 330 : 329, &effects)
            }
            return takeWaiting(image, &effects)
        }
        effects.add(Effect(.packageCompressed, live.package))
        effects.trace(
            .compressionEnded, packageNumber(live, image), number(place, image), packed)
        if live.job.cancelMode, !live.isDeleted {
            end(place, image, .cancelled, &effects)
        } else if !live.isDeleted {
            queue(place, image, &effects)
        }
        takeWaiting(image, &effects)
    }

    /// Lets the next job have the compressor when it is free.
    ///
    /// It looks at its source again, which may have changed while the compressor was busy.
    private mutating func takeWaiting(_ image: SiteImage, _ effects: inout EffectBuffer) {
        guard compressing == noHandle else { return }
        while !waiting.isEmpty {
            let next = waiting.removeFirst()
            if image.jobs[Int(next)].isDeleted { continue }
            return inspect(next, image, &effects)
        }
    }

    /// Writes instructions and requests, one for each destination that has none yet (RG S3D3C).
    private mutating func queue(_ place: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer) {
        let isFirst = image.jobs[Int(place)].stage != .working
        var queued = false
        for destination in image.jobs[Int(place)].destinations
        where destination.state == .none || destination.state == .noAddress {
            let site = UInt32(destination.site)
            guard image.hop(to: destination.site) != nil else {
                raise(332, place, image, subject: site, &effects)
                if destination.state == .none || isFirst {
                    effects.trace(.noAddress, number(place, image), site)
                }
                effects.add(
                    Effect(
                        .setDestination, place, site, value: Int64(DestinationLive.State.noAddress.rawValue)))
                continue
            }
            effects.trace(.instructionWritten, number(place, image), site)
            request(place, to: destination.site, image, isCancel: false, &effects)
            queued = true
        }
        if queued {
            effects.add(Effect(.setJobStage, place, JobStage.working.rawValue))
            if isFirst {
                setStatus(place, image, .active, sending: .pending, working: .pending, &effects)
            }
            effects.now(.senderPoll, Sender.all)
        } else if isFirst {
            effects.add(Effect(.setJobStage, place, JobStage.noAddress.rawValue))
            setStatus(place, image, .retrying, sending: .retrying, working: .none, &effects)
        }
    }

    private mutating func request(
        _ place: UInt32, to site: UInt16, _ image: SiteImage, isCancel: Bool, _ effects: inout EffectBuffer
    ) {
        effects.trace(.requestQueued, number(place, image), image.nextRequestNumber(after: requestsAsked))
        effects.add(Effect(.queueRequest, place, UInt32(site), value: isCancel ? 1 : 0))
        requestsAsked += 1
    }

    private mutating func work(_ place: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer) {
        let live = image.jobs[Int(place)]
        // Rolled up at the next poll: the image still has the request as it was, and its status would be taken for the last.
        if givenUp.contains(place) { return }
        if live.job.cancelMode { return cancel(place, image, &effects) }
        if live.destinations.contains(where: { $0.state == .noAddress }) { queue(place, image, &effects) }
        // Nothing was told since the last time: the statuses are what they were.
        guard live.isDirty else { return }
        let rolled = RollUp(job: place, image)
        if rolled.overall.isFinal, !goesOn(live, rolled.overall, image) {
            effects.add(Effect(.setJobStage, place, JobStage.ended.rawValue))
        }
        setStatus(
            place, image, rolled.overall, sending: rolled.sending, working: rolled.working, &effects)
    }

    /// Whether a job that Failed somewhere still works at other sites: those may succeed (SDK).
    private func goesOn(_ live: JobLive, _ overall: JobStatus, _ image: SiteImage) -> Bool {
        guard overall == .failed, live.destinations.count > 1 else { return false }
        // To a site whose request was given up nothing more goes, and its rows stay as they are.
        return live.destinations.contains { destination in
            switch destination.state {
            case .failed, .cancelled: return false
            case .none, .noAddress, .queued: return true
            case .sent, .cancelling: break
            }
            let rows = live.siteRows.map { image.siteDetails[Int($0)] }.filter { $0.site == destination.site }
            let servers = rows.filter { $0.kind == .server }
            if rows.contains(where: { $0.kind == .siteArrival && $0.status == .failed })
                || !servers.isEmpty && servers.allSatisfy({ $0.status == .failed })
            {
                // All tries of its Despooler are over, and no server there has the package for its clients (Q140374).
                return false
            }
            if rows.contains(where: { $0.status != .complete && $0.status != .failed }) { return true }
            let details = Int(destination.firstDetail)..<Int(destination.firstDetail + destination.details)
            return details.contains {
                let status = JobStatus(rawValue: Int(image.details[$0].status)) ?? .none
                return status == .none || status == .retrying
            }
        }
    }

    /// Begins to cancel: what is not sent is taken back, and every site that got it is told (Q123221, Q188042).
    private mutating func cancel(_ place: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer) {
        let live = image.jobs[Int(place)]
        // The sites of a job are told, and have to answer: with no site there is none that could.
        var isOut = live.destinations.isEmpty
        for destination in live.destinations {
            let site = UInt32(destination.site)
            let request = destination.request == noHandle ? nil : image.requests[Int(destination.request)]
            // Queued still: in an outbox, or given back by a Sender.
            let isQueued = request.map(\.isQueued)
            if isQueued ?? false {
                effects.add(
                    Effect(
                        .setRequest, destination.request, RequestStatus.cancelled.rawValue,
                        value: request?.bytesLeft ?? 0))
            }
            // What never got there, as far as anybody told, needs no cancel.
            if isQueued ?? true || request?.status == .invalid || destination.state == .failed {
                effects.add(
                    Effect(
                        .setDestination, place, site, value: Int64(DestinationLive.State.cancelled.rawValue)))
                continue
            }
            guard image.hop(to: destination.site) != nil else {
                raise(317, place, image, subject: site, &effects)
                continue
            }
            isOut = true
            self.request(place, to: destination.site, image, isCancel: true, &effects)
        }
        guard isOut else { return end(place, image, .cancelled, &effects) }
        let rolled = RollUp(job: place, image)
        effects.add(Effect(.setJobStage, place, JobStage.cancelling.rawValue))
        setStatus(
            place, image, live.job.status, sending: rolled.sending, working: live.job.workingStatus,
            cancel: .active, &effects)
        effects.now(.senderPoll, Sender.all)
    }

    private func finishCancel(_ place: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer) {
        // The target site's Despooler has stripped the records when no row is open any more.
        let live = image.jobs[Int(place)]
        let isOut = image.openRequests.contains { image.requests[Int($0)].job == place }
        let waits = live.destinations.contains {
            $0.site != image.number && $0.state != .cancelled && $0.state != .failed
        }
        guard !isOut, !waits, !live.destinations.isEmpty, !image.holdsInstruction(of: place),
            live.open == 0 || image.hasOpenRowsAtLostSitesOnly(live)
        else { return }
        let isFailed = live.destinations.contains { $0.state == .failed }
        // Canceled is cancelled at all sites; Failed, stopped trying at one or more of them (reference 4.1).
        end(
            place, image, isFailed ? .failed : .cancelled, cancel: isFailed ? .failed : .complete, &effects)
    }

    // MARK: System jobs and requests that were given back

    /// Queues the system jobs that components made since the last poll.
    private mutating func pollSystemJobs(_ image: SiteImage, _ effects: inout EffectBuffer) {
        var queued = false
        // What is in SCHEDULE.BOX cannot be written to a database with a full log.
        let isFull = image.has(.sqlLogFull)
        let unread = jobsWithUnreadStatus(image)
        for counter in image.openSystemJobs {
            if image.systemJobs[counter].map({ $0.hasNoType || isFull && $0.sending == .none }) ?? true {
                continue
            }
            guard let live = image.systemJobs[counter] else { continue }
            guard live.status == .pending || live.sending == .none else {
                if let request = unread[counter] { pack(live, request, image, &effects) }
                continue
            }
            guard image.hop(to: live.destination) != nil else {
                effects.event(332, noHandle, UInt32(live.destination), once: true, image)
                if live.status == .pending { effects.trace(.noAddress, counter, UInt32(live.destination)) }
                effects.add(Effect(.setSystemJob, counter, UInt32(JobStatus.retrying.rawValue)))
                continue
            }
            if freeBytes(image) < PeriodSpeed.instructionBytes {
                // No room in TOSEND for what it is packed into (Q168510).
                effects.event(331, noHandle, counter, once: true, image)
                effects.add(Effect(.setSystemJob, counter, UInt32(JobStatus.retrying.rawValue)))
                continue
            }
            effects.trace(.systemJobQueued, counter, UInt32(live.destination), Int64(live.kind.rawValue))
            effects.add(Effect(.queueSystemJob, counter))
            requestsAsked += 1
            queued = true
        }
        if queued { effects.now(.senderPoll, Sender.all) }
    }

    /// Reschedules what Senders gave back, for up to seven days (Q214485).
    private mutating func rescheduleRequests(
        _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        var assigned = false
        noteGivenBack(image, &effects)
        let cancels = image.openRequests.filter { image.requests[Int($0)].isCancel }
        for place in image.openRequests {
            let request = image.requests[Int(place)]
            if !cancels.isEmpty, image.isSettled(request, by: cancels) {
                if !request.isCancel { effects.add(Effect(.settleCancel, place)) }
                continue
            }
            guard request.sender == nil, request.restartAt <= context.now else { continue }
            if image.isBlank(request) {
                effects.trace(
                    .schedulerNoted, 0, image.requestNumber(place), SchedulerNote.badData.rawValue)
                continue
            }
            // Given up in this poll, if it can be read at all.
            if request.fault == .zeroLength || request.fault == .deleted { continue }
            // A cancel instruction has no package whatever its job does, and is looked for as such.
            if request.job != noHandle, !request.isCancel,
                !image.jobs[Int(request.job)].job.carriesPackage, image.quirks.contains(.noRemoveResend)
            {
                // What the Scheduler looks for is a compressed package, and a Remove job has none (Q185179).
                continue
            }
            let job = request.job == noHandle ? request.systemJob : number(request.job, image)
            if let first = request.firstFailedAt,
                context.now - first >= SiteImage.rescheduleMilliseconds
            {
                effects.event(request.isCancel ? 317 : 21, job: request.job, UInt32(request.destination))
                effects.trace(.requestAbandoned, job, image.requestNumber(place), request.connects)
                effects.add(Effect(.abandonRequest, place, 1))
                givenUp.append(request.job)
                if image.isTold(place) { effects.now(.dataLoaderArrival) }
                continue
            }
            guard let hop = image.hop(to: request.destination),
                image.outbox(to: hop, request.priority, at: context.now) != nil
            else { continue }
            if request.firstFailedAt != nil {
                effects.trace(.requestRescheduled, job, image.requestNumber(place))
            }
            effects.add(Effect(.assignOutbox, place))
            assigned = true
        }
        if assigned { effects.now(.senderPoll, Sender.all) }
    }

    private func end(
        _ place: UInt32, _ image: SiteImage, _ status: JobStatus, cancel: JobStatus = .complete,
        _ effects: inout EffectBuffer
    ) {
        let live = image.jobs[Int(place)]
        effects.trace(.jobCancelled, number(place, image))
        effects.add(Effect(.setJobStage, place, JobStage.ended.rawValue))
        // Rows that no site ever heard of are Canceled here.
        if live.open > 0 || image.hasOpenRows(ofJob: place) {
            effects.add(Effect(.stripOffers, place, value: 1))
        }
        let sent = RollUp(job: place, image).sending == .complete
        setStatus(
            place, image, status, sending: sent ? .complete : .cancelled, working: .cancelled,
            cancel: cancel, &effects)
    }

    private func fail(_ place: UInt32, _ image: SiteImage, event: Int64, _ effects: inout EffectBuffer) {
        raise(event, place, image, &effects)
        effects.add(Effect(.setJobStage, place, JobStage.ended.rawValue))
        setStatus(place, image, .failed, sending: .none, working: .none, &effects)
    }

    private func failSource(_ place: UInt32, _ image: SiteImage, event: Int64, _ effects: inout EffectBuffer)
    {
        let live = image.jobs[Int(place)]
        raise(event, place, image, subject: live.package, &effects)
        effects.trace(
            .compressionFailed, packageNumber(live, image), number(place, image),
            image.packages[Int(live.package)].source.win32Error)
        effects.add(Effect(.setJobStage, place, JobStage.sourceFailed.rawValue))
        setStatus(place, image, .retrying, sending: .none, working: .none, &effects)
    }

    /// Raises an event unless it stands since the last time (ERRORHIS, RG S3D43).
    func raise(
        _ event: Int64, _ place: UInt32, _ image: SiteImage, subject: UInt32 = noHandle,
        _ effects: inout EffectBuffer
    ) {
        guard !image.jobs[Int(place)].hasRaised(event, subject) else { return }
        effects.event(event, job: place, subject)
    }

    private func setStatus(
        _ place: UInt32, _ image: SiteImage, _ overall: JobStatus, sending: JobStatus, working: JobStatus,
        cancel: JobStatus? = nil, _ effects: inout EffectBuffer
    ) {
        let before = image.packedStatus(Int(place))
        let packed =
            UInt32(overall.rawValue) | UInt32(sending.rawValue) << 8 | UInt32(working.rawValue) << 16
            | UInt32((cancel ?? image.jobs[Int(place)].job.cancelStatus).rawValue) << 24
        effects.add(Effect(.setJobStatus, place, packed))
        if packed != before { effects.trace(.jobStatusChanged, number(place, image), packed, Int64(before)) }
    }

    private func freeBytes(_ image: SiteImage) -> Int64 {
        guard let server = image.siteServer, let drive = image.smsDrive,
            image.servers[server].drives.indices.contains(drive)
        else { return 0 }
        return image.servers[server].drives[drive].freeBytes
    }

    func number(_ place: UInt32, _ image: SiteImage) -> UInt32 {
        image.jobNumber(Int(place))
    }

    private func packageNumber(_ live: JobLive, _ image: SiteImage) -> UInt32 {
        live.package == noHandle ? 0 : image.packageNumber(Int(live.package))
    }
}
