public import SiteModel

// What a site knows of other sites, and how it gets to them.

extension SiteImage {
    /// The parent by number, or nil: a central site.
    public var parent: UInt16? { hierarchy.parent(of: number) }

    /// The next site on the way to another: the site itself where there is an address to it, else the neighbour on the
    /// path through the tree to which there is one; nil: there is no way (event 332).
    ///
    /// Instructions for farther sites are routed since 1.1; the routing record of 1.0 was not used (Q123221).
    public func hop(to site: UInt16) -> UInt16? {
        if site == number { return definition.removeSelfAddress ? nil : number }
        if hasAddress(to: site) { return site }
        guard let next = hierarchy.hop(from: number, to: site), next != site, hasAddress(to: next) else {
            return nil
        }
        return next
    }

    /// Whether there is an address to a site, by any Sender.
    public func hasAddress(to site: UInt16) -> Bool {
        if site == number { return !definition.removeSelfAddress }
        guard Int(site) < hierarchy.codes.count else { return false }
        let code = hierarchy.codes[Int(site)]
        return definition.addresses.contains { $0.destination == code }
    }

    /// The addresses to a site; the one to the site itself was made by the set-up program (RG).
    package func addresses(to site: UInt16) -> [AddressDefinition] {
        guard Int(site) < hierarchy.codes.count else { return [] }
        let code = hierarchy.codes[Int(site)]
        let found = definition.addresses.filter { $0.destination == code }
        if site == number, found.isEmpty, !definition.removeSelfAddress {
            return [AddressDefinition(destination: code)]
        }
        return found
    }

    /// The address that a Sender uses to a site.
    func address(to site: UInt16, _ sender: SenderKind) -> AddressDefinition? {
        addresses(to: site).first { $0.sender == sender }
    }

    /// A Sender's settings.
    package func settings(of sender: SenderKind) -> SenderDefinition {
        definition.senders.first { $0.kind == sender } ?? SenderDefinition(kind: sender)
    }

    /// The clock of the site server, which judges the schedules of outboxes.
    public var siteClock: MachineClock { MachineClock(zone: definition.zone, offsetMilliseconds: 0) }

    /// What the site server's clock shows.
    package func siteTime(at instant: Int64) -> LocalTime {
        siteClock.localTime(at: instant, labStart: labStart)
    }

    /// The outbox in which a request can start earliest by its priority and the schedules, of equals the first kind
    /// (Q214485); nil: there is no address, or every outbox stays closed for it.
    func outbox(to hop: UInt16, _ priority: JobPriority, at instant: Int64) -> SenderKind? {
        let now = siteTime(at: instant)
        var best: (time: LocalTime, kind: SenderKind)?
        for kind in SenderKind.allCases where address(to: hop, kind) != nil {
            guard let time = settings(of: kind).schedule.opening(for: priority, from: now) else { continue }
            if best.map({ time < $0.time }) ?? true { best = (time, kind) }
        }
        return best?.kind
    }

    /// The code of a site by its number.
    public func code(of site: UInt16) -> SiteCode {
        Int(site) < hierarchy.codes.count ? hierarchy.codes[Int(site)] : definition.code
    }

    /// The name of a neighbour's site server, the first of its servers that is known; nil: not known.
    public func siteServerName(of site: UInt16) -> String? {
        if site == number { return definition.siteServer?.name }
        // What the address names; a site below knows no server of those above but by its addresses.
        let named = addresses(to: site).first { !$0.server.isEmpty }?.server
        return named ?? hierarchy.server(of: site)
    }

    /// Whether another site's computer or an own one.
    @inline(__always)
    public static func isRemote(_ client: UInt32) -> Bool { client & KnownMachines.bit != 0 }

    /// The SMSID of a computer, own or of another site, by its handle.
    public func smsID(of client: UInt32) -> SMSID? {
        if !Self.isRemote(client) { return SMSID(site: definition.code, counter: client + 1) }
        let (site, place) = known.origin(of: client)
        guard Int(site) < hierarchy.codes.count else { return nil }
        return SMSID(site: hierarchy.codes[Int(site)], counter: place + 1)
    }

    /// The name of a computer, own or of another site, by its handle.
    public func clientName(_ client: UInt32) -> String {
        Self.isRemote(client)
            ? known.population.name(Int(client & ~KnownMachines.bit)) : clients.name(Int(client))
    }

    /// The domain of a computer, own or of another site, by its handle.
    package func domain(ofClient client: UInt32) -> String {
        Self.isRemote(client)
            ? known.population.block(of: Int(client & ~KnownMachines.bit)).domain
            : clients.block(of: Int(client)).domain
    }

    /// The platform of a computer, own or of another site, by its handle.
    package func platform(ofClient client: UInt32) -> PlatformMask {
        Self.isRemote(client)
            ? known.population.block(of: Int(client & ~KnownMachines.bit)).range.platform
            : clients.block(of: Int(client)).range.platform
    }

    /// The number of the site that a computer belongs to.
    public func site(ofClient client: UInt32) -> UInt16 {
        Self.isRemote(client) ? known.origin(of: client).site : number
    }

    /// Learns of computers of a site below.
    package func learn(_ range: ClientRange, domain: String, of site: UInt16, first: UInt32) {
        known.add(range, domain: domain, of: site, first: first)
        changes.known = true
    }

    /// Marks requests as changed whose files name the server of a neighbour.
    private func touchRequests(to site: UInt16) {
        guard tracksFiles else { return }
        for place in requests.indices where requests[place].hop == site {
            changes.requests.insert(UInt32(place))
        }
    }

    /// Takes another parent, or none.
    package func setParent(_ parent: SiteCode?) {
        definition.parent = parent
        changes.site = true
    }

    /// Forgets the computers of a site that was detached; rows that point at them stay (Q153231).
    package func forget(_ site: UInt16) {
        known.forget(site)
        knownServers[site] = nil
        forgetControl(of: site)
        changes.known = true
        touchRequests(to: site)
    }

    /// Learns of the servers of a site below.
    package func learn(servers: KnownServers, of site: UInt16) {
        if knownServers[site] == servers { return }
        knownServers[site] = servers
        changes.known = true
        touchRequests(to: site)
    }

    /// What the sites above are told of the own servers.
    package var ownServers: KnownServers {
        let there = servers.filter { !$0.isRemoved }.map(\.definition)
        return KnownServers(
            names: there.map(\.name), defaults: there.filter { $0.roles.contains(.distribution) }.map(\.name))
    }

    /// Takes the tree of sites as it is now.
    package func setHierarchy(_ tree: Hierarchy) { hierarchy = tree }

    /// Forgets the Senders' events about a neighbour: a transfer to it came through.
    package func clearStanding(of site: UInt16) {
        if !givenBack.isEmpty { givenBack.removeAll { requests[Int($0)].hop == site } }
        if standing.isEmpty { return }
        for event in Self.senderEvents { standing.remove(JobLive.raisedKey(event, UInt32(site))) }
    }

    /// What Senders can find wrong with a neighbour, and the Scheduler with the way to it.
    static let senderEvents: [Int64] = [251, 252, 253, 254, 265, 279, 285, 291, 316, 332]

    /// Whether a service takes no new task.
    func isPaused(_ service: ServiceName) -> Bool {
        isDown || !isInstalled || !paused.isEmpty && paused.contains(service)
            || !stopped.isEmpty && stopped.contains(service)
            || !definition.helpers.isEmpty && lostHelper(of: service) != nil
    }

    /// The helper server that a service runs on and that is down, or nil (RG S3CD3).
    public func lostHelper(of service: ServiceName) -> String? {
        MovableService(rawValue: service.rawValue).flatMap { lostHelper(of: $0) }
    }

    /// The helper server that a component runs on and that is down, or nil; one that was taken out is none.
    public func lostHelper(of service: MovableService) -> String? {
        guard let name = definition.helper(of: service), let place = serverIndex(name),
            !servers[place].isReachable
        else { return nil }
        return name
    }

    /// Whether the Executive is not there, and none of its threads.
    public var executiveIsStopped: Bool { stopped.contains(.executive) }

    /// Stops a service's threads or has them there again; the Executive is itself one of what is stopped.
    package func setStopped(_ service: ServiceName, _ isStopped: Bool) {
        for thread in service.threads + (service == .executive ? [.executive] : []) {
            stopped.removeAll { $0 == thread }
            if isStopped { stopped.append(thread) }
        }
        stopped.sort { $0.rawValue < $1.rawValue }
        changes.site = true
    }

    /// The Executive ended in the middle of its tasks.
    package func countExecutiveEnd() {
        executiveEnds &+= 1
        changes.site = true
    }

    /// Jobs whose lists or package the Scheduler was working on when it was stopped, by place.
    package var interruptedJobs: [UInt32] {
        openJobs.filter { place in
            let live = jobs[Int(place)]
            return live.origin == number
                && (live.stage == .starting || live.stage == .compressing
                    || live.stage == .waitingForCompressor)
        }
    }

    /// Puts what was being executed back into RECEIVE as an `.IST` or `.NIL`.
    package func putBack(_ entry: ReceivedLive) {
        var entry = entry
        entry.isBegun = true
        if entry.kind == .miniJob, files[entry.subject]?.kind == .damaged {
            // It is the same file at each crash (Q152468).
            receivedInstructions.insert(
                entry,
                at: receivedInstructions.firstIndex { $0.number > entry.number } ?? receivedInstructions.count
            )
        } else {
            entry.number = nextReceived
            receivedInstructions.append(entry)
            nextReceived &+= 1
        }
        changes.boxes = true
    }

    /// Whether the site server is down, and every component with it.
    package var siteServerIsDown: Bool { siteServer.map { !servers[$0].isReachable } ?? false }

    /// Notes whether the site server is down.
    package func setDown(_ isDown: Bool) { self.isDown = isDown }

    /// Notes whether the SQL Server is down; what the Scheduler said of it is no longer so when it is back.
    package func setSQLDown(_ isDown: Bool) {
        isSQLDown = isDown
        if !isDown { standing.remove(JobLive.raisedKey(47, noHandle)) }
        changes.site = true
    }

    /// Pauses a service's threads or lets them go on.
    package func setPaused(_ service: ServiceName, _ isPaused: Bool) {
        for thread in service.threads {
            paused.removeAll { $0 == thread }
            if isPaused { paused.append(thread) }
        }
        paused.sort { $0.rawValue < $1.rawValue }
        changes.site = true
    }

    /// Takes a server down or brings it back.
    package func setOnline(_ server: Int, _ isOnline: Bool) {
        guard servers[server].definition.online != isOnline else { return }
        servers[server].definition.online = isOnline
        let name = servers[server].definition.name
        if let place = definition.servers.firstIndex(where: { $0.name == name }) {
            definition.servers[place].online = isOnline
        }
        changes.servers.insert(UInt32(server))
        changes.site = true
    }

    /// Notes which neighbours cannot be reached.
    package func setUnreachable(_ sites: [UInt16]) { unreachable = sites }

    /// The handle of a server of another site that a detail points at.
    func remoteServer(_ name: String, of site: UInt16) -> UInt32 {
        let whole = "\(site)\\\(name)"
        if let place = remoteServerNames.firstIndex(of: whole) { return KnownMachines.bit | UInt32(place) }
        remoteServerNames.append(whole)
        return KnownMachines.bit | UInt32(remoteServerNames.count - 1)
    }

    /// The name of a server that a detail points at.
    public func serverName(_ server: UInt32) -> String {
        if Self.isRemote(server) {
            let place = Int(server & ~KnownMachines.bit)
            guard remoteServerNames.indices.contains(place) else { return "?" }
            return String(
                remoteServerNames[place].drop { $0 != "\\" }.dropFirst())
        }
        return servers.indices.contains(Int(server)) ? servers[Int(server)].definition.name : "?"
    }
}
