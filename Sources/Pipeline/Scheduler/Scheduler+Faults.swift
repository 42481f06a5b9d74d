import SiteModel

// What the Scheduler meets at a site where something is wrong.

extension Scheduler {
    /// Whether a poll ends before it has begun.
    mutating func endsAtOnce(
        _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) -> Bool {
        if image.quirks.contains(.y2037), image.siteTime(at: context.now).civil.year >= 2_037 {
            // The date does not fit the conversion behind the next comparison (Q151648).
            effects.add(Effect(.endExecutive, noHandle))
            return true
        }
        if readsForEver(image, &effects) { return true }
        dropUnreadable(image, &effects)
        return false
    }

    /// Higher priority first, then the earlier Start After, then the older job.
    func precedes(_ left: UInt32, _ right: UInt32, _ image: SiteImage) -> Bool {
        let (one, two) = (image.jobs[Int(left)].job, image.jobs[Int(right)].job)
        if one.priority != two.priority { return one.priority.rawValue < two.priority.rawValue }
        if one.activateTime != two.activateTime { return one.activateTime < two.activateTime }
        return left < right
    }

    /// Whether it reads a send request for ever: it goes on by the length of each record, and one of them is zero
    /// (Q159201).
    func readsForEver(_ image: SiteImage, _ effects: inout EffectBuffer) -> Bool {
        guard image.quirks.contains(.srqZeroLengthLoop) else { return false }
        for place in image.openRequests where image.requests[Int(place)].fault == .zeroLength {
            note(
                .requestUnreadable, image.requests[Int(place)].job, image.requestNumber(place), image,
                &effects)
            return true
        }
        return false
    }

    /// Gives up requests whose file cannot be read or is gone: events 37 and 43.
    mutating func dropUnreadable(_ image: SiteImage, _ effects: inout EffectBuffer) {
        for place in image.openRequests {
            let request = image.requests[Int(place)]
            guard request.fault == .zeroLength || request.fault == .deleted, !image.isBlank(request),
                request.status != .sending
            else { continue }
            effects.event(
                request.fault == .deleted ? 43 : 37, job: request.job, UInt32(request.destination))
            note(.requestDropped, request.job, image.requestNumber(place), image, &effects)
            effects.add(Effect(.abandonRequest, place))
            givenUp.append(request.job)
            if image.isTold(place) { effects.now(.dataLoaderArrival) }
        }
    }

    /// Whether the job files of SCHEDULE.BOX, its secondary source, can be brought into the database; what cannot ends the
    /// search for work (Q179118, Q185901).
    func transfersJobs(_ image: SiteImage, _ effects: inout EffectBuffer) -> Bool {
        if image.has(.selfRights), image.quirks.contains(.selfAddressRights) {
            // It opens its own SMS_SITE as any other site's: with the account of the address.
            note(.noSecondarySource, noHandle, 0, image, &effects)
            return false
        }
        if image.invalidJobFiles > 0 {
            note(.transferFailed, noHandle, 0, image, &effects)
            return false
        }
        return true
    }

    /// Whether a job that is due can be taken up.
    func canStart(
        _ place: UInt32, _ clock: LocalTime, _ image: SiteImage, _ effects: inout EffectBuffer
    ) -> Bool {
        let live = image.jobs[Int(place)]
        if image.isNotFound(live.job) { return false }
        if image.lacksProcedure(live.job) {
            note(.procedureLost, place, 0, image, &effects)
            return false
        }
        guard live.job.repeatMode != .never, image.quirks.contains(.repeatBlocks) else { return true }
        // The time of the next one has come as well: that is made, and first of all cancels this one (Q153533).
        if live.job.repeatMode.next(after: live.job.activateTime, wantedDay: 0).time <= clock {
            if !live.hasRepeated { effects.add(Effect(.repeatJob, place)) }
            return false
        }
        guard let before = image.pendingPredecessor(of: place) else { return true }
        note(.cannotCancelPending, before, 0, image, &effects)
        return false
    }

    /// Looks at what Senders gave back since the last poll, unless something got through to the same site meanwhile.
    mutating func noteGivenBack(_ image: SiteImage, _ effects: inout EffectBuffer) {
        if image.givenBack.isEmpty { return }
        for place in image.givenBack where image.openRequests.contains(place) {
            let request = image.requests[Int(place)]
            if request.sender != nil || image.isBlank(request) { continue }
            raiseSendingError(request, image, &effects)
            if image.isRetryingNews(request) {
                effects.add(Effect(.tellRetrying, place))
                effects.now(.dataLoaderArrival)
            }
        }
        effects.add(Effect(.forgetGivenBack))
    }

    /// Event 316: a Sender gave up on a site for now; once, until something gets through to it.
    private mutating func raiseSendingError(
        _ request: RequestLive, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        // Whose address it is was taken from the site that reads it (Q153657).
        let site = image.quirks.contains(.wrongSite316) ? image.number : request.hop
        if sitesInError.contains(site) { return }
        sitesInError.append(site)
        effects.event(316, noHandle, UInt32(site), once: true, image)
    }

    /// The system jobs that are being sent and look as if nobody had begun, with their requests: a Sender of RAS or SNA
    /// tells of a transfer at its end, and the Scheduler is out of sync until then (Q135769).
    func jobsWithUnreadStatus(_ image: SiteImage) -> [UInt32: UInt32] {
        guard image.quirks.contains(.slowLink313) else { return [:] }
        var found: [UInt32: UInt32] = [:]
        for place in image.openRequests {
            let request = image.requests[Int(place)]
            guard request.systemJob != 0, request.status == .sending, let sender = request.sender,
                sender != .lan
            else { continue }
            found[request.systemJob] = place
        }
        return found
    }

    /// The files that a system job is sent as (RG S3D3C, Q123221).
    private static let systemJobFiles = ["P00", "I00"]

    /// Makes the files of a system job that was packed before, where what they are made of is still there.
    ///
    /// What a component left for its job lies there until the job ends. A site control file is none of that: it is renamed
    /// as soon as it was packed. Event 313 for each file that cannot be made.
    func pack(
        _ live: SystemJobLive, _ request: UInt32, _ image: SiteImage, _ effects: inout EffectBuffer
    ) {
        let isThere = live.kind != .siteControl && live.kind != .siteControlToParent
        // The same bytes again, for a request that there is already.
        if isThere { return }
        effects.trace(
            .schedulerNoted, live.counter, image.requestNumber(request), SchedulerNote.outOfStep.rawValue)
        for _ in Self.systemJobFiles { effects.event(313, noHandle, live.counter, once: true, image) }
    }

    func note(
        _ note: SchedulerNote, _ job: UInt32, _ request: UInt32, _ image: SiteImage,
        _ effects: inout EffectBuffer
    ) {
        effects.trace(.schedulerNoted, job == noHandle ? 0 : number(job, image), request, note.rawValue)
    }
}

extension SiteImage {
    /// The Pending job that a job of a repetition follows, by place, or nil (Q153533).
    package func pendingPredecessor(of place: UInt32) -> UInt32? {
        let job = jobs[Int(place)].job
        return openJobs.first {
            let other = jobs[Int($0)]
            return $0 != place && other.stage == .pending && other.hasRepeated
                && other.job.packageID == job.packageID
                && other.job.repeatMode.next(after: other.job.activateTime, wantedDay: 0).time
                    == job.activateTime
        }
    }
}
