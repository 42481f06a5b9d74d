import Emulation
import Pipeline
import SiteModel

/// Who still uses what is about to be removed: things that SMS let go, with what comes of it.
enum InUse {
    /// The jobs of a site that are not final and that a test fits, as `BPC00001, BPC00002`; nil: none.
    static func jobs(_ edit: LabEdit, at code: SiteCode, _ fits: (Job) -> Bool) -> String? {
        guard
            let image = edit.lab.emulation.images.first(where: { $0.definition.code == code && !$0.isRemoved }
            )
        else { return nil }
        let found = image.jobs.filter {
            $0.origin == image.number && !$0.isDeleted && $0.stage != .ended && fits($0.job)
        }
        return found.isEmpty ? nil : found.map(\.job.id.description).joined(separator: ", ")
    }

    /// A warning about what is removed though it is used.
    static func warning(_ sentence: String, advice: String? = nil) -> Finding {
        Finding(.warning, "still-in-use", sentence, advice: advice)
    }

    /// Warns of a machine group that jobs name.
    static func ofGroup(_ name: String, _ edit: LabEdit, at code: SiteCode) -> [Finding] {
        let upper = name.uppercased()
        guard
            let jobs = jobs(
                edit, at: code,
                {
                    $0.target == .machineGroup && $0.machineGroup.uppercased() == upper
                        || $0.distributionServers?.uppercased() == upper
                })
        else { return [] }
        return [
            warning(
                "machine group \(name) is named by \(jobs): a Pending job finds nobody in it and fails (event 323), and "
                    + "no server is put on from it",
                advice: "`sms12 group add` makes it again before the job is due")
        ]
    }

    /// Warns of a site group that jobs are limited to.
    static func ofSiteGroup(_ name: String, _ edit: LabEdit, at code: SiteCode) -> [Finding] {
        let upper = name.uppercased()
        guard
            let jobs = jobs(
                edit, at: code, { $0.limitToSites == .siteGroup && $0.siteLimitName.uppercased() == upper })
        else { return [] }
        return [
            warning(
                "site group \(name) is the limit of \(jobs): a Pending job then goes to no site and fails",
                advice: "`sms12 job set JOB --no-limit`, or make the group again")
        ]
    }

    /// Warns of a query that jobs or alerts use.
    static func ofQuery(_ id: QueryID, _ name: String, _ edit: LabEdit, at code: SiteCode) -> [Finding] {
        var found: [Finding] = []
        if let jobs = jobs(edit, at: code, { $0.target == .query && $0.queryID == id.description }) {
            found.append(
                warning("query \(id) \"\(name)\" is the target of \(jobs): a Pending job fails (event 318)"))
        }
        let site = edit.before.sites.first { $0.code == code }
        let alerts = site?.alerts.filter { $0.query.uppercased() == name.uppercased() } ?? []
        if !alerts.isEmpty {
            found.append(
                warning(
                    "query \(id) \"\(name)\" is run by alert "
                        + alerts.map { "'\($0.name)'" }.joined(separator: ", ")
                        + ", which cannot be handled without it (event 207)",
                    advice: "`sms12 alert set` gives it another query, `sms12 alert remove` takes it out"))
        }
        return found
    }

    /// Warns of a user group that program groups were given to.
    static func ofUserGroup(_ name: String, _ edit: LabEdit, at code: SiteCode) -> [Finding] {
        let site = edit.before.sites.first { $0.code == code }
        let groups =
            site?.programGroups.filter { group in
                group.userGroups.contains { $0.uppercased() == name.uppercased() }
            } ?? []
        if groups.isEmpty { return [] }
        return [
            warning(
                "program group \(groups.map { "'\($0.name)'" }.joined(separator: ", ")) was given to user group \(name), "
                    + "whose users do not see it any more")
        ]
    }

    /// Warns of a package whose items stand in program groups.
    static func ofPackage(_ id: PackageID, _ lab: LabSession, at code: SiteCode) -> [Finding] {
        let image = lab.emulation.images.first { $0.definition.code == code && !$0.isRemoved }
        let groups =
            image?.definition.programGroups.filter { group in group.items.contains { $0.package == id } }
            ?? []
        if groups.isEmpty { return [] }
        return [
            warning(
                "items of package \(id) stand in program group "
                    + groups.map { "'\($0.name)'" }.joined(separator: ", ") + ", whose users lose them")
        ]
    }

    /// Warns of a server that holds packages, or that alerts tell.
    static func ofServer(_ name: String, _ edit: LabEdit, at code: SiteCode) -> [Finding] {
        guard
            let image = edit.lab.emulation.images.first(where: {
                $0.definition.code == code && !$0.isRemoved
            }), let place = image.serverIndex(name)
        else { return [] }
        let packages = image.packagesOn(server: place)
        if packages.isEmpty { return [] }
        return [
            warning(
                "server \(name) holds \(packages.map(\.description).joined(separator: ", ")), which nobody gets from it "
                    + "any more", advice: "a Remove job takes packages off a server that stays")
        ]
    }
}
