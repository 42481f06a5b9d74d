public import SiteModel

extension SiteImage {
    /// Notes an event; one that stands is not raised again until its condition is gone (ERRORHIS, RG S3D43).
    package func raise(
        _ number: Int64, job: UInt32, subject: UInt32, component: Component, instant: Int64,
        attempt: UInt8 = 0
    ) {
        events.append(
            EventLive(
                instant: instant, number: number, component: component, job: job, subject: subject,
                attempt: attempt))
        reportEvent(events[events.count - 1], place: events.count - 1)
        if number == 244 { standing.remove(JobLive.raisedKey(243, noHandle)) }
        // A MIF that went to BADMIFS is news each time.
        if job == noHandle, number != 244, number != 245 {
            standing.insert(JobLive.raisedKey(number, subject))
        }
        // What a client reports, and an end of the Executive, is news each time.
        guard job != noHandle, !Self.newsEvents.contains(number) else { return }
        // Only one of these can hold at a time, so that the others are gone.
        let groups = [Self.sourceEvents, Self.serverEvents, Self.fileEvents]
        let group = groups.first { $0.contains(number) } ?? []
        for other in group { clear(other, subject, job: job) }
        jobs[Int(job)].raised.append(JobLive.raisedKey(number, subject))
    }

    /// What the Despooler finds in the statuses of clients, the subject being the client's place; and the Executive's end.
    static let newsEvents: [Int64] = [119, 374, 376]
    /// What the Scheduler can find wrong with a package's source.
    static let sourceEvents: [Int64] = [313, 329, 330]
    /// What the Despooler can find wrong with a distribution server.
    static let serverEvents: [Int64] = [7, 8, 16, 106, 107, 108, 109, 110, 111, 112, 113, 177, 372, 373]
    /// What comes with one of them: the file or tree that is open, a volume that is of no use.
    static let besideEvents: [Int64] = [9, 10, 371]
    /// What the Despooler can find wrong at the site server before it serves any: no room in STORE, none to unpack.
    static let storeEvents: [Int64] = [114, 115, 393]

    /// What the Despooler can find wrong with a package's file in STORE: it is gone, or it is another.
    static let fileEvents: [Int64] = [11, 375]

    /// Forgets one event of a job.
    func clear(_ number: Int64, _ subject: UInt32, job: UInt32) {
        let key = JobLive.raisedKey(number, subject)
        if jobs[Int(job)].raised.contains(key) { jobs[Int(job)].raised.removeAll { $0 == key } }
    }

    /// Forgets which events a job raised: the condition is gone, but for sites to which there is still no address.
    package func clearRaised(job: UInt32) {
        let kept = jobs[Int(job)].destinations.filter { $0.state == .noAddress }
            .map { JobLive.raisedKey(332, UInt32($0.site)) }
        jobs[Int(job)].raised.removeAll { !kept.contains($0) }
    }

    /// Notes what was seen of a package's source.
    package func setSource(_ facts: SourceFacts, marks: [FileMark]? = nil, package: Int) {
        packages[package].source = facts
        if let marks { packages[package].sourceMarks = marks }
        changes.packages.insert(UInt32(package))
    }

    /// Notes how a package's file in STORE was found; no file follows from it, so nothing is marked as changed.
    package func setStored(_ found: StoredFile, package: Int) { packages[package].stored = found }

    /// Makes the next job of a repeating one; its times move along by one interval (SDK; Q141192).
    package func makeSuccessor(of place: UInt32, now: Int64) -> JobID? {
        guard !jobs[Int(place)].hasRepeated else { return nil }
        jobs[Int(place)].hasRepeated = true
        changes.jobs.insert(place)
        let old = jobs[Int(place)].job
        guard let id = JobID(site: definition.code, counter: nextJob) else { return nil }
        let (next, wantedDays) = Job.successor(
            of: old, id: id, wantedDays: jobs[Int(place)].wantedDays,
            keepsMandatory: quirks.contains(.repeatMandatoryStale))
        appendJob(next, who: jobs[Int(place)].who, now: now)
        jobs[jobs.count - 1].wantedDays = wantedDays
        return id
    }

    /// Adds a job; its identifier's counter is the next.
    package func appendJob(_ job: Job, who: String, now: Int64) {
        let place = UInt32(jobs.count)
        var live = JobLive.blank(definition.code)
        live.job = job
        live.who = who
        live.package = packageHandle(of: job)
        live.createdAt = now
        live.origin = number
        jobs.append(live)
        noteJob(place)
        openJobs.append(place)
        nextJob = max(nextJob, job.id.counter + 1)
        changes.jobs.insert(place)
        changes.counters = true
    }

    /// Adds a package; its identifier's counter is the next.
    package func appendPackage(_ package: Package) {
        changes.packages.insert(UInt32(packages.count))
        packages.append(
            PackageLive(
                package: package, source: SourceFacts(), packed: SourceFacts(), version: 0, storedVersion: 0,
                transferBytes: 0, storedBytes: 0, isDeleted: false))
        nextPackage = max(nextPackage, package.id.counter + 1)
        changes.counters = true
    }

    /// Replaces a package's properties; what the Scheduler wrote stays.
    package func replacePackage(_ place: Int, with package: Package) {
        let old = packages[place].package
        packages[place].package = package
        packages[place].package.workstation?.transferFile = old.workstation?.transferFile
        packages[place].package.sharing?.transferFile = old.sharing?.transferFile
        if let sharing = otherSet(of: place) { packages[sharing].package = packages[place].package }
        changes.packages.insert(UInt32(place))
    }

    /// Marks a package as deleted; files and records stay (Q188052).
    package func deletePackage(_ place: Int) {
        if let sharing = otherSet(of: place) {
            packages[sharing].isDeleted = true
            purgeHistory(UInt32(sharing))
            changes.packages.insert(UInt32(sharing))
        }
        packages[place].isDeleted = true
        purgeHistory(UInt32(place))
        changes.packages.insert(UInt32(place))
    }

    /// The place of the set of a package that a job sends; a Share job of a package makes the sharing set's.
    private func packageHandle(of job: Job) -> UInt32 {
        guard let whole = packageIndex(job.packageID) else { return noHandle }
        guard job.type == .serverScript else { return UInt32(whole) }
        if let place = packageIndex(job.packageID, .sharing) { return UInt32(place) }
        var live = PackageLive.blank(definition.code)
        live.package = packages[whole].package
        live.isReplica = packages[whole].isReplica
        live.isDefined = packages[whole].isDefined
        live.isSharing = true
        packages.append(live)
        return UInt32(packages.count - 1)
    }

    /// Replaces a Pending job's scalars.
    package func replaceJob(_ place: Int, with job: Job) {
        jobs[place].job = job
        jobs[place].package = packageHandle(of: job)
        changes.jobs.insert(UInt32(place))
    }

    /// Marks a job as deleted.
    package func deleteJob(_ place: Int) {
        jobs[place].isDeleted = true
        jobs[place].stage = .ended
        jobPlaces[jobs[place].job.id] = nil
        openJobs.removeAll { $0 == UInt32(place) }
        changes.jobs.insert(UInt32(place))
    }

    /// Sets a job's cancel mode.
    package func cancelJob(_ place: Int) {
        jobs[place].job.cancelMode = true
        jobs[place].job.cancelStatus = .pending
        changes.jobs.insert(UInt32(place))
    }

    /// Adds a server.
    package func appendServer(_ server: ServerDefinition) {
        changes.servers.insert(UInt32(servers.count))
        changes.site = true
        definition.servers.append(server)
        servers.append(Self.live(server))
        if server.roles.contains(.logon) { moveInstructions() }
    }

    /// Notes that logon servers are dealt out anew, so that instruction files belong elsewhere.
    package func moveInstructions() {
        guard tracksFiles else { return }
        for client in Set(details.map(\.client)).sorted() { moveInstructions(of: client) }
    }

    private func moveInstructions(of client: UInt32) {
        changes.clients.insert(client)
        changes.moved.insert(client)
    }

    /// Changes a server; its free space and shares stay where drives keep their letters.
    package func replaceServer(_ place: Int, with server: ServerDefinition) {
        var live = Self.live(server)
        live.state = servers[place].state
        let before = servers[place].drives.map { $0.letter.uppercased() }
        for (index, drive) in live.drives.enumerated() {
            // A drive that is declared as before keeps what was used of it.
            let old = servers[place].definition.drives.firstIndex {
                $0.letter.uppercased() == drive.letter.uppercased()
            }
            if let old, servers[place].definition.drives[old].freeBytes == drive.freeBytes {
                live.drives[index].freeBytes = servers[place].drives[old].freeBytes
            }
        }
        // Drives may stand in another order now: a share and a package stay on their letter.
        func moved(_ drive: Int) -> Int? {
            live.drives.firstIndex { $0.letter.uppercased() == before[drive] }
        }
        let declared = servers[place].definition.shares
        live.shares = servers[place].shares.compactMap { share in
            // One that was declared and is not any more, or stands elsewhere now, goes; no package lies on it.
            let was = declared.first { $0.name.uppercased() == share.name }
            if share.isForeign, let was, !server.shares.contains(was) { return nil }
            return moved(share.drive).map { drive in
                var share = share
                share.drive = drive
                return share
            }
        }
        live.shares += Self.live(server).shares.filter { share in
            !live.shares.contains { $0.name == share.name }
        }
        for location in locations.indices where locations[location].server == UInt32(place) {
            guard let drive = moved(locations[location].drive), drive != locations[location].drive else {
                continue
            }
            locations[location].drive = drive
            changes.locations.insert(UInt32(location))
        }
        if let index = definition.servers.firstIndex(where: { $0.name == servers[place].definition.name }) {
            definition.servers[index] = server
        }
        let old = servers[place].definition
        servers[place] = live
        if old.domain != server.domain || old.roles.contains(.logon) != server.roles.contains(.logon) {
            moveInstructions()
        }
        changes.servers.insert(UInt32(place))
        changes.site = true
    }

    /// A declared share that a package lies on and that would be gone if a server were changed so, with that package;
    /// nil: none.
    package func lostShare(_ place: Int, with server: ServerDefinition) -> (
        share: String, package: PackageID
    )? {
        for share in servers[place].definition.shares where !server.shares.contains(share) {
            guard
                let live = servers[place].shares.first(where: {
                    $0.name == share.name.uppercased() && $0.isForeign
                })
            else { continue }
            for location in locations where location.server == UInt32(place) && !location.isRemoved {
                let isBelow =
                    location.drive == live.drive && !location.path.isEmpty
                    && Self.lies(location.path, below: live.directory)
                guard location.share == live.name || isBelow else { continue }
                return (live.name, packages[Int(location.package)].package.id)
            }
        }
        return nil
    }

    /// The packages that lie on a server, each once.
    public func packagesOn(server place: Int) -> [PackageID] {
        var found: [PackageID] = []
        for location in locations where location.server == UInt32(place) && !location.isRemoved {
            let id = packages[Int(location.package)].package.id
            if !found.contains(id) { found.append(id) }
        }
        return found
    }

    /// What counts on the kind of a server, as the beginning of a sentence that goes on with its name: a package that lies
    /// there, or a job whose instructions name it with its type (Q123499); nil: nothing.
    package func user(of place: Int) -> String? {
        if let package = packagesOn(server: place).first { return "package \(package) lies on" }
        let open = openJobs.first { jobs[Int($0)].servers.contains(UInt32(place)) }
        return open.map { "job \(jobs[Int($0)].job.id) goes to" }
    }

    /// The letter of a drive that holds a package and would be gone if a server were changed so; nil: none.
    package func lostDrive(_ place: Int, with server: ServerDefinition) -> String? {
        for location in locations where location.server == UInt32(place) {
            let letter = servers[place].drives[location.drive].letter
            if !server.drives.contains(where: { $0.letter.uppercased() == letter.uppercased() }) {
                return letter
            }
        }
        if siteServer == place, let drive = smsDrive, packages.contains(where: { $0.transferBytes > 0 }) {
            // TOSEND and STORE lie here.
            let letter = servers[place].drives[drive].letter
            if !server.drives.contains(where: { $0.letter.uppercased() == letter.uppercased() }) {
                return letter
            }
        }
        return nil
    }

    /// Takes a server out; its place stays.
    package func removeServer(_ place: Int) {
        let name = servers[place].definition.name
        definition.servers.removeAll { $0.name == name }
        // What was to run there runs on the site server.
        definition.helpers.removeAll { $0.server == name.uppercased() }
        servers[place].isRemoved = true
        if servers[place].definition.roles.contains(.logon) { moveInstructions() }
        changes.servers.insert(UInt32(place))
        changes.site = true
    }

    /// Adds a range of clients.
    package func appendClients(_ range: ClientRange) {
        definition.clients.append(range)
        clients.append(range, defaultDomain: definition.domains.first ?? "")
        changes.site = true
    }

    /// Gives one client properties of its own.
    package func setClient(_ client: Int, to range: ClientRange) {
        definition.clients = clients.set(client, to: range, defaultDomain: definition.domains.first ?? "")
        moveInstructions(of: UInt32(client))
        changes.site = true
    }

    /// Takes a client out; its place stays.
    package func removeClient(_ client: Int) {
        clients.markRemoved(UInt32(client))
        changes.clients.insert(UInt32(client))
    }

    /// Marks everything as changed: for the first commit.
    package func markAllChanged() {
        changes.site = true
        changes.groups = true
        changes.queries = true
        changes.counters = true
        changes.known = true
        for place in servers.indices { changes.servers.insert(UInt32(place)) }
    }

    /// Notes that something of a client changed.
    package func touch(client: Int) { changes.clients.insert(UInt32(client)) }

    /// Makes or replaces a group.
    package func setGroup(_ group: MachineGroupDefinition) {
        if let place = groups.firstIndex(where: { $0.name.uppercased() == group.name.uppercased() }) {
            groups[place] = group
        } else {
            groups.append(group)
        }
        definition.groups = groups
        changes.groups = true
    }

    /// Removes a group.
    package func removeGroup(_ place: Int) {
        groups.remove(at: place)
        definition.groups = groups
        changes.groups = true
    }

    /// Takes the site out.
    package func remove() {
        isRemoved = true
        changes.site = true
    }

    /// Changes the site's own settings.
    package func replaceSettings(_ site: SiteDefinition) {
        let (servers, clients, groups) = (definition.servers, definition.clients, definition.groups)
        let queries = definition.queries
        let (programGroups, userGroups) = (definition.programGroups, definition.userGroups)
        let alerts = definition.alerts
        definition = site
        definition.alerts = alerts
        definition.programGroups = programGroups
        definition.userGroups = userGroups
        definition.queries = queries
        definition.servers = servers
        definition.clients = clients
        definition.groups = groups
        changes.site = true
    }
}

extension Job {
    /// The next job of a repeating one: all times one interval later, no status yet.
    ///
    /// `keepsMandatory`: Mandatory After is forgotten and stays (Q141192).
    static func successor(of job: Job, id: JobID, wantedDays: UInt32, keepsMandatory: Bool)
        -> (job: Job, wantedDays: UInt32)
    {
        var next = job
        next.id = id
        var days: UInt32 = 0
        let times = [\Job.activateTime, \.offerTime, \.mandatoryTime, \.expireTime]
        for (number, time) in times.enumerated() {
            let shift = UInt32(number) * 5
            if keepsMandatory, time == \Job.mandatoryTime { continue }
            let later = job.repeatMode.next(
                after: job[keyPath: time], wantedDay: Int(wantedDays >> shift & 31))
            next[keyPath: time] = later.time
            days |= UInt32(later.wantedDay) << shift
        }
        next.status = .pending
        next.sendingStatus = .none
        next.workingStatus = .none
        next.cancelStatus = .none
        next.cancelMode = false
        return (next, days)
    }
}
