import Emulation
import LegacyFormats
import Pipeline
import SiteModel

/// Finds what holds a job: it looks at every site, as nobody in SMS could.
struct JobExplainer: ~Copyable {
    let lab: Emulation
    let names: LabNames
    /// What lies where; it is read once, since nothing happens meanwhile.
    let index: LabIndex

    init(_ lab: consuming Emulation) {
        names = LabNames(images: lab.images)
        index = LabIndex(lab.upcomingSignals())
        self.lab = lab
    }

    /// Gives the lab back, so that it can go on.
    consuming func takeLab() -> Emulation { lab }

    /// What holds a job of a site; none where it is final.
    func reasons(job place: Int, of image: SiteImage) -> [Reason] {
        let live = image.jobs[place]
        if live.stage == .ended { return [] }
        let code = image.definition.code
        var found: [Reason] = []
        if let down = siteDown(image) { found.append(down) }
        switch live.stage {
        case .pending: found.append(pending(live, place, image))
        case .starting where image.executiveIsStopped, .waitingForCompressor where image.executiveIsStopped,
            .compressing where image.executiveIsStopped:
            if let stopped = paused(.scheduler, image) { found.append(stopped) }
        case .starting where upcoming(.listsBuilt, site: image.number, about: UInt32(place)) != nil:
            found.append(building(place, image))
        case .starting, .waitingForCompressor:
            found.append(
                Reason(
                    .compressor,
                    "The Scheduler of \(code) compresses one package at a time, and another job's is being compressed."
                ).at(code, since: live.activatedAt).from("RG S3D3C"))
        case .compressing:
            found.append(
                Reason(.compressor, "Its package is being compressed at site \(code).").at(
                    code, since: live.activatedAt,
                    until: upcoming(.compressionEnded, site: image.number, about: UInt32(place))))
        case .sourceFailed: found.append(source(live, place, image))
        case .noAddress, .working: found += working(place, image)
        case .cancelling: found += cancelling(place, image)
        case .ended: break
        }
        return ranked(found)
    }

    func siteDown(_ image: SiteImage) -> Reason? {
        guard image.isDown else { return nil }
        let name = image.definition.siteServer?.name ?? ""
        let subject = FaultDefinition.Subject.server(image.definition.code, name)
        return Reason(.siteServerDown, "The site server \(name) of site \(image.definition.code) is down.")
            .at(image.definition.code, since: lab.downSince(subject), until: lab.plannedEnd(of: subject))
            .advising("sms12 fault server \(image.definition.code) \(name) --state up")
    }

    /// The SQL Server of a site, without which some services do nothing.
    func sqlDown(_ image: SiteImage, _ service: ServiceName) -> Reason? {
        guard image.isSQLDown else { return nil }
        let what: String
        switch service {
        case .scheduler: what = "the Scheduler looks for no job and updates no status (event 47)"
        case .dataLoader: what = "the Data Loader holds all MIFs in DELTAMIF.COL and PROCESS (event 243)"
        case .hierarchyManager: what = "Hierarchy Manager cannot look into the database"
        case .applicationsManager: what = "Applications Manager cannot look into the database"
        case .alerter: what = "the Alerter runs no query"
        default: return nil
        }
        return sqlDown(image, what)
    }

    /// A SQL Server that is down, and what comes of it.
    func sqlDown(_ image: SiteImage, _ what: String) -> Reason {
        let code = image.definition.code
        return Reason(.sqlDown, "The SQL Server of site \(code) is down: \(what).")
            .at(code, since: lab.downSince(.sql(code)), until: lab.plannedEnd(of: .sql(code)))
            .from("RG S3D2B").advising("sms12 fault sql \(code) --state up")
    }

    func paused(_ service: ServiceName, _ image: SiteImage) -> Reason? {
        if let down = siteDown(image) { return down }
        let code = image.definition.code
        if image.stopped.contains(service) { return stopped(service, image) }
        if service == .despooler, lab.isDespoolerStuck(at: image.number) {
            return Reason(
                .quirk,
                "The Despooler of site \(code) could not open an instruction that the Sender still had (Win32 error 32), and "
                    + "does nothing more until it is started again."
            ).at(code).from("Q161043").advising("sms12 service restart \(service.rawValue) --site \(code)")
                .because(.insLock32, image.quirks)
        }
        if let service = MovableService(rawValue: service.rawValue), let lost = helperDown(service, image) {
            return lost
        }
        return image.paused.contains(service) ? held(service, image) : sqlDown(image, service)
    }

    /// A helper server that is down, and with it the component that runs there.
    func helperDown(_ service: MovableService, _ image: SiteImage) -> Reason? {
        guard let name = image.lostHelper(of: service) else { return nil }
        let code = image.definition.code
        let subject = FaultDefinition.Subject.server(code, name)
        return Reason(
            .serverDown,
            "\(service.rawValue) of site \(code) runs on the helper server \(name), which is down."
        ).at(code, since: lab.downSince(subject), until: lab.plannedEnd(of: subject)).from("RG S3CD3")
            .advising("sms12 fault server \(code) \(name) --state up")
    }

    /// A service that was told to pause.
    func held(_ service: ServiceName, _ image: SiteImage) -> Reason {
        let code = image.definition.code
        return Reason(.servicePaused, "\(service.rawValue) of site \(code) is paused.")
            .at(code, since: lab.downSince(service, at: code))
            .advising("sms12 service continue \(service.rawValue) --site \(code)")
    }

    /// A service that is not there, by hand or since an access violation ended the Executive.
    func stopped(_ service: ServiceName, _ image: SiteImage) -> Reason {
        let code = image.definition.code
        let name = image.executiveIsStopped ? ServiceName.executive : service
        let end = image.executiveIsStopped ? image.events.last { $0.number == 376 } : nil
        if let end { return crashed(end, image) }
        return Reason(.serviceStopped, "\(name.rawValue) of site \(code) is stopped.")
            .at(code, since: lab.downSince(name, at: code))
            .advising("sms12 service start \(name.rawValue) --site \(code)")
    }

    func poll(_ kind: SignalKind, _ who: String, _ image: SiteImage) -> Reason {
        // Who is paused, or has no database, looks at nothing at a poll.
        let services: [SignalKind: ServiceName] = [
            .schedulerPoll: .scheduler, .despoolerPoll: .despooler, .maintenancePoll: .maintenanceManager,
            .siteReporterPoll: .siteReporter, .hierarchyPoll: .hierarchyManager,
        ]
        if let service = services[kind], let held = paused(service, image) { return held }
        return Reason(
            .pollNotReached,
            "\(who) of site \(image.definition.code) looks again at its next poll, every "
                + "\(image.definition.response.pollingMinutes) minutes (Response \(image.definition.response.rawValue))."
        ).at(image.definition.code, until: upcoming(kind, site: image.number))
            .from("Q197016", "RG S3D3C")
    }

    // MARK: Before the send phase

    /// Rows of targets that are added one by one.
    private func building(_ place: Int, _ image: SiteImage) -> Reason {
        let live = image.jobs[place]
        let quirk: Quirk = live.job.runWorkstationCommand ? .scheduler1sPerPC : .schedRowAtATime
        let reason = Reason(
            .targetList,
            "The Scheduler of site \(image.definition.code) adds the rows of its \(live.details) targets one by one."
        ).at(
            image.definition.code, since: live.activatedAt,
            until: upcoming(.listsBuilt, site: image.number, about: UInt32(place)))
        return image.quirks.contains(quirk) ? reason.because(quirk, image.quirks) : reason
    }

    private func pending(_ live: JobLive, _ place: Int, _ image: SiteImage) -> Reason {
        let code = image.definition.code
        let clock = image.sqlTime(at: lab.now)
        let isDue = live.job.activateTime <= clock
        if let paused = paused(.scheduler, image), isDue { return paused }
        if !isDue {
            var reason = Reason(
                .notDue,
                "Its Start After is \(live.job.activateTime), and the SQL Server's clock of site \(code) shows \(clock)."
            ).at(
                code, since: live.createdAt,
                until: image.sqlClock.instant(
                    of: live.job.activateTime, after: lab.now, labStart: image.labStart)
            ).from("Q197016", "SDK sheapio_7roz")
            // Who is paused, or has no database, does not look at it when it is due either; that has to be mended first.
            if let paused = paused(.scheduler, image) { return paused.after([reason]) }
            reason.causes = [poll(.schedulerPoll, "The Scheduler", image)]
            return reason
        }
        if let held = unstarted(live, place, image) { return held }
        if image.cannotRunQuery(of: live.job) { return unrunnable(live, place, image) }
        return poll(.schedulerPoll, "The Scheduler", image)
    }

    private func source(_ live: JobLive, _ place: Int, _ image: SiteImage) -> Reason {
        let code = image.definition.code
        guard live.package != noHandle else { return poll(.schedulerPoll, "The Scheduler", image) }
        let package = image.packages[Int(live.package)]
        let root = package.root
        if image.sourceIsElsewhere(Int(live.package)) {
            var reason = Reason(
                .source,
                "The package source \(root) is a local path, which SMS_SCHEDULER looks for on the helper server "
                    + "\(image.definition.helper(of: .scheduler) ?? "") that it runs on (event 313)."
            ).at(code).from("RG S3CD3")
                .advising(
                    "sms12 package set \(package.package.id) --source '\\\\SERVER\\SHARE', a path of the network"
                )
            reason.since = image.events.last { $0.job == UInt32(place) }?.instant
            reason.causes = [poll(.schedulerPoll, "The Scheduler", image)]
            return reason
        }
        let sentence: String
        if !image.canLogOn {
            var reason = Reason(
                .siteFault,
                image.has(.accountLocked)
                    ? "The service account of site \(code) is locked out, so that the package source \(root) cannot be read."
                    : "The password of site \(code)'s service account is not the one that Windows NT knows, so that the package "
                        + "source \(root) cannot be read."
            ).at(code).from(image.has(.accountLocked) ? "Q163747" : "Q168510")
            let fault: SiteFault = image.has(.accountLocked) ? .accountLocked : .servicePassword
            reason.advice = "sms12 fault site \(code) \(fault.rawValue) --state up"
            reason.causes = [poll(.schedulerPoll, "The Scheduler", image)]
            return reason
        }
        if package.source.win32Error == 2 || package.source.win32Error == 3 {
            sentence =
                "The package source \(root) is not there (event 313, Win32 error \(package.source.win32Error))."
        } else if package.source.win32Error != 0 {
            sentence =
                "The package source \(root) cannot be read (event 329, Win32 error \(package.source.win32Error))."
        } else if package.source.files == 0 {
            sentence = "The package source \(root) holds no file (event 329)."
        } else if package.source.longestPath > SourceFacts.longestUsablePath {
            sentence =
                "A path below the package source \(root) has more than \(SourceFacts.longestUsablePath) characters (event 329)."
        } else {
            sentence =
                "There is no room for the compressed package on the SMS drive of site \(code) (event 329)."
        }
        let isDisk =
            package.source.win32Error == 0 && package.source.files > 0
            && package.source.longestPath <= SourceFacts.longestUsablePath
        var reason = Reason(isDisk ? .noDisk : .source, sentence).at(code)
            .advising(
                isDisk
                    ? "make room on the drive, or move SMS"
                    : "put the files in place; the Scheduler looks again at each poll"
            )
            .from(isDisk ? "Q166725" : "Q168510")
        reason.since = image.events.last { $0.job == UInt32(place) }?.instant
        reason.causes = [poll(.schedulerPoll, "The Scheduler", image)]
        return reason
    }

    // MARK: Send, distribute, run

    private func working(_ place: Int, _ image: SiteImage) -> [Reason] {
        let live = image.jobs[place]
        var found: [Reason] = []
        if let lost = nowhere(live, image) { return [lost] }
        for destination in live.destinations {
            found += reasons(of: destination, place, image)
        }
        if found.isEmpty { found = rollUp(place, image) }
        return found
    }

    private func reasons(of destination: DestinationLive, _ place: Int, _ image: SiteImage) -> [Reason] {
        let site = names.site(destination.site)
        switch destination.state {
        case .none, .noAddress:
            // It has one by now, and the Scheduler has not looked since.
            if image.hop(to: destination.site) != nil {
                return [
                    poll(.schedulerPoll, "The Scheduler, which looks for an address to site \(site),", image)
                ]
            }
            return [noAddress(from: image, to: destination.site, since: image.jobs[place].activatedAt)]
        case .failed: return [lost(destination, place, image)]
        case .cancelled: return []
        case .queued, .cancelling, .sent: break
        }
        if destination.request != noHandle {
            let request = image.requests[Int(destination.request)]
            if request.status != .ok { return [sending(request, Int(destination.request), image)] }
        }
        if destination.site == image.number { return executing(place, image) }
        return remote(destination, image.jobs[place], image)
    }

    /// What holds the work of a job at another site.
    private func remote(_ destination: DestinationLive, _ live: JobLive, _ image: SiteImage) -> [Reason] {
        let there = lab.images[Int(destination.site)]
        if let place = index(there).jobs[live.job.id], there.jobs[place].origin == image.number {
            let apart = apart(there, image, live).map { [$0] } ?? []
            let found = executing(place, there)
            if !found.isEmpty { return apart + found }
            if !apart.isEmpty { return apart }
            return [reporting(there, image, of: live.job.id)].compactMap { $0 }
        }
        return [underway(live, to: there, image)]
    }

    // MARK: Clients

    func clients(_ place: Int, _ image: SiteImage) -> [Reason] {
        let live = image.jobs[place]
        var groups: [(reason: Reason, names: [String])] = []
        var keys: [String: Int] = [:]
        let explainer = ClientExplainer(image: image, clients: lab.clients[Int(image.number)], now: lab.now)
        for detail in Int(live.firstDetail)..<(Int(live.firstDetail) + Int(live.localDetails)) {
            let status = JobStatus(rawValue: Int(image.details[detail].status)) ?? .none
            // What another site's job needs is that it was reported; here only what is open holds.
            if status == .complete || status == .cancelled { continue }
            let reason = clientReason(detail, image, explainer)
            let name = image.clientName(image.details[detail].client)
            let key = reason.groupKey(of: name)
            if let place = keys[key] {
                groups[place].names.append(name)
                groups[place].reason.since = earlier(groups[place].reason.since, reason.since)
                groups[place].reason.until = earlier(groups[place].reason.until, reason.until)
            } else {
                keys[key] = groups.count
                groups.append((reason, [name]))
            }
        }
        return groups.map { group in
            var reason = group.reason
            reason.count = group.names.count
            let shown = group.names.prefix(3).joined(separator: ", ") + (group.names.count > 3 ? ", ..." : "")
            reason.sentence =
                "\(counted(group.names.count, "client")) of site \(image.definition.code) (\(shown)): \(reason.sentence)"
            return reason.at(image.definition.code)
        }
    }

    private func earlier(_ one: Int64?, _ other: Int64?) -> Int64? {
        guard let one, let other else { return one ?? other }
        return min(one, other)
    }

    /// What holds an offer at its client, or its status on the way back to the job's site.
    func clientReason(_ detail: Int, _ image: SiteImage, _ explainer: ClientExplainer) -> Reason {
        var reason = explainer.reason(detail: detail)
        dated(&reason)
        if reason.blocker == .pollNotReached, explainer.clients.stage(detail) == .absent {
            if let held = paused(.maintenanceManager, image) { return held }
            reason.until = upcoming(.maintenancePoll, site: image.number)
        } else if explainer.clients.stage(detail) == .absent, let held = paused(.maintenanceManager, image),
            held.blocker == reason.blocker
        {
            return held
        }
        since(&reason, detail, image)
        guard reason.blocker == .statusOnItsWay else { return reason }
        if let waits = statusWait(detail, image) { return waits }
        let origin = image.jobs[Int(image.details[detail].job)].origin
        guard origin != image.number else { return reason }
        let row = image.details[detail]
        return reporting(
            image, lab.images[Int(origin)], of: image.jobs[Int(row.job)].job.id, client: row.client)
            ?? reason
    }

    /// Where a status waits that a client left.
    private func statusWait(_ detail: Int, _ image: SiteImage) -> Reason? {
        let code = image.definition.code
        if let left = index(image).left[UInt32(detail)] {
            let server = image.serverName(left.server)
            if !image.servers[Int(left.server)].isReachable {
                let subject = FaultDefinition.Subject.server(code, server)
                return Reason(.logonServerDown, "its status lies at logon server \(server), which is down.")
                    .at(code, since: lab.downSince(subject), until: lab.plannedEnd(of: subject))
                    .advising("sms12 fault server \(code) \(server) --state up").from("Q126644")
            }
            if let paused = paused(.maintenanceManager, image) { return paused }
            var reason = Reason(
                .statusOnItsWay,
                "its status lies at logon server \(server) until Maintenance Manager collects it."
            )
            .at(code, until: upcoming(.maintenancePoll, site: image.number)).from("Q126644")
            if let dated = datedAhead(left.notBefore, image) { reason.causes = [dated] }
            return reason
        }
        if let entry = index(image).statuses[UInt32(detail)].map({ index(image).received[$0] }) {
            if let paused = paused(.despooler, image) { return paused }
            if let dated = datedAhead(entry.notBefore, image) { return dated }
            let reason = Reason(.statusOnItsWay, "its status waits in RECEIVE for the Despooler.")
                .at(code, until: upcoming(.despoolerPoll, site: image.number)).from("Q169491")
            guard let task = despoolerTask(at: image.number) else {
                return reason
            }
            return reason.after([atWork(task, image)] + [batch(before: entry, image)].compactMap { $0 })
        }
        if index(image).toLoad.contains(UInt32(detail)) {
            return paused(.dataLoader, image)
                ?? Reason(.statusOnItsWay, "its status is being loaded by the Data Loader.").at(
                    code, until: upcoming(.dataLoaderEnded, site: image.number))
        }
        return nil
    }

    // MARK: Roll-up and cancel

    /// Everything is done, and the job is not final: the Scheduler has not looked yet, or a quirk keeps it.
    private func rollUp(_ place: Int, _ image: SiteImage) -> [Reason] {
        let live = image.jobs[place]
        let code = image.definition.code
        if let paused = paused(.scheduler, image) { return [paused] }
        if live.job.workingStatus == .retrying, live.retrying == 0, live.open > 0,
            image.quirks.contains(.retryingSticks)
        {
            return [
                Reason(
                    .quirk,
                    "No workstation is Retrying any more, but Retrying sticks while some have no status."
                ).at(code).because(.retryingSticks, image.quirks)
            ]
        }
        if live.job.type == .workstationScript, live.job.distributePhase.isEmpty,
            !live.job.runWorkstationCommand,
            image.quirks.contains(.sendOnlyNeverComplete)
        {
            return [
                Reason(
                    .quirk,
                    "The package arrived everywhere, but a job with a send phase only never completes."
                ).at(code).because(.sendOnlyNeverComplete, image.quirks)
            ]
        }
        for destination in live.destinations where destination.site != image.number {
            if let reason = reporting(lab.images[Int(destination.site)], image, of: live.job.id) {
                return [reason]
            }
        }
        return unmoved(place, image)
    }
}

extension Reason {
    /// What makes two workstations wait for the same thing, whatever they are called.
    fileprivate func groupKey(of name: String) -> String {
        let words = [advice ?? "", sentence].map { text in
            // Most do not name the client, and a hundred thousand are asked.
            guard Self.holds(text, name) else { return text }
            return text.split(separator: " ", omittingEmptySubsequences: false)
                .map { $0 == name || $0 == name + "," ? "*" : $0 }.joined(separator: " ")
        }
        return "\(blocker.rawValue) \(quirk ?? "")\n" + words.joined(separator: "\n")
    }

    /// Whether a text holds another one, as it is written.
    private static func holds(_ text: String, _ part: String) -> Bool {
        guard let first = part.utf8.first else { return true }
        var rest = text.utf8[...]
        while let place = rest.firstIndex(of: first) {
            if rest[place...].starts(with: part.utf8) { return true }
            rest = rest[rest.index(after: place)...]
        }
        return false
    }
}
