import Emulation
import Pipeline
import SiteModel

/// What holds the jobs that components make: Site Reporter's, Hierarchy Manager's, Applications Manager's (SDK
/// sheapio_5gc3).
extension JobExplainer {
    /// What holds a system job; none where it is final.
    func reasons(systemJob live: SystemJobLive, of image: SiteImage) -> [Reason] {
        live.status.isFinal ? [] : [siteDown(image) ?? held(live, image)]
    }

    /// What holds a system job at the site that made it.
    func held(_ live: SystemJobLive, _ here: SiteImage) -> Reason {
        let code = here.definition.code
        if live.hasNoType || here.has(.sqlLogFull) && live.sending == .none {
            return fault(
                .sqlLogFull,
                "The log of site \(code)'s database is full, and its system job cannot be written into it.",
                .pendingSystemJobs, here)
        }
        // One that was given up may have been queued again since.
        if let open = index(here).requests[live.counter] {
            return sending(here.requests[Int(open)], Int(open), here)
        }
        if let held = paused(.scheduler, here) { return held }
        guard here.hop(to: live.destination) != nil else {
            return noAddress(from: here, to: live.destination, since: live.createdAt)
        }
        return poll(.schedulerPoll, "The Scheduler, which sends it as a system job,", here)
    }

    /// A system job by its identifier; nil: the site has none of it.
    static func systemJob(_ word: String, of image: SiteImage) -> SystemJobLive? {
        guard let id = JobID(word.uppercased()), id.site == image.definition.code else { return nil }
        return image.systemJobs[id.counter]
    }

    /// A sentence about a system job.
    func head(systemJob live: SystemJobLive, of image: SiteImage) -> String {
        let id = JobID(site: image.definition.code, counter: live.counter)?.description ?? "?"
        let site = image.code(of: live.destination)
        return "System job \(id) to site \(site) (\(live.kind.comment(site))) is \(live.status.word)."
    }

    /// The events of a request that is given up.
    static let givingUp: Set<Int64> = [21, 37, 43, 262, 269]

    /// Why a system job is final.
    func ended(_ live: SystemJobLive, _ image: SiteImage) -> Reason {
        let event = image.events.last {
            Self.givingUp.contains($0.number) && $0.instant == live.endedAt && $0.source == Hierarchy.none
        }
        let why =
            event.map {
                $0.number == 21
                    ? "after seven days (event 21)"
                    : "since its request could not be used (event \($0.number))"
            }
            ?? "after seven days"
        let isReport = live.kind == .siteReport || live.kind == .siteReportWithEvents
        let lost = isReport ? " The statuses and events that it carried are lost." : ""
        let end = Reason(
            live.status == .failed ? .givenUp : .nothing,
            live.status == .failed
                ? "It was given up \(why), and nothing more is sent.\(lost)"
                : "Its instruction was sent; what the site there makes of it tells that site."
        )
        return end.at(image.definition.code, since: live.endedAt).from("SDK sheapio_5gc3")
    }

    /// One line for all open system jobs of a site that the same thing holds.
    func systemLines(of image: SiteImage) -> [(first: SystemJobLive, count: Int, reason: Reason)] {
        var found: [(first: SystemJobLive, count: Int, reason: Reason)] = []
        var places: [String: Int] = [:]
        for counter in image.openSystemJobs {
            guard let live = image.systemJobs[counter], let reason = reasons(systemJob: live, of: image).first
            else { continue }
            let key = "\(live.destination) \(reason.blocker.rawValue)\n\(reason.sentence)"
            if let same = places[key] {
                found[same].count += 1
            } else {
                places[key] = found.count
                found.append((live, 1, reason))
            }
        }
        return found
    }
}
