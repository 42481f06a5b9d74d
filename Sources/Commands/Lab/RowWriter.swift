import CommandLineKit
import Emulation
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

/// Writes the rows of a site that changed since the last commit; only those.
struct RowWriter {
    let database: LabDatabase
    let image: SiteImage
    let clients: PackageCommandManager
    let times: OfferTimes
    /// All sites: events of sites below are told in their words.
    let peers: [SiteImage]
    private var site: SiteCode { image.definition.code }

    init(
        _ database: LabDatabase, _ image: SiteImage, _ clients: PackageCommandManager, _ times: OfferTimes,
        peers: [SiteImage]
    ) {
        self.database = database
        self.image = image
        self.clients = clients
        self.times = times
        self.peers = peers
    }

    /// Writes what changed.
    func write(_ changes: SiteChanges, offers: ContiguousArray<UInt32>) throws {
        if image.isRemoved {
            if changes.site { try database.removeRows(of: site) }
            return
        }
        if changes.site { try writeSite() }
        for place in changes.servers.places { try writeServer(Int(place)) }
        if changes.groups { try writeGroups() }
        if changes.queries { try writeQueries() }
        for place in changes.packages.places { try writePackage(Int(place)) }
        for place in changes.jobs.places { try writeJob(Int(place)) }
        try removeRequests(changes.removedRequests)
        try database.putAll(changes.requests.places.compactMap { request(Int($0)) })
        try writeSystemJobs(changes.systemJobs.places)
        if changes.known { try writeKnown() }
        try writeSiteControls(changes.siteControls.places)
        try writeRemoteLocations(from: changes.remoteLocationsWritten)
        try writeLocations(changes.locations.places)
        try database.putAll(changes.siteDetails.places.compactMap { siteDetail(Int($0)) })
        try writeDetails(changes.details)
        try writeEvents(from: changes.eventsWritten)
        if changes.counters || changes.site { try writeCounters() }
        try writeClients(changes.clients.places)
        try database.putOffers(offers.lazy.compactMap { offer(Int($0)) })
        for detail in offers { try removeHidden(Int(detail)) }
        // Attempts are counted when a program begins, not when its status comes in.
        try database.putJobDetails(
            offers.lazy.filter { image.details[Int($0)].attempts > 0 }.compactMap { workstation(Int($0)) })
    }

    /// Removes the row of a record that the client read and found to be for another platform.
    private func removeHidden(_ detail: Int) throws {
        let live = image.jobs[Int(image.details[detail].job)]
        guard clients.stage(detail) == .hidden, let request = live.requestID,
            let id = SMSID(site: site, counter: image.details[detail].client + 1)
        else { return }
        let store = database.store(for: site)
        try store.remove(ClientOfferRow.self, key: store.key(.name(id), .name(request)))
    }

    /// Writes every row of the site that is a function of its state, into a database without any; no events.
    func writeAll() throws {
        if image.isRemoved { return }
        try writeMachines(from: 0)
        try writeSmall(details: ContiguousArray(0..<UInt32(image.details.count)))
        try database.putAll(image.details.indices.lazy.compactMap { offer($0) })
    }

    /// Writes the rows that are not one for each client, and the workstation details that are named.
    func writeSmall(details: ContiguousArray<UInt32> = []) throws {
        var all = SiteChanges()
        all.site = true
        all.groups = true
        all.queries = true
        all.counters = true
        for place in image.servers.indices { all.servers.insert(UInt32(place)) }
        for place in image.packages.indices { all.packages.insert(UInt32(place)) }
        for place in image.jobs.indices { all.jobs.insert(UInt32(place)) }
        for place in image.requests.indices { all.requests.insert(UInt32(place)) }
        for place in image.locations.indices { all.locations.insert(UInt32(place)) }
        for counter in image.systemJobs.keys.sorted() { all.systemJobs.insert(counter) }
        all.known = true
        for site in image.siteControls.keys.sorted() { all.siteControls.insert(UInt32(site)) }
        for place in image.siteDetails.indices { all.siteDetails.insert(UInt32(place)) }
        all.details = details
        all.eventsWritten = image.events.count
        try write(all, offers: [])
    }

    /// Writes the rows of all offers with the times that are known.
    func writeOffers() throws {
        try database.putOffers(image.details.indices.lazy.compactMap { offer($0) })
    }

    // MARK: The site

    private func writeSite() throws {
        let definition = image.definition
        var row = SiteRow(
            site: site, code: site, name: definition.name, response: PollingInterval(definition.response),
            zone: definition.zone.description, server: definition.siteServer?.name ?? "",
            domain: definition.domains.first ?? "", smsDrive: definition.smsDrive)
        row.sqlClockOffsetMilliseconds = definition.sqlClockOffsetMilliseconds
        row.pcmPollingMinutes = definition.pcmPollingMinutes
        row.compressionEnabled = definition.compression.enabled
        row.compressionLevel = Int64(definition.compression.level)
        row.yieldMilliseconds = definition.compression.yieldMilliseconds
        row.ratioPercent = definition.compression.ratioPercent
        row.statusMilliseconds = definition.statusMilliseconds
        row.parent = definition.parent
        row.isSecondary = definition.isSecondary
        try database.putAll([row])
        let store = database.store(for: site)
        try store.replace(
            DomainRow.self, below: store.key(),
            with: definition.domains.enumerated().map { DomainRow(site: site, name: $1, ordinal: Int64($0)) })
        var addresses = definition.addresses.filter { $0.destination != site }
        if !definition.removeSelfAddress {
            let own = definition.addresses.first { $0.destination == site }
            addresses.insert(own ?? AddressDefinition(destination: site), at: 0)
        }
        try store.replace(
            AddressRow.self, below: store.key(),
            with: addresses.map {
                AddressRow(
                    site: site, destination: $0.destination, sender: $0.sender,
                    bitsPerSecond: $0.bitsPerSecond,
                    percent: Int64($0.percent))
            })
        try store.replace(
            SenderRow.self, below: store.key(),
            with: definition.allSenders.map { SenderRow(site: site, $0) })
        try writeSiteGroups()
        try writeProgramGroups()
    }

    /// Writes the control images of sites, PROPOSED and ACTUAL.
    private func writeSiteControls(_ sites: [UInt32]) throws {
        let store = database.store(for: site)
        for number in sites {
            let code = image.code(of: UInt16(number))
            guard let live = image.siteControls[UInt16(number)] else {
                try store.replace(
                    SiteControlRow.self, below: store.key(.name(code)), with: [SiteControlRow]())
                continue
            }
            let job = live.job == 0 ? nil : JobID(site: site, counter: live.job)
            for type in [ControlFileType.actual, .proposed] {
                let isActual = type == .actual
                let properties = isActual ? live.actual : live.proposed
                try store.put(
                    SiteControlRow(
                        site: site, code: code, type: type, status: live.status,
                        phase: Int64(live.phase.rawValue), jobID: job,
                        isWaiting: live.isWaiting, isUnderWay: live.isUnderWay,
                        stamp: isActual ? live.actualAt : live.proposedAt,
                        image: properties.lines.map { "\($0.name): \($0.value)" }.joined(separator: "\n")))
            }
        }
    }

    private func writeServer(_ place: Int) throws {
        let live = image.servers[place]
        let store = database.store(for: site)
        let name = live.definition.name
        if live.isRemoved {
            try store.replace(ShareRow.self, below: store.key(.text(name)), with: [ShareRow]())
            try store.replace(DriveRow.self, below: store.key(.text(name)), with: [DriveRow]())
            try store.remove(ServerRow.self, key: store.key(.text(name)))
            return
        }
        let domain =
            live.definition.domain.isEmpty ? image.definition.domains.first ?? "" : live.definition.domain
        try store.put(
            ServerRow(
                site: site, name: name, domain: domain, kind: live.definition.kind,
                roles: live.definition.roles,
                online: live.definition.online))
        try store.replace(
            DriveRow.self, below: store.key(.text(name)),
            with: live.drives.enumerated().map {
                DriveRow(
                    site: site, server: name, drive: $1.letter, ordinal: Int64($0), fileSystem: $1.fileSystem,
                    freeBytes: $1.freeBytes)
            })
        try store.replace(
            ShareRow.self, below: store.key(.text(name)),
            with: live.shares.map { share in
                ShareRow(
                    site: site, server: name, share: share.name, drive: live.drives[share.drive].letter,
                    path: "\\\(share.directory)", permissions: share.permissions,
                    comment: share.comment)
            })
    }

    private func writeGroups() throws {
        let store = database.store(for: site)
        try store.replace(MachineGroupMemberRow.self, below: store.key(), with: [MachineGroupMemberRow]())
        try store.replace(
            MachineGroupRow.self, below: store.key(),
            with: image.groups.map { MachineGroupRow(site: site, name: $0.name) })
        for group in image.groups {
            try database.putAll(
                group.members.enumerated().map {
                    MachineGroupMemberRow(site: site, group: group.name, ordinal: Int64($0), member: $1)
                })
        }
    }

    /// Writes site groups, with their members.
    private func writeSiteGroups() throws {
        let store = database.store(for: site)
        try store.replace(SiteGroupMemberRow.self, below: store.key(), with: [SiteGroupMemberRow]())
        try store.replace(
            SiteGroupRow.self, below: store.key(),
            with: image.definition.siteGroups.map { SiteGroupRow(site: site, name: $0.name) })
        for group in image.definition.siteGroups {
            try database.putAll(
                group.sites.enumerated().map {
                    SiteGroupMemberRow(
                        site: site, group: group.name, ordinal: Int64($0), member: $1.description)
                })
        }
    }

    /// Writes program groups, own ones and those of sites above, user groups and alerts.
    private func writeProgramGroups() throws {
        let store = database.store(for: site)
        try store.replace(ProgramGroupItemRow.self, below: store.key(), with: [ProgramGroupItemRow]())
        try store.replace(ProgramGroupUserRow.self, below: store.key(), with: [ProgramGroupUserRow]())
        try store.replace(UserGroupMemberRow.self, below: store.key(), with: [UserGroupMemberRow]())
        var groups: [ProgramGroupRow] = []
        var items: [ProgramGroupItemRow] = []
        var users: [ProgramGroupUserRow] = []
        for (number, group) in image.programGroups {
            let code = image.code(of: number)
            guard let id = PackageID(site: code, counter: UInt32(clamping: group.number)) else { continue }
            groups.append(ProgramGroupRow(site: site, id: id, name: group.name, siteCode: code))
            for (ordinal, item) in group.items.enumerated() {
                items.append(
                    ProgramGroupItemRow(
                        site: site, groupID: id, ordinal: Int64(ordinal), packageID: item.package,
                        title: item.title))
            }
            for (ordinal, user) in group.userGroups.enumerated() {
                users.append(
                    ProgramGroupUserRow(site: site, groupID: id, ordinal: Int64(ordinal), userGroup: user))
            }
        }
        try store.replace(ProgramGroupRow.self, below: store.key(), with: groups)
        try database.putAll(items)
        try database.putAll(users)
        let userGroups = image.definition.userGroups
        try store.replace(
            UserGroupRow.self, below: store.key(),
            with: userGroups.map { UserGroupRow(site: site, name: $0.name) })
        for group in userGroups {
            try database.putAll(
                group.users.enumerated().map {
                    UserGroupMemberRow(site: site, group: group.name, ordinal: Int64($0), user: $1)
                })
        }
        try store.replace(
            AlertRow.self, below: store.key(),
            with: image.definition.alerts.map {
                AlertRow(
                    site: site, name: $0.name, query: $0.query, atLeast: $0.atLeast, minutes: $0.minutes,
                    tells: $0.tells)
            })
    }

    private func writeQueries() throws {
        let store = database.store(for: site)
        try store.replace(
            QueryRow.self, below: store.key(),
            with: image.queries.map { QueryRow(site: site, id: $0.id, $0.definition) })
    }

    private func writeCounters() throws {
        var counters: [(String, Int64)] = [
            (CounterRow.nextMachineID, Int64(image.clients.count) + 1),
            (CounterRow.nextSMSID, Int64(image.clients.count) + 1),
            (CounterRow.nextPackage, Int64(image.nextPackage)), (CounterRow.nextJob, Int64(image.nextJob)),
            (CounterRow.nextRequest, Int64(image.nextRequest)),
            (CounterRow.nextSendRequest, Int64(image.nextSendRequest)),
        ]
        // Only once it counts: labs of the first release have no such row.
        if image.nextQuery > 1 { counters.append((CounterRow.nextQuery, Int64(image.nextQuery))) }
        try database.putAll(counters.map { CounterRow(site: site, name: $0.0, value: $0.1) })
    }

    // MARK: Packages and jobs

    private func writePackage(_ place: Int) throws {
        let live = image.packages[place]
        let store = database.store(for: site)
        // The rows are those of the whole package.
        if live.isSharing { return }
        if live.isReplica, !live.isDefined { return }
        if live.isDeleted {
            try store.removePackage(live.package.id)
            return
        }
        try store.put(live.package)
        guard live.source.isKnown else { return }
        guard var row = try store.get(PackageRow.self, key: store.key(.name(live.package.id))) else { return }
        row.sourceFiles = live.source.files
        row.sourceBytes = live.source.bytes
        row.sourceLongestPath = live.source.longestPath
        row.needsNTFS = live.source.needsNTFS
        try store.put(row)
    }

    private func writeJob(_ place: Int) throws {
        let live = image.jobs[place]
        // Another site's job is a row of that site's database.
        guard live.origin == image.number else { return }
        let store = database.store(for: site)
        if live.isDeleted {
            try store.remove(JobRow.self, key: store.key(.name(live.job.id)))
            try database.connection.run(
                "DELETE FROM JobDetails WHERE Site = ? AND JobID = ?", [.name(site), .name(live.job.id)],
                doing: "removing the details of job \(live.job.id)")
            return
        }
        try store.put(
            JobRow(
                site: site, job: live.job, created: live.createdAt, activated: live.activatedAt,
                who: live.who,
                offer: live.offer))
    }

    private func request(_ place: Int) -> RequestRow? {
        let live = image.requests[place]
        if image.freeRequests.contains(UInt32(place)) { return nil }
        let job = live.job == noHandle ? nil : image.jobs[Int(live.job)]
        guard let id = job?.job.id ?? JobID(site: site, counter: live.systemJob) else { return nil }
        var row = RequestRow(
            site: site, requestID: live.id, jobID: id, destination: image.code(of: live.destination),
            outbox: live.sender?.outbox ?? "", priority: live.priority,
            instructionFile: FileNames.instruction(live, image))
        row.status = SiteModel.SendRequestStatus(rawValue: Int(live.status.rawValue)) ?? .none
        row.bytesTotal = live.bytes
        row.bytesLeft = live.bytesLeft
        row.syncPoint = live.bytes - live.bytesLeft
        row.connects = live.connects
        row.cancelled = live.isCancel
        row.actionCode = live.sender == nil && live.firstFailedAt != nil ? .retry : .nothing
        row.restartAt = live.restartAt == 0 ? nil : live.restartAt
        row.senderID = live.startedAt == nil ? "" : Component(live.sender ?? .lan).name
        if live.carriesPackage, let job, job.package != noHandle {
            row.packageFile = image.transferFile(of: image.packages[Int(job.package)].setID)
        }
        row.firstStartedAt = live.startedAt
        row.startedAt = live.startedAt
        row.endedAt = live.endedAt
        row.heartbeatAt = live.endedAt ?? live.startedAt
        return row
    }

    private func removeRequests(_ requests: [RequestLive]) throws {
        let store = database.store(for: site)
        for request in requests { try store.remove(RequestRow.self, key: store.key(.name(request.id))) }
    }

    private func writeSystemJobs(_ counters: [UInt32]) throws {
        let store = database.store(for: site)
        for counter in counters {
            guard let id = JobID(site: site, counter: counter) else { continue }
            guard let live = image.systemJobs[counter] else {
                try store.remove(SystemJobRow.self, key: store.key(.name(id)))
                continue
            }
            let destination = image.code(of: live.destination)
            try store.put(
                SystemJobRow(
                    site: site, jobID: id, kind: live.kind, comment: live.kind.comment(destination),
                    status: live.status, sendingStatus: live.sending, destination: destination,
                    created: live.createdAt, ended: live.endedAt))
        }
    }

    /// Rows of the computers of sites below, as their inventory told; a secondary site has no database.
    private func writeKnown() throws {
        guard !image.definition.isSecondary else { return }
        let known = image.known
        // What was forgotten with a site that was detached goes; the rest is put back as it was.
        try database.connection.run(
            "DELETE FROM Machines WHERE Site = ? AND dwMachineID > ?",
            [.name(site), .integer(Int64(KnownMachines.bit))], doing: "writing the computers of sites below")
        for (index, block) in known.population.blocks.enumerated() {
            let part = known.parts[index]
            let code = image.code(of: part.site)
            try database.putMachines(
                (0..<block.range.count).lazy.compactMap { place -> MachineRow? in
                    guard let id = SMSID(site: code, counter: part.first + UInt32(place) + 1),
                        !known.population.isRemoved(block.base + place)
                    else { return nil }
                    return MachineRow(
                        site: site, machineID: Int64(KnownMachines.bit) + Int64(block.base + place) + 1,
                        smsID: id, siteCode: code, name: block.name(at: place), domain: block.domain,
                        platform: block.range.platform, user: block.range.user)
                })
        }
    }

    private func writeRemoteLocations(from first: Int) throws {
        guard first < image.remoteLocations.count else { return }
        try database.putAll(
            image.remoteLocations[first...].compactMap { location -> PackageLocationRow? in
                guard let id = PackageID(site: image.code(of: location.origin), counter: location.package)
                else { return nil }
                return PackageLocationRow(
                    site: site, packageID: id, server: location.server, kind: location.kind,
                    siteCode: image.code(of: location.site), share: "", path: "")
            })
    }

    private func writeLocations(_ places: [UInt32]) throws {
        // The database learns of a location when Maintenance Manager has reported it.
        if image.definition.isSecondary { return }
        let changed = places.map { image.locations[Int($0)] }
        try database.putAll(changed.filter(\.isReported).map { location($0) })
        let store = database.store(for: site)
        for gone in changed where gone.isRemoved && !gone.isReported {
            try store.remove(PackageLocationRow.self, key: location(gone).key)
        }
    }

    private func location(_ location: LocationLive) -> PackageLocationRow {
        let set = image.packages[Int(location.package)].setID
        return PackageLocationRow(
            site: site, packageID: set.id, server: image.servers[Int(location.server)].definition.name,
            kind: set.kind, siteCode: site, share: location.share, path: image.packageFolder(of: location))
    }

    private func siteDetail(_ place: Int) -> JobDetailRow? {
        let live = image.siteDetails[place]
        let job = image.jobs[Int(live.job)]
        // A secondary site keeps no details; another primary's job has those that were reported.
        if job.isDeleted || image.definition.isSecondary { return nil }
        let isOwn = live.site == image.number
        // The own site's rows have the place of the server; those of sites below follow behind.
        let ordinal =
            isOwn
            ? (live.kind == .server ? Int64(live.server) : 0)
            : Int64(live.site) << 20 | (live.kind == .server ? Int64(live.server & 0xF_FFFF) : 0)
        return JobDetailRow(
            site: site, jobID: job.job.id, kind: live.kind, ordinal: ordinal,
            targetSite: image.code(of: live.site),
            server: live.kind == .server ? image.serverName(live.server) : nil,
            status: live.status, changed: live.status == .none ? nil : live.changedAt)
    }

    /// The row of a workstation detail; nil: there is none.
    func workstation(_ detail: Int) -> JobDetailRow? {
        let job = image.jobs[Int(image.details[detail].job)]
        let client = image.details[detail].client
        guard !job.isDeleted, !image.definition.isSecondary, let id = image.smsID(of: client) else {
            return nil
        }
        let status = JobStatus(rawValue: Int(image.details[detail].status)) ?? .none
        // The rows of another site's job are those that a status was loaded for.
        let isOwn = job.origin == image.number
        if !isOwn, status == .none { return nil }
        return JobDetailRow(
            site: site, jobID: job.job.id, kind: .workstation,
            ordinal: isOwn ? Int64(detail) - Int64(job.firstDetail) : Int64(detail),
            targetSite: image.code(of: image.site(ofClient: client)), machineID: id, status: status,
            changed: status == .none ? nil : image.detailChangedAt[detail],
            attempts: Int64(image.details[detail].attempts))
    }

    /// Writes workstation details: fresh rows of neighbouring machines as one set, as the Scheduler's own statement
    /// would, everything else row by row.
    private func writeDetails(_ details: ContiguousArray<UInt32>) throws {
        var place = 0
        while place < details.count {
            let end = endOfFreshRun(details, from: place)
            if end - place >= Self.smallestSet, try insertSet(details, place..<end) {
                place = end
                continue
            }
            let last = max(end, place + 1)
            try database.putJobDetails(details[place..<last].lazy.compactMap { workstation(Int($0)) })
            place = last
        }
    }

    /// From how many rows on a set is worth a statement of its own.
    private static let smallestSet = 64

    /// The end of the run of details that have no status yet and belong to one job and neighbouring machines.
    private func endOfFreshRun(_ details: ContiguousArray<UInt32>, from begin: Int) -> Int {
        let first = Int(details[begin])
        var place = begin
        while place < details.count {
            let detail = Int(details[place])
            let step = place - begin
            if SiteImage.isRemote(image.details[detail].client) { break }
            guard image.jobs[Int(image.details[detail].job)].origin == image.number,
                !image.definition.isSecondary
            else { break }
            guard detail == first + step, image.details[detail].job == image.details[first].job,
                image.details[detail].client == image.details[first].client + UInt32(step),
                image.details[detail].status == 0, image.details[detail].attempts == 0
            else { break }
            place += 1
        }
        return place
    }

    /// Inserts a run of fresh details with one statement; false when a machine has no row, and nothing is done.
    private func insertSet(_ details: ContiguousArray<UInt32>, _ run: Range<Int>) throws -> Bool {
        let first = Int(details[run.lowerBound])
        let job = image.jobs[Int(image.details[first].job)]
        if job.isDeleted { return true }
        let machine = Int64(image.details[first].client) + 1
        let bounds: [FieldValue] = [
            .name(site), .integer(machine), .integer(machine + Int64(run.count) - 1),
        ]
        let doing = "storing the details of job \(job.job.id)"
        let present = try database.connection.withStatement(
            "SELECT count(*) FROM Machines WHERE Site = ? AND dwMachineID BETWEEN ? AND ?", doing: doing
        ) { row throws(DatabaseError) in
            try row.bind(bounds)
            return try row.step() ? row.integer(0) : 0
        }
        guard present == Int64(run.count) else { return false }
        let ordinal = Int64(first) - Int64(job.firstDetail) - machine
        try database.connection.run(
            """
            INSERT OR REPLACE INTO JobDetails \
            SELECT ?1, ?4, 4, dwMachineID + ?5, ?1, SMSID, NULL, 0, NULL, 0, '' FROM Machines \
            WHERE Site = ?1 AND dwMachineID BETWEEN ?2 AND ?3 ORDER BY dwMachineID
            """, bounds + [.name(job.job.id), .integer(ordinal)], doing: doing)
        return true
    }

    /// The row of an offer; nil: there is none.
    func offer(_ detail: Int) -> ClientOfferRow? {
        let job = image.jobs[Int(image.details[detail].job)]
        let stage = clients.stage(detail)
        guard let request = job.requestID, job.package != noHandle,
            let id = SMSID(site: site, counter: image.details[detail].client + 1),
            let state = Self.state(stage)
        else { return nil }
        let client = image.details[detail].client
        let (number, jobNumber) = (client + 1, job.job.id.counter)
        let moments = times.moments(client: number, job: jobNumber)
        let server = clients.logonServer(of: Int(client), image)
        return ClientOfferRow(
            site: site, smsID: id, requestID: request, jobID: job.job.id,
            packageID: image.packages[Int(job.package)].package.id, commandName: job.job.commandName ?? "",
            state: state,
            seenAt: stage == .unread ? nil : times.seenAt(client: number, job: jobNumber, server: server),
            offeredAt: moments.offeredAt, startedAt: moments.startedAt, endedAt: moments.endedAt,
            attempts: Int64(image.details[detail].attempts), exitCode: moments.exitCode)
    }

    /// The word of the database for a stage; nil: the client never sees it.
    static func state(_ stage: OfferStage) -> OfferState? {
        switch stage {
        case .absent, .hidden: nil
        case .unread, .waiting, .serviceOnly, .found: .waiting
        case .pending, .countdown: .offered
        case .running: .running
        case .executed, .unconfirmed: .executed
        case .archived: .archived
        case .expired, .expiring: .expired
        case .withdrawn: .cancelled
        case .failed: .failed
        }
    }

    private func writeEvents(from first: Int) throws {
        guard first < image.events.count, !image.definition.isSecondary else { return }
        try database.appendEvents(
            (first..<image.events.count).map { event($0, insertions(of: $0)) }, site: site)
    }

    /// The insertions of an event, by what is so now at the site that raised it.
    func insertions(of place: Int) -> [String] {
        let (owner, event) = origin(of: image.events[place])
        return EventWords(image: owner, rules: clients.rules, peers: peers).insertions(of: event)
    }

    /// An event as the site has it that raised it.
    private func origin(of event: EventLive) -> (image: SiteImage, event: EventLive) {
        guard event.source != Hierarchy.none, peers.indices.contains(Int(event.source)),
            peers[Int(event.source)].events.indices.contains(Int(event.sourcePlace))
        else { return (image, event) }
        let owner = peers[Int(event.source)]
        return (owner, owner.events[Int(event.sourcePlace)])
    }

    /// The row of an event; the insertions say what was so at its time.
    func event(_ place: Int, _ insertions: [String]) -> EventRow {
        let (owner, event) = origin(of: image.events[place])
        let severity = EventCatalogue.entry(Int(event.number))?.severity
        return EventRow(
            site: site, ordinal: Int64(place) + 1, instant: event.instant, eventID: event.number,
            severity: severity == .information ? .information : .nonFatalError,
            component: event.component.name, machine: owner.definition.siteServer?.name ?? "",
            jobID: event.job == noHandle ? nil : owner.jobs[Int(event.job)].job.id,
            jobDestination: event.job == noHandle ? nil : owner.definition.code,
            insertions: JSONValue.array(insertions.map { .string($0) }).compact)
    }

    // MARK: Clients

    private func writeClients(_ places: [UInt32]) throws {
        var removed: [UInt32] = []
        try database.putMachines(
            places.lazy.compactMap { client -> MachineRow? in
                if image.clients.isRemoved(Int(client)) {
                    removed.append(client)
                    return nil
                }
                return machine(Int(client))
            })
        for client in removed {
            let store = database.store(for: site)
            try store.remove(MachineRow.self, key: store.key(.integer(Int64(client) + 1)))
        }
    }

    /// Writes the rows of clients from a place on, range by range.
    func writeMachines(from first: Int) throws {
        for block in image.clients.blocks where block.base + block.range.count > first {
            let begin = max(first, block.base)
            let end = block.base + block.range.count
            for part in stride(from: begin, to: end, by: Self.machinesBetweenLooks) {
                // A million rows take seconds, and whoever presses Ctrl-C wants it now; the transaction goes back.
                if Interrupt.wasPressed {
                    throw CommandFailure(ExitCode.interrupted, "interrupted; nothing was made or changed")
                }
                let last = min(part + Self.machinesBetweenLooks, end)
                try database.putMachines(
                    (part..<last).lazy.compactMap {
                        image.clients.isRemoved($0) ? nil : machine($0, of: block)
                    })
            }
        }
    }

    /// How many rows are written between two looks at Ctrl-C: a few hundredths of a second.
    private static let machinesBetweenLooks = 10_000

    /// The row of a client as it stands, by its place.
    func machine(_ client: Int) -> MachineRow? {
        machine(client, of: image.clients.block(of: client))
    }

    private func machine(_ client: Int, of block: ClientPopulation.Block) -> MachineRow? {
        guard let id = SMSID(site: site, counter: UInt32(client) + 1) else { return nil }
        let state = ClientState(rawValue: clients.state[client])
        let logon = clients.logonServer(of: client, image)
        return MachineRow(
            site: site, machineID: Int64(client) + 1, smsID: id, siteCode: site,
            name: block.name(at: client - block.base), domain: block.domain,
            platform: block.range.platform,
            logonServer: logon == noHandle ? "" : image.servers[Int(logon)].definition.name,
            user: state.contains(.loggedOn) ? block.range.user : "",
            state: state.contains(.loggedOn) ? .loggedOn : state.contains(.powered) ? .on : .off)
    }
}
