import Emulation
import Pipeline
import SiteModel

/// What holds an instruction, or a cancel instruction, between the site that made it and the one that it is for.
extension JobExplainer {
    /// An instruction that its site does not have yet: at a site between, in RECEIVE or in an outbox.
    func underway(_ live: JobLive, to there: SiteImage, _ image: SiteImage) -> Reason {
        if let found = between(live.job.id, to: there, isCancel: false) { return found }
        if let lost = misdirected(to: there.number, image) { return lost }
        // The site of the job knows no more of it.
        var here = image
        for _ in lab.images {
            guard let hop = here.hop(to: there.number) else {
                return noAddress(from: here, to: there.number, since: nil).told(
                    "The instruction for site \(there.definition.code) was lost on its way. ")
            }
            if hop == here.number || hop == there.number { break }
            here = lab.images[Int(hop)]
        }
        return Reason(
            .givenUp,
            "The instruction for site \(there.definition.code) was lost on its way, and nothing more is sent."
        ).at(image.definition.code).from("RG S3D3C").advising("cancel the job and make a new one")
    }

    /// An address that names the server of another site: what is sent there never comes to the right one (Q266759).
    private func misdirected(to site: UInt16, _ image: SiteImage) -> Reason? {
        guard let hop = image.hop(to: site),
            let address = image.addresses(to: hop).first(where: { !$0.server.isEmpty }),
            address.server.uppercased() == image.definition.siteServer?.name.uppercased()
        else { return nil }
        let (code, wanted) = (image.definition.code, names.site(hop))
        return Reason(
            .noAddress,
            "The address of site \(code) to site \(wanted) names \(address.server), which is \(code)'s own site server: what was "
                + "sent there came back to site \(code)."
        ).at(code).from("Q266759").advising("give the address to \(wanted) the site server of \(wanted)")
    }

    /// An instruction of a job at a site between; nil: there is none.
    private func between(_ id: JobID, to there: SiteImage, isCancel: Bool) -> Reason? {
        switch underway(Underway(job: id, destination: there.number, isCancel: isCancel)) {
        case .request(let site, let place):
            let other = lab.images[Int(site)]
            return sending(other.requests[place], place, other)
        case .executing(let site): return despoolerTask(at: site).map { atWork($0, lab.images[Int(site)]) }
        case .received(let site, let entry):
            let other = lab.images[Int(site)]
            let what = isCancel ? "the cancel instruction" : "it"
            let reason = poll(.despoolerPoll, "The Despooler, which hands \(what) on,", other)
            guard reason.blocker == .pollNotReached, let task = despoolerTask(at: site) else { return reason }
            return reason.after([atWork(task, other)] + [batch(before: entry, other)].compactMap { $0 })
        case nil: return nil
        }
    }

    // MARK: Cancel

    /// What holds a job that is being cancelled: its cancel instructions, their execution, and the answers.
    func cancelling(_ place: Int, _ image: SiteImage) -> [Reason] {
        let live = image.jobs[place]
        if let lost = nowhere(live, image) { return [lost] }
        var found: [Reason] = []
        var told: Set<UInt16> = []
        for number in index(image).cancels[UInt32(place)] ?? [] {
            let request = image.requests[number]
            told.insert(request.destination)
            found.append(
                sending(request, number, image).told(
                    "The cancel instruction for site \(names.site(request.destination)): "))
        }
        for destination in live.destinations
        where destination.state == .cancelling && !told.contains(destination.site) {
            let site = lab.images[Int(destination.site)]
            if let held = cancelled(at: site, live, image) { found.append(held) }
        }
        if found.isEmpty { found = lateCancel(place, image) }
        return found.isEmpty ? [unended(place, image)] : found
    }

    /// What is left where every site has answered: a transfer that goes on, or a destination without an answer.
    private func lateCancel(_ place: Int, _ image: SiteImage) -> [Reason] {
        let live = image.jobs[place]
        for index in image.openRequests where image.requests[Int(index)].job == UInt32(place) {
            return [sending(image.requests[Int(index)], Int(index), image)]
        }
        for destination in live.destinations
        where destination.site != image.number && destination.state != .cancelled
            && destination.state != .failed
        {
            return [
                Reason(
                    .cancel,
                    "Site \(names.site(destination.site)) has not confirmed the cancel, and nothing about it is on its way."
                ).at(image.definition.code, since: live.cancelledAt).from("Q191338", "Q188042")
                    .advising("sms12 job delete \(live.job.id) --force")
            ]
        }
        return []
    }

    /// Where a cancel instruction, or the answer to it, waits; nil: the site is done with it.
    private func cancelled(at site: SiteImage, _ live: JobLive, _ image: SiteImage) -> Reason? {
        let (code, id) = (site.definition.code, live.job.id)
        if let found = between(id, to: site, isCancel: true) {
            return found.told("The cancel instruction for site \(code): ")
        }
        guard let place = index(site).jobs[id], site.jobs[place].origin == image.number else {
            // It never got there: a site on the way answers for it.
            return reporting(site, image, of: id, kind: .cancelled).map {
                $0.told("A site on the way to site \(code) has answered for it. ")
            }
        }
        func isIt(_ entry: ReceivedLive) -> Bool { entry.kind == .cancel && entry.subject == UInt32(place) }
        if let task = despoolerTask(at: site.number), isIt(task.entry) { return atWork(task, site) }
        if index(site).received.contains(where: isIt) {
            if let held = paused(.despooler, site) {
                let file = site.heldFile(ofJob: id, now: lab.now).map {
                    [open($0, of: id, site)]
                }
                return held.told("The cancel instruction is in RECEIVE of site \(code). ").after(file ?? [])
            }
            let reason = poll(
                .despoolerPoll, "The Despooler, which carries out the cancel instruction,", site)
            guard let task = despoolerTask(at: site.number) else { return reason }
            // A task in progress runs to its end (Q191338).
            return reason.after([atWork(task, site)])
        }
        guard site.number != image.number else { return nil }
        return reporting(site, image, of: id, kind: .cancelled).map {
            $0.told("Site \(code) has carried the cancel out, and its answer is on its way. ")
        }
    }
}
