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
        case .placePackage: placePackage(effect.a, server: effect.b, drive: Int(effect.value), now: now)
        case .setSiteDetail: setSiteDetail(effect, now: now)
        case .writeOffers: writeOffers(effect.a)
        case .publishOffers: publishOffers(effect.a)
        case .copyInstructions: copyInstructions()
        case .collectStatuses: collectStatuses(server: effect.b, now: now)
        case .reportLocations: reportLocations(now: now)
        case .leaveStatus:
            leaveStatus(effect, now: now)
        case .countAttempt: countAttempt(effect.a)
        case .loadStatus: loadStatus(effect.a, effect.b, now: now)
        case .removeRecord: removeRecord(effect.a)
        case .setDetail: setDetail(effect.a, JobStatus(rawValue: Int(effect.b)) ?? .none, now: now)
        case .takeLoaded: takeLoaded(Int(effect.a), LoadType(rawValue: UInt8(effect.b)) ?? .jobStatus)
        case .touchLoadBox: changes.loader = true
        case .stripOffers: stripOffers(effect.a, everywhere: effect.value == 1, now: now)
        case .clearReports: reports = 0
        case .touchClient: if tracksFiles || effect.value == 1 { changes.clients.insert(effect.a) }
        case .removeFromServer: removeFromServer(effect.a, server: effect.b)
        case .removeStored: removeStored(effect.a)
        case .emptyDirectory: emptyDirectory(effect.a, server: effect.b)
        case .closeFiles: closeFiles(effect.a, server: effect.b)
        case .loseName:
            guard let place = locationIndex(package: effect.a, server: effect.b) else { return }
            locations[place].isNameLost = true
        case .removeCommands: removeCommands(effect.a)
        default: applyHierarchy(effect, now: now)
        }
    }

    private func applyHierarchy(_ effect: Effect, now: Int64) {
        switch effect.kind {
        case .setDestination where effect.value == Int64(DestinationLive.State.cancelled.rawValue):
            cancelDestination(effect.a, UInt16(effect.b), now: now)
        case .setDestination:
            setDestination(
                effect.a, UInt16(effect.b),
                DestinationLive.State(rawValue: UInt8(truncatingIfNeeded: effect.value)) ?? .none)
        case .queueSystemJob: queueSystemJob(effect.a, now: now)
        case .setSystemJob:
            setSystemJob(effect.a, JobStatus(rawValue: Int(effect.b)) ?? .active, isQueued: false)
        case .purgeSystemJobs: purgeSystemJobs(now: now)
        case .startRequest: startRequest(effect.a, left: effect.value, now: now)
        case .failRequest: failRequest(effect.a, until: effect.value, now: now)
        case .giveBack: giveBack(effect.a, until: effect.value, isTried: effect.b == 0, now: now)
        case .setRequestFault:
            setRequestFault(effect.a, RequestFault(rawValue: UInt8(truncatingIfNeeded: effect.b)) ?? .none)
        case .blankRequest: blankRequest(effect.a)
        case .keepRow: keepRow(effect.a)
        case .assignOutbox: assignOutbox(effect.a, now: now)
        case .abandonRequest: abandonRequest(effect.a, isLate: effect.b == 1, now: now)
        case .executeMiniJob: executeMiniJob(effect.a, now: now)
        case .forwardFile: forwardFile(effect.a, now: now)
        case .loadItems:
            loadItems(Int(effect.a), LoadType(rawValue: UInt8(effect.b)) ?? .other, now: now)
        case .updateServers: updateServers()
        case .sendGroups: sendGroups(now: now)
        case .retryMIFs:
            retryMIFs(Int(effect.a), LoadType(rawValue: UInt8(effect.b)) ?? .other, now: now)
        case .bundleReports: bundleReports(now: now)
        case .confirmCancel: confirmCancel(effect.a, now: now)
        case .endForeignJob: endForeignJob(effect.a)
        case .sendDefinition: sendDefinition(effect.a, now: now)
        case .writeControlFile: writeControlFile(of: UInt16(effect.a), now: now)
        case .dropProposal: dropProposal(of: UInt16(effect.a))
        case .loadControlFile: loadControlFile(now: now)
        case .reportControlFile: reportControlFile(now: now)
        case .beginSitePhase:
            beginPhase(
                SitePhase(rawValue: UInt8(truncatingIfNeeded: effect.b)) ?? .none, of: UInt16(effect.a),
                now: now)
        case .setSitePhase:
            setStatus(SiteStatus(rawValue: Int(effect.value)) ?? .failed, of: UInt16(effect.a), now: now)
        case .setProgramItems: setItems(effect.a)
        case .refuseControlFile:
            refuseControlFile(ConfigurationNote(rawValue: effect.value) ?? .refusedDomain, now: now)
        case .clearSilence: standing.remove(JobLive.raisedKey(221, effect.a))
        case .reportUserGroups: reportUserGroups(now: now)
        case .forgetGivenBack: givenBack = []
        case .configureScripts: configureScripts()
        case .settleCancel: settleCancel(effect.a, now: now)
        case .tellRetrying: tell(.retrying, of: requests[Int(effect.a)], now: now)
        default: preconditionFailure("the driver carries out effect \(effect.kind) itself")
        }
    }

    private func packageCompressed(_ place: UInt32) {
        changes.packages.insert(place)
        changes.archives.insert(place)
        if let row = packages[Int(place)].readRow {
            // Not the path of the compressed file alone: the whole row as it was read (Q122382).
            packages[Int(place)].package = row
            packages[Int(place)].readRow = nil
        }
        var source = packages[Int(place)].source
        let marks = packages[Int(place)].sourceMarks
        if packages[Int(place)].version > 0 {
            source.changedBytes = FileMark.bytes(of: marks, notIn: packages[Int(place)].packedMarks)
        }
        packages[Int(place)].packedMarks = marks
        let bytes = definition.compression.packedBytes(source.bytes)
        addFreeBytes(packages[Int(place)].transferBytes - bytes)
        packages[Int(place)].packed = source
        packages[Int(place)].version += 1
        packages[Int(place)].transferBytes = bytes
        let file = transferFile(of: packages[Int(place)].setID)
        if packages[Int(place)].isSharing {
            packages[Int(place)].package.sharing?.transferFile = file
            guard let whole = otherSet(of: Int(place)) else { return }
            packages[whole].package.sharing?.transferFile = file
            changes.packages.insert(UInt32(whole))
        } else {
            packages[Int(place)].package.workstation?.transferFile = file
        }
    }

    /// UNC of a package's compressed file: `SITE.SRV\SENDER.BOX\TOSEND\<packageID>.W00` (RG S3D3C).
    public func transferFile(of set: PackageSetID) -> String {
        let server = siteServer.map { servers[$0].definition.name } ?? definition.code.description
        return
            "\\\\\(server)\\SMS_SHR\(definition.smsDrive)\\site.srv\\sender.box\\tosend\\\(set.transferFile)"
    }

    /// The place of the site server's drive with the SMS directory.
    public var smsDrive: Int? {
        guard let server = siteServer else { return nil }
        return servers[server].drives.firstIndex {
            $0.letter.uppercased() == definition.smsDrive.uppercased()
        } ?? 0
    }

    func addFreeBytes(_ bytes: Int64) {
        guard let server = siteServer, let drive = smsDrive, servers[server].drives.indices.contains(drive)
        else { return }
        servers[server].drives[drive].freeBytes += bytes
        changes.servers.insert(UInt32(server))
    }

    private func setJobStatus(_ place: UInt32, packed: UInt32) {
        jobs[Int(place)].isDirty = false
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

    /// Puts something into RECEIVE.
    package func receive(
        _ kind: ReceivedLive.Kind, subject: UInt32, info: UInt32, retries: UInt32 = 0, notBefore: Int64 = 0,
        servers: [UInt32] = [], attempt: UInt8 = 0, from: UInt16 = Hierarchy.none, request: UInt32 = 0,
        heldUntil: Int64 = 0
    ) {
        let entry = ReceivedLive(
            kind: kind, subject: subject, info: info, retries: retries, notBefore: notBefore,
            servers: servers, number: nextReceived, attempt: attempt, from: from, request: request,
            heldUntil: heldUntil)
        if entry.isPlainStatus {
            receivedStatuses.append(ReceivedStatus(entry))
        } else {
            receivedInstructions.append(entry)
        }
        nextReceived &+= 1
        changes.boxes = true
    }

    /// Puts a client's status into RECEIVE that may be executed at once.
    private func receive(status detail: UInt32, info: UInt32, attempt: UInt8) {
        receivedStatuses.append(
            ReceivedStatus(
                detail: detail, outcome: UInt8(truncatingIfNeeded: info), attempt: attempt,
                number: nextReceived))
        nextReceived &+= 1
        changes.boxes = true
    }

    func takeReceived(number: UInt32) {
        changes.boxes = true
        // Statuses are taken in order, so that it is the first.
        guard let status = plainStatus(number: number) else {
            guard let place = instructionPlace(number: number) else { return }
            return noteTaken(receivedInstructions.remove(at: place))
        }
        if tracksFiles { noteTaken(status.entry) }
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
    func noteTaken(_ entry: ReceivedLive) { if tracksFiles { changes.taken.append(entry) } }

    /// Whether an instruction or a cancel of a job lies in RECEIVE.
    func holdsInstruction(of job: UInt32) -> Bool {
        receivedInstructions.contains {
            $0.subject == job && ($0.kind == .instruction || $0.kind == .cancel)
        }
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

    private func placePackage(_ package: UInt32, server: UInt32, drive: Int, now: Int64) {
        if packages[Int(package)].isSharing { return placeShared(package, server: server) }
        let bytes = packages[Int(package)].packed.bytes
        let version = packages[Int(package)].storedVersion
        let letter = servers[Int(server)].drives[drive].letter.uppercased()
        let share = packageShareName(server: server, letter: letter)
        changes.servers.insert(server)
        put(
            LocationLive(
                package: package, server: server, drive: drive, share: share, version: version, bytes: bytes,
                isReported: false))
        // A volume is there without being shared.
        if servers[Int(server)].definition.kind.isNetWare { return }
        if !servers[Int(server)].shares.contains(where: { $0.name == share }) {
            var made = ShareLive(name: share, drive: drive)
            made.comment = shareComment(at: now)
            servers[Int(server)].shares.append(made)
        }
    }

    /// The comment of a share for packages: the day it was made, by the site's clock (RG S3CEA, Q250381).
    private func shareComment(at now: Int64) -> String {
        func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let time = siteTime(at: now).civil
        let year = quirks.contains(.shareComment100) ? time.year - 1_900 : time.year % 100
        return "SMS Package Storage Share \(pad(time.month))/\(pad(time.day))/\(pad(year))"
    }

    /// Puts a package where it was not, or anew where it was; a row that was told of it stays.
    func put(_ location: LocationLive) {
        let server = Int(location.server)
        var location = location
        location.permissions = packages[Int(location.package)].permissions
        location.hasVolume =
            packages[Int(location.package)].isForMacintosh && servers[server].definition.macintosh
            && servers[server].drives[location.drive].fileSystem == .ntfs
        if let place = locationPlace(package: location.package, server: location.server) {
            let old = locations[place]
            servers[server].drives[old.drive].freeBytes += old.bytes
            location.isReported = old.isReported
            location.isTold = old.isReported || old.isTold && !old.isRemoved
            if !old.isRemoved, !quirks.contains(.rightsReset) {
                // Rights are for the one who set them since, but for a new directory.
                location.permissions = old.permissions
            }
            location.isServiceOnly = old.isServiceOnly && !old.isRemoved
            if !location.isReadable { hasUnreadable = true }
            locations[place] = location
            changes.locations.insert(UInt32(place))
        } else {
            if !location.isReadable { hasUnreadable = true }
            changes.locations.insert(UInt32(locations.count))
            locations.append(location)
        }
        servers[server].drives[location.drive].freeBytes -= location.bytes
        changes.servers.insert(location.server)
    }

    /// The share that holds package directories: SMS_PKGx, x the drive letter (RG S3D3C); the volume on NetWare.
    public func packageShareName(server: UInt32, letter: String) -> String {
        servers[Int(server)].definition.kind.isNetWare ? letter : "SMS_PKG\(letter)"
    }

    /// A package's directory below its share; on the volume of a NetWare server it lies in the SMS directory
    /// (Q169748, Q161310).
    public func packageFolder(of location: LocationLive) -> String {
        if !location.path.isEmpty {
            guard Self.lies(location.path, below: location.share) else { return location.path }
            return String(location.path.dropFirst(location.share.count + 1))
        }
        let id = packages[Int(location.package)].package.id
        return location.isOnVolume ? "SMS\\LOGON.SRV\\PCMPKG.SRC\\\(id)" : id.description
    }

    private func setSiteDetail(_ effect: Effect, now: Int64) {
        guard let kind = JobDetailKind(rawValue: Int(effect.b & 15)) else { return }
        let server = kind == .server ? effect.b >> 4 : noHandle
        let status = JobStatus(rawValue: Int(effect.value)) ?? .none
        if kind == .server, status == .complete {
            // Served: what stood about this server is gone.
            for number in SiteImage.serverEvents + SiteImage.besideEvents {
                clear(number, server, job: effect.a)
            }
            for number in SiteImage.storeEvents + SiteImage.fileEvents {
                clear(number, jobs[Int(effect.a)].package, job: effect.a)
            }
        }
        if kind == .siteArrival, status == .complete, jobs[Int(effect.a)].package != noHandle {
            packages[Int(jobs[Int(effect.a)].package)].isInHistory = true
        }
        let before = siteDetailIndex(job: effect.a, kind: kind, server: server).map { siteDetails[$0].status }
        putSiteDetail(job: effect.a, kind: kind, server: server, site: number, status: status, now: now)
        guard before != status, jobs[Int(effect.a)].origin != number else { return }
        let item: ReportItem.Kind =
            switch kind {
            case .siteArrival: .siteArrival
            case .server: .server
            case .completion, .workstation: .completion
            }
        reportDetail(
            item, job: Int(effect.a), status: status, server: kind == .server ? serverName(server) : "",
            now: now)
    }

    /// How many servers a client instruction names at most (Q161310).
    static var namedServers: Int { 10 }

    private func writeOffers(_ place: UInt32) {
        let isFirst = !jobs[Int(place)].hasOffers
        jobs[Int(place)].hasOffers = true
        giveRequestID(place)
        let package = jobs[Int(place)].package
        let holding = holders(of: package)
        let listed = jobs[Int(place)].servers.filter { holding.contains($0) }
        let others = holding.filter { !listed.contains($0) }
        let offered = Array((listed + others).prefix(Self.namedServers))
        jobs[Int(place)].offeredServers = offered
        jobs[Int(place)].offeredPaths = offered.map { server in
            guard let place = locationIndex(package: package, server: server) else { return "" }
            return "\(locations[place].share)\\\(packageFolder(of: locations[place]))"
        }
        if jobs[Int(place)].origin == number {
            jobs[Int(place)].otherServers = otherServers(of: jobs[Int(place)], at: number)
        }
        changes.jobs.insert(place)
        forEachDetail(of: place) { detail in
            // Written again with other servers, only records that are still there change: who ran it is done.
            if !isFirst, details[detail].flags & DetailFlags.inMaster.rawValue == 0 { return }
            details[detail].flags |= DetailFlags.inMaster.rawValue
            touchFiles(ofDetail: detail)
        }
    }

    /// The servers that a job's client instructions name, those of its other sites behind the own ones; ten at most
    /// (Q161310, Q121386).
    package func offeredNames(of place: Int) -> [String] {
        let own = jobs[place].offeredServers.map { servers[Int($0)].definition.name }
        let others = jobs[place].otherServers.filter { !own.contains($0) }
        return Array((own + others).prefix(Self.namedServers))
    }

    /// Gives a job the request that its client instructions carry at every site.
    func giveRequestID(_ place: UInt32) {
        guard jobs[Int(place)].requestID == nil else { return }
        jobs[Int(place)].requestID = RequestID(
            site: definition.code, counter: nextRequest % (RequestID.maximumCounter + 1))
        nextRequest += 1
        changes.counters = true
    }

    /// Calls something for each workstation detail of a job that is of an own client.
    package func forEachDetail(of place: UInt32, _ body: (Int) -> Void) {
        let live = jobs[Int(place)]
        for detail in Int(live.firstDetail)..<(Int(live.firstDetail) + Int(live.localDetails)) {
            body(detail)
        }
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

    private func collectStatuses(server: UInt32, now: Int64) {
        let isHeld = quirks.contains(.futureSNI)
        for status in left where status.server == server && isWritten(status, at: now) {
            // Without its MIF it tells that the command ran (Q138241).
            let hasMIF = status.completeAt <= now
            let outcome = hasMIF ? status.outcome : .success
            // The date that the client's clock gave the file (Q172899).
            let (info, date) = (
                outcome.rawValue | (hasMIF ? status.marks : 0), isHeld ? status.notBefore : 0
            )
            if date == 0 {
                receive(status: status.detail, info: info, attempt: status.attempt)
            } else {
                receive(
                    .status, subject: status.detail, info: info, notBefore: date, attempt: status.attempt)
            }
        }
        left.removeAll { $0.server == server && isWritten($0, at: now) }
        changes.boxes = true
    }

    /// Whether a client's status lies at its logon server: the program writes it before its MIF (Q138241).
    func isWritten(_ status: LeftStatus, at now: Int64) -> Bool {
        status.completeAt <= now || quirks.contains(.sniBeforePCK)
    }

    private func reportLocations(now: Int64) {
        for place in locations.indices where locations[place].isToBeTold {
            locations[place].isTold = true
            // A secondary site has no database: its parents' is told.
            if definition.isSecondary {
                locations[place].isReported = true
                changes.locations.insert(UInt32(place))
            }
            let id = packages[Int(locations[place].package)].package.id
            var item = ReportItem(
                kind: .location, origin: hierarchy.number(of: id.site) ?? number, site: number, instant: now)
            item.number = Int64(id.counter)
            item.name = servers[Int(locations[place].server)].definition.name
            item.status = packages[Int(locations[place].package)].isSharing ? 1 : 0
            putMIF(item)
        }
    }

    /// Milliseconds between the two files of a status with a MIF; our choice (Q138241 has no figure).
    static let statusMIFMilliseconds: Int64 = 1_000

    private func leaveStatus(_ effect: Effect, now: Int64) {
        let outcome = Outcome(rawValue: effect.b & StatusBits.outcome) ?? .success
        // No server has 24 bits.
        let server = effect.b >> 8
        // The run it tells of goes with it: by the time it is read the client may have run the command again.
        var status = LeftStatus(
            detail: effect.a, outcome: outcome,
            server: server == noHandle >> 8 ? noHandle : server,
            attempt: details[Int(effect.a)].attempts, notBefore: effect.value,
            completeAt: outcome == .failed || outcome == .malformed
                ? now + Self.statusMIFMilliseconds : 0)
        status.marks = effect.b
        left.append(status)
        changes.boxes = true
    }

    private func countAttempt(_ detail: UInt32) {
        if details[Int(detail)].attempts < UInt8.max { details[Int(detail)].attempts += 1 }
    }

    private func loadStatus(_ detail: UInt32, _ info: UInt32, now: Int64) {
        let outcome = Outcome(rawValue: info & StatusBits.outcome) ?? .success
        guard definition.isSecondary else {
            var status = LeftStatus(detail: detail, outcome: outcome, server: noHandle, notBefore: now)
            status.marks = info
            loadBox[loadType(of: status)].append(status)
            changes.loader = true
            return
        }
        // A secondary site has no database: the file goes straight to SITEREP.BOX (RG).
        let status = outcome.status
        if status == .retrying, details[Int(detail)].status == UInt8(JobStatus.cancelled.rawValue) { return }
        setDetail(detail, status, now: now, marks: info & StatusBits.marks)
    }

    private func removeRecord(_ detail: UInt32) {
        details[Int(detail)].flags &= ~DetailFlags.inMaster.rawValue
        copyDirty.append(detail)
        touchFiles(ofDetail: Int(detail))
    }

    func setDetail(_ detail: UInt32, _ status: JobStatus, now: Int64, marks: UInt32 = 0) {
        let place = Int(detail)
        var row = details[place]
        let job = Int(row.job)
        let isRemote = Self.isRemote(row.client)
        // A row that passes through on its way up is no target of a job here.
        if !isRemote || jobs[job].origin == number {
            count(JobStatus(rawValue: Int(row.status)) ?? .none, in: job, by: -1)
            count(status, in: job, by: 1)
            jobs[job].isDirty = true
        }
        row.status = UInt8(status.rawValue)
        if row.flags & DetailFlags.changed.rawValue == 0 {
            row.flags |= DetailFlags.changed.rawValue
            changes.details.append(detail)
        }
        details[place] = row
        detailChangedAt[place] = now
        if jobs[job].origin == number || parent == nil { reports += 1 }
        if !isRemote, jobs[job].origin != number { reportWorkstation(place, marks: marks, now: now) }
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

    private func stripOffers(_ place: UInt32, everywhere: Bool, now: Int64) {
        if !everywhere {
            jobs[Int(place)].cancelledAt = now
            changes.jobs.insert(place)
            if jobs[Int(place)].package != noHandle { purgeHistory(jobs[Int(place)].package) }
        }
        // Later installs are refused: an instruction that still waits here is dropped (event code 6).
        let dropped = receivedInstructions.filter { $0.kind == .instruction && $0.subject == place }
        if !dropped.isEmpty {
            for entry in dropped { noteTaken(entry) }
            receivedInstructions.removeAll { $0.kind == .instruction && $0.subject == place }
            changes.boxes = true
        }
        forEachDetail(of: place) { detail in
            if !isHeld(details[detail].client, now: now) {
                details[detail].flags &= ~DetailFlags.inMaster.rawValue
                copyDirty.append(UInt32(detail))
                touchFiles(ofDetail: detail)
            }
            if details[detail].status != UInt8(JobStatus.complete.rawValue) {
                setCancelled(detail, now: now)
            }
        }
        guard everywhere else { return cancelSiteRows(ofJob: place, at: number, now: now) }
        cancelSiteRows(ofJob: place, at: nil, now: now)
        let live = jobs[Int(place)]
        for detail in Int(live.firstDetail + live.localDetails)..<Int(live.firstDetail + live.details)
        where details[detail].status != UInt8(JobStatus.complete.rawValue) {
            setCancelled(detail, now: now)
        }
    }

    /// Marks a row as Canceled; no status file comes of it, since the site that made the job does it for all.
    private func setCancelled(_ detail: Int, now: Int64) {
        let wasOwn = jobs[Int(details[detail].job)].origin == number
        if wasOwn { return setDetail(UInt32(detail), .cancelled, now: now) }
        let (box, since, count) = (reportBox.count, reportsSince, reports)
        setDetail(UInt32(detail), .cancelled, now: now)
        if reportBox.count > box { reportBox.removeLast(reportBox.count - box) }
        reportsSince = since
        reports = count
    }

    /// Takes what changed since the last time, and begins anew.
    package func takeChanges() -> SiteChanges {
        let taken = changes
        for detail in taken.details { details[Int(detail)].flags &= ~DetailFlags.changed.rawValue }
        changes = SiteChanges()
        changes.eventsWritten = events.count
        changes.remoteLocationsWritten = remoteLocations.count
        return taken
    }
}
