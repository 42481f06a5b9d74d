package import SiteModel

// Instruction files on their way between sites, and what becomes of them where they arrive.

extension SiteImage {
    /// Keeps an instruction file and gives its number.
    func keep(_ file: Instruction) -> UInt32 {
        let name = nextFile
        nextFile &+= 1
        files[name] = file
        return name
    }

    /// Takes an instruction file away.
    package func takeFile(_ name: UInt32) -> Instruction? { files.removeValue(forKey: name) }

    // MARK: Writing

    /// The instruction of a job for another site, as the job stands now.
    func instruction(job place: UInt32, to site: UInt16, isCancel: Bool) -> Instruction {
        let live = jobs[Int(place)]
        var file = Instruction(kind: isCancel ? .cancel : .job, origin: number, destination: site)
        file.jobCounter = live.job.id.counter
        file.job = live.job
        file.who = live.who
        if isCancel { return file }
        file.offer = live.offer
        file.requestCounter = live.requestID?.counter
        if live.package != noHandle {
            let package = packages[Int(live.package)]
            file.package = package.package
            file.packed = package.packed
            file.version = package.version
            file.transferBytes = package.transferBytes
            file.carriesPackage =
                live.job.carriesPackage && package.version > sentVersions[sentKey(live.package, site)] ?? 0
        }
        if let destination = live.destinations.first(where: { $0.site == site }) {
            file.servers = destination.servers
            file.otherServers = otherServers(of: live, at: site)
            let end = destination.firstDetail + destination.details
            file.targets = (destination.firstDetail..<end).map {
                known.origin(of: details[Int($0)].client).client
            }
        }
        return file
    }

    /// The servers of a job's other sites, the own one first, that hold what it sends or will (Q121386).
    ///
    /// No more than the client instructions of a site can need: ten names (Q161310), where ten of its own may come first
    /// and bear the same. A job for a thousand sites would carry a thousand names to each of them.
    func otherServers(of live: JobLive, at site: UInt16) -> [String] {
        var found: [String] = []
        for destination in live.destinations where destination.site != site {
            let names =
                destination.site == number
                ? live.servers.map { servers[Int($0)].definition.name } : destination.servers
            for name in names where !found.contains(name) {
                found.append(name)
                if found.count == 2 * Self.namedServers { return found }
            }
        }
        return found
    }

    func sentKey(_ package: UInt32, _ site: UInt16) -> UInt64 { UInt64(package) << 16 | UInt64(site) }

    /// Notes that a site has got a version of a package.
    func noteSent(package: UInt32, to site: UInt16, version: Int64) {
        sentVersions[sentKey(package, site)] = version
    }

    // MARK: Arriving

    /// Puts an instruction that a Sender brought into RECEIVE.
    ///
    /// - Parameters:
    ///   - file: What it says.
    ///   - from: The site that sent it, by number.
    ///   - request: The counter of the request that brought it.
    ///   - now: When, in milliseconds since 1970.
    package func accept(_ file: Instruction, from: UInt16, request: UInt32, now: Int64) {
        let heldUntil = now + Sender.releaseMilliseconds
        if file.destination != number {
            receive(
                .transit, subject: keep(file), info: 0, from: from, request: request, heldUntil: heldUntil)
            return
        }
        switch file.kind {
        case .job:
            let place = acceptJob(file, now: now)
            receive(
                .instruction, subject: place, info: file.carriesPackage ? 1 : 0, from: from, request: request,
                heldUntil: heldUntil)
        case .cancel:
            receive(
                .cancel, subject: foreignJob(file, now: now), info: 0, from: from, request: request,
                heldUntil: heldUntil)
        case .report, .definition, .deletion, .controlFile, .controlReport, .preinstall, .install, .deinstall,
            .upgrade, .resynchronise, .programGroups, .damaged:
            receive(
                .miniJob, subject: keep(file), info: 0, from: from, request: request, heldUntil: heldUntil)
        }
    }

    /// The place of another site's job that something was told about; made where it is the first.
    func foreignJob(_ file: Instruction, now: Int64) -> UInt32 {
        guard let job = file.job else { preconditionFailure("a job's instruction holds the job") }
        return foreignJob(job, origin: file.origin, who: file.who, now: now)
    }

    /// The place of another site's job by its identifier; made where there is none.
    func foreignJob(_ job: Job, origin: UInt16, who: String, now: Int64) -> UInt32 {
        if let place = jobPlaces[job.id] { return place }
        let place = UInt32(jobs.count)
        var live = JobLive.blank(definition.code)
        live.job = job
        live.who = who
        live.origin = origin
        live.createdAt = now
        live.stage = .ended
        jobs.append(live)
        noteJob(place)
        return place
    }

    /// Remembers where a job stands.
    package func noteJob(_ place: UInt32) { jobPlaces[jobs[Int(place)].job.id] = place }

    private func acceptJob(_ file: Instruction, now: Int64) -> UInt32 {
        let place = foreignJob(file, now: now)
        let job = Int(place)
        guard jobs[job].firstDetail == 0, jobs[job].details == 0, jobs[job].stage == .ended,
            jobs[job].job.cancelStatus == .none
        else { return place }
        jobs[job].package = file.package.map { acceptPackage($0, file) } ?? noHandle
        jobs[job].offer = file.offer
        jobs[job].activatedAt = now
        jobs[job].stage = .working
        jobs[job].requestID = file.requestCounter.flatMap {
            RequestID(site: jobs[job].job.id.site, counter: $0)
        }
        jobs[job].otherServers = file.otherServers
        jobs[job].servers = file.servers.compactMap { serverIndex($0) }.map { UInt32($0) }
        jobs[job].firstDetail = UInt32(details.count)
        let targets = file.targets.filter { Int($0) < clients.count }.sorted()
        jobs[job].details = UInt32(targets.count)
        jobs[job].localDetails = UInt32(targets.count)
        appendDetails(job: place, clients: targets, now: now)
        openJobs.append(place)
        return place
    }

    /// The place of a package that came with an instruction; one that is not in the database has no row there.
    private func acceptPackage(_ package: Package, _ file: Instruction) -> UInt32 {
        let place: Int
        let kind: PackageLocationKind = file.job?.type == .serverScript ? .sharing : .workstation
        if let found = packageIndex(package.id, kind) {
            place = found
            // The share's name and rights are those of the job, until Applications Manager brings newer ones.
            if packages[found].isReplica, kind == .sharing {
                packages[found].package.sharing = package.sharing
            }
        } else {
            place = packages.count
            var live = PackageLive.blank(definition.code)
            live.package = package
            live.isReplica = true
            live.isSharing = kind == .sharing
            packages.append(live)
        }
        if file.version > packages[place].version, file.job?.carriesPackage ?? true {
            packages[place].version = file.version
            packages[place].packed = file.packed
            packages[place].transferBytes = file.transferBytes
        }
        changes.packages.insert(UInt32(place))
        return UInt32(place)
    }

    // MARK: System jobs

    /// Makes a system job with an instruction for one destination.
    package func createSystemJob(_ kind: SystemJobKind, _ file: Instruction, now: Int64) {
        guard let id = JobID(site: definition.code, counter: nextJob) else {
            // Nobody looks whether the counter still makes an identifier: the file is written (Q185901).
            if quirks.contains(.invalidJobIDs) { invalidJobFiles += 1 }
            return
        }
        nextJob += 1
        changes.counters = true
        systemJobs[id.counter] = SystemJobLive(
            counter: id.counter, kind: kind, destination: file.destination, status: .pending, sending: .none,
            createdAt: now, endedAt: nil, file: keep(file))
        // A row that the full log cuts off stays as it is (Q183236); otherwise the file waits in SCHEDULE.BOX.
        if has(.sqlLogFull), quirks.contains(.pendingSystemJobs) {
            systemJobs[id.counter]?.hasNoType = true
        }
        openSystemJobs.append(id.counter)
        changes.systemJobs.insert(id.counter)
    }

    /// Puts a system job's request into an outbox.
    func queueSystemJob(_ counter: UInt32, now: Int64) {
        guard var live = systemJobs[counter], let file = files[live.file],
            let hop = hop(to: live.destination), live.status == .pending || live.status == .retrying
        else { return }
        appendRequest(
            job: noHandle, destination: live.destination, hop: hop, priority: live.kind.priority,
            bytes: PeriodSpeed.instructionBytes + Int64(file.items.count) * Self.itemBytes, file: live.file,
            systemJob: counter, now: now)
        live.status = .active
        live.sending = .pending
        systemJobs[counter] = live
        changes.systemJobs.insert(counter)
    }

    /// Bytes of a status file within a bundle: a MIF of some lines.
    static let itemBytes: Int64 = 512

    /// Ends a system job.
    func endSystemJob(_ counter: UInt32, _ status: JobStatus, now: Int64) {
        guard systemJobs[counter] != nil else { return }
        systemJobs[counter]?.status = status
        systemJobs[counter]?.sending = status
        systemJobs[counter]?.endedAt = now
        openSystemJobs.removeAll { $0 == counter }
        endedSystemJobs.append(counter)
        changes.systemJobs.insert(counter)
    }

    /// How long an ended system job stays in the Jobs window, in milliseconds: a day, our choice.
    static let systemJobMilliseconds: Int64 = 86_400_000

    /// Whether a system job ended so long ago that the Scheduler deletes it.
    func hasOldSystemJobs(at now: Int64) -> Bool {
        guard let first = endedSystemJobs.first(where: { !isOfPhase($0) }),
            let end = systemJobs[first]?.endedAt
        else { return false }
        return now - end >= Self.systemJobMilliseconds
    }

    /// Whether Hierarchy Manager still looks at a job's end: it stays as long.
    package func isOfPhase(_ counter: UInt32) -> Bool {
        !siteControls.isEmpty && siteControls.values.contains { $0.job == counter }
    }

    /// Deletes a system job with its request, unless a Sender has it in hand; tells whether it is gone.
    package func deleteSystemJob(_ counter: UInt32, now: Int64) -> Bool {
        let own = openRequests.filter { requests[Int($0)].systemJob == counter }
        guard own.allSatisfy({ requests[Int($0)].isQueued }) else { return false }
        for place in own { setRequest(place, .cancelled, left: requests[Int(place)].bytesLeft, now: now) }
        if systemJobs[counter]?.endedAt == nil { endSystemJob(counter, .cancelled, now: now) }
        endedSystemJobs.removeAll { $0 == counter }
        forgetSystemJobs([counter])
        return true
    }

    /// Deletes system jobs that ended long ago, with their requests.
    func purgeSystemJobs(now: Int64) {
        var gone: Set<UInt32> = []
        while hasOldSystemJobs(at: now) {
            guard let place = endedSystemJobs.firstIndex(where: { !isOfPhase($0) }) else { break }
            gone.insert(endedSystemJobs.remove(at: place))
        }
        if !gone.isEmpty { forgetSystemJobs(gone) }
    }

    private func forgetSystemJobs(_ gone: Set<UInt32>) {
        for counter in gone.sorted() {
            if let file = systemJobs[counter]?.file { files[file] = nil }
            systemJobs[counter] = nil
            changes.systemJobs.insert(counter)
        }
        for place in requests.indices where gone.contains(requests[place].systemJob) {
            changes.removedRequests.append(requests[place])
            requests[place] = .blank(definition.code)
            // A place that is free belongs to no job, and to no outbox.
            requests[place].job = noHandle
            requests[place].status = .ok
            outboxes.file(UInt32(place), requests, at: number)
            freeRequests.append(UInt32(place))
        }
    }
}

extension Job {
    /// Whether a compressed package file goes with its instructions.
    var carriesPackage: Bool { type != .removePackage }

    /// Whether something is done at distribution servers, so that there are Server and Completion rows.
    var servesServers: Bool { !distributePhase.isEmpty || runWorkstationCommand || type == .removePackage }
}
