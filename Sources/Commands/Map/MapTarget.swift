import Emulation
import ModernMapping
import Pipeline
import SiteDatabase
import SiteModel

extension LabReader {
    /// What a translation must know of the lab, seen from one site: computers, servers, rows, frozen lists.
    ///
    /// - Parameters:
    ///   - lab: The lab as it is now.
    ///   - site: The site that will own the objects.
    ///   - package: The package translated.
    ///   - jobs: The jobs translated with it.
    /// - Returns: The target.
    /// - Throws: What keeps the database from being read.
    func mappingTarget(
        _ lab: LabDefinition, at site: SiteDefinition, package: Package, jobs: [JobRow]
    ) throws -> MappingTarget {
        var target = MappingTarget(lab: lab, at: site.code)
        target.now = site.clock(at: try now())
        let points = target.distributionPoints
        for row in try database.rows(
            of: PackageLocationRow.self, site: site.code, prefix: [.name(package.id)])
        {
            let point = points.first { $0.server.uppercased() == row.server.uppercased() }
            target.rows.append(
                ExistingRow(
                    role: row.kind == .sharing ? .sharing : .workstation,
                    nalPath: point?.nalPath
                        ?? TargetDistributionPoint(server: row.server, site: row.siteCode).nalPath,
                    site: row.siteCode))
        }
        for job in jobs where job.activated != nil {
            target.frozenTargets.append(
                FrozenTarget(job: job.job.id, members: try frozenMembers(of: job.job.id, at: site.code)))
        }
        target.siteGroups = site.siteGroups.map { TargetSiteGroup(name: $0.name, sites: $0.sites) }
        try addQueries(to: &target, at: site.code, jobs: jobs)
        let seen = try database.observations().filter { $0.name == package.id.description }
        // A source that is missing at the last look says nothing of what the package holds.
        for look in seen.sorted(by: { $0.ordinal > $1.ordinal }) {
            let manifest = try SourceManifest(json: look.body)
            guard manifest.canBePacked else { continue }
            target.sourceFiles = manifest.files.filter { !$0.isFolder }.map(\.path)
            break
        }
        return target
    }

    /// The saved queries of the site, and what they find now for jobs that have no list yet.
    private func addQueries(to target: inout MappingTarget, at site: SiteCode, jobs: [JobRow]) throws {
        guard jobs.contains(where: { $0.job.target == .query }) else { return }
        let lab = try Self.restore(database)
        guard let image = lab.images.first(where: { $0.definition.code == site && !$0.isRemoved }) else {
            return
        }
        target.queries = image.queries.map { SavedQuery($0) }
        for row in jobs where row.job.target == .query && row.activated == nil {
            let found = image.targetClients(of: row.job)
            guard found.problem == .none else { continue }
            target.frozenTargets.append(
                FrozenTarget(
                    job: row.job.id,
                    members: found.clients.map { client in
                        FrozenMember(
                            image.clientName(client), domain: image.domain(ofClient: client),
                            smsid: image.smsID(of: client)?.description ?? "",
                            platform: image.platform(ofClient: client))
                    }))
        }
    }

    /// The computers of a job as they were frozen when it was activated.
    private func frozenMembers(of job: JobID, at site: SiteCode) throws -> [FrozenMember] {
        var platforms: [String: MachineRow] = [:]
        let details = try database.rows(
            of: JobDetailRow.self, site: site,
            prefix: [.name(job), .integer(Int64(JobDetailKind.workstation.rawValue))])
        if !details.isEmpty {
            for machine in try database.rows(of: MachineRow.self, site: site) {
                platforms[machine.smsID.description] = machine
            }
        }
        return details.map { row in
            let key = row.machineID?.description ?? ""
            let machine = platforms[key]
            return FrozenMember(
                machine?.name ?? "", domain: machine?.domain ?? "", smsid: key, platform: machine?.platform,
                isComplete: row.status == .complete)
        }
    }
}
