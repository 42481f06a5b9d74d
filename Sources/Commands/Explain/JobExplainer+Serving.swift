import Emulation
import Pipeline
import SiteModel

/// What holds an instruction at a Despooler: what it has in hand, and what its tries meet.
extension JobExplainer {
    /// What holds a job at the site where it is carried out.
    func executing(_ place: Int, _ image: SiteImage) -> [Reason] {
        let live = image.jobs[place]
        let code = image.definition.code
        if let task = despoolerTask(at: image.number), task.entry.kind == .instruction,
            task.entry.subject == UInt32(place)
        {
            return [paused(.despooler, image, unlessWorking: true) ?? atWork(task, image)]
                + (live.hasOffers ? clients(place, image) : [])
        }
        if let entry = index(image).received.first(where: {
            $0.kind == .instruction && $0.subject == UInt32(place)
        }) {
            if let paused = paused(.despooler, image) { return [paused] }
            // Who has the instructions already can run while other servers are tried again.
            if entry.notBefore > lab.now {
                return retry(entry, place, image) + (live.hasOffers ? clients(place, image) : [])
            }
            var reason = Reason(
                .despooler, "Its instruction waits in RECEIVE for the Despooler of site \(code)."
            ).at(code, until: upcoming(.despoolerPoll, site: image.number)).from("RG S3D3C")
            if let task = despoolerTask(at: image.number) {
                // One instruction at a time: what holds the one at hand holds this one as well.
                let other = atWork(task, image)
                reason.until = other.until
                reason.causes = [other] + [batch(before: entry, image)].compactMap { $0 }
            }
            return [reason]
        }
        guard live.job.runWorkstationCommand else { return [] }
        if !live.hasOffers {
            if let paused = paused(.despooler, image), paused.blocker != .servicePaused { return [paused] }
            return [
                Reason(.despooler, "The Despooler of site \(code) carries out its instruction.").at(
                    code, until: upcoming(.despoolerStepEnded, site: image.number))
            ]
        }
        return clients(place, image)
    }

    /// That a file of RECEIVE is none of those that the Despooler listed last; nil: it is.
    func batch(before entry: ReceivedLive, _ image: SiteImage) -> Reason? {
        let batch = index(image).batch
        guard !batch.isEmpty, !batch.contains(entry.number) else { return nil }
        let (code, limit) = (image.definition.code, Despooler.filesListed(image))
        let statuses = index(image).batchStatuses
        let isFirst = image.quirks.contains(.sniFirst) && entry.kind != .status && statuses > 0
        var reason = Reason(
            .despooler,
            "It is not in the batch that the Despooler of site \(code) works off: \(counted(batch.count, "file")) of the at most "
                + "\(limit) that it listed \(batch.count == 1 ? "is" : "are") left, "
                + "\(counted(statuses, "client status", plural: "client statuses")) among them; RECEIVE is listed again behind "
                + "them."
        ).at(code).from("Q168130")
        if isFirst {
            reason.sentence += " Statuses are listed before instructions."
            reason = reason.because(.sniFirst, image.quirks)
        }
        return reason
    }

    /// What keeps a service from working; one that is paused ends what it has in hand.
    private func paused(_ service: ServiceName, _ image: SiteImage, unlessWorking: Bool) -> Reason? {
        guard let held = paused(service, image), held.blocker != .servicePaused else { return nil }
        return held
    }

    /// What a Despooler does now.
    func atWork(_ task: DespoolerTask, _ image: SiteImage) -> Reason {
        let code = image.definition.code
        let server = task.server.map { image.serverName($0) } ?? ""
        let words: String
        switch task.step {
        case .forcing:
            return Reason(
                .fileInUse,
                "The Despooler of site \(code) has warned whoever has files of the package open on server \(server), and "
                    + "closes them by force when the delay is over."
            ).at(code, until: task.until).from("Q128458")
        case .cancel where task.entry.kind == .cancel:
            let id = image.jobs[Int(task.entry.subject)].job.id
            if let held = image.heldFile(ofJob: id, now: lab.now) {
                return open(held, of: id, image)
            }
            words = "carries out the cancel instruction of job \(id)"
        case .storing, .stored: words = "copies the compressed package to STORE"
        case .looking, .decompressing: words = "decompresses the package"
        case .copying: words = "copies the package to server \(server)"
        case .removing: words = "takes the package off server \(server)"
        default: words = "carries out an instruction"
        }
        return Reason(.despooler, "The Despooler of site \(code) \(words).").at(code, until: task.until)
            .from("RG S3D3C")
    }

    /// A client's instruction file that is open while its record is to be stripped.
    func open(_ held: (client: Int, until: Int64), of id: JobID, _ site: SiteImage) -> Reason {
        Reason(
            .fileInUse,
            "The instruction file of \(site.clients.name(held.client)) at site \(site.definition.code) is open, and "
                + "its Despooler waits to strip it."
        ).at(site.definition.code, since: cancelSent(id, to: site), until: held.until).from("Q140928")
            .advising(
                "sms12 client lock \(site.clients.name(held.client)) --unlock")
    }

    /// When the cancel instruction of a job was sent to a site.
    private func cancelSent(_ id: JobID, to site: SiteImage) -> Int64? {
        guard let job = site.jobs.first(where: { $0.job.id == id }) else { return nil }
        let home = lab.images[Int(job.origin)]
        return home.requests.last {
            $0.isCancel && $0.destination == site.number && $0.job != noHandle
                && home.jobs[Int($0.job)].job.id == id
        }?.endedAt
    }

    // MARK: Tries

    /// What the next try waits for: one reason for each thing that the servers of the last one had.
    func retry(_ entry: ReceivedLive, _ place: Int, _ image: SiteImage) -> [Reason] {
        let code = image.definition.code
        let live = image.jobs[place]
        let used = "\(entry.retries) of \(Despooler.maximumTries) tries are used."
        let package = image.events.last {
            $0.job == UInt32(place) && $0.subject == live.package && live.package != noHandle
                && Self.packageEvents[$0.number] != nil && live.hasRaised($0.number, live.package)
        }
        if let package, let (blocker, words) = Self.packageEvents[package.number] {
            let whom = entry.servers.map { image.serverName($0) }.joined(separator: ", ")
            var reason = Reason(
                blocker,
                "The Despooler of site \(code) tries again \(whom.isEmpty ? "at site \(code)" : "for \(whom)"): \(words) "
                    + "(event \(package.number)); \(used)"
            ).at(code, since: package.instant, until: entry.notBefore).from("Q140374", "Q128458")
                .advising("mend it; `sms12 event list` tells more")
            if package.number == 114 { reason = reason.because(.preferredDriveBroken, image.quirks) }
            return [reason.after([last(entry, image)])]
        }
        var servers = entry.servers
        if servers.isEmpty {
            servers = live.siteRows.map { image.siteDetails[Int($0)] }
                .filter { $0.kind == .server && $0.site == image.number && $0.status == .retrying }
                .map(\.server)
        }
        let troubles = servers.map { (server: $0, trouble: trouble($0, entry, place, image)) }
        var found: [(reason: Reason, names: [String])] = []
        for (server, trouble) in troubles {
            let name = image.serverName(server)
            if let group = found.firstIndex(where: {
                $0.reason.sentence == trouble.sentence && $0.reason.blocker == trouble.blocker
            }) {
                found[group].names.append(name)
            } else {
                found.append((trouble, [name]))
            }
        }
        if found.isEmpty {
            found = [(Reason(.despooler, "a try failed").at(code, until: entry.notBefore), [])]
        }
        // What waits for its time alone comes behind what somebody has to mend.
        found.sort { $0.reason.blocker != .retryDelay && $1.reason.blocker == .retryDelay }
        return found.map { group in
            var reason = group.reason
            let whom = group.names.isEmpty ? "at site \(code)" : "for " + group.names.joined(separator: ", ")
            reason.sentence =
                "The Despooler of site \(code) tries again \(whom): \(reason.sentence); \(used)"
            reason.sources = ["Q140374", "Q128458"] + reason.sources
            let last = last(entry, image)
            // What never mends itself keeps on until the tries are over.
            if Self.lasting.contains(reason.blocker) { reason.until = last.until }
            return reason.after([last])
        }
    }

    /// What no try finds mended unless somebody has done so.
    private static let lasting: [Blocker] = [.shareName, .removed, .accessDenied, .noNTFS]

    /// When the last of the tries is over.
    private func last(_ entry: ReceivedLive, _ image: SiteImage) -> Reason {
        let left = Int64(Despooler.maximumTries) - 1 - Int64(entry.retries)
        return Reason(
            .despooler,
            "It is given up after \(Despooler.maximumTries) tries, with event 14: the job is Failed there."
        ).at(
            image.definition.code,
            until: entry.notBefore + max(0, left) * image.definition.response.retryMinutes * 60_000
        ).from("Q140374")
    }

    /// What a server has that keeps a package from it, as it is now.
    private func trouble(_ server: UInt32, _ entry: ReceivedLive, _ place: Int, _ image: SiteImage) -> Reason
    {
        let (code, live) = (image.definition.code, image.jobs[place])
        let there = image.servers[Int(server)]
        let name = image.serverName(server)
        let event = image.events.last {
            $0.job == UInt32(place) && $0.subject == server && Self.serverEvents[$0.number] != nil
        }
        let isRemoval = live.job.type == .removePackage
        if there.isRemoved {
            return Reason(.removed, "the server was taken out of the site").at(
                code, since: event?.instant, until: entry.notBefore
            ).advising("nothing brings it back: its tries run out, or the job is cancelled")
        }
        let subject = FaultDefinition.Subject.server(code, name)
        if !there.isReachable {
            return Reason(.serverDown, "the server cannot be reached (event \(isRemoval ? 106 : 108))").at(
                code, since: lab.downSince(subject) ?? event?.instant,
                until: firstTry(entry, after: lab.plannedEnd(of: subject) ?? lab.now, image)
            ).advising("sms12 fault server \(code) \(name) --state up")
        }
        let sets = isRemoval ? image.setsToRemove(live.job) : [live.package]
        if let held = image.filesInUse.filter({
            $0.server == server && sets.contains($0.package) && $0.until > lab.now
        }).max(by: { $0.until < $1.until }) {
            return inUse(held, entry, place, image)
        }
        let refusal: Int64? =
            isRemoval || live.package == noHandle ? nil : refusal(live.package, server, image)
        guard let refusal else {
            return Reason(
                .retryDelay,
                "what it met there" + (event.map { " (event \($0.number))" } ?? "")
                    + " is mended, and only the time of the next try is not come"
            ).at(code, since: event?.instant, until: entry.notBefore).advising(
                "wait: a restart of SMS_DESPOOLER does not hasten it")
        }
        return refused(refusal, server, image).at(code, since: event?.instant, until: entry.notBefore)
    }

    /// The first try at or after a moment.
    private func firstTry(_ entry: ReceivedLive, after moment: Int64, _ image: SiteImage) -> Int64 {
        let interval = image.definition.response.retryMinutes * 60_000
        guard moment > entry.notBefore, interval > 0 else { return entry.notBefore }
        return entry.notBefore + (moment - entry.notBefore + interval - 1) / interval * interval
    }

    /// What the Despooler would meet at a server now: the number of its event, or nil: nothing.
    private func refusal(_ package: UInt32, _ server: UInt32, _ image: SiteImage) -> Int64? {
        guard case .refused(let event) = Despooler().driveChoice(package, server, image) else { return nil }
        return event
    }

    private func refused(_ event: Int64, _ server: UInt32, _ image: SiteImage) -> Reason {
        let there = image.servers[Int(server)]
        let name = image.serverName(server)
        if event == 108 {
            // It is there, and the Despooler says of it that it is not.
            return Reason(
                .accessDenied,
                "rights are given to the group Everyone, which NetWare server \(name) does not have: nothing is installed "
                    + "(event 108)"
            ).because(.netwareEveryone, image.quirks).advising(
                "sms12 server set \(name) --site \(image.definition.code) --everyone on")
        }
        let (blocker, words) = Self.serverEvents[event] ?? (.despooler, "a try failed")
        let reason = Reason(blocker, "\(words) (event \(event))")
        switch event {
        case 109:
            let free = there.drives.map { "\($0.letter): \($0.freeBytes)" }.joined(separator: ", ")
            return reason.advising("make room on \(name): bytes free on \(free)").from("RG S3D3C")
        case 113:
            let drives = Set(there.drives.map(\.letter))
            let letter = "CDEFGHIJKLMNOPQRSTUVWXYZ".first { !drives.contains(String($0)) } ?? "Z"
            return reason.advising(
                "sms12 server set \(name) --site \(image.definition.code) --drive \(letter):ntfs:1GB"
            ).from("RG S3D42")
        case 8:
            return reason.advising("give the package another share name").from("SDK")
        default: return reason.advising("mend it; `sms12 event list` tells more")
        }
    }

    /// A file that is open on a distribution server.
    private func inUse(_ held: FileInUse, _ entry: ReceivedLive, _ place: Int, _ image: SiteImage) -> Reason {
        let code = image.definition.code
        let live = image.jobs[place]
        let isRemoval = live.job.type == .removePackage
        let lies = !isRemoval && image.quirks.contains(.diskSpaceLie)
        let interval = image.definition.response.retryMinutes * 60_000
        // The first try behind the end of the file's use, unless the tries are over before.
        let late = max(0, held.until - entry.notBefore)
        var steps = interval > 0 ? (late + interval - 1) / interval : 0
        var reason = Reason(
            .fileInUse,
            "a file of the package is open there (Win32 error 32, event "
                + (lies
                    ? "109, which shows it as too little disk space, with blank figures)"
                    : "\(isRemoval ? 107 : 16))"))
        reason.sources = isRemoval ? ["Q153637"] : ["Q147819"]
        if lies { reason = reason.because(.diskSpaceLie, image.quirks) }
        let there = image.servers[Int(held.server)].definition
        let site = image.definition
        if !isRemoval, image.quirks.contains(.inUseBlocks) {
            reason = reason.because(.inUseBlocks, image.quirks)
        } else if !isRemoval, site.useForcedDisconnect, there.kind == .windowsNT, !there.macintosh {
            let step: Int64 = image.quirks.contains(.retryStep2) ? 2 : 1
            let wanted = max(0, site.retriesBeforeForcedDisconnection + 1 - Int64(entry.retries))
            let forced = (wanted + step - 1) / step
            if forced <= steps {
                steps = forced
                reason.causes.append(
                    Reason(
                        .fileInUse,
                        "Its files are closed by force in the try after \(site.retriesBeforeForcedDisconnection) retries, "
                            + "\(site.forcedDisconnectionDelayMinutes) minutes after a warning."
                    ).at(code, until: entry.notBefore + forced * interval).from("Q128458"))
            }
        }
        let left = max(0, Int64(Despooler.maximumTries) - 1 - Int64(entry.retries))
        return reason.at(
            code, since: image.events.last { $0.job == UInt32(place) && $0.subject == held.server }?.instant,
            until: entry.notBefore + min(steps, left) * interval
        ).advising(
            "sms12 server lock \(image.serverName(held.server)) "
                + "\(image.packages[Int(held.package)].package.id) --unlock")
    }

    /// The Despooler's events about a package, and what they mean for a job that waits.
    static let packageEvents: [Int64: (Blocker, String)] = [
        11: (.packageFile, "the compressed package is missing in STORE"),
        114: (.noDisk, "the drive that the site prefers is not there"),
        115: (.noDisk, "there is no room for the compressed package in STORE"),
        375: (.packageFile, "the compressed package is damaged"),
        393: (.noDisk, "there is no drive with room to decompress it"),
    ]

    /// The same about a server.
    static let serverEvents: [Int64: (Blocker, String)] = [
        7: (.shareName, "no share can be made there: every number behind its name is taken"),
        8: (.shareName, "its share name is one that Windows NT or SMS has for itself"),
        16: (.fileInUse, "a file is in use"),
        106: (.serverDown, "the server cannot be reached"), 107: (.fileInUse, "a file is in use"),
        108: (.serverDown, "the server cannot be reached"), 109: (.noDisk, "there is not enough disk space"),
        110: (.noNTFS, "a directory of its name cannot be made on FAT"),
        111: (.shareName, "the package has no share name"),
        113: (.noNTFS, "there is no NTFS drive for its long names"),
        177: (.removed, "the server is none of the site any more"),
        372: (.serverDown, "the server is of no known kind, and cannot be asked for its room"),
        373: (.noDisk, "its drives have a file system that does not tell what it can hold"),
    ]
}
