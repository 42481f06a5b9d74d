import Pipeline
public import SiteModel

extension Emulation {
    /// Carries out a command now; it takes effect whole or is refused and changes nothing.
    ///
    /// - Parameters:
    ///   - command: What is to be done.
    ///   - who: The SMS account that does it.
    /// - Returns: What was made.
    /// - Throws: `CommandRefusal` with the reason; the lab is as it was.
    @discardableResult
    public mutating func perform(_ command: LabCommand, who: String) throws(CommandRefusal) -> CommandOutcome
    {
        try checkRights(command, who)
        let outcome: CommandOutcome
        try checkDatabase(command)
        switch command {
        case .createPackage, .updatePackage, .deletePackage: outcome = try performOnPackages(command)
        case .createJob, .updateJob, .deleteJob, .cancelJob: outcome = try performOnJobs(command, who: who)
        case .addSite, .setSite, .removeSite: outcome = try performOnSites(command)
        case .addServer, .setServer, .removeServer, .holdFile: outcome = try performOnServers(command)
        case .addClients, .setClient, .removeClient: outcome = try performOnClients(command)
        case .setGroup(let code, let group):
            let site = try siteNumber(code)
            images[site].setGroup(group)
            outcome = note(command, site, 0)
        case .removeGroup(let code, let name):
            let site = try siteNumber(code)
            guard
                let place = images[site].groups.firstIndex(where: {
                    $0.name.uppercased() == name.uppercased()
                })
            else {
                throw CommandRefusal(
                    .unknown, "no machine group \(name) at site \(code); `group list` shows them")
            }
            images[site].removeGroup(place)
            outcome = note(command, site, 0)
        case .clientPower, .clientLogon, .clientRun, .clientArchive: outcome = try performAtClient(command)
        case .setFault, .dropFault, .attachSite, .detachSite, .service:
            outcome = try performOnHierarchy(command)
        case .setProgramGroup, .removeProgramGroup, .setUserGroup, .removeUserGroup:
            outcome = try performOnProgramGroups(command)
        case .setAlert, .removeAlert: outcome = try performOnAlerts(command)
        case .setRelease(let release, let quirks): outcome = setRelease(command, release, quirks)
        case .damageFile(let code, let kind, let count): outcome = try damage(command, code, kind, count)
        case .clientDetails, .clientForgetHistory, .holdInstructions, .clientWindow:
            outcome = try performInPerson(command)
        case .createQuery, .updateQuery, .deleteQuery: outcome = try performOnQueries(command)
        case .forgetSite(let code, let child):
            let site = try siteNumber(code)
            // Where the parent was told in time there is nothing left to forget.
            guard
                let gone = images.first(where: {
                    $0.isRemoved && $0.definition.code == child
                        && ($0.definition.parent == code || images[site].ghosts.contains($0.number))
                })
            else {
                throw CommandRefusal(
                    .unknown,
                    "site \(code) knows of no site \(child) that is gone; `site remove` takes one away")
            }
            images[site].forgetGhost(gone.number)
            images[site].forgetControl(of: gone.number)
            outcome = note(command, site, UInt32(gone.number))
        case .proposeSite, .installSecondary, .deinstallSecondary, .upgradeSecondary, .sendCode,
            .resyncClient:
            outcome = try performOnSiteControl(command)
        }
        afterCommand(command)
        for site in images.indices where images[site].takeDefinitionChange() {
            definition.sites[site] = images[site].definition
        }
        return outcome
    }

    /// What a command means for other sites.
    private mutating func afterCommand(_ command: LabCommand) {
        switch command {
        case .createPackage(let code, _):
            guard let site = try? siteNumber(code) else { return }
            images[site].noteDefinition(images[site].packages.count - 1, now: now)
        case .updatePackage(let code, let package):
            guard let site = try? siteNumber(code), let place = images[site].packageIndex(package.id) else {
                return
            }
            images[site].noteDefinition(place, now: now)
        case .deletePackage(let code, let id):
            guard let site = try? siteNumber(code),
                let place = images[site].packages.lastIndex(where: { $0.package.id == id })
            else { return }
            images[site].noteDefinition(place, now: now)
        case .addSite(let definition):
            linkSites()
            if let site = try? siteNumber(definition.code) { learn(from: UInt16(site)) }
        case .setSite(let definition):
            guard let site = try? siteNumber(definition.code) else { return }
            updateSenders(site)
            linkSites()
        case .removeSite: linkSites()
        case .addServer(let code, _), .setServer(let code, _), .removeServer(let code, _):
            refreshLinks()
            if let site = try? siteNumber(code) { tellOfServers(site) }
        case .addClients(let code, let range):
            guard let site = try? siteNumber(code) else { return }
            images[site].reportMachines(
                from: images[site].clients.count - range.count, count: range.count, now: now)
        default: break
        }
    }

    /// Lets Site Reporter tell the sites above of servers that came or went, with the inventory; where Site Configuration
    /// Manager runs, its `.CT2` does (Q131010, Q133113).
    mutating func tellOfServers(_ site: Int) {
        let image = images[site]
        guard definition.siteProperties == .immediate, image.isInstalled else { return }
        guard let parent = image.parent, images[Int(parent)].knownServers[image.number] != image.ownServers
        else { return }
        image.reportServers(now: now)
    }

    /// Installs the Senders that a changed site needs; one that is not needed any more stays, idle.
    mutating func updateSenders(_ site: Int) {
        for wanted in images[site].definition.allSenders
        where !senders[site].contains(where: { $0.kind == wanted.kind }) {
            senders[site].append(Sender(kind: wanted.kind))
        }
        senders[site].sort { $0.kind.rawValue < $1.kind.rawValue }
    }

    /// Switches a client's computer on or off; whoever was logged on when it went off is logged on again.
    mutating func setClientPower(site: Int, client: Int, on: Bool) {
        let hasUser = !images[site].clients.block(of: client).range.user.isEmpty
        let state: ClientState = on ? (hasUser ? .active : .powered) : []
        effects.clear()
        clients[site].setState(
            client, state, Context(now: now, site: UInt16(site)), images[site], into: &effects)
        images[site].touch(client: client)
        carryOutAtOnce(site: site)
    }

    /// The number of a site in the lab.
    public func siteNumber(_ code: SiteCode) throws(CommandRefusal) -> Int {
        for (place, image) in images.enumerated() where image.definition.code == code && !image.isRemoved {
            return place
        }
        throw CommandRefusal(.unknown, "no site \(code) in this lab; `lab show` lists the sites")
    }

    mutating func note(
        _ command: LabCommand, _ site: Int, _ subject: UInt32, _ outcome: CommandOutcome = .done
    ) -> CommandOutcome {
        trace.add(
            TraceRecord(
                instant: now, code: .commandPerformed, site: UInt16(site), a: command.number, b: subject,
                value: 0))
        return outcome
    }

    // MARK: Packages

    private mutating func performOnPackages(_ command: LabCommand) throws(CommandRefusal) -> CommandOutcome {
        switch command {
        case .createPackage(let code, var package):
            let site = try siteNumber(code)
            guard let id = PackageID(site: code, counter: images[site].nextPackage) else {
                throw CommandRefusal(
                    .exhausted,
                    "site \(code) has no package identifier left after \(code)FFFFF; use another site")
            }
            package.id = id
            // Nobody has compressed it yet, whatever its definition says.
            package.workstation?.transferFile = nil
            package.sharing?.transferFile = nil
            try check(package, code)
            images[site].appendPackage(package)
            return note(command, site, id.counter, .package(id))
        case .updatePackage(let code, let package):
            let site = try siteNumber(code)
            let place = try packagePlace(package.id, site)
            try check(package, code)
            images[site].replacePackage(place, with: package)
            return note(command, site, package.id.counter)
        case .deletePackage(let code, let id):
            let site = try siteNumber(code)
            let place = try packagePlace(id, site)
            let users = images[site].openJobs.filter { images[site].jobs[Int($0)].job.packageID == id }
            if let user = users.first {
                throw CommandRefusal(
                    .notAllowed,
                    "package \(id) is used by job \(images[site].jobs[Int(user)].job.id), which is not finished; "
                        + "cancel or delete the job first")
            }
            images[site].deletePackage(place)
            return note(command, site, id.counter)
        default: preconditionFailure("\(command.verb) is no package command")
        }
    }

    private func check(_ package: Package, _ site: SiteCode) throws(CommandRefusal) {
        do throws(RecordError) {
            _ = try PackageRecords(package, site: site)
        } catch {
            throw CommandRefusal(.notAllowed, "package \(package.name): \(error.message)")
        }
    }

    private func packagePlace(_ id: PackageID, _ site: Int) throws(CommandRefusal) -> Int {
        guard let place = images[site].packageIndex(id) else {
            throw CommandRefusal(.unknown, "no package \(id); `package list` shows them")
        }
        return place
    }

    // MARK: Jobs

    private mutating func performOnJobs(_ command: LabCommand, who: String) throws(CommandRefusal)
        -> CommandOutcome
    {
        switch command {
        case .createJob(let code, var job):
            let site = try siteNumber(code)
            guard let id = JobID(site: code, counter: images[site].nextJob) else {
                throw CommandRefusal(
                    .exhausted,
                    "site \(code) has no job identifier left after \(code)FFFFF (Q185901); use another site")
            }
            job.id = id
            // A definition may come from a job that ran long ago: what it had become is not part of the new one.
            job.status = .pending
            job.sendingStatus = .none
            job.workingStatus = .none
            job.cancelStatus = .none
            job.cancelMode = false
            try check(job, site)
            images[site].appendJob(job, who: who, now: now)
            return note(command, site, id.counter, .job(id))
        case .updateJob(let code, var job):
            let site = try siteNumber(code)
            let place = try jobPlace(job.id, site)
            let stage = images[site].jobs[place].stage
            guard stage == .pending else {
                throw CommandRefusal(
                    .notAllowed,
                    "job \(job.id) is \(images[site].jobs[place].job.status.word); only a Pending job can be edited"
                )
            }
            // Statuses are the Scheduler's, and cancelling is a command of its own.
            let old = images[site].jobs[place].job
            job.status = old.status
            job.sendingStatus = old.sendingStatus
            job.workingStatus = old.workingStatus
            job.cancelStatus = old.cancelStatus
            job.cancelMode = old.cancelMode
            try check(job, site)
            images[site].replaceJob(place, with: job)
            return note(command, site, job.id.counter)
        case .deleteJob(let code, let id):
            let site = try siteNumber(code)
            if images[site].jobIndex(id) == nil, id.site == code,
                let live = images[site].systemJobs[id.counter]
            {
                try deleteSystemJob(live, id, site)
                return note(command, site, id.counter)
            }
            images[site].deleteJob(try jobPlace(id, site))
            return note(command, site, id.counter)
        case .cancelJob(let code, let id):
            let site = try siteNumber(code)
            let place = try jobPlace(id, site)
            let status = images[site].jobs[place].job.status
            if images[site].jobs[place].stage == .ended {
                throw CommandRefusal(
                    .notAllowed, "job \(id) is \(status.word) already; there is nothing to cancel")
            }
            if images[site].jobs[place].job.cancelMode {
                throw CommandRefusal(.notAllowed, "job \(id) is being cancelled already")
            }
            images[site].cancelJob(place)
            return note(command, site, id.counter)
        default: preconditionFailure("\(command.verb) is no job command")
        }
    }

    /// Takes a system job away: while it is active, or when it has ended (SDK sheapio_5gc3, Q183236).
    private mutating func deleteSystemJob(
        _ live: SystemJobLive, _ id: JobID, _ site: Int
    ) throws(CommandRefusal) {
        if live.status == .pending {
            throw CommandRefusal(
                .notAllowed,
                "Couldn't delete the specified item. \(id): a System job that is Pending cannot be deleted (Q183236)"
            )
        }
        if images[site].isOfPhase(live.counter) {
            throw CommandRefusal(
                .notAllowed,
                "Hierarchy Manager waits for system job \(id), `explain site` tells for what; it cannot be deleted"
            )
        }
        // One that is being connected has the status of one that waits still.
        let isTaken = senders[site].contains { sender in
            sender.active.contains { images[site].requests[Int($0.request)].systemJob == live.counter }
        }
        guard !isTaken, images[site].deleteSystemJob(live.counter, now: now) else {
            throw CommandRefusal(
                .notAllowed,
                "a Sender has the request of system job \(id); try again when it was sent or given back")
        }
    }

    /// What the Administrator program would not accept.
    private func check(_ job: Job, _ site: Int) throws(CommandRefusal) {
        let place = try packagePlace(job.packageID, site)
        let package = images[site].packages[place].package
        if job.type == .serverScript, package.sharing?.shareName.isEmpty ?? true {
            throw CommandRefusal(
                .notAllowed,
                "package \(package.id) is not set up for sharing: it needs a source directory and a share name; "
                    + "`package set \(package.id) --share-name NAME --share-source DIR` gives them")
        }
        if job.type.displayName == JobType.miniJob.displayName {
            throw CommandRefusal(
                .notAllowed, "a \(job.type.displayName) is made by a component, not by a user")
        }
        if job.runWorkstationCommand {
            let commands = package.workstation?.commands.map(\.name) ?? []
            guard let name = job.commandName, commands.contains(name) else {
                throw CommandRefusal(
                    .unknown,
                    "package \(package.id) has no command \"\(job.commandName ?? "")\"; it has "
                        + (commands.isEmpty ? "none" : commands.map { "\"\($0)\"" }.joined(separator: ", ")))
            }
        }
        if let group = job.distributionServers, images[site].group(group) == nil {
            throw CommandRefusal(
                .unknown, "no machine group \(group) for the distribution servers; `group list` shows them")
        }
        if job.target == .machineGroup, images[site].group(job.machineGroup) == nil {
            throw CommandRefusal(
                .unknown, "no machine group \(job.machineGroup) as the target; `group list` shows them")
        }
        if job.target == .query { try checkQuery(of: job, site) }
    }

    private func jobPlace(_ id: JobID, _ site: Int) throws(CommandRefusal) -> Int {
        guard let place = images[site].jobIndex(id) else {
            throw CommandRefusal(.unknown, "no job \(id); `job list` shows them")
        }
        return place
    }

    // MARK: Sites, servers, clients

    private mutating func performOnSites(_ command: LabCommand) throws(CommandRefusal) -> CommandOutcome {
        switch command {
        case .addSite(let site):
            if images.contains(where: { $0.definition.code == site.code }) {
                throw CommandRefusal(
                    .duplicate, "there is, or was, a site \(site.code); a site code is given out once")
            }
            try checkParent(site.parent, isSecondary: site.isSecondary, of: site.code)
            definition.sites.append(site)
            addSite(site)
            return note(command, images.count - 1, 0)
        case .removeSite(let code):
            let place = try siteNumber(code)
            if place == 0 {
                throw CommandRefusal(
                    .notAllowed,
                    "site \(code) is the \(images[place].parent == nil ? "central" : "first") site of the lab and stays"
                )
            }
            if let child = images[place].hierarchy.children(of: UInt16(place)).first {
                throw CommandRefusal(
                    .notAllowed,
                    "site \(images[Int(child)].definition.code) reports to \(code); detach or remove it first"
                )
            }
            try checkJobs(of: place)
            let parent = images[place].parent
            images[place].remove()
            for image in images { image.forgetControl(of: UInt16(place)) }
            if let parent, images[Int(parent)].quirks.contains(.ghostSiteRetrying) {
                // Its computers are gone; nothing tells the parent (Q188055).
                images[Int(parent)].addGhost(UInt16(place))
            }
            return note(command, place, 0)
        case .setSite(let site):
            let place = try siteNumber(site.code)
            let drive = images[place].definition.smsDrive
            if drive.uppercased() != site.smsDrive.uppercased(),
                images[place].packages.contains(where: { $0.transferBytes > 0 })
            {
                throw CommandRefusal(
                    .notAllowed,
                    "site \(site.code) has its SMS directory with packages on drive \(drive); it cannot move to "
                        + "\(site.smsDrive)")
            }
            replaceSettings(site, at: place)
            return note(command, place, 0)
        default: preconditionFailure("\(command.verb) is no site command")
        }
    }

    /// Refuses to take a site away while a job needs it: one of its own, or another site's that waits for it still.
    ///
    /// What is left of a job that its own site has deleted or given up is an orphan, which nobody can end (Q269768).
    func checkJobs(of place: Int) throws(CommandRefusal) {
        let image = images[place]
        for open in image.openJobs {
            let live = image.jobs[Int(open)]
            let origin = images[Int(live.origin)]
            if live.origin != image.number {
                guard !origin.isRemoved, let own = origin.jobIndex(live.job.id),
                    origin.jobs[own].stage != .ended
                else { continue }
            }
            let (code, home) = (image.definition.code, origin.definition.code)
            throw CommandRefusal(
                .notAllowed,
                live.origin == image.number
                    ? "job \(live.job.id) of site \(code) is not finished; cancel or delete it first"
                    : "job \(live.job.id) of site \(home) is not finished at site \(code); cancel it first: "
                        + "`job cancel \(live.job.id) --site \(home)`")
        }
        for origin in images where !origin.isRemoved && origin.number != image.number {
            for open in origin.openJobs {
                let live = origin.jobs[Int(open)]
                guard live.origin == origin.number,
                    live.destinations.contains(where: { $0.site == image.number && $0.state.isOpen }),
                    // Known there is a job that only passed through as well; one that was taken up is activated.
                    !image.jobs.contains(where: { $0.job.id == live.job.id && $0.activatedAt != nil })
                else { continue }
                throw CommandRefusal(
                    .notAllowed,
                    "job \(live.job.id) of site \(origin.definition.code) is on its way to site \(image.definition.code); cancel "
                        + "it first: `job cancel \(live.job.id) --site \(origin.definition.code)`")
            }
        }
    }

    /// Gives a site other settings.
    mutating func replaceSettings(_ site: SiteDefinition, at place: Int) {
        if images[place].definition.pcmPollingMinutes != site.pcmPollingMinutes { clients[place].reanchor() }
        var settings = site
        // A parent is changed by attaching and detaching only.
        settings.parent = images[place].definition.parent
        settings.isSecondary = images[place].definition.isSecondary
        let old = images[place].definition
        if settings.response != old.response,
            settings.siteConfiguration.watchdogMinutes == old.siteConfiguration.watchdogMinutes
        {
            settings.siteConfiguration = settings.siteConfiguration.afterChange(ofResponse: old.response)
        }
        images[place].replaceSettings(settings)
        if settings.response != old.response {
            noteResponseChange(place, from: old.response.pollingMinutes * 60_000)
        }
        clients[place].refreshBlocks(images[place])
        if settings.helpers != old.helpers {
            stopSenders(place, lost: true)
            wakeMoved(from: old.helpers, site: place)
        }
        // Room, or an open outbox, that nobody would tell what waits of.
        if settings.senders != old.senders { wake(place) }
    }

    private mutating func performOnServers(_ command: LabCommand) throws(CommandRefusal) -> CommandOutcome {
        switch command {
        case .addServer(let code, let server):
            let site = try siteNumber(code)
            if images[site].serverIndex(server.name) != nil || images[site].clients.index(server.name) != nil
            {
                throw CommandRefusal(.duplicate, "there is a computer \(server.name) at site \(code) already")
            }
            if server.roles.contains(.site), images[site].siteServer != nil {
                throw CommandRefusal(.notAllowed, "site \(code) has a site server already; a site has one")
            }
            images[site].appendServer(server)
            awaitInstallation(of: images[site].servers.count - 1, at: site)
            clients[site].refreshBlocks(images[site])
            clients[site].relink(images[site])
            return note(command, site, UInt32(images[site].servers.count - 1))
        case .setServer(let code, let server): return try setServer(command, code, server)
        case .removeServer(let code, let name):
            let site = try siteNumber(code)
            guard let place = images[site].serverIndex(name) else { throw unknownServer(name, code) }
            if images[site].siteServer == place {
                throw CommandRefusal(
                    .notAllowed, "\(name) is the site server of \(code) and cannot be removed")
            }
            if let helper = images[site].definition.helpers.first(where: {
                images[site].serverIndex($0.server) == place
            }) {
                throw CommandRefusal(
                    .notAllowed,
                    "\(helper.service.rawValue) of site \(code) runs on \(helper.server); move it first: `site set \(code) "
                        + "--helper \(helper.service.rawValue)=\(images[site].definition.siteServer?.name ?? "SERVER")`"
                )
            }
            takeOut(place, at: site)
            return note(command, site, UInt32(place))
        case .holdFile(let code, let name, let set, let until):
            let site = try siteNumber(code)
            guard let server = images[site].serverIndex(name) else { throw unknownServer(name, code) }
            guard let package = images[site].packageIndex(set.id, set.kind),
                images[site].holders(of: UInt32(package)).contains(UInt32(server))
            else {
                throw CommandRefusal(
                    .unknown,
                    "\(name) holds no package \(set); `package show \(set.id)` shows where it lies")
            }
            images[site].setInUse(
                package: UInt32(package), server: UInt32(server), until: until, now: now)
            return note(command, site, UInt32(server))
        default: preconditionFailure("\(command.verb) is no server command")
        }
    }

    /// Gives a server other properties, as far as what lies on it allows.
    private mutating func setServer(
        _ command: LabCommand, _ code: SiteCode, _ server: ServerDefinition
    ) throws(CommandRefusal) -> CommandOutcome {
        let site = try siteNumber(code)
        guard let place = images[site].serverIndex(server.name) else {
            throw unknownServer(server.name, code)
        }
        if images[site].siteServer == place, !server.roles.contains(.site) {
            throw CommandRefusal(.notAllowed, "\(server.name) is the site server of \(code) and stays it")
        }
        if let letter = images[site].lostDrive(place, with: server) {
            throw CommandRefusal(
                .notAllowed,
                "drive \(letter) of \(server.name) holds packages and cannot be taken out; keep it in the list "
                    + "of drives")
        }
        if let lost = images[site].lostShare(place, with: server) {
            throw CommandRefusal(
                .notAllowed,
                "package \(lost.package) lies on the share \(lost.share) of \(server.name), which cannot be taken "
                    + "out or moved; a Remove job takes the package off first")
        }
        if images[site].servers[place].definition.kind != server.kind, let user = images[site].user(of: place)
        {
            throw CommandRefusal(
                .notAllowed,
                "\(user) \(server.name) as a server of its kind; a Remove job takes packages off, and jobs end, first"
            )
        }
        let wasReachable = images[site].servers[place].isReachable
        let wasLogon = images[site].servers[place].definition.roles.contains(.logon)
        images[site].replaceServer(place, with: server)
        if !wasLogon { awaitInstallation(of: place, at: site) }
        noteDown(.server(code, server.name), isDown: !server.online)
        clients[site].refreshBlocks(images[site])
        clients[site].relink(images[site])
        let outcome = note(command, site, UInt32(place))
        if wasReachable {
            noteLostServer(site, place)
            stopSenders(site, lost: true)
        } else if server.online {
            wakeServices(on: images[site].servers[place].definition.name, site: site)
        }
        return outcome
    }

    /// Takes a server out: at once, or a logon server at the next pass of Site Configuration Manager (Q130906).
    private mutating func takeOut(_ server: Int, at site: Int) {
        let image = images[site]
        let live = image.servers[server]
        if definition.siteProperties == .components, image.isInstalled, live.state != .pendingInstall,
            live.definition.roles.contains(.logon)
        {
            return image.setState(.pendingUninstall, ofServer: server)
        }
        image.removeServer(server)
        clients[site].refreshBlocks(image)
        clients[site].relink(image)
    }

    /// A server that is to be a logon server is one after the next pass of Site Configuration Manager (Q130906).
    private func awaitInstallation(of server: Int, at site: Int) {
        let image = images[site]
        guard definition.siteProperties == .components, image.isInstalled,
            image.servers[server].definition.roles.contains(.logon), image.siteServer != server
        else { return }
        image.setState(.pendingInstall, ofServer: server)
    }

    private func unknownServer(_ name: String, _ site: SiteCode) -> CommandRefusal {
        CommandRefusal(.unknown, "no server \(name) at site \(site); `server list` shows them")
    }

    private mutating func performOnClients(_ command: LabCommand) throws(CommandRefusal) -> CommandOutcome {
        switch command {
        case .addClients(let code, let range):
            let site = try siteNumber(code)
            try check(range, site)
            let first = images[site].clients.count
            images[site].appendClients(range)
            clients[site].addClients(images[site], from: first)
            // Those of a site that is being installed begin with its components.
            if images[site].isInstalled { pushPolls(site: site, from: first) }
            return note(command, site, UInt32(first))
        case .setClient(let code, let name, let range):
            let site = try siteNumber(code)
            let client = try clientPlace(name, site)
            for server in range.logonServers where images[site].serverIndex(server) == nil {
                throw CommandRefusal(
                    .unknown, "no server \(server) at site \(code); `server list` shows them")
            }
            let interval = clients[site].interval(of: client, images[site])
            images[site].setClient(client, to: range)
            clients[site].refreshBlocks(images[site])
            clients[site].relink(images[site])
            if clients[site].interval(of: client, images[site]) != interval { clients[site].reanchor(client) }
            // The service may have come or gone.
            if clients[site].adjustPolling(client, images[site], now: now) {
                pushPoll(site: site, client: client, at: now)
            }
            return note(command, site, UInt32(client))
        case .removeClient(let code, let name):
            let site = try siteNumber(code)
            let client = try clientPlace(name, site)
            clients[site].setState(
                client, [], Context(now: now, site: UInt16(site)), images[site], into: &effects)
            effects.clear()
            images[site].removeClient(client)
            return note(command, site, UInt32(client))
        default: preconditionFailure("\(command.verb) is no client command")
        }
    }

    private func check(_ range: ClientRange, _ site: Int) throws(CommandRefusal) {
        let image = images[site]
        let code = image.definition.code
        // Numbers in names have nine digits at most.
        guard range.count >= 1, range.first >= 0, range.first <= 999_999_999,
            range.count <= 1_000_000_000 - range.first
        else {
            throw CommandRefusal(
                .notAllowed,
                "clients \(range.pattern): \(range.count) from number \(range.first); give one client or more, and "
                    + "numbers from 0 to 999999999")
        }
        guard image.clients.count + range.count <= Int(SMSID.maximumCounter) else {
            throw CommandRefusal(
                .exhausted, "site \(code) has no machine identifiers left for \(range.count) clients")
        }
        let limit = MachineClock.driftLimit
        guard (-limit...limit).contains(range.clockDriftPartsPerMillion) else {
            throw CommandRefusal(
                .notAllowed,
                "clients \(range.pattern): a clock drift of \(range.clockDriftPartsPerMillion) parts in a million; "
                    + "-\(limit) to \(limit) can be emulated")
        }
        for server in image.servers
        where !server.isRemoved && ClientPopulation.gives(range, name: server.definition.name) {
            throw CommandRefusal(
                .duplicate, "there is a computer \(server.definition.name) at site \(code) already")
        }
        if let name = image.clients.sharedName(range) {
            throw CommandRefusal(.duplicate, "there is a computer \(name) at site \(code) already")
        }
    }

    private func clientPlace(_ name: String, _ site: Int) throws(CommandRefusal) -> Int {
        guard let client = images[site].clients.index(name) else {
            throw CommandRefusal(
                .unknown,
                "no client \(name) at site \(images[site].definition.code); `client list` shows them")
        }
        return client
    }

    // MARK: A person at a client

    private mutating func performAtClient(_ command: LabCommand) throws(CommandRefusal) -> CommandOutcome {
        switch command {
        case .clientPower(let code, let name, let on), .clientLogon(let code, let name, let on):
            let site = try siteNumber(code)
            let client = try clientPlace(name, site)
            var state = ClientState(rawValue: clients[site].state[client]).intersection(.active)
            if case .clientPower = command {
                state = on ? state.union(.powered) : []
            } else if on {
                guard state.contains(.powered) else {
                    throw CommandRefusal(
                        .notAllowed, "\(name) is switched off; `client on \(name)` switches it on")
                }
                state.insert(.loggedOn)
            } else {
                state.remove(.loggedOn)
            }
            let outcome = note(command, site, UInt32(client))
            if case .clientPower = command {
                noteDown(.client(code, name), isDown: !on)
                if !on { noteLogon(name, at: code, isDown: true) }
            } else {
                noteLogon(name, at: code, isDown: !on)
            }
            effects.clear()
            clients[site].setState(
                client, state, Context(now: now, site: UInt16(site)), images[site], into: &effects)
            images[site].touch(client: client)
            carryOutAtOnce(site: site)
            return outcome
        case .clientRun(let code, let name, let request):
            let (site, client, offer) = try offer(code, name, request)
            let context = Context(now: now, site: UInt16(site))
            guard clients[site].canRun(client, offer), !clients[site].isBlank(client, images[site]),
                !clients[site].isExpired(client, offer, context, images[site])
            else {
                throw cannotRun(name, request, site, client, offer)
            }
            let outcome = note(command, site, UInt32(client))
            effects.clear()
            noteArchived(offer, name, site, isDown: false)
            // Who runs a command has the window before him.
            _ = clients[site].setWindow(client, isOpen: true, images[site], into: &effects)
            clients[site].handle(
                Signal(.pcmUserRuns, site: UInt16(site), UInt32(client), offer),
                Context(now: now, site: UInt16(site)), images[site], into: &effects)
            carryOutAtOnce(site: site)
            return outcome
        case .clientArchive(let code, let name, let request):
            let (site, client, offer) = try offer(code, name, request)
            effects.clear()
            guard clients[site].archive(client, offer, images[site], into: &effects) else {
                throw cannotRun(name, request, site, client, offer)
            }
            let outcome = note(command, site, UInt32(client))
            noteArchived(offer, name, site, isDown: true)
            images[site].touch(client: client)
            carryOutAtOnce(site: site)
            return outcome
        default: preconditionFailure("\(command.verb) is no command at a client")
        }
    }

    private mutating func performInPerson(_ command: LabCommand) throws(CommandRefusal) -> CommandOutcome {
        switch command {
        case .clientDetails(let code, let name, let isOpen):
            let site = try siteNumber(code)
            let client = try clientPlace(name, site)
            let state = ClientState(rawValue: clients[site].state[client])
            guard state.contains(.active), !state.contains(.exited), state.contains(.detailsOpen) != isOpen
            else {
                let why =
                    state.contains(.active) && !state.contains(.exited)
                    ? "a Details window is \(isOpen ? "open there already" : "not open there")"
                    : "no Package Command Manager runs there; `client logon \(name)` starts it"
                throw CommandRefusal(
                    .notAllowed, "\(name) cannot \(isOpen ? "open" : "close") a Details window: \(why)")
            }
            let outcome = note(command, site, UInt32(client))
            effects.clear()
            _ = clients[site].setDetails(
                client, isOpen: isOpen, Context(now: now, site: UInt16(site)), images[site], into: &effects)
            images[site].touch(client: client)
            carryOutAtOnce(site: site)
            return outcome
        case .clientWindow(let code, let name, let isOpen):
            let site = try siteNumber(code)
            let client = try clientPlace(name, site)
            effects.clear()
            guard clients[site].setWindow(client, isOpen: isOpen, images[site], into: &effects) else {
                let state = ClientState(rawValue: clients[site].state[client])
                let why =
                    state.contains(.active) && !state.contains(.exited)
                    ? (isOpen ? "it is up there already" : "it is not up there")
                    : "no Package Command Manager runs there; `client logon \(name)` starts it"
                throw CommandRefusal(
                    .notAllowed,
                    "\(name) cannot \(isOpen ? "open" : "close") the window of Package Command Manager: \(why)"
                )
            }
            let outcome = note(command, site, UInt32(client))
            images[site].touch(client: client)
            carryOutAtOnce(site: site)
            return outcome
        case .clientForgetHistory(let code, let name):
            let site = try siteNumber(code)
            let client = try clientPlace(name, site)
            let outcome = note(command, site, UInt32(client))
            effects.clear()
            clients[site].forgetHistory(client, images[site], into: &effects)
            images[site].touch(client: client)
            carryOutAtOnce(site: site)
            return outcome
        case .holdInstructions(let code, let name, let until):
            let site = try siteNumber(code)
            let client = try clientPlace(name, site)
            images[site].holdInstructions(client, until: until, now: now)
            return note(command, site, UInt32(client))
        default: preconditionFailure("\(command.verb) is no command of a person")
        }
    }

    private func cannotRun(
        _ name: String, _ request: RequestID, _ site: Int, _ client: Int, _ offer: UInt32
    ) -> CommandRefusal {
        let state = ClientState(rawValue: clients[site].state[client])
        let context = Context(now: now, site: UInt16(site))
        let stage = clients[site].stage(Int(offer))
        var why = Self.reason(stage)
        if clients[site].isForService(client, offer, images[site]), !stage.isFinal {
            why = Self.reason(.serviceOnly)
        } else if !state.contains(.active) {
            why = "nobody is logged on"
        } else if clients[site].isBlank(client, images[site]) {
            why = "its logon server cannot be reached, and its window is blank (Q237690)"
        } else if state.contains(.exited) {
            why = "its Package Command Manager has ended, and the next logon starts it again"
        } else if clients[site].isExpired(client, offer, context, images[site]) {
            why = "it has expired"
        } else if stage == .pending || stage == .archived, clients[site].busy[client].offer != noHandle {
            why = "another command counts down or runs there, one at a time"
        }
        return CommandRefusal(
            .notAllowed,
            "\(name) cannot take request \(request) from its lists: \(why); `client show \(name)`")
    }

    /// Why an offer of a stage cannot be taken.
    private static func reason(_ stage: OfferStage) -> String {
        switch stage {
        case .absent, .unread: "its Package Command Manager has not read it yet"
        case .hidden: "its platform is none of those that the command supports"
        case .serviceOnly: "it is a background command, which only the service runs"
        case .waiting, .found: "its Offer After has not come"
        case .pending: "it waits in Pending Commands"
        case .archived: "it was put aside already"
        case .countdown: "its countdown runs, and then it starts"
        case .running: "it runs already"
        case .executed, .unconfirmed: "it was executed"
        case .failed: "its last run failed, and it comes back at the next poll"
        case .expired, .expiring: "it has expired"
        case .withdrawn: "it was withdrawn"
        }
    }

    private func offer(
        _ code: SiteCode, _ name: String, _ request: RequestID
    ) throws(CommandRefusal) -> (site: Int, client: Int, offer: UInt32) {
        let site = try siteNumber(code)
        let client = try clientPlace(name, site)
        for job in images[site].jobs where job.requestID == request {
            for detail in Int(job.firstDetail)..<(Int(job.firstDetail) + Int(job.details))
            where images[site].details[detail].client == UInt32(client)
                && clients[site].stage(detail) != .absent
            {
                return (site, client, UInt32(detail))
            }
        }
        throw CommandRefusal(
            .unknown, "\(name) was offered no request \(request); `client show \(name)` lists its offers")
    }

    /// What clients see at once when a server goes away under an open connection.
    mutating func noteLostServer(_ site: Int, _ server: Int) {
        if images[site].servers[server].isReachable { return }
        effects.clear()
        clients[site].lostConnection(UInt32(server), images[site], into: &effects)
        carryOutAtOnce(site: site)
    }

    /// Carries out effects that never need the world outside: traces and timers of clients.
    private mutating func carryOutAtOnce(site: Int) {
        for place in 0..<effects.count {
            let effect = effects[place]
            switch effect.kind {
            case .trace:
                guard let code = TraceCode(rawValue: effect.code) else { continue }
                trace.add(
                    TraceRecord(
                        instant: now, code: code, site: UInt16(site), a: effect.a, b: effect.b,
                        value: effect.value))
            case .after:
                guard let kind = SignalKind(rawValue: effect.code) else { continue }
                if kind == .pcmPoll {
                    pushPoll(site: site, client: Int(effect.a), at: now + effect.value)
                } else {
                    push(Signal(kind, site: UInt16(site), effect.a, effect.b), at: now + effect.value)
                }
            default: images[site].apply(effect, now: now)
            }
        }
        effects.clear()
    }
}
