import Emulation
import LegacyFormats
import Pipeline
import SiteModel

/// What stands behind an event: whether what it tells of is so still, what holds it, and what would end it.
extension JobExplainer {
    /// The events of a number, one reason for each thing that they are about.
    ///
    /// - Parameters:
    ///   - number: The event's number.
    ///   - sites: The sites whose events are looked at.
    ///   - told: Whether events that came up from sites below are shown as well.
    /// - Returns: A reason for each; none: the event was not raised there.
    func reasons(event number: Int64, at sites: [SiteImage], told: Bool) -> [Reason] {
        var found: [(key: String, reason: Reason, count: Int, event: EventLive, image: SiteImage)] = []
        for image in sites {
            for event in image.events where event.number == number {
                guard let (own, home, words) = original(of: event, at: image, told: told) else { continue }
                let text = EventWords(
                    image: home, rules: lab.clients[Int(home.number)].rules, peers: lab.images
                ).insertions(of: own)
                // Of a secondary site as well, which has no database: its events are listed at its parent.
                let place = words.isEmpty && lab.images.count > 1 ? "Site \(home.definition.code): " : words
                let sentence = place + (EventCatalogue.entry(Int(number))?.message(text) ?? "")
                let key = "\(home.number) \(own.job) \(own.subject) \(sentence)"
                if let same = found.firstIndex(where: { $0.key == key }) {
                    found[same].count += 1
                    found[same].event = own
                    continue
                }
                let reason = Reason(.nothing, sentence).at(home.definition.code, since: own.instant)
                found.append((key, reason, 1, own, home))
            }
        }
        return found.map { one in
            var reason = one.reason
            if one.count > 1 { reason.sentence += " Raised \(one.count) times." }
            return behind(one.event, one.image, reason)
        }
    }

    /// An event as the site has it that raised it; nil: it came from a site below, and those are not asked for.
    private func original(
        of event: EventLive, at image: SiteImage, told: Bool
    ) -> (EventLive, SiteImage, String)? {
        guard event.source != Hierarchy.none else { return (event, image, "") }
        let home = lab.images[Int(event.source)]
        guard told, home.events.indices.contains(Int(event.sourcePlace)) else { return nil }
        return (home.events[Int(event.sourcePlace)], home, "Told by site \(home.definition.code): ")
    }

    /// What holds what an event is about, as things are now.
    private func behind(_ event: EventLive, _ image: SiteImage, _ reason: Reason) -> Reason {
        if event.job != noHandle { return behind(jobOf: event, image, reason) }
        guard let cause = cause(of: event, image) else { return reason }
        guard let held = cause.held else {
            var reason = reason
            reason.sentence += " \(cause.over)"
            return reason
        }
        return taking(held, into: reason)
    }

    private func behind(jobOf event: EventLive, _ image: SiteImage, _ reason: Reason) -> Reason {
        var reason = reason.from("RG S3D43")
        let here = image.jobs[Int(event.job)]
        let home = lab.images[Int(here.origin)]
        let place = home.jobs.firstIndex { $0.job.id == here.job.id && $0.origin == home.number }
        let status = (place.map { home.jobs[$0] } ?? here).job.statusWord
        let stands = here.hasRaised(event.number, event.subject)
        reason.sentence +=
            " Job \(here.job.id), \(status);"
            + (stands ? " the condition stands, and the event is not repeated." : " the condition is gone.")
        let isOver = place.map { home.jobs[$0].stage == .ended } ?? (here.stage == .ended)
        guard stands, !isOver else { return reason }
        let found =
            image.number == home.number
            ? reasons(job: Int(event.job), of: image) : ranked(executing(Int(event.job), image))
        guard let held = found.first(where: { $0.sentence.contains("event \(event.number)") }) ?? found.first
        else { return reason }
        return taking(held, into: reason)
    }

    private func taking(_ held: Reason, into reason: Reason) -> Reason {
        var reason = reason
        reason.blocker = held.blocker
        reason.until = held.until
        reason.quirk = held.quirk
        reason.advice = held.advice
        return reason.after([held])
    }

    /// What holds the thing that an event without a job is about, and the words where nothing does any more; nil: unknown.
    private func cause(of event: EventLive, _ image: SiteImage) -> (held: Reason?, over: String)? {
        let site = UInt16(truncatingIfNeeded: event.subject)
        switch event.number {
        case 251...254, 265, 285, 291, 316:
            guard event.subject != noHandle, lab.images.indices.contains(Int(site)) else { return nil }
            return (away(site, image), "Site \(names.site(site)) can be reached now.")
        case 332:
            guard event.subject != noHandle, lab.images.indices.contains(Int(site)) else { return nil }
            let isKnown = image.hop(to: site) != nil
            return (
                isKnown ? nil : noAddress(from: image, to: site, since: nil), "There is a way to it now."
            )
        case 47: return (paused(.scheduler, image), "The Scheduler works now.")
        case 243: return (paused(.dataLoader, image), "The Data Loader works now.")
        case 376:
            return (
                image.executiveIsStopped ? stopped(.executive, image) : nil, "SMS_EXECUTIVE runs now."
            )
        default: return nil
        }
    }
}
