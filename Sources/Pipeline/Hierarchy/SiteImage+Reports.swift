import SiteModel

// SITEREP.BOX, and the Data Loader's side of what came out of a child's.

extension SiteImage {
    /// Puts something into SITEREP.BOX, unless nobody above wants it.
    func report(_ item: ReportItem) {
        guard parent != nil else { return }
        let category = item.category.rawValue
        if reportsSince[category] < 0 { reportsSince[category] = item.instant }
        reportBox.append(item)
        reports += 1
        changes.loader = true
    }

    /// Reports a row of job details of another site's job.
    func reportDetail(
        _ kind: ReportItem.Kind, job place: Int, status: JobStatus, server: String = "", now: Int64
    ) {
        let live = jobs[place]
        guard live.origin != number else { return }
        var item = ReportItem(
            kind: kind, origin: live.origin, site: number, job: live.job.id.counter, instant: now)
        item.status = UInt8(status.rawValue)
        item.name = server
        report(item)
    }

    /// Reports the status of an own client about another site's job.
    func reportWorkstation(_ detail: Int, marks: UInt32, now: Int64) {
        let live = jobs[Int(details[detail].job)]
        guard live.origin != number else { return }
        var item = ReportItem(
            kind: .workstation, origin: live.origin, site: number, job: live.job.id.counter, instant: now)
        item.status = details[detail].status
        item.attempts = details[detail].attempts
        item.subject = details[detail].client
        item.number = Int64(marks)
        report(item)
    }

    /// Reports an own event, or one of a site below.
    func reportEvent(_ event: EventLive, place: Int) {
        let source = event.source == Hierarchy.none ? number : event.source
        var item = ReportItem(kind: .event, origin: Hierarchy.none, site: source, instant: event.instant)
        item.number = event.source == Hierarchy.none ? Int64(place) : Int64(event.sourcePlace)
        item.subject = UInt32(event.component.rawValue)
        item.job = UInt32(truncatingIfNeeded: event.number)
        report(item)
    }

    /// Reports computers that were added.
    package func reportMachines(from first: Int, count: Int, now: Int64) {
        var item = ReportItem(kind: .machines, origin: Hierarchy.none, site: number, instant: now)
        item.subject = UInt32(first)
        item.number = Int64(count)
        report(item)
    }

    /// Reports that the own servers are others than before, unless that waits already.
    package func reportServers(now: Int64) {
        if reportBox.contains(where: { $0.kind == .servers && $0.site == number }) { return }
        report(ReportItem(kind: .servers, origin: Hierarchy.none, site: number, instant: now))
    }

    /// Makes the system job that carries everything in SITEREP.BOX to the parent.
    func bundleReports(now: Int64) {
        guard let parent, !reportBox.isEmpty else { return }
        var file = Instruction(kind: .report, origin: number, destination: parent)
        file.items = reportBox
        let hasEvents = reportBox.contains { $0.kind == .event }
        createSystemJob(hasEvents ? .siteReportWithEvents : .siteReport, file, now: now)
        reportBox = []
        changes.loader = true
        reportsSince = [-1, -1, -1]
        reports = 0
    }

    // MARK: Loading

    /// Loads something that came from a site below, and passes it on where a site further up wants it.
    func loadItem(_ item: ReportItem, now: Int64) {
        switch item.kind {
        case .workstation: loadWorkstation(item, now: now)
        case .siteArrival: loadSiteDetail(item, .siteArrival, now: now)
        case .server: loadSiteDetail(item, .server, now: now)
        case .completion: loadSiteDetail(item, .completion, now: now)
        case .cancelled: loadCancelled(item, now: now)
        case .event:
            events.append(
                EventLive(
                    instant: item.instant, number: Int64(item.job),
                    component: Component(rawValue: UInt8(truncatingIfNeeded: item.subject)) ?? .despooler,
                    job: noHandle, subject: noHandle, source: item.site,
                    sourcePlace: UInt32(truncatingIfNeeded: item.number)))
        case .location where item.site == number:
            return loadOwnLocation(item)
        case .location:
            remoteLocations.append(
                RemoteLocation(
                    site: item.site, package: UInt32(truncatingIfNeeded: item.number), origin: item.origin,
                    server: item.name, kind: item.status == 1 ? .sharing : .workstation))
        case .machines, .userGroups, .damaged, .servers: break
        }
        if item.origin != number { report(item) }
    }

    /// The place of the workstation detail that an item is about; nil: it will be made, or there is none.
    func detailPlace(of item: ReportItem) -> Int? {
        guard let handle = known.handle(site: item.site, client: item.subject),
            let place = ownJob(item) ?? passingJob(item)
        else { return nil }
        if jobs[Int(place)].origin != number {
            return passing[UInt64(place) << 32 | UInt64(handle)].map { Int($0) }
        }
        guard let destination = jobs[Int(place)].destinations.first(where: { $0.site == item.site }) else {
            return nil
        }
        let end = Int(destination.firstDetail) + Int(destination.details)
        let found = firstDetail(from: Int(destination.firstDetail), to: end, ofClient: Int(handle))
        return found < end && details[found].client == handle ? found : nil
    }

    func ownJob(_ item: ReportItem) -> UInt32? {
        guard item.origin == number, let id = JobID(site: definition.code, counter: item.job) else {
            return nil
        }
        return jobPlaces[id]
    }

    private func passingJob(_ item: ReportItem) -> UInt32? {
        guard item.origin != number, Int(item.origin) < hierarchy.codes.count,
            let id = JobID(site: hierarchy.codes[Int(item.origin)], counter: item.job)
        else { return nil }
        return jobPlaces[id]
    }

    /// The job of an item of another site's job; a row of it is made where none is known.
    private func jobOfItem(_ item: ReportItem, now: Int64) -> UInt32? {
        if let place = ownJob(item) ?? passingJob(item) { return place }
        guard item.origin != number, Int(item.origin) < hierarchy.codes.count,
            let id = JobID(site: hierarchy.codes[Int(item.origin)], counter: item.job)
        else { return nil }
        return foreignJob(
            Job(id: id, packageID: .zero, created: LocalTime(seconds: 0)), origin: item.origin, who: "",
            now: now)
    }

    private func loadWorkstation(_ item: ReportItem, now: Int64) {
        guard let handle = known.handle(site: item.site, client: item.subject),
            let job = jobOfItem(item, now: now)
        else { return }
        let status = JobStatus(rawValue: Int(item.status)) ?? .none
        if let detail = detailPlace(of: item) {
            details[detail].attempts = max(details[detail].attempts, item.attempts)
            // What failed after its job was cancelled stays Canceled: nothing is tried again.
            if status == .retrying, details[detail].status == UInt8(JobStatus.cancelled.rawValue) { return }
            setDetail(UInt32(detail), status, now: now)
        } else if jobs[Int(job)].origin != number {
            let detail = UInt32(details.count)
            appendDetails(job: job, clients: [handle], now: now)
            passing[UInt64(job) << 32 | UInt64(handle)] = detail
            details[Int(detail)].attempts = item.attempts
            setDetail(detail, status, now: now)
        }
    }

    private func loadSiteDetail(_ item: ReportItem, _ kind: JobDetailKind, now: Int64) {
        guard let job = jobOfItem(item, now: now) else { return }
        if item.number == ReportItem.byAnother, kind == .siteArrival, !takes(item, job: job) { return }
        let server = kind == .server ? remoteServer(item.name, of: item.site) : noHandle
        putSiteDetail(
            job: job, kind: kind, server: server, site: item.site,
            status: JobStatus(rawValue: Int(item.status)) ?? .none, now: now)
    }

    /// Whether what a site on the way tells of a destination still counts: not where that site has told of itself, or the
    /// job is cancelled there.
    private func takes(_ item: ReportItem, job: UInt32) -> Bool {
        let row = siteDetailIndex(job: job, kind: .siteArrival, site: item.site).map {
            siteDetails[$0].status
        }
        if let row, row.isFinal { return false }
        let isFailed = item.origin == number && item.status == UInt8(JobStatus.failed.rawValue)
        // A cancel that is out has an answer of its own.
        if isFailed,
            jobs[Int(job)].destinations.contains(where: { $0.site == item.site && $0.state == .sent })
        {
            setDestination(job, item.site, .failed)
        }
        return true
    }

    private func loadCancelled(_ item: ReportItem, now: Int64) {
        let isFailed = item.status == UInt8(JobStatus.failed.rawValue)
        if let job = ownJob(item) {
            // Not told of its cancel in seven days: nobody waits for its answer any more (event 317 there).
            return isFailed
                ? setDestination(job, item.site, .failed) : cancelDestination(job, item.site, now: now)
        }
        if !isFailed, let job = passingJob(item) { cancelPassing(job, at: item.site, now: now) }
    }

    /// Another site's job is cancelled at a site below: the rows of it that passed through here are Canceled as the job's own
    /// site makes them, since no status file comes for each.
    func cancelPassing(_ job: UInt32, at site: UInt16, now: Int64) {
        for handles in known.handles(of: site) {
            for handle in handles {
                guard let detail = passing[UInt64(job) << 32 | UInt64(handle)],
                    details[Int(detail)].status != UInt8(JobStatus.complete.rawValue)
                else { continue }
                setDetail(detail, .cancelled, now: now)
            }
        }
        cancelSiteRows(ofJob: job, at: site, now: now)
    }

    /// A job is cancelled at a destination, or was taken back before it got there: its open rows are Canceled.
    func cancelDestination(_ job: UInt32, _ site: UInt16, now: Int64) {
        setDestination(job, site, .cancelled)
        guard let destination = jobs[Int(job)].destinations.first(where: { $0.site == site }) else { return }
        let end = destination.firstDetail + destination.details
        for detail in destination.firstDetail..<end
        where details[Int(detail)].status != UInt8(JobStatus.complete.rawValue) {
            setDetail(detail, .cancelled, now: now)
        }
        cancelSiteRows(ofJob: job, at: site, now: now)
    }

    /// Cancels the rows of sites and servers that are not final, at one site or at all: nothing more is done there.
    func cancelSiteRows(ofJob job: UInt32, at site: UInt16?, now: Int64) {
        for place in jobs[Int(job)].siteRows {
            let row = siteDetails[Int(place)]
            if row.status.isFinal || site != nil && row.site != site { continue }
            siteDetails[Int(place)].status = .cancelled
            siteDetails[Int(place)].changedAt = now
            changes.siteDetails.insert(place)
            jobs[Int(job)].isDirty = true
        }
    }

    /// Whether a row of a site or a server of a job is not final.
    func hasOpenRows(ofJob job: UInt32) -> Bool {
        jobs[Int(job)].siteRows.contains { !siteDetails[Int($0)].status.isFinal }
    }

    /// Whether the workstation rows without a status are all of destinations that were given up: they get none any more.
    func hasOpenRowsAtLostSitesOnly(_ live: JobLive) -> Bool {
        live.destinations.allSatisfy { destination in
            destination.state == .failed
                || !(destination.firstDetail..<destination.firstDetail + destination.details).contains {
                    details[Int($0)].status == UInt8(JobStatus.none.rawValue)
                }
        }
    }

    /// Notes how far a job has come at a destination.
    func setDestination(_ job: UInt32, _ site: UInt16, _ state: DestinationLive.State) {
        guard let place = jobs[Int(job)].destinations.firstIndex(where: { $0.site == site }) else { return }
        jobs[Int(job)].destinations[place].state = state
        jobs[Int(job)].isDirty = true
    }
}
