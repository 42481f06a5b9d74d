public import SiteModel

extension SiteImage {
    /// Carries out an effect that changes rows of this site's database or files of this site.
    package func apply(_ effect: Effect, now: Int64) {
        switch effect.kind {
        case .buildLists: buildLists(job: effect.a, now: now)
        case .packageCompressed: packageCompressed(effect.a)
        case .setJobStatus: setJobStatus(effect.a, packed: effect.b)
        case .setJobStage: setJobStage(effect.a, JobStage(rawValue: effect.b) ?? .pending, now: now)
        case .queueRequest:
            queueRequest(job: effect.a, destination: UInt16(effect.b), isCancel: effect.value == 1, now: now)
        case .setRequest:
            setRequest(effect.a, RequestStatus(rawValue: effect.b) ?? .none, left: effect.value, now: now)
        case .takeReceived: takeReceived(number: effect.a)
        case .storePackage: storePackage(effect.a)
        case .placePackage: placePackage(effect.a, server: effect.b, drive: Int(effect.value))
        case .setSiteDetail: setSiteDetail(effect, now: now)
        case .writeOffers: writeOffers(effect.a)
        case .publishOffers: publishOffers(effect.a)
        case .copyInstructions: copyInstructions()
        case .collectStatuses: collectStatuses(server: effect.b)
        case .reportLocations: reportLocations()
        case .leaveStatus:
            leaveStatus(effect.a, Outcome(rawValue: effect.b) ?? .success, server: UInt32(effect.value))
        case .countAttempt: countAttempt(effect.a)
        case .loadStatus: loadStatus(effect.a, Outcome(rawValue: effect.b) ?? .success)
        case .removeRecord: removeRecord(effect.a)
        case .setDetail: setDetail(effect.a, JobStatus(rawValue: Int(effect.b)) ?? .none, now: now)
        case .takeLoaded: toLoad.removeFirst(min(Int(effect.a), toLoad.count))
        case .stripOffers: stripOffers(effect.a, now: now)
        case .clearReports: reports = 0
        case .touchClient: if tracksFiles { changes.clients.insert(effect.a) }
        case .trace, .after, .now, .event, .inspectSource, .inspectStored, .deliver, .retryReceived,
            .repeatJob:
            preconditionFailure("the driver carries out effect \(effect.kind) itself")
        }
    }

    private func packageCompressed(_ place: UInt32) {
        changes.packages.insert(place)
        changes.archives.insert(place)
        let source = packages[Int(place)].source
        let bytes = definition.compression.packedBytes(source.bytes)
        addFreeBytes(packages[Int(place)].transferBytes - bytes)
        packages[Int(place)].packed = source
        packages[Int(place)].version += 1
        packages[Int(place)].transferBytes = bytes
        let file = transferFile(of: packages[Int(place)].package.id)
        packages[Int(place)].package.workstation?.transferFile = file
    }

    /// UNC of a package's compressed file: `SITE.SRV\SENDER.BOX\TOSEND\<packageID>.W00` (RG S3D3C).
    public func transferFile(of id: PackageID) -> String {
        let server = siteServer.map { servers[$0].definition.name } ?? definition.code.description
        return "\\\\\(server)\\SMS_SHR\(definition.smsDrive)\\site.srv\\sender.box\\tosend\\\(id).W00"
    }

    /// The place of the site server's drive with the SMS directory.
    public var smsDrive: Int? {
        guard let server = siteServer else { return nil }
        return servers[server].drives.firstIndex {
            $0.letter.uppercased() == definition.smsDrive.uppercased()
        } ?? 0
    }

    private func addFreeBytes(_ bytes: Int64) {
        guard let server = siteServer, let drive = smsDrive, servers[server].drives.indices.contains(drive)
        else { return }
        servers[server].drives[drive].freeBytes += bytes
        changes.servers.insert(UInt32(server))
    }

    private func setJobStatus(_ place: UInt32, packed: UInt32) {
        // Said again at every poll; a row that is as it was is not written.
        guard packedStatus(Int(place)) != packed else { return }
        let status = unpackStatus(packed)
        jobs[Int(place)].job.status = status.overall
        jobs[Int(place)].job.sendingStatus = status.sending
        jobs[Int(place)].job.workingStatus = status.working
        jobs[Int(place)].job.cancelStatus = status.cancel
        changes.jobs.insert(place)
    }

    private func setJobStage(_ place: UInt32, _ stage: JobStage, now: Int64) {
        if jobs[Int(place)].stage == .pending, stage != .ended {
            jobs[Int(place)].activatedAt = now
            // Copied now: what the package becomes later needs a new job (Q160567).
            let live = jobs[Int(place)]
            if live.package != noHandle {
                jobs[Int(place)].offer = JobOffer(
                    packages[Int(live.package)].package, command: live.job.commandName)
            }
        }
        jobs[Int(place)].stage = stage
        if stage == .ended { openJobs.removeAll { $0 == place } }
        changes.jobs.insert(place)
    }

    private func queueRequest(job: UInt32, destination: UInt16, isCancel: Bool, now: Int64) {
        guard
            let id = SendRequestID(
                site: definition.code, counter: nextSendRequest % (SendRequestID.maximumCounter + 1))
        else { return }
        nextSendRequest += 1
        changes.counters = true
        let live = jobs[Int(job)]
        let package = live.package == noHandle ? nil : packages[Int(live.package)]
        let carries = !isCancel && (package.map { $0.version > $0.storedVersion } ?? false)
        let bytes = PeriodSpeed.instructionBytes + (carries ? package?.transferBytes ?? 0 : 0)
        changes.requests.insert(UInt32(requests.count))
        openRequests.append(UInt32(requests.count))
        requests.append(
            RequestLive(
                id: id, job: job, destination: destination, priority: live.job.priority, status: .none,
                bytes: bytes,
                bytesLeft: bytes, carriesPackage: carries, isCancel: isCancel, queuedAt: now, startedAt: nil,
                endedAt: nil))
    }

    private func setRequest(_ place: UInt32, _ status: RequestStatus, left: Int64, now: Int64) {
        requests[Int(place)].status = status
        requests[Int(place)].bytesLeft = left
        if status == .sending, requests[Int(place)].startedAt == nil { requests[Int(place)].startedAt = now }
        if status == .ok || status == .cancelled {
            requests[Int(place)].endedAt = now
            openRequests.removeAll { $0 == place }
        }
        changes.requests.insert(place)
    }

    /// Puts something into RECEIVE.
    package func receive(
        _ kind: ReceivedLive.Kind, subject: UInt32, info: UInt32, retries: UInt32 = 0, notBefore: Int64 = 0,
        servers: [UInt32] = [], attempt: UInt8 = 0
    ) {
        let entry = ReceivedLive(
            kind: kind, subject: subject, info: info, retries: retries, notBefore: notBefore,
            servers: servers, number: nextReceived, attempt: attempt)
        if kind == .status {
            receivedStatuses.append(ReceivedStatus(entry))
        } else {
            receivedInstructions.append(entry)
        }
        nextReceived &+= 1
        changes.boxes = true
    }

    private func takeReceived(number: UInt32) {
        changes.boxes = true
        if let place = receivedInstructions.firstIndex(where: { $0.number == number }) {
            return noteTaken(receivedInstructions.remove(at: place))
        }
        // Statuses are taken in order, so that it is the first.
        guard receivedHead < receivedStatuses.count, receivedStatuses[receivedHead].number == number else {
            return
        }
        noteTaken(receivedStatuses[receivedHead].entry)
        receivedHead += 1
        if receivedHead >= 1_024, receivedHead * 2 >= receivedStatuses.count {
            receivedStatuses.removeFirst(receivedHead)
            receivedHead = 0
        }
    }

    /// Notes that an entry left RECEIVE.
    ///
    /// Without files nothing has to go, and a list of all that ever came would
    /// be longer than everything else that is known of a client.
    private func noteTaken(_ entry: ReceivedLive) { if tracksFiles { changes.taken.append(entry) } }

    /// Whether an instruction or a cancel of a job lies in RECEIVE.
    func holdsInstruction(of job: UInt32) -> Bool {
        receivedInstructions.contains { $0.subject == job }
    }

    /// Whether the drive with STORE has room for a package's compressed file, in place of an older one.
    func hasRoomToStore(_ place: UInt32) -> Bool {
        guard let server = siteServer, let drive = smsDrive, servers[server].drives.indices.contains(drive)
        else { return true }
        let package = packages[Int(place)]
        return servers[server].drives[drive].freeBytes + package.storedBytes >= package.transferBytes
    }

    private func storePackage(_ place: UInt32) {
        addFreeBytes(packages[Int(place)].storedBytes - packages[Int(place)].transferBytes)
        packages[Int(place)].storedVersion = packages[Int(place)].version
        packages[Int(place)].storedBytes = packages[Int(place)].transferBytes
        changes.packages.insert(place)
        changes.archives.insert(place)
    }

    private func placePackage(_ package: UInt32, server: UInt32, drive: Int) {
        let bytes = packages[Int(package)].packed.bytes
        let version = packages[Int(package)].storedVersion
        let letter = servers[Int(server)].drives[drive].letter.uppercased()
        let share = packageShareName(server: server, letter: letter)
        changes.servers.insert(server)
        if let place = locationIndex(package: package, server: server) {
            servers[Int(server)].drives[locations[place].drive].freeBytes += locations[place].bytes
            locations[place].drive = drive
            locations[place].share = share
            locations[place].version = version
            locations[place].bytes = bytes
            changes.locations.insert(UInt32(place))
        } else {
            changes.locations.insert(UInt32(locations.count))
            locations.append(
                LocationLive(
                    package: package, server: server, drive: drive, share: share, version: version,
                    bytes: bytes,
                    isReported: false))
        }
        servers[Int(server)].drives[drive].freeBytes -= bytes
        // A volume is there without being shared.
        if servers[Int(server)].definition.kind.isNetWare { return }
        if !servers[Int(server)].shares.contains(where: { $0.name == share }) {
            servers[Int(server)].shares.append(ShareLive(name: share, drive: drive))
        }
    }

    /// The share that holds package directories: SMS_PKGx, x the drive letter (RG S3D3C); the volume on NetWare.
    public func packageShareName(server: UInt32, letter: String) -> String {
        servers[Int(server)].definition.kind.isNetWare ? letter : "SMS_PKG\(letter)"
    }

    /// A package's directory below its share; on the volume of a NetWare server it lies in the SMS directory
    /// (Q169748, Q161310).
    public func packageFolder(of location: LocationLive) -> String {
        let id = packages[Int(location.package)].package.id
        return location.isOnVolume ? "SMS\\LOGON.SRV\\PCMPKG.SRC\\\(id)" : id.description
    }

    private func setSiteDetail(_ effect: Effect, now: Int64) {
        guard let kind = JobDetailKind(rawValue: Int(effect.b & 15)) else { return }
        let server = kind == .server ? effect.b >> 4 : noHandle
        let status = JobStatus(rawValue: Int(effect.value)) ?? .none
        if kind == .server, status == .complete {
            // Served: what stood about this server is gone.
            for number in SiteImage.serverEvents { clear(number, server, job: effect.a) }
            for number in SiteImage.storeEvents + SiteImage.fileEvents {
                clear(number, jobs[Int(effect.a)].package, job: effect.a)
            }
        }
        if let place = siteDetailIndex(job: effect.a, kind: kind, server: server) {
            guard siteDetails[place].status != status else { return }
            siteDetails[place].status = status
            siteDetails[place].changedAt = now
            changes.siteDetails.insert(UInt32(place))
        } else {
            changes.siteDetails.insert(UInt32(siteDetails.count))
            siteDetails.append(
                SiteDetailLive(job: effect.a, kind: kind, server: server, status: status, changedAt: now))
        }
    }

    private func writeOffers(_ place: UInt32) {
        let isFirst = jobs[Int(place)].requestID == nil
        if jobs[Int(place)].requestID == nil {
            jobs[Int(place)].requestID = RequestID(
                site: definition.code, counter: nextRequest % (RequestID.maximumCounter + 1))
            nextRequest += 1
            changes.counters = true
        }
        let package = jobs[Int(place)].package
        let holding = locations.filter { $0.package == package }.map(\.server)
        let listed = jobs[Int(place)].servers.filter { holding.contains($0) }
        let others = holding.filter { !listed.contains($0) }
        let offered = Array((listed + others).prefix(10))
        jobs[Int(place)].offeredServers = offered
        jobs[Int(place)].offeredPaths = offered.map { server in
            guard let place = locationIndex(package: package, server: server) else { return "" }
            return "\(locations[place].share)\\\(packageFolder(of: locations[place]))"
        }
        changes.jobs.insert(place)
        forEachDetail(of: place) { detail in
            // Written again with other servers, only records that are still there change: who ran it is done.
            if !isFirst, details[detail].flags & DetailFlags.inMaster.rawValue == 0 { return }
            details[detail].flags |= DetailFlags.inMaster.rawValue
            touchFiles(ofDetail: detail)
        }
    }

    /// Calls something for each workstation detail of a job.
    package func forEachDetail(of place: UInt32, _ body: (Int) -> Void) {
        let live = jobs[Int(place)]
        for detail in Int(live.firstDetail)..<(Int(live.firstDetail) + Int(live.details)) { body(detail) }
    }

    /// Notes that a client's instruction files changed.
    package func touchFiles(ofDetail detail: Int) {
        if tracksFiles { changes.clients.insert(details[detail].client) }
    }

    private func publishOffers(_ place: UInt32) {
        let reachable = logonServers.filter { servers[Int($0)].isReachable }
        let fresh = reachable.filter { !jobs[Int(place)].publishedTo.contains($0) }
        jobs[Int(place)].newlyPublished = fresh
        jobs[Int(place)].publishedTo += fresh
        if fresh.isEmpty { return }
        forEachDetail(of: place) { detail in
            details[detail].flags |= DetailFlags.inCopy.rawValue
            touchFiles(ofDetail: detail)
        }
    }

    private func copyInstructions() {
        for detail in copyDirty {
            details[Int(detail)].flags &= ~DetailFlags.inCopy.rawValue
            touchFiles(ofDetail: Int(detail))
        }
        copyDirty.removeAll(keepingCapacity: true)
    }

    private func collectStatuses(server: UInt32) {
        for status in left where status.server == server {
            receive(
                .status, subject: status.detail, info: status.outcome.rawValue, attempt: status.attempt)
        }
        left.removeAll { $0.server == server }
        changes.boxes = true
    }

    private func reportLocations() {
        for place in locations.indices where !locations[place].isReported {
            locations[place].isReported = true
            changes.locations.insert(UInt32(place))
        }
    }

    private func leaveStatus(_ detail: UInt32, _ outcome: Outcome, server: UInt32) {
        // The run it tells of goes with it: by the time it is read the client may have run the command again.
        left.append(
            LeftStatus(
                detail: detail, outcome: outcome, server: server, attempt: details[Int(detail)].attempts))
        changes.boxes = true
    }

    private func countAttempt(_ detail: UInt32) {
        if details[Int(detail)].attempts < UInt8.max { details[Int(detail)].attempts += 1 }
    }

    private func loadStatus(_ detail: UInt32, _ outcome: Outcome) {
        toLoad.append(LeftStatus(detail: detail, outcome: outcome, server: noHandle))
    }

    private func removeRecord(_ detail: UInt32) {
        details[Int(detail)].flags &= ~DetailFlags.inMaster.rawValue
        copyDirty.append(detail)
        touchFiles(ofDetail: Int(detail))
    }

    private func setDetail(_ detail: UInt32, _ status: JobStatus, now: Int64) {
        let place = Int(detail)
        var row = details[place]
        count(JobStatus(rawValue: Int(row.status)) ?? .none, in: Int(row.job), by: -1)
        count(status, in: Int(row.job), by: 1)
        row.status = UInt8(status.rawValue)
        if row.flags & DetailFlags.changed.rawValue == 0 {
            row.flags |= DetailFlags.changed.rawValue
            changes.details.append(detail)
        }
        details[place] = row
        detailChangedAt[place] = now
        reports += 1
    }

    private func count(_ status: JobStatus, in job: Int, by step: Int32) {
        func changed(_ number: UInt32) -> UInt32 { UInt32(Int32(bitPattern: number) + step) }
        switch status {
        case .complete: jobs[job].completed = changed(jobs[job].completed)
        case .retrying: jobs[job].retrying = changed(jobs[job].retrying)
        case .cancelled: jobs[job].cancelled = changed(jobs[job].cancelled)
        default: break
        }
    }

    private func stripOffers(_ place: UInt32, now: Int64) {
        // Later installs are refused: an instruction that still waits here is dropped (event code 6).
        let dropped = receivedInstructions.filter { $0.kind == .instruction && $0.subject == place }
        if !dropped.isEmpty {
            for entry in dropped { noteTaken(entry) }
            receivedInstructions.removeAll { $0.kind == .instruction && $0.subject == place }
            changes.boxes = true
        }
        forEachDetail(of: place) { detail in
            details[detail].flags &= ~DetailFlags.inMaster.rawValue
            copyDirty.append(UInt32(detail))
            touchFiles(ofDetail: detail)
            if details[detail].status != UInt8(JobStatus.complete.rawValue) {
                setDetail(UInt32(detail), .cancelled, now: now)
            }
        }
    }

    /// Takes what changed since the last time, and begins anew.
    package func takeChanges() -> SiteChanges {
        let taken = changes
        for detail in taken.details { details[Int(detail)].flags &= ~DetailFlags.changed.rawValue }
        changes = SiteChanges()
        changes.eventsWritten = events.count
        return taken
    }
}
