import SiteModel

// Instructions that pass through this site on their way, and what their jobs' sites are told of them.

extension SiteImage {
    /// Queues an instruction that passes through this site on its way.
    func forwardFile(_ name: UInt32, now: Int64) {
        guard let file = files[name] else { return }
        let place = file.job.map { foreignJob($0, origin: file.origin, who: file.who, now: now) } ?? noHandle
        if file.kind == .cancel, place != noHandle,
            takeBack(job: place, destination: file.destination, now: now)
        {
            _ = takeFile(name)
            return answerCancel(place, for: file.destination, now: now)
        }
        let next = hop(to: file.destination)
        if next == nil, place != noHandle, jobs[Int(place)].origin == number, file.kind == .job {
            // Back at the job's own site, whose Scheduler writes another as soon as there is an address (event 332).
            // With its package, if that was with it.
            if file.carriesPackage { sentVersions[sentKey(jobs[Int(place)].package, file.destination)] = nil }
            _ = takeFile(name)
            return setDestination(place, file.destination, .noAddress)
        }
        if next == nil, !hierarchy.isWithin(file.destination, number) {
            // Not below any more: no address will ever lead there.
            _ = takeFile(name)
            guard place != noHandle else { return }
            return file.kind == .cancel
                ? answerCancel(place, for: file.destination, now: now)
                : tell(.failed, job: place, at: file.destination, isCancel: false, now: now)
        }
        appendRequest(
            job: place, destination: file.destination, hop: next ?? file.destination, priority: file.priority,
            bytes: PeriodSpeed.instructionBytes + Int64(file.items.count) * Self.itemBytes
                + (file.carriesPackage ? file.transferBytes : 0),
            carriesPackage: file.carriesPackage, isCancel: file.kind == .cancel, file: name, now: now)
        // It waits in the unscheduled outbox for an address, as at the job's own site (event 332).
        if next == nil, place != noHandle, file.kind == .job {
            tell(.retrying, job: place, at: file.destination, isCancel: false, now: now)
        }
    }

    /// Takes back the instruction of a cancelled job that waits here on its way, as the Scheduler of the job's own site does
    /// with what is queued still (Q123221).
    ///
    /// - Returns: Whether the site behind never got it, nor will: then there is nothing to cancel there.
    private func takeBack(job: UInt32, destination: UInt16, now: Int64) -> Bool {
        var isKnown = false
        var isOut = false
        for place in requests.indices {
            let request = requests[place]
            guard request.job == job, request.destination == destination, !request.isCancel else { continue }
            isKnown = true
            if request.isQueued {
                setRequest(UInt32(place), .cancelled, left: request.bytesLeft, now: now)
            } else if request.status != .invalid, request.status != .cancelled {
                isOut = true
            }
        }
        return isKnown && !isOut
    }

    /// Whether a request was given back while the cancel of its job waits behind it, or is that cancel: neither is sent.
    func isSettled(_ request: RequestLive, by cancels: [UInt32]) -> Bool {
        guard request.job != noHandle else { return false }
        func isPair(_ other: RequestLive) -> Bool {
            other.job == request.job && other.destination == request.destination
        }
        if !request.isCancel {
            return request.sender == nil && request.isQueued
                && cancels.contains { isPair(requests[Int($0)]) }
        }
        return openRequests.contains {
            let other = requests[Int($0)]
            return !other.isCancel && other.sender == nil && other.isQueued && isPair(other)
        }
    }

    /// Takes a request back that a Sender gave back while its job's cancel waited behind it: what is queued is cancelled by
    /// its record (Q123221), and the cancel instruction is not needed.
    func settleCancel(_ place: UInt32, now: Int64) {
        let request = requests[Int(place)]
        for other in openRequests {
            let open = requests[Int(other)]
            guard open.job == request.job, open.destination == request.destination else { continue }
            setRequest(other, .cancelled, left: open.bytesLeft, now: now)
        }
        answerCancel(request.job, for: request.destination, now: now)
    }

    /// Answers a cancel for a site that never got the job, as that site would have.
    private func answerCancel(_ place: UInt32, for destination: UInt16, now: Int64) {
        let live = jobs[Int(place)]
        if live.origin == number { return cancelDestination(place, destination, now: now) }
        cancelPassing(place, at: destination, now: now)
        report(
            ReportItem(
                kind: .cancelled, origin: live.origin, site: destination, job: live.job.id.counter,
                instant: now))
    }

    /// Whether a request is for another site's instruction that passes through, of a job or of its cancel.
    func isForwarded(_ request: RequestLive) -> Bool {
        request.job != noHandle && jobs[Int(request.job)].origin != number
    }

    /// Whether giving a request up, or giving it back, leaves something for the Data Loader.
    func isTold(_ place: UInt32) -> Bool { isForwarded(requests[Int(place)]) }

    /// Whether the job's site is to learn that a request was given back: once, until the site behind has told of itself.
    func isRetryingNews(_ request: RequestLive) -> Bool {
        guard isForwarded(request), !request.isCancel else { return false }
        return siteDetailIndex(job: request.job, kind: .siteArrival, site: request.destination)
            .map { siteDetails[$0].status == .none } ?? true
    }

    /// Tells what becomes of a request that passes through.
    func tell(_ status: JobStatus, of request: RequestLive, now: Int64) {
        tell(status, job: request.job, at: request.destination, isCancel: request.isCancel, now: now)
    }

    /// Writes a status MIF for the sites above, the own database included: what a site on the way knows of a destination.
    ///
    /// An instruction: the Site Arrival row. A cancel: its answer, with the status.
    private func tell(_ status: JobStatus, job place: UInt32, at site: UInt16, isCancel: Bool, now: Int64) {
        let live = jobs[Int(place)]
        if live.origin == number { return setDestination(place, site, .failed) }
        var item = ReportItem(
            kind: isCancel ? .cancelled : .siteArrival, origin: live.origin, site: site,
            job: live.job.id.counter, instant: now)
        item.status = UInt8(status.rawValue)
        item.number = ReportItem.byAnother
        putMIF(item)
    }
}
