import SiteModel

// Send and Distribute phases: mapping 6.6.

extension Translation {
    /// Plans the content of one job: new rows first, then what refreshes (rules D1-D10).
    mutating func contentSteps(_ job: Job, _ goal: JobTarget, run: Bool, notBefore: LocalTime?) {
        let subject = job.id.description
        let existingPhase = job.distributePhase.contains(.existing)
        let specified = job.distributePhase.contains(.specified)
        if job.distributePhase.isEmpty, !run {
            lose("W80", subject, "it only sends to sites, and content moves to distribution points only")
            return
        }
        if existingPhase, !specified, let list = job.distributionServers {
            lose("W84", subject, "refreshing existing servers never looked at the list \"\(list)\"")
        }
        let before = rows.filter { $0.role == .workstation }
        var added: [ExistingRow] = []
        if specified || job.distributePhase.isEmpty {
            let servers = specified ? listedServers(job, goal) : defaultServers(goal.contentSites)
            added = addRows(servers, job, notBefore)
        }
        // A Complete job has done its work: its rows are wanted, not another copy (mapping 7.4).
        let finished = job.status == .complete
        switch job.sendPhase {
        case .always where !finished:
            refreshSource(subject, notBefore)
            if specified, !existingPhase, !before.isEmpty {
                lose("W81", subject, "all \(before.count) copies are written again, not only the new ones")
            }
        case .ifNotSent where existingPhase && !finished:
            refreshRows(before, subject, notBefore)
        case .always, .ifNotSent: break
        }
        let touched = !added.isEmpty || (!before.isEmpty && (existingPhase || job.sendPhase == .always))
        if era.isLegacy, touched {
            lose(
                "W85", subject,
                "the distribution points share SMSPKGx$ instead of SMS_PKGx; old paths in scripts break")
        }
        rows += added
    }

    /// Plans the content of a later instance of a repeated job: every copy exists by then (rule T7).
    mutating func repeatContent(_ job: Job, run: Bool, notBefore: LocalTime) {
        let distributes = run || !job.distributePhase.isEmpty
        if job.sendPhase == .always, distributes {
            refreshSource(job.id.description, notBefore)
        } else if job.distributePhase.contains(.existing) {
            refreshRows(rows.filter { $0.role == .workstation }, job.id.description, notBefore)
        }
    }

    private mutating func refreshSource(_ subject: String, _ notBefore: LocalTime?) {
        guard let key = packageKeys[.workstation] else { return }
        step(
            .call(
                path: "SMS_Package.PackageID=\"\(key.display)\"", method: "RefreshPkgSource", arguments: []),
            subject,
            notBefore: notBefore)
    }

    private mutating func refreshRows(_ rows: [ExistingRow], _ subject: String, _ notBefore: LocalTime?) {
        if rows.isEmpty {
            plan.notes.append(
                "job \(subject): no distribution point holds the package, so there is nothing to refresh")
            return
        }
        for row in rows {
            let path = rowObject(row).relativePath(in: .standard)
            let property = ModernProperty("RefreshNow", .bool(true), from: "Distribute phase")
            step(.set(path: path, property: property), subject, notBefore: notBefore, waitsFor: "installed")
        }
        if era == .sms2003 {
            lose("W81", subject, "in SMS 2003 RefreshNow reads the source again and touches every copy")
        }
    }

    // MARK: Servers

    /// Default Servers of the sites, no server twice.
    private func defaultServers(_ sites: [SiteCode]) -> [String] {
        var result: [String] = []
        for code in sites {
            for server in target.sites.first(where: { $0.code == code })?.defaultServers ?? []
            where !result.contains(where: { equalNames($0, server) }) {
                result.append(server)
            }
        }
        return result
    }

    /// The listed servers, and the Default Servers of every target site that has none listed (rule D5).
    private mutating func listedServers(_ job: Job, _ goal: JobTarget) -> [String] {
        guard let list = job.distributionServers, !list.isEmpty else {
            return defaultServers(goal.contentSites)
        }
        let group = target.machineGroups.first { equalNames($0.name, list) }
        var result = group?.members ?? [list]
        for code in goal.contentSites {
            let others = target.sites.first { $0.code == code }?.otherServers ?? []
            let covered = result.contains { name in
                target.distributionPoints.contains { $0.site == code && equalNames($0.server, name) }
                    || others.contains { equalNames($0, name) }
            }
            let extra = covered ? [] : defaultServers([code])
            if extra.isEmpty { continue }
            lose(
                "W83", job.id.description, "site \(code) has no listed server; its Default Servers are added")
            result += extra.filter { name in !result.contains { equalNames($0, name) } }
        }
        return result
    }

    private mutating func addRows(_ servers: [String], _ job: Job, _ notBefore: LocalTime?) -> [ExistingRow] {
        let subject = job.id.description
        if servers.count > 10 {
            plan.notes.append(
                "job \(subject): at most 10 of its \(servers.count) servers reached a client of SMS 1.2")
        }
        var added: [ExistingRow] = []
        for server in servers {
            guard let point = target.distributionPoints.first(where: { equalNames($0.server, server) }) else {
                lose(
                    "W82", subject,
                    "\(server.isEmpty ? "a blank row" : server) is no distribution point of the target")
                continue
            }
            let row = ExistingRow(nalPath: point.nalPath, site: point.site)
            let present = (rows + added).contains {
                $0.role == .workstation && equalNames($0.nalPath, row.nalPath) && $0.site == row.site
            }
            if present { continue }
            added.append(row)
            var object = rowObject(row)
            let record = JSONValue.object([
                .init("Job ID", .string(subject)),
                .init("Distribution servers", job.distributionServers.map { .string($0) } ?? .null),
            ])
            carry(
                &object, mark: "pkg=\(packageName);job=\(subject)", record: record, found: nil,
                textProperty: nil)
            step(.create(object, alias: nil), subject, notBefore: notBefore)
        }
        return added
    }

    private func rowObject(_ row: ExistingRow) -> ModernObject {
        var object = ModernObject("SMS_DistributionPoint")
        if let key = packageKeys[.workstation] { object.set("PackageID", key, from: "Package ID") }
        object.set("SiteCode", row.site.description, from: "Distribution servers")
        object.set("ServerNALPath", row.nalPath, from: "Distribution servers")
        return object
    }

    /// Stops distributions that are under way and removes the advertisement (mapping 7.3).
    mutating func cancelSteps(_ job: Job) {
        let subject = job.id.description
        lose("W53", subject, "the job is cancelled; content that is placed stays")
        guard job.cancelMode, job.status == .active || job.status == .retrying else { return }
        if let key = packageKeys[.workstation] {
            for row in rows where row.role == .workstation && [1, 2, 7].contains(row.state) {
                let arguments = [
                    ModernProperty("PackageId", key, from: "Package ID"),
                    ModernProperty("NALPath", .string(row.nalPath), from: "Cancel mode"),
                ]
                step(
                    .call(path: "SMS_DistributionPoint", method: "CancelDistribution", arguments: arguments),
                    subject)
            }
        }
        let name = advertisementName(job)
        if let found = existing("SMS_Advertisement", mark: advertisementMark(job), name: name) {
            step(.delete(path: "SMS_Advertisement.AdvertisementID=\"\(found.key)\""), subject)
        }
    }
}
