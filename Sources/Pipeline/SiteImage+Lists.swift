public import SiteModel

extension SiteImage {
    /// Freezes a job's target and server lists and adds its detail rows, as one set (Q121386, RG S3D42).
    package func buildLists(job place: UInt32, now: Int64) {
        let job = jobs[Int(place)].job
        let targets = targetClients(of: job)
        jobs[Int(place)].problem = targets.problem
        changes.jobs.insert(place)
        guard targets.problem == .none else { return }
        jobs[Int(place)].servers = distributionServers(of: job)
        jobs[Int(place)].firstDetail = UInt32(details.count)
        if job.runWorkstationCommand {
            jobs[Int(place)].details = UInt32(targets.clients.count)
            appendDetails(job: place, clients: targets.clients, now: now)
        }
        addSiteDetail(job: place, kind: .siteArrival, now: now)
        if !quirks.contains(.earlyComplete) { addDistributionDetails(job: place, now: now) }
    }

    /// Adds the Server and Completion rows of a job.
    package func addDistributionDetails(job place: UInt32, now: Int64) {
        let job = jobs[Int(place)]
        guard !job.job.distributePhase.isEmpty || job.job.runWorkstationCommand,
            siteDetailIndex(job: place, kind: .completion) == nil
        else { return }
        for server in serversToServe(job: place) {
            addSiteDetail(job: place, kind: .server, server: server, now: now)
        }
        addSiteDetail(job: place, kind: .completion, now: now)
    }

    private func addSiteDetail(job: UInt32, kind: JobDetailKind, server: UInt32 = noHandle, now: Int64) {
        changes.siteDetails.insert(UInt32(siteDetails.count))
        siteDetails.append(
            SiteDetailLive(job: job, kind: kind, server: server, status: .none, changedAt: now))
    }

    private func appendDetails(job: UInt32, clients: [UInt32], now: Int64) {
        let first = UInt32(details.count)
        let count = clients.count
        let flags = DetailFlags.changed.rawValue
        details.append(contentsOf: clients.lazy.map { DetailLive(client: $0, job: job, flags: flags) })
        detailChangedAt.append(contentsOf: repeatElement(now, count: count))
        changes.details.append(contentsOf: first..<(first + UInt32(count)))
    }

    /// The clients a job names, in order of place, each once.
    ///
    /// The platform does not matter here: every computer that is named gets a row (Q156250).
    package func targetClients(of job: Job) -> (clients: [UInt32], problem: ListProblem) {
        if job.limitToSites != .none, SiteCode(job.siteLimitName) != definition.code {
            // A limit to another site leaves nobody that this site's database knows.
            return ([], .empty)
        }
        var found: [UInt32]
        switch job.target {
        case .query: return ([], .query)
        case .machineGroup:
            guard let group = group(job.machineGroup) else { return ([], .empty) }
            found = group.members.compactMap { clients.index($0) }.map { UInt32($0) }.sorted()
            found = found.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
        case .machinePath:
            guard let path = MachinePath(job.machinePath), path.site == nil || path.site == definition.code
            else {
                return ([], .machinePath)
            }
            found = clientsOn(path)
        }
        return (found, found.isEmpty ? .empty : .none)
    }

    private func clientsOn(_ path: MachinePath) -> [UInt32] {
        if let computer = path.computer {
            guard let client = clients.index(computer) else { return [] }
            if let domain = path.domain, clients.block(of: client).domain.uppercased() != domain.uppercased()
            {
                return []
            }
            return [UInt32(client)]
        }
        var found: [UInt32] = []
        for block in clients.blocks {
            if let domain = path.domain, block.domain.uppercased() != domain.uppercased() { continue }
            found.append(contentsOf: UInt32(block.base)..<UInt32(block.base + block.range.count))
        }
        if !clients.removed.isEmpty { found.removeAll { clients.isRemoved(Int($0)) } }
        return found
    }

    /// The distribution servers a job names: the servers of its group, or Default Servers.
    ///
    /// A site without a member in the group uses its own Default Servers (RG S3D42).
    package func distributionServers(of job: Job) -> [UInt32] {
        // With a run phase and neither box, the package goes to Default Servers, whatever group is named (SDK).
        guard job.distributePhase.contains(.specified), let name = job.distributionServers,
            let group = group(name)
        else { return defaultServers }
        var found: [UInt32] = []
        for member in group.members {
            if let server = serverIndex(member), !found.contains(UInt32(server)) {
                found.append(UInt32(server))
            }
        }
        return found.isEmpty ? defaultServers : found
    }

    /// The servers that the distribute phase touches (rules of Q140051 and SDK sheapio_7roz).
    ///
    /// Refresh existing: all that hold the package, whatever the list says. Put on specified: those of the list
    /// that do not hold it. Neither, with a run phase: Default Servers that do not hold it.
    package func serversToServe(job place: UInt32) -> [UInt32] {
        let live = jobs[Int(place)]
        let holding = locations.filter { $0.package == live.package }.map(\.server)
        var found: [UInt32] = []
        if live.job.distributePhase.contains(.existing) { found = holding }
        let lists =
            live.job.distributePhase.contains(.specified)
            || (live.job.distributePhase.isEmpty && live.job.runWorkstationCommand)
        if lists { found += live.servers.filter { !holding.contains($0) } }
        return found
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

    /// Reads a path; nil when it has not three elements between pipes or the site is no site code.
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
