import Emulation
import Pipeline
import SiteModel

/// What holds a send request in its outbox, and a cancel instruction on its way.
extension JobExplainer {
    /// What holds a send request in its outbox.
    func sending(_ request: RequestLive, _ place: Int, _ image: SiteImage) -> Reason {
        var reason = held(request, place, image)
        if reason.blocker == .outboxClosed || reason.blocker == .capacity, let proposal = proposal(image) {
            // Whether it is the cure nobody knows before it is carried out.
            reason.causes.append(proposal.told("A change of the site is on its way: "))
            reason.advice = "sms12 explain site \(image.definition.code)"
        }
        guard let full = full(request, image) else { return reason }
        switch reason.blocker {
        // Nothing else keeps it from a try, which fails at the drive.
        case .sending, .retryDelay, .pollNotReached: return full
        default:
            reason.causes.append(full.told("And then: "))
            return reason
        }
    }

    /// The change of a site that is on its way, if there is one; asked for each request, and the same for all of a site.
    private func proposal(_ image: SiteImage) -> Reason? {
        guard lab.definition.siteProperties == .components else { return nil }
        if let known = index.proposals[image.number] { return known }
        let found = explain(site: image.definition.code).reasons.first { $0.blocker == .siteControl }
        index.proposals[image.number] = .some(found)
        return found
    }

    /// The same, but for what the destination's drive would say.
    private func held(_ request: RequestLive, _ place: Int, _ image: SiteImage) -> Reason {
        let code = image.definition.code
        let hop = names.site(request.hop)
        if request.status == .invalid {
            return abandoned(request, image)
        }
        // A Sender that is paused ends what it has in hand.
        if request.status != .sending || image.stopped.contains(.senders),
            let paused = paused(.senders, image)
        {
            return paused.after(away(request.hop, image).map { [$0.told("And then: ")] } ?? [])
        }
        if let kind = request.sender, let lost = helperDown(MovableService(kind), image) { return lost }
        if let fault = unsent(request, image) { return fault }
        guard let kind = request.sender else { return unsent(givenBack: request, image) }
        let settings = image.settings(of: kind)
        switch request.status {
        case .sending, .started, .connecting:
            if let idle = idle(kind, settings, request, image) { return idle }
            return Reason(
                .sending,
                "The \(kind.displayName) of site \(code) sends \(request.bytes) bytes to site \(hop), "
                    + "\(lab.bytesLeft(ofRequest: place, at: image.number)) of them still to go."
            ).at(
                code, since: request.startedAt,
                until: upcoming(.sendEnded, site: image.number, about: UInt32(place)))
        case .error: return retrying(request, kind, settings, image)
        case .none, .cancelled, .ok, .suspended, .invalid: break
        }
        return queued(request, place, kind, settings, image)
    }

    /// A try of a Sender that failed, and its delay until the next one.
    private func retrying(
        _ request: RequestLive, _ kind: SenderKind, _ settings: SenderDefinition, _ image: SiteImage
    ) -> Reason {
        let (code, hop) = (image.definition.code, names.site(request.hop))
        if let gone = away(request.hop, image), gone.blocker == .removed {
            return gone.at(code, since: request.firstFailedAt).after(
                request.firstFailedAt.map { [end(of: request, $0, image)] } ?? [])
        }
        let tries = "\(request.tries) of \(settings.retries) times."
        let until = max(request.restartAt, lab.now)
        guard let away = away(request.hop, image) else {
            return Reason(
                .retryDelay,
                "The \(kind.displayName) of site \(code) could not send to site \(hop), which can be reached now; it waits its "
                    + "delay of \(settings.retryDelayMinutes) minutes and tries again, \(tries)"
            ).at(code, since: request.firstFailedAt, until: until).from("Q214485")
        }
        return Reason(
            away.blocker,
            "The \(kind.displayName) of site \(code) could not send to site \(hop) and tries again, \(tries)"
        ).at(code, since: request.firstFailedAt, until: until).from("Q214485").after([away])
            .advising(away.advice)
    }

    /// What holds a request that no Sender has: it was given back, or no outbox took it.
    private func unsent(givenBack request: RequestLive, _ image: SiteImage) -> Reason {
        let (code, hop) = (image.definition.code, names.site(request.hop))
        if image.hop(to: request.destination) == nil {
            return noAddress(from: image, to: request.destination, since: request.queuedAt)
        }
        let isRemoval =
            request.job != noHandle && image.jobs[Int(request.job)].job.type == .removePackage
        if isRemoval, image.quirks.contains(.noRemoveResend) {
            var reason = Reason(
                .quirk,
                "The Sender of site \(code) gave it back after its retries, and the Scheduler looks for requests with a compressed "
                    + "package only: that of a Remove job is never sent again, nor given up."
            ).at(code, since: request.firstFailedAt ?? request.queuedAt)
                .because(.noRemoveResend, image.quirks)
                .advising("cancel the job, and make a new one when site \(hop) can be reached")
            if let away = away(request.hop, image) { reason.causes.append(away) }
            return reason
        }
        guard let first = request.firstFailedAt else { return unassigned(request, image) }
        let end = end(of: request, first, image)
        // To be sent again does not help it.
        if let gone = away(request.hop, image), gone.blocker == .removed {
            return gone.at(code, since: first).after([end])
        }
        let wait = max(request.restartAt, lab.now)
        let held = paused(.scheduler, image)
        let poll = held == nil ? pollTime(.schedulerPoll, image, after: wait) : nil
        if let away = away(request.hop, image) {
            if request.restartAt <= lab.now, let held { return held.after([away]) }
            return Reason(
                away.blocker,
                "The Sender of site \(code) gave up on site \(hop) after its retries; the Scheduler queues it again."
            ).at(code, since: first, until: poll ?? wait).from("Q214485")
                .after([away, end] + (held.map { [$0] } ?? [])).advising(away.advice)
        }
        if let held { return held }
        let kinds = outboxes(request, image)
        if !kinds.isEmpty, !kinds.contains(where: { $0.schedule.everLets(request.priority) }) {
            return unassigned(request, image)
        }
        let time = image.siteTime(at: poll ?? wait)
        let opening = kinds.compactMap { $0.schedule.opening(for: request.priority, from: time) }.min()
        let reason = Reason(
            .retryDelay,
            "The Sender of site \(code) gave up on site \(hop) after its retries. It can be reached now, and the Scheduler queues "
                + "the request again at its first poll after the time set for it."
        ).at(code, since: first, until: poll ?? wait).from("Q214485")
        guard let opening, opening > time else { return reason }
        return Reason(
            .outboxClosed,
            "The Sender of site \(code) gave up on site \(hop) after its retries. When the Scheduler queues the request again, the "
                + "outbox is closed for jobs of \(request.priority.word) priority."
        ).at(code, since: first, until: instant(opening, image)).from("Q263356", "Q214485").after([reason])
    }

    /// The Senders that have an address to the next site of a request.
    func outboxes(_ request: RequestLive, _ image: SiteImage) -> [SenderDefinition] {
        guard let hop = image.hop(to: request.destination) else { return [] }
        let kinds = image.addresses(to: hop).map(\.sender)
        return SenderKind.allCases.filter { kinds.contains($0) }.map { image.settings(of: $0) }
    }

    /// A Sender that may use nothing of its link at this hour.
    private func idle(
        _ kind: SenderKind, _ settings: SenderDefinition, _ request: RequestLive, _ image: SiteImage
    ) -> Reason? {
        let code = image.definition.code
        let time = image.definition.zone.localTime(atUTC: lab.now.flooredQuotient(by: 1_000))
        let hour = Int(time.civil.hour)
        guard settings.hourlyPercent.count == 24, settings.hourlyPercent[hour] <= 0 else { return nil }
        let sentence = "The \(kind.displayName) of site \(code) may use nothing of its link at"
        guard let wait = (1...23).first(where: { settings.hourlyPercent[(hour + $0) % 24] > 0 }) else {
            return Reason(.outboxClosed, "\(sentence) any hour: nothing is sent.")
                .at(code, since: request.startedAt).from("Q163379")
                .advising(
                    "give the Sender an hour with a share of the link, in the lab file's `hourlyPercent`")
        }
        let seconds = time.seconds - time.seconds % 3_600 + Int64(wait) * 3_600
        return Reason(.outboxClosed, "\(sentence) this hour.")
            .at(code, since: request.startedAt, until: instant(LocalTime(seconds: seconds), image))
            .from("Q140396")
    }

    /// What holds a request that no Sender ever had: there is no address, or no outbox that ever opens for it.
    private func unassigned(_ request: RequestLive, _ image: SiteImage) -> Reason {
        let code = image.definition.code
        let kinds = outboxes(request, image)
        let never = kinds.filter { !$0.schedule.everLets(request.priority) }
        guard !never.isEmpty, never.count == kinds.count else {
            return poll(.schedulerPoll, "The Scheduler, which gives it to an outbox,", image)
        }
        return Reason(
            .outboxClosed,
            "The outbox \(never.map(\.kind.outbox).joined(separator: ", ")) of site \(code) is never open for jobs of "
                + "\(request.priority.word) priority."
        ).at(code, since: request.queuedAt).from("Q263356").advising(
            "sms12 site sender \(code) \(never[0].kind.word) --always-open"
        ).after(
            away(request.hop, image).map { [$0.told("When it opens: ")] } ?? [])
    }

    /// What holds a request that lies in an outbox.
    private func queued(
        _ request: RequestLive, _ place: Int, _ kind: SenderKind, _ settings: SenderDefinition,
        _ image: SiteImage
    ) -> Reason {
        let code = image.definition.code
        let time = image.siteTime(at: lab.now)
        let threads = lab.sendings(of: kind, at: image.number)
        if threads.contains(where: { $0.request == UInt32(place) }) {
            return connecting(request, place, kind, image)
        }
        let suspended =
            request.status == .suspended
            ? [
                Reason(
                    .suspended,
                    "It was suspended for a transfer of High priority and goes on behind its sync point."
                ).at(code, since: request.startedAt).from("Q123221")
            ] : []
        if !settings.schedule.jobs(at: time).lets(request.priority) {
            let opening = settings.schedule.opening(for: request.priority, from: time)
            return Reason(
                .outboxClosed,
                opening == nil
                    ? "The outbox \(kind.outbox) of site \(code) is never open for jobs of \(request.priority.word) priority."
                    : "The outbox \(kind.outbox) of site \(code) is closed for jobs of \(request.priority.word) priority."
            ).at(code, since: request.queuedAt, until: opening.map { instant($0, image) }).from("Q263356")
                .advising("sms12 site sender \(code) \(kind.word) --always-open").after(
                    suspended + (away(request.hop, image).map { [$0.told("When it opens: ")] } ?? []))
        }
        if let first = suspended.first {
            let others = occupants(threads, image)
            // It has a thread again when the first of them ends.
            return first.at(code, until: others.compactMap(\.until).min()).after(others)
        }
        if settings.maximumSendings == 0 || settings.maximumSiteSendings == 0 {
            return withoutThreads(request, kind, settings, image)
        }
        let toSite = threads.filter { image.requests[Int($0.request)].hop == request.hop }
        if request.isCancel, threads.count < settings.maximumSendings,
            let other = index(image).instructions[
                SiteIndex.Target(job: request.job, destination: request.destination)]
        {
            return sending(image.requests[Int(other)], Int(other), image).told(
                "It does not overtake the instruction that it is about. ")
        }
        guard threads.count >= settings.maximumSendings || toSite.count >= settings.maximumSiteSendings else {
            return Reason(
                .sending, "The \(kind.displayName) of site \(code) takes it when it looks into its outbox."
            ).at(code, since: request.queuedAt, until: upcoming(.senderPoll, site: image.number))
        }
        return Reason(
            .capacity,
            "The \(kind.displayName) of site \(code) makes at most \(settings.maximumSendings) transfers at a time, "
                + "\(settings.maximumSiteSendings) to one site; \(threads.count) are under way."
        ).at(code, since: request.queuedAt, until: upcoming(.sendEnded, site: image.number)).from(
            "Q163379"
        ).after(occupants(threads.count >= settings.maximumSendings ? threads : toSite, image))
    }

    /// A Sender that may make no transfer at all.
    private func withoutThreads(
        _ request: RequestLive, _ kind: SenderKind, _ settings: SenderDefinition, _ image: SiteImage
    ) -> Reason {
        let code = image.definition.code
        let reason = Reason(
            .capacity,
            "The \(kind.displayName) of site \(code) may make 0 transfers at a time: nothing is sent."
        ).at(code, since: request.queuedAt).from("Q163379").advising(
            "sms12 site sender \(code) \(kind.word)"
                + (settings.maximumSendings == 0 ? " --maximum \(kind.defaultSendings)" : "")
                + (settings.maximumSiteSendings == 0 ? " --per-site \(kind.defaultSiteSendings)" : "")
        ).after(away(request.hop, image).map { [$0.told("And then: ")] } ?? [])
        // Deleting a second LAN Sender empties both values (Q138243); by hand one is enough.
        guard kind == .lan, settings.maximumSendings == 0, settings.maximumSiteSendings == 0,
            image.quirks.contains(.duplicateLANSender)
        else { return reason }
        return reason.because(.duplicateLANSender, image.quirks)
    }

    /// What holds a request that has a thread of its Sender, and is not connected yet.
    private func connecting(
        _ request: RequestLive, _ place: Int, _ kind: SenderKind, _ image: SiteImage
    ) -> Reason {
        let (code, hop) = (image.definition.code, names.site(request.hop))
        if let away = away(request.hop, image) {
            return Reason(away.blocker, "Site \(hop) cannot be reached from site \(code).").at(
                code, since: request.queuedAt
            ).after([away]).advising(away.advice)
        }
        return Reason(.sending, "The \(kind.displayName) of site \(code) connects to site \(hop).").at(
            code, since: request.queuedAt,
            until: upcoming(.connectFailed, site: image.number, about: UInt32(place)))
    }

    /// What the transfers do that have a Sender's threads; the first three.
    private func occupants(_ threads: [ActiveSending], _ image: SiteImage) -> [Reason] {
        threads.prefix(3).map { thread in
            let other = image.requests[Int(thread.request)]
            return sending(other, Int(thread.request), image).told("Send request \(other.id): ")
        }
    }

    private func instant(_ time: LocalTime, _ image: SiteImage) -> Int64 {
        image.definition.zone.utcSeconds(of: time) * 1_000
    }

    /// Why a neighbour cannot be reached, or nil: it can.
    func away(_ hop: UInt16, _ image: SiteImage) -> Reason? {
        guard image.unreachable.contains(hop) else { return nil }
        let other = lab.images[Int(hop)]
        if other.isRemoved { return gone(other, image) }
        let (one, two) = (image.definition.code, other.definition.code)
        let isCut = lab.linksDown.contains {
            [$0.one, $0.other] == [one, two] || [$0.one, $0.other] == [two, one]
        }
        let link = FaultDefinition.Subject.link(one, two)
        let reason = Reason(.linkDown, "The link between \(one) and \(two) is down.")
            .at(one, since: lab.downSince(link), until: lab.plannedEnd(of: link))
            .advising("sms12 fault link \(one) \(two) --state up")
        // Both have to come back.
        if let down = siteDown(other) { return isCut ? down.after([reason]) : down }
        return reason
    }
}
