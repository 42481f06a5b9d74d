import SiteModel

// Send requests: outboxes, retries, and what becomes of the files that they carry.

extension SiteImage {
    /// Milliseconds for which the Scheduler goes on rescheduling what cannot be sent: seven days (Q214485).
    public static let rescheduleMilliseconds: Int64 = 7 * 86_400_000

    /// What the trace will call the request that is asked for after some others.
    func nextRequestNumber(after others: UInt32) -> UInt32 {
        TraceReference.request(
            counter: (nextSendRequest + others) % (SendRequestID.maximumCounter + 1))
    }

    /// A request as the trace writes it: by its identifier, since its place is given to another one once it is deleted.
    func requestNumber(_ place: UInt32) -> UInt32 {
        TraceReference.request(counter: requests[Int(place)].id.counter)
    }

    /// Writes a request of a job into the outbox that can start it first.
    func queueRequest(job: UInt32, destination: UInt16, isCancel: Bool, now: Int64) {
        guard let hop = hop(to: destination) else { return }
        let live = jobs[Int(job)]
        if destination == number {
            let package = live.package == noHandle ? nil : packages[Int(live.package)]
            let carries =
                !isCancel && live.job.carriesPackage
                && (package.map { $0.version > $0.storedVersion } ?? false)
            appendRequest(
                job: job, destination: destination, hop: hop, priority: live.job.priority,
                bytes: PeriodSpeed.instructionBytes + (carries ? package?.transferBytes ?? 0 : 0),
                carriesPackage: carries, isCancel: isCancel, now: now)
        } else {
            if !isCancel, live.job.runWorkstationCommand { giveRequestID(job) }
            var file = instruction(job: job, to: destination, isCancel: isCancel)
            file.priority = live.job.priority
            appendRequest(
                job: job, destination: destination, hop: hop, priority: live.job.priority,
                bytes: PeriodSpeed.instructionBytes + (file.carriesPackage ? file.transferBytes : 0),
                carriesPackage: file.carriesPackage, isCancel: isCancel, file: keep(file), now: now)
        }
        guard let place = jobs[Int(job)].destinations.firstIndex(where: { $0.site == destination }) else {
            return
        }
        jobs[Int(job)].destinations[place].state = isCancel ? .cancelling : .queued
        if !isCancel { jobs[Int(job)].destinations[place].request = lastRequest }
        jobs[Int(job)].isDirty = true
    }

    /// Adds a request; deleted ones give their places.
    func appendRequest(
        job: UInt32, destination: UInt16, hop: UInt16, priority: JobPriority, bytes: Int64,
        carriesPackage: Bool = false, isCancel: Bool = false, file: UInt32 = noHandle, systemJob: UInt32 = 0,
        now: Int64
    ) {
        guard
            let id = SendRequestID(
                site: definition.code, counter: nextSendRequest % (SendRequestID.maximumCounter + 1))
        else { return }
        nextSendRequest += 1
        changes.counters = true
        var request = RequestLive.blank(definition.code)
        request.id = id
        request.job = job
        request.destination = destination
        request.hop = hop
        request.priority = priority
        request.bytes = bytes
        request.bytesLeft = bytes
        request.carriesPackage = carriesPackage
        request.isCancel = isCancel
        request.queuedAt = now
        request.file = file
        request.systemJob = systemJob
        request.sender = outbox(to: hop, priority, at: now)
        if let place = freeRequests.popLast() {
            requests[Int(place)] = request
            lastRequest = place
        } else {
            lastRequest = UInt32(requests.count)
            requests.append(request)
        }
        openRequests.append(lastRequest)
        touchRequest(lastRequest)
    }

    func setRequest(_ place: UInt32, _ status: RequestStatus, left: Int64, now: Int64) {
        requests[Int(place)].status = status
        requests[Int(place)].bytesLeft = left
        if status == .sending, requests[Int(place)].startedAt == nil { requests[Int(place)].startedAt = now }
        markDirty(place)
        if status == .ok || status == .cancelled {
            requests[Int(place)].endedAt = now
            openRequests.removeAll { $0 == place }
            if status == .ok { sent(place, now: now) } else { _ = takeFile(requests[Int(place)].file) }
        }
        touchRequest(place)
    }

    private func markDirty(_ place: UInt32) {
        let job = requests[Int(place)].job
        if job != noHandle { jobs[Int(job)].isDirty = true }
    }

    /// What follows from a request that was sent.
    private func sent(_ place: UInt32, now: Int64) {
        let request = requests[Int(place)]
        if request.systemJob != 0 { endSystemJob(request.systemJob, .complete, now: now) }
        guard request.job != noHandle, jobs[Int(request.job)].origin == number else { return }
        if !request.isCancel { setDestination(request.job, request.destination, .sent) }
        if request.carriesPackage, request.destination != number, let file = files[request.file] {
            noteSent(package: jobs[Int(request.job)].package, to: request.destination, version: file.version)
        }
    }

    /// A Sender begins to send, from the sync point on.
    func startRequest(_ place: UInt32, left: Int64, now: Int64) {
        requests[Int(place)].status = .sending
        requests[Int(place)].bytesLeft = left
        requests[Int(place)].connects += 1
        if requests[Int(place)].startedAt == nil { requests[Int(place)].startedAt = now }
        markDirty(place)
        touchRequest(place)
    }

    /// A Sender failed and tries again by itself.
    func failRequest(_ place: UInt32, until: Int64, now: Int64) {
        requests[Int(place)].status = .error
        requests[Int(place)].tries += 1
        requests[Int(place)].failures += 1
        requests[Int(place)].restartAt = until
        if requests[Int(place)].firstFailedAt == nil { requests[Int(place)].firstFailedAt = now }
        markDirty(place)
        touchRequest(place)
    }

    /// A Sender's retries are used up: the Scheduler has the request again (action code 1, Q123221).
    ///
    /// Where the Sender did not even try, the seven days do not begin.
    func giveBack(_ place: UInt32, until: Int64, isTried: Bool, now: Int64) {
        let first = requests[Int(place)].firstFailedAt
        failRequest(place, until: until, now: now)
        if isTried {
            givenBack.append(place)
        } else {
            requests[Int(place)].firstFailedAt = first
            requests[Int(place)].failures -= 1
        }
        requests[Int(place)].sender = nil
        requests[Int(place)].tries = 0
        let counter = requests[Int(place)].systemJob
        if counter != 0 { setSystemJob(counter, .retrying) }
    }

    /// Looks through all outboxes again (Q214485).
    func assignOutbox(_ place: UInt32, now: Int64) {
        let request = requests[Int(place)]
        guard let hop = hop(to: request.destination),
            let sender = outbox(to: hop, request.priority, at: now)
        else { return }
        requests[Int(place)].hop = hop
        requests[Int(place)].sender = sender
        requests[Int(place)].status = .none
        requests[Int(place)].restartAt = 0
        markDirty(place)
        touchRequest(place)
    }

    /// A request is given up for good.
    ///
    /// - Parameters:
    ///   - place: The request.
    ///   - isLate: Whether its seven days are over; otherwise its file cannot be used.
    ///   - now: When, in milliseconds since 1970.
    func abandonRequest(_ place: UInt32, isLate: Bool, now: Int64) {
        requests[Int(place)].status = .invalid
        requests[Int(place)].endedAt = now
        openRequests.removeAll { $0 == place }
        markDirty(place)
        touchRequest(place)
        let request = requests[Int(place)]
        if isLate, isMadeAnew(request) {
            // The next poll finds a job that nothing was made for, and the seven days of a new request begin.
            systemJobs[request.systemJob]?.status = .retrying
            systemJobs[request.systemJob]?.sending = .none
            return changes.systemJobs.insert(request.systemJob)
        }
        _ = takeFile(request.file)
        if request.systemJob != 0 { endSystemJob(request.systemJob, .failed, now: now) }
        if request.job != noHandle, jobs[Int(request.job)].origin == number {
            setDestination(request.job, request.destination, .failed)
        } else if isForwarded(request) {
            tell(.failed, of: request, now: now)
        }
    }

    /// Whether a system job goes on without its request: it is for a site right below that stands in the Sites table, or for
    /// the parent, and nobody waits for its end (a phase of an installation does).
    ///
    /// So nothing is lost that Site Reporter bundled: SITEREP.BOX holds it no more, and only the job does.
    private func isMadeAnew(_ request: RequestLive) -> Bool {
        request.systemJob != 0
            && (request.destination == parent || childrenAsKnown.contains(request.destination))
            && !isOfPhase(request.systemJob)
    }

    /// Sets the status of a system job that goes on.
    ///
    /// - Parameters:
    ///   - counter: The system job.
    ///   - status: Its status.
    ///   - isQueued: Whether there is a send request for it; without one the Scheduler looks at it again at each poll.
    func setSystemJob(_ counter: UInt32, _ status: JobStatus, isQueued: Bool = true) {
        guard let live = systemJobs[counter], live.status != status else { return }
        systemJobs[counter]?.status = status
        systemJobs[counter]?.sending = isQueued ? status : .none
        changes.systemJobs.insert(counter)
    }

    /// Carries out the instruction of a system job.
    func executeMiniJob(_ name: UInt32, now: Int64) {
        guard let file = takeFile(name) else { return }
        switch file.kind {
        case .report: putMIFs(file.items)
        case .definition: define(file, now: now)
        case .deletion: undefine(file)
        case .programGroups: takeGroups(file, now: now)
        case .controlFile: if let control = file.control { put(control, isIn: true) }
        case .controlReport: if let control = file.control { put(control, isIn: false) }
        case .resynchronise: resynchronise(file, now: now)
        case .job, .cancel, .damaged, .preinstall, .install, .deinstall, .upgrade: break
        }
    }

    /// A cancel was carried out here for another site's job.
    func confirmCancel(_ place: UInt32, now: Int64) {
        jobs[Int(place)].job.cancelStatus = .complete
        let live = jobs[Int(place)]
        guard live.origin != number else { return }
        report(
            ReportItem(
                kind: .cancelled, origin: live.origin, site: number, job: live.job.id.counter, instant: now))
    }

    /// Whether another site's job has nothing more to do here: everything was executed, and no client has it open.
    func isDone(foreign place: UInt32) -> Bool {
        let live = jobs[Int(place)]
        guard live.origin != number, live.stage == .working, !holdsInstruction(of: place) else {
            return false
        }
        if live.job.runWorkstationCommand { return live.hasOffers && live.open == 0 && live.retrying == 0 }
        return live.siteRows.contains {
            let row = siteDetails[Int($0)]
            return row.status == .complete
                && (row.kind == .completion || !live.job.servesServers)
        }
    }

    func endForeignJob(_ place: UInt32) {
        jobs[Int(place)].stage = .ended
        openJobs.removeAll { $0 == place }
    }

    // MARK: Applications Manager

    /// Notes that a package's definition changed, for the sites below.
    package func noteDefinition(_ place: Int, now: Int64) {
        noteItems(place, now: now)
        if hasChildren || isLost(UInt32(place)) { dirtyDefinitions[UInt32(place)] = now }
    }

    /// Whether there are sites right below, as far as the database knows.
    var hasChildren: Bool { !childrenAsKnown.isEmpty }

    /// Whether a package was deleted and still lies on servers.
    func isLost(_ package: UInt32) -> Bool {
        packages[Int(package)].isDeleted
            && locationPlaces(of: package).contains { !locations[$0].isRemoved }
    }

    /// Makes the system jobs that carry a package's definition to the sites right below.
    func sendDefinition(_ place: UInt32, now: Int64) {
        dirtyDefinitions[place] = nil
        let live = packages[Int(place)]
        for child in childrenAsKnown {
            var file = Instruction(
                kind: live.isDeleted ? .deletion : .definition, origin: number, destination: child)
            file.package = live.package
            // The source is the parent's: a child shows Use Compressed Copy (Q266759).
            file.package?.workstation?.root = ""
            file.package?.workstation?.transferFile = nil
            file.package?.sharing?.root = ""
            file.package?.sharing?.transferFile = nil
            createSystemJob(.applications, file, now: now)
        }
    }

    /// Takes a package's definition into the database, and tells the sites below in turn.
    private func define(_ file: Instruction, now: Int64) {
        guard let package = file.package else { return }
        let place: Int
        if let found = packageIndex(package.id) {
            place = found
            let old = packages[found].package.workstation?.commands ?? []
            packages[found].package = package
            if quirks.contains(.wclLoss) {
                // All were deleted, and what the message brings anew is written.
                packages[found].package.workstation?.commands.removeAll { old.contains($0) }
            }
            if let sharing = otherSet(of: found) { packages[sharing].package = package }
        } else {
            place = packages.count
            var live = PackageLive.blank(definition.code)
            live.package = package
            live.isReplica = true
            packages.append(live)
        }
        packages[place].isDefined = !definition.isSecondary
        changes.packages.insert(UInt32(place))
        noteDefinition(place, now: now)
    }

    private func undefine(_ file: Instruction) {
        guard let id = file.package?.id,
            let place = packageIndex(id)
        else { return }
        deletePackage(place)
    }
}
