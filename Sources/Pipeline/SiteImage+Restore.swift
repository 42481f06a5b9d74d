package import SiteModel

extension SiteImage {
    /// The clients that were taken out, for snapshots.
    package var removedClients: [UInt32] {
        get { clients.removed }
        set { clients.removed = newValue }
    }

    /// Takes the dense arrays of a snapshot back.
    package func setDetails(
        client: ContiguousArray<UInt32>, job: ContiguousArray<UInt32>, status: ContiguousArray<UInt8>,
        flags: ContiguousArray<UInt8>, attempts: ContiguousArray<UInt8>, changedAt: ContiguousArray<Int64>
    ) {
        details = ContiguousArray(
            client.indices.lazy.map {
                DetailLive(
                    client: client[$0], job: job[$0], status: status[$0], flags: flags[$0],
                    attempts: attempts[$0])
            })
        detailChangedAt = changedAt
    }

    /// Works out the places that follow from a snapshot's rows.
    package func rebuildIndexes() {
        forgetPlaces()
        hasUnreadable = locations.contains { !$0.isReadable }
        jobPlaces = [:]
        for place in jobs.indices {
            jobs[place].siteRows = []
            if !jobs[place].isDeleted { noteJob(UInt32(place)) }
        }
        siteDetailPlaces = [:]
        for (place, row) in siteDetails.enumerated() where Int(row.job) < jobs.count {
            let key = SiteDetailKey(job: row.job, site: row.site, kind: row.kind, server: row.server)
            siteDetailPlaces[key] = UInt32(place)
            jobs[Int(row.job)].siteRows.append(UInt32(place))
        }
        for place in requests.indices where requests[place].job != noHandle && !requests[place].isCancel {
            let job = Int(requests[place].job)
            guard job < jobs.count, jobs[job].origin == number,
                let at = jobs[job].destinations.firstIndex(where: { $0.site == requests[place].destination })
            else { continue }
            jobs[job].destinations[at].request = UInt32(place)
        }
        fillOutboxes()
        passing = [:]
        for place in details.indices where Self.isRemote(details[place].client) {
            let job = details[place].job
            guard Int(job) < jobs.count, jobs[Int(job)].origin != number else { continue }
            passing[UInt64(job) << 32 | UInt64(details[place].client)] = UInt32(place)
        }
        // What an engine that goes on has: the newest request's place.
        lastRequest = openRequests.last ?? noHandle
    }
}

extension PackageCommandManager {
    /// Takes the dense arrays of a snapshot back.
    package mutating func setArrays(
        offers: ContiguousArray<UInt8>, next: ContiguousArray<UInt32>, first: ContiguousArray<UInt32>,
        busy: ContiguousArray<UInt32>, state: ContiguousArray<UInt8>, window: ContiguousArray<UInt8>
    ) {
        self.offers = ContiguousArray(
            offers.indices.lazy.map { OfferLive(next: next[$0], stage: offers[$0]) })
        firstOffer = first
        for client in self.busy.indices {
            self.busy[client].offer = busy[client]
            self.busy[client].isWindowOpen = window[client] != 0
        }
        self.state = state
        resetChanges()
    }

    /// Starts or stops a client's beat after its settings changed; true when it polls from now on.
    package mutating func adjustPolling(_ client: Int, _ image: SiteImage, now: Int64) -> Bool {
        let polls = polls(
            ClientState(rawValue: state[client]), blocks[image.clients.blockIndex(of: client)].traits)
        if polls == (nextPoll[client] >= 0) { return false }
        pollsMayBeStale = true
        nextPoll[client] = polls ? now : -1
        if polls { anchors[UInt32(client)] = now }
        return polls
    }

    /// Makes one client's next poll the start of its own beat.
    package mutating func reanchor(_ client: Int) {
        if nextPoll[client] >= 0 { anchors[UInt32(client)] = nextPoll[client] }
    }

    /// Makes each client's next poll the start of its own beat: the interval is about to change.
    package mutating func reanchor() {
        for client in nextPoll.indices where nextPoll[client] >= 0 {
            anchors[UInt32(client)] = nextPoll[client]
        }
    }

    /// Works out when each client polls next: its first poll and every interval from there.
    package mutating func restorePolls(_ image: SiteImage, now: Int64) {
        for (place, block) in image.clients.blocks.enumerated() {
            for client in block.base..<(block.base + block.range.count) {
                guard polls(ClientState(rawValue: state[client]), blocks[place].traits) else {
                    nextPoll[client] = -1
                    continue
                }
                nextPoll[client] = beat(of: client, blocks[place], image, notBefore: now)
            }
        }
    }

    /// The first moment of a client's own beat that is not before an instant.
    private func beat(
        of client: Int, _ block: ClientBlock, _ image: SiteImage, notBefore instant: Int64
    ) -> Int64 {
        let anchor = anchors.isEmpty ? nil : anchors[UInt32(client)]
        let first = anchor ?? Self.phase(client, block, image)
        let interval = block.interval
        return first >= instant
            ? first : first + (instant - first + interval - 1) / interval * interval
    }

    /// The clients whose beat gives an instant and that poll later: they have polled at it already.
    package func polled(at instant: Int64, _ image: SiteImage) -> [UInt32] {
        var found: [UInt32] = []
        for (place, block) in image.clients.blocks.enumerated() {
            for client in block.base..<(block.base + block.range.count)
            where nextPoll[client] > instant
                && beat(of: client, blocks[place], image, notBefore: instant) == instant
            {
                found.append(UInt32(client))
            }
        }
        return found
    }

    /// Takes the poll of an instant as done: the next one is an interval later.
    package mutating func passPoll(of client: UInt32, at instant: Int64, _ image: SiteImage) {
        let place = Int(client)
        guard nextPoll.indices.contains(place), nextPoll[place] == instant else { return }
        nextPoll[place] = instant + interval(of: place, image)
    }
}

extension PackageLive {
    /// What a package is before it is read.
    package static func blank(_ site: SiteCode) -> PackageLive {
        let id = PackageID(site: site, counter: 0) ?? PackageID.zero
        return PackageLive(
            package: Package(id: id, name: ""), source: SourceFacts(), packed: SourceFacts(), version: 0,
            storedVersion: 0, transferBytes: 0, storedBytes: 0, isDeleted: false)
    }
}

extension CountedIdentifier {
    /// The first identifier of site `000`.
    package static var zero: Self {
        guard let site = SiteCode("000"), let id = Self(site: site, counter: 0) else {
            preconditionFailure("000 is a site code and 0 fits")
        }
        return id
    }
}

extension LocationLive {
    /// What a location is before it is read.
    package static var blank: LocationLive {
        LocationLive(package: 0, server: 0, drive: 0, share: "", version: 0, bytes: 0, isReported: false)
    }
}

extension JobLive {
    /// What a job is before it is read.
    package static func blank(_ site: SiteCode) -> JobLive {
        JobLive(
            job: Job(
                id: JobID(site: site, counter: 0) ?? JobID.zero,
                packageID: PackageID(site: site, counter: 0) ?? PackageID.zero, created: LocalTime(seconds: 0)
            ),
            who: "", package: noHandle, stage: .pending, createdAt: 0, activatedAt: nil, offer: JobOffer(),
            firstDetail: 0, details: 0,
            completed: 0, retrying: 0, cancelled: 0, problem: .none, servers: [], requestID: nil,
            offeredServers: [],
            publishedTo: [], newlyPublished: [], raised: [], hasRepeated: false, isDeleted: false)
    }
}

extension SiteDetailLive {
    /// What a detail is before it is read.
    package static var blank: SiteDetailLive {
        SiteDetailLive(job: 0, kind: .siteArrival, server: noHandle, status: .none, changedAt: 0)
    }
}

extension RequestLive {
    /// What a request is before it is read.
    package static func blank(_ site: SiteCode) -> RequestLive {
        guard let id = SendRequestID(site: site, counter: 0) else { preconditionFailure("0 fits") }
        return RequestLive(
            id: id, job: 0, destination: 0, priority: .medium, status: .none, bytes: 0, bytesLeft: 0,
            carriesPackage: false, isCancel: false, queuedAt: 0, startedAt: nil, endedAt: nil)
    }
}

extension LeftStatus {
    /// What a status is before it is read.
    package static var blank: LeftStatus { LeftStatus(detail: 0, outcome: .success, server: 0) }
}

extension EventLive {
    /// What an event is before it is read.
    package static var blank: EventLive {
        EventLive(instant: 0, number: 0, component: .scheduler, job: noHandle, subject: noHandle)
    }
}

extension ServerLive {
    /// What a server is before it is read.
    package static var blank: ServerLive {
        ServerLive(definition: ServerDefinition(name: ""), drives: [], shares: [], isRemoved: false)
    }
}

extension ShareLive {
    /// What a share is before it is read.
    package static var blank: ShareLive { ShareLive(name: "", drive: 0) }
}

extension DriveLive {
    /// What a drive is before it is read.
    package static var blank: DriveLive { DriveLive(letter: "", fileSystem: .fat, freeBytes: 0) }
}

extension ReceivedLive {
    /// What an entry is before it is read.
    package static var blank: ReceivedLive {
        ReceivedLive(
            kind: .instruction, subject: 0, info: 0, retries: 0, notBefore: 0, servers: [], number: 0)
    }
}

extension ReportItem {
    /// What an item is before it is read.
    package static var blank: ReportItem { ReportItem(kind: .workstation, origin: 0, site: 0, instant: 0) }
}

extension SystemJobLive {
    /// What a system job is before it is read.
    package static var blank: SystemJobLive {
        SystemJobLive(
            counter: 0, kind: .siteReport, destination: 0, status: .pending, sending: .none, createdAt: 0,
            endedAt: nil, file: 0)
    }
}

extension DestinationLive {
    /// What a destination is before it is read.
    package static var blank: DestinationLive {
        DestinationLive(site: 0, firstDetail: 0, details: 0, servers: [], state: .none)
    }
}

extension ActiveSending {
    /// What a sending is before it is read.
    package static var blank: ActiveSending {
        ActiveSending(request: 0, since: -1, left: 0, generation: 0)
    }
}

extension KnownMachines.Part {
    /// What a part is before it is read.
    package static var blank: KnownMachines.Part { KnownMachines.Part(site: 0, first: 0) }
}
