import Emulation
import Pipeline
import SiteModel

/// Why what was proposed for a site is not so yet (Q131010), how far its installation is (Q137376), and what of it is
/// down.
extension JobExplainer {
    /// A sentence about the site, what holds its changes, and what of it does not work.
    func explain(site code: SiteCode) -> (head: String, reasons: [Reason]) {
        guard let site = lab.images.first(where: { $0.definition.code == code && !$0.isRemoved }) else {
            return ("There is no site \(code).", [])
        }
        var reasons: [Reason] = []
        for image in lab.images where !image.isRemoved {
            guard let live = image.siteControls[site.number], live.needsWork else { continue }
            reasons.append(reason(live, of: site, at: image))
        }
        let passes = lab.outboxPasses(of: site.number)
        if passes > 0 {
            reasons.append(
                Reason(
                    .siteControl,
                    "\(passes) of 3 passes of Site Configuration Manager of site \(code) saw the change of its outboxes."
                ).at(
                    code, until: upcoming(.siteConfigurationWatchdog, site: site.number)
                ).from("Q126229").advising(
                    "sms12 tool sendcode SMS_SITE_CONFIG_MANAGER 192 --site \(code)"))
        }
        let broken = trouble(at: site)
        reasons += servers(of: site)
        if let refused = site.refusedControl {
            reasons.append(refusal(refused, code))
            if reasons.count == 1 {
                return ("Site \(code) refused the last change that was proposed for it.", reasons + broken)
            }
        }
        if !reasons.isEmpty {
            // What holds the change is not told a second time; what mends it is the same.
            let others = broken.filter { one in !reasons.contains { $0.advice == one.advice } }
            return ("Site \(code) is not what was proposed for it.", reasons + others)
        }
        if !broken.isEmpty {
            return ("Site \(code) is what its administrator wants, but not all of it works.", broken)
        }
        return ("Site \(code) is what its administrator wants.", [Reason(.nothing, "Nothing is under way.")])
    }

    /// The addresses that are missing between a site and the sites beside it, and to itself.
    private func missingAddresses(of site: SiteImage) -> [Reason] {
        let parent = site.hierarchy.parent(of: site.number)
        let beside = (parent.map { [$0] } ?? []) + site.hierarchy.children(of: site.number)
        let pairs = [(site.number, site.number)] + beside.flatMap { [(site.number, $0), ($0, site.number)] }
        return pairs.compactMap { one, other in
            let (from, to) = (lab.images[Int(one)], lab.images[Int(other)])
            guard from.hop(to: other) == nil else { return nil }
            let (code, wanted) = (from.definition.code, to.definition.code)
            let lost: String
            if one == other {
                lost = "no job gets out of it"
            } else if from.hierarchy.parent(of: one) == other {
                lost = "neither inventory nor events nor the status of jobs get from one to the other"
            } else {
                lost = "no job, package or site property gets from one to the other"
            }
            let role =
                one == other
                ? "itself" : (from.hierarchy.parent(of: one) == other ? "its parent" : "the site below it")
            let event = from.events.last {
                $0.number == 332 && $0.subject == UInt32(other) && $0.source == Hierarchy.none
            }
            return Reason(
                .noAddress,
                "Site \(code) has no address to \(one == other ? role : "\(role), \(wanted)"): \(lost)"
                    + (event == nil ? "." : " (event 332).")
            ).at(code, since: event?.instant).from("RG S3D3C").advising(
                "sms12 site set \(code) --address \(wanted)")
        }
    }

    /// What of a site is down, paused or wrong.
    private func trouble(at site: SiteImage) -> [Reason] {
        let code = site.definition.code
        var found = missingAddresses(of: site)
        if let down = siteDown(site) { found.append(down) }
        if site.isSQLDown {
            found.append(
                sqlDown(
                    site,
                    "the Scheduler looks for no job (event 47), the Data Loader holds all MIFs (event 243), and nobody can "
                        + "open the site with the Administrator program"))
        }
        found += site.definition.helpers.compactMap { helperDown($0.service, site) }
        found += serversDown(at: site)
        found += site.paused.filter { !site.stopped.contains($0) }.map { held($0, site) }
        // With the Executive all its threads are stopped.
        found += (site.executiveIsStopped ? [.executive] : site.stopped).map { stopped($0, site) }
        for fault in site.faults {
            let subject = FaultDefinition.Subject.site(code, fault)
            found.append(
                Reason(.siteFault, "Something is wrong at site \(code): \(fault.rawValue).")
                    .at(code, since: lab.downSince(subject), until: lab.plannedEnd(of: subject))
                    .advising("sms12 fault site \(code) \(fault.rawValue) --state up"))
        }
        for number in site.unreachable {
            if let away = away(number, site) { found.append(away) }
        }
        return found
    }

    /// Servers that are down, with what waits for them; the site server, helper servers and those that wait for Site
    /// Configuration Manager are told apart.
    private func serversDown(at site: SiteImage) -> [Reason] {
        let code = site.definition.code
        let helpers = Set(
            site.definition.helpers.compactMap { site.lostHelper(of: $0.service)?.uppercased() })
        let main = site.definition.siteServer?.name.uppercased()
        return site.servers.indices.compactMap { place in
            let server = site.servers[place]
            let name = server.definition.name
            guard !server.isRemoved, !server.isReachable, server.state == .active,
                name.uppercased() != main, !helpers.contains(name.uppercased())
            else { return nil }
            let subject = FaultDefinition.Subject.server(code, name)
            let waiting = waiting(forServer: UInt32(place), at: site)
            return Reason(
                .serverDown,
                "Server \(name) of site \(code) is down: "
                    + (waiting.isEmpty ? "nothing waits for it now." : waiting.joined(separator: "; ") + ".")
            ).at(code, since: lab.downSince(subject), until: lab.plannedEnd(of: subject)).advising(
                "sms12 fault server \(code) \(name) --state up")
        }
    }

    /// What cannot go on at a site before a server is back, in words.
    private func waiting(forServer place: UInt32, at site: SiteImage) -> [String] {
        var found: [String] = []
        // An instruction that lists no server decides anew whom it serves: those that failed are in the job's rows.
        let jobs = index(site).received.filter { entry in
            guard entry.kind == .instruction, site.jobs.indices.contains(Int(entry.subject)) else {
                return false
            }
            if !entry.servers.isEmpty { return entry.servers.contains(place) }
            return site.jobs[Int(entry.subject)].siteRows.contains { row in
                let detail = site.siteDetails[Int(row)]
                return detail.kind == .server && detail.server == place && detail.site == site.number
                    && detail.status == .retrying
            }
        }.map { site.jobs[Int($0.subject)].job.id.description }
        if !jobs.isEmpty {
            let names = jobs.prefix(5).joined(separator: ", ")
            let more = jobs.count > 5 ? " and \(jobs.count - 5) more" : ""
            found.append(
                "the Despooler's tries for it go on in \(jobs.count == 1 ? "job" : "jobs") \(names)\(more)")
        }
        let roles = site.servers[Int(place)].definition.roles
        if roles.contains(.logon) {
            let left = site.left.count { $0.server == place }
            found.append(
                "clients read no new instructions there"
                    + (left > 0
                        ? ", and \(counted(left, "status", plural: "statuses")) of theirs lie there" : ""))
        }
        return found
    }

    /// A control file that was put aside; nobody tries it again.
    private func refusal(_ refused: RefusedControlFile, _ code: SiteCode) -> Reason {
        Reason(
            .siteControl,
            "Site Configuration Manager of site \(code) refused the last site control file whole: "
                + "\(refused.note.refusal ?? "it cannot be used") (event 211)."
        ).at(code, since: refused.instant).from("Q130906").advising("sms12 site show \(code)")
    }

    /// Logon servers whose components wait for the next pass.
    private func servers(of site: SiteImage) -> [Reason] {
        let code = site.definition.code
        return site.servers.filter { !$0.isRemoved && $0.state != .active }.map { server in
            let name = server.definition.name
            let waits = server.state == .pendingInstall && !server.isReachable
            return Reason(
                .siteControl,
                "Server \(name) is \(server.state.word): "
                    + (waits
                        ? "it does not answer."
                        : "Site Configuration Manager of site \(code) sees to it at its next watchdog.")
            ).at(code, until: waits ? nil : upcoming(.siteConfigurationWatchdog, site: site.number))
                .from("Q130906").advising(
                    waits
                        ? "sms12 server set \(name)"
                        : "sms12 tool sendcode SMS_SITE_CONFIG_MANAGER 192 --site \(code)")
        }
    }

    /// Whether a system job for the site is wanted and has no identifier.
    private func lacksJob(_ live: SiteControlLive, _ image: SiteImage) -> Bool {
        guard image.lacksJobIdentifiers, live.site != image.number else { return false }
        switch live.phase {
        case .newSite: return false
        case .none: return live.isWaiting
        case .control: return live.isWaiting
        case .preinstall, .install: return live.job == 0 || image.systemJobs[live.job]?.status == .complete
        case .delete, .upgrade: return live.job == 0
        case .firstControl: return false
        }
    }

    private func reason(_ live: SiteControlLive, of site: SiteImage, at image: SiteImage) -> Reason {
        let (code, here) = (site.definition.code, image.definition.code)
        let stopped = image.paused.contains(.hierarchyManager) || image.stopped.contains(.hierarchyManager)
        if !stopped, lacksJob(live, image) {
            return Reason(
                .siteControl,
                "Hierarchy Manager of site \(here) can make no system job for site \(code): the site has no job "
                    + "identifier left (event 348)."
            ).at(here).from("Q185901")
        }
        if live.isWaiting || live.phase == .newSite
            || image.controlFilesOut.contains(where: { $0.site == live.site })
        {
            if let held = paused(.hierarchyManager, image) { return held }
            return Reason(
                .pollNotReached,
                "Hierarchy Manager of site \(here) looks into the database at its next poll, every "
                    + "\(image.definition.response.pollingMinutes) minutes."
            ).at(here, since: live.proposedAt, until: upcoming(.hierarchyPoll, site: image.number))
                .from("Q131010").advising("sms12 service restart SMS_HIERARCHY_MANAGER --site \(here)")
        }
        // It holds what lies in its box; what is still on its way is held by something else.
        if !site.controlFilesIn.isEmpty, let held = paused(.siteConfigurationManager, site) { return held }
        if live.status == .failed {
            return Reason(
                .siteControl,
                "Its system job failed (detail code \(image.detailCode(of: live))); nothing goes on by itself."
            ).at(here, since: live.lookedAt).from("Q137376").advising("sms12 site remove \(code)")
        }
        if live.job == 0, live.phase == .upgrade || live.phase == .delete {
            return notBegun(live, code, image)
        }
        guard live.job != 0 else {
            return Reason(
                .siteControl, "The control file of site \(code) is with Site Configuration Manager."
            ).at(code)
                .from("Q133113")
        }
        let id = JobID(site: here, counter: live.job)?.description ?? "?"
        guard let job = image.systemJobs[live.job], job.status != .complete else {
            if let lost = lostControlFile(live, of: site, at: image) { return lost }
            if let onItsWay = travelling(live, of: site, at: image) {
                return onItsWay.told("System job \(id) has left site \(here). ")
            }
            return Reason(
                .siteControl,
                "System job \(id) brought it to site \(code), whose answer is not here yet (detail code "
                    + "\(image.detailCode(of: live)))."
            ).at(code).from("Q137376")
        }
        return Reason(
            .sending,
            "System job \(id) to site \(code) is \(job.status.word) (detail code \(image.detailCode(of: live)))."
        ).at(here, since: job.createdAt).from("Q137376", "SDK")
            .advising("sms12 explain job \(id)").after(reasons(systemJob: job, of: image))
    }

    /// What holds a control file at a site between.
    private func travelling(
        _ live: SiteControlLive, of site: SiteImage, at image: SiteImage
    ) -> Reason? {
        for other in lab.images where other.number != image.number && other.number != site.number {
            let request = other.openRequests.first {
                guard let file = other.files[other.requests[Int($0)].file] else { return false }
                return file.kind == .controlFile && file.origin == image.number
                    && file.destination == site.number
            }
            if let request { return sending(other.requests[Int(request)], Int(request), other) }
        }
        return nil
    }

    /// A control file that left the site and came to nobody: a site on the way gave it up, and tells no one.
    private func lostControlFile(
        _ live: SiteControlLive, of site: SiteImage, at image: SiteImage
    ) -> Reason? {
        guard live.isUnderWay, live.phase == .control, site.controlStamp < live.proposedAt,
            !site.controlFilesIn.contains(where: { $0.stamp >= live.proposedAt })
        else { return nil }
        let isOnItsWay = lab.images.contains { other in
            other.files.values.contains {
                $0.kind == .controlFile && $0.origin == image.number && $0.destination == site.number
            }
        }
        if isOnItsWay { return nil }
        let code = site.definition.code
        let id = JobID(site: image.definition.code, counter: live.job)?.description ?? "?"
        let sent = image.systemJobs[live.job]?.endedAt ?? Int64.min
        var path: [SiteImage] = []
        var next = image.hierarchy.hop(from: image.number, to: site.number)
        while let hop = next, hop != site.number, path.count < lab.images.count {
            path.append(lab.images[Int(hop)])
            next = image.hierarchy.hop(from: hop, to: site.number)
        }
        for other in path {
            let event = other.events.last {
                Self.givingUp.contains($0.number) && $0.subject == UInt32(site.number) && $0.instant >= sent
                    && $0.source == Hierarchy.none
            }
            guard let event else { continue }
            let there = other.definition.code
            return Reason(
                .givenUp,
                "Site \(there) gave up sending the control file of system job \(id) on to site \(code) (event "
                    + "\(event.number) there): it is lost, and nobody tells site \(image.definition.code). "
                    + "To propose the change again makes another one."
            ).at(there, since: event.instant).from("Q214485", "Q131010")
                .advising("sms12 site set \(code) --at \(image.definition.code)")
        }
        return Reason(
            .givenUp,
            "The control file of system job \(id) was lost on its way to site \(code). To propose the change again makes "
                + "another one."
        ).at(image.definition.code, since: sent == Int64.min ? nil : sent).from("Q131010")
            .advising("sms12 site set \(code) --at \(image.definition.code)")
    }

    /// Why a deletion or an upgrade has no system job yet.
    private func notBegun(_ live: SiteControlLive, _ code: SiteCode, _ image: SiteImage) -> Reason {
        let here = image.definition.code
        let others = image.hierarchy.children(of: image.number).filter { child in
            child != live.site && image.hierarchy.isSecondary[Int(child)]
                && image.siteControls[child].map { $0.status != .active && $0.status != .upgrade } ?? false
        }
        let quirk = Quirk.secondaryUpgradeAllActive
        if live.phase == .upgrade, let other = others.first, image.quirks.contains(quirk) {
            return Reason(
                .quirk,
                "It is upgraded when every secondary site of \(here) is Active, and \(image.code(of: other)) is not."
            ).at(here).from("Q134716").advising("sms12 explain site \(image.code(of: other))").because(
                quirk, image.quirks)
        }
        return Reason(
            .pollNotReached,
            "Hierarchy Manager of site \(here) begins at one of its next polls; it looks at a phase every 30 minutes."
        ).at(here, until: upcoming(.hierarchyPoll, site: image.number)).from("Q183347")
    }
}
