package import SiteModel

// Control images in a site's database, and the files in its SITECFG.BOX.

extension SiteImage {
    /// What the clock of the site's database shows, in milliseconds since 1970.
    func databaseStamp(at instant: Int64) -> Int64 { instant + definition.sqlClockOffsetMilliseconds }

    /// Whether Hierarchy Manager would find something at its poll, now or when something comes back.
    package var hasHierarchyWork: Bool {
        guard !definition.isSecondary else { return false }
        return !controlFilesOut.isEmpty || siteControls.values.contains { $0.needsWork }
    }

    /// The interval of the watchdog: what was set by hand, or 24 polls (RG).
    public var watchdogMilliseconds: Int64 {
        let minutes = definition.siteConfiguration.watchdogMinutes
        return minutes > 0 ? minutes * 60_000 : pollMilliseconds * 24
    }

    /// Whether a system job could get no identifier: the counter has passed its last value.
    ///
    /// With the quirk of Q185901 nobody looks.
    public var lacksJobIdentifiers: Bool {
        !quirks.contains(.invalidJobIDs) && JobID(site: definition.code, counter: nextJob) == nil
    }

    /// Puts a control file into SITECFG.BOX.
    func put(_ file: SiteControlFile, isIn: Bool) {
        var file = file
        file.number = nextControlFile
        nextControlFile &+= 1
        if isIn { controlFilesIn.append(file) } else { controlFilesOut.append(file) }
        changes.controlFiles = true
    }

    /// Bytes that a control image may have: 256 KB, from service pack 3 on 454,000 (Q162536, Q255262).
    var controlImageLimit: Int64 {
        guard quirks.contains(.controlImageCap) else { return Int64.max }
        return quirks.release < .sp3 ? 262_144 : 454_000
    }

    /// The images of a site; where nobody changed it, both are what it was told to be.
    private func control(of site: UInt16, _ properties: SiteProperties) -> SiteControlLive {
        siteControls[site] ?? SiteControlLive(site: site, properties: properties, at: labStart)
    }

    private func keep(_ live: SiteControlLive) {
        siteControls[live.site] = live
        changes.siteControls.insert(UInt32(live.site))
    }

    /// Proposes properties for a site: what the Administrator program writes.
    ///
    /// - Parameters:
    ///   - properties: What the site is to be.
    ///   - site: The site by number.
    ///   - actual: What it is, where this database has no image of it.
    ///   - now: When, in milliseconds since 1970.
    package func propose(_ properties: SiteProperties, for site: UInt16, actual: SiteProperties, now: Int64) {
        var live = control(of: site, actual)
        live.proposed = properties
        live.proposedAt = databaseStamp(at: now)
        live.isWaiting = true
        keep(live)
    }

    /// Hierarchy Manager writes a `.CT1`: into the own SITECFG.BOX, or into a system job for a site below.
    func writeControlFile(of site: UInt16, now: Int64) {
        guard var live = siteControls[site] else { return }
        live.isWaiting = false
        live.isUnderWay = true
        let file = SiteControlFile(
            type: .proposed, site: site, stamp: live.proposedAt, properties: live.proposed)
        if site == number {
            put(file, isIn: true)
        } else {
            live.status = .pending
            live.phase = .control
            live.job = send(.controlFile, .siteControl, file, to: site, now: now)
        }
        keep(live)
    }

    /// Makes a system job with a control file; gives its counter.
    private func send(
        _ kind: Instruction.Kind, _ job: SystemJobKind, _ control: SiteControlFile?, to site: UInt16,
        now: Int64
    ) -> UInt32 {
        let counter = nextJob
        var file = Instruction(kind: kind, origin: number, destination: site)
        file.control = control
        createSystemJob(job, file, now: now)
        // Identifiers may be used up (Q185901): then there is no job.
        return systemJobs[counter] == nil ? 0 : counter
    }

    /// The database's ACTUAL image is the newer one: the proposal is lost (Q154577).
    func dropProposal(of site: UInt16) {
        guard var live = siteControls[site] else { return }
        live.proposed = live.actual
        live.proposedAt = live.actualAt
        live.isWaiting = false
        keep(live)
    }

    /// Takes the first `.CT2` into the database, and passes it on to the parent.
    func loadControlFile(now: Int64) {
        guard !controlFilesOut.isEmpty else { return }
        let file = controlFilesOut.removeFirst()
        changes.controlFiles = true
        var live = control(of: file.site, file.properties)
        live.actual = file.properties
        live.actualAt = file.stamp
        // A site that has taken a later file will not answer this one.
        if live.isUnderWay, file.properties == live.proposed || file.stamp >= live.proposedAt {
            live.isUnderWay = false
        }
        // What somebody else changed, at the site itself or further up, is what this database has now.
        if !live.isWaiting, !live.isUnderWay {
            live.proposed = live.actual
            live.proposedAt = live.actualAt
        }
        // The report of a site that waits for its upgrade is not the answer to it.
        let isUpgraded = live.phase == .upgrade && systemJobs[live.job]?.status == .complete
        if live.phase == .firstControl || isUpgraded || (live.phase == .control && !live.isUnderWay) {
            live.phase = .none
            live.job = 0
            live.status = .active
        }
        keep(live)
        guard file.site != number else { return }
        if let servers = file.servers { learn(servers: servers, of: file.site) }
        guard let parent else { return }
        if send(.controlReport, .siteControlToParent, file, to: parent, now: now) == 0 { return }
        standing.remove(JobLive.raisedKey(362, UInt32(file.site)))
        if hop(to: parent) != nil { standing.remove(JobLive.raisedKey(364, UInt32(file.site))) }
    }

    /// Site Configuration Manager writes a `.CT2` for the own database, and a system job for the parent.
    func reportControlFile(now: Int64) {
        // Who proposed what was refused learns that it will not come.
        let stamp = max(controlStamp, refusedControl?.file.stamp ?? 0)
        var file = SiteControlFile(
            type: .actual, site: number, stamp: stamp, properties: SiteProperties(definition))
        file.servers = ownServers
        if !definition.isSecondary { put(file, isIn: false) }
        guard let parent else { return }
        _ = send(.controlReport, .siteControlToParent, file, to: parent, now: now)
    }

    /// The first `.CT1` of SITECFG.BOX; it becomes the master copy.
    package func takeControlFile() -> SiteControlFile? {
        guard !controlFilesIn.isEmpty else { return nil }
        let file = controlFilesIn.removeFirst()
        changes.controlFiles = true
        controlStamp = file.stamp
        if let refused = refusedControl, file.stamp >= refused.file.stamp { refusedControl = nil }
        return file
    }

    /// Puts the first `.CT1` aside: the site stays as it is.
    func refuseControlFile(_ note: ConfigurationNote, now: Int64) {
        guard !controlFilesIn.isEmpty else { return }
        let file = controlFilesIn.removeFirst()
        changes.controlFiles = true
        refusedControl = RefusedControlFile(file: file, note: note, instant: now)
    }

    /// What keeps the site from becoming what a control file says; nil: nothing.
    func refusal(of properties: SiteProperties) -> ConfigurationNote? {
        let domains = Set(properties.domains.map { $0.uppercased() })
        if domains.isEmpty || domains.count != properties.domains.count { return .refusedDomains }
        let used =
            servers.filter { !$0.isRemoved }.map(\.definition.domain) + definition.clients.map(\.domain)
        let isLost = used.contains { !$0.isEmpty && !domains.contains($0.uppercased()) }
        return isLost ? .refusedDomain : nil
    }

    // MARK: Servers

    /// Sets how far a logon server is installed.
    package func setState(_ state: ServerState, ofServer place: Int) {
        guard servers[place].state != state else { return }
        servers[place].state = state
        changes.servers.insert(UInt32(place))
        changes.site = true
    }

    /// Writes the MIF of the site's user groups (UMF); whoever calls it gives the Data Loader its signal.
    func reportUserGroups(now: Int64) {
        var item = ReportItem(kind: .userGroups, origin: Hierarchy.none, site: number, instant: now)
        item.number = Int64(definition.userGroups.count)
        putMIF(item)
    }

    /// Configures the logon scripts: each logon server that answers sends the computers of the site's domains to SMS.
    func configureScripts() {
        for place in logonServers where servers[Int(place)].isReachable {
            servers[Int(place)].scriptDomains = definition.domains
            changes.servers.insert(place)
        }
    }

    // MARK: Installing

    /// Notes a new secondary site; Hierarchy Manager installs it.
    package func beginInstallation(of site: UInt16, _ properties: SiteProperties, now: Int64) {
        var live = SiteControlLive(site: site, properties: properties, at: databaseStamp(at: now))
        live.status = .pending
        live.phase = .newSite
        live.lookedAt = now - HierarchyManager.phaseMilliseconds
        keep(live)
    }

    /// Asks for the deletion or the upgrade of a site; Hierarchy Manager carries it out.
    package func request(_ phase: SitePhase, of site: UInt16, _ properties: SiteProperties, now: Int64) {
        var live = control(of: site, properties)
        live.status = phase == .delete ? .deleted : .upgrade
        live.phase = phase
        live.job = 0
        live.lookedAt = now - HierarchyManager.phaseMilliseconds
        keep(live)
    }

    /// Begins a phase with its system job.
    func beginPhase(_ phase: SitePhase, of site: UInt16, now: Int64) {
        guard var live = siteControls[site] else { return }
        live.phase = phase
        live.lookedAt = now
        live.job = 0
        let file = SiteControlFile(
            type: .newSite, site: site, stamp: live.proposedAt, properties: live.proposed)
        switch phase {
        case .preinstall: live.job = send(.preinstall, .sitePreinstall, nil, to: site, now: now)
        case .install: live.job = send(.install, .siteInstall, nil, to: site, now: now)
        case .firstControl:
            live.isUnderWay = true
            live.job = send(.controlFile, .siteControl, file, to: site, now: now)
        case .delete: live.job = send(.deinstall, .siteDeinstall, nil, to: site, now: now)
        case .upgrade: live.job = send(.upgrade, .siteInstall, nil, to: site, now: now)
        case .none:
            siteControls[site] = nil
            changes.siteControls.insert(UInt32(site))
            return
        case .newSite, .control: break
        }
        keep(live)
    }

    /// Notes what became of a phase.
    func setStatus(_ status: SiteStatus, of site: UInt16, now: Int64) {
        guard var live = siteControls[site] else { return }
        live.status = status
        live.lookedAt = now
        keep(live)
    }

    /// Forgets the images of a site that is gone (PREINST /DELSITE, Q192471).
    package func forgetControl(of site: UInt16) {
        guard siteControls.removeValue(forKey: site) != nil else { return }
        changes.siteControls.insert(UInt32(site))
    }

    /// The detail code of a site (Q137376): 100 NEWSITE; else the phase and how far its job is.
    public func detailCode(of live: SiteControlLive) -> Int {
        if live.phase == .none || live.phase == .newSite { return Int(live.phase.rawValue) }
        let job = systemJobs[live.job]
        let step =
            switch job?.status {
            case .pending: 1
            case .active, .retrying: 2
            default: live.job == 0 ? 1 : 3
            }
        return Int(live.phase.rawValue) + (live.phase == .delete ? min(step, 2) : step)
    }

    // MARK: Inventory

    /// Asks for the whole inventory of a client again: a system job of Medium priority (SDK sheapio_5gc3).
    package func requestInventory(of client: UInt32, at site: UInt16, now: Int64) {
        var file = Instruction(kind: .resynchronise, origin: number, destination: site)
        file.targets = [client]
        createSystemJob(.resynchronise, file, now: now)
    }

    /// The Despooler was told to have a client's inventory sent again: its next one is a whole one.
    func resynchronise(_ file: Instruction, now: Int64) {
        for client in file.targets where Int(client) < clients.count {
            reportMachines(from: Int(client), count: 1, now: now)
        }
    }
}

extension SiteProperties {
    /// Bytes of a control image: 238 for each other site it knows a way to, so that 256 KB hold about 1,100 (Q162536).
    package var imageBytes: Int64 { 1_024 + Int64(addresses.count) * 238 }
}

extension SiteImage {
    /// Notes whether the site's programs are there.
    package func setInstalled(_ isInstalled: Bool) {
        self.isInstalled = isInstalled
        changes.site = true
    }
}

extension SiteImage {
    /// Whether the address that a request goes by names a server of this site, not of the other.
    package func isOwnServer(addressOf request: RequestLive) -> Bool {
        guard request.hop != number,
            let address = address(to: request.hop, request.sender ?? .lan), !address.server.isEmpty
        else { return false }
        return serverIndex(address.server) != nil
    }
}

extension SiteImage {
    /// Whether a package's source is a local path of the site server that the Scheduler, on a helper server, looks for on
    /// its own computer (RG S3CD3).
    public func sourceIsElsewhere(_ package: Int) -> Bool {
        if definition.helpers.isEmpty || definition.helper(of: .scheduler) == nil { return false }
        var path = packages[package].root.unicodeScalars.makeIterator()
        guard let letter = path.next(), letter.properties.isAlphabetic, letter.isASCII else { return false }
        return path.next() == ":"
    }
}

extension PackageLive {
    /// Whether it is a parent's package, whose source the parent keeps to itself: Use Compressed Copy is all there is.
    var hasNoSource: Bool { isReplica && root.isEmpty }
}
