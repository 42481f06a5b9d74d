import Emulation
import Pipeline
import SiteModel

/// What holds the status of a job on its way from the site that carries it out to the site that made it.
extension JobExplainer {
    /// Status that was reported below and is not here yet.
    ///
    /// - Parameters:
    ///   - there: The site that carries the job out.
    ///   - image: The site that made it.
    ///   - id: The job.
    ///   - client: A client of the site by place, or nil: whatever is told of the job.
    ///   - kind: What is told, or nil: anything.
    /// - Returns: What holds it; nil: nothing of it is on its way.
    func reporting(
        _ there: SiteImage, _ image: SiteImage, of id: JobID, client: UInt32? = nil,
        kind: ReportItem.Kind? = nil
    ) -> Reason? {
        let told = SiteIndex.Told(
            origin: image.number, site: there.number, job: id.counter,
            kind: client == nil ? kind : .workstation, client: client)
        var here = there
        while here.number != image.number {
            if index(here).reporting.contains(told) {
                return here.parent == nil ? deleting(here, image) : bundling(here)
            }
            if let reason = climbing(here, of: there, told) { return reason }
            guard let parent = here.parent else { return nil }
            here = lab.images[Int(parent)]
            if let reason = loading(here, told) { return reason }
        }
        return nil
    }

    /// The first time at or after a moment at which a component that polls with the Response of its site does so.
    func pollTime(_ kind: SignalKind, _ image: SiteImage, after moment: Int64) -> Int64? {
        guard let next = upcoming(kind, site: image.number) else { return nil }
        let interval = image.definition.response.pollingMinutes * 60_000
        guard next < moment, interval > 0 else { return next }
        return next + (moment - next + interval - 1) / interval * interval
    }

    /// In SITEREP.BOX.
    private func bundling(_ here: SiteImage) -> Reason {
        if let held = paused(.siteReporter, here) { return held }
        let settings = here.definition.siteReporter
        let waits = zip(
            here.reportsSince, [settings.statusMinutes, settings.eventMinutes, settings.inventoryMinutes]
        ).filter { $0.0 >= 0 }.map { $0.0 + $0.1 * 60_000 }
        return Reason(
            .statusOnItsWay,
            "Status waits in SITEREP.BOX of site \(here.definition.code) until Site Reporter bundles it."
        ).at(
            here.definition.code, since: here.reportsSince.filter { $0 >= 0 }.min(),
            until: waits.min().flatMap { pollTime(.siteReporterPoll, here, after: $0) }
        ).from("RG S3D2B")
    }

    /// As a system job of Site Reporter, from its making to the end of sending.
    private func climbing(
        _ here: SiteImage, of there: SiteImage, _ told: SiteIndex.Told
    ) -> Reason? {
        // What was given up is gone for good, with its bundle.
        guard let counter = index(here).climbing[told], let live = here.systemJobs[counter] else {
            return nil
        }
        return held(live, here).told("Status of site \(there.definition.code) is on its way up. ")
    }

    /// At a site above: in RECEIVE, at its Despooler, or with its Data Loader.
    private func loading(_ here: SiteImage, _ told: SiteIndex.Told) -> Reason? {
        let code = here.definition.code
        let there = index(here)
        if let task = despoolerTask(at: here.number), there.executing.contains(told) {
            return atWork(task, here)
        }
        if there.arrived.contains(told) {
            let reason = poll(
                .despoolerPoll, "Status from below waits in RECEIVE for the Despooler, which", here)
            guard reason.blocker == .pollNotReached, let task = despoolerTask(at: here.number) else {
                return reason
            }
            return reason.after([atWork(task, here)])
        }
        guard there.loading.contains(told) else { return nil }
        return paused(.dataLoader, here)
            ?? Reason(.statusOnItsWay, "Status from below is being loaded at site \(code).")
            .at(code, until: upcoming(.dataLoaderEnded, site: here.number))
    }

    /// A destination that there is no way to.
    func noAddress(from image: SiteImage, to site: UInt16, since: Int64?) -> Reason {
        let code = image.definition.code
        let wanted = names.site(site)
        if lab.images[Int(site)].isRemoved {
            return Reason(
                .removed, "Site \(wanted) was taken out of the lab: no address leads there (event 332)."
            ).at(code, since: since).from("Q188055").advising("cancel the job")
        }
        let next = image.hierarchy.hop(from: image.number, to: site).map { names.site($0) } ?? wanted
        return Reason(
            .noAddress,
            "Site \(code) has no address to site \(wanted), nor to a site on the way to it (event 332)."
        ).at(code, since: since).from("RG S3D3C").advising("sms12 site set \(code) --address \(next)")
    }
}
