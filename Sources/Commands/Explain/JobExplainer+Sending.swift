import Emulation
import Pipeline
import SiteModel

/// What holds a send request in its outbox, and a cancel instruction on its way.
extension JobExplainer {
    /// What holds a send request in its outbox.
    func sending(_ request: RequestLive, _ place: Int, _ image: SiteImage) -> Reason {
        let code = image.definition.code
        let hop = names.site(request.hop)
        // A Sender that is paused ends what it has in hand.
        if request.status != .sending || image.stopped.contains(.senders),
            let paused = paused(.senders, image)
        {
            return paused
        }
        if let fault = unsent(request, image) { return fault }
        guard let kind = request.sender else {
            // Who gives it to an outbox again is the Scheduler.
            if request.restartAt <= lab.now, let held = paused(.scheduler, image) { return held }
            if request.firstFailedAt == nil { return unassigned(request, image) }
            var reason = Reason(
                .linkDown,
                "The Sender of site \(code) gave up on site \(hop) after its retries; the Scheduler queues it again."
            ).at(code, since: request.firstFailedAt, until: max(request.restartAt, lab.now)).from("Q214485")
            reason.causes = away(request, image)
            if let first = request.firstFailedAt {
                reason.causes.append(
                    Reason(.linkDown, "It is given up seven days after the first failure, with event 21.").at(
                        code, until: first + 7 * 86_400_000
                    ).from("Q214485"))
            }
            return reason
        }
        let settings = image.definition.allSenders.first { $0.kind == kind } ?? SenderDefinition(kind: kind)
        switch request.status {
        case .sending, .started, .connecting:
            if let idle = idle(kind, settings, request, image) { return idle }
            return Reason(
                .sending,
                "The \(kind.displayName) of site \(code) sends \(request.bytesLeft) bytes to site \(hop)."
            ).at(
                code, since: request.startedAt,
                until: lab.upcoming(.sendEnded, site: image.number, about: UInt32(place)))
        case .error:
            var reason = Reason(
                .linkDown,
                "The \(kind.displayName) of site \(code) could not send to site \(hop) and tries again, \(request.tries) of "
                    + "\(settings.retries) times."
            ).at(code, since: request.firstFailedAt, until: max(request.restartAt, lab.now)).from("Q214485")
            reason.causes = away(request, image)
            return reason
        case .suspended:
            return Reason(
                .suspended,
                "It was suspended for a transfer of High priority and goes on behind its sync point."
            ).at(code).from("Q123221")
        case .none, .invalid, .cancelled, .ok: break
        }
        return queued(request, kind, settings, image)
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
    }

    /// What holds a request that no Sender ever had: there is no address, or no outbox that ever opens for it.
    private func unassigned(_ request: RequestLive, _ image: SiteImage) -> Reason {
        let code = image.definition.code
        let site = names.site(request.destination)
        guard let hop = image.hop(to: request.destination) else {
            return Reason(
                .noAddress,
                "Site \(code) has no address to site \(site), nor to a site on the way to it (event 332)."
            ).at(code, since: request.queuedAt).from("RG S3D3C").advising(
                "sms12 site set \(code) --address \(site)")
        }
        let kinds = image.definition.allSenders.filter { sender in
            image.definition.addresses.contains {
                $0.destination == lab.images[Int(hop)].definition.code && $0.sender == sender.kind
            }
        }
        let never = kinds.filter { !$0.schedule.everLets(request.priority) }
        guard !never.isEmpty, never.count == kinds.count else {
            return poll(.schedulerPoll, "The Scheduler, which gives it to an outbox,", image)
        }
        return Reason(
            .outboxClosed,
            "The outbox \(never.map(\.kind.outbox).joined(separator: ", ")) of site \(code) is never open for jobs of "
                + "\(request.priority.word) priority."
        ).at(code, since: request.queuedAt).from("Q263356").advising(
            "sms12 site sender \(code) \(never[0].kind.word) --always-open")
    }

    /// What holds a request that no Sender has taken yet.
    private func queued(
        _ request: RequestLive, _ kind: SenderKind, _ settings: SenderDefinition, _ image: SiteImage
    ) -> Reason {
        let code = image.definition.code
        let hop = names.site(request.hop)
        let time = image.definition.zone.localTime(atUTC: lab.now.flooredQuotient(by: 1_000))
        if !settings.schedule.jobs(at: time).lets(request.priority) {
            let opening = settings.schedule.opening(for: request.priority, from: time)
            return Reason(
                .outboxClosed,
                opening == nil
                    ? "The outbox \(kind.outbox) of site \(code) is never open for jobs of \(request.priority.word) priority."
                    : "The outbox \(kind.outbox) of site \(code) is closed for jobs of \(request.priority.word) priority."
            ).at(code, since: request.queuedAt, until: opening.map { instant($0, image) }).from("Q263356")
                .advising("sms12 site sender \(code) \(kind.word) --always-open")
        }
        if image.unreachable.contains(request.hop) {
            var reason = Reason(.linkDown, "Site \(hop) cannot be reached from site \(code).").at(code)
            reason.causes = away(request, image)
            return reason
        }
        if settings.maximumSendings == 0 || settings.maximumSiteSendings == 0 {
            return Reason(
                .capacity,
                "The \(kind.displayName) of site \(code) may make 0 transfers at a time: nothing is sent."
            ).at(code, since: request.queuedAt).from("Q163379")
                .advising("sms12 site sender \(code) \(kind.word) --maximum \(kind.defaultSendings)")
        }
        let busy = image.requests.filter { $0.sender == kind && $0.status == .sending }
        return Reason(
            .capacity,
            "The \(kind.displayName) of site \(code) makes at most \(settings.maximumSendings) transfers at a time, "
                + "\(settings.maximumSiteSendings) to one site; \(busy.count) are under way."
        ).at(code, since: request.queuedAt, until: lab.upcoming(.sendEnded, site: image.number)).from(
            "Q163379")
    }

    private func instant(_ time: LocalTime, _ image: SiteImage) -> Int64 {
        image.definition.zone.utcSeconds(of: time) * 1_000
    }

    /// Why a neighbour cannot be reached.
    private func away(_ request: RequestLive, _ image: SiteImage) -> [Reason] {
        guard image.unreachable.contains(request.hop) else { return [] }
        let other = lab.images[Int(request.hop)]
        if let down = siteDown(other) { return [down] }
        let (one, two) = (image.definition.code, other.definition.code)
        let link = FaultDefinition.Subject.link(one, two)
        return [
            Reason(.linkDown, "The link between \(one) and \(two) is down.")
                .at(one, since: lab.downSince(link), until: lab.plannedEnd(of: link))
                .advising("sms12 fault link \(one) \(two) --state up")
        ]
    }

    // MARK: Cancel

    func cancelling(_ place: Int, _ image: SiteImage) -> [Reason] {
        let live = image.jobs[place]
        var found: [Reason] = []
        for (index, request) in image.requests.enumerated()
        where request.job == UInt32(place) && request.isCancel && request.status != .ok
            && request.status != .cancelled
        {
            var reason = sending(request, index, image)
            reason.sentence =
                "The cancel instruction for site \(names.site(request.destination)): " + reason.sentence
            found.append(reason)
        }
        if !found.isEmpty { return found }
        if let lost = nowhere(live, image) { return [lost] }
        for destination in live.destinations where destination.state == .cancelling {
            let site = lab.images[Int(destination.site)]
            if let held = site.heldFile(ofJob: live.job.id, now: lab.now) {
                var reason = Reason(
                    .fileInUse,
                    "The instruction file of \(site.clients.name(held.client)) at site \(site.definition.code) is open, and "
                        + "its Despooler waits to strip it.")
                reason.until = held.until
                found.append(
                    reason.at(site.definition.code).from("Q140928").advising(
                        "sms12 client lock \(site.clients.name(held.client)) --unlock"))
                continue
            }
            if let held = cancelled(at: site, live, image) {
                found.append(held)
                continue
            }
            found.append(
                Reason(
                    .cancel,
                    "Site \(names.site(destination.site)) has not confirmed the cancel; a task in progress runs to its end."
                )
                .at(image.definition.code).from("Q191338", "Q188042"))
        }
        return found.isEmpty ? [poll(.schedulerPoll, "The Scheduler", image)] : found
    }

    /// Where a cancel instruction, or the answer to it, waits; nil: it is at work.
    private func cancelled(at site: SiteImage, _ live: JobLive, _ image: SiteImage) -> Reason? {
        let code = site.definition.code
        for other in lab.images where other.number != image.number {
            for (place, request) in other.requests.enumerated()
            where request.destination == site.number && request.isCancel && request.file != noHandle
                && request.status != .ok && request.status != .cancelled
                && other.files[request.file]?.job?.id == live.job.id
            {
                var reason = sending(request, place, other)
                reason.sentence = "The cancel instruction for site \(code): " + reason.sentence
                return reason
            }
            if other.received.contains(where: { entry in
                entry.kind == .transit && other.files[entry.subject]?.job?.id == live.job.id
            }) {
                return poll(.despoolerPoll, "The Despooler, which hands the cancel instruction on,", other)
            }
        }
        if let place = site.jobs.firstIndex(where: { $0.job.id == live.job.id && $0.origin == image.number }),
            site.received.contains(where: { $0.kind == .cancel && $0.subject == UInt32(place) })
        {
            return poll(.despoolerPoll, "The Despooler, which carries out the cancel instruction,", site)
        }
        guard site.number != image.number else { return nil }
        return paused(.despooler, site) ?? reporting(site, image)
    }
}
