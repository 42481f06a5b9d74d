import Emulation
import Pipeline
import SiteModel

/// What nothing moves any more: a request that was given up, a status that was deleted on its way, a site that is gone.
extension JobExplainer {
    /// Events with which a send request is given up, and what each says of it (Q214485, Q159201, Q181042, Q235837).
    private static let losses: [Int64: String] = [
        21: "was given up after seven days", 317: "was given up after seven days",
        37: "cannot be read and was given up", 43: "was deleted", 262: "was deleted",
        269: "had lost its instruction file and was given up",
    ]

    /// A destination whose request was given up: to its site nothing more goes.
    func lost(_ destination: DestinationLive, _ place: Int, _ image: SiteImage) -> Reason {
        let site = names.site(destination.site)
        let hop = destination.request == noHandle ? nil : image.requests[Int(destination.request)].hop
        let sites = [destination.site, hop ?? destination.site].map { UInt32($0) }
        let event = image.events.last { event in
            guard event.source == Hierarchy.none, event.job == UInt32(place) else { return false }
            return Self.losses[event.number] != nil && sites.contains(event.subject)
        }
        return loss(event, "The send request of the job to site \(site)", image)
    }

    /// A send request that was given up at any site.
    func abandoned(_ request: RequestLive, _ image: SiteImage) -> Reason {
        let event = image.events.last {
            $0.source == Hierarchy.none && $0.instant == request.endedAt && Self.losses[$0.number] != nil
        }
        if let event, event.number != 21, event.number != 317 {
            return loss(
                event, "Send request \(request.id) to site \(names.site(request.destination))", image)
        }
        return Reason(
            .givenUp,
            "Site \(image.definition.code) gave up sending it to site \(names.site(request.destination)) (event "
                + "\(request.isCancel ? 317 : 21)): nothing more is sent."
        ).at(image.definition.code, since: request.endedAt).from("Q214485").advising(
            "cancel the job and make a new one")
    }

    private func loss(_ event: EventLive?, _ what: String, _ image: SiteImage) -> Reason {
        let words = event.flatMap { Self.losses[$0.number] } ?? "was given up"
        let sources: [Int64: String] = [37: "Q159201", 43: "Q181042", 262: "Q181042", 269: "Q235837"]
        return Reason(
            .givenUp,
            "\(what) \(words)" + (event.map { " (event \($0.number))" } ?? "")
                + ": nothing more is sent there."
        ).at(image.definition.code, since: event?.instant)
            .from(event.flatMap { sources[$0.number] } ?? "Q214485")
            .advising("cancel the job and make a new one")
    }

    /// When a request that keeps failing is given up.
    ///
    /// That is at a poll of the Scheduler at which it has it back, seven days behind the first failure; a Sender may have it
    /// at that moment, for all its retries.
    func end(of request: RequestLive, _ first: Int64, _ image: SiteImage) -> Reason {
        let limit = first + SiteImage.rescheduleMilliseconds
        var last = limit
        if request.sender == nil, request.restartAt >= limit {
            last = request.restartAt
        } else {
            last += outboxes(request, image).map { longestTurn($0, image) }.max() ?? 0
        }
        return Reason(
            .linkDown,
            "It is given up, with event \(request.isCancel ? 317 : 21), at the first poll at which the Scheduler has it back "
                + "seven days behind the first failure."
        ).at(image.definition.code, until: pollTime(.schedulerPoll, image, after: last) ?? last).from(
            "Q214485")
    }

    /// How long a Sender and the wait behind it can have a request, in milliseconds (Q214485).
    private func longestTurn(_ settings: SenderDefinition, _ image: SiteImage) -> Int64 {
        let delay: Int64 = settings.retryDelayMinutes * 60_000
        let tries = Int64(settings.retries)
        let trying: Int64 = tries * (Sender.connectMilliseconds + delay)
        let waiting: Int64 = image.reschedule.heartbeatMinutes * 60_000 + delay * tries * 2
        return trying + waiting
    }

    /// A site that was taken out of the lab, for a site that does not know so (Q188055).
    func gone(_ other: SiteImage, _ image: SiteImage) -> Reason {
        let (code, here) = (other.definition.code, image.definition.code)
        return Reason(
            .removed,
            "Site \(code) was taken out of the lab, and site \(here) takes it for a site below still: nothing gets there."
        ).at(here).because(.ghostSiteRetrying, image.quirks).advising(
            "sms12 tool preinst --delsite \(code),\(here), and cancel the job")
    }

    /// A site between that is no more below the site of a job, where rows of the job are open; nil: none.
    func apart(_ there: SiteImage, _ image: SiteImage, _ live: JobLive) -> Reason? {
        guard hasOpenRows(of: there.number, live, image) else { return nil }
        var here = there
        while here.number != image.number {
            if here.isRemoved {
                return Reason(
                    .removed,
                    "Site \(here.definition.code) was taken out of the lab: nothing that is done at site "
                        + "\(there.definition.code) is told to site \(image.definition.code) any more."
                ).at(here.definition.code).from("Q188055").advising("cancel the job, or delete it")
            }
            guard let parent = here.parent else {
                return Reason(
                    .statusLost,
                    "Site \(here.definition.code) has no parent now: its Site Reporter deletes what site "
                        + "\(there.definition.code) tells of the job, and site \(image.definition.code) never hears of it."
                ).at(here.definition.code).from("RG S3D2B").advising(
                    "sms12 site attach \(here.definition.code) --to \(image.definition.code)")
            }
            here = lab.images[Int(parent)]
        }
        return nil
    }

    /// Status in SITEREP.BOX of a site that has no parent.
    func deleting(_ here: SiteImage, _ image: SiteImage) -> Reason {
        let code = here.definition.code
        return Reason(
            .statusLost,
            "Site \(code) has no parent now: its Site Reporter deletes at its next poll the status that waits for one."
        ).at(code, since: here.reportsSince.filter { $0 >= 0 }.min()).from("RG S3D2B").advising(
            "sms12 site attach \(code) --to \(image.definition.code)")
    }

    private func hasOpenRows(of site: UInt16, _ live: JobLive, _ image: SiteImage) -> Bool {
        openRows(of: site, live, image) > 0
            || live.siteRows.contains {
                let row = image.siteDetails[Int($0)]
                return row.site == site && !row.status.isFinal
            }
    }

    /// How many workstations of a site have no final status in the database of a job's site.
    private func openRows(of site: UInt16, _ live: JobLive, _ image: SiteImage) -> Int {
        guard let destination = live.destinations.first(where: { $0.site == site }) else { return 0 }
        let first = Int(destination.firstDetail)
        return (first..<(first + Int(destination.details))).count {
            !(JobStatus(rawValue: Int(image.details[$0].status)) ?? .none).isFinal
        }
    }

    /// What is said where nothing holds a job, and nothing of it is on its way.
    func unmoved(_ place: Int, _ image: SiteImage) -> [Reason] {
        let live = image.jobs[place]
        let code = image.definition.code
        if live.isDirty {
            return [poll(.schedulerPoll, "The Scheduler, which updates the job's status,", image)]
        }
        var found: [Reason] = []
        for destination in live.destinations
        where destination.site != image.number && hasOpenRows(of: destination.site, live, image) {
            let site = names.site(destination.site)
            let open = openRows(of: destination.site, live, image)
            found.append(
                Reason(
                    .statusLost,
                    "What site \(site) told of the job"
                        + (open > 0 ? ", with the status of \(counted(open, "client"))," : "")
                        + " is lost: it never came to site \(code), and nothing of it is on its way."
                ).at(code).from("RG S3D2B").advising(
                    "cancel the job and make a new one; `sms12 job details \(live.job.id)` has the rows"))
        }
        if !found.isEmpty { return found }
        return [
            Reason(
                .nothing,
                "No cause of it is known: no request, file or command of it is on its way at any site, and no poll moves it."
            ).at(code).advising("sms12 trace list --job \(live.job.id), or cancel the job")
        ]
    }

    /// What is said of a cancel of which nothing is on its way.
    func unended(_ place: Int, _ image: SiteImage) -> Reason {
        let live = image.jobs[place]
        if live.open == 0 { return poll(.schedulerPoll, "The Scheduler, which ends the cancel,", image) }
        return Reason(
            .cancel,
            "It is being cancelled, \(counted(Int(live.open), "client")) have no status, and nothing about it is on its way: no "
                + "poll ends it."
        ).at(image.definition.code, since: live.cancelledAt).from("Q188042")
            .advising("sms12 job delete \(live.job.id) --force")
    }

    /// An Executive that an access violation ended.
    func crashed(_ end: EventLive, _ image: SiteImage) -> Reason {
        let code = image.definition.code
        let start = "sms12 service start SMS_EXECUTIVE --site \(code)"
        let next = upcoming(.executiveRestart, site: image.number)
        let words = "SMS_EXECUTIVE of site \(code) is stopped since an access violation (event 376)"
        guard image.quirks.contains(.smsexecNil), let (file, place) = damaged(image) else {
            return Reason(.serviceStopped, words + ".").at(code, since: end.instant, until: next).advising(
                start)
        }
        let reason = Reason(
            .serviceStopped,
            words
                + ": a damaged file lies in \(place), and each start ends the same way as soon as it is read."
        ).at(code, since: end.instant).because(.smsexecNil, image.quirks).advising(
            "sms12 fault file \(code) \(file.rawValue) --clear && \(start)")
        guard let next else { return reason }
        return reason.after([
            Reason(
                .serviceStopped,
                "Site Configuration Manager starts it again, every \(image.definition.siteConfiguration.restartMinutes) minutes."
            ).at(code, until: next).from("Q130906")
        ])
    }

    /// The damaged file that ends the Executive, and where it lies; nil: there is none.
    private func damaged(_ image: SiteImage) -> (DamagedFileKind, String)? {
        if index(image).received.contains(where: {
            $0.kind == .miniJob && image.files[$0.subject]?.kind == .damaged
        }) {
            return (.corruptInstruction, "DESPOOLR.BOX\\RECEIVE")
        }
        let isThere = image.loadBox.queues.contains { $0.items.contains { $0.isCorrupt } }
        return isThere ? (.corruptMIF, "DELTAMIF.COL") : nil
    }

    /// Since when a client holds its offer, where nothing else tells: since somebody logged off or put it aside, since its
    /// row is Retrying, or since the job was there.
    func since(_ reason: inout Reason, _ detail: Int, _ image: SiteImage) {
        guard reason.since == nil else { return }
        let row = image.details[detail]
        let live = image.jobs[Int(row.job)]
        let (code, name) = (image.definition.code, image.clientName(row.client))
        let began = live.activatedAt ?? live.createdAt
        switch reason.blocker {
        case .nobodyLoggedOn: reason.since = lab.loggedOff(name, at: code) ?? began
        case .archived: reason.since = lab.archived(live.job.id, name, at: code) ?? began
        case .failedRun, .noDriveLetter, .serviceAccount, .accessDenied, .packageManagerEnded, .platform,
            .serviceOnly:
            let isRetrying = row.status == UInt8(JobStatus.retrying.rawValue)
            reason.since = isRetrying ? image.detailChangedAt[detail] : began
        default: break
        }
    }
}
