import SiteModel

// Computers and sites of a job: mapping 6.5.

/// What a job's target came to.
struct JobTarget {
    /// The sites it is limited to; nil without a limit.
    var sites: [SiteCode]?
    /// Words of the target for the collection's name.
    var title = ""
    /// The rules of the collection.
    var rules: [ModernValue] = []
    /// Whether the rules are queries.
    var isDynamic = false
    /// The sites the content goes to.
    var contentSites: [SiteCode] = []
    /// Whether the job cannot be translated.
    var isRefused = false
    /// Whether every computer has finished.
    var isFinished = false
}

extension Translation {
    /// Resolves the target of a job; losses are recorded, a refused target says so.
    mutating func resolveTarget(_ job: Job) -> JobTarget {
        let subject = job.id.description
        var result = JobTarget()
        result.sites = expandLimit(job)
        var query: String?
        switch job.target {
        case .query:
            guard let saved = target.queries.first(where: { equalNames($0.id, job.queryID) }) else {
                lose(
                    "E03", subject,
                    "the query \"\(job.queryID)\" does not exist; SMS 1.2 failed the job (event 318)")
                result.isRefused = true
                return result
            }
            result.title = saved.name
            query = switches.targetMode == .dynamic ? wql(of: saved, subject) : nil
        case .machineGroup: result.title = job.machineGroup
        case .machinePath:
            result.title = job.machinePath
            query = switches.targetMode == .dynamic ? wql(ofPath: path(of: job)) : nil
        }
        let members = membersOf(job)
        var open = members.filter { !$0.isComplete }
        if job.status != .active && job.status != .retrying { open = members }
        if open.count < members.count {
            lose("W92", subject, "\(members.count - open.count) computers have finished and are left out")
            result.isFinished = open.isEmpty
        }
        let resources = resolve(open, sites: result.sites, subject)
        result.contentSites = contentSites(job, resources, result.sites)
        if let query {
            result.isDynamic = true
            result.rules = [queryRule(result.title, limited(query, result.sites))]
        } else {
            result.rules = resources.map { directRule($0) }
        }
        if result.rules.isEmpty, !result.isFinished, job.runWorkstationCommand {
            lose("E04", subject, "no computer is left; SMS 1.2 failed such a job (event 323)")
            result.isRefused = true
        }
        return result
    }

    // MARK: Sites

    private mutating func expandLimit(_ job: Job) -> [SiteCode]? {
        let subject = job.id.description
        var sites: [SiteCode]
        switch job.limitToSites {
        case .none: return nil
        case .siteGroup:
            guard let group = target.siteGroups.first(where: { equalNames($0.name, job.siteLimitName) })
            else {
                lose("W74", subject, "\"\(job.siteLimitName)\" is no site group; the job is not limited")
                return nil
            }
            sites = group.sites
        case .site:
            guard let code = SiteCode(job.siteLimitName), target.sites.contains(where: { $0.code == code })
            else {
                lose(
                    "W74", subject,
                    "\"\(job.siteLimitName)\" is no site code of the target; the job is not limited")
                return nil
            }
            sites = [code]
        }
        if job.includeSubsites {
            var place = 0
            while place < sites.count {
                for site in target.sites where site.parent == sites[place] && !sites.contains(site.code) {
                    sites.append(site.code)
                }
                place += 1
            }
        }
        lose("W73", subject, "the sites are frozen: \(sites.map(\.description).joined(separator: ", "))")
        return sites
    }

    /// Sites that get the content: those of the computers, else what the job names, else all.
    private func contentSites(_ job: Job, _ resources: [TargetResource], _ limit: [SiteCode]?) -> [SiteCode] {
        var found: [SiteCode] = []
        for resource in resources where !found.contains(resource.site) { found.append(resource.site) }
        if !found.isEmpty { return found.sorted() }
        if let limit { return limit }
        if job.target == .machinePath, let first = path(of: job).first, let code = SiteCode(first) {
            return [code]
        }
        return target.sites.isEmpty ? [target.siteCode] : target.sites.map(\.code)
    }

    // MARK: Computers

    /// The computers of a job: as frozen, else its group or path looked up now.
    func membersOf(_ job: Job) -> [FrozenMember] {
        if let frozen = target.frozenTargets.first(where: { $0.job == job.id }) { return frozen.members }
        switch job.target {
        case .query: return []
        case .machineGroup:
            let group = target.machineGroups.first { equalNames($0.name, job.machineGroup) }
            return (group?.members ?? []).map { name in
                let found = resources(named: name, domain: "")
                return FrozenMember(name, platform: found.count == 1 ? found.first?.platform : nil)
            }
        case .machinePath:
            let parts = path(of: job)
            guard parts.count == 3 else { return [] }
            return target.resources.filter { resource in
                fits(parts[0], resource.site.description) && fits(parts[1], resource.domain)
                    && fits(parts[2], resource.name)
            }.map { FrozenMember($0.name, domain: $0.domain, platform: $0.platform) }
        }
    }

    /// An element of a machine path is whole or `*`.
    private func fits(_ element: String, _ value: String) -> Bool {
        element == "*" || equalNames(element, value)
    }

    /// Parts of a machine path; colons are read as pipes where there is no pipe.
    func path(of job: Job) -> [String] {
        let mark: Character = job.machinePath.contains("|") ? "|" : ":"
        return job.machinePath.split(separator: mark, omittingEmptySubsequences: false).map(String.init)
    }

    private mutating func resolve(
        _ members: [FrozenMember], sites: [SiteCode]?, _ subject: String
    ) -> [TargetResource] {
        var result: [TargetResource] = []
        var taken: Set<UInt32> = []
        var missing: [String] = []
        for member in members {
            let found = resources(named: member.name, domain: member.domain)
            guard let resource = found.first, found.count == 1 else {
                missing.append(member.name.isEmpty ? "a blank row" : member.name)
                continue
            }
            if let sites, !sites.contains(resource.site) { continue }
            if taken.insert(resource.resourceID).inserted { result.append(resource) }
        }
        if !missing.isEmpty {
            let names = missing.prefix(5).joined(separator: ", ")
            let more = missing.count > 5 ? " and \(missing.count - 5) more" : ""
            lose(
                "W71", subject,
                "no computer, or more than one, was found for \(names)\(more) of the target; left out")
        }
        return result
    }

    // MARK: Rules

    private func directRule(_ resource: TargetResource) -> ModernValue {
        var rule = ModernObject("SMS_CollectionRuleDirect")
        rule.set("RuleName", resource.name, from: "Job target")
        rule.set("ResourceClassName", "SMS_R_System", from: "Job target")
        rule.set("ResourceID", Int(resource.resourceID), from: "Job target")
        return .object(rule)
    }

    func queryRule(_ name: String, _ expression: String) -> ModernValue {
        var rule = ModernObject("SMS_CollectionRuleQuery")
        rule.set("RuleName", name, from: "Job target")
        rule.set("QueryExpression", expression, from: "Job target")
        return .object(rule)
    }

    private var selection: String {
        "SELECT SMS_R_System.ResourceId, SMS_R_System.ResourceType, SMS_R_System.Name, "
            + "SMS_R_System.SMSUniqueIdentifier, SMS_R_System.ResourceDomainORWorkgroup, SMS_R_System.Client "
            + "FROM SMS_R_System"
    }

    /// Adds the site limit to a query.
    private func limited(_ query: String, _ sites: [SiteCode]?) -> String {
        guard let sites else { return query }
        let list = sites.map { "\"\($0)\"" }.joined(separator: ",")
        let clause = "SMS_R_System.SMSAssignedSites IN (\(list))"
        guard let place = place(of: " where ", in: query) else { return query + " WHERE " + clause }
        let (head, tail) = (query.prefix(place + 7), query.dropFirst(place + 7))
        let condition = place == 0 || !tail.contains(" OR ") ? String(tail) : "(\(tail))"
        return head + condition + " AND " + clause
    }

    private func wql(ofPath parts: [String]) -> String? {
        guard parts.count == 3 else { return nil }
        let names = ["SMSAssignedSites", "ResourceDomainORWorkgroup", "NetbiosName"]
        let clauses = zip(names, parts).filter { $0.1 != "*" }.map { name, part in
            "SMS_R_System.\(name) = \(wqlText(part))"
        }
        return clauses.isEmpty ? selection : selection + " WHERE " + clauses.joined(separator: " AND ")
    }

    /// WQL of a saved query, or nil where a clause has no counterpart.
    private mutating func wql(of query: SavedQuery, _ subject: String) -> String? {
        var clauses: [String] = []
        var usesSystem = false
        for clause in query.clauses {
            guard let name = attribute(clause), let text = wql(of: clause, name) else {
                lose(
                    "W70", subject,
                    "\(clause.group).\(clause.attribute) \(clause.comparison.rawValue) has no counterpart; the query is frozen"
                )
                return nil
            }
            if name.hasPrefix("SMS_G_System_SYSTEM.") { usesSystem = true }
            clauses.append(text)
        }
        let join =
            usesSystem
            ? " INNER JOIN SMS_G_System_SYSTEM ON SMS_G_System_SYSTEM.ResourceID = SMS_R_System.ResourceId"
            : ""
        if clauses.isEmpty { return selection + join }
        return selection + join + " WHERE " + clauses.joined(separator: query.matchesAny ? " OR " : " AND ")
    }

    private func wql(of clause: QueryClause, _ name: String) -> String? {
        switch clause.comparison {
        case .isEqual where name.hasSuffix("NameandVersion"): "\(name) LIKE \(wqlText("%\(clause.value)%"))"
        case .isEqual: "\(name) = \(wqlText(clause.value))"
        case .isNot: "\(name) <> \(wqlText(clause.value))"
        case .isLike: "\(name) LIKE \(wqlText(clause.value))"
        case .groupNot where name.hasPrefix("SMS_R_System."):
            "SMS_R_System.ResourceId NOT IN (SELECT SMS_R_System.ResourceId FROM SMS_R_System WHERE \(name) = \(wqlText(clause.value)))"
        case .groupNot, .other: nil
        }
    }

    /// The target's attribute for one of SMS 1.2's.
    private func attribute(_ clause: QueryClause) -> String? {
        switch (clause.group.lowercased(), clause.attribute.lowercased()) {
        case ("identification", "name"): "SMS_R_System.NetbiosName"
        case ("identification", "domain"): "SMS_R_System.ResourceDomainORWorkgroup"
        case ("identification", "site"): "SMS_R_System.SMSAssignedSites"
        case ("identification", "systemrole"): "SMS_G_System_SYSTEM.SystemRole"
        case ("identification", "systemtype"): "SMS_G_System_SYSTEM.SystemType"
        case ("operating system", "operating system name"), ("operating system", "version"):
            // Name and version are one text in the target, so that only a pattern can find a part of it.
            clause.comparison == .isLike || clause.comparison == .isEqual
                ? "SMS_R_System.OperatingSystemNameandVersion" : nil
        case ("network", "ip address"): "SMS_R_System.IPAddresses"
        default: nil
        }
    }
}
