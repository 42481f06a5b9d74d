import Pipeline
import SiteModel

// The SQL Server of a site, and files that somebody damages.

extension Emulation {
    /// Refuses what the Administrator program writes to a database that cannot be reached.
    func checkDatabase(_ command: LabCommand) throws(CommandRefusal) {
        let code: SiteCode
        switch command {
        case .createPackage(let site, _), .updatePackage(let site, _), .deletePackage(let site, _),
            .createJob(let site, _), .updateJob(let site, _), .deleteJob(let site, _),
            .cancelJob(let site, _),
            .setGroup(let site, _), .removeGroup(let site, _), .createQuery(let site, _),
            .updateQuery(let site, _, _), .deleteQuery(let site, _), .setProgramGroup(let site, _),
            .removeProgramGroup(let site, _), .setAlert(let site, _), .removeAlert(let site, _):
            code = site
        case .proposeSite(_, at: let site), .resyncClient(let site, _): code = site
        case .installSecondary(let site):
            guard let parent = site.parent else { return }
            code = parent
        case .deinstallSecondary(let site), .upgradeSecondary(let site):
            guard let parent = images[try siteNumber(site)].definition.parent else { return }
            code = parent
        default: return
        }
        guard images[try siteNumber(code)].isSQLDown else { return }
        throw CommandRefusal(
            .notAllowed,
            "the SQL Server of site \(code) is down, so the Administrator program cannot write there; "
                + "`fault sql \(code) --state up` brings it back")
    }

    /// Puts damaged files into a box of a site.
    mutating func damage(
        _ command: LabCommand, _ code: SiteCode, _ kind: DamagedFileKind, _ count: Int
    ) throws(CommandRefusal) -> CommandOutcome {
        let site = try siteNumber(code)
        if count < 1 {
            images[site].removeDamaged(kind)
            return note(command, site, 0)
        }
        switch kind {
        case .corruptInstruction:
            for _ in 0..<min(count, 1_000) { images[site].putDamagedInstruction() }
        case .mif, .corruptMIF:
            if images[site].definition.isSecondary {
                throw CommandRefusal(
                    .notAllowed, "site \(code) is a secondary site, which has no Data Loader (Q133111)")
            }
            var item = ReportItem(
                kind: .damaged, origin: Hierarchy.none, site: UInt16(site), instant: now)
            item.status = kind == .corruptMIF ? 1 : 0
            for _ in 0..<min(count, 1_000) { images[site].putMIF(item) }
            push(Signal(.dataLoaderArrival, site: UInt16(site)), at: now)
        }
        return note(command, site, 0)
    }
}
