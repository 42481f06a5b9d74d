public import SiteModel

extension SiteImage {
    /// Freezes a job's target and server lists and adds its detail rows, as one set (Q121386, RG S3D42).
    package func buildLists(job place: UInt32, now: Int64) {
        let job = jobs[Int(place)].job
        changes.jobs.insert(place)
        if job.type != .workstationScript { return buildSiteLists(job: place, now: now) }
        let targets = targetClients(of: job)
        jobs[Int(place)].problem = targets.problem
        guard targets.problem == .none else { return }
        jobs[Int(place)].servers = distributionServers(of: job)
        jobs[Int(place)].firstDetail = UInt32(details.count)
        jobs[Int(place)].isDirty = true
        addDestinations(job: place, clients: targets.clients, now: now)
        for destination in jobs[Int(place)].destinations {
            addSiteDetail(job: place, kind: .siteArrival, site: destination.site, now: now)
        }
        if !quirks.contains(.earlyComplete) { addDistributionDetails(job: place, now: now) }
    }

    /// Freezes the sites and servers of a Share or Remove job: without a limit this site and everything below (SDK).
    private func buildSiteLists(job place: UInt32, now: Int64) {
        let job = jobs[Int(place)].job
        let sites = Set(
            limitedSites(of: job).filter { hierarchy.isWithin($0, number) && !hierarchy.isRemoved[Int($0)] })
        jobs[Int(place)].problem = sites.isEmpty ? .empty : .none
        guard !sites.isEmpty else { return }
        jobs[Int(place)].servers = distributionServers(of: job)
        jobs[Int(place)].firstDetail = UInt32(details.count)
        jobs[Int(place)].isDirty = true
        for site in sites.sorted(by: { ($0 == number ? 0 : 1, $0) < ($1 == number ? 0 : 1, $1) }) {
            let servers =
                job.type == .removePackage ? serversToRemove(job, at: site) : serverNames(of: job, at: site)
            jobs[Int(place)].destinations.append(
                DestinationLive(
                    site: site, firstDetail: UInt32(details.count), details: 0,
                    servers: site == number ? [] : servers, state: .none))
            addSiteDetail(job: place, kind: .siteArrival, site: site, now: now)
        }
        addDistributionDetails(job: place, now: now)
    }

    /// Whether the sites of a job without run phase are lost on the way from its machines to its destinations: its
    /// machines get no rows, so that their sites are asked of the Identification group, and of two of the name nothing
    /// comes (Q189530).
    private func losesSites(_ job: Job) -> Bool {
        !job.runWorkstationCommand && has(.secondIdentification)
            && quirks.contains(.twoIdentificationGroups)
    }

    /// The machines that a job's destinations are worked out from: all that it names.
    ///
    /// Behind a limit to a site below they are read back from its workstation rows, as those that the limit left; a job
    /// without run phase has no rows (Q186414).
    private func machinesAsked(_ job: Job, _ clients: [UInt32]) -> [UInt32] {
        let isBelow = SiteCode(job.siteLimitName).map { $0 != definition.code } ?? false
        guard job.limitToSites == .site, isBelow, quirks.contains(.noRunStuckActive) else { return clients }
        return job.runWorkstationCommand ? clients : []
    }

    /// Whether a job cannot be taken up: it has no run phase, and goes to a site below (Q174462).
    ///
    /// What is due is joined with the rows of the run phase for the sites that it goes to, and there are none.
    package func isNotFound(_ job: Job) -> Bool {
        guard quirks.contains(.noRunStuckPending), job.type == .workstationScript,
            !job.runWorkstationCommand
        else { return false }
        // Asked at every poll while the job waits: without computers below nothing has to be listed.
        return known.count > 0 && namesComputerBelow(job)
    }

    /// Whether a job names a computer of a site below, as far as its limit leaves it; ranges are looked at, not each of
    /// their computers.
    private func namesComputerBelow(_ job: Job) -> Bool {
        if has(.sqlLanguage), quirks.contains(.usEnglish323) { return false }
        let sites = job.limitToSites == .none ? nil : Set(limitedSites(of: job))
        func isMeant(_ handle: UInt32) -> Bool {
            Self.isRemote(handle) && sites?.contains(known.origin(of: handle).site) ?? true
        }
        switch job.target {
        case .query: return targetClients(of: job).clients.contains { Self.isRemote($0) }
        case .machineGroup:
            return (group(job.machineGroup)?.members ?? []).contains {
                handle(ofComputer: $0).map(isMeant) ?? false
            }
        case .machinePath:
            guard let path = MachinePath(job.machinePath), isKnown(path.site), path.site != definition.code
            else { return false }
            if path.computer != nil { return clientsOn(path).contains(where: isMeant) }
            let wanted = path.site.flatMap { hierarchy.number(of: $0) }
            let population = known.population
            return population.blocks.contains { block in
                let first = UInt32(block.base) | KnownMachines.bit
                if let wanted, known.origin(of: first).site != wanted { return false }
                if let domain = path.domain, block.domain.uppercased() != domain.uppercased() { return false }
                return isMeant(first)
                    && (block.base..<(block.base + block.range.count)).contains { !population.isRemoved($0) }
            }
        }
    }

    /// Whether a job asks for the sites below with a stored procedure that is gone (Q140681).
    package func lacksProcedure(_ job: Job) -> Bool {
        has(.sqlProcedures) && quirks.contains(.sqlUpgradeSubsites) && job.limitToSites != .none
            && job.includeSubsites
    }

    /// Makes a destination of each site that has a target, the own one first, and its workstation rows.
    private func addDestinations(job place: UInt32, clients: [UInt32], now: Int64) {
        let job = jobs[Int(place)].job
        if losesSites(job) { return }
        let clients = machinesAsked(job, clients)
        // Own clients have the lower handles, and the computers of a site stand in the order of its ranges.
        var bySite: [UInt16: [UInt32]] = [:]
        let own = clients.prefix { !Self.isRemote($0) }
        if !own.isEmpty { bySite[number] = Array(own) }
        for client in clients.dropFirst(own.count) {
            bySite[known.origin(of: client).site, default: []].append(client)
        }
        let sites = bySite.keys.sorted { ($0 == number ? 0 : 1, $0) < ($1 == number ? 0 : 1, $1) }
        for site in sites {
            let targets = job.runWorkstationCommand ? bySite[site] ?? [] : []
            jobs[Int(place)].destinations.append(
                DestinationLive(
                    site: site, firstDetail: UInt32(details.count), details: UInt32(targets.count),
                    servers: site == number ? [] : serverNames(of: job, at: site), state: .none))
            jobs[Int(place)].details += UInt32(targets.count)
            if site == number { jobs[Int(place)].localDetails = UInt32(targets.count) }
            appendDetails(job: place, clients: targets, now: now)
        }
    }

    /// Adds the Server and Completion rows of a job.
    package func addDistributionDetails(job place: UInt32, now: Int64) {
        let job = jobs[Int(place)]
        guard job.job.servesServers,
            !job.siteRows.contains(where: { siteDetails[Int($0)].kind == .completion })
        else { return }
        for destination in job.destinations {
            if destination.site == number {
                let servers =
                    job.job.type == .removePackage
                    ? serversToRemove(job: place) : serversToServe(job: place)
                for server in servers {
                    addSiteDetail(job: place, kind: .server, server: server, site: number, now: now)
                }
            } else if job.job.listsServers || job.job.type == .removePackage {
                for name in destination.servers {
                    addSiteDetail(
                        job: place, kind: .server, server: remoteServer(name, of: destination.site),
                        site: destination.site, now: now)
                }
            }
            addSiteDetail(job: place, kind: .completion, site: destination.site, now: now)
        }
    }

    private func addSiteDetail(
        job: UInt32, kind: JobDetailKind, server: UInt32 = noHandle, site: UInt16, now: Int64
    ) {
        putSiteDetail(job: job, kind: kind, server: server, site: site, status: .none, now: now)
    }

    /// Makes or changes a row of job details that is no workstation.
    func putSiteDetail(
        job: UInt32, kind: JobDetailKind, server: UInt32, site: UInt16, status: JobStatus, now: Int64
    ) {
        let key = SiteDetailKey(job: job, site: site, kind: kind, server: server)
        if let place = siteDetailPlaces[key] {
            guard siteDetails[Int(place)].status != status else { return }
            siteDetails[Int(place)].status = status
            siteDetails[Int(place)].changedAt = now
            changes.siteDetails.insert(place)
        } else {
            let place = UInt32(siteDetails.count)
            siteDetails.append(
                SiteDetailLive(
                    job: job, kind: kind, server: server, status: status, changedAt: now, site: site))
            siteDetailPlaces[key] = place
            jobs[Int(job)].siteRows.append(place)
            changes.siteDetails.insert(place)
        }
        jobs[Int(job)].isDirty = true
    }

    func appendDetails(job: UInt32, clients: [UInt32], now: Int64) {
        let first = UInt32(details.count)
        let count = clients.count
        let flags = DetailFlags.changed.rawValue
        details.append(contentsOf: clients.lazy.map { DetailLive(client: $0, job: job, flags: flags) })
        detailChangedAt.append(contentsOf: repeatElement(now, count: count))
        changes.details.append(contentsOf: first..<(first + UInt32(count)))
    }

    /// The computers a job names, own ones in order of place, then those of sites below, each once.
    ///
    /// The platform does not matter here: every computer that is named gets a row (Q156250).
    package func targetClients(of job: Job) -> (clients: [UInt32], problem: ListProblem) {
        var found: [UInt32]
        switch job.target {
        case .query:
            guard let machines = queryTargets(of: job) else { return ([], .query) }
            found = machines
        case .machineGroup:
            guard let group = group(job.machineGroup) else { return ([], .empty) }
            found = group.members.compactMap { handle(ofComputer: $0) }.sorted()
            found = found.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
        case .machinePath:
            guard let path = MachinePath(job.machinePath), isKnown(path.site) else {
                return ([], .machinePath)
            }
            found = clientsOn(path)
        }
        if job.limitToSites != .none {
            let sites = Set(limitedSites(of: job))
            found = found.filter { sites.contains(site(ofClient: $0)) }
        }
        // The dates of the statement are written as in the United States, and mean nothing to another login (Q132248).
        if has(.sqlLanguage), quirks.contains(.usEnglish323) { found = [] }
        return (found, found.isEmpty ? .empty : .none)
    }

    /// Whether a site of a machine path is the own one or below it; any is where none is named.
    private func isKnown(_ code: SiteCode?) -> Bool {
        guard let code, code != definition.code else { return true }
        return hierarchy.number(of: code).map { hierarchy.isWithin($0, number) } ?? false
    }

    /// The sites that a job is limited to, by number: a site or the members of a site group, with the sites below
    /// them where Include Subsites is set (SDK).
    package func limitedSites(of job: Job) -> [UInt16] {
        let named: [SiteCode]
        switch job.limitToSites {
        case .none: return hierarchy.tree(of: number)
        case .site: named = SiteCode(job.siteLimitName).map { [$0] } ?? []
        case .siteGroup:
            let wanted = job.siteLimitName.uppercased()
            named = definition.siteGroups.first { $0.name.uppercased() == wanted }?.sites ?? []
        }
        let sites = named.compactMap { hierarchy.number(of: $0) }
        // For the members of a site group nobody asks for the box (Q153205).
        let withSubsites =
            job.includeSubsites
            || job.limitToSites == .siteGroup && quirks.contains(.sitegroupIgnoresNosub)
        return withSubsites ? sites.flatMap { hierarchy.tree(of: $0) } : sites
    }

    private func handle(ofComputer name: String) -> UInt32? {
        if let own = clients.index(name) { return UInt32(own) }
        return known.population.index(name).map { UInt32($0) | KnownMachines.bit }
    }

    private func clientsOn(_ path: MachinePath) -> [UInt32] {
        var found: [UInt32] = []
        if path.site == nil || path.site == definition.code {
            found += Self.places(on: path, in: clients).map { UInt32($0) }
        }
        guard path.site != definition.code, known.count > 0 else { return found }
        let wanted = path.site.flatMap { hierarchy.number(of: $0) }
        for place in Self.places(on: path, in: known.population) {
            let handle = UInt32(place) | KnownMachines.bit
            if let wanted, known.origin(of: handle).site != wanted { continue }
            found.append(handle)
        }
        return found
    }

    /// The computers of a population that domain and name of a path leave.
    private static func places(on path: MachinePath, in population: ClientPopulation) -> [Int] {
        if let computer = path.computer {
            guard let client = population.index(computer) else { return [] }
            if let domain = path.domain,
                population.block(of: client).domain.uppercased() != domain.uppercased()
            {
                return []
            }
            return [client]
        }
        var found: [Int] = []
        for block in population.blocks {
            if let domain = path.domain, block.domain.uppercased() != domain.uppercased() { continue }
            found.append(contentsOf: block.base..<(block.base + block.range.count))
        }
        if !population.removed.isEmpty { found.removeAll { population.isRemoved($0) } }
        return found
    }

    /// The distribution servers of a job at a site below, by name: the members of its group that are there, else the
    /// site's Default Servers as they were last reported (RG S3D42).
    private func serverNames(of job: Job, at site: UInt16) -> [String] {
        let there = knownServers[site] ?? KnownServers(names: [], defaults: [])
        guard job.distributePhase.contains(.specified), let name = job.distributionServers,
            let group = group(name)
        else { return there.defaults }
        let members = Set(group.members.map { $0.uppercased() })
        let found = there.names.filter { members.contains($0.uppercased()) }
        return found.isEmpty ? there.defaults : found
    }

    /// The distribution servers a job names: the servers of its group, or Default Servers.
    ///
    /// A site without a member in the group uses its own Default Servers (RG S3D42).
    package func distributionServers(of job: Job) -> [UInt32] {
        if job.type == .removePackage {
            guard job.removeTask == .selected else { return [] }
            guard let name = job.distributionServers, let group = group(name) else { return defaultServers }
            return group.members.compactMap { serverIndex($0) }.map { UInt32($0) }
        }
        // With a run phase and neither box, the package goes to Default Servers, whatever group is named (SDK).
        guard job.distributePhase.contains(.specified), let name = job.distributionServers,
            let group = group(name)
        else { return defaultServers }
        var found: [UInt32] = []
        var listed: Set<UInt32> = []
        for member in group.members {
            if let server = serverIndex(member), listed.insert(UInt32(server)).inserted {
                found.append(UInt32(server))
            }
        }
        return found.isEmpty ? defaultServers : found
    }

    /// The servers that the distribute phase touches (rules of Q140051 and SDK sheapio_7roz).
    ///
    /// Refresh existing: all that hold the package, whatever the list says. Put on specified: those of the list
    /// that do not hold it. Neither, with a run phase: Default Servers that do not hold it.
    package func serversToServe(job place: UInt32, refreshes: Bool = true) -> [UInt32] {
        let live = jobs[Int(place)]
        var found: [UInt32] = []
        if live.job.distributePhase.contains(.existing), refreshes {
            found = registered(for: live.package)
            if !quirks.contains(.refreshTouchesAll) {
                let listed = Set(live.servers)
                found.removeAll { !listed.contains($0) }
            }
        }
        guard live.job.listsServers else { return found }
        // Of a Share job every server of the list is served (Q140051).
        let skips =
            live.job.type == .workstationScript
            && (live.job.distributePhase.isEmpty || quirks.contains(.specifiedSkipsExisting))
        let served = Set(found).union(skips ? holders(of: live.package) : [])
        return found + live.servers.filter { !served.contains($0) }
    }

    /// The servers that the Despooler's list of a package names, in order.
    func registered(for package: UInt32) -> [UInt32] {
        var found: [UInt32] = []
        for place in locationPlaces(of: package) {
            let location = locations[place]
            if location.isRemoved, !quirks.contains(.removeLeavesRegistry) { continue }
            if servers[Int(location.server)].isRemoved, !quirks.contains(.staleDP) { continue }
            found.append(location.server)
        }
        return found
    }
}

extension SiteImage {
    /// The servers that hold a package.
    package func holders(of package: UInt32) -> [UInt32] {
        locationPlaces(of: package).filter { !locations[$0].isRemoved }.map { locations[$0].server }
    }

    /// The places of the sets of a package that a Remove job is about.
    package func setsToRemove(_ job: Job) -> [UInt32] {
        PackageLocationKind.allCases.filter { job.removeType.includes($0) }
            .compactMap { packageIndex(job.packageID, $0) }.map { UInt32($0) }
    }

    /// The servers here that a Remove job empties: those that were told of in a Package Location MIF (RG S3D40), and of
    /// them the members of its group.
    package func serversToRemove(job place: UInt32) -> [UInt32] {
        let live = jobs[Int(place)]
        let listed = live.job.removeTask == .all ? nil : Set(live.servers)
        var found: Set<UInt32> = []
        for set in setsToRemove(live.job) {
            for place in locationPlaces(of: set)
            where locations[place].isReported && !locations[place].isRemoved
                && listed?.contains(locations[place].server) ?? true
            {
                found.insert(locations[place].server)
            }
        }
        return found.sorted()
    }

    /// The servers of a site below that a Remove job empties, by name, as its locations were told of here.
    private func serversToRemove(_ job: Job, at site: UInt16) -> [String] {
        var members: Set<String>?
        if job.removeTask == .selected {
            if let name = job.distributionServers, let group = group(name) {
                members = Set(group.members.map { $0.uppercased() })
            } else {
                members = Set((knownServers[site]?.defaults ?? []).map { $0.uppercased() })
            }
        }
        let origin = hierarchy.number(of: job.packageID.site) ?? number
        var found: Set<String> = []
        for location in remoteLocations
        where location.site == site && location.package == job.packageID.counter
            && location.origin == origin && job.removeType.includes(location.kind)
            && members.map({ $0.contains(location.server.uppercased()) }) ?? true
        {
            found.insert(location.server)
        }
        return found.sorted()
    }
}

/// A machine path `site|domain|computer`; each element is whole or `*`.
public struct MachinePath: Equatable, Sendable {
    /// The site, or nil for `*`.
    public let site: SiteCode?
    /// The domain, or nil for `*`.
    public let domain: String?
    /// The computer, or nil for `*`.
    public let computer: String?

    /// Reads a path; nil when it has not three elements between pipes, one of them is empty, holds a colon or a star beside
    /// other characters, or the site is no site code.
    ///
    /// The separator is the pipe although the Help says colon (Q161520).
    public init?(_ text: String) {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && !$0.contains(":") }) else { return nil }
        if parts[0] == "*" {
            site = nil
        } else {
            guard let code = SiteCode(parts[0]) else { return nil }
            site = code
        }
        // A star stands for a whole element only.
        guard parts[1] == "*" || !parts[1].contains("*"), parts[2] == "*" || !parts[2].contains("*") else {
            return nil
        }
        domain = parts[1] == "*" ? nil : parts[1]
        computer = parts[2] == "*" ? nil : parts[2]
    }
}

extension Job {
    /// Whether the frozen list of distribution servers counts: Put On Specified, or a run phase with neither box (SDK).
    var listsServers: Bool {
        distributePhase.contains(.specified) || (distributePhase.isEmpty && runWorkstationCommand)
    }
}
